"""The decision by itself: for every truth that a few rules can have, what they come to is what the oracle says.

No rule is worked out here: each is simply true, false or not known. So it takes no time, and nothing is left out.
"""

from __future__ import annotations

from itertools import product

import oracle
import pytest
from attrs import evolve

from recovery_guidance.deciding.decision import (
    ASKED_FIRST,
    NOT_GIVEN,
    Decision,
    Verdict,
    decided,
    followed,
)
from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.model.algebra import KLEENE, the
from recovery_guidance.model.case import Case
from recovery_guidance.model.protocol import STANCES, URGENCIES
from recovery_guidance.model.rules import Rule, RuleGraph
from recovery_guidance.reading.load import load_texts

TRUTHS = (True, False, None)
RULES = """\
protocol: small
title: Small
version: 0.1.0
status: draft
items:
  pain:
    question: How bad is it?
    type: scale 0 to 10
    worse: higher
    uncomplicated: 0/10
phases:
  early:
    title: Early
    when all:
      - pain at most 9/10
    source: none found
  late:
    title: Late
    when all:
      - pain at most 1/10
    source: none found
activities:
  sport:
    title: Sport
    group: yes
    not yet when:
      any sport:
        when any:
          - pain at least 9/10
        source: none found
    with care when:
      all sport:
        when any:
          - pain at least 2/10
        source: none found
  run:
    title: Run
    part of: sport
    allowed when all:
      - pain at most 3/10
    not yet when:
      first:
        when any:
          - pain at least 8/10
        source: none found
    with care when:
      second:
        when any:
          - pain at least 1/10
        source: none found
    source: none found
  swim:
    title: Swim
    part of: sport
    allowed when all:
      - pain at most 5/10
    source: none found
limits:
  lifting:
    unit: kg
    by week:
      0 to 6:
        restrictive: 5 kg
        typical: 5 kg
        liberal: 10 kg
        source: none found
      from 6:
        all: none
        source: none found
    at most:
      sore:
        value: 5 kg
        when any:
          - pain at least 4/10
        source: none found
      worse:
        value: 2 kg
        when any:
          - pain at least 6/10
        source: none found
escalations:
  now:
    urgency: emergency
    when any:
      - pain is 10/10
    patient: Go now.
    source: none found
  today:
    urgency: same day
    when any:
      - pain at least 9/10
    patient: Call today.
    source: none found
  soon:
    urgency: routine
    when any:
      - pain at least 8/10
    patient: Say so.
    source: none found
scope:
  other:
    when any:
      - pain is 10/10
    then: refuse
    because: it is another operation
    source: none found
  careful:
    when any:
      - pain at least 9/10
    then: restrictive stance
    because: it is fragile
    source: none found
  middle:
    when any:
      - pain at least 8/10
    then: typical stance
    because: it is somewhat fragile
    source: none found
"""
PROTOCOL = load_texts({"protocol.yaml": RULES})


def decisions(*kinds, stance="liberal", of=()):
    """A decision for every truth that the rules of these kinds can have, where all others are false; what the
    oracle says of it; and the truths."""
    ruleset = PROTOCOL.rulesets[stance]
    rules = list(ruleset.rules)
    free = [rule.id for rule in rules if rule.kind in kinds and (not of or rule.subject in of)]
    assert free
    for truths in product(TRUTHS, repeat=len(free)):
        known = dict(zip(free, truths, strict=True))

        def truth(rule, known=known):
            return known.get(rule.id, False)

        decision = Decision(KLEENE, ruleset, truth, lambda _: None)
        said = oracle.ruling(PROTOCOL, rules, dict(ruleset.numbers), truth)
        yield decision, said, truth


def given(answer):
    return {name for name, truth in answer.items() if truth}


@pytest.mark.parametrize("activity", ["run", "swim"])
def test_a_verdict_and_its_reasons(activity):
    kinds = ("allowed", "not yet", "with care")
    for decision, said, _ in decisions(*kinds, of=PROTOCOL.members[activity]):
        verdict, because = said.verdicts[activity]
        assert given(decision.verdict(activity)) == {verdict}
        assert given(decision.reasons(activity)) == because
        assert decision.may(activity) is (verdict in ("allowed", "with care"))


def test_an_activity_that_nobody_knows_is_not_yet_for_no_reason():
    decision, _, _ = next(decisions("allowed"))

    assert the(decision.verdict("chess")) is Verdict.NOT_YET
    assert decision.reasons("chess") == {}
    assert decision.may("chess") is False


@pytest.mark.parametrize("stance", STANCES)
def test_a_limit_its_reasons_and_what_is_proven_of_it(stance):
    for decision, said, truth in decisions("limit", stance=stance):
        least, because = said.limits.get("lifting", (None, set()))[:2]
        amounts = decision.amounts("lifting")
        proven = [a for a, rules in amounts.items() if any(truth(r) is True for r in rules)]
        assert list(amounts) == sorted(amounts)
        assert given(decision.at_most("lifting")) == {least}
        assert given(decision.proven("lifting")) == {min(proven, default=None)}
        assert given(decision.limiting("lifting")) == because


def test_urgencies_warnings_refusals_and_silence():
    for decision, said, _ in decisions("escalation", "scope"):
        issued = {URGENCIES.index(one) for one in said.escalations.values()}
        assert decision.silent() is said.silent
        assert decision.refused() is bool(said.refused)
        for place, urgency in enumerate(URGENCIES):
            assert decision.urgent(urgency) is any(one <= place for one in issued)
        for rule in decision.ruleset.graph.of_kind("escalation"):
            otherwise = ASKED_FIRST if rule.id in said.asked_first else NOT_GIVEN
            expected = said.escalations.get(rule.id, otherwise)
            assert given(decision.warning(rule)) == {expected}


@pytest.mark.parametrize("asked", STANCES)
def test_the_stance_that_is_followed(asked):
    for decision, _, truth in decisions("scope"):
        rules = list(decision.ruleset.rules)
        stance = oracle.stance_followed(rules, truth, asked)
        assert given(decision.followed(asked)) == {stance}
        strictest = oracle.stance_followed(rules, truth, STANCES[-1])
        imposes = any(rule.imposes and truth(rule) is not False for rule in rules)
        assert given(decision.imposed()) == {strictest if imposes else None}
        everyone = [(one, False, one == asked) for one in STANCES]
        final = [(one, True, one == asked) for one in STANCES]
        under = dict.fromkeys(STANCES, decision)
        assert given(followed(KLEENE, everyone, under)) == {stance}
        assert given(followed(KLEENE, final, under)) == {asked}


def test_phases():
    for decision, said, truth in decisions("phase"):
        assert given(decision.phase(PROTOCOL.phases)) == {said.phase}
        for rule in decision.ruleset.graph.of_kind("phase"):
            assert decision.has(rule.subject, rule.value) is truth(rule)
            assert decision.has(rule.subject, "of no such value") is False


def test_the_move_furthest_back_counts_and_may_not_be_known():
    moves = oracle.FURTHEST_BACK_FIRST
    rules = tuple(Rule(f"plan/{move}", "finding", "next", move) for move in moves)
    shipped = PROTOCOL.rulesets["typical"]
    ruleset = evolve(shipped, graph=RuleGraph(rules, {}))
    for truths in product(TRUTHS, repeat=len(moves)):
        known = dict(zip(moves, truths, strict=True))
        decision = Decision(KLEENE, ruleset, lambda rule, known=known: known[rule.value], None)
        furthest = next((move for move in moves if known[move] is not False), "stay")
        assert given(decision.move("next")) == {(furthest, known.get(furthest) is not None)}


def test_a_warning_of_each_urgency_is_at_least_as_urgent_as_itself_and_those_below():
    shipped = PROTOCOL.rulesets["typical"]
    rules = tuple(Rule(f"sign/{word}", "escalation", word, word) for word in URGENCIES)
    ruleset = evolve(shipped, graph=RuleGraph(rules, {}))
    for place, issued in enumerate(URGENCIES):
        decision = Decision(KLEENE, ruleset, lambda rule, of=issued: rule.value == of, None)
        urgent = [decision.urgent(word) for word in URGENCIES]
        assert urgent == [False] * place + [True] * (len(URGENCIES) - place)


def test_the_decision_about_one_patient_is_that_of_their_memory():
    memory = evaluate(PROTOCOL, Case(3, uncomplicated=True), "reference").memory
    decision = decided(memory)

    assert decision.ruleset is memory.ruleset
    for rule in memory.ruleset.rules:
        assert decision.truth(rule) is memory.truth(rule)
        assert decision.holds(rule.when) is memory.holds(rule.when)


def test_what_verdicts_are():
    assert [v.openness for v in Verdict] == [0, 1, 2, 3]
    assert [v for v in Verdict if v.is_closed] == [Verdict.NOT_YET]
    assert [v for v in Verdict if not v.is_known] == [Verdict.UNKNOWN]
    assert [v for v in Verdict if v.is_settled] == [Verdict.NOT_YET, Verdict.ALLOWED]
    assert [v for v in Verdict if v.needs_care] == [Verdict.WITH_CARE]
    assert [v for v in Verdict if v.is_open] == [Verdict.WITH_CARE, Verdict.ALLOWED]
    assert Verdict.meant("allowed") == (Verdict.ALLOWED, Verdict.WITH_CARE)
    assert Verdict.meant("not yet") == (Verdict.NOT_YET,)
