"""What is foreseen goes by the orders and the stance that count on the day that is spoken of."""

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from recovery_guidance.course.moments import moment_of, moments_ahead
from recovery_guidance.course.reach import reach
from recovery_guidance.deciding.decision import Verdict
from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.deciding.later import later_days
from recovery_guidance.model.case import Observation
from tests.generate import EVERYTHING, LAST_TURN, SPEAKING, cases, protocols
from tests.test_reach import nearest_to

OPEN = (Verdict.ALLOWED, Verdict.WITH_CARE)
IMPOSING = evolve(SPEAKING, imposed_stances=True)
LAST_DAY = LAST_TURN + 60
"""No order and no condition turns later than this, counted from the last day that is asked about."""


@st.composite
def asked(draw, parts):
    """A case with orders that begin and end around the day, and facts that stay as they are."""
    protocol = draw(protocols(parts))
    case = draw(cases(protocol, ordered=True, passing=True))
    return evaluate(protocol, case, "reference")


def said_on(guidance, day):
    return evaluate(guidance.protocol, evolve(guidance.case, day=day), "reference")


def answers(moment):
    return (
        *(moment.stance, moment.silent, moment.phase, moment.escalations),
        *(dict(moment.verdicts), dict(moment.limits)),
    )


@given(asked(EVERYTHING), st.integers(1, 60))
def test_what_is_foreseen_is_what_is_said_on_that_day(guidance, more):
    for day in (guidance.case.day + more, *later_days(guidance.memory)):
        (foreseen,) = moments_ahead(guidance, [day])
        assert answers(foreseen) == answers(moment_of(said_on(guidance, day))), day


@given(asked(EVERYTHING), st.integers(1, 60))
def test_between_the_days_that_are_looked_at_nothing_changes(guidance, more):
    day = guidance.case.day + more
    turns = [guidance.case.day, *later_days(guidance.memory)]
    before = max(turn for turn in turns if turn <= day)
    assert answers(moment_of(said_on(guidance, day))) == answers(
        moment_of(said_on(guidance, before))
    )


@given(asked(IMPOSING))
def test_the_week_that_time_opens_is_the_first_at_which_the_answer_is_another(guidance):
    now = guidance.case.week
    later = [said_on(guidance, week * 7) for week in range(now + 1, now + LAST_DAY // 7)]
    for verdict in guidance.activities:
        if verdict.verdict == Verdict.NOT_YET:
            said = ((g.case.week, g.verdict(verdict.activity).verdict) for g in later)
            assert verdict.opens == next((week for week, v in said if v != Verdict.NOT_YET), None)


@given(asked(IMPOSING))
def test_the_day_that_time_opens_is_the_first_at_which_the_answer_is_another(guidance):
    now = guidance.case.day
    later = [said_on(guidance, day) for day in range(now + 1, now + LAST_DAY)]
    for verdict in guidance.activities:
        if verdict.verdict == Verdict.NOT_YET:
            said = ((g.case.day, g.verdict(verdict.activity).verdict) for g in later)
            assert verdict.opens_on_day == next(
                (day for day, v in said if v != Verdict.NOT_YET), None
            )


@given(asked(IMPOSING))
def test_what_is_said_to_open_is_open_on_that_day(guidance):
    for verdict in guidance.activities:
        if verdict.verdict in OPEN:
            continue
        found = reach(guidance, verdict.activity)
        for day in range(guidance.case.day, guidance.case.day + 60):
            if said_on(guidance, day).verdict(verdict.activity).verdict in OPEN:
                assert found.day is not None, "it opens by itself"
                assert found.day <= day, "it opens before that by itself"
                break
        for changes in found.sets:
            told = [Observation(c.item.name, nearest_to(c), found.day) for c in changes]
            then = evolve(guidance.case, day=found.day).stating(told)
            said = evaluate(guidance.protocol, then, "reference").verdict(verdict.activity)
            assert said.verdict in OPEN, (verdict.activity, changes)
