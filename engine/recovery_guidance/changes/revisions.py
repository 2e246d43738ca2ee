"""A protocol as it stood in a git revision, or as it stands in a folder."""

from __future__ import annotations

import subprocess
from functools import partial
from pathlib import Path

from ..library import DEFAULT_PROTOCOL, protocol_folder
from ..model.problem import ProblemsFound
from ..model.protocol import HEAD, Protocol
from ..model.signature import Signature
from ..reading.load import load, load_texts

LONGEST_WAIT = 60


def both(old: str, new: str = "", protocol: str = "") -> tuple[Protocol, Protocol]:
    """Two protocols, each from a folder or a git revision. Raises ProblemsFound.

    `new` is the folder as it stands where it is empty. A revision is read at the other one's folder,
    or at `protocol`, a folder or a name.
    """
    folders = [name for name in (old, new) if name and _is_folder(name)]
    if protocol:
        folder = Path(protocol) if _is_folder(protocol) else Path("rules", protocol)
    else:
        folder = Path(folders[0]) if folders else Path("rules", DEFAULT_PROTOCOL)
    return as_it_stood(old, folder), as_it_stood(new or str(folder), folder)


def _is_folder(name: str) -> bool:
    return Path(name, HEAD).is_file()


def as_it_stood(name: str, folder: Path) -> Protocol:
    """A protocol from a folder, or from `folder` in a git revision. Raises ProblemsFound."""
    if _is_folder(name):
        return load(Path(name), name.rstrip("/"))
    if name == str(folder):
        return load(*protocol_folder(name))
    return load_texts(at_revision(name, folder), f"{name}:{folder}")


def at_revision(revision: str, folder: Path) -> dict[str, bytes]:
    """The rule files of a folder as they stood in a git revision, by file name. Raises ProblemsFound."""
    named = f"{revision}^{{commit}}"
    commit = _git("rev-parse", "--verify", "--quiet", "--end-of-options", named).decode().strip()
    if not commit:
        if _git("rev-parse", "--is-shallow-repository").strip() == b"true":
            message = (
                f"the history of this clone ends before `{revision}`, or that is no git revision"
            )
            why = "a shallow clone has the last revisions alone"
            raise ProblemsFound.one(
                "E303", message, "run git fetch --unshallow, and ask again", why
            )
        raise _problem(f"`{revision}` is neither a folder with {HEAD} nor a git revision")
    top = _git("rev-parse", "--show-toplevel").decode().strip()
    path = folder.resolve()
    if not path.is_relative_to(top):
        raise _problem(f"`{folder}` is not in this git repository")
    place = path.relative_to(top).as_posix()
    listed = _git("-C", top, "ls-tree", "-z", "--name-only", commit, f"{place}/")
    names = [name for name in listed.decode().split("\0") if name.endswith(".yaml")]
    if not names:
        raise _problem(f"`{folder}` did not exist in `{revision}`")
    read = partial(_git, "-C", top, "cat-file", "blob")
    return {Path(name).name: read(f"{commit}:{name}") for name in names}


def revision_signed(folder: Path, signature: Signature) -> str:
    """The git revision in which a signature was committed; empty where none is found."""
    try:
        found = _git("-C", str(folder), "log", "--format=%h", f"-S{signature.hash}", "--", HEAD)
    except ProblemsFound:
        return ""
    return found.decode().split()[-1] if found.strip() else ""


def _problem(message: str) -> ProblemsFound:
    write = "name two folders, or run it inside a git repository with a revision such as HEAD~1"
    return ProblemsFound.one("E303", message, write)


def _git(*arguments: str) -> bytes:
    """What git prints; nothing where it fails or cannot be asked. Raises ProblemsFound where there is no git."""
    try:
        done = subprocess.run(
            ["git", *arguments], capture_output=True, check=False, timeout=LONGEST_WAIT
        )
    except OSError:
        raise _problem("git cannot be run here") from None
    except ValueError:  # a sign that no program can be told
        return b""
    return done.stdout if done.returncode == 0 else b""
