"""A protocol week by week: what an uncomplicated patient may do, for each stance."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from attrs import frozen

from ..deciding.decision import Verdict
from ..deciding.evaluate import evaluate
from ..deciding.guidance import Guidance
from ..deciding.later import turning_days
from ..deciding.orders_in_force import ruleset_for
from ..model.case import Case
from ..model.protocol import STANCES, Protocol
from ..telling.wording import NO_LIMIT, capped

SILENT = ""
_AFTER = 14
_LEAST = 84


@frozen
class Span:
    """What holds from day `first` up to, not including, day `end`."""

    first: int
    end: int
    what: str

    @property
    def is_closed(self) -> bool:
        """Whether it is a verdict that time has not opened yet."""
        return isinstance(self.what, Verdict) and self.what.is_closed


@frozen
class Timeline:
    """One stance: phases, and for each activity its verdict, for each quantity its limit, over time.

    `day` is the first day after the picture; the last spans go on from there.
    """

    stance: str
    day: int
    phases: tuple[Span, ...]
    activities: tuple[tuple[str, tuple[Span, ...]], ...]
    limits: tuple[tuple[str, tuple[Span, ...]], ...]

    def opens(self, activity: str) -> int | None:
        """The first day at which an activity is no longer `not yet`; None where time never opens it."""
        return _opening(dict(self.activities)[activity])


def timelines(protocol: Protocol) -> tuple[Timeline, ...]:
    """One timeline for each stance, all of the same length."""
    days = sorted({0} | {d for stance in STANCES for d in _turning(protocol, stance)})
    end = max(_LEAST, -(-(days[-1] + _AFTER) // 7) * 7)
    return tuple(_timeline(protocol, stance, end) for stance in STANCES)


def _turning(protocol: Protocol, stance: str) -> list[int]:
    ruleset = ruleset_for(protocol, stance)
    return turning_days(ruleset.rules, ruleset)


def _timeline(protocol: Protocol, stance: str, end: int) -> Timeline:
    days = sorted({0} | {day for day in _turning(protocol, stance) if 0 < day < end})
    answers = [
        (day, evaluate(protocol, Case(day, stance=stance, uncomplicated=True), "reference"))
        for day in days
    ]

    def spans(said: Callable[[Guidance], str]) -> tuple[Span, ...]:
        return _joined(((day, said(answer)) for day, answer in answers), end)

    shown = [a for a, activity in protocol.activities.items() if not activity.is_group]
    activities = [(a, spans(partial(_verdict, a))) for a in shown]
    opens = {name: _opening(spans) for name, spans in activities}
    activities.sort(key=lambda one: (opens[one[0]] is None, opens[one[0]] or 0, one[0]))
    return Timeline(
        stance,
        end,
        spans(lambda g: g.phase or SILENT),
        tuple(activities),
        tuple((q, spans(partial(_limit, q))) for q in sorted(protocol.quantities)),
    )


def _opening(spans: Iterable[Span]) -> int | None:
    return next((span.first for span in spans if not span.is_closed), None)


def _joined(said: Iterable[tuple[int, str]], end: int) -> tuple[Span, ...]:
    found: list[Span] = []
    for day, what in said:
        if found and found[-1].what == what:
            continue
        if found:
            found[-1] = Span(found[-1].first, day, found[-1].what)
        found.append(Span(day, end, what))
    return tuple(found)


def _verdict(activity: str, guidance: Guidance) -> str:
    found = guidance.verdict(activity)
    return found.verdict if found else SILENT


def _limit(quantity: str, guidance: Guidance) -> str:
    found = guidance.limit(quantity)
    measure = guidance.protocol.quantities[quantity].measure
    return capped(found and found.at_most, measure, NO_LIMIT)
