"""Diagrams and Z3 decide the same of protocols of every shape, and together leave nothing undecided."""

import sys

import pytest
from protocols import small
from shapes import SHAPES

from recovery_guidance.check import check
from recovery_guidance.everyone import search
from recovery_guidance.everyone.search import Search
from recovery_guidance.everyone.setting import Subject, alone
from recovery_guidance.proof.outcome import PROVEN, REFUTED, UNDECIDED
from recovery_guidance.proof.prove import prove

RULES = 8


class NoDiagrams:
    """Diagrams that are too large from the first on."""

    def __init__(self, *_):
        raise search.TooLarge(0)


def without_z3(monkeypatch):
    monkeypatch.setitem(sys.modules, "z3", None)
    monkeypatch.delitem(sys.modules, "recovery_guidance.everyone.formulas", raising=False)


def found(proof):
    return {f"{one.kind}: {one.id}": one.state for one in (*proof.guarantees, *proof.oddities)}


@pytest.mark.parametrize("shape", SHAPES)
def test_diagrams_alone_and_z3_alone_decide_the_same(shape, monkeypatch):
    protocol = SHAPES[shape](RULES)
    with monkeypatch.context() as only:
        without_z3(only)
        by_diagrams = found(prove(protocol))
    monkeypatch.setattr(search, "Diagrams", NoDiagrams)
    by_z3 = found(prove(protocol))

    assert check(protocol) == []
    assert by_diagrams == by_z3
    waits = REFUTED if shape == "chains" else PROVEN  # only there nothing waits for a week
    assert by_diagrams["written: protocol/it waits for its week"] == waits
    assert UNDECIDED not in by_diagrams.values()


@pytest.mark.parametrize("shape", ["pairs", "grid"])
def test_what_diagrams_give_up_on_goes_to_z3(shape):
    tight = Search(alone(Subject(SHAPES[shape](40))), most=1_500)

    assert tight.possible(lambda world: world.may("walking"))
    assert tight.at_first < tight.most


def test_without_z3_what_diagrams_give_up_on_is_undecided_and_says_what_decides_it(monkeypatch):
    without_z3(monkeypatch)
    tight = Search(alone(Subject(SHAPES["pairs"](40))), most=50)

    for _ in range(2):  # the second question is given fewer nodes at first, and as many in the end
        with pytest.raises(search.Undecided, match="without Z3") as raised:
            tight.possible(lambda world: world.may("walking"))
        assert "z3-solver" in raised.value.help


def test_without_z3_a_question_that_is_given_few_nodes_at_first_is_given_them_all_in_the_end(
    monkeypatch,
):
    without_z3(monkeypatch)
    search_of_pairs = Search(alone(Subject(SHAPES["pairs"](12))), at_first=20)

    assert search_of_pairs.possible(lambda world: world.may("walking"))
    assert search_of_pairs.at_first == search_of_pairs.most


def test_milestones_that_chain_far_are_decided_in_both_ways(monkeypatch):
    protocol = SHAPES["chains"](160)
    by_diagrams = prove(protocol, only="protocol/it waits for its week").guarantees[0].state
    monkeypatch.setattr(search, "Diagrams", NoDiagrams)
    by_z3 = prove(protocol, only="protocol/it waits for its week").guarantees[0].state

    assert len(protocol.graph.derived) == 159
    assert by_diagrams == by_z3 == REFUTED


def test_a_question_that_only_fits_by_itself_is_decided_in_diagrams_of_its_own(monkeypatch):
    """What earlier questions have built is let go where it is in the way."""
    without_z3(monkeypatch)
    setting = alone(Subject(small()))
    questions = [lambda w: w.may("running"), lambda w: w.limited("lifting", 50)]
    nodes = []
    for question in questions:
        by_itself = Search(setting)
        assert by_itself.possible(question)
        nodes.append(len(by_itself._diagrams._nodes))
    both = Search(setting)
    assert all(map(both.possible, questions))
    together, most = len(both._diagrams._nodes), max(nodes)
    assert most < together

    tight = Search(setting, most=most)

    assert all(map(tight.possible, questions))
    assert tight.at_first == most
