"""All patients there could be, as one finite space: each item cut where some rule changes its mind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Generic

from attrs import define, field, frozen

from ..deciding.decision import Decision
from ..model.algebra import T
from ..model.conditions import Condition, Group, Member, Proposition, truth_of
from ..model.items import DAY, Fact, Item
from ..model.rules import Rule, Ruleset
from .functions import Functions

Span = tuple[int, int]
"""The first and the last value, both included, in steps of the item."""


@frozen
class Axis:
    """One item: the spans between which nothing differs; after the last comes `not known`, but not for the day."""

    item: Item
    spans: tuple[Span, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """One value for each place on the axis, and None for `not known`."""
        known = tuple(first for first, _ in self.spans)
        return known if self.item is DAY else (*known, None)

    def place(self, fact: Fact) -> int:
        """Where a value lies on the axis; `not known` is the last place."""
        if fact is None:
            return len(self.spans)
        return next(i for i, (first, last) in enumerate(self.spans) if first <= fact <= last)

    def merged(self, places: Collection[int]) -> tuple[list[Span], bool]:
        """The spans at these places, neighbours joined, and whether `not known` is among them."""
        joined: list[Span] = []
        for place in sorted(place for place in places if place < len(self.spans)):
            first, last = self.spans[place]
            if joined and joined[-1][1] + 1 == first:
                joined[-1] = (joined[-1][0], last)
            else:
                joined.append((first, last))
        return joined, len(self.spans) in places


@frozen(eq=False, slots=False)
class Space:
    """The axes of everything that these rulesets look at, the day first."""

    axes: tuple[Axis, ...]

    @classmethod
    def of(cls, rulesets: Iterable[Ruleset], also: Iterable[Group] = ()) -> Space:
        """The space of every item that a rule of one of these looks at, or one of the conditions `also` given."""
        cuts: dict[str, set[int]] = {DAY.name: set()}
        items: dict[str, list[Item]] = {DAY.name: [DAY]}
        others = tuple(also)
        for ruleset in rulesets:
            for group in (*(rule.when for rule in ruleset.rules), *others):
                for leaf in group.leaves():
                    if isinstance(leaf, Condition):
                        cuts.setdefault(leaf.subject, set()).update(leaf.turns(ruleset.numbers))
            for name in cuts:
                if name in ruleset.vocabulary.items:
                    items.setdefault(name, []).append(ruleset.vocabulary.items[name])
        return cls(tuple(_axis(items[name], found) for name, found in cuts.items()))

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """How many places each axis has."""
        return tuple(len(axis.facts) for axis in self.axes)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where the axis of each item stands."""
        return {axis.item.name: place for place, axis in enumerate(self.axes)}

    def person(self, stance: str) -> Person:
        """A patient who may be anywhere in it, and asks for this stance."""
        facts = {axis.item.name: (place, axis.facts) for place, axis in enumerate(self.axes)}
        return Person(facts, (0, (stance,) * self.sizes[0]))


def _axis(items: Sequence[Item], cuts: set[int]) -> Axis:
    least, most = min(item.least for item in items), max(item.most for item in items)
    starts = [least, *sorted(cut for cut in cuts if least < cut <= most)]
    ends = [*(start - 1 for start in starts[1:]), most]
    return Axis(items[-1], tuple(zip(starts, ends, strict=True)))


@frozen(eq=False)
class Person:
    """One patient who may be any.

    `facts` are, for each item, the variable that says what is known of it, and the fact that each of its values
    stands for; `asked` is the same for the stance that is asked for.
    """

    facts: Mapping[str, tuple[int, Sequence[Fact]]]
    asked: tuple[int, Sequence[str]]

    def asks(self, functions: Functions[T]) -> dict[str, T]:
        """Which stance is asked for."""
        place, stances = self.asked
        return {
            stance: functions.variable(place, [stance == one for one in stances])
            for stance in dict.fromkeys(stances)
        }


@define(eq=False)
class Meaning(Generic[T]):
    """What each rule of one ruleset says of a person, as functions with three values.

    Rules that are `still` hold as they do `elsewhere`.
    """

    functions: Functions[T]
    person: Person
    ruleset: Ruleset
    elsewhere: Callable[[Rule], T] | None = None
    still: Collection[str] = ()
    _truths: dict[str, T] = field(init=False, factory=dict)

    def decision(self) -> Decision[T]:
        """What the rules come to."""
        for (
            rule
        ) in self.ruleset.graph.derived:  # each after all that it rests on, however far they chain
            self.rule(rule)
        return Decision(self.functions, self.ruleset, self.rule, self.holds)

    def rule(self, rule: Rule) -> T:
        """Where a rule is true, false or unknown."""
        if self.elsewhere is not None and rule.id in self.still:
            return self.elsewhere(rule)
        if rule.id not in self._truths:
            self._truths[rule.id] = self.holds(rule.when)
        return self._truths[rule.id]

    def holds(self, member: Member) -> T:
        """Where a condition, claim or group is true, false or unknown."""
        return truth_of(member, self.functions, self._test, self._proposition)

    def _proposition(self, key: Proposition) -> T:
        return self.functions.any(map(self.rule, self.ruleset.graph.proving.get(key, ())))

    def _test(self, condition: Condition) -> T:
        place, facts = self.person.facts[condition.subject]
        numbers = self.ruleset.numbers
        return self.functions.test(place, facts, lambda fact: condition.met_by(fact, numbers))
