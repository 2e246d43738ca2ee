"""Part of the space of all patients → days, tests that they all meet, and one of them, in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from attrs import frozen

from ..model.items import DAY, LAST_DAY, Fact, Item
from ..telling import wording
from .diagram import Diagrams
from .space import Axis, Space

MOST_ALTERNATIVES = 6
Days = tuple[tuple[int, int | None], ...]


@frozen
class Trait:
    """What an item of a patient is, in words (`at most 2/10 or not known`) and as spans in its steps."""

    item: str
    words: str
    spans: tuple[tuple[int, int], ...]
    unknown: bool = False

    def meets(self, fact: Fact) -> bool:
        """Whether a patient with this fact is meant."""
        if fact is None:
            return self.unknown
        return any(first <= fact <= last for first, last in self.spans)


@frozen
class Patients:
    """Who is meant: each entry of `all` is one test that every one of them meets.

    `exactly`: whoever meets them all, and all of one of `either` where there are any, is meant.
    Otherwise there are some who meet them and are not meant.
    """

    all: tuple[Trait, ...] = ()
    either: tuple[tuple[Trait, ...], ...] = ()
    exactly: bool = True

    def include(self, facts: Mapping[str, Fact]) -> bool:
        """Whether someone with these facts meets the tests."""
        return all(test.meets(facts.get(test.item)) for test in self.all) and (
            not self.either
            or any(all(t.meets(facts.get(t.item)) for t in tests) for tests in self.either)
        )


ANYBODY = Patients()
"""Every patient."""


@frozen
class Part:
    """The same patients on the same days."""

    days: Days
    patients: Patients
    example: tuple[int, tuple[str, ...]]


@frozen(eq=False)
class Regions:
    """Parts of a space, as functions that are true for whom they hold."""

    space: Space
    diagrams: Diagrams

    def parts(self, region: int, unsaid: Collection[int] = ()) -> list[Part]:
        """The region as days with their patients. Items at the `unsaid` places are left out of the tests."""
        shown = self.diagrams.without(region, [place for place in unsaid if place])
        by_patients: dict[int, list[int]] = {}
        for place in self.diagrams.chosen(shown, 0):
            patients = self._where(shown, 0, place)
            by_patients.setdefault(patients, []).append(place)
        return [
            Part(
                _days(self.space.axes[0], places),
                self._patients(patients),
                self._example(self._where(region, 0, places[0]), places[0]),
            )
            for patients, places in by_patients.items()
        ]

    def _where(self, region: int, place: int, value: int) -> int:
        """Whom the region holds where one axis has this value."""
        return self.diagrams.where(region, {place: value})

    def _patients(self, function: int) -> Patients:
        diagrams = self.diagrams
        chosen = {place: diagrams.chosen(function, place) for place in diagrams.looks_at(function)}
        common = _tests(self.space, chosen)
        if self._box(chosen) == function:
            return Patients(common)
        boxes = self._boxes(function, MOST_ALTERNATIVES)
        if boxes is None:
            return Patients(common, exactly=False)
        rest = [{p: v for p, v in box.items() if v != chosen[p]} for box in boxes]
        return Patients(common, tuple(_tests(self.space, box) for box in rest))

    def _box(self, chosen: Mapping[int, Sequence[int]]) -> int:
        """Those who have one of the chosen values on each of these axes."""
        sizes = self.space.sizes
        return self.diagrams.all(
            self.diagrams.variable(place, [value in values for value in range(sizes[place])])
            for place, values in chosen.items()
        )

    def _boxes(self, function: int, most: int) -> list[dict[int, list[int]]] | None:
        """The function as at most so many boxes that do not overlap; None where it takes more."""
        looked_at = self.diagrams.looks_at(function)
        if not looked_at:
            return [{}] if function == self.diagrams.yes else []
        place = looked_at[0]
        by_rest: dict[int, list[int]] = {}
        for value in range(self.space.sizes[place]):
            by_rest.setdefault(self._where(function, place, value), []).append(value)
        found: list[dict[int, list[int]]] = []
        for rest, values in by_rest.items():
            inner = self._boxes(rest, most - len(found))
            if inner is None:
                return None
            found.extend({place: values, **box} for box in inner)
            if len(found) > most:
                return None
        return found

    def _example(self, function: int, day: int) -> tuple[int, tuple[str, ...]]:
        axes = self.space.axes
        point = self.diagrams.example(function, lambda place: liked(axes[place]))
        return _told(self.space, {0: day, **point})


def seen_part(space: Space, points: Sequence[Sequence[int]]) -> Part:
    """What patients have in common who were tried; each is the place that every axis has."""
    days, *others = (sorted(set(places)) for places in zip(*points, strict=True))
    tests = _tests(space, dict(enumerate(others, 1)))
    told = _told(space, dict(enumerate(points[0])))
    return Part(_days(space.axes[0], days), Patients(tests, exactly=False), told)


def _days(axis: Axis, places: Sequence[int]) -> Days:
    spans, _ = axis.merged(places)
    return tuple((first, None if last >= LAST_DAY else last) for first, last in spans)


def _tests(space: Space, chosen: Mapping[int, Sequence[int]]) -> tuple[Trait, ...]:
    tests = (
        _test(space.axes[place], values)
        for place, values in chosen.items()
        if len(values) < space.sizes[place]
    )
    return tuple(sorted(tests, key=lambda test: test.item))


def _test(axis: Axis, places: Sequence[int]) -> Trait:
    """What an item is at these places."""
    item = axis.item
    spans, unknown = axis.merged(places)
    if item.words:
        words = [item.words[value] for first, last in spans for value in range(first, last + 1)]
    else:
        words = [_range(item, first, last) for first, last in spans]
    shown = " or ".join([*words, *(["not known"] if unknown else [])])
    return Trait(item.name, shown, tuple(spans), unknown)


def _range(item: Item, first: int, last: int) -> str:
    if first == last:
        return wording.amount(first, item)
    if last == item.most:
        return f"at least {wording.amount(first, item)}"
    if first == item.least:
        return f"at most {wording.amount(last, item)}"
    return f"{wording.amount(first, item)} to {wording.amount(last, item)}"


def liked(axis: Axis) -> list[int]:
    """Places in the order in which an example takes them: as usual, then known, then not known."""
    usual = [axis.item.if_not_stated, axis.item.uncomplicated]
    known = range(len(axis.spans))
    first = [p for u in usual if u is not None for p in known if _within(u, axis.spans[p])]
    return [*first, *(place for place in known if place not in first), len(axis.spans)]


def _within(value: int, span: tuple[int, int]) -> bool:
    return span[0] <= value <= span[1]


def _told(space: Space, point: Mapping[int, int]) -> tuple[int, tuple[str, ...]]:
    """The point as a day and statements; what would be assumed anyway is left out."""
    told = []
    for place, value in point.items():
        axis = space.axes[place]
        item = axis.item
        if item is DAY:
            continue
        if value == len(axis.spans):
            told += [f"{item.name} is unknown"] if item.if_not_stated is not None else []
        elif item.if_not_stated is None or not _within(item.if_not_stated, axis.spans[value]):
            told.append(f"{item.name} is {item.show(_usual(item, axis.spans[value]))}")
    return space.axes[0].spans[point[0]][0], tuple(sorted(told))


def _usual(item: Item, span: tuple[int, int]) -> int:
    """A value of the span: the uncomplicated one where it is within."""
    if item.uncomplicated is not None and _within(item.uncomplicated, span):
        return item.uncomplicated
    return span[0]
