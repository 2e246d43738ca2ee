"""What is said where a patient cannot be answered: what is urgent first, at the end the danger list."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from ..model.problem import Problem
from ..model.rules import SAFETY_FIRST
from ..model.urgent import Urgent
from .answer_json import problem_values, text_of, values
from .lines import Text


def urgent_lines(urgent: Urgent, width: int = 80) -> Iterator[Text]:
    """Whom to see, and how soon, as far as it can be read; nothing where nothing is urgent."""
    alone = [e for e in urgent.escalations if e.urgency in SAFETY_FIRST]
    for escalation in alone or urgent.escalations:
        said = f"{escalation.urgency.upper()}: {escalation.text}"
        yield from _wrapped(said, width, "alarm")
    for asked in urgent.ask_first:
        said = f"Tell first: {', '.join(asked.needs)}. If so: {asked.text}"
        yield from _wrapped(said, width, "alarm")
    if urgent.escalations or urgent.ask_first:
        yield from _wrapped(urgent.numbers, width)
        if not urgent.is_whole:
            yield from _wrapped(_whose(urgent), width, "quiet")
        yield Text()


def danger_lines(urgent: Urgent, width: int = 80) -> Iterator[Text]:
    """The danger list, and whom to call."""
    if urgent.danger:
        yield Text()
        yield Text("Get help at once for any of these", "title")
        yield from _wrapped(f"{'; '.join(urgent.danger)}.", width, "alarm", "  ")
        yield from _wrapped(urgent.numbers, width, indent="  ")


def refusal_as_json(urgent: Urgent, problems: Iterable[Problem]) -> str:
    """The same as one object, as in schemas/refusal.json."""
    return text_of(
        {
            "answered": False,
            "escalations": [_without_needs(e) for e in map(values, urgent.escalations)],
            "ask first": list(map(values, urgent.ask_first)),
            "problems": list(map(problem_values, problems)),
            "danger list": list(urgent.danger),
            "emergency numbers": urgent.numbers,
            "said by": list(urgent.by),
        }
    )


def _without_needs(escalation: dict[str, Any]) -> dict[str, Any]:
    return {name: said for name, said in escalation.items() if name != "needs"}


def _whose(urgent: Urgent) -> str:
    own = f"{urgent.own}, which came with this program" if urgent.own else ""
    left = urgent.by[:-1] if urgent.own else urgent.by
    parts = [f"what is left of {name} without what is wrong in it" for name in left]
    return f"The rules cannot be read whole. This is said by {' and by '.join([*parts, *filter(None, [own])])}."


def _wrapped(text: str, width: int, role: str = "plain", indent: str = "") -> Iterator[Text]:
    for line in textwrap.wrap(
        text,
        max(40, width),
        initial_indent=indent,
        subsequent_indent=indent,
        break_on_hyphens=False,
    ):
        yield Text(line, role)
