"""What every protocol promises, about whom, and in what: a promise that lost a part of it would still be proven."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest
from protocols import small

from recovery_guidance.everyone.setting import Subject
from recovery_guidance.model.items import Item
from recovery_guidance.model.protocol import STANCES, URGENCIES
from recovery_guidance.proof.breach import breaches
from recovery_guidance.proof.builtin import (
    _less_known,
    _more_told,
    _no_better,
    _worse,
    builtins,
    same,
)
from recovery_guidance.proof.promised import anybody

OPENS, RAISES, CALMS = {"activity": 1}, {"limit": 1}, {"urgency": len(URGENCIES)}
PARTS = {
    "unknown never opens a gate": OPENS | RAISES,
    "what is not known is asked first": {"rule": 1},
    "worse never opens a gate": OPENS | RAISES | CALMS,
    "time alone never closes a gate": OPENS,
    "no limit rises before its week": RAISES,
    "a stricter stance never allows more": OPENS | RAISES | CALMS,
    "tightening never allows more": OPENS | RAISES | CALMS,
    "nothing suppresses an emergency": {"urgency": 1},
    "a further sign never lowers the urgency": CALMS,
}
FACTS = (0, 1, 2, None)
HIGHER = Item("a", "scale", 0, 2, worse="higher")
LOWER = Item("b", "scale", 0, 2, worse="lower")
NEITHER = Item("c", "words", 0, 2, ("left", "right", "both"))


def pairs(how, item):
    return set(how(item, FACTS))


def promised():
    return {one.id.partition("/")[2]: one for one in builtins(Subject(small()))}


def test_each_promise_is_about_every_activity_limit_and_urgency_that_it_names():
    found = {name: Counter(b.about.about for b in one.breaches) for name, one in promised().items()}

    assert found == PARTS


def test_stances_are_compared_with_every_one_that_is_as_careful_or_more():
    (asked,) = {
        next(v for v in b.setting.variables if v.kind == "asked").values
        for b in promised()["a stricter stance never allows more"].breaches
    }

    assert set(asked) == {
        (STANCES[a], STANCES[b]) for a, b in product(range(3), repeat=2) if b <= a
    }


@pytest.mark.parametrize("item", [HIGHER, LOWER, NEITHER])
def test_who_is_compared_with_whom(item):
    alike = {(fact, fact) for fact in FACTS}

    assert pairs(same, item) == alike
    assert pairs(_less_known, item) == alike | {(fact, None) for fact in FACTS}
    assert pairs(_worse, item) == {p for p in product(FACTS, FACTS) if _no_better(item, *p)}
    assert pairs(_more_told, item) == pairs(_worse, item) | {(None, fact) for fact in FACTS}


@pytest.mark.parametrize(
    ("item", "worse"),
    [(HIGHER, {(0, 1), (0, 2), (1, 2)}), (LOWER, {(1, 0), (2, 0), (2, 1)}), (NEITHER, set())],
)
def test_no_better_is_alike_or_worse_and_never_known_beside_unknown(item, worse):
    found = {pair for pair in product(FACTS, FACTS) if _no_better(item, *pair)}

    assert found == {(fact, fact) for fact in FACTS} | worse


def test_a_written_guarantee_has_a_way_to_break_it_for_each_activity_of_a_group():
    text = "guarantees:\n  nobody runs:\n    never: running allowed\n    source: P01\n\nmilestones:"
    protocol = small(("milestones:", text))
    (guarantee,) = protocol.guarantees

    assert [b.about.subject for b in breaches(guarantee, anybody(Subject(protocol)))] == ["running"]
