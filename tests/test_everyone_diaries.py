"""What our protocol says of everyone is the engines' answer to diaries, sessions and a surgeon's orders."""

from __future__ import annotations

from functools import cache

from compare import ENGINES
from generate import orders, values_of
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import Anybody

from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.everyone.practice import Practice
from recovery_guidance.library import open_protocol
from recovery_guidance.model.case import Case, Observation, Session
from recovery_guidance.model.protocol import STANCES

PROTOCOL = open_protocol()
ITEMS = PROTOCOL.vocabulary.items
WORKED_OUT = sorted(
    {t.subject for t in PROTOCOL.trends.values()} & {*ITEMS} | {"back pain", "leg pain"}
)
MANY = 2 * settings().max_examples


@cache
def bare() -> Anybody:
    return Anybody(PROTOCOL)


@st.composite
def diaries(draw: st.DrawFn) -> Case:
    """A few weeks of dated statements and run-walks, and anything else stated today."""
    day = draw(st.integers(20, 400))
    told = {}
    for name in draw(st.lists(st.sampled_from(WORKED_OUT), min_size=3, max_size=30)):
        told[name, day - draw(st.integers(0, 20))] = draw(values_of(ITEMS[name]))
    today = [Observation(n, i.uncomplicated, None) for n, i in ITEMS.items() if draw(st.booleans())]
    stated = [Observation(name, value, on) for (name, on), value in told.items()]
    dated_today = {o.item for o in stated if o.day == day}
    stated += [o for o in today if o.item not in dated_today]
    run = st.builds(
        Session,
        st.just("run-walk"),
        st.integers(day - 16, day),
        st.none() | st.integers(1, 6),
        st.none() | st.integers(500, 9000),
    )
    sessions = draw(st.none() | st.lists(run, max_size=6, unique_by=lambda s: s.day).map(tuple))
    given = draw(st.lists(orders(PROTOCOL), max_size=2, unique_by=lambda o: (o.kind, o.subject)))
    stance = draw(st.sampled_from(["", *STANCES]))
    return Case(day, tuple(stated), stance, tuple(given), draw(st.booleans()), sessions=sessions)


@settings(max_examples=MANY)
@given(case=diaries())
def test_everyone_is_told_what_the_engines_make_of_a_diary(case: Case) -> None:
    practice = Practice.of_case(PROTOCOL, case)
    everyone = Anybody(PROTOCOL, practice) if case.orders else bare()

    for engine in ENGINES:
        assert everyone.differing(evaluate(PROTOCOL, case, engine)) == []


@settings(max_examples=MANY)
@given(case=diaries())
def test_what_a_diary_comes_to_is_a_value_that_the_proof_looks_at(case: Case) -> None:
    """Every fact lies within its item's range, so that no patient is outside of what was proven."""
    facts = evaluate(PROTOCOL, case, "reference").memory.facts

    for name, item in ITEMS.items():
        assert facts[name] is None or item.least <= facts[name] <= item.most, name
