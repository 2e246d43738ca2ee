"""One layout for every rule file: what it says stays the same, and so do its comments.

Two spaces a level, one line a text, quotes only where they are needed, an empty line between sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import yaml
from attrs import define, field, frozen

from ..reading.tree import Entry, Node, tree_of

STEP = 2
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN = re.compile(r"[A-Za-z0-9]([^:#\n]*[^:#\s])?")
"""Texts that are the same without quotes; for others YAML is asked."""


def layout(data: bytes, shown: str) -> str:
    """The text of a file in our layout. Raises ProblemsFound where it cannot be read."""
    root = tree_of(data, shown)
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    laid_out = _Writer(text.split("\n"), list(_remarks(text))).write(root)
    if meaning(tree_of(laid_out.encode(), shown)) != meaning(root):
        raise AssertionError(f"another layout of {shown} would not say the same")
    return laid_out


def meaning(node: Node) -> Any:
    """A file's names, texts and order, without places, quotes and line breaks."""
    if isinstance(node.value, dict):
        return [(name, meaning(entry.node)) for name, entry in node.value.items()]
    if isinstance(node.value, list):
        return [[meaning(part)] for part in node.value]
    return " ".join(node.value.split())


@frozen
class _Remark:
    """A comment: its line and column from 1, and whether it has the line for itself."""

    line: int
    column: int
    text: str
    alone: bool


def _remarks(text: str) -> Iterator[_Remark]:
    """Every comment: what stands behind a `#` that is not part of a text."""
    lines = text.split("\n")
    taken: dict[int, list[tuple[int, int]]] = {}
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.ScalarEvent):
            for line, first, last in _lines_of(event, lines):
                taken.setdefault(line, []).append((first, last))
    for number, content in enumerate(lines):
        for sign in re.finditer(r"(?<!\S)#", content):
            at = sign.start()
            if not any(first <= at < last for first, last in taken.get(number, ())):
                alone = not content[:at].strip()
                yield _Remark(number + 1, at + 1, content[at:].rstrip(), alone)
                break


def _lines_of(event: Any, lines: list[str]) -> Iterator[tuple[int, int, int]]:
    """The stretch of each line that belongs to a text; lines and columns count from 0."""
    start, end = event.start_mark, event.end_mark
    block = event.style in ("|", ">")
    for line in range(start.line + block, min(end.line, len(lines) - 1) + 1):
        first = start.column if line == start.line else 0
        last = end.column if line == end.line else len(lines[line])
        yield line, first, last


@define
class _Writer:
    """Writes a tree with the comments that stood around it."""

    source: list[str]
    remarks: list[_Remark]
    lines: list[str] = field(factory=list)
    above: list[tuple[int, int]] = field(factory=list)
    """For the entries around the last one: the column each had, and the indent it has now."""

    def write(self, root: Node) -> str:
        self._block(root, 0)
        while self.remarks:
            remark = self.remarks.pop(0)
            self._put(remark.line, f"{' ' * self._indent(remark, 0, 0)}{remark.text}")
        return "\n".join(self.lines) + "\n"

    def _block(self, node: Node, indent: int) -> None:
        if isinstance(node.value, dict):
            # Sections stand apart, lines about the whole do not.
            above = True
            for entry in node.value.values():
                is_text = isinstance(entry.node.value, str)
                self._entry(entry, indent, apart=indent == 0 and not (above and is_text))
                above = is_text
        elif isinstance(node.value, list):
            for part in node.value:
                self._part(part, indent)
        else:
            self._put(node.line, scalar(" ".join(node.value.split())), node.last_line)

    def _entry(self, entry: Entry, indent: int, apart: bool) -> None:
        key, value = entry.key, entry.node
        self._before(key.line, self._column(key), indent, apart)
        head = f"{' ' * indent}{scalar(str(key.value))}:"
        if (text := _text(value)) is not None:
            self._put(key.line, f"{head} {text}".rstrip(), max(key.line, value.last_line))
        else:
            self._put(key.line, head)
            self._block(value, indent + STEP)

    def _column(self, key: Node) -> int:
        """Where a name begins, with its quote, behind the dashes of its list."""
        dashes = re.match(r" *(- +)*", self.source[key.line - 1])
        assert dashes is not None
        return min(dashes.end(), key.column - 1)

    def _part(self, part: Node, indent: int) -> None:
        line = _first_line(part)
        dash = self.source[line - 1].rfind("-", 0, part.column - 1)
        self._before(line, max(dash, 0), indent, False)
        if (text := _text(part)) is not None:
            self._put(line, f"{' ' * indent}- {text}".rstrip(), part.last_line)
            return
        first = len(self.lines)
        self._block(part, indent + STEP)
        first += not self.lines[first]
        self.lines[first] = f"{' ' * indent}- {self.lines[first].lstrip()}"

    def _before(self, line: int, column: int, indent: int, apart: bool) -> None:
        """The comments above an entry, and the empty line above those."""
        waiting = [remark for remark in self.remarks if remark.line < line]
        for number, remark in enumerate(waiting):
            self.remarks.remove(remark)
            text = f"{' ' * self._indent(remark, column, indent)}{remark.text}"
            self._put(remark.line, text, apart=apart and number == 0)
        if apart and not waiting and self.lines and self.lines[-1]:
            self.lines.append("")
        self.above = [(was, now) for was, now in self.above if now < indent] + [(column, indent)]

    def _indent(self, remark: _Remark, column: int, indent: int) -> int:
        """Where a comment goes: with what follows it, or with the block that it closes."""
        inner = [now for was, now in self.above if column < was <= remark.column - 1]
        return max([indent, *inner])

    def _put(self, line: int, text: str, last: int = 0, apart: bool = False) -> None:
        """One line, with an empty one above where there was one, and the comment that stood behind it."""
        empty = line > 1 and not self.source[line - 2].strip()
        if self.lines and self.lines[-1] and (empty or apart):
            self.lines.append("")
        for remark in list(self.remarks):
            if not remark.alone and line <= remark.line <= max(line, last):
                text = f"{text}  {remark.text}"
                self.remarks.remove(remark)
                break
        self.lines.append(text)


def _first_line(node: Node) -> int:
    """The line of the first name or text in it, which may stand below its dash."""
    if isinstance(node.value, dict) and node.value:
        return next(iter(node.value.values())).key.line
    if isinstance(node.value, list) and node.value:
        return _first_line(node.value[0])
    return node.line


def _text(node: Node) -> str | None:
    """What is written on one line; None for a list or names with something in them."""
    if isinstance(node.value, str):
        return scalar(" ".join(node.value.split()))
    return None if node.value else "{}" if isinstance(node.value, dict) else "[]"


@lru_cache(2_000)
def scalar(text: str) -> str:
    """A name or text as it is written: plain where YAML reads it so, otherwise in double quotes."""
    if not text or _PLAIN.fullmatch(text) or _reads_plain(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _reads_plain(text: str) -> bool:
    """Whether YAML reads it so as a name at the beginning of a line, as a value, and in a list."""
    try:
        lines = f"{text}: {text}\n", f"- {text}\n"
        events = [event for line in lines for event in yaml.parse(line, Loader=_Loader)]
    except yaml.YAMLError:
        return False
    scalars = [e for e in events if isinstance(e, yaml.ScalarEvent)]
    unquoted = [e.value for e in scalars if e.style is None or not e.style.strip()]
    unmarked = not any(getattr(e, "anchor", None) or getattr(e, "tag", None) for e in events)
    return unquoted == [text] * 3 and len(scalars) == 3 and unmarked
