"""Reads YAML as text with line and column: no typing, no anchors, no tags, no duplicate keys, no recursion."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml
from attrs import evolve, frozen

from ..model.problem import STRANGE, Position, Problem, ProblemsFound, Slip, check_characters
from .contents import cannot_be_opened, contents
from .decoding import (
    LONGEST_RULES,
    UNTIL_THEN,
    FileText,
    Most,
    decoded,
    line_problems,
    too_long,
    too_many_bytes,
)
from .yaml_problems import WITHOUT_COLON, in_words, spaced, text_block

MOST_DEPTH = 12
LONGEST_NAME = 1000
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\ufffe\uffff]"
)
"""Signs that YAML refuses, or that it and this program would count differently."""
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_START = {yaml.SequenceStartEvent, yaml.MappingStartEvent}
_UNHEEDED = {yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent}


@frozen(eq=False)
class Node:
    """A scalar, list or mapping with its place. `value` is a str, list of Node, or dict of str to Entry."""

    text: FileText
    line: int
    column: int
    value: str | list[Node] | dict[str, Entry]
    length: int = 1
    exact: bool = True
    """Whether the value stands in the file character by character from its place on."""
    last_line: int = 0

    @property
    def position(self) -> Position:
        """Where it stands; made when it is asked for, which is seldom."""
        return self.text.position(self.line, self.column, self.length)

    @property
    def shape(self) -> str:
        """What this is, in the author's words."""
        if not self.value and not isinstance(self.value, list):
            return "empty"
        return {str: "text", list: "a list", dict: "named entries"}[type(self.value)]

    @property
    def is_folded(self) -> bool:
        """Whether this is a text that goes on in the next line."""
        return isinstance(self.value, str) and self.last_line > self.line

    def problem(self, code: str, message: str, help: str = "", why: str = "") -> Problem:
        """A problem at this node."""
        return self.slipped(Slip(code, message, help, why), help)

    def slipped(self, slip: Slip, help: str) -> Problem:
        """The problem that a slip in this text is."""
        if not (isinstance(self.value, str) and self.exact):
            return Problem(slip.code, slip.message, self.position, slip.why, help)
        length = slip.length or max(1, len(self.value) - slip.start)
        said = slip.code, slip.message, help, slip.why, slip.start, length
        return Slip(*said).at(self.position)


@frozen(eq=False)
class Entry:
    """A key of a mapping, as a node, with its value."""

    key: Node
    node: Node

    @property
    def name(self) -> str:
        """The name of the key."""
        return str(self.key.value)


Rescue = Callable[[FileText, str, list[Problem]], Node | None]
"""What reads the entries of a file that stand apart from the place where YAML stumbles."""


def read_file(
    path: Path, shown: str, problems: list[Problem], rescue: Rescue | None = None
) -> Node | None:
    """The tree of one file; None, with its problems gathered, where there is no reading it.

    `shown` is the path as the author knows it. What `rescue` reads is a part, and the problems say so.
    """
    try:
        data = contents(path, LONGEST_RULES.bytes + 1)
    except (OSError, ValueError) as error:
        problems.append(cannot_be_opened(shown, error))
        return None
    if len(data) > LONGEST_RULES.bytes:
        problems.append(too_many_bytes(shown, LONGEST_RULES))
        return None
    return read_text(data, shown, problems, rescue)


def read_text(
    data: bytes,
    shown: str,
    problems: list[Problem],
    rescue: Rescue | None = None,
    most: Most = LONGEST_RULES,
) -> Node | None:
    """The tree of one file's bytes; None, with its problems gathered, where there is no reading it."""
    if (content := decoded(data, shown, problems)) is None:
        return None
    text = FileText(shown, tuple(content.split("\n")))
    found = []
    if "\t" in content or STRANGE.search(content):
        found = [p for n in range(len(text.lines)) for p in line_problems(text, n + 1)]
    problems.extend(found)
    tabs = any(map(is_stumble, found))
    content = _CONTROL.sub(" ", content) if found else content
    tree = None if tabs else read_part(text, content, problems, most)
    if rescue is not None and tree is None and (tabs or is_stumble(problems[-1])):
        return rescue(text, content, problems)
    return tree


def tree_of(data: bytes, shown: str) -> Node:
    """The tree of one file's bytes. Raises ProblemsFound where anything is wrong with it."""
    problems: list[Problem] = []
    tree = read_text(data, shown, problems)
    if tree is None or problems:
        raise ProblemsFound(problems)
    return tree


def read_part(
    text: FileText, content: str, problems: list[Problem], most: Most = LONGEST_RULES
) -> Node | None:
    """The tree of a file's lines, of which `content` may leave some empty."""
    builder = _Builder(text, problems, most)
    try:
        return builder.build(content)
    except yaml.MarkedYAMLError as error:
        if "nesting depth" in str(error.problem):  # libyaml looks ahead, to a bound of its own
            builder.too_deep(error.problem_mark)
            return None
        problems.append(evolve(spaced(builder.syntax(error)), why=UNTIL_THEN))
    except (yaml.YAMLError, RecursionError):
        at = text.position(1, 1)
        problems.append(Problem("E005", "this cannot be read as YAML", at, UNTIL_THEN))
    return None


def is_stumble(problem: Problem) -> bool:
    """Whether what stands around this place was not read."""
    return problem.why == UNTIL_THEN


def fill(node: Node, children: list[Node], problems: list[Problem]) -> None:
    """Puts names and their values, in turns, into named entries."""
    assert isinstance(node.value, dict)
    for key, value in zip(children[::2], children[1::2], strict=True):
        if not isinstance(key.value, str):
            write = "write one name, a colon, and its entries below"
            problems.append(key.problem("E011", "a name has to be text here", write))
        elif re.search(r"[\t\n]", key.value):
            write = "write it with plain spaces, and without `\\n` and `\\t`"
            problems.append(key.problem("E011", "a name stands on one line", write))
        elif key.value in node.value:
            first = node.value[key.value].key.position.line
            write = "put both under one name, or rename one"
            if key.value[:1].isdecimal():
                write = "begin each date with `- `, or list both behind one: - 2026-07-01: [a, b]"
            message = f"`{key.value}` stands here a second time; the first is in line {first}"
            why = "only one of the two could count, and nobody could tell which"
            problems.append(key.problem("E008", message, write, why))
        else:
            node.value[key.value] = Entry(key, value)


def _events(content: str) -> Iterator[Any]:
    loader = _Loader(content)
    try:
        while (event := loader.get_event()) is not None:
            yield event
    finally:
        loader.dispose()


class _Builder:
    """Builds the tree from YAML events with a stack of its own, so that depth is bounded."""

    def __init__(self, text: FileText, problems: list[Problem], most: Most) -> None:
        self.text, self.problems, self.most = text, problems, most

    def build(self, content: str) -> Node | None:
        stack: list[tuple[Node, list[Node]]] = []
        root: Node | None = None
        scalar, closed = self._scalar, self._closed
        for number, event in enumerate(_events(content)):
            kind = type(event)
            if kind is yaml.ScalarEvent:
                node = scalar(event)
            elif kind in _UNHEEDED or (kind is yaml.DocumentStartEvent and root is None):
                continue
            elif kind is yaml.DocumentStartEvent:
                at = self._at(event.start_mark)
                self._tell("E009", "a second document begins here", at, "make it its own file")
                break
            elif kind in _START:
                if not self._open(event, stack):
                    return None
                continue
            else:
                node = closed(event, stack)
            if number > self.most.entries:
                many = f"{self.most.entries:,} entries"
                self.problems.append(too_long(self.text.file, many, self.most.what))
                return None
            if stack:
                stack[-1][1].append(node)
            else:
                root = node
        if root is None or root.value == "":
            at = Position(self.text.file, 1, 1)
            write = "begin a rule file with a section such as `activities:`, a case with `surgery:`"
            self._tell("E004", "this file is empty", at, write)
            return None
        return root

    def too_deep(self, mark: Any) -> None:
        write = f"nothing goes deeper than {MOST_DEPTH} levels"
        self._tell("E007", "this is nested too deeply", self._at(mark), write)

    def _closed(self, event: Any, stack: list[tuple[Node, list[Node]]]) -> Node:
        """The list or mapping that ends with this event; an alias is one that is empty."""
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event)
            mark: Any = event.start_mark
            return Node(self.text, mark.line + 1, mark.column + 1, "")
        node, children = stack.pop()
        if isinstance(node.value, list):
            node.value.extend(children)
        else:
            fill(node, children, self.problems)
        return node

    def _open(self, event: Any, stack: list[tuple[Node, list[Node]]]) -> bool:
        """Begins a list or mapping; false where that is one too deep."""
        if event.anchor or event.tag:
            self._refuse(event)
        mark = event.start_mark
        value: Any = [] if type(event) is yaml.SequenceStartEvent else {}
        stack.append((Node(self.text, mark.line + 1, mark.column + 1, value), []))
        if len(stack) > MOST_DEPTH:
            self.too_deep(mark)
        return len(stack) <= MOST_DEPTH

    def _tell(self, code: str, message: str, at: Position, help: str = "", why: str = "") -> None:
        self.problems.append(Problem(code, message, at, why, help))

    def _at(self, mark: Any) -> Position:
        return self.text.position(mark.line + 1, mark.column + 1)

    def _refuse(self, event: Any) -> None:
        """Tells of an anchor, an alias or a tag."""
        named = isinstance(event, yaml.AliasEvent) or event.anchor
        message = f"{'names with `&` and `*`' if named else 'words with `!`'} are not used here"
        why = "a rule has to read the same for everyone who opens the file"
        write = "write it out, or put the text in quotes"
        self._tell("E009", message, self._at(event.start_mark), write, why)

    def _scalar(self, event: Any) -> Node:
        if event.anchor or event.tag:
            self._refuse(event)
        start, end, value, style = event.start_mark, event.end_mark, event.value, event.style
        line, last, column = start.line, end.line, start.column + 1
        exact, quotes = line == last, 0
        if style in ("'", '"'):
            quotes = 1
        elif style in ("|", ">"):
            at = self._at(start)
            if not re.fullmatch(r"[|>][-+]?(\s+#.*)?", at.excerpt[column - 1 :].strip()):
                self.problems.append(text_block(at))
        else:
            self._swallowed(end)
        text = value.strip()
        length = len(text) or 1
        exact = exact and end.column - column + 1 == len(value) + 2 * quotes
        if not exact:
            length = 1
        elif quotes:
            column += 1 + (0 if text == value else len(value) - len(value.lstrip()))
        node = Node(self.text, line + 1, column, text, length, exact, last + 1)
        if style == '"' and STRANGE.search(value):
            self._unseen(node, value)
        return node

    def _unseen(self, node: Node, value: str) -> None:
        """A problem where `\\u202e` and the like stand for a sign that cannot be seen, and not the sign itself."""
        lines = self.text.lines[node.line - 1 : node.last_line]
        if not any(map(STRANGE.search, lines)):
            try:
                check_characters(value)
            except Slip as slip:
                self.problems.append(node.slipped(slip, slip.help))

    def _swallowed(self, mark: Any) -> None:
        """A problem where `#3` behind a text is taken for a remark."""
        lines = self.text.lines
        if mark.line >= len(lines) or "#" not in lines[mark.line]:
            return
        end = self._at(mark)
        if remark := re.match(r"\s+(#[^\s#].*)", end.excerpt[end.column - 1 :]):
            column, length = end.column + remark.start(1), len(remark[1].rstrip())
            message = "YAML reads what stands behind `#` as a remark, and leaves it out"
            write = 'put the whole text in double quotes; in a remark, write a space after "#"'
            self._tell("E010", message, self.text.position(end.line, column, length), write)

    def syntax(self, error: yaml.MarkedYAMLError) -> Problem:
        """One sentence for an author instead of the parser's own words."""
        mark = error.problem_mark or error.context_mark
        if mark is None:
            return Problem("E005", "this cannot be read as YAML", self.text.position(1, 1))
        at, start = self._at(mark), self._at(error.context_mark or mark)
        doing, words = str(error.context), str(error.problem)
        if "block scalar" in doing and start.excerpt[start.column - 1 :]:
            return text_block(start)
        if "mapping values are not allowed" in words:
            return self._colon(at)
        if "<document start>" in words and (first := self._first_below(at)):
            message = "this line is indented, and those below are not"
            write = f"begin it in column {at.column}, like line {at.line}"
            return Problem("E005", message, first, help=write)
        begins = "could not find expected ':'" in words or "flow" in doing
        begins = begins or ("quoted scalar" in doing and "escape" not in words)
        place = start if begins else at
        message, write = in_words(doing, words, place)
        return Problem("E005", message, place, help=write.format(columns=self._columns(start, at)))

    def _first_below(self, at: Position) -> Position | None:
        """The first line of the file, where it is indented further than a place below it."""
        for number, line in enumerate(self.text.lines[: at.line - 1], 1):
            indent = len(line) - len(line.lstrip(" "))
            if line.strip() and line[indent] != "#":
                return self.text.position(number, indent + 1) if indent >= at.column else None
        return None

    def _columns(self, outer: Position, at: Position) -> str:
        """Where a line that fits nowhere may begin: with the entries inside, or those around it."""
        inner: tuple[int, int] | None = None
        for number in range(at.line - 1, outer.line, -1):
            line = self.text.lines[number - 1]
            column = len(line) - len(line.lstrip()) + 1
            if line.strip() and column > at.column and (inner is None or column < inner[0]):
                inner = column, number
        places = [place for place in (inner, (outer.column, outer.line)) if place]
        return ", or in ".join(f"column {column}, like line {line}" for column, line in places)

    def _colon(self, at: Position) -> Problem:
        """The problem with a colon where no name can end."""
        before = at.excerpt[: at.column - 1]
        if len(before) > LONGEST_NAME:
            place = self.text.position(at.line, 1, len(before))
            return Problem("E005", "this name is too long", place, help="write it in a few words")
        if re.search(r":\s", before):
            message = "a colon inside a text needs quotes"
            return Problem("E005", message, at, help='put the whole text in double quotes: "…: …"')
        above = max(1, at.line - 1)
        while above > 1 and not self.text.lines[above - 1].strip():
            above -= 1
        line = self.text.lines[above - 1]
        if above < at.line and re.search(r":\s+\S", line):
            message = f"this line is indented below line {above}, which has its text already"
            place = self.text.position(at.line, len(before) - len(before.lstrip()) + 1)
            write = "begin it in the same column as the entry it belongs to"
            return Problem("E005", message, place, help=write)
        place = self.text.position(above, len(line) - len(line.lstrip()) + 1, len(line.strip()))
        write = "write `name:` and its entries below, two spaces in"
        return Problem("E005", WITHOUT_COLON, place, help=write)
