"""How urgent it is, what words could mean: what each value of an item alone sends a patient to."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.conditions import Claim, Group, Member
from ..model.memo import while_it_lives
from ..model.protocol import URGENCIES, Protocol
from ..model.words import Sense

CALM = len(URGENCIES)
"""Behind every urgency."""


def urgency(choice: Sense, protocol: Protocol) -> int:
    """The place in URGENCIES of what a choice alone sends a patient to; behind all of them where it is nothing."""
    if choice.value is None:
        return CALM
    return urgencies(protocol).get((choice.subject, choice.value), CALM)


def is_alarming(choice: Sense, protocol: Protocol) -> bool:
    """Whether a choice is the worse value of its item."""
    item = protocol.vocabulary.items.get(choice.subject)
    return item is not None and choice.value is not None and choice.value == item.worst


@while_it_lives
def urgencies(protocol: Protocol) -> dict[tuple[str, int], int]:
    """For each item and value what it alone sends a patient to, as its place in URGENCIES."""
    found: dict[tuple[str, int], int] = {}
    for rule in protocol.graph.of_kind("escalation"):
        for place in _enough_alone(rule.when, protocol):
            found[place] = min(found.get(place, CALM), URGENCIES.index(rule.value))
    return found


def _enough_alone(member: Member, protocol: Protocol) -> Iterator[tuple[str, int]]:
    """The items, each with a value, that make a condition hold by themselves, through findings too."""
    if isinstance(member, Group):
        if not member.every or len(member.members) == 1:
            for part in member.members:
                yield from _enough_alone(part, protocol)
    elif isinstance(member, Claim):
        for rule in protocol.graph.concluding(member):
            yield from _enough_alone(rule.when, protocol)
    else:
        yield from ((member.subject, value) for value in member.among or ())
