"""What is told in whatever words → observations, or the problem that asks back; the door for every statement."""

from __future__ import annotations

from collections.abc import Iterable

from ..model.case import Observation
from ..model.items import NOWHERE
from ..model.problem import STRANGE, Position, ProblemsFound, Slip
from ..model.protocol import Protocol
from .grammar import MOST_LETTERS
from .names import longest_name
from .statement import read_statement

_UNREADABLE = "E012"
_OVERLAP = 100
_MOST_PARTS = 20
"""More than this nobody tells in one text; of a longer one the end is read."""


def read_told(
    texts: Iterable[str], protocol: Protocol, place: str = "-f", day: int | None = None
) -> tuple[Observation, ...]:
    """Observations from texts such as flags, made on a day. Raises ProblemsFound."""
    found, problems = [], []
    for number, text in enumerate(texts, 1):
        at = Position(place, number, 1, max(1, len(text)), text)
        try:
            found += observed(text, protocol, at, day)
        except Slip as slip:
            problems.append(slip.at(at))
    if problems:
        raise ProblemsFound(problems)
    return tuple(found)


def observed(
    text: str,
    protocol: Protocol,
    position: Position = NOWHERE,
    day: int | None = None,
    by: str = "",
) -> list[Observation]:
    """What one statement says, in the names of items or in other words. Raises Slip."""
    try:
        return [read_statement(text, protocol.vocabulary, position, day, by)]
    except Slip as slip:
        if slip.code == _UNREADABLE or len(text) > MOST_LETTERS or "\n" in text:
            raise
        from .asking_back import refused  # only where it is no name: an answer does not wait for it
        from .hearing import understand

        heard = understand(text, protocol)
        if not (heard.facts and heard.is_understood and not heard.danger):
            raise refused(heard, protocol, slip) from None
    items = protocol.vocabulary.items
    found = []
    for fact in heard.facts:
        value = fact.value
        found.append(Observation(fact.subject, value, day, by, text, position, fact.name))
        also = items.get(items[fact.subject].also_ask)
        if also is not None and also.worst is not None and value == items[fact.subject].worst:
            known = f"{also.name} is {also.show(also.worst)}, until you tell it"
            found.append(Observation(also.name, also.worst, day, by, text, position, known, True))
    return found


def understood(text: str, protocol: Protocol, day: int | None = None) -> list[Observation]:
    """What one text tells, whatever is wrong with it; nothing where nothing in it is understood.

    Of words that are not understood as a whole only what alarms counts. An item whose value cannot be read, and a
    danger that the words may mean, is not known: it is asked for, and never guessed. Every place where a
    patient's own words are read although something is wrong reads them here.
    """
    try:
        return observed(text, protocol, day=day)
    except Slip:
        parts = [seen for part in cut(text) for seen in _as_seen(part)]
    from .hearing import NOT_UNDERSTOOD, understand
    from .urgency import is_alarming

    values: dict[str, int | None] = {}
    asked = [longest_name(part, protocol.vocabulary.items) for part in parts]
    for heard in [understand(part, protocol) for part in parts]:
        values |= {one.subject: one.value for one in heard.facts if is_alarming(one, protocol)}
        if heard.danger not in ("", NOT_UNDERSTOOD):
            asked += [one.subject for one in heard.choices if is_alarming(one, protocol)]
    for item in filter(None, asked):
        values.setdefault(item, None)
    return [Observation(item, value, day, text=text) for item, value in values.items()]


def cut(text: str) -> list[str]:
    """A text that is too long for one statement in parts that overlap, so that no sign is cut through."""
    starts = range(0, max(1, len(text) - _OVERLAP), MOST_LETTERS - _OVERLAP)
    return [text[start : start + MOST_LETTERS] for start in starts][-_MOST_PARTS:]


def _as_seen(text: str) -> set[str]:
    """A text as somebody sees it: what cannot be seen may stand in the middle of a word, or part two."""
    return {STRANGE.sub("", text), STRANGE.sub(" ", text)}


def without_supposed(stated: Iterable[Observation]) -> tuple[Observation, ...]:
    """What was stated, without what counts only until somebody tells it where somebody does, then or later."""
    stated = tuple(stated)
    told = [one for one in stated if not one.until_told]

    def is_told(supposed: Observation) -> bool:
        return any(
            one.item == supposed.item
            and (one.day is None or supposed.day is None or one.day >= supposed.day)
            for one in told
        )

    return tuple(one for one in stated if not one.until_told or not is_told(one))
