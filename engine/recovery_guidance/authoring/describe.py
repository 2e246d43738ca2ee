"""A rule in sentences, for patients and for clinicians: the one place where rule text is made.

`recovery describe` and the site print what stands here, so that prose never drifts from its rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from attrs import frozen

from ..model.citation import A_READING, Source
from ..model.conditions import Claim, Condition, Group, Leaf, Member
from ..model.protocol import STANCES, Protocol, Threshold
from ..model.rules import DECIDING, REACHED, Rule
from ..telling import wording
from ..telling.evidence import OPINION, Given, given, strength


@frozen
class ConditionInWords:
    """One condition in words under the protocol's own stance, the words of the stances that differ,
    and the conditions inside it where it is a list."""

    text: str
    differing: tuple[tuple[str, str], ...] = ()
    parts: tuple[ConditionInWords, ...] = ()
    claim: str = ""
    """The finding, milestone or phase that it names."""
    behind: tuple[str, ...] = ()
    """The ids of the rules that conclude what it names."""
    thresholds: tuple[str, ...] = ()

    def sentence(self, other_stances: bool = True) -> str:
        """The condition with everything in it, as part of a sentence."""
        if self.parts:
            inner = "; ".join(part.sentence(other_stances) for part in self.parts)
            return f"{self.text} ({inner})"
        others = "; ".join(f"{stance}: {text}" for stance, text in self.differing)
        return f"{self.text} ({others})" if others and other_stances else self.text


@frozen
class Choice:
    """A threshold's number under one stance, and the sources that this stance follows."""

    stance: str
    shown: str
    sources: tuple[Source, ...]
    reading: str
    """What stands before the sources where the number is a reading of them."""


@frozen
class Row:
    """A threshold that a rule uses, its stances side by side."""

    threshold: str
    choices: tuple[Choice, ...]
    conflict: str


@frozen
class Description:
    """A rule in words. `dependents` are ids of the rules that name its conclusion; `reaches` the
    activities and limits whose answer it can change."""

    rule: Rule
    patient: str
    clinician: str
    conditions: tuple[ConditionInWords, ...]
    every: bool
    rows: tuple[Row, ...]
    given: tuple[Given, ...]
    strength: str
    dependents: tuple[str, ...]
    reaches: tuple[str, ...]

    @property
    def evidence(self) -> str:
        """Where it comes from, in one sentence part: `P02 (surgeon, weak): week 2; S14 (…)`."""
        return "; ".join(one.text for one in self.given) or OPINION


def describe(rule: Rule, protocol: Protocol) -> Description:
    """One rule of a protocol in sentences, with its numbers, sources and what depends on it."""
    said = _parts(rule.when, protocol)
    return Description(
        rule,
        _joined(_SENTENCES[rule.kind](_Telling(rule, protocol, said, to_clinician=False))),
        _joined(_SENTENCES[rule.kind](_Telling(rule, protocol, said, to_clinician=True))),
        said,
        rule.when.every,
        tuple(_row(name, protocol) for name in dict.fromkeys(rule.thresholds)),
        given(rule.cited, protocol),
        strength(rule.cited, protocol),
        tuple(r.id for r in protocol.graph.naming(rule)),
        reaches(rule, protocol),
    )


def reaches(rule: Rule, protocol: Protocol) -> tuple[str, ...]:
    """The activities and limits whose answer this rule can change, directly or through others."""
    found: set[str] = set()
    for reached in protocol.graph.above([rule]).values():
        if reached.kind in DECIDING:
            groups = protocol.graph.groups.items()
            found |= {activity for activity, names in groups if reached.subject in names}
        elif reached.kind == "limit":
            found.add(reached.subject)
    return tuple(sorted(found))


def shown_amount(threshold: Threshold, stance: str) -> str:
    """A threshold's number under one stance, as people say it."""
    value = threshold.values[stance]
    return wording.capped(value, threshold.measure, wording.NO_LIMIT)


def title_of(name: str, protocol: Protocol) -> str:
    """What people call an activity, a quantity, a finding, a milestone or a phase."""
    if name in protocol.activities:
        return protocol.activities[name].title
    if name in protocol.quantities:
        return protocol.quantities[name].title
    return protocol.titles.get(name, name)


def _row(name: str, protocol: Protocol) -> Row:
    threshold = protocol.thresholds[name]
    choices = tuple(
        Choice(
            stance,
            shown_amount(threshold, stance),
            tuple(protocol.sources[s] for s in threshold.sources_of(stance)),
            A_READING if stance in threshold.readings else "",
        )
        for stance in STANCES
    )
    return Row(name, choices, threshold.conflict)


def _parts(group: Group, protocol: Protocol) -> tuple[ConditionInWords, ...]:
    """The conditions of a list. A list inside a list of the same kind says nothing of its own, and
    neither does an alternative that no patient can meet; `otherwise` leaves both behind."""
    found: list[ConditionInWords] = []
    for member in group.members:
        if isinstance(member, Group) and member.every == group.every:
            found += _parts(member, protocol)
        elif isinstance(member, Group):
            inner = _parts(member, protocol)
            word = "all of" if member.every else "one of"
            found += inner if len(inner) == 1 else [ConditionInWords(word, parts=inner)]
        elif group.every or not _impossible(member, protocol):
            found.append(_said(member, protocol))
    return tuple(found)


def _impossible(member: Member, protocol: Protocol) -> bool:
    """Whether a condition asks for more or less than its item can be, under every stance."""
    if not isinstance(member, Condition) or member.subject not in protocol.vocabulary.items:
        return False
    item = protocol.vocabulary.items[member.subject]
    ends = [member.ends(protocol.numbers(stance)) for stance in STANCES]
    return all(
        (low is not None and low > item.most) or (high is not None and high < item.least)
        for low, high in ends
    )


def _said(member: Leaf, protocol: Protocol) -> ConditionInWords:
    text, differing = by_stance(lambda n: wording.condition(member, protocol, n), protocol)
    if isinstance(member, Claim):
        behind = tuple(rule.id for rule in protocol.graph.concluding(member))
        return ConditionInWords(text, differing, claim=member.subject, behind=behind)
    thresholds = tuple(bound.threshold for bound in member.bounds if bound.threshold)
    return ConditionInWords(text, differing, thresholds=thresholds)


def by_stance(
    say: Callable[[Mapping[str, int | None]], str], protocol: Protocol
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What is said under the protocol's own stance, and under the stances that say otherwise."""
    words = {stance: say(protocol.numbers(stance)) for stance in STANCES}
    own = words.pop(protocol.default_stance)
    return own, tuple((stance, text) for stance, text in words.items() if text != own)


@frozen
class _Telling:
    """What one sentence is made of: the rule, its conditions, and whom it is told to.

    A patient follows one stance and is told its numbers; a clinician sees where stances differ.
    """

    rule: Rule
    protocol: Protocol
    said: tuple[ConditionInWords, ...]
    to_clinician: bool

    @property
    def when(self) -> str:
        words = [part.sentence(self.to_clinician) for part in self.said]
        if not words:
            return "always"
        if len(words) == 1:
            return f"when {words[0]}"
        lead = "when all of these hold" if self.rule.when.every else "when one of these holds"
        return f"{lead}: {'; '.join(words)}"

    @property
    def title(self) -> str:
        """What the rule speaks about; for a group also the activities in it."""
        title = title_of(self.rule.subject, self.protocol)
        activity = self.protocol.activities.get(self.rule.subject)
        if activity is None or not activity.is_group:
            return title
        members = ", ".join(reaches(self.rule, self.protocol))
        return f"{title} ({members})" if members else title

    @property
    def reason(self) -> str:
        return f"Why: {self.rule.because}" if self.rule.because else ""

    @property
    def until(self) -> str:
        return f"Until: {self.rule.until}" if self.rule.until else ""

    @property
    def note(self) -> str:
        """What the rule says to this reader in its own words."""
        return self.rule.clinician if self.to_clinician else self.rule.patient


def _concluded(told: _Telling) -> list[str]:
    return [f"{told.title} is {told.rule.value} {told.when}", told.reason, told.note]


def _phase(told: _Telling) -> list[str]:
    verb = "begins" if told.rule.value == REACHED else "has not begun"
    return [f"The phase `{told.title}` {verb} {told.when}", told.note]


def _allowed(told: _Telling) -> list[str]:
    activity = told.protocol.activities[told.rule.subject]
    if told.to_clinician:
        return [f"{told.title}: allowed {told.when}", activity.clinician]
    return [f"{told.title}: you may, {told.when}", activity.patient]


def _restricted(told: _Telling) -> list[str]:
    return [
        f"{told.title}: {told.rule.kind} {told.when}",
        told.reason,
        told.until,
        told.note,
    ]


def _limit(told: _Telling) -> list[str]:
    bound = told.rule.amount
    assert bound is not None, "a limit without an amount is refused when it is read"
    measure = told.protocol.quantities[told.rule.subject].measure

    def say(numbers: Mapping[str, int | None]) -> str:
        most = bound.value(numbers)
        return wording.NO_LIMIT if most is None else f"at most {wording.amount(most, measure)}"

    most = ConditionInWords(*by_stance(say, told.protocol)).sentence(told.to_clinician)
    return [f"{told.title}: {most}, {told.when}", told.reason, told.until, told.note]


def _escalation(told: _Telling) -> list[str]:
    said = f"{told.rule.value.capitalize()} {told.when}"
    own = told.rule.clinician if told.to_clinician else ""
    return [said, told.reason, told.rule.patient, own]


def _advice(told: _Telling) -> list[str]:
    if not told.to_clinician:
        return [told.rule.patient]
    said = f"Advice about `{told.title}`, {told.when}"
    return [said, told.reason, told.rule.patient, told.rule.clinician]


def _scope(told: _Telling) -> list[str]:
    if told.rule.value == "refuse":
        said = f"These rules are not for a patient {told.when}"
    else:
        said = f"The {told.rule.value} is followed {told.when}"
    return [said, told.reason, told.note]


_SENTENCES: dict[str, Callable[[_Telling], list[str]]] = {
    "finding": _concluded,
    "milestone": _concluded,
    "phase": _phase,
    "allowed": _allowed,
    "not yet": _restricted,
    "with care": _restricted,
    "limit": _limit,
    "escalation": _escalation,
    "advice": _advice,
    "scope": _scope,
}


def _joined(parts: Iterable[str]) -> str:
    """Sentences from parts: each begins with a capital and ends with a full stop."""
    sentences = [part.strip() for part in parts if part.strip()]
    return " ".join(f"{p[:1].upper()}{p[1:]}{'' if p[-1] in '.!?' else '.'}" for p in sentences)
