"""Protocol → problems: what can be said beyond structure, before any patient is asked about."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping

from attrs import frozen

from .chaining.translate import beyond_the_engine
from .model.conditions import Claim, Group, Leaf, Member, is_generated, leaves
from .model.items import DAY
from .model.problem import Position, Problem
from .model.protocol import REVIEWED, STANCES, Protocol
from .model.rules import Rule
from .numbers_cited import unsupported_numbers

Possible = frozenset[str | int] | tuple[int, int]
"""What is left of an item or finding: its values, or the least and the most."""


def check(protocol: Protocol) -> list[Problem]:
    """Everything that is wrong with a protocol although each of its lines can be read."""
    never: dict[Position | None, Problem] = {}
    for rule in protocol.rules:
        for problem in never_true(rule, protocol):
            never.setdefault(problem.position, problem)
    return [
        *beyond_the_engine(protocol),
        *_groups_without_members(protocol),
        *_hazards_left_open(protocol),
        *_closed_for_good(protocol),
        *_reviewed_by_nobody(protocol),
        *unsupported_numbers(protocol),
        *never.values(),
    ]


def _groups_without_members(protocol: Protocol) -> Iterator[Problem]:
    for name, activity in protocol.activities.items():
        restricts = any(rule.subject == name and rule.kind != "advice" for rule in protocol.rules)
        has_members = any(name in groups for groups in protocol.graph.groups.values())
        if activity.is_group and restricts and not has_members:
            message = f"no activity is part of the group `{name}`"
            why = "what the group rules out would be ruled out for nothing"
            write = f"write part of: {name} under each activity that it holds for"
            yield Problem("E116", message, activity.position, why, write)


def _hazards_left_open(protocol: Protocol) -> Iterator[Problem]:
    """Activities of which nobody said what can go wrong, where the protocol has hazards."""
    hazards = [name for name, activity in protocol.activities.items() if activity.is_hazard]
    for name, groups in protocol.graph.groups.items() if hazards else ():
        activity, named = protocol.activities[name], [group for group in groups if group in hazards]
        if bool(named) is activity.is_harmless:
            message = f"the activity `{name}` names no hazard"
            write = f"write part of: with one of {', '.join(hazards)}; or hazard: none"
            if named:
                message = f"the activity `{name}` is part of {named[0]}, and says `hazard: none`"
                write = "leave one of the two out"
            why = "what closes every activity with the same hazard would leave this one open"
            yield Problem("E121", message, activity.position, why, write)


def _closed_for_good(protocol: Protocol) -> Iterator[Problem]:
    """Restrictions whose condition is one that opens an activity, each with the activities it closes."""
    closing: dict[tuple[str, Member], list[Rule]] = {}
    for rule in protocol.graph.of_kind("not yet"):
        for member in rule.when.members:
            closing.setdefault((rule.subject, member), []).append(rule)
    closed: dict[str, tuple[Rule, Member, list[Rule]]] = {}
    for allowed in protocol.graph.of_kind("allowed"):
        when = allowed.when
        needed: set[Member] = set(when.members) if when.every else {when}
        places = [(group, m) for group in protocol.members[allowed.subject] for m in needed]
        for restriction in {r.id: r for place in places for r in closing.get(place, ())}.values():
            if (shared := _restricts_all(restriction, needed)) is not None:
                closed.setdefault(restriction.id, (restriction, shared, []))[2].append(allowed)
    for restriction, shared, opened in closed.values():
        yield _opens_and_closes(opened, restriction, shared)


def _restricts_all(restriction: Rule, needed: set[Member]) -> Member | None:
    """A condition that alone restricts, and that the permission asks for."""
    when = restriction.when
    if when.every and len(when.members) != 1:
        return when.members[0] if when.members and set(when.members) <= needed else None
    return next((member for member in when.members if member in needed), None)


def _opens_and_closes(opened: list[Rule], restriction: Rule, shared: Member) -> Problem:
    leaf = next(leaves(shared))
    first = min(opened, key=lambda rule: rule.id)
    also = f", and {len(opened) - 1:,} more," if len(opened) > 1 else ""
    asks = f"its `allowed when` (line {first.position.line}) asks for the same"
    message = f"`{leaf.text}` closes `{first.subject}`, and {asks}"
    why = f"`{first.subject}`{also} could never be allowed to anyone ({restriction.id})"
    write = "write the value that should close it"
    return Problem("E301", message, leaf.position, why, write)


def _reviewed_by_nobody(protocol: Protocol) -> Iterator[Problem]:
    is_signed = protocol.claimed in REVIEWED or protocol.signature is not None
    if is_signed and not protocol.reviewed_by:
        message = (
            f"this protocol is `{protocol.claimed}`, and `{protocol.reviewer}` has reviewed it"
        )
        at = protocol.places.get("reviewer")
        why = "a patient would be told that a clinician has read these rules"
        yield Problem("E302", message, at, why, "let who read it sign, with recovery sign-off")


def never_true(
    rule: Rule, protocol: Protocol, ordered: Mapping[str, int | None] | None = None
) -> Iterator[Problem]:
    """A problem for each condition that no patient can meet under any stance, alone or beside the others.

    Under one stance a threshold may well be 0: what it compares with then rules nothing out there.
    `ordered` are numbers that a surgeon may put in place of those of a stance.
    """
    found: dict[Position | None, Problem] | None = None
    own = [protocol.rulesets[stance].numbers for stance in STANCES]
    for numbers in own + ([{**numbers, **ordered} for numbers in own] if ordered else []):
        now = {p.position: p for p in _in_group(rule.when, ChainMap(), numbers, protocol)}
        found = now if found is None else {at: p for at, p in found.items() if at in now}
        if not found:
            return  # as for nearly every rule: the other stances have nothing to add
    yield from (found or {}).values()


@frozen
class _Room:
    """What conditions have left of one item or finding, and those of them that narrowed it most."""

    left: Possible
    by: tuple[tuple[Leaf, Possible], ...] = ()

    def narrowed(self, leaf: Leaf, own: Possible) -> _Room | None:
        """The room with one condition more, which alone leaves `own`; None where nothing is left."""
        left = _both(self.left, own)
        if left is None or left == self.left:
            return None if left is None else self
        by = (*self.by, (leaf, own))
        if isinstance(left, tuple):  # two ends, so two conditions are enough to say why
            # What each condition allows has the shape of `left`, which mypy cannot follow into `by`.
            holders = (next((one for one in by if one[1][n] == left[n]), None) for n in (0, 1))  # type: ignore[index]
            by = tuple(dict.fromkeys(one for one in holders if one is not None))
        return _Room(left, by)

    def against(self, own: Possible) -> Leaf:
        """The condition that leaves nothing of `own`; where only several do together, the last one."""
        alone = (leaf for leaf, room in self.by if _both(room, own) is None)
        return next(alone, self.by[-1][0])


def _in_group(
    group: Group,
    outer: ChainMap[str, _Room],
    numbers: Mapping[str, int | None],
    protocol: Protocol,
) -> Iterator[Problem]:
    """Walks a group with what the conditions that hold beside it leave; each is looked at once."""
    beside = outer.new_child() if group.every else outer
    for leaf in group.members:
        if isinstance(leaf, Group) or is_generated(leaf) or not leaf.position.file:
            continue
        whole = _whole(leaf, protocol)
        own = _both(whole, _meets(leaf, numbers, whole))
        room = beside.get(leaf.subject) or _Room(whole)
        narrowed = None if own is None else room.narrowed(leaf, own)
        if own is None or narrowed is None:
            yield _contradiction(leaf, leaf if own is None else room.against(own))
        elif group.every:
            beside[leaf.subject] = narrowed
    for member in group.members:
        if isinstance(member, Group):
            yield from _in_group(member, beside, numbers, protocol)


def _whole(leaf: Leaf, protocol: Protocol) -> Possible:
    if isinstance(leaf, Claim):
        return frozenset(protocol.values[leaf.subject])
    item = DAY if leaf.subject == DAY.name else protocol.vocabulary.items[leaf.subject]
    return item.least, item.most


def _meets(leaf: Leaf, numbers: Mapping[str, int | None], whole: Possible) -> Possible:
    if isinstance(leaf, Claim):
        return frozenset(leaf.values)
    if leaf.among is not None:
        return frozenset(leaf.among)
    low, high = leaf.ends(numbers)
    assert isinstance(whole, tuple), "only findings have words instead of numbers"
    return whole[0] if low is None else low, whole[1] if high is None else high


def _both(one: Possible, other: Possible) -> Possible | None:
    """The values that are in both; None where there are none."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        least, most = max(one[0], other[0]), min(one[1], other[1])
        return (least, most) if least <= most else None
    if isinstance(one, tuple):
        one, other = other, one
    assert isinstance(one, frozenset), "one of the two is a set of values"
    if isinstance(other, tuple):
        return frozenset(n for n in one if other[0] <= int(n) <= other[1]) or None
    return one & other or None


def _contradiction(leaf: Leaf, other: Leaf) -> Problem:
    message = f"nothing can be `{leaf.text}`"
    write = "compare it with the least and the most that it can be"
    if other is not leaf:
        message = f"`{leaf.text}` cannot hold together with `{other.text}`"
        write = f"leave one of them out; the other stands in line {other.position.line}"
    elif " between " in leaf.text:
        write = "put the smaller number first"
    why = "this could never be true for any patient"
    return Problem("E115", message, leaf.position, why, write)
