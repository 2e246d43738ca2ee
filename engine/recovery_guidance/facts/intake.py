"""Case, flags and observations → facts with three values. The day is an argument; nothing asks the clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..model.case import Case, Observation
from ..model.items import DAY, LAST_DAY, Fact, Item, Vocabulary
from ..model.problem import Position, Problem, ProblemsFound
from ..model.protocol import Protocol

Outlook = tuple[tuple[int, Mapping[str, Fact]], ...]
"""The later days on which facts that are worked out will have changed, with them."""


class Assumed(NamedTuple):
    """An item that nobody stated, and the value that was taken for it."""

    item: str
    value: Fact


class Intake(NamedTuple):
    """The facts of one case on its day, what was assumed, and what was told once and does not count now:
    it is older than its shelf life, or from before the operation.

    `overruled` was told, and something worse counts that is worked out. `ahead` is what will have changed later.
    """

    facts: Mapping[str, Fact]
    assumed: tuple[Assumed, ...]
    stale: tuple[Observation, ...]
    overruled: tuple[Observation, ...] = ()
    ahead: Outlook = ()


def contradictions(
    observations: Iterable[Observation], vocabulary: Vocabulary, today: int | None = None
) -> list[Problem]:
    """A problem for each item that is stated with two values for the same day.

    What was stated without a day is about `today`. A sign that came, or went, in the course of a day is none.
    """
    seen: dict[tuple[str, int | None], Observation] = {}
    problems = []
    for observation in observations:
        day = today if observation.day is None else observation.day
        first = seen.setdefault((observation.item, day), observation)
        if first.value != observation.value and not _is_there(vocabulary, first, observation):
            at = observation.position if observation.position.file else None
            problems.append(
                Problem(
                    "E202",
                    f"`{observation.item}` is stated twice: `{first.text}`{_elsewhere(first, at)} "
                    f"and `{observation.text}`",
                    at,
                    "only one of them can be true on the same day",
                    "leave one of them out",
                )
            )
    return problems


def take_in(protocol: Protocol, case: Case) -> Intake:
    """The facts that hold on the case's day. Raises ProblemsFound for contradictions or a day out of range."""
    vocabulary = protocol.vocabulary
    problems = contradictions(case.observations, vocabulary, case.day)
    if not 0 <= case.day <= LAST_DAY:
        problems.append(Problem("E203", f"day {case.day} is not a day after the operation"))
    if problems:
        raise ProblemsFound(problems)
    facts: dict[str, Fact] = {}
    current: dict[str, Fact] = {}
    stale = []
    last = latest(case, vocabulary, case.day)
    for name, item in protocol.vocabulary.items.items():
        told = last.get(name)
        if told is None:
            facts[name] = item.if_not_stated
        elif is_stale(told, item, case.day) or not item.counts(told.value, told.day):
            stale.append(told)
            # A warning is not dropped by silence: what was once otherwise is unknown, not assumed.
            facts[name] = item.if_not_stated if told.value == item.if_not_stated else None
        else:
            facts[name] = current[name] = told.value
        # Only what nobody spoke of is taken as uncomplicated, or was so when it was last told.
        if case.uncomplicated and (
            told is None or (told in stale and told.value == item.uncomplicated)
        ):
            facts[name] = item.uncomplicated if facts[name] is None else facts[name]
    assumed = {
        name: Assumed(name, fact)
        for name, fact in facts.items()
        if fact is not None and current.get(name) is None
    }
    ahead: Outlook = ()
    if case.observations or case.sessions is not None:
        ahead = _look_back(protocol, case, last, facts, current, assumed)
    facts[DAY.name] = case.day
    overruled = tuple(last[name] for name, told in current.items() if facts[name] != told)
    return Intake(facts, tuple(assumed.values()), tuple(stale), overruled, ahead)


def _look_back(
    protocol: Protocol,
    case: Case,
    last: Mapping[str, Observation],
    facts: dict[str, Fact],
    current: Mapping[str, Fact],
    assumed: dict[str, Assumed],
) -> Outlook:
    """Puts what is worked out among the facts, and takes it from what is assumed; the days on which it changes."""
    # Imported here, as nothing is looked back at where nothing was told.
    from .trends import combined, hidden_by_unknown, outlook, settles, worked_out

    if not case.uncomplicated:
        for name in hidden_by_unknown(protocol, case) & assumed.keys():
            facts[name] = None
            del assumed[name]
    left_open = frozenset(name for name in last if _is_left_open(name, facts, current, protocol))
    ahead = outlook(protocol, case, current, facts, left_open)
    for name, shown in worked_out(protocol, case).items():
        item = protocol.vocabulary.items[name]
        if settles(shown, name in left_open, item):
            facts[name] = combined(current.get(name), shown, item)
            assumed.pop(name, None)
    return ahead


def latest(case: Case, vocabulary: Vocabulary, day: int) -> dict[str, Observation]:
    """The latest observation of each item up to a day; of one day, the last, or that a sign is there."""
    found: dict[str, Observation] = {}
    for observation in case.observations:
        if observation.day is not None and observation.day > day:
            continue
        known = found.get(observation.item)
        newer = _age(known, day) - _age(observation, day) if known else 1
        if known is None or newer > 0 or (newer == 0 and not _is_there(vocabulary, known)):
            found[observation.item] = observation
    return found


def _is_there(vocabulary: Vocabulary, *told: Observation) -> bool:
    """Whether one of these statements about an item says that a sign is there."""
    item = vocabulary.items[told[0].item]
    return item.is_sign and any(one.value == item.worst for one in told)


def is_stale(observation: Observation, item: Item, day: int) -> bool:
    """Whether an observation is older than its item's shelf life on a day."""
    return item.shelf_life is not None and _age(observation, day) > item.shelf_life


def _is_left_open(
    name: str, facts: Mapping[str, Fact], current: Mapping[str, Fact], protocol: Protocol
) -> bool:
    """Whether what was told of an item leaves it not known: "not known", or a sign that grew old."""
    silence_counts = protocol.vocabulary.items[name].if_not_stated is not None
    return facts[name] is None and (name in current or silence_counts)


def _elsewhere(first: Observation, at: Position | None) -> str:
    """Where the first of two statements stands, if that is in another file."""
    place = first.position
    return f" ({place.file}:{place.line})" if at and place.file not in ("", at.file) else ""


def _age(observation: Observation, day: int) -> int:
    """Days since it was stated; an undated statement is about today."""
    return 0 if observation.day is None else day - observation.day
