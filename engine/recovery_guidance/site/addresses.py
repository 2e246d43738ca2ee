"""Where each thing has its page: a name of a file that every disk and browser takes, and no other thing has."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import frozen

from ..model.protocol import Protocol
from ..scenarios.features import Feature
from ..scenarios.play import Played
from .guaranteed import Guaranteed, Guarantees

_LONGEST = 100
_TAKEN = re.compile(r"con|prn|aux|nul|(com|lpt)\d|main")
"""Names that mean a device on Windows, whatever ends them, and the place that every page has."""


def own_names(names: Iterable[str]) -> dict[str, str]:
    """For each name one that is its own: `run-walk/not yet/foot drop` → `run-walk--not-yet--foot-drop`.

    It follows from the name alone, but where two are the same apart from capitals and signs: then the one that is
    written as in its address has that, and the others end in a digest.
    """
    readable = {name: _readable(name) for name in names}
    alike = Counter(text for name, text in readable.items() if _is_enough(name, text))
    return {
        name: text
        if _is_enough(name, text) and (alike[text] == 1 or name.replace("/", "--") == text)
        else f"{text[:_LONGEST].rstrip('-') or 'page'}_{_digest(name)}"
        for name, text in readable.items()
    }


@frozen
class Addresses:
    """The address of every thing of a protocol, below the folder of its site."""

    rules: Mapping[str, str]
    activities: Mapping[str, str]
    sources: Mapping[str, str]
    features: Mapping[str, str]
    numbers: Mapping[str, str]
    guarantees: Mapping[str, str]

    @classmethod
    def of(
        cls, protocol: Protocol, features: Iterable[Feature], guarantees: Guarantees
    ) -> Addresses:
        """The addresses of all that a site tells of."""
        return cls(
            own_names(protocol.by_id),
            own_names(protocol.activities),
            own_names(protocol.sources),
            own_names(one.topic for one in features),
            own_names(protocol.thresholds),
            own_names(one.id for one in guarantees.all),
        )

    def rule(self, name: str) -> str:
        return f"rules/{self.rules[name]}.html"

    def activity(self, name: str) -> str:
        return f"activities/{self.activities[name]}.html"

    def source(self, name: str) -> str:
        return f"sources/{self.sources[name]}.html"

    def feature(self, topic: str) -> str:
        return f"features/{self.features[topic]}.html"

    def scenario(self, one: Played) -> str:
        """The place of a scenario on the page of its feature."""
        return f"{self.feature(one.scenario.topic)}#at-{one.scenario.at}"

    def number(self, name: str) -> str:
        """The place of a threshold on the page of numbers."""
        return f"numbers.html#{self.numbers[name]}"

    def guarantee(self, one: Guaranteed) -> str:
        """The place of a guarantee on the page of guarantees."""
        return f"guarantees.html#{self.guarantees[one.id]}"


def _readable(name: str) -> str:
    """What of a name can be typed anywhere, without accents; nothing of other scripts."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    parts = (re.sub(r"[^a-z0-9]+", "-", part).strip("-") for part in letters.split("/"))
    return "--".join(part for part in parts if part)


def _is_enough(name: str, text: str) -> bool:
    """Whether the readable text of a name says all of it, and can be the name of a file."""
    return bool(text) and name.isascii() and len(text) <= _LONGEST and not _TAKEN.fullmatch(text)


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:12]
