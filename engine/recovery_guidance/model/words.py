"""What things are also called: everyday words, and where they lead."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from attrs import field, frozen

from .items import Fact
from .memo import while_it_lives
from .noun import Noun

NO_ALARM = "no alarm"
NOTHING_YET = "nothing yet"
"""What a choice may say where the words lead to nothing in these rules."""


@frozen(repr=False)
class Sense(Noun):
    """One thing that words could mean: its name as people read it, and what tells it from the others.

    `subject` is an item, activity or limit, empty where it is nothing in these rules; `value` is that of the
    item, or None where it has to be told.
    """

    name: str
    when: str = ""
    subject: str = ""
    value: Fact = None


@frozen(repr=False)
class Lead(Noun):
    """Phrases that lead to the same: to one thing (one of `choices`), to a question which of several, to the
    danger list (`danger` says why), or to nothing that the rules speak of yet (`nothing` says what).

    `never` are the names that must not be offered instead. `part_of` are the groups whose restrictions hold for
    it, whatever it is. `in_doubt` says that they count only in a text that is not understood: what to ask of it.
    """

    name: str
    phrases: tuple[str, ...]
    choices: tuple[Sense, ...] = ()
    danger: str = ""
    nothing: str = ""
    never: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    in_doubt: bool = False

    @property
    def is_question(self) -> bool:
        """Whether it leads to no one thing."""
        return bool(self.danger or self.nothing or self.in_doubt) or len(self.choices) != 1


@frozen(repr=False)
class PlainWords(Noun):
    """Everything that a protocol understands beside its own names; `told` is all of it as one text, since an
    answer to what is told in the names of items shall not wait for it. A phrase names a set as `<numbing>`.

    `cut` are the phrases ready to be looked for, as the reader keeps them.
    """

    told: str = ""
    cut: str = field(default="", eq=False)

    @classmethod
    def of(cls, leads: Iterable[Lead], sets: Iterable[tuple[str, tuple[str, ...]]]) -> PlainWords:
        rows = [as_row(lead) for lead in leads]
        return cls(json.dumps([rows, list(sets)], ensure_ascii=False) if rows else "")

    @property
    def leads(self) -> tuple[Lead, ...]:
        """Where phrases lead, in the order of the rule files."""
        return _read(self)[0]

    @property
    def sets(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The named sets of phrases that say the same."""
        return _read(self)[1]


def as_row(lead: Lead) -> list[Any]:
    """A lead as plain values, which `from_row` reads."""
    choices = [[one.name, one.when, one.subject, one.value] for one in lead.choices]
    said = lead.danger, lead.nothing, lead.never, lead.part_of
    return [lead.name, lead.phrases, choices, *said, lead.in_doubt]


def from_row(row: list[Any]) -> Lead:
    """The lead that stands in a row."""
    name, phrases, choices, danger, nothing, never, part_of, in_doubt = row
    senses = tuple(Sense(*one) for one in choices)
    return Lead(
        name, tuple(phrases), senses, danger, nothing, tuple(never), tuple(part_of), in_doubt
    )


@while_it_lives
def _read(words: PlainWords) -> tuple[tuple[Lead, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    rows, sets = json.loads(words.told or "[[], []]")
    return tuple(map(from_row, rows)), tuple((name, tuple(some)) for name, some in sets)
