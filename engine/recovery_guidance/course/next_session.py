"""Which session of a ladder comes next, when, and why."""

from __future__ import annotations

from functools import partial

from attrs import frozen

from ..chaining.memory import WorkingMemory
from ..deciding.decision import decided
from ..deciding.guidance import Guidance
from ..deciding.needs import unsettled
from ..facts.counts import distance, felt_as, felt_in, last_sessions
from ..facts.history import History
from ..model.algebra import the
from ..model.conditions import Condition
from ..model.protocol import MOVES, Ladder, Step, Trend
from ..model.rules import Rule
from .reach import Reach, reach

Move = tuple[str, tuple[Rule, ...], tuple[str, ...]]
"""A move on a ladder, the rules that decided it, and the items that would, where it is not known."""


@frozen
class NextSession:
    """The next session on one ladder.

    `step` is None where it is not known yet, for want of the items in `needs`, or where the ladder is
    finished. `because` are the rules that decided the move. `opening` says when it may be, and what
    has to change by then. `soft` and `hard` are metres that the caps leave for it, None where the days
    before say nothing.
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
    trends = guidance.protocol.trends.items()
    told_by = tuple(n for n, t in trends if t.kind == "step" and t.subject == ladder.name)
    last = next((memory.facts.get(name) for name in told_by), None)
    move, because, needs = _move(ladder, memory, told_by, last)
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
        verdict is not None and verdict.verdict.is_open,
        opening,
        soft,
        hard,
    )


def _move(
    ladder: Ladder, memory: WorkingMemory, told_by: tuple[str, ...], last: int | None
) -> Move:
    """The move that counts, and the rules that decided it; where it is not known, the items that would.

    `last` is the step that was done last, which `told_by` tell: 0 where none was, None where nobody said.
    """
    if not last:
        return ("", (), told_by) if last is None else ("up", (), ())
    move, is_known = the(decided(memory).move(ladder.move))
    rules = memory.ruleset.graph.proving.get((ladder.move, move), ())
    if not is_known:
        return "", (), unsettled(rules, memory)
    return move, tuple(rule for rule in rules if memory.truth(rule)), ()


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
            if felt_as(leaf, felt) is True
        }
        if told:
            words = (f"{name} {history.item(name).show(fact)}" for name, fact in told.items())
            return session.day, tuple(words)
    return None


def _room(guidance: Guidance, ladder: Ladder, day: int | None) -> tuple[int | None, int | None]:
    """Metres that the days up to the next session have left, by the soft and the hard cap."""
    history = History.of(guidance.protocol, guidance.case)
    day = guidance.case.day if day is None else day

    def left(threshold: str) -> int | None:
        if (percent := guidance.memory.ruleset.numbers.get(threshold)) is None:
            return None
        rooms: list[int] = []
        for trend in _rises(guidance, threshold):
            first = day - trend.days + 1
            now = distance(history.sessions_of(trend.subject, first, day - 1))
            before = distance(history.sessions_of(trend.subject, first - trend.days, first - 1))
            if now is None or before is None:
                return None
            if before:
                rooms.append(max(0, before * (100 + percent) // 100 - now))
        return min(rooms, default=None)

    return left(ladder.soft), left(ladder.hard)


def _rises(guidance: Guidance, threshold: str) -> tuple[Trend, ...]:
    """The rises in distance that rules hold against a cap: of which activity, and over how many days."""
    trends = guidance.protocol.trends
    using = guidance.memory.ruleset.graph.using.get(threshold, ())
    held = {
        leaf.subject
        for rule in using
        for leaf in rule.when.leaves()
        if isinstance(leaf, Condition) and any(b.threshold == threshold for b in leaf.bounds)
    }
    return tuple(trends[name] for name in sorted(held & set(trends)) if trends[name].kind == "rise")
