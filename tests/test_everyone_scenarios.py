"""In every scenario of every feature file, what is said of everyone is what the engine answers."""

from __future__ import annotations

from functools import cache

import pytest
from pytest_bdd import scenarios
from worlds import Anybody

from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.deciding.guidance import Guidance
from recovery_guidance.everyone.practice import Practice
from recovery_guidance.library import open_protocol
from recovery_guidance.model.case import Case
from recovery_guidance.model.protocol import Protocol

scenarios("../features")


@cache
def anybody(name: str) -> Anybody:
    return Anybody(open_protocol(name))


def compared(protocol: Protocol, case: Case, engine: str) -> Guidance:
    """The engine's answer, which everyone is told too who is such a patient, whatever a surgeon ordered."""
    guidance = evaluate(protocol, case, engine)
    found = anybody(protocol.name)
    if case.orders:
        found = Anybody(protocol, Practice.of_case(protocol, case))
    assert found.differing(guidance) == []
    return guidance


@pytest.fixture(autouse=True)
def _compare(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recovery_guidance.scenarios.steps.evaluate", compared)
