"""The use case: one case in, guidance out. The calls of the pipeline, in order."""

from __future__ import annotations

from collections.abc import Iterable

from ..chaining import reference
from ..chaining.memory import WorkingMemory
from ..facts.intake import Intake, take_in
from ..model.case import Case, Ordered
from ..model.problem import Problem, ProblemsFound
from ..model.protocol import Protocol
from ..model.rules import REACHED, Rule
from . import decision as deciding
from .guidance import (
    NOT_YET,
    UNKNOWN,
    WITH_CARE,
    ActivityVerdict,
    Advice,
    Escalation,
    Guidance,
    LimitVerdict,
    Milestone,
    Refusal,
    Stale,
)
from .later import Infer, openings, settled
from .needs import unsettled
from .orders_in_force import ordered_on, stance_asked, terms_from, unapproved

ENGINES = ("auto", "durable", "reference")


def engine_named(name: str = "auto") -> tuple[str, Infer]:
    """The engine's own name and its `infer`. Raises ProblemsFound where it cannot be used here."""
    if name == "reference":
        return reference.NAME, reference.infer
    try:
        from ..chaining import infer
    except ImportError:
        if name == "auto":
            return reference.NAME, reference.infer
        raise ProblemsFound(
            [
                Problem(
                    "E205",
                    "durable-rules cannot be used with this Python",
                    help="use --engine reference, or Python 3.11 or 3.12 on Linux or macOS",
                )
            ]
        ) from None
    return infer.NAME, infer.infer


def engines_here() -> tuple[str, ...]:
    """Every engine that can be used here, as `evaluate` names them; the reference is the last."""
    first, _ = engine_named("auto")
    return ("reference",) if first == reference.NAME else ("durable", "reference")


def evaluate(
    protocol: Protocol,
    case: Case,
    engine: str = "auto",
) -> Guidance:
    """Everything the protocol says about a case. Raises ProblemsFound for input that cannot be used."""
    name, infer = engine_named(engine)
    taken = take_in(protocol, case)
    stance, _ = stance_asked(protocol, case)
    if problems := unapproved(protocol, stance, ordered_on(protocol, case, stance)):
        raise ProblemsFound(problems)
    memory, because = settled(terms_from(protocol, case), taken.facts, taken.ahead, infer)
    ordered = ordered_on(protocol, case, memory.stance)
    return _guidance(protocol, case, name, memory.stance, because, memory, taken, ordered)


def _guidance(
    protocol: Protocol,
    case: Case,
    engine: str,
    stance: str,
    because: tuple[Rule, ...],
    memory: WorkingMemory,
    taken: Intake,
    ordered: tuple[Ordered, ...],
) -> Guidance:
    escalations = tuple(_escalation(r, memory) for r in deciding.escalating(memory, True))
    refused = tuple(Refusal(r.id, r.because) for r in deciding.refusing(memory))
    silent = bool(refused) or any(e.urgency == "emergency" for e in escalations)
    return Guidance(
        protocol,
        case,
        engine,
        stance,
        _ids(because),
        memory,
        taken.assumed,
        escalations,
        asked_first=tuple(_escalation(r, memory) for r in deciding.escalating(memory, None)),
        refused=refused,
        activities=() if silent else _activities(protocol, memory),
        limits=() if silent else _limits(protocol, memory),
        milestones=() if silent else _milestones(memory),
        phase=None if silent else deciding.current_phase(protocol, memory),
        advice=() if silent else _advice(memory),
        stale=_stale(memory, taken),
        ordered=ordered,
    )


def _stale(memory: WorkingMemory, taken: Intake) -> tuple[Stale, ...]:
    """What is too old to count and is not known otherwise."""
    items = memory.ruleset.vocabulary.items
    return tuple(
        Stale(told.item, told.value, told.day, items[told.item].shelf_life or 0)
        for told in taken.stale
        if told.day is not None and memory.facts[told.item] is None
    )


def _ids(rules: Iterable[Rule]) -> tuple[str, ...]:
    return tuple(sorted(rule.id for rule in rules))


def _escalation(rule: Rule, memory: WorkingMemory) -> Escalation:
    return Escalation(rule.id, rule.value, rule.patient, unsettled([rule], memory))


def _activities(protocol: Protocol, memory: WorkingMemory) -> tuple[ActivityVerdict, ...]:
    rules_of = deciding.rules_by_activity(protocol, memory.ruleset)
    judged = {name: deciding.judge(rules, memory) for name, rules in rules_of.items()}
    closed = {name: rules_of[name] for name, (verdict, _) in judged.items() if verdict == NOT_YET}
    opens = openings(protocol, closed, memory)
    return tuple(
        ActivityVerdict(
            name,
            verdict,
            _ids(deciding),
            unsettled(deciding, memory) if verdict in (UNKNOWN, WITH_CARE) else (),
            opens[name].week if name in opens else None,
            opens[name].day if name in opens else None,
        )
        for name, (verdict, deciding) in sorted(judged.items())
    )


def _limits(protocol: Protocol, memory: WorkingMemory) -> tuple[LimitVerdict, ...]:
    found = []
    for name in sorted(protocol.quantities):
        rules = [
            rule for rule in memory.ruleset.rules if rule.kind == "limit" and rule.subject == name
        ]
        decision = deciding.decide_limit(rules, memory)
        if decision is None:
            continue
        found.append(
            LimitVerdict(
                name,
                decision.at_most,
                _ids(decision.deciding),
                tuple(r.id for r in decision.beaten),
                decision.proven if decision.lowering else None,
                unsettled(decision.lowering, memory),
            )
        )
    return tuple(found)


def _milestones(memory: WorkingMemory) -> tuple[Milestone, ...]:
    names = {rule.subject for rule in memory.ruleset.rules if rule.kind == "milestone"}
    return tuple(Milestone(name, memory.proposition((name, REACHED))) for name in sorted(names))


def _advice(memory: WorkingMemory) -> tuple[Advice, ...]:
    rules = [rule for rule in memory.ruleset.rules if rule.kind == "advice" and memory.truth(rule)]
    return tuple(
        Advice(rule.id, rule.subject, rule.patient) for rule in sorted(rules, key=lambda r: r.id)
    )
