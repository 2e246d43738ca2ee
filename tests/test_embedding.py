"""The README's program runs, and what it says of threads, processes and problems holds."""

import contextlib
import io
import json
import re
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from recovery_guidance import ProblemsFound, as_json, ask, evaluate, open_protocol
from recovery_guidance.model.case import Case

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
(PROGRAM,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
QUESTIONS = [
    (day, told)
    for day in (0, 13, 14, 21, 41, 42, 90)
    for told in ((), ("leg pain 2/10", "opioids yes"), ("saddle numbness",), ("fusion yes",))
]


def answered(question):
    day, told = question
    return as_json(ask(told, day=day))


def test_the_program_of_the_readme_prints_an_answer():
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(PROGRAM, {})
    warning, verdict, limit, reasons, *answer = printed.getvalue().splitlines()

    assert warning == ""
    assert verdict == "not yet"
    assert limit == "4.5 kg"
    assert "opioid" in reasons.casefold()
    assert json.loads("\n".join(answer))["week"] == 3


def test_a_week_is_its_first_day():
    assert as_json(ask(week=6)) == as_json(ask(day=42)) != as_json(ask(day=41))


def test_asking_in_words_is_evaluating_a_case():
    protocol = open_protocol()

    assert as_json(ask(protocol=protocol, day=42)) == as_json(evaluate(protocol, Case(42)))
    assert ask(week=2, stance="liberal").stance == "liberal"
    assert ask(week=2, engine="reference").engine == "reference"
    assert ask(week=2, uncomplicated=True).case.uncomplicated


def test_in_an_emergency_nothing_else_is_said():
    answer = ask(["saddle numbness"], week=2)

    assert answer.is_emergency
    assert answer.escalations
    assert answer.verdict("driving") is None
    assert answer.limit("lifting") is None


def test_every_problem_of_what_was_told_is_raised_at_once_with_its_place():
    with pytest.raises(ProblemsFound) as raised:
        ask(["leg pain 4/5", "opioids no", "ankle dorsiflexion 4/10"], week=2)

    assert [str(problem.position) for problem in raised.value.problems] == [
        "told:1:10",
        "told:3:20",
    ]


def test_two_statements_that_differ_are_a_problem():
    with pytest.raises(ProblemsFound):
        ask(["opioids yes", "opioids no"], week=2)


@pytest.mark.parametrize(
    "when",
    [{}, {"week": 6, "day": 42}, {"week": -1}, {"day": 10**6}, {"week": 6, "stance": "bold"}],
)
def test_a_question_that_cannot_be_is_refused(when):
    with pytest.raises(ValueError, match=r"say when|twenty years|no stance"):
        ask(**when)


def test_threads_that_ask_at_the_same_time_get_their_own_answers():
    alone = [answered(question) for question in QUESTIONS]
    often = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(4) as pool:
            together = list(pool.map(answered, QUESTIONS * 3))
    finally:
        sys.setswitchinterval(often)

    assert together == alone * 3


def test_processes_get_the_same_answers():
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(answered, QUESTIONS[:6])) == [answered(q) for q in QUESTIONS[:6]]


def test_a_process_hands_back_answers_and_what_is_wrong_with_what_is_urgent():
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        answer = pool.submit(ask, ["leg pain 2/10"], week=6).result()
        refused = pool.submit(ask, ["saddle numbness", "leg pain 40"], week=2).exception()

    assert as_json(answer) == as_json(ask(["leg pain 2/10"], week=6))
    with pytest.raises(ProblemsFound) as here:
        ask(["saddle numbness", "leg pain 40"], week=2)
    assert isinstance(refused, ProblemsFound)
    assert refused.problems == here.value.problems
    assert refused.urgent == here.value.urgent
    assert str(refused) == str(here.value)


def test_what_is_urgent_comes_with_the_problems():
    with pytest.raises(ProblemsFound) as found:
        ask(["saddle numbness", "leg pain 40"], week=2)

    urgent = found.value.urgent
    assert [e.urgency for e in urgent.escalations] == ["emergency"]
    assert "numbness between your legs" in urgent.danger
    assert "999" in urgent.numbers


def test_what_is_urgent_is_a_note_where_the_week_cannot_be():
    with pytest.raises(ValueError, match="twenty years") as wrong:
        ask(["saddle numbness"], week=-1)

    assert wrong.value.__notes__[0].startswith("EMERGENCY: ")
