"""A recovery week by week: what opened and closed so far, what will open, and what that waits for."""

from __future__ import annotations

from attrs import evolve, frozen

from ..deciding.evaluate import evaluate
from ..deciding.guidance import Guidance
from ..deciding.later import later_days
from ..model.case import Case
from ..model.protocol import Protocol
from .moments import Moment, Shift, moment_of, moments_ahead, shifts
from .reach import Reach, reach

LAST_WEEK = 104
"""Weeks ahead are shown up to the last at which time alone changes something, and up to this one."""


@frozen(eq=False)
class Week:
    """One row: a week's first day, or today in the week that it is, and what is otherwise since before."""

    number: int
    day: int
    moment: Moment
    shifts: tuple[Shift, ...]
    is_now: bool


@frozen(eq=False)
class Course:
    """All weeks, and for each activity that is not open today what it waits for."""

    guidance: Guidance
    weeks: tuple[Week, ...]
    waiting: tuple[Reach, ...]

    @property
    def on_time(self) -> tuple[Reach, ...]:
        """Activities that only time keeps closed, the first to open first."""
        return tuple(r for r in self.waiting if r.sets and not r.sets[0])

    @property
    def on_patient(self) -> tuple[Reach, ...]:
        """Activities that wait for something to be told or to change."""
        return tuple(r for r in self.waiting if r.sets and r.sets[0])

    @property
    def closed(self) -> tuple[Reach, ...]:
        """Activities that nothing which can still change would open."""
        return tuple(r for r in self.waiting if not r.sets)


def course(protocol: Protocol, case: Case, engine: str = "auto") -> Course:
    """The course of one case, told from its own day. Raises ProblemsFound."""
    guidance = evaluate(protocol, case, engine)
    past = [
        moment_of(evaluate(protocol, evolve(case, day=week * 7), engine, with_openings=False))
        for week in range(case.week)
    ]
    last = min(max([case.day, *later_days(guidance.memory)]) // 7, LAST_WEEK)
    ahead = moments_ahead(guidance, (week * 7 for week in range(case.week + 1, last + 1)))
    moments = [*past, moment_of(guidance), *ahead]
    weeks = []
    for number, moment in enumerate(moments):
        changed = shifts(moments[number - 1], moment) if number else ()
        is_now = moment.day == case.day
        weeks.append(Week(moment.day // 7, moment.day, moment, changed, is_now))
    return Course(guidance, tuple(weeks), waiting(guidance))


def waiting(guidance: Guidance) -> tuple[Reach, ...]:
    """When and by what each activity opens that is not open today, the first to open first."""
    found = [
        reach(guidance, verdict.activity)
        for verdict in guidance.activities
        if not verdict.verdict.is_open
    ]
    return tuple(sorted(found, key=lambda r: (r.day is None, r.day or 0, r.activity)))
