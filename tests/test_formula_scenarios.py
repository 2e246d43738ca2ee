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
from engine.protocol import Protocol

scenarios("../features")


@cache
def world(name: str) -> World:
    return world_of(open_protocol(name))


def compared(protocol: Protocol, case: Case, engine: str) -> Guidance:
    """The engine's answer; a surgeon's order changes the rules, and the formulas are about the rules."""
    guidance = evaluate(protocol, case, engine)
    if not case.orders:
        assert differing(guidance, world(protocol.name)) == []
    return guidance


@pytest.fixture(autouse=True)
def _compare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.scenarios.steps.evaluate", compared)
