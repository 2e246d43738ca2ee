"""A case file with everything that was told up to today, whichever day is asked about.

A sign that was told since the day that is asked about counts on that day too: whoever asks about last week is
not told to run with a sign of yesterday. What is dated after today is a problem that lets the rest answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from attrs import evolve

from ..facts.intake import latest, take_in
from ..facts.trends import combined
from ..model.case import Case, Observation
from ..model.items import Item, Vocabulary
from ..model.problem import Problem, ProblemsFound
from ..model.protocol import Protocol
from .casefile import read_case

_CHECK = "check the date; until then it counts where it is worse than what is known"
_LATER = "ask about today, which is what is asked without --week, --day and --on"
_WHY = "what was told last says how things are"


def read_up_to_today(
    path: Path, shown: str, protocol: Protocol, on: date, day: int | None, today: date
) -> Case:
    """The case in a file, as `read_case` has it; what is told of later days counts where it warns.

    The case's `remarks` say what does not count as it stands. Raises ProblemsFound.
    """
    case = read_case(path, shown, protocol, on, day, date.max)
    if case.surgery is None:
        return case
    last = max(case.day, (today - case.surgery).days)
    known = tuple(told for told in case.observations if told.day is None or told.day <= last)
    ahead = tuple(told for told in case.observations if told.day is not None and told.day > last)
    sessions = case.sessions
    if sessions is not None:
        sessions = tuple(session for session in sessions if session.day <= last)
    whole = evolve(case, observations=known, sessions=sessions)
    signs = dict.fromkeys(_signs_since(whole, protocol, last))
    worse = [told for told in ahead if _warns(told, whole, protocol.vocabulary)]
    to_come = tuple(_to_come(case, ahead, last))
    remarks = (*to_come, *_not_counted(whole, protocol, signs, last))
    case = _counting(whole, signs, worse, protocol)
    return evolve(case, remarks=remarks, is_misdated=bool(to_come))


def _signs_since(case: Case, protocol: Protocol, last: int) -> Iterator[str]:
    """The signs that were told for later days up to the last, or follow from what was, and did not end by then."""
    items = protocol.vocabulary.items
    since: dict[str, Observation] = {}
    for told in case.observations:
        if told.day is not None and case.day < told.day and told.value is not None:
            before = since.get(told.item)
            is_there = before is not None and before.day == told.day and _is_sign(before, items)
            if before is None or ((before.day or 0) <= told.day and not is_there):
                since[told.item] = told
    yield from (told.item for told in since.values() if _is_sign(told, items))
    if last > case.day:
        try:
            now, then = (take_in(protocol, evolve(case, day=d)).facts for d in (last, case.day))
        except ProblemsFound:
            return
        for name, item in items.items():
            if item.is_sign and now[name] == item.worst != then[name]:
                yield name


def _is_sign(told: Observation, items: dict[str, Item]) -> bool:
    return items[told.item].is_sign and told.value == items[told.item].worst


def _warns(told: Observation, case: Case, vocabulary: Vocabulary) -> bool:
    """Whether something told for a day to come is a sign, or worse than what is known."""
    item = vocabulary.items[told.item]
    if told.value is None or _is_sign(told, vocabulary.items):
        return told.value is not None
    known = latest(case, vocabulary, case.day).get(told.item)
    if known is None or known.value is None or item.worst is None:
        return False
    return combined(known.value, told.value, item) != known.value


def _counting(
    case: Case, signs: Iterable[str], worse: Iterable[Observation], protocol: Protocol
) -> Case:
    """The case in which these signs, and the worst of these statements, are told for its own day too."""
    items = protocol.vocabulary.items
    stated: dict[str, Observation] = {}
    for told in worse:
        assert told.value is not None
        known = stated.setdefault(told.item, told)
        value = combined(known.value, told.value, items[told.item])
        stated[told.item] = evolve(told, value=value, day=case.day)
    for name in signs:
        stated[name] = Observation(name, items[name].worst, case.day, text=f"{name} is told later")
    return case.stating(stated.values()) if stated else case


def _to_come(case: Case, ahead: Iterable[Observation], last: int) -> Iterator[Problem]:
    """A problem for each entry that is dated after today."""
    for told in ahead:
        message = f"this was observed on {case.date_of(told.day or 0)}, which is still to come"
        yield Problem(
            "E206", message, told.position, "what has not happened yet cannot be told", _CHECK
        )
    for session in case.sessions or ():
        if session.day > last:
            message = f"this session was on {case.date_of(session.day)}, which is still to come"
            yield Problem("E206", message, session.position, "it is left out", "check the date")


def _not_counted(
    case: Case, protocol: Protocol, signs: Iterable[str], last: int
) -> Iterator[Problem]:
    """A problem for what was told since the day that is asked about, up to the last, and is worse than then."""
    counted = set(signs)
    for told in case.observations:
        is_later = told.day is not None and case.day < told.day <= last
        if is_later and told.item not in counted and _warns(told, case, protocol.vocabulary):
            message = f"`{told.text}` was told after the day that is asked about"
            yield Problem("E206", message, told.position, _WHY, _LATER)
