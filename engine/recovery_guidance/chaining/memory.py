"""Working memory: all facts of one run, stated and derived, and which rules applied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from attrs import frozen

from ..model.algebra import KLEENE, Truth
from ..model.conditions import Member, Proposition, tests_of, truth_of
from ..model.items import Fact
from ..model.rules import Rule, Ruleset


class Activations(NamedTuple):
    """What an engine found: ids of rules whose facts satisfy them, and of those that still may.

    `certain` is part of `possible`; the order of neither means anything.
    """

    certain: frozenset[str]
    possible: frozenset[str]

    def truth(self, rule_id: str) -> Truth:
        if rule_id in self.certain:
            return True
        return None if rule_id in self.possible else False


NOTHING = Activations(frozenset(), frozenset())
"""No rule holds."""


class Terms(NamedTuple):
    """The rules and a surgeon's orders that an answer goes by from a day on.

    `stance` is the one that is asked for. `rulesets` are the rules under it and under each stricter one that
    a scope line may impose; no other where an order says that none does.
    """

    since: int
    stance: str
    rulesets: Mapping[str, Ruleset]


@frozen(eq=False, repr=False)
class WorkingMemory:
    """The finished run: nothing is added to it any more.

    `ahead` are the later days on which facts that are worked out will have changed, with them. `terms` are
    those of the day, and of each later day on which orders begin or end; `stance` is the one that is followed.
    """

    ruleset: Ruleset
    facts: Mapping[str, Fact]
    activations: Activations
    ahead: tuple[tuple[int, Mapping[str, Fact]], ...] = ()
    terms: tuple[Terms, ...] = ()
    stance: str = ""

    def truth(self, rule: Rule) -> Truth:
        """Whether a rule holds."""
        return self.activations.truth(rule.id)

    def proposition(self, key: Proposition) -> Truth:
        """Whether a finding has a value, or a milestone or phase is reached."""
        return KLEENE.any(map(self.truth, self.ruleset.graph.proving.get(key, ())))

    def holds(self, member: Member) -> Truth:
        """Whether a condition, claim or group holds in this memory."""
        tests = tests_of(self.facts.get, self.ruleset.numbers)
        return truth_of(member, KLEENE, tests, self.proposition)
