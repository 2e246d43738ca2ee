"""Reads the value that a text states of an item: a word, a grade on its scale, a number with its unit."""

from __future__ import annotations

import re

from ..model.items import UNREAD, Item
from ..model.problem import Slip, quoted, suggestion
from .quantities import is_number, read_decimal, read_quantity

_YES_NO = {"yes": "yes", "no": "no", "present": "yes", "absent": "no"}


def read_value(item: Item, text: str) -> int:
    """The value that a text states of an item, in its steps. Raises Slip where it does not fit."""
    text = text.strip()
    if item.kind == UNREAD:
        return item.least
    if item.words:
        return _read_word(item, text)
    value = _read_scale(item, text) if item.kind == "scale" else _read_number(item, text)
    if not item.least <= value <= item.most:
        raise Slip(
            "E107",
            f"`{text}` is outside what `{item.name}` can be",
            f"write a value from {item.show(item.least)} to {item.show(item.most)}",
            length=len(text),
        )
    return value


def _read_word(item: Item, text: str) -> int:
    word = text.casefold()
    if item.kind == "yes or no":
        word = _YES_NO.get(word, word)
    folded = [known.casefold() for known in item.words]
    if word in folded:
        return folded.index(word)
    raise Slip(
        "E105",
        f"`{item.name}` cannot be `{text}`",
        suggestion(text, item.words) or f"write {quoted(item.words)}",
        length=len(text),
    )


def _read_scale(item: Item, text: str) -> int:
    value, slash, of = (part.strip() for part in text.partition("/"))
    example = f"write for example {item.show(item.most - 1)}"
    ends = f"{item.show(item.least)} to {item.show(item.most)}"
    if re.fullmatch(r"([0-9])[+-]", value):
        raise Slip(
            "E103",
            f"`{text}` is a grade between two grades",
            f"write a whole grade from {ends}, the worse one where in doubt",
            why="`+` and `-` are read differently by different people, so only whole grades count",
            length=len(text),
        )
    if not slash:
        if not is_number(value):
            raise Slip("E103", f"`{text}` is not a grade", example, length=len(text))
        if not _fits(value, item.most):
            raise Slip(
                "E103",
                f"`{text}` is not a grade out of {item.most}",
                example,
                length=len(text),
            )
        raise Slip(
            "E103",
            f"`{text}` does not say out of how many",
            f"write {value}/{item.most}",
            why=f"`{item.name}` is a scale from {item.least} to {item.most}, and others exist",
            length=len(text),
        )
    if of != str(item.most):
        raise Slip(
            "E103",
            f"`{item.name}` goes from {item.least} to {item.most}; you wrote a grade out of `{of}`",
            f"write a grade from {ends}",
            why="a grade on another scale means something else, so it is not converted",
            length=len(text),
        )
    if not is_number(value):
        raise Slip("E103", f"`{text}` is not a grade", example, length=len(text))
    return read_decimal(value, 0, "a grade")


def _read_number(item: Item, text: str) -> int:
    return read_quantity(text, item.unit, item.decimals, item.name)


def _fits(value: str, most: int) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 5 and int(value) <= most
