"""Which session of a ladder comes next, when, and why."""

from __future__ import annotations

from functools import partial

from attrs import frozen

from engine.conditions import truth_of
from engine.counts import distance, felt_in, last_sessions
from engine.course.reach import Reach, reach
from engine.guidance import ALLOWED, WITH_CARE, Guidance
from engine.history import History
from engine.memory import WorkingMemory
from engine.needs import unsettled
from engine.protocol import MOVES, Ladder, Rule, Step

WEEK = 7
Move = tuple[str, tuple[Rule, ...], tuple[str, ...]]
"""A move on a ladder, the rules that decided it, and the items that would, where it is not known."""

_FIRST: Move = ("up", (), ())


@frozen
class NextSession:
    """The next session on one ladder.

    `step` is None where it is not known yet, for want of the items in `needs`, or where the ladder is
    finished. `because` are the rules that decided the move. `opening` says when it may be, and what
    has to change by then. `soft` and `hard` are metres that the week before leaves for it, None where
    that week says nothing.
    """

    ladder: Ladder
    step: Step | None
    number: int
    move: str
    finished: bool
    because: tuple[Rule, ...]
    needs: tuple[str, ...]
    is_open: bool
    opening: Reach
    soft: int | None
    hard: int | None


def next_sessions(guidance: Guidance) -> tuple[NextSession, ...]:
    """The next session on every ladder that the guidance speaks about."""
    return tuple(
        _next(guidance, ladder)
        for ladder in guidance.protocol.ladders.values()
        if guidance.verdict(ladder.session) is not None
    )


def _next(guidance: Guidance, ladder: Ladder) -> NextSession:
    memory = guidance.memory
    steps = list(ladder.steps.values())
    verdict = guidance.verdict(ladder.session)
    opening = reach(guidance, ladder.session)
    last = _last_step(guidance, ladder)
    if last is None:
        move, because, needs = _unknown(guidance, ladder)
    elif last == 0:
        move, because, needs = _FIRST
    else:
        move, because, needs = _move(ladder, memory)
    number = 0 if last is None else 1 if last == 0 else last + MOVES.get(move, 0)
    finished = number > len(steps)
    number = min(max(number, 1), len(steps))
    known = (last is not None and bool(move)) and not finished
    soft, hard = _room(guidance, ladder, opening.day)
    return NextSession(
        ladder,
        steps[number - 1] if known else None,
        number,
        move,
        finished,
        because,
        needs,
        verdict is not None and verdict.verdict in (ALLOWED, WITH_CARE),
        opening,
        soft,
        hard,
    )


def _told_by(guidance: Guidance, ladder: Ladder) -> tuple[str, ...]:
    """The items that tell the step which was done last."""
    trends = guidance.protocol.trends.items()
    return tuple(n for n, t in trends if t.kind == "step" and t.subject == ladder.name)


def _last_step(guidance: Guidance, ladder: Ladder) -> int | None:
    """The step that was done last; 0 where none was, None where nobody said."""
    found = (guidance.memory.facts.get(name) for name in _told_by(guidance, ladder))
    return next(found, None)


def _unknown(guidance: Guidance, ladder: Ladder) -> Move:
    return "", (), _told_by(guidance, ladder)


def _move(ladder: Ladder, memory: WorkingMemory) -> Move:
    """The furthest move back that holds; none where that is not known yet."""
    for move in sorted(MOVES, key=MOVES.__getitem__):
        rules = [r for r in memory.ruleset.rules if (r.subject, r.value) == (ladder.move, move)]
        truth = memory.proposition((ladder.move, move))
        if truth is None:
            return "", (), unsettled(rules, memory)
        if truth:
            return move, tuple(rule for rule in rules if memory.truth(rule)), ()
    return "stay", (), ()


def felt_last(guidance: Guidance, ladder: Ladder, move: str) -> tuple[int, tuple[str, ...]] | None:
    """The day of the last sessions, and how the first felt that calls for this move by itself."""
    history = History.of(guidance.protocol, guidance.case)
    if (group := ladder.responses.get(move)) is None:
        return None
    for session in last_sessions(history, ladder, history.now):
        felt = partial(felt_in, history, session, history.now)
        told = {
            leaf.subject: felt(leaf.subject)
            for leaf in group.leaves()
            if truth_of(leaf, felt, lambda _: False, {}) is True
        }
        if told:
            words = (f"{name} {history.item(name).show(fact)}" for name, fact in told.items())
            return session.day, tuple(words)
    return None


def _room(guidance: Guidance, ladder: Ladder, day: int | None) -> tuple[int | None, int | None]:
    """Metres that the seven days up to the next session have left, by the soft and the hard cap."""
    sessions = [s for s in guidance.case.sessions or () if s.activity == ladder.activity]
    day = guidance.case.day if day is None else day
    week = distance(s for s in sessions if day - WEEK < s.day < day)
    before = distance(s for s in sessions if day - 2 * WEEK < s.day <= day - WEEK)
    if week is None or not before:
        return None, None

    def left(threshold: str) -> int | None:
        percent = guidance.memory.ruleset.numbers.get(threshold) if threshold else None
        return None if percent is None else max(0, before * (100 + percent) // 100 - week)

    return left(ladder.soft), left(ladder.hard)
