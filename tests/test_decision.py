"""The decision, which is written once, says what its plain second writing says; and nobody else decides."""

from __future__ import annotations

import ast
from pathlib import Path

import oracle
import pytest
from compare import ENGINES, THOROUGH
from generate import cases, protocols
from hypothesis import given, settings
from hypothesis import strategies as st

from recovery_guidance.chaining.reference import infer
from recovery_guidance.deciding.decision import Verdict, decided
from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.deciding.guidance import Guidance
from recovery_guidance.library import open_protocol
from recovery_guidance.model.algebra import KLEENE, Truth, the
from recovery_guidance.model.case import Case, Observation

MANY = min((16 if THOROUGH else 4) * settings().max_examples, 2000)
PACKAGE = Path(__file__).parent.parent / "engine" / "recovery_guidance"
WORDS = {"NOT_YET", "UNKNOWN", "WITH_CARE", "ALLOWED"}
SAID = {verdict.value for verdict in Verdict}


def ruled(guidance: Guidance) -> oracle.Ruling:
    """What the rules of an answer come to, by the oracle."""
    memory = guidance.memory
    numbers = dict(memory.ruleset.numbers)
    return oracle.ruling(guidance.protocol, list(memory.ruleset.rules), numbers, memory.truth)


def check(guidance: Guidance) -> None:
    """An answer says what the oracle says."""
    said = ruled(guidance)
    escalations = {e.rule: e.urgency for e in guidance.escalations}
    ranks = [oracle.URGENCIES.index(e.urgency) for e in guidance.escalations]
    assert escalations == said.escalations
    assert ranks == sorted(ranks), "the most urgent comes first"
    assert {e.rule for e in guidance.asked_first} == said.asked_first
    assert {refusal.rule for refusal in guidance.refused} == said.refused
    assert guidance.is_silent == said.silent
    if said.silent:
        spoken = (guidance.activities, guidance.limits, guidance.milestones, guidance.advice)
        assert not any(spoken)
        assert guidance.phase is None
        return
    verdicts = {v.activity: (v.verdict.value, set(v.because)) for v in guidance.activities}
    assert verdicts == said.verdicts
    assert guidance.phase == said.phase
    assert {m.milestone: m.reached for m in guidance.milestones} == said.milestones
    limits = {
        limit.quantity: (limit.at_most, set(limit.because), list(limit.beaten), limit.could_be)
        for limit in guidance.limits
    }
    assert limits == said.limits
    decision = decided(guidance.memory)
    for finding, move in said.moves.items():
        name, is_known = the(decision.move(finding))
        assert (name if is_known else "") == move


def followed(guidance: Guidance) -> str:
    """The stance that the oracle follows, where no order names one."""
    protocol, case = guidance.protocol, guidance.case
    asked = case.stance or protocol.default_stance
    ruleset = protocol.rulesets[asked]
    truths = infer(ruleset, guidance.memory.facts)
    return oracle.stance_followed(list(ruleset.rules), lambda rule: truths.truth(rule.id), asked)


@settings(max_examples=MANY)
@given(data=st.data())
def test_every_answer_is_what_the_oracle_says(data: st.DataObject) -> None:
    protocol = data.draw(protocols())
    case = data.draw(cases(protocol, dated=True, ordered=True, uncomplicated=True))

    for engine in ENGINES:
        check(evaluate(protocol, case, engine))


@settings(max_examples=MANY)
@given(data=st.data())
def test_the_stance_that_is_followed_is_the_one_that_the_oracle_follows(
    data: st.DataObject,
) -> None:
    protocol = data.draw(protocols())
    case = data.draw(cases(protocol, dated=True))
    guidance = evaluate(protocol, case, "reference")

    assert guidance.stance == followed(guidance)


TRUTHS = st.sampled_from([True, False, None])


@given(truths=st.lists(TRUTHS, max_size=5))
def test_kleene_combines_as_its_tables_say(truths: list[Truth]) -> None:
    assert KLEENE.all(truths) is (False if False in truths else None if None in truths else True)
    assert KLEENE.any(truths) is (True if True in truths else None if None in truths else False)


@pytest.mark.parametrize(
    ("truth", "opposite", "certain", "possible", "unknown"),
    [
        (True, False, True, True, False),
        (False, True, False, False, False),
        (None, None, False, True, True),
    ],
)
def test_one_truth_by_itself(
    truth: Truth, opposite: Truth, certain: Truth, possible: Truth, unknown: Truth
) -> None:
    assert KLEENE.opposite(truth) is opposite
    assert KLEENE.certain(truth) is certain
    assert KLEENE.possible(truth) is possible
    assert KLEENE.unknown(truth) is unknown


@given(truths=st.lists(st.booleans(), max_size=5), otherwise=st.sampled_from("abz"))
def test_of_several_choices_the_first_that_holds_counts(truths: list[bool], otherwise: str) -> None:
    """Also where one value stands there twice, or is the one that counts if none holds."""
    choices = list(zip("abcab", truths, strict=False))
    answer = KLEENE.first(choices, otherwise)

    assert the(answer) == next((value for value, truth in choices if truth), otherwise)
    assert [truth for truth in answer.values() if truth] == [True]


# Nobody else decides


def is_a_verdict(node: ast.AST) -> bool:
    """Whether it names a verdict of the enumeration."""
    if not isinstance(node, ast.Attribute) or node.attr not in WORDS:
        return False
    return isinstance(node.value, ast.Name) and node.value.id == "Verdict"


def compared_in(tree: ast.AST) -> list[int]:
    """The lines on which a module compares a verdict with one that it names, or with its word."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            parts = [part for side in (node.left, *node.comparators) for part in ast.walk(side)]
            words = any(isinstance(p, ast.Constant) and p.value in SAID for p in parts)
            verdict = any(isinstance(p, ast.Attribute) and p.attr == "verdict" for p in parts)
            if any(map(is_a_verdict, parts)) or (words and verdict):
                found.append(node.lineno)
    return found


@pytest.mark.parametrize(
    "path",
    [p for p in sorted(PACKAGE.rglob("*.py")) if p.name != "decision.py"],
    ids=lambda path: path.relative_to(PACKAGE).as_posix(),
)
def test_no_other_module_compares_verdicts_or_names_three_of_them(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    named = {node.attr for node in filter(is_a_verdict, ast.walk(tree))}

    assert compared_in(tree) == []
    assert len(named) < 3


def test_the_shipped_protocol_comes_to_what_the_oracle_says() -> None:
    protocol = open_protocol()
    items = protocol.vocabulary.items
    for day in range(0, 300, 13):
        for seed in range(3):
            told = tuple(
                Observation(name, item.uncomplicated)
                for place, (name, item) in enumerate(items.items())
                if (place * 7 + seed * 5 + day) % 4
            )
            for stance in oracle.STANCES:
                check(evaluate(protocol, Case(day, told, stance), "reference"))


def test_where_an_emergency_and_a_refusal_meet_both_are_told() -> None:
    protocol = open_protocol()
    case = Case(14, (Observation("saddle numbness", 1), Observation("fusion", 1)))
    guidance = evaluate(protocol, case, "reference")

    check(guidance)
    assert guidance.is_emergency
