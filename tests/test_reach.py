"""`recovery when`: its day is the first at which it can be, and its set of changes is enough and the smallest."""

import itertools
import random
from functools import cache

from attrs import evolve
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from recovery_guidance.chaining import reference
from recovery_guidance.chaining.memory import WorkingMemory
from recovery_guidance.course.moments import moment_of, moments_ahead
from recovery_guidance.course.reach import reach
from recovery_guidance.deciding.decision import Verdict, decided
from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.library import open_protocol
from recovery_guidance.model.algebra import the
from recovery_guidance.model.case import Case, Observation, Session
from recovery_guidance.model.items import DAY
from tests.generate import LAST_TURN, SPEAKING, cases, protocols

OPEN = (Verdict.ALLOWED, Verdict.WITH_CARE)
MOST_ITEMS = 4


@st.composite
def asked(draw):
    protocol = draw(protocols(SPEAKING))
    assume(len(protocol.vocabulary.items) <= MOST_ITEMS)
    case = draw(cases(protocol))
    return evaluate(protocol, case, "reference")


def representatives(item, rules, numbers):
    """One value of every stretch that no condition tells apart."""
    if item.words:
        return range(len(item.words))
    ends = {item.least}
    for rule in rules:
        for leaf in rule.when.leaves():
            if leaf.subject == item.name:
                for bound, plus in ((leaf.low, 0), (leaf.high, 1)):
                    if bound is not None:
                        ends.add(bound.value(numbers) + plus)
    return sorted(end for end in ends if item.least <= end <= item.most)


def nearest_to(change):
    """The value among the wanted ones that is nearest to what it is now, or to its better end."""
    ends = [end for low, high in change.wanted for end in (low, high)]
    if change.now is None:
        return min(ends) if change.item.worse_is_higher else max(ends)
    return min(ends, key=lambda end: (abs(end - change.now), end))


def turning_days(guidance, first, before):
    """The first of these days, and those at which a condition on time begins or ends to hold."""
    found, numbers = {first}, guidance.memory.ruleset.numbers
    for rule in guidance.memory.ruleset.rules:
        for leaf in rule.when.leaves():
            if leaf.subject == DAY.name:
                for bound, plus in ((leaf.low, 0), (leaf.high, 1)):
                    found |= {bound.value(numbers) + plus} if bound is not None else set()
    return sorted(day for day in found if first <= day < before)


def is_open(guidance, activity, facts):
    ruleset = guidance.memory.ruleset
    memory = WorkingMemory(ruleset, facts, reference.infer(ruleset, facts))
    return the(decided(memory).verdict(activity)).is_open


def changeable(guidance):
    """What can be otherwise: not a fact that has no better side, once it is known."""
    items = guidance.protocol.vocabulary.items
    facts = guidance.memory.facts
    return [n for n in items if facts[n] is None or items[n].worse_is_higher is not None]


def smallest_change(guidance, activity, day, below):
    """How few changed items open it on that day, by trying them all; None where not fewer than `below`."""
    items, ruleset = guidance.protocol.vocabulary.items, guidance.memory.ruleset
    values = {
        n: representatives(items[n], ruleset.rules, ruleset.numbers) for n in changeable(guidance)
    }
    facts = {**guidance.memory.facts, DAY.name: day}
    for size in range(below):
        for names in itertools.combinations(sorted(values), size):
            for chosen in itertools.product(*(values[name] for name in names)):
                if is_open(guidance, activity, {**facts, **dict(zip(names, chosen, strict=True))}):
                    return size
    return None


@given(asked(), st.randoms(use_true_random=False))
def test_the_day_is_the_first_and_the_set_is_enough_and_the_smallest(guidance, chance):
    now, count = guidance.case.day, len(guidance.protocol.vocabulary.items)
    for verdict in guidance.activities:
        if verdict.verdict not in (Verdict.NOT_YET, Verdict.UNKNOWN):
            continue
        found = reach(guidance, verdict.activity)
        before = LAST_TURN + 12 if found.day is None else found.day
        for day in turning_days(guidance, now, before):
            assert smallest_change(guidance, verdict.activity, day, count + 1) is None
        if found.day is None:
            continue
        for changes in found.sets:
            facts = {**guidance.memory.facts, DAY.name: found.day}
            for change in changes:
                low, high = chance.choice(change.wanted)
                facts[change.item.name] = chance.randint(low, high)
            assert is_open(guidance, verdict.activity, facts), "the set is not enough"
            nearest = {change.item.name: nearest_to(change) for change in changes}
            assert is_open(guidance, verdict.activity, {**facts, **nearest})
        smallest = len(found.sets[0])
        assert {len(changes) for changes in found.sets} == {smallest}
        assert smallest_change(guidance, verdict.activity, found.day, smallest) is None


@given(asked())
def test_the_week_that_time_opens_is_the_first_at_which_allowed_says_so(guidance):
    for verdict in guidance.activities:
        if verdict.verdict != Verdict.NOT_YET:
            continue
        weeks = range(guidance.case.week + 1, LAST_TURN // 7 + 2)
        open_at = (
            week for week in weeks if said_at(guidance, verdict.activity, week) != Verdict.NOT_YET
        )
        assert verdict.opens == next(open_at, None)


def said_at(guidance, activity, week):
    later = evolve(guidance.case, day=week * 7)
    return evaluate(guidance.protocol, later, "reference").verdict(activity).verdict


PROTOCOL = open_protocol()
ITEMS = PROTOCOL.vocabulary.items


def patient(seed):
    """A patient with a diary: values that wander, sessions of run-walk, flares now and then."""
    chance = random.Random(seed)
    day = chance.randint(7, 130)
    told = []
    for name, item in ITEMS.items():
        if name in PROTOCOL.trends or chance.random() < 0.4:
            continue
        if item.if_not_stated is not None:
            if name == "flare":
                days = chance.sample(range(max(1, day - 30), day + 1), chance.randint(0, 2))
                told += [Observation(name, 1, d) for d in days]
            continue
        first = max(0, day - 40)
        for d in sorted({chance.randint(first, day) for _ in range(chance.randint(1, 3))}):
            good = item.uncomplicated is not None and chance.random() < 0.7
            value = item.uncomplicated if good else chance.randint(item.least, min(item.most, 60))
            told.append(Observation(name, value, d))
    sessions = None
    if chance.random() < 0.7:
        sessions = tuple(session(chance, day) for _ in range(chance.randint(0, 5)))
    return Case(day, tuple(told), sessions=sessions)


def session(chance, day):
    on = chance.randint(max(0, day - 20), day)
    felt = (
        Observation("back pain", chance.randint(0, 7), on),
        Observation("leg pain", chance.choice([0, 0, 0, 3]), on),
    )
    return Session("run-walk", on, chance.randint(1, 6), chance.randint(1, 5) * 1000, felt=felt)


def told_again(guidance, day):
    """The case on a later day, if each measured value was told again every day and nothing else."""
    case, facts = guidance.case, guidance.memory.facts
    told = {o.item for o in case.observations}
    repeated = [
        Observation(name, facts[name], d)
        for name in told
        if ITEMS[name].if_not_stated is None and facts[name] is not None
        for d in range(case.day + 1, day + 1)
    ]
    return evolve(case, day=day, observations=(*case.observations, *repeated))


@given(st.integers(0, 10**6), st.integers(1, 40))
def test_what_is_foreseen_is_what_is_said_when_the_day_has_come(seed, days):
    """Over diaries with sessions and flares, on the shipped protocol."""
    case = patient(seed)
    guidance = evaluate(PROTOCOL, case, "reference")
    assume(not guidance.safety_first and not guidance.refused)

    (foreseen,) = moments_ahead(guidance, [case.day + days])
    said = moment_of(evaluate(PROTOCOL, told_again(guidance, case.day + days), "reference"))
    assert foreseen.verdicts == said.verdicts
    assert foreseen.limits == said.limits


@settings(max_examples=max(2, settings().max_examples // 2))  # each asks for every activity
@given(st.integers(0, 10**6))
@example(3)  # a loss of strength that the test of today shows
@example(1017)  # a run today, and pain that would make its next morning a bad one
def test_the_changes_of_a_diary_are_enough_on_the_shipped_protocol(seed):
    case = patient(seed)
    guidance = evaluate(PROTOCOL, case, "reference")
    assume(not guidance.safety_first and not guidance.refused)

    @cache  # what opens one activity on a day often opens others
    def said(day, told):
        later, names = told_again(guidance, day), {o.item for o in told}
        kept = [o for o in later.observations if o.item not in names or o.day < day]
        return evaluate(PROTOCOL, evolve(later, observations=(*kept, *told)), "reference")

    for verdict in guidance.activities:
        if verdict.verdict in OPEN:
            continue
        found = reach(guidance, verdict.activity)
        for changes in found.sets:
            told = tuple(
                Observation(c.item.name, nearest_to(c), found.day, by="the surgeon")
                for c in changes
            )
            then = said(found.day, told).verdict(verdict.activity)
            assert then.verdict in OPEN, (verdict.activity, changes)
