"""Adds entries to a case file, and takes the last one back: nothing is lost, and nothing is doubled.

The file's own text is kept, with its comments and its order: an entry is put behind the last of its
list. One writer at a time, and the file is replaced as a whole, so that whoever is interrupted leaves
it as it was before or as it is after.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

from attrs import frozen
from filelock import BaseFileLock, FileLock, Timeout

from ..model.problem import Problem, ProblemsFound
from ..reading.decoding import LONGEST_DIARY, FileText, too_many_bytes
from ..reading.diaries import read_diary
from ..reading.partial import read_rest
from ..reading.tree import Node, is_stumble, tree_of
from ..writing import (
    check_is_for_writing,
    clear_unfinished,
    not_writable,
    place_of,
    replace_whole,
)

T = TypeVar("T")
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""How a file is opened that may be a pipe nobody writes to."""
LONGEST_WAIT = 30.0
"""Seconds that a writer waits for the others."""


@frozen
class LogEntry:
    """What is added: to which list of the case file, and its lines without indentation."""

    section: str
    lines: tuple[str, ...]

    @property
    def values(self) -> Any:
        return values(tree_of("\n".join(self.lines).encode("utf-8", "surrogatepass"), ""))


@frozen(slots=False)
class Reading(Generic[T]):
    """A file's text: its tree or what can be read of it, and what is wrong with that."""

    tree: Node
    stumbles: tuple[Problem, ...]
    read: Callable[[Node], T]

    @cached_property
    def told(self) -> tuple[T | None, tuple[Problem, ...]]:
        """What the file says, None where something is wrong; and all that is. Worked out when it is asked for."""
        problems = self.stumbles
        value = None
        try:
            value = self.read(self.tree)
        except ProblemsFound as found:
            problems = (*problems, *found.problems)
        return None if problems else value, problems


@frozen
class Added(Generic[T]):
    """What was added, and how the file read before and reads now."""

    entries: tuple[LogEntry, ...]
    stood: Reading[T]
    stands: Reading[T]

    @property
    def before(self) -> T | None:
        return self.stood.told[0]

    @property
    def after(self) -> T | None:
        return self.stands.told[0]

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.stands.told[1]


def add(
    path: Path,
    shown: str,
    wanted: Callable[[Node], tuple[LogEntry, ...]],
    read: Callable[[Node], T],
) -> Added[T]:
    """Adds what is `wanted` of the tree as it stands, all or none; and what is `read` before and after.

    What was wrong with the file already keeps nothing out of it. Raises ProblemsFound where the file cannot be
    read as text or written, and for what would be wrong because of the entries.
    """
    with _alone(path, shown) as file:
        before = _read(file, shown)
        tree, problems = _tree(before, shown)
        stood = Reading(tree, tuple(problems), read)
        entries = wanted(stood.tree)
        if not entries:
            return Added((), stood, stood)
        after = before
        for entry in entries:
            after, tree, problems = _with_entry(after, tree, problems, entry, shown)
        stands = Reading(tree, tuple(problems), read)
        if stands.told[1]:
            known = {(problem.code, problem.message) for problem in stood.told[1]}
            brought = [p for p in stands.told[1] if (p.code, p.message) not in known]
            if brought:
                raise ProblemsFound(brought)
        if len(after.encode()) > LONGEST_DIARY.bytes:
            raise ProblemsFound([too_many_bytes(shown, LONGEST_DIARY)])
        place = _beside(file, "undo")
        undo = {
            "after": _sha256(after),
            "before": before,
            "earlier": _undone(
                place, _sha256(before)
            ),  # who is stopped here may still take that back
        }
        _check_unchanged(file, before, shown)
        replace_whole(place, json.dumps(undo, ensure_ascii=False).encode(), file.stat())
        _replace(file, before, after, shown)
    return Added(entries, stood, stands)


def _tree(text: str, shown: str) -> tuple[Node, list[Problem]]:
    problems: list[Problem] = []
    tree = read_diary(text.encode("utf-8", "surrogatepass"), shown, problems, read_rest)
    return tree or Node(FileText(shown, ()), 1, 1, {}), problems


def _with_entry(
    text: str, tree: Node, problems: list[Problem], entry: LogEntry, shown: str
) -> tuple[str, Node, list[Problem]]:
    """The text with one entry more, and nothing else changed; and how it reads."""
    if any(map(is_stumble, problems)):
        longer = _put_below_name(text, entry)
        return longer, *_tree(longer, shown)
    if not isinstance(tree.value, dict) or not isinstance(_listed(tree, entry.section), list):
        raise _by_hand(entry, tree, shown)
    longer = _insert(text, tree, entry, shown)
    found, problems = _tree(longer, shown)
    if not _is_added(tree, found, entry):
        raise _by_hand(entry, tree, shown)
    return longer, found, problems


def _listed(tree: Node, section: str) -> object:
    """What stands in a section: its list, which is empty where there is no such section."""
    known = tree.value.get(section) if isinstance(tree.value, dict) else None
    return (known.node.value if known else []) or []


def _is_added(before: Node, after: Node, entry: LogEntry) -> bool:
    """Whether the tree says the entry behind the others of its section, and else the same as before."""
    if not isinstance(before.value, dict) or not isinstance(after.value, dict):
        return False
    then, now = _listed(before, entry.section), _listed(after, entry.section)
    if not isinstance(then, list) or not isinstance(now, list) or len(now) != len(then) + 1:
        return False
    if {*before.value, entry.section} != {*after.value} or values(now[-1]) != entry.values:
        return False
    others = [name for name in before.value if name != entry.section]
    return all(map(says_the_same, then, now)) and all(
        says_the_same(before.value[name].node, after.value[name].node) for name in others
    )


def says_the_same(one: Node, other: Node) -> bool:
    """Whether two trees say the same, wherever it stands."""
    match one.value, other.value:
        case list() as these, list() as those:
            return len(these) == len(those) and all(map(says_the_same, these, those))
        case dict() as known, dict() as named:
            return known.keys() == named.keys() and all(
                says_the_same(entry.node, named[name].node) for name, entry in known.items()
            )
    return one.value == other.value


def _put_below_name(text: str, entry: LogEntry) -> str:
    """The text with an entry right below the name of its section, where YAML stumbles over some line."""
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines()
    name = re.compile(rf"{entry.section}\s*:\s*(#.*)?")
    at = next((n for n, line in enumerate(lines, 1) if name.fullmatch(line)), None)
    if at is None:
        at = len(lines) + 1
        lines.append(f"{entry.section}:")
    dash = re.match(r" *(?=-)", lines[at]) if at < len(lines) else None
    indent = dash[0] if dash else "  "
    head, *others = entry.lines
    lines[at:at] = [f"{indent}- {head}", *(f"{indent}  {line}" for line in others)]
    return newline.join([*lines, ""])


def holds(tree: Node, entry: LogEntry) -> bool:
    """Whether the entry stands in its section already."""
    known = values(tree).get(entry.section) if isinstance(tree.value, dict) else None
    return isinstance(known, list) and entry.values in known


def values(node: Node) -> Any:
    """What a tree says, as texts, lists and dicts without places."""
    if isinstance(node.value, list):
        return [values(part) for part in node.value]
    if isinstance(node.value, dict):
        return {name: values(entry.node) for name, entry in node.value.items()}
    return node.value


def take_back(path: Path, shown: str) -> None:
    """Puts back the file as it was before the last entry. Raises ProblemsFound where it has changed since."""
    with _alone(path, shown) as file:
        place = _beside(file, "undo")
        now = _read(file, shown)
        before = _undone(place, _sha256(now))
        if before is None:
            hint = "change it in an editor" if place.exists() else "nothing was logged to it yet"
            message = f"the last entry of `{shown}` cannot be taken back"
            raise ProblemsFound.one("E604", message, hint)
        _replace(file, now, before, shown)
        with suppress(OSError):  # it is of no use any more, and does no harm
            place.unlink()


def _undone(place: Path, now: str) -> str | None:
    """The text before the last entry; None where none is kept for the file as it is `now`."""
    try:
        match json.loads(place.read_text(encoding="utf-8")):
            case {"after": str(after), "before": str(before)} if after == now:
                return before.encode().decode()  # no text at all where half a sign stands in it
            case {"before": str(before), "earlier": str(earlier)} if _sha256(before) == now:
                return earlier.encode().decode()
    except (OSError, ValueError, RecursionError):
        pass
    return None


@contextmanager
def _alone(path: Path, shown: str) -> Iterator[Path]:
    """The file itself, behind any link, with nobody else writing to it."""
    try:
        file = Path(place_of(path))
    except OSError as error:
        raise not_writable(shown, error) from None
    lock = _beside(file, "lock")
    try:
        _read(file, shown)  # before anything is made beside it
        check_is_for_writing(file, file.stat())
        with _held(FileLock(lock, timeout=LONGEST_WAIT)):
            clear_unfinished(file)
            clear_unfinished(_beside(file, "undo"))
            yield file
    except Timeout:
        message = f"another program is writing to `{shown}`"
        raise ProblemsFound.one("E605", message, "try again when it has finished") from None
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.EISDIR) and error.filename == str(lock):
            message = f"`{shown}` cannot be written: `{lock.name}` beside it is a link or a folder"
            write = "remove it: an empty file of that name keeps two programs from writing at once"
            raise ProblemsFound.one("E605", message, write) from None
        raise not_writable(shown, error) from None


@contextmanager
def _held(lock: BaseFileLock) -> Iterator[None]:
    """Holds a lock. Where it cannot be let go, what was written is there all the same."""
    lock.acquire()
    try:
        yield
    finally:
        with suppress(OSError):
            lock.release()


def _beside(file: Path, what: str) -> Path:
    return file.with_name(f".{file.name}.{what}")


def _read(file: Path, shown: str) -> str:
    try:
        with os.fdopen(os.open(file, _READ), "rb") as opened:
            if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
                raise not_writable(shown, "it is no file that keeps what is written")
            data = opened.read(LONGEST_DIARY.bytes + 1)
        if len(data) > LONGEST_DIARY.bytes:
            raise ProblemsFound([too_many_bytes(shown, LONGEST_DIARY)])
        return data.decode("utf-8")
    except FileNotFoundError:
        hint = "write one first: `surgery: 2026-06-01` is enough, and `recovery ask --save` does it too"
        raise ProblemsFound.one("E001", f"`{shown}` is not there", hint) from None
    except UnicodeDecodeError:
        message = f"`{shown}` is not UTF-8 text"
        raise ProblemsFound.one("E003", message, "save it as UTF-8") from None


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _replace(file: Path, before: str, after: str, shown: str) -> None:
    """Writes the file whole, for the same people. Raises ProblemsFound where it is no longer as it was read."""

    def unchanged() -> None:
        _check_unchanged(file, before, shown)

    replace_whole(file, after.encode(), file.stat(), unchanged)


def _check_unchanged(file: Path, before: str, shown: str) -> None:
    """Raises ProblemsFound where a program that knows nothing of our lock, an editor, has saved meanwhile."""
    if _read(file, shown) != before:
        message = (
            f"`{shown}` was changed by another program at the same moment, and nothing was written"
        )
        raise ProblemsFound.one("E605", message, "close it there, and write it down once more")


def _insert(text: str, tree: Node, entry: LogEntry, shown: str) -> str:
    """The text with the entry behind the last one of its section."""
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith(("\n", "\r")):
        lines[-1] += newline
    known = tree.value.get(entry.section) if isinstance(tree.value, dict) else None
    indent = 2
    if known is None:
        lines.append(f"{entry.section}:{newline}")
        end = len(lines)
    elif not known.node.value:
        end = known.key.line
        if not re.fullmatch(rf"{entry.section}\s*:\s*(\[\s*\])?\s*(#.*)?", lines[end - 1].strip()):
            raise _by_hand(entry, known.node, shown)
        lines[end - 1] = re.sub(r"\[\s*\]", "", lines[end - 1], count=1)
    else:
        first, indent = known.node.line - 1, known.node.column - 1
        if not isinstance(known.node.value, list) or not lines[first].startswith("-", indent):
            raise _by_hand(entry, known.node, shown)
        end = _end_of_list(lines, first, indent)
    head, *others = entry.lines
    laid_out = [f"- {head}", *(f"  {line}" for line in others)]
    lines[end:end] = [f"{' ' * indent}{line}{newline}" for line in laid_out]
    return "".join(lines)


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


def _by_hand(entry: LogEntry, node: Node, shown: str) -> ProblemsFound:
    message = f"nothing can be added to `{entry.section}` of `{shown}` as it is written"
    write = f"write it as a list of lines that begin with `- `, or add by hand: - {entry.lines[0]}"
    return ProblemsFound([node.problem("E604", message, write)])
