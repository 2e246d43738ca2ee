"""The edit that a help line proposes, where it proposes exactly one; editors offer it beside the line."""

from __future__ import annotations

import re

from attrs import frozen

from ..model.problem import Position, Problem

_MEANT = re.compile(r"did you mean `([^`]+)`\?")
_WRITE = re.compile(r"write (?:for example )?([-+\d][^`,:;]*)")
_ENTRY = re.compile(r"write (?:source: .*, or )?([\w ]+: [\w][^`,:;]*)")
_TO_QUOTE = re.compile(r"(\s*(?:- )?(?:[^:\s][^:]*: +)?)([^\s\"][^\"]*)")
_VALUES = ("E103", "E104", "E107", "E108", "E203")
"""Codes whose help line is a value in place of a value."""


@frozen
class Edit:
    """Text in place of a stretch of one line: `length` characters from `column`, which counts from 1."""

    line: int
    column: int
    length: int
    text: str


def fix(problem: Problem) -> Edit | None:
    """What the help line says, as an edit; None where a person has to decide."""
    at, write = problem.position, problem.help
    if at is None or not at.line:
        return None
    edit: Edit | None = None
    if found := _MEANT.fullmatch(write) or _value(problem):
        edit = Edit(at.line, at.column, at.length, found[1].strip())
    elif found := _entry(problem):
        edit = _added(at, found[1])
    elif found := _text_to_quote(problem):
        text = found[2].rstrip()
        escaped = text.replace("\\", "\\\\")
        edit = Edit(at.line, len(found[1]) + 1, len(text), f'"{escaped}"')
    elif write.startswith("use two spaces"):
        edit = Edit(at.line, 1, len(_indent(at)), _indent(at).replace("\t", "  "))
    elif found := re.fullmatch(r"begin it in column (\d+), like line \d+", write):
        edit = Edit(at.line, 1, len(_indent(at)), " " * (int(found[1]) - 1))
    elif write.startswith("type a plain space"):
        edit = Edit(at.line, at.column, at.length, " ")
    return edit


def _value(problem: Problem) -> re.Match[str] | None:
    value = _WRITE.fullmatch(problem.help) if problem.code in _VALUES else None
    return None if value is None or " to " in value[1] else value


def _entry(problem: Problem) -> re.Match[str] | None:
    entry = _ENTRY.fullmatch(problem.help) if problem.code == "E022" else None
    return None if entry is None or " and " in f"{entry[1]} " else entry


def _text_to_quote(problem: Problem) -> re.Match[str] | None:
    if problem.code != "E005" or "needs quotes" not in problem.message or not problem.position:
        return None
    return _TO_QUOTE.fullmatch(problem.position.excerpt)


def _indent(at: Position) -> str:
    return at.excerpt[: len(at.excerpt) - len(at.excerpt.lstrip())]


def _added(at: Position, entry: str) -> Edit | None:
    """The missing entry, below the name that misses it, or above the first line of the file."""
    indent = _indent(at) if at.excerpt.strip() else ""
    if at.excerpt.rstrip().endswith(":"):
        return Edit(at.line, len(at.excerpt) + 1, 0, f"\n{indent}  {entry}")
    return Edit(at.line, 1, 0, f"{entry}\n") if not indent else None
