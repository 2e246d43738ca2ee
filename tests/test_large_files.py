"""What is written a thousand times is looked at a thousand times, and not a million; all of it is invented."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_guidance.authoring.layout import layout
from recovery_guidance.authoring.lint import lint
from recovery_guidance.check import check
from tests.protocols import small

MANY = 4_000
SLOWEST = 10
"""Seconds of the processor; each of these took 30 to 50 when every condition was compared with every other."""
STEPS = """\
items:
  load:
    question: How much?
    type: number
    from: 0
    to: 100000
    worse: higher
"""


def milestone(lines):
    body = "".join(f"      - {line}\n" for line in lines)
    return f"milestones:\n  large:\n    when all:\n{body}    source: P01\n"


def nested(count):
    outer = [f"load at least {n}" for n in range(count // 2)]
    return [*outer, *(f"any:\n          - load at most {n + count}" for n in range(count // 4))]


LARGE = {
    "the same condition": milestone(["leg pain is 0/10"] * MANY),
    "ever narrower": milestone([f"load at least {n}" for n in range(MANY)]),
    "each against the first": milestone([f"load is {n}" for n in range(MANY)]),
    "lists in a list": milestone(nested(MANY)),
}


def protocol_of(text):
    return small(("items:\n", STEPS), ("milestones:\n", text))


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_thousands_of_conditions_in_one_list_are_checked_in_seconds(text):
    protocol = protocol_of(text)

    start = process_time()
    check(protocol)
    lint(protocol)
    layout(text.encode(), "large.yaml")

    assert process_time() - start < SLOWEST


def test_many_activities_with_many_restrictions_are_checked_in_seconds():
    names = range(600)
    group = "  heavy:\n    title: Heavy\n    group: yes\n    not yet when:\n" + "".join(
        f"      rule {n}:\n        when any:\n          - opioids is no\n        until: later\n"
        "        because: it is so\n        source: P01\n"
        for n in names
    )
    members = "".join(
        f"  work {n}:\n    title: Work\n    part of: heavy\n    allowed when all:\n"
        "      - opioids is no\n    source: P01\n"
        for n in names
    )
    protocol = small(("activities:\n", f"activities:\n{group}{members}"))

    start = process_time()
    found = [problem for problem in check(protocol) if problem.code == "E301"]

    assert process_time() - start < SLOWEST
    assert len(found) == len(names)
    assert found[0].why.startswith("`work 0`, and 599 more, could never be allowed to anyone")


SIGNS = ("at least", "at most", "is", "more than", "less than")
CONDITIONS = st.lists(st.tuples(st.sampled_from(SIGNS), st.integers(0, 10)), min_size=1, max_size=6)


def meets(value, sign, number):
    return {
        "at least": value >= number,
        "at most": value <= number,
        "is": value == number,
        "more than": value > number,
        "less than": value < number,
    }[sign]


@given(CONDITIONS)
def test_a_list_has_a_contradiction_exactly_where_nobody_can_meet_it(conditions):
    protocol = small(
        ("milestones:\n", milestone([f"leg pain {sign} {n}/10" for sign, n in conditions]))
    )

    found = [problem for problem in check(protocol) if problem.code == "E115"]

    met = [value for value in range(11) if all(meets(value, *one) for one in conditions)]
    assert bool(found) is (not met)


def test_conditions_that_exclude_each_other_only_together_are_told():
    lines = [
        "side is one of left, right",
        "side is one of right, both",
        "side is one of left, both",
    ]
    side = "items:\n  side:\n    question: Which side?\n    type: one of left, right, both\n    worse: neither\n"
    protocol = small(("items:\n", side), ("milestones:\n", milestone(lines)))

    (found,) = [problem for problem in check(protocol) if problem.code == "E115"]

    assert found.message.startswith("`side is one of left, both` cannot hold together with")
