"""What published sources give for rules and numbers, how strong that is, and where opinion begins."""

from __future__ import annotations

from typing import NamedTuple

from ..model.citation import A_READING, NONE_FOUND, OF_A_CLINIC, ORDER, Cited, Source
from ..model.protocol import Protocol, Threshold
from ..model.rules import Rule

OPINION = "expert opinion, no published source"


class Given(NamedTuple):
    """A source, and one line on what it gives for the matter; empty where nobody wrote it."""

    source: Source
    line: str

    @property
    def text(self) -> str:
        """`P02 (surgeon, weak, discectomy, an excerpt of it seen): 25 lb in weeks 2 to 6`."""
        return f"{self.source.id} ({self.source.told}){': ' if self.line else ''}{self.line}"


def given(cited: Cited, protocol: Protocol) -> tuple[Given, ...]:
    """What each source that is cited gives."""
    return tuple(Given(protocol.sources[source], line) for source, line in cited.lines)


def strength(cited: Cited, protocol: Protocol) -> str:
    """How strong the best of what is cited is, in words."""
    found = [protocol.sources[source].strength for source in cited.ids]
    return min(found, key=ORDER.index, default="no published source")


def followed(threshold: Threshold, stance: str) -> str:
    """What a stance follows, in words: `P02`, `a reading of P02`, or that no source was found."""
    ids = ", ".join(threshold.sources_of(stance))
    return (f"{A_READING}{ids}" if stance in threshold.readings else ids) or OPINION


def is_opinion(rule: Rule, stance: str, protocol: Protocol) -> bool:
    """Whether no published source gives the rule, a part of it, or a number that it uses under a stance.

    A page that sells or collects is none, nor is a trial that found no difference.
    """
    numbers = [protocol.thresholds[name] for name in rule.thresholds]
    rests_on = [rule.sources, *(number.sources_of(stance) for number in numbers)]
    is_read = any(stance in number.readings for number in numbers)
    return bool(
        is_read
        or rule.cited.unfounded
        or not all(any(protocol.sources[s].gives_numbers for s in ids) for ids in rests_on)
    )


def opinion_about(rule: Rule, stance: str, protocol: Protocol) -> str:
    """What in a rule is opinion, in words; empty where nothing is."""
    if not is_opinion(rule, stance, protocol):
        return ""
    if rule.cited.unfounded:
        return f"{NONE_FOUND}: {rule.cited.unfounded}"
    return OPINION if not rule.sources else "no source gives the number, or none that counts"


def of_one_clinic(rule: Rule, stance: str, protocol: Protocol) -> bool:
    """Whether all that a rule and its numbers rest on is what one clinic tells its patients."""
    numbers = (protocol.thresholds[name].sources_of(stance) for name in rule.thresholds)
    ids = {*rule.sources, *(one for some in numbers for one in some)}
    return len(ids) == 1 and {protocol.sources[one].kind for one in ids} <= OF_A_CLINIC
