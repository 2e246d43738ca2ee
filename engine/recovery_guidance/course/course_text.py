"""What is said about time, as lines of text: when, what next, what if, and week by week."""

from __future__ import annotations

from collections.abc import Sequence

from ..deciding.guidance import Guidance
from ..deciding.later import openings
from ..deciding.needs import pressing
from ..model.items import Item
from ..model.rules import Rule
from ..telling import explain, wording
from ..telling.answer_text import Page, as_text
from ..telling.lines import Text
from ..telling.phase import next_phase
from .course import Course, Week
from .moments import Cause, Shift
from .next_session import NextSession, felt_last
from .reach import Change, Reach, reach_phase

SUPPOSED = "if what was told stays as it is and nothing new is told"
MOST_CAUSES, MOST_NEEDS = 3, 4


def wanted(change: Change) -> str:
    """What an item has to be: `at least 20`, `is 5/5`, `is no`."""
    item = change.item
    if item.words:
        places = [place for low, high in change.wanted for place in range(low, high + 1)]
        return f"is {' or '.join(item.words[place] for place in places)}"
    return " or ".join(_range(item, low, high) for low, high in change.wanted)


def _range(item: Item, low: int, high: int) -> str:
    if low == high:
        return f"is {wording.amount(low, item)}"
    if low <= item.least:
        return f"at most {wording.amount(high, item)}"
    if high >= item.most:
        return f"at least {wording.amount(low, item)}"
    return f"from {wording.amount(low, item)} to {wording.amount(high, item)}"


def when_as_text(guidance: Guidance, reached: Sequence[Reach], width: int = 80) -> list[Text]:
    """For each activity the earliest day, what it waits for, and the smallest set of changes."""
    page = Page(guidance, width)
    page.head()
    page.escalations()
    page.ordered()
    for reach in reached:
        _when(page, guidance, reach)
    return page.lines


def _when(page: Page, guidance: Guidance, reach: Reach) -> None:
    activity = guidance.protocol.activities[reach.activity]
    verdict = guidance.verdict(reach.activity)
    assert verdict is not None
    page.section(f"{activity.title}: {verdict.verdict}")
    page.lines[-1] = Text(page.lines[-1].text, wording.ROLES[verdict.verdict])
    if verdict.verdict.is_open:
        page.say(f"{page.remark(verdict)}", indent=2)
        return
    if reach.day is None:
        page.say("Nothing that can still change would open it. Ask your surgeon.", "closed", 2)
        return
    surgery, now = guidance.case.surgery, guidance.case.day
    earliest = (
        "Today" if reach.day == now else f"The earliest is {wording.on_day(reach.day, surgery)}"
    )
    if reach.sets == ((),):
        page.say(f"{earliest}. It waits for time alone, {SUPPOSED}.", indent=2)
        return
    page.say(f"{earliest}, if {'by then' if reach.day > now else 'it is so that'}:", indent=2)
    first = reach.sets[0]
    for change in first:
        page.say(_change(change, guidance), "open", 4, 2)
    for changes in reach.sets[1:]:
        dropped = [f"{c.item.name} {wanted(c)}" for c in first if c not in changes]
        page.say(f"or, in place of {' and '.join(dropped)}:", indent=4)
        for change in changes:
            if change not in first:
                page.say(_change(change, guidance), "open", 6, 2)
    alone = openings([reach.activity], guidance.memory)[reach.activity]
    if verdict.verdict.is_closed and alone.day is not None:
        when = wording.on_day(alone.day, surgery)
        page.say(f"Time alone: from {when} it is not ruled out, and not known.", "quiet", 2)
    elif verdict.verdict.is_closed:
        page.say("Time alone does not open it.", "quiet", 2)


def _change(change: Change, guidance: Guidance, short: bool = False) -> str:
    if change.now is None:
        old = next((s for s in guidance.stale if s.item == change.item.name), None)
        had = "not told yet"
        if old is not None:
            age = wording.too_old(old, guidance.case.day)
            had = f"{change.item.show(old.value)} was told {age}"
            had = "told too long ago" if short else had
    else:
        had = f"now {change.item.show(change.now)}"
    return f"{change.item.name} {wanted(change)} ({had})"


def next_as_text(
    guidance: Guidance, sessions: Sequence[NextSession], telling: Sequence[str], width: int = 80
) -> list[Text]:
    """The next session on each ladder, and the questions about the items that are worth `telling` today."""
    page = Page(guidance, width)
    page.head()
    page.escalations()
    if guidance.is_emergency:
        return page.lines
    page.ordered()
    where_you_are(page, guidance)
    for session in sessions:
        _session(page, guidance, session)
    vocabulary = guidance.protocol.vocabulary.items
    page.section("Worth telling next" if telling else "Nothing more has to be told today")
    urgent = {item for escalation in pressing(guidance) for item in escalation.needs}
    for item in telling:
        settles = answers_waiting_for(guidance, item)
        page.say(f"{item}: {vocabulary[item].question}", "open", 2, 2)
        why = "a red flag" if item in urgent else ", ".join(settles[:4])
        more = f" and {len(settles) - 4} more" if len(settles) > 4 and item not in urgent else ""
        page.say(f"settles {why}{more}", "quiet", 4, 2)
        if vocabulary[item].home_check:
            page.say(f"At home: {vocabulary[item].home_check}", "quiet", 4, 2)
    unknown = [n for n, fact in guidance.memory.facts.items() if fact is None and n not in telling]
    if unknown:
        page.lines.append(Text())
        count = f"{len(unknown)} other thing{'s are' if len(unknown) > 1 else ' is'}"
        page.say(f"{count} not known, and nothing today depends on that.", "quiet")
    return page.lines


def answers_waiting_for(guidance: Guidance, item: str) -> list[str]:
    """The activities and limits that wait for an item."""
    found = [v.activity for v in guidance.activities if item in v.needs]
    return found + [limit.quantity for limit in guidance.limits if item in limit.needs]


def where_you_are(page: Page, guidance: Guidance) -> None:
    """The phase; where it went back or is held back, the reason, and when and by what it comes."""
    page.phase()
    following = next_phase(guidance)
    if following is None or not following.has_to_wait:
        return
    title = guidance.protocol.titles[following.rule.subject]
    opening = reach_phase(guidance, following.rule)
    verb = "comes back" if following.was_reached else "comes"
    if opening.day is None:
        page.say(f"Ask your surgeon when {title} {verb}.", "care", 2, 2)
        return
    is_now = opening.day == guidance.case.day
    when = "today" if is_now else f"from {wording.on_day(opening.day, guidance.case.surgery)}"
    needed = "; ".join(_change(change, guidance) for change in opening.sets[0])
    page.say(f"{title} {verb} {when}, if {needed or SUPPOSED.removeprefix('if ')}.", "care", 2, 2)


def _session(page: Page, guidance: Guidance, session: NextSession) -> None:
    page.section(session.ladder.title)
    count = len(session.ladder.steps)
    if session.finished:
        page.say("Every step is done. Running without walking breaks can be next.", "good", 2)
        return
    if session.step is None:
        page.say(f"The next step is not known: tell {', '.join(session.needs)}.", "open", 2, 2)
        if not session.is_open:
            _session_day(page, guidance, session)
        return
    moved = {"up": "one step up", "stay": "the same step again", "back one": "one step back"}
    how = moved.get(session.move, "two steps back") if session.because else "the first step"
    page.say(f"Next: step {session.number} of {count}, {how}. {session.step.patient}", "good", 2, 2)
    _session_day(page, guidance, session)
    if session.soft is not None and session.hard is not None:
        soft, hard = session.soft / 1000, session.hard / 1000
        within = f"up to {soft:.1f} km keeps the week" if soft else "nothing is left"
        text = f"How far: {within} within the soft cap, and never over {hard:.1f} km."
        page.say(text, indent=2, hang=2)
    for rule in session.because:
        why = f"{_reason(page, rule, session)}{page.mark([rule.id])}"
        page.say(f"Why: {why}.", "quiet", 2, 2)
    if session.move.startswith("back"):
        rules = page.rules.values()
        up = [r for r in rules if (r.subject, r.value) == (session.ladder.move, "up")]
        for rule in up:
            needed = [leaf.text for leaf in _leaves(page, rule)]
            page.say(f"One step up again: once {' and '.join(needed)}.", "quiet", 2, 2)


def _session_day(page: Page, guidance: Guidance, session: NextSession) -> None:
    surgery, now = guidance.case.surgery, guidance.case.day
    if session.is_open:
        page.say("When: today, if you feel well.", indent=2)
    elif session.opening.day is not None and session.opening.sets == ((),):
        page.say(f"When: not before {wording.on_day(session.opening.day, surgery)}.", indent=2)
    elif session.opening.day is not None:
        when = (
            "today" if session.opening.day == now else wording.on_day(session.opening.day, surgery)
        )
        changes = "; ".join(_change(c, guidance) for c in session.opening.sets[0])
        page.say(f"When: {when} at the earliest, if {changes}.", indent=2, hang=2)


def _leaves(page: Page, rule: Rule) -> list[explain.Line]:
    g = page.guidance
    return explain.leaves(explain.rule_line(rule, g.protocol, g.memory, g.stance).lines)


def _reason(page: Page, rule: Rule, session: NextSession) -> str:
    """The conditions of a rule that hold, with what the case has; how the last session felt, if that is it."""
    found = []
    for leaf in (leaf for leaf in _leaves(page, rule) if leaf.holds):
        trend = page.guidance.protocol.trends.get(leaf.item)
        felt = felt_last(page.guidance, session.ladder, leaf.had)
        if trend is not None and trend.kind == "response" and felt is not None:
            on = wording.on_day(felt[0], page.guidance.case.surgery)
            found.append(f"how your last session felt, {on}: {', '.join(felt[1])}")
        else:
            had = "" if leaf.text.endswith(f" is {leaf.had}") else f" (now {leaf.had})"
            found.append(f"{leaf.text}{had}")
    return " and ".join(found)


def whatif_as_text(guidance: Guidance, found: Sequence[Shift], width: int = 80) -> list[Text]:
    """What would be said otherwise; an emergency or a refusal in full, because nothing else would be."""
    if guidance.is_emergency or guidance.refused:
        return [
            Text("If that were so, this alone would be said:", "title"),
            *as_text(guidance, width),
        ]
    page = Page(guidance, width)
    page.head()
    if not found:
        page.section("Nothing would change")
    for kind, title in _KINDS.items():
        chosen = [shift for shift in found if shift.kind == kind]
        if chosen:
            page.section(title)
        for shift in chosen:
            page.say(shift_in_words(shift, guidance), wording.ROLES.get(shift.now, "plain"), 2, 2)
    if any(shift.kind == "phase" for shift in found):
        where_you_are(page, guidance)
    return page.lines


_KINDS = {
    "escalation": "Whom to see, and how soon",
    "activity": "Activities",
    "limit": "At most",
    "phase": "Phase",
}


def shift_in_words(shift: Shift, guidance: Guidance, causes: bool = False) -> str:
    """One answer that changed: what it was, what it is, and by what."""
    protocol = guidance.protocol
    name = shift.name
    if shift.kind == "activity":
        name = protocol.activities[name].title
    elif shift.kind == "limit":
        name = protocol.quantities[name].title
    elif shift.kind == "escalation":
        name = name.rsplit("/", 1)[-1].capitalize()
    silent = {"escalation": "not called for", "phase": "none"}.get(shift.kind, "nothing is said")

    def shown(value: str) -> str:
        return protocol.titles.get(value, value) if shift.kind == "phase" else value

    was, now = (shown(value) or silent for value in (shift.was, shift.now))
    text = f"{was} → {now}" if shift.kind == "phase" else f"{name}: {was} → {now}"
    if causes and shift.causes:
        told = [cause_in_words(cause, guidance) for cause in shift.causes[:MOST_CAUSES]]
        more = ["…"] if len(shift.causes) > MOST_CAUSES else []
        text += f", because {'; '.join(told + more)}"
    return text


def cause_in_words(cause: Cause, guidance: Guidance) -> str:
    """A cause with its date, or its day where the operation has no date."""
    if cause.day is None or cause.how == "time":
        return cause.text
    on = guidance.case.date_of(cause.day)
    return f"{cause.text} ({on or wording.since(cause.day)})"


def course_as_text(course: Course, width: int = 80) -> list[Text]:
    """Week by week: what opens, changes and closes, with now marked, and what is waited for."""
    guidance = course.guidance
    if guidance.is_emergency or guidance.refused:
        return as_text(guidance, width)
    page = Page(guidance, width)
    page.head()
    page.escalations()
    page.ordered()
    where_you_are(page, guidance)
    page.section("Week by week")
    for week in course.weeks:
        _week(page, course, week)
    page.lines.append(Text())
    page.say(f"Weeks to come are as they would be {SUPPOSED}.", "quiet")
    _waiting(page, guidance, "Waits for time", course.on_time)
    _waiting(page, guidance, "Waits for you", course.on_patient)
    if course.closed:
        page.section("Not in sight")
        for reach in course.closed:
            page.say(guidance.protocol.activities[reach.activity].title, "closed", 2, 2)
    return page.lines


def _week(page: Page, course: Course, week: Week) -> None:
    guidance = course.guidance
    label = f"{'>' if week.is_now else ' '} week {week.number}"
    label += f", {week.date}" if week.date else ""
    first = week is course.weeks[0]
    if not (week.is_now or first or week.shifts):
        return
    page.say(
        label + (" · you are here" if week.is_now else ""), "title" if week.is_now else "plain"
    )
    if first:
        titles = guidance.protocol.activities
        open_ = [titles[n].title for n, v in week.moment.verdicts.items() if v.is_open]
        page.say(f"open from the start: {'; '.join(open_) or 'nothing'}", "good", 4, 2)
    for shift in week.shifts:
        past = week.day <= guidance.case.day
        by_week_alone = all(c.how == "time" and c.day == week.day for c in shift.causes)
        text = shift_in_words(shift, guidance, causes=past and not by_week_alone)
        page.say(text, wording.ROLES.get(shift.now, "plain"), 4, 2)


def _waiting(page: Page, guidance: Guidance, title: str, reached: Sequence[Reach]) -> None:
    """What waits, the same wait told once; a long list is told in full by `recovery when`."""
    if reached:
        page.section(title)
    by_wait: dict[str, list[str]] = {}
    for reach in reached:
        assert reach.day is not None
        now = reach.day == guidance.case.day
        when = "today" if now else wording.on_day(reach.day, guidance.case.surgery)
        needed = [_change(change, guidance, short=True) for change in reach.sets[0]]
        if len(needed) > MOST_NEEDS:
            more = f'and {len(needed) - MOST_NEEDS} more: recovery when "{reach.activity}"'
            needed = [*needed[:MOST_NEEDS], more]
        wait = when + (f", if {'; '.join(needed)}" if needed else "")
        by_wait.setdefault(wait, []).append(guidance.protocol.activities[reach.activity].title)
    for wait, names in by_wait.items():
        page.say(f"{'; '.join(names)}: {wait}", "open", 2, 2)
