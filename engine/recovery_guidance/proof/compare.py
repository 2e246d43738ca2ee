"""Whether one protocol is stricter than another for every patient, or for whom it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Literal

from attrs import frozen

from ..deciding.guidance import ALLOWED, NOT_YET, UNKNOWN, WITH_CARE, Guidance
from ..model.case import Case, Observation
from ..model.items import Item
from ..model.problem import Problem, ProblemsFound
from ..model.protocol import STANCES, URGENCIES, Protocol, Said
from .breach import Answers, Breach, answer, speaks
from .formula import Patient, World
from .logic import FALSE, Formula, Logic, Variable
from .shrink import all_variables, fact_of, plain_fact, plainest
from .solver import POSSIBLE, UNDECIDED, Solver
from .witness import Telling, Witness, confirmed, in_words, lines_of, statement

Relation = Literal["equivalent", "stricter", "looser", "neither", "undecided"]
OPENNESS = (NOT_YET, UNKNOWN, WITH_CARE, ALLOWED)
"""Verdicts from the most closed to the most open; saying nothing is less than any of them."""
ONE_QUESTION = 60_000


@frozen
class Comparison:
    """How a new protocol stands to an old one, over every activity and limit of either.

    What one of them says nothing about is `not yet` there, and a quantity without limits is not limited.
    `looser` and `stricter` hold one patient for each activity, limit or urgency that changes that
    way. `undecided` are those for which the time was not enough.
    """

    old: Protocol
    new: Protocol
    looser: Mapping[str, Witness]
    stricter: Mapping[str, Witness]
    undecided: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def relation(self) -> Relation:
        """What holds for every patient; never more than was decided."""
        if self.looser and self.stricter:
            return "neither"
        if self.undecided:
            return "undecided"
        return "looser" if self.looser else "stricter" if self.stricter else "equivalent"


def compare(old: Protocol, new: Protocol, engines: tuple[str, ...]) -> Comparison:
    """Decides for every patient whether `new` is stricter, looser or the same; `engines` confirm it.

    Raises ProblemsFound where an item is not measured alike in both.
    """
    pair = _Pair.of(old, new)
    solver = Solver(pair.first.logic)
    found: dict[bool, dict[str, Witness]] = {True: {}, False: {}}
    undecided = []
    for looser in (True, False):
        for breach in pair.breaches(looser):
            name = breach.about.subject or "urgency"
            if name in found[looser]:
                continue
            result = solver.decide(breach.wrong, ONE_QUESTION)
            values = solver.find(breach.wrong, ONE_QUESTION) if result == POSSIBLE else None
            shown = None if values is None else pair.witness(breach, values, engines)
            if shown is not None:
                found[looser][name] = shown
            elif result in (POSSIBLE, UNDECIDED):
                undecided.append(name)
    asked = [{*protocol.activities, *protocol.quantities} for protocol in (old, new)]
    return Comparison(
        old,
        new,
        found[True],
        found[False],
        tuple(sorted(set(undecided))),
        tuple(sorted(asked[1] - asked[0])),
        tuple(sorted(asked[0] - asked[1])),
    )


@frozen
class _Pair:
    """One patient, asked of two protocols."""

    first: World
    second: World
    related: Formula

    @classmethod
    def of(cls, old: Protocol, new: Protocol) -> _Pair:
        _check_measures(old, new)
        logic = Logic()
        first, second = World.of(logic, old, "old"), World.of(logic, new, "new")
        before, after = first.patient, second.patient
        related = [logic.same(before.day, after.day), logic.same(before.asked, after.asked)]
        for name in sorted({*before.value} & {*after.value}):
            pairs = ((before.known, after.known), (before.value, after.value))
            told = logic.every(logic.same(one[name], other[name]) for one, other in pairs)
            untold = logic.every(
                _taken(logic, patient, protocol.vocabulary.items[name])
                for patient, protocol in ((before, old), (after, new))
            )
            related.append(logic.some((told, untold)))
        return cls(first, second, logic.every(related))

    def breaches(self, looser: bool) -> Iterator[Breach]:
        """Every way in which the new protocol allows more, or less, than the old one."""
        strict, loose = (self.first, self.second) if looser else (self.second, self.first)
        logic = strict.logic
        for activity in sorted({*strict.activities} | {*loose.activities}):
            for level in range(len(OPENNESS)):
                wrong = (_open(loose, activity, level), _open(strict, activity, level) ^ 1)
                seen = _seen(looser, partial(_level, activity=activity))
                yield self.breach(Said("activity", activity), logic.every(wrong), seen)
        for name in sorted({*strict.protocol.quantities} | {*loose.protocol.quantities}):
            amounts = {*strict.amounts(name), *loose.amounts(name)}
            beyond = logic.some(
                logic.every((strict.limited(name, amount), loose.limited(name, amount) ^ 1))
                for amount in amounts
            )
            raised = logic.every((strict.speaks(), loose.speaks(), beyond))
            seen = _seen(looser, partial(_most, quantity=name))
            yield self.breach(Said("limit", name), raised, seen)
        for urgency in URGENCIES:
            wrong = (strict.urgent(urgency), loose.urgent(urgency) ^ 1)
            yield self.breach(Said("urgency"), logic.every(wrong), _seen(looser, _calm))

    def breach(self, about: Said, wrong: Formula, seen: Callable[[Answers], bool]) -> Breach:
        formula = self.first.logic.every((self.related, wrong))
        return Breach(about, (self.first, self.second), formula, seen)

    def witness(
        self, breach: Breach, values: dict[Variable, int], engines: tuple[str, ...]
    ) -> Witness | None:
        """The plainest patient whose answer changes; None where an engine does not confirm it."""
        worlds = (self.first, self.second)
        complete = {variable: variable.least for variable in all_variables(worlds)} | values
        for nearest, uncomplicated in plainest(breach.wrong, worlds, complete):
            case = self.case(nearest, uncomplicated)
            if answers := confirmed(breach, [case, case], engines):
                return told(breach, answers)
        return None

    def case(self, values: dict[Variable, int], uncomplicated: bool) -> Case:
        """The case that states every fact which one of the protocols would not take for granted."""
        stated: dict[str, Observation] = {}
        for world in (self.first, self.second):
            for name, item in world.protocol.vocabulary.items.items():
                fact = fact_of(name, world.patient, values)
                if fact != plain_fact(item, uncomplicated):
                    stated[name] = Observation(name, fact, text=statement(item, fact))
        asked = STANCES[values[self.first.patient.asked]]
        defaults = {world.protocol.default_stance for world in (self.first, self.second)}
        stance = "" if defaults == {asked} else asked
        day = values[self.first.patient.day]
        return Case(day, tuple(stated.values()), stance, (), uncomplicated)


def told(breach: Breach, answers: Answers) -> Witness:
    """The patient and both answers; the scenario holds what the old protocol said."""
    tellings = []
    for guidance in answers:
        step, because = answer(breach.about, guidance)
        words = in_words(guidance.case, guidance.protocol)
        tellings.append(Telling(guidance.protocol, guidance.case, words, step, because))
    if not all(_knows(guidance.protocol, breach.about) for guidance in answers):
        return Witness(breach.about, tuple(tellings))
    title = f"Scenario: {breach.about.subject or 'urgency'} as it was"
    given = lines_of(answers[0].case, answers[0].protocol)
    return Witness(breach.about, tuple(tellings), (title, *given, f"Then {tellings[0].answered}"))


def _knows(protocol: Protocol, about: Said) -> bool:
    """The protocol has what an answer is about, so that a scenario can ask for it."""
    known = {"activity": protocol.activities, "limit": protocol.quantities}.get(about.about)
    return known is None or about.subject in known


def _check_measures(old: Protocol, new: Protocol) -> None:
    items = old.vocabulary.items
    problems = [
        Problem(
            "E407",
            f"`{name}` is not measured alike in both, so that its patients cannot be compared",
            item.position if item.position.file else None,
            help="give the item a new name where it means something else",
        )
        for name, item in new.vocabulary.items.items()
        if name in items and _measure(items[name]) != _measure(item)
    ]
    problems += [
        Problem(
            "E407",
            f"the limit `{name}` is not measured alike in both, so that it cannot be compared",
            quantity.position if quantity.position.file else None,
            help="give it a new name where it is measured otherwise",
        )
        for name, quantity in new.quantities.items()
        if name in old.quantities
        and _measure(old.quantities[name].measure) != _measure(quantity.measure)
    ]
    if problems:
        raise ProblemsFound(problems)


def _measure(item: Item) -> tuple[object, ...]:
    most = item.most if item.kind == "scale" else 0
    return item.kind, item.words, item.unit, item.decimals, most


def _taken(logic: Logic, patient: Patient, item: Item) -> Formula:
    """The fact is what is taken where nobody stated it."""
    fact = item.if_not_stated
    known, value = patient.known[item.name], patient.value[item.name]
    if fact is None:
        return logic.at_least(known, 1) ^ 1
    parts = (logic.at_least(value, fact), logic.at_least(value, fact + 1) ^ 1)
    return logic.every((logic.at_least(known, 1), *parts))


def _open(world: World, activity: str, level: int) -> Formula:
    """The verdict is at least that open. Nothing said is not yet."""
    if activity not in world.activities:
        return FALSE if level else world.speaks()
    given = (world.verdict(activity, verdict) for verdict in OPENNESS[level:])
    return world.logic.every((world.speaks(), world.logic.some(given)))


def _level(guidance: Guidance, activity: str) -> float:
    found = guidance.verdict(activity)
    if found is None:
        return 0 if speaks(guidance) else -1
    return OPENNESS.index(found.verdict)


def _most(guidance: Guidance, quantity: str) -> float:
    if not speaks(guidance):
        return float("-inf")
    found = guidance.limit(quantity)
    return float("inf") if found is None else found.at_most


def _calm(guidance: Guidance) -> float:
    ranks = [URGENCIES.index(escalation.urgency) for escalation in guidance.escalations]
    return min(ranks, default=len(URGENCIES))


def _seen(looser: bool, of: Callable[[Guidance], float]) -> Callable[[Answers], bool]:
    """The second answer is more open than the first, or less."""

    def seen(answers: Answers) -> bool:
        first, second = (of(guidance) for guidance in answers)
        return second > first if looser else second < first

    return seen
