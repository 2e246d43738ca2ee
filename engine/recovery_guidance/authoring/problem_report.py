"""What a check found, as text and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from attrs import asdict

from ..model.problem import MOST_SHOWN, Problem
from ..telling.lines import Text, problem_lines
from .examine import Examined
from .fixes import Edit, fix


def as_text(examined: Sequence[Examined]) -> Iterator[Text]:
    """Problems first, then warnings, then one line for each that was looked at."""
    for title, chosen in (
        ("Problems", [p for one in examined for p in one.problems]),
        ("Warnings", [p for one in examined for p in one.warnings]),
    ):
        if chosen:
            yield Text(title, "title")
            for problem in chosen[:MOST_SHOWN]:
                yield from problem_lines(problem)
            if len(chosen) > MOST_SHOWN:
                yield Text(
                    f"{len(chosen) - MOST_SHOWN:,} more are not shown; --format json has all"
                )
            yield Text()
    for one in examined:
        counts = f"{_count(one.problems, 'problem')}, {_count(one.warnings, 'warning')}"
        rules = f"{len(one.protocol.rules)} rules, " if one.protocol else ""
        yield Text(f"{one.name}: {rules}{counts}", "alarm" if one.problems else "good")


def _count(problems: Sequence[Problem], what: str) -> str:
    return f"{len(problems)} {what}{'' if len(problems) == 1 else 's'}"


def as_json(examined: Iterable[Examined]) -> str:
    """One object for each that was looked at."""
    return json.dumps(
        {
            "checked": [
                {
                    "name": one.name,
                    "problems": [as_dict(p) for p in one.problems],
                    "warnings": [as_dict(p) for p in one.warnings],
                }
                for one in examined
            ]
        },
        ensure_ascii=False,
        indent=2,
    )


def as_dict(problem: Problem) -> dict[str, Any]:
    """A problem in plain values; lines and columns count from 1."""
    at = problem.position
    return {
        "code": problem.code,
        "severity": "warning" if problem.is_warning else "problem",
        "message": problem.message,
        "file": at.file if at else None,
        "line": at.line if at else None,
        "column": at.column if at else None,
        "length": at.length if at else None,
        "why": problem.why,
        "help": problem.help,
        "fix": _edit(fix(problem)),
    }


def _edit(edit: Edit | None) -> dict[str, Any] | None:
    """The edit of a help line: put `text` in place of `length` characters."""
    return None if edit is None else asdict(edit)
