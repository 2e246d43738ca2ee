"""The plainest patients for whom a formula holds: nothing is told of them that could be left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import define, field

from ..model.items import Fact, Item
from ..model.protocol import STANCES
from .formula import Patient, World
from .logic import AtLeast, Formula, Logic, Variable

MOST_ROUNDS = 6


def fact_of(item: str, patient: Patient, values: dict[Variable, int]) -> Fact:
    """What is known about one item."""
    return values[patient.value[item]] if values[patient.known[item]] else None


def plain_fact(item: Item, uncomplicated: bool) -> Fact:
    """What is taken for an item that nobody stated."""
    if item.if_not_stated is None and uncomplicated:
        return item.uncomplicated
    return item.if_not_stated


def plainest(
    formula: Formula, worlds: Sequence[World], values: dict[Variable, int]
) -> list[tuple[dict[Variable, int], bool]]:
    """Values near to those of a patient of whom nothing is told, for whom the formula still holds.

    Each with whether what is not told is taken as uncomplicated; the shortest to tell comes first.
    """
    found = []
    for uncomplicated in (True, False):
        shrink = _Shrink(worlds[0].logic, formula, worlds, dict(values), uncomplicated)
        shrink.run()
        if not uncomplicated or shrink.can_be_told():
            found.append((shrink.told(), not uncomplicated, shrink.values))
    return [(nearest, not bare) for _, bare, nearest in sorted(found, key=lambda each: each[:2])]


@define(eq=False)
class _Shrink:
    logic: Logic
    formula: Formula
    worlds: Sequence[World]
    values: dict[Variable, int]
    uncomplicated: bool
    cone: list[int] = field(init=False)
    cuts: dict[Variable, set[int]] = field(init=False, factory=dict)
    patients: list[Patient] = field(init=False)
    items: dict[str, Item] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self.cone = self.logic.cone(self.formula)
        for test in self.logic.tests(self.formula):
            assert isinstance(test, AtLeast)
            self.cuts.setdefault(test.variable, set())
            if test.other is None:
                self.cuts[test.variable] |= {test.bound - 1, test.bound}
            else:
                self.cuts.setdefault(test.other, set())
        self.patients = list({world.patient.copy: world.patient for world in self.worlds}.values())
        for world in self.worlds:
            self.items.update(world.protocol.vocabulary.items)

    def run(self) -> None:
        """Takes away and moves towards the plain, until nothing more can go."""
        for _ in range(MOST_ROUNDS):
            before = dict(self.values)
            for changes in self.moves():
                self.attempt(changes)
            if self.values == before:
                return

    def attempt(self, changes: dict[Variable, int]) -> bool:
        kept = {variable: self.values[variable] for variable in changes}
        if kept == changes:
            return True
        self.values.update(changes)
        if self.logic.holds(self.formula, self.values, self.cone):
            return True
        self.values.update(kept)
        return False

    def moves(self) -> Iterator[dict[Variable, int]]:
        """Changes towards the plain, the boldest first; each is made where the formula still holds."""
        for world in self.worlds:
            for is_moved, number in world.moved.values():
                yield {is_moved: 0}
                yield from ({number: cut} for cut in sorted(self.cuts.get(number, ())))
        yield from self._stances()
        for name, item in self.items.items():
            yield from self._facts(name, item)
        yield from self._days()

    def _stances(self) -> Iterator[dict[Variable, int]]:
        default = STANCES.index(self.worlds[0].protocol.default_stance)
        asked = [patient.asked for patient in self.patients]
        yield dict.fromkeys(asked, default)
        for variable in asked:
            yield {variable: default}
            yield from (
                {variable: place} for place in (1, 0, 2) if self.values[variable] != default
            )

    def _facts(self, name: str, item: Item) -> Iterator[dict[Variable, int]]:
        having = [p for p in self.patients if name in p.known]
        plain = plain_fact(item, self.uncomplicated)
        yield {v: n for p in having for v, n in _stated(name, p, plain).items()}
        for patient, other in pairwise(having):
            yield _stated(name, other, fact_of(name, patient, self.values))
            yield _stated(name, patient, fact_of(name, other, self.values))
        for patient in having:
            yield _stated(name, patient, plain)
            if plain is None:
                continue
            for cut in sorted(self.cuts.get(patient.value[name], ()), key=lambda c: abs(c - plain)):
                now = fact_of(name, patient, self.values)
                if item.least <= cut <= item.most and (
                    now is None or abs(cut - plain) < abs(now - plain)
                ):
                    yield _stated(name, patient, cut)

    def _days(self) -> Iterator[dict[Variable, int]]:
        days = [patient.day for patient in self.patients]
        cuts = {cut for day in days for cut in self.cuts.get(day, ())} | {0}
        weeks = {end for cut in cuts for end in (cut // 7 * 7, -(-cut // 7) * 7)}
        wanted = sorted(cuts | weeks, key=lambda day: (day % 7 != 0, day))
        within = [day for day in wanted if days[0].least <= day <= days[0].most]
        now = [_rank(self.values[day]) for day in days]
        yield from (dict.fromkeys(days, day) for day in within if _rank(day) < max(now))
        for variable in days:
            yield from ({variable: d} for d in within if _rank(d) < _rank(self.values[variable]))

    def can_be_told(self) -> bool:
        """Nothing that is not known has an uncomplicated value, which would be taken for it."""
        return all(
            item.uncomplicated is None or fact_of(name, patient, self.values) is not None
            for patient in self.patients
            for name, item in self.items.items()
            if name in patient.known
        )

    def told(self) -> int:
        """How many lines it takes to tell."""
        first, *others = self.patients
        lines = sum(
            fact_of(name, first, self.values) != plain_fact(item, self.uncomplicated)
            for name, item in self.items.items()
            if name in first.known
        )
        for other in others:
            lines += sum(
                fact_of(name, first, self.values) != fact_of(name, other, self.values)
                for name in first.known
                if name in other.known
            )
        return lines


def _rank(day: int) -> tuple[bool, int]:
    return day % 7 != 0, day


def _stated(name: str, patient: Patient, fact: Fact) -> dict[Variable, int]:
    value = patient.value[name]
    return {
        patient.known[name]: int(fact is not None),
        value: value.least if fact is None else fact,
    }


def all_variables(worlds: Iterable[World]) -> Iterator[Variable]:
    """Every variable of these worlds' patients."""
    for world in worlds:
        patient = world.patient
        yield from (patient.day, patient.asked, *patient.value.values(), *patient.known.values())
        for pair in world.moved.values():
            yield from pair
