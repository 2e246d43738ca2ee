"""What a scenario tells and asks, and the table of steps: known to pytest-bdd, and without it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from inspect import signature
from typing import Any

from attrs import define, evolve, field, frozen
from pytest_bdd import given as bdd_given
from pytest_bdd import parsers
from pytest_bdd import then as bdd_then
from pytest_bdd.parsers import StepParser

from ..deciding.evaluate import evaluate
from ..deciding.guidance import ActivityVerdict, Guidance, LimitVerdict
from ..deciding.later import openings
from ..model.case import Case
from ..model.problem import did_you_mean
from ..model.protocol import Protocol
from ..model.rules import DECIDING

StepFunction = Callable[..., None]


@frozen
class StepDefinition:
    """One kind of step: given or then, how it is written, and what it does to the story."""

    type: str
    parser: StepParser
    function: StepFunction
    now: bool = False
    """Whether it looks only at which rules apply, and not at other days or at what is not known."""
    reads_files: bool = False
    """Whether it reads a file that is neither a rule file nor a feature file."""

    @property
    def takes_table(self) -> bool:
        """Whether a table may stand below it; pytest-bdd gives it by this name too."""
        return "datatable" in signature(self.function).parameters

    def arguments(self, type: str, text: str) -> dict[str, Any] | None:
        """What a line says, by name; None where the line is not of this kind."""
        if type != self.type or not self.parser.is_matching(text):
            return None
        return self.parser.parse_arguments(text)


STEPS: list[StepDefinition] = []
"""Every kind of step, so that scenarios can also be played without pytest."""


def _declared(
    type: str, pattern: str, now: bool = False, reads_files: bool = False
) -> Callable[[StepFunction], StepFunction]:
    parser = parsers.re(pattern)
    register = {"given": bdd_given, "then": bdd_then}[type](parser, stacklevel=2)

    def declare(function: StepFunction) -> StepFunction:
        STEPS.append(StepDefinition(type, parser, function, now, reads_files))
        return register(function)

    return declare


given = partial(_declared, "given", now=True)
"""Declares a step that tells something, by the pattern of the whole line."""

then = partial(_declared, "then")
"""Declares a step that asks for something; `now` where only the rules that apply decide it."""


@define
class Answer:
    """One answer in a story, and the ids of the rules that were asked about; `widely` where a step
    looked at the answer as a whole."""

    guidance: Guidance
    rules: set[str] = field(factory=set)
    widely: bool = False


@define
class Story:
    """What a scenario has told so far, and the answers once a `then` has asked for them."""

    protocol: Protocol
    engine: str
    case: Case = field(factory=lambda: Case(0))
    answers: list[Answer] = field(factory=list)
    told: bool = True
    subject: ActivityVerdict | None = None
    first: Case | None = None
    """The patient whom another one is compared with."""

    def tell(self, **changes: Any) -> None:
        self.case, self.told = evolve(self.case, **changes), True

    def add(self, **more: Iterable[Any]) -> None:
        """Adds orders, observations or sessions to what was told."""
        before = {name: getattr(self.case, name) or () for name in more}
        self.tell(**{name: (*before[name], *some) for name, some in more.items()})

    @property
    def asked(self) -> Answer:
        """The answer to what has been told so far, without the days to come: few steps ask for them."""
        if self.told:
            guidance = evaluate(self.protocol, self.case, self.engine, with_openings=False)
            self.answers.append(Answer(guidance))
            self.told = False
        return self.answers[-1]

    @property
    def guidance(self) -> Guidance:
        """The answer as a whole, with everything that the protocol says."""
        self.asked.widely = True
        return self.asked.guidance

    def about(self, *kinds: str, subjects: tuple[str, ...] = (), rule: str = "") -> Guidance:
        """The answer, asked only about rules of these kinds, subjects, or of one id."""
        asked = self.asked
        for one in asked.guidance.memory.ruleset.rules:
            is_meant = (not subjects or one.subject in subjects) and (not rule or one.id == rule)
            if one.kind in kinds and is_meant:
                asked.rules.add(one.id)
        return asked.guidance

    def verdict(self, activity: str) -> ActivityVerdict:
        known = self.protocol.activities
        assert activity in known, f"no activity is called `{activity}`{meant(activity, known)}"
        groups = self.protocol.members[activity]
        found = self.about(*DECIDING, subjects=groups).verdict(activity)
        said = spoken(self.asked.guidance)
        assert found is not None, f"nothing is said about `{activity}`: {said}"
        self.subject = found
        return found

    def opens(self, closed: ActivityVerdict) -> int | None:
        """The week in which time alone opens an activity."""
        return openings([closed.activity], self.asked.guidance.memory)[closed.activity].week

    def limit(self, quantity: str) -> LimitVerdict | None:
        known = self.protocol.quantities
        assert quantity in known, f"no limit is called `{quantity}`{meant(quantity, known)}"
        return self.about("limit", subjects=(quantity,)).limit(quantity)


def meant(name: str, known: Iterable[str]) -> str:
    """What a name that is not there was meant to be, as the end of a sentence."""
    close = did_you_mean(name, known)
    return f"; did you mean `{close}`?" if close else ""


def spoken(guidance: Guidance) -> str:
    """Why an answer says nothing: an emergency, a crisis, a refusal, or a name that is not there."""
    if guidance.safety_first:
        urgency = guidance.escalations[0].urgency
        return f"{urgency}, {', '.join(e.rule for e in guidance.escalations)}"
    if guidance.refused:
        return f"refused, {', '.join(r.rule for r in guidance.refused)}"
    return ", ".join(v.activity for v in guidance.activities)
