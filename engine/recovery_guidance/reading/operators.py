"""What people write for an operator or a number that is none here, and how it is written."""

from __future__ import annotations

import re
from typing import Any

from ..model.problem import Slip
from .slips import wrong

OPERATORS = (
    "at least 4, at most 4, more than 4, less than 4, is 4, is not 4, is one of a, b, "
    "between 2 and 6, is known"
)
EXAMPLES = {
    "condition": "write <item> <operator> <value>, for example leg pain at most 2/10",
    "statement": "write <item> <value>, for example leg pain 2/10",
    "trend": "write for example flare within the last 14 days",
}
COMPARES = "compares, and a statement says what is"

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


def misplaced(text: str, start: str, unexpected: Any) -> Slip:
    """The slip at the word that the grammar did not expect in a `condition`, `statement` or `trend`."""
    at = getattr(unexpected, "pos_in_stream", None)
    token = getattr(unexpected, "token", None)
    if at is None or (token is not None and token.type == "$END"):
        at = len(text)
    if slip := _foreign(text, start, at):
        return slip
    rest = text[at:].split()
    if not rest:
        write = EXAMPLES[start]
        if not text.strip():
            return Slip("E101", "this line is empty", write, length=1)
        message = f"`{text}` stops where a value is expected"
        return Slip("E101", message, write, start=len(text) - 1, length=1)
    if not text[:at].strip():
        message = f"the name of an item is missing before `{rest[0]}`"
        return Slip("E101", message, EXAMPLES[start], start=at, length=len(rest[0]))
    write = EXAMPLES[start]
    if start == "condition":
        write = f"write <item> <operator> <value> with one of: {OPERATORS}"
    return wrong("E101", rest[0], "cannot stand here", write, start=at)


def _foreign(text: str, start: str, at: int) -> Slip | None:
    """The slip where an operator or a number is written in a way that is not used here."""
    before, joiner, _ = joined_with(text[:at])
    if start == "condition" and text[at:].strip() and _TESTED.search(before):
        return one_a_line(joiner, len(before) + 1)
    if start == "condition" and (slip := about_time(text.strip(), at)):
        return slip
    compared = _COMPARING.match(text[at:]) or re.match("[<>]=?", text[at:])
    if start == "statement" and compared:
        return wrong("E106", compared.group(), COMPARES, EXAMPLES[start], start=at)
    for sign, operator in _SIGNS.items():
        if (place := text.find(sign)) >= 0:
            return wrong("E101", sign, "is not an operator", f"write `{operator}`", start=place)
    for number in re.finditer(r"[0-9]+,[0-9]+", text):
        if number.start() <= at < number.end():
            write = f"write a point for decimals: {number.group().replace(',', '.')}"
            why = "a comma parts the words of a list"
            said = "is not a number in plain digits"
            return wrong("E108", number.group(), said, write, why, number.start())
    return None


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
