"""Guidance as the JSON contract of engine/schemas/guidance.json. The same guidance gives the same bytes."""

from __future__ import annotations

import json
from typing import Any

from ..deciding.guidance import Escalation, Guidance, LimitVerdict
from ..deciding.needs import next_to_tell
from . import explain
from .ordered import as_values
from .wording import notice


def as_json(guidance: Guidance) -> str:
    """Guidance as JSON text."""
    return json.dumps(as_dict(guidance), ensure_ascii=False, indent=2)


def as_dict(guidance: Guidance) -> dict[str, Any]:
    """Guidance in plain values, keys as in the schema."""
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
        "assumed": [
            {"item": a.item, "value": items[a.item].show(a.value)} for a in guidance.assumed
        ],
        "stale": [
            {"item": s.item, "value": items[s.item].show(s.value), "day": s.day, "days": s.life}
            for s in guidance.stale
        ],
        "escalations": [_escalation(e) for e in guidance.escalations],
        "ask first": [{**_escalation(e), "needs": list(e.needs)} for e in guidance.asked_first],
        "refused": [{"rule": r.rule, "text": r.text} for r in guidance.refused],
        "activities": [
            {
                "activity": v.activity,
                "verdict": v.verdict,
                "because": list(v.because),
                "needs": list(v.needs),
                "opens": v.opens,
                "opens on day": v.opens_on_day,
            }
            for v in guidance.activities
        ],
        "limits": [_limit(v) for v in guidance.limits],
        "milestones": [
            {"milestone": m.milestone, "reached": m.reached} for m in guidance.milestones
        ],
        "phase": guidance.phase,
        "advice": [{"rule": a.rule, "text": a.text} for a in guidance.advice],
        "next": list(next_to_tell(guidance)),
        "no published source": without_source(guidance),
    }


def _escalation(escalation: Escalation) -> dict[str, Any]:
    return {"rule": escalation.rule, "urgency": escalation.urgency, "text": escalation.text}


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
    """Ids of the rules behind this answer that rest on expert opinion alone."""
    used = {rule for verdict in guidance.activities for rule in verdict.because}
    used |= {rule for limit in guidance.limits for rule in limit.because}
    used |= {e.rule for e in guidance.escalations} | {a.rule for a in guidance.advice}
    rules = {rule.id: rule for rule in guidance.memory.ruleset.rules}
    return sorted(
        r for r in used if explain.unsourced(rules[r], guidance.protocol, guidance.stance)
    )


def head(guidance: Guidance) -> dict[str, Any]:
    """What every answer in JSON begins with."""
    names = (
        "protocol",
        "notice",
        "engine",
        "week",
        "day",
        "stance",
        "stance because",
        "orders",
        "assumed",
    )
    return {name: value for name, value in as_dict(guidance).items() if name in names}


def why_as_json(reasons: explain.Why, guidance: Guidance) -> str:
    """The reasons for one activity, with the same head as the answer."""
    verdict = reasons.verdict
    body = {
        "activity": verdict.activity,
        "verdict": verdict.verdict,
        "because": list(verdict.because),
        "needs": list(verdict.needs),
        "opens": verdict.opens,
        "opens on day": verdict.opens_on_day,
        "rules": [_rule(line) for line in reasons.deciding + reasons.others],
        "waits on time": [line.text for line in reasons.waits_on_time],
        "waits on patient": [line.text for line in reasons.waits_on_patient],
    }
    return json.dumps({**head(guidance), **body}, ensure_ascii=False, indent=2)


def _rule(line: explain.RuleLine) -> dict[str, Any]:
    rule = line.rule
    return {
        "rule": rule.id,
        "kind": rule.kind,
        "holds": line.holds,
        "because": rule.because,
        "until": rule.until,
        "conditions": [_condition(part) for part in line.lines],
        "all": line.every,
        "sources": [{"id": s.id, "title": s.title, "strength": s.strength} for s in line.sources],
        "thresholds": [
            {
                "threshold": s.threshold,
                "by stance": dict(s.by_stance),
                "follows": [source.id for source in s.follows],
                "conflict": s.conflict,
            }
            for s in line.spreads
        ],
    }


def _condition(line: explain.Line) -> dict[str, Any]:
    if line.parts:
        return {
            "text": line.text,
            "holds": line.holds,
            "parts": [_condition(p) for p in line.parts],
        }
    return {"text": line.text, "holds": line.holds, "had": line.had, "distance": line.distance}
