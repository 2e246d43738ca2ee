"""Why some mutants break no scenario: the list `mutants.yaml` beside the feature files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from ..model.problem import Position, Problem, ProblemsFound
from ..reading.fields import Fields
from ..reading.forms import Field, form
from ..reading.tree import Node, read_file
from .survivors import MutantFate

FILE = "mutants.yaml"
_WRITE = "write - mutant: and its name, and below it because:"
_MUTANT = form(
    "an accepted mutant",
    Field("mutant", "Its name"),
    Field("because", "Why it breaks no scenario"),
)
_LIST = form("a list of mutants", Field("accepted", "Those that may stay", form=_MUTANT))


@frozen
class Explanation:
    """Why one mutant may break no scenario."""

    mutant: str
    because: str
    position: Position


def read_explanations(folder: Path, shown: str = "") -> tuple[Explanation, ...]:
    """The explanations that stand beside the feature files; none without the file. Raises
    ProblemsFound."""
    place = folder / FILE
    if not place.is_file():
        return ()
    problems: list[Problem] = []
    tree = read_file(place, f"{shown or folder}/{FILE}", problems)
    if tree is None:
        raise ProblemsFound(problems)
    fields = Fields.of(tree, problems, _LIST).checked()
    node = fields.node_of("accepted")
    if node is None or not isinstance(node.value, list):
        raise ProblemsFound([*problems, tree.problem("E505", "`accepted` is a list", _WRITE)])
    found = [_explanation(entry, problems) for entry in node.value]
    if problems:
        raise ProblemsFound(problems)
    return tuple(found)


def _explanation(node: Node, problems: list[Problem]) -> Explanation:
    fields = Fields.of(node, problems, _MUTANT).checked()
    mutant, because = (fields.needed(name, _WRITE) for name in _MUTANT)
    return Explanation(mutant, because, node.position)


def outdated(explanations: Iterable[Explanation], fates: Iterable[MutantFate]) -> list[Problem]:
    """A problem for each explanation that explains nothing: of a mutant that is not there, that breaks a
    scenario, that no patient can tell from the rules, or that is explained already."""
    by_id = {fate.mutant.id: fate for fate in fates}
    problems = []
    seen: set[str] = set()
    for one in explanations:
        fate, name = by_id.get(one.mutant), f"the mutant `{one.mutant}`"
        message = ""
        if fate is None:
            message = f"there is no mutant `{one.mutant}`"
        elif fate.breaks:
            message = f"{name} breaks the scenario `{fate.breaks}`"
        elif fate.equal:
            message = f"{name} is proven to change nothing, without an explanation"
        elif one.mutant in seen:
            message = f"{name} is explained twice"
        seen.add(one.mutant)
        if message:
            problems.append(Problem("E505", message, one.position, help="take it out of the list"))
    return problems
