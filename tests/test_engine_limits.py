"""No protocol that `check` accepts, and no patient's orders, can stop an engine or end the program."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import try_wide
import wide
from compare import ENGINES, THOROUGH, needs_durable, same_but_for_the_engine
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import validate

from recovery_guidance.chaining import translate
from recovery_guidance.check import check
from recovery_guidance.deciding.evaluate import IN_ITS_PLACE, evaluate
from recovery_guidance.model.case import Case, Observation
from recovery_guidance.model.problem import ProblemsFound
from recovery_guidance.telling.answer_json import as_dict
from recovery_guidance.telling.answer_text import as_text
from tests.protocols import small

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "engine/recovery_guidance/schemas/guidance.json").read_text("utf-8"))
SIZES = [
    *(("one_sign_in_all", size) for size in (60, 61, 64, 65, 1000)),
    *(("one_week_in_all", size) for size in (64, 65, 127, 130, 1000)),
    *(("one_milestone_in_all", size) for size in (256, 258, 660)),
    ("chain", 500),
    ("chain", 2000),
    ("diamonds", 200),
    ("ranges_side_by_side", 15),
]
ANSWERS = """\
import sys
sys.path.insert(0, "tests")
import wide
from compare import same_but_for_the_engine
from recovery_guidance.check import check
from recovery_guidance.deciding.evaluate import engines_here, evaluate
from recovery_guidance.model.case import Case, Observation
from recovery_guidance.telling.explain import why

protocol = getattr(wide, sys.argv[1])(int(sys.argv[2]))
assert not check(protocol)
told = tuple(Observation(name, item.least) for name, item in protocol.vocabulary.items.items())
for case in (Case(42), Case(700, told), Case(700, told[::2])):
    answers = [evaluate(protocol, case, engine) for engine in engines_here()]
    assert answers[0].engine == "durable-rules" or len(answers) == 1
    first, *others = map(same_but_for_the_engine, answers)
    assert all(first == other for other in others)
    last = answers[0].activities[-1].activity
    assert why(answers[0], last).verdict
print("answered")
"""


def ran(*arguments, told=""):
    """What a process of its own says, so that a crash is seen and ends nothing else."""
    environment = {**os.environ, "PYTHONPATH": "engine", "RECOVERY_CACHE": "off"}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=300,
        env=environment, input=told,
    )  # fmt: skip


@pytest.mark.parametrize(("shape", "size"), SIZES)
def test_every_engine_answers_however_wide_or_deep_the_rules_are(shape, size):
    found = ran("-", shape, str(size), told=ANSWERS)

    assert (found.returncode, found.stdout) == (0, "answered\n"), found.stderr[-2000:]


@given(st.integers(0, 10**6), st.sampled_from((40, 130, 300) if THOROUGH else (20, 70, 130)))
def test_the_engines_agree_on_wide_and_deep_rules(seed, size):
    protocol = wide.drawn(seed, size)
    assert not check(protocol)
    items = list(protocol.vocabulary.items.values())
    told = tuple(
        Observation(item.name, item.least + (seed + n) % 2)
        for n, item in enumerate(items)
        if (seed >> n % 16) & 1
    )
    for case in (Case(seed % 500), Case(seed % 500, told)):
        first, *others = (evaluate(protocol, case, engine) for engine in ENGINES)
        assert "refused" not in first.engine
        for other in others:
            assert same_but_for_the_engine(first) == same_but_for_the_engine(other)


def test_processes_that_have_asked_nothing_agree_on_protocols_of_every_family():
    found = [
        *try_wide.everything(
            range(60 if THOROUGH else 8), processes=2, most=2_000 if THOROUGH else 120
        )
    ]
    counts = sum((one.counts for one in found), Counter())

    assert [bad for one in found for bad in one.bad] == []
    assert counts["accepted"] == len(found)
    assert counts["processes, new"] == counts["processes, forked"] == len(found)


def orders(count):
    each = (
        f"  - not yet: running\n    by: the surgeon\n    because: reason {n}\n    when all:\n"
        f"      - leg pain at least {n % 10}/10\n      - walking tolerance at most {n} min\n"
        for n in range(count)
    )
    return f"protocol: lumbar-microdiscectomy\nsurgery: 2026-06-01\norders:\n{''.join(each)}"


@pytest.mark.parametrize(
    ("engine", "count"), [*((engine, 500) for engine in ENGINES), (ENGINES[0], 60)]
)
def test_a_patient_with_many_orders_is_answered_and_danger_comes_first(tmp_path, count, engine):
    case = tmp_path / "me.yaml"
    case.write_text(orders(count), "utf-8")
    asked = "cli.py", "allowed", "--case", str(case), "--on", "2026-07-13", "--engine", engine

    plain = ran(*asked, "-f", "leg pain is 0/10")
    numb = ran(*asked, "-f", "saddle numbness is yes")

    assert plain.returncode == numb.returncode == 0, plain.stderr + numb.stderr
    assert "week 6" in plain.stdout
    assert numb.stdout.startswith("EMERGENCY")


@pytest.fixture
def little_room(monkeypatch):
    """durable-rules as if it took five rules."""
    monkeypatch.setattr(translate, "MOST_RULES", 5)
    return small()


@needs_durable
def test_where_durable_rules_cannot_take_the_rules_the_reference_answers_and_says_so(little_room):
    guidance = evaluate(little_room, Case(70))

    assert guidance.engine == IN_ITS_PLACE
    validate(as_dict(guidance), SCHEMA)
    assert "durable-rules cannot take these rules" in " ".join(
        line.text for line in as_text(guidance)
    )
    by_name = evaluate(little_room, Case(70), "reference")
    assert same_but_for_the_engine(guidance) == same_but_for_the_engine(by_name)


@needs_durable
def test_where_durable_rules_was_named_the_problem_is_said_in_words(little_room):
    with pytest.raises(ProblemsFound) as failure:
        evaluate(little_room, Case(70), "durable")

    (problem,) = failure.value.problems
    assert problem.code == "E205"
    assert "needs" in problem.message
    assert "takes 5" in problem.message


@needs_durable
@pytest.mark.parametrize("refusal", ["error", "MemoryError"])
def test_a_failure_inside_durable_rules_is_caught_and_not_tried_again(monkeypatch, refusal):
    from recovery_guidance.chaining import infer

    tries = []

    def fail(*_):
        tries.append(1)
        raise {"error": infer.durable.error, "MemoryError": MemoryError}[refusal]("303")

    monkeypatch.setattr(infer.durable, "assert_facts", fail)
    protocol = small()

    answers = [evaluate(protocol, Case(day)) for day in (7, 70)]

    assert [answer.engine for answer in answers] == [IN_ITS_PLACE] * 2
    assert len(tries) == 1


REFUSING = """\
import sys
from recovery_guidance.chaining import infer
from recovery_guidance.verbs.command import main

def refuse(*_):
    raise infer.durable.error("error code: 303")

infer.durable.assert_facts = refuse
main()
"""


@needs_durable
def test_danger_is_said_first_where_the_engine_that_was_named_fails():
    words = "-", "allowed", "--week", "6", "--engine", "durable"

    plain = ran(*words, told=REFUSING)
    numb = ran(*words, "-f", "saddle numbness is yes", told=REFUSING)

    assert numb.stdout.startswith("EMERGENCY")
    assert plain.returncode == numb.returncode == 1
    assert "durable-rules cannot take these rules" in plain.stderr
    assert "Traceback" not in plain.stderr + numb.stderr


@pytest.mark.parametrize(
    ("limit", "said"),
    [("MOST_RULES", "needs"), ("MOST_JOINED", "joins")],
)
def test_check_says_what_is_more_than_the_engine_takes(monkeypatch, limit, said):
    monkeypatch.setattr(translate, limit, 5)

    (problem,) = check(small())

    assert problem.code == "E114"
    assert f"this protocol {said}" in problem.message
    assert "takes 5" in problem.message
