"""What things are also called: everyday words, and where they lead."""

from __future__ import annotations

from attrs import frozen

from .items import Fact
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

    `never` are the names that must not be offered instead.
    """

    name: str
    phrases: tuple[str, ...]
    choices: tuple[Sense, ...] = ()
    danger: str = ""
    nothing: str = ""
    never: tuple[str, ...] = ()


@frozen(repr=False)
class PlainWords(Noun):
    """Everything that a protocol understands beside its own names. A phrase names one of `sets` as `<numbing>`."""

    leads: tuple[Lead, ...] = ()
    sets: tuple[tuple[str, tuple[str, ...]], ...] = ()
