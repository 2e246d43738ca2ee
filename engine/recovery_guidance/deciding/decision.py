"""Activations → verdicts. The precedence is written here, once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

from ..chaining.memory import WorkingMemory
from ..model.kleene import Truth, all_hold, any_holds
from ..model.memo import while_it_lives
from ..model.protocol import STANCES, URGENCIES, Protocol
from ..model.rules import Rule, Ruleset
from .guidance import ALLOWED, NOT_YET, UNKNOWN, WITH_CARE, Verdict


def verdict(
    allowed: Iterable[Truth], not_yet: Iterable[Truth], with_care: Iterable[Truth]
) -> Verdict:
    """A permission must be proven; a restriction must be disproven.

    Not yet beats with care beats allowed; nothing said is not yet.
    """
    permitted, restricted = any_holds(allowed), any_holds(not_yet)
    if restricted is True or permitted is False:
        return NOT_YET
    if restricted is None or permitted is None:
        return UNKNOWN
    return ALLOWED if any_holds(with_care) is False else WITH_CARE


class ActivityRules(NamedTuple):
    """The rules that speak about one activity, its groups' restrictions included."""

    allowed: tuple[Rule, ...]
    not_yet: tuple[Rule, ...]
    with_care: tuple[Rule, ...]

    def all(self) -> tuple[Rule, ...]:
        return self.allowed + self.not_yet + self.with_care


def rules_by_activity(protocol: Protocol, ruleset: Ruleset) -> Mapping[str, ActivityRules]:
    """For each activity that is not a group, the rules that decide it."""
    known = _grouped(ruleset)
    if protocol not in known:
        known[protocol] = _group(protocol, ruleset)
    return known[protocol]


@while_it_lives
def _grouped(_: Ruleset) -> WeakKeyDictionary[Protocol, Mapping[str, ActivityRules]]:
    """The rules of one ruleset by activity, for each protocol that was asked with it."""
    return WeakKeyDictionary()


def _group(protocol: Protocol, ruleset: Ruleset) -> Mapping[str, ActivityRules]:
    spoken: dict[tuple[str, str], list[Rule]] = defaultdict(list)
    for rule in ruleset.rules:
        spoken[rule.kind, rule.subject].append(rule)

    def of(kind: str, names: Sequence[str]) -> tuple[Rule, ...]:
        return tuple(rule for name in names for rule in spoken[kind, name])

    return {
        name: ActivityRules(
            of("allowed", [name]),
            of("not yet", protocol.members[name]),
            of("with care", protocol.members[name]),
        )
        for name, activity in protocol.activities.items()
        if not activity.is_group
    }


def judge(rules: ActivityRules, memory: WorkingMemory) -> tuple[Verdict, tuple[Rule, ...]]:
    """The verdict on an activity, and the rules that decided it."""
    truths = [
        [memory.truth(rule) for rule in part]
        for part in (rules.allowed, rules.not_yet, rules.with_care)
    ]
    decision = verdict(*truths)
    if decision == NOT_YET:
        restricting = _having(True, rules.not_yet, memory)
        return decision, restricting or rules.allowed
    if decision == UNKNOWN:
        permitting = (
            () if any(t is True for t in truths[0]) else _having(None, rules.allowed, memory)
        )
        return decision, permitting + _having(None, rules.not_yet, memory)
    if decision == WITH_CARE:
        return decision, _having(True, rules.with_care, memory) + _having(
            None, rules.with_care, memory
        )
    return decision, _having(True, rules.allowed, memory)


def _having(truth: Truth, rules: Sequence[Rule], memory: WorkingMemory) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if memory.truth(rule) is truth)


class LimitDecision(NamedTuple):
    """The smallest limit that is true or not disproven. `proven` is the smallest true one, and
    `lowering` are the limits below it that are not known yet."""

    at_most: int
    deciding: tuple[Rule, ...]
    beaten: tuple[Rule, ...]
    proven: int | None
    lowering: tuple[Rule, ...]


def decide_limit(rules: Iterable[Rule], memory: WorkingMemory) -> LimitDecision | None:
    """The most restrictive of the limits that hold or may hold; None where none does."""
    amounts = {
        rule: amount
        for rule in rules
        if memory.truth(rule) is not False
        and rule.amount is not None
        and (amount := rule.amount.value(memory.ruleset.numbers)) is not None
    }
    if not amounts:
        return None
    least = min(amounts.values())
    smallest = tuple(rule for rule, amount in amounts.items() if amount == least)
    certain = tuple(rule for rule in smallest if memory.truth(rule))
    losers = sorted(
        (rule for rule in amounts if amounts[rule] > least), key=lambda r: (amounts[r], r.id)
    )
    proven = min((amount for rule, amount in amounts.items() if memory.truth(rule)), default=None)
    lowering = tuple(r for r, amount in amounts.items() if proven is None or amount < proven)
    return LimitDecision(least, certain or smallest, tuple(losers), proven, lowering)


def escalating(memory: WorkingMemory, truth: Truth) -> tuple[Rule, ...]:
    """Escalations that are true, or not known (None), the most urgent first. Nothing suppresses one."""
    rules = [r for r in memory.ruleset.rules if r.kind == "escalation" and memory.truth(r) is truth]
    return tuple(sorted(rules, key=lambda rule: (URGENCIES.index(rule.value), rule.id)))


def refusing(memory: WorkingMemory) -> tuple[Rule, ...]:
    """Scope lines that refuse: they hold, or cannot be ruled out."""
    return tuple(
        r
        for r in memory.ruleset.rules
        if r.kind == "scope" and r.value == "refuse" and memory.truth(r) is not False
    )


def imposed_stance(memory: WorkingMemory, stance: str) -> tuple[str, tuple[Rule, ...]]:
    """The strictest of the stance asked for and those that scope lines impose, and the lines that did."""
    imposing = [r for r in memory.ruleset.rules if imposes(r) and memory.truth(r) is not False]
    words = {rule: rule.value.removesuffix(" stance") for rule in imposing}
    strictest = min([stance, *words.values()], key=STANCES.index)
    return strictest, tuple(rule for rule in imposing if words[rule] == strictest != stance)


def imposes(rule: Rule) -> bool:
    """Whether a rule is a scope line that imposes a stance."""
    return rule.kind == "scope" and rule.value.endswith(" stance")


def current_phase(protocol: Protocol, memory: WorkingMemory) -> str | None:
    """The last phase that has been entered; each one asks for those before it."""
    entered = [p for p in protocol.phases if memory.proposition((p, "reached")) is True]
    return entered[-1] if entered else None


__all__ = [
    "ActivityRules",
    "LimitDecision",
    "all_hold",
    "current_phase",
    "decide_limit",
    "escalating",
    "imposed_stance",
    "imposes",
    "judge",
    "refusing",
    "rules_by_activity",
    "verdict",
]
