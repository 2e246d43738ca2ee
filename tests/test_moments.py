"""What changes between two days has a dated cause, and without a cause nothing changes."""

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from recovery_guidance.course.moments import moment_of, shifts
from recovery_guidance.deciding.decision import Verdict, decided
from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.model.conditions import Condition
from recovery_guidance.model.items import DAY
from tests.generate import EVERYTHING, cases, protocols
from tests.test_reach import PROTOCOL, patient


@st.composite
def two_days(draw):
    """One case, asked about on two days one after the other, over any protocol or the shipped one."""
    if draw(st.booleans()):
        return PROTOCOL, patient(draw(st.integers(0, 10**6)))
    protocol = draw(protocols(EVERYTHING))
    case = draw(cases(protocol, dated=True, ordered=True, passing=draw(st.booleans())))
    told = (evolve(o, day=case.day if o.day is None else o.day) for o in case.observations)
    return protocol, evolve(case, observations=tuple(told))


def moment(protocol, case, day):
    return moment_of(evaluate(protocol, evolve(case, day=day), "reference"))


@given(two_days())
def test_every_change_from_one_day_to_the_next_has_a_cause_of_that_day(asked):
    protocol, case = asked
    before, after = (moment(protocol, case, case.day + more) for more in (0, 1))

    for shift in shifts(before, after):
        assert shift.causes, f"{shift.kind} {shift.name}: {shift.was} → {shift.now}"
        for cause in shift.causes:
            assert cause.day in (case.day + 1, None), cause
            assert (cause.day is None) == (cause.how in ("stance", "order")), cause


def going_by(moment):
    """What an order that begins or ends changes."""
    ruleset = moment.memory.ruleset
    return moment.stance, [rule.id for rule in ruleset.rules], dict(ruleset.numbers)


@given(two_days())
def test_where_no_fact_differs_and_no_day_turns_no_answer_differs(asked):
    protocol, case = asked
    before, after = (moment(protocol, case, case.day + more) for more in (0, 1))
    same = all(
        before.memory.facts[name] == fact
        for name, fact in after.memory.facts.items()
        if name != DAY.name
    )
    turns = any(
        before.memory.holds(leaf) is not after.memory.holds(leaf)
        for rule in after.memory.ruleset.rules
        for leaf in rule.when.leaves()
        if isinstance(leaf, Condition) and leaf.subject == DAY.name
    )

    if same and not turns and going_by(before) == going_by(after):
        assert shifts(before, after) == ()
        assert before.verdicts == after.verdicts
        assert before.limits == after.limits


def asked_about(rules, memory):
    """What the conditions of these rules look at, and those of the findings behind them."""
    found, waiting = set(), list(rules)
    while waiting:
        rule = waiting.pop()
        for leaf in rule.when.leaves():
            if leaf.subject not in found:
                found.add(leaf.subject)
                waiting += memory.ruleset.about.get(leaf.subject, ())
    return found


@given(two_days())
def test_the_first_cause_of_a_closing_is_one_of_what_keeps_it_closed(asked):
    protocol, case = asked
    before, after = (moment(protocol, case, case.day + more) for more in (0, 1))

    for shift in shifts(before, after):
        if shift.kind == "activity" and shift.was and shift.now == Verdict.NOT_YET:
            reasons = decided(after.memory).reasons(shift.name)
            by_id = after.memory.ruleset.graph.by_id
            deciding = [by_id[rule] for rule, given in reasons.items() if given]
            first = shift.causes[0]
            about = asked_about(deciding, after.memory) | {rule.subject for rule in deciding}
            assert first.subject in about or first.how in ("order", "stance"), shift
