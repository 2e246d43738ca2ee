"""Feature files as values: each example of an outline is a scenario of its own, with its own line.

pytest-bdd keeps neither the lines of examples nor two scenarios of one name; both are needed to point
a clinician to the place that failed, so files are read here with the same Gherkin parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import evolve, frozen
from gherkin.errors import CompositeParserException, ParserException
from gherkin.parser import Parser

from ..library import shipped
from ..model.problem import Position, Problem, ProblemsFound
from ..reading.contents import cannot_be_opened, check_file_name
from ..reading.decoding import FileText, hidden_signs

_TYPES = {"Context": "given", "Action": "when", "Outcome": "then"}
_PLACEHOLDER = re.compile(r"<([^<>]+)>")


@frozen
class ScenarioStep:
    """One line of a scenario: its keyword as written, and given, when or then."""

    keyword: str
    type: str
    text: str
    line: int


@frozen
class Scenario:
    """One scenario, or one row of an outline's examples. `line` is the scenario's, `at` the row's."""

    topic: str
    name: str
    line: int
    at: int
    steps: tuple[ScenarioStep, ...]
    example: tuple[tuple[str, str], ...] = ()
    rule: str = ""
    file: str = ""
    outline: tuple[ScenarioStep, ...] = ()
    """The steps as they stand in the file, with the names of the examples in them."""

    @property
    def id(self) -> str:
        """Names one example among all: the topic, the name and the line of the row."""
        return f"{self.topic}/{self.name}" + (f" ({self.at})" if self.example else "")

    @property
    def title(self) -> str:
        """The name with the values of the example."""
        values = ", ".join(f"{name} {value}" for name, value in self.example)
        return f"{self.name} ({values})" if values else self.name


@frozen
class Feature:
    """One feature file. `description` says for a clinician what the topic decides."""

    topic: str
    title: str
    description: str
    file: str
    scenarios: tuple[Scenario, ...]


def features_of(folder: Path) -> Path:
    """The folder of feature files that belongs to a protocol's folder. Raises ProblemsFound."""
    packaged = shipped("features") / folder.name
    if folder.parent == shipped("rules") and packaged.is_dir():
        return packaged
    whole = folder.resolve()  # `.` has no name
    places = [folder, folder / "features", whole.parent.parent / "features" / whole.name]
    for place in places:
        if place.is_dir() and any(place.glob("*.feature")):
            return place
    write = f"write them in features/{whole.name}, or name their folder with --features"
    raise _no_features(str(folder), write)


def _no_features(folder: str, write: str) -> ProblemsFound:
    why = "a rule that no scenario asks about may say anything"
    return ProblemsFound([Problem("E501", f"`{folder}` has no feature files", why=why, help=write)])


def read_features(folder: Path, shown: str = "") -> tuple[Feature, ...]:
    """Every feature file of a folder, sorted by topic. Raises ProblemsFound with all that is wrong."""
    features: list[Feature] = []
    problems: list[Problem] = []
    # An editor marks a file that is open by a link that leads nowhere, such as `.#lifting.feature`.
    paths = sorted(path for path in folder.glob("*.feature") if not path.name.startswith("."))
    if not paths:
        write = "name the folder in which files end with .feature"
        raise _no_features(shown or str(folder), write)
    for path in paths:
        file = f"{shown or folder}/{path.name}"
        try:
            check_file_name(path.name, file)
            features.append(read_feature(path.read_text("utf-8-sig"), path.stem, file))
        except ProblemsFound as found:
            problems.extend(found.problems)
        except UnicodeDecodeError:
            message = f"`{path.name}` is not text in UTF-8"
            problems.append(Problem("E502", message, help="save it as UTF-8"))
        except OSError as error:
            problems.append(cannot_be_opened(file, error))
    if problems:
        raise ProblemsFound(problems)
    return tuple(features)


def read_feature(text: str, topic: str, file: str) -> Feature:
    """The feature that a file's text makes. Raises ProblemsFound."""
    whole = FileText(file, tuple(text.split("\n")))
    if unseen := [p for n in range(len(whole.lines)) for p in hidden_signs(whole, n + 1)]:
        raise ProblemsFound(unseen)
    try:
        # The parser declares a type of its own for what is a plain dictionary.
        document: dict[str, Any] | None = dict(Parser().parse(text)).get("feature")  # type: ignore[assignment]
    except CompositeParserException as wrong:
        raise ProblemsFound([_problem(e, text.splitlines(), file) for e in wrong.errors]) from None
    if document is None:
        write = "begin with Feature: and what the topic decides"
        raise ProblemsFound([Problem("E502", f"`{file}` is empty", help=write)])
    scenarios = tuple(_scenarios(document, topic, file))
    lines = text.splitlines()
    problems = [*_twice(scenarios, lines), *_asking_nothing(scenarios, lines)]
    if problems:
        raise ProblemsFound(problems)
    description = " ".join(document["description"].split())
    return Feature(topic, document["name"], description, file, scenarios)


def _at(line: int, lines: list[str], file: str) -> Position:
    """A whole line as a place, without its indent."""
    excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
    indent = len(excerpt) - len(excerpt.lstrip())
    return Position(file, line, indent + 1, max(1, len(excerpt.strip())), excerpt)


def _problem(error: ParserException, lines: list[str], file: str) -> Problem:
    place = _at(int(error.location.get("line", 1)), lines, file)
    found = place.excerpt.strip()
    return Problem(
        "E502",
        f"`{found}` cannot stand here" if found else "the file ends too early",
        place,
        why="the whole file would be left out, and every rule in it would go untested",
        help="write Feature:, below it Scenario:, and below that Given, And, Then",
    )


def _asking_nothing(scenarios: tuple[Scenario, ...], lines: list[str]) -> Iterator[Problem]:
    for line, scenario in {scenario.line: scenario for scenario in scenarios}.items():
        if all(step.type != "then" for step in scenario.steps):
            yield Problem(
                "E507",
                f"the scenario `{scenario.name}` asks nothing",
                _at(line, lines, scenario.file),
                why="it would pass whatever the rules say",
                help="write Then, and what the answer has to be",
            )


def _twice(scenarios: tuple[Scenario, ...], lines: list[str]) -> Iterator[Problem]:
    first: dict[str, Scenario] = {}
    for scenario in scenarios:
        known = first.setdefault(scenario.name, scenario)
        if known.line != scenario.line:
            yield Problem(
                "E503",
                f"two scenarios are called `{scenario.name}`; the first is at line {known.line}",
                _at(scenario.line, lines, scenario.file),
                why="only one of them would run",
                help="rename one of them",
            )


def _scenarios(
    document: dict[str, Any],
    topic: str,
    file: str,
    before: tuple[ScenarioStep, ...] = (),
    rule: str = "",
) -> Iterator[Scenario]:
    for child in document["children"]:
        if "background" in child:
            before = (*before, *_steps(child["background"]["steps"]))
        elif "rule" in child:
            yield from _scenarios(child["rule"], topic, file, before, child["rule"]["name"])
        else:
            yield from _examples(child["scenario"], topic, file, before, rule)


def _examples(
    node: dict[str, Any], topic: str, file: str, before: tuple[ScenarioStep, ...], rule: str
) -> Iterator[Scenario]:
    line = node["location"]["line"]
    steps = (*before, *_steps(node["steps"]))
    if not node["examples"]:
        yield Scenario(topic, node["name"], line, line, steps, (), rule, file, steps)
    for table in node["examples"]:
        names = [cell["value"] for cell in table.get("tableHeader", {}).get("cells", [])]
        for row in table["tableBody"]:
            told = dict(zip(names, (cell["value"] for cell in row["cells"]), strict=True))
            filled = tuple(_filled(step, told) for step in steps)
            at, example = row["location"]["line"], tuple(told.items())
            yield Scenario(topic, node["name"], line, at, filled, example, rule, file, steps)


def _steps(nodes: list[dict[str, Any]]) -> Iterator[ScenarioStep]:
    current = "given"
    for node in nodes:
        current = _TYPES.get(node["keywordType"], current)
        line = node["location"]["line"]
        yield ScenarioStep(node["keyword"].strip(), current, node["text"], line)


def _filled(step: ScenarioStep, example: dict[str, str]) -> ScenarioStep:
    text = _PLACEHOLDER.sub(lambda found: example.get(found[1], found[0]), step.text)
    return evolve(step, text=text)
