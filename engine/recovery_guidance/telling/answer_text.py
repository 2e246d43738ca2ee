"""Guidance and problems as lines of text for people. Values in, lines out; printing is elsewhere."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from ..deciding.guidance import ActivityVerdict, Escalation, Guidance
from ..deciding.needs import next_to_tell, pressing
from ..model.protocol import URGENCIES
from ..model.rules import Rule
from . import explain, wording
from .lines import Text
from .ordered import in_words
from .phase import next_phase, phase_rule
from .wording import notice

MARK = "*"
FOOTNOTE = f"{MARK} expert opinion: no published source was found for this number or rule."


def as_text(guidance: Guidance, width: int = 80) -> list[Text]:
    """The whole answer: red flags first, then what may be done, up to what, and what is worth telling."""
    page = Page(guidance, width)
    page.head()
    if guidance.escalations:
        page.escalations()
    if guidance.is_emergency:
        return page.lines
    if guidance.refused:
        page.refusals()
        return page.lines
    page.red_flags()
    page.ordered()
    page.phase()
    page.verdicts("You may", "good")
    page.limits()
    page.verdicts("With care", "care")
    page.verdicts("Not yet", "closed")
    page.verdicts("Not known yet", "open")
    page.too_old()
    page.worth_telling()
    page.advice()
    page.assumed()
    return page.lines


class Page:
    """Paragraphs and sections of an answer, wrapped to a width."""

    def __init__(self, guidance: Guidance, width: int) -> None:
        self.guidance, self.width = guidance, max(40, width)
        self.lines: list[Text] = []
        self.marked = False
        self.rules = {rule.id: rule for rule in guidance.memory.ruleset.rules}

    def say(self, text: str, role: str = "plain", indent: int = 0, hang: int = 0) -> None:
        """A paragraph, wrapped to the width."""
        wrapped = textwrap.wrap(
            text,
            self.width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hang),
            break_on_hyphens=False,
        )
        self.lines.extend(Text(line, role) for line in wrapped)

    def section(self, title: str) -> None:
        """A title with space above it."""
        self.lines.extend([Text(), Text(title, "title")])

    def head(self) -> None:
        g = self.guidance
        if g.is_emergency:
            return
        when = f"week {g.case.week}" + (
            f" (day {g.case.day})" if g.case.day else " (day of the operation)"
        )
        self.say(f"{g.protocol.title}: {when}, {g.stance} stance", "title")
        for rule in g.stance_because:
            self.say(
                f"The {g.stance} stance is followed because {self.rules[rule].because}.", "care"
            )
        self.say(f"{notice(g.protocol)} Version {g.protocol.version}.", "quiet")

    def phase(self) -> None:
        """Where the patient stands; where a phase was lost or is held back, the reason and what it needs."""
        g = self.guidance
        if g.phase is None:
            return
        self.section("You are here")
        self.say(f"{g.protocol.titles[g.phase]}: {phase_rule(g, g.phase).patient}", "plain", 2, 2)
        following = next_phase(g)
        if following is None or not following.has_to_wait:
            return
        title = g.protocol.titles[following.rule.subject]
        what = f"{title} has to wait, although its week has come"
        if following.was_reached:
            what = f"One phase back: {title} was reached and has to wait again"
        needs = f" It needs: {'; '.join(following.lacks)}." if following.lacks else ""
        self.say(f"{what}, because {'; '.join(following.because)}.{needs}", "care", 2, 2)

    def ordered(self) -> None:
        """What a surgeon changed for this patient, or for all of theirs, and what was not applied."""
        if self.guidance.ordered:
            self.section("What your surgeon changed")
        for counts, whose, orders in in_words(self.guidance):
            role = "care" if counts else "quiet"
            self.say(f"{sentence(whose)}", role, 2, 2)
            for order in orders:
                self.say(order, role, 4, 2)

    def escalations(self) -> None:
        urgent = [
            e
            for e in self.guidance.escalations
            if not self.guidance.is_emergency or e.urgency == "emergency"
        ]
        for number, escalation in enumerate(urgent):
            if number or not self.guidance.is_emergency:
                self.lines.append(Text())
            self.say(f"{escalation.urgency.upper()}: {escalation.text}", "alarm")
            self.since(escalation)
        if self.guidance.is_emergency:
            self.lines.append(Text())
            if self.guidance.protocol.emergency_numbers:
                self.say(self.guidance.protocol.emergency_numbers)
            self.say(notice(self.guidance.protocol), "quiet")

    def since(self, warning: Escalation) -> None:
        """Which signs of an earlier day a warning rests on: whoever is well again should say so."""
        told = explain.told_earlier(self.rules[warning.rule], self.guidance)
        for one in told if warning.urgency != URGENCIES[-1] else ():
            item = self.guidance.protocol.vocabulary.items[one.item]
            self.say(wording.still_told(one, item, self.guidance.case), "quiet")

    def refusals(self) -> None:
        self.section("These rules are not for this patient")
        for refusal in self.guidance.refused:
            self.say(f"{sentence(refusal.text)} Ask the surgical team.", "closed", 2)
        self.red_flags()

    def red_flags(self) -> None:
        """The signs that send a patient to an emergency department, named whether or not they were asked."""
        rules = [
            r for r in self.rules.values() if r.kind == "escalation" and r.value == "emergency"
        ]
        signs = sorted({rule.title or rule.id.rsplit("/", 1)[-1] for rule in rules})
        if signs:
            self.section("Get help at once for any of these")
            self.say("; ".join(signs) + ".", "alarm", 2)
            if self.guidance.protocol.emergency_numbers:
                self.say(self.guidance.protocol.emergency_numbers, indent=2)
        for escalation in pressing(self.guidance):
            self.say(
                f"Tell first: {', '.join(escalation.needs)}. If so: {escalation.text}", "alarm", 2
            )

    def verdicts(self, title: str, role: str) -> None:
        chosen = [v for v in self.guidance.activities if wording.ROLES[v.verdict] == role]
        if not chosen:
            return
        self.section(title)
        for activity in sorted(
            chosen, key=lambda v: (v.opens_on_day is None, v.opens_on_day or 0, v.activity)
        ):
            self.say(f"{self.title(activity)}: {self.remark(activity)}", role, 2, 2)

    def title(self, verdict: ActivityVerdict) -> str:
        return self.guidance.protocol.activities[verdict.activity].title + self.mark(
            verdict.because
        )

    def mark(self, rule_ids: Sequence[str]) -> str:
        opinion = any(
            explain.unsourced(self.rules[r], self.guidance.protocol, self.guidance.stance)
            for r in rule_ids
        )
        self.marked = self.marked or opinion
        return MARK if opinion else ""

    def remark(self, verdict: ActivityVerdict) -> str:
        rules = [self.rules[r] for r in verdict.because]
        if not verdict.verdict.is_known:
            return f"tell {', '.join(verdict.needs)}"
        if verdict.verdict.is_closed:
            if verdict.opens_on_day is not None:
                return closed_because(rules, self.opens_on(verdict.opens_on_day))
            return closed_because(rules, lacking=self.lacking(rules))
        activity = self.guidance.protocol.activities[verdict.activity]
        if verdict.verdict.needs_care:
            reasons = "; ".join(rule.because or rule.id.rsplit("/", 1)[-1] for rule in rules)
            asked = f" Tell {', '.join(verdict.needs)} to be sure." if verdict.needs else ""
            return f"{reasons}.{asked} {activity.patient}".strip()
        return activity.patient or "yes"

    def opens_on(self, day: int) -> str:
        """The day on which time opens something; with its date where it does not begin a week."""
        surgery = self.guidance.case.surgery
        return wording.since(day) if day % 7 == 0 else wording.on_day(day, surgery)

    def lacking(self, rules: Iterable[Rule]) -> str:
        """What keeps permissions from holding, other than time: `leg pain is 0/10 (2/10 now)`."""
        g = self.guidance
        lines = [explain.rule_line(rule, g.protocol, g.memory, g.stance) for rule in rules]
        leaves = [leaf for line in lines for leaf in explain.leaves(line.lines)]
        short = [leaf for leaf in leaves if leaf.holds is False and leaf.waits_on == "patient"]
        return " and ".join(dict.fromkeys(f"{leaf.text} ({leaf.had} now)" for leaf in short))

    def limits(self) -> None:
        if not self.guidance.limits:
            return
        self.section("At most")
        for limit in self.guidance.limits:
            quantity = self.guidance.protocol.quantities[limit.quantity]
            text = f"{quantity.title}: {wording.amount(limit.at_most, quantity.measure)}{self.mark(limit.because)}"
            reasons = [self.rules[r].because for r in limit.because if self.rules[r].because]
            if reasons:
                text += f", because {'; '.join(reasons)}"
            if limit.needs:
                could = (
                    "no fixed limit"
                    if limit.could_be is None
                    else wording.amount(limit.could_be, quantity.measure)
                )
                text += f". It could be {could}: tell {', '.join(limit.needs)}"
            self.say(text + ".", "good", 2, 2)

    def too_old(self) -> None:
        """What was told once and does not count any more."""
        items = self.guidance.protocol.vocabulary.items
        matters = next_to_tell(self.guidance)
        shown = [told for told in self.guidance.stale if told.item in matters]
        if shown:
            self.section("Too old to count, so it is not known today")
        for told in shown:
            value = items[told.item].show(told.value)
            age = wording.too_old(told, self.guidance.case.day)
            self.say(f"{told.item}: {value} was told {age}.", "open", 2, 2)

    def worth_telling(self) -> None:
        items = next_to_tell(self.guidance)
        if not items:
            return
        self.section("Worth telling next")
        vocabulary = self.guidance.protocol.vocabulary.items
        for item in items[:3]:
            self.say(f"{item}: {vocabulary[item].question}", "open", 2, 2)

    def advice(self) -> None:
        """Tips that apply today; those about something that is not open yet can wait."""
        closed = {v.activity for v in self.guidance.activities if v.verdict.is_closed}
        members = self.guidance.protocol.members
        waiting = {
            name
            for name in members
            if (asked := {a for a in members if name in members[a] and self.guidance.verdict(a)})
            and asked <= closed
        }
        shown = [advice for advice in self.guidance.advice if advice.about not in waiting]
        if shown:
            self.section("Good to know")
            for advice in shown:
                self.say(f"{advice.text}{self.mark([advice.rule])}", "plain", 2, 2)

    def assumed(self) -> None:
        items = self.guidance.protocol.vocabulary.items
        by_value: dict[str, list[str]] = {}
        for assumed in self.guidance.assumed:
            by_value.setdefault(items[assumed.item].show(assumed.value), []).append(assumed.item)
        if by_value:
            self.section("Assumed, because nothing else was told")
            for value, names in by_value.items():
                self.say(f"{value}: {', '.join(names)}.", "quiet", 2, 2)
        if self.marked:
            self.lines.append(Text())
            self.say(FOOTNOTE, "quiet")


def closed_because(rules: Iterable[Rule], opens: str = "", lacking: str = "") -> str:
    """Why something is closed, and when or until what.

    `opens` is the day on which time opens it, `lacking` what a permission still asks for.
    """
    restricting = [rule for rule in rules if rule.kind == "not yet"]
    reasons = "; ".join(dict.fromkeys(rule.because for rule in restricting if rule.because))
    until = "; ".join(dict.fromkeys(rule.until for rule in restricting if rule.until))
    if opens:
        when = f"{opens} at the earliest"
        return f"{when}, {reasons}" if reasons else when
    parts = [reasons] if reasons else []
    parts += [f"until {until}"] if until else []
    parts += [f"still needed: {lacking}"] if lacking and not restricting else []
    return ", ".join(parts) or "time alone does not open it"


def sentence(text: str) -> str:
    """The text with a capital and a full stop."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"
