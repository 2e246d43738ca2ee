"""What is said about time, as JSON: when, what next, what if, and week by week."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..deciding.guidance import Guidance
from ..telling.answer_json import head, text_of, values
from .course import Course
from .course_text import answers_waiting_for, wanted
from .moments import Shift
from .next_session import NextSession
from .reach import Reach


def when_as_json(guidance: Guidance, reached: Sequence[Reach]) -> str:
    """When activities open, what they wait for, and the smallest sets of changes."""
    return text_of({**head(guidance), "when": [_reach(guidance, one) for one in reached]})


def next_as_json(
    guidance: Guidance, sessions: Sequence[NextSession], telling: Sequence[str]
) -> str:
    """The next sessions, and the questions about the items that are worth `telling` today."""
    items = guidance.protocol.vocabulary.items
    questions = [
        {
            "item": name,
            "question": items[name].question,
            "settles": answers_waiting_for(guidance, name),
        }
        for name in telling
    ]
    steps = [
        {
            "ladder": session.ladder.name,
            "step": session.step.name if session.step else None,
            "number": session.number if session.step else None,
            "move": session.move or None,
            "finished": session.finished,
            "because": [rule.id for rule in session.because],
            "needs": list(session.needs),
            "open": session.is_open,
            "when": _reach(guidance, session.opening),
            "soft cap in metres": session.soft,
            "hard cap in metres": session.hard,
        }
        for session in sessions
    ]
    return text_of({**head(guidance), "sessions": steps, "questions": questions})


def whatif_as_json(guidance: Guidance, found: Sequence[Shift]) -> str:
    """What would be said otherwise."""
    return text_of({**head(guidance), "changes": [_shift(shift, guidance) for shift in found]})


def course_as_json(course: Course) -> str:
    """Week by week."""
    guidance = course.guidance
    weeks = [
        {
            "week": week.number,
            "day": week.day,
            "date": _date(guidance, week.day),
            "now": week.is_now,
            "phase": week.moment.phase,
            "activities": dict(week.moment.verdicts),
            "changes": [_shift(shift, guidance) for shift in week.shifts],
        }
        for week in course.weeks
    ]
    waiting = [_reach(guidance, reach) for reach in course.waiting]
    return text_of({**head(guidance), "weeks": weeks, "waiting": waiting})


def _date(guidance: Guidance, day: int | None) -> str | None:
    on = None if day is None else guidance.case.date_of(day)
    return on.isoformat() if on else None


def _reach(guidance: Guidance, reach: Reach) -> dict[str, Any]:
    verdict = guidance.verdict(reach.activity)
    return {
        "activity": reach.activity,
        "verdict": verdict.verdict if verdict else None,
        "earliest day": reach.day,
        "earliest date": _date(guidance, reach.day),
        "changes": [
            [
                {
                    "item": change.item.name,
                    "now": None if change.now is None else change.item.show(change.now),
                    "wanted": wanted(change),
                }
                for change in changes
            ]
            for changes in reach.sets
        ],
        "opens": verdict.opens if verdict else None,
    }


def _shift(shift: Shift, guidance: Guidance) -> dict[str, Any]:
    causes = [{**values(cause), "date": _date(guidance, cause.day)} for cause in shift.causes]
    return {**values(shift), "causes": causes}
