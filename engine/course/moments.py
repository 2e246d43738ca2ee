"""A case at several moments: what is said at each, what differs between two, and what caused it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from attrs import field, frozen

from engine import decide, wording
from engine.case import Case
from engine.conditions import truth_of
from engine.decide import rules_by_activity
from engine.guidance import Guidance
from engine.horizon import at_day
from engine.intake import is_stale, latest
from engine.items import Fact
from engine.memory import WorkingMemory
from engine.protocol import URGENCIES, Claim, Condition, Member, Protocol, Rule
from engine.reading.resolve import DAY

How = Literal["time", "told", "too old", "worked out", "order", "stance"]


@frozen(eq=False)
class Moment:
    """What is said about a case on one day. Nothing is said in an emergency, or where it is refused."""

    protocol: Protocol = field(repr=False)
    case: Case = field(repr=False)
    day: int
    stance: str
    memory: WorkingMemory = field(repr=False)
    verdicts: Mapping[str, str]
    limits: Mapping[str, int]
    phase: str | None
    escalations: tuple[str, ...]
    silent: bool


@frozen
class Cause:
    """One thing that was otherwise before: time, a statement, an item that grew too old.

    `day` is the day since which it is so; None for something that holds for the case as a whole.
    """

    how: How
    subject: str
    text: str
    day: int | None


@frozen
class Shift:
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
    rules = rules_by_activity(protocol, memory.ruleset)
    urgent = decide.escalating(memory, True)
    silent = bool(decide.refusing(memory)) or any(r.value == URGENCIES[0] for r in urgent)
    limits = {}
    for name in () if silent else protocol.quantities:
        speaking = (r for r in memory.ruleset.rules if r.kind == "limit" and r.subject == name)
        if decision := decide.decide_limit(speaking, memory):
            limits[name] = decision.at_most
    return Moment(
        protocol,
        case,
        memory.facts[DAY.name] or 0,
        memory.stance,
        memory,
        {} if silent else {name: decide.judge(rules[name], memory)[0] for name in sorted(rules)},
        limits,
        None if silent else decide.current_phase(protocol, memory),
        tuple(rule.id for rule in urgent),
        silent,
    )


def shifts(before: Moment, after: Moment) -> tuple[Shift, ...]:
    """Every answer that differs between two moments of one protocol, with its causes."""
    rules = rules_by_activity(after.protocol, after.memory.ruleset)
    kept = {rule.id for rule in after.memory.ruleset.rules}
    ended = [r for r in before.memory.ruleset.rules if r.id not in kept]
    found: list[Shift] = []

    def tell(kind: str, name: str, was: str, now: str, deciding: Iterable[Rule]) -> None:
        if was != now:
            causes = tuple(_causes([*deciding, *_silencing(before, after)], before, after))
            found.append(Shift(kind, name, was, now, causes))

    for name in sorted(rules):
        was, now = before.verdicts.get(name, ""), after.verdicts.get(name, "")
        groups = after.protocol.members[name]
        lifted = [r for r in ended if r.kind == "not yet" and r.subject in groups]
        tell("activity", name, was, now, [*rules[name].all(), *lifted])
    for name in sorted(after.protocol.quantities):
        everything = [*after.memory.ruleset.rules, *ended]
        speaking = [r for r in everything if r.kind == "limit" and r.subject == name]
        tell("limit", name, _limit(before, name), _limit(after, name), speaking)
    for rule in after.memory.ruleset.rules:
        if rule.kind == "escalation":
            was, now = (rule.value * (rule.id in m.escalations) for m in (before, after))
            tell("escalation", rule.id, was, now, [rule])
    phases = [r for r in after.memory.ruleset.rules if r.kind == "phase"]
    tell("phase", "", before.phase or "", after.phase or "", phases)
    return tuple(found)


def _limit(moment: Moment, name: str) -> str:
    if moment.silent:
        return ""
    most = moment.limits.get(name)
    return (
        "no fixed cap"
        if most is None
        else wording.amount(most, moment.protocol.quantities[name].measure)
    )


def _silencing(before: Moment, after: Moment) -> list[Rule]:
    """The rules on which it depends that nothing is said, where that differs."""
    if before.silent == after.silent:
        return []
    return [
        rule
        for rule in after.memory.ruleset.rules
        if (rule.kind == "scope" and rule.value == "refuse")
        or (rule.kind == "escalation" and rule.value == URGENCIES[0])
    ]


def _causes(rules: Iterable[Rule], before: Moment, after: Moment) -> Iterator[Cause]:
    """What is otherwise in the conditions of these rules and of the findings behind them."""
    seen: dict[Cause, None] = {}
    if before.stance != after.stance:
        scope = [r for r in after.memory.ruleset.rules if r.kind == "scope"]
        seen[Cause("stance", "", f"the {after.stance} stance is followed", None)] = None
        seen |= dict.fromkeys(_behind(scope, before, after))
    seen |= dict.fromkeys(_behind(rules, before, after))
    yield from sorted(seen, key=lambda cause: (cause.day is None, cause.day or 0, cause.subject))


def _behind(rules: Iterable[Rule], before: Moment, after: Moment) -> Iterator[Cause]:
    known, counting = ({r.id for r in m.memory.ruleset.rules} for m in (before, after))
    visited: set[str] = set()
    waiting = list(rules)
    while waiting:
        rule = waiting.pop(0)
        if rule.id in visited:
            continue
        visited.add(rule.id)
        if rule.id not in known:
            yield Cause("order", rule.subject, f"{rule.because}", None)
        elif rule.id not in counting:
            yield Cause("order", rule.subject, f"an order has ended: {rule.because}", None)
        for leaf in rule.when.leaves():
            if isinstance(leaf, Claim):
                waiting += [
                    r
                    for r in after.memory.ruleset.rules
                    if r.subject == leaf.subject and r.value in leaf.values
                ]
            elif _truth(leaf, before) is not _truth(leaf, after):
                yield _cause(leaf, before, after)
        amount = rule.amount
        if amount is not None and amount.threshold:
            was, now = (m.memory.ruleset.numbers[amount.threshold] for m in (before, after))
            if was != now:
                yield Cause("order", amount.threshold, f"{amount.threshold} was set anew", None)


def _truth(member: Member, moment: Moment) -> object:
    return moment.memory.holds(member)


def _cause(leaf: Condition, before: Moment, after: Moment) -> Cause:
    """Why one condition does not say what it said before."""
    name = leaf.subject
    was, now = before.memory.facts.get(name), after.memory.facts.get(name)
    if name == DAY.name and _is_set_anew(leaf, before, after):
        numbers = " and ".join(b.threshold for b in (leaf.low, leaf.high) if b and b.threshold)
        return Cause("order", name, f"{numbers} was set anew", None)
    if name == DAY.name:
        return _turn(leaf, before, after)
    if was == now:
        return Cause("order", name, f"the number that {name} is compared with was set anew", None)
    item = after.protocol.vocabulary.items[name]
    told = latest(after.case, after.day).get(name)
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
    return truth_of(leaf, after.memory.facts.get, lambda _: False, numbers) is _truth(leaf, before)


def _since(name: str, before: Moment, after: Moment, now: Fact) -> int:
    """The day on which a worked out fact came to be what it is."""
    ahead = [
        (day, facts) for day, facts in before.memory.ahead if name in facts and day <= after.day
    ]
    turned = after.day
    for day, facts in reversed(ahead):
        if facts[name] != now:
            break
        turned = day
    return turned


def _turn(leaf: Condition, before: Moment, after: Moment) -> Cause:
    """The day on which a condition on time began or ceased to hold."""
    numbers = after.memory.ruleset.numbers
    low = leaf.low.value(numbers) if leaf.low else None
    high = leaf.high.value(numbers) if leaf.high else None
    turns = ([low] if low is not None else []) + ([high + 1] if high is not None else [])
    first, last = sorted((before.day, after.day))
    day = next((turn for turn in turns if first < turn <= last), after.day)
    return Cause("time", DAY.name, f"{wording.since(day)} began", day)
