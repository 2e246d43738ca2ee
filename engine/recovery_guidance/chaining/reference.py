"""The semantics in plain Python, written to be read: the specification that every engine has to match."""

from __future__ import annotations

from collections.abc import Mapping

from ..model.conditions import Proposition, truth_of
from ..model.items import Fact
from ..model.kleene import Truth, any_holds
from ..model.rules import DERIVED, Ruleset
from .memory import Activations

NAME = "reference"


def infer(ruleset: Ruleset, facts: Mapping[str, Fact]) -> Activations:
    """Each rule in an order in which all that it depends on has been decided before it."""
    propositions: dict[Proposition, Truth] = {}
    certain, possible = set(), set()
    for rule in ruleset.rules:
        truth = truth_of(
            rule.when, facts.get, lambda key: propositions.get(key, False), ruleset.numbers
        )
        if truth is True:
            certain.add(rule.id)
        if truth is not False:
            possible.add(rule.id)
        key = (rule.subject, rule.value)
        if rule.kind in DERIVED:
            propositions[key] = any_holds((propositions.get(key, False), truth))
    return Activations(frozenset(certain), frozenset(possible))
