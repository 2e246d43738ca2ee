"""A protocol with one small slip in it, for every slip that an author could make.

A number one step off, a condition left out or turned round, all taken for any, a rule forgotten. Each
mutant is the protocol's own values with one of them exchanged; no file is read or written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve, frozen

from engine.authoring.describe import shown_amount
from engine.chain import not_reached
from engine.conditions import limits
from engine.items import DAY
from engine.problem import Position
from engine.protocol import (
    NOT_REACHED,
    STANCES,
    URGENCIES,
    Bound,
    Claim,
    Condition,
    Group,
    Member,
    Protocol,
    Rule,
    Threshold,
)
from engine.reading.resolve import Names, opposite
from engine.scenarios.coverage import DERIVED
from engine.wording import amount

GENERATED = "not: "
"""How the conditions of `otherwise` begin, which follow from those of the other values."""


@frozen
class Mutant:
    """One slip. `rule` or `threshold` is the value that takes the place of the protocol's own; a
    rule that is left out has none and is named by `subject`."""

    subject: str
    change: str
    position: Position
    rule: Rule | None = None
    threshold: Threshold | None = None

    @property
    def id(self) -> str:
        return f"{self.subject}: {self.change}"


def mutants(protocol: Protocol) -> Iterator[Mutant]:
    """Every mutant of a protocol, always in the same order; none that is the same rule again."""
    for threshold in sorted(protocol.thresholds.values(), key=lambda t: t.name):
        yield from _of_threshold(threshold, protocol)
    for rule in sorted(protocol.rules, key=lambda r: r.id):
        if not is_generated(rule):
            yield from _unequal(rule, _of_rule(rule, protocol), protocol)


def mutated(protocol: Protocol, mutant: Mutant) -> Protocol:
    """The protocol with the slip in it; what follows from the changed rule follows it."""
    if mutant.threshold is not None:
        changed = {**protocol.thresholds, mutant.threshold.name: mutant.threshold}
        return evolve(protocol, thresholds=changed)
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
        name = mutant.threshold.name
        return tuple(rule for rule in protocol.rules if name in _named(rule))
    rule = protocol.by_id.get(mutant.subject)
    if rule is None:
        return ()
    return (rule, *_following(rule, protocol))


def is_generated(rule: Rule) -> bool:
    """Whether the author wrote no conditions for this rule, because they follow from others."""
    leaves = list(rule.when.leaves())
    opposite_of_others = bool(leaves) and all(leaf.text.startswith(GENERATED) for leaf in leaves)
    return rule.kind in DERIVED and (opposite_of_others or rule.value == NOT_REACHED)


def _following(rule: Rule, protocol: Protocol) -> list[Rule]:
    """The rules whose conditions were made from those of `rule`."""
    if rule.kind not in DERIVED:
        return []
    return [
        r
        for r in protocol.rules
        if r.subject == rule.subject and r.kind == rule.kind and is_generated(r)
    ]


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
    users = [rule for rule in protocol.rules if threshold.name in _named(rule)]
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


def _named(rule: Rule) -> set[str]:
    bounds = [rule.amount]
    for leaf in rule.when.leaves():
        if isinstance(leaf, Condition):
            bounds += [leaf.low, leaf.high]
    return {bound.threshold for bound in bounds if bound}


def _of_rule(rule: Rule, protocol: Protocol) -> Iterator[Mutant]:
    yield Mutant(rule.id, "left out", rule.position)
    for change, when, position in _group_mutants(rule.when, protocol):
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


Changed = tuple[str, Group, Position | None]


def _group_mutants(group: Group, protocol: Protocol) -> Iterator[Changed]:
    """Every group with one slip in it, with the words for the slip and its place."""
    if len(group.members) > 1 and all(_written(member) for member in group.members):
        turned = "any instead of all" if group.every else "all instead of any"
        first = next(group.leaves()).text
        yield (
            f"{turned}, at `{first}`",
            evolve(group, every=not group.every),
            next(group.leaves()).position,
        )
    for place, member in enumerate(group.members):
        if not _written(member):
            continue
        without = (*group.members[:place], *group.members[place + 1 :])
        if without or group.every:
            at = next(_leaves(member))
            yield f"without {_shown(member)}", evolve(group, members=without), at.position
        for change, other, position in _member_mutants(member, protocol):
            members = (*group.members[:place], other, *group.members[place + 1 :])
            yield change, evolve(group, members=members), position


def _member_mutants(
    member: Member, protocol: Protocol
) -> Iterator[tuple[str, Member, Position | None]]:
    if isinstance(member, Group):
        yield from _group_mutants(member, protocol)
    elif isinstance(member, Claim):
        known = protocol.values[member.subject]
        for value in known if len(known) > 2 else ():
            values = tuple(v for v in known if (v in member.values) != (v == value))
            word = "without" if value in member.values else "also with"
            yield f"{_shown(member)} {word} {value}", evolve(member, values=values), member.position
        others = tuple(v for v in known if v not in member.values)
        yield f"{_shown(member)} turned round", evolve(member, values=others), member.position
    elif not member.known:
        yield from _condition_mutants(member, protocol)


def _condition_mutants(
    condition: Condition, protocol: Protocol
) -> Iterator[tuple[str, Member, Position]]:
    shown, at = _shown(condition), condition.position
    if condition.among is not None:
        words = protocol.vocabulary.items[condition.subject].words
        everything = frozenset(range(len(words)))
        yield f"{shown} turned round", evolve(condition, among=everything - condition.among), at
        if len(words) > 2:
            for place, word in enumerate(words):
                said = "without" if place in condition.among else "also with"
                yield (
                    f"{shown} {said} {word}",
                    evolve(condition, among=condition.among ^ {place}),
                    at,
                )
        return
    for end, change in (("low", _from), ("high", _upto)):
        bound: Bound | None = getattr(condition, end)
        if bound is None or bound.threshold:
            continue
        for step in (-1, 1):
            moved = Bound(bound.plus + step)
            said = change(condition, moved.plus, protocol)
            low, high = (moved, condition.high) if end == "low" else (condition.low, moved)
            yield f"{shown} {said}", evolve(condition, low=low, high=high), at


def _from(condition: Condition, least: int, protocol: Protocol) -> str:
    return f"from {_value(condition, least, protocol)}"


def _upto(condition: Condition, most: int, protocol: Protocol) -> str:
    return f"up to {_value(condition, most, protocol)}"


def _value(condition: Condition, value: int, protocol: Protocol) -> str:
    if condition.subject == DAY.name:
        return f"day {value}"
    return protocol.vocabulary.items[condition.subject].show(value)


def _written(member: Member) -> bool:
    """Whether an author wrote it: each phase is given the one before it as a condition."""
    return any(leaf.position.file for leaf in _leaves(member))


def _leaves(member: Member) -> Iterator[Condition | Claim]:
    if isinstance(member, Group):
        yield from member.leaves()
    else:
        yield member


def _shown(member: Member) -> str:
    leaves = list(_leaves(member))
    return f"`{leaves[0].text}`" + (f" and {len(leaves) - 1} more" if len(leaves) > 1 else "")


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
        low, high = limits(member, protocol.numbers(stance))
        least = item.least if low is None else max(low, item.least)
        most = item.most if high is None else min(high, item.most)
        spans.append((least, most) if least <= most else None)
    return member.subject, tuple(spans)
