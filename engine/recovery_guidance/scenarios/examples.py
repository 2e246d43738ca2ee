"""The examples of an outline, as the parser made them: what keeps a row or a column of them from being asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ..model.problem import Position, Problem, suggestion
from .gherkin_file import GherkinFile

PLACEHOLDER = re.compile(r"<([^<>]+)>")
_WHY = "what stands there would not be asked"
_BELOW = "write Examples: below it, and there a row of names and a row of values"


def rows_cut_short(file: GherkinFile) -> Iterator[Problem]:
    """A problem for each row of a table with something behind its last sign."""
    for number in file.rows:
        row = file.text.lines[number - 1].rstrip()
        if not re.search(r"(?<!\\)(?:\\\\)*\|$", row):
            message = f"`{row.strip()}` does not end with |, and what stands behind the last one is not read"
            yield Problem("E509", message, file.at(number), _WHY, "end the row with |")


def placeholders_in_background(node: dict[str, Any], file: GherkinFile) -> Iterator[Problem]:
    """A background is the same for every scenario."""
    for step in node["steps"]:
        for name in _named([step]):
            message = f"`<{name}>` stands in a background, which has no examples"
            at = file.at(step["location"]["line"])
            yield Problem("E509", message, at, _WHY, "move the step into the outline that it is of")


def ill_fitting(node: dict[str, Any], file: GherkinFile) -> Iterator[Problem]:
    """What does not fit between a scenario and its examples."""
    at, tables = file.at(node["location"]["line"]), node["examples"]
    if not tables:
        if node["keyword"] in file.dialect.scenario_outline_keywords:
            message = f"the outline `{node['name']}` has no examples"
            yield Problem("E509", message, at, _WHY, _BELOW)
        for step in node["steps"]:
            for name in _named([step]):
                message = f"`<{name}>` stands for nothing: the scenario has no examples"
                place = file.at(step["location"]["line"])
                yield Problem("E509", message, place, _WHY, _BELOW)
    for table in tables:
        if not table["tableBody"]:
            message = f"`{file.at(table['location']['line']).excerpt.strip()}` has no rows"
            place = file.at(table["location"]["line"])
            yield Problem("E509", message, place, "no scenario would come of it", _BELOW)
        if "tableHeader" in table:
            yield from _columns(table["tableHeader"]["cells"], node, file)


def _columns(
    cells: list[dict[str, Any]], node: dict[str, Any], file: GherkinFile
) -> Iterator[Problem]:
    names = [cell["value"] for cell in cells]
    asked = list(_placeholders(node))
    used = {name for _, name in asked}
    for place, cell in enumerate(cells):
        name, at = cell["value"], _at(cell, file)
        if not name:
            yield Problem("E509", "this column has no name", at, _WHY, "write its name there")
        elif name in names[:place]:
            message = f"two columns are called `{name}`"
            yield Problem("E509", message, at, _WHY, "give each its own name, or take one out")
        elif name not in used:
            message = f"no step has the column `{name}` in it"
            write = f"write <{name}> in a step, or take the column out"
            yield Problem("E509", message, at, _WHY, write)
    for line, name in asked:
        if name not in names:
            write = suggestion(name, filter(None, names), f"write a column `{name}`")
            message = f"`<{name}>` is no column of the examples"
            yield Problem("E509", message, file.at(line), _WHY, write)


def _placeholders(node: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """The names between < and > in the title and the steps of a scenario, with their lines."""
    yield from ((node["location"]["line"], name) for name in PLACEHOLDER.findall(node["name"]))
    for step in node["steps"]:
        yield from ((step["location"]["line"], name) for name in _named([step]))


def _named(steps: Iterable[dict[str, Any]]) -> Iterator[str]:
    for step in steps:
        cells = [
            c["value"] for row in step.get("dataTable", {}).get("rows", ()) for c in row["cells"]
        ]
        for text in (step["text"], *cells):
            yield from PLACEHOLDER.findall(text)


def _at(cell: dict[str, Any], file: GherkinFile) -> Position:
    where = cell["location"]
    return file.text.position(where["line"], where["column"], max(1, len(cell["value"])))
