"""What a surgeon ordered for every patient that is asked about: which of it counts, and what it changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import evolve, frozen

from ..deciding.orders_in_force import counting, in_force, ordered_on, ruleset_for, stance_asked
from ..model.case import Case, Order, shifted
from ..model.protocol import STANCES, Protocol
from ..model.rules import Ruleset


@frozen
class Practice:
    """Orders that lie over a protocol and count on the day that is asked about, whichever day it is.

    `files` are the overlays that they stand in, as they were named, and `on` a date on which they count.
    """

    orders: tuple[Order, ...] = ()
    files: tuple[str, ...] = ()
    on: date | None = None

    @classmethod
    def of_case(cls, protocol: Protocol, case: Case) -> Practice:
        """The orders of one case that its date does not rule out."""
        weighed = ordered_on(protocol, case, protocol.default_stance)
        dated = counting(weighed)
        may_count = (o.order for o in weighed if not o.out_of_time or o.order in dated)
        return cls(tuple(evolve(order, given=None, until=None) for order in may_count))

    @classmethod
    def on_date(cls, orders: Iterable[Order], on: date, files: Iterable[str]) -> Practice:
        """The orders of overlays that count on a date."""
        return cls(in_force(orders, on), tuple(files), on)

    def over(self, case: Case) -> Case:
        """The case with these orders before its own."""
        return evolve(case, orders=(*self.orders, *case.orders)) if self.orders else case

    def ruleset(self, protocol: Protocol, stance: str) -> Ruleset:
        """The rules and numbers in force under a stance."""
        weighed = ordered_on(protocol, self.over(Case(0)), stance)
        return ruleset_for(protocol, stance, counting(weighed))

    def rulesets(self, protocol: Protocol) -> dict[str, Ruleset]:
        """The rules and numbers in force under each stance."""
        return {stance: self.ruleset(protocol, stance) for stance in STANCES}

    def stance_asked(self, protocol: Protocol, stance: str) -> tuple[str, bool]:
        """The stance before any scope line imposes a stricter one, and whether none does, where this one is asked
        for."""
        return stance_asked(protocol, self.over(Case(0, stance=stance)))


NOTHING = Practice()
"""The protocol as it stands."""


def practices(orders: tuple[Order, ...], files: Iterable[str]) -> list[Practice]:
    """What lies over the protocol from the first day of each stretch in which the same orders count."""
    files = tuple(files)
    turns = {order.given for order in orders if order.given}
    turns |= {shifted(order.until, 1) for order in orders if order.until}
    found: dict[tuple[Order, ...], Practice] = {}
    for turn in sorted(turns):
        practice = Practice.on_date(orders, turn, files)
        if practice.orders:
            found.setdefault(practice.orders, practice)
    return list(found.values())
