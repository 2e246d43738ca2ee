"""A case over time, as a patient is told it: where they stand, what went back and why, week by week.

Patients are invented.
"""

from datetime import date, timedelta

import pytest
from attrs import evolve
from click.testing import CliRunner

from recovery_guidance.course.course import course
from recovery_guidance.course.moments import moment_of, shifts
from recovery_guidance.course.reach import reach_phase
from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.library import open_protocol
from recovery_guidance.model.case import Case, Observation, Session
from recovery_guidance.telling.phase import next_phase
from recovery_guidance.verbs.command import main

PROTOCOL = open_protocol()
SURGERY = date(2026, 6, 1)
GOOD = ("leg pain 0/10", "back pain 1/10", "opioids no")


def told(*lines):
    return "\n".join([f"surgery: {SURGERY}", *lines, ""])


@pytest.fixture
def ask(tmp_path):
    """Asks the command line about a case file, and gives the answer as one line of text."""

    def asked(verb, text, *options):
        path = tmp_path / "me.yaml"
        path.write_text(text, encoding="utf-8")
        ran = CliRunner().invoke(main, [*verb.split(), "--case", str(path), *options])
        assert ran.exit_code == 0, ran.output
        return " ".join(ran.output.split())

    return asked


FLARED = told(
    "observations:",
    f"  - 2026-07-20: [{', '.join(GOOD)}]",
    "  - 2026-07-25: flare",
)
WEEK_8 = ("--on", "2026-07-27")


@pytest.mark.parametrize("verb", ["allowed", "next", "timeline"])
def test_a_phase_that_went_back_says_why_and_what_it_needs(ask, verb):
    said = ask(verb, FLARED, *WEEK_8)

    assert "You are here Building up:" in said
    assert "One phase back: Back to activity was reached and has to wait again" in said
    assert "because flare in last 14 days yes" in said
    assert "It needs: flare in last 14 days is no." in said


@pytest.mark.parametrize("verb", ["next", "timeline"])
def test_the_day_on_which_a_phase_comes_back_is_foretold(ask, verb):
    assert "Back to activity comes back from day 68 (2026-08-08)" in ask(verb, FLARED, *WEEK_8)


@pytest.mark.parametrize(
    ("on", "phase"), [("2026-08-07", "Building up"), ("2026-08-08", "Back to activity")]
)
def test_it_comes_back_on_that_day_and_not_before(ask, on, phase):
    assert f"You are here {phase}:" in ask("allowed", FLARED, "--on", on)


def test_a_phase_that_was_never_reached_is_not_called_lost(ask):
    early = told("observations:", "  - 2026-07-10: flare")
    said = ask("next", early, "--on", "2026-07-14")

    assert "Back to activity has to wait, although its week has come" in said
    assert "One phase back" not in said


def test_nothing_is_said_of_the_next_phase_where_nothing_holds_it_back(ask):
    said = ask("allowed", told("observations:", "  - 2026-07-01: leg pain 0/10"), "--day", "30")

    assert "You are here Building up:" in said
    assert "has to wait" not in said


def test_before_its_week_a_phase_waits_for_time_alone(ask):
    """A flare of today says nothing about weeks to come."""
    said = ask("next", told("observations:", "  - 2026-06-20: flare"), "--on", "2026-06-21")

    assert "has to wait" not in said


def test_supposing_a_flare_says_what_it_would_take_to_come_back(ask):
    good = told("observations:", f"  - 2026-07-20: [{', '.join(GOOD)}]")
    said = ask("whatif", good, "--on", "2026-07-21", "-f", "flare")

    assert "Back to activity → Building up" in said
    assert "Back to activity comes back from day 64 (2026-08-04)" in said


@pytest.mark.parametrize("day", [44, 50, 60])
def test_the_day_of_the_next_phase_is_the_first_on_which_it_is_reached(day):
    case = Case(day, (Observation("flare", 1, day - 1),))
    guidance = evaluate(PROTOCOL, case, "reference")
    following = next_phase(guidance)
    opening = reach_phase(guidance, following.rule)

    assert opening.sets == ((),)
    phases = [
        evaluate(PROTOCOL, evolve(case, day=then), "reference").phase
        for then in (opening.day - 1, opening.day)
    ]
    assert phases == ["building up", "back to activity"]


def run(day, step, back, leg=0, activity="run-walk"):
    felt = (Observation("back pain", back, day), Observation("leg pain", leg, day))
    return Session(activity, day, step, 3000, felt=felt)


def ladder(*sessions, flare=False):
    """What `next` says about the ladder on the day after these sessions."""
    lines = ["sessions:"]
    for session in sessions:
        on = SURGERY + timedelta(days=session.day)
        lines += [f"  - {on}: {session.activity}", "    distance: 3 km"]
        lines += [f"    step: {session.step}"] if session.step else []
        lines += [
            f"    during: back pain {session.felt[0].value}/10, leg pain {session.felt[1].value}/10"
        ]
    if flare:
        lines += ["observations:", f"  - {on}: flare"]
    return told(*lines), ("--on", str(on + timedelta(days=1)))


def test_a_step_back_says_how_the_session_felt_and_when_to_climb_again(ask):
    text, on = ladder(run(84, 4, 1), run(87, 4, 7, 3))
    said = ask("next", text, *on)

    assert "Next: step 2 of 6, two steps back." in said
    assert (
        "Why: how your last session felt, day 87 (2026-08-27): back pain 7/10, leg pain 3/10"
        in said
    )
    assert "One step up again: once last run-walk response is up" in said


def test_a_flare_takes_one_step_back_and_says_so(ask):
    text, on = ladder(run(84, 4, 1), run(87, 4, 1), flare=True)
    said = ask("next", text, *on)

    assert "Next: step 3 of 6, one step back." in said
    assert "Why: flares since last run at least 1 times (now 1 times)" in said
    assert "One step up again:" in said


def test_the_first_step_never_goes_further_back(ask):
    text, on = ladder(run(87, 1, 7, 3))

    assert "Next: step 1 of 6, two steps back." in ask("next", text, *on)


def test_a_climb_says_why_and_nothing_of_a_way_back(ask):
    text, on = ladder(run(84, 2, 1), run(87, 2, 1))
    said = ask("next", text, *on)

    assert "Next: step 3 of 6, one step up." in said
    assert "up again" not in said


@pytest.mark.parametrize("activity", ["run-walk", "run-walk session"])
def test_a_bad_run_without_its_step_is_asked_for_its_step_and_not_forgotten(ask, activity):
    text, on = ladder(run(84, 1, 1), run(86, 1, 1), run(88, None, 8, 8, activity))
    said = ask("next", text, *on)

    assert "The next step is not known: tell run-walk step. When:" in said
    assert "one step up" not in said


def test_a_bad_run_without_walking_breaks_leads_back_on_the_plan(ask):
    text, on = ladder(run(84, 4, 1), run(86, 4, 1), run(88, None, 8, 8, "continuous running"))
    said = ask("next", text, *on)

    assert "Next: step 2 of 6, two steps back." in said
    assert "how your last session felt, day 88 (2026-08-28): back pain 8/10" in said


def test_a_timeline_marks_now_and_tells_what_waits_for_time_and_what_for_the_patient(ask):
    said = ask(
        "timeline", told("observations:", f"  - 2026-06-30: [{', '.join(GOOD)}]"), "--day", "29"
    )

    assert said.count("you are here") == 1
    assert "> week 4, 2026-06-30 · you are here" in said
    assert said.index("Waits for time") < said.index("Waits for you")


def test_every_activity_that_is_not_open_waits_for_one_thing_alone():
    found = course(PROTOCOL, Case(30), "reference")
    groups = (found.on_time, found.on_patient, found.closed)
    names = [reach.activity for group in groups for reach in group]

    assert sorted(names) == sorted(reach.activity for reach in found.waiting)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("verb", ["next", "timeline", "when driving", "whatif", "allowed"])
@pytest.mark.parametrize(
    ("sign", "words"),
    [
        ("saddle numbness", "Go to an emergency department now"),
        ("fusion", "These rules are not for this patient"),
    ],
)
def test_an_emergency_and_a_refusal_are_said_and_nothing_else(ask, verb, sign, words):
    said = ask(verb, told("note: nothing yet"), "--day", "30", "-f", sign)

    assert words in said
    assert "You are here" not in said
    assert "Driving a car" not in said
    assert "has to be told" not in said


def gated(on, *more):
    """Everything that running asks of a patient who has not run yet, told on a day."""
    well = (
        "leg pain 0/10, back pain 1/10, opioids no, wound healed yes, walking tolerance 45 min, "
        "pain-free brisk walks this week 3, single-leg calf raises 25, single-leg hops 10, "
        "hop asymmetry 5 %, jog on spot 60 seconds, test pain 0/10"
    )
    strong = "ankle dorsiflexion 5/5, ankle plantarflexion 5/5, knee extension 5/5"
    lines = [f"  - {on}: [{well}]", f"  - {on} (the physiotherapist): [{strong}]"]
    none = [] if "sessions:" in more else ["sessions: []"]
    return told("side: right", *none, "observations:", *lines, *more)


def order(said, *lasts, loosens=True):
    approved = ["    loosens: yes", "    approved by: the surgeon"] if loosens else []
    lines = ["    by: the surgeon", "    because: trial", *(f"    {line}" for line in lasts)]
    return ["orders:", f"  - {said[0]}", *(f"    {line}" for line in said[1:]), *approved, *lines]


EARLIER = ("set: run-walk from", "to: 6 weeks")
DAY_38 = ("--on", "2026-07-09")


@pytest.mark.parametrize(
    "said",
    [
        order(EARLIER, "until: 2026-07-11"),
        order(EARLIER, "until: 2026-07-12"),
        order(["stance: liberal"], "until: 2026-07-12"),
    ],
)
def test_an_order_that_has_ended_by_then_opens_nothing(ask, said):
    case = gated("2026-07-09", *said)

    assert "The earliest is week 10 (2026-08-10)." in ask("when run-walk", case, *DAY_38)
    assert ask("timeline", case, *DAY_38).count("week 6 (2026-07-13): Run-walk") == 0
    assert "Run-walk intervals: week 10 at the earliest" in ask("allowed", case, *DAY_38)


@pytest.mark.parametrize("said", [EARLIER, ["stance: liberal"]])
def test_an_order_that_still_counts_on_the_day_opens_on_it(ask, said):
    case = gated("2026-07-09", *order(said, "until: 2026-07-13"))

    assert "The earliest is week 6 (2026-07-13)." in ask("when run-walk", case, *DAY_38)


def test_an_order_that_begins_later_is_foreseen(ask):
    stricter = order(["set: run-walk from", "to: 26 weeks"], "given: 2026-08-01", loosens=False)
    looser = order(EARLIER, "given: 2026-07-16")

    said = ask("when run-walk", gated("2026-07-09", *stricter), *DAY_38)
    assert "The earliest is week 26 (2026-11-30)." in said
    said = ask("when run-walk", gated("2026-07-09", *looser), *DAY_38)
    assert "The earliest is day 45 (2026-07-16)." in said


def test_a_calendar_opens_nothing_by_an_order_that_does_not_count_then(ask):
    stricter = order(["set: run-walk from", "to: 26 weeks"], "given: 2026-08-01", loosens=False)
    said = ask("calendar", gated("2026-07-09", *stricter), *DAY_38)

    running = said[said.index("DTSTART;VALUE=DATE:20261130") :]
    assert "Run-walk" in running[: running.index("END:VEVENT")]
    assert "What your surgeon changed" in running[: running.index("END:VEVENT")]

    ended = ask("calendar", gated("2026-07-09", *order(EARLIER, "until: 2026-07-12")), *DAY_38)
    assert "DTSTART;VALUE=DATE:20260810" in ended
    assert "What your surgeon changed" not in ended


def test_an_order_that_ended_is_the_cause_of_what_it_closes(ask):
    case = gated("2026-07-13", *order(EARLIER, "until: 2026-07-14"))
    said = ask("timeline", case, "--on", "2026-07-20")

    assert "run-walk from was set anew" in said


def test_an_answer_names_the_day_that_time_opens_in_the_words_of_when(ask):
    case = told("observations:", "  - 2026-06-02: [wound healed yes]")
    day_1 = ("--on", "2026-06-02")

    assert "Shower: day 5 (2026-06-06) at the earliest" in ask("allowed", case, *day_1)
    assert "The earliest is day 5 (2026-06-06)." in ask("when shower", case, *day_1)
    assert "day 5 (2026-06-06) is the first at which" in ask("why shower", case, *day_1)


def test_a_session_that_may_be_this_week_is_not_said_to_be_next_week(ask):
    case = gated("2026-09-14", "sessions:", "  - 2026-09-14: run-walk", "    step: 1")
    said = ask("allowed", case, "--on", "2026-09-14")

    assert "A run-walk session today*: day 107 (2026-09-16) at the earliest" in said


def test_what_closes_is_named_before_good_news_of_the_same_day(ask):
    case = gated("2026-08-14", "  - 2026-08-13: flare")
    said = ask("timeline", case, "--on", "2026-08-14")

    closed = [text.split("→")[0] for text in said.split("→ not yet, because ")[1:]]
    assert closed
    for causes in closed:
        assert "last" in causes.split(";")[0], causes
        assert "flare" in causes.split(";")[0], causes


def test_a_phase_that_goes_back_names_what_put_it_back_first():
    case = Case(69, (Observation("flare", 1, 60), Observation("leg pain", 0, 69)))
    before = moment_of(evaluate(PROTOCOL, evolve(case, day=59), "reference"))
    after = moment_of(evaluate(PROTOCOL, case, "reference"))

    (phase,) = [shift for shift in shifts(before, after) if shift.kind == "phase"]
    assert phase.causes[0].about == "flare in last 14 days"
