"""A patient's page as HTML that prints on one sheet."""

from __future__ import annotations

from html import escape
from math import sqrt

from .handout import Handout, Section

PAPERS = {"A4": (210, 297), "Letter": (216, 279)}
"""Millimetres, width and height."""

LARGE = 16.0
LARGEST, SMALLEST = 11.0, 7.0
_ROOM = 5200
"""Letters that one sheet takes at ten points."""


def as_html(page: Handout, paper: str = "A4", large: bool = False) -> str:
    """The page, with letters as large as one sheet takes; large print takes more sheets."""
    size = LARGE if large else fitting_size(page)
    sections = "\n".join(_section(section) for section in page.body)
    danger = "\n".join(_section(section) for section in page.danger)
    foot = " ".join(escape(line) for line in page.foot)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(page.title)}: {escape(page.when)}</title>\n"
        f"<style>@page{{size:{paper};margin:10mm}}:root{{font-size:{size:g}pt}}{_STYLE}"
        f"{_LARGE if large else ''}</style>\n</head>\n<body>\n<header>\n"
        f"<h1>{escape(page.title)}</h1>\n<p>{escape(page.when)}</p>\n</header>\n"
        f"{danger}\n<main>\n{sections}\n</main>\n"
        f"<footer><p><strong>{escape(page.notice)}</strong></p><p>{foot}</p></footer>\n"
        "</body>\n</html>\n"
    )


def fitting_size(page: Handout) -> float:
    """Points at which the text takes about one sheet."""
    letters = len(page.notice) + sum(map(len, page.foot))
    for section in (*page.danger, *page.body):
        letters += len(section.title) + len(section.after) + 40
        letters += sum(
            len(e.name) + len(e.text) + (4 if section.is_run_on else 30) for e in section.entries
        )
    size = 10 * sqrt(_ROOM / max(letters, 1))
    return round(min(LARGEST, max(SMALLEST, size)) * 4) / 4


def _section(section: Section) -> str:
    if section.is_run_on:
        text = "; ".join(_words(e.name, e.text) for e in section.entries)
        text = f"{text}. {escape(section.after)}".rstrip()
        return f'<section class="{section.look}"><h2>{escape(section.title)}</h2><p>{text}</p></section>'
    items = "".join(f"<li>{_words(e.name, e.text)}</li>" for e in section.entries)
    return f'<section class="{section.look}"><h2>{escape(section.title)}</h2><ul>{items}</ul></section>'


def _words(name: str, text: str) -> str:
    if not name:
        return escape(text.removesuffix("."))
    return f"<strong>{escape(name)}</strong>{': ' + escape(text) if text else ''}"


_STYLE = (
    "*{box-sizing:border-box}body{margin:0 auto;max-width:190mm;font:1rem/1.3 Arial,Helvetica,sans-serif;"
    "color:#000;background:#fff;overflow-wrap:anywhere;hyphens:auto}"
    "header{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:0 1rem}"
    "h1{font-size:1.5rem;margin:0}header p{margin:0;font-weight:bold}"
    "h2{font-size:1.05rem;margin:0 0 .15rem}p{margin:0}ul{margin:0;padding-left:1.1em}"
    "li{break-inside:avoid}main{columns:2;column-gap:5mm;margin:.4rem 0}"
    "section{break-inside:avoid-column;border-left:.35rem solid #555;"
    "padding:.1rem 0 .1rem .5rem;margin:0 0 .45rem}"
    "section.closed,section.next{break-inside:auto}"
    ".danger{border:.2rem solid #b71c1c;padding:.3rem .5rem;margin:.3rem 0}.danger h2{color:#b71c1c}"
    ".here{border-color:#0d47a1}.open{border-color:#1b5e20}.care{border-color:#f9a825}"
    ".limit{border-color:#1b5e20}.closed{border-color:#777}.next{border-color:#0d47a1}"
    ".call{border-color:#b71c1c}footer{border-top:.1rem solid #000;padding-top:.2rem;font-size:.85rem}"
    "@media screen{body{padding:1rem}}@media screen and (max-width:40rem){main{columns:1}}"
    "@media print{section,li{-webkit-print-color-adjust:exact;print-color-adjust:exact}}"
)
_LARGE = "main{columns:1}"
