"""In every scenario of every feature file, the formulas say what the engine answers."""

from __future__ import annotations

from functools import cache

import pytest
from formulas import differing, world_of
from pytest_bdd import scenarios

from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.deciding.guidance import Guidance
from recovery_guidance.library import open_protocol
from recovery_guidance.model.case import Case
from recovery_guidance.model.protocol import Protocol
from recovery_guidance.proof.formula import World
from recovery_guidance.proof.practice import Practice

scenarios("../features")


@cache
def world(name: str) -> World:
    return world_of(open_protocol(name))


def compared(protocol: Protocol, case: Case, engine: str) -> Guidance:
    """The engine's answer, which the formulas give too, whatever a surgeon ordered."""
    guidance = evaluate(protocol, case, engine)
    found = world(protocol.name)
    if case.orders:
        found = world_of(protocol, Practice.of_case(protocol, case))
    assert differing(guidance, found) == []
    return guidance


@pytest.fixture(autouse=True)
def _compare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recovery_guidance.scenarios.steps.evaluate", compared)
