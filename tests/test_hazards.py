"""What closes a hazard closes an activity on the day it is added; a crisis is said alone, and beside an emergency."""

from functools import cache

import pytest
from click.testing import CliRunner

from recovery_guidance import Protocol, ask
from recovery_guidance.check import check
from recovery_guidance.reading.load import load_texts
from recovery_guidance.verbs.command import main
from tests.seeded import texts

WEAK = ["foot drop yes", "ankle dorsiflexion 3/5", "knee extension 3/5", "knee gives way yes"]
CLOSED_BY = {
    "height": [*WEAK, "unsteady walking yes", "fall yes", "severe back pain yes", "opioids yes"],
    "traffic": ["unsteady walking yes", "new leg numbness yes", "severe back pain yes"],
    "balance": [*WEAK, "unsteady walking yes"],
    "impact": [*WEAK, "unsteady walking yes", "fall yes", "flare in last 14 days yes"],
    "pull": ["foot drop yes", "ankle dorsiflexion 3/5", "unsteady walking yes"],
    "load": ["load within lifting limit no"],
    "load without a cap": [*WEAK, "revision yes", "flare in last 14 days yes"],
    "heavy load": [*WEAK, "revision yes", "dural tear yes", "flare in last 14 days yes"],
    "bending under load": [
        "flare in last 14 days yes",
        "back pain 6/10",
        "dural tear yes",
        "fall yes",
    ],
    "water": ["wound healed no"],
}
"""What closes each hazard; with care alone asks `footing`."""


@cache
def with_a_new_activity(hazard: str) -> Protocol:
    """Our protocol with an activity that asks for nothing but its hazard."""
    added = (
        "activities:\n  something new:\n    title: Something new\n"
        f"    {hazard}\n    allowed when all:\n      - day at least 0 days\n    source: none found\n"
    )
    return load_texts({**texts(), "something-new.yaml": added})


@pytest.mark.parametrize("stance", ["restrictive", "typical", "liberal"])
@pytest.mark.parametrize(
    ("hazard", "told"), [(hazard, told) for hazard, signs in CLOSED_BY.items() for told in signs]
)
def test_a_new_activity_is_closed_by_what_closes_its_hazard(hazard, told, stance):
    protocol = with_a_new_activity(f"part of: {hazard}")
    well = [] if told.startswith("load ") else ["load within lifting limit yes"]
    asked = {"week": 30, "protocol": protocol, "stance": stance, "uncomplicated": True}

    closed = ask([told, *well], **asked).verdict("something new")
    opened = ask(["load within lifting limit yes"], **asked).verdict("something new")

    assert closed.verdict.is_closed, closed
    assert opened.verdict.is_open, opened


def test_every_hazard_that_closes_anything_was_tried():
    protocol = with_a_new_activity("hazard: none")
    closing = {rule.subject for rule in protocol.graph.of_kind("not yet")}
    hazards = {name for name, activity in protocol.activities.items() if activity.is_hazard}

    assert hazards & closing == set(CLOSED_BY)


def test_an_activity_of_which_nobody_said_what_can_go_wrong_is_a_problem():
    problems = check(with_a_new_activity("part of: physical activity"))

    assert [(problem.code, "`something new`" in problem.message) for problem in problems] == [
        ("E121", True)
    ]
    assert not check(with_a_new_activity("hazard: none"))


def said(*told: str) -> str:
    facts = [part for one in told for part in ("-f", one)]
    result = CliRunner().invoke(main, ["allowed", "--week", "13", *facts], catch_exceptions=False)
    return " ".join(result.output.split())


def test_in_a_crisis_the_person_comes_first_and_nothing_else_is_spoken_of():
    text = said("hopelessness or self-harm", "low mood 3/3", "leg pain returned")

    assert text.startswith("CRISIS: Please do not be alone.")
    for number in ("988", "116 123", "85258", "111", "999", "911"):
        assert number in text
    for other in ("You may", "Not yet", "week", "lift", "Many people", "ROUTINE", "WITHIN 48"):
        assert other not in text


def test_beside_a_crisis_what_has_to_be_seen_today_is_said():
    text = said("hopelessness or self-harm", "fever")

    assert text.index("CRISIS:") < text.index("SAME DAY:")


def test_an_emergency_does_not_silence_a_crisis():
    text = said("hopelessness or self-harm", "saddle numbness", "fever")

    assert text.index("EMERGENCY:") < text.index("CRISIS: Please do not be alone.")
    assert "SAME DAY" not in text


@pytest.mark.parametrize(
    "sign", ["upright headache", "clear fluid from wound", "bulge by the wound"]
)
def test_nobody_who_has_to_lie_flat_is_told_to_walk(sign):
    text = said(sign)

    assert "lie flat" in text
    for tip in ("several times a day", "Walk often", "laps near home", "walk on your heels"):
        assert tip not in text
