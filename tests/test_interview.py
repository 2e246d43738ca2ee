"""`recovery ask`: it asks only what matters, ends, and then knows what somebody knows who was told all.

Patients are invented.
"""

import random
from statistics import median

import pytest
from hypothesis import settings

from engine.case import Case, Observation
from engine.course.interview import MOST_SIGNS, Interview
from engine.course.moments import moment_of
from engine.evaluate import evaluate
from engine.library import open_protocol

PROTOCOL = open_protocol()
ITEMS = PROTOCOL.vocabulary.items
PATIENTS = settings.default.max_examples
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
    """All that is said about a case; in an emergency, and else where it is refused, that alone."""
    said = evaluate(protocol, case, "reference")
    if said.is_emergency or said.refused:
        return "emergency" if said.is_emergency else "refused"
    moment = moment_of(said)
    return moment.verdicts, moment.limits, moment.escalations, said.stance


def test_on_median_half_of_the_items_are_enough_for_the_same_answer(record_property):
    """On as many invented patients as the profile has examples; the bar is 1,000 of them.

    A screen of signs is one question with one answer, mostly "none". Each of them has to be named, as each
    alone would change the answer; so what is measured or tried is counted by itself as well.
    """
    signs = Interview.begin(PROTOCOL, Case(0)).signs
    questions, singly, items = [], [], []
    for seed in range(PATIENTS):
        day, values = truth(seed)
        interview, rounds = interviewed(PROTOCOL, Case(day), values)
        all_told = Case(day, tuple(Observation(n, v, day) for n, v in values.items()))

        by_asking, by_telling = (answer(PROTOCOL, c) for c in (interview.told(), all_told))
        assert by_asking == by_telling, f"patient {seed}"
        questions.append(len(rounds))
        items.append(len(named(rounds)))
        singly.append(len(set(named(rounds)) - signs))

    for name, counts in (("questions", questions), ("items", items), ("no signs", singly)):
        record_property(f"median of {name} asked", median(counts))
    assert median(questions) <= len(ITEMS) / 2
    assert median(singly) <= len(set(ITEMS) - signs) / 2


def test_who_skips_everything_is_asked_everything_once_and_it_ends():
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
