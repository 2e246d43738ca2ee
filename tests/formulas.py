"""What the formulas say of one case, put beside what an engine answered."""

from __future__ import annotations

from collections.abc import Iterator

from recovery_guidance.deciding.guidance import ALLOWED, NOT_YET, UNKNOWN, WITH_CARE, Guidance
from recovery_guidance.facts.intake import take_in
from recovery_guidance.model.case import Case
from recovery_guidance.model.kleene import Truth
from recovery_guidance.model.protocol import STANCES, URGENCIES, Protocol
from recovery_guidance.model.rules import REACHED
from recovery_guidance.proof.breach import speaks
from recovery_guidance.proof.formula import Kleene, World
from recovery_guidance.proof.logic import Formula, Logic, Variable
from recovery_guidance.proof.practice import NOTHING, Practice


def world_of(protocol: Protocol, practice: Practice = NOTHING) -> World:
    """A world of one patient, in a Logic of its own."""
    return World.of(Logic(), protocol, practice=practice)


def values_of_case(case: Case, world: World) -> dict[Variable, int]:
    """The variables of the world's patient as the case states them."""
    patient, protocol = world.patient, world.protocol
    facts = take_in(protocol, case).facts
    values = {
        patient.day: case.day,
        patient.asked: STANCES.index(case.stance or protocol.default_stance),
    }
    for name, variable in patient.value.items():
        fact = facts[name]
        values[patient.known[name]] = int(fact is not None)
        values[variable] = variable.least if fact is None else fact
    return values


def expected(guidance: Guidance, world: World) -> Iterator[tuple[str, Formula, bool]]:
    """Everything that an answer says, as a formula and whether it has to hold."""
    memory, protocol = guidance.memory, world.protocol
    for rule in memory.ruleset.rules:
        yield from _kleene(rule.id, world.truth(rule), memory.truth(rule))
    for stance in STANCES:
        yield f"follows {stance}", world.follows(stance), guidance.stance == stance
    yield "refused", world.refused(), bool(guidance.refused)
    yield "speaks", world.speaks(), speaks(guidance)
    for place, urgency in enumerate(URGENCIES):
        urgent = any(URGENCIES.index(e.urgency) <= place for e in guidance.escalations)
        yield urgency, world.urgent(urgency), urgent
    if not speaks(guidance):
        return
    for activity in world.activities:
        given = guidance.verdict(activity)
        for verdict in (ALLOWED, WITH_CARE, NOT_YET, UNKNOWN):
            holds = given is not None and given.verdict == verdict
            yield f"{activity} {verdict}", world.verdict(activity, verdict), holds
        may = given is not None and given.verdict in (ALLOWED, WITH_CARE)
        yield f"{activity} may be done", world.may(activity), may
    for quantity in protocol.quantities:
        limit = guidance.limit(quantity)
        for amount in {0, *world.amounts(quantity)}:
            within = limit is not None and limit.at_most <= amount
            yield f"{quantity} within {amount}", world.limited(quantity, amount), within
    for milestone in guidance.milestones:
        truth = world.concluded((milestone.milestone, REACHED))
        yield from _kleene(milestone.milestone, truth, milestone.reached)
    for phase in (None, *protocol.phases):
        yield f"phase {phase}", world.phase(phase), guidance.phase == phase
    advised = {advice.rule for advice in guidance.advice}
    for rule in world.of_kind("advice"):
        yield f"advice {rule.id}", world.truth(rule).certain, rule.id in advised


def _kleene(what: str, kleene: Kleene, truth: Truth) -> Iterator[tuple[str, Formula, bool]]:
    yield f"{what} is certain", kleene.certain, truth is True
    yield f"{what} is possible", kleene.possible, truth is not False


def differing(guidance: Guidance, world: World) -> list[str]:
    """What the formulas say otherwise than the answer does; empty where they agree."""
    values = values_of_case(guidance.case, world)
    claims = list(expected(guidance, world))
    if world.logic.holds(agreement(claims, world), values):
        return []
    return [what for what, formula, holds in claims if world.logic.holds(formula, values) != holds]


def agreement(claims: list[tuple[str, Formula, bool]], world: World) -> Formula:
    """Holds where the formulas say everything that was answered."""
    return world.logic.every(formula if holds else formula ^ 1 for _, formula, holds in claims)


def stated(values: dict[Variable, int], world: World) -> Formula:
    """Holds for these values only."""
    at_least = world.logic.at_least
    return world.logic.every(
        part
        for variable, value in values.items()
        for part in (at_least(variable, value), at_least(variable, value + 1) ^ 1)
    )
