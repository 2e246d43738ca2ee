"""What a case file tells, line by line as text: the way to hear danger in a file that cannot be read as one.

Neither YAML nor the order of the file is needed, so that no slip in one line hides another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from attrs import frozen

from ..danger import Piece
from ..model.case import parse_date
from ..model.problem import Slip
from ..reading.contents import contents
from ..reading.decoding import LONGEST_DIARY
from .forms import CASE, OVERLAY

_ORDERS = "orders"
"""The section in which nothing is told about the patient: an order's conditions are a surgeon's."""
_NOTES = re.compile(r"[\W]*(case|protocol|operation|stance|note|surgery)\s*:.*")
"""Lines that tell nothing of the patient's days."""
_SECTION = re.compile(rf"(?:[\s-]*({'|'.join(CASE)})|([A-Za-z][\w ]{{0,40}}))\s*:.*")
"""A section of the file, also where it stands in the wrong column, or a name in the first one."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_AHEAD = re.compile(r"""^[\s\-–•*"'?!&|>]*(?:[\d][\d./-]*\s*)?(?:\([^()]*\))?\s*:?\s*""")
"""What may stand before a statement: a dash, a date or what was meant for one, and who told it."""
_TELLER = re.compile(r"\d{4}-\d{2}-\d{2}\s*\(([^()]*)\)")
"""Who told what stands behind a date."""
_PARTS = re.compile(r"""[,;\[\]{}"]""")
_REMARK = re.compile(r"(?:^|\s)#.*")


@frozen
class Lines:
    """The lines of a file, and what can be known from them alone."""

    lines: tuple[str, ...]

    @classmethod
    def of(cls, path: Path) -> Lines:
        """The file's lines; none where it cannot be opened. Signs that cannot be read are passed over."""
        try:
            # More than a case may have, as that is a problem too.
            data = contents(path, 2 * LONGEST_DIARY.bytes)
        except (OSError, ValueError):
            return cls(())
        in_utf_16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = data.decode("utf-16" if in_utf_16 else "utf-8-sig", "replace")
        return cls(tuple(text.splitlines()))

    @property
    def protocol(self) -> str:
        """The protocol that the file names, as a case or as an overlay; or an empty text."""
        return self._first("protocol") or self._first(OVERLAY)

    @property
    def surgery(self) -> date | None:
        """The date of the operation, where it can be read."""
        return _date_in(self._first("surgery"))

    def pieces(self) -> Iterator[Piece]:
        """Every text that may tell something, with the date and the teller that stand before it or above it."""
        is_told, on, by = True, None, ""
        for line in self.lines:
            words = _REMARK.sub("", line) if "#" in line else line
            if not words.strip():
                continue
            if section := _SECTION.fullmatch(words):
                is_told, on, by = (section[1] or section[2]) != _ORDERS, None, ""
            if not is_told or _NOTES.fullmatch(words):
                continue
            if words.lstrip().startswith("-") or _DATE.search(words):
                on = _date_in(words) or (None if re.search(r"\d\d", words) else on)
            if _DATE.search(words):
                teller = _TELLER.search(words)
                by = teller[1].strip() if teller else ""
            for part in _PARTS.split(words):
                yield from (Piece(text, on, by) for text in _texts(part))

    def _first(self, name: str) -> str:
        found = (re.match(rf"\W*{name}\s*:\s*(.*)", _REMARK.sub("", line)) for line in self.lines)
        return next((match[1].strip(" \"'") for match in found if match), "")


def _texts(part: str) -> Iterable[str]:
    """A part of a line without what stands before the statement, and what stands behind a colon in it."""
    text = _AHEAD.sub("", part).strip(" \t'-")
    yield from filter(None, dict.fromkeys((text, text.partition(":")[2].strip(" '"))))


def _date_in(words: str) -> date | None:
    found = _DATE.search(words)
    try:
        return parse_date(found[0]) if found else None
    except Slip:
        return None
