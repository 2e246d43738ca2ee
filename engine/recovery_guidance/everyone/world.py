"""Every answer of a protocol about one person, over truths of any kind, whichever stance is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from operator import methodcaller
from typing import Generic

from attrs import frozen

from ..deciding.decision import Decision, Verdict, decided, followed
from ..deciding.guidance import Guidance
from ..model.algebra import KLEENE, Algebra, T, Truth, V
from ..model.conditions import Member
from ..model.protocol import Protocol
from ..model.rules import Rule, Ruleset
from .functions import Functions
from .space import Meaning, Person

Wanted = Callable[[str], tuple[str, bool]]
"""The stance that orders leave where one is asked for, and whether no scope line imposes another."""


@frozen(eq=False, slots=False)
class World(Generic[T]):
    """What is answered under the stance that is followed.

    `decisions` are what the rules come to under each stance, and `asks` says of each whether it is asked for.
    """

    protocol: Protocol
    algebra: Algebra[T]
    decisions: Mapping[str, Decision[T]]
    asks: Mapping[str, T]
    wanted: Wanted

    @cached_property
    def follows(self) -> Mapping[str, T]:
        """Whether each stance is followed."""
        asked = ((*self.wanted(stance), truth) for stance, truth in self.asks.items())
        return followed(self.algebra, asked, self.decisions)

    def answer(self, of: Callable[[Decision[T]], Mapping[V, T]]) -> dict[V, T]:
        """Every value that an answer can have, with the truth that it has it under the stance followed."""
        found: dict[V, list[T]] = {}
        for stance, follows in self.follows.items():
            if follows != self.algebra.no:
                for value, truth in of(self.decisions[stance]).items():
                    found.setdefault(value, []).append(self.algebra.all((follows, truth)))
        return {value: self.algebra.any(truths) for value, truths in found.items()}

    def over(self, truth: Callable[[Decision[T]], T]) -> T:
        """A truth under the stance that is followed. It may not be unknown."""
        return self.answer(lambda decision: {True: truth(decision)})[True]

    def asking(self, truth: Callable[[Decision[T]], T]) -> T:
        """A truth under the stance that is asked for. It may not be unknown."""
        return self.algebra.any(
            self.algebra.all((asked, truth(self.decisions[stance])))
            for stance, asked in self.asks.items()
        )

    def holds(self, member: Member) -> T:
        """A condition, claim or group is known to hold."""
        return self.over(lambda decision: self.algebra.certain(decision.holds(member)))

    def certain(self, rule: Rule) -> T:
        """A rule holds."""
        return self.over(lambda decision: self.algebra.certain(decision.truth(rule)))

    def possible(self, rule: Rule) -> T:
        """A rule holds, or may."""
        return self.over(lambda decision: self.algebra.possible(decision.truth(rule)))

    @cached_property
    def speaks(self) -> T:
        """Something is said about activities and limits."""
        return self.algebra.opposite(self.over(Decision.silent))

    def spoken(self, truth: T) -> T:
        """Something is said about activities and limits, and this is true."""
        return self.algebra.all((self.speaks, truth))

    def urgent(self, urgency: str) -> T:
        """A warning is given that is at least that urgent."""
        return self.over(lambda decision: decision.urgent(urgency))

    def says(self, activity: str, *verdicts: Verdict) -> T:
        """One of these verdicts is given on an activity, where anything is said."""
        answer = self.answer(methodcaller("verdict", activity))
        given = self.algebra.any(answer[verdict] for verdict in verdicts if verdict in answer)
        return self.spoken(given)

    def may(self, activity: str) -> T:
        """The answer says allowed, or with care."""
        return self.spoken(self.over(methodcaller("may", activity)))

    def limited(self, quantity: str, amount: int) -> T:
        """A quantity is limited to that amount or less, where anything is said."""
        least = self.answer(methodcaller("at_most", quantity)).items()
        capped = self.algebra.any(t for most, t in least if most is not None and most <= amount)
        return self.spoken(capped)

    def amounts(self, quantity: str) -> set[int]:
        """Every amount that a limit on the quantity can have."""
        decisions = self.decisions.values()
        return {amount for decision in decisions for amount in decision.amounts(quantity)}


def world_of(
    functions: Functions[T],
    person: Person,
    protocol: Protocol,
    rulesets: Mapping[str, Ruleset],
    wanted: Wanted,
    other: World[T] | None = None,
    still: Collection[str] = (),
) -> World[T]:
    """The answers of a protocol about a person, by these rules under each stance.

    Rules that are `still` hold as they do in the `other` world.
    """
    decisions = {}
    for stance, ruleset in rulesets.items():
        elsewhere = other.decisions[stance].truth if other else None
        decisions[stance] = Meaning(functions, person, ruleset, elsewhere, still).decision()
    return World(protocol, functions, decisions, person.asks(functions), wanted)


def world_told(guidance: Guidance) -> World[Truth]:
    """The answers that were given to one patient."""
    stance = guidance.stance
    asked = guidance.case.stance or guidance.protocol.default_stance
    decisions = dict.fromkeys((asked, stance), decided(guidance.memory))
    return World(guidance.protocol, KLEENE, decisions, {asked: True}, lambda _: (stance, True))
