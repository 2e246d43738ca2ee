"""What `recovery prove` decides about a small, invented protocol, and how it tells it."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from recovery_guidance.model.problem import ProblemsFound
from recovery_guidance.model.protocol import Protocol
from recovery_guidance.proof import proof_text
from recovery_guidance.proof.outcome import Outcome
from recovery_guidance.proof.prove import prove
from recovery_guidance.reading.load import load_texts
from recovery_guidance.verbs.command import main
from tests.protocols import GIVES, small, texts

GUARANTEE = """guarantees:
  {name}:
    {promise}
    source: P01
"""


def promising(promise: str, *changes: tuple[str, str], name: str = "a promise") -> Protocol:
    """The small protocol with one guarantee; lines of `promise` are indented as they stand in a file."""
    return load_texts(
        texts(*changes) | {"guarantees.yaml": GUARANTEE.format(name=name, promise=promise)}
    )


def outcome(protocol: Protocol, name: str = "a promise") -> Outcome:
    """What became of one guarantee."""
    (found,) = prove(protocol, name).guarantees
    return found


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["prove", *arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small protocol as files, with a guarantee that does not hold."""
    promise = "never: running allowed\n    when all:\n      - week less than 8"
    written = texts() | {"guarantees.yaml": GUARANTEE.format(name="not so early", promise=promise)}
    for name, text in written.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


# What a guarantee promises


@pytest.mark.parametrize(
    "promise",
    [
        "never: running allowed\n    when all:\n      - week less than 6",
        "never: running allowed\n    unless all:\n      - opioids is no\n      - leg pain at most 2/10",
        "never: running allowed\n    when all:\n      - week less than 10\n    stance: typical",
        "always: running is not yet\n    when any:\n      - opioids is yes\n      - wound trouble is yes",
        "never: running unknown\n    when all:\n      - opioids is yes",
        "at most: lifting 5 kg\n    when all:\n      - week less than 6",
        "at most: lifting 20 kg\n    stance: typical",
        "escalates: emergency\n    when any:\n      - saddle numbness is yes",
        "always: nothing is said about any activity\n    when any:\n      - saddle numbness is yes",
        "never: the answer is refused",
        "always: the stance followed is liberal\n    stance: liberal",
        "never: calm\n    when all:\n      - leg pain at least 3/10",
    ],
)
def test_a_guarantee_that_holds_is_proven(promise: str) -> None:
    assert outcome(promising(promise)).state == "proven"


@pytest.mark.parametrize(
    ("promise", "words", "answered", "last"),
    [
        (
            "never: running allowed\n    when all:\n      - week less than 7",
            "week 6, liberal stance, everything else uncomplicated",
            "running is allowed",
            "Then running is not allowed",
        ),
        (
            "never: running allowed\n    unless all:\n      - leg pain at most 1/10",
            "week 10, typical stance, leg pain 2/10, everything else uncomplicated",
            "running is allowed",
            "Then running is not allowed",
        ),
        (
            "at most: lifting 5 kg",
            "week 6, typical stance, everything else uncomplicated",
            "lifting is limited to 20 kg",
            "Then lifting is at most 5 kg",
        ),
        (
            "escalates: same day\n    when any:\n      - wound trouble is yes",
            "week 0, typical stance, wound trouble yes, everything else uncomplicated",
            "there is no urgency",
            "Then the urgency is at least same day",
        ),
        (
            "always: the stance followed is restrictive",
            "week 0, typical stance, everything else uncomplicated",
            "the stance followed is typical",
            "Then the stance followed is restrictive",
        ),
        (
            "never: calm",
            "week 0, typical stance, everything else uncomplicated",
            "the milestone calm is reached",
            "Then the finding calm is not reached",
        ),
    ],
)
def test_a_guarantee_that_does_not_hold_is_refuted_by_the_plainest_patient(
    promise: str, words: str, answered: str, last: str
) -> None:
    found = outcome(promising(promise))

    assert (found.state, found.code) == ("refuted", "E401")
    (telling,) = found.witnesses[0].tellings
    assert (telling.words, telling.answered) == (words, answered)
    assert found.witnesses[0].scenario[-1] == last


def test_a_guarantee_about_a_group_holds_for_every_member() -> None:
    activity = "activities:\n  running:\n    title: Running\n"
    grouped = "activities:\n  sport:\n    title: Sport\n    group: yes\n  running:\n    title: Running\n    part of: sport\n"
    promise = "never: sport allowed\n    when all:\n      - week less than {}"

    assert outcome(promising(promise.format(6), (activity, grouped))).state == "proven"
    refuted = outcome(promising(promise.format(7), (activity, grouped)))
    assert refuted.witnesses[0].tellings[0].answered == "running is allowed"


def test_a_guarantee_may_promise_several_things_at_once() -> None:
    both = "never:\n      - running allowed\n      - running unknown\n    when all:\n      - opioids is {}"

    assert outcome(promising(both.format("yes"))).state == "proven"
    assert outcome(promising(both.format("no"))).state == "refuted"


def test_when_speaks_of_what_is_known_and_unless_has_to_be_known() -> None:
    """Who was not asked about opioids is not among those who take them, nor among those who do not."""
    taking = "always: running is not yet\n    when all:\n      - opioids is yes"
    not_without = "always: running is not yet\n    unless all:\n      - opioids is no"

    assert outcome(promising(taking)).state == "proven"
    (telling,) = outcome(promising(not_without)).witnesses[0].tellings
    assert telling.words == "week 10, typical stance, nothing else told"
    assert telling.answered == "running is unknown"


@pytest.mark.parametrize(
    ("promise", "message"),
    [
        ("never: runing allowed", "no activity is called `runing`"),
        ("never: it rains", "`it rains` is not something that an answer says"),
        ("at most: lifting 5", "`5` has no unit"),
        ("at most: carrying 5 kg", "`carrying 5 kg` does not begin with a limit's name"),
        ("escalates: soon", "`soon` is not an urgency"),
        ("never: running allowed\n    stance: careful", "`stance` cannot be `careful`"),
        (
            "never: running allowed\n    always: running allowed",
            "the guarantee `a promise` promises 2 things",
        ),
        ("because: nobody knows", "the guarantee `a promise` promises no things"),
    ],
)
def test_a_guarantee_that_cannot_be_read_says_why(promise: str, message: str) -> None:
    with pytest.raises(ProblemsFound) as raised:
        promising(promise)

    assert message in [problem.message for problem in raised.value.problems]


# What every protocol promises


def test_a_rule_that_closes_with_time_may_be_meant() -> None:
    bounded = ("      - week at least running from\n", "      - week between 10 and 20\n")
    accepted = "accepted:\n  a course of ten weeks:\n    oddity: closes with time\n    about: running/running/allowed\n    because: the course ends\n"
    name = "time alone never closes a gate"

    (refuted,) = prove(small(bounded), name).guarantees
    assert (refuted.state, refuted.code) == ("refuted", "E402")
    assert [telling.answered for telling in refuted.witnesses[0].tellings] == [
        "running is not yet",
        "running is allowed",
    ]
    (proven,) = prove(load_texts(texts(bounded) | {"guarantees.yaml": accepted}), name).guarantees
    assert proven.state == "proven"


def test_two_patients_are_told_by_what_is_different() -> None:
    turned = ("      - leg pain at most 2/10\n", "      - leg pain at least 2/10\n")

    (found,) = prove(small(turned), "worse never opens a gate").guarantees

    better, worse = found.witnesses[0].tellings
    # Which of several smallest patients is told is up to the solver.
    assert better.words.startswith("week ")
    assert worse.words.startswith("leg pain ")
    assert found.witnesses[0].scenario[-3:] == (
        "And another patient just like this one",
        f"But leg pain is {worse.words.removeprefix('leg pain ')}",
        "Then running is no more open than for the first patient",
    )


# How it ends and how it is told


def test_what_is_accepted_is_told_and_does_not_fail() -> None:
    everyone = "activities:\n  walking:\n    title: Walking\n    allowed when all:\n      - day at least 0 days\n    source: P01\n"
    accepted = "accepted:\n  walking:\n    oddity: never closes\n    about: walking\n    because: it is the treatment\n"

    open_to_all = load_texts(texts() | {"walking.yaml": everyone})
    meant = load_texts(texts() | {"walking.yaml": everyone + accepted})

    assert [o.state for o in prove(open_to_all, "walking").oddities] == ["odd"]
    assert prove(meant, "walking").exit_code == 0
    assert "accepted because it is the treatment" in "\n".join(
        line.text for line in proof_text.as_text(prove(meant, "walking"))
    )


def test_without_time_nothing_is_proven() -> None:
    proof = prove(
        promising("never: running allowed\n    when all:\n      - week less than 6"), seconds=0
    )

    assert proof.having("proven") == []
    assert proof.exit_code == 1
    assert {o.code for o in proof.having("undecided")} == {"E403"}


def test_a_counterexample_that_an_engine_does_not_confirm_is_never_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("recovery_guidance.proof.witness.confirmed", lambda *_: ())

    found = outcome(promising("at most: lifting 5 kg"))

    assert (found.state, found.code, found.witnesses) == ("undecided", "E404", ())


def test_the_exit_code_says_what_became_of_it(folder: Path) -> None:
    refuted = run(str(folder), "--only", "not so early")
    proven = run(str(folder), "--only", "unknown never opens a gate")
    undecided = run(str(folder), "--timeout", "0.001")
    unknown = run(str(folder), "--only", "not so erly")

    assert (refuted.exit_code, proven.exit_code, undecided.exit_code) == (3, 0, 1)
    assert unknown.exit_code == 3
    assert "did you mean `not so early`?" in unknown.stderr


def test_progress_is_on_standard_error_and_the_answer_alone_on_standard_output(
    folder: Path,
) -> None:
    found = run(str(folder))

    assert "questions decided" in found.stderr
    assert "questions decided" not in found.stdout
    assert (
        "  refuted   not so early: never running allowed, when week less than 8 [E401]"
        in found.stdout
    )
    assert run(str(folder)).stdout == found.stdout


def test_the_json_is_as_its_schema_says(folder: Path) -> None:
    schema = json.loads(
        files("recovery_guidance").joinpath("schemas/proof.json").read_text("utf-8")
    )
    told = json.loads(run(str(folder), "--format", "json").stdout)

    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(told)) == []
    (broken,) = [one for one in told["guarantees"] if one["state"] == "refuted"]
    assert broken["counterexamples"][0]["patients"][0]["answer"] == "running is allowed"


def test_allowed_gives_the_refuting_verdict(folder: Path) -> None:
    """The patient of a counterexample, asked on the command line."""
    told = json.loads(run(str(folder), "--only", "not so early", "--format", "json").stdout)
    (patient,) = told["guarantees"][0]["counterexamples"][0]["patients"]
    facts = [part for fact in patient["facts"] for part in ("-f", fact)]
    plain = ["--uncomplicated"] * patient["uncomplicated"]
    asked = ["--day", str(patient["day"]), "--stance", patient["stance"], *plain, *facts]

    answer = CliRunner().invoke(
        main, ["allowed", "--protocol", str(folder), "--format", "json", *asked]
    )

    (running,) = json.loads(answer.stdout)["activities"]
    assert f"running is {running['verdict']}" == patient["answer"]


# What is told of several ways to break a promise, and of what is accepted

TURNED_ROUND = (
    ("      - leg pain at most 2/10\n", "      - leg pain at least 2/10\n"),
    (f"        liberal: none\n        source:\n          P01: {GIVES}\n", "        liberal: none\n        source: P01\n    at most:\n      calm leg:\n        value: 2 kg\n        when any:\n          - leg pain at most 3/10\n        source: P01\n"),
)  # fmt: skip
OPEN_TO_ALL = "activities:\n  walking:\n    title: Walking\n    allowed when all:\n      - day at least 0 days\n    source: P01\n"
ACCEPTED = (
    "accepted:\n  walking:\n    oddity: {}\n    about: {}\n    because: it is the treatment\n"
)


@pytest.mark.parametrize(("most", "others"), [(2, ""), (1, "and also lifting")])
def test_so_many_ways_are_shown_and_the_others_named(
    most: int, others: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recovery_guidance.proof.prove.MOST_WITNESSES", most)

    (found,) = prove(small(*TURNED_ROUND), "worse never opens a gate").guarantees

    assert len(found.witnesses) == most
    assert found.note == others


def test_an_acceptance_of_something_else_accepts_nothing() -> None:
    written = texts() | {"walking.yaml": OPEN_TO_ALL + ACCEPTED.format("never opens", "walking")}

    found = {(o.kind, o.id): o.state for o in prove(load_texts(written)).oddities}

    assert found["never closes", "walking"] == "odd"
    assert found["accepted", "walking"] == "odd"


def test_what_is_accepted_and_there_is_not_called_outdated() -> None:
    written = texts() | {"walking.yaml": OPEN_TO_ALL + ACCEPTED.format("never closes", "walking")}

    assert "accepted" not in {one.kind for one in prove(load_texts(written)).oddities}


def test_an_acceptance_is_called_outdated_by_the_proof_of_everything_alone() -> None:
    """Where only a part is looked at, what is accepted may be about the rest."""
    written = texts() | {"accepted.yaml": ACCEPTED.format("never closes", "running")}

    whole, part = (prove(load_texts(written), only) for only in ("", "running"))

    assert [(o.kind, o.id) for o in whole.oddities if o.kind == "accepted"] == [
        ("accepted", "running")
    ]
    assert not [o for o in part.oddities if o.kind == "accepted"]
