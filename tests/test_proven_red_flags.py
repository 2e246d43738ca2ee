"""What sends a patient to someone today leaves nothing open but what a person does to get through the day."""

from __future__ import annotations

import pytest

from recovery_guidance.library import open_protocol
from recovery_guidance.model.rules import Rule
from recovery_guidance.proof.formula import World
from recovery_guidance.proof.logic import Formula, Logic

pytest.importorskip("z3")

from recovery_guidance.proof.solver import Solver

WORLD = World.of(Logic(), open_protocol())
ESCALATIONS = WORLD.of_kind("escalation")
STAYS_OPEN = {"walking", "car passenger", "stairs", "shower"}
# The evidence says how fast a fall is told, and not what it stops: a clinician has to say.
LEFT_TO_A_CLINICIAN = ("red-flags/fall", "red-flags/fall with new signs")


@pytest.fixture(scope="module")
def solver() -> Solver:
    return Solver(WORLD.logic)


def possible(solver: Solver, *formulas: Formula) -> bool:
    answer = solver.decide(WORLD.logic.every(formulas), 20_000)
    assert answer != "undecided"
    return answer == "possible"


def of(*urgencies: str) -> list[Rule]:
    return [rule for rule in ESCALATIONS if rule.value in urgencies]


@pytest.mark.parametrize("rule", of("emergency"), ids=lambda rule: rule.id)
def test_an_emergency_is_possible_and_silences_the_answer(rule: Rule, solver: Solver) -> None:
    issued = WORLD.truth(rule).certain

    assert possible(solver, issued)
    assert not possible(solver, issued, WORLD.speaks())


@pytest.mark.parametrize(
    "rule", [r for r in of("same day") if r.id not in LEFT_TO_A_CLINICIAN], ids=lambda rule: rule.id
)
def test_what_is_seen_today_stops_everything_else(rule: Rule, solver: Solver) -> None:
    issued = WORLD.truth(rule).certain

    assert possible(solver, issued, WORLD.speaks()), "it is never said beside an answer"
    open_to = {name for name in WORLD.activities if possible(solver, issued, WORLD.may(name))}
    assert open_to == STAYS_OPEN
