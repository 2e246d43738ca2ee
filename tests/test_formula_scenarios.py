"""In every scenario of every feature file, the formulas say what the engine answers."""

from __future__ import annotations

from functools import cache

import pytest
from formulas import differing, world_of
from pytest_bdd import scenarios

from engine.case import Case
from engine.evaluate import evaluate
from engine.guidance import Guidance
from engine.library import open_protocol
from engine.proof.formula import World
from engine.proof.practice import Practice
from engine.protocol import Protocol

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
    monkeypatch.setattr("engine.scenarios.steps.evaluate", compared)
