"""The text of a feature file → its tree by Gherkin's own parser, and the lines that this takes for prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from attrs import frozen
from gherkin.ast_builder import AstBuilder
from gherkin.dialect import DIALECTS, Dialect
from gherkin.errors import (
    CompositeParserException,
    NoSuchLanguageException,
    ParserException,
    UnexpectedEOFException,
    UnexpectedTokenException,
)
from gherkin.parser import Parser

from ..model.problem import Position, Problem, ProblemsFound, did_you_mean
from ..reading.decoding import FileText, hidden_signs
from .keywords import step_meant, title_meant

_UNREAD = "the whole file would be left out, and every rule in it would go untested"
_MAY_STAND = {
    "Language": "# language:",
    "TagLine": "a tag",
    "FeatureLine": "Feature:",
    "BackgroundLine": "Background:",
    "RuleLine": "Rule:",
    "ScenarioLine": "Scenario:",
    "ExamplesLine": "Examples:",
    "StepLine": "Given, And or Then",
    "TableRow": "a row of a table",
    "DocStringSeparator": '"""',
    "EOF": "the end of the file",
}
"""The parser's names for lines, as an author would call them."""


@frozen
class Prose:
    """A line of a description, and what it describes: Feature, Rule, Background, Scenario or Examples."""

    of: str
    line: int


@frozen
class GherkinFile:
    """A feature file that could be read."""

    text: FileText
    feature: dict[str, Any]
    prose: tuple[Prose, ...]
    comments: tuple[int, ...]
    rows: tuple[int, ...]

    @property
    def dialect(self) -> Dialect:
        """The keywords of its language."""
        return Dialect(DIALECTS[self.feature["language"]])

    def at(self, line: int) -> Position:
        """A whole line as a place."""
        return whole_line(self.text, line)


def parsed(text: FileText) -> GherkinFile:
    """The tree of a file's text. Raises ProblemsFound with what the parser says."""
    builder = _TreeWithLines()
    try:
        document: Any = Parser(builder).parse("\n".join(text.lines))
    except CompositeParserException as wrong:
        # Without a first line that can be read, none of those below it can.
        errors = wrong.errors if builder.begun else wrong.errors[:1]
        raise ProblemsFound([_problem(error, text) for error in errors]) from None
    if "feature" not in document:
        write = "begin with Feature: and what the topic decides"
        at = text.position(1, 1)
        raise ProblemsFound([Problem("E502", "no feature stands in this file", at, _UNREAD, write)])
    comments = tuple(comment["location"]["line"] for comment in document["comments"])
    return GherkinFile(
        text, document["feature"], tuple(builder.prose), comments, tuple(builder.rows)
    )


def unseen(text: FileText) -> Iterator[Problem]:
    """Signs that cannot be seen; a mark at the beginning of the file is the only one told then."""
    if text.lines[0].startswith("\ufeff"):
        yield Problem(
            "E012",
            "this file begins with a byte order mark, U+FEFF, which cannot be seen",
            text.position(1, 1),
            why="not every program that runs scenarios finds the word behind it",
            help="save it as UTF-8 without a byte order mark",
        )
        return
    for number in range(1, len(text.lines) + 1):
        yield from hidden_signs(text, number)


def whole_line(text: FileText, line: int) -> Position:
    """A whole line as a place, without its indent."""
    excerpt = text.position(line, 1).excerpt
    indent = len(excerpt) - len(excerpt.lstrip())
    return text.position(line, indent + 1, max(1, len(excerpt.strip())))


class _TreeWithLines(AstBuilder):
    """The parser's own tree; what stands in descriptions and tables is kept with its lines."""

    def reset(self) -> None:
        super().reset()
        self.begun = False
        self.prose: list[Prose] = []
        self.rows: list[int] = []

    def build(self, token: Any) -> None:
        kind, line = token.matched_type, token.location["line"]
        self.begun = self.begun or kind == "FeatureLine"
        if kind == "TableRow":
            self.rows.append(line)
        elif kind == "Other" and self.current_node.rule_type == "Description":
            of = self.stack[-2].rule_type.removesuffix("Header")
            if token.matched_text.strip():
                self.prose.append(Prose(of, line))
        super().build(token)


def _problem(error: ParserException, text: FileText) -> Problem:
    line = int(error.location["line"])
    reason = re.sub(r"^\(\d+:\d+\): ", "", str(error))
    may = [_MAY_STAND[name] for name in re.findall(r"#(\w+)", reason) if name in _MAY_STAND]
    write = "here may stand " + ", ".join(may)
    if isinstance(error, UnexpectedTokenException):
        place = whole_line(text, line)
        found = place.excerpt.strip()
        english = Dialect(DIALECTS["en"])
        if meant := (title := title_meant(found, english)) or step_meant(found, english)[0]:
            write = f"did you mean `{meant}{':' if title else ''}`?"
        return Problem("E502", f"`{found}` cannot stand here", place, _UNREAD, write)
    if isinstance(error, UnexpectedEOFException):
        return _ends_too_early(text, may == ['"""'], write)
    place, message = whole_line(text, line), reason[:1].lower() + reason[1:]
    write = "give every row of a table as many cells as its first"
    if isinstance(error, NoSuchLanguageException):
        language = reason.rpartition(": ")[2]
        message = f"language not supported: `{language}`"
        close = did_you_mean(language, DIALECTS)
        write = (
            f"did you mean `{close}`?" if close else "write # language: en, or take the line out"
        )
    elif "tag" in reason:
        write = "write each tag as one word: @disputed @V01"
    return Problem("E502", message, place, _UNREAD, write)


def _ends_too_early(text: FileText, quoting: bool, write: str) -> Problem:
    """The problem of a file that ends in the middle of something: a doc string, or tags of nothing."""
    last = max(n for n, line in enumerate(text.lines, 1) if line.strip())
    if not quoting:
        place = whole_line(text, last)
        message = f"unexpected end of file: nothing stands below `{place.excerpt.strip()}`"
        return Problem("E502", message, place, _UNREAD, write)
    marks = ('"""', "```")
    opened = [n for n, line in enumerate(text.lines, 1) if line.strip().startswith(marks)]
    place = whole_line(text, opened[-1])
    message = "unexpected end of file: the doc string that begins here is never closed"
    why = "everything below it would be text, and no scenario"
    return Problem("E502", message, place, why, f"close it with {place.excerpt.strip()[:3]}")
