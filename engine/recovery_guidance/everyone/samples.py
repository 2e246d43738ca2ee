"""Functions over patients that were drawn: what diagrams are for all of them, where those are too many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

from attrs import define, field

from ..model.algebra import Truth
from .functions import Functions

Rows = tuple[int, int]
"""A function: one bit a patient where it is certain, and one where it is possible."""


@define(eq=False, slots=False)
class Samples(Functions[Rows]):
    """The same patients for every function; a patient is the place that each axis has."""

    points: Sequence[Sequence[int]]
    yes: Rows = field(init=False)
    no = (0, 0)

    @yes.default
    def _everyone(self) -> Rows:
        everyone = (1 << len(self.points)) - 1
        return everyone, everyone

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

    def variable(self, place: int, truths: Sequence[Truth]) -> Rows:
        """The function of one axis that has these truths, one for each of its places."""
        certain = possible = 0
        for row, point in enumerate(self.points):
            truth = truths[point[place]]
            certain |= (truth is True) << row
            possible |= (truth is not False) << row
        return certain, possible

    def all(self, truths: Iterable[Rows]) -> Rows:
        certain, possible = self.yes
        for first, second in truths:
            certain, possible = certain & first, possible & second
        return certain, possible

    def opposite(self, truth: Rows) -> Rows:
        certain, possible = truth
        return self.yes[0] & ~possible, self.yes[0] & ~certain

    def certain(self, truth: Rows) -> Rows:
        return truth[0], truth[0]

    def where(self, function: Rows) -> list[Sequence[int]]:
        """The patients for whom a function is true."""
        return [point for row, point in enumerate(self.points) if function[0] >> row & 1]
