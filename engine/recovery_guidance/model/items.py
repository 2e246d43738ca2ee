"""Items: what may be stated about a patient, its type and its scale. Values are integers throughout:
numbers in steps of the item (tenths where it has one decimal), words by their place in the list."""

from __future__ import annotations

import re

from attrs import field, frozen

from engine.problem import Position, Slip, quoted, suggestion

Truth = bool | None
"""True, false, or unknown (None): Kleene's three values."""

Fact = int | None
"""The value of one item in its steps, or unknown (None)."""

NOWHERE = Position("", 0, 0)

UNREAD = "unread"
"""The kind of an item whose declaration has a problem: what is said about it is not judged."""
_YES_NO = {"yes": "yes", "no": "no", "present": "yes", "absent": "no"}


@frozen(slots=False)
class Item:
    """Something that may be stated about a patient.

    `kind` is `yes or no`, `scale`, `number`, `words` or UNREAD. `least` and `most` are in steps of
    10 ** -`decimals` of `unit`; for words they are places in `words`.
    """

    name: str
    kind: str
    least: int
    most: int
    words: tuple[str, ...] = ()
    unit: str = ""
    decimals: int = 0
    question: str = ""
    worse: str = "neither"
    measured_by: str = ""
    shelf_life: int | None = None
    if_not_stated: Fact = None
    uncomplicated: Fact = None
    home_check: str = ""
    anchors: tuple[tuple[str, str], ...] = ()
    note: str = ""
    position: Position = field(default=NOWHERE, eq=False)

    @property
    def worse_is_higher(self) -> bool | None:
        """Whether a larger value is the worse one; None where neither is."""
        if self.worse in ("higher", "later"):
            return True
        if self.worse in ("lower", "earlier"):
            return False
        return self.words.index(self.worse) > 0 if self.worse in self.words else None

    @property
    def worst(self) -> Fact:
        """The worst value it can have; None where no value is worse than another."""
        if self.worse_is_higher is None:
            return None
        return self.most if self.worse_is_higher else self.least

    @property
    def is_sign(self) -> bool:
        """Whether silence means that it is not there. Where it was there once in a day, it counts for that day."""
        return self.if_not_stated is not None and self.worst not in (None, self.if_not_stated)

    def counts(self, value: Fact, day: int | None) -> bool:
        """Whether a value that was told for a day says how things are after the operation.

        From before it, only what cannot get better or worse does, and a sign that was there.
        """
        if day is None or day >= 0 or self.worse_is_higher is None:
            return True
        return self.if_not_stated is not None and value == self.worst

    def show(self, value: Fact) -> str:
        """The value as the clinic writes it: 4/5, 13.6 kg, left, not known."""
        if value is None:
            return "not known"
        if self.words:
            return self.words[value]
        if self.kind == "scale":
            return f"{value}/{self.most}"
        number = show_number(value, self.decimals)
        return f"{number} {self.unit}" if self.unit and self.unit != "repetitions" else number

    def read(self, text: str) -> int:
        """The value that a text states, in steps. Raises Slip where it does not fit the item."""
        text = text.strip()
        if self.kind == UNREAD:
            return self.least
        if self.words:
            return self._read_word(text)
        value = self._read_scale(text) if self.kind == "scale" else self._read_number(text)
        if not self.least <= value <= self.most:
            raise Slip(
                "E107",
                f"`{text}` is outside what `{self.name}` can be",
                f"write a value from {self.show(self.least)} to {self.show(self.most)}",
                length=len(text),
            )
        return value

    def _read_word(self, text: str) -> int:
        word = text.casefold()
        if self.kind == "yes or no":
            word = _YES_NO.get(word, word)
        folded = [known.casefold() for known in self.words]
        if word in folded:
            return folded.index(word)
        raise Slip(
            "E105",
            f"`{self.name}` cannot be `{text}`",
            suggestion(text, self.words) or f"write {quoted(self.words)}",
            length=len(text),
        )

    def _read_scale(self, text: str) -> int:
        from engine.quantities import is_number, read_decimal

        value, slash, of = (part.strip() for part in text.partition("/"))
        example = f"write for example {self.show(self.most - 1)}"
        ends = f"{self.show(self.least)} to {self.show(self.most)}"
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
            if not _fits(value, self.most):
                raise Slip(
                    "E103",
                    f"`{text}` is not a grade out of {self.most}",
                    example,
                    length=len(text),
                )
            raise Slip(
                "E103",
                f"`{text}` does not say out of how many",
                f"write {value}/{self.most}",
                why=f"`{self.name}` is a scale from {self.least} to {self.most}, and others exist",
                length=len(text),
            )
        if of != str(self.most):
            raise Slip(
                "E103",
                f"`{self.name}` goes from {self.least} to {self.most}; you wrote a grade out of `{of}`",
                f"write a grade from {ends}",
                why="a grade on another scale means something else, so it is not converted",
                length=len(text),
            )
        if not is_number(value):
            raise Slip("E103", f"`{text}` is not a grade", example, length=len(text))
        return read_decimal(value, 0, "a grade")

    def _read_number(self, text: str) -> int:
        from engine.quantities import read_quantity

        return read_quantity(text, self.unit, self.decimals, self.name)


def _fits(value: str, most: int) -> bool:
    return value.isascii() and value.isdecimal() and len(value) < 5 and int(value) <= most


LAST_DAY = 20 * 52 * 7
DAY = Item("day", "number", 0, LAST_DAY, unit="days", worse="neither")
"""The day since the operation, which is always known."""


@frozen
class Vocabulary:
    """The dictionary of facts: every item that may be stated, by name."""

    items: dict[str, Item]

    def item(self, name: str, start: int = 0) -> Item:
        """The item of that name. Raises Slip with the closest name."""
        if name in self.items:
            return self.items[name]
        raise Slip(
            "E102",
            f"nothing is called `{name}`",
            denied(name, self)
            or suggestion(name, self.items, "see the names with `recovery describe`"),
            start=start,
            length=len(name),
        )


def denied(text: str, vocabulary: Vocabulary) -> str:
    """The help line where an item stands behind `not`: a sign that is not there is told as `is no`."""
    found = re.fullmatch(r"(?:not|no|without) (.+)", text)
    item = vocabulary.items.get(found[1]) if found else None
    if item is None:
        return ""
    if item.kind == "yes or no":
        return f"write {item.name} is no"
    return f"write {item.name} and what it is"


def show_number(value: int, decimals: int) -> str:
    """An integer count of steps as a plain decimal number."""
    if not decimals:
        return str(value)
    whole, part = divmod(abs(value), 10**decimals)
    text = f"{'-' * (value < 0)}{whole}.{part:0{decimals}}"
    return text.rstrip("0").rstrip(".")
