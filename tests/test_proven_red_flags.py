"""What sends a patient to someone today leaves nothing open but what a person does to get through the day."""

from __future__ import annotations

from typing import Any

import pytest

from recovery_guidance.everyone.search import Question, Search
from recovery_guidance.everyone.setting import Subject, alone
from recovery_guidance.library import open_protocol
from recovery_guidance.model.rules import Rule

PROTOCOL = open_protocol()
ESCALATIONS = PROTOCOL.graph.of_kind("escalation")
STAYS_OPEN = {"walking", "car passenger", "stairs", "shower", "back brace", "dressing off"}
CLOSES_TOO = {
    "red-flags/fluid leak or upright headache": {"walking"},
    "red-flags/severe back pain with fever": set(),
    "red-flags/wound trouble": {"dressing off"},
}
# A fall leaves a desk, light housework and washing open too, as hazards.feature says.
LEAVES_A_DESK = ("red-flags/fall", "red-flags/fall with new signs")
# A source says within 24 hours or no hours at all, and no urgency lies between today and two days. They close what
# the hazards say, as before they were called today.
CALLED_TODAY = (
    "red-flags/leg pain with numbness",
    "red-flags/severe back pain",
    "red-flags/very strong pain",
)


@pytest.fixture(scope="module")
def search() -> Search:
    return Search(alone(Subject(PROTOCOL)))


def issued(rule: Rule, *others: Question) -> Question:
    """A warning is given, and this is so too."""
    return lambda world: world.algebra.all([world.certain(rule), *(one(world) for one in others)])


def speaks(world: Any) -> Any:
    return world.speaks


def of(*urgencies: str) -> list[Rule]:
    return [rule for rule in ESCALATIONS if rule.value in urgencies]


@pytest.mark.parametrize("rule", of("emergency", "crisis"), ids=lambda rule: rule.id)
def test_an_emergency_or_a_crisis_is_possible_and_silences_the_answer(
    rule: Rule, search: Search
) -> None:
    assert search.possible(issued(rule))
    assert not search.possible(issued(rule, speaks))


@pytest.mark.parametrize(
    "rule",
    [r for r in of("same day") if r.id not in (*LEAVES_A_DESK, *CALLED_TODAY)],
    ids=lambda rule: rule.id,
)
def test_what_is_seen_today_stops_everything_else(rule: Rule, search: Search) -> None:
    assert search.possible(issued(rule, speaks)), "it is never said beside an answer"
    open_to = {
        name
        for name in PROTOCOL.graph.groups
        if search.possible(issued(rule, lambda world, name=name: world.may(name)))
    }
    closed = CLOSES_TOO.get(rule.id, set())
    assert open_to == STAYS_OPEN - closed
