"""For a mutant that breaks no scenario: a scenario that it would break, or a proof that none could be.

Decided over every patient there could be, in each stance: where some verdict, limit, escalation,
milestone, phase or piece of advice differs, or the rule that is given as its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from math import inf
from typing import Any

from attrs import evolve, frozen

from ..changes.sides import Side, Within
from ..deciding.evaluate import evaluate
from ..deciding.guidance import Guidance
from ..everyone.diagram import TooLarge
from ..everyone.region import liked
from ..everyone.space import Space
from ..model.case import Case, Observation
from ..model.conditions import Claim
from ..model.items import DAY, Fact
from ..model.kleene import Truth
from ..model.protocol import MOVES, STANCES, Protocol
from ..model.rules import REACHED, Rule
from .coverage import DERIVED
from .features import read_feature
from .mutants import Mutant, affected, mutated
from .play import holds

MOST_NODES = 200_000
_DECIDING = ("allowed", "not yet", "with care")
Answer = Callable[[Within], Any]


@frozen
class Judged:
    """A scenario that would break, in Gherkin; or `equal`, where no patient can tell the difference.
    Neither where it could not be decided."""

    scenario: str = ""
    equal: bool = False


def judge(mutant: Mutant, protocol: Protocol, most_nodes: int = MOST_NODES) -> Judged:
    """What could be done about one mutant. The protocol's own stance is looked at first."""
    if mutant.looks_back:
        return Judged()  # many days make too many patients: nothing is claimed
    other = mutated(protocol, mutant)
    stances = sorted(STANCES, key=lambda stance: stance != protocol.default_stance)
    decided = True
    for stance in stances:
        sides = Side(protocol, stance), Side(other, stance)
        space = Space.of([side.ruleset for side in sides])
        space.diagrams.most = most_nodes
        comparison = _Comparison(sides[0].within(space), sides[1].within(space), mutant)
        try:
            for region in comparison.regions():
                scenario = _scenario(mutant, protocol, other, stance, space, region)
                if scenario:
                    return Judged(scenario)
                decided = False
        except TooLarge:
            decided = False
    return Judged(equal=decided)


@frozen(eq=False)
class _Comparison:
    """Two protocols in one space, and where what a patient is told differs."""

    old: Within
    new: Within
    mutant: Mutant

    def regions(self) -> Iterator[Any]:
        """Where answers differ, one way after the other; empty regions are left out."""
        diagrams = self.old.meaning.space.diagrams
        answered = self.old.answered()
        for value, spoken in self._answers():
            differs = diagrams.combine(
                "differs", lambda a, b: (a, b) if a != b else None, value(self.old), value(self.new)
            )
            for pair in sorted(diagrams.values(differs) - {None}, key=_plainness):
                region = diagrams.combine(f"is {pair}", lambda p, pair=pair: p == pair, differs)
                region = diagrams.all_of([region, answered]) if spoken else region
                if diagrams.values(region) != {False}:
                    yield region

    def _answers(self) -> Iterator[tuple[Answer, bool]]:
        """What is compared, only where a changed rule can reach it; and whether it is said of patients
        who are answered only."""
        protocol = self.old.side.protocol
        reached = _downstream(self.mutant, protocol)
        for activity, groups in protocol.members.items():
            deciding = [r.id for r in reached if r.kind in _DECIDING and r.subject in groups]
            if deciding and not protocol.activities[activity].is_group:
                yield partial(_verdict, activity), True
                yield from ((partial(_reason, activity, rule), True) for rule in deciding)
        for quantity in sorted({r.subject for r in reached if r.kind == "limit"}):
            yield partial(_at_most, quantity), True
            deciding = [r.id for r in reached if r.kind == "limit" and r.subject == quantity]
            yield from ((partial(_deciding, quantity, rule), True) for rule in deciding)
        if any(rule.kind == "phase" for rule in reached):
            yield _phase, True
        for move in sorted({ladder.move for ladder in protocol.ladders.values()}):
            moving = [rule.id for rule in reached if rule.subject == move]
            if moving:
                yield partial(_move, move), True
                yield from ((partial(_moving, move, rule), True) for rule in moving)
        for rule in reached:
            if rule.kind in ("escalation", "scope"):
                yield partial(_truth, rule.id), False
            elif rule.kind in ("advice", "milestone"):
                yield partial(_truth, rule.id), True


def _plainness(pair: tuple[Any, Any]) -> tuple[bool, str]:
    """What is plainly so comes before what is not known."""
    return "None" in str(pair), str(pair)


def _downstream(mutant: Mutant, protocol: Protocol) -> list[Rule]:
    """The rules that a mutant changes, and all that chain from them."""
    found = {rule.id: rule for rule in affected(mutant, protocol)}
    waiting = list(found.values())
    while waiting:
        rule = waiting.pop()
        if rule.kind not in DERIVED:
            continue
        for other in protocol.rules:
            claims = (leaf for leaf in other.when.leaves() if isinstance(leaf, Claim))
            if other.id not in found and any(claim.subject == rule.subject for claim in claims):
                found[other.id] = other
                waiting.append(other)
    return list(found.values())


def _rule(within: Within, rule: str) -> Any:
    """The truth of one rule; false where this side has none of that name."""
    found = [r for r in within.side.ruleset.rules if r.id == rule]
    return within.any(found)


def _truth(rule: str, within: Within) -> Any:
    """The truth of a rule as far as it is told, with its urgency or effect: advice that may apply is not
    given, and a scope line that may hold counts as one that does."""
    found = next((r for r in within.side.ruleset.rules if r.id == rule), None)
    kind, value = (found.kind, found.value) if found else ("", "")

    def told(truth: Truth) -> tuple[Truth, str]:
        if kind == "advice":
            return truth is True, ""
        counts = truth is not False if kind == "scope" else truth
        return counts, "" if counts is False else value

    return within.meaning.space.diagrams.combine(f"{kind} {value} told", told, _rule(within, rule))


def _move(finding: str, within: Within) -> Any:
    """The move on a ladder, as `progress` has it: the furthest back that holds; empty where that is not
    known."""
    truths = [
        within.meaning.proposition((finding, move)) for move in sorted(MOVES, key=MOVES.__getitem__)
    ]

    def furthest(*found: Truth) -> str:
        for move, truth in zip(sorted(MOVES, key=MOVES.__getitem__), found, strict=True):
            if truth is not False:
                return move if truth else ""
        return "stay"

    return within.meaning.space.diagrams.combine(f"move of {finding}", furthest, *truths)


def _moving(finding: str, rule: str, within: Within) -> Any:
    """Whether a rule is given as a reason for the move."""
    found = next((r for r in within.side.ruleset.rules if r.id == rule), None)
    value = found.value if found else ""
    return within.meaning.space.diagrams.combine(
        f"moved by {value}",
        lambda move, truth: move == value and truth is True,
        _move(finding, within),
        _rule(within, rule),
    )


def _verdict(activity: str, within: Within) -> Any:
    return within.verdict((), activity)


def _at_most(quantity: str, within: Within) -> Any:
    return within.at_most(within.side.rules("limit", quantity))


def _reason(activity: str, rule: str, within: Within) -> Any:
    """Whether a rule is given as a reason for the verdict on an activity, as `decide.judge` has it."""
    rules = within.side.activity(activity)
    found = next((r for r in rules.all() if r.id == rule), None)
    diagrams = within.meaning.space.diagrams
    if found is None:
        return diagrams.leaf(False)
    kind = found.kind

    def given(decision: str, permitted: Truth, restricted: Truth, truth: Truth) -> bool:
        if decision == "not yet":
            return truth is True if kind == "not yet" else kind == "allowed" and not restricted
        if decision == "unknown":
            settled = kind == "allowed" and permitted is True
            return truth is None and kind != "with care" and not settled
        if decision == "with care":
            return kind == "with care" and truth is not False
        return kind == "allowed" and truth is True

    return diagrams.combine(
        f"reason {kind}",
        given,
        _verdict(activity, within),
        within.any(rules.allowed),
        within.any(rules.not_yet),
        _rule(within, rule),
    )


def _deciding(quantity: str, rule: str, within: Within) -> Any:
    """Whether a rule is a limit that counts: proven, or not ruled out where none so small is proven."""
    found = next((r for r in within.side.rules("limit", quantity) if r.id == rule), None)
    value = found.amount.value(within.side.ruleset.numbers) if found and found.amount else None
    own = inf if value is None else value
    limits = within.side.rules("limit", quantity)
    numbers = within.side.ruleset.numbers
    as_low = within.any(r for r in limits if r.amount and r.amount.value(numbers) == value)
    return within.meaning.space.diagrams.combine(
        f"decides at {own}",
        lambda most, truth, proven: most == own < inf and truth is (True if proven else None),
        _at_most(quantity, within),
        _rule(within, rule),
        as_low,
    )


def _phase(within: Within) -> Any:
    """The last phase that has been entered."""
    diagrams, found = within.meaning.space.diagrams, within.meaning.space.diagrams.leaf("")
    for phase in within.side.protocol.phases:
        entered = within.meaning.proposition((phase, REACHED))
        found = diagrams.combine(
            f"then {phase}",
            lambda truth, before, p=phase: p if truth is True else before,
            entered,
            found,
        )
    return found


def _scenario(
    mutant: Mutant, protocol: Protocol, other: Protocol, stance: str, space: Space, region: Any
) -> str:
    """A scenario about a patient of the region, as short as can be; empty where none of its steps tells
    the two apart."""
    point = space.diagrams.example(region, lambda place: liked(space.axes[place]))
    facts: dict[str, Fact] = {}
    for place, axis in enumerate(space.axes):
        facts[axis.item.name] = axis.facts[point.get(place, liked(axis)[0])]
    case = _case(protocol, stance, facts)
    told = next(
        (t for t in _asked(case, protocol, other, mutant) if _tells(case, t, protocol, other)), ""
    )
    if not told:
        return ""
    return _written(mutant, _shortest(case, told, protocol, other), told, protocol)


def _case(protocol: Protocol, stance: str, facts: dict[str, Fact]) -> Case:
    """The facts as a case in which everything else is uncomplicated."""
    observations = []
    for name, value in facts.items():
        item = protocol.vocabulary.items.get(name)
        if item is not None and value != _usual(item.if_not_stated, item.uncomplicated):
            observations.append(Observation(name, value))
    day = facts[DAY.name] or 0
    return Case(day, tuple(observations), stance, uncomplicated=True)


def _usual(if_not_stated: Fact, uncomplicated: Fact) -> Fact:
    return if_not_stated if if_not_stated is not None else uncomplicated


def _asked(case: Case, protocol: Protocol, other: Protocol, mutant: Mutant) -> Iterator[str]:
    """Lines that hold for the protocol, those about what the mutant changes directly first."""
    own, its = (evaluate(p, case, "reference") for p in (protocol, other))
    reached = [rule.id for rule in _downstream(mutant, protocol)]
    lines = list(_lines(own, reached))
    different = set(lines) - set(_lines(its, reached))
    named = [line for line in lines if line in different and any(rule in line for rule in reached)]
    return iter(dict.fromkeys([*named, *(line for line in lines if line in different)]))


def _lines(guidance: Guidance, reached: Iterable[str]) -> Iterator[str]:
    """What can be said of an answer in steps, each as one line."""
    rules = [rule for name in reached if (rule := guidance.protocol.by_id.get(name))]
    yield from _of_whole(guidance, [rule.id for rule in rules if rule.kind == "escalation"])
    if guidance.refused or guidance.is_emergency:
        return
    for verdict in guidance.activities:
        said = f"{verdict.activity} is {verdict.verdict}"
        yield from (f"{said} because of {rule}" for rule in verdict.because)
        yield said
        groups = guidance.protocol.members[verdict.activity]
        others = (r.id for r in rules if r.kind in _DECIDING and r.subject in groups)
        yield from (f"{said} and not because of {r}" for r in others if r not in verdict.because)
    yield from _of_limits(guidance)
    advised = {advice.rule for advice in guidance.advice}
    for advice in (rule.id for rule in rules if rule.kind == "advice"):
        yield f"the advice {'includes' if advice in advised else 'does not include'} {advice}"
    for milestone in guidance.milestones:
        state = {True: "reached", False: "not reached", None: "unknown"}[milestone.reached]
        yield f"the milestone {milestone.milestone} is {state}"
    if guidance.phase:
        yield f"the phase is {guidance.phase}"


def _of_whole(guidance: Guidance, escalations: Iterable[str]) -> Iterator[str]:
    """What is said before any activity: urgency, scope, stance."""
    for escalation in guidance.escalations:
        yield f"the urgency is {escalation.urgency} because of {escalation.rule}"
    if not guidance.escalations:
        yield "there is no urgency"
    asked = {escalation.rule for escalation in guidance.asked_first}
    for rule in escalations:
        yield f"{rule} is {'asked first' if rule in asked else 'not asked first'}"
    for refusal in guidance.refused:
        yield f"the answer is refused because of {refusal.rule}"
    if not guidance.refused:
        yield "the answer is not refused"
    for rule in guidance.stance_because:
        yield f"the stance followed is {guidance.stance} because of {rule}"
    yield f"the stance followed is {guidance.stance}"


def _of_limits(guidance: Guidance) -> Iterator[str]:
    limited = {limit.quantity: limit for limit in guidance.limits}
    for name, quantity in guidance.protocol.quantities.items():
        if name not in limited:
            yield f"{name} is not limited"
            continue
        said = f"{name} is limited to {quantity.measure.show(limited[name].at_most)}"
        yield from (f"{said} because of {rule}" for rule in limited[name].because)
        yield said


def _tells(case: Case, line: str, protocol: Protocol, other: Protocol) -> bool:
    """Whether a scenario with this line passes on the protocol and breaks on the mutant."""
    text = f"Feature: it\n{_gherkin('it', case, line, protocol)}"
    (scenario,) = read_feature(text, "it", "it.feature").scenarios
    return holds(scenario, protocol) and not holds(scenario, other)


def _shortest(case: Case, line: str, protocol: Protocol, other: Protocol) -> Case:
    """The case without what it can do without."""
    usual = case.stance in ("", protocol.default_stance)
    shorter = [] if usual else [evolve(case, stance="")]
    shorter += [evolve(case, observations=_without(case, n)) for n in range(len(case.observations))]
    for one in shorter:
        if _tells(one, line, protocol, other):
            return _shortest(one, line, protocol, other)
    bare = evolve(case, uncomplicated=False)
    return bare if case.uncomplicated and _tells(bare, line, protocol, other) else case


def _without(case: Case, place: int) -> tuple[Observation, ...]:
    return (*case.observations[:place], *case.observations[place + 1 :])


def _written(mutant: Mutant, case: Case, line: str, protocol: Protocol) -> str:
    return _gherkin(f"Would notice {mutant.id}".replace("`", ""), case, line, protocol)


def _gherkin(name: str, case: Case, line: str, protocol: Protocol) -> str:
    """A scenario, ready to paste."""
    given = [f"a patient on day {case.day}"]
    if case.day % 7 == 0 and case.day:
        weeks = case.day // 7
        given = [f"a patient {weeks} week{'s' * (weeks > 1)} after the operation"]
    given += [f"the stance is {case.stance}"] * (case.stance not in ("", protocol.default_stance))
    given += ["everything else is uncomplicated"] * case.uncomplicated
    for told in case.observations:
        item = protocol.vocabulary.items[told.item]
        given.append(f"{told.item} is {'unknown' if told.value is None else item.show(told.value)}")
    steps = [f"    {'And' if n else 'Given'} {text}\n" for n, text in enumerate(given)]
    return f"  Scenario: {name}\n{''.join(steps)}    Then {line}\n"
