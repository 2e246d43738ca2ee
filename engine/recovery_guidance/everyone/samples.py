"""Functions over patients that were drawn: what `diagram` is for all of them, where those are too many."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import reduce
from random import Random

from attrs import define

from ..model.kleene import all_hold, any_holds

Values = tuple[Hashable, ...]
"""A function: its value for each patient."""


@define(eq=False)
class Samples:
    """The same patients for every function; a patient is the place that each axis has."""

    points: Sequence[Sequence[int]]

    @classmethod
    def draw(cls, sizes: Sequence[int], usual: Sequence[int], count: int) -> Samples:
        """Patients who are usual in all but a few items, on any day. The same ones every time."""
        random = Random(0)
        points = []
        for _ in range(count):
            point = list(usual)
            for place in random.sample(range(len(sizes)), random.randint(0, min(6, len(sizes)))):
                point[place] = random.randrange(sizes[place])
            point[0] = random.randrange(sizes[0])
            points.append(point)
        return cls(points)

    def leaf(self, value: Hashable) -> Values:
        """The function that has this value for everyone."""
        return (value,) * len(self.points)

    def variable(self, place: int, values: Iterable[Hashable]) -> Values:
        """The function of one axis that has these values, one for each of its places."""
        known = tuple(values)
        return tuple(known[point[place]] for point in self.points)

    def all_of(self, functions: Iterable[Values]) -> Values:
        """Kleene's `and`."""
        return self._joined(all_hold, functions, True)

    def any_of(self, functions: Iterable[Values]) -> Values:
        """Kleene's `or`."""
        return self._joined(any_holds, functions, False)

    def combine(self, name: str, value: Callable[..., Hashable], *functions: Values) -> Values:  # noqa: ARG002 the name is for diagrams
        """`value` of these functions' values, for everyone."""
        return tuple(value(*row) for row in zip(*functions, strict=True))

    def values(self, function: Values) -> set[Hashable]:
        """Every value that the function takes for someone."""
        return set(function)

    def where(self, function: Values) -> list[Sequence[int]]:
        """The patients for whom a true-or-false function is true."""
        return [point for point, value in zip(self.points, function, strict=True) if value is True]

    def _joined(
        self, join: Callable[..., Hashable], functions: Iterable[Values], empty: bool
    ) -> Values:
        return reduce(
            lambda a, b: tuple(join(pair) for pair in zip(a, b, strict=True)),
            functions,
            self.leaf(empty),
        )
