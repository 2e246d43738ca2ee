"""The semantics in plain Python, written to be read: the specification that every engine has to match."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..model.algebra import KLEENE, Truth
from ..model.conditions import Proposition, tests_of, truth_of
from ..model.items import Fact
from ..model.rules import Rule, Ruleset
from .memory import NOTHING, Activations

NAME = "reference"


def infer(ruleset: Ruleset, facts: Mapping[str, Fact]) -> Activations:
    """Each rule in an order in which all that it depends on has been decided before it."""
    return infer_again(ruleset, facts, ruleset.rules, NOTHING)


def infer_again(
    ruleset: Ruleset, facts: Mapping[str, Fact], rules: Iterable[Rule], before: Activations
) -> Activations:
    """The same where `rules` are the only ones that may have become otherwise, in the same order."""
    truths: dict[str, Truth] = {}
    test = tests_of(facts.get, ruleset.numbers)

    def truth(rule: Rule) -> Truth:
        return truths[rule.id] if rule.id in truths else before.truth(rule.id)

    def conclusion(key: Proposition) -> Truth:
        return KLEENE.any(map(truth, ruleset.graph.proving.get(key, ())))

    for rule in rules:
        truths[rule.id] = truth_of(rule.when, KLEENE, test, conclusion)
    certain = {rule for rule, found in truths.items() if found is True}
    possible = {rule for rule, found in truths.items() if found is not False}
    return Activations(
        before.certain.difference(truths) | certain, before.possible.difference(truths) | possible
    )
