"""A recovery week by week as a picture: a row for each activity, a column for each week."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from attrs import frozen

from ..deciding.decision import Verdict
from ..telling.lines import Text
from ..telling.wording import notice
from .course import Course, Week
from .course_text import SUPPOSED, course_as_text

LABEL, CELL, ROW, TOP = 340, 20, 20, 46
"""Pixels: the names' column, a week, an activity, the head."""


@frozen
class Look:
    """How one verdict is drawn: its colour, and a sign for those who do not see colours."""

    fill: str
    sign: str
    words: str


LOOKS = {
    Verdict.ALLOWED: Look("#2e7d32", "", "allowed"),
    Verdict.WITH_CARE: Look("#f9a825", "!", "with care"),
    Verdict.NOT_YET: Look("#e0e0e0", "", "not yet"),
    Verdict.UNKNOWN: Look("#90caf9", "?", "not known yet"),
    "": Look("#ffffff", "", "nothing is said"),
}


def chart_as_svg(course: Course) -> str:
    """The chart alone, readable by itself."""
    weeks, names = course.weeks, _rows(course)
    width, height = LABEL + CELL * len(weeks) + 20, TOP + ROW * len(names) + 60
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" font-family="sans-serif" font-size="12">',
        f"<title>{escape(_title(course))}</title>",
        f"<desc>{escape(_described(course))}</desc>",
    ]
    parts += [_column(week, number) for number, week in enumerate(weeks)]
    for row, name in enumerate(names):
        y = TOP + row * ROW
        title = course.guidance.protocol.activities[name].title
        parts.append(f'<text x="{LABEL - 8}" y="{y + 14}" text-anchor="end">{_short(title)}</text>')
        parts += [_cell(week, number, y, name, title) for number, week in enumerate(weeks)]
    parts += _now(course, len(names))
    parts += _legend(TOP + ROW * len(names) + 30)
    return "\n".join([*parts, "</svg>"]) + "\n"


def course_as_html(course: Course) -> str:
    """A page with the chart and, below it, the same in words."""
    lines = [_line(line) for line in course_as_text(course, 100)]
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(_title(course))}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f'<p class="notice">{escape(notice(course.guidance.protocol))}</p>\n'
        f'<div class="chart">{chart_as_svg(course)}</div>\n<pre>\n'
        + "\n".join(lines)
        + "\n</pre>\n</body>\n</html>\n"
    )


_STYLE = (
    "body{font:15px/1.5 sans-serif;margin:1.5rem;color:#111;background:#fff}"
    ".chart{overflow-x:auto}pre{white-space:pre-wrap;font:13px/1.5 monospace}"
    ".notice{border:1px solid #999;padding:.5rem}.title,.alarm{font-weight:bold}"
    ".alarm{color:#b71c1c}.good{color:#1b5e20}.care{color:#8a5a00}.closed{color:#555}.open{color:#0d47a1}"
    "@media print{@page{size:A4 landscape;margin:10mm}.chart svg{width:100%;height:auto}}"
)


def _line(line: Text) -> str:
    return f'<span class="{line.role}">{escape(line.text)}</span>' if line.text else ""


def _title(course: Course) -> str:
    return f"{course.guidance.protocol.title}: week by week, {course.guidance.stance} stance"


def _described(course: Course) -> str:
    now = next(week for week in course.weeks if week.is_now)
    count = sum(v in (Verdict.ALLOWED, Verdict.WITH_CARE) for v in now.moment.verdicts.values())
    return f"Week {now.number}: {count} activities are open. Weeks to come are as they would be {SUPPOSED}."


def _rows(course: Course) -> Sequence[str]:
    """Activities in the order in which they open."""
    verdicts = {name for week in course.weeks for name in week.moment.verdicts}
    opens = {
        name: next(
            (
                number
                for number, week in enumerate(course.weeks)
                if week.moment.verdicts.get(name) in (Verdict.ALLOWED, Verdict.WITH_CARE)
            ),
            len(course.weeks),
        )
        for name in verdicts
    }
    return sorted(verdicts, key=lambda name: (opens[name], name))


def _short(title: str) -> str:
    return escape(title if len(title) <= 52 else f"{title[:51].rstrip()}…")


def _column(week: Week, number: int) -> str:
    x = LABEL + number * CELL + CELL // 2
    if week.number % 2 and not week.is_now:
        return ""
    weight = ' font-weight="bold"' if week.is_now else ""
    return f'<text x="{x}" y="{TOP - 8}" text-anchor="middle" font-size="10"{weight}>{week.number}</text>'


def _cell(week: Week, number: int, y: int, name: str, title: str) -> str:
    look = LOOKS[week.moment.verdicts.get(name, "")]
    x = LABEL + number * CELL
    hint = f"<title>{escape(title)}, week {week.number}: {look.words}</title>"
    drawn = (
        f'<rect x="{x + 1}" y="{y + 1}" width="{CELL - 2}" height="{ROW - 2}" rx="2" '
        f'fill="{look.fill}">{hint}</rect>'
    )
    if look.sign:
        drawn += f'<text x="{x + CELL // 2}" y="{y + 14}" text-anchor="middle">{look.sign}</text>'
    return drawn


def _now(course: Course, rows: int) -> list[str]:
    place = next(number for number, week in enumerate(course.weeks) if week.is_now)
    x, y = LABEL + place * CELL, TOP - 4
    return [
        f'<rect x="{x}" y="{y}" width="{CELL}" height="{rows * ROW + 8}" fill="none" '
        'stroke="#b71c1c" stroke-width="2"/>',
        f'<text x="{x + CELL // 2}" y="{TOP - 24}" text-anchor="middle" fill="#b71c1c" '
        'font-weight="bold">now</text>',
        f'<text x="{LABEL - 8}" y="{TOP - 8}" text-anchor="end" font-size="10">week</text>',
    ]


def _legend(y: int) -> list[str]:
    parts, x = [], LABEL
    for verdict in (Verdict.ALLOWED, Verdict.WITH_CARE, Verdict.NOT_YET, Verdict.UNKNOWN):
        look = LOOKS[verdict]
        parts.append(
            f'<rect x="{x}" y="{y - 12}" width="14" height="14" rx="2" fill="{look.fill}"/>'
        )
        if look.sign:
            parts.append(f'<text x="{x + 7}" y="{y}" text-anchor="middle">{look.sign}</text>')
        parts.append(f'<text x="{x + 20}" y="{y}">{look.words}</text>')
        x += 60 + 7 * len(look.words)
    return parts
