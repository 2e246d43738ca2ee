"""Which numbers and rules changed between two protocols, behind a verdict that did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Set

from ..model.conditions import Claim, Condition, Member
from ..model.items import DAY
from ..model.protocol import Protocol
from ..model.rules import Rule, Ruleset
from ..telling import wording


def shape(member: Member, numbers: Mapping[str, int | None] | None = None) -> Hashable:
    """What a condition, claim or group says: the same in any order, with repetitions left out.

    With `numbers` thresholds stand there as their numbers, otherwise by name.
    """
    if isinstance(member, Claim):
        return ("claim", member.subject, frozenset(member.values))
    if isinstance(member, Condition):
        bounds = (member.low, member.high)
        ends = tuple(b.value(numbers) if b and numbers is not None else b for b in bounds)
        return ("condition", member.subject, ends, member.among, member.known)
    parts: set[Hashable] = set()
    for part in member.members:
        said = shape(part, numbers)
        if isinstance(said, tuple) and said[0] == _SIGN[member.every]:
            parts |= said[1]
        else:
            parts.add(said)
    return next(iter(parts)) if len(parts) == 1 else (_SIGN[member.every], frozenset(parts))


_SIGN = {True: "all", False: "any"}


def said_by(rules: Iterable[Rule], ruleset: Ruleset) -> Hashable:
    """Everything that decides these rules, apart from their names: equal where no answer can differ."""
    numbers = ruleset.numbers
    return frozenset(
        (
            rule.kind,
            rule.subject if rule.is_derived else "",
            rule.value,
            shape(rule.when, numbers),
            rule.amount.value(numbers) if rule.amount else None,
        )
        for rule in ruleset.graph.behind(rules).values()
    )


def causes(
    old: Protocol, new: Protocol, before: Mapping[str, Rule], after: Mapping[str, Rule], stance: str
) -> tuple[str, ...]:
    """What changed in the rules behind a verdict: numbers first, then rules that came, went or changed."""
    return (
        *_numbers(old, new, _thresholds(before.values()) | _thresholds(after.values()), stance),
        *came_and_went("rule", before.keys(), after.keys()),
        *(
            f"rule {rule_id}: {what}"
            for rule_id in sorted(before.keys() & after.keys())
            if (what := rewritten(before[rule_id], after[rule_id], old, new, stance))
        ),
    )


def came_and_went(what: str, old: Set[str], new: Set[str]) -> Iterator[str]:
    """What only the new one has, and what only the old one had, by name."""
    yield from (f"new {what} {name}" for name in sorted(new - old))
    yield from (f"{what} {name} is gone" for name in sorted(old - new))


def _thresholds(rules: Iterable[Rule]) -> set[str]:
    return {name for rule in rules for name in rule.thresholds}


def _numbers(old: Protocol, new: Protocol, names: set[str], stance: str) -> Iterator[str]:
    for name in sorted(names & old.thresholds.keys() & new.thresholds.keys()):
        was, now = (number(protocol, name, stance) for protocol in (old, new))
        if was != now:
            yield f"threshold {name}: {was} → {now}"


def number(protocol: Protocol, name: str, stance: str) -> str:
    """A threshold's number under a stance, with its unit."""
    threshold = protocol.thresholds[name]
    return wording.capped(threshold.values[stance], threshold.measure, "no cap")


def rewritten(before: Rule, after: Rule, old: Protocol, new: Protocol, stance: str) -> str:
    """The conditions that came and went in one rule; empty where it says the same."""
    changed = []
    if shape(before.when) != shape(after.when):
        was = Counter(leaf_text(leaf, old, stance) for leaf in before.when.leaves())
        now = Counter(leaf_text(leaf, new, stance) for leaf in after.when.leaves())
        changed += [f"added “{text}”" for text in now - was]
        changed += [f"dropped “{text}”" for text in was - now]
        changed = changed or ["its conditions are combined differently"]
    if before.amount != after.amount:
        changed.append("another amount")
    if before.value != after.value:
        changed.append(f"{before.value} → {after.value}")
    return ", ".join(changed)


def leaf_text(leaf: Condition | Claim, protocol: Protocol, stance: str) -> str:
    """A condition or claim in words, with the number of its threshold."""
    known = isinstance(leaf, Claim) or leaf.subject in (DAY.name, *protocol.vocabulary.items)
    return wording.condition(leaf, protocol, protocol.numbers(stance)) if known else leaf.text


def same_elsewhere(
    before: Mapping[str, Rule], after: Mapping[str, Rule], old: Ruleset, new: Ruleset
) -> dict[str, str]:
    """Rules that stand under another name now and say the same: each by its old and its new name."""
    gone = {said_by([before[name]], old): name for name in before.keys() - after.keys()}
    renamed: dict[str, str] = {}
    for name in after.keys() - before.keys():
        if was := gone.get(said_by([after[name]], new)):
            renamed |= {was: name, name: was}
    return renamed
