"""All patients there could be, as one finite space: each item cut where some rule changes its mind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import define, field, frozen

from ..model.conditions import Bound, Claim, Condition, Member, Proposition, holds
from ..model.items import DAY, Fact, Item
from ..model.rules import Rule, Ruleset
from .diagram import Diagrams

Span = tuple[int, int]
"""The first and the last value, both included, in steps of the item."""


@frozen
class Axis:
    """One item: the spans between which nothing differs; after the last comes `not known`, but not for the day."""

    item: Item
    spans: tuple[Span, ...]

    @property
    def facts(self) -> list[Fact]:
        """One value for each place on the axis, and None for `not known`."""
        return [first for first, _ in self.spans] + ([] if self.item is DAY else [None])

    def place(self, fact: Fact) -> int:
        """Where a value lies on the axis; `not known` is the last place."""
        if fact is None:
            return len(self.spans)
        return next(i for i, (first, last) in enumerate(self.spans) if first <= fact <= last)

    def merged(self, places: Sequence[int]) -> tuple[list[Span], bool]:
        """The spans at these places, neighbours joined, and whether `not known` is among them."""
        joined: list[Span] = []
        for place in sorted(place for place in places if place < len(self.spans)):
            first, last = self.spans[place]
            if joined and joined[-1][1] + 1 == first:
                joined[-1] = (joined[-1][0], last)
            else:
                joined.append((first, last))
        return joined, len(self.spans) in places


@define(eq=False)
class Space:
    """The axes of everything that these rulesets look at, the day first."""

    axes: tuple[Axis, ...]
    diagrams: Any
    """`Diagrams` over all patients, or `Samples` of some: both make functions of the axes."""
    places: dict[str, int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.places = {axis.item.name: place for place, axis in enumerate(self.axes)}

    @classmethod
    def of(cls, rulesets: Iterable[Ruleset]) -> Space:
        """The space of every item that a rule of one of these looks at."""
        cuts: dict[str, set[int]] = {DAY.name: set()}
        items: dict[str, list[Item]] = {DAY.name: [DAY]}
        for ruleset in rulesets:
            for rule in ruleset.rules:
                for leaf in rule.when.leaves():
                    if isinstance(leaf, Condition):
                        cuts.setdefault(leaf.subject, set()).update(_cuts(leaf, ruleset))
            for name in cuts:
                if name in ruleset.vocabulary.items:
                    items.setdefault(name, []).append(ruleset.vocabulary.items[name])
        axes = tuple(_axis(items[name], found) for name, found in cuts.items())
        return cls(axes, Diagrams([len(axis.facts) for axis in axes]))


def _cuts(condition: Condition, ruleset: Ruleset) -> Iterable[int]:
    if condition.among is not None:
        yield from condition.among
        yield from (place + 1 for place in condition.among)

    def ends(bound: Bound | None, plus: int) -> Iterable[int]:
        value = bound.value(ruleset.numbers) if bound else None
        if value is not None:
            yield value + plus

    yield from ends(condition.low, 0)
    yield from ends(condition.high, 1)


def _axis(items: Sequence[Item], cuts: set[int]) -> Axis:
    least, most = min(item.least for item in items), max(item.most for item in items)
    starts = [least, *sorted(cut for cut in cuts if least < cut <= most)]
    ends = [*(start - 1 for start in starts[1:]), most]
    return Axis(items[-1], tuple(zip(starts, ends, strict=True)))


@define(eq=False)
class Meaning:
    """What each rule of one ruleset says everywhere in a space, as functions with three values."""

    space: Space
    ruleset: Ruleset
    _concluding: dict[Proposition, list[Rule]] = field(factory=dict)
    _propositions: dict[Proposition, Any] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        for rule in self.ruleset.rules:
            self._concluding.setdefault((rule.subject, rule.value), []).append(rule)

    def rule(self, rule: Rule) -> Any:
        """Where the rule is true, false or unknown."""
        return self.member(rule.when)

    def member(self, member: Member) -> Any:
        """Where a condition, claim or group is true, false or unknown."""
        diagrams = self.space.diagrams
        if isinstance(member, Condition):
            place = self.space.places[member.subject]
            facts = self.space.axes[place].facts
            numbers = self.ruleset.numbers
            return diagrams.variable(place, [holds(member, fact, numbers) for fact in facts])
        if isinstance(member, Claim):
            return diagrams.any_of(self.proposition((member.subject, v)) for v in member.values)
        parts = [self.member(part) for part in member.members]
        return diagrams.all_of(parts) if member.every else diagrams.any_of(parts)

    def proposition(self, key: Proposition) -> Any:
        """Where a finding has a value, or a milestone or phase is reached."""
        if key not in self._propositions:
            rules = [
                rule
                for rule in self._concluding.get(key, [])
                if rule.kind in ("finding", "milestone", "phase")
            ]
            self._propositions[key] = self.space.diagrams.any_of(self.rule(rule) for rule in rules)
        return self._propositions[key]
