"""The edit that a help line proposes, where it proposes exactly one; editors offer it beside the line."""

from __future__ import annotations

import re
from collections.abc import Callable

from attrs import frozen

from ..model.problem import Position, Problem

_MEANT = re.compile(r"did you mean `([^`]+)`\?")
_WRITE = re.compile(r"write (?:for example )?([-+\d][^`,:;]*)")
_ENTRY = re.compile(r"write (?:source: .*, or )?([\w ]+: [\w][^`,:;]*)")
_VALUES = ("E103", "E104", "E107", "E108", "E203")
"""Codes whose help line is a value in place of a value."""


@frozen
class Edit:
    """Text in place of a stretch of one line: `length` characters from `column`, which counts from 1."""

    line: int
    column: int
    length: int
    text: str

    def apply(self, text: str) -> str:
        """A file's text with this edit."""
        lines = text.split("\n")
        line, start = lines[self.line - 1], self.column - 1
        lines[self.line - 1] = line[:start] + self.text + line[start + self.length :]
        return "\n".join(lines)


def fix(problem: Problem) -> Edit | None:
    """What the help line says, as an edit; None where a person has to decide."""
    at = problem.position
    if at is None or not at.line:
        return None
    for means, edit in _WAYS:
        if found := means(problem):
            return edit(at, found)
    return None


def _put(at: Position, found: re.Match[str]) -> Edit:
    return Edit(at.line, at.column, at.length, found[1].strip())


def _value(problem: Problem) -> re.Match[str] | None:
    value = _WRITE.fullmatch(problem.help) if problem.code in _VALUES else None
    return None if value is None or " to " in value[1] else value


def _entry(problem: Problem) -> re.Match[str] | None:
    entry = _ENTRY.fullmatch(problem.help) if problem.code == "E022" else None
    return None if entry is None or " and " in f"{entry[1]} " else entry


def _text_to_quote(problem: Problem) -> re.Match[str] | None:
    asked = problem.code == "E005" and "needs quotes" in problem.message and problem.position
    return (
        re.fullmatch(r"(\s*(?:- )?(?:[^:\s][^:]*: +)?)([^\s\"][^\"]*)", asked.excerpt)
        if asked
        else None
    )


def _indented(at: Position, indent: str) -> Edit:
    own = len(at.excerpt) - len(at.excerpt.lstrip())
    return Edit(at.line, 1, own, indent)


def _added(at: Position, entry: re.Match[str]) -> Edit | None:
    """The missing entry, below the name that misses it, or above the first line of the file."""
    line = at.excerpt.rstrip()
    indent = " " * (len(line) - len(line.lstrip()))
    if line.endswith(":"):
        return Edit(at.line, len(at.excerpt) + 1, 0, f"\n{indent}  {entry[1]}")
    return Edit(at.line, 1, 0, f"{entry[1]}\n") if not indent else None


def _quoted(at: Position, text: re.Match[str]) -> Edit:
    """The text of the line in double quotes."""
    escaped = text[2].rstrip().replace("\\", "\\\\")
    return Edit(at.line, len(text[1]) + 1, len(text[2].rstrip()), f'"{escaped}"')


_WAYS: tuple[
    tuple[
        Callable[[Problem], re.Match[str] | None],
        Callable[[Position, re.Match[str]], Edit | None],
    ],
    ...,
] = (
    (lambda p: _MEANT.fullmatch(p.help), _put),
    (_value, _put),
    (_entry, _added),
    (_text_to_quote, _quoted),
    (
        lambda p: re.match(r"use two spaces", p.help),
        lambda at, _: _indented(
            at, at.excerpt[: len(at.excerpt) - len(at.excerpt.lstrip())].replace("\t", "  ")
        ),
    ),
    (
        lambda p: re.match(r"begin it in column (\d+), like line \d+$", p.help),
        lambda at, found: _indented(at, " " * (int(found[1]) - 1)),
    ),
    (
        lambda p: re.match(r"type a plain( )space", p.help),
        lambda at, found: Edit(at.line, at.column, at.length, found[1]),
    ),
)
