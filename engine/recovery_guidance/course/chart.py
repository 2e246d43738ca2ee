"""A recovery week by week as a picture: a row for each activity, a column for each week."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..telling.templates import drawing
from ..telling.wording import ROLES, notice
from .course import Course
from .course_text import SUPPOSED, course_as_text

_FILES = Path(__file__).parent / "files"


def chart_as_svg(course: Course) -> str:
    """The chart alone, readable by itself."""
    return drawing(_FILES).get_template("chart.svg").render(_drawn(course))


def course_as_html(course: Course) -> str:
    """A page with the chart and, below it, the same in words."""
    said = {"notice": notice(course.guidance.protocol), "lines": course_as_text(course, 100)}
    return drawing(_FILES).get_template("chart.html").render(_drawn(course), **said)


def _drawn(course: Course) -> dict[str, Any]:
    """Activities in the order in which they open, each with how its verdict is shown in every week."""
    protocol, stance = course.guidance.protocol, course.guidance.stance
    said = [week.moment.verdicts for week in course.weeks]
    opens = {
        name: next(
            (n for n, now in enumerate(said) if name in now and now[name].is_open), len(said)
        )
        for name in {name for verdicts in said for name in verdicts}
    }
    now = next(week for week in course.weeks if week.is_now)
    count = sum(verdict.is_open for verdict in now.moment.verdicts.values())
    return {
        "title": f"{protocol.title}: week by week, {stance} stance",
        "described": f"Week {now.number}: {count} activities are open. "
        f"Weeks to come are as they would be {SUPPOSED}.",
        "weeks": course.weeks,
        "rows": [
            (
                protocol.activities[name].title,
                [ROLES[now[name]] if name in now else "" for now in said],
            )
            for name in sorted(opens, key=lambda name: (opens[name], name))
        ],
    }
