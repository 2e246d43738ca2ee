"""Writes a file whole: it is there as it was, or as it will be, and never half of it. The one door for outputs."""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
from collections.abc import Callable
from contextlib import suppress

_NEW = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
)
"""How a file is opened that nobody else has made."""
FRESH = ".new"
"""How the name ends under which a file is written, before it takes the place of the one that was there."""


def write_whole(path: str | os.PathLike[str], data: bytes, mode: int = 0o666) -> None:
    """Puts `data` in place of a file in one step; behind a link, of the file that it leads to.

    A pipe or a terminal is written to as it is; a new file gets `mode`. Raises OSError.
    """
    place = os.path.realpath(path)
    if _is_passed_on(os.fspath(path)) or _is_passed_on(place):
        with open(os.open(path, os.O_WRONLY | os.O_APPEND), "wb") as file:
            file.write(data)
        return
    known = os.stat(place) if os.path.exists(place) else None
    if known is not None:
        check_is_for_writing(place, known)
    replace_whole(place, data, known, mode=mode)


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
        if before is not None:
            before()
        os.replace(fresh, place)
    except BaseException:
        with suppress(OSError):
            os.unlink(fresh)
        raise
    _settle(folder)


def clear_unfinished(place: str | os.PathLike[str]) -> None:
    """Takes away what writers of this file left that were killed; nobody else may be writing to it."""
    folder, name = os.path.split(os.path.abspath(place))
    unfinished = re.compile(rf"\.{re.escape(name[:60])}\.[0-9a-f]{{8}}{re.escape(FRESH)}")
    for left in os.listdir(folder):
        if unfinished.fullmatch(left):
            with suppress(OSError):
                os.unlink(os.path.join(folder, left))


def check_is_for_writing(place: str | os.PathLike[str], known: os.stat_result) -> None:
    """Raises OSError for what is no file, and for one that was protected: a new one in its place would not be."""
    if stat.S_ISDIR(known.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), os.fspath(place))
    if not stat.S_ISREG(known.st_mode):
        raise OSError(errno.EINVAL, "it is no file that keeps what is written", os.fspath(place))
    if not (known.st_mode & 0o222 and os.access(place, os.W_OK)):
        raise PermissionError(errno.EACCES, "it is read-only", os.fspath(place))


def _is_passed_on(place: str) -> bool:
    """Whether what is written there is not kept as a file: a pipe, a terminal, or what a shell opened."""
    if os.path.abspath(place).startswith(("/dev/fd/", "/dev/std", "/proc/")):
        return True
    kind = stat.S_IFMT(os.stat(place).st_mode) if os.path.exists(place) else stat.S_IFREG
    return kind not in (stat.S_IFREG, stat.S_IFDIR)


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
