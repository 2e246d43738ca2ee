"""The use case: one case in, guidance out. The calls of the pipeline, in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from ..chaining import reference
from ..chaining.definition import Refused
from ..chaining.memory import WorkingMemory
from ..facts.intake import Intake, take_in
from ..model.algebra import Truth, the
from ..model.case import Case, Ordered
from ..model.problem import ProblemsFound
from ..model.protocol import URGENCIES, Protocol
from ..model.rules import REACHED, Rule, Ruleset
from ..model.urgent import Escalation
from .decision import ASKED_FIRST, Decision, Verdict, decided
from .guidance import (
    ActivityVerdict,
    Advice,
    Guidance,
    LimitVerdict,
    Milestone,
    Overruled,
    Refusal,
    Stale,
)
from .later import Infer, Opening, openings, settled
from .needs import unsettled
from .orders_in_force import ordered_on, stance_asked, terms_from, unapproved

ENGINES = ("auto", "durable", "reference")
HOW_TO_HAVE_IT = "`recovery describe E205` says how to have it"
IN_ITS_PLACE = "reference, because durable-rules refused"
"""The engine that answers where durable-rules cannot take the rules, or failed on them."""


def engine_named(name: str = "auto") -> tuple[str, Infer]:
    """The engine's own name and its `infer`. Raises ProblemsFound where it cannot be used here."""
    if name == "reference" or (name == "auto" and without_durable()):
        return reference.NAME, reference.infer
    if missing := without_durable():
        raise ProblemsFound.one("E205", missing, f"use --engine reference; {HOW_TO_HAVE_IT}")
    from ..chaining import infer

    return infer.NAME, infer.infer


@cache  # Python looks everywhere again for what is not there, and thousands of questions are asked
def without_durable() -> str:
    """Why durable-rules cannot answer here, in words; empty where it can."""
    try:
        from ..chaining import infer  # noqa: F401  only to see whether it can be imported
    except ModuleNotFoundError:
        return "durable-rules is not installed"
    except ImportError:
        return "durable-rules is installed and cannot be loaded"
    return ""


def engines_here() -> tuple[str, ...]:
    """Every engine that can be used here, as `evaluate` names them; the reference is the last."""
    return ("reference",) if without_durable() else ("durable", "reference")


def evaluate(
    protocol: Protocol,
    case: Case,
    engine: str = "auto",
    with_openings: bool = True,
) -> Guidance:
    """Everything the protocol says about a case; without openings, nothing of the days to come.

    Raises ProblemsFound for input that cannot be used.
    """
    name, infer = engine_named(engine)
    taken = take_in(protocol, case)
    stance, _ = stance_asked(protocol, case)
    if problems := unapproved(protocol, stance, ordered_on(protocol, case, stance)):
        raise ProblemsFound(problems)
    terms = terms_from(protocol, case)
    try:
        memory, because = settled(terms, taken.facts, taken.ahead, infer)
    except Refused as refused:
        if engine != "auto":
            message = f"durable-rules cannot take these rules: {refused}"
            raise ProblemsFound.one("E205", message, "use --engine reference") from refused
        name = IN_ITS_PLACE
        memory, because = settled(terms, taken.facts, taken.ahead, reference.infer)
    ordered = ordered_on(protocol, case, memory.stance)
    return _guidance(protocol, case, name, because, memory, taken, ordered, with_openings)


def _guidance(
    protocol: Protocol,
    case: Case,
    engine: str,
    because: tuple[Rule, ...],
    memory: WorkingMemory,
    taken: Intake,
    ordered: tuple[Ordered, ...],
    with_openings: bool,
) -> Guidance:
    decision = decided(memory)
    silent = decision.silent()
    scope = memory.ruleset.graph.of_kind("scope")
    warnings = {rule: the(decision.warning(rule)) for rule in _by_urgency(memory.ruleset)}
    return Guidance(
        protocol,
        case,
        engine,
        memory.stance,
        _ids(because),
        memory,
        taken.assumed,
        tuple(_escalation(r, memory) for r, said in warnings.items() if said == r.value),
        tuple(_escalation(r, memory) for r, said in warnings.items() if said == ASKED_FIRST),
        tuple(
            Refusal(line.id, line.because)
            for line in scope
            if line.refuses and decision.counts(line)
        ),
        activities=() if silent else _activities(decision, memory, with_openings),
        limits=() if silent else _limits(protocol, decision, memory),
        milestones=() if silent else _milestones(decision),
        phase=None if silent else the(decision.phase(protocol.phases)),
        advice=() if silent else _advice(memory),
        stale=_stale(memory, taken),
        overruled=_overruled(protocol, case, memory, taken),
        ordered=ordered,
    )


def _overruled(
    protocol: Protocol, case: Case, memory: WorkingMemory, taken: Intake
) -> tuple[Overruled, ...]:
    if not taken.overruled:
        return ()
    from ..facts.trends import showing  # not where nothing is looked back at

    found = []
    for told in taken.overruled:
        shown = showing(protocol, case, told.item)
        texts = tuple(one.text for one in shown)
        until_seen = any(one.kind == "until_seen" for one in shown)
        found.append(Overruled(told.item, told.value, memory.facts[told.item], texts, until_seen))
    return tuple(found)


def _by_urgency(ruleset: Ruleset) -> list[Rule]:
    """The warnings, the most urgent first."""
    warnings = ruleset.graph.of_kind("escalation")
    return sorted(warnings, key=lambda rule: (URGENCIES.index(rule.value), rule.id))


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


def _activities(
    decision: Decision[Truth], memory: WorkingMemory, with_openings: bool
) -> tuple[ActivityVerdict, ...]:
    verdicts = {name: the(decision.verdict(name)) for name in sorted(memory.ruleset.graph.deciding)}
    closed = [name for name, verdict in verdicts.items() if verdict.is_closed]
    opens = openings(closed, memory) if with_openings else {}
    return tuple(
        _activity(name, verdict, decision, memory, opens.get(name, Opening(None, None)))
        for name, verdict in verdicts.items()
    )


def _activity(
    name: str,
    verdict: Verdict,
    decision: Decision[Truth],
    memory: WorkingMemory,
    opening: Opening,
) -> ActivityVerdict:
    because = _given(decision.reasons(name))
    rules = (memory.ruleset.graph.by_id[rule] for rule in because)
    needs = () if verdict.is_settled else unsettled(rules, memory)
    return ActivityVerdict(name, verdict, because, needs, opening.week, opening.day)


def _limits(
    protocol: Protocol, decision: Decision[Truth], memory: WorkingMemory
) -> tuple[LimitVerdict, ...]:
    found = []
    for name, quantity in sorted(protocol.quantities.items()):
        least = the(decision.at_most(name))
        if least is None:
            continue
        proven = the(decision.proven(name))
        # Those that hold or may, each with its amount, the smallest first.
        possible = [
            (rule, amount)
            for amount, rules in decision.amounts(name).items()
            for rule in sorted(rules, key=lambda rule: rule.id)
            if memory.truth(rule) is not False
        ]
        lowering = [rule for rule, amount in possible if proven is None or amount < proven]
        found.append(
            LimitVerdict(
                name,
                quantity.measure,
                least,
                _given(decision.limiting(name)),
                tuple(rule.id for rule, amount in possible if amount > least),
                proven if lowering else None,
                unsettled(lowering, memory),
            )
        )
    return tuple(found)


def _given(reasons: Mapping[str, Truth]) -> tuple[str, ...]:
    """The ids of the rules that are given."""
    return tuple(sorted(rule for rule, given in reasons.items() if given))


def _milestones(decision: Decision[Truth]) -> tuple[Milestone, ...]:
    rules = decision.ruleset.graph.of_kind("milestone")
    names = sorted({rule.subject for rule in rules})
    return tuple(Milestone(name, decision.has(name, REACHED)) for name in names)


def _advice(memory: WorkingMemory) -> tuple[Advice, ...]:
    rules = [rule for rule in memory.ruleset.graph.of_kind("advice") if memory.truth(rule)]
    return tuple(
        Advice(rule.id, rule.subject, rule.patient) for rule in sorted(rules, key=lambda r: r.id)
    )
