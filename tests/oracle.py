"""What rules come to, written a second time and plainly, for one patient: the tests hold the decision to it.

It follows docs and design by the letter, with lists and `if`, and shares nothing with the decision of the engine
but the truth of each rule.
"""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from recovery_guidance.model.algebra import Truth
from recovery_guidance.model.protocol import Protocol
from recovery_guidance.model.rules import Rule

TruthOf = Callable[[Rule], Truth]
URGENCIES = ["emergency", "crisis", "same day", "call within 48 hours", "routine"]
STANCES = ["restrictive", "typical", "liberal"]
FURTHEST_BACK_FIRST = ["back two", "back one", "stay", "up"]


@frozen
class Ruling:
    """What one patient is told, where `silent` says that activities and limits are not spoken of."""

    escalations: dict[str, str]
    asked_first: set[str]
    refused: set[str]
    silent: bool
    verdicts: dict[str, tuple[str, set[str]]]
    limits: dict[str, tuple[int, set[str], list[str], int | None]]
    phase: str | None
    milestones: dict[str, Truth]
    moves: dict[str, str]


def stance_followed(rules: list[Rule], truth: TruthOf, asked: str) -> str:
    """The strictest of the stance asked for and those that a scope line imposes, or may."""
    followed = asked
    for rule in rules:
        if rule.kind == "scope" and rule.value.endswith(" stance") and truth(rule) is not False:
            imposed = rule.value.split(" ")[0]
            if STANCES.index(imposed) < STANCES.index(followed):
                followed = imposed
    return followed


def ruling(
    protocol: Protocol, rules: list[Rule], numbers: dict[str, int | None], truth: TruthOf
) -> Ruling:
    """What rules with these truths come to."""
    warnings = [rule for rule in rules if rule.kind == "escalation"]
    escalations = {rule.id: rule.value for rule in warnings if truth(rule) is True}
    refused = {
        rule.id
        for rule in rules
        if rule.kind == "scope" and rule.value == "refuse" and truth(rule) is not False
    }
    return Ruling(
        escalations,
        {rule.id for rule in warnings if truth(rule) is None},
        refused,
        bool(refused) or not {"emergency", "crisis"}.isdisjoint(escalations.values()),
        {
            name: _verdict(name, protocol, rules, truth)
            for name, activity in protocol.activities.items()
            if not activity.is_group
        },
        {
            name: limit
            for name in protocol.quantities
            if (limit := _limit(name, rules, numbers, truth)) is not None
        },
        _phase(protocol, rules, truth),
        {rule.subject: _has(rule.subject, "reached", rules, truth) for rule in rules if rule.kind == "milestone"},
        {ladder.move: _move(ladder.move, rules, truth) for ladder in protocol.ladders.values()},
    )  # fmt: skip


def _verdict(
    name: str, protocol: Protocol, rules: list[Rule], truth: TruthOf
) -> tuple[str, set[str]]:
    above = protocol.members[name]
    permitting = [r for r in rules if r.kind == "allowed" and r.subject == name]
    restricting = [r for r in rules if r.kind == "not yet" and r.subject in above]
    caring = [r for r in rules if r.kind == "with care" and r.subject in above]

    def ids(some: list[Rule], *wanted: Truth) -> set[str]:
        return {rule.id for rule in some if truth(rule) in wanted}

    if ids(restricting, True):
        return "not yet", ids(restricting, True)
    if not ids(permitting, True, None):
        return "not yet", {rule.id for rule in permitting}
    unsettled = ids(restricting, None)
    if not ids(permitting, True):
        unsettled |= ids(permitting, None)
    if unsettled:
        return "unknown", unsettled
    if ids(caring, True, None):
        return "with care", ids(caring, True, None)
    return "allowed", ids(permitting, True)


def _limit(
    name: str, rules: list[Rule], numbers: dict[str, int | None], truth: TruthOf
) -> tuple[int, set[str], list[str], int | None] | None:
    """The amount, the rules that decided it, those that lost, and what it could be if all were known and well."""
    amounts: dict[str, int] = {}
    truths: dict[str, Truth] = {}
    for rule in rules:
        if rule.kind == "limit" and rule.subject == name and truth(rule) is not False:
            assert rule.amount is not None
            number = numbers[rule.amount.threshold] if rule.amount.threshold else 0
            if number is not None:
                amounts[rule.id], truths[rule.id] = number + rule.amount.plus, truth(rule)
    if not amounts:
        return None
    least = min(amounts.values())
    smallest = {rule for rule in amounts if amounts[rule] == least}
    sure = {rule for rule in smallest if truths[rule]}
    beaten = sorted(set(amounts) - smallest, key=lambda rule: (amounts[rule], rule))
    proven = [amounts[rule] for rule in amounts if truths[rule]]
    could_be = min(proven) if proven and min(proven) > least else None
    return least, sure or smallest, beaten, could_be


def _has(subject: str, value: str, rules: list[Rule], truth: TruthOf) -> Truth:
    truths = {
        truth(r)
        for r in rules
        if r.kind in ("finding", "milestone", "phase") and (r.subject, r.value) == (subject, value)
    }
    return True if True in truths else None if None in truths else False


def _phase(protocol: Protocol, rules: list[Rule], truth: TruthOf) -> str | None:
    found = None
    for phase in protocol.phases:
        if _has(phase, "reached", rules, truth) is True:
            found = phase
    return found


def _move(finding: str, rules: list[Rule], truth: TruthOf) -> str:
    for move in FURTHEST_BACK_FIRST:
        held = _has(finding, move, rules, truth)
        if held is not False:
            return move if held else ""
    return "stay"
