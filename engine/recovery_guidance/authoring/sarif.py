"""What a check found as SARIF 2.1.0, with everything that code hosts and editors ask for."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..model.problem import Position, Problem
from ..model.protocol import HEAD
from ..telling.answer_json import text_of
from .codes import code_page
from .examine import Examined
from .fixes import fix

VERSION = "2.1.0"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(examined: Iterable[Examined], version: str) -> str:
    """Every problem and warning. Places are relative where the author's are; lines count from 1."""
    found = [(problem, one.name) for one in examined for problem in one.found]
    codes = sorted({problem.code for problem, _ in found})
    driver = {"name": "recovery", "version": version, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, name, codes.index(problem.code)) for problem, name in found],
    }
    sarif = {"$schema": SCHEMA, "version": VERSION, "runs": [run]}
    return text_of(sarif)


def _rule(code: str) -> dict[str, Any]:
    """A code with its page. It has no address on the web that would be right everywhere it runs."""
    page = code_page(code)
    assert page is not None, "a test sees to it that every code has a page"
    level = _level(code)
    return {
        "id": code,
        "name": "".join(word.capitalize() for word in page.title.split() if word.isalpha()),
        "shortDescription": {"text": page.title},
        "fullDescription": {"text": page.about},
        "help": {"text": page.about, "markdown": page.text},
        "defaultConfiguration": {"level": level},
        "properties": {"problem.severity": level},
    }


def _level(code: str) -> str:
    return "warning" if code.startswith("W") else "error"


def _result(problem: Problem, name: str, rule: int) -> dict[str, Any]:
    words = [part for part in (problem.message, problem.why, problem.help) if part]
    at = problem.position or Position("", 1, 1)
    whole = name if name.endswith((".yaml", ".yml")) else f"{name}/{HEAD}"
    place = {"uri": _uri(at.file or whole)}
    region = _region(max(1, at.line), max(1, at.column), max(1, at.length))
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": _level(problem.code),
        "message": {"text": "\n".join(words)},
        "locations": [{"physicalLocation": {"artifactLocation": place, "region": region}}],
    }
    edit = fix(problem)
    if edit is not None:
        replacement = {
            "deletedRegion": _region(edit.line, edit.column, edit.length),
            "insertedContent": {"text": edit.text},
        }
        change = {"artifactLocation": place, "replacements": [replacement]}
        result["fixes"] = [{"description": {"text": problem.help}, "artifactChanges": [change]}]
    return result


def _region(line: int, column: int, length: int) -> dict[str, int]:
    ends = {"endLine": line, "endColumn": column + length}
    return {"startLine": line, "startColumn": column, **ends}


def _uri(file: str) -> str:
    """A path as an address: relative to where the author stands, or with its scheme."""
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), errors="surrogateescape")
