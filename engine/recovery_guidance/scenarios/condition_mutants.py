"""Every small slip in a list of conditions: one left out or turned round, a number one step off, all for any."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from attrs import evolve

from ..model.conditions import Bound, Claim, Condition, Group, Member
from ..model.items import DAY
from ..model.problem import Position
from ..model.protocol import Protocol

Changed = tuple[str, Group, Position | None]


def group_slips(
    group: Group, protocol: Protocol, shared: Collection[str] = ()
) -> Iterator[Changed]:
    """Every group with one slip in it, with the words for the slip and its place. `shared` are the
    thresholds that stand in several places, where a slip in one of them is one of its own."""
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
        for change, other, position in _member_slips(member, protocol, shared):
            members = (*group.members[:place], other, *group.members[place + 1 :])
            yield change, evolve(group, members=members), position


def _member_slips(
    member: Member, protocol: Protocol, shared: Collection[str]
) -> Iterator[tuple[str, Member, Position | None]]:
    if isinstance(member, Group):
        yield from group_slips(member, protocol, shared)
    elif isinstance(member, Claim):
        known = protocol.values[member.subject]
        for value in known if len(known) > 2 else ():
            values = tuple(v for v in known if (v in member.values) != (v == value))
            word = "without" if value in member.values else "also with"
            yield f"{_shown(member)} {word} {value}", evolve(member, values=values), member.position
        others = tuple(v for v in known if v not in member.values)
        yield f"{_shown(member)} turned round", evolve(member, values=others), member.position
    elif not member.known:
        yield from condition_slips(member, protocol, shared)


def condition_slips(
    condition: Condition, protocol: Protocol, shared: Collection[str] = ()
) -> Iterator[tuple[str, Condition, Position]]:
    """Every condition that one slip makes of this one."""
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
    for end in ("low", "high"):
        bound: Bound | None = getattr(condition, end)
        if bound is None or (bound.threshold and bound.threshold not in shared):
            continue
        for step in (-1, 1):
            moved = evolve(bound, plus=bound.plus + step)
            said = _said(condition, end, moved, step, protocol)
            low, high = (moved, condition.high) if end == "low" else (condition.low, moved)
            yield f"{shown} {said}", evolve(condition, low=low, high=high), at


def _said(condition: Condition, end: str, moved: Bound, step: int, protocol: Protocol) -> str:
    """Where a range ends now, or in which direction its threshold moved."""
    if moved.threshold:
        return (
            f"{'begins' if end == 'low' else 'ends'} one step {'later' if step > 0 else 'earlier'}"
        )
    shown = f"day {moved.plus}"
    if condition.subject != DAY.name:
        shown = protocol.vocabulary.items[condition.subject].show(moved.plus)
    return f"{'from' if end == 'low' else 'up to'} {shown}"


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
