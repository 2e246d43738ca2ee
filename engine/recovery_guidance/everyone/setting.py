"""Whom a question is about: one patient or two, what they may be, and the answers that each of them gets."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import pairwise
from typing import Any, Literal

from attrs import field, frozen

from ..model.algebra import T
from ..model.conditions import Group
from ..model.items import DAY, Fact, Item
from ..model.protocol import STANCES, Protocol
from ..model.rules import Ruleset
from .functions import Functions, Point
from .further import NONE, FurtherOrders
from .practice import NOTHING, Practice
from .space import Axis, Person, Space
from .world import World, world_of

Kind = Literal["asked", "day", "item", "order"]


@frozen(eq=False)
class Variable:
    """One thing in which patients differ, and its values: what it is for each of the patients that it is `of`.

    That is a fact for a day or an item, a word for the stance asked for, and for an order the number that
    it sets a threshold to, None where it is not given.
    """

    kind: Kind
    name: str
    of: tuple[int, ...]
    values: tuple[tuple[Any, ...], ...]
    item: Item = DAY

    def for_(self, patient: int) -> list[Any]:
        """What each value is for one patient."""
        place = self.of.index(patient)
        return [value[place] for value in self.values]


@frozen(eq=False)
class Subject:
    """By which protocol a patient is answered, and under a surgeon's practice.

    Rules that are `still` hold as they do for the last patient of a setting.
    """

    protocol: Protocol
    practice: Practice = NOTHING
    rulesets: Mapping[str, Ruleset] = field()
    still: Collection[str] = ()

    @rulesets.default
    def _in_force(self) -> Mapping[str, Ruleset]:
        return self.practice.rulesets(self.protocol)


@frozen(eq=False, slots=False)
class Setting:
    """The patients of a question, and how they are related.

    Where the day of each is a variable of its own, the first one's is no earlier than the second one's.
    """

    subjects: tuple[Subject, ...]
    variables: tuple[Variable, ...]
    further: FurtherOrders = NONE
    axes: tuple[Axis, ...] = ()
    """How the values of days and items were told apart, in the order of the variables after the first."""

    @property
    def protocol(self) -> Protocol:
        """By which the first patient is answered."""
        return self.subjects[0].protocol

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """How many values each variable has."""
        return tuple(len(variable.values) for variable in self.variables)

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Each patient as functions of the variables."""
        return tuple(self._person(patient) for patient in range(len(self.subjects)))

    def _person(self, patient: int) -> Person:
        facts: dict[str, tuple[int, Sequence[Fact]]] = {}
        asked: tuple[int, Sequence[str]] = (0, ())
        for place, variable in enumerate(self.variables):
            if patient not in variable.of:
                continue
            if variable.kind == "asked":
                asked = place, variable.for_(patient)
            elif variable.kind == "order":
                facts[variable.name] = place, range(len(variable.values))
            else:
                facts[variable.name] = place, variable.for_(patient)
        return Person(facts, asked)

    def worlds(self, functions: Functions[T]) -> tuple[World[T], ...]:
        """The answers that each patient gets."""

        def world(subject: Subject, person: Person, other: World[T] | None = None) -> World[T]:
            protocol, rulesets = subject.protocol, subject.rulesets
            wanted = partial(subject.practice.stance_asked, protocol)
            return world_of(functions, person, protocol, rulesets, wanted, other, subject.still)

        *others, last = zip(self.subjects, self.people, strict=True)
        own = world(*last)
        return (*(world(*one, own) for one in others), own)

    def related(self, functions: Functions[T]) -> T:
        """The patients are such as the question is about."""
        days = [(p, v) for p, v in enumerate(self.variables) if v.kind == "day"]
        if len(days) < 2:
            return functions.yes
        (later, values), (earlier, _) = days
        return functions.all(
            functions.any(
                (
                    functions.variable(later, [day >= start for (day,) in values.values]),
                    functions.variable(earlier, [day < start for (day,) in values.values]),
                )
            )
            for (start,) in values.values
        )

    # How plainly a patient can be told

    @cached_property
    def usual(self) -> Point:
        """The patient of whom least is told."""
        return {place: self.liked(place)[0] for place in range(len(self.variables))}

    def liked(self, place: int) -> list[int]:
        """The values of a variable, the plainest first."""
        return self.by_plainness(place, uncomplicated=True)

    def by_plainness(self, place: int, uncomplicated: bool) -> list[int]:
        """The values of a variable, the one that takes fewest lines to tell first, then the most usual one."""
        values = range(self.sizes[place])
        return sorted(values, key=lambda value: self._plainness(place, value, uncomplicated))

    def lines(self, point: Point, uncomplicated: bool) -> int:
        """How many lines it takes to tell the patients at a point."""
        return sum(self._plainness(p, value, uncomplicated)[0] for p, value in point.items())

    def can_be_uncomplicated(self, point: Point) -> bool:
        """Nothing that is not known has an uncomplicated value, which would be taken for it."""
        return all(
            variable.item.uncomplicated is None or None not in variable.values[point[place]]
            for place, variable in enumerate(self.variables)
            if variable.kind == "item"
        )

    def _plainness(self, place: int, value: int, uncomplicated: bool) -> tuple[int, float]:
        """How many lines a value takes, and how far it is from what is usual."""
        variable = self.variables[place]
        told = variable.values[value]
        changes = sum(one != other for one, other in pairwise(told))
        match variable.kind:
            case "asked":
                default = self.protocol.default_stance
                return (told[0] != default) + changes, sum(stance != default for stance in told)
            case "day":
                return changes, sum((day % 7 != 0) * DAY.most + day for day in told)
            case "order":
                return told[0] is not None, value
        usual = plain_fact(variable.item, uncomplicated)
        away = sum(_away(fact, usual) for fact in told)
        return (told[0] != usual) + changes, away

    def told(self, patient: int, point: Point) -> Iterator[tuple[Variable, Any]]:
        """What a patient is at a point, variable by variable."""
        for place, variable in enumerate(self.variables):
            if patient in variable.of:
                yield variable, variable.for_(patient)[point[place]]


def plain_fact(item: Item, uncomplicated: bool) -> Fact:
    """What is taken for an item that nobody stated."""
    if item.if_not_stated is None and uncomplicated:
        return item.uncomplicated
    return item.if_not_stated


def _away(fact: Fact, usual: Fact) -> float:
    """How far a fact is from the usual one; what is not known is further than anything that is."""
    if fact is None or usual is None:
        return 0 if fact is usual else 10**9
    return abs(fact - usual)


Pairs = Callable[[Item, Sequence[Fact]], Iterable[tuple[Fact, ...]]]
"""For an item and the facts that it may be, what it may be for the first patient and for the second."""


def alone(*subjects: Subject, also: Iterable[Group] = ()) -> Setting:
    """One patient who may be anybody, answered in one way or in several.

    A question may look at the conditions `also` given.
    """
    return _of(
        subjects,
        lambda _, facts: [(fact,) * len(subjects) for fact in facts],
        [(stance,) * len(subjects) for stance in STANCES],
        also=also,
    )


def two(
    first: Subject,
    second: Subject,
    pairs: Pairs,
    asked: Iterable[tuple[str, str]] = tuple(zip(STANCES, STANCES, strict=True)),
    further: FurtherOrders = NONE,
    own_days: bool = False,
) -> Setting:
    """Two patients: what each item may be for both, which stances they ask for, and whether their days differ.

    `further` orders are given to the second alone.
    """
    return _of((first, second), pairs, asked, further, own_days)


def _of(
    subjects: tuple[Subject, ...],
    related: Pairs,
    asked: Iterable[tuple[str, ...]],
    further: FurtherOrders = NONE,
    own_days: bool = False,
    also: Iterable[Group] = (),
) -> Setting:
    everybody = tuple(range(len(subjects)))
    rulesets = [ruleset for one in subjects for ruleset in one.rulesets.values()]
    space = Space.of(rulesets, also)
    variables = [Variable("asked", "asked", everybody, tuple(asked))]
    for axis in space.axes:
        item, facts = axis.item, _facts(axis)
        if item is DAY:
            for of in [(one,) for one in everybody] if own_days else [everybody]:
                days = tuple((fact,) * len(of) for fact in facts)
                variables.append(Variable("day", DAY.name, of, days))
        elif item.name in further.numbers:
            numbers = tuple((number,) for number in further.numbers[item.name])
            variables.append(Variable("order", item.name, everybody[1:], numbers, item))
        else:
            told = tuple(related(item, facts))
            variables.append(Variable("item", item.name, everybody, told, item))
    return Setting(subjects, tuple(variables), further, space.axes)


def _facts(axis: Axis) -> list[Fact]:
    """A fact for each place on an axis: a whole week, or the value that is nearest to what is usual."""
    item = axis.item
    if item is DAY:
        return [
            week if (week := -(-first // 7) * 7) <= last else first for first, last in axis.spans
        ]
    usual = item.uncomplicated if item.if_not_stated is None else item.if_not_stated
    if usual is None:
        usual = item.least if item.worse_is_higher else item.most
    return [*(min(max(usual, first), last) for first, last in axis.spans), None]
