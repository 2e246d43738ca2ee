"""What an entry in a case file makes urgent, in the words of a whole answer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from attrs import evolve

from ..deciding.evaluate import evaluate
from ..deciding.guidance import Guidance
from ..model.case import Case
from ..model.problem import ProblemsFound
from ..model.protocol import Protocol
from ..telling.answer_text import AnswerText
from ..telling.lines import Text


def fresh_escalations(
    protocol: Protocol, before: Callable[[], Case | None], after: Case, width: int = 80
) -> list[Text]:
    """The escalations that an entry adds, and with them an emergency or a crisis that is there already.

    `before` is asked only where anything is urgent. Raises ProblemsFound for a case that cannot be evaluated
    with the entry.
    """
    guidance = evaluate(protocol, after)
    then = None
    if guidance.escalations:
        with suppress(ProblemsFound):  # it could not be answered, so nothing was said yet
            then = evaluate(protocol, case) if (case := before()) is not None else None
    return fresh_lines(then, guidance, width)


def fresh_lines(then: Guidance | None, now: Guidance, width: int = 80) -> list[Text]:
    """The same of two answers."""
    known = {escalation.rule for escalation in then.escalations} if then else set()
    fresh = tuple(e for e in now.escalations if e.rule not in known)
    added = evolve(now, escalations=fresh)
    page = AnswerText(now if now.safety_first else added, width)
    if fresh:
        page.escalations()
    return page.lines
