"""What rules ask: one test on one item, a claim that a finding has a value, and groups of these."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from attrs import field, frozen

from .algebra import Algebra, T, Truth
from .items import NOWHERE, Fact
from .noun import Noun
from .problem import Position

Numbers = Mapping[str, int | None]
"""The number of every threshold, in steps of its item; None is `no cap`."""

Proposition = tuple[str, str]
"""A finding, milestone or phase, and one of its values."""


@frozen(repr=False)
class Bound(Noun):
    """One end of a range, in steps: a number, or a threshold's number and `plus` so many steps."""

    plus: int
    threshold: str = ""

    def value(self, numbers: Numbers) -> int | None:
        """The number under the stance and orders that `numbers` stands for; None is `no cap`."""
        if not self.threshold:
            return self.plus
        number = numbers[self.threshold]
        return None if number is None else number + self.plus


@frozen(repr=False)
class Condition(Noun):
    """One test on one item: within `low` and `high` (both included), or `among` words, or known."""

    subject: str
    low: Bound | None = None
    high: Bound | None = None
    among: frozenset[int] | None = None
    known: bool = False
    text: str = field(default="", eq=False)
    position: Position = field(default=NOWHERE, eq=False)

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """The ends that it has."""
        return tuple(bound for bound in (self.low, self.high) if bound is not None)

    def ends(self, numbers: Numbers) -> tuple[int | None, int | None]:
        """The least and the most that meet it, in steps; None where it is open."""
        low = self.low.value(numbers) if self.low else None
        return low, self.high.value(numbers) if self.high else None

    def turns(self, numbers: Numbers) -> Iterator[int]:
        """The values at which it begins or ceases to hold."""
        if self.among is not None:
            yield from self.among
            yield from (place + 1 for place in self.among)
        low, high = self.ends(numbers)
        yield from () if low is None else (low,)
        yield from () if high is None else (high + 1,)

    def met_by(self, fact: Fact, numbers: Numbers) -> Truth:
        """Whether one fact meets it."""
        if self.known:
            return fact is not None
        if fact is None:
            return None
        if self.among is not None:
            return fact in self.among
        low, high = self.ends(numbers)
        return (low is None or fact >= low) and (high is None or fact <= high)


@frozen(repr=False)
class Claim(Noun):
    """One test on a finding, milestone or phase: it is proven to have one of `values`."""

    subject: str
    values: tuple[str, ...]
    text: str = field(default="", eq=False)
    position: Position = field(default=NOWHERE, eq=False)


Leaf = Condition | Claim


@frozen(repr=False)
class Group(Noun):
    """All or any of its members hold. An empty `all` always holds."""

    every: bool
    members: tuple[Member, ...] = ()

    def leaves(self) -> Iterator[Leaf]:
        """Every condition and claim in it, depth first."""
        for member in self.members:
            yield from leaves(member)


Member = Leaf | Group
ALWAYS = Group(every=True)


def leaves(member: Member) -> Iterator[Leaf]:
    """Every condition and claim in a member; a single one is its own."""
    if isinstance(member, Group):
        yield from member.leaves()
    else:
        yield member


def is_generated(leaf: Leaf) -> bool:
    """Whether it is one of `otherwise`, which follows from those of the other values."""
    return leaf.text.startswith("not: ")


def tests_of(facts: Callable[[str], Fact], numbers: Numbers) -> Callable[[Condition], Truth]:
    """Whether one patient's facts meet a condition."""
    return lambda condition: condition.met_by(facts(condition.subject), numbers)


def truth_of(
    member: Member,
    algebra: Algebra[T],
    test: Callable[[Condition], T],
    conclusion: Callable[[Proposition], T],
) -> T:
    """Whether a condition, claim or group holds, over truths of any kind."""
    if isinstance(member, Condition):
        return test(member)
    if isinstance(member, Claim):
        return algebra.any(conclusion((member.subject, value)) for value in member.values)
    combine = algebra.all if member.every else algebra.any
    return combine(truth_of(part, algebra, test, conclusion) for part in member.members)
