"""Asks what matters today, and stops when nothing more would change an answer.

Nothing is assumed while asking: a sign that would be taken as absent is asked for like anything else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

from engine import decide, reference
from engine.case import Case, Observation
from engine.evaluate import stance_asked
from engine.force import counting, ordered_on
from engine.guidance import NOT_YET
from engine.intake import ruleset_for, take_in
from engine.items import Fact, Vocabulary
from engine.memory import WorkingMemory
from engine.needs import unsettled
from engine.protocol import STANCES, Protocol, Rule, Ruleset

MOST_SIGNS = 12
"""How many signs are shown together; more than a screen nobody reads."""


@frozen
class Round:
    """What is asked next: one item, or several signs that are answered together with yes or no."""

    items: tuple[str, ...]
    settles: int
    """For how many answers the first of them matters."""

    @property
    def are_signs(self) -> bool:
        return len(self.items) > 1


@frozen(eq=False)
class Interview:
    """What was answered so far. A skipped item is not asked again and stays unknown."""

    protocol: Protocol
    case: Case
    answers: Mapping[str, Fact]
    rulesets: Mapping[str, Ruleset]
    signs: frozenset[str]
    """Items that a patient would volunteer, so that several can be named at once."""

    @classmethod
    def begin(cls, protocol: Protocol, case: Case) -> Interview:
        """An interview about a case of which some things may be told already."""
        items = protocol.vocabulary.items
        silent = {name: evolve(item, if_not_stated=None) for name, item in items.items()}
        asking = evolve(protocol, vocabulary=Vocabulary(silent))
        stances = {
            stance: ruleset_for(asking, stance, counting(ordered_on(protocol, case, stance)))
            for stance in STANCES
        }
        signs = frozenset(
            name
            for name, item in items.items()
            if (item.kind, item.worse) == ("yes or no", "yes") and item.if_not_stated is not None
        )
        return cls(asking, case, {}, stances, signs)

    def answered(self, item: str, value: Fact) -> Interview:
        """The interview with one more answer; None where it was skipped."""
        return evolve(self, answers={**self.answers, item: value})

    def told(self) -> Case:
        """The case with everything that was answered, as of its own day."""
        return self.case.stating(
            Observation(item, value, self.case.day)
            for item, value in self.answers.items()
            if value is not None
        )

    def memory(self) -> WorkingMemory:
        """What follows from the answers so far, with nothing assumed."""
        facts = take_in(self.protocol, self.told()).facts
        stance, is_final = stance_asked(self.protocol, self.case)
        memory = self._run(stance, facts)
        imposed = stance if is_final else decide.imposed_stance(memory, stance)[0]
        return memory if imposed == stance else self._run(imposed, facts)

    def scope(self, memory: WorkingMemory) -> list[Rule]:
        """The scope lines that matter: what refuses, and what could impose a stricter stance than is certain."""
        lines = [r for r in memory.ruleset.rules if r.kind == "scope"]
        certain, is_final = stance_asked(self.protocol, self.case)
        imposing = {r: r.value.removesuffix(" stance") for r in lines if r.value != "refuse"}
        proven = (words for rule, words in imposing.items() if memory.truth(rule))
        strictness = STANCES.index(min([certain, *proven], key=STANCES.index))
        return [
            line
            for line in lines
            if line not in imposing or (not is_final and STANCES.index(imposing[line]) < strictness)
        ]

    def _run(self, stance: str, facts: Mapping[str, Fact]) -> WorkingMemory:
        ruleset = self.rulesets[stance]
        return WorkingMemory(ruleset, facts, reference.infer(ruleset, facts))

    def next(self) -> Round | None:
        """What to ask next; None where nothing that is not known would change an answer.

        Each condition is weighed by itself. Where an answer looks at one item twice, something may be
        asked that turns out to change nothing; nothing that matters is left out.
        """
        memory = self.memory()
        rules = memory.ruleset.rules
        urgent = [r for r in rules if r.kind == "escalation" and r.value == "emergency"]
        if any(memory.truth(rule) for rule in urgent):
            return None
        scope = self.scope(memory)
        others = [r for r in rules if r.kind == "escalation" and r.value != "emergency"]
        for stage in ([[r] for r in urgent], [[r] for r in scope], [[r] for r in others]):
            if found := self.round(stage, memory):
                return found
        if decide.refusing(memory):
            return None
        return self.round(_open_answers(self.protocol, memory), memory)

    def round(self, answers: Iterable[Iterable[Rule]], memory: WorkingMemory) -> Round | None:
        """The item that most of these answers wait for, with its fellow signs."""
        waiting = Counter(
            item
            for rules in answers
            for item in unsettled(rules, memory)
            if item not in self.answers
        )
        if not waiting:
            return None
        ranked = sorted(waiting, key=lambda item: (-waiting[item], item))
        signs = tuple(item for item in ranked if item in self.signs)
        if signs and (ranked[0] in self.signs or len(signs) == len(ranked)):
            return Round(signs[:MOST_SIGNS], waiting[ranked[0]])
        return Round((ranked[0],), waiting[ranked[0]])


def _open_answers(protocol: Protocol, memory: WorkingMemory) -> list[tuple[Rule, ...]]:
    """For each verdict and limit that is not settled, the rules that could still change it."""
    found: list[tuple[Rule, ...]] = []
    for rules in decide.rules_by_activity(protocol, memory.ruleset).values():
        verdict, deciding = decide.judge(rules, memory)
        if verdict == NOT_YET or any(r in rules.with_care and memory.truth(r) for r in deciding):
            continue
        found.append(deciding)
    for quantity in protocol.quantities:
        limits = [r for r in memory.ruleset.rules if r.kind == "limit" and r.subject == quantity]
        if decision := decide.decide_limit(limits, memory):
            found.append(decision.lowering)
    return found
