"""`recovery ask`: it asks only what matters, ends, and then knows what somebody knows who was told all.

Patients are invented.
"""

import random
from functools import partial
from statistics import median

import generate
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from recovery_guidance.course.interview import MOST_SIGNS, Interview
from recovery_guidance.course.moments import moment_of
from recovery_guidance.course.what_matters import worth_telling
from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.deciding.needs import next_to_tell
from recovery_guidance.everyone.diagram import Diagrams
from recovery_guidance.library import open_protocol
from recovery_guidance.model.case import Case, Observation
from recovery_guidance.model.protocol import STANCES
from recovery_guidance.reading.values import read_value
from recovery_guidance.verbs.command import main

PROTOCOL = open_protocol()
ITEMS = PROTOCOL.vocabulary.items
PARTS = (generate.EVERYTHING, generate.LOOKING)
PATIENTS = settings.default.max_examples
EVERY = 4
LAST_DAY = 240


def truth(seed):
    """A day, and the true value of every item of the shipped protocol: mostly an ordinary course."""
    chance = random.Random(seed)
    smooth, values = chance.choice([0.95, 0.8, 0.5]), {}
    for name, item in ITEMS.items():
        if item.if_not_stated is not None:
            other = chance.random() < 0.01
            values[name] = chance.randint(item.least, item.most) if other else item.if_not_stated
        elif item.uncomplicated is not None and chance.random() < smooth:
            values[name] = item.uncomplicated
        else:
            values[name] = chance.randint(item.least, min(item.most, 60))
    flared = values["flare in last 14 days"] and not values["days since last flare"]
    return chance.randint(0, LAST_DAY), {
        **values,
        "flare": int(flared),
    }  # nobody contradicts himself


def ordinary():
    """The values of an ordinary course, with everything that is known then."""
    return {
        name: item.if_not_stated if item.if_not_stated is not None else item.uncomplicated
        for name, item in ITEMS.items()
    }


def interviewed(protocol, case, values):
    """The interview at its end, and its rounds; `values` answers them."""
    interview, rounds = Interview.begin(protocol, case), []
    while (found := interview.next()) is not None:
        assert 1 <= len(found.items) <= MOST_SIGNS
        rounds.append(found.items)
        for name in found.items:
            interview = interview.answered(name, values[name])
        assert len(rounds) <= len(protocol.vocabulary.items), "it never loops"
    assert len(named(rounds)) == len(set(named(rounds))), "nothing is asked twice"
    return interview, rounds


def named(rounds):
    """The items that these rounds asked for."""
    return [name for names in rounds for name in names]


def answer(protocol, case):
    """All that is said about a case. Where it is refused, that and what is urgent; in an emergency, that alone."""
    said = evaluate(protocol, case, "reference")
    moment = moment_of(said)
    if said.is_emergency:
        return "emergency"
    if said.refused:
        return "refused", moment.escalations
    return moment.verdicts, moment.limits, moment.escalations, said.stance


def all_told(day, values, stance=""):
    """The case in which every item is stated."""
    return Case(day, tuple(Observation(n, v, day) for n, v in values.items()), stance)


def neighbours(name, value):
    """Other values that the item could have: few of many, but both ends and those next to it."""
    item = ITEMS[name]
    near = {item.least, item.most, value - 1, value + 1, *range(item.least, item.least + 13)}
    return sorted(v for v in near if item.least <= v <= item.most and v != value)


def test_the_same_answer_takes_half_as_many_questions_as_there_are_items(record_property):
    """On as many invented patients as the profile has examples; the bar is 1,000 of them.

    On median. A screen of signs is one question with one answer, mostly "none". Each sign has to be named, as
    each alone would change the answer; so what is measured or tried is counted by itself as well.
    """
    signs = Interview.begin(PROTOCOL, Case(0)).signs
    questions, singly, items = [], [], []
    for seed in range(PATIENTS):
        day, values = truth(seed)
        interview, rounds = interviewed(PROTOCOL, Case(day), values)

        by_asking, by_telling = (
            answer(PROTOCOL, c) for c in (interview.told(), all_told(day, values))
        )
        assert by_asking == by_telling, f"patient {seed}"
        questions.append(len(rounds))
        items.append(len(named(rounds)))
        singly.append(len(set(named(rounds)) - signs))

    for name, counts in (("questions", questions), ("items", items), ("no signs", singly)):
        record_property(f"median of {name} asked", median(counts))
    assert median(questions) <= len(ITEMS) / 2
    assert median(singly) <= len(set(ITEMS) - signs) / 2


def test_nobody_could_ask_for_much_less(record_property):
    """Most of what is asked would alone change the answer: whoever does not ask for it cannot know the answer.

    That is why the items, counted one by one, are more than half of all.
    """
    asked, needed = [], []
    for seed in range(max(5, PATIENTS // 20)):
        day, values = truth(seed)
        names = named(interviewed(PROTOCOL, Case(day), values)[1])
        found = answer(PROTOCOL, all_told(day, values))
        asked.append(len(names))
        needed.append(
            sum(
                any(
                    answer(PROTOCOL, all_told(day, {**values, name: v})) != found
                    for v in neighbours(name, values[name])
                )
                for name in names
            )
        )

    record_property("median of items asked", median(asked))
    record_property("median of items that alone would change the answer", median(needed))
    assert median(asked) <= 1.1 * median(needed)


@settings(max_examples=max(2, PATIENTS // 20))
@given(seed=st.integers(0, 10**6), first=st.integers(0, EVERY - 1))
def test_only_what_can_matter_is_asked(seed, first):
    """Z3 looks for two patients who are told alike, differ in that item alone and are answered otherwise.

    It takes a second for each question, so that one in so many of an interview is tried, from any on.
    """
    pytest.importorskip("z3")
    from two_patients import can_matter

    day, values = truth(seed)
    interview, told = Interview.begin(PROTOCOL, Case(day)), {}
    while (found := interview.next()) is not None:
        for name in found.items if len(told) % EVERY == first else ():
            assert can_matter(PROTOCOL, day, PROTOCOL.default_stance, told, name), name
        for name in found.items:
            interview, told[name] = interview.answered(name, values[name]), values[name]


@given(data=st.data())
def test_on_made_up_protocols_as_well_and_whatever_is_skipped(data):
    """The same answer as where all but what is skipped is told, and nothing asked that cannot matter."""
    pytest.importorskip("z3")
    from two_patients import can_matter

    protocol = data.draw(generate.protocols())
    day = data.draw(st.integers(0, generate.LAST_TURN + 10), "day")
    stance = data.draw(st.sampled_from(STANCES), "stance")
    interview, told = Interview.begin(protocol, Case(day, stance=stance)), {}
    while (found := interview.next()) is not None:
        for name in found.items:
            assert can_matter(protocol, day, stance, told, name), name
        for name in found.items:
            item = protocol.vocabulary.items[name]
            value = data.draw(st.none() | generate.values_of(item), name)
            interview = interview.answered(name, value)
            told[name] = item.if_not_stated if value is None else value

    rest = {
        name: data.draw(generate.values_of(item), name)
        for name, item in protocol.vocabulary.items.items()
        if name not in told
    }
    stated = {name: v for name, v in interview.answers.items() if v is not None}
    known = all_told(day, {**rest, **stated}, stance)
    assert answer(protocol, interview.told()) == answer(protocol, known)


@given(data=st.data())
def test_a_case_with_a_past_and_orders_is_asked_to_the_same_answer(data):
    """Whatever the rest is, of which nothing is told in the end, the answer stays as it is.

    What other items are worked out from is left out: those are asked for themselves.
    """
    protocol = data.draw(generate.protocols(data.draw(st.sampled_from(PARTS))))
    case = data.draw(
        generate.cases(protocol, dated=True, ordered=True, uncomplicated=True, trained=True)
    )
    interview = Interview.begin(protocol, case)
    while (found := interview.next()) is not None:
        for name in found.items:
            value = data.draw(st.none() | generate.values_of(protocol.vocabulary.items[name]), name)
            interview = interview.answered(name, value)

    told, facts = interview.told(), interview.facts()
    sources = {trend.subject for trend in protocol.trends.values()}
    rest = [
        Observation(name, data.draw(generate.values_of(item), name), case.day)
        for name, item in protocol.vocabulary.items.items()
        if name not in facts and name not in sources
    ]
    assert answer(protocol, told) == answer(protocol, told.stating(rest))


def test_who_skips_everything_is_asked_nothing_twice_and_it_ends():
    interview, _ = interviewed(PROTOCOL, Case(42), dict.fromkeys(ITEMS))

    assert interview.next() is None
    assert interview.told() == Case(42)


@pytest.mark.parametrize("name", ["opioids", "clot history", "ankle-foot orthosis"])
def test_what_nobody_would_volunteer_is_asked_by_itself(name):
    """On a screen of signs one key says that none is there; a drug is not told by leaving it out."""
    _, rounds = interviewed(PROTOCOL, Case(70), ordinary())

    assert (name,) in rounds


def test_what_was_told_already_is_not_asked():
    day, values = 42, ordinary()
    told = ["leg pain", "opioids", "saddle numbness"]
    case = Case(day, tuple(Observation(n, values[n], day) for n in told))

    assert set(told) <= set(named(interviewed(PROTOCOL, Case(day), values)[1]))
    assert set(told).isdisjoint(named(interviewed(PROTOCOL, case, values)[1]))


def test_an_emergency_ends_the_questions():
    values = {**ordinary(), "saddle numbness": 1}
    interview, rounds = interviewed(PROTOCOL, Case(30), values)

    assert evaluate(PROTOCOL, interview.told(), "reference").is_emergency
    assert len(rounds) <= 2


def test_what_is_asked_next_leaves_out_what_only_looks_as_if_it_mattered():
    """With a foot that drops the stairs are with care however strong the knee and the push are, and nothing else that
    these decide has had its week. Which leg it is settles driving."""
    told = Observation("foot drop", read_value(ITEMS["foot drop"], "yes"), 3)
    said = evaluate(PROTOCOL, Case(3, (told,)), "reference")
    before = evaluate(PROTOCOL, Case(20), "reference")

    assert set(next_to_tell(said)) - set(worth_telling(said)) == {
        "ankle plantarflexion",
        "knee extension",
    }
    assert worth_telling(before) == next_to_tell(before)


def test_a_protocol_that_is_too_large_is_said_to_be_so(monkeypatch):
    """`ask` cannot tell which questions matter; `next` tells all that may."""
    monkeypatch.setattr(
        "recovery_guidance.course.what_matters.Diagrams", partial(Diagrams, most=1000)
    )
    ran = CliRunner().invoke(main, ["ask", "--week", "6"])

    assert ran.exit_code == 1
    assert "Error: this protocol is too large to work out which questions matter" in ran.output
    said = evaluate(PROTOCOL, Case(42), "reference")
    assert worth_telling(said) == next_to_tell(said)
