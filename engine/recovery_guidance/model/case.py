"""A case: one patient's situation, as stated."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from attrs import evolve, field, frozen

from .conditions import Group
from .items import NOWHERE, Fact
from .noun import Noun
from .problem import Position, Problem, Slip
from .rules import Rule

OrderKind = Literal["set", "not yet", "limit", "stance"]


@frozen(repr=False)
class Observation(Noun):
    """One item with its value, or unknown (None), as stated on a day.

    `day` counts from the operation; None is the day that is asked about, whichever that is.
    """

    item: str
    value: Fact
    day: int | None = None
    by: str = ""
    text: str = ""
    position: Position = field(default=NOWHERE, eq=False)
    understood: str = field(default="", eq=False)
    """What it was understood as, where it was told in other words than the item's own."""
    until_told: bool = field(default=False, eq=False)
    """Whether it counts only because nobody has told the item yet, and something else makes it likely."""

    @property
    def is_seen(self) -> bool:
        """Whether it says who looked, and that was not the patient."""
        return bool(self.by) and self.by.casefold().removeprefix("the ") not in _PATIENT


_PATIENT = frozenset({"i", "me", "myself", "self", "patient"})


@frozen(repr=False)
class Session(Noun):
    """One time of training: what was done, how far, and how it felt then and the next morning.

    `step` is the place on a ladder, from 1; `distance` is in metres, `time` in minutes; each is
    None where it was not told. `felt` are the statements that were made about it.
    """

    activity: str
    day: int
    step: int | None = None
    distance: int | None = None
    time: int | None = None
    felt: tuple[Observation, ...] = ()
    by: str = ""
    position: Position = field(default=NOWHERE, eq=False)


@frozen(repr=False)
class Order(Noun):
    """A surgeon's word or practice: sets a threshold, adds a `not yet` or a limit, or names the stance.

    It only tightens, unless it says that it loosens and who approved that; what symptoms, tests, strength or
    medication have to be is never loosened. `value` is in the threshold's steps.
    """

    kind: OrderKind
    subject: str
    value: int | None = None
    stance: str = ""
    rule: Rule | None = None
    loosens: bool = False
    approved_by: str = ""
    by: str = ""
    because: str = ""
    given: date | None = None
    until: date | None = None
    text: str = ""
    overlay: str = ""
    """The overlay that it stands in; empty for a word about this one patient."""
    position: Position = field(default=NOWHERE, eq=False)

    @property
    def conditions(self) -> Group:
        """When an added restriction or limit holds, without the days on which the order counts."""
        members = self.rule.when.members if self.rule else ()
        own = (m for m in members if isinstance(m, Group) or m.position != self.position)
        return Group(self.rule.when.every if self.rule else True, tuple(own))


@frozen(repr=False)
class Ordered(Noun):
    """One order, and whether it counts. `before` is the number that it would replace, in steps.

    `out_of_time` says why it does not count on the day; where that is empty, a stricter number stands.
    """

    order: Order
    counts: bool
    out_of_time: str = ""
    before: int | None = None


@frozen(repr=False)
class Case(Noun):
    """Everything that was stated about one patient, and the day that is asked about.

    `day` counts from the operation (day 0). `stance` is empty where the protocol's own is followed.
    `sessions` is None where nobody keeps a list of them: then their number is not known.
    """

    day: int
    observations: tuple[Observation, ...] = ()
    stance: str = ""
    orders: tuple[Order, ...] = ()
    uncomplicated: bool = False
    surgery: date | None = None
    name: str = ""
    sessions: tuple[Session, ...] | None = None
    operation: str = ""
    day_0: date | None = None
    """The date from which days are counted, where no date of surgery was told."""
    remarks: tuple[Problem, ...] = field(default=(), eq=False)
    """What stands in its file and does not count as it stands."""
    is_misdated: bool = field(default=False, eq=False)
    """Whether its file tells of a day to come, which is a problem of the file; the rest is answered."""

    @property
    def week(self) -> int:
        """Completed weeks: week 6 is day 42 to 48."""
        return self.day // 7

    @property
    def in_other_words(self) -> tuple[Observation, ...]:
        """What was told for this day in other words than an item's own."""
        return tuple(o for o in self.observations if o.understood and o.day in (None, self.day))

    def stating(self, stated: Iterable[Observation]) -> Case:
        """The case with statements about its own day, which go before what was told for that day."""
        stated = tuple(stated)
        named = {observation.item for observation in stated}
        kept = (
            told
            for told in self.observations
            if told.item not in named or (told.day is not None and told.day != self.day)
        )
        return evolve(self, observations=(*kept, *stated))

    def date_of(self, day: int) -> date | None:
        """The calendar date of a day after the operation; None where no date of surgery was told."""
        return shifted(self.surgery, day) if self.surgery else None


def shifted(start: date, days: int) -> date:
    """The date so many days after another, or before it; the first or the last there is where it lies beyond."""
    return date.fromordinal(min(max(start.toordinal() + days, 1), date.max.toordinal()))


def parse_date(text: str) -> date:
    """A date written 2026-06-01. Raises Slip."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Slip(
        "E203",
        f"`{text}` is not a date",
        "write the year, month and day: 2026-06-01",
        why="other orders of day and month are read differently by different people",
        length=len(text),
    )
