"""What a protocol promises for every patient there could be, with what became of it, as pages tell it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from attrs import asdict, frozen

from ..model.citation import Source
from ..model.protocol import Assertion, Protocol
from ..model.rules import Rule
from ..proof.outcome import ACCEPTED, PROVEN, REFUTED, Outcome, Proof
from ..proof.promised import listed

NOT_PROVEN = "not proven"


@frozen
class Guaranteed(Outcome):
    """What became of one promise, written or built in; `state` is not proven where nobody tried."""

    because: str = ""
    sources: tuple[Source, ...] = ()
    said: tuple[Assertion, ...] = ()

    @classmethod
    def of(cls, outcome: Outcome, protocol: Protocol) -> Guaranteed:
        """An outcome with what stands beside its promise, where it is a written one."""
        found = asdict(outcome, recurse=False)
        for written in protocol.guarantees:
            if written.id == outcome.id:
                sources = tuple(protocol.sources[s] for s in written.sources)
                found |= {"because": written.because, "sources": sources, "said": written.said}
        return cls(**found)

    @property
    def name(self) -> str:
        """Its id without the topic."""
        return self.id.partition("/")[2] or self.id

    def speaks_of(self, rule: Rule, groups: Collection[str]) -> bool:
        """Whether it promises something about the activity or the limit that a rule decides; `groups` are
        the activity and the groups that it is part of."""
        if rule.kind == "limit":
            return any(s.about == "limit" and s.subject == rule.subject for s in self.said)
        return self.about_activity(groups)

    def about_activity(self, groups: Collection[str]) -> bool:
        """Whether it promises something about an activity, or a group that it is part of."""
        return any(s.about == "activity" and s.subject in groups for s in self.said)


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
        return cls(protocol, proof, untried, tuple(Guaranteed.of(one, protocol) for one in found))

    def of_kind(self, kind: str) -> list[Guaranteed]:
        return [one for one in self.all if one.kind == kind]

    def having(self, state: str) -> list[Guaranteed]:
        return [one for one in self.all if one.state == state]

    @property
    def proven(self) -> list[Guaranteed]:
        return self.having(PROVEN)

    @property
    def refuted(self) -> list[Guaranteed]:
        return self.having(REFUTED)

    @property
    def asked(self) -> int:
        """How many questions about oddities were decided."""
        return sum(self.proof.checked.values()) if self.proof else 0

    def oddities(self) -> Iterator[Outcome]:
        """What is odd, and what is accepted with its reason."""
        found = self.proof.oddities if self.proof else ()
        yield from found
        shown = {(one.kind, one.id) for one in found}
        for one in self.protocol.accepted:
            for about in one.about:
                if not shown & {(one.oddity, about), (ACCEPTED, about)}:
                    yield Outcome(about, one.oddity, ACCEPTED, f"`{about}`", note=one.because)

    def of_rule(self, rule: Rule) -> list[Guaranteed]:
        """The promises about what a rule decides."""
        groups = self.protocol.members.get(rule.subject, ())
        return [one for one in self.all if one.speaks_of(rule, groups)]
