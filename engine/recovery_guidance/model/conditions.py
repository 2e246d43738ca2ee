"""What rules ask: one test on one item, a claim that a finding has a value, and groups of these."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from attrs import field, frozen

from .items import NOWHERE, Fact
from .kleene import Truth, all_hold, any_holds
from .problem import Position

Numbers = Mapping[str, int | None]
"""The number of every threshold, in steps of its item; None is `no cap`."""

Proposition = tuple[str, str]
"""A finding, milestone or phase, and one of its values."""


@frozen
class Bound:
    """One end of a range, in steps: a number, or a threshold's number and `plus` so many steps."""

    plus: int
    threshold: str = ""

    def value(self, numbers: Numbers) -> int | None:
        """The number under the stance and orders that `numbers` stands for; None is `no cap`."""
        if not self.threshold:
            return self.plus
        number = numbers[self.threshold]
        return None if number is None else number + self.plus


@frozen
class Condition:
    """One test on one item: within `low` and `high` (both included), or `among` words, or known."""

    subject: str
    low: Bound | None = None
    high: Bound | None = None
    among: frozenset[int] | None = None
    known: bool = False
    text: str = field(default="", eq=False)
    position: Position = field(default=NOWHERE, eq=False)


@frozen
class Claim:
    """One test on a finding, milestone or phase: it is proven to have one of `values`."""

    subject: str
    values: tuple[str, ...]
    text: str = field(default="", eq=False)
    position: Position = field(default=NOWHERE, eq=False)


@frozen
class Group:
    """All or any of its members hold. An empty `all` always holds."""

    every: bool
    members: tuple[Member, ...] = ()

    def leaves(self) -> Iterator[Condition | Claim]:
        """Every condition and claim in it, depth first."""
        for member in self.members:
            if isinstance(member, Group):
                yield from member.leaves()
            else:
                yield member


Member = Condition | Claim | Group
ALWAYS = Group(every=True)


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
