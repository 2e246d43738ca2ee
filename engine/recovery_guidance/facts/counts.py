"""Counts over the sessions of a case: how many, how far, how they went, and how long ago."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from ..model.algebra import KLEENE, Truth
from ..model.case import Session
from ..model.conditions import Member, tests_of, truth_of
from ..model.items import Fact, Item
from ..model.protocol import MOVES, Ladder, Trend
from .history import History, days_met, fitting, meets


def _sessions(history: History, trend: Trend, day: int, item: Item) -> Fact:
    count = sum(1 for _ in history.sessions_of(trend.subject, day - trend.days + 1, day))
    return fitting(count, item) if trend.test is None else int(meets(trend, count) is True)


def _active_days(history: History, trend: Trend, day: int, item: Item) -> Fact:
    first = day - trend.days + 1
    found = {session.day for session in history.sessions or () if first <= session.day <= day}
    return fitting(len(found), item)


def _days_since(history: History, trend: Trend, day: int, item: Item) -> Fact:
    """Days since the last session; since the operation where there was none."""
    last = max((s.day for s in history.sessions_of(trend.subject, 0, day)), default=0)
    return fitting(day - last, item)


def _event_days(history: History, trend: Trend, day: int, item: Item) -> Fact:
    """On how many days since the last session, its own included, the test was met."""
    last = max((s.day for s in history.sessions_of(trend.since, 0, day)), default=None)
    if last is None:
        return 0
    days = range(last, day + 1)
    open_ = any(meets(trend, history.value(trend.subject, d)) is None for d in days)
    return None if open_ else fitting(days_met(history, trend, days), item)


def event_since(history: History, trend: Trend, day: int, item: Item) -> Fact:
    """Days since the item was last observed to be so; not known where it never was."""
    known = history.known(trend.subject, day)
    met = [d for d, value in known if d >= 0 and meets(trend, value)]
    return fitting(day - met[-1], item) if met else None


def distance(sessions: Iterable[Session]) -> int | None:
    """Metres in all; unknown where one session does not say."""
    total = 0
    for session in sessions:
        if session.distance is None:
            return None
        total += session.distance
    return total


def _distance(history: History, trend: Trend, day: int, item: Item) -> Fact:
    metres = distance(history.sessions_of(trend.subject, day - trend.days + 1, day))
    return None if metres is None else fitting(round(metres * 10**item.decimals / 1000), item)


def _rise(history: History, trend: Trend, day: int, item: Item) -> Fact:
    """Percent over the same number of days before; none where nothing was done in those."""
    now = distance(history.sessions_of(trend.subject, day - trend.days + 1, day))
    first = day - 2 * trend.days + 1
    before = distance(history.sessions_of(trend.subject, first, day - trend.days))
    if now is None or before is None:
        return None
    percent = -(-100 * max(0, now - before) // before) if before else 0
    return fitting(percent, item)


def _step(history: History, trend: Trend, day: int, item: Item) -> Fact:
    """The step of the last session that climbed; not known where it does not say which."""
    ladder = history.protocol.ladders[trend.subject]
    steps = [s.step for s in _around(history, ladder, day) if _climbs(history, ladder, s)] or [0]
    return None if steps[-1] is None else fitting(steps[-1], item)


def _good(history: History, trend: Trend, day: int, item: Item) -> Fact:
    """How many sessions in a row, up to the last, went well at its step.

    A session that does not climb adds nothing, and ends the row where it did not go well. Where nobody knows how
    one went, the row is not known.
    """
    ladder = history.protocol.ladders[trend.subject]
    step, count = None, 0
    for session in reversed(_around(history, ladder, day)):
        climbs = _climbs(history, ladder, session)
        if climbs and count and session.step != step:
            break
        how = response(history, ladder, session, day)
        if how is None:
            return None
        if how != "up":
            break
        if not climbs:
            continue
        if (step := session.step) is None:
            return None
        count += 1
    return fitting(count, item)


def _response(history: History, trend: Trend, day: int, item: Item) -> Fact:
    """The move furthest back that a session of the last day calls for."""
    ladder = history.protocol.ladders[trend.subject]
    found = {response(history, ladder, s, day) for s in last_sessions(history, ladder, day)}
    known = sorted((word for word in found if word), key=MOVES.__getitem__)
    if not known or (None in found and MOVES[known[0]] > min(MOVES.values())):
        return None
    return item.words.index(known[0]) if known[0] in item.words else None


def last_sessions(history: History, ladder: Ladder, day: int) -> list[Session]:
    """The sessions of the last day on which there was one, on the ladder or of what is like it."""
    sessions = _around(history, ladder, day)
    return [session for session in sessions if session.day == sessions[-1].day]


def _around(history: History, ladder: Ladder, day: int) -> list[Session]:
    """The sessions on a ladder and of all that is in the nearest group with it, in order.

    A back that a longer run has hurt is no better at the next step of the ladder.
    """
    members = history.protocol.members
    shared = [name for name in members[ladder.activity][1:] if name in members[ladder.session]]
    of = {ladder.activity, ladder.session, *shared[:1]}
    sessions = (s for s in history.sessions or () if 0 <= s.day <= day)
    return [session for session in sessions if of.intersection(members[session.activity])]


def _climbs(history: History, ladder: Ladder, session: Session) -> bool:
    """Whether a session was of a step, said or not."""
    members = history.protocol.members[session.activity]
    return ladder.activity in members or ladder.session in members


def response(history: History, ladder: Ladder, session: Session, day: int) -> str | None:
    """The move that a session calls for by itself, as of a day: the furthest back; None if not known."""
    for move in sorted(MOVES, key=MOVES.__getitem__):
        group = ladder.responses.get(move)
        felt = partial(felt_in, history, session, day)
        truth = felt_as(group, felt) if group is not None else False
        if truth is not False:
            return move if truth else None
    return "stay"


def felt_as(member: Member, felt: Callable[[str], Fact]) -> Truth:
    """Whether a session felt as a condition or a group of them says."""
    return truth_of(member, KLEENE, tests_of(felt, {}), lambda _: False)


def felt_in(history: History, session: Session, day: int, name: str) -> Fact:
    """The worst of an item during a session, on its day and on the next morning, as of a day."""
    item = history.item(name)
    felt = (o for o in session.felt if o.day is None or o.day <= day)
    told = [o.value for o in felt if o.item == name]
    told += [history.observed(name, d) for d in (session.day, session.day + 1) if d <= day]
    known = [value for value in told if value is not None]
    if not known:
        return item.if_not_stated
    return max(known) if item.worse_is_higher is not False else min(known)


OVER_SESSIONS: Mapping[str, Callable[[History, Trend, int, Item], Fact]] = {
    "sessions": _sessions,
    "active_days": _active_days,
    "days_since": _days_since,
    "event_days": _event_days,
    "distance": _distance,
    "rise": _rise,
    "step": _step,
    "good": _good,
    "response": _response,
}
STILL = ("step", "good", "response")
"""What time alone does not change, but for the morning after a session of today."""
