"""What goes on a patient's page: danger signs first, then where they are, what is open, and what comes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from attrs import frozen

from ..deciding.guidance import ActivityVerdict, Guidance
from ..deciding.later import later_days
from ..model.protocol import URGENCIES
from ..model.rules import REACHED, Rule
from ..telling import explain, ordered, wording
from ..telling.phase import next_phase, phase_rule
from ..telling.wording import notice
from .course import waiting
from .course_text import SUPPOSED, wanted
from .moments import Moment, moments_ahead
from .reach import Change, Reach, reach_phase

MARK = "*"
MOST_NEEDS = 2
MOST_MILESTONES = 5
SUPPOSED_SO = f"Days to come are as they would be {SUPPOSED}."
ORDINARY = (
    "These are the earliest weeks of an ordinary course: little pain, full strength, no opioids, "
    "and every test passed. Yours may be later."
)
SOON = ("same day", "call within 48 hours")
_SIGNS_OF = {
    "emergency": "Go to an emergency department now",
    "crisis": "Get help now",
    "same day": "Call your surgical team today",
    "call within 48 hours": "Call your surgical team within two days",
}


@frozen
class Point:
    """One line of a list: what it is about, and what is said; either may be empty."""

    name: str
    text: str = ""


@frozen
class Section:
    """A titled list. `look` is danger, here, open, care, limit, closed, next or call."""

    title: str
    look: str
    points: tuple[Point, ...]
    is_run_on: bool = False
    """Whether the entries read as one sentence, with semicolons between them."""
    after: str = ""
    """Said behind the last entry."""


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
    page = _Page(guidance, about_a_patient)
    g, protocol = guidance, guidance.protocol
    where = f"Week {g.case.week}, day {g.case.day}"
    if on := g.case.date_of(g.case.day):
        where += f" ({in_words(on)})"
    silent = g.is_emergency or bool(g.refused)
    body: list[Section] = []
    if silent:
        refusals = tuple(Point("", f"{r.text[:1].upper()}{r.text[1:]}.") for r in g.refused)
        if refusals:
            body.append(
                Section("These rules are not for you. Ask your surgical team", "closed", refusals)
            )
    else:
        reached = waiting(guidance)
        body = [page.here()] if about_a_patient else []
        body.append(page.ordered())
        may = "You may" if about_a_patient else "You may from the first day"
        body += [page.may(may), page.with_care(), page.limits()]
        body += [page.not_yet(reached), page.to_tell(reached), page.milestones(reached)]
    return Handout(
        protocol.title,
        f"{where}, {g.stance} stance"
        if about_a_patient
        else f"Your recovery week by week, {g.stance} stance",
        tuple(page.danger()),
        tuple(section for section in [*body, *page.call()] if section.points),
        (*(() if silent else [SUPPOSED_SO if about_a_patient else ORDINARY]), *page.foot()),
        notice(g.protocol),
    )


MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


def in_words(on: date) -> str:
    """A date that cannot be mistaken: 14 August 2026."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def plainly(change: Change) -> str:
    """What has to be so, without "is yes": wound healed, no opioids, leg pain at most 2/10."""
    words = {"is yes": change.item.name, "is no": f"no {change.item.name}"}
    return words.get(wanted(change), f"{change.item.name} {wanted(change)}")


class _Page:
    def __init__(self, guidance: Guidance, about_a_patient: bool) -> None:
        self.guidance, self.about_a_patient = guidance, about_a_patient
        self.rules = {rule.id: rule for rule in guidance.memory.ruleset.rules}
        self.used: set[str] = set()
        self.marked = False

    def danger(self) -> Iterable[Section]:
        """What is so now, the most urgent first; and the signs that anyone has to know."""
        for escalation in self.guidance.escalations:
            if escalation.urgency != URGENCIES[-1]:
                text = f"{escalation.text}{self.mark([escalation.rule])}"
                yield Section(escalation.urgency.upper(), "danger", (Point("", text),))
        title, signs = "Get help at once for any of these", self.signs(URGENCIES[:2])
        numbers = self.guidance.protocol.emergency_numbers
        yield Section(title, "danger", signs, is_run_on=True, after=numbers)

    def signs(self, urgencies: Sequence[str]) -> tuple[Point, ...]:
        rules = [r for r in self.rules.values() if r.kind == "escalation" and r.value in urgencies]
        names = {rule.title or rule.id.rsplit("/", 1)[-1] for rule in rules}
        return tuple(Point("", name) for name in sorted(names))

    def here(self) -> Section:
        protocol, phase = self.guidance.protocol, self.guidance.phase
        rule = next((r for r in protocol.rules if r.kind == "phase" and r.subject == phase), None)
        if phase is None or rule is None:
            return Section("You are here", "here", ())
        return Section(
            "You are here", "here", (Point(protocol.titles[phase], rule.patient), *self.held())
        )

    def ordered(self) -> Section:
        """Each order, with whose word it is."""
        said = ordered.in_words(self.guidance)
        entries = tuple(Point(order, whose) for _, whose, orders in said for order in orders)
        return Section("What your surgeon changed", "here", entries)

    def held(self) -> Iterable[Point]:
        """The phase that went back or has to wait, and what keeps it."""
        following = next_phase(self.guidance)
        if following is not None and following.has_to_wait:
            title = self.guidance.protocol.titles[following.rule.subject]
            back = "One phase back: " if following.was_reached else ""
            yield Point("", f"{back}{title} has to wait, because {'; '.join(following.because)}")

    def may(self, title: str) -> Section:
        found = self.shown_as("good")
        return Section(title, "open", tuple(Point("", self.named(v)) for v in found), True)

    def with_care(self) -> Section:
        entries = []
        for verdict in self.shown_as("care"):
            reasons = [self.rules[r].because for r in verdict.because if self.rules[r].because]
            entries.append(Point(self.named(verdict), "; ".join(dict.fromkeys(reasons))))
        return Section("With care", "care", tuple(entries))

    def limits(self) -> Section:
        """How much today, and how much later if nothing but time changes."""
        later = {name: self.later_limits(name) for name in self.guidance.protocol.quantities}
        entries = []
        for limit in self.guidance.limits:
            quantity = self.guidance.protocol.quantities[limit.quantity]
            amount = wording.amount(limit.at_most, quantity.measure)
            text = "; ".join([f"{amount}{self.mark(limit.because)}", *later[limit.quantity]])
            entries.append(Point(quantity.title, text))
        return Section("At most", "limit", tuple(entries))

    def later_limits(self, name: str) -> list[str]:
        """`from week 6: 13.6 kg (30 lb)`, for each day on which time changes it."""
        limit = self.guidance.limit(name)
        before: int | None = limit.at_most if limit else None
        quantity, found = self.guidance.protocol.quantities[name], []
        for moment in self.ahead:
            most = moment.limits.get(name)
            if most == before:
                continue
            before = most
            shown = "no fixed cap" if most is None else wording.amount(most, quantity.measure)
            found.append(f"from {self.day(moment.day)}: {shown}")
        return found

    @cached_property
    def ahead(self) -> tuple[Moment, ...]:
        return tuple(moments_ahead(self.guidance, later_days(self.guidance.memory)))

    def day(self, day: int) -> str:
        """`week 6 (10 August)`: a day with its date, and with the year where that is another one."""
        case = self.guidance.case
        on, today = case.date_of(day), case.date_of(case.day)
        if on is None or today is None:
            return wording.since(day)
        shown = in_words(on) if on.year != today.year else f"{on.day} {MONTHS[on.month - 1]}"
        return f"{wording.since(day)} ({shown})"

    def not_yet(self, reached: Sequence[Reach]) -> Section:
        """What only time or a change opens, by the earliest day and what it takes by then."""
        later = [r for r in reached if r.day is None or r.day > self.guidance.case.day]
        return Section("Not yet", "closed", self.together(later))

    def to_tell(self, reached: Sequence[Reach]) -> Section:
        """What could be open today, by what it takes."""
        today = [r for r in reached if r.day == self.guidance.case.day]
        return Section("Open today if", "next", self.together(today))

    def together(self, waiting: Iterable[Reach]) -> tuple[Point, ...]:
        """What waits for the same, told once."""
        names: dict[tuple[str, str], list[str]] = {}
        for reach in waiting:
            names.setdefault(self.wait(reach), []).append(self.named_activity(reach.activity))
        return tuple(
            Point(when or needs, "; ".join(found) + (f", if {needs}" if when and needs else ""))
            for (when, needs), found in names.items()
        )

    def wait(self, reach: Reach) -> tuple[str, str]:
        """From when on, empty for today, and what it takes by then."""
        if reach.day is None:
            return "ask your surgeon", ""
        now = reach.day == self.guidance.case.day
        return "" if now else self.day(reach.day), self.needs(reach)

    def needs(self, reach: Reach) -> str:
        """What has to be so, whole: half of it on paper would be taken for all of it.

        What is known to be otherwise comes before what only has to be told.
        """
        if len(reach.sets[0]) > MOST_NEEDS:
            return f"your team says so: {len(reach.sets[0])} things have to be right"
        changes = sorted(reach.sets[0], key=lambda change: change.now is None)
        return ", ".join(plainly(change) for change in changes)

    def milestones(self, reached: Sequence[Reach]) -> Section:
        """The next phases; for a patient also the next days at which time alone opens something."""
        by_day: dict[int, list[str]] = {}
        for reach in reached if self.about_a_patient else ():
            if reach.day is not None and reach.day > self.guidance.case.day and not reach.sets[0]:
                by_day.setdefault(reach.day, []).append(self.named_activity(reach.activity))
        opening = [
            Point(self.day(day), "; ".join(names))
            for day, names in sorted(by_day.items())[:MOST_MILESTONES]
        ]
        return Section("What comes next", "next", (*self.phases(), *opening))

    def phases(self) -> Iterable[Point]:
        """The phases to come, with what they are about."""
        memory = self.guidance.memory
        for phase in self.guidance.protocol.phases:
            if memory.proposition((phase, REACHED)) is True:
                continue
            rule = phase_rule(self.guidance, phase)
            when, needs = self.wait(reach_phase(self.guidance, rule))
            wait = ", if ".join(part for part in (when or "today", needs) if part)
            title = self.guidance.protocol.titles[phase]
            yield Point(f"{title}, {wait}", "" if self.about_a_patient else rule.patient)

    def call(self) -> Iterable[Section]:
        for urgency in SOON:
            yield Section(_SIGNS_OF[urgency], "call", self.signs((urgency,)), is_run_on=True)

    def foot(self) -> tuple[str, ...]:
        protocol = self.guidance.protocol
        ids = sorted({source for rule in self.used for source in self.rules[rule].sources})
        cited = ", ".join(ids)
        lines = [f"Sources: {cited}."] if ids else []
        if self.marked:
            lines.append(f"{MARK} Expert opinion: no published source was found.")
        lines.append(f"{protocol.name} {protocol.version}, rules {protocol.sha256[:12]}.")
        return tuple(lines)

    def shown_as(self, role: str) -> list[ActivityVerdict]:
        return [v for v in self.guidance.activities if wording.ROLES[v.verdict] == role]

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
