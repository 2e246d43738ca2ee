"""Reads the lists of conditions that stand under `when all` and `when any`."""

from __future__ import annotations

import re

from ..model.conditions import Group, Member
from .fields import Fields
from .names import Names
from .tree import Entry, Node
from .windows import read_condition

MOST_LISTS = 3
"""A list, a list inside it, and one more inside that."""


def read_group(fields: Fields, names: Names, prefix: str = "when") -> Group | None:
    """The conditions under `<prefix> all` or `<prefix> any`; None where there are none."""
    every, some = f"{prefix} all", f"{prefix} any"
    if every in fields and some in fields:
        message = f"`{every}` and `{some}` stand side by side"
        write, why = "put `- any:` inside the `all` list", "nobody could tell how they combine"
        fields.tell(fields.key(some), "E011", message, write, why)
    lists = [fields.entries[key] for key in (every, some) if key in fields]
    groups = [_group(entry, entry.name == every, names, fields, 1) for entry in lists]
    return groups[0] if groups else None


def _group(entry: Entry, every: bool, names: Names, fields: Fields, depth: int) -> Group:
    node = entry.node
    if not isinstance(node.value, list) or not node.value:
        what = "empty" if not node.value else node.shape
        write = "begin each line with `- `, one condition a line"
        if isinstance(node.value, str) and re.match(r"-\S", node.value):
            write = "put a space behind each dash, one condition a line"
        at = entry.key if what == "empty" else node
        fields.tell(at, "E011", f"conditions are written as a list, and this is {what}", write)
        return Group(every)
    members = [_member(part, names, fields, depth) for part in node.value]
    return Group(every, tuple(member for member in members if member is not None))


def _member(node: Node, names: Names, fields: Fields, depth: int) -> Member | None:
    if isinstance(node.value, dict) and node.value:
        return _inner(node, names, fields, depth)
    text = one_line(node, fields, "leg pain at most 2/10")
    if node.is_folded:
        write = "begin that line with `- ` too, or write it all on one line"
        why = "the two lines would be read as one"
        fields.tell(node, "E101", "this condition goes on in the next line", write, why)
        return None
    if text is None:
        return None
    return fields.attempt(node, lambda: read_condition(text, names, node.position))


def one_line(node: Node, fields: Fields, example: str) -> str | None:
    """The text of a condition; None, with its problem, where it is a list or has entries."""
    if isinstance(node.value, str):
        return node.value
    message = f"a condition is one line of text, and this is {node.shape}"
    fields.tell(node, "E011", message, f"write for example - {example}")
    return None


def _inner(node: Node, names: Names, fields: Fields, depth: int) -> Group | None:
    assert isinstance(node.value, dict)
    lists = [key for key in node.value if key in ("all", "any")]
    for key, entry in node.value.items():
        if key in lists[:1]:
            continue
        if lists:
            message = f"`{key}` stands beside `{lists[0]}`"
            write = "begin its line with `- `, so that it is a part"
            fields.tell(entry.key, "E011", message, write)
        else:
            message = f"a colon stands behind `{key}`, inside a condition"
            write = "leave the colon out, or write `all:` or `any:`"
            why = "YAML takes the words before it for a name"
            fields.tell(entry.key, "E101", message, write, why)
    if not lists:
        return None
    first = node.value[lists[0]]
    if depth >= MOST_LISTS:
        write = "make the inner list a finding or milestone of its own, and name it here"
        why = "nobody could read it aloud and be sure what it means"
        fields.tell(first.key, "E109", "lists of conditions are nested too deeply", write, why)
        return None
    return _group(first, lists[0] == "all", names, fields, depth + 1)
