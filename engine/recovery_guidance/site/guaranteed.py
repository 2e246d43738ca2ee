"""What a protocol promises for every patient there could be, with what became of it, as pages tell it."""

from __future__ import annotations

from collections.abc import Collection

from attrs import frozen

from ..model.items import NOWHERE
from ..model.problem import Position
from ..model.protocol import Assertion, Protocol, Source
from ..model.rules import Rule
from ..proof.outcome import ACCEPTED, PROVEN, REFUTED, Outcome, Proof
from ..proof.promised import listed
from ..proof.witness import Witness

NOT_PROVEN = "not proven"


@frozen
class Guaranteed:
    """One promise, written or built in. `state` is proven, refuted, undecided, or not proven where
    nobody tried; `note` says why it is not decided."""

    id: str
    name: str
    kind: str
    state: str
    sentence: str
    note: str = ""
    because: str = ""
    sources: tuple[Source, ...] = ()
    said: tuple[Assertion, ...] = ()
    position: Position = NOWHERE
    witnesses: tuple[Witness, ...] = ()

    def speaks_of(self, rule: Rule, groups: Collection[str]) -> bool:
        """Whether it promises something about the activity or the limit that a rule decides; `groups` are
        the activity and the groups that it is part of."""
        if rule.kind == "limit":
            return any(s.about == "limit" and s.subject == rule.subject for s in self.said)
        return any(s.about == "activity" and s.subject in groups for s in self.said)


@frozen
class Meant:
    """Something in the rules that is seldom meant, and why it is meant here where somebody said so."""

    kind: str
    sentence: str
    because: str
    state: str


@frozen
class Guarantees:
    """All promises of a protocol as one proof found them, or without one, and then `untried` says why."""

    protocol: Protocol
    proof: Proof | None
    untried: str
    all: tuple[Guaranteed, ...]

    @classmethod
    def of(cls, protocol: Protocol, proof: Proof | None, untried: str = "") -> Guarantees:
        """What became of every promise."""
        if proof is None:
            found = tuple(
                Outcome(one.id, one.kind, NOT_PROVEN, one.sentence, position=one.position)
                for one in listed(protocol)
            )
        else:
            found = proof.guarantees
        return cls(protocol, proof, untried, tuple(_told(one, protocol) for one in found))

    def of_kind(self, kind: str) -> list[Guaranteed]:
        return [one for one in self.all if one.kind == kind]

    def having(self, state: str) -> list[Guaranteed]:
        return [one for one in self.all if one.state == state]

    @property
    def proven(self) -> list[Guaranteed]:
        return self.having(PROVEN)

    @property
    def failed(self) -> list[Guaranteed]:
        return self.having(REFUTED)

    @property
    def asked(self) -> int:
        """How many questions about oddities were decided."""
        return sum(self.proof.checked.values()) if self.proof else 0

    def oddities(self) -> list[Meant]:
        """What is odd, and what is accepted with its reason."""
        found = self.proof.oddities if self.proof else ()
        shown = {(one.kind, one.id) for one in found}
        return [Meant(one.kind, one.sentence, one.note, one.state) for one in found] + [
            Meant(one.oddity, f"`{about}`", one.because, ACCEPTED)
            for one in self.protocol.accepted
            for about in one.about
            if not shown & {(one.oddity, about), (ACCEPTED, about)}
        ]

    def of_rule(self, rule: Rule) -> list[Guaranteed]:
        """The promises about what a rule decides."""
        groups = self.protocol.members.get(rule.subject, ())
        return [one for one in self.all if one.speaks_of(rule, groups)]


def _told(outcome: Outcome, protocol: Protocol) -> Guaranteed:
    written = next((one for one in protocol.guarantees if one.id == outcome.id), None)
    name = outcome.id.partition("/")[2] or outcome.id
    return Guaranteed(
        outcome.id,
        name,
        outcome.kind,
        outcome.state,
        outcome.sentence,
        outcome.note,
        written.because if written else "",
        tuple(protocol.sources[s] for s in written.sources) if written else (),
        written.said if written else (),
        outcome.position,
        outcome.witnesses,
    )
