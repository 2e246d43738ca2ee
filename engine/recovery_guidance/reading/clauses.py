"""Reads rules from a protocol's tree: findings, milestones, activities, limits, escalations and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import define, field

from ..model.conditions import ALWAYS, Bound, Claim, Condition, Group
from ..model.problem import Problem, Slip, did_you_mean, suggestion
from ..model.protocol import STANCES, URGENCIES, Activity, Quantity, Source, Threshold
from ..model.rules import REACHED, Rule
from .fields import Fields, read_sources
from .limits import check_weeks, read_amount, read_row, read_weeks, weeks_group
from .names import Names
from .resolve import opposite
from .tree import Entry, Node
from .when import WHEN, read_group

_TEXTS = ("because", "until", "patient", "clinician", "title")
_WORDING = ("source", *_TEXTS, "note")
ALLOWED = ("allowed when all", "allowed when any")
RESTRICTIONS = ("not yet", "with care")
EFFECTS = ("refuse", *(f"{stance} stance" for stance in STANCES))

# What may stand in each kind of entry; the schema for editors is made from the same tables.
RULE_KEYS = (*WHEN, *_WORDING)
FINDING_KEYS = ("source", "title", "note")
VALUE_KEYS = (*WHEN, "source", "because", "note")
ACTIVITY_KEYS = (
    *("title", "group", "part of", *ALLOWED, *(f"{kind} when" for kind in RESTRICTIONS)),
    *("patient", "clinician", "source", "note"),
)
LIMIT_KEYS = ("title", "unit", "of", "by week", "at most", "note")
ROW_KEYS = (*STANCES, "all", "source", "follows", "conflict", *_TEXTS, "note")
CAP_KEYS = ("value", *RULE_KEYS)
ESCALATION_KEYS = ("urgency", *RULE_KEYS)
ADVICE_KEYS = ("about", *RULE_KEYS)
SCOPE_KEYS = ("then", *RULE_KEYS)
KNOWN_ALLOWED_IN = ("allowed", "milestone", "phase", "advice")


@define
class Reader:
    """Reads the rules of one topic into `rules`, and gathers what is wrong into `problems`."""

    topic: str
    names: Names
    sources: Mapping[str, Source]
    problems: list[Problem]
    rules: list[Rule] = field(factory=list)

    def fields(self, entry: Entry, what: str, *known: str) -> Fields:
        """The fields of one entry."""
        return Fields.of(entry.node, self.problems, what, known or None, entry.key)

    def add(
        self,
        id: str,
        kind: str,
        subject: str,
        value: str,
        fields: Fields,
        at: Node,
        when: Group | None = None,
        amount: Bound | None = None,
        sources: tuple[str, ...] | None = None,
    ) -> None:
        """One rule, with the wording and the source that stand beside its conditions."""
        if kind not in KNOWN_ALLOWED_IN:
            self._refuse_known(when or ALWAYS, kind)
        cited = read_sources(fields, self.sources) if sources is None else sources
        words = {key: fields.text(key) for key in _TEXTS}
        self.rules.append(
            Rule(
                f"{self.topic}/{id}",
                kind,
                subject,
                value,
                when or ALWAYS,
                amount,
                cited,
                position=at.position,
                **words,
            )
        )

    def _refuse_known(self, when: Group, kind: str) -> None:
        what = "cannot prove a finding" if kind == "finding" else "cannot restrict anything"
        why = "leaving the question unanswered would lift the restriction"
        if kind == "finding":
            why = "that a question was answered says nothing about the patient"
        for leaf in when.leaves():
            if isinstance(leaf, Condition) and leaf.known:
                self.problems.append(
                    Problem(
                        "E106",
                        f"`is known` {what}",
                        leaf.position,
                        why,
                        "write the values that count",
                    )
                )

    def condition_group(self, fields: Fields, required: bool = True) -> Group | None:
        """The conditions under `when all` or `when any`."""
        group = read_group(fields, self.names)
        if group is None and required:
            fields.missing(
                "when all",
                "write when all: or when any: and a list of conditions",
                "without a condition it would hold for everyone",
            )
        return group

    def finding(self, name: str, entry: Entry) -> None:
        """A finding: one rule for each of its values."""
        fields = self.fields(entry, f"the finding `{name}`")
        values = finding_values(entry)
        for key in fields.others((*values, *FINDING_KEYS)):
            if key in WHEN:
                message = f"`{key}` stands under no value of the finding"
                write = "write a value such as `present:` above it, and set it two spaces in"
                fields.tell(fields.entries[key].key, "E011", message, write)
            elif did_you_mean(key, FINDING_KEYS):
                fields.unknown(key, FINDING_KEYS)
            else:
                message = f"`{key}` has neither conditions nor `otherwise`"
                write = "write when all: or when any: below it"
                fields.tell(fields.entries[key].key, "E011", message, write)
        for key in ("title", "note"):
            fields.text(key)
        others = fields.others((*values, *FINDING_KEYS))
        if len(values) < 2 and not others and isinstance(entry.node.value, dict):
            fields.tell(
                entry.key,
                "E022",
                f"the finding `{name}` has fewer than two values",
                "state for example `present:` with its conditions, and `absent: otherwise`",
                "absence has to be proven like presence",
            )
        cited = read_sources(fields, self.sources)
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
                groups.append(self._value(name, value, fields, cited))
        if rest:
            self._otherwise(name, rest, fields, groups, cited)

    def _value(self, name: str, value: str, fields: Fields, cited: tuple[str, ...]) -> Group:
        entry = fields.entries[value]
        inner = self.fields(entry, f"the value `{value}`", *VALUE_KEYS)
        group = self.condition_group(inner) or ALWAYS
        own = read_sources(inner, self.sources) if "source" in inner else cited
        self.add(f"{name}/{value}", "finding", name, value, inner, entry.key, group, sources=own)
        return group

    def _otherwise(
        self, name: str, rest: str, fields: Fields, groups: list[Group], cited: tuple[str, ...]
    ) -> None:
        entry = fields.entries[rest]
        try:
            others = opposite(Group(False, tuple(groups)), self.names)
        except Slip:  # `is known`, which is told already
            others = ALWAYS
        when = others if isinstance(others, Group) else ALWAYS
        if len(when.members) == 1 and isinstance(when.members[0], Group):
            when = when.members[0]
        empty = Fields(entry.node, self.problems, "`otherwise`", entry.key)
        self.add(f"{name}/{rest}", "finding", name, rest, empty, entry.key, when, sources=cited)

    def milestone(self, name: str, entry: Entry) -> None:
        """A milestone: reached when its conditions hold."""
        fields = self.fields(entry, f"the milestone `{name}`", *RULE_KEYS)
        group = self.condition_group(fields)
        self.add(name, "milestone", name, REACHED, fields, entry.key, group)

    def phase(self, name: str, entry: Entry, before: str) -> None:
        """A phase: entered when its conditions and those of the phase before it hold."""
        fields = self.fields(entry, f"the phase `{name}`", *RULE_KEYS)
        group = self.condition_group(fields) or ALWAYS
        if before:
            entered = Claim(before, (REACHED,), f"{before} is entered", entry.key.position)
            group = Group(True, (entered, group))
        self.add(name, "phase", name, REACHED, fields, entry.key, group)

    def activity(self, name: str, entry: Entry, activities: Mapping[str, Activity]) -> None:
        """An activity or group: its permission, and its named restrictions."""
        fields = self.fields(entry, f"the activity `{name}`", *ACTIVITY_KEYS)
        activity = activities[name]
        self._check_groups(activity, fields, activities)
        permission = read_group(fields, self.names, "allowed when")
        if permission is not None and activity.is_group:
            key = fields.entries[next(key for key in ALLOWED if key in fields)].key
            message = "a group is never allowed as a whole"
            fields.tell(key, "E116", message, "allow each of its members")
        elif permission is not None:
            self.add(f"{name}/allowed", "allowed", name, "", fields, entry.key, permission)
        elif not activity.is_group:
            fields.missing(
                "allowed when all",
                "write allowed when all: and a list of conditions",
                f"nothing said is not yet, so {name} could never open",
            )
        for kind in RESTRICTIONS:
            for label, key, inner in self.labelled(fields, f"{kind} when", RULE_KEYS):
                group = self.condition_group(inner)
                self.add(f"{name}/{kind}/{label}", kind, name, "", inner, key, group)

    def _check_groups(
        self, activity: Activity, fields: Fields, activities: Mapping[str, Activity]
    ) -> None:
        groups = [name for name in activities if activities[name].is_group]
        for group in activity.part_of:
            if group not in groups:
                message = f"no group is called `{group}`"
                if group in activities:
                    message = f"`{group}` is an activity, and not a group"
                write = suggestion(group, groups, "declare it under `activities:` with group: yes")
                fields.tell(fields.entries["part of"].node, "E116", message, write)
            elif activity.name in _above(group, activities):
                message = f"`{activity.name}` is part of itself"
                write = "leave one `part of` of the circle out"
                fields.tell(fields.entries["part of"].node, "E116", message, write)

    def labelled(
        self, fields: Fields, key: str, known: tuple[str, ...]
    ) -> Iterator[tuple[str, Node, Fields]]:
        """The named rules under one key."""
        if (node := fields.node_of(key)) is None:
            return
        outer = Fields.of(node, self.problems, f"`{key}`", at=fields.entries[key].key)
        if any(label in (*WHEN, "all", "any") for label in outer.entries):
            label = next(label for label in outer.entries if label in (*WHEN, "all", "any"))
            message = f"`{label}` stands directly under `{key}`"
            write = "write the name of the rule above it, and set it two spaces in"
            fields.tell(outer.entries[label].key, "E011", message, write)
            return
        for label, entry in outer.entries.items():
            if re.search(r"[/#]", label) or not label:
                message = (
                    "a rule's name cannot contain `/` or `#`" if label else "a name is missing"
                )
                fields.tell(entry.key, "E023", message, "use plain words with single spaces")
            yield label, entry.key, self.fields(entry, f"the rule `{label}`", *known)

    def limit(
        self, name: str, entry: Entry, quantity: Quantity, extra: dict[str, Threshold]
    ) -> None:
        """A limit: the rows of its table, and its named caps."""
        what = f"the limit `{name}`"
        fields = self.fields(entry, what, *LIMIT_KEYS)
        fields.text("note")
        if (node := fields.node_of("by week")) is not None:
            key = fields.entries["by week"].key
            table = Fields.of(node, self.problems, "`by week`", at=key).entries.values()
            weeks = [(row, read_weeks(row, self.problems)) for row in table]
            rows = [(row, span) for row, span in weeks if span is not None]
            if len(rows) == len(weeks):
                check_weeks(rows, quantity, self.problems)
            for row, _ in weeks:
                self._row(name, row, quantity, extra, dict(rows).get(row))
        for label, key, inner in self.labelled(fields, "at most", CAP_KEYS):
            amount = read_amount(inner, quantity, self.names.thresholds)
            group = self.condition_group(inner)
            self.add(f"{name}/at most/{label}", "limit", name, "", inner, key, group, amount)
        if "by week" not in fields and "at most" not in fields:
            write = "write `by week:` with a table, or `at most:` with named rules"
            fields.missing("at most", write)

    def _row(
        self,
        name: str,
        row: Entry,
        quantity: Quantity,
        extra: dict[str, Threshold],
        weeks: tuple[int, int | None] | None,
    ) -> None:
        label = str(row.key.value)
        fields = self.fields(row, f"the row `{label}`", *ROW_KEYS)
        threshold = read_row(f"{name} weeks {label}", row, fields, quantity, self.sources)
        if weeks is None:
            return
        extra[threshold.name] = threshold
        self.add(
            f"{name}/weeks {label}",
            "limit",
            name,
            "",
            fields,
            row.key,
            weeks_group(row, weeks),
            Bound(0, threshold.name),
            threshold.sources,
        )

    def escalation(self, name: str, entry: Entry) -> None:
        """An escalation: how urgent, and what to do."""
        fields = self.fields(entry, f"the escalation `{name}`", *ESCALATION_KEYS)
        urgency = fields.word(
            "urgency", URGENCIES, URGENCIES[0], True, "from the most to the least urgent"
        )
        fields.text("patient", "write patient: and what to do now")
        group = self.condition_group(fields)
        self.add(name, "escalation", name, urgency, fields, entry.key, group)

    def advice(self, name: str, entry: Entry, subjects: set[str]) -> None:
        """A tip about an activity, finding, phase or limit."""
        fields = self.fields(entry, f"the advice `{name}`", *ADVICE_KEYS)
        about = fields.text("about", "write about: and an activity, finding, phase or limit")
        if about and about not in subjects:
            write = suggestion(about, subjects, "write an activity, finding, phase or limit")
            message = f"nothing is called `{about}`"
            fields.tell(fields.entries["about"].node, "E102", message, write)
        fields.text("patient", "write patient: and the advice")
        group = self.condition_group(fields, required=False)
        self.add(name, "advice", about, "", fields, entry.key, group)

    def scope(self, name: str, entry: Entry) -> None:
        """A scope line: whom these rules are not for, or when a stance is imposed."""
        fields = self.fields(entry, f"the scope line `{name}`", *SCOPE_KEYS)
        then = fields.word("then", EFFECTS, EFFECTS[0], required=True)
        fields.text("because", "write because: and why this operation is different")
        group = self.condition_group(fields)
        self.add(name, "scope", name, then, fields, entry.key, group)


def finding_values(entry: Entry) -> tuple[str, ...]:
    """The values that a finding declares: `otherwise`, or entries with conditions of their own."""
    value = entry.node.value
    if not isinstance(value, dict):
        return ()
    return tuple(
        key
        for key, part in value.items()
        if key not in (*FINDING_KEYS, *WHEN)
        and (part.node.value in ("", "otherwise") or not isinstance(part.node.value, str))
    )


def read_activity(name: str, entry: Entry, problems: list[Problem]) -> Activity:
    """What an activity is, without its rules."""
    fields = Fields.of(entry.node, problems, f"the activity `{name}`", at=entry.key)
    is_group = fields.word("group", ("yes", "no"), "yes" if "group" in fields else "no") == "yes"
    groups = tuple(part.strip() for part in fields.text("part of").split(",") if part.strip())
    title = fields.text("title", "write title: and what patients call it")
    patient, clinician = fields.text("patient"), fields.text("clinician")
    return Activity(name, title, is_group, groups, patient, clinician, entry.key.position)


def _above(name: str, activities: Mapping[str, Activity]) -> set[str]:
    """A group and every group that it is part of."""
    found, waiting = set(), [name]
    while waiting:
        current = waiting.pop()
        if current not in found and current in activities:
            found.add(current)
            waiting.extend(activities[current].part_of)
    return found
