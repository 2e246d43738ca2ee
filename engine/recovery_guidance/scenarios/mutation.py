"""Plays the scenarios against every mutant: one that breaks none of them shows what is not pinned down.

Only scenarios that a mutant could reach are played, those first whose conditions it changes. What
was found is kept by content, so that after a change only what the change touches is played again.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from attrs import field, frozen

from ..model.algebra import KLEENE
from ..model.conditions import tests_of, truth_of
from ..model.content import plain
from ..model.protocol import Protocol
from ..model.rules import Rule
from .features import Scenario
from .mutants import Mutant, affected, mutants, mutated
from .play import Answer, Played, definition_of, holds, play
from .survivors import judge

DIFFERENT, UNSURE, SAME = 0, 1, 2
"""What a mutant does to a scenario: another rule applies, it cannot be seen from here, or nothing."""

SILENCING = ("scope", "escalation")
"""Rules that can silence every other answer, so that no scenario is out of their reach."""


@frozen
class Outcome:
    """A mutant, and the id of the scenario that it breaks. Where it breaks none: a scenario that it
    would break, in Gherkin, or `equal`, where every verdict, limit, urgency and reason stays as it is."""

    mutant: Mutant
    killed_by: str = ""
    scenario: str = ""
    equal: bool = False


Fate = tuple[str, str, bool]
"""An outcome without its mutant: the scenario that it breaks, one that it would break, and `equal`."""


@frozen(eq=False)
class Ground:
    """A protocol with its scenarios as they pass today, and what each of them rests on."""

    protocol: Protocol
    played: tuple[Played, ...]
    reach: tuple[frozenset[str], ...]
    """For each scenario the ids of the rules that could change how it goes."""
    prints: tuple[str, ...]
    """For each scenario a digest of itself and everything it rests on."""
    now: tuple[bool, ...]
    """For each scenario whether it depends on nothing but which rules apply."""
    places: Mapping[str, list[int]] = field(init=False)

    @places.default
    def _by_rule(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {rule.id: [] for rule in self.protocol.rules}
        for place, reach in enumerate(self.reach):
            for rule in reach:
                found[rule].append(place)
        return found

    def candidates(self, mutant: Mutant) -> list[int]:
        """The scenarios that a mutant could reach."""
        rules = affected(mutant, self.protocol)
        return sorted({place for rule in rules for place in self.places[rule.id]})


def ground(protocol: Protocol, scenarios: Iterable[Scenario]) -> Ground:
    """The scenarios that pass, on the reference evaluator, which every engine has to match."""
    played = tuple(p for s in scenarios if (p := play(s, protocol)).passed)
    silencing = [rule for rule in protocol.rules if rule.kind in SILENCING]
    reach = tuple(_reach(p, protocol, silencing) for p in played)
    shared = _digest(
        {**plain(protocol), "rules": (), "thresholds": {}, "sha256": "", "sources": {}}
    )
    pieces = {rule.id: _rule_digest(rule, protocol) for rule in protocol.rules}
    prints = tuple(
        _digest([shared, [s.text for s in p.scenario.steps], sorted(pieces[r] for r in rules)])
        for p, rules in zip(played, reach, strict=True)
    )
    return Ground(protocol, played, reach, prints, tuple(_is_now(p) for p in played))


def _is_now(played: Played) -> bool:
    """Whether a scenario stays as it is as long as the same rules apply: no step looks at other days
    or at what is not known, no order is checked against a threshold, and no stance is imposed."""
    found = [definition_of(step.type, step.text) for step in played.scenario.steps]
    return all(one is not None and one[0].now for one in found) and not any(
        answer.guidance.case.orders or answer.guidance.stance_because for answer in played.answers
    )


def _reach(played: Played, protocol: Protocol, silencing: list[Rule]) -> frozenset[str]:
    everything = frozenset(rule.id for rule in protocol.rules)
    if not played.answers or any(answer.widely for answer in played.answers):
        return everything
    asked = [r for a in played.answers for i in a.rules if (r := protocol.by_id.get(i))]
    return everything.intersection(protocol.graph.behind([*asked, *silencing], any_value=True))


def _rule_digest(rule: Rule, protocol: Protocol) -> str:
    named = sorted(rule.thresholds)
    return _digest([plain(rule), {name: plain(protocol.thresholds[name]) for name in named}])


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def try_out(mutant: Mutant, on: Ground) -> Fate:
    """How one mutant fares."""
    killer = _broken_by(mutant, on)
    if killer:
        return killer, "", False
    judged = judge(mutant, on.protocol)
    return "", judged.scenario, judged.equal


def _broken_by(mutant: Mutant, on: Ground) -> str:
    """The id of a scenario that the mutant breaks, or an empty text."""
    protocol = mutated(on.protocol, mutant)
    changed = affected(mutant, on.protocol)
    now = {rule.id: protocol.by_id.get(rule.id) for rule in changed}
    pairs = [(rule, now[rule.id]) for rule in changed]

    def promise(place: int) -> int:
        if mutant.looks_back:
            return DIFFERENT if _is_dated(on.played[place]) else SAME
        answers = on.played[place].answers
        return min((_promise(mutant, pairs, answer) for answer in answers), default=UNSURE)

    worth = {place: promise(place) for place in on.candidates(mutant)}
    for place in sorted(worth, key=lambda place: (worth[place], place)):
        if worth[place] == SAME and on.now[place]:
            continue
        if not holds(on.played[place].scenario, protocol):
            return on.played[place].scenario.id
    return ""


def _promise(mutant: Mutant, pairs: Sequence[tuple[Rule, Rule | None]], answer: Answer) -> int:
    """Whether a rule turns out otherwise than before, or concludes something else, or neither."""
    memory = answer.guidance.memory
    numbers = memory.ruleset.numbers
    if mutant.threshold is not None:
        value = mutant.threshold.values[answer.guidance.stance]
        numbers = {**numbers, mutant.threshold.name: value}
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


def _is_dated(played: Played) -> bool:
    """Whether anything in a scenario is told of a day, so that looking back can find it."""
    cases = (answer.guidance.case for answer in played.answers)
    return any(case.sessions is not None or case.observations for case in cases)


def _conclusion(rule: Rule, numbers: Mapping[str, int | None]) -> tuple[str, str, int | None]:
    return rule.subject, rule.value, rule.amount.value(numbers) if rule.amount else None


# Each process keeps its own ground; it is made once, and no mutant starts another process.
_here: dict[str, Any] = {}


def _begin(protocol: Protocol, scenarios: tuple[Scenario, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that waits
    _here["ground"] = ground(protocol, scenarios)
    _here["mutants"] = list(mutants(protocol))


def _try_some(places: list[int]) -> list[tuple[int, Fate]]:
    return [(place, try_out(_here["mutants"][place], _here["ground"])) for place in places]


Told = Callable[[int, int], None]


def mutation(
    protocol: Protocol,
    scenarios: tuple[Scenario, ...],
    kept: Kept | None = None,
    processes: int = 0,
    told: Told | None = None,
) -> tuple[Outcome, ...]:
    """How every mutant fares. `kept` holds what is known already and is given what is found; `told`
    hears how many of all are done. `processes` is 0 for one for each processor."""
    on = ground(protocol, scenarios)
    found = list(mutants(protocol))
    kept = kept if kept is not None else Kept({})
    known = {
        n: known for n, mutant in enumerate(found) if (known := kept.recall(mutant, on)) is not None
    }
    waiting = [n for n in range(len(found)) if n not in known]
    if told:
        told(len(known), len(found))
    for place, fate in _run(protocol, scenarios, on, waiting, processes or _processors()):
        known[place] = fate
        kept.keep(found[place], fate, on)
        if told:
            told(len(known), len(found))
    return tuple(Outcome(mutant, *known[n]) for n, mutant in enumerate(found))


def _processors() -> int:
    """Those that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _run(
    protocol: Protocol,
    scenarios: tuple[Scenario, ...],
    on: Ground,
    waiting: list[int],
    processes: int,
) -> Iterator[tuple[int, Fate]]:
    if processes == 1 or len(waiting) < 50:
        _here["ground"], _here["mutants"] = on, list(mutants(protocol))
        for place in waiting:
            yield from _try_some([place])
        return
    parts = [waiting[start : start + 16] for start in range(0, len(waiting), 16)]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, _begin, (protocol, scenarios)) as pool:
        for some in pool.map(_try_some, parts):
            yield from some


@frozen(eq=False)
class Kept:
    """What earlier runs found, by the content of the mutant and of all that it could reach."""

    found: dict[str, list[Any]]

    def recall(self, mutant: Mutant, on: Ground) -> Fate | None:
        """How this mutant fared, where nothing that matters has changed since; else None."""
        match self.found.get(self._key(mutant)):
            case ["broke", str(print_)]:
                place = next((n for n, known in enumerate(on.prints) if known == print_), None)
                return None if place is None else (on.played[place].scenario.id, "", False)
            case ["survived", str(all_), str(scenario), bool(equal)] if all_ == self._all(
                mutant, on
            ):
                return "", scenario, equal
        return None

    def keep(self, mutant: Mutant, fate: Fate, on: Ground) -> None:
        """Remembers how a mutant fared."""
        killer, scenario, equal = fate
        if killer:
            place = next(n for n, p in enumerate(on.played) if p.scenario.id == killer)
            self.found[self._key(mutant)] = ["broke", on.prints[place]]
        else:
            self.found[self._key(mutant)] = ["survived", self._all(mutant, on), scenario, equal]

    def only(self, mutants: Iterable[Mutant]) -> Kept:
        """What is known of these mutants: those of rules that are gone are forgotten."""
        keys = {self._key(mutant) for mutant in mutants}
        return Kept({key: fate for key, fate in self.found.items() if key in keys})

    def _key(self, mutant: Mutant) -> str:
        return _digest([program(), mutant.id, plain(mutant)])

    def _all(self, mutant: Mutant, on: Ground) -> str:
        prints = [on.prints[place] for place in on.candidates(mutant)]
        return _digest([prints, on.protocol.sha256])


def program() -> str:
    """A digest of the engine's own files: a changed engine forgets what was found before."""
    if "program" not in _here:
        folder = Path(__file__).parent.parent
        files = sorted([*folder.rglob("*.py"), *folder.rglob("*.lark")])
        _here["program"] = hashlib.sha256(b"\0".join(f.read_bytes() for f in files)).hexdigest()
    return str(_here["program"])


def read_kept(place: Path | None) -> Kept:
    """What a file remembers; nothing where there is none, or it cannot be read."""
    try:
        found = json.loads(place.read_text("utf-8")) if place else {}
    except (OSError, ValueError):
        found = {}
    return Kept(found if isinstance(found, dict) else {})


def write_kept(kept: Kept, place: Path | None) -> None:
    """Writes what is remembered, whole or not at all; a place that cannot be written is left."""
    if place is None:
        return
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_suffix(f".{os.getpid()}")
        part.write_text(json.dumps(kept.found), "utf-8")
        part.replace(place)
    except OSError:
        return
