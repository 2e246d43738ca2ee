"""What holds for the shipped protocol as a whole: wording, sources, items, red flags. Patients are invented."""

import re

import pyphen
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from recovery_guidance import Case, evaluate, open_protocol
from recovery_guidance.model.case import Observation
from recovery_guidance.model.conditions import Claim, Condition
from recovery_guidance.model.protocol import STANCES, URGENCIES

PROTOCOL = open_protocol()
ITEMS = PROTOCOL.vocabulary.items
HIGHEST_GRADE = 8.0

# Each sign of the red-flag list by itself, and the urgency that the faster reading gives it.
SIGNS = {
    "saddle numbness": "emergency",
    "bladder trouble": "emergency",
    "bowel trouble": "emergency",
    "sexual numbness": "emergency",
    "both legs affected": "emergency",
    "new weakness within hours": "emergency",
    "sudden breathlessness": "emergency",
    "chest pain": "emergency",
    "coughing blood": "emergency",
    "new weakness": "same day",
    "calf swelling": "same day",
    "fever": "same day",
    "wound trouble": "same day",
    "upright headache": "same day",
    "clear fluid from wound": "same day",
    "leg pain returned": "call within 48 hours",
    "fall": "same day",
}

# Names of operations and tests that have no shorter everyday word.
HARD_TO_SAY_SIMPLY = {"ankle dorsiflexion", "load within lifting limit"}


SYLLABLES = pyphen.Pyphen(lang="en_US")


def reading_grade(text):
    """The Flesch-Kincaid grade; syllables as Pyphen divides words."""
    sentences = len(re.findall(r"[.!?:;](?:\s|$)", text)) or 1
    words = re.findall(r"[\w'-]+", text)
    syllables = sum(len(SYLLABLES.inserted(word).split("-")) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def test_the_reading_grade_tells_plain_words_from_learned_ones():
    assert reading_grade("Walk a little each day. Rest when it hurts.") < 3
    assert (
        reading_grade("Postoperative rehabilitation necessitates individualised consideration.")
        > 15
    )


def leaves_of(rule):
    return list(rule.when.leaves())


def patient_texts():
    for rule in PROTOCOL.rules:
        yield rule.id, rule.patient
    for activity in PROTOCOL.activities.values():
        yield activity.name, activity.patient
    for item in ITEMS.values():
        yield item.name, item.question
        yield f"{item.name}, home check", item.home_check
    for lead in PROTOCOL.words.leads:
        asked = [one.when for one in lead.choices if one.when]
        yield (
            f"{lead.name}, which of them",
            f"Tell which it is: {'; '.join(asked)}." if asked else "",
        )
        yield f"{lead.name}, why it may be danger", lead.danger
        said = f"These rules say nothing yet about {lead.nothing}."
        yield f"{lead.name}, not yet", said if lead.nothing else ""


TEXTS = [(name, text) for name, text in patient_texts() if text]


@pytest.mark.parametrize(("name", "text"), TEXTS, ids=[name for name, _ in TEXTS])
def test_patient_wording_reads_at_grade_eight_or_below(name, text):
    grade = reading_grade(text)

    if name in HARD_TO_SAY_SIMPLY:
        assert HIGHEST_GRADE < grade <= 10, (
            f"{name} no longer needs its exception, or reads at {grade}"
        )
    else:
        assert grade <= HIGHEST_GRADE, f"reads at grade {grade}: {text}"


@pytest.mark.parametrize(
    "word",
    [
        "should have",
        "you failed",
        "permanent",
        "guarantee",
        "will recover",
        "for ever",
        "forever",
        "never get better",
        "full recovery",
    ],
)
def test_patient_wording_neither_blames_nor_promises(word):
    assert [name for name, text in TEXTS if word in text.casefold()] == []


def test_no_item_is_asked_that_no_rule_uses():
    used = {
        leaf.subject
        for rule in PROTOCOL.rules
        for leaf in leaves_of(rule)
        if isinstance(leaf, Condition)
    }
    for trend in PROTOCOL.trends.values():
        used |= trend.looks_at
    used |= {name for name, trend in PROTOCOL.trends.items() if trend.subject in PROTOCOL.ladders}

    assert sorted(set(ITEMS) - used) == []


def test_every_item_has_a_question_and_says_who_measures_it():
    assert [item.name for item in ITEMS.values() if not (item.question and item.measured_by)] == []


def test_no_capacity_or_medication_is_ever_assumed():
    assumed = {item.name for item in ITEMS.values() if item.if_not_stated is not None}

    assert all(ITEMS[name].kind == "yes or no" for name in assumed)
    assert assumed.isdisjoint(
        {"opioids", "emergency stop", "wound healed", "looks over both shoulders"}
    )


def test_every_assumed_item_is_assumed_to_be_on_the_side_that_opens_least():
    wrong = [
        item.name
        for item in ITEMS.values()
        if item.if_not_stated is not None
        and item.worse == "yes"
        and item.show(item.if_not_stated) != "no"
    ]

    assert wrong == []


def test_every_finding_and_threshold_is_used():
    rules = PROTOCOL.rules
    claimed = {
        leaf.subject for rule in rules for leaf in leaves_of(rule) if isinstance(leaf, Claim)
    }
    about = {rule.subject for rule in rules if rule.kind == "advice"}
    about |= {ladder.move for ladder in PROTOCOL.ladders.values()}
    bounds = [
        bound
        for rule in rules
        for leaf in leaves_of(rule)
        if isinstance(leaf, Condition)
        for bound in (leaf.low, leaf.high)
        if bound
    ] + [r.amount for r in rules if r.amount]

    findings = {rule.subject for rule in rules if rule.kind == "finding"}
    assert sorted(findings - claimed - about) == []
    assert sorted(set(PROTOCOL.thresholds) - {bound.threshold for bound in bounds}) == []


def test_a_number_of_weeks_in_a_permission_is_a_threshold():
    """Stances differ in weeks, so a week that opens something is named and cited."""
    bare = [
        rule.id
        for rule in PROTOCOL.rules
        if rule.kind == "allowed"
        for leaf in leaves_of(rule)
        if isinstance(leaf, Condition)
        and leaf.subject == "day"
        and any(bound and not bound.threshold and bound.plus > 0 for bound in (leaf.low, leaf.high))
    ]

    assert bare == []


def test_no_rule_or_number_rests_on_an_aggregator_alone():
    alone = [
        rule.id
        for rule in PROTOCOL.rules
        if rule.sources and {PROTOCOL.sources[s].kind for s in rule.sources} == {"aggregator"}
    ]
    alone += [
        t.name
        for t in PROTOCOL.thresholds.values()
        if t.sources and {PROTOCOL.sources[s].kind for s in t.sources} == {"aggregator"}
    ]

    assert alone == []


@st.composite
def situations(draw):
    """Any week and stance, with any statements about other items, and one red flag."""
    sign = draw(st.sampled_from(sorted(SIGNS)))
    others = draw(st.lists(st.sampled_from(sorted(set(ITEMS) - {sign})), unique=True, max_size=12))
    told = [
        Observation(name, draw(st.integers(ITEMS[name].least, ITEMS[name].most))) for name in others
    ]
    case = Case(draw(st.integers(0, 400)), tuple(told), draw(st.sampled_from(STANCES)))
    return sign, case


@given(situations())
def test_a_red_flag_gives_its_urgency_whatever_else_is_told(situation):
    sign, case = situation
    flagged = evolve(case, observations=(*case.observations, Observation(sign, 1)))

    urgencies = [e.urgency for e in evaluate(PROTOCOL, flagged, "reference").escalations]
    assert URGENCIES.index(urgencies[0]) <= URGENCIES.index(SIGNS[sign])


@pytest.mark.parametrize("sign", SIGNS)
def test_a_red_flag_alone_has_exactly_its_urgency(sign):
    for stance in STANCES:
        for week in (0, 6, 26):
            case = Case(week * 7, (Observation(sign, 1),), stance)
            assert evaluate(PROTOCOL, case, "reference").escalations[0].urgency == SIGNS[sign]


def test_the_run_walk_plan_is_the_same_wherever_it_is_told():
    """Its steps' names, their sentences, the tip that lists them, and the line on where they are from."""
    plan = PROTOCOL.ladders["run-walk plan"]
    tip = PROTOCOL.by_id["running/the ladder"].patient
    pairs = [re.findall(r"\d+", name) for name in plan.steps]

    assert [re.findall(r"\d+", step.patient) for step in plan.steps.values()] == pairs
    for told in (tip, plan.cited.line_of("R02")):
        listed = re.findall(r"(\d+) and (?:run )?(\d+)", told)
        assert [list(pair) for pair in listed] == pairs[: len(listed)]
        assert len(listed) >= len(pairs) - 1
