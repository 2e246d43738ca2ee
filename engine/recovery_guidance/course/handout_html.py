"""A patient's page as HTML that prints on one sheet."""

from __future__ import annotations

from math import sqrt
from pathlib import Path

from ..telling.templates import drawing
from .handout import Handout

_FILES = Path(__file__).parent / "files"
LARGE = 16.0
LARGEST, SMALLEST = 11.0, 7.0
_ROOM = 4500
"""Letters that one sheet takes at ten points, also where the widest of the usual fonts stands in for Arial."""


def as_html(page: Handout, paper: str = "A4", large: bool = False) -> str:
    """The page, with letters as large as one sheet takes; large print takes more sheets."""
    size = f"{LARGE if large else fitting_size(page):g}"
    template = drawing(_FILES).get_template("handout.html")
    return template.render(page=page, paper=paper, size=size, large=large)


def fitting_size(page: Handout) -> float:
    """Points at which the text takes about one sheet."""
    letters = len(page.notice) + sum(map(len, page.foot))
    for section in (*page.danger, *page.body):
        letters += len(section.title) + len(section.after) + 40
        letters += sum(
            len(e.name) + len(e.text) + (4 if section.is_run_on else 30) for e in section.listed
        )
    size = 10 * sqrt(_ROOM / max(letters, 1))
    return round(min(LARGEST, max(SMALLEST, size)) * 4) / 4
