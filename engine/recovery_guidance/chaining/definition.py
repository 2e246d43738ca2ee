"""What a ruleset is for durable-rules, as a value; `translate` makes it, `library` keeps it, `infer` runs it."""

from __future__ import annotations

from typing import NamedTuple
from weakref import WeakKeyDictionary

from ..model.rules import Ruleset

BEGIN = "begin"
"""The rule that fires in every session, and the property of the fact that it fires on."""

UNKNOWN = 10**12
"""What stands for a value that is not known: as its least, it is above every number, and as its most below."""

Firing = tuple[str, tuple[int, ...]]
"""What it can mean that a rule of the definition fires: the id of a rule that applies or an empty text,
and the addresses under which a proposition or part of a rule that has come true is asserted."""


class Refused(Exception):
    """durable-rules cannot take these rules, or failed on them: never the patient's fault."""


class Definition(NamedTuple):
    """A definition for durable-rules as JSON text, and how to read its answers.

    `bundles` are the items that are asserted together, each by its slot, and under which addresses. `beyond`
    is what of it durable-rules cannot take; empty where it takes all.
    """

    text: str
    firings: dict[str, tuple[Firing, ...]]
    bundles: tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]
    beyond: str = ""


translated: WeakKeyDictionary[Ruleset, Definition] = WeakKeyDictionary()
"""What each ruleset was translated to, for as long as it is there."""


def within(number: int) -> int:
    """The number, or where it is out of all reach, the farthest on its side that is not UNKNOWN."""
    return max(1 - UNKNOWN, min(number, UNKNOWN - 1))
