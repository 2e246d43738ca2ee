"""Reads rules from a protocol's tree: findings, milestones, activities, limits, escalations and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import define, field

from ..model.citation import Cited
from ..model.conditions import ALWAYS, Bound, Claim, Condition, Group
from ..model.problem import Problem, Slip, did_you_mean, suggestion
from ..model.protocol import URGENCIES, Activity, Quantity, Threshold, groups_of
from ..model.rules import REACHED, Rule
from . import forms
from .entries import check_groups, check_order, numbers, read_groups
from .fields import Fields
from .limits import Weeks, check_weeks, read_amount, read_weeks, weeks_group
from .reader import Reader
from .resolve import opposite
from .tree import Entry

_KNOWN_ALLOWED_IN = ("allowed", "milestone", "phase", "advice")


@define
class RuleReader(Reader):
    """Reads the rules of a protocol into `rules`, and the rows of its tables into `rows`."""

    rules: list[Rule] = field(factory=list)
    rows: dict[str, Threshold] = field(factory=dict)
    phases: list[str] = field(factory=list)
    """The phases that were read so far."""

    def add(
        self,
        id: str,
        kind: str,
        fields: Fields,
        when: Group | None,
        subject: str = "",
        value: str = "",
        amount: Bound | None = None,
        cited: Cited | None = None,
    ) -> None:
        """One rule, with the wording and the source that stand beside its conditions.

        It is about the entry that is called `id`, if not about another `subject`.
        """
        when, subject = when or ALWAYS, subject or id
        if kind not in _KNOWN_ALLOWED_IN:
            self._refuse_known(when, kind)
        words = {key: fields.text(key) for key in forms.TEXTS}
        name, at = f"{self.topic}/{id}", fields.at.position
        rule = Rule(
            name,
            kind,
            subject,
            value,
            when,
            amount,
            cited or self.cited(fields),
            position=at,
            **words,
        )
        self.rules.append(rule)

    def _refuse_known(self, when: Group, kind: str) -> None:
        what = "cannot restrict anything"
        why = "leaving the question unanswered would lift the restriction"
        if kind == "finding":
            what = "cannot prove a finding"
            why = "that a question was answered says nothing about the patient"
        for leaf in when.leaves():
            if isinstance(leaf, Condition) and leaf.known:
                message, write = f"`is known` {what}", "write the values that count"
                self.problems.append(Problem("E106", message, leaf.position, why, write))

    def finding(self, entry: Entry) -> None:
        """A finding: one rule for each of its values."""
        name, fields = entry.name, Fields.below(entry, self.problems, forms.FINDING)
        values = finding_values(entry)
        others = fields.others((*values, *forms.FINDING))
        for key in others:
            self._no_value(key, fields)
        for key in ("title", "note"):
            fields.text(key)
        if len(values) < 2 and not others and isinstance(entry.node.value, dict):
            message = f"the finding `{name}` has fewer than two values"
            write = "state for example `present:` with its conditions, and `absent: otherwise`"
            why = "absence has to be proven like presence"
            fields.tell(entry.key, "E022", message, write, why)
        cited = self.cited(fields)
        groups: list[Group] = []
        rest = ""
        for value in values:
            node = fields.entries[value].node
            if node.value == "otherwise" and rest:
                message, write = "`otherwise` stands twice in one finding", "write out one of them"
                fields.tell(node, "E117", message, write, "nobody could tell the two values apart")
            elif node.value == "otherwise":
                rest = value
            else:
                groups.append(self._value(name, fields.entries[value], cited))
        if rest:
            self._otherwise(name, fields.entries[rest], groups, cited)

    def _no_value(self, key: str, fields: Fields) -> None:
        """The problem with what stands under a finding and is no value of it."""
        if key not in forms.WHEN and did_you_mean(key, forms.FINDING):
            fields.unknown(key, forms.FINDING)
            return
        message = f"`{key}` has neither conditions nor `otherwise`"
        write = "write when all: or when any: below it"
        if key in forms.WHEN:
            message = f"`{key}` stands under no value of the finding"
            write = "write a value such as `present:` above it, and set it two spaces in"
        fields.tell(fields.key(key), "E011", message, write)

    def _value(self, name: str, entry: Entry, cited: Cited) -> Group:
        inner = self.fields(entry, forms.VALUE)
        group = self.group(inner, required=True) or ALWAYS
        own = self.cited(inner) if "source" in inner else cited
        self.add(f"{name}/{entry.name}", "finding", inner, group, name, entry.name, None, own)
        return group

    def _otherwise(self, name: str, entry: Entry, groups: list[Group], cited: Cited) -> None:
        try:
            others = opposite(Group(False, tuple(groups)), self.names)
        except Slip:  # `is known`, which is told already
            others = ALWAYS
        when = others if isinstance(others, Group) else ALWAYS
        if len(when.members) == 1 and isinstance(when.members[0], Group):
            when = when.members[0]
        empty = Fields(entry.node, self.problems, forms.VALUE, "`otherwise`", entry.key)
        self.add(f"{name}/{entry.name}", "finding", empty, when, name, entry.name, None, cited)

    def milestone(self, entry: Entry) -> None:
        """A milestone: reached when its conditions hold."""
        fields = self.fields(entry, forms.MILESTONE)
        self.add(entry.name, "milestone", fields, self.group(fields, required=True), value=REACHED)

    def phase(self, entry: Entry) -> None:
        """A phase: entered when its conditions and those of the phase before it hold."""
        fields = self.fields(entry, forms.PHASE)
        group = self.group(fields, required=True) or ALWAYS
        for before in self.phases[-1:]:
            entered = Claim(before, (REACHED,), f"{before} is entered", entry.key.position)
            group = Group(True, (entered, group))
        self.phases.append(entry.name)
        self.add(entry.name, "phase", fields, group, value=REACHED)

    def activity(self, entry: Entry) -> None:
        """An activity or group: its permission, and its named restrictions."""
        name, fields = entry.name, self.fields(entry, forms.ACTIVITY)
        activity = self.names.activities[name]
        self._check_groups(activity, fields)
        permission = self.group(fields, "allowed when")
        if permission is not None and activity.is_group:
            key = fields.key(next(key for key in forms.ALLOWED if key in fields))
            message = "a group is never allowed as a whole"
            fields.tell(key, "E116", message, "allow each of its members")
        elif permission is not None:
            self.add(f"{name}/allowed", "allowed", fields, permission, name)
        elif not activity.is_group:
            why = f"nothing said is not yet, so {name} could never open"
            fields.missing(forms.ALLOWED[0], fields.form[forms.ALLOWED[0]].write, why)
        for kind in forms.RESTRICTIONS:
            for label, inner in self._labelled(fields, f"{kind} when", forms.RULE):
                group = self.group(inner, required=True)
                self.add(f"{name}/{kind}/{label}", kind, inner, group, name)

    def _check_groups(self, activity: Activity, fields: Fields) -> None:
        activities = self.names.activities
        check_groups(activity.part_of, fields, activities)
        for group in activity.part_of:
            if activity.name in groups_of(group, activities):
                message = f"`{activity.name}` is part of itself"
                fields.tell("part of", "E116", message, "leave one `part of` of the circle out")

    def _labelled(self, fields: Fields, key: str, form: forms.Form) -> Iterator[tuple[str, Fields]]:
        if key not in fields:
            return
        outer = fields.inner(key)
        for label in outer.entries:
            if label in (*forms.WHEN, "all", "any"):
                message = f"`{label}` stands directly under `{key}`"
                write = "write the name of the rule above it, and set it two spaces in"
                fields.tell(outer.key(label), "E011", message, write)
                return
        for label, entry in outer.entries.items():
            if re.search(r"[/#]", label) or not label:
                message = "a rule's name cannot contain `/` or `#`"
                message = message if label else "a name is missing"
                fields.tell(entry.key, "E023", message, "use plain words with single spaces")
            yield label, self.fields(entry, form)

    def limit(self, entry: Entry) -> None:
        """A limit: the rows of its table, and its named caps."""
        name, fields = entry.name, self.fields(entry, forms.LIMIT)
        quantity = self.quantities[name]
        fields.text("note")
        if "by week" in fields:
            table = fields.inner("by week").entries.values()
            weeks = [(row, read_weeks(row, self.problems)) for row in table]
            rows = [(row, span) for row, span in weeks if span is not None]
            if len(rows) == len(weeks):
                check_weeks(rows, quantity, self.problems)
            for row, span in weeks:
                self._row(name, row, quantity, span)
        for label, inner in self._labelled(fields, "at most", forms.CAP):
            amount = read_amount(inner, quantity, self.names.thresholds)
            group = self.group(inner, required=True)
            self.add(f"{name}/at most/{label}", "limit", inner, group, name, amount=amount)
        if "by week" not in fields and "at most" not in fields:
            write = "write `by week:` with a table, or `at most:` with named rules"
            fields.missing("at most", write)

    def _row(self, name: str, row: Entry, quantity: Quantity, weeks: Weeks | None) -> None:
        fields = self.fields(row, forms.ROW)
        label = f"{name} weeks {row.name}"
        threshold = numbers(label, fields, quantity.measure, "lower", self.sources)
        check_order(threshold, fields, "put the numbers in order: the strictest is the lowest")
        if weeks is None:
            return
        self.rows[threshold.name] = threshold
        amount, when = Bound(0, threshold.name), weeks_group(row, weeks)
        rule = f"{name}/weeks {row.name}"
        self.add(rule, "limit", fields, when, name, "", amount, threshold.cited)

    def escalation(self, entry: Entry) -> None:
        """An escalation: how urgent, and what to do."""
        fields = self.fields(entry, forms.ESCALATION)
        urgency = fields.word("urgency", URGENCIES[0])
        fields.needed("patient")
        group = self.group(fields, required=True)
        self.add(entry.name, "escalation", fields, group, value=urgency)

    def advice(self, entry: Entry) -> None:
        """A tip about an activity, finding, phase or limit."""
        fields = self.fields(entry, forms.ADVICE)
        subjects = {*self.names.activities, *self.names.values, *self.quantities}
        about = fields.needed("about")
        if about and about not in subjects:
            write = suggestion(about, subjects, "write an activity, finding, phase or limit")
            fields.tell("about", "E102", f"nothing is called `{about}`", write)
        fields.needed("patient")
        self.add(entry.name, "advice", fields, self.group(fields), about)

    def scope(self, entry: Entry) -> None:
        """A scope line: whom these rules are not for, or when a stance is imposed."""
        fields = self.fields(entry, forms.SCOPE)
        then = fields.word("then", "refuse")
        fields.needed("because")
        self.add(entry.name, "scope", fields, self.group(fields, required=True), value=then)


def finding_values(entry: Entry) -> tuple[str, ...]:
    """The values that a finding declares: `otherwise`, or entries with conditions of their own."""
    value = entry.node.value
    if not isinstance(value, dict):
        return ()
    return tuple(
        key
        for key, part in value.items()
        if key not in (*forms.FINDING, *forms.WHEN)
        and (part.node.value in ("", "otherwise") or not isinstance(part.node.value, str))
    )


def read_activity(entry: Entry, problems: list[Problem]) -> Activity:
    """What an activity is, without its rules."""
    fields = Fields.below(entry, problems, forms.ACTIVITY)
    group = fields.word("group", "yes" if "group" in fields else "no")
    said = (
        fields.needed("title"),
        group != "no",
        group == "hazard",
        fields.word("hazard", "") == "none",
        read_groups(fields),
        fields.text("patient"),
        fields.text("clinician"),
    )
    return Activity(entry.name, *said, entry.key.position)
