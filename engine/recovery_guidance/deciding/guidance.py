"""Guidance: every verdict for a case, with the rules behind it. Values only; `explain` says why."""

from __future__ import annotations

from typing import NamedTuple

from attrs import frozen

from ..chaining.memory import WorkingMemory
from ..facts.intake import Assumed
from ..model.algebra import Truth
from ..model.case import Case, Ordered
from ..model.items import Fact, Item
from ..model.protocol import URGENCIES, Protocol
from ..model.rules import EMERGENCY, SAFETY_FIRST, SAME_DAY
from ..model.urgent import Escalation
from .decision import Verdict


class Stale(NamedTuple):
    """An item whose latest value does not count any more: it is older than its shelf life, or from before
    the operation.

    `day` is when it was observed, `life` for how many days it counts.
    """

    item: str
    value: Fact
    day: int
    life: int


class ActivityVerdict(NamedTuple):
    """What may be done. `because` are rule ids; `needs` the items that would settle it.

    `opens` is the first week from now at which it is no longer `not yet` if nothing but time
    changes, asked on its first day; `opens_on_day` is the first such day. None where time alone
    never gets there, or nothing has to open.
    """

    activity: str
    verdict: Verdict
    because: tuple[str, ...]
    needs: tuple[str, ...]
    opens: int | None
    opens_on_day: int | None = None


class LimitVerdict(NamedTuple):
    """At most so much, in steps of the quantity's `measure`, or as an `amount` of its `unit`.

    `could_be` is what it would be if the `needs` were settled well, None for no limit at all; it only says
    something where there are `needs`.
    """

    quantity: str
    measure: Item
    at_most: int
    because: tuple[str, ...]
    beaten: tuple[str, ...]
    could_be: int | None
    needs: tuple[str, ...]

    @property
    def amount(self) -> float:
        return self.measure.number(self.at_most)

    @property
    def unit(self) -> str:
        return self.measure.unit


class Refusal(NamedTuple):
    """A scope line that keeps the protocol from answering."""

    rule: str
    text: str


class Milestone(NamedTuple):
    """A milestone, and whether it is reached; None where that is not known."""

    milestone: str
    reached: Truth


class Overruled(NamedTuple):
    """What was told of an item, where something worse counts that is worked out from what is in `because`.

    `until_seen` says that it is a sign that was told before, and stays until a clinician has looked.
    """

    item: str
    value: Fact
    counts: Fact
    because: tuple[str, ...]
    until_seen: bool


class Advice(NamedTuple):
    """A caveat or tip that applies, and what it is about."""

    rule: str
    about: str
    text: str


@frozen(eq=False, repr=False)
class Guidance:
    """The answer for one case.

    In an emergency or a crisis, and where the scope refuses, nothing is allowed or limited.
    """

    protocol: Protocol
    case: Case
    engine: str
    stance: str
    stance_because: tuple[str, ...]
    memory: WorkingMemory
    assumed: tuple[Assumed, ...]
    escalations: tuple[Escalation, ...]
    asked_first: tuple[Escalation, ...]
    refused: tuple[Refusal, ...]
    activities: tuple[ActivityVerdict, ...]
    limits: tuple[LimitVerdict, ...]
    milestones: tuple[Milestone, ...]
    phase: str | None
    advice: tuple[Advice, ...]
    stale: tuple[Stale, ...] = ()
    overruled: tuple[Overruled, ...] = ()
    ordered: tuple[Ordered, ...] = ()

    def verdict(self, activity: str) -> ActivityVerdict | None:
        return next((v for v in self.activities if v.activity == activity), None)

    def limit(self, quantity: str) -> LimitVerdict | None:
        return next((v for v in self.limits if v.quantity == quantity), None)

    @property
    def is_emergency(self) -> bool:
        return any(e.urgency == EMERGENCY for e in self.escalations)

    @property
    def safety_first(self) -> bool:
        """Whether it is an emergency or a crisis: then nothing is said about activities and limits."""
        return any(e.urgency in SAFETY_FIRST for e in self.escalations)

    @property
    def said_first(self) -> tuple[Escalation, ...]:
        """The escalations that are said: beside an emergency a crisis alone, beside a crisis what is for today."""
        last = SAFETY_FIRST[-1] if self.is_emergency else SAME_DAY if self.safety_first else ""
        most = URGENCIES.index(last) if last else len(URGENCIES)
        return tuple(e for e in self.escalations if URGENCIES.index(e.urgency) <= most)

    @property
    def is_silent(self) -> bool:
        """Whether nothing is said about activities and limits."""
        return self.safety_first or bool(self.refused)
