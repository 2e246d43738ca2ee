"""The bytes of a file that is named on the command line; what can be read once only is read once."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from ..model.problem import Problem, ProblemsFound, Slip, check_characters

_ONCE: ContextVar[dict[Any, Any] | None] = ContextVar("_ONCE", default=None)


@contextmanager
def one_question() -> Iterator[None]:
    """While it lasts, what came out of a pipe is kept, and a case is taken as it was when it was first read."""
    token = _ONCE.set({})
    try:
        yield
    finally:
        _ONCE.reset(token)


def kept() -> dict[Any, Any]:
    """What is kept of files while one question is answered; nothing that lasts outside of it."""
    known = _ONCE.get()
    return {} if known is None else known


def contents(path: Path, most: int) -> bytes:
    """The first bytes of a file, and no more than that many. Raises OSError or ValueError."""
    known = kept()
    if (data := known.get(("bytes", path))) is None:
        with path.open("rb") as file:
            data = file.read(most)
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                known["bytes", path] = data
    assert isinstance(data, bytes)
    return data[:most]


def cannot_be_opened(shown: str, error: Exception) -> Problem:
    """The problem of a file that the system does not open."""
    why = "it cannot be read"
    if isinstance(error, FileNotFoundError | IsADirectoryError):
        why = "it is a folder" if isinstance(error, IsADirectoryError) else "it is not there"
    message, write = f"`{shown}` cannot be opened: {why}", "check the name and the folder"
    return Problem("E001", message, help=write)


def check_file_name(name: str, shown: str) -> None:
    """Raises ProblemsFound where a file has a name that nobody could type: rules and pages are named after it."""
    try:
        check_characters(name.replace("\t", "\0").replace("\n", "\0"))
    except Slip as slip:
        message = f"the name of `{shown}` cannot be used: {slip.message}"
        raise ProblemsFound.one("E001", message, "rename the file", slip.why) from None
