"""One protocol under one stance, asked about every patient at once: verdicts, limits, escalations, scope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import inf
from typing import Any

from attrs import define, field

from ..deciding.decision import ActivityRules, rules_by_activity, verdict
from ..everyone.space import Meaning, Space
from ..model.kleene import Truth
from ..model.protocol import STANCES, URGENCIES, Protocol
from ..model.rules import Rule, Ruleset

NOT_GIVEN, ASKED_FIRST = "not given", "asked first"
REFUSE = "refuse"
_NOTHING = ActivityRules((), (), ())


@define(eq=False)
class Side:
    """A protocol under one stance: with the rules that stand in its files, or with those in force for a case."""

    protocol: Protocol
    stance: str
    ruleset: Ruleset = field()
    activities: Mapping[str, ActivityRules] = field(init=False)

    @ruleset.default
    def _as_written(self) -> Ruleset:
        return self.protocol.rulesets[self.stance]

    def __attrs_post_init__(self) -> None:
        self.activities = rules_by_activity(self.protocol, self.ruleset)

    def rules(self, kind: str, subject: str = "") -> list[Rule]:
        """The rules of one kind, about one subject or all."""
        return [r for r in self.ruleset.rules if r.kind == kind and subject in ("", r.subject)]

    def activity(self, name: str) -> ActivityRules:
        """The rules that decide an activity; none where this side does not know it."""
        return self.activities.get(name, _NOTHING)

    def within(self, space: Space) -> Within:
        """This side in a space that holds all it looks at."""
        return Within(self, Meaning(space, self.ruleset))


@define(eq=False)
class Within:
    """What one side says everywhere in a space. Every answer is a function over the space."""

    side: Side
    meaning: Meaning

    def any(self, rules: Iterable[Rule]) -> Any:
        return self.meaning.space.diagrams.any_of([self.meaning.rule(rule) for rule in rules])

    def verdict(self, _: Iterable[Rule], activity: str) -> Any:
        """The verdict on an activity."""
        rules = self.side.activity(activity)
        truths = (self.any(rules.allowed), self.any(rules.not_yet), self.any(rules.with_care))
        combine = self.meaning.space.diagrams.combine
        return combine("verdict", lambda a, n, c: verdict([a], [n], [c]), *truths)

    def at_most(self, limits: Iterable[Rule]) -> Any:
        """The smallest of these limits; infinite where none holds or may hold."""
        amounts: dict[float, list[Rule]] = {}
        for rule in limits:
            amount = rule.amount.value(self.side.ruleset.numbers) if rule.amount else None
            amounts.setdefault(inf if amount is None else amount, []).append(rule)
        return self._least({amount: rules for amount, rules in amounts.items() if amount < inf})

    def imposed(self, scope: Iterable[Rule]) -> Any:
        """The strictest stance that scope lines impose, by its place in STANCES; infinite for none."""
        lines: dict[float, list[Rule]] = {}
        for rule in scope:
            if rule.value != REFUSE:
                place = STANCES.index(rule.value.removesuffix(" stance"))
                lines.setdefault(place, []).append(rule)
        return self._least(lines)

    def _least(self, rules_of: Mapping[float, list[Rule]]) -> Any:
        """The smallest of these numbers whose rules hold or may hold."""
        diagrams = self.meaning.space.diagrams
        least = diagrams.leaf(inf)
        for number, rules in rules_of.items():

            def own(truth: Truth, number: float = number) -> float:
                return inf if truth is False else number

            held = diagrams.combine(f"{number} unless false", own, self.any(rules))
            least = diagrams.combine("smaller", min, least, held)
        return least

    def escalation(self, rules: Iterable[Rule]) -> Any:
        """The urgency where one of these escalations is given."""
        rules = list(rules)
        urgency = rules[0].value if rules else ""
        return self.meaning.space.diagrams.combine(
            f"urgency {urgency}",
            lambda truth: {True: urgency, None: ASKED_FIRST, False: NOT_GIVEN}[truth],
            self.any(rules),
        )

    def refused(self, scope: Iterable[Rule]) -> Any:
        """Where a scope line refuses, or cannot be ruled out to."""
        rules = [rule for rule in scope if rule.value == REFUSE]
        return self.meaning.space.diagrams.combine(
            "possible", lambda truth: truth is not False, self.any(rules)
        )

    def answered(self) -> Any:
        """Where activities and limits are spoken of, and under this stance and no stricter one."""
        diagrams = self.meaning.space.diagrams
        place, scope = STANCES.index(self.side.stance), self.side.rules("scope")
        emergencies = [r for r in self.side.rules("escalation") if r.value == URGENCIES[0]]
        return diagrams.all_of(
            [
                diagrams.combine("not certain", lambda t: t is not True, self.any(emergencies)),
                diagrams.combine("opposite", lambda truth: not truth, self.refused(scope)),
                diagrams.combine(f"not before {place}", lambda s: s >= place, self.imposed(scope)),
            ]
        )
