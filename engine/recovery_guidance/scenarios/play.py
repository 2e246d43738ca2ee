"""Plays scenarios without pytest: the same steps, in the same process, in milliseconds.

What changes rules a thousand times, or waits for an author's next save, plays scenarios here;
`suite` runs them under pytest-bdd. Both give the same values, and a test compares them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from inspect import signature
from itertools import chain, repeat
from typing import Any, Literal

import pytest
from attrs import frozen

from ..model.algebra import Truth
from ..model.problem import ProblemsFound
from ..model.protocol import Protocol
from . import bounds, diary_steps, steps  # noqa: F401  their import fills the table of steps
from .features import Scenario, ScenarioStep
from .story import STEPS, Answer, StepDefinition, Story

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
    def broken(self) -> StepPlayed | None:
        """The step that failed or is not known."""
        return next((s for s in self.steps if s.state in ("failed", "undefined")), None)


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
        return "undefined", nearest(step)
    definition, arguments = found
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


@lru_cache(10_000)  # a protocol's scenarios are played for each of its mutants
def definition_of(type: str, text: str) -> tuple[StepDefinition, dict[str, Any]] | None:
    """The kind of step that a line is, with what it says; the one declared last where several fit,
    as pytest-bdd has it."""
    for definition in reversed(STEPS):
        arguments = definition.arguments(type, text)
        if arguments is not None:
            wanted = signature(definition.function).parameters
            return definition, {k: v for k, v in arguments.items() if k in wanted}
    return None


def nearest(step: ScenarioStep) -> str:
    """The known kind of step that a line is most like, as it is written in a feature file."""
    alike = [d for d in STEPS if d.type == step.type] or STEPS
    forms = [readable(definition.parser.name) for definition in alike]
    return max(forms, key=lambda form: _likeness(step.text, form), default="")


def _likeness(text: str, form: str) -> float:
    """How well a line fits a form, in the spelling of it that is most like the line."""
    chosen = re.search(r"[\w ]+(?:\|[\w ]+)+", form)
    words = chosen[0] if chosen else ""
    spellings = [form.replace(words, word) if words else form for word in words.split("|")]
    return max(_alike(text.casefold(), spelling.casefold()) for spelling in spellings)


def _alike(text: str, form: str) -> float:
    """The form's own words each with the word most like it, and how much of both is in one order."""
    fixed = re.sub(r"<\w+>|\[.*?\]", " ", form).split()
    spoken = text.split()
    found = [max(_ratio(word, other) for other in spoken) for word in fixed] if spoken else []
    of_words = sum(found) / len(found) if found else 0.0
    in_order = SequenceMatcher(None, spoken, fixed, autojunk=False).ratio()
    return 2 * of_words + in_order + _ratio(text, " ".join(fixed))


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def readable(pattern: str) -> str:
    """A step's pattern as a clinician would write the line: `<activity> is allowed [because of …]`."""
    text = re.sub(r"\(\?!.*?\)\\b\)|\(\?<!.*?\)", "", pattern)
    while (start := text.find("(")) >= 0:
        end = _closing(text, start)
        inside = text[start + 1 : end]
        named = re.match(r"\?P<(\w+)>", inside)
        inner = inside[named.end() :] if named else inside.removeprefix("?:")
        if not named:
            shown = readable(inner) if "(" in inner else inner.split("|")[0]
        elif re.fullmatch(r"[\w |]+", inner):
            shown = inner
        else:
            shown = readable(inner) if " " in inner.replace(" \\S+", "") else f"<{named[1]}>"
        optional = text[end + 1 : end + 2] == "?"
        text = text[:start] + (f" [{shown}]" if optional else shown) + text[end + 1 + optional :]
    return " ".join(text.replace(".+", "…").split())


def _closing(text: str, start: int) -> int:
    depth = 0
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return len(text) - 1


def play_all(scenarios: Iterable[Scenario], protocol: Protocol) -> tuple[Played, ...]:
    """Plays scenarios in order."""
    return tuple(play(scenario, protocol) for scenario in scenarios)
