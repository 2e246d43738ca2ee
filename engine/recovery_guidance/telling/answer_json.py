"""Guidance as the JSON contract of engine/schemas/guidance.json. The same guidance gives the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from ..deciding.guidance import Guidance, LimitVerdict
from ..deciding.needs import next_to_tell
from ..model.problem import STRANGE, Problem
from . import explain
from .evidence import Given, is_opinion
from .ordered import as_values
from .wording import notice


def as_json(guidance: Guidance) -> str:
    """Guidance as JSON text."""
    return text_of(as_dict(guidance))


def text_of(content: Mapping[str, Any]) -> str:
    """Plain values as JSON text, in which a sign that cannot be seen is written as its number."""
    return STRANGE.sub(_numbered, json.dumps(content, ensure_ascii=False, indent=2))


def _numbered(sign: re.Match[str]) -> str:
    return json.dumps(sign[0])[1:-1]


def as_dict(guidance: Guidance) -> dict[str, Any]:
    """Guidance in plain values, keys as in the schema."""
    items = guidance.protocol.vocabulary.items
    return {
        **head(guidance),
        "stale": [
            {"item": s.item, "value": items[s.item].show(s.value), "day": s.day, "days": s.life}
            for s in guidance.stale
        ],
        "overruled": [
            {
                "item": one.item,
                "value": items[one.item].show(one.value),
                "counts": items[one.item].show(one.counts),
                "because": list(one.because),
            }
            for one in guidance.overruled
        ],
        "escalations": _without("needs", guidance.escalations),
        "ask first": list(map(values, guidance.asked_first)),
        "refused": list(map(values, guidance.refused)),
        "activities": list(map(values, guidance.activities)),
        "limits": list(map(_limit, guidance.limits)),
        "milestones": list(map(values, guidance.milestones)),
        "phase": guidance.phase,
        "advice": _without("about", guidance.advice),
        "next": list(next_to_tell(guidance)),
        "no published source": without_source(guidance),
        **_remarks(guidance),
    }


def _remarks(guidance: Guidance) -> dict[str, Any]:
    """What does not count of a case file, where there is something."""
    remarks = guidance.case.remarks
    return {"problems": list(map(problem_values, remarks))} if remarks else {}


def problem_values(problem: Problem) -> dict[str, Any]:
    """A problem in plain values; lines and columns count from 1."""
    at = problem.position
    return {
        "code": problem.code,
        "severity": "warning" if problem.is_warning else "problem",
        "message": problem.message,
        **{name: getattr(at, name, None) for name in ("file", "line", "column", "length")},
        "why": problem.why,
        "help": problem.help,
    }


def head(guidance: Guidance) -> dict[str, Any]:
    """What every answer in JSON begins with."""
    protocol = guidance.protocol
    items = protocol.vocabulary.items
    return {
        "protocol": protocol.identity,
        "notice": notice(protocol),
        "engine": guidance.engine,
        "week": guidance.case.week,
        "day": guidance.case.day,
        "stance": guidance.stance,
        "stance because": list(guidance.stance_because),
        "orders": [as_values(ordered, guidance) for ordered in guidance.ordered],
        "understood": [
            {"text": o.text, "item": o.item, "value": items[o.item].show(o.value)}
            for o in guidance.case.in_other_words
        ],
        "assumed": [
            {"item": a.item, "value": items[a.item].show(a.value)} for a in guidance.assumed
        ],
    }


def values(said: NamedTuple) -> dict[str, Any]:
    """What is said, as plain values under the names of its fields."""
    return {
        name.replace("_", " "): list(value) if isinstance(value, tuple) else value
        for name, value in said._asdict().items()
    }


def _without(left_out: str, some: Iterable[NamedTuple]) -> list[dict[str, Any]]:
    shown = [values(said) for said in some]
    return [{name: said[name] for name in said if name != left_out} for said in shown]


def _limit(limit: LimitVerdict) -> dict[str, Any]:
    could_be = limit.could_be
    return {
        "quantity": limit.quantity,
        "at most": limit.amount,
        "unit": limit.unit,
        "because": list(limit.because),
        "beaten": list(limit.beaten),
        "could be": None if could_be is None else limit.measure.number(could_be),
        "needs": list(limit.needs),
    }


def without_source(guidance: Guidance) -> list[str]:
    """Ids of the rules behind this answer that are expert opinion, whole or in part."""
    used = {rule for verdict in guidance.activities for rule in verdict.because}
    used |= {rule for limit in guidance.limits for rule in limit.because}
    used |= {e.rule for e in guidance.escalations} | {a.rule for a in guidance.advice}
    rules = guidance.memory.ruleset.graph.by_id
    return sorted(
        rule for rule in used if is_opinion(rules[rule], guidance.stance, guidance.protocol)
    )


def why_as_json(reasons: explain.Why, guidance: Guidance) -> str:
    """The reasons for one activity, with the same head as the answer."""
    body = {
        "rules": [_rule(line) for line in reasons.deciding + reasons.others],
        "waits on time": [line.text for line in reasons.waits_on_time],
        "waits on patient": [line.text for line in reasons.waits_on_patient],
    }
    return text_of({**head(guidance), **values(reasons.verdict), **body})


def _rule(line: explain.RuleLine) -> dict[str, Any]:
    rule = line.rule
    return {
        "rule": rule.id,
        "kind": rule.kind,
        "holds": line.holds,
        "because": rule.because,
        "until": rule.until,
        "conditions": [_condition(part) for part in line.lines],
        "all": rule.when.every,
        "sources": list(map(_given, line.given)),
        "opinion": line.opinion,
        "one clinic": line.of_one_clinic,
        "thresholds": [
            {
                **values(spread),
                "by stance": dict(spread.by_stance),
                "given": list(map(_given, spread.given)),
            }
            for spread in line.spreads
        ],
    }


def _given(one: Given) -> dict[str, str]:
    source = one.source
    return {
        "id": source.id,
        "title": source.title,
        "strength": source.strength,
        "gives": one.line,
        "link": source.link,
    }


def _condition(line: explain.Line) -> dict[str, Any]:
    told = {"text": line.text, "holds": line.holds}
    if line.parts:
        return {**told, "parts": [_condition(part) for part in line.parts]}
    return {**told, "had": line.had, "distance": line.distance}
