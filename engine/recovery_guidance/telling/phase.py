"""Which phase a case is in, and the next one: what it lacks, and whether it was reached and lost again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from attrs import evolve

from ..chaining.memory import WorkingMemory
from ..deciding.evaluate import evaluate
from ..deciding.guidance import Guidance
from ..model.conditions import Claim, Condition
from ..model.items import DAY
from ..model.rules import REACHED, Rule
from . import explain

MOST_LOOKS_BACK = 6
"""How many earlier days are looked at; what made a phase go back is seldom older."""


class NextPhase(NamedTuple):
    """The first phase that a case is not in.

    `was_reached` says that the case was in it before; `has_to_wait`, that no week keeps it closed, and something
    else is known to. `because` are the conditions that hold and keep it closed, with what the case has; `lacks`
    is what it needs instead.
    """

    rule: Rule
    was_reached: bool
    has_to_wait: bool
    because: tuple[str, ...]
    lacks: tuple[str, ...]


def phase_rule(guidance: Guidance, phase: str) -> Rule:
    """The rule by which a phase is entered."""
    rules = guidance.memory.ruleset.graph.of_kind("phase", phase)
    return next(rule for rule in rules if rule.value == REACHED)


def next_phase(guidance: Guidance) -> NextPhase | None:
    """The phase after the one that the case is in; None in the last one, and where nothing is said."""
    memory = guidance.memory
    if guidance.is_silent:
        return None
    closed = (p for p in guidance.protocol.phases if memory.proposition((p, REACHED)) is not True)
    phase = next(closed, None)
    if phase is None:
        return None
    rule = phase_rule(guidance, phase)
    short = [leaf for leaf in explain.conditions_of(rule, guidance) if leaf.holds is False]
    blocking = [name for name in dict.fromkeys(_blocking(rule, memory)) if name != DAY.name]
    items = guidance.protocol.vocabulary.items
    waits_on = {leaf.waits_on for leaf in short}
    return NextPhase(
        rule,
        "patient" in waits_on and _was_reached(guidance, phase, set(blocking)),
        bool(blocking) and "time" not in waits_on,
        tuple(f"{name} {items[name].show(memory.facts.get(name))}" for name in blocking),
        tuple(dict.fromkeys(leaf.text for leaf in short if leaf.waits_on == "patient")),
    )


def _blocking(rule: Rule, memory: WorkingMemory) -> Iterator[str]:
    """What makes a rule false: the items that tell the opposite of the findings it asks for."""
    for leaf in rule.when.leaves():
        if memory.holds(leaf) is not False:
            continue
        if isinstance(leaf, Condition):
            yield leaf.subject
            continue
        for other in memory.ruleset.graph.deriving[leaf.subject]:
            if other.value not in leaf.values:
                yield from _telling(other, memory)


def _telling(rule: Rule, memory: WorkingMemory) -> Iterator[str]:
    """The items by which a rule holds; none where it does not."""
    waiting, seen = [rule], set[str]()
    while waiting:
        one = waiting.pop()
        if one.id in seen or not memory.truth(one):
            continue
        seen.add(one.id)
        for leaf in one.when.leaves():
            if isinstance(leaf, Claim):
                waiting += memory.ruleset.graph.concluding(leaf)
            elif memory.holds(leaf):
                yield leaf.subject


def _was_reached(guidance: Guidance, phase: str, items: set[str]) -> bool:
    """Whether the case was in the phase before what is stated of these items was told."""
    case, trends = guidance.case, guidance.protocol.trends
    told_by = items.union(*(trends[item].looks_at for item in items if item in trends))
    told = {o.day for o in case.observations if o.item in told_by and o.day is not None}
    days = sorted((day - 1 for day in told if 0 < day <= case.day), reverse=True)
    then = (
        evaluate(guidance.protocol, evolve(case, day=day), "reference").phase
        for day in days[:MOST_LOOKS_BACK]
    )
    place = guidance.protocol.phases.index
    return any(reached is not None and place(reached) >= place(phase) for reached in then)
