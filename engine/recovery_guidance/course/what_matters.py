"""Every answer to a case as a function of what may still be told: which items matter, and for how many answers.

Nothing is tried out: a function over all patients says by itself what it depends on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

from attrs import frozen

from ..changes.sides import Side, Within
from ..deciding.guidance import Guidance
from ..deciding.needs import next_to_tell
from ..deciding.orders_in_force import counting, ordered_on, ruleset_for, stance_asked
from ..everyone.diagram import TooLarge
from ..everyone.space import Space
from ..model.case import Case
from ..model.items import Fact
from ..model.kleene import Truth
from ..model.protocol import STANCES, URGENCIES, Protocol

Answer = Any
"""A function over the space, as its diagrams make it."""


@frozen(eq=False)
class Answers:
    """Every answer, stage by stage in the order in which they are settled.

    An item matters where an answer depends on it: where telling it could change that answer for somebody of
    whom the rest may be known or not.
    """

    space: Space
    stages: tuple[tuple[Answer, ...], ...]

    @classmethod
    def of(cls, protocol: Protocol, case: Case) -> Answers:
        """The answers of a protocol with the orders of a case. Raises TooLarge."""
        orders = {s: counting(ordered_on(protocol, case, s)) for s in STANCES}
        rulesets = {s: ruleset_for(protocol, s, orders[s]) for s in STANCES}
        space = Space.of(rulesets.values())
        sides = [Side(protocol, stance, own).within(space) for stance, own in rulesets.items()]
        return cls(space, _stages(sides, *stance_asked(protocol, case)))

    def ranked(self, facts: Mapping[str, Fact]) -> dict[str, int]:
        """The items that matter for the first stage that these facts leave open, and for how many of its answers.

        The item that most answers wait for comes first; of several such, the one that on average leaves least
        to ask for.
        """
        still_open = self.still_open(facts)
        looks_at = self.space.diagrams.looks_at
        waiting = Counter(place for answer in still_open for place in looks_at(answer))
        most = max(waiting.values(), default=0)
        names = {place: self.space.axes[place].item.name for place in waiting}

        def rank(place: int) -> tuple[int, float, str]:
            left = self.left(place, still_open) if waiting[place] == most else 0
            return -waiting[place], left, names[place]

        return {names[place]: waiting[place] for place in sorted(waiting, key=rank)}

    def still_open(self, facts: Mapping[str, Fact]) -> list[Answer]:
        """The answers of the first stage that these facts leave open. A fact that is None stays unknown."""
        diagrams, point = self.space.diagrams, self._point(facts)
        for stage in self.stages:
            answers = [diagrams.where(answer, point) for answer in stage]
            if still_open := [answer for answer in answers if diagrams.looks_at(answer)]:
                return still_open
        return []

    def matter(self, facts: Mapping[str, Fact]) -> set[str]:
        """The items that matter for any answer, whichever stage it belongs to."""
        axes, diagrams, point = self.space.axes, self.space.diagrams, self._point(facts)
        answers = {diagrams.where(answer, point) for stage in self.stages for answer in stage}
        return {axes[place].item.name for one in answers for place in diagrams.looks_at(one)}

    def _point(self, facts: Mapping[str, Fact]) -> dict[int, int]:
        """The place on each axis whose item is among the facts."""
        names = [(place, axis.item.name) for place, axis in enumerate(self.space.axes)]
        axes = self.space.axes
        return {place: axes[place].place(facts[name]) for place, name in names if name in facts}

    def left(self, place: int, answers: Sequence[Answer]) -> float:
        """How many items these answers look at, one by one and on average, once an item is told."""
        diagrams, values = self.space.diagrams, range(len(self.space.axes[place].spans))
        after = [diagrams.where(answer, {place: value}) for answer in answers for value in values]
        return sum(len(diagrams.looks_at(answer)) for answer in after) / len(values)


def worth_telling(guidance: Guidance) -> tuple[str, ...]:
    """What is worth telling today, the most useful first; nothing that could not change an answer."""
    items = next_to_tell(guidance)
    known = {name: fact for name, fact in guidance.memory.facts.items() if fact is not None}
    try:
        matter = Answers.of(guidance.protocol, guidance.case).matter(known)
    except TooLarge:
        return items
    return tuple(item for item in items if item in matter)


def _stages(sides: Sequence[Within], wanted: str, is_final: bool) -> tuple[tuple[Answer, ...], ...]:
    """An emergency, the scope, what else is urgent, and then what is allowed and how much."""
    combine = sides[0].meaning.space.diagrams.combine
    asked = STANCES.index(wanted)
    scope = [] if is_final else sides[asked].side.rules("scope")
    followed = combine("followed", lambda imposed: min(imposed, asked), sides[asked].imposed(scope))

    def by_stance(answers: Iterable[Answer]) -> Answer:
        """Of an answer under each stance, the one under the stance that is followed."""
        return combine("by stance", lambda place, *own: own[place], followed, *answers)

    def certain(truths: Iterable[Answer]) -> Answer:
        return combine("certain", lambda truth: truth is True, by_stance(truths))

    def unless(silent: Answer, answers: Iterable[Answer]) -> tuple[Answer, ...]:
        def heard(silent: Truth, value: Hashable) -> Hashable:
            return None if silent else value

        return tuple(combine("unless silent", heard, silent, answer) for answer in answers)

    warnings = [s.side.rules("escalation") for s in sides]
    emergency = certain(
        side.any(rule for rule in own if rule.value == URGENCIES[0])
        for side, own in zip(sides, warnings, strict=True)
    )
    escalations = [
        certain(
            side.any(rule for rule in own if rule.id == name)
            for side, own in zip(sides, warnings, strict=True)
        )
        for name in sorted({rule.id for own in warnings for rule in own})
    ]
    refused = by_stance(s.refused(s.side.rules("scope")) for s in sides)
    silent = combine("either", lambda one, other: one or other, emergency, refused)
    protocol = sides[asked].side.protocol
    verdicts = [
        by_stance(s.verdict((), name) for s in sides) for name in sides[asked].side.activities
    ]
    limits = [
        by_stance(s.at_most(s.side.rules("limit", name)) for s in sides)
        for name in protocol.quantities
    ]
    return (
        (emergency,),
        unless(emergency, [refused]) + unless(silent, [followed]),
        unless(emergency, escalations),
        unless(silent, verdicts + limits),
    )
