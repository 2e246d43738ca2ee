"""What is urgent although something is wrong: each piece is read alone, and what cannot be read is left out.

Nothing else is ever answered from this: a piece that is left out may be what closes a gate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from attrs import evolve

from .deciding.evaluate import evaluate
from .deciding.needs import pressing
from .facts.trends import combined
from .model.case import Case, Observation, shifted
from .model.items import LAST_DAY, Vocabulary
from .model.problem import ProblemsFound
from .model.protocol import URGENCIES, Protocol
from .model.urgent import Escalation, Urgent
from .reading.told import cut, understood
from .remains import Hearing, to_hear_with
from .telling.wording import danger_list

Said = Sequence[Escalation]
MOST_PIECES = 3_000
"""More than this nobody tells; of a longer file the end is read, where what is new stands."""


class Piece(NamedTuple):
    """One text that tells something, and the date and the teller that stand with it, where they can be read."""

    text: str
    on: date | None = None
    by: str = ""


class When(NamedTuple):
    """What can be known of the day that is asked about."""

    today: date
    surgery: date | None = None
    day: int | None = None

    def day_0(self, dates: Iterable[date]) -> date:
        """The date from which days are counted: of the operation, or the first one that is told."""
        if self.surgery is not None and self.surgery <= self.today:
            return self.surgery
        if self.day is not None:
            return shifted(self.today, -min(self.day, LAST_DAY))
        return min([self.today, *dates])


def urgent(told: Iterable[Piece], hearing: Hearing, when: When) -> Urgent:
    """What is urgent of all that was told up to today."""
    parts = (piece._replace(text=text) for piece in told for text in cut(piece.text))
    pieces = tuple(dict.fromkeys(parts))[-MOST_PIECES:]
    heard = {protocol: _heard(pieces, protocol, when) for protocol in hearing.protocols}
    lists = [danger_list(protocol.graph) for protocol in heard]
    return Urgent(
        _by_urgency(e for said, _ in heard.values() for e in said),
        _by_urgency(e for _, asked in heard.values() for e in asked),
        # A list that lost a line to a slip in the rules is not the one to show.
        max(lists, key=len, default=()),
        next((p.emergency_numbers for p in heard if p.emergency_numbers), ""),
        tuple(protocol.name for protocol in heard),
        hearing.is_whole,
        hearing.own,
    )


def urgent_in(texts: Iterable[str], protocol: str | Protocol, day: int) -> Urgent:
    """What is urgent of texts about one day, whatever is wrong with them, with the protocol or with the day."""
    hearing = Hearing((protocol,)) if isinstance(protocol, Protocol) else to_hear_with(protocol)
    any_date = shifted(date.min, LAST_DAY)
    told = [Piece(text) for text in texts]
    return urgent(told, hearing, When(any_date, day=min(max(day, 0), LAST_DAY)))


def _heard(pieces: Iterable[Piece], protocol: Protocol, when: When) -> tuple[Said, Said]:
    """What is urgent, and what is to be asked first, as what was told of it could not be read or is old."""
    day_0 = when.day_0(piece.on for piece in pieces if piece.on)
    today = min((when.today - day_0).days, LAST_DAY)
    observed = tuple(_worst(_understood(pieces, protocol, day_0, today), protocol.vocabulary))
    try:
        guidance = evaluate(protocol, Case(today, observed, surgery=day_0), "reference")
    except ProblemsFound:
        return (), ()
    unread = {told.item for told in observed if told.value is None}
    unread |= {told.item for told in guidance.stale}
    return guidance.escalations, [e for e in pressing(guidance) if unread & {*e.needs}]


def _understood(
    pieces: Iterable[Piece], protocol: Protocol, day_0: date, today: int
) -> Iterator[Observation]:
    """What is understood, each for its day; what has none, or one that is still to come, for today.

    Of what has no date only what is worst counts where the same is told with a date, too.
    """
    found = []
    for piece in pieces:
        day = (piece.on - day_0).days if piece.on else None
        at = day if day is not None and day <= today else None
        found += [evolve(told, by=piece.by) for told in understood(piece.text, protocol, at)]
    dated = {told.item for told in found if told.day is not None}
    for told in found:
        worst = protocol.vocabulary.items[told.item].worst
        if told.day is not None or told.item not in dated or told.value == worst:
            yield told if told.day is not None else evolve(told, day=today)


def _worst(told: Iterable[Observation], vocabulary: Vocabulary) -> Iterator[Observation]:
    """One observation of each item for each day: the worst of what was told."""
    found: dict[tuple[str, int | None], Observation] = {}
    for one in told:
        known = found.setdefault((one.item, one.day), one)
        if one.value is not None:
            value = combined(known.value, one.value, vocabulary.items[one.item])
            found[one.item, one.day] = evolve(one, value=value)
    yield from found.values()


def _by_urgency(said: Iterable[Escalation]) -> tuple[Escalation, ...]:
    """Each sentence once, the most urgent first."""
    once: dict[str, Escalation] = {}
    for escalation in said:
        once.setdefault(escalation.text, escalation)
    return tuple(sorted(once.values(), key=lambda e: URGENCIES.index(e.urgency)))
