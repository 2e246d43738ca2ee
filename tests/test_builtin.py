"""Which patients each built-in guarantee puts beside each other, and in what the second may not be better off."""

from __future__ import annotations

from itertools import product
from types import SimpleNamespace

import pytest

from recovery_guidance.everyone.setting import Subject
from recovery_guidance.model.algebra import KLEENE
from recovery_guidance.model.items import Item
from recovery_guidance.model.protocol import STANCES, URGENCIES
from recovery_guidance.proof import builtin
from recovery_guidance.proof.builtin import builtins
from tests.protocols import small

FACTS = (0, 1, 2, None)
OPENED, RAISED, CALMED = "activity", "limit", "urgency"
COMPARED = {
    "unknown never opens a gate": {OPENED, RAISED},
    "what is not known is asked first": {"rule"},
    "worse never opens a gate": {OPENED, RAISED, CALMED},
    "time alone never closes a gate": {OPENED},
    "no limit rises before its week": {RAISED},
    "a stricter stance never allows more": {OPENED, RAISED, CALMED},
    "tightening never allows more": {OPENED, RAISED, CALMED},
    "nothing suppresses an emergency": {CALMED},
    "a further sign never lowers the urgency": {CALMED},
}
EVERY_URGENCY = set(COMPARED) - {"nothing suppresses an emergency"}


@pytest.fixture(scope="module")
def promises():
    return {one.id.removeprefix("built in/"): one for one in builtins(Subject(small()))}


def test_each_guarantee_is_compared_in_all_that_it_speaks_of(promises):
    compared = {
        name: {breach.about.about for breach in promise.breaches}
        for name, promise in promises.items()
    }

    assert compared == COMPARED


def test_an_urgency_is_compared_with_every_one_and_an_emergency_alone_with_itself(promises):
    for name in (name for name, compared in COMPARED.items() if CALMED in compared):
        urgencies = {b.about.value for b in promises[name].breaches if b.about.about == CALMED}
        assert urgencies == ({*URGENCIES} if name in EVERY_URGENCY else {"emergency"})


def test_a_stance_is_compared_with_each_that_is_stricter(promises):
    (asked,) = {
        breach.setting.variables[0].values
        for breach in promises["a stricter stance never allows more"].breaches
    }
    stricter = {(b, a) for a, b in product(STANCES, STANCES) if STANCES.index(a) < STANCES.index(b)}

    assert {pair for pair in asked if pair[0] != pair[1]} == stricter


def item(worse):
    return Item("x", "scale", 0, 2, worse=worse)


def no_better(worse, first, second):
    if first == second:
        return True
    if None in (first, second) or not worse:
        return False
    return second > first if worse == "higher" else second < first


@pytest.mark.parametrize("worse", ["higher", "lower", ""])
@pytest.mark.parametrize(
    ("relation", "expected"),
    [
        (builtin.same, lambda _, first, second: first == second),
        (builtin._less_known, lambda _, first, second: second in (first, None)),
        (builtin._worse, no_better),
        (builtin._more_told, lambda w, a, b: a is None or no_better(w, a, b)),
    ],
    ids=lambda of: getattr(of, "__name__", ""),
)
def test_who_is_put_beside_whom(relation, expected, worse):
    pairs = list(relation(item(worse), FACTS))

    assert len(pairs) == len(set(pairs))
    assert set(pairs) == {pair for pair in product(FACTS, FACTS) if expected(worse, *pair)}


def test_an_emergency_of_the_first_that_is_asked_for_excuses_only_where_it_is_said():
    first = SimpleNamespace(algebra=KLEENE, may=lambda _: False, urgent=lambda _: True)
    second = SimpleNamespace(may=lambda _: True)

    assert builtin._is_opened("running", False, first, second) is True
    assert builtin._is_opened("running", True, first, second) is False
