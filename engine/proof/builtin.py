"""What holds for every protocol: unknown, worse, time, stances, orders and emergencies, over two patients."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from attrs import evolve, frozen

from engine.guidance import ALLOWED
from engine.proof.breach import Answers, Breach, is_said, speaks
from engine.proof.formula import Patient, World
from engine.proof.logic import FALSE, KNOWN, TRUE, Formula, Logic, Variable
from engine.protocol import STANCES, URGENCIES, Protocol, Said, Threshold

EMERGENCY = URGENCIES[0]


@frozen
class Builtin:
    """One guarantee that needs no writing down, and every way to break it."""

    id: str
    sentence: str
    breaches: tuple[Breach, ...]


@frozen
class _Pair:
    """Two patients of whom `loose` may get no more than `strict` does.

    An emergency that is not known yet is asked for first, so that where `asks_first`, an emergency
    of `strict` is not held against `loose`.
    """

    strict: World
    loose: World
    related: Formula
    asks_first: bool = False

    @property
    def logic(self) -> Logic:
        return self.strict.logic

    def breach(
        self, about: Said, wrong: Formula, seen: Callable[[Answers], bool], step: str
    ) -> Breach:
        formula = self.logic.every((self.related, wrong))
        return Breach(about, (self.strict, self.loose), formula, seen, lambda _: step)


def builtins(world: World, marked: Collection[str] = ()) -> Iterator[Builtin]:
    """Every built-in guarantee of a world's protocol. `marked` are ids of rules that may close
    something with time alone."""

    def builtin(id: str, sentence: str, pair: _Pair, *ways: _Way) -> Builtin:
        return Builtin(f"built in/{id}", sentence, tuple(b for way in ways for b in way(pair)))

    yield builtin(
        "unknown never opens a gate",
        "what is not known opens nothing and raises no limit that any answer to it would not",
        _less_known(world), _opened, _raised,
    )  # fmt: skip
    yield builtin(
        "worse never opens a gate",
        "worse pain, strength or signs open nothing, raise no limit and lower no urgency",
        _worse(world), _opened, _raised, _calmed,
    )  # fmt: skip
    yield builtin(
        "time alone never closes a gate",
        "what is open stays open if nothing but time changes",
        _earlier(world, marked), _opened,
    )  # fmt: skip
    yield builtin(
        "no limit rises before its week",
        "a limit is never looser in an earlier week than in a later one",
        _earlier(world, marked), _raised,
    )  # fmt: skip
    yield builtin(
        "a stricter stance never allows more",
        "a more careful stance opens nothing, raises no limit and lowers no urgency",
        _stricter(world), _opened, _raised, _calmed,
    )  # fmt: skip
    yield builtin(
        "tightening never allows more",
        "no threshold that an overlay or an order sets more carefully opens anything or raises a limit",
        _tightened(world), _opened, _raised,
    )  # fmt: skip
    yield builtin(
        "nothing suppresses an emergency",
        "nothing that is told, nothing that gets worse and no stance takes an emergency back",
        _more_told(world), _suppressed,
    )  # fmt: skip


_Way = Callable[[_Pair], Iterator[Breach]]

# What may not happen


def _opened(pair: _Pair) -> Iterator[Breach]:
    for activity in sorted(pair.strict.activities):
        about = Said("activity", activity, ALLOWED)

        def seen(answers: Answers, about: Said = about) -> bool:
            strict, loose = answers
            excused = pair.asks_first and strict.is_emergency
            return is_said(about, loose) and not is_said(about, strict) and not excused

        excused = pair.strict.urgent(EMERGENCY) if pair.asks_first else FALSE
        wrong = (pair.loose.may(activity), pair.strict.may(activity) ^ 1, excused ^ 1)
        step = f"{activity} is no more open than for the first patient"
        yield pair.breach(about, pair.logic.every(wrong), seen, step)


def _raised(pair: _Pair) -> Iterator[Breach]:
    strict, loose, logic = pair.strict, pair.loose, pair.logic
    for quantity in strict.protocol.quantities:
        beyond = logic.some(
            logic.every((strict.limited(quantity, amount), loose.limited(quantity, amount) ^ 1))
            for amount in strict.amounts(quantity)
        )

        def seen(answers: Answers, quantity: str = quantity) -> bool:
            low, high = (guidance.limit(quantity) for guidance in answers)
            if low is None or not all(speaks(guidance) for guidance in answers):
                return False
            return high is None or high.at_most > low.at_most

        wrong = logic.every((strict.speaks(), loose.speaks(), beyond))
        step = f"{quantity} is limited no higher than for the first patient"
        yield pair.breach(Said("limit", quantity), wrong, seen, step)


def _calmed(pair: _Pair) -> Iterator[Breach]:
    for urgency in URGENCIES:
        about = Said("urgency", value=urgency)

        def seen(answers: Answers, about: Said = about) -> bool:
            strict, loose = answers
            return is_said(about, strict) and not is_said(about, loose)

        wrong = (pair.strict.urgent(urgency), pair.loose.urgent(urgency) ^ 1)
        step = "the urgency is no lower than for the first patient"
        yield pair.breach(about, pair.logic.every(wrong), seen, step)


def _suppressed(pair: _Pair) -> Iterator[Breach]:
    return (breach for breach in _calmed(pair) if breach.about.value == EMERGENCY)


# Whom it is compared for


def _second(world: World, copy: str) -> World:
    return World(world.logic, world.protocol, Patient.of(world.protocol, copy), world.numbers)


def _less_known(world: World) -> _Pair:
    loose = _second(world, "less known")
    logic, told, untold = world.logic, world.patient, loose.patient
    related = [logic.same(told.day, untold.day), logic.same(told.asked, untold.asked)]
    for item in told.value:
        same = logic.every((world.known(item), logic.same(told.value[item], untold.value[item])))
        related.append(logic.implies(loose.known(item), same))
    return _Pair(world, loose, logic.every(related), asks_first=True)


def _worse(world: World) -> _Pair:
    loose = _second(world, "worse")
    logic, better, worse = world.logic, world.patient, loose.patient
    related = [logic.same(better.day, worse.day), logic.same(better.asked, worse.asked)]
    for item in better.value:
        related.append(logic.equal(world.known(item), loose.known(item)))
        related.append(_no_better(item, world, loose))
    return _Pair(world, loose, logic.every(related))


def _no_better(item: str, better: World, worse: World) -> Formula:
    """The value of one patient is the same as the other's or worse, as the item declares."""
    logic = better.logic
    first, second = better.patient.value[item], worse.patient.value[item]
    higher = better.protocol.vocabulary.items[item].worse_is_higher
    if higher is None:
        return logic.same(first, second)
    return logic.at_least(second, 0, first) if higher else logic.at_least(first, 0, second)


def _earlier(world: World, marked: Collection[str]) -> _Pair:
    """The same patient on an earlier day gets no more than later; marked rules stand still."""
    day = evolve(world.patient.day, copy="later")
    patient = evolve(world.patient, copy="later", day=day)
    later = World(world.logic, world.protocol, patient, world.numbers)
    later.hold_still(marked, world)
    related = world.logic.at_least(day, 0, world.patient.day)
    return _Pair(later, world, related)


def _stricter(world: World) -> _Pair:
    asked = evolve(world.patient.asked, copy="stricter")
    patient = evolve(world.patient, copy="stricter", asked=asked)
    loose = World(world.logic, world.protocol, patient, world.numbers)
    return _Pair(world, loose, world.logic.at_least(world.patient.asked, 0, asked))


def _tightened(world: World) -> _Pair:
    """Any of the thresholds set to any number that is no looser than the stance's own."""
    moved = {name: _moved(threshold) for name, threshold in world.protocol.thresholds.items()}
    loose = World(world.logic, world.protocol, world.patient, world.numbers, moved)
    related = [
        _no_looser(loose, world.protocol, name, stance) for name in moved for stance in STANCES
    ]
    return _Pair(world, loose, world.logic.every(related))


def _moved(threshold: Threshold) -> tuple[Variable, Variable]:
    most = max(value or 0 for value in threshold.values.values())
    name, measure = threshold.name, threshold.measure
    top = min(measure.most, 2 * most + 100)
    return (
        Variable(name, KNOWN, 0, 1, "moved"),
        Variable(name, "threshold", max(measure.least, 0), top, "moved"),
    )


def _no_looser(world: World, protocol: Protocol, name: str, stance: str) -> Formula:
    logic = world.logic
    is_moved, number = world.moved[name]
    threshold = protocol.thresholds[name]
    base = world.numbers[name][STANCES.index(stance)]
    applies = logic.every(
        (logic.at_least(is_moved, 1), logic.some((world.asks(stance), world.follows(stance))))
    )
    if base is None:  # no cap: any number is stricter than none
        return TRUE
    higher = threshold.stricter == "higher"
    enough = logic.at_least(number, base) if higher else logic.at_least(number, base + 1) ^ 1
    return logic.implies(applies, enough)


def _more_told(world: World) -> _Pair:
    """More is known, what is known is the same or worse, and any stance is asked for."""
    loose = _second(world, "told more")
    logic = world.logic
    related = [logic.same(world.patient.day, loose.patient.day)]
    for item in world.patient.value:
        still = logic.every((loose.known(item), _no_better(item, world, loose)))
        related.append(logic.implies(world.known(item), still))
    return _Pair(world, loose, logic.every(related))
