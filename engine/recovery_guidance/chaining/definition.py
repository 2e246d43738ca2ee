"""What a ruleset is for durable-rules, as a value; `translate` makes it, `library` keeps it, `infer` runs it."""

from __future__ import annotations

from typing import NamedTuple
from weakref import WeakKeyDictionary

from ..model.rules import Ruleset

BEGIN = "begin"
"""The rule that fires in every session, and the property of the fact that it fires on."""

Firing = tuple[str, int | None]
"""What it can mean that a rule of the definition fires: the id of a rule that applies or an empty text,
and the address of a fact to assert, a proposition or part of a rule that has come true."""


class Definition(NamedTuple):
    """A definition for durable-rules as JSON text, and how to read its answers.

    `bundles` are the items that are asserted together, each by its slot, and under which addresses.
    """

    text: str
    firings: dict[str, tuple[Firing, ...]]
    bundles: tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]


translated: WeakKeyDictionary[Ruleset, Definition] = WeakKeyDictionary()
"""What each ruleset was translated to, for as long as it is there."""
