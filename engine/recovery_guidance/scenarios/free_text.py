"""Lines that read as parts of a scenario, and that Gherkin takes for a description or a remark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gherkin.dialect import Dialect

from ..model.problem import Problem
from .definitions import definition_of, readable
from .gherkin_file import GherkinFile
from .keywords import bare, glued, is_like, reads_on, step_meant, title_meant

_WHY = "nothing would run it, and the rules could say anything"
_AS_PROSE = "begin a description with another word, and end it with a full stop"
_ROW = re.compile(r"\s*[|\uff5c\u00a6\u2502].*|.*\|.*\|.*|.*\|\s*")
_LANGUAGE = re.compile(r"\s*#\s*language\s*:", re.I)
_LASTS = ("Scenario", "Background")
"""Descriptions right above steps, where one line that begins like a step is meant to be one."""


def unheard(file: GherkinFile) -> Iterator[Problem]:
    """A problem for each line of a description or a remark that was meant to be run."""
    lines, dialect = file.text.lines, file.dialect
    for of, numbers in _by_part(file):
        texts = [lines[number - 1].strip() for number in numbers]
        both = _tells_and_asks(texts, dialect)
        for number, text in zip(numbers, texts, strict=True):
            if write := _meant(text, dialect, of, both):
                message = f"`{text}` is read as a description of the {of.lower()}"
                yield Problem("E508", message, file.at(number), _WHY, write)
    for number in file.comments:
        if write := _commented_out(lines[number - 1], dialect):
            message = f"`{lines[number - 1].strip()}` is read as a remark"
            yield Problem("E508", message, file.at(number), _WHY, write)


def _by_part(file: GherkinFile) -> Iterator[tuple[str, list[int]]]:
    """Each description with its lines; two of one kind have another part of the file between them."""
    parts: list[tuple[str, list[int]]] = []
    for one in file.prose:
        if not parts or parts[-1][0] != one.of or _between(file, parts[-1][1][-1], one.line):
            parts.append((one.of, []))
        parts[-1][1].append(one.line)
    yield from parts


def _between(file: GherkinFile, last: int, line: int) -> bool:
    known = {*file.comments, *(one.line for one in file.prose)}
    lines = file.text.lines
    return any(lines[n - 1].strip() for n in range(last + 1, line) if n not in known)


def _meant(text: str, dialect: Dialect, of: str, both: bool) -> str:
    """How to write a line of a description that was meant to be run; an empty text where it is prose."""
    if title := title_meant(text, dialect):
        return f"write it as `{title}:` and a title, above all steps of it; or {_AS_PROSE}"
    if _ROW.fullmatch(text):
        return "begin and end each row of a table with |, below Examples: or the step it belongs to"
    keyword, rest = step_meant(text, dialect)
    is_step = both or _is_step(keyword, rest, text)
    if keyword and (of in _LASTS or is_step):
        where = "" if of in _LASTS else ", below Scenario: and a title"
        return f"write it as `{keyword} {rest}`{where}; or {_AS_PROSE}"
    keyword, rest = glued(text, dialect)
    if keyword and _known(rest, but_for_vague=False) and not reads_on(text):
        return f"write it as `{keyword} {rest}`; or {_AS_PROSE}"
    if _known(text) and not reads_on(text):
        return f"write Given, And or Then before it, below Scenario:; or {_AS_PROSE}"
    return ""


def _commented_out(line: str, dialect: Dialect) -> str:
    """How to write a remark that was meant to be run; an empty text where it is a remark."""
    text = line.strip().lstrip("# ")
    drop = "take it out, or bring it back with the tag @draft above its scenario"
    if _LANGUAGE.match(line):
        return "write the language in the first line of the file"
    titles = (*dialect.scenario_keywords, *dialect.scenario_outline_keywords)
    titles = (*titles, *dialect.examples_keywords, *dialect.background_keywords)
    named = (title for title in titles if title != "Example")
    if text.startswith(tuple(f"{title}:" for title in named)) or re.fullmatch(r"\|.*\|", text):
        return drop
    keyword, rest = step_meant(text, dialect)
    # A line of a longer remark may go on with "then".
    goes_on = text[:1].islower() and is_like(text.split()[0], keyword, 1)
    return drop if keyword and not goes_on and _is_step(keyword, rest, text) else ""


def _tells_and_asks(texts: Iterable[str], dialect: Dialect) -> bool:
    """Whether one line of a description begins with Given and another with Then, and neither ends a sentence."""
    steps = [text for text in texts if not reads_on(text)]
    given, then = (
        any(text.startswith(word) for text in steps for word in words if word != "* ")
        for words in (dialect.given_keywords, dialect.then_keywords)
    )
    return given and then


def _is_step(keyword: str, rest: str, text: str) -> bool:
    """Whether a line says what a step says; of prose that begins with `When` that is seldom so."""
    surely = text.startswith(("Given ", "Then ", "And ", "But ")) and rest[:1].islower()
    return bool(keyword) and not reads_on(text) and _known(rest, but_for_vague=not surely)


def _known(text: str, but_for_vague: bool = True) -> bool:
    """Whether some kind of step reads like this; a vague one has no more than one word of its own."""
    for kind in ("given", "then"):
        if found := definition_of(kind, bare(text)):
            form = readable(found[0].parser.name)
            own = [word for word in form.split() if word[0] not in "<[…"]
            if len(own) > but_for_vague:
                return True
    return False
