"""Reads one statement about a patient: an item and its value, or that it is not known."""

from __future__ import annotations

import re

from ..model.case import Observation
from ..model.items import NOWHERE, Item, Vocabulary
from ..model.problem import Position, Slip
from .grammar import read_phrase
from .names import NOT_KNOWN, longest_name
from .slips import starting_at, wrong
from .values import read_value


def read_statement(
    text: str,
    vocabulary: Vocabulary,
    position: Position = NOWHERE,
    day: int | None = None,
    by: str = "",
) -> Observation:
    """`leg pain 2/10`, `leg pain is 2/10`, `opioids: no`, `saddle numbness`, `new weakness is unknown`.

    Raises Slip.
    """
    if (looking_back := _looking_back(text, vocabulary)) is not None:
        name, value = looking_back
        known = None if value in NOT_KNOWN else read_value(vocabulary.items[name], value)
        return Observation(name, known, day, by, text, position)
    phrase = read_phrase(text, "statement")
    if phrase.operator:
        name, start = phrase.name.text, phrase.name.start
        value, value_start = phrase.values[0].text, phrase.values[0].start
    else:
        name, start = _longest_name(phrase.name.text, vocabulary), phrase.name.start
        value = phrase.name.text[len(name) :].strip()
        value_start = len(text) - len(value)
    item = vocabulary.items.get(name)
    if item is None:
        from .corrections import not_an_item  # only where something is misspelt

        raise not_an_item(name, vocabulary, start)
    if value.casefold() in NOT_KNOWN:
        return Observation(name, None, day, by, text, position)
    if not value:
        if item.kind != "yes or no":
            example = item.show(item.most - 1 if item.kind == "scale" else item.least)
            raise wrong("E106", name, "needs a value", f"write {name} {example}", start=start)
        value = "yes"
    try:
        with starting_at(value_start):
            return Observation(name, read_value(item, value), day, by, text, position)
    except Slip as slip:
        raise _compares(value, item, value_start) or slip from None


def _compares(value: str, item: Item, start: int) -> Slip | None:
    """The slip where what is stated begins with a comparing word and not with a value."""
    from .operators import COMPARES, comparing  # only where a value cannot be read

    compared, _ = comparing(value)
    write = f"write {item.name} and its value, for example {item.name} {item.show(item.least)}"
    return wrong("E106", compared, COMPARES, write, start=start) if compared else None


_WINDOW = re.compile(r" in a row$| within the last [0-9]| within [0-9]| ago$")
_LOOKING_BACK = re.compile(r"(.*?)(?::| is)?(?: (yes|no|unknown))?")


def _looking_back(text: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """A condition over several days, which is an item by its whole text, and the answer to it."""
    found = _LOOKING_BACK.fullmatch(" ".join(text.split()))
    if found is None or found[1] not in vocabulary.items or not _WINDOW.search(found[1]):
        return None
    return found[1], found[2] or "yes"


def _longest_name(text: str, vocabulary: Vocabulary) -> str:
    if known := longest_name(text, vocabulary.items):
        return known
    words = text.split()
    value_words = len(words) > 1 and (words[-1][0].isdigit() or words[-1] in ("yes", "no"))
    return " ".join(words[:-1]) if value_words else text
