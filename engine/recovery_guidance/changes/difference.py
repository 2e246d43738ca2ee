"""What a change of a protocol does, and to whom. Values only; `diff` finds them, `signoff` prints them."""

from __future__ import annotations

from attrs import frozen

from ..everyone.region import ANYBODY, Patients
from ..model.protocol import Protocol

STRICTER, LOOSER = "stricter", "looser"


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
    patients: Patients = ANYBODY
    because: tuple[str, ...] = ()
    example: tuple[int, tuple[str, ...]] | None = None


@frozen
class Difference:
    """All that changes between two protocols.

    `notes` change no verdict: wording, sources, names. `sampled` is how many patients were tried
    where there were too many to go through, None where all of them were; `undecided` says that there may
    then be changes for others that are not listed.
    """

    old: Protocol
    new: Protocol
    changes: tuple[Change, ...]
    notes: tuple[str, ...]
    sampled: int | None = None
    undecided: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.changes and not self.notes

    @property
    def loosens(self) -> bool:
        return any(change.direction == LOOSER for change in self.changes)
