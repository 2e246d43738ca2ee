"""Further orders that only tighten, to any number that can be written, as rules about patients who have them.

Each threshold that could be stricter gets an item: which number a further order sets it to. What compares with the
threshold then stands once for each of these numbers, beside a condition on that item.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve, frozen

from ..model.conditions import Bound, Claim, Condition, Group, Member
from ..model.items import Item, Vocabulary
from ..model.protocol import Threshold
from ..model.rules import Rule, RuleGraph, Ruleset
from .space import Space

Numbers = tuple[int | None, ...]
_AMOUNT = ""
"""Where a threshold is the amount of a limit, and compared with no item."""


@frozen(eq=False)
class FurtherOrders:
    """The rules under each stance; and of each item that stands for an order its threshold, and the
    number that each of its values sets, None where there is no order."""

    rulesets: Mapping[str, Ruleset]
    numbers: Mapping[str, Numbers]
    thresholds: Mapping[str, Threshold]


NONE = FurtherOrders({}, {}, {})


def further_orders(
    rulesets: Mapping[str, Ruleset], thresholds: Mapping[str, Threshold]
) -> FurtherOrders:
    """The rules where a further order may tighten any of these thresholds."""
    numbers: dict[str, Numbers] = {}
    named: dict[str, Threshold] = {}
    tried = _turns(rulesets, thresholds)
    for name, threshold in thresholds.items():
        owns = [ruleset.numbers[name] for ruleset in rulesets.values()]
        stricter = [n for n in sorted(tried[name]) if any(_tightens(n, o, threshold) for o in owns)]
        if stricter:
            order = f"a further order on {name}"
            numbers[order], named[order] = (None, *stricter), threshold
    moved = {s: _Moved(ruleset, numbers, named).ruleset() for s, ruleset in rulesets.items()}
    return FurtherOrders(moved, numbers, named)


def _tightens(number: int, own: int | None, threshold: Threshold) -> bool:
    return number != own and not threshold.is_looser(number, own)


def _turns(
    rulesets: Mapping[str, Ruleset], thresholds: Mapping[str, Threshold]
) -> Mapping[str, set[int]]:
    """For each threshold numbers enough to make every difference that one could.

    What is compared in one way only fails or not, so that the strictest number makes the only difference.
    Compared in several ways, each number counts that lies near a value at which some condition turns.
    """
    uses: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for ruleset in rulesets.values():
        for rule in ruleset.rules:
            for name, use in _uses(rule):
                uses[name].add(use)
    starts = {
        axis.item.name: [*(first for first, _ in axis.spans), axis.item.most + 1]
        for axis in Space.of(rulesets.values()).axes
    }
    found: dict[str, set[int]] = defaultdict(set)
    for name, ways in uses.items():
        measure, strictest = thresholds[name].measure, _strictest(thresholds[name])
        found[name] = {strictest}
        if len(ways) > 1:
            turns = {start - plus for item, plus in ways for start in starts.get(item, (0,))}
            near = {turn + steps for turn in turns for steps in range(-1, len(ways) + 2)}
            found[name] |= {number for number in near if measure.least <= number <= measure.most}
    return found


def _strictest(threshold: Threshold) -> int:
    measure = threshold.measure
    return measure.most if threshold.stricter == "higher" else measure.least


def _uses(rule: Rule) -> Iterator[tuple[str, tuple[str, int]]]:
    """Each threshold that a rule looks at, with the item that is compared and from how many steps beyond it on."""
    for leaf in rule.when.leaves():
        if isinstance(leaf, Condition):
            if leaf.low is not None and leaf.low.threshold:
                yield leaf.low.threshold, (leaf.subject, leaf.low.plus)
            if leaf.high is not None and leaf.high.threshold:
                yield leaf.high.threshold, (leaf.subject, leaf.high.plus + 1)
    if rule.amount is not None and rule.amount.threshold:
        yield rule.amount.threshold, (_AMOUNT, rule.amount.plus)


@frozen(eq=False)
class _Moved:
    """One ruleset, with its rules about patients who may have further orders."""

    own: Ruleset
    numbers: Mapping[str, Numbers]
    thresholds: Mapping[str, Threshold]

    def ruleset(self) -> Ruleset:
        orders = {
            order: Item(order, "number", 0, len(numbers) - 1)
            for order, numbers in self.numbers.items()
        }
        rules = tuple(moved for rule in self.own.rules for moved in self._rules(rule))
        vocabulary = Vocabulary({**self.own.vocabulary.items, **orders})
        graph = RuleGraph(rules, self.own.graph.groups)
        return Ruleset(graph, self.own.numbers, vocabulary, self.own.values)

    def _rules(self, rule: Rule) -> Iterator[Rule]:
        """The rule, once for each amount that it may have."""
        when = self._member(rule.when)
        assert isinstance(when, Group)
        order = self._order(rule.amount)
        if rule.amount is None or not order:
            yield evolve(rule, when=when)
            return
        for number, test in self._numbers(order):
            if number is not None:
                amount = Bound(number + rule.amount.plus)
                name = f"{rule.id}, {number}"
                yield evolve(rule, id=name, when=Group(True, (test, when)), amount=amount)

    def _member(self, member: Member) -> Member:
        if isinstance(member, Group):
            return Group(member.every, tuple(self._member(part) for part in member.members))
        if isinstance(member, Claim):
            return member
        for end in ("low", "high"):
            bound: Bound | None = getattr(member, end)
            if order := self._order(bound):
                assert bound is not None, "an order is on a bound"
                return Group(False, tuple(self._instead(member, end, bound, order)))
        return member

    def _instead(self, test: Condition, end: str, bound: Bound, order: str) -> Iterator[Member]:
        """The condition with each number that one of its ends may have."""
        for number, ordered in self._numbers(order):
            there = None if number is None else Bound(number + bound.plus)
            low, high = (there, test.high) if end == "low" else (test.low, there)
            yield Group(True, (ordered, self._member(evolve(test, low=low, high=high))))

    def _order(self, bound: Bound | None) -> str:
        """The item that stands for an order on the threshold of a bound; empty where there is none."""
        named = (
            order for order, t in self.thresholds.items() if bound and t.name == bound.threshold
        )
        return next(named, "")

    def _numbers(self, order: str) -> Iterable[tuple[int | None, Condition]]:
        """The numbers that count, each with the orders with which it does: of two the stricter one."""
        threshold = self.thresholds[order]
        own = self.own.numbers[threshold.name]
        found: dict[int | None, set[int]] = defaultdict(set)
        for place, number in enumerate(self.numbers[order]):
            counts = number is not None and _tightens(number, own, threshold)
            found[number if counts else own].add(place)
        return [(n, Condition(order, among=frozenset(places))) for n, places in found.items()]
