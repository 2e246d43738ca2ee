"""Rules that read otherwise in two versions of a protocol, before and now."""

from __future__ import annotations

from attrs import frozen

from ..model.protocol import Protocol
from ..model.rules import Rule
from .describe import describe


@frozen
class Reworded:
    """A rule whose sentence is another now; empty where it was not there, or is gone."""

    rule: str
    before: str
    now: str


def reworded(old: Protocol, new: Protocol) -> list[Reworded]:
    """Every rule that reads otherwise, is new, or is gone."""
    before, now = _sentences(old), _sentences(new)
    return [
        Reworded(rule, before.get(rule, ""), now.get(rule, ""))
        for rule in dict.fromkeys((*now, *before))
        if before.get(rule) != now.get(rule)
    ]


def _sentences(protocol: Protocol) -> dict[str, str]:
    return {rule.id: _sentence(rule, protocol) for rule in protocol.rules}


def _sentence(rule: Rule, protocol: Protocol) -> str:
    said = describe(rule, protocol)
    return said.clinician if said.patient in said.clinician else f"{said.clinician} {said.patient}"
