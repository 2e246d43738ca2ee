"""Works out facts from all dated observations and sessions of a case, before rules chain.

`the last 14 days` are today and the thirteen days before; `7 days ago` is the day a week before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeGuard

from attrs import evolve

from ..model.algebra import KLEENE, Truth
from ..model.case import Case
from ..model.conditions import Condition
from ..model.items import Fact, Item
from ..model.memo import while_it_lives
from ..model.protocol import STANCES, Protocol, Trend
from .counts import OVER_SESSIONS, STILL, event_since
from .history import History, days_met, meets


def worked_out(protocol: Protocol, case: Case, day: int | None = None) -> dict[str, Fact]:
    """The fact of every item that is worked out, on the case's day or a later one.

    Unknown where the case does not say enough. For a later day it is supposed that measured values
    stay as they are now, that no sign is told again, and that there are no further sessions.
    """
    if not protocol.trends:
        return {}
    history = History.of(protocol, case)
    return {
        name: _fact(history, name, trend, case.day if day is None else day)
        for name, trend in protocol.trends.items()
    }


def hidden_by_unknown(protocol: Protocol, case: Case) -> frozenset[str]:
    """The items that come to nothing because somebody said that what they are worked out from is not known."""
    if all(observation.value is not None for observation in case.observations):
        return frozenset()
    history, day = History.of(protocol, case), case.day

    def is_hidden(name: str, trend: Trend) -> bool:
        items = protocol.vocabulary.items.keys() & trend.looks_at
        first = day - max(one.days for one in trend.each)
        told_so = any(history.is_told_unknown(item, first, day) for item in items)
        return told_so and _fact(history, name, trend, day) is None

    return frozenset(name for name, trend in protocol.trends.items() if is_hidden(name, trend))


def outlook(
    protocol: Protocol,
    case: Case,
    told: Mapping[str, Fact],
    otherwise: Mapping[str, Fact],
    left_open: frozenset[str] = frozenset(),
) -> tuple[tuple[int, Mapping[str, Fact]], ...]:
    """The days after the case's own on which facts that are worked out will have changed, with them.

    `told` are the facts that were told; `otherwise` are those where nothing can be worked out;
    `left_open` are the items of which somebody said that they are not known.
    """
    history = History.of(protocol, case)
    moving = {n: t for n, t in protocol.trends.items() if _can_move(history, t)}
    if not moving:
        return ()
    largest = _largest(protocol)
    most = {n: largest.get(n, 0) + 1 for n in moving}
    last = {
        n: case.day + max(_settled_after(history, most[n], one) for one in t.each)
        for n, t in moving.items()
    }
    furthest = max(last.values())
    settled: dict[str, Fact] = {}

    def shown_on(name: str, trend: Trend, day: int) -> Fact:
        """What looks at days alone until it is settled; a count may go on where no rule can see it."""
        if day < last[name] or any(one.kind not in _OVER_DAYS for one in trend.each):
            return _fact(history, name, trend, day)
        if name not in settled:
            settled[name] = _fact(history, name, trend, day)
        return settled[name]

    def facts(day: int) -> dict[str, Fact]:
        items = protocol.vocabulary.items
        shown = {n: shown_on(n, t, day) for n, t in moving.items()}
        return {
            n: combined(told.get(n), value, items[n])
            if settles(value, n in left_open, items[n])
            else otherwise[n]
            for n, value in shown.items()
        }

    def seen(now: Mapping[str, Fact]) -> dict[str, Fact]:
        """The facts as far as rules can tell them apart."""
        return {n: None if v is None else min(v, most[n]) for n, v in now.items()}

    found: list[tuple[int, Mapping[str, Fact]]] = []
    before = seen(facts(case.day))
    for day in range(case.day + 1, furthest + 1):
        now = facts(day)
        if (known := seen(now)) != before:
            found.append((day, now))
            before = known
    return tuple(found)


def settles(shown: Fact, left_open: bool, item: Item) -> TypeGuard[int]:
    """Whether what is worked out says how it is. Of what somebody said is not known only the worst is
    believed, because the days of which nothing was told are taken as quiet."""
    return shown is not None and (not left_open or shown == item.worst)


def combined(told: Fact, shown: int, item: Item) -> int:
    """What was told and what is worked out: the worse of the two counts where both are known."""
    if told is None or item.worse_is_higher is None:
        return shown
    return max(told, shown) if item.worse_is_higher else min(told, shown)


def _fact(history: History, name: str, trend: Trend, day: int) -> Fact:
    """The fact of the item `name` on a day: the worst that any of its workings comes to."""
    found = [_by(history, name, one, day) for one in trend.each]
    worst = history.item(name).worst
    if len(found) > 1 and worst in found:
        return worst
    return None if None in found else found[0]


def showing(protocol: Protocol, case: Case, name: str) -> tuple[Trend, ...]:
    """What the item is worked out from, where that comes to what counts on the case's day."""
    history = History.of(protocol, case)
    found = [(_by(history, name, one, case.day), one) for one in protocol.trends[name].each]
    worst = history.item(name).worst
    shown = worst if any(fact == worst for fact, _ in found) else found[0][0]
    return tuple(one for fact, one in found if fact == shown)


def _by(history: History, name: str, trend: Trend, day: int) -> Fact:
    """What one working makes of the item `name` on a day."""
    if trend.kind in _OF_SIGNS:
        return _OF_SIGNS[trend.kind](history, name, trend, day)
    if trend.kind in _OVER_DAYS:
        if not history.anything(trend.subject, day):
            return None
        truth = _OVER_DAYS[trend.kind](history, trend, day)
        return None if truth is None else int(truth)
    item = history.item(name)
    if trend.kind == "event_since":
        return event_since(history, trend, day, item)
    if history.sessions is None:
        return None
    return OVER_SESSIONS[trend.kind](history, trend, day, item)


def _can_move(history: History, trend: Trend) -> bool:
    """Whether time alone can change it."""
    if trend.beside:
        return any(_can_move(history, evolve(one, beside=())) for one in trend.each)
    if trend.kind in _OF_SIGNS:
        return False
    if trend.kind in _OVER_DAYS or trend.kind == "event_since":
        return trend.subject in history.days
    sessions = history.sessions or ()
    if trend.kind in STILL:
        return any(session.day == history.now for session in sessions)
    return history.sessions is not None


def _settled_after(history: History, most: int, trend: Trend) -> int:
    """Days after which time alone changes nothing that a rule could see."""
    if trend.kind in _OVER_DAYS:
        return trend.days + (history.item(trend.subject).shelf_life or 0) + 1
    return 2 * trend.days + 1 if trend.days else most


@while_it_lives
def _largest(protocol: Protocol) -> Mapping[str, int]:
    """For each item the largest number that any rule compares it with, under any stance; none below 0."""
    found: dict[str, int] = {}
    numbers = [protocol.numbers(stance) for stance in STANCES]
    for rule in protocol.rules:
        for leaf in rule.when.leaves():
            if isinstance(leaf, Condition):
                values = (bound.value(n) for bound in leaf.bounds for n in numbers)
                known = (value for value in values if value is not None)
                found[leaf.subject] = max(found.get(leaf.subject, 0), *known, 0)
    return found


def _in_a_row(history: History, trend: Trend, day: int) -> Truth:
    """True where every day of the run was observed and meets the test; false where one does not."""
    last = history.latest(trend.subject, day)
    if last is None or history.value(trend.subject, day) is None:
        return None
    days = range(last - trend.days + 1, last + 1)
    return KLEENE.all(meets(trend, history.observed(trend.subject, d)) for d in days)


def _on_days(history: History, trend: Trend, day: int) -> Truth:
    """True where enough days were observed to meet the test, false where too few still can have."""
    days = range(day - trend.days + 1, day + 1)
    if days_met(history, trend, days) >= trend.count:
        return True
    ruled_out = sum(meets(trend, history.value(trend.subject, d)) is False for d in days)
    return False if trend.days - ruled_out < trend.count else None


def _gain(history: History, trend: Trend, day: int, then: Fact) -> int | None:
    """By how many steps the value of a day is better than an earlier one."""
    now = history.value(trend.subject, day)
    if now is None or then is None:
        return None
    return then - now if history.item(trend.subject).worse_is_higher else now - then


def _until_seen(history: History, name: str, _: Trend, day: int) -> Fact:
    """Yes from the day on which the sign was told until someone else than the patient says that it is not there.

    Of one day the sign counts, as everywhere. Otherwise it is not known.
    """
    told = [d for d, value in history.known(name, day) if value == 1 and d >= 0]
    if not told:
        return None
    return None if any(told[-1] < d <= day for d in history.seen.get(name, ())) else 1


def _worsened_since(history: History, name: str, trend: Trend, day: int) -> Fact:
    """Yes where the latest value is worse by enough than one since the sign itself was last told not to be so.

    What counted on the eve of that day is compared with, so that only what was found earlier is settled. A sign
    that stays until a clinician has looked is settled by what a clinician said.
    It does not grow old, and no loss is no proof that nothing was lost: otherwise it is not known.
    Before the operation only the last value counts.
    """
    told = history.known(trend.subject, day)
    if not told or told[-1][0] < 0:
        return None
    denied = [d for d, value in history.known(name, day) if value == 0]
    if any(one.kind == "until_seen" for one in history.protocol.trends[name].each):
        denied = [d for d in history.seen.get(name, ()) if d <= day]
    first = max([0, *denied])
    since = [value for d, value in told if d >= first]
    before = [value for d, value in told if d < first]
    now = told[-1][1]
    worse_is_higher = history.item(trend.subject).worse_is_higher
    losses = (now - v if worse_is_higher else v - now for v in (*before[-1:], *since))
    return 1 if any(loss >= trend.count for loss in losses) else None


def _compared(test: Callable[[int], bool]) -> Callable[[History, Trend, int], Truth]:
    def compare(history: History, trend: Trend, day: int) -> Truth:
        gain = _gain(history, trend, day, history.told(trend.subject, day - trend.days))
        return None if gain is None else test(gain)

    return compare


def _not_better(history: History, trend: Trend, day: int) -> Truth:
    """Compared with the last value that was told by then, however old it was: tests lie far apart."""
    earlier = [v for d, v in history.known(trend.subject, day - trend.days) if d >= 0]
    gain = _gain(history, trend, day, earlier[-1] if earlier else None)
    return None if gain is None else gain <= 0


def _moved(sign: int) -> Callable[[History, Trend, int], Truth]:
    """Whether the value is better (1) or worse (-1) by enough than at some time in the window."""

    def move(history: History, trend: Trend, day: int) -> Truth:
        first = day - trend.days
        gains = [_gain(history, trend, day, history.told(trend.subject, first))]
        gains += [
            _gain(history, trend, day, then)
            for then in history.told_between(trend.subject, first, day)
        ]
        if any(gain is not None and gain * sign >= trend.count for gain in gains):
            return True
        return None if gains[0] is None else False

    return move


_OF_SIGNS: Mapping[str, Callable[[History, str, Trend, int], Fact]] = {
    "until_seen": _until_seen,
    "worsened_since": _worsened_since,
}
_OVER_DAYS: Mapping[str, Callable[[History, Trend, int], Truth]] = {
    "in_a_row": _in_a_row,
    "within": _on_days,
    "on_days": _on_days,
    "better": _compared(lambda gain: gain > 0),
    "worse": _compared(lambda gain: gain < 0),
    "not_better": _not_better,
    "not_worse": _compared(lambda gain: gain >= 0),
    "improved": _moved(1),
    "worsened": _moved(-1),
}
