"""What sources give for a number, beside what each stance takes: a picture for a phone and for paper."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from attrs import frozen

from ..model.citation import Source
from ..model.items import NEVER
from ..model.protocol import STANCES, Protocol, Threshold
from ..reading.citations import values_in
from ..telling.evidence import given
from ..telling.templates import drawing
from ..telling.wording import capped

_WIDTH, _EDGE, _ROW, _TOP = 352, 8, 52, 20
"""In pixels: the whole picture, what stays free on each side, one source, and one stance."""


@frozen
class SpreadRow:
    """One source: what it is called, its line, and where the numbers stand that it gives."""

    name: str
    line: str
    points: tuple[int, ...]


@frozen
class StanceLine:
    """The number of one stance, what it follows, and where its line and its words stand."""

    words: str
    x: int
    is_left: bool


def spread(threshold: Threshold, protocol: Protocol) -> str:
    """The picture of one number; empty where no source gives a number for it."""
    rows = [
        (one, values_in(one.line, threshold.measure)) for one in given(threshold.cited, protocol)
    ]
    stances = {s: v for s, v in threshold.values.items() if v is not None and v != NEVER}
    if not any(values for _, values in rows):
        return ""
    most = max([1, *stances.values(), *(value for _, values in rows for value in values)])
    place = partial(_place, most)
    shown = [
        SpreadRow(_short(_name(one.source)), _short(one.line), tuple(map(place, values)))
        for one, values in sorted(rows, key=lambda row: (not row[1], row[1]))
    ]
    template = drawing(Path(__file__).parent / "files").get_template("spread.svg")
    return template.render(
        name=threshold.name,
        rows=shown,
        lines=list(_lines(threshold, place)),
        ends=(
            (place(0), capped(0, threshold.measure)),
            (place(most), capped(most, threshold.measure)),
        ),
        width=_WIDTH,
        row=_ROW,
        top=_TOP,
        without=[s for s in STANCES if s not in stances],
    ).rstrip("\n")


def _place(most: int, value: int) -> int:
    return _EDGE + round(value / most * (_WIDTH - 2 * _EDGE))


def _name(source: Source) -> str:
    """A source as people would call it: `P16, Hertfordshire Spine Clinic`."""
    return f"{source.id}, {source.publisher or source.title}"


def _short(text: str) -> str:
    """As much of a text as fits into the picture."""
    room = 50
    return text if len(text) <= room else f"{text[: room - 1].rpartition(' ')[0]}…"


def _lines(threshold: Threshold, place: partial[int]) -> Iterator[StanceLine]:
    for stance, value in threshold.values.items():
        if value is not None and value != NEVER:
            x = place(value)
            yield StanceLine(f"{stance} {capped(value, threshold.measure)}", x, x > _WIDTH / 2)
