"""Truths that depend on the patient, as functions of a few variables with a few values each."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence

from ..model.algebra import Algebra, Kleene, T, Truth
from ..model.items import Fact

Point = Mapping[int, int]
"""One patient: the value that each variable has."""


class Undecided(Exception):
    """A question was not decided: why, and what would decide it."""

    def __init__(self, why: str, help: str) -> None:
        super().__init__(why)
        self.help = help


class TooLate(Undecided):
    """The time was over."""

    def __init__(self) -> None:
        super().__init__(
            "the time was over before it was decided", "give it more time with --timeout"
        )


class Functions(Algebra[T]):
    """Functions of variables. A variable is its place, and its values are 0, 1, 2 and so on."""

    @abstractmethod
    def variable(self, place: int, truths: Sequence[Truth]) -> T:
        """The function of one variable that has these truths, one for each of its values."""

    def test(self, place: int, facts: Sequence[Fact], met: Callable[[Fact], Truth]) -> T:
        """Whether the fact that each value of a variable stands for meets something."""
        return self.variable(place, list(map(met, facts)))


class AtPoint(Kleene, Functions[Truth]):
    """The truths of one patient."""

    def __init__(self, point: Point) -> None:
        self._point = point

    def variable(self, place: int, truths: Sequence[Truth]) -> Truth:
        return truths[self._point[place]]

    def test(self, place: int, facts: Sequence[Fact], met: Callable[[Fact], Truth]) -> Truth:
        return met(facts[self._point[place]])
