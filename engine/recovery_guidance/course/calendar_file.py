"""Milestones and reviews of one case as a calendar file, RFC 5545.

A template lays it out: all entries are whole days without time zones, which needs no library; tests read it
back with one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from attrs import evolve, frozen

from ..deciding.guidance import Guidance
from ..deciding.later import at_day
from ..deciding.orders_in_force import ordered_on
from ..facts.intake import latest
from ..model.case import shifted
from ..telling.ordered import in_words
from ..telling.templates import filled
from ..telling.wording import notice
from .course import Course
from .course_text import SUPPOSED

LONGEST_LINE = 75
"""Octets, as the standard has it."""

SHORTEST_REVIEW = 14
"""Days. What has to be told more often than that is no appointment."""


@frozen
class Day:
    """One whole day in the calendar."""

    on: date
    title: str
    text: str

    @property
    def next(self) -> date:
        """The day after it, with which it ends."""
        return shifted(self.on, 1)


def as_ics(course: Course) -> str:
    """The calendar. The case has to have a date of surgery."""
    guidance = course.guidance
    # The last day that there is has no next one, with which an appointment ends.
    days = {day for day in (*_milestones(course), *_reviews(guidance)) if day.on < date.max}
    lines = filled(
        Path(__file__).parent / "files" / "calendar.ics",
        protocol=guidance.protocol,
        notice=notice(guidance.protocol),
        today=_on(guidance, guidance.case.day),
        days=sorted(days, key=lambda day: (day.on, day.title)),
        uid=partial(_uid, guidance),
        escaped=_escaped,
    )
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _uid(guidance: Guidance, day: Day) -> str:
    told = f"{guidance.case.surgery}{day.on}{day.title}"
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _milestones(course: Course) -> Iterator[Day]:
    """The days on which time opens something, and whose word they follow besides the protocol's."""
    guidance = course.guidance
    by_day: dict[int, list[str]] = {}
    for reach in course.on_time:
        if reach.day is not None and reach.day > guidance.case.day:
            title = guidance.protocol.activities[reach.activity].title
            by_day.setdefault(reach.day, []).append(title)
    for day, titles in by_day.items():
        text = " ".join([f"From this day, {SUPPOSED}.", *_ordered(guidance, day)])
        yield Day(_on(guidance, day), f"Opens: {'; '.join(titles)}", text)


def _ordered(guidance: Guidance, day: int) -> Iterator[str]:
    """The orders that count on a day, in words."""
    stance = at_day(guidance.memory, day).stance
    then = ordered_on(guidance.protocol, evolve(guidance.case, day=day), stance)
    for counts, whose, orders in in_words(evolve(guidance, ordered=then)):
        if counts:
            yield f"What your surgeon changed, {whose}: {'; '.join(orders)}."


def _reviews(guidance: Guidance) -> Iterator[Day]:
    """The days on which something that was told has to be told or tested again, and orders end."""
    by_day: dict[int, list[str]] = {}
    vocabulary = guidance.protocol.vocabulary
    for told in latest(guidance.case, vocabulary, guidance.case.day).values():
        item = vocabulary.items[told.item]
        if told.value is None or told.day is None or (item.shelf_life or 0) < SHORTEST_REVIEW:
            continue
        last = told.day + (item.shelf_life or 0)
        if last >= guidance.case.day and item.counts(told.value, told.day):
            by_day.setdefault(last, []).append(item.name)
    for day, names in by_day.items():
        title = f"Tell or test again: {', '.join(sorted(names))}"
        yield Day(_on(guidance, day), title, "It counts up to this day.")
    for order in guidance.case.orders:
        if order.until is not None and order.until >= _on(guidance, guidance.case.day):
            yield Day(order.until, f"Last day of an order: {order.text}", f"Given by {order.by}.")


def _on(guidance: Guidance, day: int) -> date:
    on = guidance.case.date_of(day)
    assert on is not None
    return on


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, none of which cuts a letter."""
    pieces: list[str] = []
    piece = ""
    for letter in line:
        if len(f"{piece}{letter}".encode()) > LONGEST_LINE - bool(pieces):
            pieces.append(piece)
            piece = ""
        piece += letter
    return "\r\n ".join([*pieces, piece])
