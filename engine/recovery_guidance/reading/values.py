"""Reads the value that a text states of an item: a word, a grade on its scale, a number with its unit."""

from __future__ import annotations

import re

from ..model.items import UNREAD, Item
from ..model.problem import Slip, quoted, suggestion
from .quantities import is_number, read_decimal, read_quantity
from .slips import wrong

_YES_NO = {"yes": "yes", "no": "no", "present": "yes", "absent": "no"}


def read_value(item: Item, text: str) -> int:
    """The value that a text states of an item, in its steps. Raises Slip where it does not fit."""
    text = text.strip()
    if item.kind == UNREAD:
        return item.least
    if item.words:
        return _read_word(item, text)
    if item.kind == "scale":
        value = _read_scale(item, text)
    else:
        value = read_quantity(text, item.unit, item.decimals, item.name)
    if not item.least <= value <= item.most:
        write = f"write a value from {item.show(item.least)} to {item.show(item.most)}"
        raise wrong("E107", text, f"is outside what `{item.name}` can be", write)
    return value


def _read_word(item: Item, text: str) -> int:
    word = text.casefold()
    if item.kind == "yes or no":
        word = _YES_NO.get(word, word)
    folded = [known.casefold() for known in item.words]
    if word in folded:
        return folded.index(word)
    write = f"write {quoted(item.words)}"
    if item.kind != "yes or no":  # a guess between yes and no could be the one that opens something
        write = suggestion(text, item.words, write)
    raise Slip("E105", f"`{item.name}` cannot be `{text}`", write, length=len(text))


def _read_scale(item: Item, text: str) -> int:
    value, slash, of = (part.strip() for part in text.partition("/"))
    example = f"write for example {item.show(item.most - 1)}"
    ends = f"{item.show(item.least)} to {item.show(item.most)}"
    if re.fullmatch(r"([0-9])[+-]", value):
        write = f"write a whole grade from {ends}, the worse one where in doubt"
        why = "`+` and `-` are read differently by different people, so only whole grades count"
        raise wrong("E103", text, "is a grade between two grades", write, why)
    if slash and of != str(item.most):
        message = (
            f"`{item.name}` goes from {item.least} to {item.most}; you wrote a grade out of `{of}`"
        )
        why = "a grade on another scale means something else, so it is not converted"
        raise Slip("E103", message, f"write a grade from {ends}", why, length=len(text))
    if not is_number(value):
        raise wrong("E103", text, "is not a grade", example)
    if slash:
        return read_decimal(value, 0, "a grade")
    if not _fits(value, item.most):
        raise wrong("E103", text, f"is not a grade out of {item.most}", example)
    why = f"`{item.name}` is a scale from {item.least} to {item.most}, and others exist"
    write = f"write {value}/{item.most}"
    raise wrong("E103", text, "does not say out of how many", write, why)


def _fits(value: str, most: int) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 5 and int(value) <= most
