"""Why some mutants break no scenario: the list `mutants.yaml` beside the feature files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import frozen

from engine.problem import Position, Problem, ProblemsFound
from engine.reading.fields import Fields
from engine.reading.tree import Node, read_file
from engine.scenarios.mutation import Outcome

FILE = "mutants.yaml"
_WRITE = "write - mutant: and its name, and below it because:"


@frozen
class Explanation:
    """Why one mutant may break no scenario."""

    mutant: str
    because: str
    position: Position


def read_explained(folder: Path, shown: str = "") -> tuple[Explanation, ...]:
    """The explanations that stand beside the feature files; none without the file. Raises
    ProblemsFound."""
    place = folder / FILE
    if not place.is_file():
        return ()
    problems: list[Problem] = []
    tree = read_file(place, f"{shown or folder}/{FILE}", problems)
    if tree is None:
        raise ProblemsFound(problems)
    fields = Fields.of(tree, problems, "a list of mutants", ("accepted",))
    node = fields.node_of("accepted")
    if node is None or not isinstance(node.value, list):
        raise ProblemsFound([*problems, tree.problem("E505", "`accepted` is a list", _WRITE)])
    found = [_explanation(entry, problems) for entry in node.value]
    if problems:
        raise ProblemsFound(problems)
    return tuple(found)


def _explanation(node: Node, problems: list[Problem]) -> Explanation:
    fields = Fields.of(node, problems, "an accepted mutant", ("mutant", "because"))
    return Explanation(fields.text("mutant", _WRITE), fields.text("because", _WRITE), node.position)


def outdated(explained: Iterable[Explanation], outcomes: Iterable[Outcome]) -> list[Problem]:
    """A problem for each explanation of a mutant that is not there, or that a scenario breaks."""
    fates: Mapping[str, Outcome] = {outcome.mutant.id: outcome for outcome in outcomes}
    problems = []
    for one in explained:
        fate = fates.get(one.mutant)
        if fate is not None and not fate.killed_by:
            continue
        if fate is None:
            message = f"there is no mutant `{one.mutant}`"
        else:
            message = f"the mutant `{one.mutant}` breaks the scenario `{fate.killed_by}`"
        problems.append(Problem("E505", message, one.position, help="take it out of the list"))
    return problems
