"""Reads a case, which may be a diary of years, with thousands of plain lines: - 2026-07-01: leg pain 2/10

These are read without YAML, which reads the file with all but the first and the last line of each run left empty.
Where it finds these two side by side in one list, the lines between can be nothing but entries of that list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import evolve

from ..model.problem import STRANGE, Problem
from .contents import cannot_be_opened, contents, kept
from .decoding import LONGEST_DIARY, FileText, decoded, too_many_bytes
from .tree import Entry, Node, Rescue, read_part, read_text

EVENTS = 4
"""How many of what YAML counts as entries a line makes."""
SHORTEST = 20
"""Lines. Fewer are read as fast with the rest of the file."""
_PLAIN = re.compile(
    r"( *)- (\d{4}-\d\d-\d\d(?: \([A-Za-z][A-Za-z ]*\))?): ([A-Za-z](?:[A-Za-z0-9 /+-]*[A-Za-z0-9])?)"
)


def read_case_file(path: Path, shown: str, problems: list[Problem]) -> Node | None:
    """The tree of a case; None, with its problems gathered, where there is no reading it.

    While one question is answered it is read once.
    """
    known = kept()
    if ("case", path) not in known:
        found: list[Problem] = []
        known["case", path] = _read(path, shown, found), found
    tree, found = known["case", path]
    problems.extend(found)
    assert tree is None or isinstance(tree, Node)
    return tree


def _read(path: Path, shown: str, problems: list[Problem]) -> Node | None:
    try:
        data = contents(path, LONGEST_DIARY.bytes + 1)
    except (OSError, ValueError) as error:
        problems.append(cannot_be_opened(shown, error))
        return None
    return read_diary(data, shown, problems)


def read_diary(
    data: bytes, shown: str, problems: list[Problem], rescue: Rescue | None = None
) -> Node | None:
    """The tree of a case's bytes, as `read_text` has it. While one question is answered the same are read once."""
    if len(data) > LONGEST_DIARY.bytes:
        problems.append(too_many_bytes(shown, LONGEST_DIARY))
        return None
    known = kept()
    if ("runs", shown, data) not in known:
        known["runs", shown, data] = _with_runs(data, shown)
    tree = known["runs", shown, data]
    assert tree is None or isinstance(tree, Node)
    return tree or read_text(data, shown, problems, rescue, LONGEST_DIARY)


def _with_runs(data: bytes, shown: str) -> Node | None:
    """The tree of a case with runs of plain lines; None where anything is wrong with it, or it has none."""
    problems: list[Problem] = []
    content = decoded(data, shown, problems)
    if content is None or "\t" in content or STRANGE.search(content):
        return None
    text = FileText(shown, tuple(content.split("\n")))
    if not (runs := runs_in(text.lines)):
        return None
    many = LONGEST_DIARY.entries - EVENTS * sum(len(run.entries) for run in runs)
    most = evolve(LONGEST_DIARY, entries=many)
    tree = read_part(text, without(runs, text.lines), problems, most)
    return tree if tree and not problems and put_back(runs, tree, text) else None


class Run:
    """Neighbouring lines with one indentation, from the line `first`, counted from 1."""

    def __init__(self, first: int, indent: int) -> None:
        self.first, self.indent = first, indent
        self.entries: list[tuple[str, str]] = []

    @property
    def last(self) -> int:
        return self.first + len(self.entries) - 1

    def nodes(self, text: FileText) -> Iterator[Node]:
        """The entries between the first and the last one."""
        column = self.indent + 3
        for line, (label, told) in enumerate(self.entries[1:-1], self.first + 1):
            key = Node(text, line, column, label, len(label), True, line)
            value = Node(text, line, column + len(label) + 2, told, len(told), True, line)
            yield Node(text, line, column, {label: Entry(key, value)})


def runs_in(lines: Sequence[str]) -> list[Run]:
    """The runs of a file that are worth reading by themselves."""
    found: list[Run] = []
    run: Run | None = None
    for number, line in enumerate(lines, 1):
        match = _PLAIN.fullmatch(line)
        if match is None:
            run = None
            continue
        if run is None or run.indent != len(match[1]):
            run = Run(number, len(match[1]))
            found.append(run)
        run.entries.append((match[2], match[3]))
    return [run for run in found if len(run.entries) >= SHORTEST]


def without(runs: Sequence[Run], lines: Sequence[str]) -> str:
    """The text in which only the first and the last line of each run still stand."""
    left = list(lines)
    for run in runs:
        left[run.first : run.last - 1] = [""] * (len(run.entries) - 2)
    return "\n".join(left)


def put_back(runs: Sequence[Run], tree: Node, text: FileText) -> bool:
    """Puts the lines between into the lists that the runs stand in; whether each has its place in one."""
    lists = [node for node in (tree, *_below(tree)) if isinstance(node.value, list)]
    places = []
    for run in runs:
        here = [(node, n) for node in lists for n in _side_by_side(node, run)]
        if len(here) != 1:
            return False
        places.append(here[0])
    for run, (node, place) in reversed(list(zip(runs, places, strict=True))):
        assert isinstance(node.value, list)
        node.value[place + 1 : place + 1] = run.nodes(text)
    return True


def _below(node: Node) -> Iterator[Node]:
    if isinstance(node.value, dict):
        for entry in node.value.values():
            yield entry.node


def _side_by_side(node: Node, run: Run) -> Iterator[int]:
    """Where the two ends of a run stand in a list, one behind the other, as its own entries."""
    assert isinstance(node.value, list)
    for place, (one, other) in enumerate(zip(node.value, node.value[1:], strict=False)):
        ends = (one.line, other.line) == (run.first, run.last)
        if ends and one.column == other.column == run.indent + 3:
            yield place
