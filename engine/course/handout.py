"""What goes on a patient's page: danger signs first, then where they are, what is open, and what comes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import frozen

from engine import explain, provenance, wording
from engine.course.course import waiting
from engine.course.course_text import SUPPOSED, day_in_words, wanted
from engine.course.reach import Reach
from engine.guidance import ALLOWED, WITH_CARE, ActivityVerdict, Guidance
from engine.protocol import URGENCIES, Rule
from engine.wording import notice

MARK = "*"
MOST_NEEDS = 2
MOST_MILESTONES = 5
SOON = ("same day", "call within 48 hours")
_SIGNS_OF = {
    "emergency": "Go to an emergency department now",
    "crisis": "Get help now",
    "same day": "Call your surgical team today",
    "call within 48 hours": "Call your surgical team within two days",
}


@frozen
class Entry:
    """One line of a list: what it is about, and what is said; either may be empty."""

    name: str
    text: str = ""


@frozen
class Section:
    """A titled list. `look` is danger, here, open, care, limit, closed, next or call."""

    title: str
    look: str
    entries: tuple[Entry, ...]
    is_run_on: bool = False
    """Whether the entries read as one sentence, with semicolons between them."""


@frozen
class Handout:
    """One page for one patient, or for the protocol as it is for everyone."""

    title: str
    when: str
    danger: tuple[Section, ...]
    body: tuple[Section, ...]
    foot: tuple[str, ...]
    notice: str


def handout(guidance: Guidance, about_a_patient: bool = True) -> Handout:
    """The page for one case; without a patient, for the weeks of an ordinary recovery."""
    page = _Page(guidance)
    g, protocol = guidance, guidance.protocol
    where = f"Week {g.case.week}, day {g.case.day}"
    if on := g.case.date_of(g.case.day):
        where += f" ({in_words(on)})"
    silent = g.is_emergency or bool(g.refused)
    body: list[Section] = []
    if silent:
        refusals = tuple(Entry("", f"{r.text[:1].upper()}{r.text[1:]}.") for r in g.refused)
        if refusals:
            body.append(
                Section("These rules are not for you. Ask your surgical team", "closed", refusals)
            )
    else:
        reached = waiting(guidance)
        body = [page.here()] if about_a_patient else []
        body.append(page.ordered())
        body += [page.may(), page.with_care(), page.limits()]
        body += [page.not_yet(reached), page.to_tell(reached), page.next_steps(reached)]
    return Handout(
        protocol.title,
        f"{where}, {g.stance} stance"
        if about_a_patient
        else f"Your recovery week by week, {g.stance} stance",
        tuple(page.danger()),
        tuple(section for section in [*body, *page.call()] if section.entries),
        page.foot(),
        notice(g.protocol),
    )


def in_words(on: date) -> str:
    """A date that cannot be mistaken: 14 August 2026."""
    months = (
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    )
    return f"{on.day} {months[on.month - 1]} {on.year}"


class _Page:
    def __init__(self, guidance: Guidance) -> None:
        self.guidance = guidance
        self.rules = {rule.id: rule for rule in guidance.memory.ruleset.rules}
        self.used: set[str] = set()
        self.marked = False

    def danger(self) -> Iterable[Section]:
        """What is so now, the most urgent first; and the signs that anyone has to know."""
        for escalation in self.guidance.escalations:
            if escalation.urgency != URGENCIES[-1]:
                yield Section(escalation.urgency.upper(), "danger", (Entry("", escalation.text),))
        numbers = self.guidance.protocol.emergency_numbers
        signs = self.signs(URGENCIES[:2])
        if numbers:
            signs = (*signs, Entry("", numbers))
        yield Section("Get help at once for any of these", "danger", signs, is_run_on=True)

    def signs(self, urgencies: Sequence[str]) -> tuple[Entry, ...]:
        rules = [r for r in self.rules.values() if r.kind == "escalation" and r.value in urgencies]
        names = {rule.title or rule.id.rsplit("/", 1)[-1] for rule in rules}
        return tuple(Entry("", name) for name in sorted(names))

    def here(self) -> Section:
        protocol, phase = self.guidance.protocol, self.guidance.phase
        rule = next((r for r in protocol.rules if r.kind == "phase" and r.subject == phase), None)
        if phase is None or rule is None:
            return Section("You are here", "here", ())
        return Section("You are here", "here", (Entry(protocol.titles[phase], rule.patient),))

    def ordered(self) -> Section:
        """Each order, with whose word it is."""
        said = provenance.in_words(self.guidance)
        entries = tuple(Entry(order, whose) for _, whose, orders in said for order in orders)
        return Section("What your surgeon changed", "here", entries)

    def may(self) -> Section:
        found = self.having(ALLOWED)
        return Section("You may", "open", tuple(Entry("", self.named(v)) for v in found), True)

    def with_care(self) -> Section:
        entries = []
        for verdict in self.having(WITH_CARE):
            reasons = [self.rules[r].because for r in verdict.because if self.rules[r].because]
            entries.append(Entry(self.named(verdict), "; ".join(dict.fromkeys(reasons))))
        return Section("With care", "care", tuple(entries))

    def limits(self) -> Section:
        entries = []
        for limit in self.guidance.limits:
            quantity = self.guidance.protocol.quantities[limit.quantity]
            amount = wording.amount(limit.at_most, quantity.measure)
            entries.append(Entry(quantity.title, f"{amount}{self.mark(limit.because)}"))
        return Section("At most", "limit", tuple(entries))

    def not_yet(self, reached: Sequence[Reach]) -> Section:
        """What only time or a change opens, with the earliest day."""
        now = self.guidance.case.day
        later = [r for r in reached if r.day is None or r.day > now]
        return Section("Not yet", "closed", tuple(self.closed(r) for r in later))

    def to_tell(self, reached: Sequence[Reach]) -> Section:
        """What could be open today."""
        now = self.guidance.case.day
        today = [r for r in reached if r.day == now]
        return Section("Open today if", "next", tuple(self.closed(r, "") for r in today))

    def closed(self, reach: Reach, when: str | None = None) -> Entry:
        title = self.named_activity(reach.activity)
        if reach.day is None:
            return Entry(title, "ask your surgeon")
        if when is None:
            when = day_in_words(reach.day, self.guidance.case.surgery)
        needed = [f"{c.item.name} {wanted(c)}" for c in reach.sets[0]]
        more = len(needed) - MOST_NEEDS
        shown = ", ".join(needed[:MOST_NEEDS]) + (f" and {more} more" if more > 0 else "")
        return Entry(title, ", if ".join(part for part in (when, shown) if part))

    def next_steps(self, reached: Sequence[Reach]) -> Section:
        """The next days at which time opens something."""
        by_day: dict[int, list[str]] = {}
        for reach in reached:
            if reach.day is not None and reach.day > self.guidance.case.day and not reach.sets[0]:
                by_day.setdefault(reach.day, []).append(self.named_activity(reach.activity))
        entries = [
            Entry(day_in_words(day, self.guidance.case.surgery), "; ".join(names))
            for day, names in sorted(by_day.items())[:MOST_MILESTONES]
        ]
        return Section("What opens next", "next", tuple(entries))

    def call(self) -> Iterable[Section]:
        for urgency in SOON:
            yield Section(_SIGNS_OF[urgency], "call", self.signs((urgency,)), is_run_on=True)

    def foot(self) -> tuple[str, ...]:
        protocol = self.guidance.protocol
        ids = sorted({source for rule in self.used for source in self.rules[rule].sources})
        cited = ", ".join(ids) if ids else "none"
        lines = [f"Days to come are as they would be {SUPPOSED}.", f"Sources: {cited}."]
        if self.marked:
            lines.append(f"{MARK} Expert opinion: no published source was found.")
        lines.append(f"{protocol.name} {protocol.version}, rules {protocol.sha256[:12]}.")
        return tuple(lines)

    def having(self, verdict: str) -> list[ActivityVerdict]:
        return [v for v in self.guidance.activities if v.verdict == verdict]

    def named(self, verdict: ActivityVerdict) -> str:
        title = self.guidance.protocol.activities[verdict.activity].title
        return f"{title}{self.mark(verdict.because)}"

    def named_activity(self, name: str) -> str:
        verdict = self.guidance.verdict(name)
        assert verdict is not None
        return self.named(verdict)

    def mark(self, rules: Iterable[str]) -> str:
        """A sign behind what rests on opinion alone; and these rules count as used."""
        found: list[Rule] = [self.rules[rule] for rule in rules]
        self.used |= {rule.id for rule in found}
        opinion = any(
            explain.unsourced(r, self.guidance.protocol, self.guidance.stance) for r in found
        )
        self.marked = self.marked or opinion
        return MARK if opinion else ""
