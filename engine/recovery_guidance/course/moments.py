"""A case at several moments: what is said at each, what differs between two, and what caused it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from attrs import field, frozen

from ..chaining.memory import WorkingMemory
from ..deciding.decision import Verdict, decided
from ..deciding.guidance import Guidance
from ..deciding.later import at_day
from ..facts.intake import is_stale, latest
from ..model.algebra import Truth, the
from ..model.case import Case
from ..model.conditions import Claim, Condition
from ..model.items import DAY, Fact
from ..model.protocol import STANCES, Protocol
from ..model.rules import RESTRICTING, Rule
from ..telling import wording

How = Literal["time", "told", "too old", "worked out", "order", "stance"]


@frozen(eq=False)
class Moment:
    """What is said about a case on one day. Nothing where safety comes first or it is refused."""

    protocol: Protocol = field(repr=False)
    case: Case = field(repr=False)
    day: int
    stance: str
    memory: WorkingMemory = field(repr=False)
    verdicts: Mapping[str, Verdict]
    limits: Mapping[str, int]
    phase: str | None
    escalations: frozenset[str]
    silent: bool


class Cause(NamedTuple):
    """One thing that was otherwise before: time, a statement, an item that grew too old.

    `day` is the day since which it is so; None for something that holds for the case as a whole.
    """

    how: How
    about: str
    text: str
    day: int | None


class Shift(NamedTuple):
    """One answer that is not what it was, and why: `kind` is activity, limit, escalation or phase."""

    kind: str
    name: str
    was: str
    now: str
    causes: tuple[Cause, ...]


def moment_of(guidance: Guidance) -> Moment:
    """The moment that guidance speaks about."""
    return _moment(guidance.protocol, guidance.case, guidance.memory)


def moments_ahead(guidance: Guidance, days: Iterable[int]) -> Iterator[Moment]:
    """The moments of later days, if what was told stays as it is and nothing new is told."""
    for day in days:
        yield _moment(guidance.protocol, guidance.case, at_day(guidance.memory, day))


def _moment(protocol: Protocol, case: Case, memory: WorkingMemory) -> Moment:
    decision = decided(memory)
    silent = bool(decision.silent())
    activities = () if silent else sorted(memory.ruleset.graph.deciding)
    quantities = () if silent else protocol.quantities
    limits = {name: the(decision.at_most(name)) for name in quantities}
    warnings = memory.ruleset.graph.of_kind("escalation")
    return Moment(
        protocol,
        case,
        memory.facts[DAY.name] or 0,
        memory.stance,
        memory,
        {name: the(decision.verdict(name)) for name in activities},
        {name: most for name, most in limits.items() if most is not None},
        None if silent else the(decision.phase(protocol.phases)),
        frozenset(rule.id for rule in warnings if memory.truth(rule)),
        silent,
    )


def shifts(before: Moment, after: Moment) -> tuple[Shift, ...]:
    """Every answer that differs between two moments of one protocol, with its causes.

    What supports the new answer comes first among them.
    """
    rules = list(
        {rule.id: rule for m in (after, before) for rule in m.memory.ruleset.rules}.values()
    )
    found: list[Shift] = []

    def tell(kind: str, name: str, was: str, now: str, sides: Iterable[_Side]) -> None:
        if was != now:
            causes = tuple(_causes([*_silencing(before, after), *sides], before, after))
            found.append(Shift(kind, name, was, now, causes))

    for name in sorted(after.protocol.members):
        was, now = before.verdicts.get(name, ""), after.verdicts.get(name, "")
        tell("activity", name, was, now, _sides_of_activity(name, rules, before, after))
    for name in sorted(after.protocol.quantities):
        was, now = _limit(before, name), _limit(after, name)
        tell("limit", name, was, now, _sides_of_limit(name, rules, before, after))
    for rule in after.memory.ruleset.rules:
        if rule.kind == "escalation":
            was, now = (rule.value * (rule.id in m.escalations) for m in (before, after))
            tell("escalation", rule.id, was, now, [_Side(rule, bool(now))])
    on, back = (m.protocol.phases.index(m.phase) if m.phase else -1 for m in (after, before))
    phases = [_Side(rule, on > back) for rule in rules if rule.kind == "phase"]
    tell("phase", "", before.phase or "", after.phase or "", phases)
    return tuple(found)


class _Side(NamedTuple):
    """A rule that speaks about an answer: whether it supports the new one by holding more than before, and
    whether it decides it."""

    rule: Rule
    by_holding: bool
    decides: bool = True


def _sides_of_activity(
    name: str, rules: list[Rule], before: Moment, after: Moment
) -> Iterator[_Side]:
    """What decides the more closed of the two answers is what decides that they differ."""
    was, now = before.verdicts.get(name), after.verdicts.get(name)
    is_told = was is not None and now is not None
    closes = was is not None and now is not None and now.openness < was.openness
    reasons = decided((after if closes else before).memory).reasons(name) if is_told else {}
    deciding = {rule for rule, given in reasons.items() if given}
    groups = after.protocol.members[name]
    for rule in rules:
        permits = rule.kind == "allowed" and rule.subject == name
        if permits or (rule.kind in RESTRICTING and rule.subject in groups):
            yield _Side(rule, permits is not closes, rule.id in deciding)


def _sides_of_limit(name: str, rules: list[Rule], before: Moment, after: Moment) -> Iterator[_Side]:
    was, now = (m.limits.get(name) for m in (before, after))
    lowers = now is not None and (was is None or now < was)
    limiting = decided((after if lowers else before).memory).limiting(name)
    deciding = {rule for rule, given in limiting.items() if given}
    for rule in rules:
        if rule.kind == "limit" and rule.subject == name:
            yield _Side(rule, lowers, rule.id in deciding)


def _limit(moment: Moment, name: str) -> str:
    if moment.silent:
        return ""
    return wording.capped(moment.limits.get(name), moment.protocol.quantities[name].measure)


def _silencing(before: Moment, after: Moment) -> list[_Side]:
    """The rules on which it depends that nothing is said, where that differs."""
    if before.silent == after.silent:
        return []
    rules = after.memory.ruleset.rules
    return [_Side(r, after.silent) for r in rules if r.refuses or r.silences]


_DECIDES, _SUPPORTS, _ASIDE = range(3)
"""How a cause stands to the new answer: it decides it, it speaks for it, or it does neither."""


def _causes(sides: Iterable[_Side], before: Moment, after: Moment) -> Iterator[Cause]:
    """What is otherwise in the conditions of these rules and of the findings behind them."""
    found: list[tuple[Cause, int]] = []
    if before.stance != after.stance:
        cause = Cause("stance", "", f"the {after.stance} stance is followed", None)
        stricter = STANCES.index(after.stance) < STANCES.index(before.stance)
        scope = after.memory.ruleset.graph.of_kind("scope")
        imposing = [_Side(rule, stricter) for rule in scope]
        found = [(cause, _DECIDES), *_behind(imposing, before, after)]
    weights: dict[Cause, int] = {}
    for cause, weight in (*found, *_behind(sides, before, after)):
        weights[cause] = min(weight, weights.get(cause, weight))
    yield from sorted(
        weights, key=lambda one: (weights[one], one.day is None, one.day or 0, one.about)
    )


def _behind(sides: Iterable[_Side], before: Moment, after: Moment) -> Iterator[tuple[Cause, int]]:
    known, counting = ({r.id for r in m.memory.ruleset.rules} for m in (before, after))
    visited: set[tuple[str, bool, bool]] = set()
    waiting = list(sides)
    while waiting:
        rule, by_holding, decides = waiting.pop(0)
        if (rule.id, by_holding, decides) in visited:
            continue
        visited.add((rule.id, by_holding, decides))
        moved = _moved(before.memory.truth(rule), after.memory.truth(rule), by_holding)
        decides = decides and moved
        by_itself = _DECIDES if decides else _SUPPORTS if moved else _ASIDE
        if rule.id not in known or rule.id not in counting:
            ended = "an order has ended: " if rule.id in known else ""
            yield Cause("order", rule.subject, f"{ended}{rule.because}", None), by_itself
        for leaf in rule.when.leaves():
            was, now = before.memory.holds(leaf), after.memory.holds(leaf)
            if isinstance(leaf, Claim):
                concluding = after.memory.ruleset.graph.concluding(leaf)
                waiting += [_Side(r, by_holding, decides) for r in concluding]
            elif was is not now:
                supports = _moved(was, now, by_holding)
                weight = _DECIDES if supports and decides else _SUPPORTS if supports else _ASIDE
                yield _cause(leaf, before, after), weight
        amount = rule.amount
        if amount is not None and amount.threshold:
            had, has = (m.memory.ruleset.numbers[amount.threshold] for m in (before, after))
            if had != has:
                text = f"{amount.threshold} was set anew"
                yield Cause("order", amount.threshold, text, None), _DECIDES


def _moved(was: Truth, now: Truth, up: bool) -> bool:
    """Whether it holds more than before, or less: unknown is in between."""
    order = (False, None, True)
    return order.index(now) > order.index(was) if up else order.index(now) < order.index(was)


def _cause(leaf: Condition, before: Moment, after: Moment) -> Cause:
    """Why one condition does not say what it said before."""
    name = leaf.subject
    was, now = before.memory.facts.get(name), after.memory.facts.get(name)
    if name == DAY.name and _is_set_anew(leaf, before, after):
        numbers = " and ".join(bound.threshold for bound in leaf.bounds if bound.threshold)
        return Cause("order", name, f"{numbers} was set anew", None)
    if name == DAY.name:
        return _turn(leaf, before, after)
    if was == now:
        return Cause("order", name, f"the number that {name} is compared with was set anew", None)
    item = after.protocol.vocabulary.items[name]
    told = latest(after.case, after.protocol.vocabulary, after.day).get(name)
    text = f"{name} {item.show(now)}" + (f", before {item.show(was)}" if was is not None else "")
    if name in after.protocol.trends and (told is None or told.value != now):
        return Cause("worked out", name, text, _since(name, before, after, now))
    if told is not None and told.day is not None and is_stale(told, item, after.day):
        grown = told.day + (item.shelf_life or 0) + 1
        life = wording.duration(item.shelf_life or 0)
        text = f"{name} is not known any more, as what was told counts for {life}"
        return Cause("too old", name, text, grown)
    return Cause("told", name, text, None if told is None else told.day)


def _is_set_anew(leaf: Condition, before: Moment, after: Moment) -> bool:
    """Whether the number that a condition on time compares with changed it, and not the day."""
    numbers = before.memory.ruleset.numbers
    return leaf.met_by(after.memory.facts[DAY.name], numbers) is before.memory.holds(leaf)


def _since(name: str, before: Moment, after: Moment, now: Fact) -> int:
    """The day on which a worked out fact came to be what it is."""
    turned = after.day
    for day, facts in reversed(before.memory.ahead):
        if name in facts and day <= after.day:
            if facts[name] != now:
                break
            turned = day
    return turned


def _turn(leaf: Condition, before: Moment, after: Moment) -> Cause:
    """The day on which a condition on time began or ceased to hold."""
    turns = leaf.turns(after.memory.ruleset.numbers)
    first, last = sorted((before.day, after.day))
    day = next((turn for turn in turns if first < turn <= last), after.day)
    return Cause("time", DAY.name, f"{wording.since(day)} began", day)
