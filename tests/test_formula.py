"""The formulas say exactly what the engines answer."""

from __future__ import annotations

import pytest
from compare import ENGINES
from formulas import agreement, differing, expected, stated, values_of_case, world_of
from generate import cases, protocols
from hypothesis import given, settings
from hypothesis import strategies as st

from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.model.case import Case
from recovery_guidance.proof.practice import Practice

MANY = min(10 * settings().max_examples, 2000)
"""Two thousand where CI is set, or HYPOTHESIS_PROFILE=bars."""


@settings(max_examples=MANY)
@given(data=st.data())
def test_the_formulas_give_the_answer_of_every_engine(data: st.DataObject) -> None:
    """Rules that apply, verdicts, limits, escalations, refusals, stance, milestones, phase, advice."""
    protocol = data.draw(protocols())
    case = data.draw(cases(protocol, dated=True, uncomplicated=True))
    world = world_of(protocol)

    for engine in ENGINES:
        assert differing(evaluate(protocol, case, engine), world) == []


@settings(max_examples=MANY)
@given(data=st.data())
def test_the_formulas_follow_orders_and_overlays_as_every_engine_does(data: st.DataObject) -> None:
    """Tightening, loosening with approval, set aside by a stricter stance, and a stance that is ordered."""
    protocol = data.draw(protocols())
    case = data.draw(cases(protocol, dated=True, ordered=True, uncomplicated=True))
    world = world_of(protocol, Practice.of_case(protocol, case))

    for engine in ENGINES:
        assert differing(evaluate(protocol, case, engine), world) == []


@given(data=st.data())
def test_z3_reads_the_formulas_as_they_are_meant(data: st.DataObject) -> None:
    """For one patient, everything that was answered can hold, and nothing else can."""
    solver_of = pytest.importorskip("recovery_guidance.proof.solver").Solver
    protocol = data.draw(protocols())
    case: Case = data.draw(cases(protocol))
    world = world_of(protocol)
    claims = list(expected(evaluate(protocol, case, "reference"), world))
    patient = stated(values_of_case(case, world), world)
    agreed = agreement(claims, world)
    solver = solver_of(world.logic)

    assert solver.decide(world.logic.every((patient, agreed)), 10_000) == "possible"
    assert solver.decide(world.logic.every((patient, agreed ^ 1)), 10_000) == "never"
