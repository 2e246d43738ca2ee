"""What is asked of two protocols under one stance: every answer that either gives, and which is the stricter."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import partial
from math import inf
from typing import Any

from attrs import frozen

from ..deciding.decision import ASKED_FIRST, NOT_GIVEN, Decision, Verdict
from ..model.protocol import STANCES, URGENCIES, Protocol
from ..model.rules import Rule, RuleGraph
from ..telling import wording
from .causes import said_by, same_elsewhere

Way = Callable[[Decision[Any]], Mapping[Any, Any]]
"""How one protocol answers: every value that the answer can have, with the truth that it has it."""

Rules = Sequence[Rule]
_FROM_CALM_TO_URGENT = (NOT_GIVEN, ASKED_FIRST, *reversed(URGENCIES))


@frozen
class Question:
    """Something that two protocols answer for every patient, each by these rules of its own and in its own way.

    A higher `rank` of an answer is stricter.
    """

    kind: str
    name: str
    rules: tuple[Rules, Rules]
    ways: tuple[Way, Way]
    rank: Callable[[Any], float]
    words: Callable[[Any], str]
    when_answered: bool = False


def questions(old: Protocol, new: Protocol, stance: str) -> Iterator[Question]:
    """What is asked of both, without what is written the same in both."""
    rulesets = old.rulesets[stance], new.rulesets[stance]
    graphs = rulesets[0].graph, rulesets[1].graph
    same = same_elsewhere(_warnings(graphs[0]), _warnings(graphs[1]), *rulesets)
    for question in (
        *_activities(*graphs),
        *_limits(old, new),
        *_escalations(*graphs, same),
        *_scope(*graphs),
    ):
        before, after = question.rules
        if said_by(before, rulesets[0]) != said_by(after, rulesets[1]):
            yield question


def _activities(old: RuleGraph, new: RuleGraph) -> Iterator[Question]:
    for name in sorted(old.deciding.keys() | new.deciding.keys()):
        before, after = (
            graph.deciding[name].all() if name in graph.deciding else () for graph in (old, new)
        )
        verdict = partial(Decision.verdict, activity=name)
        ways = (verdict, verdict)
        yield Question("activity", name, (before, after), ways, _closedness, str, True)


def _closedness(verdict: Verdict) -> float:
    return -verdict.openness


def _limits(old: Protocol, new: Protocol) -> Iterator[Question]:
    before, after = old.quantities, new.quantities
    for name in sorted(before.keys() | after.keys()):
        measures = [known[name].measure for known in (before, after) if name in known]
        was, now = old.graph.of_kind("limit", name), new.graph.of_kind("limit", name)
        most = partial(Decision.at_most, quantity=name)
        asked: list[tuple[tuple[Rules, Rules], tuple[Way, Way]]] = [((was, now), (most, most))]
        if len({measure.meaning for measure in measures}) > 1:
            asked = [((was, ()), (most, _unlimited)), (((), now), (_unlimited, most))]
        for (rules, ways), measure in zip(asked, measures, strict=False):
            words = partial(wording.capped, measure=measure, no_cap="no limit")
            yield Question("limit", name, rules, ways, smallness, words, True)


def _unlimited(decision: Decision[Any]) -> Mapping[int | None, Any]:
    return {None: decision.algebra.yes}


def smallness(amount: int | None) -> float:
    """How strict a limit is: the smaller its amount, the stricter; none at all is the loosest."""
    return -inf if amount is None else -amount


def _warnings(graph: RuleGraph) -> dict[str, Rule]:
    return {rule.id: rule for rule in graph.of_kind("escalation")}


def _escalations(old: RuleGraph, new: RuleGraph, same: Mapping[str, str]) -> Iterator[Question]:
    before, after = _warnings(old), _warnings(new)
    for name in sorted((before.keys() | after.keys()) - same.keys()):
        was, now = ((known[name],) if name in known else () for known in (before, after))
        ways = partial(_warning, was), partial(_warning, now)
        yield Question("escalation", name, (was, now), ways, _FROM_CALM_TO_URGENT.index, str)


def _warning(rules: Rules, decision: Decision[Any]) -> Mapping[str, Any]:
    return decision.warning(rules[0]) if rules else {NOT_GIVEN: decision.algebra.yes}


def _scope(old: RuleGraph, new: RuleGraph) -> Iterator[Question]:
    lines = old.of_kind("scope"), new.of_kind("scope")
    who, imposed = "whom the protocol is not for", "the stance that is imposed"
    yield Question("scope", who, lines, (_refused, _refused), int, _if_refused)
    ways = (Decision.imposed, Decision.imposed)
    yield Question("scope", imposed, lines, ways, _strictness, _stance)


def _refused(decision: Decision[Any]) -> Mapping[Hashable, Any]:
    refused = decision.refused()
    return {True: refused, False: decision.algebra.opposite(refused)}


def _if_refused(refused: bool) -> str:
    return "refused" if refused else "answered"


def _strictness(stance: str | None) -> float:
    return -inf if stance is None else -STANCES.index(stance)


def _stance(stance: str | None) -> str:
    return "no stance imposed" if stance is None else f"{stance} stance"
