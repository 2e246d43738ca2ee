"""What is said when strength stops growing: no text calls it final, and none promises that it comes back."""

import re

import pytest

from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.library import open_protocol
from recovery_guidance.model.case import Case, Observation

PROTOCOL = open_protocol()
RULES = {rule.id: rule for rule in PROTOCOL.rules}
LEVELLED = "weakness/strength has levelled off"

FINAL = r"""permanent|for ever\b|forever|irreversib|incurabl|hopeless case|never (?:again|recover|come|get|return|heal)
|no longer (?:recover|improve)|will not (?:recover|improve|come back|return|get better)|cannot (?:recover|improve)|for life\b
|lasting damage|beyond (?:help|repair)"""
PROMISE = r"""will (?:fully |completely |certainly |surely )?(?:recover|return|heal|come back|get better|improve|be (?:fine|cured|back))
|guarantee|promise|certain to|sure to|always (?:recovers|returns|comes back|heals)|full recovery|completely recover|cure\b"""
ALLOWED = ("nobody can promise how much will come back", "do not call it final")
"""Texts that name a promise or an end in order to deny it."""


def texts():
    """Every text that the protocol can say to anyone, with the rule or item that says it."""
    for rule in PROTOCOL.rules:
        for part in ("patient", "clinician", "because", "until", "title"):
            if text := getattr(rule, part):
                yield f"{rule.id}: {part}", text
    for activity in PROTOCOL.activities.values():
        for part in ("title", "patient", "clinician"):
            if text := getattr(activity, part):
                yield f"{activity.name}: {part}", text
    for item in PROTOCOL.vocabulary.items.values():
        for part in ("question", "home_check"):
            if text := getattr(item, part):
                yield f"{item.name}: {part}", text
        yield from ((f"{item.name}: {grade}", words) for grade, words in item.anchors)
    for threshold in PROTOCOL.thresholds.values():
        if threshold.conflict:
            yield f"{threshold.name}: conflict", threshold.conflict
    for ladder in PROTOCOL.ladders.values():
        yield from ((f"{ladder.name}: {step.name}", step.patient) for step in ladder.steps.values())


def found(pattern, text):
    told = text.casefold()
    for words in ALLOWED:
        told = told.replace(words, "")
    return re.findall(pattern.replace("\n", ""), told)


@pytest.mark.parametrize(("where", "text"), list(texts()), ids=lambda part: part[:60])
def test_no_text_calls_it_final_and_none_promises(where, text):
    assert not found(FINAL, text), where
    assert not found(PROMISE, text), where


@pytest.mark.parametrize(
    "text",
    [
        "The weakness is permanent.",
        "It will not come back.",
        "Your strength will fully return.",
        "You will recover.",
        "We promise a full recovery.",
    ],
)
def test_such_a_text_would_be_found(text):
    assert found(FINAL, text) or found(PROMISE, text)


def weak(day, *tests):
    """An ankle that was tested with these grades on these days, asked about on a day."""
    told = [Observation("ankle dorsiflexion", grade, on) for on, grade in tests]
    told += [Observation("ankle plantarflexion", 5, on) for on, _ in tests]
    told += [Observation("knee extension", 5, on) for on, _ in tests]
    said = evaluate(PROTOCOL, Case(day, tuple(told)), "reference")
    return {e.rule for e in said.escalations}


EVEN = ((60, 4), (120, 4), (165, 4))


@pytest.mark.parametrize(("day", "called_for"), [(181, False), (182, True)])
def test_it_is_not_said_before_month_six(day, called_for):
    """Week 26 is the first: before that most of what comes back is still to come."""
    assert (LEVELLED in weak(day, *EVEN, (day, 4))) is called_for


def test_a_grade_gained_is_no_plateau():
    assert LEVELLED not in weak(182, (60, 3), (120, 3), (182, 4))


def test_a_strong_leg_has_no_plateau():
    assert LEVELLED not in weak(182, (60, 5), (120, 5), (182, 5))


def test_the_words_refer_and_leave_it_open():
    rule = RULES[LEVELLED]

    assert "for now" in rule.patient
    assert "nerve tests" in rule.patient
    assert "brace" in rule.patient
    assert "still get a little better" in rule.patient
    assert "orthotist" in rule.clinician
    assert "N10" in rule.sources
