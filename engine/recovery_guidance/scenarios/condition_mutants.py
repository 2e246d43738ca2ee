"""Every small change to a list of conditions: one left out or turned round, a number one step off, all for any."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from attrs import evolve

from ..model.conditions import Bound, Claim, Condition, Group, Member, leaves_of
from ..model.items import DAY
from ..model.problem import Position
from ..model.protocol import Protocol
from .spans import item_of


def group_changes(
    group: Group, protocol: Protocol, shared: Collection[str] = ()
) -> Iterator[tuple[str, Group, Position | None]]:
    """Every group with one change in it, with the words for the change and its place. `shared` are the
    thresholds that stand in several places, where a change in one of them is one of its own."""
    if len(group.members) > 1 and all(_written(member) for member in group.members):
        turned = "any instead of all" if group.every else "all instead of any"
        first = next(group.leaves())
        yield f"{turned}, at `{first.text}`", evolve(group, every=not group.every), first.position
    for place, member in enumerate(group.members):
        if not _written(member):
            continue
        without = (*group.members[:place], *group.members[place + 1 :])
        if without or group.every:
            at = next(leaves_of(member))
            yield f"without {_shown(member)}", evolve(group, members=without), at.position
        for change, other, position in _member_changes(member, protocol, shared):
            members = (*group.members[:place], other, *group.members[place + 1 :])
            yield change, evolve(group, members=members), position


def _member_changes(
    member: Member, protocol: Protocol, shared: Collection[str]
) -> Iterator[tuple[str, Member, Position | None]]:
    if isinstance(member, Group):
        yield from group_changes(member, protocol, shared)
    elif isinstance(member, Claim):
        known = protocol.values[member.subject]
        for value in known if len(known) > 2 else ():
            values = tuple(v for v in known if (v in member.values) != (v == value))
            word = "without" if value in member.values else "also with"
            yield f"{_shown(member)} {word} {value}", evolve(member, values=values), member.position
        others = tuple(v for v in known if v not in member.values)
        yield f"{_shown(member)} turned round", evolve(member, values=others), member.position
    elif not member.known:
        yield from condition_changes(member, protocol, shared)


def condition_changes(
    condition: Condition, protocol: Protocol, shared: Collection[str] = ()
) -> Iterator[tuple[str, Condition, Position]]:
    """Every condition that one change makes of this one."""
    shown, at = _shown(condition), condition.position
    if condition.among is not None:
        words = item_of(condition, protocol).words
        everything = frozenset(range(len(words)))
        yield f"{shown} turned round", evolve(condition, among=everything - condition.among), at
        for place, word in enumerate(words if len(words) > 2 else ()):
            said = "without" if place in condition.among else "also with"
            among = condition.among ^ {place}
            yield f"{shown} {said} {word}", evolve(condition, among=among), at
        return
    for end in ("low", "high"):
        bound: Bound | None = getattr(condition, end)
        if bound is None or (bound.threshold and bound.threshold not in shared):
            continue
        for step in (-1, 1):
            moved = evolve(bound, plus=bound.plus + step)
            said = _said(condition, end, moved, step, protocol)
            changed: dict[str, Any] = {end: moved}
            yield f"{shown} {said}", evolve(condition, **changed), at


def _said(condition: Condition, end: str, moved: Bound, step: int, protocol: Protocol) -> str:
    """Where a range ends now, or in which direction its threshold moved."""
    if moved.threshold:
        direction = "later" if step > 0 else "earlier"
        return f"{'begins' if end == 'low' else 'ends'} one step {direction}"
    item = item_of(condition, protocol)
    shown = f"day {moved.plus}" if item is DAY else item.show(moved.plus)
    return f"{'from' if end == 'low' else 'up to'} {shown}"


def _written(member: Member) -> bool:
    """Whether an author wrote it: each phase is given the one before it as a condition."""
    return any(leaf.position.file for leaf in leaves_of(member))


def _shown(member: Member) -> str:
    leaves = list(leaves_of(member))
    return f"`{leaves[0].text}`" + (f" and {len(leaves) - 1} more" if len(leaves) > 1 else "")
