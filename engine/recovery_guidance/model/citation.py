"""What a rule or a number rests on: published sources, and what each of them gives for it."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from .items import NOWHERE
from .noun import Noun
from .problem import Position

NONE_FOUND = "none found"
A_READING = "a reading of "
"""What stands before the ids of sources whose lines do not have our number as it is."""
STRENGTHS = {
    "trial": "strong",
    "review": "strong",
    "cohort": "moderate",
    "survey": "moderate",
    "consensus": "moderate",
    "reference": "moderate",
    "leaflet": "weak",
    "surgeon": "weak",
    "therapist": "very weak",
    "plan": "very weak",
    "vendor": "very weak",
    "aggregator": "very weak",
    "anecdote": "very weak",
}
"""Kinds of source, and how strong the best evidence of that kind is, by what was done. What a trial meant to do,
its protocol or its registration, is a plan."""
ORDER = ("strong", "moderate", "weak", "very weak")
PATIENTS = ("same operation", "mixed operations", "another operation", "no operation")
SEEN = {
    "page": "the whole of it seen",
    "part": "an excerpt of it seen",
    "abstract": "its abstract seen",
    "second hand": "second hand",
    "not seen": "not seen",
}
FOUND = ("no difference", "low certainty")
"""What came out, where that supports less than the kind of a source promises."""
OF_A_CLINIC = frozenset(("leaflet", "surgeon", "therapist"))
"""Kinds of source that say what one clinic does."""


@frozen(slots=False, repr=False)
class Source(Noun):
    """Where a number or a rule comes from: what was done, for whom, what came out, and how much of it was seen."""

    id: str
    title: str
    kind: str
    publisher: str = ""
    year: str = ""
    link: str = ""
    patients: str = ""
    for_whom: str = ""
    seen: str = ""
    found: str = ""
    note: str = ""
    position: Position = field(default=NOWHERE, eq=False)

    @property
    def strength(self) -> str:
        """That of its kind; at most weak for other patients, second hand, or a result that supports no number."""
        if self.seen == "not seen":
            return ORDER[-1]
        is_weak = self.found or self.patients in PATIENTS[2:] or self.seen == "second hand"
        return max(STRENGTHS[self.kind], "weak" if is_weak else ORDER[0], key=ORDER.index)

    @property
    def is_null(self) -> bool:
        """Whether a comparison found no difference: it supports neither of the numbers that it compared."""
        return self.found == FOUND[0]

    @property
    def gives_numbers(self) -> bool:
        """Whether a number may rest on it alone: on no page that sells, and on no trial without a result."""
        return self.strength != ORDER[-1] and not self.is_null

    @property
    def told(self) -> str:
        """Its kind and strength, for whom it is, and how much of it was seen."""
        seen = SEEN.get(self.seen, "")
        found = f"found {self.found}" if self.found else ""
        return ", ".join(
            part for part in (self.kind, self.strength, self.for_whom, found, seen) if part
        )


@frozen(repr=False)
class Cited(Noun):
    """The ids of sources, the best first, and beside each one line on what it gives, where lines are written.

    `unfounded` says for what part none was found: `the 14 days`.
    """

    ids: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()
    unfounded: str = ""

    @property
    def lines(self) -> Iterator[tuple[str, str]]:
        """Each id with what its source gives; that is empty where nobody wrote it."""
        yield from zip(self.ids, self.gives or [""] * len(self.ids), strict=True)

    def line_of(self, source: str) -> str:
        """What one source gives."""
        return dict(self.lines).get(source, "")


NOTHING_CITED = Cited()
