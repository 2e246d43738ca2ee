"""What a change of a protocol does, and to whom. Values only; `diff` finds them, `signoff` prints them."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from engine.items import Fact
from engine.protocol import Protocol

STRICTER, LOOSER = "stricter", "looser"


@frozen
class Trait:
    """What an item of a patient is, in words (`at most 2/10 or not known`) and as spans in its steps."""

    item: str
    words: str
    spans: tuple[tuple[int, int], ...]
    unknown: bool = False

    def meets(self, fact: Fact) -> bool:
        """Whether a patient with this fact is meant."""
        if fact is None:
            return self.unknown
        return any(first <= fact <= last for first, last in self.spans)


@frozen
class Patients:
    """Who is meant: each entry of `all` is one test that every one of them meets.

    `exactly`: whoever meets them all, and all of one of `either` where there are any, is meant.
    Otherwise there are some who meet them and are not meant.
    """

    all: tuple[Trait, ...] = ()
    either: tuple[tuple[Trait, ...], ...] = ()
    exactly: bool = True

    def include(self, facts: Mapping[str, Fact]) -> bool:
        """Whether someone with these facts meets the tests."""
        return all(test.meets(facts.get(test.item)) for test in self.all) and (
            not self.either
            or any(all(t.meets(facts.get(t.item)) for t in tests) for tests in self.either)
        )


@frozen
class Change:
    """One verdict, limit, escalation or scope line that changes, for whom and when.

    `days` are spans of days since the operation, both ends included, None for no end. `example` is
    one of these patients: statements, and the day.
    """

    kind: str
    name: str
    direction: str
    before: str
    after: str
    stances: tuple[str, ...] = ()
    days: tuple[tuple[int, int | None], ...] = ()
    patients: Patients = Patients()
    because: tuple[str, ...] = ()
    example: tuple[int, tuple[str, ...]] | None = None

    def on(self, day: int) -> bool:
        """Whether it happens on this day."""
        return any(first <= day and (last is None or day <= last) for first, last in self.days)


@frozen
class Difference:
    """All that changes between two protocols.

    `notes` change no verdict: wording, sources, names. `sampled` is how many patients were tried
    where the whole space was too large to decide, None where it was decided.
    """

    old: Protocol
    new: Protocol
    changes: tuple[Change, ...]
    notes: tuple[str, ...]
    sampled: int | None = None

    @property
    def is_empty(self) -> bool:
        return not self.changes and not self.notes

    @property
    def loosens(self) -> bool:
        return any(change.direction == LOOSER for change in self.changes)
