"""A diagram by itself: what is remembered of a function, and which of its points is shown."""

import pytest

from recovery_guidance.everyone import diagram
from recovery_guidance.everyone.diagram import Diagrams, TooLarge


def test_as_many_steps_are_kept_as_there_may_be_and_not_one_more(monkeypatch):
    monkeypatch.setattr(diagram, "STEPS_A_NODE", 1)
    diagrams = Diagrams([2] * 4, most=20)
    for step in range(20):
        diagrams._keep(step, diagrams.yes)

    with pytest.raises(TooLarge):
        diagrams._keep("one more", diagrams.yes)


def test_the_point_that_is_shown_has_the_values_that_are_liked_best():
    diagrams = Diagrams([3, 3])
    anything_but_1 = [True, False, True]
    function = diagrams.all([diagrams.variable(p, anything_but_1) for p in range(2)])

    assert diagrams.example(function, lambda _: [1, 2, 0]) == {0: 2, 1: 2}
    assert diagrams.example(function, lambda _: [0, 1, 2]) == {0: 0, 1: 0}


def test_without_no_variable_a_function_is_itself_and_nothing_is_remembered_of_it():
    diagrams = Diagrams([2, 2])
    function = diagrams.variable(0, [False, True])

    assert diagrams.without(function, []) == function
    assert not diagrams._done
