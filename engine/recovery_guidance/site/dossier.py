"""All that decides one activity, to be read alone and on paper: down to the last condition, number and source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from attrs import define, field, frozen

from ..authoring.describe import ConditionInWords, Description
from ..deciding.evaluate import evaluate
from ..deciding.guidance import Guidance
from ..model.citation import Source
from ..model.conditions import Condition
from ..model.protocol import Activity, Protocol, Threshold
from ..model.rules import Rule
from ..scenarios.play import Played, play
from ..scenarios.test_run import ScenarioRun
from ..telling.answer_text import read_of


@frozen
class Read:
    """What an answer says because of a rule, under which title, and in which scenario."""

    title: str
    text: str
    scenario: str


_SPOKEN = ("escalation", "scope", "allowed", "not yet", "with care", "limit", "advice")
"""Kinds of rules that an answer speaks because of; others stand behind them."""


@frozen
class ToldRule:
    """A rule with all that stands behind it. `is_again` says that this page has it further up already."""

    rule: Rule
    said: Description
    parts: tuple[ToldCondition, ...] = ()
    read: Read | None = None
    is_again: bool = False


@frozen
class ToldCondition:
    """One condition, or a list of them, and the rules through which what it names can be true."""

    said: ConditionInWords
    parts: tuple[ToldCondition, ...] = ()
    behind: tuple[ToldRule, ...] = ()


_MOST_TRIED = 10
"""Scenarios in which a rule applies, and whose answer may not speak of it: it is silenced, or can wait."""


@frozen(eq=False)
class PatientTexts:
    """What patients read in scenarios. How a scenario went is remembered without its answers."""

    run: ScenarioRun
    known: dict[str, tuple[Guidance, ...]] = field(factory=dict)

    def read(self, rule: Rule, activity: str = "") -> Read | None:
        """What the answer to a scenario says because of a rule: what a patient reads, from the same code."""
        if rule.kind in _SPOKEN:
            for scenario in self.run.coverage.rules[rule.id].applies[:_MOST_TRIED]:
                for guidance in self._of(scenario):
                    for title, text in read_of(rule.id, guidance, activity):
                        return Read(title, text, self.run.by_scenario[scenario][0].scenario.title)
        return None

    def _of(self, scenario: str) -> tuple[Guidance, ...]:
        if scenario not in self.known:
            one, protocol = self.run.by_scenario[scenario][0], self.run.protocol
            told = one.answers or play(one.scenario, protocol).answers
            cases = (answer.guidance.case for answer in told)
            self.known[scenario] = tuple(evaluate(protocol, case, "reference") for case in cases)
        return self.known[scenario]


@define
class Dossier:
    """What the page of one activity tells, and what it has told so far: each rule is told once."""

    activity: Activity
    run: ScenarioRun
    described: Mapping[str, Description]
    answers: PatientTexts
    told: dict[str, Rule] = field(factory=dict)

    @property
    def protocol(self) -> Protocol:
        return self.run.protocol

    def of(self, rules: Iterable[Rule]) -> list[ToldRule]:
        """Rules, each with all that is behind it."""
        return [self._told(rule) for rule in rules]

    def _told(self, rule: Rule) -> ToldRule:
        said = self.described[rule.id]
        if rule.id in self.told:
            return ToldRule(rule, said, is_again=True)
        self.told[rule.id] = rule
        about = "" if self.activity.is_group else self.activity.name
        return ToldRule(rule, said, self._parts(said.conditions), self.answers.read(rule, about))

    def _parts(self, conditions: Iterable[ConditionInWords]) -> tuple[ToldCondition, ...]:
        return tuple(
            ToldCondition(
                one,
                self._parts(one.parts),
                tuple(self._told(self.protocol.by_id[rule]) for rule in one.behind),
            )
            for one in conditions
        )

    @property
    def numbers(self) -> list[Threshold]:
        """Every threshold that a rule of this page uses."""
        names = dict.fromkeys(name for rule in self.told.values() for name in rule.thresholds)
        return [self.protocol.thresholds[name] for name in names]

    @property
    def sources(self) -> list[Source]:
        """Every source that a rule or a number of this page cites."""
        cited = [rule.sources for rule in self.told.values()]
        cited += [number.sources for number in self.numbers]
        return [
            self.protocol.sources[one] for one in sorted({one for some in cited for one in some})
        ]

    @property
    def changed(self) -> list[str]:
        """The parts on this page that say something else than what was signed."""
        tests = (leaf for rule in self.told.values() for leaf in rule.when.leaves())
        items = {one.subject for one in tests if isinstance(one, Condition)}
        here = {f"activity {name}" for name in self.protocol.members[self.activity.name]}
        here |= {f"rule {rule}" for rule in self.told}
        here |= {f"threshold {number.name}" for number in self.numbers}
        here |= {f"source {source.id}" for source in self.sources}
        here |= {f"{kind} {item}" for item in items for kind in ("item", "working of")}
        return [part for part in self.protocol.changed if part in here]

    def scenarios(self) -> Iterator[list[Played]]:
        """The scenarios that ask about the activity itself, the examples of an outline together."""
        own = [rule for rule in self.told.values() if rule.subject == self.activity.name]
        asking = [one for rule in own for one in self.run.of_rule(rule.id)]
        once = {(one.scenario.id, one.engine): one for one in asking}
        ordered = sorted(once.values(), key=lambda one: (one.scenario.topic, one.scenario.line))
        for _, alike in groupby(ordered, key=lambda one: (one.scenario.topic, one.scenario.line)):
            group = list(alike)
            yield [one for one in group if one.engine == group[0].engine]
