"""What is said about a case, put together once. A terminal and the page to take home lay it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from ..deciding.guidance import ActivityVerdict, Guidance, LimitVerdict
from . import wording
from .evidence import is_opinion
from .phase import NextPhase, next_phase, phase_rule

MARK = "*"
"""Stands behind what rests on expert opinion alone."""


class ListLine(NamedTuple):
    """One line of a list: what it is about, and what is said; either may be empty."""

    name: str
    text: str = ""
    look: str = ""
    """How it is shown, where that is not how its section is."""

    @property
    def whole(self) -> str:
        """Both in one line."""
        return f"{self.name}: {self.text}" if self.name else self.text


class Section(NamedTuple):
    """A titled list, and how it is shown."""

    title: str
    look: str
    listed: tuple[ListLine, ...]
    is_run_on: bool = False
    """Whether its lines read as one sentence, with semicolons between them."""
    after: str = ""
    """Said behind the last line."""


class AnswerParts:
    """What sections are made of; `used` and `marked` say which rules were told, and whether one got a mark."""

    def __init__(self, guidance: Guidance) -> None:
        self.guidance, self.protocol, self.case = guidance, guidance.protocol, guidance.case
        self.rules = guidance.memory.ruleset.graph.by_id
        self.used: set[str] = set()
        self.marked = False

    def mark(self, rules: Iterable[str]) -> str:
        """A mark behind what is opinion, whole or in part; and these rules count as used."""
        found = [self.rules[rule] for rule in rules]
        self.used |= {rule.id for rule in found}
        opinion = any(is_opinion(rule, self.guidance.stance, self.protocol) for rule in found)
        self.marked = self.marked or opinion
        return MARK if opinion else ""

    def named(self, verdict: ActivityVerdict) -> str:
        """The title of an activity, with a mark where its verdict has one."""
        return f"{self.title(verdict.activity)}{self.mark(verdict.because)}"

    def title(self, activity: str) -> str:
        """What people call an activity."""
        return self.protocol.activities[activity].title

    def shown_as(self, role: str) -> list[ActivityVerdict]:
        """The activities whose verdict is shown like this."""
        return [v for v in self.guidance.activities if wording.ROLES[v.verdict] == role]

    def most(self, limit: LimitVerdict) -> tuple[str, str]:
        """What a limit is about, and how much it is."""
        quantity = self.protocol.quantities[limit.quantity]
        amount = wording.amount(limit.at_most, quantity.measure)
        return quantity.title, f"{amount}{self.mark(limit.because)}"

    @property
    def danger(self) -> tuple[str, ...]:
        """The signs that send a patient to an emergency department or a crisis line, asked or not."""
        return wording.danger_list(self.protocol.graph)

    @property
    def understood(self) -> Iterator[ListLine]:
        """What was told in other words than the item's own, and what it was taken for."""
        return (ListLine(f"`{one.text}`", one.understood) for one in self.case.in_other_words)

    @property
    def here(self) -> tuple[ListLine, ...]:
        """The phase that the patient is in."""
        phase = self.guidance.phase
        if phase is None:
            return ()
        return (ListLine(self.protocol.titles[phase], phase_rule(self.guidance, phase).patient),)

    @cached_property
    def held_back(self) -> tuple[str, NextPhase] | None:
        """The title of the phase that was lost or has to wait, where there is one."""
        following = next_phase(self.guidance)
        if following is None or not following.has_to_wait:
            return None
        return self.protocol.titles[following.rule.subject], following

    def when(self, day: int) -> str:
        """`today`, or a later day with its date."""
        return "today" if day == self.case.day else wording.on_day(day, self.case.surgery)
