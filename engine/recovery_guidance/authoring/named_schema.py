"""A schema with the names of one protocol in it, so that editors complete those too.

They are examples and not the only words that fit: a name that was declared since is no slip.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..model.items import Item
from ..model.protocol import Protocol
from ..model.rules import REACHED
from .shapes import ASKED, STATED, Schema

Examples = Mapping[str, Sequence[str]]
"""What to offer under each entry."""


def with_names(schema: Schema, protocol: Protocol) -> Schema:
    """The schema of a rule file, an overlay or a case, for authors of this protocol."""
    items = protocol.vocabulary.items.values()
    timed = (t.name for t in protocol.thresholds.values() if t.measure.note == "weeks")
    asked = [f"week at least {name}" for name in timed]
    asked += [text for item in items for text in _conditions(item)]
    for name, values in protocol.values.items():
        asked += [name] if REACHED in values else [f"{name} is {value}" for value in values]
    activities = list(protocol.activities)
    groups = [a.name for a in protocol.activities.values() if a.is_group]
    limits = list(protocol.quantities)
    offered = {
        "set": list(protocol.thresholds),
        "not yet": activities,
        "limit": limits,
        "of": activities,
        "part of": groups,
        "about": [*activities, *limits, *protocol.values],
        "source": ["none found", *protocol.sources],
        "could be": [*(t for item in items for t in _conditions(item)), *activities, *limits],
        "never": activities,
        "also ask": [item.name for item in items],
        "stated": [f"{item.name} {item.show(_usual(item))}" for item in items],
        "asked": asked,
    }
    named = _named(schema, offered)
    assert isinstance(named, dict)
    return named


def _usual(item: Item) -> int:
    """A value of an item: the uncomplicated one, or else the better end of it."""
    if item.uncomplicated is not None:
        return item.uncomplicated
    return item.least if item.worse_is_higher else item.most


def _conditions(item: Item) -> list[str]:
    if item.words:
        return [f"{item.name} is {word}" for word in item.words]
    sign = "at most" if item.worse_is_higher else "at least"
    return [f"{item.name} {sign} {item.show(_usual(item))}"]


def _named(part: Any, offered: Examples, entry: str = "") -> Any:
    """The same part of a schema, with examples wherever a name is written."""
    if isinstance(part, list):
        return [_named(one, offered, entry) for one in part]
    if not isinstance(part, dict):
        return part
    made = {
        name: {key: _named(inner, offered, key) for key, inner in value.items()}
        if name == "properties"
        else _named(value, offered, entry if name == "anyOf" else "")
        for name, value in part.items()
    }
    marked = {STATED: "stated", ASKED: "asked"}.get(tuple(part.get("examples", ())), "")
    is_text = part.get("type") == ["string", "number"]
    names = offered.get(marked or (entry if is_text else ""), ())
    return made | {"examples": list(names)} if names else made
