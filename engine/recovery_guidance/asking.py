"""One question in words, answered: what a program calls that builds on this one."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from .deciding.evaluate import evaluate
from .deciding.guidance import Guidance
from .facts.intake import contradictions
from .library import DEFAULT_PROTOCOL, open_protocol
from .model.case import Case
from .model.items import LAST_DAY
from .model.problem import ProblemsFound
from .model.protocol import STANCES, Protocol


def ask(
    told: Iterable[str] = (),
    *,
    week: int | None = None,
    day: int | None = None,
    protocol: str | Protocol = DEFAULT_PROTOCOL,
    stance: str = "",
    uncomplicated: bool = False,
    engine: str = "auto",
) -> Guidance:
    """The answer for a patient of whom this is told, for example `["leg pain 2/10", "opioids no"]`.

    `week` counts completed weeks since the operation, `day` days; give one of them. `protocol` is a name, a
    folder or one that is open already. Without a stance the protocol's own is followed. Raises ProblemsFound, with
    all problems at once, for what is told and for rule files, and ValueError for a week, day or stance that
    cannot be. What is urgent all the same is the `urgent` of ProblemsFound, and the notes of ValueError.
    """
    texts = tuple(told)
    try:
        case = Case(_day(week, day, stance), stance=stance, uncomplicated=uncomplicated)
        opened = protocol if isinstance(protocol, Protocol) else open_protocol(protocol)
        return evaluate(opened, also_told(case, texts, opened), engine)
    except (ProblemsFound, ValueError) as wrong:
        from .danger import urgent_in  # not where all is well

        urgent = urgent_in(texts, protocol, day if day is not None else 7 * (week or 0))
        if isinstance(wrong, ProblemsFound):
            wrong.urgent = urgent
        else:
            for escalation in urgent.escalations:
                wrong.add_note(f"{escalation.urgency.upper()}: {escalation.text}")
        raise


def _day(week: int | None, day: int | None, stance: str) -> int:
    """The day that is asked about. Raises ValueError where that or the stance cannot be."""
    if (week is None) == (day is None):
        raise ValueError("say when, in one way: week=6 or day=42")
    asked = day if day is not None else 7 * (week or 0)
    if not 0 <= asked <= LAST_DAY:
        raise ValueError(f"day {asked} is not from 0 to {LAST_DAY}, which are twenty years")
    if stance and stance not in STANCES:
        raise ValueError(f"no stance is called {stance!r}; there are {', '.join(STANCES)}")
    return asked


def also_told(case: Case, told: Iterable[str], protocol: Protocol, place: str = "told") -> Case:
    """The case with more told for its own day. Raises ProblemsFound, also where two statements differ.

    `place` is what problems call the place where it is told.
    """
    if not (texts := tuple(told)):
        return case
    from .reading.told import read_told, without_supposed  # not where nothing is told

    stated = read_told(texts, protocol, place, case.day)
    # What a case tells for the same day is not overruled in silence: it may be what keeps a gate shut.
    today = (o for o in case.observations if o.day is None or o.day == case.day)
    if problems := contradictions((*today, *stated), protocol.vocabulary, case.day):
        raise ProblemsFound(problems)
    return evolve(case, observations=without_supposed((*case.observations, *stated)))
