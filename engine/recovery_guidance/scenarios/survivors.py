"""For a mutant that breaks no scenario: a scenario that it would break, or a proof that none could be.

Decided over every patient there could be, in each stance: where some verdict, limit, escalation,
milestone, phase or piece of advice differs, or the rule that is given as its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from operator import methodcaller
from typing import Any

from attrs import evolve, frozen

from ..deciding.decision import Decision
from ..deciding.evaluate import evaluate
from ..deciding.guidance import Guidance
from ..everyone.diagram import MOST_NODES, Diagrams, TooLarge
from ..everyone.region import liked
from ..everyone.space import Meaning, Space
from ..model.case import Case, Observation
from ..model.items import DAY, Fact
from ..model.protocol import STANCES, Protocol
from ..model.rules import DECIDING, Rule
from .features import read_feature
from .mutants import Mutant, affected, mutated
from .play import holds

Way = Callable[[Decision[int]], Mapping[Any, int]]
"""How something is answered: every value that it can have, with the function that is true where it has it."""


@frozen
class MutantFate:
    """A mutant, and the id of the scenario that it breaks. Where it breaks none: a scenario that it
    would break, in Gherkin, or `equal`, where no patient can tell the difference; neither where that
    could not be decided."""

    mutant: Mutant
    breaks: str = ""
    scenario: str = ""
    equal: bool = False


def judge(mutant: Mutant, protocol: Protocol, most_nodes: int = MOST_NODES) -> MutantFate:
    """What could be done about a mutant that breaks no scenario, in the protocol's own stance first."""
    if mutant.looks_back:
        return MutantFate(mutant)  # many days make too many patients: nothing is claimed
    pair = _Compared(mutant, protocol)
    stances = sorted(STANCES, key=lambda stance: stance != protocol.default_stance)
    decided = True
    for stance in stances:
        space = Space.of([protocol.rulesets[stance], pair.other.rulesets[stance]])
        diagrams = Diagrams(space.sizes, most_nodes)
        try:
            for region in pair.regions(stance, space, diagrams):
                scenario = pair.scenario(stance, space, diagrams, region)
                if scenario:
                    return MutantFate(mutant, "", scenario)
                decided = False
        except TooLarge:
            decided = False
    return MutantFate(mutant, equal=decided)


@frozen(eq=False)
class _Compared:
    """A protocol, a mutant of it, and the rules that the slip reaches: those that it changes, and all
    that chain from them."""

    mutant: Mutant
    protocol: Protocol

    @cached_property
    def other(self) -> Protocol:
        return mutated(self.protocol, self.mutant)

    @cached_property
    def reached(self) -> tuple[Rule, ...]:
        changed = affected(self.mutant, self.protocol)
        chained = self.protocol.graph.above(changed)
        return tuple(({rule.id: rule for rule in changed} | chained).values())

    def regions(self, stance: str, space: Space, diagrams: Diagrams) -> Iterator[int]:
        """Where what a patient is told differs, one way after the other; empty regions are left out."""
        person = space.person(stance)
        rulesets = [self.protocol.rulesets[stance], self.other.rulesets[stance]]
        old, new = (Meaning(diagrams, person, own).decision() for own in rulesets)
        answered = old.answers(stance)
        for way, spoken in self.ways():
            before, after = way(old), way(new)
            pairs = ((was, now) for was in before for now in after if was != now)
            for was, now in sorted(pairs, key=_plainness):
                told = answered if spoken else diagrams.yes
                region = diagrams.all((before[was], after[now], told))
                if region != diagrams.no:
                    yield region

    def ways(self) -> Iterator[tuple[Way, bool]]:
        """What is compared, only where a changed rule can reach it; and whether it is said of patients
        who are answered only."""
        protocol, reached = self.protocol, self.reached
        for activity, groups in protocol.graph.groups.items():
            deciding = [r.id for r in reached if r.kind in DECIDING and r.subject in groups]
            if deciding:
                yield methodcaller("verdict", activity), True
            yield from ((partial(_given, Decision.reasons, activity, r), True) for r in deciding)
        for quantity in sorted({r.subject for r in reached if r.kind == "limit"}):
            yield methodcaller("at_most", quantity), True
            limits = [r.id for r in reached if r.kind == "limit" and r.subject == quantity]
            yield from ((partial(_given, Decision.limiting, quantity, r), True) for r in limits)
        if any(rule.kind == "phase" for rule in reached):
            yield methodcaller("phase", protocol.phases), True
        for move in sorted({ladder.move for ladder in protocol.ladders.values()}):
            moving = [rule.id for rule in reached if rule.subject == move]
            if moving:
                yield partial(_move, move), True
            yield from ((partial(_moving, move, rule), True) for rule in moving)
        for one in reached:
            if one.kind in ("escalation", "scope", "advice", "milestone"):
                yield partial(_told, one.id), one.kind in ("advice", "milestone")

    def scenario(self, stance: str, space: Space, diagrams: Diagrams, region: int) -> str:
        """A scenario about a patient of the region, as short as can be; empty where none of its steps
        tells the two apart."""
        point = diagrams.example(region, lambda place: liked(space.axes[place]))
        facts = {
            axis.item.name: axis.facts[point.get(place, liked(axis)[0])]
            for place, axis in enumerate(space.axes)
        }
        case = _case(self.protocol, stance, facts)
        line = next((line for line in self.lines(case) if self.tells(case, line)), "")
        if not line:
            return ""
        title = f"Would notice {self.mutant.id}".replace("`", "")
        return _gherkin(title, self.shortest(case, line), line, self.protocol)

    def lines(self, case: Case) -> Iterable[str]:
        """Lines that hold for the protocol only, those about what the mutant changes directly first."""
        own, its = (evaluate(p, case, "reference") for p in (self.protocol, self.other))
        reached = [rule.id for rule in self.reached]
        otherwise = set(_lines(its, reached))
        found = [line for line in _lines(own, reached) if line not in otherwise]
        named = [line for line in found if any(rule in line for rule in reached)]
        return dict.fromkeys([*named, *found])

    def tells(self, case: Case, line: str) -> bool:
        """Whether a scenario with this line passes on the protocol and breaks on the mutant."""
        text = f"Feature: it\n{_gherkin('it', case, line, self.protocol)}"
        (scenario,) = read_feature(text, "it", "it.feature").scenarios
        return holds(scenario, self.protocol) and not holds(scenario, self.other)

    def shortest(self, case: Case, line: str) -> Case:
        """The case without what it can do without."""
        usual = case.stance in ("", self.protocol.default_stance)
        shorter = [] if usual else [evolve(case, stance="")]
        told = case.observations
        shorter += [evolve(case, observations=told[:n] + told[n + 1 :]) for n in range(len(told))]
        for one in shorter:
            if self.tells(one, line):
                return self.shortest(one, line)
        bare = evolve(case, uncomplicated=False)
        return bare if case.uncomplicated and self.tells(bare, line) else case


def _plainness(pair: tuple[Any, Any]) -> tuple[bool, str]:
    """What is plainly so comes before what is not known."""
    told = str(tuple(map(str, pair)))
    return "None" in told, told


def _given(
    reasons: Callable[[Decision[int], str], dict[str, int]],
    name: str,
    rule: str,
    decision: Decision[int],
) -> Mapping[Any, int]:
    """Whether a rule is given as a reason for the answer on an activity or a quantity."""
    return _either(decision, reasons(decision, name).get(rule, decision.algebra.no))


def _either(decision: Decision[int], given: int) -> Mapping[Any, int]:
    return {True: given, False: decision.algebra.opposite(given)}


def _move(finding: str, decision: Decision[int]) -> Mapping[Any, int]:
    """The move on a ladder as far as it is told; empty where it is not known."""
    algebra, told = decision.algebra, decision.move(finding).items()
    known = {move: truth for (move, is_known), truth in told if is_known}
    return {**known, "": algebra.any(truth for (_, is_known), truth in told if not is_known)}


def _moving(finding: str, rule: str, decision: Decision[int]) -> Mapping[Any, int]:
    """Whether a rule is given as a reason for the move."""
    algebra, found = decision.algebra, decision.ruleset.graph.by_id.get(rule)
    if found is None:
        return _either(decision, algebra.no)
    counts = decision.move(finding).get((found.value, True), algebra.no)
    return _either(decision, algebra.all((counts, algebra.certain(decision.truth(found)))))


def _told(rule: str, decision: Decision[int]) -> Mapping[Any, int]:
    """The truth of a rule as far as it is told, with its urgency or effect: advice that may apply is not
    given, and a scope line that may hold counts as one that does."""
    algebra, found = decision.algebra, decision.ruleset.graph.by_id.get(rule)
    if found is None:
        return {(False, ""): algebra.yes}
    truth = decision.truth(found)
    certain, possible = algebra.certain(truth), algebra.possible(truth)
    if found.kind == "advice":
        return {(True, ""): certain, (False, ""): algebra.opposite(certain)}
    if found.kind == "scope":
        counts = decision.counts(found)
        return {(True, found.value): counts, (False, ""): algebra.opposite(counts)}
    return {
        (True, found.value): certain,
        (None, found.value): algebra.unknown(truth),
        (False, ""): algebra.opposite(possible),
    }


def _case(protocol: Protocol, stance: str, facts: Mapping[str, Fact]) -> Case:
    """The facts as a case in which everything else is uncomplicated."""
    observations = []
    for name, value in facts.items():
        item = protocol.vocabulary.items.get(name)
        if item is not None and value != (
            item.uncomplicated if item.if_not_stated is None else item.if_not_stated
        ):
            observations.append(Observation(name, value))
    return Case(facts[DAY.name] or 0, tuple(observations), stance, uncomplicated=True)


def _lines(guidance: Guidance, reached: Iterable[str]) -> Iterator[str]:
    """What can be said of an answer in steps, each as one line."""
    rules = [rule for name in reached if (rule := guidance.protocol.by_id.get(name))]
    yield from _of_whole(guidance, [rule.id for rule in rules if rule.kind == "escalation"])
    if guidance.is_silent:
        return
    for verdict in guidance.activities:
        said = f"{verdict.activity} is {verdict.verdict}"
        yield from (f"{said} because of {rule}" for rule in verdict.because)
        yield said
        groups = guidance.protocol.members[verdict.activity]
        others = (r.id for r in rules if r.kind in DECIDING and r.subject in groups)
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
