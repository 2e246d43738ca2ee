"""What an entry in a case file makes urgent, in the words of a whole answer."""

from __future__ import annotations

from attrs import evolve

from ..deciding.evaluate import evaluate
from ..model.case import Case
from ..model.problem import ProblemsFound
from ..model.protocol import Protocol
from ..telling.answer_text import AnswerText
from ..telling.lines import Text


def fresh_escalations(protocol: Protocol, before: Case, after: Case, width: int = 80) -> list[Text]:
    """The escalations that an entry adds, and with them an emergency or a crisis that is there already.

    Raises ProblemsFound for a case that cannot be evaluated with the entry.
    """
    guidance = evaluate(protocol, after)
    try:
        known = {escalation.rule for escalation in evaluate(protocol, before).escalations}
    except ProblemsFound:  # it could not be answered, so nothing was said yet
        known = set()
    fresh = tuple(e for e in guidance.escalations if e.rule not in known)
    added = evolve(guidance, escalations=fresh)
    said = guidance if guidance.safety_first else added
    page = AnswerText(said, width)
    if fresh:
        page.escalations()
    return page.lines
