"""Whether one item can matter, decided by Z3 over two patients who differ in nothing else.

An independent reading for the interview, which decides the same with decision diagrams.
"""

from __future__ import annotations

from collections.abc import Mapping

from recovery_guidance.deciding.guidance import ALLOWED, NOT_YET, UNKNOWN, WITH_CARE
from recovery_guidance.model.items import Fact
from recovery_guidance.model.protocol import STANCES, URGENCIES, Protocol
from recovery_guidance.proof.formula import Patient, World, numbers_of
from recovery_guidance.proof.logic import FALSE, KNOWN, Formula, Logic, Variable
from recovery_guidance.proof.solver import NEVER, POSSIBLE, Solver

A_MINUTE = 60_000


def can_matter(
    protocol: Protocol, day: int, stance: str, told: Mapping[str, Fact], item: str
) -> bool:
    """Whether telling `item`, or another value of it, can give another answer on that day.

    What is in `told` is as it is told, None being not known; everything else is the same for both, known or not.
    """
    logic = Logic()
    first, other = (_world(logic, protocol, day, stance, told, item, copy) for copy in "ab")
    differ = _differ(logic, first, other)
    if differ == FALSE:
        return False
    answer = Solver(logic).decide(differ, A_MINUTE)
    assert answer in (POSSIBLE, NEVER), "Z3 took more than a minute"
    return answer == POSSIBLE


def _world(
    logic: Logic, protocol: Protocol, day: int, stance: str, told: Mapping[str, Fact], item: str, copy: str
) -> World:  # fmt: skip
    value, known = {}, {}
    for name, declared in protocol.vocabulary.items.items():
        fact = told.get(name)
        least, most = (declared.least, declared.most) if fact is None else (fact, fact)
        own = copy if name == item else ""
        value[name] = Variable(name, "value", least, most, own)
        known[name] = Variable(
            name, KNOWN, int(fact is not None), int(fact is not None or name not in told), own
        )
    place = STANCES.index(stance)
    patient = Patient(
        copy,
        Variable("day", "day", day, day),
        Variable("stance", "stance", place, place),
        value,
        known,
    )
    return World(logic, protocol, patient, numbers_of(protocol))


def _differ(logic: Logic, first: World, other: World) -> Formula:
    """The two are not answered alike: an emergency, and else a refusal, is all that is said."""

    def unlike(one: Formula, two: Formula) -> Formula:
        return logic.equal(one, two) ^ 1

    worlds = (first, other)
    no_emergency = logic.every(w.urgent(URGENCIES[0]) ^ 1 for w in worlds)
    not_refused = logic.every(w.refused() ^ 1 for w in worlds)
    escalations = [
        unlike(first.truth(r).certain, other.truth(r).certain) for r in first.of_kind("escalation")
    ]
    others = [unlike(first.follows(s), other.follows(s)) for s in STANCES]
    for activity in first.activities:
        others += [
            unlike(first.verdict(activity, v), other.verdict(activity, v))
            for v in (ALLOWED, WITH_CARE, NOT_YET, UNKNOWN)
        ]
    for quantity in first.protocol.quantities:
        amounts = first.amounts(quantity)
        others += [unlike(first.limited(quantity, n), other.limited(quantity, n)) for n in amounts]
    return logic.some(
        (
            unlike(*(w.urgent(URGENCIES[0]) for w in worlds)),
            logic.every((no_emergency, unlike(*(w.refused() for w in worlds)))),
            logic.every((no_emergency, logic.some(escalations))),
            logic.every((no_emergency, not_refused, logic.some(others))),
        )
    )
