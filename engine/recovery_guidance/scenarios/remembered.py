"""Plays only the scenarios that a change touches: how the others went is remembered, by content.

What a scenario comes to depends on its own lines, on the program, on all of the protocol but its rules and
numbers, on which rules there are, and on the content of those that it could reach. Where all of that is the
same it is not played again. One that fails is always played.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from .. import cache as kept
from ..model.content import plain
from ..model.protocol import Protocol
from .coverage import seen_in
from .definitions import definition_of
from .features import Scenario
from .mutation import (
    asks_now,
    digest_of,
    pieces_of,
    program,
    reached,
    shared_by_all,
    silencing_in,
)
from .play import Played, Progress, StepPlayed, play


@define
class Memory:
    """How scenarios went, by their key: which rules were asked about, or None for all of them, what these
    rested on, and what was seen."""

    found: dict[str, list[Any]] = field(factory=dict)

    @classmethod
    def read(cls, place: Path | None) -> Memory:
        """What a file remembers; nothing where there is none, or it is not as it was written."""
        content = kept.read(str(place)) if place else None
        return cls(json.loads(content) if content else {})

    def write(self, place: Path | None) -> None:
        """Keeps it, whole or not at all."""
        if place is not None:
            kept.write(str(place), json.dumps(self.found, separators=(",", ":")).encode())

    def play(
        self,
        scenarios: Iterable[Scenario],
        protocol: Protocol,
        engines: Sequence[str],
        on: Progress = lambda _: None,
    ) -> tuple[Played, ...]:
        """How each scenario goes on each engine, in order. What no scenario needs any more is forgotten."""
        ground, before, self.found = _Ground(protocol), self.found, {}
        went = []
        for scenario in scenarios:
            for engine in engines:
                key = ground.key(scenario, engine)
                known = ground.recalled(scenario, engine, before.get(key))
                one = known or play(scenario, protocol, engine)
                if known:
                    self.found[key] = before[key]
                elif one.passed and not _reads_files(scenario):
                    self.found[key] = ground.entry(one)
                went.append(one)
                on(one)
        return tuple(went)


@frozen(eq=False)
class _Ground:
    """What scenarios rest on in a protocol."""

    protocol: Protocol
    contents: dict[tuple[str, ...] | None, str] = field(factory=dict)

    @cached_property
    def pieces(self) -> dict[str, str]:
        return pieces_of(self.protocol)

    @cached_property
    def common(self) -> str:
        """What every scenario rests on: all but the content of rules and numbers, and which rules there are."""
        heads = [[r.id, r.kind, r.subject, str(r.value)] for r in self.protocol.rules]
        machine = [program(), sys.implementation.cache_tag]
        return digest_of([machine, shared_by_all(self.protocol), heads])

    def key(self, scenario: Scenario, engine: str) -> str:
        said = [[step.type, step.text, step.table] for step in scenario.steps]
        words = "\n".join(f"{step.text} {step.table}" for step in scenario.steps)
        # An order is compared with the number that it names, whether a rule in reach has it or not.
        numbers = [plain(t) for name, t in self.protocol.thresholds.items() if name in words]
        return digest_of([self.common, engine, said, numbers])

    def entry(self, one: Played) -> list[Any]:
        """What is remembered of a scenario that passed."""
        asked = None
        if asks_now(one.scenario) and not any(answer.widely for answer in one.answers):
            asked = sorted({rule for answer in one.answers for rule in answer.rules})
        return [asked, self._content(asked), list(seen_in(one.answers, self.protocol))]

    def recalled(self, scenario: Scenario, engine: str, entry: list[Any] | None) -> Played | None:
        """How a scenario went, where all that it rests on is as it was."""
        if entry is None or entry[1] != self._content(entry[0]):
            return None
        steps = tuple(StepPlayed(step, "passed") for step in scenario.steps)
        return Played(scenario, engine, steps, (), tuple(map(tuple, entry[2])))

    def _content(self, asked: Iterable[str] | None) -> str:
        """What was asked rests on the content of these rules; of all of them where a step looks further."""
        found = None if asked is None else tuple(asked)
        if found not in self.contents:
            rules = self.pieces if found is None else self._reached(found)
            self.contents[found] = digest_of([self.pieces[rule] for rule in sorted(rules)])
        return self.contents[found]

    def _reached(self, asked: Iterable[str]) -> frozenset[str]:
        return reached(asked, self.protocol, silencing_in(self.protocol))


def _reads_files(scenario: Scenario) -> bool:
    """Whether a step reads a file that is neither a rule file nor a feature file."""
    found = (definition_of(step.type, step.text) for step in scenario.steps)
    return any(one is not None and one[0].reads_files for one in found)
