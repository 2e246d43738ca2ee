"""What a check found, as text and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import asdict

from ..model.problem import MOST_SHOWN, Problem
from ..telling.answer_json import problem_values, text_of
from ..telling.lines import Text, problem_lines
from .examine import Examined
from .fixes import fix


def as_text(examined: Sequence[Examined]) -> Iterator[Text]:
    """Problems first, then warnings, then one line for each that was looked at."""
    found = [problem for one in examined for problem in one.found]
    for title, are_warnings in (("Problems", False), ("Warnings", True)):
        chosen = [problem for problem in found if problem.is_warning == are_warnings]
        if chosen:
            yield Text(title, "title")
            for problem in chosen[:MOST_SHOWN]:
                yield from problem_lines(problem)
            if (more := len(chosen) - MOST_SHOWN) > 0:
                yield Text(f"{more:,} more are not shown; --format json has all")
            yield Text()
    for one in examined:
        counts = f"{_count(one.problems, 'problem')}, {_count(one.warnings, 'warning')}"
        rules = f"{len(one.protocol.rules)} rules, " if one.protocol else ""
        yield Text(f"{one.name}: {rules}{counts}", "alarm" if one.problems else "good")


def _count(problems: Sequence[Problem], what: str) -> str:
    return f"{len(problems)} {what}{'' if len(problems) == 1 else 's'}"


def as_json(examined: Iterable[Examined]) -> str:
    """One object for each that was looked at."""
    checked = [
        {
            "name": one.name,
            "problems": [as_dict(problem) for problem in one.problems],
            "warnings": [as_dict(problem) for problem in one.warnings],
        }
        for one in examined
    ]
    return text_of({"checked": checked})


def as_dict(problem: Problem) -> dict[str, Any]:
    """A problem in plain values, and what would mend it."""
    edit = fix(problem)
    return {**problem_values(problem), "fix": None if edit is None else asdict(edit)}
