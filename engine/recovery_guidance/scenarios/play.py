"""Plays scenarios without pytest: the same steps, in the same process, in milliseconds.

What changes rules a thousand times, or waits for an author's next save, plays scenarios here;
`pytest` runs the same scenarios under pytest-bdd, with the same steps; what counts is what is played here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import chain, repeat
from typing import Literal

import pytest
from attrs import frozen

from ..model.algebra import Truth
from ..model.problem import ProblemsFound
from ..model.protocol import Protocol
from .definitions import definition_of, nearest
from .features import Scenario, ScenarioStep
from .story import Answer, Story

State = Literal["passed", "failed", "undefined", "skipped"]
Seen = tuple[str, Truth, Sequence[Truth]]
"""The id of a rule that was asked about, whether it applied, and the truth of each of its conditions."""


@frozen
class StepPlayed:
    """One step and how it went; `actual` is what was found instead, or the nearest known step."""

    step: ScenarioStep
    state: State
    actual: str = ""


@frozen(eq=False)
class Played:
    """One scenario and how it went on one engine."""

    scenario: Scenario
    engine: str
    steps: tuple[StepPlayed, ...]
    answers: tuple[Answer, ...]
    seen: tuple[Seen, ...] | None = None
    """What the answers showed of the rules, where the answers themselves are not kept."""

    @cached_property
    def passed(self) -> bool:
        return all(played.state == "passed" for played in self.steps)

    @property
    def state(self) -> Literal["passed", "failed", "planned"]:
        """How it stands: what is planned need not hold."""
        if self.scenario.is_draft:
            return "planned"
        return "passed" if self.passed else "failed"

    @property
    def broken(self) -> StepPlayed | None:
        """The step that failed or is not known."""
        return next((s for s in self.steps if s.state in ("failed", "undefined")), None)


Progress = Callable[[Played], None]
Player = Callable[[Iterable[Scenario], Protocol, Sequence[str], Progress], tuple[Played, ...]]
"""Plays scenarios in order, each on every engine, and tells of each."""


def play(scenario: Scenario, protocol: Protocol, engine: str = "reference") -> Played:
    """Plays one scenario; nothing that a step finds wrong is raised."""
    story = Story(protocol, engine)
    went: list[tuple[State, str]] = []
    for step in scenario.steps:
        went.append(_taken(step, story))
        if went[-1][0] != "passed":
            break
    return finished(scenario, engine, went, story)


def finished(
    scenario: Scenario, engine: str, went: list[tuple[State, str]], story: Story
) -> Played:
    """What a scenario came to, by how each step went; steps that were never reached are skipped."""
    rest: repeat[tuple[State, str]] = repeat(("skipped", ""))
    pairs = zip(scenario.steps, chain(went, rest), strict=False)
    played = tuple(StepPlayed(step, *how) for step, how in pairs)
    return Played(scenario, engine, played, tuple(story.answers))


def holds(scenario: Scenario, protocol: Protocol) -> bool:
    """Whether every step of a scenario passes."""
    return play(scenario, protocol).passed


def _taken(step: ScenarioStep, story: Story) -> tuple[State, str]:
    found = definition_of(step.type, step.text)
    if found is None:
        return "undefined", nearest(step.type, step.text)
    definition, arguments = found
    if definition.takes_table:
        arguments = {**arguments, "datatable": step.table}
    elif step.table:
        return "failed", "this step takes no table"
    try:
        definition.function(story=story, **arguments)
    except (AssertionError, pytest.fail.Exception, ProblemsFound) as wrong:
        return "failed", reason(wrong)
    return "passed", ""


def reason(wrong: BaseException) -> str:
    """What a failed step says, without what pytest adds to it."""
    if isinstance(wrong, ProblemsFound):
        return "; ".join(problem.message for problem in wrong.problems)
    message = str(getattr(wrong, "msg", None) or wrong)
    return message.partition("\nassert ")[0].strip() or "it is otherwise"


def play_all(
    scenarios: Iterable[Scenario],
    protocol: Protocol,
    engines: Sequence[str] = ("reference",),
    on: Progress = lambda _: None,
) -> tuple[Played, ...]:
    """Plays scenarios in order, each on every engine, and tells of each."""
    played = []
    for scenario in scenarios:
        for engine in engines:
            played.append(play(scenario, protocol, engine))
            on(played[-1])
    return tuple(played)
