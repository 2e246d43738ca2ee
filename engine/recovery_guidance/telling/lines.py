"""Lines of text for people, made harmless for a terminal; and problems as such lines."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence

from attrs import field, frozen

from ..model.noun import Noun
from ..model.problem import LONGEST_QUOTE, MOST_SHOWN, STRANGE, Position, Problem

WIDEST = 100
_CONTROLS = {n: chr(0x2400 + n) for n in range(32)} | {0x7F: "\u2421", 0xA0: " "}
_CONTROLS |= {ord(sign): " " for sign in "\t\n\r"}


def harmless(text: str) -> str:
    """The text with every sign that steers a terminal or cannot be seen made visible, sign for sign."""
    return STRANGE.sub("\ufffd", text.translate(_CONTROLS))


@frozen(repr=False)
class Text(Noun):
    """One line, and what it is: title, alarm, good, care, closed, open, quiet or plain."""

    text: str = field(default="", converter=harmless)
    role: str = "plain"


def problems_as_text(problems: Sequence[Problem]) -> list[Text]:
    """All problems, and how many they are."""
    lines = [line for problem in problems[:MOST_SHOWN] for line in problem_lines(problem)]
    count = len(problems)
    more = f", of which {count - MOST_SHOWN:,} are not shown" if count > MOST_SHOWN else ""
    lines.append(Text(f"{count:,} problem{'s' * (count != 1)}{more}; nothing was answered."))
    return lines


def _wrapped(said: str) -> list[Text]:
    return [Text(line, "alarm") for line in textwrap.wrap(said, 80, break_on_hyphens=False)]


def problem_lines(problem: Problem) -> Iterator[Text]:
    """A problem as `file:line:column`, the line with a caret, why it matters, how to write it."""
    place = f"{problem.position}: " if problem.position else ""
    yield Text(f"{place}{shortened(problem.message)} [{problem.code}]", "alarm")
    if problem.position and problem.position.excerpt.strip():
        yield from _excerpt(problem.position)
    if problem.why:
        yield Text(f"  why it matters: {shortened(problem.why)}")
    if problem.help:
        yield Text(f"  help: {shortened(problem.help)}")


def shortened(sentence: str) -> str:
    """The sentence with every long quotation cut."""
    longer = re.compile(f"`([^`]{{{LONGEST_QUOTE}}})[^`]+`")
    cut = longer.sub(lambda quote: f"`{quote[1].rstrip()}…`", sentence)
    return cut if len(cut) <= 5 * LONGEST_QUOTE else f"{cut[: 5 * LONGEST_QUOTE].rstrip()}…"


def _excerpt(position: Position) -> Iterator[Text]:
    number = str(position.line)
    line = harmless(position.excerpt).rstrip()
    start = position.column - 1
    length = max(1, min(position.length, len(line) - start))
    first = max(0, min(start - WIDEST // 3, len(line) - WIDEST)) if len(line) > WIDEST else 0
    last = min(len(line), first + WIDEST)
    before, after = "…" * (first > 0), "…" * (last < len(line))
    indent = _width(before + line[first:start]) if start <= len(line) else _width(line) + 1
    carets = "^" * max(1, _width(line[start : min(last, start + length)]))
    yield Text(f" {number} | {before}{line[first:last]}{after}")
    yield Text(f" {' ' * len(number)} | {' ' * indent}{carets}")


def _width(text: str) -> int:
    """How many columns a text takes on a terminal."""
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide - sum(unicodedata.combining(sign) > 0 for sign in text)
