"""A protocol with one small slip in it, for every slip that an author could make.

A number one step off, a condition left out or turned round, all taken for any, a rule forgotten, another
urgency; a look back over one day more or less. Each mutant is the protocol's own values with one of them
exchanged; no file is read or written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve, frozen

from ..authoring.describe import shown_amount
from ..model.conditions import Bound, Claim, Group, Member, is_generated
from ..model.problem import Position
from ..model.protocol import STANCES, URGENCIES, Ladder, Protocol, Threshold, Trend
from ..model.rules import NOT_REACHED, Rule
from ..reading.chain import not_reached
from ..reading.names import Names
from ..reading.resolve import opposite
from ..telling.wording import amount
from .condition_mutants import condition_changes, group_changes
from .spans import span_of


@frozen
class Mutant:
    """One slip. `instead` takes the place of the protocol's own; of a rule that is left out nothing does,
    and it is named by `subject`."""

    subject: str
    change: str
    position: Position
    instead: Rule | Threshold | Trend | Ladder | None = None

    @property
    def id(self) -> str:
        return f"{self.subject}: {self.change}"

    @property
    def looks_back(self) -> bool:
        """Whether it changes how a fact is worked out, and no rule."""
        return isinstance(self.instead, Trend | Ladder)


def mutants(protocol: Protocol) -> Iterator[Mutant]:
    """Every mutant of a protocol, always in the same order; none that is the same rule again."""
    for threshold in sorted(protocol.thresholds.values(), key=lambda t: t.name):
        yield from _of_threshold(threshold, protocol)
    shared = {name for name, rules in protocol.graph.using.items() if len(rules) > 1}
    for rule in sorted(protocol.rules, key=lambda r: r.id):
        if not _follows(rule):
            yield from _unequal(rule, _of_rule(rule, protocol, shared), protocol)
    for name, trend in sorted(protocol.trends.items()):
        yield from _of_trend(name, trend, protocol)
    for _, ladder in sorted(protocol.ladders.items()):
        yield from _of_ladder(ladder, protocol)


def mutated(protocol: Protocol, mutant: Mutant) -> Protocol:
    """The protocol with the slip in it; what follows from the changed rule follows it."""
    match mutant.instead:
        case Threshold() as threshold:
            return _with_threshold(protocol, threshold)
        case Trend() as trend:
            return evolve(protocol, trends={**protocol.trends, mutant.subject: trend})
        case Ladder() as ladder:
            return evolve(protocol, ladders={**protocol.ladders, ladder.name: ladder})
    exchanged = {rule.id: rule for rule in protocol.rules}
    original = exchanged[mutant.subject]
    if mutant.instead is None:
        del exchanged[mutant.subject]
    else:
        exchanged[mutant.subject] = mutant.instead
    for rule in _following(original, protocol):
        exchanged[rule.id] = _derived(rule, original, exchanged, protocol)
    return evolve(protocol, rules=tuple(_with_opposites(exchanged.values(), protocol)))


def _with_threshold(protocol: Protocol, threshold: Threshold) -> Protocol:
    return evolve(protocol, thresholds={**protocol.thresholds, threshold.name: threshold})


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
    changed = mutant.instead
    if isinstance(changed, Threshold):
        return tuple(dict.fromkeys(protocol.graph.using.get(changed.name, ())))
    if isinstance(changed, Trend | Ladder):
        items = {mutant.subject}
        if isinstance(changed, Ladder):
            items = {name for name, t in protocol.trends.items() if t.subject == changed.name}
        return tuple(rule for rule in protocol.rules if rule.items & items)
    rule = protocol.by_id.get(mutant.subject)
    return (rule, *_following(rule, protocol)) if rule else ()


def _follows(rule: Rule) -> bool:
    """Whether the author wrote no conditions for this rule, because they follow from others."""
    leaves = list(rule.when.leaves())
    opposite_of_others = bool(leaves) and all(map(is_generated, leaves))
    return rule.is_derived and (opposite_of_others or rule.value == NOT_REACHED)


def _following(rule: Rule, protocol: Protocol) -> list[Rule]:
    """The rules whose conditions were made from those of `rule`."""
    alike = protocol.graph.of_kind(rule.kind, rule.subject)
    return [r for r in alike if rule.is_derived and _follows(r)]


def _derived(rule: Rule, original: Rule, rules: Mapping[str, Rule], protocol: Protocol) -> Rule:
    """A generated rule, made anew from the rules as they are now."""
    names = Names.of(protocol)
    if rule.value == NOT_REACHED:
        own = rules.get(original.id, evolve(original, when=Group(every=False)))
        return evolve(rule, when=not_reached(own, names).when)
    own_kind = (r for r in rules.values() if (r.kind, r.subject) == (rule.kind, rule.subject))
    others = tuple(opposite(r.when, names) for r in own_kind if r.id != rule.id)
    return evolve(rule, when=Group(True, others))


def _unequal(rule: Rule, found: Iterable[Mutant], protocol: Protocol) -> Iterator[Mutant]:
    """Leaves out mutants that are the rule itself, or one that was there before."""
    seen = {_meaning(rule, protocol)}
    for mutant in found:
        meaning = _meaning(mutant.instead, protocol) if isinstance(mutant.instead, Rule) else None
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
            with_it = _with_threshold(protocol, moved)
            if all(_meaning(rule, protocol) == _meaning(rule, with_it) for rule in users):
                continue
            change = f"{stance} {shown_amount(moved, stance)} instead of {shown_amount(threshold, stance)}"
            yield Mutant(threshold.name, change, threshold.position, moved)


def _of_rule(rule: Rule, protocol: Protocol, shared: Collection[str]) -> Iterator[Mutant]:
    yield Mutant(rule.id, "left out", rule.position)
    for change, when, position in group_changes(rule.when, protocol, shared):
        yield Mutant(rule.id, change, position or rule.position, evolve(rule, when=when))
    if rule.amount is not None and not rule.amount.threshold:
        measure = protocol.quantities[rule.subject].measure
        for step in (-1, 1):
            most = rule.amount.plus + step
            shown, before = amount(most, measure), amount(rule.amount.plus, measure)
            change = f"at most {shown} instead of {before}"
            yield Mutant(rule.id, change, rule.position, evolve(rule, amount=Bound(most)))
    others: tuple[str, ...] = ()
    if rule.kind == "escalation":
        place = URGENCIES.index(rule.value)
        others = URGENCIES[max(0, place - 1) : place + 2]
    elif rule.kind == "scope":
        others = ("refuse", *(f"{stance} stance" for stance in STANCES[:-1]))
    for other in others:
        if other != rule.value:
            change = f"{other} instead of {rule.value}"
            yield Mutant(rule.id, change, rule.position, evolve(rule, value=other))


def _of_trend(name: str, trend: Trend, protocol: Protocol) -> Iterator[Mutant]:
    """A look back over one day more or less, for one day or step more or less, or at another value."""
    position = _place_of(name, protocol)
    for place, one in enumerate(trend.each):
        others = trend.each[:place], trend.each[place + 1 :]
        for change, changed in _of_working(one, protocol):
            at = f"{one.subject}, {change}" if trend.beside else change
            yield Mutant(name, at, position, _whole(*others[0], changed, *others[1]))
        if trend.beside:
            yield Mutant(name, f"without {one.text}", position, _whole(*others[0], *others[1]))


def _whole(first: Trend, *beside: Trend) -> Trend:
    return evolve(first, beside=beside)


def _of_working(trend: Trend, protocol: Protocol) -> Iterator[tuple[str, Trend]]:
    """The changes in one way to work out an item, each with its change."""
    numbers = [("days", "looks back", trend.days)]
    numbers += [("count", "counts", trend.count)] if trend.kind in _COUNTING else []
    for part, word, now in numbers:
        for number in (now - 1, now + 1) if now else ():
            if number >= 1:
                change = f"{word} {number} instead of {now}"
                changed: dict[str, Any] = {part: number}
                yield change, evolve(trend, **changed)
    if trend.test is not None:
        for change, test, _ in condition_changes(trend.test, protocol):
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
        for change, other, position in group_changes(group, protocol):
            if _group_meaning(other, protocol) == meaning:
                continue
            changed = evolve(ladder, responses={**ladder.responses, move: other})
            subject = f"{ladder.name}, {move}"
            yield Mutant(subject, change, position or ladder.position, changed)


def _meaning(rule: Rule, protocol: Protocol) -> object:
    """The rule as far as it matters: two that mean the same for every patient are equal."""
    most = rule.amount
    amounts = most and tuple(most.value(protocol.numbers(stance)) for stance in STANCES)
    return rule.kind, rule.subject, rule.value, amounts, _group_meaning(rule.when, protocol)


def _group_meaning(member: Member, protocol: Protocol) -> object:
    if isinstance(member, Group):
        parts = [_group_meaning(part, protocol) for part in member.members]
        return parts[0] if len(parts) == 1 else (member.every, frozenset(parts))
    if isinstance(member, Claim):
        return member.subject, frozenset(member.values)
    if member.known or member.among is not None:
        return member.subject, member.known, member.among
    spans = (span_of(member, protocol, stance) for stance in STANCES)
    return member.subject, tuple(span if span[0] <= span[1] else None for span in spans)
