"""What holds for every patient who keeps a diary: statements with and without dates, sessions, orders."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from attrs import evolve
from click.testing import CliRunner
from compare import (
    PERMITTED,
    THOROUGH,
    agreed,
    needs_durable,
    opened,
    openness,
    same_but_for_the_engine,
    urgency,
    worse_values,
)
from generate import LOOKING, cases, orders, protocols
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_whole_protocol_properties import (
    NAMES,
    days,
    every_protocol,
    opened_protocol,
    statements,
    values_of,
    well,
)

from recovery_guidance.cases.casefile import read_case
from recovery_guidance.cases.diary import statement
from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.deciding.guidance import Guidance
from recovery_guidance.model.case import Case, Observation, Session
from recovery_guidance.model.items import Item
from recovery_guidance.model.protocol import STANCES, Protocol
from recovery_guidance.scenarios.story import STEPS, Story
from recovery_guidance.telling.answer_json import as_json
from recovery_guidance.verbs.command import main

MANY = (2 if THOROUGH else 1) * settings().max_examples
"""A hundred and twenty where CI is set: a diary takes longer to make up than a list of statements."""
SURGERY = date(2020, 1, 1)


@st.composite
def diaries(draw: st.DrawFn, protocol: Protocol) -> Case:
    """A patient whose statements have dates, some from before the operation, some of them too old."""
    day, facts = draw(days(protocol)), draw(statements(protocol))
    ago = draw(st.sampled_from([0, 0, 0, 1, 6, 10]))
    told = {(name, day - ago): value for name, value in facts.items()}
    items = protocol.vocabulary.items
    for name in draw(st.lists(st.sampled_from(sorted(items)), max_size=8)):
        back = draw(st.integers(0, 30) | st.integers(0, day + 30))
        told[name, day - back] = draw(st.none() | values_of(items[name]))
    by = st.sampled_from(["", "", "the surgeon"])
    observations = tuple(
        Observation(name, value, on, draw(by)) for (name, on), value in told.items()
    )
    kept = draw(st.none() | trainings(protocol, day))
    return Case(day, observations, draw(st.sampled_from(STANCES)), sessions=kept)


@st.composite
def trainings(draw: st.DrawFn, protocol: Protocol, day: int) -> tuple[Session, ...]:
    """Sessions of what can be trained, some of them steps of a ladder."""
    ladders = {ladder.activity: len(ladder.steps) for ladder in protocol.ladders.values()}
    names = sorted(n for n, activity in protocol.activities.items() if not activity.is_group)
    found = []
    for back in draw(st.lists(st.integers(0, 20) | st.integers(0, day + 20), max_size=6)):
        name = draw(st.sampled_from([*ladders, *names]))
        step = draw(st.none() | st.integers(1, ladders[name])) if name in ladders else None
        found.append(Session(name, day - back, step, draw(st.none() | st.integers(1, 9000))))
    return tuple(found)


def changed(before: Guidance, after: Guidance) -> list[str]:
    """What is permitted after and was not before; nothing is compared with an emergency."""
    return [] if before.safety_first else list(opened(before, after, PERMITTED))


def warned(guidance: Guidance) -> set[str]:
    return {e.rule for e in (*guidance.escalations, *guidance.asked_first)}


def events(protocol: Protocol) -> set[str]:
    """Items whose days are counted: not to have told of such a day is to have had a quieter past."""
    items = protocol.vocabulary.items
    counted = {trend.subject for trend in protocol.trends.values()}
    return {name for name in counted if name in items and items[name].if_not_stated is not None}


def warned_of(protocol: Protocol, name: str) -> list[str]:
    """Signs that a loss of this item shows: never to have told of a test is to have had no loss to tell of."""
    return [
        sign
        for sign, trend in protocol.trends.items()
        if any(one.kind == "worsened_since" and one.subject == name for one in trend.each)
    ]


@needs_durable
@settings(max_examples=MANY)
@given(st.data())
def test_engines_agree_where_facts_look_back(data: st.DataObject) -> None:
    """durable-rules and the reference agree on made-up diaries with sessions, orders and gaps."""
    protocol = data.draw(protocols(LOOKING))
    case = data.draw(cases(protocol, dated=True, ordered=True, uncomplicated=True, trained=True))
    agreed(protocol, case)


@needs_durable
@every_protocol
@settings(max_examples=MANY)
@given(data=st.data())
def test_engines_agree_on_diaries(protocol_name: str, data: st.DataObject) -> None:
    """durable-rules and the reference give the same answer to every diary, with a surgeon's orders."""
    protocol = opened_protocol(protocol_name)
    case = data.draw(diaries(protocol))
    given_ = tuple(data.draw(st.lists(orders(protocol), max_size=2)))
    case = evolve(case, orders=given_, uncomplicated=data.draw(st.booleans()))
    agreed(protocol, case)


@settings(max_examples=MANY)
@given(st.data())
def test_the_order_of_a_diary_does_not_matter(data: st.DataObject) -> None:
    """Statements and sessions in another order give the same answer."""
    protocol = data.draw(protocols(LOOKING))
    case = data.draw(cases(protocol, dated=True, trained=True))
    told = tuple(data.draw(st.permutations(case.observations)))
    kept = case.sessions and tuple(data.draw(st.permutations(case.sessions)))
    other = evaluate(protocol, evolve(case, observations=told, sessions=kept))
    assert same_but_for_the_engine(other) == same_but_for_the_engine(evaluate(protocol, case))


@every_protocol
@settings(max_examples=MANY)
@given(data=st.data())
def test_ageing_never_opens(protocol_name: str, data: st.DataObject) -> None:
    """What was told longer ago, or before the operation, permits no more; its warnings are asked first."""
    protocol = opened_protocol(protocol_name)
    case = data.draw(diaries(protocol))
    names = sorted({o.item for o in case.observations} - events(protocol))
    assume(names)
    name = data.draw(st.sampled_from(names))
    others = tuple(o for o in case.observations if o.item != name)
    told = data.draw(st.sampled_from([o for o in case.observations if o.item == name]))
    then = told.day - data.draw(st.integers(0, 60) | st.integers(told.day, told.day + 60))
    assume(then <= told.day)
    fresh, aged = (evolve(case, observations=(*others, evolve(told, day=d)))
                   for d in (told.day, then))  # fmt: skip
    before, after = evaluate(protocol, fresh), evaluate(protocol, aged)
    item = protocol.vocabulary.items[name]
    change = f"{name} {item.show(told.value)}: day {told.day} → day {then}"
    assert not changed(before, after), change
    assert {e.rule for e in before.escalations} <= warned(after), change


@every_protocol
@settings(max_examples=MANY)
@given(data=st.data())
def test_nothing_from_before_the_operation_opens(protocol_name: str, data: st.DataObject) -> None:
    """How well things were before it, and who released the patient then, proves nothing after it."""
    protocol = opened_protocol(protocol_name)
    day = data.draw(st.integers(0, 27))
    stance = data.draw(st.sampled_from(["liberal", "liberal", *STANCES]))
    items = protocol.vocabulary.items
    changing = sorted(name for name, item in items.items() if item.worse_is_higher is not None)
    earlier = set(data.draw(st.lists(st.sampled_from(changing), min_size=8, max_size=30)))
    facts = {name: well(protocol, name) for name in items}
    told = [Observation(n, v, day if n not in earlier else -1) for n, v in facts.items()]
    kept = data.draw(st.none() | trainings(protocol, day))
    with_ = Case(day, tuple(told), stance, sessions=kept)
    without = evolve(with_, observations=tuple(o for o in told if o.day == day),
                     sessions=kept and tuple(s for s in kept if s.day >= 0))  # fmt: skip
    assert not changed(evaluate(protocol, without), evaluate(protocol, with_)), earlier


@every_protocol
@settings(max_examples=MANY)
@given(data=st.data())
def test_unsaying_never_opens(protocol_name: str, data: st.DataObject) -> None:
    """Of what nobody told at all, or what somebody says is not known, nothing is guessed."""
    protocol = opened_protocol(protocol_name)
    case = data.draw(diaries(protocol))
    names = sorted({o.item for o in case.observations} - events(protocol))
    assume(names)
    name = data.draw(st.sampled_from(names))
    others = tuple(o for o in case.observations if o.item != name)
    assumed = protocol.vocabulary.items[name].if_not_stated is not None
    unknown = (Observation(name, None, case.day),) if assumed or data.draw(st.booleans()) else ()
    before = evaluate(protocol, case)
    after = evaluate(protocol, evolve(case, observations=(*others, *unknown)))
    signs = warned_of(protocol, name)
    assume(all(before.memory.facts[sign] == after.memory.facts[sign] for sign in signs))
    assert not changed(before, after), name
    assert {e.rule for e in before.escalations} <= warned(after), name


@every_protocol
@settings(max_examples=MANY)
@given(data=st.data())
def test_a_later_worse_statement_never_opens(protocol_name: str, data: st.DataObject) -> None:
    """Something worse, told today, opens nothing and makes nothing less urgent."""
    protocol = opened_protocol(protocol_name)
    case = data.draw(diaries(protocol))
    before = evaluate(protocol, case)
    today = {o.item for o in case.observations if o.day == case.day}
    known = {
        name: list(worse_values(protocol.vocabulary.items[name], value))
        for name, value in before.memory.facts.items()
        if value is not None and name in protocol.vocabulary.items and name not in today
    }
    worse = {name: values for name, values in known.items() if values}
    assume(worse)
    name = data.draw(st.sampled_from(sorted(worse)))
    value = data.draw(st.sampled_from(worse[name]))
    told = Observation(name, value, case.day)
    after = evaluate(protocol, evolve(case, observations=(*case.observations, told)))
    item = protocol.vocabulary.items[name]
    change = f"{name} {item.show(before.memory.facts[name])} → {item.show(value)}"
    assert before.safety_first or not list(opened(before, after)), change
    assert urgency(after) <= urgency(before), change


def lasting(protocol: Protocol, days: int) -> list[str]:
    """Signs that a `no` does not end so many days after they were told: until seen, or within a window."""
    found = []
    for name, item in protocol.vocabulary.items.items():
        stays = protocol.trends.get(name)
        windows = (t for t in protocol.trends.values() for t in t.each if t.subject == name)
        if item.is_sign and (
            any(one.kind == "until_seen" for one in (stays.each if stays else ()))
            or any(one.kind == "within" and one.days > days for one in windows)
        ):
            found.append(name)
    return found


@settings(max_examples=MANY)
@given(data=st.data())
def test_the_next_no_of_the_patient_opens_nothing_before_its_time(data: st.DataObject) -> None:
    """A sign was told, and on a later day it is denied by whoever is not a clinician: running and what is urgent
    stay as if nobody had denied it."""
    protocol = opened_protocol("lumbar-microdiscectomy")
    case = data.draw(diaries(protocol))
    assume(case.day)
    ago = data.draw(st.integers(1, min(40, case.day)))
    name = data.draw(st.sampled_from(lasting(protocol, ago)))
    item = protocol.vocabulary.items[name]
    others = tuple(o for o in case.observations if o.item != name)
    told = Observation(name, item.worst, case.day - ago)
    day = data.draw(st.integers(case.day - ago + 1, case.day))
    denied = Observation(name, item.if_not_stated, day, data.draw(st.sampled_from(["", "me"])))
    before, after = (
        evaluate(protocol, evolve(case, observations=(*others, *said)))
        for said in ((told,), (told, denied))
    )
    trend = protocol.trends.get(name)
    until_seen = trend is not None and any(one.kind == "until_seen" for one in trend.each)
    for activity in protocol.activities.values():
        if activity.is_group or not (until_seen or "impact" in protocol.members[activity.name]):
            continue
        assert openness(after, activity.name, PERMITTED) <= openness(
            before, activity.name, PERMITTED
        )
    if until_seen:
        assert {e.rule for e in before.escalations} == {e.rule for e in after.escalations}


@every_protocol
@settings(max_examples=MANY)
@given(data=st.data())
def test_one_more_flare_or_session_never_opens(protocol_name: str, data: st.DataObject) -> None:
    """A bad day of any date, or training that was done today, opens nothing."""
    protocol = opened_protocol(protocol_name)
    case = data.draw(diaries(protocol))
    before = evaluate(protocol, case)
    if data.draw(st.booleans()) or case.sessions is None:
        item = protocol.vocabulary.items[data.draw(st.sampled_from(sorted(events(protocol))))]
        assert item.worst is not None
        on = data.draw(st.integers(max(0, case.day - 20), case.day))
        others = (o for o in case.observations if (o.item, o.day) != (item.name, on))
        told = Observation(item.name, item.worst, on)
        later = evolve(case, observations=(*others, told))
    else:
        session = data.draw(trainings(protocol, case.day).filter(bool))[0]
        later = evolve(case, sessions=(*case.sessions, evolve(session, day=case.day, step=None)))
    assert not changed(before, evaluate(protocol, later))


def as_file(case: Case, protocol: Protocol, shuffled: st.DataObject | None = None) -> str:
    """The case as a file, its entries in this or another order."""

    def on(day: int) -> date:
        return SURGERY + timedelta(days=day)

    def entries(lines: Iterator[str]) -> list[str]:
        found = list(lines)
        return list(shuffled.draw(st.permutations(found))) if shuffled else found

    items = protocol.vocabulary.items
    told = entries(f"  - {on(o.day)}{f' ({o.by})' if o.by else ''}: {statement(o, items[o.item])}"
                   for o in case.observations if o.day is not None)  # fmt: skip
    kept = entries(f"  - {on(s.day)}: {s.activity}" + (f"\n    step: {s.step}" if s.step else "")
                   + (f"\n    distance: {s.distance / 1000} km" if s.distance else "")
                   for s in case.sessions or ())  # fmt: skip
    lines = [f"surgery: {SURGERY}", f"stance: {case.stance}", "observations:", *told]
    return "\n".join([*lines, *["sessions:"] * (case.sessions is not None), *kept, ""])


@pytest.mark.parametrize("protocol_name", NAMES)
@settings(max_examples=settings().max_examples // 2)
@given(data=st.data())
def test_one_case_has_one_answer(
    protocol_name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A value, a file, the same file in another order, the command line and a scenario say the same."""
    protocol = opened_protocol(protocol_name)
    case = evolve(data.draw(diaries(protocol)), surgery=SURGERY)
    asked = SURGERY + timedelta(days=case.day)
    place = tmp_path_factory.mktemp("case")
    first, second = place / "one" / "me.yaml", place / "two" / "me.yaml"
    for file, order in ((first, None), (second, data)):
        file.parent.mkdir()
        file.write_text(as_file(case, protocol, order), "utf-8")
    expected = json.loads(as_json(evaluate(protocol, case)))
    answers = [as_json(evaluate(protocol, read_case(file, "me.yaml", protocol, asked)))
               for file in (first, second)]  # fmt: skip
    words = ["allowed", "--case", str(first), "--on", str(asked), "--format", "json"]
    typed = CliRunner().invoke(main, [*words, "--protocol", protocol_name])
    assert answers[0] == answers[1] == typed.output.rstrip("\n")
    assert json.loads(answers[0]) == expected
    played = as_scenario(case, protocol)
    assert same_but_for_the_engine(played.guidance) == same_but_for_the_engine(
        evaluate(protocol, case, "reference", with_openings=False)
    )


def as_scenario(case: Case, protocol: Protocol) -> Story:
    """The case told line by line, in the words of a feature file."""
    items: dict[str, Item] = dict(protocol.vocabulary.items)
    lines = [f"a patient on day {case.day}", f"the stance is {case.stance}"]
    for told in case.observations:
        if told.day is not None and told.day >= 0:
            by = f", by {told.by}," if told.by else ""
            said = statement(told, items[told.item])
            lines.append(f"the diary of day {told.day}{by} says {said}")
    lines += ["a diary without sessions"] * (case.sessions is not None)
    for session in case.sessions or ():
        if session.day >= 0:
            words = f" at step {session.step}" if session.step else ""
            words += f" over {session.distance / 1000} km" if session.distance else ""
            lines.append(f"a session of {session.activity} on day {session.day}{words}")
    story = Story(protocol, "reference")
    before = tuple(o for o in case.observations if o.day is not None and o.day < 0)
    story.tell(observations=before, surgery=case.surgery)
    for line in lines:
        step, words = next((step, words) for step in STEPS
                           if (words := step.arguments("given", line)) is not None)  # fmt: skip
        step.function(story=story, **words)
    return story
