"""What holds for every protocol that could be written and every patient who could ask."""

from __future__ import annotations

from attrs import evolve
from compare import PERMITTED, THOROUGH, agreed, needs_durable, opened, same_but_for_the_engine
from generate import (
    EVERYTHING,
    LAST_TURN,
    PLAIN,
    SPEAKING,
    cases,
    protocols,
    restrictions,
    values_of,
    with_rules,
    without_rules,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recovery_guidance.deciding.decision import Verdict
from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.deciding.guidance import Guidance
from recovery_guidance.model.case import Case, Observation
from recovery_guidance.model.conditions import Bound, Group, Member
from recovery_guidance.model.protocol import Protocol
from recovery_guidance.model.rules import Rule
from recovery_guidance.reading.chain import chain

MANY = min((16 if THOROUGH else 4) * settings().max_examples, 2000)
"""About a thousand where CI is set, two thousand in the profile `bars`."""


def restated(case: Case, observations: dict[str, int | None]) -> Case:
    """The case with these items stated anew."""
    kept = tuple(o for o in case.observations if o.item not in observations)
    told = tuple(Observation(item, value) for item, value in observations.items())
    return evolve(case, observations=kept + told)


def every_activity(protocol: Protocol) -> list[str]:
    return [name for name, activity in protocol.activities.items() if not activity.is_group]


def is_silent(guidance: Guidance) -> bool:
    return not (guidance.activities or guidance.limits or guidance.milestones or guidance.advice
                or guidance.phase)  # fmt: skip


@needs_durable
@settings(max_examples=MANY)
@given(st.data())
def test_engines_agree(data: st.DataObject) -> None:
    """durable-rules and the reference find the same rules to apply, and so the same answer."""
    protocol = data.draw(protocols())
    case = data.draw(cases(protocol, dated=True, ordered=True, uncomplicated=True))
    agreed(protocol, case)


@given(st.data())
def test_restriction_trumps_permission(data: st.DataObject) -> None:
    """A `not yet` that holds closes its activity and every member of its group, whatever allows it."""
    protocol = data.draw(protocols(SPEAKING))
    closed = data.draw(st.sampled_from(sorted(protocol.activities)))
    rules = [Rule(f"added/{kind}", kind, closed) for kind in ("allowed", "not yet")]
    guidance = evaluate(with_rules(protocol, *rules), data.draw(cases(protocol)))
    for name in every_activity(protocol):
        if closed in protocol.members[name]:
            verdict = guidance.verdict(name)
            assert verdict is not None
            assert verdict.verdict == Verdict.NOT_YET
            assert "added/not yet" in verdict.because


@given(st.data())
def test_nothing_said_is_not_yet(data: st.DataObject) -> None:
    """An activity that no rule allows is not yet."""
    protocol = data.draw(protocols(SPEAKING))
    name = data.draw(st.sampled_from(every_activity(protocol)))
    guidance = evaluate(without_rules(protocol, "allowed", name), data.draw(cases(protocol)))
    verdict = guidance.verdict(name)
    assert verdict is not None
    assert verdict.verdict == Verdict.NOT_YET


@given(st.data())
def test_order_and_duplicates_do_not_matter(data: st.DataObject) -> None:
    """Rules, conditions and statements in another order, some of them twice, give the same answer."""
    protocol = data.draw(protocols())
    case = data.draw(cases(protocol, dated=True))
    rules = [evolve(rule, when=stirred(rule.when, data)) for rule in protocol.rules]
    other = evolve(protocol, rules=tuple(chain(data.draw(st.permutations(rules)), [])))
    again = [o for o in case.observations if data.draw(st.booleans())]
    told = data.draw(st.permutations([*case.observations, *again]))
    answer = evaluate(other, evolve(case, observations=tuple(told)))
    assert same_but_for_the_engine(answer) == same_but_for_the_engine(evaluate(protocol, case))


def stirred(group: Group, data: st.DataObject) -> Group:
    """The group with its conditions in another order, some of them twice."""
    members: list[Member] = [
        stirred(member, data) if isinstance(member, Group) else member for member in group.members
    ]
    twice = [member for member in members if data.draw(st.integers(0, 3)) == 0]
    return Group(group.every, tuple(data.draw(st.permutations(members + twice))))


@given(st.data())
def test_adding_a_restriction_never_permits(data: st.DataObject) -> None:
    """One more rule that restricts, limits, refuses or sends to someone opens nothing."""
    protocol = data.draw(protocols())
    case = data.draw(cases(protocol, dated=True, ordered=True))
    before = evaluate(protocol, case)
    after = evaluate(with_rules(protocol, data.draw(restrictions(protocol))), case)
    assert not list(opened(before, after))
    assert {e.rule for e in before.escalations} <= {e.rule for e in after.escalations}


@given(st.data())
def test_unknown_never_opens_a_gate(data: st.DataObject) -> None:
    """What was stated and is now unknown permits nothing more, raises no limit and closes no warning."""
    protocol = data.draw(protocols(evolve(EVERYTHING, imposed_stances=False)))
    case = data.draw(cases(protocol))
    told = [o.item for o in case.observations if o.value is not None]
    assume(told)
    forgotten = data.draw(st.lists(st.sampled_from(told), min_size=1, unique=True))
    before = evaluate(protocol, case)
    after = evaluate(protocol, restated(case, dict.fromkeys(forgotten)))
    warned = {e.rule for e in (*after.escalations, *after.asked_first)}
    assert {e.rule for e in before.escalations} <= warned
    assert {r.rule for r in before.refused} <= {r.rule for r in after.refused}
    if (
        not before.safety_first
    ):  # where it was certain it silenced everything; now it is asked first
        assert not list(opened(before, after, PERMITTED))


@given(st.data())
def test_opens_is_the_first_open_week(data: st.DataObject) -> None:
    """`opens` is the week that is found by asking again in every later week; none where none is found."""
    protocol = data.draw(protocols(SPEAKING))
    case = data.draw(cases(protocol, ordered=True))
    weeks = range(case.week + 1, (LAST_TURN + 28) // 7)
    later = {week: evaluate(protocol, evolve(case, day=week * 7), "reference") for week in weeks}
    for now in evaluate(protocol, case).activities:
        open_weeks = [
            w for w, then in later.items() if then.verdict(now.activity).verdict != Verdict.NOT_YET
        ]
        first = min(open_weeks, default=None)
        assert now.opens == (first if now.verdict == Verdict.NOT_YET else None)


@given(st.data())
def test_needs_settle(data: st.DataObject) -> None:
    """Stating everything that a verdict needs, with whatever value, leaves it unknown no more.

    A verdict of `with care` needs nothing after that; one that was unknown may still turn out so.
    """
    protocol = data.draw(protocols(PLAIN))
    case = data.draw(cases(protocol))
    before = evaluate(protocol, case)
    for activity in before.activities:
        assert bool(activity.needs) or activity.verdict != Verdict.UNKNOWN
        assert all(before.memory.facts[item] is None for item in activity.needs)
        after = evaluate(protocol, restated(case, answers(data, protocol, activity.needs)))
        settled = after.verdict(activity.activity)
        assert settled is not None
        assert settled.verdict != Verdict.UNKNOWN
        assert settled.needs == () or activity.verdict == Verdict.UNKNOWN


@given(st.data())
def test_what_is_not_needed_settles_nothing(data: st.DataObject) -> None:
    """Stating every unknown item but those that an answer needs leaves it unknown, for the same needs."""
    protocol = data.draw(protocols(PLAIN))
    case = data.draw(cases(protocol))
    before = evaluate(protocol, case)
    unknown = [item for item, value in before.memory.facts.items() if value is None]
    for activity in before.activities:
        if activity.verdict == Verdict.UNKNOWN:
            others = [item for item in unknown if item not in activity.needs]
            after = evaluate(protocol, restated(case, answers(data, protocol, others)))
            assert after.verdict(activity.activity) == activity


@given(st.data())
def test_needs_settle_limits(data: st.DataObject) -> None:
    """Once its needs are stated a limit is settled, between what it was and what it could be."""
    protocol = data.draw(protocols(PLAIN))
    case = data.draw(cases(protocol))
    for limit in evaluate(protocol, case).limits:
        after = evaluate(protocol, restated(case, answers(data, protocol, limit.needs)))
        settled = after.limit(limit.quantity)
        if settled is None:
            assert limit.needs
            assert limit.could_be is None
        else:
            assert settled.needs == ()
            assert limit.at_most <= settled.at_most
            assert not limit.needs or limit.could_be is None or settled.at_most <= limit.could_be


def answers(
    data: st.DataObject, protocol: Protocol, items: list[str] | tuple[str, ...]
) -> dict[str, int | None]:
    """Some value for each of these items."""
    known = protocol.vocabulary.items
    return {item: data.draw(values_of(known[item])) for item in items}


@given(st.data())
def test_smallest_limit_wins(data: st.DataObject) -> None:
    """The smallest amount of the limits that hold or may hold decides; larger ones are shown as beaten."""
    protocol = data.draw(protocols(SPEAKING))
    assume(protocol.quantities)
    quantity = data.draw(st.sampled_from(sorted(protocol.quantities)))
    case = data.draw(cases(protocol, ordered=True))
    added = Rule("added/limit", "limit", quantity, amount=Bound(data.draw(st.integers(0, 60))))
    guidance = evaluate(with_rules(protocol, added), case)
    memory = guidance.memory
    amounts = {
        rule.id: rule.amount.value(memory.ruleset.numbers)
        for rule in memory.ruleset.rules
        if rule.kind == "limit" and rule.subject == quantity and memory.truth(rule) is not False
    }
    capped = {rule: amount for rule, amount in amounts.items() if amount is not None}
    limit = guidance.limit(quantity)
    assert limit is not None
    assert limit.at_most == min(capped.values())
    assert {capped[rule] for rule in limit.because} == {limit.at_most}
    assert set(limit.beaten) == {rule for rule, amount in capped.items() if amount > limit.at_most}


@given(st.data())
def test_emergency_silences_everything(data: st.DataObject) -> None:
    """In an emergency nothing is allowed or limited, and every other escalation is still given."""
    protocol = data.draw(protocols())
    case = data.draw(cases(protocol, dated=True, ordered=True))
    emergency = Rule("added/emergency", "escalation", "added", "emergency")
    before = evaluate(protocol, case)
    guidance = evaluate(with_rules(protocol, emergency), case)
    assert is_silent(guidance)
    assert guidance.is_emergency
    assert guidance.escalations[0].urgency == "emergency"
    others = tuple(e for e in guidance.escalations if e.rule != emergency.id)
    assert others == before.escalations
    assert guidance.asked_first == before.asked_first


@given(st.data())
def test_refused_is_silent(data: st.DataObject) -> None:
    """Where the scope refuses nothing is allowed or limited, and red flags are still given."""
    protocol = data.draw(protocols())
    case = data.draw(cases(protocol, dated=True, ordered=True))
    refusal = Rule("added/refusal", "scope", "added", "refuse", because="not for this operation")
    before = evaluate(protocol, case)
    guidance = evaluate(with_rules(protocol, refusal), case)
    assert is_silent(guidance)
    assert refusal.id in {refused.rule for refused in guidance.refused}
    assert guidance.escalations == before.escalations
    assert guidance.asked_first == before.asked_first
