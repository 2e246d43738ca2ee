"""The plainest patients for whom something is so: nothing is told of them that could be left out."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import define

from .functions import AtPoint, Point
from .search import Question
from .setting import Setting

MOST_ROUNDS = 6


def plainest(question: Question, setting: Setting, point: Point) -> Iterator[tuple[Point, bool]]:
    """Patients near to those of whom nothing is told, of whom the question is still true.

    Each with whether what is not told is taken as uncomplicated; the shortest to tell comes first.
    """
    found = []
    for uncomplicated in (True, False):
        nearest = _Shrink(question, setting, uncomplicated).near(dict(point))
        if not uncomplicated or setting.can_be_uncomplicated(nearest):
            found.append((setting.lines(nearest, uncomplicated), not uncomplicated, nearest))
    found.sort(key=lambda each: each[:2])
    return ((nearest, not bare) for _, bare, nearest in found)


@define(eq=False)
class _Shrink:
    question: Question
    setting: Setting
    uncomplicated: bool

    def near(self, point: dict[int, int]) -> Point:
        """Moves one variable after the other to the plainest value with which the question stays true."""
        variables = self.setting.variables
        order = sorted(range(len(variables)), key=lambda p: _ORDER.index(variables[p].kind))
        for _ in range(MOST_ROUNDS):
            before = dict(point)
            for place in order:
                point[place] = self._plainer(point, place)
            if point == before:
                break
        return point

    def _plainer(self, point: Point, place: int) -> int:
        now = point[place]
        for value in self.setting.by_plainness(place, self.uncomplicated):
            if value == now or self._is_so({**point, place: value}):
                return value
        return now

    def _is_so(self, point: Point) -> bool:
        at = AtPoint(point)
        return bool(self.setting.related(at)) and bool(self.question(*self.setting.worlds(at)))


_ORDER = ("order", "asked", "item", "day")
"""What is taken away first."""
