"""Adds entries to a case file, and takes the last one back: nothing is lost, and nothing is doubled.

The file's own text is kept, with its comments and its order: an entry is put behind the last of its
list. One writer at a time, and the file is replaced as a whole, so that whoever is interrupted leaves
it as it was before or as it is after.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import frozen
from filelock import FileLock, Timeout

from ..model.problem import Problem, ProblemsFound
from ..reading.tree import Node, read_text

LONGEST_WAIT = 30.0
"""Seconds that a writer waits for the others."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
"""How a file is opened that nobody else has made."""


@frozen
class LoggedEntry:
    """What is added: to which list of the case file, and its lines without indentation."""

    section: str
    lines: tuple[str, ...]


def add(
    path: Path,
    shown: str,
    wanted: Callable[[Node], tuple[LoggedEntry, ...]],
    check: Callable[[Node], object],
) -> tuple[LoggedEntry, ...]:
    """Adds what is `wanted` of the tree as it stands, all or none, and returns it.

    Raises ProblemsFound where the file cannot be read or written, and what `check` raises for the
    tree as it would be.
    """
    with _alone(path, shown) as file:
        before = _read(file, shown)
        tree = _tree(before, shown)
        entries = wanted(tree)
        if not entries:
            return ()
        after, expected = before, plain(tree)
        for entry in entries:
            tree = _tree(after, shown)
            after = _insert(after, tree, entry, shown)
            added = plain(_tree("\n".join(entry.lines), shown))
            expected[entry.section] = [*(expected.get(entry.section) or []), added]
            if plain(_tree(after, shown)) != expected:
                raise ProblemsFound([_by_hand(entry, tree, shown)])
        check(_tree(after, shown))
        undo = {"after": _sha256(after), "before": before}
        _replace(_beside(file, "undo"), json.dumps(undo, ensure_ascii=False), file)
        _replace(file, after, file)
    return entries


def holds(tree: Node, entry: LoggedEntry) -> bool:
    """Whether the entry stands in its section already."""
    known = plain(tree).get(entry.section) if isinstance(tree.value, dict) else None
    return isinstance(known, list) and plain(_tree("\n".join(entry.lines), "")) in known


def plain(node: Node) -> Any:
    """What a tree says, without places."""
    if isinstance(node.value, list):
        return [plain(part) for part in node.value]
    if isinstance(node.value, dict):
        return {name: plain(entry.node) for name, entry in node.value.items()}
    return node.value


def take_back(path: Path, shown: str) -> None:
    """Puts back the file as it was before the last entry. Raises ProblemsFound where it has changed since."""
    with _alone(path, shown) as file:
        place = _beside(file, "undo")
        before = _undone(place, _sha256(_read(file, shown)))
        if before is None:
            hint = "change it in an editor" if place.exists() else "nothing was logged to it yet"
            message = f"the last entry of `{shown}` cannot be taken back"
            raise ProblemsFound([Problem("E604", message, help=hint)])
        _replace(file, before, file)
        place.unlink()


def _undone(place: Path, now: str) -> str | None:
    """The text before the last entry; None where none is kept for the file as it is `now`."""
    try:
        match json.loads(place.read_text(encoding="utf-8")):
            case {"after": str(after), "before": str(before)} if after == now:
                return before.encode().decode()  # no text at all where half a sign stands in it
    except (OSError, ValueError, RecursionError):
        pass
    return None


@contextmanager
def _alone(path: Path, shown: str) -> Iterator[Path]:
    """The file itself, behind any link, with nobody else writing to it."""
    file = Path(os.path.realpath(path))  # unlike `resolve`, it leaves a link to itself to be read
    try:
        _read(file, shown)  # before anything is made beside it
        with FileLock(_beside(file, "lock"), timeout=LONGEST_WAIT):
            yield file
    except Timeout:
        hint = "try again when it has finished"
        message = f"another program is writing to `{shown}`"
        raise ProblemsFound([Problem("E605", message, help=hint)]) from None
    except OSError as error:
        hint = "check the name, the folder and its permissions"
        message = f"`{shown}` cannot be written: {(error.strerror or 'it is not there').lower()}"
        raise ProblemsFound([Problem("E605", message, help=hint)]) from None


def _beside(file: Path, what: str) -> Path:
    return file.with_name(f".{file.name}.{what}")


def _read(file: Path, shown: str) -> str:
    try:
        return file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        hint = "write one first: `surgery: 2026-06-01` is enough, and `recovery ask --save` does it too"
        raise ProblemsFound([Problem("E001", f"`{shown}` is not there", help=hint)]) from None
    except UnicodeDecodeError:
        hint = "save it as UTF-8"
        raise ProblemsFound([Problem("E003", f"`{shown}` is not UTF-8 text", help=hint)]) from None


def _tree(text: str, shown: str) -> Node:
    problems: list[Problem] = []
    tree = read_text(text.encode(), shown, problems)
    if tree is None or problems:
        raise ProblemsFound(problems)
    return tree


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _replace(place: Path, text: str, like: Path) -> None:
    """Writes a whole file, so that it is there either as it was or as it will be, for the same people.

    What an earlier writer left is not written into: it may be open to others, or a link to elsewhere.
    """
    fresh, mode = _beside(place, "new"), stat.S_IMODE(like.stat().st_mode)
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, _NEW, mode & 0o600)
    with os.fdopen(handle, "wb") as file:
        if hasattr(os, "fchmod"):  # Windows has it from Python 3.13 on
            os.fchmod(handle, mode)
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(place)


def _insert(text: str, tree: Node, entry: LoggedEntry, shown: str) -> str:
    """The text with the entry behind the last one of its section."""
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += newline
    known = tree.value.get(entry.section) if isinstance(tree.value, dict) else None
    if known is None:
        lines.append(f"{entry.section}:{newline}")
        return "".join([*lines, *_laid_out(entry, 2, newline)])
    at = known.key.position.line
    if not known.node.value:
        if not re.fullmatch(rf"{entry.section}\s*:\s*(\[\s*\])?\s*(#.*)?", lines[at - 1].strip()):
            raise ProblemsFound([_by_hand(entry, known.node, shown)])
        lines[at - 1] = re.sub(r"\[\s*\]", "", lines[at - 1], count=1)
        return "".join([*lines[:at], *_laid_out(entry, 2, newline), *lines[at:]])
    indent = known.node.position.column - 1
    begin = lines[known.node.position.line - 1][indent:]
    if not isinstance(known.node.value, list) or not begin.startswith("-"):
        raise ProblemsFound([_by_hand(entry, known.node, shown)])
    end = _end_of_list(lines, known.node.position.line - 1, indent)
    return "".join([*lines[:end], *_laid_out(entry, indent, newline), *lines[end:]])


def _end_of_list(lines: list[str], first: int, indent: int) -> int:
    """How many lines there are up to the last of a list whose dashes stand at `indent`."""
    end = first + 1
    for number, line in enumerate(lines[first:], first):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        depth = len(line) - len(line.lstrip())
        if depth < indent or (depth == indent and not words.startswith("-")):
            break
        end = number + 1
    return end


def _laid_out(entry: LoggedEntry, indent: int, newline: str) -> list[str]:
    first, *rest = entry.lines
    space = " " * indent
    return [f"{space}- {first}{newline}", *(f"{space}  {line}{newline}" for line in rest)]


def _by_hand(entry: LoggedEntry, node: Node, shown: str) -> Problem:
    return node.problem(
        "E604",
        f"nothing can be added to `{entry.section}` of `{shown}` as it is written",
        f"write it as a list of lines that begin with `- `, or add by hand: - {entry.lines[0]}",
    )
