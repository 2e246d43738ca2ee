"""A patient's page as PDF, with reportlab: the only module that knows it."""

from __future__ import annotations

from html import escape
from io import BytesIO
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle
from reportlab.platypus.doctemplate import LayoutError

from ..telling.answer import ListLine, Section
from .handout import Handout

_PAPERS = {"A4": A4, "Letter": LETTER}
LARGE, LARGEST, SMALLEST, FINER = 16.0, 11.0, 6.0, 0.25
_MARGIN = 10 * mm
_COLOURS = {
    "danger": "#b71c1c",
    "here": "#0d47a1",
    "open": "#1b5e20",
    "care": "#f9a825",
    "limit": "#1b5e20",
    "closed": "#777777",
    "next": "#0d47a1",
    "call": "#b71c1c",
}


class _Title(Paragraph):
    """A title, which stays with what is below it."""


def as_pdf(page: Handout, paper: str = "A4", large: bool = False) -> bytes:
    """The page with letters as large as one sheet takes; large print takes more sheets.

    The same page gives the same bytes.
    """
    if large:
        return _drawn(page, paper, LARGE)[0]
    best, _ = _drawn(page, paper, SMALLEST)
    low, high = 0, round((LARGEST - SMALLEST) / FINER)
    while low < high:
        middle = (low + high + 1) // 2
        data, sheets = _drawn(page, paper, SMALLEST + middle * FINER)
        if sheets == 1:
            best, low = data, middle
        else:
            high = middle - 1
    return best


def _drawn(page: Handout, paper: str, size: float) -> tuple[bytes, int]:
    """The PDF at a size of letters, and how many sheets it takes."""
    file = BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=_PAPERS[paper],
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=f"{page.title}: {page.when}",
        author="recovery-guidance",
        lang="en",
        invariant=1,
    )
    try:
        document.build(_story(page, size, document.width))
    except LayoutError:  # two columns that are longer than a sheet
        return b"", 2
    return file.getvalue(), document.page


def _story(page: Handout, size: float, width: float) -> list[Flowable]:
    story: list[Flowable] = [
        Paragraph(f"<b>{_safe(page.title)}</b>", _style(size * 1.5)),
        Paragraph(f"<b>{_safe(page.when)}</b>", _style(size)),
        Spacer(1, size * 0.4),
    ]
    for section in page.danger:
        story += [_boxed(_section(section, size), width), Spacer(1, size * 0.4)]
    parts = [
        part for section in page.body for part in [*_section(section, size), Spacer(1, size * 0.5)]
    ]
    story += parts if size >= LARGE else [_columns(parts, width, size)]
    small = _style(size * 0.85)
    story += [Spacer(1, size * 0.4), Paragraph(f"<b>{_safe(page.notice)}</b>", small)]
    story.append(Paragraph(" ".join(_safe(line) for line in page.foot), small))
    return story


def _style(size: float, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(
        "plain",
        fontName="Helvetica",
        fontSize=size,
        bulletFontSize=size,
        leading=size * 1.22,
        splitLongWords=1,
        **more,
    )


def _columns(parts: list[Flowable], width: float, size: float) -> Flowable:
    """Two columns of about the same height; a title never ends the first."""
    half = (width - size) / 2
    heights = [part.wrap(half, 10_000)[1] for part in parts]
    split, left = 0, 0.0
    while split < len(parts) and left < sum(heights) / 2:
        left += heights[split]
        split += 1
    while split and isinstance(parts[split - 1], _Title):
        split -= 1
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (0, 0), size),
        ("RIGHTPADDING", (1, 0), (1, 0), 0),
    ]
    columns = [[parts[:split], parts[split:]]]
    return Table(columns, colWidths=[half + size, half], style=TableStyle(style))


def _section(section: Section, size: float) -> list[Flowable]:
    colour = _COLOURS[section.look]
    title = _Title(
        f'<font color="{colour}"><b>{_safe(section.title)}</b></font>', _style(size * 1.08)
    )
    if section.is_run_on:
        text = "; ".join(map(_words, section.listed))
        return [title, Paragraph(f"{text}. {_safe(section.after)}".rstrip(), _style(size))]
    bullet = _style(size, leftIndent=size * 0.9, bulletIndent=0)
    return [title, *(Paragraph(_words(p), bullet, bulletText="•") for p in section.listed)]


def _boxed(parts: list[Flowable], width: float) -> Flowable:
    colour = colors.HexColor(_COLOURS["danger"])
    box, padding = ("BOX", (0, 0), (-1, -1), 1.5, colour), ("TOPPADDING", (0, 0), (-1, -1), 2)
    return Table([[parts]], colWidths=[width], style=TableStyle([box, padding]))


def _words(line: ListLine) -> str:
    if not line.name:
        return _safe(line.text.removesuffix("."))
    return f"<b>{_safe(line.name)}</b>{': ' + _safe(line.text) if line.text else ''}"


def _safe(text: str) -> str:
    """Text for a paragraph: the built-in fonts have the letters of western Europe."""
    told = text.replace("→", "to").replace("≥", "at least ").replace("≤", "at most ")
    return escape(told.encode("cp1252", "replace").decode("cp1252"))
