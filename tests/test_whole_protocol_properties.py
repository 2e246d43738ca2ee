"""What holds for every patient who could ask the protocols that are shipped. Statements carry no date."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from compare import PERMITTED, THOROUGH, agreed, needs_durable, opened, urgency, worse_values
from generate import values_of
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.deciding.guidance import Guidance
from recovery_guidance.library import open_protocol, shipped
from recovery_guidance.model.case import Case, Observation
from recovery_guidance.model.conditions import Claim, Condition
from recovery_guidance.model.protocol import STANCES, Protocol

NAMES = sorted(path.parent.name for path in shipped("rules").glob("*/protocol.yaml"))
MANY = (5 if THOROUGH else 2) * settings().max_examples
"""Three hundred where CI is set: that is where rare pairs of statements are met. Sixty meet every kind of item
and of rule, and find what is wrong with the engine; what is wrong with one rule the proofs find."""

Facts = dict[str, int | None]
every_protocol = pytest.mark.parametrize("protocol_name", NAMES)
"""By its name: of a whole protocol as an argument Hypothesis would write half a megabyte, and warn of
that, which fails its last run in place of the example that it found."""
opened_protocol = cache(open_protocol)


def guidance_for(protocol: Protocol, facts: Facts, day: int, stance: str = "typical") -> Guidance:
    told = tuple(Observation(item, value) for item, value in facts.items())
    return evaluate(protocol, Case(day, told, stance))


def days(protocol: Protocol) -> st.SearchStrategy[int]:
    """Any day of the first year and a half; the days around every change of a number are tried most."""
    numbers = {n for stance in STANCES for n in protocol.numbers(stance).values() if n is not None}
    turns = sorted({n + step for n in numbers for step in (-1, 0) if 0 <= n + step <= 540})
    return st.sampled_from(turns) | st.integers(0, 540)


@st.composite
def statements(draw: st.DrawFn, protocol: Protocol) -> Facts:
    """A patient: nothing stated, everything well or everything at random, and then a few things changed."""
    items = protocol.vocabulary.items
    base = draw(st.sampled_from(["silent", "well", "well", "random"]))
    facts: Facts = {}
    if base == "well":
        facts = {name: well(protocol, name) for name in items}
    elif base == "random":
        facts = {name: draw(st.none() | values_of(item)) for name, item in items.items()}
    for name in draw(st.lists(st.sampled_from(sorted(items)), max_size=6, unique=True)):
        facts[name] = draw(st.none() | values_of(items[name]))
    return facts


def well(protocol: Protocol, name: str) -> int | None:
    item = protocol.vocabulary.items[name]
    return item.uncomplicated if item.uncomplicated is not None else item.if_not_stated


@needs_durable
@every_protocol
@settings(max_examples=MANY)
@given(data=st.data())
def test_engines_agree(protocol_name: str, data: st.DataObject) -> None:
    """durable-rules and the reference give the same answer to every patient."""
    protocol = opened_protocol(protocol_name)
    facts = data.draw(statements(protocol))
    told = tuple(Observation(item, value) for item, value in facts.items())
    stance, filled = data.draw(st.sampled_from(STANCES)), data.draw(st.booleans())
    agreed(protocol, Case(data.draw(days(protocol)), told, stance, uncomplicated=filled))


@every_protocol
@settings(max_examples=MANY)
@given(data=st.data())
def test_worse_never_opens(protocol_name: str, data: st.DataObject) -> None:
    """An item that is worse opens nothing, raises no limit and makes nothing less urgent."""
    protocol = opened_protocol(protocol_name)
    facts, day = data.draw(statements(protocol)), data.draw(days(protocol))
    known = {name: value for name, value in facts.items() if value is not None}
    worse = {
        name: found
        for name, value in known.items()
        if (found := worse_values(protocol.vocabulary.items[name], value))
    }
    assume(worse)
    name = data.draw(st.sampled_from(sorted(worse)))
    value = data.draw(st.sampled_from(worse[name]))
    stance = data.draw(st.sampled_from(STANCES))
    before = guidance_for(protocol, facts, day, stance)
    after = guidance_for(protocol, {**facts, name: value}, day, stance)
    item = protocol.vocabulary.items[name]
    change = f"{name} {item.show(known[name])} → {item.show(value)}"
    assert not list(opened(before, after)), change
    assert urgency(after) <= urgency(before), change


@every_protocol
@settings(max_examples=MANY)
@given(data=st.data())
def test_removing_a_statement_never_opens(protocol_name: str, data: st.DataObject) -> None:
    """What is not known any more permits nothing and raises no limit; what it warned of is asked first."""
    protocol = opened_protocol(protocol_name)
    facts, day = data.draw(statements(protocol)), data.draw(days(protocol))
    told = sorted(name for name, value in facts.items() if value is not None)
    assume(told)
    name = data.draw(st.sampled_from(told))
    without: Facts = {**facts, name: None}
    if protocol.vocabulary.items[name].if_not_stated is None and data.draw(st.booleans()):
        del without[name]
    stance = data.draw(st.sampled_from(STANCES))
    before = guidance_for(protocol, facts, day, stance)
    after = guidance_for(protocol, without, day, stance)
    warned = {e.rule for e in (*after.escalations, *after.asked_first)}
    assert {e.rule for e in before.escalations} <= warned, name
    assert {r.rule for r in before.refused} <= {r.rule for r in after.refused}, name
    if not before.safety_first:
        assert not list(opened(before, after, PERMITTED)), name


@every_protocol
@settings(max_examples=MANY)
@given(data=st.data())
def test_adding_a_red_flag_never_lowers_urgency(protocol_name: str, data: st.DataObject) -> None:
    """One more sign that an escalation looks for keeps or raises the urgency, and takes none away."""
    protocol = opened_protocol(protocol_name)
    facts, day = data.draw(statements(protocol)), data.draw(days(protocol))
    flag, value = data.draw(st.sampled_from(red_flags(protocol)))
    before = guidance_for(protocol, facts, day)
    after = guidance_for(protocol, {**facts, flag: value}, day)
    assert urgency(after) <= urgency(before), flag
    assert {e.rule for e in before.escalations} <= {e.rule for e in after.escalations}, flag


def red_flags(protocol: Protocol) -> list[tuple[str, int]]:
    """Signs that an escalation looks for, directly or through findings, at their worst."""
    items = protocol.vocabulary.items
    return sorted(
        (name, item.most if item.worse_is_higher else item.least)
        for name, item in items.items()
        if item.kind == "yes or no" and item.worse_is_higher is not None
        and name in set(looked_at(protocol, "escalation"))
    )  # fmt: skip


def looked_at(protocol: Protocol, kind: str) -> Iterator[str]:
    waiting = [rule for rule in protocol.rules if rule.kind == kind]
    seen = set()
    while waiting:
        for leaf in waiting.pop().when.leaves():
            if isinstance(leaf, Condition):
                yield leaf.subject
            elif isinstance(leaf, Claim) and leaf.subject not in seen:
                seen.add(leaf.subject)
                waiting += [rule for rule in protocol.rules if rule.subject == leaf.subject]


@every_protocol
@settings(max_examples=MANY)
@given(data=st.data())
def test_stricter_stance_never_allows_more(protocol_name: str, data: st.DataObject) -> None:
    """The restrictive stance allows at most what the typical one does, and that at most the liberal one."""
    protocol = opened_protocol(protocol_name)
    facts, day = data.draw(statements(protocol)), data.draw(days(protocol))
    strict, typical, liberal = (guidance_for(protocol, facts, day, stance) for stance in STANCES)
    assert not list(opened(typical, strict))
    assert not list(opened(liberal, typical))


@every_protocol
@settings(max_examples=MANY)
@given(data=st.data())
def test_more_weeks_never_close(protocol_name: str, data: st.DataObject) -> None:
    """If nothing but time changes, nothing that was open closes and no limit falls."""
    protocol = opened_protocol(protocol_name)
    facts, day = data.draw(statements(protocol)), data.draw(days(protocol))
    later = day + data.draw(st.integers(1, 200))
    stance = data.draw(st.sampled_from(STANCES))
    now, then = (guidance_for(protocol, facts, d, stance) for d in (day, later))
    assert not list(opened(then, now)), f"day {day} → {later}"


@every_protocol
@settings(max_examples=max(1, MANY // 2))
@given(data=st.data())
def test_opens_is_true(protocol_name: str, data: st.DataObject) -> None:
    """Asked again in the week that `opens` names, the activity is not `not yet`; the week before, it is."""
    protocol = opened_protocol(protocol_name)
    facts, day = data.draw(statements(protocol)), data.draw(days(protocol))
    now = guidance_for(protocol, facts, day)
    for verdict in now.activities:
        if verdict.opens is None:
            continue
        assert verdict.verdict == "not yet"
        assert verdict.opens > now.case.week
        for week, is_open in ((verdict.opens, True), (verdict.opens - 1, False)):
            if week > now.case.week:
                later = evaluate(protocol, waited(protocol, facts, day, week * 7))
                then = later.verdict(verdict.activity)
                assert then is not None
                assert (then.verdict != "not yet") is is_open


def waited(protocol: Protocol, facts: Facts, told: int, day: int) -> Case:
    """The same patient on a later day, where nothing but time changed since the day they told.

    What conditions look back at is told with its day: a sign once, a measure again every day.
    """
    trends = protocol.trends.values()
    seen = {t.subject for t in trends} | {t.test.subject for t in trends if t.test is not None}
    again: list[Observation] = []
    for name, value in facts.items():
        once = protocol.vocabulary.items[name].if_not_stated is not None
        for on in [None] if name not in seen else [told] if once else range(told, day + 1):
            again.append(Observation(name, value, day=on))
    return Case(day, tuple(again), "typical")
