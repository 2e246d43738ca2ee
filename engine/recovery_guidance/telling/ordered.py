"""What a surgeon's orders and overlays changed in an answer, and whose word it was: in words and as values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..deciding.guidance import Guidance
from ..deciding.orders_in_force import is_approved
from ..model.case import Order, Ordered
from ..model.protocol import Protocol
from . import wording

_NO_CAP = "no cap"
"""As orders have it."""


def in_words(guidance: Guidance) -> Iterator[tuple[bool, str, list[str]]]:
    """Whose word it was, since and until when and why; with each of its orders, and whether those count."""
    together: dict[tuple[bool, str], list[str]] = {}
    for ordered in guidance.ordered:
        said = together.setdefault((ordered.counts, _whose(ordered.order)), [])
        said.append(_order(ordered, guidance))
    for (counts, whose), orders in together.items():
        yield counts, whose, orders


def _order(ordered: Ordered, guidance: Guidance) -> str:
    order = ordered.order
    text = _what(ordered, guidance)
    if not ordered.counts:
        return f"{text}: not applied, {_why_not(ordered, guidance.protocol)}"
    return f"{text}; looser, approved by {order.approved_by}" if is_approved(order) else text


def as_values(ordered: Ordered, guidance: Guidance) -> dict[str, Any]:
    """One order as plain values, keys as in the schema of the answer."""
    order, protocol = ordered.order, guidance.protocol
    return {
        "kind": order.kind,
        "of": order.subject,
        "to": _number(order.value, order, protocol) if order.kind == "set" else None,
        "instead of": _number(ordered.before, order, protocol) if order.kind == "set" else None,
        "rule": order.rule.id if order.rule else None,
        "overlay": order.overlay or None,
        "by": order.by,
        "because": order.because,
        "given": order.given.isoformat() if order.given else None,
        "until": order.until.isoformat() if order.until else None,
        "loosens": order.loosens,
        "approved by": order.approved_by or None,
        "applied": ordered.counts,
        "why not": None if ordered.counts else _why_not(ordered, protocol),
    }


def _what(ordered: Ordered, guidance: Guidance) -> str:
    order, protocol = ordered.order, guidance.protocol
    if order.kind == "stance":
        return f"the {order.stance} stance"
    if order.kind == "not yet":
        return f"{protocol.activities[order.subject].title}: not yet{_when(order, guidance)}"
    if order.kind == "limit":
        quantity = protocol.quantities[order.subject]
        amount = order.rule.amount if order.rule else None
        most = amount.value(guidance.memory.ruleset.numbers) if amount else None
        shown = wording.capped(most, quantity.measure, _NO_CAP)
        return f"{quantity.title}: at most {shown}{_when(order, guidance)}"
    to, before = (_number(v, order, protocol) for v in (order.value, ordered.before))
    instead = f" instead of {before}" if ordered.counts and before != to else ""
    return f"{order.subject}: {to}{instead}"


def _when(order: Order, guidance: Guidance) -> str:
    """The conditions of an order, where it has some besides the days on which it counts."""
    if not order.conditions.members:
        return ""
    numbers = guidance.memory.ruleset.numbers
    return f" when {wording.condition(order.conditions, guidance.protocol, numbers)}"


def _why_not(ordered: Ordered, protocol: Protocol) -> str:
    if ordered.out_of_time:
        return ordered.out_of_time
    stricter = _number(ordered.before, ordered.order, protocol)
    return f"{stricter} is stricter, and an order only tightens"


def _number(value: int | None, order: Order, protocol: Protocol) -> str:
    measure = protocol.thresholds[order.subject].measure
    return wording.capped(value, measure, _NO_CAP)


def _whose(order: Order) -> str:
    where = f"overlay {order.overlay}" if order.overlay else ""
    since = f"from {order.given}" if order.given else ""
    until = f"until {order.until}" if order.until else ""
    who = ", ".join(part for part in (order.by, where, f"{since} {until}".strip()) if part)
    return f"{who}, because {order.because}" if order.because else who
