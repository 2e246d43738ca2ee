"""What goes on a patient's page: danger signs first, then where they are, what is open, and what comes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from attrs import frozen

from ..deciding.guidance import ActivityVerdict, Guidance, LimitVerdict
from ..deciding.later import later_days
from ..model.protocol import URGENCIES
from ..model.rules import REACHED
from ..telling import wording
from ..telling.answer import MARK, AnswerParts, ListLine, Section
from ..telling.ordered import in_words
from ..telling.phase import phase_rule
from ..telling.wording import notice
from .course import waiting
from .course_text import SUPPOSED, wanted
from .moments import Moment, moments_ahead
from .reach import ItemChange, Reach, reach_phase

MOST_NEEDS = 2
MOST_MILESTONES = 5
SUPPOSED_SO = f"Days to come are as they would be {SUPPOSED}."
ORDINARY = (
    "These are the earliest weeks of an ordinary course: little pain, full strength, no opioids, "
    "and every test passed. Yours may be later."
)
_CALL = {
    "same day": "Call your surgical team today",
    "call within 48 hours": "Call your surgical team within two days",
}


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
    page, case = _Page(guidance, about_a_patient), guidance.case
    when, supposed = "Your recovery week by week", ORDINARY
    if about_a_patient:
        when, supposed = f"Week {case.week}, day {case.day}", SUPPOSED_SO
        if on := case.date_of(case.day):
            when += f" ({in_full(on)})"
    if guidance.is_silent:
        refusals = tuple(ListLine("", f"{wording.capital(r.text)}.") for r in guidance.refused)
        title = "These rules are not for you. Ask your surgical team"
        body = [Section(title, "closed", refusals)]
    else:
        body = list(page.sections())
    graph = guidance.protocol.graph
    for soon, title in _CALL.items():
        body.append(page.run_on(title, "call", wording.names_of_warnings(graph, (soon,))))
    return Handout(
        guidance.protocol.title,
        f"{when}, {guidance.stance} stance",
        tuple(page.warnings()),
        tuple(section for section in body if section.listed),
        (*(() if guidance.is_silent else (supposed,)), *page.foot()),
        notice(guidance.protocol),
    )


MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


def in_full(on: date) -> str:
    """A date that cannot be mistaken: 14 August 2026."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def plainly(change: ItemChange) -> str:
    """What has to be so, without "is yes": wound healed, no opioids, leg pain at most 2/10."""
    words = {"is yes": change.item.name, "is no": f"no {change.item.name}"}
    return words.get(wanted(change), f"{change.item.name} {wanted(change)}")


class _Page(AnswerParts):
    """The sections of a page."""

    def __init__(self, guidance: Guidance, about_a_patient: bool) -> None:
        super().__init__(guidance)
        self.about_a_patient = about_a_patient

    def warnings(self) -> Iterable[Section]:
        """What is so now, the most urgent first; and the signs that anyone has to know."""
        for escalation in self.guidance.escalations:
            if escalation.urgency != URGENCIES[-1]:
                text = f"{escalation.text}{self.mark([escalation.rule])}"
                yield Section(escalation.urgency.upper(), "danger", (ListLine("", text),))
        title, numbers = "Get help at once for any of these", self.protocol.emergency_numbers
        yield self.run_on(title, "danger", self.danger, numbers)

    def run_on(self, title: str, look: str, names: Iterable[str], after: str = "") -> Section:
        """Names as one sentence."""
        return Section(title, look, tuple(ListLine("", name) for name in names), True, after)

    def sections(self) -> Iterable[Section]:
        """Where the patient is, what is open, and what comes."""
        reached = waiting(self.guidance)
        if self.about_a_patient:
            yield Section("You are here", "here", (*self.here, *self.held()))
        orders = (
            ListLine(order, whose) for _, whose, told in in_words(self.guidance) for order in told
        )
        yield Section("What your surgeon changed", "here", tuple(orders))
        may = "You may" if self.about_a_patient else "You may from the first day"
        yield self.run_on(may, "open", map(self.named, self.shown_as("good")))
        yield Section("With care", "care", tuple(map(self.with_care, self.shown_as("care"))))
        yield Section("At most", "limit", tuple(map(self.limit, self.guidance.limits)))
        today = self.case.day
        later = [r for r in reached if r.day is None or r.day > today]
        yield Section("Not yet", "closed", self.together(later))
        now = [r for r in reached if r.day == today]
        yield Section("Open today if", "next", self.together(now))
        yield Section("What comes next", "next", (*self.phases(), *self.opening(later)))

    def held(self) -> Iterable[ListLine]:
        """The phase that went back or has to wait, and what keeps it."""
        if self.here and self.held_back:
            title, following = self.held_back
            back = "One phase back: " if following.was_reached else ""
            yield ListLine("", f"{back}{title} has to wait, because {'; '.join(following.because)}")

    def with_care(self, verdict: ActivityVerdict) -> ListLine:
        """What may be done, and the reasons to be careful."""
        reasons = dict.fromkeys(self.rules[rule].because for rule in verdict.because)
        return ListLine(self.named(verdict), "; ".join(filter(None, reasons)))

    def limit(self, limit: LimitVerdict) -> ListLine:
        """How much today, and how much later if nothing but time changes."""
        title, amount = self.most(limit)
        return ListLine(title, "; ".join([amount, *self.later_limits(limit)]))

    def later_limits(self, limit: LimitVerdict) -> Iterable[str]:
        """`from week 6: 13.6 kg (30 lb)`, for each day on which time changes it."""
        before: int | None = limit.at_most
        measure = self.protocol.quantities[limit.quantity].measure
        for moment in self.ahead:
            most = moment.limits.get(limit.quantity)
            if most != before:
                yield f"from {self.day(moment.day)}: {wording.capped(most, measure)}"
            before = most

    @cached_property
    def ahead(self) -> tuple[Moment, ...]:
        return tuple(moments_ahead(self.guidance, later_days(self.guidance.memory)))

    def day(self, day: int) -> str:
        """`week 6 (10 August)`: a day with its date, and with the year where that is another one."""
        on, today = self.case.date_of(day), self.case.date_of(self.case.day)
        if on is None or today is None:
            return wording.since(day)
        shown = in_full(on) if on.year != today.year else f"{on.day} {MONTHS[on.month - 1]}"
        return f"{wording.since(day)} ({shown})"

    def together(self, waiting: Iterable[Reach]) -> tuple[ListLine, ...]:
        """What waits for the same, told once."""
        names: dict[tuple[str, str], list[str]] = {}
        for reach in waiting:
            names.setdefault(self.wait(reach), []).append(self.named_activity(reach))
        return tuple(
            ListLine(when or needs, "; ".join(found) + (f", if {needs}" if when and needs else ""))
            for (when, needs), found in names.items()
        )

    def wait(self, reach: Reach) -> tuple[str, str]:
        """From when on, empty for today, and what it takes by then.

        What has to be so is told whole: half of it on paper would be taken for all of it. What is known to be
        otherwise comes before what only has to be told.
        """
        if reach.day is None:
            return "ask your surgeon", ""
        when = "" if reach.day == self.case.day else self.day(reach.day)
        if len(reach.sets[0]) > MOST_NEEDS:
            return when, "your team says so: several things have to be right"
        changes = sorted(reach.sets[0], key=lambda change: change.now is None)
        return when, ", ".join(plainly(change) for change in changes)

    def phases(self) -> Iterable[ListLine]:
        """The phases to come, with what they are about."""
        memory = self.guidance.memory
        for phase in self.protocol.phases:
            if memory.proposition((phase, REACHED)) is True:
                continue
            rule = phase_rule(self.guidance, phase)
            when, needs = self.wait(reach_phase(self.guidance, rule))
            wait = ", if ".join(part for part in (when or "today", needs) if part)
            title = self.protocol.titles[phase]
            yield ListLine(f"{title}, {wait}", "" if self.about_a_patient else rule.patient)

    def opening(self, later: Iterable[Reach]) -> Iterable[ListLine]:
        """For a patient the next days at which time alone opens something."""
        by_day: dict[int, list[str]] = {}
        for reach in later if self.about_a_patient else ():
            if reach.day is not None and not reach.sets[0]:
                by_day.setdefault(reach.day, []).append(self.named_activity(reach))
        for day, names in sorted(by_day.items())[:MOST_MILESTONES]:
            yield ListLine(self.day(day), "; ".join(names))

    def foot(self) -> Iterable[str]:
        """Where it comes from."""
        ids = sorted({source for rule in self.used for source in self.rules[rule].sources})
        if ids:
            yield f"Sources: {', '.join(ids)}."
        if self.marked:
            yield f"{MARK} Expert opinion: no published source gives it."
        yield f"{self.protocol.name} {self.protocol.version}, rules {self.protocol.sha256[:12]}."

    def named_activity(self, reach: Reach) -> str:
        """The title of an activity that waits."""
        verdict = self.guidance.verdict(reach.activity)
        assert verdict is not None
        return self.named(verdict)
