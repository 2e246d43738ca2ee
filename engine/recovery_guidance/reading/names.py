"""What a condition may name: items, findings, milestones, phases, thresholds, and how names are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from attrs import field, frozen

from ..model.items import DAY, Vocabulary
from ..model.problem import Slip, check_characters
from ..model.protocol import Activity, Ladder, Protocol, Threshold, Trend

WEEK = "week"
TIME = (WEEK, DAY.name)
RESERVED = re.compile(
    r"(?<!\S)(is|are|between|at least|at most|more than|less than)(?!\S)|[,:/<>=≤≥≠#`]|\s\s"
)
NOT_KNOWN = ("unknown", "not known", "not tested")
_PLAIN = re.compile(r"\w+(?:[ ._+-]+\w+)*")
_LONGEST = 80
_NAMED_AFTER = "files are named after the protocol, and would land elsewhere"
_TAKEN = ("all", "any", "known", "none", "none found", "otherwise", *NOT_KNOWN)


@frozen
class Names:
    """Everything that a condition may name. `values` are those of findings, milestones and phases.

    A condition that looks back over several days adds the item that it stands for to `vocabulary`
    and to `trends`.
    """

    vocabulary: Vocabulary
    thresholds: Mapping[str, Threshold]
    values: Mapping[str, tuple[str, ...]]
    activities: Mapping[str, Activity] = field(factory=dict)
    ladders: Mapping[str, Ladder] = field(factory=dict)
    trends: dict[str, Trend] = field(factory=dict)

    @classmethod
    def of(cls, protocol: Protocol) -> Names:
        own = Vocabulary(dict(protocol.vocabulary.items))
        declared = protocol.thresholds, protocol.values, protocol.activities, protocol.ladders
        return cls(own, *declared, dict(protocol.trends))

    def all(self) -> list[str]:
        return [*TIME, *self.vocabulary.items, *self.values]


def longest_name(text: str, known: Iterable[str]) -> str:
    """The longest of the `known` names that a text begins with, or an empty text."""
    names, words = set(known), text.split()
    begins = (" ".join(words[:n]) for n in range(len(words), 0, -1))
    return next((name for name in begins if name in names), "")


def check_plain_name(name: str) -> str:
    """The name of a protocol. Raises Slip where it is not plain enough for the name of a folder."""
    check_characters(name)
    if not _PLAIN.fullmatch(name) or len(name) > _LONGEST:
        write = "write letters and digits, with hyphens or spaces between words: knee-arthroscopy"
        raise Slip("E023", f"`{name}` cannot be the name of a folder", write, _NAMED_AFTER)
    return name


def check_name(name: str) -> None:
    """Raises Slip where a name could be mistaken for something else."""
    check_characters(name)
    if not name:
        raise Slip("E023", "a name is missing", "write a name before the colon")
    why = "a condition that names it could be read in two ways"
    if slip := RESERVED.search(name):
        message = f"a name cannot contain `{slip.group().strip() or 'two spaces'}`"
        write = "use plain words with single spaces between them"
        raise Slip("E023", message, write, why, slip.start(), max(1, len(slip.group())))
    if name in _TAKEN:
        raise Slip("E023", f"`{name}` has a meaning of its own", "choose another name", why)
    if not re.match(r"\w", name):
        raise Slip("E023", f"a name cannot begin with `{name[0]}`", "begin with a letter or digit")
