"""Protocol → problems: what can be said beyond structure, before any patient is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from engine.conditions import limits
from engine.intake import ruleset_for
from engine.items import DAY
from engine.problem import Position, Problem
from engine.protocol import STANCES, Claim, Condition, Group, Member, Protocol, Rule
from engine.translate import MOST_RULES, engine_limits, translate

Leaf = Condition | Claim
_NOBODY = re.compile(r"(nobody|no one|none|tbd|unknown)\b.*", re.IGNORECASE)
Possible = frozenset[str] | frozenset[int] | tuple[int, int]
"""What is left of an item or finding: its values, or the least and the most."""


def check(protocol: Protocol) -> list[Problem]:
    """Everything that is wrong with a protocol although each of its lines can be read."""
    problems = [p for rule in protocol.rules if (p := engine_limits(rule)) is not None]
    problems.extend(_too_many_rules(protocol))
    problems.extend(_groups_without_members(protocol))
    problems.extend(_closed_for_good(protocol))
    problems.extend(_reviewed_by_nobody(protocol))
    seen: set[Position] = set()
    for rule in protocol.rules:
        for problem in _never_true(rule, protocol):
            if problem.position and problem.position not in seen:
                seen.add(problem.position)
                problems.append(problem)
    return problems


def _too_many_rules(protocol: Protocol) -> Iterator[Problem]:
    ruleset = ruleset_for(protocol, protocol.default_stance)
    count = len(translate(ruleset).firings)
    if count > MOST_RULES:
        last = max(protocol.rules, key=lambda rule: (rule.position.file, rule.position.line))
        yield Problem(
            "E114",
            f"this protocol needs {count:,} rules of the engine, which takes {MOST_RULES:,}",
            last.position,
            "the rule engine would refuse the whole protocol",
            "split it into two protocols",
        )


def _groups_without_members(protocol: Protocol) -> Iterator[Problem]:
    for name, activity in protocol.activities.items():
        restricts = any(rule.subject == name and rule.kind != "advice" for rule in protocol.rules)
        if activity.is_group and restricts and not _members(name, protocol):
            yield Problem(
                "E116",
                f"no activity is part of the group `{name}`",
                activity.position,
                "what the group rules out would be ruled out for nothing",
                f"write part of: {name} under each activity that it holds for",
            )


def _members(group: str, protocol: Protocol) -> list[str]:
    return [
        name
        for name, activity in protocol.activities.items()
        if not activity.is_group and group in protocol.members[name]
    ]


def _closed_for_good(protocol: Protocol) -> Iterator[Problem]:
    """Activities that are restricted by the very conditions that open them."""
    spoken: dict[tuple[str, str], list[Rule]] = {}
    for rule in protocol.rules:
        spoken.setdefault((rule.kind, rule.subject), []).append(rule)
    for name in protocol.activities:
        for allowed in spoken.get(("allowed", name), []):
            when = allowed.when
            needed: set[Member] = set(when.members) if when.every else {when}
            for group in protocol.members[name]:
                for restriction in spoken.get(("not yet", group), []):
                    shared = _restricts_all(restriction, needed)
                    if shared is not None:
                        yield _opens_and_closes(name, allowed, restriction, shared)


def _restricts_all(restriction: Rule, needed: set[Member]) -> Member | None:
    """A condition that alone restricts, and that the permission asks for."""
    when = restriction.when
    if when.every and len(when.members) != 1:
        return when.members[0] if when.members and set(when.members) <= needed else None
    return next((member for member in when.members if member in needed), None)


def _opens_and_closes(name: str, allowed: Rule, restriction: Rule, shared: Member) -> Problem:
    leaf = next(iter(shared.leaves())) if isinstance(shared, Group) else shared
    at, text, wanted = leaf.position, leaf.text, allowed.position.line
    return Problem(
        "E301",
        f"`{text}` closes `{name}`, and its `allowed when` (line {wanted}) asks for the same",
        at,
        f"`{name}` could never be allowed to anyone ({restriction.id})",
        "write the value that should close it",
    )


def _reviewed_by_nobody(protocol: Protocol) -> Iterator[Problem]:
    if protocol.status in ("reviewed", "in use") and _NOBODY.fullmatch(protocol.reviewer):
        yield Problem(
            "E302",
            f"this protocol is `{protocol.status}`, and `{protocol.reviewer}` has reviewed it",
            protocol.places.get("reviewer"),
            "a patient would be told that a clinician has read these rules",
            "write who read it, or status: draft",
        )


def _never_true(rule: Rule, protocol: Protocol) -> Iterator[Problem]:
    """A problem for each condition that no patient can meet under any stance, alone or beside the others.

    Under one stance a threshold may well be 0: what it compares with then rules nothing out there.
    """
    by_stance = []
    for stance in STANCES:
        found = _in_group(rule.when, [], protocol.rulesets[stance].numbers, protocol)
        by_stance.append({problem.position: problem for problem in found})
    for position, problem in by_stance[0].items():
        if all(position in found for found in by_stance):
            yield problem


def _in_group(
    group: Group,
    outer: list[Leaf],
    numbers: Mapping[str, int | None],
    protocol: Protocol,
) -> Iterator[Problem]:
    """Walks a group with the conditions that hold beside it."""
    beside = list(outer)
    leaves = [member for member in group.members if not isinstance(member, Group)]
    for leaf in leaves:
        if leaf.text.startswith("not: ") or not leaf.position.file:
            continue
        left = _left(leaf, None, numbers, protocol)
        other = None if left is not None else leaf
        for known in beside:
            if left is not None and known.subject == leaf.subject and other is None:
                left = _left(leaf, _left(known, None, numbers, protocol), numbers, protocol)
                other = known if left is None else None
        if other is not None:
            yield _contradiction(leaf, other)
        elif group.every:
            beside.append(leaf)
    for member in group.members:
        if isinstance(member, Group):
            yield from _in_group(member, beside, numbers, protocol)


def _left(
    leaf: Leaf, before: Possible | None, numbers: Mapping[str, int | None], protocol: Protocol
) -> Possible | None:
    """The values that meet a condition, of those that were left before; None where there are none."""
    if isinstance(leaf, Claim):
        words = frozenset(leaf.values)
        kept = words & before if isinstance(before, frozenset) else words
        return kept or None
    item = DAY if leaf.subject == DAY.name else protocol.vocabulary.items[leaf.subject]
    if leaf.among is not None:
        places = leaf.among & before if isinstance(before, frozenset) else leaf.among
        return places or None
    low, high = limits(leaf, numbers)
    ends = before if isinstance(before, tuple) else (item.least, item.most)
    least = ends[0] if low is None else max(low, ends[0])
    most = ends[1] if high is None else min(high, ends[1])
    return (least, most) if least <= most else None


def _contradiction(leaf: Leaf, other: Leaf) -> Problem:
    if other is leaf:
        message = f"nothing can be `{leaf.text}`"
        write = "compare it with the least and the most that it can be"
        if " between " in leaf.text:
            write = "put the smaller number first"
    else:
        message = f"`{leaf.text}` cannot hold together with `{other.text}`"
        write = f"leave one of them out; the other stands in line {other.position.line}"
    return Problem(
        "E115", message, leaf.position, "this could never be true for any patient", write
    )
