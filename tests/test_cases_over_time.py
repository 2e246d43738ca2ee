"""What one line of a case file does to another, and to the days after it. Patients are invented."""

from datetime import date

import pytest
from click.testing import CliRunner

from recovery_guidance.cases.casefile import read_case
from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.facts.trends import worked_out
from recovery_guidance.library import open_protocol
from recovery_guidance.model.case import Case, Observation, Order
from recovery_guidance.model.problem import ProblemsFound
from recovery_guidance.telling.answer_text import as_text
from recovery_guidance.verbs.command import main

PROTOCOL = open_protocol()
ON = date(2026, 11, 21)
FACTS = "surgery: 2026-09-01\nfacts:\n"


@pytest.fixture
def answer(tmp_path):
    """The guidance for a file with this text, or the codes of its problems."""

    def ask(text, on=ON, day=None):
        path = tmp_path / "me.yaml"
        path.write_text(text, encoding="utf-8")
        try:
            return evaluate(PROTOCOL, read_case(path, "me.yaml", PROTOCOL, on, day, ON))
        except ProblemsFound as found:
            return [problem.code for problem in found.problems]

    return ask


@pytest.mark.parametrize(
    "lines",
    [
        "observations:\n  - 2026-11-20: leg pain 0/10\n    2026-11-20: saddle numbness\n",
        "observations:\n  - 2026-11-10: leg pain 0/10\nobservations:\n  - 2026-11-20: saddle numbness\n",
        "surgery: 2026-09-01\n",
        "sessions:\n  - 2026-11-20: walking\n    during: leg pain 0/10\n    during: leg pain 9/10\n",
    ],
)
def test_a_name_that_stands_twice_drops_nothing(answer, lines):
    assert answer(f"surgery: 2026-09-01\n{lines}") == ["E008"]


def test_every_problem_is_told_beside_a_name_that_stands_twice(answer):
    assert answer("surgery: 2026-09-01\nsurgery: 2026-09-02\nfacts:\n  - leg pane 2\n") == [
        "E008",
        "E102",
    ]


def test_a_fact_without_a_date_hides_no_sign_that_came_later(answer):
    text = f"{FACTS}  - saddle numbness no\nobservations:\n  - 2026-11-20: saddle numbness\n"

    assert answer(text, date(2026, 11, 20)).is_emergency
    assert answer(text).is_emergency


def test_a_sign_that_came_later_and_that_somebody_looked_at_is_gone(answer):
    gone = "  - 2026-11-20: fever\n  - 2026-11-21 (the GP): fever no\n"
    said = answer(f"{FACTS}  - fever no\nobservations:\n{gone}")

    assert said.memory.facts["fever"] == 0


@pytest.mark.parametrize(
    "lines",
    [
        "  - clot history\nobservations:\n  - 2026-10-20: clot history no\n",
        "  - revision\nobservations:\n  - 2026-10-20: revision no\n",
        "side: left\nobservations:\n  - 2026-10-20: operated side is right\n",
    ],
)
def test_what_holds_for_the_whole_case_is_not_otherwise_on_one_day(answer, lines):
    head = FACTS if lines.startswith(" ") else "surgery: 2026-09-01\n"

    assert answer(head + lines) == ["E202"]


@pytest.mark.parametrize("telling", ["observations", "clearances"])
def test_what_has_a_date_needs_the_date_of_surgery(answer, telling):
    what = {"observations": "leg pain 0/10", "clearances": "gait clearance"}[telling]
    text = f"{telling}:\n  - 2020-01-01 (the physiotherapist): {what}\n"

    assert answer(text, None, 210) == ["E022"]
    assert answer("facts:\n  - clot history no\n", None, 210).case.day == 210


@pytest.mark.parametrize("order", [("no", "yes"), ("yes", "no")])
def test_a_sign_that_was_there_once_in_a_day_counts_for_that_day(answer, order):
    lines = "".join(f"  - 2026-11-21: saddle numbness {word}\n" for word in order)

    assert answer(f"surgery: 2026-09-01\nobservations:\n{lines}").is_emergency


def test_a_flare_that_was_there_once_in_a_day_counts_when_looked_back():
    told = tuple(Observation("flare", value, 40) for value in (1, 0))

    assert worked_out(PROTOCOL, Case(42, told))["flare in last 14 days"] == 1


def test_whether_a_sign_is_there_and_that_it_is_not_known_contradict_each_other(answer):
    lines = "  - 2026-11-21: fever no\n  - 2026-11-21: fever unknown\n"

    assert answer(f"surgery: 2026-09-01\nobservations:\n{lines}") == ["E202"]


@pytest.mark.parametrize(
    ("on", "said"), [(ON, True), (date(2026, 11, 10), False)], ids=["later", "on its day"]
)
def test_a_warning_names_the_sign_of_an_earlier_day(answer, on, said):
    """Nobody is kept in an emergency by a line of last year without being told which."""
    guidance = answer(
        "surgery: 2026-09-01\nobservations:\n  - 2026-11-10: [chest pain, leg pain 2/10]\n", on
    )
    text = "\n".join(line.text for line in as_text(guidance))

    assert (
        "chest pain was told on 2026-11-10. If that is over, tell chest pain no." in text
    ) == said
    assert "leg pain was told" not in text


def test_a_sign_behind_a_finding_is_named_too(answer):
    lines = "observations:\n  - 2026-11-10: [new weakness, fever]\n"
    text = "\n".join(line.text for line in as_text(answer(f"surgery: 2026-09-01\n{lines}")))

    assert "new weakness was told on 2026-11-10." in text
    assert "fever was told on 2026-11-10." in text


@pytest.mark.parametrize("sign", ["yes", "no"])
def test_a_flag_adds_a_sign_and_takes_none_away(tmp_path, sign):
    path = tmp_path / "me.yaml"
    other = "no" if sign == "yes" else "yes"
    path.write_text(f"surgery: 2026-09-01\nobservations:\n  - {ON}: saddle numbness {other}\n")
    asked = ["allowed", "--case", str(path), "--on", str(ON), "-f", f"saddle numbness {sign}"]
    ran = CliRunner().invoke(main, asked)

    assert "EMERGENCY" in ran.stdout


def test_a_stance_that_nobody_approved_does_not_outweigh_the_operation(answer):
    order = "orders:\n  - stance: typical\n    loosens: yes\n    by: the patient\n    because: I feel fine\n"
    text = f"{FACTS}  - revision\n{order}"

    assert answer(text) == ["E204"]
    assert answer(f"{text}    approved by: the surgeon\n").stance == "typical"
    assert answer(f"{FACTS}  - revision\n").stance == "restrictive"


def test_an_order_that_says_so_without_approval_is_not_followed():
    order = Order("stance", "", stance="typical", loosens=True, by="the patient")
    told = (Observation("revision", 1, 40),)

    assert evaluate(PROTOCOL, Case(42, told, orders=(order,)), "reference").stance == "restrictive"


PLAN = (
    "surgery: 2026-06-01\nsessions:\n  - 2026-11-10: run-walk\n    step: 1\n    during: {during}\n"
)


@pytest.mark.parametrize(("on", "how"), [(10, "up"), (11, "back two")])
def test_the_morning_after_a_session_counts_from_that_morning_on(answer, on, how):
    text = PLAN.format(during="back pain 0/10, leg pain 0/10")
    said = answer(f"{text}    next morning: back pain 7/10, leg pain 3/10\n", date(2026, 11, on))
    item = PROTOCOL.vocabulary.items["last run-walk response"]

    assert item.words[said.memory.facts[item.name]] == how


@pytest.mark.parametrize(
    ("during", "good"), [("back pain 0/10, leg pain 0/10", 1), ("back pain 0/10", None)]
)
def test_how_many_sessions_went_well_is_not_known_where_one_is_not(answer, during, good):
    assert answer(PLAN.format(during=during)).memory.facts["good run-walk sessions"] == good
