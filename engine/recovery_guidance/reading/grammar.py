"""Reads one line of clinical text into its parts: a name, an operator, the values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path
from typing import Any

from attrs import frozen

from ..model.problem import Slip, check_characters, suggestion
from .slips import wrong

OPERATORS = (
    "at least 4, at most 4, more than 4, less than 4, is 4, is not 4, is one of a, b, "
    "between 2 and 6, is known"
)
MOST_LETTERS = 400
_EXAMPLES = {
    "condition": "write <item> <operator> <value>, for example leg pain at most 2/10",
    "statement": "write <item> <value>, for example leg pain 2/10",
    "trend": "write for example flare within the last 14 days",
}
STARTS = list(_EXAMPLES)
COMPARES = "compares, and a statement says what is"
MOVING = ("better", "worse", "not_better", "not_worse", "improved", "worsened")
"""The windows that compare an item with what it was."""
WINDOWS = ("in_a_row", "within", "on_days", *MOVING)

# What people write for an operator, by what it is called here.
_AS_SIGNS = {
    "is": ("==",),
    "is not": ("!=", "<>", "≠"),
    "at least": ("=>", "≥"),
    "at most": ("=<", "≤"),
}
_AS_WORDS = {
    "at most": ("no more than", "not more than", "up to", "maximum"),
    "at least": ("no less than", "not less than", "no fewer than", "minimum", "after", "from"),
    "more than": ("greater than", "higher than", "above", "over"),
    "less than": ("lower than", "fewer than", "below", "under", "before", "until"),
    "is": ("equal to", "equals"),
    "is not": ("isn't", "not"),
    "is one of": ("one of",),
    "is known": ("known",),
}
_SIGNS, _SPOKEN = (
    {written: operator for operator, ways in meant.items() for written in ways}
    for meant in (_AS_SIGNS, _AS_WORDS)
)
_WRITTEN = "at[ -]?least|at[ -]?most|more[ -]?than|less[ -]?than"
_COMPARING = re.compile(rf"(?:{'|'.join(_SPOKEN)}|{_WRITTEN}|between)(?=\s|$)")


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


@cache
def _parser() -> Any:
    from lark import Lark  # slow to import, and a cached protocol never needs it

    grammar = (Path(__file__).parent / "grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", start=STARTS, maybe_placeholders=False)


@cache
def read_phrase(text: str, start: str = "condition") -> Phrase:
    """The parts of a `condition` or `statement`. Raises Slip at the word that does not fit."""
    return _phrase(_parse(text, start), text, start)


def read_trend(text: str) -> Phrase | Count:
    """The parts of what an item is worked out from: a condition with a window, or a count. Raises Slip."""
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


def _parse(text: str, start: str) -> Any:
    from lark import UnexpectedInput

    if len(text) > MOST_LETTERS:
        message = f"this line has {len(text):,} letters; a {start} has at most {MOST_LETTERS}"
        raise Slip("E101", message, _EXAMPLES[start], length=len(text))
    check_characters(text)
    if "\n" in text:
        message = f"this {start} goes on in the next line"
        raise Slip("E101", message, "write it all on one line", "", text.index("\n"), 1)
    try:
        return _parser().parse(text, start=start)
    except UnexpectedInput as unexpected:
        raise _slip(text, start, unexpected) from None


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


def comparing(text: str) -> tuple[str, str]:
    """The comparing words that a text begins with, and the operator they mean; else two empty texts."""
    if found := _COMPARING.match(text.casefold()):
        written = re.sub(r"^(at|more|less)-?(?=least|most|than)", r"\1 ", found.group())
        return text[: found.end()], _SPOKEN.get(written, written)
    sign = next((sign for sign in _SIGNS if text.startswith(sign)), "")
    return sign, _SIGNS.get(sign, "")


def joined_with(text: str) -> tuple[str, str, str]:
    """What stands before the last `and` or `or` of a text, that word, and what follows; else empty texts."""
    found = re.fullmatch(r"(.*\S)\s(and|or)\s+(.*)", text)
    return (found[1], found[2], found[3]) if found else ("", "", "")


def one_a_line(joiner: str, start: int) -> Slip:
    """The slip where `and` or `or` joins two conditions in one line."""
    list_of, other = ("all", "any") if joiner == "and" else ("any", "all")
    write = (
        f"write each on a line of its own, behind `- `, in an `{list_of}` list; "
        f"inside an `{other}` list, put `- {list_of}:` above them"
    )
    return wrong("E101", joiner, "cannot join two conditions in one line", write, start=start)


def about_time(text: str, start: int = 0) -> Slip | None:
    """The slip where a condition is about the time since the operation, and does not begin with `week`."""
    written, operator = comparing(text)
    found = _TIME.fullmatch(text[len(written) :].strip().casefold()) if written else None
    if found is None:
        return None
    unit, number = (found[1], found[2]) if found[1] else (found[4], found[3])
    write = f"write {unit} {operator} {number}"
    if doubtful := _ENDS.get(written.casefold()):
        also, counts = doubtful
        write += f", or {unit} {also} {number} where {unit} {number} itself {counts}"
    return wrong("E101", text, "does not name what it is about", write, start=start)


_ENDS = {"after": ("more than", "does not count"), "until": ("at most", "counts too")}
"""Words that leave open whether the week they name counts: the other operator, and when it is meant."""
_TESTED = re.compile(r"\s(?:is|are|at least|at most|more than|less than|[<>]=?)\s")
_TIME = re.compile(r"(?:(week|day)s? ([0-9]+)|([0-9]+) (week|day)s?)(?: (?:after|since|from) .*)?")


def _words(tree: Any, text: str) -> Words:
    first, last = tree.children[0], tree.children[-1]
    return Words(text[first.start_pos : last.end_pos], first.start_pos)


def _foreign(text: str, start: str, at: int) -> Slip | None:
    """The slip where an operator or a number is written in a way that is not used here."""
    before, joiner, _ = joined_with(text[:at])
    if start == "condition" and text[at:].strip() and _TESTED.search(before):
        return one_a_line(joiner, len(before) + 1)
    if start == "condition" and (slip := about_time(text.strip(), at)):
        return slip
    compared = _COMPARING.match(text[at:]) or re.match("[<>]=?", text[at:])
    if start == "statement" and compared:
        return wrong("E106", compared.group(), COMPARES, _EXAMPLES[start], start=at)
    for sign, operator in _SIGNS.items():
        if (place := text.find(sign)) >= 0:
            return wrong("E101", sign, "is not an operator", f"write `{operator}`", start=place)
    for number in re.finditer(r"[0-9]+,[0-9]+", text):
        if number.start() <= at < number.end():
            write = f"write a point for decimals: {number.group().replace(',', '.')}"
            why = "a comma parts the words of a list"
            told = Words(number.group(), number.start())
            return told.slip("E108", "is not a number in plain digits", write, why)
    return None


def _slip(text: str, start: str, unexpected: Any) -> Slip:
    at = getattr(unexpected, "pos_in_stream", None)
    token = getattr(unexpected, "token", None)
    if at is None or (token is not None and token.type == "$END"):
        at = len(text)
    if slip := _foreign(text, start, at):
        return slip
    rest = text[at:].split()
    if not rest:
        write = _EXAMPLES[start]
        if not text.strip():
            return Slip("E101", "this line is empty", write, length=1)
        message = f"`{text}` stops where a value is expected"
        return Slip("E101", message, write, start=len(text) - 1, length=1)
    if not text[:at].strip():
        message = f"the name of an item is missing before `{rest[0]}`"
        return Slip("E101", message, _EXAMPLES[start], start=at, length=len(rest[0]))
    write = _EXAMPLES[start]
    if start == "condition":
        write = f"write <item> <operator> <value> with one of: {OPERATORS}"
    return wrong("E101", rest[0], "cannot stand here", write, start=at)
