"""The three stories as case files: walked day by day they give what their features say. Patients are invented."""

from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from attrs import evolve

from recovery_guidance.cases.casefile import read_case
from recovery_guidance.course.moments import moment_of, shifts
from recovery_guidance.course.next_session import next_sessions
from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.library import open_protocol
from recovery_guidance.model.case import Observation

CASES = Path(__file__).parent / "cases"
PROTOCOL = open_protocol()
LATER = date(2027, 12, 31)


@cache
def told(story, on):
    case = read_case(CASES / f"{story}.yaml", story, PROTOCOL, on, None, LATER)
    return evaluate(PROTOCOL, case, "reference")


def day(text):
    return date.fromisoformat(f"2026-{text}" if len(text) == 5 else text)


WALKS = [
    ("days-after", "07-03", "walking", "with care", "hazards/footing/with care/foot drop"),
    (
        "days-after",
        "07-03",
        "small calm dog",
        "not yet",
        "hazards/pull/not yet/weak ankle",
    ),
    ("days-after", "07-12", "driving", "not yet", "driving/driving/allowed"),
    ("days-after", "07-13", "driving", "allowed", "driving/driving/allowed"),
    ("days-after", "08-08", "strong dog", "not yet", "hazards/pull/not yet/weak ankle"),
    (
        "days-after",
        "08-09",
        "strong dog",
        "not yet",
        "dog-and-loads/strong dog/not yet/mild ankle weakness",
    ),
    (
        "days-after",
        "08-10",
        "strong dog",
        "not yet",
        "dog-and-loads/strong dog/not yet/mild ankle weakness",
    ),
    ("days-after", "08-10", "small calm dog", "allowed", "dog-and-loads/small calm dog/allowed"),
    ("days-after", "08-31", "strong dog", "allowed", "dog-and-loads/strong dog/allowed"),
    ("days-after", "09-06", "run-walk", "not yet", "running/run-walk/allowed"),
    ("days-after", "09-07", "run-walk", "allowed", "running/run-walk/allowed"),
    ("months-later", "09-21", "desk work part-time", "allowed", "work/desk work part-time/allowed"),
    ("months-later", "10-04", "desk work full-time", "not yet", "work/desk work full-time/allowed"),
    ("months-later", "10-05", "desk work full-time", "allowed", "work/desk work full-time/allowed"),
    ("months-later", "09-21", "run-walk", "not yet", "running/impact/not yet/weak knee"),
    (
        "months-later",
        "09-21",
        "outdoor elliptical bike",
        "not yet",
        "cardio/outdoor elliptical bike/not yet/knee weakness",
    ),
    ("months-later", "09-21", "indoor elliptical", "allowed", "cardio/indoor elliptical/allowed"),
    ("months-later", "12-28", "racing", "not yet", "running/impact/not yet/weak knee"),
    (
        "months-later",
        "2027-01-11",
        "outdoor elliptical bike",
        "allowed",
        "cardio/outdoor elliptical bike/allowed",
    ),
    ("months-later", "2027-01-11", "run-walk", "unknown", "running/run-walk/allowed"),
    ("back-to-running", "07-12", "run-walk", "not yet", "running/run-walk/allowed"),
    ("back-to-running", "07-13", "run-walk", "unknown", "running/run-walk/allowed"),
    ("back-to-running", "07-27", "run-walk", "not yet", "running/running/not yet/day after a run"),
    (
        "back-to-running",
        "07-27",
        "run-walk session",
        "not yet",
        "running/running/not yet/day after a run",
    ),
    ("back-to-running", "07-29", "run-walk", "not yet", "running/running/not yet/day after a run"),
    (
        "back-to-running",
        "08-07",
        "run-walk session",
        "not yet",
        "running/running/not yet/steep week",
    ),
    ("back-to-running", "08-10", "run-walk", "allowed", "running/run-walk/allowed"),
]


@pytest.mark.parametrize(("story", "on", "activity", "verdict", "rule"), WALKS)
def test_a_story_gives_on_its_days_what_its_feature_says(story, on, activity, verdict, rule):
    found = told(story, day(on)).verdict(activity)

    assert found.verdict == verdict, found
    assert rule in found.because


def test_the_weeks_of_a_story_open_as_foretold():
    assert told("days-after", day("09-06")).verdict("run-walk").opens == 10
    assert told("months-later", day("10-04")).verdict("desk work full-time").opens == 14


@pytest.mark.parametrize(
    ("on", "rule", "called_for"),
    [
        ("09-21", "weakness/known weakness", True),
        ("09-23", "mood/low mood", False),
        ("09-24", "mood/low mood", True),
        ("10-05", "mood/low mood", False),
        ("12-27", "weakness/strength has levelled off", False),
        ("12-28", "weakness/strength has levelled off", True),
        ("2027-01-11", "weakness/strength has levelled off", False),
        ("2027-01-11", "weakness/known weakness", False),
    ],
)
def test_who_is_called_for_when_strength_stays_the_same_and_comes_back(on, rule, called_for):
    assert (rule in {e.rule for e in told("months-later", day(on)).escalations}) is called_for


def test_a_gain_of_a_grade_is_said_and_nothing_is_promised():
    advice = {a.rule: a.text for a in told("months-later", day("2027-01-11")).advice}

    assert "weakness/strength grows" in advice
    assert "weakness/strength grows" not in {
        a.rule for a in told("months-later", day("12-14")).advice
    }


@pytest.mark.parametrize(
    ("on", "step", "move"),
    [
        ("07-27", "walk 5 run 1", "stay"),
        ("07-29", "walk 4 run 2", "up"),
        ("07-31", "walk 4 run 2", "stay"),
        ("08-03", "walk 3 run 3", "up"),
        ("08-05", "walk 3 run 3", "stay"),
    ],
)
def test_the_plan_is_climbed_session_by_session(on, step, move):
    (found,) = next_sessions(told("back-to-running", day(on)))

    assert (found.step.name, found.move) == (step, move)


PERIODS = [
    ("days-after", date(2026, 6, 29), 75),
    ("months-later", date(2026, 8, 8), 160),
    ("back-to-running", date(2026, 7, 10), 40),
]


@pytest.mark.parametrize(("story", "first", "days"), PERIODS)
def test_every_change_in_a_story_has_a_dated_cause(story, first, days):
    case = read_case(CASES / f"{story}.yaml", story, PROTOCOL, first, None, LATER)
    moments = [
        moment_of(evaluate(PROTOCOL, evolve(case, day=case.day + n), "reference"))
        for n in range(days)
    ]
    changed = 0
    for before, after in pairwise(moments):
        for shift in shifts(before, after):
            changed += 1
            assert {c.day for c in shift.causes} <= {after.day}, shift
            assert shift.causes, shift
    assert changed > 20


def test_a_phase_goes_back_with_its_reason():
    first = date(2026, 9, 7)
    case = read_case(CASES / "days-after.yaml", "days-after", PROTOCOL, first, None, LATER)
    flared = evolve(case, day=case.day + 1)
    flared = evolve(
        flared, observations=(*case.observations, Observation("flare", 1, case.day + 1))
    )
    before, after = (moment_of(evaluate(PROTOCOL, c, "reference")) for c in (case, flared))

    (shift,) = [s for s in shifts(before, after) if s.kind == "phase"]
    assert (shift.was, shift.now) == ("back to sport", "building up")
    assert "flare in last 14 days" in {cause.about for cause in shift.causes}
