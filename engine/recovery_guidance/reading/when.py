"""Reads the lists of conditions that stand under `when all` and `when any`."""

from __future__ import annotations

import re

from ..model.conditions import Group, Member
from .fields import Fields
from .names import Names
from .tree import Node
from .windows import read_condition

WHEN = ("when all", "when any")
MOST_LISTS = 3
"""A list, a list inside it, and one more inside that."""


def read_group(fields: Fields, names: Names, prefix: str = "when") -> Group | None:
    """The conditions under `<prefix> all` or `<prefix> any`; None where there are none."""
    every, some = f"{prefix} all", f"{prefix} any"
    if every in fields and some in fields:
        fields.tell(
            fields.entries[some].key,
            "E011",
            f"`{every}` and `{some}` stand side by side",
            "put `- any:` inside the `all` list",
            "nobody could tell how they combine",
        )
    groups = [
        _group(fields.entries[key].key, fields.entries[key].node, key == every, names, fields, 1)
        for key in (every, some)
        if key in fields
    ]
    return groups[0] if groups else None


def _group(key: Node, node: Node, every: bool, names: Names, fields: Fields, depth: int) -> Group:
    if not isinstance(node.value, list) or not node.value:
        what = "empty" if not node.value else node.shape
        write = "begin each line with `- `, one condition a line"
        if isinstance(node.value, str) and re.match(r"-\S", node.value):
            write = "put a space behind each dash, one condition a line"
        fields.tell(
            key if what == "empty" else node,
            "E011",
            f"conditions are written as a list, and this is {what}",
            write,
        )
        return Group(every)
    members = [_member(part, names, fields, depth) for part in node.value]
    return Group(every, tuple(member for member in members if member is not None))


def _member(node: Node, names: Names, fields: Fields, depth: int) -> Member | None:
    if isinstance(node.value, dict) and node.value:
        return _inner(node, names, fields, depth)
    if not isinstance(node.value, str):
        fields.tell(
            node,
            "E011",
            f"a condition is one line of text, and this is {node.shape}",
            "write for example - leg pain at most 2/10",
        )
        return None
    if node.is_folded:
        fields.tell(
            node,
            "E101",
            "this condition goes on in the next line",
            "begin that line with `- ` too, or write it all on one line",
            "the two lines would be read as one",
        )
        return None
    text = node.value
    return fields.attempt(node, lambda: read_condition(text, names, node.position))


def _inner(node: Node, names: Names, fields: Fields, depth: int) -> Group | None:
    assert isinstance(node.value, dict)
    lists = [key for key in node.value if key in ("all", "any")]
    for key, entry in node.value.items():
        if key in lists[:1]:
            continue
        if lists:
            message = f"`{key}` stands beside `{lists[0]}`"
            fields.tell(
                entry.key, "E011", message, "begin its line with `- `, so that it is a part"
            )
        else:
            fields.tell(
                entry.key,
                "E101",
                f"a colon stands behind `{key}`, inside a condition",
                "leave the colon out, or write `all:` or `any:`",
                "YAML takes the words before it for a name",
            )
    if not lists:
        return None
    first = node.value[lists[0]]
    if depth >= MOST_LISTS:
        fields.tell(
            first.key,
            "E109",
            "lists of conditions are nested too deeply",
            "make the inner list a finding or milestone of its own, and name it here",
            "nobody could read it aloud and be sure what it means",
        )
        return None
    return _group(first.key, first.node, lists[0] == "all", names, fields, depth + 1)
