"""What a condition comes to in numbers."""

from __future__ import annotations

from ..model.conditions import Condition
from ..model.items import DAY, Item
from ..model.protocol import Protocol


def item_of(condition: Condition, protocol: Protocol) -> Item:
    """What it asks about."""
    return DAY if condition.subject == DAY.name else protocol.vocabulary.items[condition.subject]


def span_of(condition: Condition, protocol: Protocol, stance: str) -> tuple[int, int]:
    """The least and the most that a patient can have who meets it; nobody does if the least is more."""
    item = item_of(condition, protocol)
    low, high = condition.ends(protocol.numbers(stance))
    least = item.least if low is None else max(low, item.least)
    return least, item.most if high is None else min(high, item.most)
