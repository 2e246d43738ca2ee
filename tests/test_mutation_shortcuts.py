"""When a scenario need not be played again for a mutant: only where nothing that it looks at can have changed."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from attrs import evolve
from protocols import small

from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.facts.intake import take_in
from recovery_guidance.library import open_protocol
from recovery_guidance.model.case import Case, Observation
from recovery_guidance.scenarios.mutants import mutants, mutated
from recovery_guidance.scenarios.mutation import (
    DIFFERENT,
    SAME,
    UNSURE,
    _is_now,
    _looks,
    _promise,
    _reach,
)

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
    ("day", "told", "sees"),
    [(24, [10], SAME), (23, [10], DIFFERENT), (22, [10], SAME), (23, [], SAME)],
)
def test_a_shorter_look_back_sees_otherwise_on_the_last_day_only(day, told, sees):
    """Fourteen days are those of the flare and thirteen after it; a forecast looks on from each day."""
    protocol = open_protocol()
    shorter = "flare in last 14 days: looks back 13 instead of 14"
    mutant = next(m for m in mutants(protocol) if m.id == shorter)
    case = Case(day, tuple(Observation("flare", 1, day=on) for on in told))
    memory = evaluate(protocol, case, "reference").memory
    kept = evolve(memory, ahead=take_in(mutated(protocol, mutant), case).ahead)
    one = played(SimpleNamespace(guidance=SimpleNamespace(case=case, memory=kept)))

    assert _looks(SimpleNamespace(played=one), mutated(protocol, mutant)) == sees


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
