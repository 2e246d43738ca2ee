"""What stands on each page of the site, as plain values for its template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from attrs import field, frozen

from ..authoring.describe import Description, describe, shown_amount, title_of
from ..model.citation import Source
from ..model.conditions import Claim
from ..model.protocol import STANCES, URGENCIES, Activity, Protocol, Quantity, Threshold
from ..model.rules import NOT_REACHED, REACHED, RESTRICTING, Rule
from ..scenarios.features import Feature
from ..scenarios.play import Played
from ..scenarios.test_run import ScenarioRun, reasons
from ..telling import wording
from ..telling.evidence import followed, given
from .addresses import Addresses
from .changed import Changed, ChangedAnswer
from .dossier import Dossier, PatientTexts
from .guaranteed import Guarantees
from .picture import opening_words
from .spread import spread
from .timeline import Timeline, timelines

MOST = 3
"""How many scenarios a list on a rule's page names before it only counts the rest."""


@frozen(eq=False)
class Pages:
    """The values of every page, made from one run's data."""

    standing: ScenarioRun
    guarantees: Guarantees = field()
    changes: Changed | None = None
    answers: PatientTexts = field(init=False)
    at: Addresses = field(init=False)
    timelines: tuple[Timeline, ...] = field(init=False)
    described: Mapping[str, Description] = field(init=False)

    @guarantees.default
    def _untried(self) -> Guarantees:
        return Guarantees.of(self.protocol, None, "nobody asked for a proof")

    @answers.default
    def _answers(self) -> PatientTexts:
        return PatientTexts(self.standing)

    @at.default
    def _place(self) -> Addresses:
        return Addresses.of(self.protocol, self.standing.features, self.guarantees)

    @timelines.default
    def _draw(self) -> tuple[Timeline, ...]:
        return timelines(self.protocol)

    @described.default
    def _describe(self) -> Mapping[str, Description]:
        return {rule.id: describe(rule, self.protocol) for rule in self.protocol.rules}

    @property
    def protocol(self) -> Protocol:
        return self.standing.protocol

    def shared(self) -> dict[str, Any]:
        """What every page shows around its own content."""
        protocol, standing = self.protocol, self.standing
        return {
            "protocol": protocol,
            "at": self.at,
            "notice": wording.notice(protocol),
            "signed": wording.signed(protocol),
            "standing": standing,
            "guarantees": self.guarantees,
            "changes": self.changes,
            "rule_at": self.at.rule,
            "activity_at": self.at.activity,
            "guarantee_at": self.at.guarantee,
            "source_at": self.at.source,
            "feature_at": self.at.feature,
            "scenario_at": self.at.scenario,
            "number_at": self.at.number,
            "reasons": lambda one: reasons(one.broken, protocol),
            "name_of": self.name_of,
            "sentence_of": lambda rule: self.described[rule].clinician,
            "STANCES": STANCES,
        }

    def name_of(self, rule: Rule) -> str:
        """A short heading for a rule."""
        own, about = wording.name_of(rule), title_of(rule.subject, self.protocol)
        kind = rule.kind
        if kind in ("milestone", "phase") and rule.value == REACHED:
            return about
        if kind in ("escalation", "advice", "scope"):
            return wording.capital(own)
        said = {"allowed": "allowed", "limit": own}.get(kind, rule.value)
        return f"{about}: {f'{kind}, {own}' if kind in RESTRICTING else said}"

    def rule(self, rule: Rule) -> dict[str, Any]:
        """The page of one rule."""
        protocol, standing = self.protocol, self.standing
        asking = standing.of_rule(rule.id)
        covered = standing.coverage.rules[rule.id]
        named = {row.threshold for row in self.described[rule.id].rows}
        mutants = [
            o
            for o in standing.noticeable
            if o.mutant.subject == rule.id or o.mutant.subject in named
        ]
        return {
            "rule": rule,
            "said": self.described[rule.id],
            "state": standing.state_of(rule.id),
            "asking": asking,
            "failed": [one for one in asking if not one.passed],
            "groups": [
                ("Applies", self._some(covered.applies)),
                ("Does not apply", self._some(covered.does_not)),
                ("May apply: something is not known", self._some(covered.may)),
            ],
            "covered": covered,
            "mutants": mutants,
            "survivors": [o for o in mutants if not o.breaks],
            "dependents": [protocol.by_id[one] for one in self.described[rule.id].dependents],
            "claims": self._claims(rule),
            "read": self.answers.read(rule),
            "promised": self.guarantees.of_rule(rule),
        }

    def _some(self, scenarios: Iterable[str]) -> tuple[list[tuple[Played, ...]], int]:
        """The first few scenarios, and how many more there are."""
        listed = list(scenarios)
        return [self.standing.by_scenario[s] for s in listed[:MOST]], max(0, len(listed) - MOST)

    def _claims(self, rule: Rule) -> dict[str, Rule]:
        """For each finding or milestone that a rule names, the rule that concludes it."""
        return {
            leaf.subject: found[0]
            for leaf in rule.when.leaves()
            if isinstance(leaf, Claim) and (found := self.protocol.graph.concluding(leaf))
        }

    def feature(self, feature: Feature) -> dict[str, Any]:
        """The page of one feature: scenarios as written, an outline with its examples as a table."""
        played = self.standing.of_topic(feature.topic)
        every = self.standing.to_show(feature.topic)
        groups = groupby(every, key=lambda one: one.scenario.line)
        return {
            "feature": feature,
            "groups": [list(group) for _, group in groups],
            "failed": [one for one in played if not one.passed],
            "passed": [one for one in played if one.passed],
            "planned": [one for one in every if one.scenario.is_draft],
        }

    def activity(self, activity: Activity) -> dict[str, Any]:
        """The page of one activity or group."""
        protocol, groups = self.protocol, self.protocol.members[activity.name]
        dossier = Dossier(activity, self.standing, self.described, self.answers)
        kinds = [
            (title, dossier.of(r for g in groups for r in protocol.graph.of_kind(kind, g)))
            for kind, title in _KINDS.items()
        ]
        quantities = [one for one in protocol.quantities.values() if one.of in groups]
        limits = [(one, dossier.of(rules)) for one, rules in self._limits(quantities)]
        speaking = [rule for rule in protocol.rules if rule.subject in {q.name for q in quantities}]
        return {
            "activity": activity,
            "dossier": dossier,
            "groups": [protocol.activities[name] for name in groups[1:]],
            "members": [a for a in protocol.activities.values() if activity.name in a.part_of],
            "opens": self.opens(activity.name),
            "kinds": [(title, rules) for title, rules in kinds if rules],
            "limits": limits,
            "numbers": [self.number(one) for one in dossier.numbers],
            "promised": [
                one
                for one in self.guarantees.all
                if one.about_activity(groups) or any(one.speaks_of(r, ()) for r in speaking)
            ],
            "changed": dossier.changed,
            "changes": self._changes(activity, quantities),
        }

    def _changes(self, activity: Activity, quantities: Iterable[Quantity]) -> list[ChangedAnswer]:
        """What is answered otherwise about an activity and its limits, the looser first."""
        names = {("activity", activity.name), *(("limit", one.name) for one in quantities)}
        groups = self.changes.groups() if self.changes else []
        return [c for _, some in groups for c in some if (c.change.kind, c.change.name) in names]

    def _limits(self, quantities: Iterable[Quantity]) -> list[tuple[Quantity, tuple[Rule, ...]]]:
        return [(one, self.protocol.graph.of_kind("limit", one.name)) for one in quantities]

    def opens(self, activity: str) -> list[tuple[str, str]]:
        """For each stance when an activity opens for an uncomplicated patient."""
        return [
            (line.stance, opening_words(spans))
            for line in self.timelines
            for name, spans in line.activities
            if name == activity
        ]

    def start(self) -> dict[str, Any]:
        """The first page: what fails, then phases, activities and topics."""
        protocol, of_kind = self.protocol, self.protocol.graph.of_kind
        own = next(t for t in self.timelines if t.stance == protocol.default_stance)
        activities = [protocol.activities[name] for name, _ in own.activities]
        concluded = (rule for rule in protocol.rules if rule.kind in ("finding", "milestone"))
        return {
            "phases": list(self._phases(own)),
            "activities": [(a, self.opens(a.name)) for a in activities],
            "groups": [a for a in protocol.activities.values() if a.is_group],
            "topics": [self._topic(feature) for feature in self.standing.features],
            "escalations": [
                (urgency, [rule for rule in of_kind("escalation") if rule.value == urgency])
                for urgency in URGENCIES
            ],
            "scope": of_kind("scope"),
            "limits": self._limits(protocol.quantities.values()),
            "findings": [rule for rule in concluded if rule.value != NOT_REACHED],
        }

    def _topic(self, feature: Feature) -> tuple[Feature, int, int]:
        played = self.standing.of_topic(feature.topic)
        return feature, sum(one.passed for one in played), sum(not one.passed for one in played)

    def _phases(self, own: Timeline) -> Iterator[dict[str, Any]]:
        """Each phase with the activities that open in it under the protocol's own stance."""
        spans = {span.what: span for span in own.phases}
        opens = [(name, own.opens(name)) for name, _ in own.activities]
        for name in self.protocol.phases:
            rule = self.protocol.graph.proving[name, REACHED][0]
            span = spans.get(name)
            opening = [
                self.protocol.activities[activity]
                for activity, day in opens
                if span and day is not None and span.first <= day < span.end
            ]
            yield {"rule": rule, "span": span, "opening": opening}

    def source(self, source: Source) -> dict[str, Any]:
        """The page of one source: what it says is where, and what rests on it."""
        thresholds = [
            t
            for t in self.protocol.thresholds.values()
            if source.id in t.sources or any(source.id in ids for ids in t.follows.values())
        ]
        return {"source": source, "rules": self.citing(source), "thresholds": thresholds}

    def numbers(self) -> Iterator[tuple[Any, ...]]:
        """Each number with its picture."""
        for threshold in self.protocol.thresholds.values():
            yield spread(threshold, self.protocol), *self.number(threshold)

    def number(self, threshold: Threshold) -> tuple[Any, ...]:
        """A number: what each stance takes and follows, and what its sources give."""
        stances = [(s, shown_amount(threshold, s), followed(threshold, s)) for s in STANCES]
        return threshold, stances, given(threshold.cited, self.protocol)

    def citing(self, source: Source) -> list[Rule]:
        """The rules that cite a source."""
        return [rule for rule in self.protocol.rules if source.id in rule.sources]

    def search(self) -> Iterator[tuple[str, str, str, str]]:
        """What the search looks through: kind, title, address and words of every page."""
        protocol, at = self.protocol, self.at
        for a in protocol.activities.values():
            yield "activity", a.title, at.activity(a.name), f"{a.name} {a.patient}"
        for r in protocol.rules:
            said = f"{r.id} {self.described[r.id].clinician}"
            yield "rule", self.name_of(r), at.rule(r.id), said
        for g in self.guarantees.all:
            yield "guarantee", wording.capital(g.name), at.guarantee(g), g.sentence
        for f in self.standing.features:
            yield "feature", f.title, at.feature(f.topic), f.description
        every = (*self.standing.played, *self.standing.planned)
        first = {(one.scenario.topic, one.scenario.line): one for one in every[::-1]}
        for one in every:
            if one is first[one.scenario.topic, one.scenario.line]:
                yield "scenario", one.scenario.name, at.scenario(one), ""
        for s in protocol.sources.values():
            said = f"{s.publisher} {s.year} {s.kind}"
            yield "source", f"{s.id}: {s.title}", at.source(s.id), said


_KINDS = {
    "allowed": "What opens it",
    "not yet": "What closes it, whatever else is true",
    "with care": "What asks for care",
    "advice": "Advice",
}
