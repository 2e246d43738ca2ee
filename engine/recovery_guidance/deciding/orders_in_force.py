"""Which of a surgeon's orders count on a day and under a stance, and what each one changes.

Orders of a case and of overlays only tighten: of two numbers the stricter stands, unless one says that
it loosens, and who approved that. Nobody can approve that a gate is loosened which something about the
patient has to pass: a symptom, a test, strength, a drug, a count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import evolve

from ..chaining.memory import Terms
from ..model.case import Case, Order, Ordered, shifted
from ..model.conditions import Condition
from ..model.items import DAY, LAST_DAY
from ..model.memo import while_it_lives
from ..model.problem import Problem
from ..model.protocol import STANCES, Protocol
from ..model.rules import Rule, Ruleset


def ordered_on(protocol: Protocol, case: Case, stance: str) -> tuple[Ordered, ...]:
    """Every order of the case, in the order in which they were given."""
    numbers = protocol.numbers(stance)
    found = []
    for order in _as_given(case.orders):
        ordered = _weighed(order, protocol, case, numbers)
        if ordered.counts and order.kind == "set":
            numbers[order.subject] = order.value
        found.append(ordered)
    return tuple(found)


def _as_given(orders: tuple[Order, ...]) -> Iterator[Order]:
    """The orders in the order in which they were given: of a patient's own, dates go before lines."""
    dated = [order for order in orders if order.given and not order.overlay]
    by_date = iter(sorted(dated, key=lambda order: order.given or date.min))
    for order in orders:
        yield next(by_date) if order.given and not order.overlay else order


def counting(ordered: tuple[Ordered, ...]) -> tuple[Order, ...]:
    """The orders that count. An added rule may say itself from which day on it does, and until when."""
    return tuple(s.order for s in ordered if s.counts or _is_dated(s.order.rule))


def _is_dated(rule: Rule | None) -> bool:
    return rule is not None and any(leaf.subject == DAY.name for leaf in rule.when.leaves())


def stance_asked(protocol: Protocol, case: Case) -> tuple[str, bool]:
    """The stance before any scope line imposes a stricter one, and whether an order says that none does."""
    stance = case.stance or protocol.default_stance
    orders = counting(ordered_on(protocol, case, stance))
    said = next((o for o in reversed(orders) if o.kind == "stance"), None)
    if said is not None and (is_approved(said) or not loosens(protocol, stance, said)):
        return said.stance, is_approved(said)
    return stance, False


def terms_from(protocol: Protocol, case: Case) -> tuple[Terms, ...]:
    """What an answer goes by on the case's day, and on each later day on which that changes."""
    found: list[Terms] = []
    before: object = None
    for day in [case.day, *_turns(case)]:
        then = evolve(case, day=day)
        stance, is_final = stance_asked(protocol, then)
        imposable = [] if is_final else STANCES[: STANCES.index(stance)]
        orders = {s: counting(ordered_on(protocol, then, s)) for s in [*imposable, stance]}
        if (now := (stance, orders)) != before:
            rulesets = {s: ruleset_for(protocol, s, own) for s, own in orders.items()}
            found.append(Terms(day, stance, rulesets))
            before = now
    return tuple(found)


def _turns(case: Case) -> list[int]:
    """The days after the case's own on which an order begins to count, or ceases to."""
    counted_from = case.surgery or case.day_0
    if counted_from is None:
        return []
    begins = {(order.given - counted_from).days for order in case.orders if order.given}
    ceases = {(order.until - counted_from).days + 1 for order in case.orders if order.until}
    return sorted(day for day in begins | ceases if case.day < day <= LAST_DAY)


def in_force(orders: Iterable[Order], on: date) -> tuple[Order, ...]:
    """The orders that count on a date, without their dates, so that they count on every day asked about."""
    return tuple(
        evolve(order, given=None, until=None) for order in orders if not _out_of_time_on(on, order)
    )


@while_it_lives
def gates(protocol: Protocol) -> Mapping[str, tuple[str, ...]]:
    """The thresholds that something about the patient is compared with, and what that is.

    All others are a time since the operation, or the amount of a limit.
    """
    groups = [rule.when for rule in protocol.rules]
    compared: dict[str, dict[str, None]] = {}
    for ladder in protocol.ladders.values():
        groups.extend(ladder.responses.values())
        for name in filter(None, (ladder.soft, ladder.hard)):
            compared.setdefault(name, {})[ladder.name] = None
    for leaf in (leaf for group in groups for leaf in group.leaves()):
        if isinstance(leaf, Condition) and leaf.subject != DAY.name:
            for bound in leaf.bounds:
                if bound.threshold:
                    compared.setdefault(bound.threshold, {})[leaf.subject] = None
    return {name: tuple(sorted(subjects)) for name, subjects in compared.items()}


def unapproved(protocol: Protocol, stance: str, ordered: tuple[Ordered, ...]) -> list[Problem]:
    """A problem for each order of the case itself that loosens this stance as it may not.

    An overlay is for many patients: where a stance is stricter than it, the stance stands.
    """
    found = (
        loosening(protocol, stance, s.order)
        for s in ordered
        if not s.order.overlay and not s.out_of_time
    )
    return [problem for problem in found if problem is not None]


def is_approved(order: Order) -> bool:
    """Whether an order says that it loosens, and who approved that."""
    return order.loosens and bool(order.approved_by)


def loosening(protocol: Protocol, stance: str, order: Order) -> Problem | None:
    """The problem with an order that allows more than a stance does: a gate, or without saying by whom."""
    if not loosens(protocol, stance, order):
        return None
    at = order.position if order.position.file else None
    asked = gates(protocol).get(order.subject) if order.kind == "set" else None
    if asked is not None:
        threshold = protocol.thresholds[order.subject]
        before = threshold.values[stance]
        assert before is not None, "nothing is looser than no cap"
        return Problem(
            "E211",
            f"the order `{order.text}` loosens a gate of {_some_of(asked)}",
            at,
            "an order may loosen a week, a day or a limit; what a patient's symptoms, tests, strength or "
            "medication have to be stays, whoever approves it",
            f"write {threshold.measure.show(before)} or {threshold.stricter}, or take the order out",
        )
    if is_approved(order):
        return None
    return Problem(
        "E204",
        f"the order `{order.text}` allows more than the {stance} stance",
        at,
        "a surgeon's word only tightens, unless it is explicit that it loosens",
        "if the surgeon said so, add loosens: yes, approved by: and because:",
    )


def _some_of(names: tuple[str, ...]) -> str:
    """The first few names, as they stand in a sentence."""
    shown = [f"`{name}`" for name in names[:3]]
    if len(names) > 3:
        return ", ".join(shown) + " and others"
    return ", ".join(shown[:-1]) + " and " + shown[-1] if len(shown) > 1 else shown[0]


def _weighed(
    order: Order, protocol: Protocol, case: Case, numbers: dict[str, int | None]
) -> Ordered:
    if (why := _out_of_time(order, case)) is not None:
        return Ordered(order, False, why)
    if order.kind != "set":
        return Ordered(order, True)
    threshold = protocol.thresholds[order.subject]
    before = numbers[order.subject]
    may_loosen = is_approved(order) and order.subject not in gates(protocol)
    if may_loosen or not threshold.is_looser(order.value, before):
        return Ordered(order, True, before=before)
    return Ordered(order, False, before=before)


def _out_of_time(order: Order, case: Case) -> str | None:
    """Why an order does not count on the day that is asked about, or None."""
    counted_from = case.surgery or case.day_0
    today = shifted(counted_from, case.day) if counted_from else None
    if today is None:
        undated = order.loosens and (order.given or order.until)
        return "no date is known, and it loosens for a time only" if undated else None
    return _out_of_time_on(today, order)


def _out_of_time_on(today: date, order: Order) -> str | None:
    if order.until is not None and order.until < today:
        return f"ended on {order.until}"
    if order.given is not None and today < order.given:
        return f"begins on {order.given}"
    return None


def ruleset_for(protocol: Protocol, stance: str, orders: tuple[Order, ...] = ()) -> Ruleset:
    """The rules and numbers in force under a stance with those of a surgeon's orders that count."""
    if not orders:
        return protocol.rulesets[stance]
    numbers = protocol.numbers(stance)
    numbers |= {order.subject: order.value for order in orders if order.kind == "set"}
    graph = protocol.graph.joined(order.rule for order in orders if order.rule is not None)
    return Ruleset(graph, numbers, protocol.vocabulary, protocol.values)


def loosens(protocol: Protocol, stance: str, order: Order) -> bool:
    """Whether an order allows more than the stance does."""
    if order.kind == "stance":
        return STANCES.index(order.stance) > STANCES.index(stance)
    if order.kind != "set":
        return False
    threshold = protocol.thresholds[order.subject]
    return threshold.is_looser(order.value, threshold.values[stance])
