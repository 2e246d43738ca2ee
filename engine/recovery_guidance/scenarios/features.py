"""Feature files as values: each example of an outline is a scenario of its own, with its own line.

All of them are read, or none: what looks like a scenario and would not be run is a problem with its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attrs import evolve, frozen
from gherkin.pickles.compiler import Compiler

from ..library import shipped
from ..model.problem import Problem, ProblemsFound
from ..reading.contents import cannot_be_opened, check_file_name
from ..reading.decoding import FileText
from .definitions import definition_of
from .examples import PLACEHOLDER, ill_fitting, placeholders_in_background, rows_cut_short
from .folder import feature_files
from .free_text import unheard
from .gherkin_file import GherkinFile, parsed, unseen, whole_line

_TYPES = {"Context": "given", "Action": "when", "Outcome": "then"}
DRAFT = "@draft"
"""The tag of a scenario that is planned, and not yet true. Any other tag only marks."""


@frozen
class ScenarioStep:
    """One line of a scenario: its keyword as written, and given, when or then; and the table below it."""

    keyword: str
    type: str
    text: str
    line: int
    table: tuple[tuple[str, ...], ...] = ()


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
    tags: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Names one example among all: the topic, the name and the line of the row."""
        return f"{self.topic}/{self.name}" + (f" ({self.at})" if self.example else "")

    @property
    def title(self) -> str:
        """The name with the values of the example."""
        named = PLACEHOLDER.findall(self.name)
        values = ", ".join(f"{name} {value}" for name, value in self.example if name not in named)
        name = _with_values(self.name, dict(self.example))
        return f"{name} ({values})" if values else name

    @property
    def is_draft(self) -> bool:
        """Whether it is planned, and not yet true."""
        return DRAFT in self.tags

    @property
    def place(self) -> tuple[str, int]:
        """The file and the line where it stands: two scenarios never share them."""
        return self.file, self.at


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
    found = [(place, feature_files(place, str(place))) for place in places if place.is_dir()]
    for kind in (0, 1):  # files that can be read, and else some that only look like it
        if chosen := next((place for place, files in found if files[kind]), None):
            return chosen
    write = f"write them in features/{whole.name}, or name their folder with --features"
    raise _no_features(str(folder), write)


def _no_features(folder: str, write: str) -> ProblemsFound:
    why = "a rule that no scenario asks about may say anything"
    return ProblemsFound([Problem("E501", f"`{folder}` has no feature files", why=why, help=write)])


def read_features(folder: Path, shown: str = "") -> tuple[Feature, ...]:
    """Every feature file of a folder, sorted by topic. Raises ProblemsFound with all that is wrong."""
    features: list[Feature] = []
    paths, problems = feature_files(folder, shown or str(folder))
    for path in paths:
        file = f"{shown or folder}/{path.name}"
        try:
            check_file_name(path.name, file)
            # Line ends of every kind of system, and no sign that only Python takes for the end of a line.
            text = path.read_text("utf-8")
            features.append(read_feature(text, path.stem, file))
        except ProblemsFound as found:
            problems.extend(found.problems)
        except UnicodeDecodeError:
            message = f"`{path.name}` is not text in UTF-8"
            problems.append(Problem("E502", message, help="save it as UTF-8"))
        except OSError as error:
            problems.append(cannot_be_opened(file, error))
    if problems:
        raise ProblemsFound(problems)
    if not paths:
        write = "name the folder in which files end with .feature"
        raise _no_features(shown or str(folder), write)
    return tuple(features)


def read_feature(text: str, topic: str, file: str) -> Feature:
    """The feature that a file's text makes. Raises ProblemsFound."""
    whole = FileText(file, tuple(text.split("\n")))
    if signs := list(unseen(whole)):
        raise ProblemsFound(signs)
    source = parsed(whole)
    scenarios = tuple(_scenarios(source.feature, topic, file))
    problems = [*unheard(source), *rows_cut_short(source), *_ill_fitting(source.feature, source)]
    problems += [*_twice(scenarios, whole), *_miscounted(scenarios, source)]
    if problems:
        raise ProblemsFound(problems)
    description = " ".join(source.feature["description"].split())
    return Feature(topic, source.feature["name"], description, file, scenarios)


def miscounted(
    read: Counter[tuple[str, int]], other: Counter[tuple[str, int]], how: str
) -> list[Problem]:
    """A problem for each place of which one count of scenarios has more than another."""
    problems = []
    for file, line in sorted((read - other) + (other - read)):
        counts = f"read {read[file, line]} times and {how} {other[file, line]} times"
        message = f"the scenario at line {line} is {counts}"
        write = "report this: what is read, run and shown has to be the same"
        place = whole_line(FileText(file, ()), line)
        problems.append(Problem("E504", message, place, "it would be left out in silence", write))
    return problems


def _miscounted(scenarios: tuple[Scenario, ...], source: GherkinFile) -> list[Problem]:
    """Holds what was read against what Gherkin itself makes of the same tree."""
    lines = {node["id"]: node["location"]["line"] for node in _nodes(source.feature)}
    document: Any = {"feature": source.feature, "uri": source.text.file, "comments": []}
    made = Counter(
        (source.text.file, lines[one["astNodeIds"][-1]]) for one in Compiler().compile(document)
    )
    return miscounted(Counter(one.place for one in scenarios), made, "found by Gherkin")


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for child in node["children"]:
        if "rule" in child:
            yield from _nodes(child["rule"])
        elif "scenario" in child:
            yield child["scenario"]
            for table in child["scenario"]["examples"]:
                yield from table["tableBody"]


def _ill_fitting(node: dict[str, Any], file: GherkinFile) -> Iterator[Problem]:
    """What keeps a part of a feature from being run as its author meant it."""
    line, kind = node["location"]["line"], node["keyword"]
    if all("background" in child for child in node["children"]):
        yield Problem(
            "E504",
            f"no scenario stands below `{kind}: {node['name']}`",
            file.at(line),
            why="a rule that no scenario asks about may say anything",
            help="write Scenario: and a title below it, and below that Given and Then",
        )
    for child in node["children"]:
        if "rule" in child:
            yield from _ill_fitting(child["rule"], file)
        elif "background" in child:
            yield from placeholders_in_background(child["background"], file)
            yield from _steps_amiss(child["background"]["steps"], file)
        else:
            yield from ill_fitting(child["scenario"], file)
            yield from _steps_amiss(child["scenario"]["steps"], file)
            yield from _asking_nothing(child["scenario"], file)


def _steps_amiss(nodes: list[dict[str, Any]], file: GherkinFile) -> Iterator[Problem]:
    for place, node in enumerate(nodes):
        at, keyword = file.at(node["location"]["line"]), node["keyword"].strip()
        if not place and node["keywordType"] not in _TYPES:
            message = f"a scenario or background cannot begin with `{keyword}`"
            why = "nobody can tell whether it tells something or asks for it"
            yield Problem("E510", message, at, why, "begin with Given, or with Then")
    is_english = file.feature["language"].startswith("en")
    for node, step in zip(nodes, _steps(nodes), strict=True):
        found = definition_of(step.type, step.text)
        takes_table = found is None or found[0].takes_table
        for what, below in (("doc string", "docString"), ("table", "dataTable")):
            if below in node and (below == "docString" or not takes_table):
                message, why = f"`{step.text}` takes no {what}", f"the {what} would be left out"
                write = "write it in steps, or as a table below Given these facts:"
                yield Problem("E510", message, file.at(node[below]["location"]["line"]), why, write)
        if found is None and not is_english and not PLACEHOLDER.search(step.text):
            message = (
                f"no step is written like `{step.text}`: only keywords may be in another language"
            )
            write = "write what stands behind the keyword in English"
            yield Problem("E510", message, file.at(step.line), "nothing would run it", write)


def _asking_nothing(node: dict[str, Any], file: GherkinFile) -> Iterator[Problem]:
    if all(step.type != "then" for step in _steps(node["steps"])):
        yield Problem(
            "E507",
            f"the scenario `{node['name']}` asks nothing",
            file.at(node["location"]["line"]),
            why="it would pass whatever the rules say",
            help="write Then, and what the answer has to be",
        )


def _twice(scenarios: tuple[Scenario, ...], text: FileText) -> Iterator[Problem]:
    first: dict[str, Scenario] = {}
    for scenario in scenarios:
        known = first.setdefault(scenario.name, scenario)
        if not scenario.name and known is scenario:
            write = "write what it shows, in a few words, behind the colon"
            why = "nobody could say which scenario failed"
            yield Problem(
                "E503", "a scenario has no title", whole_line(text, scenario.line), why, write
            )
        if known.line != scenario.line:
            yield Problem(
                "E503",
                f"two scenarios are called `{scenario.name}`; the first is at line {known.line}",
                whole_line(text, scenario.line),
                why="only one of them would run",
                help="rename one of them",
            )


def _scenarios(
    node: dict[str, Any],
    topic: str,
    file: str,
    before: tuple[ScenarioStep, ...] = (),
    tags: tuple[str, ...] = (),
    rule: str = "",
) -> Iterator[Scenario]:
    tags = (*tags, *_tags(node))
    for child in node["children"]:
        if "background" in child:
            before = (*before, *_steps(child["background"]["steps"]))
        elif "rule" in child:
            yield from _scenarios(child["rule"], topic, file, before, tags, child["rule"]["name"])
        else:
            own = child["scenario"]
            line, steps = own["location"]["line"], (*before, *_steps(own["steps"]))
            marks = (*tags, *_tags(own))
            plain = Scenario(topic, own["name"], line, line, steps, (), rule, file, steps, marks)
            yield from _examples(plain, own["examples"])


def _examples(outline: Scenario, tables: list[dict[str, Any]]) -> Iterator[Scenario]:
    if not tables:
        yield outline
    for table in tables:
        names = [cell["value"] for cell in table.get("tableHeader", {}).get("cells", [])]
        for row in table["tableBody"]:
            told = dict(zip(names, (cell["value"] for cell in row["cells"]), strict=True))
            yield evolve(
                outline,
                at=row["location"]["line"],
                steps=tuple(_filled(step, told) for step in outline.steps),
                example=tuple(told.items()),
                tags=(*outline.tags, *_tags(table)),
            )


def _tags(node: dict[str, Any]) -> tuple[str, ...]:
    return tuple(tag["name"] for tag in node["tags"])


def _steps(nodes: list[dict[str, Any]]) -> Iterator[ScenarioStep]:
    current = "given"
    for node in nodes:
        current = _TYPES.get(node["keywordType"], current)
        line, rows = node["location"]["line"], node.get("dataTable", {}).get("rows", ())
        table = tuple(tuple(cell["value"] for cell in row["cells"]) for row in rows)
        yield ScenarioStep(node["keyword"].strip(), current, node["text"], line, table)


def _filled(step: ScenarioStep, example: dict[str, str]) -> ScenarioStep:
    table = tuple(tuple(_with_values(cell, example) for cell in row) for row in step.table)
    return evolve(step, text=_with_values(step.text, example), table=table)


def _with_values(text: str, example: dict[str, str]) -> str:
    return PLACEHOLDER.sub(lambda found: example.get(found[1], found[0]), text)
