"""A protocol without the entries that are wrong: never to be answered from, only to hear danger with."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from .check import check
from .library import DEFAULT_PROTOCOL, open_protocol, protocol_folder
from .model.problem import Position, ProblemsFound
from .model.protocol import HEAD, Protocol
from .reading.decoding import FileText
from .reading.load import build
from .reading.partial import read_rest
from .reading.tree import Entry, Node, read_file

MOST_ROUNDS = 40
"""Each round leaves out what was wrong in the last one, and with it perhaps what others name."""
_NEEDED = {"protocol": "", "title": "", "version": "0", "status": "draft"}
"""What a head has to say, and what it says where it is wrong: empty for the folder's name."""
_WARNINGS = "escalations"
_ANY = ("when any", "any")
Trees = dict[str, Node]


class Hearing(NamedTuple):
    """The protocols to hear danger with, the one that was asked for first; and whether that one is whole."""

    protocols: tuple[Protocol, ...]
    is_whole: bool = True
    own: str = ""
    """The one that came with the program, where it has to speak as well."""


def to_hear_with(name: str) -> Hearing:
    """The protocol of that name; where it cannot be opened, what remains of it and the program's own.

    So a wrong line in a protocol silences no danger that another line, or the program's own rules, speak of.
    """
    try:
        return Hearing((open_protocol(name),))
    except (ProblemsFound, OSError, ValueError):
        found = what_remains(name)
    others = Hearing(()) if name == DEFAULT_PROTOCOL else to_hear_with(DEFAULT_PROTOCOL)
    left = (found,) if found is not None else ()
    own = others.protocols[0].name if others.protocols else ""
    return Hearing((*left, *others.protocols), False, own)


def what_remains(name: str) -> Protocol | None:
    """The protocol without what is wrong in it; None where nothing of it can be used."""
    try:
        folder, shown = protocol_folder(name)
        paths = [path for path in folder.iterdir() if path.name.endswith(".yaml")]
    except (ProblemsFound, OSError, ValueError):
        return None
    return without_slips(_trees(paths, shown), shown)


def without_slips(trees: Trees, shown: str) -> Protocol | None:
    """The protocol that is left of some trees; they lose what is wrong in them."""
    for _ in range(MOST_ROUNDS):
        _with_head(trees, shown)
        try:
            protocol = build(trees, [], shown)
            found = check(protocol)
        except ProblemsFound as wrong:
            found = list(wrong.problems)
        if not found:
            return protocol
        places = [problem.position for problem in found if problem.position is not None]
        if not sum([_leave_out(trees, at, shown) for at in places]):
            return None
    return None


def _trees(paths: Iterable[Path], shown: str) -> Trees:
    found = {path.name: read_file(path, f"{shown}/{path.name}", [], read_rest) for path in paths}
    return {name: tree for name, tree in found.items() if tree and isinstance(tree.value, dict)}


def _with_head(trees: Trees, shown: str) -> None:
    """Gives a protocol whose head is wrong what it needs to be loaded."""
    text = FileText(f"{shown}/{HEAD}", ())
    head = trees.setdefault(HEAD, Node(text, 1, 1, {})).value
    assert isinstance(head, dict)
    for name, said in _NEEDED.items():
        if name not in head or head[name].node.value == "":
            head[name] = Entry(Node(text, 1, 1, name), Node(text, 1, 1, said or shown))


def _leave_out(trees: Trees, at: Position, shown: str) -> bool:
    """Leaves out the entry in which a problem stands; of a warning, the one condition that is wrong."""
    tree = trees.get(at.file.removeprefix(f"{shown}/"))
    section = None if tree is None else _around(tree, at.line)
    if tree is None or section is None or not isinstance(tree.value, dict):
        return False
    entry = _around(section.node, at.line)
    if entry is None or not isinstance(section.node.value, dict):
        del tree.value[section.name]
    elif section.name != _WARNINGS or not _one_of(entry.node, at.line):
        del section.node.value[entry.name]
    return True


def _one_of(node: Node, line: int) -> bool:
    """Takes the condition at a line out of those of which one is enough; false where it is not one of such."""
    if isinstance(node.value, list):
        inside = [one for one in node.value if one.line <= line]
        return bool(inside) and _one_of(inside[-1], line)
    inner = _around(node, line)
    if inner is None or _one_of(inner.node, line):
        return inner is not None
    listed = inner.node.value
    if inner.name not in _ANY or not isinstance(listed, list) or len(listed) < 2:
        return False
    listed.remove([one for one in listed if one.line <= line][-1])
    return True


def _around(node: Node, line: int) -> Entry | None:
    """The entry of a mapping in which a line stands."""
    if not isinstance(node.value, dict):
        return None
    begun = [entry for entry in node.value.values() if entry.key.line <= line]
    return max(begun, key=lambda entry: entry.key.line, default=None)
