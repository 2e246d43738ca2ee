"""What holds for every protocol: unknown, worse, time, stances, orders and emergencies, over two patients."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from attrs import evolve, frozen

from ..deciding.guidance import ALLOWED
from ..deciding.orders_in_force import is_approved
from ..model.protocol import URGENCIES, Said, Threshold
from ..model.rules import Rule
from .breach import Answers, Breach, is_said, speaks
from .formula import Patient, World, numbers_of
from .logic import FALSE, KNOWN, TRUE, Formula, Logic, Variable
from .practice import NOTHING, Practice

EMERGENCY = URGENCIES[0]


@frozen
class Builtin:
    """One guarantee that needs no writing down, and every way to break it.

    `approved` says why it may be broken, where somebody answers for that.
    """

    id: str
    sentence: str
    breaches: tuple[Breach, ...]
    approved: str = ""


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
        "what is not known is asked first",
        "a warning that is no longer certain is asked first, and never dropped",
        _less_known(world), _dropped,
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
        "no threshold that an overlay or an order sets more carefully opens anything, raises a limit or"
        " lowers an urgency",
        _tightened(world), _opened, _raised, _calmed,
    )  # fmt: skip
    yield builtin(
        "nothing suppresses an emergency",
        "nothing that is told, nothing that gets worse and no stance takes an emergency back",
        _more_told(world), _suppressed,
    )  # fmt: skip
    yield builtin(
        "a further sign never lowers the urgency",
        "a sign that is told, or that gets worse, makes nothing less urgent",
        _told_in_one_stance(world), _calmed,
    )  # fmt: skip
    if world.practice.orders:
        yield from _practice(world)


def _practice(world: World) -> Iterator[Builtin]:
    """What lies over the protocol allows no more than the protocol; what is approved is told apart."""
    practice = world.practice
    approved = [order for order in practice.orders if is_approved(order)]
    tightening = tuple(order for order in practice.orders if order not in approved)
    bare = _under(world, NOTHING)
    tightened = _under(world, evolve(practice, orders=tightening))

    def promised(id: str, sentence: str, pair: _Pair, approved: str = "") -> Builtin:
        ways = (_opened, _raised, _calmed)
        return Builtin(id, sentence, tuple(b for way in ways for b in way(pair)), approved)

    yield promised(
        "overlay/it never allows more than the protocol",
        "what the overlay changes opens nothing, raises no limit and lowers no urgency",
        _Pair(bare, tightened, TRUE),
    )
    if approved:
        words = (f"{o.text} was approved by {o.approved_by}: {o.because}" for o in approved)
        yield promised(
            "overlay/what it loosens with approval",
            "what was approved opens nothing, raises no limit and lowers no urgency",
            _Pair(bare, world, TRUE),
            "; ".join(words),
        )


def _under(world: World, practice: Practice) -> World:
    """The same patient under another practice."""
    return evolve(world, practice=practice, numbers=numbers_of(world.protocol, practice))


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


def _dropped(pair: _Pair) -> Iterator[Breach]:
    """A warning of the one that for the other is not even asked first."""
    for rule in pair.strict.of_kind("escalation"):

        def seen(answers: Answers, rule: Rule = rule) -> bool:
            strict, loose = answers
            return strict.memory.truth(rule) is True and loose.memory.truth(rule) is False

        wrong = (pair.strict.truth(rule).certain, pair.loose.truth(rule).possible ^ 1)
        step = f"{rule.id} is issued or asked first"
        yield pair.breach(Said("rule", rule.id), pair.logic.every(wrong), seen, step)


# Whom it is compared for


def _second(world: World, copy: str) -> World:
    return evolve(world, patient=Patient.of(world.protocol, copy))


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
    later = evolve(world, patient=patient)
    later.hold_still(marked, world)
    related = world.logic.at_least(day, 0, world.patient.day)
    return _Pair(later, world, related)


def _stricter(world: World) -> _Pair:
    asked = evolve(world.patient.asked, copy="stricter")
    patient = evolve(world.patient, copy="stricter", asked=asked)
    loose = evolve(world, patient=patient)
    return _Pair(world, loose, world.logic.at_least(world.patient.asked, 0, asked))


def _tightened(world: World) -> _Pair:
    """A further order for any of the thresholds, to any number that can be written; it only tightens."""
    moved = {name: _moved(threshold) for name, threshold in world.protocol.thresholds.items()}
    return _Pair(world, evolve(world, moved=moved), TRUE)


def _moved(threshold: Threshold) -> tuple[Variable, Variable]:
    name, measure = threshold.name, threshold.measure
    return (
        Variable(name, KNOWN, 0, 1, "moved"),
        Variable(name, "threshold", measure.least, measure.most, "moved"),
    )


def _told_in_one_stance(world: World) -> _Pair:
    """More is known, and what is known is the same or worse."""
    pair = _more_told(world)
    same = world.logic.same(world.patient.asked, pair.loose.patient.asked)
    return evolve(pair, related=world.logic.every((pair.related, same)))


def _more_told(world: World) -> _Pair:
    """More is known, what is known is the same or worse, and any stance is asked for."""
    loose = _second(world, "told more")
    logic = world.logic
    related = [logic.same(world.patient.day, loose.patient.day)]
    for item in world.patient.value:
        still = logic.every((loose.known(item), _no_better(item, world, loose)))
        related.append(logic.implies(world.known(item), still))
    return _Pair(world, loose, logic.every(related))
