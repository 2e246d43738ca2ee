"""Runs feature files under pytest-bdd, in this process, and gathers how each scenario went.

Works on any folder, and from an installed copy: nothing is read from, or written to, the place that
the features stand in, and no other plugin of pytest takes part.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from attrs import define, field
from pytest_bdd.feature import features

from ..model.problem import Problem, ProblemsFound
from .features import Feature, Scenario, ScenarioStep, read_features
from .play import Played, State, finished, nearest, reason
from .story import Story

Progress = Callable[[Played], None]

_MODULE = "from pytest_bdd import scenarios\n\nscenarios({folder!r})\n"
_ARGUMENTS = (
    "-p", "pytest_bdd.plugin", "-p", "recovery_guidance.scenarios.steps", "-p", "no:cacheprovider",
    "-p", "no:terminal", "-p", "no:warnings", "--import-mode=importlib", "--capture=sys",
)  # fmt: skip


def run(
    folder: Path, protocol: str, engine: str = "auto", on: Progress | None = None, shown: str = ""
) -> tuple[Played, ...]:
    """Every scenario of a folder, asked of a protocol's folder, in the order of files and lines.

    `engine` is one of `evaluate.ENGINES`, or `both`. Raises ProblemsFound for files that cannot be
    read, and where pytest itself could not run.
    """
    gatherer = _Gatherer(read_features(folder, shown), on)
    with TemporaryDirectory(prefix="recovery-") as place, _undisturbed():
        module = Path(place, f"test_{uuid4().hex}.py")  # pytest knows a module by its name
        module.write_text(_MODULE.format(folder=str(folder.resolve())), "utf-8")
        settings = Path(place, "pytest.ini")
        settings.write_text("[pytest]\n", "utf-8")
        code = pytest.main(
            [
                str(module), "-c", str(settings), "--rootdir", place, *_ARGUMENTS,
                "--protocol", protocol, "--engine", engine,
            ],
            plugins=[gatherer],
        )  # fmt: skip
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise ProblemsFound([_could_not_run(gatherer.troubles, folder)])
    return gatherer.in_order()


def no_scenario(folder: Path) -> ProblemsFound:
    """That there is nothing to run."""
    return ProblemsFound([_could_not_run(["NoScenariosFound"], folder)])


def _could_not_run(troubles: list[str], folder: Path) -> Problem:
    what = troubles[0] if troubles else "no scenario was found"
    write = "ask one feature file after the other, to see which of them it is"
    if "NoScenariosFound" in what:
        what = "no scenario was found"
        write = "write Scenario: and a title below Feature:, and below that Given and Then"
    message = f"the scenarios in `{folder}` could not be run: {what}"
    why = "a rule that no scenario asks about may say anything"
    return Problem("E504", message, why=why, help=write)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keeps the reader's own pytest settings and plugins out, and puts everything back.

    pytest-bdd remembers every file that it has read; a file may have been saved since.
    """
    modules = set(sys.modules)
    own = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": ""}
    with patch.dict(os.environ, own), patch.dict(features, clear=True), chdir(Path.cwd()):
        try:
            yield
        finally:
            for name in set(sys.modules) - modules:
                if name.startswith("test_"):
                    del sys.modules[name]


_Key = tuple[str, str, tuple[tuple[str, str], ...]]


@define
class _Gatherer:
    """A plugin of pytest that hears how each step went."""

    features: tuple[Feature, ...]
    on: Progress | None = None
    troubles: list[str] = field(factory=list)
    found: list[Played] = field(factory=list)
    waiting: dict[tuple[str, _Key], list[Scenario]] = field(factory=dict)
    went: list[tuple[State, str]] = field(factory=list)

    def in_order(self) -> tuple[Played, ...]:
        places = {s: n for n, s in enumerate(s for f in self.features for s in f.scenarios)}
        return tuple(sorted(self.found, key=lambda p: (places[p.scenario], p.engine)))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.troubles.append(str(report.longrepr).strip().splitlines()[-1])

    def pytest_bdd_before_scenario(self) -> None:
        self.went = []

    def pytest_bdd_after_step(self) -> None:
        self.went.append(("passed", ""))

    def pytest_bdd_step_error(self, exception: BaseException) -> None:
        self.went.append(("failed", reason(exception)))

    def pytest_bdd_step_func_lookup_error(self, step: Any) -> None:
        own = ScenarioStep(step.keyword, step.type, step.name, step.line_number)
        self.went.append(("undefined", nearest(own)))

    def pytest_bdd_after_scenario(self, request: pytest.FixtureRequest, scenario: Any) -> None:
        engine = str(request.getfixturevalue("engine_name"))
        story: Story = request.getfixturevalue("story")
        example = request.node.callspec.params.get("_pytest_bdd_example", {})
        own = self._scenario(scenario, example, engine)
        self.found.append(finished(own, engine, self.went, story))
        if self.on:
            self.on(self.found[-1])

    def _scenario(self, scenario: Any, example: Mapping[str, str], engine: str) -> Scenario:
        """The scenario with its own place in the file; of two examples that are the same, the first
        that was not played yet."""
        topic = Path(scenario.feature.filename).stem
        key = (topic, scenario.name, tuple(example.items()))
        every = (s for f in self.features for s in f.scenarios)
        if (engine, key) not in self.waiting:
            self.waiting[engine, key] = [s for s in every if (s.topic, s.name, s.example) == key]
        return self.waiting[engine, key].pop(0)
