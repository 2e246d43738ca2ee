"""`recovery calendar`: read back with a calendar library, it says what the timeline says. Patients are invented."""

from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest
from click.testing import CliRunner

from recovery_guidance.cases.casefile import read_case
from recovery_guidance.course.calendar_file import LONGEST_LINE, SHORTEST_REVIEW, as_ics
from recovery_guidance.course.course import course
from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.library import open_protocol
from recovery_guidance.model.case import Case, Observation
from recovery_guidance.verbs.command import main

PROTOCOL = open_protocol()
STORY = Path(__file__).parent / "cases" / "days-after.yaml"
ON, LATER = date(2026, 7, 20), date(2027, 12, 31)


@pytest.fixture(scope="module")
def found():
    return course(PROTOCOL, read_case(STORY, "days-after", PROTOCOL, ON, None, LATER), "reference")


def events(text):
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def test_every_milestone_is_the_first_day_on_which_it_is_open(found):
    opening = [e for e in events(as_ics(found)) if e["SUMMARY"].startswith("Opens: ")]

    assert opening
    case = found.guidance.case
    told = {(e.decoded("DTSTART") - case.surgery).days: str(e["SUMMARY"]) for e in opening}
    for reach in found.on_time:
        assert PROTOCOL.activities[reach.activity].title in told[reach.day]


def test_a_milestone_says_what_a_surgeon_changed():
    path = STORY.with_name("back-to-running.yaml")
    on = date(2026, 6, 20)
    opening = [
        e
        for e in events(
            as_ics(course(PROTOCOL, read_case(path, "me", PROTOCOL, on, None, LATER), "reference"))
        )
        if e["SUMMARY"].startswith("Opens: ")
    ]

    assert opening
    assert all("What your surgeon changed" in e["DESCRIPTION"] for e in opening)


def test_a_review_is_the_last_day_on_which_what_was_told_counts():
    surgery, life = date(2026, 6, 1), PROTOCOL.vocabulary.items["ankle dorsiflexion"].shelf_life
    assert life >= SHORTEST_REVIEW
    told = (Observation("ankle dorsiflexion", 5, 20),)
    case = Case(21, told, surgery=surgery)
    (review,) = [
        e
        for e in events(as_ics(course(PROTOCOL, case, "reference")))
        if e["SUMMARY"] == "Tell or test again: ankle dorsiflexion"
    ]
    day = (review.decoded("DTSTART") - surgery).days

    facts = [
        evaluate(PROTOCOL, Case(then, told), "reference").memory.facts["ankle dorsiflexion"]
        for then in (day, day + 1)
    ]
    assert facts == [5, None]


def test_days_are_whole_days_to_come_and_nobody_is_shown_as_busy(found):
    for event in events(as_ics(found)):
        assert event.decoded("DTSTART") >= ON
        assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(days=1)
        assert event["TRANSP"] == "TRANSPARENT"
        assert "This protocol is a draft" in event["DESCRIPTION"]


def test_the_same_event_keeps_its_name_when_the_calendar_is_written_again(found):
    later = read_case(STORY, "days-after", PROTOCOL, ON - timedelta(days=1), None, LATER)
    uids = [
        {str(e["SUMMARY"]): str(e["UID"]) for e in events(as_ics(each))}
        for each in (found, course(PROTOCOL, later, "reference"))
    ]
    both = set(uids[0]) & set(uids[1])

    assert both
    assert {uids[0][name] for name in both} == {uids[1][name] for name in both}
    assert len(set(uids[0].values())) == len(uids[0])


def test_lines_are_as_long_as_the_standard_has_them(found):
    lines = as_ics(found).encode().split(b"\r\n")

    assert max(map(len, lines)) <= LONGEST_LINE
    assert not any(b"\n" in line for line in lines)


def run(*options):
    return CliRunner().invoke(main, ["calendar", *options])


def test_without_a_date_of_surgery_it_says_what_is_missing():
    ran = run("--week", "6")

    assert ran.exit_code == 2
    assert "date of surgery" in ran.output


@pytest.mark.parametrize("sign", ["saddle numbness", "fusion"])
@pytest.mark.parametrize("verb", ["calendar", "timeline", "handout"])
def test_an_emergency_or_a_refusal_is_said_whatever_is_written(tmp_path, sign, verb):
    path = tmp_path / "me.yaml"
    path.write_text("surgery: 2025-06-02\n", encoding="utf-8")
    place = tmp_path / "page"
    option = {"calendar": "-o"}.get(verb, "--html")
    asked = [verb, "--case", str(path), "--day", "20", "-f", sign, option, str(place)]
    ran = CliRunner().invoke(main, asked)

    assert ran.exit_code == 0, ran.output
    said = "EMERGENCY" if sign == "saddle numbness" else "These rules are not for this patient"
    assert said in ran.output
    assert place.exists() is (verb == "handout"), "only a handout has a page for it"
