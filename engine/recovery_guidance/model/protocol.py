"""The nouns of a protocol, as frozen values: thresholds, sources, activities, guarantees, and the whole.

Day counts are days since the operation (day 0). Amounts and grades are in the steps of their item.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from attrs import field, frozen

from .citation import NOTHING_CITED, Cited, Source
from .conditions import ALWAYS, Bound, Claim, Condition, Group
from .items import NOWHERE, Item, Vocabulary
from .noun import Noun
from .problem import Position
from .rules import SAFETY_FIRST, SAME_DAY, Rule, RuleGraph, Ruleset
from .signature import Signature
from .words import PlainWords

STANCES = ("restrictive", "typical", "liberal")
"""From the strictest to the loosest."""

URGENCIES = (*SAFETY_FIRST, SAME_DAY, "call within 48 hours", "routine")
"""From the most to the least urgent."""

HEAD = "protocol.yaml"
"""The file that makes a folder of rule files a protocol."""

DRAFT = "draft"
REVIEWED = ("reviewed", "in use")
"""What a protocol is called only while a signature holds for all of it."""

_NOBODY = re.compile(r"(nobody|no one|none|tbd|unknown)\b.*", re.IGNORECASE)


@frozen(slots=False, repr=False)
class Threshold(Noun):
    """A named, cited number, one for each stance, in steps of `measure`. None is `no cap`."""

    name: str
    measure: Item
    stricter: str
    values: Mapping[str, int | None]
    cited: Cited = NOTHING_CITED
    follows: Mapping[str, tuple[str, ...]] = field(factory=dict)
    readings: frozenset[str] = frozenset()
    """The stances whose number is a reading of what they follow, and is not there literally."""
    conflict: str = ""
    note: str = ""
    out_of_order: str = ""
    """Why a looser stance has the stricter number."""
    position: Position = field(default=NOWHERE, eq=False)

    def is_looser(self, one: int | None, other: int | None) -> bool:
        """Whether `one` of two numbers allows more than the `other`; None is no cap."""
        if one is None or other is None:
            return one is None and other is not None
        return one < other if self.stricter == "higher" else one > other

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of what it cites."""
        return self.cited.ids

    def sources_of(self, stance: str) -> tuple[str, ...]:
        """The sources that this stance follows; none where no source was found."""
        return self.follows.get(stance, self.sources)


@frozen(slots=False, repr=False)
class Activity(Noun):
    """Something a patient asks about. A group has no `allowed`; its restrictions hold for members.

    A hazard is a group whose members share what can go wrong; `is_harmless` says that it is in none.
    """

    name: str
    title: str
    is_group: bool = False
    is_hazard: bool = False
    is_harmless: bool = False
    part_of: tuple[str, ...] = ()
    patient: str = ""
    clinician: str = ""
    position: Position = field(default=NOWHERE, eq=False)


@frozen(slots=False, repr=False)
class Quantity(Noun):
    """What a limit limits: its title, how it is measured, and what activity or group it belongs to."""

    name: str
    title: str
    measure: Item
    of: str = ""
    position: Position = field(default=NOWHERE, eq=False)


@frozen(repr=False)
class Trend(Noun):
    """A fact that is worked out from all of a case's dated observations or sessions, not from one.

    `kind` names the working in engine/trends.py. `subject` is an item, an activity or a ladder,
    `days` how far back it looks, `count` on how many days or by how many steps of the item, `test`
    what one day has to meet, `since` an activity whose last session it looks back to. `beside` are
    others that the same fact is worked out from; the worst of them all counts.
    """

    kind: str
    subject: str = ""
    days: int = 0
    count: int = 1
    test: Condition | None = None
    since: str = ""
    beside: tuple[Trend, ...] = ()
    text: str = field(default="", eq=False)

    @property
    def each(self) -> tuple[Trend, ...]:
        """It and those beside it."""
        return (self, *self.beside)

    @property
    def looks_at(self) -> frozenset[str]:
        """The items, activities and ladders that it and those beside it look at."""
        tests = {one.test.subject for one in self.each if one.test is not None}
        return frozenset(tests | {one.subject for one in self.each})


@frozen(repr=False)
class Step(Noun):
    """One step of a ladder: its name, and what a patient does there."""

    name: str
    patient: str


@frozen(repr=False)
class Ladder(Noun):
    """Steps that sessions of one activity climb. The rules say which move comes next.

    `responses` tell, for each move in `MOVES`, what a session has to be like for it; `move` is the
    finding that has a move as its value, `session` the activity that is allowed on a day on which
    the next session may be. `soft` and `hard` are thresholds in percent for the distance of a week.
    """

    name: str
    title: str
    activity: str
    session: str
    move: str
    steps: Mapping[str, Step]
    responses: Mapping[str, Group]
    soft: str = ""
    hard: str = ""
    cited: Cited = NOTHING_CITED
    position: Position = field(default=NOWHERE, eq=False)


MOVES = {"up": 1, "stay": 0, "back one": -1, "back two": -2}
"""What the next session does on a ladder, and by how many steps."""


@frozen(repr=False)
class Assertion(Noun):
    """One thing that an answer may say.

    `about` is activity, limit, urgency, stance, refusal, silence or conclusion. `subject` is the
    activity or the quantity, `value` the verdict, the urgency or the stance; `amount` is a limit's
    and `claim` a conclusion's. An activity that is `allowed` may be done, with or without care.
    """

    about: str
    subject: str = ""
    value: str = ""
    amount: Bound | None = None
    claim: Claim | None = None
    text: str = field(default="", eq=False)


@frozen(repr=False)
class Guarantee(Noun):
    """What must hold for every patient: one of `said` is never answered, or every one is always.

    It speaks about patients for whom `when` is known to hold and `unless` is not, in one stance that
    they ask for, or in all.
    """

    id: str
    never: bool
    said: tuple[Assertion, ...]
    when: Group = ALWAYS
    unless: Group | None = None
    stance: str = ""
    because: str = ""
    cited: Cited = NOTHING_CITED
    position: Position = field(default=NOWHERE, eq=False)

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of what it cites."""
        return self.cited.ids


@frozen(repr=False)
class Accepted(Noun):
    """An oddity of the rules that is meant: what kind, about what, and why it is right."""

    id: str
    oddity: str
    about: tuple[str, ...]
    because: str
    position: Position = field(default=NOWHERE, eq=False)


@frozen(eq=False, repr=False)
class Protocol(Noun):
    """Everything that a protocol's folder says. `rules` are in the order in which they can chain."""

    name: str
    title: str
    version: str
    status: str
    default_stance: str
    vocabulary: Vocabulary
    thresholds: Mapping[str, Threshold]
    sources: Mapping[str, Source]
    rules: tuple[Rule, ...]
    activities: Mapping[str, Activity]
    quantities: Mapping[str, Quantity]
    values: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, str]
    phases: tuple[str, ...] = ()
    reviewer: str = ""
    review_due: str = ""
    emergency_numbers: str = ""
    trends: Mapping[str, Trend] = field(factory=dict)
    ladders: Mapping[str, Ladder] = field(factory=dict)
    sha256: str = ""
    signature: Signature | None = None
    changed: tuple[str, ...] = ()
    """The parts that say something else than what was signed, that are new, or that are gone."""
    claimed: str = ""
    """The status that the file says; `status` is draft where the signature does not hold for all of it."""
    guarantees: tuple[Guarantee, ...] = ()
    accepted: tuple[Accepted, ...] = ()
    words: PlainWords = field(factory=PlainWords)
    places: Mapping[str, Position] = field(factory=dict, eq=False, repr=False)
    """Where protocol.yaml says what it says about the whole."""
    members: Mapping[str, tuple[str, ...]] = field(init=False, repr=False)
    """Each activity and group with every group that it is part of, itself first."""
    graph: RuleGraph = field(init=False, repr=False)
    rulesets: Mapping[str, Ruleset] = field(init=False, repr=False)
    """For each stance, the rules in force where no surgeon ordered anything."""

    @members.default
    def _index_groups(self) -> Mapping[str, tuple[str, ...]]:
        return {name: groups_of(name, self.activities) for name in self.activities}

    @graph.default
    def _take_rules(self) -> RuleGraph:
        single = (name for name, activity in self.activities.items() if not activity.is_group)
        return RuleGraph(self.rules, {name: self.members[name] for name in single})

    @rulesets.default
    def _take_stances(self) -> Mapping[str, Ruleset]:
        return {
            stance: Ruleset(self.graph, self.numbers(stance), self.vocabulary, self.values)
            for stance in STANCES
        }

    @property
    def by_id(self) -> Mapping[str, Rule]:
        """Every rule by its id."""
        return self.graph.by_id

    @property
    def identity(self) -> dict[str, str]:
        """What tells it from every other, and whether it was reviewed, for answers in JSON."""
        own = {"id": self.name, "version": self.version}
        return {**own, "sha256": self.sha256, "status": self.status}

    @property
    def reviewed_by(self) -> str:
        """Who has read it; an empty text where nobody is named."""
        return self.reviewer if is_somebody(self.reviewer) else ""

    def numbers(self, stance: str) -> dict[str, int | None]:
        """The number of every threshold under one stance."""
        return {name: threshold.values[stance] for name, threshold in self.thresholds.items()}


def is_somebody(name: str) -> bool:
    """Whether a name is that of a person, and not `nobody yet`."""
    return bool(name) and not _NOBODY.fullmatch(name)


def groups_of(name: str, activities: Mapping[str, Activity]) -> tuple[str, ...]:
    """The activity itself and every group that it is part of, nearest first."""
    found: dict[str, None] = {}
    waiting = [name]
    while waiting:
        current = waiting.pop(0)
        if current not in found and current in activities:
            found[current] = None
            waiting.extend(activities[current].part_of)
    return tuple(found)
