"""The folder of a site: only what a build wrote there is replaced or taken out, and no link is followed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import frozen

from ..model.problem import Problem, ProblemsFound
from ..writing import FRESH, replace_whole

_MANIFEST = ".recovery-site"
"""Lists what a build wrote, as `sha256sum` does: a digest of each file and its address."""
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


@frozen
class SiteFolder:
    """A folder, and the digests of every file that a build wrote into it."""

    place: Path
    written: Mapping[str, frozenset[str]]

    @classmethod
    def at(cls, place: Path) -> SiteFolder:
        """A folder that is empty, is not there yet, or holds a site. Raises ProblemsFound."""
        manifest = place / _MANIFEST
        if _is_file(manifest):
            return cls(place, _listed(manifest.read_text("utf-8", "replace")))
        if place.is_symlink() and not place.exists():
            raise _not_ours(f"`{place}` is a link that leads nowhere")
        if place.exists() and (not place.is_dir() or any(place.iterdir())):
            raise _not_ours(f"`{place}` holds something that is not a site of ours")
        return cls(place, {})

    def kept(self) -> dict[str, bytes]:
        """The files that are still as a build wrote them."""
        found = ((address, self._content(address)) for address in self.written)
        return {address: content for address, content in found if content is not None}

    def put(self, files: Mapping[str, bytes]) -> None:
        """Makes the site consist of these files. Raises ProblemsFound where something else is in the way, and
        then nothing is changed; or OSError."""
        digests = {address: {_digest(content)} for address, content in files.items()}
        every = digests.keys() | self.written.keys()
        both = {a: digests.get(a, set()) | self.written.get(a, set()) for a in every}
        if blocked := sorted(a for a in both if self._is_blocked(a, both[a])):
            more = f", and {len(blocked) - 1} more" if blocked[1:] else ""
            raise _not_ours(f"no build wrote `{self.place / blocked[0]}` as it is now{more}")
        self.place.mkdir(parents=True, exist_ok=True)
        self._list(both)  # whatever stops the build, the next one knows its own
        for address, content in files.items():
            place = self.place / address
            if not place.exists() or place.read_bytes() != content:
                place.parent.mkdir(parents=True, exist_ok=True)
                replace_whole(place, content, place.stat() if place.exists() else None)
        for address in both.keys() - digests.keys():
            (self.place / address).unlink(missing_ok=True)
        for unfinished in self.place.rglob(f".*.????????{FRESH}"):  # of a build that was killed
            unfinished.unlink(missing_ok=True)
        self._list(digests)

    def _is_blocked(self, address: str, digests: set[str]) -> bool:
        """Whether something that is not ours is in the place of a file, or on the way to it."""
        place = self.place / address
        for folder in self._folders(address):
            if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
                return True
        if not place.is_symlink() and not place.exists():
            return False
        return not _is_file(place) or _digest(place.read_bytes()) not in digests

    def _folders(self, address: str) -> Iterator[Path]:
        return (self.place / one for one in Path(address).parents if one.name)

    def _content(self, address: str) -> bytes | None:
        place = self.place / address
        if self._is_blocked(address, set(self.written[address])) or not place.exists():
            return None
        return place.read_bytes()

    def _list(self, written: Mapping[str, set[str]]) -> None:
        lines = (f"{digest}  {a}\n" for a in sorted(written) for digest in sorted(written[a]))
        replace_whole(self.place / _MANIFEST, "".join(lines).encode(), None)


def _not_ours(message: str) -> ProblemsFound:
    why = "what somebody else wrote there would be lost"
    write = "name a new folder, or an empty one, or take away what is not part of the site"
    return ProblemsFound([Problem("E506", message, help=write, why=why)])


def _listed(text: str) -> dict[str, frozenset[str]]:
    """What a manifest lists; a line that leads out of the folder was not written by us."""
    found: dict[str, frozenset[str]] = {}
    for line in map(_LINE.fullmatch, text.splitlines()):
        if line and not Path(line[2]).is_absolute() and ".." not in Path(line[2]).parts:
            found[line[2]] = found.get(line[2], frozenset()) | {line[1]}
    return found


def _is_file(place: Path) -> bool:
    return place.is_file() and not place.is_symlink()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
