"""A protocol with one small slip in it, for every slip that an author could make.

A number one step off, a condition left out or turned round, all taken for any, a rule forgotten, another
urgency; a look back over one day more or less. Each mutant is the protocol's own values with one of them
exchanged; no file is read or written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from attrs import evolve, frozen

from ..authoring.describe import shown_amount
from ..model.conditions import Bound, Claim, Group, Member
from ..model.items import DAY
from ..model.problem import Position
from ..model.protocol import STANCES, URGENCIES, Ladder, Protocol, Threshold, Trend
from ..model.rules import NOT_REACHED, Rule
from ..reading.chain import not_reached
from ..reading.names import Names
from ..reading.resolve import opposite
from ..telling.wording import amount
from .condition_mutants import condition_slips, group_slips

GENERATED = "not: "
"""How the conditions of `otherwise` begin, which follow from those of the other values."""


@frozen
class Mutant:
    """One slip. `rule`, `threshold`, `trend` or `ladder` is the value that takes the place of the
    protocol's own; a rule that is left out has none and is named by `subject`."""

    subject: str
    change: str
    position: Position
    rule: Rule | None = None
    threshold: Threshold | None = None
    trend: Trend | None = None
    ladder: Ladder | None = None

    @property
    def id(self) -> str:
        return f"{self.subject}: {self.change}"

    @property
    def looks_back(self) -> bool:
        """Whether it changes how a fact is worked out, and no rule."""
        return self.trend is not None or self.ladder is not None


def mutants(protocol: Protocol) -> Iterator[Mutant]:
    """Every mutant of a protocol, always in the same order; none that is the same rule again."""
    for threshold in sorted(protocol.thresholds.values(), key=lambda t: t.name):
        yield from _of_threshold(threshold, protocol)
    shared = _shared(protocol)
    for rule in sorted(protocol.rules, key=lambda r: r.id):
        if not is_generated(rule):
            yield from _unequal(rule, _of_rule(rule, protocol, shared), protocol)
    for name, trend in sorted(protocol.trends.items()):
        yield from _of_trend(name, trend, protocol)
    for _, ladder in sorted(protocol.ladders.items()):
        yield from _of_ladder(ladder, protocol)


def mutated(protocol: Protocol, mutant: Mutant) -> Protocol:
    """The protocol with the slip in it; what follows from the changed rule follows it."""
    if mutant.threshold is not None:
        changed = {**protocol.thresholds, mutant.threshold.name: mutant.threshold}
        return evolve(protocol, thresholds=changed)
    if mutant.trend is not None:
        return evolve(protocol, trends={**protocol.trends, mutant.subject: mutant.trend})
    if mutant.ladder is not None:
        return evolve(protocol, ladders={**protocol.ladders, mutant.ladder.name: mutant.ladder})
    exchanged = {rule.id: rule for rule in protocol.rules}
    original = exchanged[mutant.subject]
    if mutant.rule is None:
        del exchanged[mutant.subject]
    else:
        exchanged[mutant.subject] = mutant.rule
    for rule in _following(original, protocol):
        exchanged[rule.id] = _derived(rule, original, exchanged, protocol)
    return evolve(protocol, rules=tuple(_with_opposites(exchanged.values(), protocol)))


def _with_opposites(rules: Iterable[Rule], protocol: Protocol) -> Iterator[Rule]:
    """The rules, and after each milestone or phase that one now wants not reached, its opposite."""
    rules = list(rules)
    wanted = {
        leaf.subject
        for rule in rules
        for leaf in rule.when.leaves()
        if isinstance(leaf, Claim) and NOT_REACHED in leaf.values
    } - {rule.subject for rule in rules if rule.value == NOT_REACHED}
    for rule in rules:
        yield rule
        if rule.subject in wanted and rule.kind in ("milestone", "phase"):
            yield not_reached(rule, Names.of(protocol))


def affected(mutant: Mutant, protocol: Protocol) -> tuple[Rule, ...]:
    """The rules that a mutant changes, as they stand in `protocol`, the mutated one or its own."""
    if mutant.threshold is not None:
        return tuple(dict.fromkeys(protocol.graph.using.get(mutant.threshold.name, ())))
    if mutant.looks_back:
        worked_out = _worked_out(mutant, protocol)
        return tuple(rule for rule in protocol.rules if rule.items & worked_out)
    rule = protocol.by_id.get(mutant.subject)
    if rule is None:
        return ()
    return (rule, *_following(rule, protocol))


def _shared(protocol: Protocol) -> frozenset[str]:
    """The thresholds that stand in more than one place: each of them is a slip of its own."""
    return frozenset(name for name, rules in protocol.graph.using.items() if len(rules) > 1)


def _worked_out(mutant: Mutant, protocol: Protocol) -> set[str]:
    """The items whose facts are worked out otherwise."""
    if mutant.ladder is None:
        return {mutant.subject}
    return {name for name, trend in protocol.trends.items() if trend.subject == mutant.ladder.name}


def is_generated(rule: Rule) -> bool:
    """Whether the author wrote no conditions for this rule, because they follow from others."""
    leaves = list(rule.when.leaves())
    opposite_of_others = bool(leaves) and all(leaf.text.startswith(GENERATED) for leaf in leaves)
    return rule.is_derived and (opposite_of_others or rule.value == NOT_REACHED)


def _following(rule: Rule, protocol: Protocol) -> list[Rule]:
    """The rules whose conditions were made from those of `rule`."""
    if not rule.is_derived:
        return []
    return [r for r in protocol.graph.of_kind(rule.kind, rule.subject) if is_generated(r)]


def _derived(rule: Rule, original: Rule, rules: Mapping[str, Rule], protocol: Protocol) -> Rule:
    """A generated rule, made anew from the rules as they are now."""
    names = Names.of(protocol)
    if rule.value == NOT_REACHED:
        own = rules.get(original.id, evolve(original, when=Group(every=False)))
        return evolve(rule, when=not_reached(own, names).when)
    others = [
        r
        for r in rules.values()
        if r.subject == rule.subject and r.kind == rule.kind and r.id != rule.id
    ]
    return evolve(rule, when=Group(True, tuple(opposite(other.when, names) for other in others)))


def _unequal(rule: Rule, found: Iterable[Mutant], protocol: Protocol) -> Iterator[Mutant]:
    """Leaves out mutants that are the rule itself, or one that was there before."""
    seen = {_meaning(rule, protocol)}
    for mutant in found:
        meaning = _meaning(mutant.rule, protocol) if mutant.rule else None
        if meaning not in seen:
            seen.add(meaning)
            yield mutant


def _of_threshold(threshold: Threshold, protocol: Protocol) -> Iterator[Mutant]:
    users = protocol.graph.using.get(threshold.name, ())
    for stance in STANCES:
        value = threshold.values[stance]
        if value is None:
            continue
        for step in (-1, 1):
            moved = evolve(threshold, values={**threshold.values, stance: value + step})
            with_it = evolve(protocol, thresholds={**protocol.thresholds, threshold.name: moved})
            if all(_meaning(rule, protocol) == _meaning(rule, with_it) for rule in users):
                continue
            change = f"{stance} {shown_amount(moved, stance)} instead of {shown_amount(threshold, stance)}"
            yield Mutant(threshold.name, change, threshold.position, threshold=moved)


def _of_rule(rule: Rule, protocol: Protocol, shared: Collection[str]) -> Iterator[Mutant]:
    yield Mutant(rule.id, "left out", rule.position)
    for change, when, position in group_slips(rule.when, protocol, shared):
        yield Mutant(rule.id, change, position or rule.position, evolve(rule, when=when))
    if rule.amount is not None and not rule.amount.threshold:
        measure = protocol.quantities[rule.subject].measure
        for step in (-1, 1):
            most = rule.amount.plus + step
            change = (
                f"at most {amount(most, measure)} instead of {amount(rule.amount.plus, measure)}"
            )
            yield Mutant(rule.id, change, rule.position, evolve(rule, amount=Bound(most)))
    if rule.kind == "escalation":
        place = URGENCIES.index(rule.value)
        for other in URGENCIES[max(0, place - 1) : place] + URGENCIES[place + 1 : place + 2]:
            change = f"{other} instead of {rule.value}"
            yield Mutant(rule.id, change, rule.position, evolve(rule, value=other))
    if rule.kind == "scope":
        for other in ("refuse", *(f"{stance} stance" for stance in STANCES[:-1])):
            if other != rule.value:
                change = f"{other} instead of {rule.value}"
                yield Mutant(rule.id, change, rule.position, evolve(rule, value=other))


def _of_trend(name: str, trend: Trend, protocol: Protocol) -> Iterator[Mutant]:
    """A look back over one day more or less, for one day or step more or less, or at another value."""
    position = _place_of(name, protocol)
    for place, one in enumerate(trend.each):
        for change, slip in _of_working(one, protocol):
            each = [*trend.each[:place], slip, *trend.each[place + 1 :]]
            whole = evolve(each[0], beside=tuple(each[1:]))
            at = f"{one.subject}, {change}" if trend.beside else change
            yield Mutant(name, at, position, trend=whole)
        if trend.beside:
            each = [*trend.each[:place], *trend.each[place + 1 :]]
            whole = evolve(each[0], beside=tuple(each[1:]))
            yield Mutant(name, f"without {one.text}", position, trend=whole)


def _of_working(trend: Trend, protocol: Protocol) -> Iterator[tuple[str, Trend]]:
    """The slips in one way to work out an item, each with its change."""
    for part, unit in (("days", "looks back"), ("count", "counts")):
        least, now = 1, getattr(trend, part)
        for number in (now - 1, now + 1):
            if now and number >= least and not (part == "count" and trend.kind not in _COUNTING):
                change = f"{unit} {number} instead of {now}"
                yield change, evolve(trend, **{part: number})
    if trend.test is not None:
        for change, test, _ in condition_slips(trend.test, protocol):
            yield change, evolve(trend, test=test)


def _place_of(item: str, protocol: Protocol) -> Position:
    """Where an item stands in the rule files, or the first condition on it that says how to work it out."""
    declared = protocol.vocabulary.items[item].position
    leaves = (leaf for rule in protocol.rules for leaf in rule.when.leaves())
    asking = (leaf.position for leaf in leaves if leaf.subject == item and leaf.position.file)
    return declared if declared.file else next(asking, declared)


_COUNTING = ("within", "on_days", "improved", "worsened", "worsened_since")
"""The kinds of look back whose `count` matters."""


def _of_ladder(ladder: Ladder, protocol: Protocol) -> Iterator[Mutant]:
    """Every slip in what a session has to be like for a move."""
    for move, group in ladder.responses.items():
        meaning = _group_meaning(group, protocol)
        for change, other, position in group_slips(group, protocol):
            if _group_meaning(other, protocol) == meaning:
                continue
            changed = evolve(ladder, responses={**ladder.responses, move: other})
            subject = f"{ladder.name}, {move}"
            yield Mutant(subject, change, position or ladder.position, ladder=changed)


def _meaning(rule: Rule, protocol: Protocol) -> object:
    """The rule as far as it matters: two that mean the same for every patient are equal."""
    amounts = tuple(_amount(rule.amount, protocol, stance) for stance in STANCES)
    return rule.kind, rule.subject, rule.value, amounts, _group_meaning(rule.when, protocol)


def _amount(bound: Bound | None, protocol: Protocol, stance: str) -> int | None:
    return bound.value(protocol.numbers(stance)) if bound else None


def _group_meaning(member: Member, protocol: Protocol) -> object:
    if isinstance(member, Group):
        parts = [_group_meaning(part, protocol) for part in member.members]
        return parts[0] if len(parts) == 1 else (member.every, frozenset(parts))
    if isinstance(member, Claim):
        return member.subject, frozenset(member.values)
    if member.known or member.among is not None:
        return member.subject, member.known, member.among
    item = DAY if member.subject == DAY.name else protocol.vocabulary.items[member.subject]
    spans = []
    for stance in STANCES:
        low, high = member.ends(protocol.numbers(stance))
        least = item.least if low is None else max(low, item.least)
        most = item.most if high is None else min(high, item.most)
        spans.append((least, most) if least <= most else None)
    return member.subject, tuple(spans)
