"""Why, why not, and what would change it: the conditions behind a verdict, with values and distances."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..deciding.guidance import ActivityVerdict, Guidance
from ..deciding.later import Opening, openings
from ..deciding.needs import behind
from ..facts.intake import latest
from ..model.algebra import Truth
from ..model.case import Observation
from ..model.conditions import Claim, Condition, Group, Member
from ..model.items import DAY
from ..model.protocol import Protocol, Threshold
from ..model.rules import Rule
from . import wording
from .evidence import Given, followed, given, of_one_clinic, opinion_about

MOST_STEPS = 12
"""So many findings and groups, each behind the one before, are told one by one."""


class Line(NamedTuple):
    """One condition: whether it holds, what it needs, what the case has, and how far off that is."""

    text: str
    holds: Truth
    item: str = ""
    had: str = ""
    distance: str = ""
    waits_on: str = ""
    """`time`, `patient`, or empty where it holds."""
    parts: tuple[Line, ...] = ()


class Spread(NamedTuple):
    """A threshold's number for each stance, what the stance of this answer follows, what the sources of that give,
    and what sources disagree about."""

    threshold: str
    by_stance: tuple[tuple[str, str], ...]
    follows: str
    given: tuple[Given, ...]
    conflict: str


class RuleLine(NamedTuple):
    """One rule that speaks about the activity: whether it applies, and everything behind it."""

    rule: Rule
    holds: Truth
    lines: tuple[Line, ...]
    given: tuple[Given, ...]
    opinion: str
    of_one_clinic: bool
    spreads: tuple[Spread, ...]


class Why(NamedTuple):
    """Everything behind one verdict. `deciding` are the rules that decided, `others` those that did not."""

    verdict: ActivityVerdict
    deciding: tuple[RuleLine, ...]
    others: tuple[RuleLine, ...]
    opening: Opening
    waits_on_time: tuple[Line, ...]
    waits_on_patient: tuple[Line, ...]


def why(guidance: Guidance, activity: str) -> Why:
    """The reasons for one activity's verdict. The activity has to be one that `guidance` speaks about."""
    verdict = guidance.verdict(activity)
    if verdict is None:
        raise KeyError(activity)
    rules = guidance.memory.ruleset.graph.deciding[activity]
    lines = [rule_line(rule, guidance) for rule in rules.all()]
    deciding = tuple(line for line in lines if line.rule.id in verdict.because)
    waiting = dict.fromkeys(
        leaf
        for line in (*deciding, *(line for line in lines if line.rule.kind == "allowed"))
        for leaf in leaves(line.lines)
        if (leaf.holds is not True) == (line.rule.kind == "allowed")
    )
    return Why(
        verdict,
        deciding,
        tuple(line for line in lines if line not in deciding),
        openings([activity], guidance.memory)[activity],
        tuple(leaf for leaf in waiting if leaf.item == DAY.name),
        tuple(leaf for leaf in waiting if leaf.item != DAY.name),
    )


def rule_line(rule: Rule, guidance: Guidance) -> RuleLine:
    """One rule with its conditions as they stand."""
    protocol = guidance.protocol
    thresholds = (protocol.thresholds[name] for name in dict.fromkeys(rule.thresholds))
    return RuleLine(
        rule,
        guidance.memory.truth(rule),
        _lines(rule.when, guidance),
        given(rule.cited, protocol),
        opinion_about(rule, guidance.stance, protocol),
        of_one_clinic(rule, guidance.stance, protocol),
        tuple(_spread(threshold, guidance.stance, protocol) for threshold in thresholds),
    )


def told_earlier(rule: Rule, guidance: Guidance) -> tuple[Observation, ...]:
    """What was told on an earlier day than the case's own and makes a rule hold, by name."""
    case, memory = guidance.case, guidance.memory
    last = latest(case, memory.ruleset.vocabulary, case.day)
    told = (last[name] for name in sorted(set(behind(rule.when, memory, True))) if name in last)
    return tuple(
        one
        for one in told
        if one.day is not None and one.day < case.day and one.value == memory.facts[one.item]
    )


def _spread(threshold: Threshold, stance: str, protocol: Protocol) -> Spread:
    shown = {s: wording.capped(v, threshold.measure) for s, v in threshold.values.items()}
    ids = threshold.sources_of(stance)
    gives = tuple(one for one in given(threshold.cited, protocol) if one.source.id in ids)
    follows, conflict = followed(threshold, stance), threshold.conflict
    return Spread(threshold.name, tuple(shown.items()), follows, gives, conflict)


def _lines(group: Group, guidance: Guidance, depth: int = 0) -> tuple[Line, ...]:
    return tuple(_line(part, guidance, depth) for part in group.members)


def _line(member: Member, guidance: Guidance, depth: int = 0) -> Line:
    protocol, memory = guidance.protocol, guidance.memory
    numbers, truth = memory.ruleset.numbers, memory.holds(member)
    if isinstance(member, Group):
        title = "all of these" if member.every else "one of these"
        return Line(title, truth, parts=_lines(member, guidance, depth + 1))
    text = wording.condition(member, protocol, numbers)
    if isinstance(member, Claim):
        return Line(text, truth, parts=_behind(member, guidance, depth + 1))
    fact = memory.facts.get(member.subject)
    away = wording.distance(member, fact, numbers)
    if member.subject == DAY.name:
        far = wording.duration(away) if away else ""
        return Line(text, truth, DAY.name, wording.since(fact or 0), far, "" if truth else "time")
    item = protocol.vocabulary.items[member.subject]
    far = wording.amount(away, item) if away else ""
    if away and item.kind == "scale":
        far = f"{away} grade{'s' * (away > 1)}"
    return Line(text, truth, item.name, item.show(fact), far, "" if truth else "patient")


def _behind(claim: Claim, guidance: Guidance, depth: int) -> tuple[Line, ...]:
    """The conditions of the finding, milestone or phase that a claim names.

    Far down they are no longer told step by step: the single conditions that all of it comes down to are.
    """
    graph = guidance.memory.ruleset.graph
    groups = [rule.when for rule in graph.concluding(claim)]
    if depth > MOST_STEPS:
        rules = graph.behind(graph.concluding(claim)).values()
        single = dict.fromkeys(leaf for rule in rules for leaf in rule.when.leaves())
        return tuple(_line(leaf, guidance) for leaf in single if isinstance(leaf, Condition))
    if len(groups) == 1 and groups[0].every:
        return _lines(groups[0], guidance, depth)
    return tuple(_line(group, guidance, depth) for group in groups)


def conditions_of(rule: Rule, guidance: Guidance) -> Iterator[Line]:
    """The single conditions behind a rule, depth first."""
    return leaves(rule_line(rule, guidance).lines)


def leaves(lines: tuple[Line, ...]) -> Iterator[Line]:
    """The single conditions behind these lines, depth first."""
    for line in lines:
        yield from leaves(line.parts) if line.parts else [line]
