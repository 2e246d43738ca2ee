"""What holds for every protocol: unknown, worse, time, stances, orders and emergencies, over two patients."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import product
from typing import Any

from attrs import evolve

from ..deciding.decision import Verdict
from ..deciding.orders_in_force import is_approved
from ..everyone.further import further_orders
from ..everyone.practice import NOTHING
from ..everyone.search import Question
from ..everyone.setting import Setting, Subject, two
from ..everyone.world import World
from ..model.items import Fact, Item
from ..model.protocol import STANCES, URGENCIES, Assertion
from ..model.rules import EMERGENCY, SAFETY_FIRST, Rule
from .breach import Breach, Promise


def builtins(subject: Subject, marked: Collection[str] = ()) -> Iterator[Promise]:
    """Every built-in guarantee of a protocol, as a surgeon's practice leaves it.

    Each is about two patients, of whom the second may get no more than the first. `marked` are ids of rules
    that may close something with time alone.
    """

    def builtin(id: str, sentence: str, setting: Setting, *ways: _Way) -> Promise:
        breaches = tuple(breach for way in ways for breach in way(setting))
        return Promise(f"built in/{id}", "built in", sentence, breaches)

    any_stances = tuple(product(STANCES, STANCES))
    less_known = two(subject, subject, _less_known)
    yield builtin(
        "unknown never opens a gate",
        "what is not known opens nothing and raises no limit that any answer to it would not",
        less_known, partial(_opened, asks_first=True), _raised,
    )  # fmt: skip
    yield builtin(
        "what is not known is asked first",
        "a warning that is no longer certain is asked first, and never dropped",
        less_known, _dropped,
    )  # fmt: skip
    yield builtin(
        "worse never opens a gate",
        "worse pain, strength or signs open nothing, raise no limit and lower no urgency",
        two(subject, subject, _worse), _opened, _raised, _calmed,
    )  # fmt: skip
    earlier = two(evolve(subject, still=marked), subject, same, own_days=True)
    yield builtin(
        "time alone never closes a gate",
        "what is open stays open if nothing but time changes",
        earlier, _opened,
    )  # fmt: skip
    yield builtin(
        "no limit rises before its week",
        "a limit is never looser in an earlier week than in a later one",
        earlier, _raised,
    )  # fmt: skip
    stricter = ((a, b) for a, b in any_stances if STANCES.index(b) <= STANCES.index(a))
    yield builtin(
        "a stricter stance never allows more",
        "a more careful stance opens nothing, raises no limit and lowers no urgency",
        two(subject, subject, same, stricter), _opened, _raised, _calmed,
    )  # fmt: skip
    further = further_orders(subject.rulesets, subject.protocol.thresholds)
    tightened = evolve(subject, rulesets=further.rulesets)
    yield builtin(
        "tightening never allows more",
        "no threshold that an overlay or an order sets more carefully opens anything, raises a limit or"
        " lowers an urgency",
        two(subject, tightened, same, further=further), _opened, _raised, _calmed,
    )  # fmt: skip
    yield builtin(
        "nothing suppresses an emergency",
        "nothing that is told, nothing that gets worse and no stance takes an emergency back",
        two(subject, subject, _more_told, any_stances), partial(_calmed, urgencies=[EMERGENCY]),
    )  # fmt: skip
    yield builtin(
        "a further sign never lowers the urgency",
        "a sign that is told, or that gets worse, makes nothing less urgent",
        two(subject, subject, _more_told), _calmed,
    )  # fmt: skip
    if subject.practice.orders:
        yield from _practice(subject)


def _practice(subject: Subject) -> Iterator[Promise]:
    """What lies over the protocol allows no more than the protocol; what is approved is told apart."""
    protocol, practice = subject.protocol, subject.practice
    approved = [order for order in practice.orders if is_approved(order)]
    tightening = tuple(order for order in practice.orders if order not in approved)
    bare, tightened = (
        Subject(protocol, one) for one in (NOTHING, evolve(practice, orders=tightening))
    )

    def promised(id: str, sentence: str, under: Subject, approved: str = "") -> Promise:
        setting = two(bare, under, same)
        breaches = (*_opened(setting), *_raised(setting), *_calmed(setting))
        return Promise(id, "built in", sentence, breaches, approved=approved)

    yield promised(
        "overlay/it never allows more than the protocol",
        "what the overlay changes opens nothing, raises no limit and lowers no urgency",
        tightened,
    )
    if approved:
        words = (f"{o.text} was approved by {o.approved_by}: {o.because}" for o in approved)
        yield promised(
            "overlay/what it loosens with approval",
            "what was approved opens nothing, raises no limit and lowers no urgency",
            subject,
            "; ".join(words),
        )


_Way = Callable[[Setting], Iterator[Breach]]

# What may not happen


def _breach(about: Assertion, setting: Setting, wrong: Question, step: str) -> Breach:
    return Breach(about, setting, wrong, lambda _: step)


def _opened(setting: Setting, asks_first: bool = False) -> Iterator[Breach]:
    """An activity is open for the second and not for the first.

    An emergency or a crisis that is not known yet is asked for first:
    where `asks_first`, one of the first is no reason.
    """
    for activity in sorted(setting.protocol.graph.groups):
        step = f"{activity} is no more open than for the first patient"
        about = Assertion("activity", activity, Verdict.ALLOWED)
        yield _breach(about, setting, partial(_is_opened, activity, asks_first), step)


def _is_opened(activity: str, asks_first: bool, strict: World[Any], loose: World[Any]) -> Any:
    algebra = strict.algebra
    excused = strict.urgent(SAFETY_FIRST[-1]) if asks_first else algebra.no
    closed = map(algebra.opposite, (strict.may(activity), excused))
    return algebra.all((loose.may(activity), *closed))


def _raised(setting: Setting) -> Iterator[Breach]:
    for quantity in setting.protocol.quantities:
        step = f"{quantity} is limited no higher than for the first patient"
        yield _breach(Assertion("limit", quantity), setting, partial(_is_raised, quantity), step)


def _is_raised(quantity: str, strict: World[Any], loose: World[Any]) -> Any:
    algebra = strict.algebra
    return algebra.any(
        algebra.all(
            (
                strict.limited(quantity, amount),
                loose.spoken(algebra.opposite(loose.limited(quantity, amount))),
            )
        )
        for amount in strict.amounts(quantity)
    )


def _calmed(setting: Setting, urgencies: Sequence[str] = URGENCIES) -> Iterator[Breach]:
    step = "the urgency is no lower than for the first patient"
    for urgency in urgencies:
        about = Assertion("urgency", value=urgency)
        yield _breach(about, setting, partial(_is_calmed, urgency), step)


def _is_calmed(urgency: str, strict: World[Any], loose: World[Any]) -> Any:
    calm = loose.algebra.opposite(loose.urgent(urgency))
    return strict.algebra.all((strict.urgent(urgency), calm))


def _dropped(setting: Setting) -> Iterator[Breach]:
    """A warning of the one that for the other is not even asked first."""
    for rule in setting.protocol.graph.of_kind("escalation"):
        step = f"{rule.id} is issued or asked first"
        about = Assertion("rule", rule.id)
        yield _breach(about, setting, partial(_is_dropped, rule), step)


def _is_dropped(rule: Rule, strict: World[Any], loose: World[Any]) -> Any:
    dropped = loose.algebra.opposite(loose.possible(rule))
    return strict.algebra.all((strict.certain(rule), dropped))


# For whom it is compared


def same(_: Item, facts: Sequence[Fact]) -> Iterable[tuple[Fact, Fact]]:
    """Both patients are alike in it."""
    return ((fact, fact) for fact in facts)


def _less_known(item: Item, facts: Sequence[Fact]) -> Iterable[tuple[Fact, Fact]]:
    """Of the second it may not be known."""
    untold = ((fact, None) for fact in facts if fact is not None)
    return (*same(item, facts), *untold)


def _worse(item: Item, facts: Sequence[Fact]) -> Iterable[tuple[Fact, Fact]]:
    """For the second it is the same or worse, and known or not known of both."""
    return (pair for pair in product(facts, facts) if _no_better(item, *pair))


def _no_better(item: Item, first: Fact, second: Fact) -> bool:
    if first is None or second is None or item.worse_is_higher is None:
        return first == second
    return second >= first if item.worse_is_higher else second <= first


def _more_told(item: Item, facts: Sequence[Fact]) -> Iterable[tuple[Fact, Fact]]:
    """What is known of the first is known of the second too, and the same or worse."""
    pairs = product(facts, facts)
    return (pair for pair in pairs if pair[0] is None or _no_better(item, *pair))
