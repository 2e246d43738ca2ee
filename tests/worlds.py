"""What is said of everyone, put beside what an engine answered to one case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from attrs import field, frozen

from recovery_guidance.deciding.decision import Decision, Verdict
from recovery_guidance.deciding.guidance import Guidance
from recovery_guidance.everyone.diagram import Diagrams
from recovery_guidance.everyone.functions import AtPoint, Functions
from recovery_guidance.everyone.practice import NOTHING, Practice
from recovery_guidance.everyone.samples import Samples
from recovery_guidance.everyone.setting import Setting, Subject, alone
from recovery_guidance.everyone.space import Space
from recovery_guidance.everyone.world import World
from recovery_guidance.facts.intake import take_in
from recovery_guidance.model.algebra import Truth
from recovery_guidance.model.case import Case
from recovery_guidance.model.conditions import Claim
from recovery_guidance.model.protocol import STANCES, URGENCIES, Protocol
from recovery_guidance.model.rules import REACHED


@frozen(eq=False)
class Anybody:
    """One patient who may be anybody, and the functions that say what each is told."""

    protocol: Protocol
    practice: Practice = NOTHING
    setting: Setting = field(init=False)
    space: Space = field(init=False)
    diagrams: Diagrams = field(init=False)
    said: Sayings = field(init=False)

    @setting.default
    def _setting(self) -> Setting:
        return alone(Subject(self.protocol, self.practice))

    @space.default
    def _space(self) -> Space:
        return Space.of(self.setting.subjects[0].rulesets.values())

    @diagrams.default
    def _diagrams(self) -> Diagrams:
        return Diagrams(self.setting.sizes, 2_000_000)

    @said.default
    def _said(self) -> Sayings:
        (world,) = self.setting.worlds(self.diagrams)
        return Sayings(world)

    def point(self, case: Case) -> dict[int, int]:
        """Where a case lies: the value of each variable."""
        facts = take_in(self.protocol, case).facts
        asked = STANCES.index(case.stance or self.protocol.default_stance)
        places = enumerate((axis.place(facts[axis.item.name]) for axis in self.space.axes), 1)
        return {0: asked, **dict(places)}

    def answered_by(
        self, functions: Functions[Any], of: Callable[[Any], Truth]
    ) -> Callable[[Guidance], list[str]]:
        """What other functions of the same variables say otherwise than an answer."""
        (world,) = self.setting.worlds(functions)
        said = Sayings(world)
        return lambda guidance: differing(guidance, said, of)

    def differing(self, guidance: Guidance) -> list[str]:
        """What diagrams say otherwise than the answer does; empty where they agree."""
        point = self.point(guidance.case)
        return differing(
            guidance, self.said, lambda function: self.diagrams.at(function, point.__getitem__)
        )

    def differing_elsewhere(self, guidance: Guidance) -> list[str]:
        """The same of one patient by themselves, and of patients who are drawn, of whom this one is the second."""
        point = self.point(guidance.case)
        here = [point[place] for place in range(len(self.setting.sizes))]
        samples = Samples([[0] * len(here), here])
        drawn = self.answered_by(samples, _second)
        alone = self.answered_by(AtPoint(point), lambda truth: truth)
        return [*alone(guidance), *drawn(guidance)]


def _second(rows: tuple[int, int]) -> Truth:
    certain, possible = (bits >> 1 & 1 for bits in rows)
    return True if certain else None if possible else False


def differing(guidance: Guidance, said: Sayings, of: Callable[[Any], Truth]) -> list[str]:
    """What a world says otherwise than an answer, where `of` is what each of its truths is for that patient."""
    return [what for what, truth, holds in expected(guidance, said) if of(truth) is not holds]


class Sayings:
    """What a world says, each function made once however many answers are put beside it."""

    def __init__(self, world: World[Any]) -> None:
        self.world = world
        self.certain: Callable[[str], Any] = cache(lambda rule: world.certain(rules[rule]))
        self.possible: Callable[[str], Any] = cache(lambda rule: world.possible(rules[rule]))
        self.says = cache(world.says)
        self.may = cache(world.may)
        self.limited = cache(world.limited)
        self.urgent = cache(world.urgent)
        self.holds = cache(world.holds)
        self.reasons = cache(lambda name: world.answer(lambda d: d.reasons(name)))
        self.refused = world.over(Decision.refused)
        self.phases = world.answer(lambda d: d.phase(world.protocol.phases))
        rules = {r.id: r for d in world.decisions.values() for r in d.ruleset.rules}


def expected(guidance: Guidance, said: Sayings) -> Iterator[tuple[str, Any, Truth]]:
    """Everything that an answer says, as a truth over everyone and what it has to be."""
    memory, world, algebra = guidance.memory, said.world, said.world.algebra
    for rule in memory.ruleset.rules:
        truth = memory.truth(rule)
        yield f"{rule.id} is certain", said.certain(rule.id), truth is True
        yield f"{rule.id} is possible", said.possible(rule.id), truth is not False
    for stance in STANCES:
        followed = world.follows.get(stance, algebra.no)
        yield f"follows {stance}", followed, guidance.stance == stance
    yield "refused", said.refused, bool(guidance.refused)
    yield "speaks", world.speaks, not guidance.is_silent
    for place, urgency in enumerate(URGENCIES):
        urgent = any(URGENCIES.index(e.urgency) <= place for e in guidance.escalations)
        yield urgency, said.urgent(urgency), urgent
    if not guidance.is_silent:
        yield from _spoken(guidance, said)


def _spoken(guidance: Guidance, said: Sayings) -> Iterator[tuple[str, Any, Truth]]:
    world, protocol, algebra = said.world, said.world.protocol, said.world.algebra
    for given in guidance.activities:
        for verdict in Verdict:
            truth = said.says(given.activity, verdict)
            yield f"{given.activity} {verdict}", truth, given.verdict == verdict
        yield f"{given.activity} may be done", said.may(given.activity), given.verdict.is_open
        for rule, truth in said.reasons(given.activity).items():
            yield f"{given.activity} because of {rule}", truth, rule in given.because
    for quantity in protocol.quantities:
        limit = guidance.limit(quantity)
        for amount in {0, *world.amounts(quantity)}:
            within = limit is not None and limit.at_most <= amount
            yield f"{quantity} within {amount}", said.limited(quantity, amount), within
    for milestone in guidance.milestones:
        claim = Claim(milestone.milestone, (REACHED,))
        yield milestone.milestone, said.holds(claim), milestone.reached is True
    for phase in (None, *protocol.phases):
        yield f"phase {phase}", said.phases.get(phase, algebra.no), guidance.phase == phase
    advised = {advice.rule for advice in guidance.advice}
    for rule in guidance.memory.ruleset.graph.of_kind("advice"):
        yield f"advice {rule.id}", said.certain(rule.id), rule.id in advised
