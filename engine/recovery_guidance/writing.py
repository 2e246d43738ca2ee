"""Writes a file whole: it is there as it was, or as it will be, and never half of it. The one door for outputs."""

from __future__ import annotations

import errno
import math
import os
import re
import secrets
import stat
from collections.abc import Callable
from contextlib import suppress

from .model.problem import ProblemsFound

_NEW = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
)
"""How a file is opened that nobody else has made."""
FRESH = ".new"
"""How the name ends under which a file is written, before it takes the place of the one that was there."""
_LONGEST = 600
"""Seconds after which nobody still writes to what is unfinished: whoever did was killed."""


def write_whole(path: str | os.PathLike[str], data: bytes, mode: int = 0o666) -> None:
    """Puts `data` in place of a file in one step; behind a link, of the file that it leads to.

    A pipe or a terminal is written to as it is; a new file gets `mode`. Raises ProblemsFound.
    """
    try:
        place = place_of(path)
        known = _stat(place)
        if _is_passed_on(os.fspath(path), known):
            with open(os.open(path, os.O_WRONLY | os.O_APPEND), "wb") as file:
                file.write(data)
            return
        if known is not None:
            check_is_for_writing(place, known)
        replace_whole(place, data, known, mode=mode)
    except (OSError, ValueError) as error:
        raise not_writable(path, error) from None


def not_writable(shown: str | os.PathLike[str], why: Exception | str = "") -> ProblemsFound:
    """That a file cannot be written, and why."""
    if isinstance(why, Exception):
        why = (getattr(why, "strerror", None) or "it cannot be opened").lower()
    message = f"`{os.fspath(shown)}` cannot be written" + (f": {why}" if why else "")
    return ProblemsFound.one("E605", message, "check the name, the folder and its permissions")


def place_of(path: str | os.PathLike[str]) -> str:
    """Where a file is or will be, behind any link. Raises OSError where that cannot be told."""
    try:
        return os.path.realpath(path, strict=True)
    except FileNotFoundError:
        return os.path.realpath(path)


def replace_whole(
    place: str | os.PathLike[str],
    data: bytes,
    like: os.stat_result | None,
    before: Callable[[], None] | None = None,
    mode: int = 0o666,
) -> None:
    """Puts `data` in one step where nothing is or anything else, with owner and permissions `like` a file's.

    `before` is called at the last moment, and keeps what was there by raising. Raises OSError.
    """
    folder, name = os.path.split(os.path.abspath(place))
    # What an earlier writer left is not written into: it may be open to others, or a link to elsewhere.
    fresh = os.path.join(folder, f".{name[:60]}.{secrets.token_hex(4)}{FRESH}")
    handle = os.open(fresh, _NEW, mode if like is None else like.st_mode & 0o600)
    try:
        with open(handle, "wb") as file:
            file.write(data)
            file.flush()
            if like is not None:
                _keep_for_the_same(handle, like)
            os.fsync(handle)
            with suppress(OSError):
                clear_unfinished(place, os.fstat(handle).st_mtime - _LONGEST)
        if before is not None:
            before()
        os.replace(fresh, place)
    except BaseException:
        with suppress(OSError):
            os.unlink(fresh)
        raise
    _settle(folder)


def clear_unfinished(place: str | os.PathLike[str], until: float = math.inf) -> None:
    """Takes away what writers of this file left that were killed, as far as they wrote before `until`."""
    folder, name = os.path.split(os.path.abspath(place))
    unfinished = re.compile(rf"\.{re.escape(name[:60])}\.[0-9a-f]{{8}}{re.escape(FRESH)}")
    for left in os.listdir(folder):
        if unfinished.fullmatch(left):
            with suppress(OSError):
                if os.lstat(unwanted := os.path.join(folder, left)).st_mtime < until:
                    os.unlink(unwanted)


def check_is_for_writing(place: str | os.PathLike[str], known: os.stat_result) -> None:
    """Raises OSError for what is no file, and for one that was protected: a new one in its place would not be."""
    if stat.S_ISDIR(known.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), os.fspath(place))
    if not stat.S_ISREG(known.st_mode):
        raise OSError(errno.EINVAL, "it is no file that keeps what is written", os.fspath(place))
    if not (known.st_mode & 0o222 and os.access(place, os.W_OK)):
        raise PermissionError(errno.EACCES, "it is read-only", os.fspath(place))


def _stat(place: str) -> os.stat_result | None:
    """What stands there; None where nothing does."""
    try:
        return os.stat(place)
    except FileNotFoundError:
        return None


def _is_passed_on(path: str, known: os.stat_result | None) -> bool:
    """Whether what is written there is not kept as a file: a pipe, a terminal, or what a shell opened."""
    if os.path.abspath(path).startswith(("/dev/fd/", "/dev/std", "/proc/")):
        return True
    return known is not None and stat.S_IFMT(known.st_mode) not in (stat.S_IFREG, stat.S_IFDIR)


def _keep_for_the_same(handle: int, like: os.stat_result) -> None:
    """Gives a file the owner, where that is permitted, and the permissions of another."""
    if hasattr(os, "fchown"):
        now = os.fstat(handle)
        if (now.st_uid, now.st_gid) != (like.st_uid, like.st_gid):
            with suppress(PermissionError):
                os.fchown(handle, like.st_uid, like.st_gid)
    if hasattr(os, "fchmod"):  # Windows has it from Python 3.13 on
        os.fchmod(handle, stat.S_IMODE(like.st_mode))


def _settle(folder: str) -> None:
    """Has the system keep the new name too, where it can: the file itself is whole either way."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
