"""Conditions that look back over several days, and what items are worked out from.

A condition with a window stands for a yes-or-no item of its own, named by its text: facts/trends.py
works out its fact before rules chain, so that every engine, proof and explanation sees an item.
"""

from __future__ import annotations

from functools import partial

from attrs import evolve

from ..model.conditions import Claim, Condition
from ..model.items import NOWHERE, Item, Vocabulary
from ..model.problem import Position
from ..model.protocol import Trend
from .grammar import MOVING, Count, Phrase, Window, Words, read_phrase, read_trend
from .names import Names
from .quantities import read_quantity
from .resolve import read_duration, resolve
from .slips import wrong

SESSIONS = "sessions of "
LONGEST_WINDOW = 728
"""Days. A longer look back would only ever find an empty diary."""

_slip = partial(wrong, "E601")
"""The slip where looking back cannot work."""
_GETTING_WORSE = ("worse", "not_better", "worsened")
_YES = frozenset({1})
_OF_SIGNS = ("until_seen", "worsened_since")
_ON_ACTIVITIES = ("sessions", "distance", "rise", "days_since")
_ON_LADDERS = ("step", "good", "response")


def read_condition(text: str, names: Names, position: Position = NOWHERE) -> Condition | Claim:
    """The condition or claim that one line makes, with or without a window. Raises Slip."""
    phrase = read_phrase(text)
    counted = phrase.name.text.startswith(SESSIONS)
    if phrase.window is None and not counted:
        return resolve(text, names, position)
    trend = _sessions(phrase, text, names) if counted else _trend(phrase, text, names)
    name = " ".join(text.split())
    if name not in names.vocabulary.items:
        names.trends[name] = trend
        names.vocabulary.items[name] = _item(name, trend, names, position)
    return Condition(name, among=_YES, text=text, position=position)


def _item(name: str, trend: Trend, names: Names, position: Position) -> Item:
    """The yes-or-no item that a condition with a window stands for."""
    item = Item(name, "yes or no", 0, 1, ("no", "yes"), position=position)
    item = evolve(item, question=f"Is this so: {name}?", measured_by="patient")
    looked_at = names.vocabulary.items.get(trend.subject)
    if looked_at is None:
        return item
    if trend.test is None:
        worse = "yes" if trend.kind in _GETTING_WORSE else "no"
        uncomplicated = 0 if worse == "yes" else 1 if trend.kind == "not_worse" else None
        return evolve(item, worse=worse, uncomplicated=uncomplicated)
    silent = trend.test.met_by(looked_at.if_not_stated, {})
    usual = trend.test.met_by(looked_at.uncomplicated, {})
    return evolve(
        item,
        worse=_worse(trend.test, looked_at),
        measured_by=looked_at.measured_by,
        if_not_stated=None if silent is None else int(silent),
        uncomplicated=None if usual is None else int(usual),
    )


def _worse(test: Condition, item: Item) -> str:
    """Which answer is the worse one: that the test is met, or that it is not."""
    if item.worse_is_higher is None:
        return "neither"
    met_is_higher = test.high is None
    if test.among is not None:
        rest = set(range(len(item.words))) - test.among
        if not rest:
            return "neither"
        met_is_higher = min(test.among) > min(rest)
    elif (test.low is None) == (test.high is None):
        return "neither"
    return "yes" if met_is_higher == item.worse_is_higher else "no"


def read_working(text: str, item: Item, names: Names) -> Trend:
    """What a declared item is worked out from. Raises Slip where the two do not fit."""
    read = read_trend(text)
    if isinstance(read, Phrase):
        if item.kind != "yes or no":
            raise _slip(text, "is yes or no, and the item is not", "leave `worked out from` out")
        if read.name.text.startswith(SESSIONS):
            return _sessions(read, text, names)
        if read.window is None:
            raise _slip(text, "looks at one day", "add for example `within the last 14 days`")
        return _trend(read, text, names)
    if read.kind == "worsened_since":
        return _worsened_since(read, text, item, names)
    if read.kind == "until_seen":
        return _until_seen(read, text, item)
    trend = _count(read, text, names)
    _check_fits(read.kind, trend, item, names, text)
    return trend


def _trend(phrase: Phrase, text: str, names: Names) -> Trend:
    window = phrase.window
    assert window is not None
    subject = phrase.name.text
    if subject not in names.vocabulary.items:
        # The same words as for a condition without a window: what is wrong is the name.
        resolve(f"{subject} is known", names)
        write = "look back at an item, and let the finding name the condition"
        raise _slip(subject, "is not told day by day", write)
    item = names.vocabulary.items[subject]
    if not _is_told(subject, names):
        raise _slip(subject, "looks back already", "look back at an item that is told day by day")
    if window.kind in MOVING:
        return _moving(phrase, window, item, text)
    if phrase.operator == "is_known":
        raise _slip(text, "asks whether something is known", "write the value that is looked for")
    if not phrase.operator and item.kind == "yes or no":
        test = resolve(f"{subject} is yes", names)
    else:
        test = resolve(text[: window.start], names)
    assert isinstance(test, Condition)
    if (test.low and test.low.threshold) or (test.high and test.high.threshold):
        why = "a diary is read once for all stances"
        raise _slip(text, "looks back with a threshold", "write the number itself", why)
    days = _days(window.values[-1])
    count = _days(window.values[0]) if window.kind == "on_days" else 1
    if count > days:
        raise _slip(text, f"asks for {count} days of {days}", "ask for fewer days")
    return Trend(window.kind, subject, days, count, test, text=text)


def _until_seen(count: Count, text: str, item: Item) -> Trend:
    subject = count.names[0].text
    if subject != item.name or not _is_alarm(item):
        message = "is about a sign that stays until a clinician has looked"
        write = f"write `{item.name} until seen`, with worse: yes and if not stated: no"
        raise _slip(text, message, write)
    return Trend(count.kind, subject, text=text)


def _is_told(subject: str, names: Names) -> bool:
    """Whether an item is told day by day: a sign may be, and be worked out from other days beside that."""
    trend = names.trends.get(subject)
    return trend is None or any(one.kind in _OF_SIGNS for one in trend.each)


def _worsened_since(count: Count, text: str, item: Item, names: Names) -> Trend:
    subject = count.names[0].text
    if not _is_alarm(item):
        message = "counts from the day on which the item was last told not to be so"
        write = "write type: yes or no, worse: yes and if not stated: no, or add `within 6 weeks`"
        raise _slip(text, message, write)
    if subject not in names.vocabulary.items or subject in names.trends:
        resolve(f"{subject} is known", names)
        raise _slip(subject, "is not told day by day", "name an item that is told day by day")
    measured = names.vocabulary.items[subject]
    _check_can_worsen(measured, text)
    return Trend(count.kind, subject, count=_steps(count.values[0], measured), text=text)


def _is_alarm(item: Item) -> bool:
    """Whether it is a yes-or-no item of which silence means no, the better answer."""
    return item.kind == "yes or no" and item.worse == "yes" and item.if_not_stated == 0


def _check_can_worsen(item: Item, text: str) -> None:
    if item.worse_is_higher is None:
        write = f"say in `worse:` of `{item.name}` which is worse"
        raise _slip(text, "has no better and no worse", write)


def _moving(phrase: Phrase, window: Window, item: Item, text: str) -> Trend:
    if phrase.operator:
        raise _slip(text, "compares with a value and with a day", "leave one of them out")
    _check_can_worsen(item, text)
    count = 1
    if window.kind in ("improved", "worsened"):
        count = _steps(window.values[0], item)
    return Trend(window.kind, item.name, _days(window.values[-1]), count, text=text)


def _steps(words: Words, item: Item) -> int:
    """By how many steps of its item a value moved."""
    text = words.text
    if item.words:
        raise _slip(text, "cannot be measured here", f"`{item.name}` is a word, not a number")
    if item.kind == "scale":
        number, _, unit = text.partition(" ")
        if unit not in ("grade", "grades", "point", "points", "") or not number.isdecimal():
            raise _slip(text, "is not a number of grades", "write for example 1 grade")
        steps = int(number)
    else:
        steps = read_quantity(text, item.unit, item.decimals, item.name)
    if steps < 1:
        raise _slip(text, "is no change at all", "write at least 1")
    return steps


def _sessions(phrase: Phrase, text: str, names: Names) -> Trend:
    """`sessions of run-walk at least 2 within the last 7 days`."""
    activity = phrase.name.text.removeprefix(SESSIONS)
    _check_activity(Words(activity, phrase.name.start + len(SESSIONS)), names)
    if phrase.window is None or phrase.window.kind != "within" or not phrase.operator:
        write = f"write {SESSIONS}{activity} at least 2 within the last 7 days"
        raise _slip(text, "does not say how many within how long", write)
    number = Item(phrase.name.text, "number", 0, 10**6, unit="sessions")
    own = evolve(names, vocabulary=Vocabulary({number.name: number}))
    test = resolve(text[: phrase.window.start], own)
    assert isinstance(test, Condition)
    return Trend("sessions", activity, _days(phrase.window.values[-1]), test=test, text=text)


def _count(count: Count, text: str, names: Names) -> Trend:
    days = _days(count.values[0]) if count.values else 0
    if count.kind == "active_days":
        return Trend(count.kind, days=days, text=text)
    first = count.names[0]
    if count.kind in _ON_LADDERS:
        if first.text not in names.ladders:
            raise first.unnamed("ladder", names.ladders, "declare it under `ladders:`")
        return Trend(count.kind, first.text, text=text)
    last = count.names[-1]
    if count.kind == "days_since" and first.text in names.vocabulary.items:
        test = resolve(f"{first.text} is yes", names)
        assert isinstance(test, Condition)
        return Trend("event_since", first.text, test=test, text=text)
    _check_activity(last, names)
    if count.kind in _ON_ACTIVITIES:
        return Trend(count.kind, first.text, days, text=text)
    test = resolve(count.test or f"{first.text} is yes", names)
    if not isinstance(test, Condition):
        raise _slip(first.text, "is not told day by day", "count days with an item")
    return Trend(count.kind, first.text, test=test, since=last.text, text=text)


_UNITS = {
    "sessions": ("sessions",),
    "good": ("sessions",),
    "distance": ("km",),
    "rise": ("%",),
    "active_days": ("days",),
    "days_since": ("days",),
    "event_days": ("days", "times"),
    "step": ("",),
}


def _check_fits(kind: str, trend: Trend, item: Item, names: Names, text: str) -> None:
    if kind == "response":
        told = tuple(names.ladders[trend.subject].responses)
        if item.kind != "words" or set(item.words) != set(told):
            raise _slip(text, "gives other words", f"write type: one of {', '.join(told)}")
    elif item.kind != "number" or item.unit not in _UNITS[kind]:
        unit = _UNITS[kind][0]
        hint = f"write type: number and unit: {unit}" if unit else "write type: number, no unit"
        raise _slip(text, "gives another kind of value", hint)


def _check_activity(words: Words, names: Names) -> None:
    if words.text not in names.activities:
        raise words.unnamed("activity", names.activities)


def _days(words: Words) -> int:
    days = read_duration(words.text, "days")[0]
    if not 1 <= days <= LONGEST_WINDOW:
        write = f"write from 1 day to {LONGEST_WINDOW // 7} weeks"
        raise words.slip("E601", "is not a time to look back", write)
    return days
