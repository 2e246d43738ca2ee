"""What a clinician signed: a digest of every part of a protocol, and one of them all.

A digest says whether a part still says the same. It does not prove who signed: whoever can write the file can.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen

from .conditions import is_generated
from .content import plain
from .items import NOWHERE
from .noun import Noun
from .problem import Position

_LENGTH = 16
"""In hexadecimal digits, for each part. The hash of them all is whole."""
_NAMED = {
    "threshold": "thresholds",
    "source": "sources",
    "activity": "activities",
    "limit": "quantities",
    "working of": "trends",
    "ladder": "ladders",
}
_WITH_ID = {"rule": "rules", "guarantee": "guarantees", "accepted oddity": "accepted"}
_THE_WHOLE = ("name", "title", "default_stance", "emergency_numbers", "values", "titles", "phases")
"""What is said about all of it. Version, status and reviewer are no part of what is signed."""
_SINGLE = ("the everyday words", "the protocol as a whole")
_MANY = {"activity": "activities", "accepted oddity": "accepted oddities", "working of": "workings"}


@frozen(repr=False)
class Signature(Noun):
    """Who read a protocol, as what and on which day, and a digest of each part that was there to be read."""

    role: str
    on: str
    hash: str
    parts: Mapping[str, str]
    by: str = ""
    position: Position = field(default=NOWHERE, eq=False)

    @property
    def who(self) -> str:
        """`reviewed by A. Reader, spine surgeon, on 2026-11-28`."""
        return f"reviewed by {self.by}, {self.role}, on {self.on}"

    def changed(self, parts: Mapping[str, str]) -> tuple[str, ...]:
        """The parts that say something else now, that are new, or that are gone."""
        both = dict.fromkeys((*parts, *self.parts))
        return tuple(name for name in both if self.parts.get(name) != parts.get(name))


def parts_of(said: Mapping[str, Any]) -> dict[str, str]:
    """Each part of what a protocol says, as `rule lifting/limit`, with its digest, the same for any layout.

    A rule that follows from others, as `otherwise` does, is no part of its own.
    """
    return {name: _digest(plain(value)) for name, value in sorted(_parts(said))}


def hash_of(parts: Mapping[str, str], *who: str) -> str:
    """One hash of all parts; in a signature also of who signed them, as what and when."""
    listed = (f"{name}: {digest}" for name, digest in sorted(parts.items()))
    return _sha256("".join(f"{line}\n" for line in (*who, *listed)))


def counted(parts: Iterable[str]) -> str:
    """`1 threshold and 2 rules`."""
    counts = Counter(kind_of(part) for part in parts)
    words = [
        kind if kind in _SINGLE else f"{n} {kind if n == 1 else _MANY.get(kind, f'{kind}s')}"
        for kind, n in counts.items()
    ]
    return " and ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def shortened(parts: Sequence[str], most: int = 5) -> str:
    """The names of parts; where there are many, the first ones and how many more."""
    more = [f"and {len(parts) - most:,} more"] if len(parts) > most else []
    return ", ".join([*parts[:most], *more])


def kind_of(part: str) -> str:
    """What kind of part a name stands for."""
    known = (*_WITH_ID, "item", *_NAMED)
    return next((kind for kind in known if part.startswith(f"{kind} ")), part)


def _parts(said: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for kind, name in _WITH_ID.items():
        yield from ((f"{kind} {one.id}", one) for one in said[name] if not _follows(one))
    for kind, name in _NAMED.items():
        yield from ((f"{kind} {entry}", value) for entry, value in said[name].items())
    yield from ((f"item {name}", item) for name, item in said["vocabulary"].items.items())
    whole = {name: said[name] for name in _THE_WHOLE}
    yield from zip(_SINGLE, (said["words"], whole), strict=True)


def _follows(one: Any) -> bool:
    """Whether a rule follows from others: what is not reached, and what holds otherwise."""
    when = getattr(one, "when", None)
    leaves = list(when.leaves()) if hasattr(one, "kind") and when is not None else []
    return bool(leaves) and all(map(is_generated, leaves))


def _digest(content: Any) -> str:
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return _sha256(text)[:_LENGTH]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
