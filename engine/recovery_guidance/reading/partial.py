"""What can be read of a file beside the place where YAML stumbles: every entry that stands apart from it.

So that an author sees the slips of a whole file at once. Nothing is answered from a file that was read so.
"""

from __future__ import annotations

import re

from attrs import frozen

from ..model.problem import Problem
from .decoding import FileText
from .tree import Node, fill, read_part

MOST_PIECES = 300
LEVELS = 2
"""Sections, and the entries of a section. What stands inside an entry belongs together."""
_NAME = re.compile(r" *(?:[A-Za-z0-9][^:#]*|\"[^\"]*\"|'[^']*'):(?:\s|$)")
_HEAD = re.compile(r"[^:#]+:\s*(#.*)?")
_TAB = re.compile(r" *\t\s*\S")
_NOTHING = re.compile(r"\s*(#.*)?|---\s*|%.*")


def read_rest(text: FileText, content: str, problems: list[Problem]) -> Node | None:
    """The entries that can be read alone, and a problem for each of the others, after the first."""
    lines = content.split("\n")
    tabs = any(_TAB.match(line) for line in lines)
    children = _Pieces(text, lines, problems).read(0, len(lines), 1, told=not tabs)
    root = Node(text, 1, 1, {})
    fill(root, children, problems)
    return root if root.value else None


@frozen
class _Pieces:
    """A file, cut at the names of one column."""

    text: FileText
    lines: list[str]
    problems: list[Problem]

    def read(self, first: int, last: int, level: int, told: bool) -> list[Node]:
        """Names and values, in turns. `told` says that the first stumble between these lines is known."""
        children: list[Node] = []
        for start, end, named in self._cut(first, last):
            found: list[Problem] = []
            tree = self._part(start, end, found) if named else None
            if tree is not None and isinstance(tree.value, dict):
                self.problems.extend(found)
                for entry in tree.value.values():
                    children += [entry.key, entry.node]
                continue
            if not told:
                self.problems.extend(found)
            if named and level < LEVELS and _HEAD.fullmatch(self.lines[start]):
                children += self._section(start, end, level, told or bool(found))
            told = False
        return children

    def _section(self, start: int, end: int, level: int, told: bool) -> list[Node]:
        """The name of a section, and those of its entries that can be read."""
        head = self._part(start, start + 1, [])
        inner = self.read(start + 1, end, level + 1, told)
        if head is None or not isinstance(head.value, dict) or len(head.value) != 1 or not inner:
            return []
        (entry,) = head.value.values()
        node = Node(self.text, inner[0].line, inner[0].column, {})
        fill(node, inner, self.problems)
        return [entry.key, node]

    def _cut(self, first: int, last: int) -> list[tuple[int, int, bool]]:
        """From each name in the leftmost column up to the next; what stands before the first has none."""
        filled = [n for n in range(first, last) if not _NOTHING.fullmatch(self.lines[n])]
        column = min((_indent(self.lines[n]) for n in filled), default=0)
        starts = [
            n for n in filled if _indent(self.lines[n]) == column and _NAME.match(self.lines[n])
        ]
        if len(starts) > MOST_PIECES:
            return []
        pieces = [(n, end, True) for n, end in zip(starts, [*starts[1:], last], strict=False)]
        before = filled[:1] != starts[:1]
        return [(filled[0], (starts or [last])[0], False), *pieces] if before else pieces

    def _part(self, start: int, end: int, found: list[Problem]) -> Node | None:
        """The tree of some lines; None where they cannot be read, or a tab indents one."""
        if any(_TAB.match(line) for line in self.lines[start:end]):
            return None
        return read_part(self.text, "\n" * start + "\n".join(self.lines[start:end]), found)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
