"""Where protocols are kept, and loaded ones in the cache, compared by content.

Every command begins here, so nothing is imported that a cached protocol does not need: pathlib, for
one, would take longer than the engine.
"""

from __future__ import annotations

import os
import pickle
import sys
from io import BytesIO
from typing import TYPE_CHECKING, Any, ClassVar
from zlib import crc32

from . import cache
from .chaining.definition import translated
from .model.problem import Position, Problem, ProblemsFound, suggestion
from .model.protocol import HEAD, Protocol

if TYPE_CHECKING:
    from pathlib import Path

DEFAULT_PROTOCOL = "lumbar-microdiscectomy"
_HERE = os.path.dirname(os.path.abspath(__file__))
_CHECKOUT = os.path.dirname(os.path.dirname(_HERE))
_OURS = "rules"
_READS = ("", "model", "reading", "chaining")
"""The parts of the program that make a protocol of rule files."""


def shipped(kind: str) -> Path:
    """The folder of `rules` or `features` that came with this program."""
    from pathlib import Path

    return Path(_shipped(kind))


def _shipped(kind: str) -> str:
    packaged = os.path.join(_HERE, "data", kind)  # in a wheel; else this is a checkout
    return packaged if os.path.isdir(packaged) else os.path.join(_CHECKOUT, kind)


def protocol_folder(name: str, at: Position | None = None) -> tuple[Path, str]:
    """The folder of a protocol, by its name or path, and how to show it. Raises ProblemsFound.

    A name is that of a folder in `rules` where one stands, or else one of those that came with this program.
    `at` is where the name stands, if it stands in a file.
    """
    from pathlib import Path

    folder, shown = _protocol_folder(name, at)
    return Path(folder), shown


def _protocol_folder(name: str, at: Position | None) -> tuple[str, str]:
    if _is_protocol(name):
        return name, name.rstrip("/")
    places = _places()
    for place in places:
        if _holds(place, name):
            return os.path.join(place, name), f"rules/{name}"
    if os.path.isdir(name):
        return name, name.rstrip("/")
    known = {
        name
        for place in places
        if os.path.isdir(place)
        for name in os.listdir(place)
        if _is_protocol(os.path.join(place, name))
    }
    write = suggestion(name, known, "name a protocol, or a folder that holds protocol.yaml")
    raise ProblemsFound([Problem("E201", f"no protocol is called `{name}`", at, help=write)])


def is_known(name: str) -> bool:
    """Whether a name is that of a protocol, where one stands or in this program."""
    return any(_holds(place, name) for place in _places())


def stands_in(name: str) -> bool:
    """Whether a protocol where one stands is asked instead of the one of that name in this program."""
    places = _places()
    return len(places) > 1 and all(_holds(p, name) for p in places) and not _is_protocol(name)


def belongs_to_program(folder: Path) -> bool:
    """Whether a protocol's folder came with this program, and its author does not stand in a checkout of it."""
    own = shipped(_OURS).resolve()
    is_checkout = not own.is_relative_to(os.path.realpath(_HERE))
    stands_there = is_checkout and os.path.realpath(_OURS) == str(own)
    return folder.resolve().is_relative_to(own) and not stands_there


def _places() -> tuple[str, ...]:
    """Where protocols are looked for by name: where the author stands, then what came with this program."""
    came = _shipped(_OURS)
    if not os.path.isdir(_OURS):
        return (came,)
    is_same = os.path.isdir(came) and os.path.samefile(_OURS, came)
    return (came,) if is_same else (_OURS, came)


def _holds(place: str, name: str) -> bool:
    return name == os.path.basename(name) and _is_protocol(os.path.join(place, name))


def _is_protocol(folder: str) -> bool:
    return os.path.isfile(os.path.join(folder, HEAD))


def open_protocol(name: str = DEFAULT_PROTOCOL, at: Position | None = None) -> Protocol:
    """A loaded and checked protocol, from the cache where its files have not changed.

    Raises ProblemsFound.
    """
    folder, shown = _protocol_folder(name, at)
    place = _cache_place(folder)
    key = _key(folder, shown) if place else None
    if place is None or key is None:
        return _load(folder, shown)
    if (cached := _read(place, key)) is not None:
        return cached
    protocol = _load(folder, shown)
    _write(place, key, protocol)
    return protocol


def _load(folder: str, shown: str) -> Protocol:
    from pathlib import Path

    from .check import check
    from .reading.load import load

    protocol = load(Path(folder), shown)
    if problems := check(protocol):
        raise ProblemsFound(problems)
    return protocol


def _cache_place(folder: str) -> str | None:
    """The one cache file for this folder, program and kind of Python; None where there is none."""
    all_of_them = cache.cache_folder()
    if all_of_them is None:
        return None
    place = crc32(f"{os.path.abspath(folder)}\0{_HERE}".encode(errors="surrogateescape"))
    return os.path.join(all_of_them, f"{place:08x}.{sys.implementation.cache_tag}.protocol")


def _key(folder: str, shown: str) -> bytes | None:
    """Everything that a loaded protocol depends on: the rules, what stands beside them, and the program."""
    try:
        with os.scandir(folder) as entries:
            beside = sorted((e.name, e.is_dir()) for e in entries if not e.name.startswith("."))
        rules = []
        for name, _ in beside:
            if name.endswith(".yaml"):
                with open(os.path.join(folder, name), "rb") as file:
                    rules.append((name, file.read()))
        program = []
        for part in _READS:
            with os.scandir(os.path.join(_HERE, part)) as entries:
                files = [entry for entry in entries if entry.name.endswith((".py", ".lark"))]
                program += sorted((e.name, e.stat().st_mtime_ns, e.stat().st_size) for e in files)
    except OSError:
        return None
    known = repr((sys.version, shown, program, beside, [(name, len(text)) for name, text in rules]))
    return b"".join((known.encode(), *(text for _, text in rules)))


class _Nouns(pickle.Unpickler):
    """Reads back this program's own values and nothing else, whatever the file says."""

    _KNOWN: ClassVar = {
        "recovery_guidance.model.citation": {"Cited", "Source"},
        "recovery_guidance.model.protocol": {
            "Accepted",
            "Activity",
            "Assertion",
            "Guarantee",
            "Ladder",
            "Protocol",
            "Quantity",
            "Step",
            "Threshold",
            "Trend",
        },
        "recovery_guidance.model.conditions": {"Bound", "Claim", "Condition", "Group"},
        "recovery_guidance.model.rules": {"ActivityRules", "Rule", "RuleGraph", "Ruleset"},
        "recovery_guidance.chaining.definition": {"Definition"},
        "recovery_guidance.model.items": {"Item", "Vocabulary"},
        "recovery_guidance.model.problem": {"Position"},
        "recovery_guidance.model.signature": {"Signature"},
        "recovery_guidance.model.words": {"Sense", "Lead", "PlainWords"},
        "builtins": {"frozenset"},
    }

    def find_class(self, module: str, name: str) -> Any:
        if name in self._KNOWN.get(module, ()):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} does not belong in a cached protocol")


def _read(place: str, key: bytes) -> Protocol | None:
    if (content := cache.read(place, key)) is None:
        return None
    try:
        protocol, definitions = _Nouns(BytesIO(content)).load()
        assert isinstance(protocol, Protocol)
        for stance, definition in definitions.items():
            translated[protocol.rulesets[stance]] = definition
    except Exception:  # noqa: BLE001  what this program cannot read back is made again
        return None
    return protocol


def _write(place: str, key: bytes, protocol: Protocol) -> None:
    """Writes the protocol, and what each stance is for durable-rules, so that neither is made again."""
    from .chaining.translate import translate

    definitions = {stance: translate(ruleset) for stance, ruleset in protocol.rulesets.items()}
    content = pickle.dumps((protocol, definitions), protocol=pickle.HIGHEST_PROTOCOL)
    cache.write(place, content, key)
