"""When a scenario need not be played again for a mutant: only where nothing that it looks at can have changed."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from attrs import evolve
from protocols import small

from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.model.case import Case, Observation
from recovery_guidance.scenarios.mutants import mutants
from recovery_guidance.scenarios.mutation import SAME, UNSURE, _is_dated, _is_now, _promise, _reach

PROTOCOL = small()
EVERYTHING = {rule.id for rule in PROTOCOL.rules}
EMERGENCY = PROTOCOL.by_id["running/saddle numbness"]


def answer(orders=(), because=(), widely=False, rules=(), case=None):
    case = case or SimpleNamespace(orders=orders)
    guidance = SimpleNamespace(case=case, stance_because=because)
    return SimpleNamespace(guidance=guidance, widely=widely, rules=frozenset(rules))


def played(*answers):
    return SimpleNamespace(scenario=SimpleNamespace(steps=()), answers=answers)


@pytest.mark.parametrize(
    ("more", "stays"),
    [({}, True), ({"orders": ("an order",)}, False), ({"because": ("a line",)}, False)],
)
def test_a_scenario_with_an_order_or_an_imposed_stance_is_played_again(more, stays):
    assert _is_now(played(answer(), answer(**more))) is stays


def test_a_scenario_reaches_what_it_asked_about_and_what_could_silence_it():
    asked = played(answer(rules=["running/lifting/weeks from 6"]))

    assert _reach(asked, PROTOCOL, []) == {"running/lifting/weeks from 6"}
    assert _reach(asked, PROTOCOL, [EMERGENCY]) == {"running/lifting/weeks from 6", EMERGENCY.id}


def test_a_scenario_that_asks_nothing_or_about_everything_reaches_every_rule():
    assert _reach(played(), PROTOCOL, []) == EVERYTHING
    assert _reach(played(answer(widely=True)), PROTOCOL, []) == EVERYTHING
    assert _reach(played(answer(), answer(widely=True)), PROTOCOL, []) == EVERYTHING


@pytest.mark.parametrize(
    ("case", "dated"),
    [
        (Case(3), False),
        (Case(3, sessions=()), True),
        (Case(3, (Observation("opioids", 0),)), True),
    ],
)
def test_what_is_told_of_a_day_can_be_found_by_looking_back(case, dated):
    assert _is_dated(answer(case=case)) is dated


def test_a_rule_that_may_hold_and_concludes_something_else_leaves_it_open():
    """The wound is not known: what would be said of it may still come to be said."""
    protocol = small(("    if not stated: no\n  saddle", "  saddle"))
    rule = protocol.by_id["running/running/not yet/open wound"]
    mutant = next(iter(mutants(protocol)))
    guidance = evaluate(protocol, Case(70), "reference")
    memory = SimpleNamespace(guidance=guidance)

    assert guidance.memory.truth(rule) is None
    assert _promise(mutant, [(rule, rule)], memory) == SAME
    assert _promise(mutant, [(rule, evolve(rule, value="otherwise"))], memory) == UNSURE
