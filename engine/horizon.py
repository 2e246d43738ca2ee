"""When something opens if nothing but time changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from engine.conditions import any_holds, truth_of
from engine.decide import ActivityRules, judge
from engine.guidance import NOT_YET
from engine.items import DAY, Fact, Truth
from engine.memory import Activations, WorkingMemory
from engine.protocol import DERIVED, Condition, Rule, Ruleset


class Opening(NamedTuple):
    """The first day, and the first whole week, from now on at which it is no longer `not yet`."""

    day: int | None
    week: int | None


def openings(closed: Mapping[str, ActivityRules], memory: WorkingMemory) -> dict[str, Opening]:
    """For each of these activities, when time alone opens it.

    What was told stays as it is now; what is worked out from it moves on with the days.
    """
    timed = timed_rules(memory.ruleset, moving(memory))
    ids = {rule.id for rule in timed}
    undecided = {
        name: rules for name, rules in closed.items() if any(r.id in ids for r in rules.all())
    }
    spoken = {rule.id for rules in undecided.values() for rule in rules.all()}
    waiting = tuple(rule for rule in timed if rule.kind in DERIVED or rule.id in spoken)
    days: dict[str, int] = {}
    weeks: dict[str, int] = {}
    for day in _turning_days(waiting, memory):
        if not undecided:
            break
        then = at_day(memory, day, waiting)
        for name, rules in list(undecided.items()):
            if judge(rules, then)[0] == NOT_YET:
                continue
            days.setdefault(name, day)
            if day % 7 == 0:
                weeks[name] = day // 7
                del undecided[name]
    return {name: Opening(days.get(name), weeks.get(name)) for name in closed}


def timed_rules(ruleset: Ruleset, items: frozenset[str] = frozenset()) -> tuple[Rule, ...]:
    """The rules that time can change, directly, through one of these items or through a finding."""
    timed = {DAY.name, *items}
    rules = []
    for rule in ruleset.rules:
        if any(leaf.subject in timed for leaf in rule.when.leaves()):
            rules.append(rule)
            if rule.kind in DERIVED:
                timed.add(rule.subject)
    return tuple(rules)


def moving(memory: WorkingMemory) -> frozenset[str]:
    """The items whose worked out facts change with the days."""
    return frozenset(name for _, facts in memory.ahead for name in facts)


def turning_days(rules: Iterable[Rule], ruleset: Ruleset) -> list[int]:
    """The days at which a condition on time begins or ceases to hold."""
    days: set[int] = set()
    for rule in rules:
        for leaf in rule.when.leaves():
            if isinstance(leaf, Condition) and leaf.subject == DAY.name:
                low = leaf.low.value(ruleset.numbers) if leaf.low else None
                high = leaf.high.value(ruleset.numbers) if leaf.high else None
                days |= {low} if low is not None else set()
                days |= {high + 1} if high is not None else set()
    return sorted(days)


def later_days(memory: WorkingMemory) -> list[int]:
    """The days after today at which time can change something, and the first of the week after each."""
    return _turning_days(timed_rules(memory.ruleset, moving(memory)), memory)


def _turning_days(rules: Iterable[Rule], memory: WorkingMemory) -> list[int]:
    """Turning days after today, and the first day of the week that follows each."""
    now = memory.facts[DAY.name] or 0
    later = {day for day in turning_days(rules, memory.ruleset) if day > now}
    later |= {day for day, _ in memory.ahead if day > now}
    return sorted(later | {-(-day // 7) * 7 for day in later})


def at_day(memory: WorkingMemory, day: int, timed: Iterable[Rule]) -> WorkingMemory:
    """The same memory on another day: only rules that time can change are looked at again."""
    moved: Mapping[str, Fact] = {}
    for turn, worked_out in memory.ahead:
        if turn <= day:
            moved = worked_out
    facts = {**memory.facts, **moved, DAY.name: day}
    timed = tuple(timed)
    changed = {rule.id for rule in timed}
    subjects = {(rule.subject, rule.value) for rule in timed}
    propositions = {key: truth for key, truth in memory.propositions.items() if key not in subjects}
    certain, possible = memory.activations.certain - changed, memory.activations.possible - changed
    newly: dict[str, Truth] = {}
    for rule in memory.ruleset.rules:
        key = (rule.subject, rule.value)
        if rule.id in changed:
            truth = truth_of(
                rule.when, facts.get, lambda k: propositions.get(k, False), memory.ruleset.numbers
            )
            newly[rule.id] = truth
        elif key in subjects:
            truth = memory.truth(rule)
        else:
            continue
        if rule.kind in DERIVED:
            propositions[key] = any_holds((propositions.get(key, False), truth))
    certain |= {rule_id for rule_id, truth in newly.items() if truth is True}
    possible |= {rule_id for rule_id, truth in newly.items() if truth is not False}
    return WorkingMemory(memory.ruleset, facts, Activations(certain, possible), memory.ahead)
