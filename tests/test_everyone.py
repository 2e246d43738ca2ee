"""What is said of everyone at once is exactly what the engines answer to each, over every kind of truth."""

from __future__ import annotations

from itertools import combinations
from time import monotonic
from typing import Any

import pytest
from compare import ENGINES, THOROUGH
from generate import cases, protocols
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import Anybody, Sayings, expected

from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.everyone.diagram import Diagrams, TooLarge
from recovery_guidance.everyone.functions import AtPoint
from recovery_guidance.everyone.practice import Practice
from recovery_guidance.everyone.samples import Samples
from recovery_guidance.everyone.search import with_formulas
from recovery_guidance.model.algebra import Truth

MANY = min((10 if THOROUGH else 4) * settings().max_examples, 2000)
"""Six hundred where CI is set, two thousand with HYPOTHESIS_PROFILE=bars."""


@settings(max_examples=MANY)
@given(data=st.data())
def test_everyone_is_told_what_every_engine_answers(data: st.DataObject) -> None:
    """Rules that apply, verdicts and their reasons, limits, escalations, refusals, stance, milestones, phase."""
    protocol = data.draw(protocols())
    case = data.draw(cases(protocol, dated=True, uncomplicated=True))
    everyone = Anybody(protocol)

    for engine in ENGINES:
        guidance = evaluate(protocol, case, engine)
        assert everyone.differing(guidance) == []
        assert everyone.differing_elsewhere(guidance) == []


@settings(max_examples=MANY)
@given(data=st.data())
def test_orders_and_overlays_are_followed_as_every_engine_does(data: st.DataObject) -> None:
    """Tightening, loosening with approval, set aside by a stricter stance, and a stance that is ordered."""
    protocol = data.draw(protocols())
    case = data.draw(cases(protocol, dated=True, ordered=True, uncomplicated=True))
    everyone = Anybody(protocol, Practice.of_case(protocol, case))

    for engine in ENGINES:
        assert everyone.differing(evaluate(protocol, case, engine)) == []


@given(data=st.data())
def test_z3_finds_the_patient_who_is_answered_so_and_no_other(data: st.DataObject) -> None:
    """For one patient, everything that was answered can hold, and nothing else can."""
    pytest.importorskip("z3")
    protocol = data.draw(protocols())
    case = data.draw(cases(protocol))
    everyone = Anybody(protocol)
    guidance, point = evaluate(protocol, case, "reference"), everyone.point(case)
    formulas = with_formulas(everyone.setting.sizes)
    (world,) = everyone.setting.worlds(formulas)
    stated = formulas.all(
        formulas.variable(place, [v == value for v in range(everyone.setting.sizes[place])])
        for place, value in point.items()
    )
    claims = expected(guidance, Sayings(world))
    agreed = formulas.all(
        truth if holds else formulas.opposite(truth) for _, truth, holds in claims
    )

    found = formulas.find(formulas.all((stated, agreed)), 10)
    assert found is not None
    assert found.items() <= point.items()
    assert formulas.find(formulas.all((stated, formulas.opposite(agreed))), 10) is None


SIZES = (2, 3, 4)
TRUTHS = st.sampled_from([True, False, None])


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> Any:
    """A way to make a truth: a variable, or others joined."""
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        place = draw(st.integers(0, len(SIZES) - 1))
        return place, [draw(TRUTHS) for _ in range(SIZES[place])]
    name = draw(st.sampled_from(["all", "any", "opposite", "certain", "possible", "unknown"]))
    count = draw(st.integers(0, 3)) if name in ("all", "any") else 1
    return name, [draw(trees(depth - 1)) for _ in range(count)]


def made(tree: Any, functions: Any) -> Any:
    name, parts = tree
    if isinstance(name, int):
        return functions.variable(name, parts)
    inner = [made(part, functions) for part in parts]
    return getattr(functions, name)(inner if name in ("all", "any") else inner[0])


def everywhere() -> list[dict[int, int]]:
    return [{0: a, 1: b, 2: c} for a in range(2) for b in range(3) for c in range(4)]


@given(tree=trees())
def test_every_algebra_gives_the_same_truth_everywhere(tree: Any) -> None:
    diagrams = Diagrams(SIZES)
    samples = Samples([[p[0], p[1], p[2]] for p in everywhere()])
    function, rows = made(tree, diagrams), made(tree, samples)
    for place, point in enumerate(everywhere()):
        truth = made(tree, AtPoint(point))
        certain, possible = (bits >> place & 1 for bits in rows)
        assert diagrams.at(function, point.__getitem__) is truth
        assert (truth is True, truth is not False) == (bool(certain), bool(possible))


@given(tree=trees())
def test_z3_finds_a_patient_where_there_is_one(tree: Any) -> None:
    pytest.importorskip("z3")
    formulas = with_formulas(SIZES)
    wanted = ("certain", [tree])
    found = formulas.find(made(wanted, formulas), 10)
    there = [p for p in everywhere() if made(wanted, AtPoint(p))]

    assert (found is not None) == bool(there)
    if found is not None:
        assert any(found.items() <= point.items() for point in there)


@given(one=trees(), other=trees())
def test_functions_that_are_the_same_everywhere_are_the_same_diagram(one: Any, other: Any) -> None:
    diagrams = Diagrams(SIZES)
    first, second = made(one, diagrams), made(other, diagrams)
    alike = all(made(one, AtPoint(p)) is made(other, AtPoint(p)) for p in everywhere())

    assert (first == second) == alike


@given(tree=trees(), place=st.integers(0, 2), data=st.data())
def test_what_a_diagram_says_of_its_variables(tree: Any, place: int, data: st.DataObject) -> None:
    """Which it looks at, what it is with one of them given, and for which values it can be true."""
    diagrams = Diagrams(SIZES)
    wanted = ("certain", [tree])
    function = made(wanted, diagrams)
    value = data.draw(st.integers(0, SIZES[place] - 1))
    given_ = diagrams.where(function, {place: value})

    def truth(point: dict[int, int]) -> Truth:
        return made(wanted, AtPoint(point))

    depends = any(
        truth({**p, place: v}) is not truth(p) for p in everywhere() for v in range(SIZES[place])
    )
    assert (place in diagrams.looks_at(function)) == depends
    assert place not in diagrams.looks_at(given_)
    for point in everywhere():
        assert diagrams.at(given_, point.__getitem__) is truth({**point, place: value})
    there = sorted({p[place] for p in everywhere() if truth(p)})
    assert diagrams.chosen(function, place) == there
    without = diagrams.without(function, [place])
    for point in everywhere():
        somewhere = any(truth({**point, place: v}) for v in range(SIZES[place]))
        assert diagrams.at(without, point.__getitem__) is somewhere
    if there:
        liked = [range(size - 1, -1, -1) for size in SIZES]
        example = diagrams.example(function, liked.__getitem__)
        assert all(truth({**point, **example}) for point in everywhere())


def some_of_the_pairs(diagrams: Diagrams) -> int:
    """Each variable of the first half beside one of the second: many nodes from few."""
    half = len(diagrams.sizes) // 2
    yes = [diagrams.variable(place, [False, True]) for place in range(2 * half)]
    return diagrams.any([diagrams.all([yes[n], yes[n + half]]) for n in range(half)])


def test_a_diagram_that_grows_too_large_says_so() -> None:
    few, many = (Diagrams([2] * 12, most) for most in (60, 1000))

    assert many.looks_at(some_of_the_pairs(many)) == list(range(12))
    with pytest.raises(TooLarge, match="60"):
        some_of_the_pairs(few)


def test_a_diagram_may_have_as_many_nodes_as_it_may_and_not_one_more() -> None:
    whole = Diagrams([2] * 6)
    some_of_the_pairs(whole)
    needed = len(whole._nodes)

    some_of_the_pairs(Diagrams([2] * 6, needed))
    with pytest.raises(TooLarge):
        some_of_the_pairs(Diagrams([2] * 6, needed - 1))


def test_work_that_outgrows_its_nodes_is_given_up() -> None:
    """Steps are kept too: so many of them for each node that may be made."""
    diagrams = Diagrams([2] * 12, 200)
    pairs = some_of_the_pairs(diagrams)

    with pytest.raises(TooLarge):
        [diagrams.without(pairs, places) for places in combinations(range(12), 4)]


def test_work_is_given_up_when_its_time_is_over() -> None:
    with pytest.raises(TooLarge):
        some_of_the_pairs(Diagrams([2] * 6, until=monotonic() - 1))
    some_of_the_pairs(Diagrams([2] * 6, until=monotonic() + 60))


def test_nothing_at_all_is_all_true_and_not_any() -> None:
    for algebra in (Diagrams(SIZES), Samples([[0, 0, 0]])):
        assert algebra.all([]) == algebra.yes
        assert algebra.any([]) == algebra.no
