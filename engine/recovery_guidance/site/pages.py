"""What stands on each page of the site, as plain values for its template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from attrs import field, frozen

from ..authoring.describe import Description, Said, describe, title_of
from ..model.conditions import Claim
from ..model.protocol import STANCES, URGENCIES, Activity, Protocol, Source
from ..model.rules import Rule
from ..scenarios.features import Feature
from ..scenarios.play import Played
from ..scenarios.test_run import ScenarioRun, reasons
from ..telling.wording import NOTICE, reviewed
from .changed import Changed
from .guaranteed import Guarantees
from .picture import opening_words
from .timeline import Timeline, timelines

MOST = 3
"""How many scenarios a list on a rule's page names before it only counts the rest."""


def slug(name: str) -> str:
    """A name as a file's: `running/run-walk/not yet/foot drop` → `running--run-walk--not-yet--foot-drop`."""
    parts = (re.sub(r"[^a-z0-9]+", "-", part.casefold()).strip("-") for part in name.split("/"))
    return "--".join(parts)


@frozen(eq=False)
class Pages:
    """The values of every page, made from one run's data."""

    standing: ScenarioRun
    guarantees: Guarantees = field()
    changes: Changed | None = None
    timelines: tuple[Timeline, ...] = field(init=False)
    described: Mapping[str, Description] = field(init=False)

    @guarantees.default
    def _untried(self) -> Guarantees:
        return Guarantees.of(self.protocol, None, "nobody asked for a proof")

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
            "notice": notice(protocol),
            "standing": standing,
            "guarantees": self.guarantees,
            "changes": self.changes,
            "rule_at": lambda rule: f"rules/{slug(rule)}.html",
            "activity_at": lambda name: f"activities/{slug(name)}.html",
            "guarantee_at": lambda one: f"guarantees.html#{slug(one.id)}",
            "source_at": lambda name: f"sources/{slug(name)}.html",
            "scenario_at": lambda one: f"features/{one.scenario.topic}.html#at-{one.scenario.at}",
            "reasons": lambda one: reasons(one.broken, protocol),
            "name_of": self.name_of,
            "sentence_of": lambda rule: self.described[rule].clinician,
            "STANCES": STANCES,
        }

    def name_of(self, rule: Rule) -> str:
        """A short heading for a rule."""
        own = rule.title or rule.id.rsplit("/", 1)[-1]
        about = title_of(rule.subject, self.protocol)
        if rule.kind == "allowed":
            return f"{about}: allowed"
        if rule.kind in ("not yet", "with care"):
            return f"{about}: {rule.kind}, {own}"
        if rule.kind == "limit":
            return f"{about}: {own}"
        if rule.kind == "finding":
            return f"{about}: {rule.value}"
        if rule.kind in ("milestone", "phase"):
            return about if rule.value == "reached" else f"{about}: {rule.value}"
        return _capital(own)

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
        groups = [
            (list(group))
            for _, group in groupby(played, key=lambda one: (one.scenario.line, one.engine))
        ]
        return {
            "feature": feature,
            "groups": groups,
            "failed": [one for one in played if not one.passed],
            "passed": [one for one in played if one.passed],
        }

    def activity(self, activity: Activity) -> dict[str, Any]:
        """The page of one activity or group."""
        groups = self.protocol.members[activity.name]
        rules = [
            r
            for r in self.protocol.rules
            if r.subject in groups and r.kind in ("allowed", "not yet", "with care", "advice")
        ]
        limits = [q for q in self.protocol.quantities.values() if q.of in groups]
        return {
            "activity": activity,
            "groups": [self.protocol.activities[g] for g in groups[1:]],
            "members": [a for a in self.protocol.activities.values() if activity.name in a.part_of],
            "opens": self.opens(activity.name),
            "kinds": [
                (title, [r for r in rules if r.kind == kind])
                for kind, title in _KINDS.items()
                if any(r.kind == kind for r in rules)
            ],
            "limits": [
                (q, [r for r in self.protocol.rules if r.kind == "limit" and r.subject == q.name])
                for q in limits
            ],
            "promised": [
                one
                for one in self.guarantees.all
                if any(said.about == "activity" and said.subject in groups for said in one.said)
            ],
        }

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
        protocol, standing = self.protocol, self.standing
        own = next(t for t in self.timelines if t.stance == protocol.default_stance)
        activities = [protocol.activities[name] for name, _ in own.activities]
        return {
            "phases": list(self._phases(own)),
            "activities": [(a, self.opens(a.name)) for a in activities],
            "groups": [a for a in protocol.activities.values() if a.is_group],
            "topics": [self._topic(feature) for feature in standing.features],
            "escalations": [
                (
                    urgency,
                    [r for r in protocol.rules if r.kind == "escalation" and r.value == urgency],
                )
                for urgency in URGENCIES
            ],
            "scope": [r for r in protocol.rules if r.kind == "scope"],
            "limits": [
                (q, [r for r in protocol.rules if r.kind == "limit" and r.subject == q.name])
                for q in protocol.quantities.values()
            ],
            "findings": [
                r
                for r in protocol.rules
                if r.kind in ("finding", "milestone") and r.value != "not reached"
            ],
        }

    def _topic(self, feature: Feature) -> tuple[Feature, int, int]:
        played = self.standing.of_topic(feature.topic)
        return feature, sum(one.passed for one in played), sum(not one.passed for one in played)

    def _phases(self, own: Timeline) -> Iterator[dict[str, Any]]:
        """Each phase with the activities that open in it under the protocol's own stance."""
        spans = {span.what: span for span in own.phases}
        for name in self.protocol.phases:
            rule = next(
                r
                for r in self.protocol.rules
                if r.kind == "phase" and r.subject == name and r.value == "reached"
            )
            span = spans.get(name)
            opening = [
                self.protocol.activities[activity]
                for activity, _ in own.activities
                if span
                and (day := own.opens(activity)) is not None
                and span.first <= day < span.end
            ]
            yield {"rule": rule, "span": span, "opening": opening}

    def source(self, source: Source) -> dict[str, Any]:
        """The page of one source: what it says is where, and what rests on it."""
        thresholds = [
            t
            for t in self.protocol.thresholds.values()
            if source.id in t.sources or any(source.id in ids for ids in t.follows.values())
        ]
        return {
            "source": source,
            "rules": [r for r in self.protocol.rules if source.id in r.sources],
            "thresholds": thresholds,
        }

    def citing(self, source: Source) -> int:
        """How many rules cite a source."""
        return sum(source.id in rule.sources for rule in self.protocol.rules)

    def search(self) -> list[list[str]]:
        """What the search looks through: kind, title, address and words of every page."""
        protocol = self.protocol
        found = [
            ["activity", a.title, f"activities/{slug(a.name)}.html", f"{a.name} {a.patient}"]
            for a in protocol.activities.values()
        ]
        found += [
            [
                "rule",
                self.name_of(r),
                f"rules/{slug(r.id)}.html",
                f"{r.id} {self.described[r.id].clinician}",
            ]
            for r in protocol.rules
        ]
        found += [
            ["guarantee", _capital(g.name), f"guarantees.html#{slug(g.id)}", g.sentence]
            for g in self.guarantees.all
        ]
        found += [
            ["feature", f.title, f"features/{f.topic}.html", f.description]
            for f in self.standing.features
        ]
        found += [
            [
                "scenario",
                one.scenario.name,
                f"features/{one.scenario.topic}.html#at-{one.scenario.at}",
                "",
            ]
            for one in self._first_examples()
        ]
        found += [
            [
                "source",
                f"{s.id}: {s.title}",
                f"sources/{slug(s.id)}.html",
                f"{s.publisher} {s.year} {s.kind}",
            ]
            for s in protocol.sources.values()
        ]
        return found

    def _first_examples(self) -> Iterator[Played]:
        seen: set[tuple[str, int]] = set()
        for one in self.standing.played:
            key = (one.scenario.topic, one.scenario.line)
            if key not in seen:
                seen.add(key)
                yield one


_KINDS = {
    "allowed": "What opens it",
    "not yet": "What closes it, whatever else is true",
    "with care": "What asks for care",
    "advice": "Advice",
}


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def notice(protocol: Protocol) -> str:
    """How far the protocol can be trusted: who has signed it off, or that nobody has."""
    return NOTICE if protocol.status == "draft" else reviewed(protocol)


__all__ = ["Pages", "Said", "notice", "slug"]
