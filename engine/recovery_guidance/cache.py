"""What can be made again is kept here, for one user alone: safe to delete, never needed, never another's.

A file is only read as it was written, by the user who reads it, in a folder that nobody else writes to.
Like `library`, this imports little: every command begins here.
"""

from __future__ import annotations

import os
import stat

_SIZE = 32
_OTHERS = stat.S_IWGRP | stat.S_IWOTH


def cache_folder() -> str | None:
    """The folder for what can be made again; None where nothing is to be kept."""
    if os.environ.get("RECOVERY_CACHE") == "off":
        return None
    home = os.path.expanduser("~")
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache")
    return os.path.join(base, "recovery-guidance") if os.path.isabs(base) else None


def read(place: str, key: bytes = b"") -> bytes | None:
    """What was kept at a place for this key; None where nothing is, or somebody may have changed it."""
    try:
        if not _is_ours_alone(os.stat(os.path.dirname(place))):
            return None
        handle = os.open(place, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | _at_once())
        with os.fdopen(handle, "rb") as file:
            found = os.fstat(handle)
            if not (stat.S_ISREG(found.st_mode) and _is_ours_alone(found)):
                return None
            digest, content = file.read(_SIZE), file.read()
    except (OSError, ValueError):
        return None
    return content if digest == _digest(key, content) else None


def write(place: str, content: bytes, key: bytes = b"") -> None:
    """Keeps what was made for a key, whole or not at all; where it cannot be kept it is made again."""
    from .writing import FRESH, replace_whole

    folder = os.path.dirname(place)
    try:
        os.makedirs(folder, exist_ok=True, mode=0o700)
        if not _is_ours(os.stat(folder)):
            return
        if not _is_ours_alone(os.stat(folder)):
            os.chmod(folder, 0o700)  # what others put there before is not ours, and is not read
        _clear(folder, FRESH)
        replace_whole(place, _digest(key, content) + content, None, mode=0o600)
    except (OSError, ValueError):
        return


def _clear(folder: str, ending: str) -> None:
    """Takes out what a writer left that was stopped; one that still writes keeps nothing, and does no harm."""
    for name in os.listdir(folder):
        if name.endswith(ending):
            try:
                os.unlink(os.path.join(folder, name))
            except OSError:
                continue


def _digest(key: bytes, content: bytes) -> bytes:
    import hashlib

    known = hashlib.sha256(len(key).to_bytes(8, "big"))
    known.update(key)
    known.update(content)
    return known.digest()


def _is_ours_alone(found: os.stat_result) -> bool:
    """Whether nobody but this user could have written it; on Windows the folder of the user says so."""
    return os.name == "nt" or (_is_ours(found) and not found.st_mode & _OTHERS)


def _is_ours(found: os.stat_result) -> bool:
    return os.name == "nt" or found.st_uid == os.getuid()


def _at_once() -> int:
    """A pipe that stands in place of a file is not waited for."""
    return getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
