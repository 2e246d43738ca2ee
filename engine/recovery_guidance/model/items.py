"""Items: what may be stated about a patient, its type and its scale. Values are integers throughout:
numbers in steps of the item (tenths where it has one decimal), words by their place in the list."""

from __future__ import annotations

from attrs import field, frozen

from .noun import Noun
from .problem import Position

Fact = int | None
"""The value of one item in its steps, or unknown (None)."""

NOWHERE = Position("", 0, 0)

UNREAD = "unread"
"""The kind of an item whose declaration has a problem: what is said about it is not judged."""


@frozen(slots=False, repr=False)
class Item(Noun):
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
    also_ask: str = ""
    position: Position = field(default=NOWHERE, eq=False)

    @property
    def meaning(self) -> tuple[object, ...]:
        """What its values mean: equal where those of two items can be compared."""
        most = self.most if self.kind == "scale" else 0
        return self.kind, self.words, self.unit, self.decimals, most

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

    def number(self, value: int) -> float:
        """A value in the item's unit, whole where it has no decimals."""
        return round(value / 10**self.decimals, self.decimals) if self.decimals else value

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


LAST_DAY = 20 * 52 * 7
DAY = Item("day", "number", 0, LAST_DAY, unit="days", worse="neither")
"""The day since the operation, which is always known."""
NEVER = LAST_DAY + 1
"""A time that does not come: what waits for it is never opened by time alone."""


@frozen(repr=False)
class Vocabulary(Noun):
    """The dictionary of facts: every item that may be stated, by name."""

    items: dict[str, Item]


def show_number(value: int, decimals: int) -> str:
    """An integer count of steps as a plain decimal number."""
    if not decimals:
        return str(value)
    whole, part = divmod(abs(value), 10**decimals)
    text = f"{'-' * (value < 0)}{whole}.{part:0{decimals}}"
    return text.rstrip("0").rstrip(".")
