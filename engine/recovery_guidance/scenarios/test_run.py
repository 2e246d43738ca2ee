"""How a protocol stands today: its scenarios as they went, what they cover, how its mutants fared.

One run's data; `recovery test` prints it, and every page of the site is made of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Literal

from attrs import field, frozen

from ..authoring.describe import describe
from ..model.problem import Position, Problem, ProblemsFound
from ..model.protocol import REVIEWED, Protocol
from .coverage import Coverage, coverage
from .features import DRAFT, Feature, Scenario, miscounted
from .play import Played, StepPlayed
from .survivors import MutantFate

State = Literal["passed", "failed", "not asked"]


@frozen(eq=False)
class ScenarioRun:
    """Everything that one run found. `fates` is None where mutants were not tried; `explanations` say
    of mutants that break no scenario why that is so. `planned` are drafts, which nothing else counts."""

    protocol: Protocol
    features: tuple[Feature, ...]
    played: tuple[Played, ...]
    planned: tuple[Played, ...] = ()
    fates: tuple[MutantFate, ...] | None = None
    explanations: Mapping[str, str] = field(factory=dict)

    @classmethod
    def of(
        cls, protocol: Protocol, features: tuple[Feature, ...], every: Iterable[Played]
    ) -> ScenarioRun:
        """What a run of all features came to. Raises ProblemsFound where one scenario was not played once on
        every engine that played another."""
        played = tuple(every)
        read = Counter(scenario.place for scenario in all_scenarios(features))
        problems = []
        for engine in sorted({one.engine for one in played}) or [""]:
            ran = Counter(one.scenario.place for one in played if one.engine == engine)
            problems += miscounted(read, ran, "run")
        if problems:
            raise ProblemsFound(problems)
        counted, planned = (
            tuple(one for one in played if one.scenario.is_draft == draft)
            for draft in (False, True)
        )
        return cls(protocol, features, counted, planned)

    @cached_property
    def coverage(self) -> Coverage:
        return coverage(self.protocol, self.played)

    @cached_property
    def by_scenario(self) -> Mapping[str, tuple[Played, ...]]:
        found: dict[str, tuple[Played, ...]] = {}
        for one in self.played:
            found[one.scenario.id] = (*found.get(one.scenario.id, ()), one)
        return found

    @cached_property
    def failed(self) -> tuple[Played, ...]:
        return tuple(one for one in self.played if not one.passed)

    def to_show(self, topic: str) -> tuple[Played, ...]:
        """Every scenario of a topic once, in the order of its file: as it went where it went worst."""
        found: dict[tuple[str, int], Played] = {}
        for one in (*self.played, *self.planned):
            if one.scenario.topic == topic and (one.scenario.place not in found or not one.passed):
                found[one.scenario.place] = one
        return tuple(found[place] for place in sorted(found))

    @property
    def unfinished(self) -> tuple[Problem, ...]:
        """A problem for each draft, where the protocol is no draft itself."""
        if self.protocol.claimed not in REVIEWED:
            return ()
        drafts = {one.scenario.place: one.scenario for one in self.planned}
        message = f"`{{}}` is a draft, and the protocol is `{self.protocol.claimed}`"
        why = "what is planned is not what patients are told"
        write = f"take {DRAFT} away once it holds, or the scenario out"
        return tuple(
            Problem("E511", message.format(one.title), Position(one.file, one.at, 1), why, write)
            for one in drafts.values()
        )

    def of_topic(self, topic: str) -> tuple[Played, ...]:
        return tuple(one for one in self.played if one.scenario.topic == topic)

    def of_rule(self, rule: str) -> tuple[Played, ...]:
        """The scenarios that ask about a rule, or that name it and failed before they could ask."""
        return self._of_rules[rule]

    @cached_property
    def _of_rules(self) -> dict[str, tuple[Played, ...]]:
        found = {rule: dict.fromkeys(c.scenarios) for rule, c in self.coverage.rules.items()}
        for one in self.failed:
            spoken = "\n".join(f"{s.step.text}\n{s.actual}" for s in one.steps)
            for rule in named(spoken, self.protocol):
                found[rule][one.scenario.id] = None
        return {
            rule: tuple(one for scenario in scenarios for one in self.by_scenario[scenario])
            for rule, scenarios in found.items()
        }

    def state_of(self, rule: str) -> State:
        """Whether every scenario that asks about a rule passes."""
        asking = self.of_rule(rule)
        if not asking:
            return "not asked"
        return "passed" if all(one.passed for one in asking) else "failed"

    @cached_property
    def noticeable(self) -> tuple[MutantFate, ...]:
        """Mutants that some patient could notice."""
        return tuple(fate for fate in self.fates or () if not fate.equal)

    @cached_property
    def survivors(self) -> tuple[MutantFate, ...]:
        """Those of them that break no scenario."""
        return tuple(fate for fate in self.noticeable if not fate.breaks)

    @property
    def unexplained(self) -> tuple[MutantFate, ...]:
        """Survivors that nobody has explained."""
        return tuple(fate for fate in self.survivors if fate.mutant.id not in self.explanations)

    @property
    def score(self) -> float:
        """How many of the mutants that some patient could notice break a scenario, in percent, never
        rounded up."""
        tried = len(self.noticeable)
        return int(1000 * (tried - len(self.survivors)) / tried) / 10 if tried else 100.0


def named(text: str, protocol: Protocol) -> tuple[str, ...]:
    """The ids of rules that a text speaks of, in their order."""
    return tuple(dict.fromkeys(_ids(tuple(protocol.by_id)).findall(text)))


@lru_cache(4)
def _ids(known: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(known, key=lambda known_id: (-len(known_id), known_id))
    return re.compile("|".join(map(re.escape, longest_first)) or "(?!)")


def reasons(broken: StepPlayed, protocol: Protocol) -> tuple[tuple[str, str], ...]:
    """The rules behind what was found instead: each with its id and a clinician's sentence."""
    rules = (protocol.by_id[rule] for rule in named(broken.actual, protocol))
    return tuple((rule.id, describe(rule, protocol).clinician) for rule in rules)


def all_scenarios(features: Iterable[Feature]) -> tuple[Scenario, ...]:
    """Every scenario, in the order of files and lines."""
    return tuple(scenario for feature in features for scenario in feature.scenarios)
