"""Everything that a protocol promises, written or built in, each as a sentence and with every way to break it."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from ..model.items import NOWHERE
from ..model.problem import Position
from ..model.protocol import Guarantee, Protocol, Said
from ..reading.guarantees import CLOSES_WITH_TIME
from .breach import Breach, breaches
from .builtin import builtins
from .formula import World
from .logic import Logic
from .oddity import words
from .practice import NOTHING, Practice


@frozen
class Promise:
    """A written or a built-in guarantee, with every way to break it."""

    id: str
    kind: str
    sentence: str
    breaches: tuple[Breach, ...]
    position: Position = NOWHERE
    approved: str = ""

    @property
    def names(self) -> tuple[str, str]:
        return self.id, self.id.partition("/")[2]


def world_of(protocol: Protocol, practice: Practice = NOTHING) -> World:
    """The formulas of a protocol, with a surgeon's practice over it, about one patient who may be anybody."""
    return World.of(Logic(), protocol, practice=practice)


def promises(world: World) -> Iterator[Promise]:
    """What the rule files of a world promise, and then what every protocol does."""
    for written in world.protocol.guarantees:
        ways = tuple(breaches(written, world))
        yield Promise(written.id, "written", in_words(written), ways, written.position)
    marked = {
        rule
        for accepted in world.protocol.accepted
        if accepted.oddity == CLOSES_WITH_TIME
        for rule in accepted.about
    }
    for inborn in builtins(world, marked):
        yield Promise(
            inborn.id, "built in", inborn.sentence, inborn.breaches, approved=inborn.approved
        )


def listed(protocol: Protocol) -> Iterator[Promise]:
    """The same promises as sentences only, without the ways to break them. Those of every protocol read the
    same without a rule, and are quickly made there."""
    for written in protocol.guarantees:
        yield Promise(written.id, "written", in_words(written), (), written.position)
    bare = evolve(protocol, rules=(), activities={}, thresholds={}, quantities={}, guarantees=())
    yield from (evolve(one, breaches=()) for one in promises(world_of(bare)))


def in_words(guarantee: Guarantee) -> str:
    """A guarantee as one sentence."""
    promised = " and ".join(_promised(said) for said in guarantee.said)
    sentence = f"{'never' if guarantee.never else 'always'} {promised}"
    if guarantee.when.members:
        sentence += f", when {words(guarantee.when)}"
    if guarantee.unless is not None:
        sentence += f", unless {words(guarantee.unless)}"
    return sentence + (f", in the {guarantee.stance} stance" if guarantee.stance else "")


def _promised(said: Said) -> str:
    if said.about == "limit":
        return f"at most {said.text}"
    return f"the urgency is at least {said.value}" if said.about == "urgency" else said.text
