"""Kleene's three values, over every combination; what is put together from them, by what it says it is."""

from itertools import product

import pytest

from recovery_guidance.model.algebra import KLEENE, the

TRUTHS = (True, False, None)
KNOWN = (True, False)


@pytest.mark.parametrize("count", range(4))
def test_all_is_the_worst_and_any_the_best_of_them(count):
    """No before unknown before yes."""
    for truths in product(TRUTHS, repeat=count):
        worst = False if False in truths else None if None in truths else True
        best = True if True in truths else None if None in truths else False
        assert KLEENE.all(iter(truths)) is worst
        assert KLEENE.any(iter(truths)) is best


@pytest.mark.parametrize(
    ("name", "of_yes", "of_no", "of_unknown"),
    [
        ("opposite", False, True, None),
        ("certain", True, False, False),
        ("possible", True, False, True),
        ("unknown", False, False, True),
    ],
)
def test_what_is_made_of_one_truth(name, of_yes, of_no, of_unknown):
    made = getattr(KLEENE, name)

    assert [made(truth) for truth in TRUTHS] == [of_yes, of_no, of_unknown]


def test_unequal_is_one_without_the_other():
    for one, other in product(KNOWN, KNOWN):
        assert KLEENE.unequal(one, other) is (one != other)


def test_the_first_that_holds_counts_and_only_it():
    for truths in product(KNOWN, repeat=3):
        choices = list(zip("abc", truths, strict=True))
        first = next((name for name, truth in choices if truth), "none")
        found = KLEENE.first(choices, "none")
        assert [name for name, truth in found.items() if truth] == [first]
        assert the(found) == first


def test_a_value_that_may_count_twice_is_one_value():
    found = KLEENE.first([("a", False), ("b", True), ("a", True)], "none")

    assert the(found) == "b"
    assert KLEENE.first([("a", False), ("a", True)], "none") == {"a": True}
    assert KLEENE.first([("a", False)], "a") == {"a": True}


def test_what_comes_after_one_that_holds_is_not_looked_at():
    def choices():
        yield "a", True
        raise AssertionError("nothing after it counts")

    assert KLEENE.first(choices(), "none") == {"a": True}
