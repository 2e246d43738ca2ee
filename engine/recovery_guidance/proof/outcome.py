"""What became of the guarantees and oddities of a protocol. Values only, which need no Z3 to be read."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from ..everyone.practice import NOTHING, Practice
from ..model.items import NOWHERE
from ..model.problem import Position
from ..model.protocol import Protocol
from .witness import Witness

PROVEN, REFUTED, ODD, ACCEPTED, UNDECIDED = "proven", "refuted", "odd", "accepted", "undecided"


@frozen
class Outcome:
    """What became of one guarantee or one oddity.

    `state` is proven, refuted or undecided for a guarantee, odd, accepted or undecided for an
    oddity. What is undecided says why in `note`, and is never counted as proven.
    """

    id: str
    kind: str
    state: str
    sentence: str
    code: str = ""
    help: str = ""
    note: str = ""
    position: Position = field(default=NOWHERE, eq=False)
    witnesses: tuple[Witness, ...] = ()


@frozen
class Proof:
    """Everything that was decided about one protocol.

    `checked` counts the questions about oddities, by kind; those that were answered with nothing odd
    have no outcome.
    """

    protocol: Protocol
    engines: tuple[str, ...]
    guarantees: tuple[Outcome, ...]
    oddities: tuple[Outcome, ...]
    checked: Mapping[str, int]
    practice: Practice = NOTHING

    def having(self, *states: str) -> list[Outcome]:
        """The outcomes in one of these states."""
        return [each for each in (*self.guarantees, *self.oddities) if each.state in states]

    @property
    def exit_code(self) -> int:
        """0 where all is proven or accepted, 3 where something is refuted or odd, else 1."""
        return 3 if self.having(REFUTED, ODD) else 1 if self.having(UNDECIDED) else 0
