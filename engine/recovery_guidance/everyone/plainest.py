"""The plainest patients for whom something is so: nothing is told of them that could be left out."""

from __future__ import annotations

from collections.abc import Iterator

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
        nearest = _near(question, setting, point, uncomplicated)
        if not uncomplicated or setting.can_be_uncomplicated(nearest):
            found.append((setting.lines(nearest, uncomplicated), not uncomplicated, nearest))
    found.sort(key=lambda each: each[:2])
    return ((nearest, not bare) for _, bare, nearest in found)


def _near(question: Question, setting: Setting, point: Point, uncomplicated: bool) -> Point:
    """Moves one variable after the other to the plainest value with which the question stays true."""
    variables = setting.variables
    order = sorted(range(len(variables)), key=lambda p: _ORDER.index(variables[p].kind))
    near = dict(point)
    for _ in range(MOST_ROUNDS):
        before = dict(near)
        for place in order:
            near[place] = next(
                value
                for value in setting.by_plainness(place, uncomplicated)
                if value == near[place] or _is_so(question, setting, {**near, place: value})
            )
        if near == before:
            break
    return near


def _is_so(question: Question, setting: Setting, point: Point) -> bool:
    at = AtPoint(point)
    return bool(setting.related(at)) and bool(question(*setting.worlds(at)))


_ORDER = ("order", "asked", "item", "day")
"""What is taken away first."""
