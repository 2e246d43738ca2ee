"""Reads one line of clinical text into its parts: a name, an operator, the values."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache, partial
from typing import Any

from attrs import frozen

from ..model.problem import Slip, check_characters, suggestion
from .slips import wrong

MOST_LETTERS = 400
STARTS = ["condition", "statement", "trend"]
MOVING = ("better", "worse", "not_better", "not_worse", "improved", "worsened")
"""The windows that compare an item with what it was."""
WINDOWS = ("in_a_row", "within", "on_days", *MOVING)


@frozen
class Words:
    """A run of the author's words, and where it starts in the text."""

    text: str
    start: int

    def slip(self, code: str, said: str, help: str | Callable[[], str] = "", why: str = "") -> Slip:
        """The slip that these words are, and what is `said` of them."""
        return wrong(code, self.text, said, help, why, self.start)

    def unnamed(self, what: str, known: Iterable[str], declare: str = "", why: str = "") -> Slip:
        """The slip where nothing of this sort has this name."""
        message, write = (
            f"no {what} is called `{self.text}`",
            partial(suggestion, self.text, known, declare),
        )
        return Slip("E102", message, write, why, self.start, len(self.text))


@frozen
class Phrase:
    """A condition or statement in its parts. `operator` is empty where only a name is given.

    `window` is what a condition says about more days than one.
    """

    name: Words
    operator: str
    values: tuple[Words, ...]
    window: Window | None = None


@frozen
class Window:
    """How a condition looks back: its kind as in the grammar, its numbers, and where it starts."""

    kind: str
    values: tuple[Words, ...]
    start: int


@frozen
class Count:
    """What an item is counted from: the kind as in the grammar, and its parts."""

    kind: str
    names: tuple[Words, ...]
    values: tuple[Words, ...]
    test: str = ""


def _grammar() -> str:
    with open(f"{os.path.dirname(__file__)}/grammar.lark", encoding="utf-8") as file:
        return file.read()


@cache
def _parser() -> Any:
    from lark import Lark  # slow to import, and only what is not a plain statement needs it

    return Lark(_grammar(), parser="lalr", start=STARTS, maybe_placeholders=False)


@cache
def _terminals() -> re.Pattern[str]:
    """Where in a text the grammar may read anything but words and what parts a name from its value."""
    written = re.findall(r"^_(?!IS\.|EQ\.|COLON\.)\w+\.[0-9]:\s+/(.+?)/$", _grammar(), re.MULTILINE)
    return re.compile(rf"(?<![^\s=:])(?:{'|'.join(written)})")


@lru_cache(2_000)
def read_phrase(text: str, start: str = "condition") -> Phrase:
    """The parts of a `condition` or `statement`. Raises Slip at the word that does not fit."""
    _check(text, start)
    if start == "statement" and (plain := _plain_statement(text)):
        return plain
    return _phrase(_parse(text, start), text, start)


_WORD = r"[^\s,<>=:]+(?::[^\s,<>=:]+)*"
_WORDS = re.compile(rf"{_WORD}(?:[ \t]+{_WORD})*")
_IS = re.compile(r"(?<![^\s=:])(?:is|are)(?=\s|$)|=|:(?=\s|$)")


def _plain_statement(text: str) -> Phrase | None:
    """A statement of words alone, which needs no parser; every other text is left to the grammar."""
    if _terminals().search(text):
        return None
    parted = list(_IS.finditer(text))
    edges = [0, *(edge for found in parted for edge in found.span()), len(text)]
    parts = [_plain_words(text, *ends) for ends in zip(edges[::2], edges[1::2], strict=True)]
    if len(parts) > 2 or not all(_WORDS.fullmatch(part.text) for part in parts):
        return None
    name, *values = parts
    return Phrase(name, "is" if values else "", tuple(values))


def _plain_words(text: str, start: int, end: int) -> Words:
    part = text[start:end]
    return Words(part.strip(" \t"), end - len(part.lstrip(" \t")))


def read_trend(text: str) -> Phrase | Count:
    """The parts of what an item is worked out from: a condition with a window, or a count. Raises Slip."""
    _check(text, "trend")
    tree = _parse(text, "trend").children[0]
    if tree.data == "condition":
        return _phrase(tree, text, "condition")
    parts: dict[str, list[Words]] = {"name": [], "value": []}
    test = ""
    for part in tree.children:
        if part.data in parts:
            parts[part.data].append(_words(part, text))
        else:
            test = text[parts["name"][-1].start : _end(part)]
    return Count(str(tree.data), tuple(parts["name"]), tuple(parts["value"]), test)


def _check(text: str, start: str) -> None:
    """Raises Slip where it is no line that could be read."""
    if len(text) > MOST_LETTERS:
        from .operators import EXAMPLES  # only where something is wrong

        message = f"this line has {len(text):,} letters; a {start} has at most {MOST_LETTERS}"
        raise Slip("E101", message, EXAMPLES[start], length=len(text))
    check_characters(text)
    if "\n" in text:
        message = f"this {start} goes on in the next line"
        raise Slip("E101", message, "write it all on one line", "", text.index("\n"), 1)


def _parse(text: str, start: str) -> Any:
    from lark import UnexpectedInput

    from .operators import misplaced

    try:
        return _parser().parse(text, start=start)
    except UnexpectedInput as unexpected:
        raise misplaced(text, start, unexpected) from None


def _phrase(tree: Any, text: str, start: str) -> Phrase:
    name, *rest = tree.children
    window = None
    if rest and rest[-1].data in WINDOWS:
        values = tuple(_words(value, text) for value in rest[-1].children)
        before = rest[-2] if len(rest) > 1 and rest[-2].children else name
        window = Window(str(rest.pop().data), values, _end(before))
    if not rest:
        return Phrase(_words(name, text), "", (), window)
    if start == "statement":
        return Phrase(_words(name, text), "is", (_words(rest[0], text),))
    test = rest[0]
    values = tuple(_words(value, text) for value in test.children)
    if test.data == "between":
        values = _ends(values[0])
    return Phrase(_words(name, text), str(test.data), values, window)


def _end(tree: Any) -> int:
    """Where the last word of a part ends."""
    last = tree.children[-1]
    return int(last.end_pos) if hasattr(last, "end_pos") else _end(last)


def _ends(span: Words) -> tuple[Words, Words]:
    first, found, last = span.text.rpartition(" and ")
    if not found or not first.strip() or not last.strip():
        raise span.slip("E101", "does not say from where to where", "write between 2 and 6")
    start_of_last = span.start + len(span.text) - len(last.lstrip())
    return Words(first.rstrip(), span.start), Words(last.strip(), start_of_last)


def _words(tree: Any, text: str) -> Words:
    first, last = tree.children[0], tree.children[-1]
    return Words(text[first.start_pos : last.end_pos], first.start_pos)
