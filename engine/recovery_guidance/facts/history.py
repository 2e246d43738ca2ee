"""A case's observations by item and in the order of their days, and what counts on each of them.

A day counts as observed where something was stated for it; what was stated without a day is about
today. Between observations the latest value holds until its shelf life is over; then a sign that a
patient would volunteer counts as not there, and anything else is not known.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from attrs import define, field

from ..model.algebra import Truth
from ..model.case import Case, Session
from ..model.items import Fact, Item
from ..model.protocol import Protocol, Trend


@define(eq=False)
class History:
    """A case's observations by item and in the order of their days."""

    protocol: Protocol
    now: int
    days: dict[str, list[int]] = field(factory=dict)
    values: dict[str, list[Fact]] = field(factory=dict)
    sessions: tuple[Session, ...] | None = None
    seen: dict[str, list[int]] = field(factory=dict)
    """The days on which someone else than the patient said that a sign is not there."""
    _counting: dict[tuple[str, int], Fact] = field(factory=dict, init=False)
    """What counts of an item on a day, once it was asked for: windows that look back overlap."""

    @classmethod
    def of(cls, protocol: Protocol, case: Case) -> History:
        """What was told up to the case's day; what was told without a day is about today.

        Sessions before the operation are none of this recovery.
        """
        sessions = case.sessions
        if sessions is not None:
            past = (session for session in sessions if 0 <= session.day <= case.day)
            sessions = tuple(sorted(past, key=lambda session: session.day))
        history = cls(protocol, case.day, sessions=sessions)
        looked_at = {name for trend in protocol.trends.values() for name in trend.looks_at}
        looked_at |= {
            name
            for name, trend in protocol.trends.items()
            if any(one.kind == "worsened_since" for one in trend.each)
        }
        for ladder in protocol.ladders.values():
            for group in ladder.responses.values():
                looked_at |= {leaf.subject for leaf in group.leaves()}
        told = (
            (case.day if o.day is None else o.day, o.item, o.value, o.is_seen)
            for o in case.observations
            if o.item in looked_at
        )
        items = protocol.vocabulary.items
        worst = {
            name: items[name].worst for name in looked_at & items.keys() if items[name].is_sign
        }

        def order(entry: tuple[int, str, Fact, bool]) -> tuple[int, bool]:
            """Of one day the last one counts: the one that says that a sign is there."""
            day, item, value, _ = entry
            return day, item in worst and value == worst[item]

        for day, item, value, is_seen in sorted(told, key=order):
            if day > case.day:
                break
            history.days.setdefault(item, []).append(day)
            history.values.setdefault(item, []).append(value)
            if is_seen and value == items[item].if_not_stated:
                history.seen.setdefault(item, []).append(day)
        return history

    def item(self, name: str) -> Item:
        return self.protocol.vocabulary.items[name]

    def anything(self, item: str, day: int) -> bool:
        """Whether anything was ever stated about an item."""
        days = self.days.get(item)
        return bool(days and days[0] <= day)

    def observed(self, item: str, day: int) -> Fact:
        """What was stated for that very day; supposed to be stated again on days to come."""
        if day > self.now:
            again = self.item(item).if_not_stated is None
            return self.value(item, self.now) if again else None
        told = self.told_for(item, day)
        return told if self.item(item).counts(told, day) else None

    def observed_days(self, item: str, days: range) -> Iterator[int]:
        """Those of these days, one after the other, for which something was stated or is supposed to be."""
        told = self.days.get(item, [])
        places = range(bisect_left(told, days.start), bisect_left(told, days.stop))
        yield from sorted({told[n] for n in places})
        if self.item(item).if_not_stated is None:
            yield from range(max(days.start, self.now + 1), days.stop)

    def value(self, item: str, day: int) -> Fact:
        """What counts on a day: the latest value while it keeps, else what silence means."""
        key = item, day
        if key not in self._counting:
            self._counting[key] = self._value(item, day)
        return self._counting[key]

    def _value(self, item: str, day: int) -> Fact:
        declared = self.item(item)
        if day > self.now and declared.if_not_stated is None:
            return self.value(item, self.now)
        told, last = self.told(item, day), self.latest(item, day)
        if told is None or told == declared.if_not_stated or declared.counts(told, last):
            return told
        return None

    def told_for(self, item: str, day: int) -> Fact:
        """What was stated for that very day, before the operation too: something to compare with."""
        place = bisect_right(self.days.get(item, ()), day) - 1
        if place < 0 or self.days[item][place] != day:
            return None
        return self.values[item][place]

    def told_between(self, item: str, first: int, before: int) -> list[Fact]:
        """What was stated for each day from the first on, the last of each day; the end is not included."""
        days, values = self.days.get(item, []), self.values.get(item, [])
        places = range(bisect_left(days, first), bisect_left(days, before))
        return [values[n] for n in places if n + 1 == len(days) or days[n + 1] != days[n]]

    def told(self, item: str, day: int) -> Fact:
        """The latest value while it keeps, from before the operation too; else what silence means."""
        declared = self.item(item)
        if day > self.now and declared.if_not_stated is None:
            return self.told(item, self.now)
        place = bisect_right(self.days.get(item, ()), day) - 1
        if place < 0:
            return declared.if_not_stated
        age = day - self.days[item][place]
        if declared.shelf_life is not None and age > declared.shelf_life:
            return declared.if_not_stated
        return self.values[item][place]

    def is_told_unknown(self, item: str, first: int, last: int) -> bool:
        """Whether on one of these days the latest that was told and keeps is that it is not known."""
        days, values = self.days.get(item, []), self.values.get(item, [])
        life = self.item(item).shelf_life
        for place in range(bisect_right(days, last)):
            if values[place] is None:
                following = days[place + 1] if place + 1 < len(days) else last + 1
                ends = following - 1 if life is None else min(following - 1, days[place] + life)
                if max(ends, days[place]) >= first:
                    return True
        return False

    def latest(self, item: str, day: int) -> int | None:
        """The last day up to this one on which the item was observed."""
        if day > self.now and self.item(item).if_not_stated is None:
            return day
        place = bisect_right(self.days.get(item, ()), day) - 1
        return self.days[item][place] if place >= 0 else None

    def known(self, item: str, day: int) -> list[tuple[int, int]]:
        """The days up to this one on which the item was told, each with its value; none that is not known."""
        told = zip(self.days.get(item, ()), self.values.get(item, ()), strict=True)
        return [(d, value) for d, value in told if d <= day and value is not None]

    def sessions_of(self, activity: str, first: int, last: int) -> Iterator[Session]:
        """Sessions of an activity or a group from one day to another, both included."""
        members = self.protocol.members
        for session in self.sessions or ():
            if first <= session.day <= last and activity in members[session.activity]:
                yield session


def meets(trend: Trend, value: Fact) -> Truth:
    """Whether the value of one day meets the test of a trend."""
    assert trend.test is not None
    return trend.test.met_by(value, {})


def days_met(history: History, trend: Trend, days: range) -> int:
    """On how many of these days the test of a trend was observed to be met."""
    told = (history.observed(trend.subject, d) for d in history.observed_days(trend.subject, days))
    return sum(meets(trend, value) is True for value in told)


def fitting(value: int, item: Item) -> int:
    """The nearest value that the item can have."""
    return min(max(value, item.least), item.most)
