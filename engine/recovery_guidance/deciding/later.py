"""What an answer goes by on a day and on later ones, and when something opens if nothing but time changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from attrs import evolve

from ..chaining import reference
from ..chaining.memory import Activations, Terms, WorkingMemory
from ..model.algebra import the
from ..model.conditions import Condition
from ..model.items import DAY, LAST_DAY, Fact
from ..model.memo import while_it_lives
from ..model.rules import Rule, Ruleset
from .decision import decided

Infer = Callable[[Ruleset, Mapping[str, Fact]], Activations]
Ahead = tuple[tuple[int, Mapping[str, Fact]], ...]


class Opening(NamedTuple):
    """The first day, and the first whole week, from now on at which it is no longer `not yet`."""

    day: int | None
    week: int | None


def settled(
    terms: tuple[Terms, ...], facts: Mapping[str, Fact], ahead: Ahead, infer: Infer
) -> tuple[WorkingMemory, tuple[Rule, ...]]:
    """The memory under the stance that scope lines leave or impose, and the lines that impose it.

    The first of the terms are those that count.
    """
    now = terms[0]

    def run(stance: str) -> WorkingMemory:
        ruleset = now.rulesets[stance]
        return WorkingMemory(ruleset, facts, infer(ruleset, facts), ahead, terms, stance)

    memory = run(now.stance)
    if len(now.rulesets) == 1:
        return memory, ()
    decision = decided(memory)
    stance = the(decision.followed(now.stance))
    if stance == now.stance:
        return memory, ()
    scope = memory.ruleset.graph.of_kind("scope")
    because = (line for line in scope if line.imposes == stance and decision.counts(line))
    return run(stance), tuple(because)


def openings(closed: Iterable[str], memory: WorkingMemory) -> dict[str, Opening]:
    """For each of these activities, when time alone opens it.

    What was told stays as it is now; what is worked out from it, and which orders count, moves on with the
    days.
    """
    outlook = _outlook(memory)
    deciding = memory.ruleset.graph.deciding
    closed = list(closed)
    undecided, waiting = set(closed), outlook.timed
    if outlook.is_steady:
        ids = {rule.id for rule in waiting}
        undecided = {name for name in closed if any(r.id in ids for r in deciding[name].all())}
        named = {rule.id for name in undecided for rule in deciding[name].all()}
        waiting = tuple(rule for rule in waiting if rule.is_derived or rule.id in named)
    days: dict[str, int] = {}
    weeks: dict[str, int] = {}
    for day in _turning_days(waiting, memory):
        if not undecided:
            break
        then = decided(at_day(memory, day, waiting))
        for name in sorted(undecided):
            if the(then.verdict(name)).is_closed:
                continue
            days.setdefault(name, day)
            if day % 7 == 0:
                weeks[name] = day // 7
                undecided.remove(name)
    return {name: Opening(days.get(name), weeks.get(name)) for name in closed}


def timed_rules(ruleset: Ruleset, items: frozenset[str] = frozenset()) -> tuple[Rule, ...]:
    """The rules that time can change, directly, through one of these items or through a finding."""
    return tuple(ruleset.graph.above((), {DAY.name, *items}).values())


def moving(memory: WorkingMemory) -> frozenset[str]:
    """The items whose worked out facts change with the days."""
    return frozenset(name for _, facts in memory.ahead for name in facts)


def turning_days(rules: Iterable[Rule], ruleset: Ruleset) -> list[int]:
    """The days at which a condition on time begins or ceases to hold."""
    days: set[int] = set()
    for rule in rules:
        for leaf in rule.when.leaves():
            if isinstance(leaf, Condition) and leaf.subject == DAY.name:
                days.update(leaf.turns(ruleset.numbers))
    return sorted(day for day in days if day <= LAST_DAY)


def later_days(memory: WorkingMemory) -> list[int]:
    """The days after today at which time can change something, and the first of the week after each."""
    return _turning_days(_outlook(memory).timed, memory)


class _Outlook(NamedTuple):
    """The rules that time can change, and whether it can make a scope line impose another stance.

    `is_steady` says that every later day goes by the rules of today.
    """

    timed: tuple[Rule, ...]
    stance_moves: bool
    is_steady: bool


@while_it_lives
def _outlook(memory: WorkingMemory) -> _Outlook:
    timed = timed_rules(memory.ruleset, moving(memory))
    can_impose = any(len(terms.rulesets) > 1 for terms in memory.terms)
    stance_moves = can_impose and any(rule.imposes for rule in timed)
    return _Outlook(timed, stance_moves, not stance_moves and len(memory.terms) <= 1)


def _turning_days(rules: Iterable[Rule], memory: WorkingMemory) -> list[int]:
    """Turning days after today, and the first day of the week that follows each."""
    now = memory.facts[DAY.name] or 0
    turns = set(turning_days(rules, memory.ruleset))
    if not _outlook(memory).is_steady:
        turns |= {terms.since for terms in memory.terms}
        for ruleset in {r for terms in memory.terms for r in terms.rulesets.values()}:
            turns |= set(turning_days(timed_rules(ruleset, moving(memory)), ruleset))
    later = {day for day in turns if day > now}
    later |= {day for day, _ in memory.ahead if day > now}
    return sorted(later | {-(-day // 7) * 7 for day in later})


def at_day(memory: WorkingMemory, day: int, timed: Iterable[Rule] | None = None) -> WorkingMemory:
    """The memory on a later day, by the rules, orders and stance that count on it.

    Where these are today's, only the rules that time can change, or those of them that are named, are looked
    at again.
    """
    moved: Mapping[str, Fact] = {}
    for turn, worked_out in memory.ahead:
        if turn <= day:
            moved = worked_out
    facts = {**memory.facts, **moved, DAY.name: day}
    outlook = _outlook(memory)
    terms = memory.terms
    while len(terms) > 1 and terms[1].since <= day:
        terms = terms[1:]
    if outlook.stance_moves or terms != memory.terms:
        return settled(terms, facts, memory.ahead, reference.infer)[0]
    again = outlook.timed if timed is None else timed
    activations = reference.infer_again(memory.ruleset, facts, again, memory.activations)
    return evolve(memory, facts=facts, activations=activations)
