"""Rules, each with its conditions and one conclusion; and the rules in force, with what each of them rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple, TypeVar

from attrs import field, frozen

from .citation import NOTHING_CITED, Cited
from .conditions import ALWAYS, Bound, Claim, Condition, Group, Numbers, Proposition
from .items import NOWHERE, Vocabulary
from .noun import Noun
from .problem import Position

DERIVED = ("finding", "milestone", "phase")
"""The kinds of rule whose conclusions other rules can look at."""

RESTRICTING = ("not yet", "with care")
"""The kinds of rule that hold for every member of a group."""

DECIDING = ("allowed", *RESTRICTING)
"""The kinds of rule that decide about an activity."""

REACHED, NOT_REACHED = "reached", "not reached"
EMERGENCY, CRISIS, SAME_DAY = "emergency", "crisis", "same day"
SAFETY_FIRST = (EMERGENCY, CRISIS)
"""The urgencies beside which nothing is allowed or limited: the person comes first."""
REFUSE = "refuse"
_STANCE = " stance"
Key = TypeVar("Key")


@frozen(slots=False, repr=False)
class Rule(Noun):
    """Named, cited conditions with one conclusion.

    `kind` is one of finding, milestone, phase, allowed, not yet, with care, limit, escalation,
    advice, scope. `subject` and `value` are its conclusion: a finding and its value, an activity,
    a quantity, a topic and an urgency. `amount` is a limit's.
    """

    id: str
    kind: str
    subject: str
    value: str = ""
    when: Group = ALWAYS
    amount: Bound | None = None
    cited: Cited = NOTHING_CITED
    because: str = ""
    until: str = ""
    patient: str = ""
    clinician: str = ""
    title: str = ""
    position: Position = field(default=NOWHERE, eq=False)

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of what it cites."""
        return self.cited.ids

    @property
    def is_derived(self) -> bool:
        """Whether other rules can look at its conclusion."""
        return self.kind in DERIVED

    @property
    def refuses(self) -> bool:
        """Whether it is a scope line that refuses."""
        return self.kind == "scope" and self.value == REFUSE

    @property
    def imposes(self) -> str:
        """The stance that it imposes, as a scope line; empty for any other rule."""
        return self.value.removesuffix(_STANCE) if self.kind == "scope" and not self.refuses else ""

    @property
    def silences(self) -> bool:
        """Whether it is a warning beside which nothing is allowed or limited."""
        return self.kind == "escalation" and self.value in SAFETY_FIRST

    @property
    def items(self) -> frozenset[str]:
        """The items that its conditions look at."""
        return frozenset(leaf.subject for leaf in self.when.leaves() if isinstance(leaf, Condition))

    @property
    def concludes(self) -> Proposition:
        """What other rules can look at where it is derived."""
        return self.subject, self.value

    @property
    def claimed(self) -> frozenset[Proposition]:
        """The findings, milestones and phases that its conditions look at, each with a value."""
        claims = (leaf for leaf in self.when.leaves() if isinstance(leaf, Claim))
        return frozenset((claim.subject, value) for claim in claims for value in claim.values)

    @property
    def thresholds(self) -> tuple[str, ...]:
        """The threshold at each end of a range and in the amount, as often as it stands there."""
        tests = (leaf for leaf in self.when.leaves() if isinstance(leaf, Condition))
        bounds = [bound for test in tests for bound in test.bounds]
        amounts = [self.amount] if self.amount else []
        return tuple(bound.threshold for bound in (*bounds, *amounts) if bound.threshold)


def grouped(pairs: Iterable[tuple[Key, Rule]]) -> dict[Key, tuple[Rule, ...]]:
    """The rules of each key, in the order in which they come."""
    found: dict[Key, list[Rule]] = defaultdict(list)
    for key, rule in pairs:
        found[key].append(rule)
    return {key: tuple(rules) for key, rules in found.items()}


class ActivityRules(NamedTuple):
    """The rules that speak about one activity, its groups' restrictions included."""

    allowed: tuple[Rule, ...] = ()
    not_yet: tuple[Rule, ...] = ()
    with_care: tuple[Rule, ...] = ()

    def all(self) -> tuple[Rule, ...]:
        """Every one of them, what permits first."""
        return self.allowed + self.not_yet + self.with_care


@frozen(eq=False, repr=False, slots=False)
class RuleGraph:
    """Rules in an order in which they can chain, and what each rests on, worked out once.

    `groups` are, for each activity that is no group itself, its name and the groups that it is part of.
    """

    rules: tuple[Rule, ...]
    groups: Mapping[str, tuple[str, ...]]

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def _by_conclusion(self) -> Mapping[tuple[str, str], tuple[Rule, ...]]:
        about = (((rule.kind, rule.subject), rule) for rule in self.rules)
        return grouped((key, rule) for own, rule in about for key in (own, (rule.kind, "")))

    def of_kind(self, kind: str, subject: str = "") -> tuple[Rule, ...]:
        """The rules of a kind, about one subject or all."""
        return self._by_conclusion.get((kind, subject), ())

    @cached_property
    def derived(self) -> tuple[Rule, ...]:
        """The rules whose conclusions other rules can look at, each after all that it rests on."""
        return tuple(rule for rule in self.rules if rule.is_derived)

    @cached_property
    def landings(self) -> tuple[Rule, ...]:
        """The derived rules at every fortieth step of a chain: who works these out in order never goes deep."""
        steps: dict[Proposition, int] = {}
        found = []
        for rule in self.derived:
            step = 1 + max((steps.get(claim, 0) for claim in rule.claimed), default=0)
            steps[rule.concludes] = max(step, steps.get(rule.concludes, 0))
            if step % 40 == 0:
                found.append(rule)
        return tuple(found)

    @cached_property
    def deriving(self) -> Mapping[str, tuple[Rule, ...]]:
        """For each finding, milestone and phase the rules that conclude one of its values."""
        return grouped((rule.subject, rule) for rule in self.derived)

    @cached_property
    def proving(self) -> Mapping[Proposition, tuple[Rule, ...]]:
        """For each finding and value, milestone and phase that can be concluded the rules that do."""
        return grouped((rule.concludes, rule) for rule in self.derived)

    def concluding(self, claim: Claim) -> tuple[Rule, ...]:
        """The rules through which a claim can be true."""
        keys = ((claim.subject, value) for value in claim.values)
        return tuple(rule for key in keys for rule in self.proving.get(key, ()))

    @cached_property
    def deciding(self) -> Mapping[str, ActivityRules]:
        """For each activity that is not a group, the rules that decide it."""

        def restricting(kind: str, groups: Iterable[str]) -> tuple[Rule, ...]:
            return tuple(rule for name in groups for rule in self.of_kind(kind, name))

        return {
            name: ActivityRules(
                self.of_kind("allowed", name),
                restricting("not yet", groups),
                restricting("with care", groups),
            )
            for name, groups in self.groups.items()
        }

    def joined(self, rules: Iterable[Rule]) -> RuleGraph:
        """The graph with further rules, which nothing rests on."""
        more = tuple(rules)
        return RuleGraph((*self.rules, *more), self.groups) if more else self

    def behind(self, rules: Iterable[Rule], any_value: bool = False) -> dict[str, Rule]:
        """These rules and all that they rest on, by id.

        With `any_value`, those that conclude another value of what these look at are among them.
        """
        found: dict[str, Rule] = {}
        waiting = list(rules)
        while waiting:
            rule = waiting.pop()
            if rule.id not in found:
                found[rule.id] = rule
                for leaf in rule.when.leaves():
                    if isinstance(leaf, Claim):
                        others = self.deriving.get(leaf.subject, ())
                        waiting += others if any_value else self.concluding(leaf)
        return found

    def above(self, rules: Iterable[Rule], items: Iterable[str] = ()) -> dict[str, Rule]:
        """These rules, those that look at one of these items, and all that rest on them, in order, by id."""
        given, moved = {rule.id for rule in rules}, set[str | Proposition](items)
        found: dict[str, Rule] = {}
        for rule in self.rules:
            if rule.id in given or not moved.isdisjoint(self._looks_at[rule.id]):
                found[rule.id] = rule
                if rule.is_derived:
                    moved.add(rule.concludes)
        return found

    def naming(self, rule: Rule) -> tuple[Rule, ...]:
        """The rules that look at what this one concludes; none where nothing can chain from it."""
        wanted = rule.concludes
        looking = (other for other in self.rules if wanted in self._looks_at[other.id])
        return tuple(looking) if rule.is_derived else ()

    @cached_property
    def _looks_at(self) -> Mapping[str, frozenset[str | Proposition]]:
        """The items and the propositions that each rule looks at."""
        return {rule.id: rule.items | rule.claimed for rule in self.rules}

    @cached_property
    def using(self) -> Mapping[str, tuple[Rule, ...]]:
        """For each threshold that is used, the rules that look at it, once for each place in them."""
        return grouped((name, rule) for rule in self.rules for name in rule.thresholds)


@frozen(eq=False, repr=False)
class Ruleset:
    """The rules in force for one stance with its orders, and the number of every threshold.

    Compared by identity, so that an engine can keep what it compiled.
    """

    graph: RuleGraph
    numbers: Numbers
    vocabulary: Vocabulary
    values: Mapping[str, tuple[str, ...]]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The derived rules first, each after all that it rests on."""
        return self.graph.rules
