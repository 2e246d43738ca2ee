"""One condition on one fact → true, false or unknown; and groups of them, by Kleene's rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from engine.items import Fact, Truth
from engine.protocol import Claim, Condition, Member

Proposition = tuple[str, str]
"""A finding, milestone or phase, and one of its values."""


def all_hold(truths: Iterable[Truth]) -> Truth:
    """False if any is false, else unknown if any is unknown, else true."""
    known = True
    for truth in truths:
        if truth is False:
            return False
        known = known and truth is not None
    return True if known else None


def any_holds(truths: Iterable[Truth]) -> Truth:
    """True if any is true, else unknown if any is unknown, else false."""
    known = True
    for truth in truths:
        if truth is True:
            return True
        known = known and truth is not None
    return False if known else None


def holds(condition: Condition, fact: Fact, numbers: Mapping[str, int | None]) -> Truth:
    """Whether one fact meets one condition."""
    if condition.known:
        return fact is not None
    if fact is None:
        return None
    if condition.among is not None:
        return fact in condition.among
    low, high = limits(condition, numbers)
    return (low is None or fact >= low) and (high is None or fact <= high)


def limits(
    condition: Condition, numbers: Mapping[str, int | None]
) -> tuple[int | None, int | None]:
    """The least and the most that meet a condition on a number, in steps; None where it is open."""
    low = condition.low.value(numbers) if condition.low else None
    return low, condition.high.value(numbers) if condition.high else None


def truth_of(
    member: Member,
    fact: Callable[[str], Fact],
    proposition: Callable[[Proposition], Truth],
    numbers: Mapping[str, int | None],
) -> Truth:
    """Whether a condition, claim or group holds over these facts and propositions."""
    if isinstance(member, Condition):
        return holds(member, fact(member.subject), numbers)
    if isinstance(member, Claim):
        return any_holds(proposition((member.subject, value)) for value in member.values)
    combine = all_hold if member.every else any_holds
    return combine(truth_of(part, fact, proposition, numbers) for part in member.members)
