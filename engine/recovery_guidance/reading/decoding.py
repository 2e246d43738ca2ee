"""The bytes of a file → its text, and what is wrong with its signs."""

from __future__ import annotations

import re

from attrs import field, frozen

from ..model.problem import Position, Problem, Slip, check_characters

UNTIL_THEN = "what stands around it cannot be read until then"
"""Why it matters that YAML stumbles at a place, or a tab indents a line."""


@frozen
class FileText:
    """A file's text, for excerpts and positions."""

    file: str
    lines: tuple[str, ...] = field(repr=False)

    def position(self, line: int, column: int, length: int = 1) -> Position:
        """A place in this file, with its line."""
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Position(self.file, line, column, length, excerpt)


MOST_BYTES = 1024 * 1024
MOST_ENTRIES = 20_000


@frozen
class Most:
    """How long a file may be that is called `what`."""

    bytes: int = MOST_BYTES
    entries: int = MOST_ENTRIES
    what: str = "a rule file or case"


LONGEST_RULES, LONGEST_DIARY = Most(), Most(4 * MOST_BYTES, 20 * MOST_ENTRIES, "a case")
"""Nobody writes a longer rule file by hand; a diary of years has tens of thousands of lines."""


def too_long(shown: str, most: str, what: str = "a rule file or case") -> Problem:
    """The problem of a file that has more than this."""
    return Problem(
        "E002",
        f"this file is too long: {what} has at most {most}",
        Position(shown, 1, 1),
        "a file this long is most likely a wrong one",
        "split it into one file a topic" if "rule" in what else "go on in a new file",
    )


def too_many_bytes(shown: str, most: Most) -> Problem:
    """The problem of a file that is longer than that."""
    return too_long(shown, f"{most.bytes:,} bytes", most.what)


def decoded(data: bytes, shown: str, problems: list[Problem]) -> str | None:
    """The text of a file; None, with its problem, where it is none."""
    at = Position(shown, 1, 1)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        what = "this is text in UTF-16"
    elif b"\0" in data[:4096]:
        what = "this is not a text file"
    else:
        try:
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            before = data[: error.start].decode("utf-8", "replace").split("\n")
            at = Position(shown, len(before), len(before[-1]) + 1)
            what = "this sign is not written in UTF-8"
    write = "save it again, as plain text in UTF-8"
    problems.append(Problem("E003", what, at, help=write))
    return None


def hidden_signs(text: FileText, number: int) -> list[Problem]:
    """The first sign of one line that cannot be seen, where there is one."""
    try:
        check_characters(text.lines[number - 1])
    except Slip as slip:
        return [slip.at(text.position(number, 1))]
    return []


def line_problems(text: FileText, number: int) -> list[Problem]:
    """What is wrong with the signs of one line, before anything is read from it."""
    line = text.lines[number - 1]
    found = hidden_signs(text, number)
    if line.strip() and (indent := re.match(r" *\t", line)):
        write = "use two spaces for each level"
        tab = Slip("E006", "a tab cannot indent a line", write, UNTIL_THEN)
        found.append(tab.at(text.position(number, indent.end())))
    return found
