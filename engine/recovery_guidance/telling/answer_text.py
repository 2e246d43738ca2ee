"""Guidance as lines of text for people. Values in, lines out; printing is elsewhere."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from ..deciding.decision import decided
from ..deciding.evaluate import IN_ITS_PLACE
from ..deciding.guidance import ActivityVerdict, Advice, Guidance, LimitVerdict, Refusal
from ..deciding.needs import next_to_tell, pressing
from ..model.protocol import URGENCIES
from ..model.rules import Rule
from ..model.urgent import Escalation
from . import explain, wording
from .answer import MARK, AnswerParts, ListLine
from .lines import Text
from .ordered import in_words
from .wording import sentence

VERDICTS = {
    "good": "You may",
    "care": "With care",
    "closed": "Not yet",
    "open": "Not known yet",
}
"""The titles over what may be done and what not, by how it is shown."""
_AT_MOST, _GOOD_TO_KNOW = "At most", "Good to know"
FOOTNOTE = f"{MARK} expert opinion: no published source gives this number or rule."


def as_text(guidance: Guidance, width: int = 80) -> list[Text]:
    """The whole answer: red flags first, then what may be done, up to what, and what is worth telling."""
    page = begun(guidance, width)
    if guidance.safety_first:
        return page.lines
    if guidance.refused:
        page.section("These rules are not for this patient")
        for refusal in guidance.refused:
            page.say(_refused(refusal), "closed", 2)
        page.red_flags()
        return page.lines
    page.red_flags()
    page.ordered()
    page.phase()
    page.verdicts("good")
    page.lay_out(_AT_MOST, "good", map(page.limit, guidance.limits))
    for role in ("care", "closed", "open"):
        page.verdicts(role)
    page.lay_out("Too old to count, so it is not known today", "open", page.too_old())
    page.lay_out("Worth telling next", "open", map(page.question, next_to_tell(guidance)[:3]))
    page.lay_out(_GOOD_TO_KNOW, "plain", page.advice())
    page.lay_out("Assumed, because nothing else was told", "quiet", page.assumed())
    if page.marked:
        page.footnote()
    return page.lines


def read_of(rule: str, guidance: Guidance, activity: str = "") -> Iterator[tuple[str, str]]:
    """What an answer says because of one rule, about one activity or all: the title over it, and its words."""
    page = AnswerText(guidance, 80)
    yield from (("", _warned(one)) for one in guidance.escalations if one.rule == rule)
    yield from (("", _refused(one)) for one in guidance.refused if one.rule == rule)
    for verdict in guidance.activities:
        if rule in verdict.because and activity in ("", verdict.activity):
            line = ListLine(page.named(verdict), page.remark(verdict))
            yield VERDICTS[wording.ROLES[verdict.verdict]], line.whole
    for limit in guidance.limits:
        if rule in limit.because:
            yield _AT_MOST, page.limit(limit).whole
    if any(advice.rule == rule for advice in guidance.advice):
        for advice in (one for one in page.advised() if one.rule == rule):
            yield _GOOD_TO_KNOW, page.tip(advice).whole


class AnswerText(AnswerParts):
    """Paragraphs and sections of an answer, wrapped to a width."""

    def __init__(self, guidance: Guidance, width: int) -> None:
        super().__init__(guidance)
        self.width = max(40, width)
        self.lines: list[Text] = []

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

    def section(self, title: str, role: str = "title") -> None:
        """A title with space above it."""
        self.lines.extend([Text(), Text(title, role)])

    def lay_out(self, title: str, look: str, listed: Iterable[ListLine]) -> None:
        """A section with its lines, where it has some."""
        lines = list(listed)
        if lines:
            self.section(title)
        for line in lines:
            self.say(line.whole, line.look or look, 2, 2)

    def aside(self, text: str) -> None:
        """A quiet paragraph with space above it."""
        self.lines.append(Text())
        self.say(text, "quiet")

    def footnote(self) -> None:
        self.aside(FOOTNOTE)

    def head(self) -> None:
        g = self.guidance
        if g.safety_first:
            return
        day = f"day {self.case.day}" if self.case.day else "day of the operation"
        when = f"week {self.case.week} ({day})"
        self.say(f"{self.protocol.title}: {when}, {g.stance} stance", "title")
        for rule in g.stance_because:
            self.say(
                f"The {g.stance} stance is followed because {self.rules[rule].because}.", "care"
            )
        self.say(f"{wording.notice(self.protocol)} Version {self.protocol.version}.", "quiet")
        if g.engine == IN_ITS_PLACE:
            self.say(
                "The reference evaluator answers: durable-rules cannot take these rules.", "quiet"
            )

    def phase(self) -> None:
        """Where the patient stands; where a phase was lost or is held back, the reason and what it needs."""
        here = list(self.here)
        if here and self.held_back:
            title, following = self.held_back
            what = f"{title} has to wait, although its week has come"
            if following.was_reached:
                what = f"One phase back: {title} was reached and has to wait again"
            needs = f" It needs: {'; '.join(following.lacks)}." if following.lacks else ""
            said = f"{what}, because {'; '.join(following.because)}.{needs}"
            here.append(ListLine("", said, "care"))
        self.lay_out("You are here", "plain", here)

    def ordered(self) -> None:
        """What a surgeon changed for this patient, or for all of theirs, and what was not applied."""
        if self.guidance.ordered:
            self.section("What your surgeon changed")
        for counts, whose, orders in in_words(self.guidance):
            role = "care" if counts else "quiet"
            self.say(sentence(whose), role, 2, 2)
            for order in orders:
                self.say(order, role, 4, 2)

    def escalations(self) -> None:
        """Whom to see, and how soon; in an emergency or a crisis that alone."""
        alone = self.guidance.safety_first
        for number, escalation in enumerate(self.guidance.said_first):
            if number or not alone:
                self.lines.append(Text())
            self.say(_warned(escalation), "alarm")
            self.since(escalation)
        if alone:
            self.lines.append(Text())
            self.say(self.protocol.emergency_numbers)
            self.say(wording.notice(self.protocol), "quiet")

    def since(self, warning: Escalation) -> None:
        """Which signs of an earlier day a warning rests on: whoever is well again should say so."""
        told = explain.told_earlier(self.rules[warning.rule], self.guidance)
        for one in told if warning.urgency != URGENCIES[-1] else ():
            item = self.protocol.vocabulary.items[one.item]
            on = self.case.date_of(one.day or 0) or f"day {one.day}"
            gone = f"{item.name} {item.show(item.if_not_stated)}" if item.is_sign else "it"
            self.say(f"{item.name} was told on {on}. If that is over, tell {gone}.", "quiet")

    def red_flags(self) -> None:
        """The danger list; and what has to be asked first."""
        if danger := self.danger:
            self.section("Get help at once for any of these")
            self.say(f"{'; '.join(danger)}.", "alarm", 2)
            self.say(self.protocol.emergency_numbers, indent=2)
        for escalation in pressing(self.guidance):
            asked = f"Tell first: {', '.join(escalation.needs)}. If so: {escalation.text}"
            self.say(asked, "alarm", 2)

    def verdicts(self, role: str) -> None:
        """The activities whose verdict is shown like this, the first to open first."""

        def place(verdict: ActivityVerdict) -> tuple[bool, int, str]:
            day = verdict.opens_on_day
            return day is None, day or 0, verdict.activity

        chosen = sorted(self.shown_as(role), key=place)
        lines = (ListLine(self.named(v), self.remark(v)) for v in chosen)
        self.lay_out(VERDICTS[role], role, lines)

    def remark(self, verdict: ActivityVerdict) -> str:
        """What is said of a verdict beside its word."""
        rules = [self.rules[r] for r in verdict.because]
        if not verdict.verdict.is_known:
            return f"tell {', '.join(verdict.needs)}"
        if verdict.verdict.is_closed:
            if verdict.opens_on_day is not None:
                return closed_because(rules, self.opens_on(verdict.opens_on_day))
            return closed_because(rules, lacking=self.lacking(rules))
        activity = self.protocol.activities[verdict.activity]
        if verdict.verdict.needs_care:
            reasons = "; ".join(rule.because or wording.last_part(rule.id) for rule in rules)
            asked = f" Tell {', '.join(verdict.needs)} to be sure." if verdict.needs else ""
            return f"{reasons}.{asked} {activity.patient}".strip()
        return activity.patient or "yes"

    def opens_on(self, day: int) -> str:
        """The day on which time opens something; with its date where it does not begin a week."""
        return wording.since(day) if day % 7 == 0 else wording.on_day(day, self.case.surgery)

    def lacking(self, rules: Iterable[Rule]) -> str:
        """What keeps permissions from holding, other than time: `leg pain is 0/10 (2/10 now)`."""
        leaves = [leaf for rule in rules for leaf in explain.conditions_of(rule, self.guidance)]
        short = [leaf for leaf in leaves if leaf.holds is False and leaf.waits_on == "patient"]
        return " and ".join(dict.fromkeys(f"{leaf.text} ({leaf.had} now)" for leaf in short))

    def limit(self, limit: LimitVerdict) -> ListLine:
        """How much, why, and what it could be."""
        title, text = self.most(limit)
        reasons = [self.rules[r].because for r in limit.because if self.rules[r].because]
        if reasons:
            text += f", because {'; '.join(reasons)}"
        if limit.needs:
            measure = self.protocol.quantities[limit.quantity].measure
            could = wording.capped(limit.could_be, measure, wording.NO_LIMIT)
            text += f". It could be {could}: tell {', '.join(limit.needs)}"
        return ListLine(title, f"{text}.")

    def too_old(self) -> Iterable[ListLine]:
        """What was told once and does not count any more."""
        matters = next_to_tell(self.guidance)
        for told in self.guidance.stale:
            if told.item in matters:
                value = self.protocol.vocabulary.items[told.item].show(told.value)
                age = wording.too_old(told, self.case.day)
                yield ListLine(told.item, f"{value} was told {age}.")

    def overruled(self) -> Iterable[ListLine]:
        """What was told last and does not count, and what would end what does."""
        for one in self.guidance.overruled:
            item = self.protocol.vocabulary.items[one.item]
            told, counts = item.show(one.value), item.show(one.counts)
            if one.until_seen:
                write = f'recovery log "{one.item} {told}" --by "who looked"'
                text = f"{counts}, until a clinician has looked. Then: {write}."
            else:
                text = f"{counts}, though {told} was told: {' and '.join(one.because)}."
            yield ListLine(one.item, text)

    def question(self, item: str) -> ListLine:
        """An item that is worth telling."""
        return ListLine(item, self.protocol.vocabulary.items[item].question)

    def advice(self) -> Iterable[ListLine]:
        """Tips that apply today."""
        return map(self.tip, self.advised())

    def tip(self, advice: Advice) -> ListLine:
        """One tip."""
        return ListLine("", f"{advice.text}{self.mark([advice.rule])}")

    def advised(self) -> Iterator[Advice]:
        """What is advised today; what is about something that is not open yet can wait."""
        closed = {v.activity for v in self.guidance.activities if v.verdict.is_closed}
        members = self.protocol.members
        waiting = {
            name
            for name in members
            if (asked := {a for a in members if name in members[a] and self.guidance.verdict(a)})
            and asked <= closed
        }
        yield from (advice for advice in self.guidance.advice if advice.about not in waiting)

    def assumed(self) -> Iterable[ListLine]:
        """What was taken to be so, by its value."""
        by_value: dict[str, list[str]] = {}
        for assumed in self.guidance.assumed:
            value = self.protocol.vocabulary.items[assumed.item].show(assumed.value)
            by_value.setdefault(value, []).append(assumed.item)
        return (ListLine(value, f"{', '.join(names)}.") for value, names in by_value.items())


def begun(guidance: Guidance, width: int) -> AnswerText:
    """A text that says first whose it is, and what is urgent."""
    page = AnswerText(guidance, width)
    page.head()
    page.escalations()
    if understood := tuple(page.understood):
        page.lay_out("Understood", "quiet", understood)
    page.lay_out("Counts, whatever was told last", "care", page.overruled())
    return page


def _warned(escalation: Escalation) -> str:
    return f"{escalation.urgency.upper()}: {escalation.text}"


def _refused(refusal: Refusal) -> str:
    return f"{sentence(refusal.text)} Ask the surgical team."


def whatever_it_is(groups: Iterable[str], guidance: Guidance) -> str:
    """What closes these groups today, and so closes something that only they are known of."""
    members, decision = guidance.protocol.members, decided(guidance.memory)
    above = dict.fromkeys(name for group in groups for name in members[group])
    rules = [
        rule
        for name in above
        for rule in guidance.protocol.graph.of_kind("not yet", name)
        if decision.any([rule]) is True
    ]
    if rules:
        return f"whatever it is, it is not yet: {closed_because(rules)}"
    titles = ", ".join(f"`{guidance.protocol.activities[group].title}`" for group in groups)
    return f"what closes {titles} closes it too, and nothing of that is known today"


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
