"""Plays the scenarios against every mutant: one that breaks none of them shows what is not pinned down.

Only scenarios that a mutant could reach are played, those first whose conditions it changes. What
was found is remembered by content, so that after a change only what the change touches is played again.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import signal
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, cached_property, partial
from operator import itemgetter
from pathlib import Path
from typing import Any

from attrs import frozen

from .. import cache as kept
from ..facts.intake import take_in
from ..model.algebra import KLEENE
from ..model.conditions import tests_of, truth_of
from ..model.content import plain
from ..model.protocol import Protocol, Threshold
from ..model.rules import Rule
from .definitions import definition_of
from .features import Scenario
from .mutants import Mutant, affected, mutants, mutated
from .play import Played, holds, play_all
from .story import Answer
from .survivors import MutantFate, judge

DIFFERENT, UNSURE, SAME = 0, 1, 2
"""What a mutant does to a scenario: another rule applies, it cannot be seen from here, or nothing."""

SILENCING = ("scope", "escalation")
"""Rules that can silence every other answer, so that no scenario is out of their reach."""


@frozen(eq=False)
class Passing:
    """A scenario that passes today, and what that rests on.

    `reach` are the ids of the rules that could change how it goes, `digest` is one of itself and all that
    it rests on, and `now` says whether it depends on nothing but which rules apply.
    """

    played: Played
    reach: frozenset[str]
    digest: str
    now: bool

    @property
    def id(self) -> str:
        return self.played.scenario.id


@frozen(eq=False)
class Ground:
    """A protocol with its scenarios as they pass today."""

    protocol: Protocol
    passing: tuple[Passing, ...]

    @cached_property
    def by_rule(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(self.passing):
            for rule in one.reach:
                found[rule].append(place)
        return found

    def candidates(self, mutant: Mutant) -> list[Passing]:
        """The scenarios that a mutant could reach."""
        rules = affected(mutant, self.protocol)
        places = sorted({place for rule in rules for place in self.by_rule[rule.id]})
        return [self.passing[place] for place in places]


def ground(protocol: Protocol, played: Iterable[Played]) -> Ground:
    """Each scenario that passes, as it was played on one of the engines, and what that rests on."""
    silencing = silencing_in(protocol)
    pieces, shared = pieces_of(protocol), shared_by_all(protocol)
    passing = {}
    for one in played:
        if one.passed and one.scenario.id not in passing:
            reach = _reach(one, protocol, silencing)
            said = [[step.text, step.table] for step in one.scenario.steps]
            digest = digest_of([shared, said, sorted(pieces[rule] for rule in reach)])
            passing[one.scenario.id] = Passing(one, reach, digest, _is_now(one))
    return Ground(protocol, tuple(passing.values()))


def silencing_in(protocol: Protocol) -> list[Rule]:
    """The rules that can silence every other answer."""
    return [rule for rule in protocol.rules if rule.kind in SILENCING]


def pieces_of(protocol: Protocol) -> dict[str, str]:
    """A digest of each rule with its numbers."""
    return {rule.id: _rule_digest(rule, protocol) for rule in protocol.rules}


def shared_by_all(protocol: Protocol) -> str:
    """A digest of what every scenario rests on: all of a protocol but its rules, numbers and sources."""
    without = {"rules": (), "thresholds": {}, "sha256": "", "sources": {}}
    return digest_of({**plain(protocol), **without})


def asks_now(scenario: Scenario) -> bool:
    """Whether no step of a scenario looks at other days or at what is not known."""
    found = [definition_of(step.type, step.text) for step in scenario.steps]
    return all(one is not None and one[0].now for one in found)


def _is_now(played: Played) -> bool:
    """Whether a scenario stays as it is as long as the same rules apply: it asks of now, no order is
    checked against a threshold, and no stance is imposed."""
    return asks_now(played.scenario) and not any(
        answer.guidance.case.orders or answer.guidance.stance_because for answer in played.answers
    )


def _reach(played: Played, protocol: Protocol, silencing: list[Rule]) -> frozenset[str]:
    if not played.answers or any(answer.widely for answer in played.answers):
        return frozenset(protocol.by_id)
    return reached({rule for a in played.answers for rule in a.rules}, protocol, silencing)


def reached(asked: Iterable[str], protocol: Protocol, silencing: list[Rule]) -> frozenset[str]:
    """The rules that could change an answer about these, by their ids."""
    rules = [r for one in asked if (r := protocol.by_id.get(one))]
    return frozenset(protocol.graph.behind([*rules, *silencing], any_value=True)) & {
        *protocol.by_id
    }


def _rule_digest(rule: Rule, protocol: Protocol) -> str:
    named = sorted(rule.thresholds)
    return digest_of([plain(rule), {name: plain(protocol.thresholds[name]) for name in named}])


def digest_of(value: Any) -> str:
    """A short digest of plain values."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def try_out(mutant: Mutant, on: Ground) -> MutantFate:
    """How one mutant fares."""
    broken = _broken_by(mutant, on)
    return MutantFate(mutant, broken) if broken else judge(mutant, on.protocol)


def _broken_by(mutant: Mutant, on: Ground) -> str:
    """The id of a scenario that the mutant breaks, or an empty text."""
    protocol = mutated(on.protocol, mutant)
    pairs = [(rule, protocol.by_id.get(rule.id)) for rule in affected(mutant, on.protocol)]

    def promise(one: Passing) -> int:
        answers = one.played.answers
        return min((_promise(mutant, pairs, answer) for answer in answers), default=UNSURE)

    near = sorted(on.candidates(mutant), key=partial(_nearness, pairs))
    worth: Iterable[tuple[int, Passing]] = ((_looks(one, protocol), one) for one in near)
    if not mutant.looks_back:  # to look back costs as much as to play, so each as its turn comes
        worth = sorted(((promise(one), one) for one in near), key=itemgetter(0))
    for promised, one in worth:
        if promised == SAME and one.now:
            continue
        if not holds(one.played.scenario, protocol):
            return one.id
    return ""


def _nearness(pairs: Iterable[tuple[Rule, Rule | None]], one: Passing) -> int:
    """How near a scenario comes to rules: it names one of them, or what one is about, or neither."""
    said = "\n".join(step.text for step in one.played.scenario.steps)
    if any(rule.id in said for rule, _ in pairs):
        return 0
    return 1 if any(rule.subject in said for rule, _ in pairs) else 2


def _promise(mutant: Mutant, pairs: Sequence[tuple[Rule, Rule | None]], answer: Answer) -> int:
    """Whether a rule turns out otherwise than before, or concludes something else, or neither."""
    memory = answer.guidance.memory
    numbers = memory.ruleset.numbers
    if isinstance(mutant.instead, Threshold):
        moved = mutant.instead
        numbers = {**numbers, moved.name: moved.values[answer.guidance.stance]}
    tests = tests_of(memory.facts.get, numbers)
    promise = SAME
    for rule, now in pairs:
        before = memory.truth(rule)
        after = truth_of(now.when, KLEENE, tests, memory.proposition) if now else False
        if before is not after:
            return DIFFERENT
        if before is not False and _conclusion(rule, memory.ruleset.numbers) != (
            _conclusion(now, numbers) if now else None
        ):
            promise = UNSURE
    return promise


def _looks(one: Passing, protocol: Protocol) -> int:
    """Whether a protocol that looks back in another way finds other facts, now or on a day ahead."""
    for answer in one.played.answers:
        memory, taken = answer.guidance.memory, take_in(protocol, answer.guidance.case)
        if memory.facts != taken.facts or memory.ahead != taken.ahead:
            return DIFFERENT
    return SAME


def _conclusion(rule: Rule, numbers: Mapping[str, int | None]) -> tuple[str, str, int | None]:
    return rule.subject, rule.value, rule.amount.value(numbers) if rule.amount else None


# What a process puts its mutants beside. A process that is forked has it from the one that waits.
_here: dict[str, Ground] = {}


def _begin(protocol: Protocol, scenarios: tuple[Scenario, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that waits
    if not _here:
        _here["ground"] = ground(protocol, play_all(scenarios, protocol))


def _try_here(mutant: Mutant) -> MutantFate:
    return try_out(mutant, _here["ground"])


def mutation(
    protocol: Protocol,
    played: Iterable[Played],
    cache: MutantCache | None = None,
    processes: int = 0,
    told: Callable[[int, int], None] = lambda _, __: None,
    start: str = "fork" if sys.platform == "linux" else "spawn",
) -> tuple[MutantFate, ...]:
    """How every mutant fares against scenarios as they went. `cache` holds what is known already and is given what
    is found; `told` hears how many of all are done. `processes` is 0 for one for each processor, and `start` is
    how multiprocessing starts them."""
    on = ground(protocol, played)
    found = list(mutants(protocol))
    cache = cache if cache is not None else MutantCache({})
    fates = {n: fate for n, mutant in enumerate(found) if (fate := cache.recall(mutant, on))}
    waiting = [n for n in range(len(found)) if n not in fates]
    told(len(fates), len(found))
    left = _run([found[n] for n in waiting], on, processes or _processors(), start)
    for place, fate in zip(waiting, left, strict=True):
        fates[place] = fate
        cache.remember(fate, on)
        told(len(fates), len(found))
    return tuple(fates[n] for n in range(len(found)))


def _processors() -> int:
    """Those that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _run(waiting: list[Mutant], on: Ground, processes: int, start: str) -> Iterator[MutantFate]:
    if processes == 1 or len(waiting) < 50:
        yield from (try_out(mutant, on) for mutant in waiting)
        return
    scenarios = tuple(one.played.scenario for one in on.passing)
    context = multiprocessing.get_context(start)
    _here["ground"] = on
    try:
        with ProcessPoolExecutor(processes, context, _begin, (on.protocol, scenarios)) as pool:
            yield from pool.map(_try_here, waiting, chunksize=16)
    finally:
        _here.clear()


@frozen(eq=False)
class MutantCache:
    """What earlier runs found, by the content of the mutant and of all that it could reach."""

    found: dict[str, list[Any]]

    def recall(self, mutant: Mutant, on: Ground) -> MutantFate | None:
        """How this mutant fared, where nothing that matters has changed since; else None."""
        match self.found.get(self._key(mutant)):
            case ["broke", str(digest)]:
                broken = (one.id for one in on.passing if one.digest == digest)
                return next((MutantFate(mutant, one) for one in broken), None)
            case ["survived", str(all_), str(scenario), bool(equal)] if all_ == self._all(
                mutant, on
            ):
                return MutantFate(mutant, "", scenario, equal)
        return None

    def remember(self, fate: MutantFate, on: Ground) -> None:
        """Takes in how a mutant fared."""
        known: list[Any] = ["survived", self._all(fate.mutant, on), fate.scenario, fate.equal]
        if fate.breaks:
            known = ["broke", next(one.digest for one in on.passing if one.id == fate.breaks)]
        self.found[self._key(fate.mutant)] = known

    def only(self, mutants: Iterable[Mutant]) -> MutantCache:
        """What is known of these mutants: those of rules that are gone are forgotten."""
        keys = {self._key(mutant) for mutant in mutants}
        return MutantCache({key: known for key, known in self.found.items() if key in keys})

    def _key(self, mutant: Mutant) -> str:
        return digest_of([program(), mutant.id, plain(mutant)])

    def _all(self, mutant: Mutant, on: Ground) -> str:
        return digest_of([[one.digest for one in on.candidates(mutant)], on.protocol.sha256])


@cache
def program() -> str:
    """A digest of the engine's own files: a changed engine forgets what was found before."""
    folder = Path(__file__).parent.parent
    files = sorted([*folder.rglob("*.py"), *folder.rglob("*.lark")])
    return hashlib.sha256(b"\0".join(f.read_bytes() for f in files)).hexdigest()


def read_cache(place: Path | None) -> MutantCache:
    """What a file remembers; nothing where there is none, or it is not as it was written."""
    content = kept.read(str(place)) if place else None
    return MutantCache(json.loads(content) if content else {})


def write_cache(cache: MutantCache, place: Path | None) -> None:
    """Writes what is remembered, whole or not at all; a place that cannot be written is left."""
    if place is not None:
        kept.write(str(place), json.dumps(cache.found).encode())
