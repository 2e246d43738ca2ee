"""Rules, each with its conditions and one conclusion, and the rules in force as a graph."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import field, frozen

from .conditions import ALWAYS, Bound, Group
from .items import NOWHERE, Vocabulary
from .problem import Position

DERIVED = ("finding", "milestone", "phase")
"""The kinds of rule whose conclusions other rules can look at."""

REACHED, NOT_REACHED = "reached", "not reached"


@frozen(slots=False)
class Rule:
    """Named, cited conditions with one conclusion.

    `kind` is one of finding, milestone, phase, allowed, not yet, with care, limit, escalation,
    advice, scope. `subject` and `value` are its conclusion: a finding and its value, an activity,
    a quantity, a topic and an urgency. `amount` is a limit's.
    """

    id: str
    kind: str
    subject: str
    value: str = ""
    when: Group = ALWAYS
    amount: Bound | None = None
    sources: tuple[str, ...] = ()
    because: str = ""
    until: str = ""
    patient: str = ""
    clinician: str = ""
    title: str = ""
    position: Position = field(default=NOWHERE, eq=False)


@frozen(eq=False)
class Ruleset:
    """The rules in force for one stance with its orders, and the number of every threshold.

    Derived rules come first, each after all it depends on. Compared by identity, so that an engine
    can keep what it compiled.
    """

    rules: tuple[Rule, ...]
    numbers: Mapping[str, int | None]
    vocabulary: Vocabulary
    values: Mapping[str, tuple[str, ...]]
    about: Mapping[str, tuple[Rule, ...]] = field(init=False, repr=False)
    """The rules by their subject."""

    @about.default
    def _index_subjects(self) -> Mapping[str, tuple[Rule, ...]]:
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            found.setdefault(rule.subject, []).append(rule)
        return {subject: tuple(rules) for subject, rules in found.items()}
