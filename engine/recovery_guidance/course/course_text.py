"""What is said about time, as lines of text: when, what next, what if, and week by week."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..deciding.guidance import Guidance
from ..deciding.later import openings
from ..deciding.needs import pressing
from ..model.items import Item
from ..model.rules import Rule
from ..telling import wording
from ..telling.answer import ListLine
from ..telling.answer_text import AnswerText, as_text, begun
from ..telling.explain import conditions_of
from ..telling.lines import Text
from .course import Course, Week
from .moments import Cause, Shift
from .next_session import NextSession, felt_last
from .reach import ItemChange, Reach, reach_phase

SUPPOSED = "if what was told stays as it is and nothing new is told"
MOST_CAUSES, MOST_NEEDS = 3, 4


def wanted(change: ItemChange) -> str:
    """What an item has to be: `at least 20`, `is 5/5`, `is no`."""
    item = change.item
    if item.words:
        places = [place for low, high in change.wanted for place in range(low, high + 1)]
        return f"is {' or '.join(item.words[place] for place in places)}"
    return " or ".join(_range(item, low, high) for low, high in change.wanted)


def _range(item: Item, low: int, high: int) -> str:
    if low <= item.least:
        return wording.between(None, high, item)
    return wording.between(low, None if high >= item.most else high, item)


def when_as_text(guidance: Guidance, reached: Sequence[Reach], width: int = 80) -> list[Text]:
    """For each activity the earliest day, what it waits for, and the smallest set of changes."""
    page = begun(guidance, width)
    page.ordered()
    for reach in reached:
        _when(page, reach)
    return page.lines


def _when(page: AnswerText, reach: Reach) -> None:
    guidance = page.guidance
    found = guidance.verdict(reach.activity)
    assert found is not None
    verdict = found.verdict
    page.section(f"{page.title(reach.activity)}: {verdict}", wording.ROLES[verdict])
    if verdict.is_open:
        page.say(page.remark(found), indent=2)
        return
    if reach.day is None:
        page.say("Nothing that can still change would open it. Ask your surgeon.", "closed", 2)
        return
    is_today = reach.day == page.case.day
    earliest = "Today" if is_today else f"The earliest is {page.when(reach.day)}"
    if reach.sets == ((),):
        page.say(f"{earliest}. It waits for time alone, {SUPPOSED}.", indent=2)
        return
    page.say(f"{earliest}, if {'it is so that' if is_today else 'by then'}:", indent=2)
    first = reach.sets[0]
    for change in first:
        page.say(_change(change, guidance), "open", 4, 2)
    for changes in reach.sets[1:]:
        dropped = [f"{c.item.name} {wanted(c)}" for c in first if c not in changes]
        page.say(f"or, in place of {' and '.join(dropped)}:", indent=4)
        for change in changes:
            if change not in first:
                page.say(_change(change, guidance), "open", 6, 2)
    if verdict.is_closed:
        alone = openings([reach.activity], guidance.memory)[reach.activity]
        told = "Time alone does not open it."
        if alone.day is not None:
            when = wording.on_day(alone.day, page.case.surgery)
            told = f"Time alone: from {when} it is not ruled out, and not known."
        page.say(told, "quiet", 2)


def _change(change: ItemChange, guidance: Guidance, short: bool = False) -> str:
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
    page = begun(guidance, width)
    if guidance.safety_first:
        return page.lines
    page.ordered()
    where_you_are(page)
    for session in sessions:
        page.section(session.ladder.title)
        _session(page, session)
    page.section("Worth telling next" if telling else "Nothing more has to be told today")
    urgent = {item for escalation in pressing(guidance) for item in escalation.needs}
    for name in telling:
        item = guidance.protocol.vocabulary.items[name]
        settles = answers_waiting_for(guidance, name)
        page.say(f"{name}: {item.question}", "open", 2, 2)
        more = f" and {len(settles) - 4} more" if len(settles) > 4 else ""
        why = "a red flag" if name in urgent else f"{', '.join(settles[:4])}{more}"
        page.say(f"settles {why}", "quiet", 4, 2)
        if item.home_check:
            page.say(f"At home: {item.home_check}", "quiet", 4, 2)
    unknown = [n for n, fact in guidance.memory.facts.items() if fact is None and n not in telling]
    if unknown:
        count = f"{len(unknown)} other thing{'s are' if len(unknown) > 1 else ' is'}"
        page.aside(f"{count} not known, and nothing today depends on that.")
    return page.lines


def answers_waiting_for(guidance: Guidance, item: str) -> list[str]:
    """The activities and limits that wait for an item."""
    found = [v.activity for v in guidance.activities if item in v.needs]
    return found + [limit.quantity for limit in guidance.limits if item in limit.needs]


def where_you_are(page: AnswerText) -> None:
    """The phase; where it went back or is held back, the reason, and when and by what it comes."""
    page.phase()
    if page.held_back is None:
        return
    title, following = page.held_back
    opening = reach_phase(page.guidance, following.rule)
    verb = "comes back" if following.was_reached else "comes"
    if opening.day is None:
        page.say(f"Ask your surgeon when {title} {verb}.", "care", 2, 2)
        return
    when = page.when(opening.day)
    when = when if opening.day == page.case.day else f"from {when}"
    needed = "; ".join(_change(change, page.guidance) for change in opening.sets[0])
    page.say(f"{title} {verb} {when}, if {needed or SUPPOSED.removeprefix('if ')}.", "care", 2, 2)


def _session(page: AnswerText, session: NextSession) -> None:
    if session.finished:
        page.say("Every step is done. Running without walking breaks can be next.", "good", 2)
        return
    if session.step is None:
        page.say(f"The next step is not known: tell {', '.join(session.needs)}.", "open", 2, 2)
        if not session.is_open:
            _session_day(page, session)
        return
    moved = {"up": "one step up", "stay": "the same step again", "back one": "one step back"}
    how = moved.get(session.move, "two steps back") if session.because else "the first step"
    step = f"Next: step {session.number} of {len(session.ladder.steps)}, {how}."
    page.say(f"{step} {session.step.patient}", "good", 2, 2)
    _session_day(page, session)
    if session.soft is not None and session.hard is not None:
        soft, hard = session.soft / 1000, session.hard / 1000
        within = f"up to {soft:.1f} km keeps the week" if soft else "nothing is left"
        text = f"How far: {within} within the soft cap, and never over {hard:.1f} km."
        page.say(text, indent=2, hang=2)
    for rule in session.because:
        why = f"{_reason(page, rule, session)}{page.mark([rule.id])}"
        page.say(f"Why: {why}.", "quiet", 2, 2)
    if session.move.startswith("back"):
        for rule in page.guidance.memory.ruleset.graph.proving.get((session.ladder.move, "up"), ()):
            needed = [leaf.text for leaf in conditions_of(rule, page.guidance)]
            page.say(f"One step up again: once {' and '.join(needed)}.", "quiet", 2, 2)


def _session_day(page: AnswerText, session: NextSession) -> None:
    opening = session.opening
    if session.is_open:
        page.say("When: today, if you feel well.", indent=2)
    elif opening.day is not None and opening.sets == ((),):
        when = wording.on_day(opening.day, page.case.surgery)
        page.say(f"When: not before {when}.", indent=2)
    elif opening.day is not None:
        changes = "; ".join(_change(c, page.guidance) for c in opening.sets[0])
        when = page.when(opening.day)
        page.say(f"When: {when} at the earliest, if {changes}.", indent=2, hang=2)


def _reason(page: AnswerText, rule: Rule, session: NextSession) -> str:
    """The conditions of a rule that hold, with what the case has; how the last session felt, if that is it."""
    found = []
    for leaf in (leaf for leaf in conditions_of(rule, page.guidance) if leaf.holds):
        trend = page.protocol.trends.get(leaf.item)
        felt = felt_last(page.guidance, session.ladder, leaf.had)
        if trend is not None and trend.kind == "response" and felt is not None:
            on = wording.on_day(felt[0], page.case.surgery)
            found.append(f"how your last session felt, {on}: {', '.join(felt[1])}")
        else:
            had = "" if leaf.text.endswith(f" is {leaf.had}") else f" (now {leaf.had})"
            found.append(f"{leaf.text}{had}")
    return " and ".join(found)


def whatif_as_text(guidance: Guidance, found: Sequence[Shift], width: int = 80) -> list[Text]:
    """What would be said otherwise; an emergency or a refusal in full, because nothing else would be."""
    if guidance.is_silent:
        return [
            Text("If that were so, this alone would be said:", "title"),
            *as_text(guidance, width),
        ]
    page = AnswerText(guidance, width)
    page.head()
    if not found:
        page.section("Nothing would change")
    for kind, title in _KINDS.items():
        chosen = (shift for shift in found if shift.kind == kind)
        page.lay_out(title, "plain", (_shift(shift, guidance) for shift in chosen))
    if any(shift.kind == "phase" for shift in found):
        where_you_are(page)
    return page.lines


_KINDS = {
    "escalation": "Whom to see, and how soon",
    "activity": "Activities",
    "limit": "At most",
    "phase": "Phase",
}


def _shift(shift: Shift, guidance: Guidance, causes: bool = False) -> ListLine:
    """One answer that changed: what it was, what it is, and by what."""
    protocol, name = guidance.protocol, shift.name
    if shift.kind == "activity":
        name = protocol.activities[name].title
    elif shift.kind == "limit":
        name = protocol.quantities[name].title
    elif shift.kind == "escalation":
        name = wording.last_part(name).capitalize()
    nothing = {"escalation": "not called for", "phase": "none"}.get(shift.kind, "nothing is said")
    titles = protocol.titles if shift.kind == "phase" else {}
    was, now = (titles.get(value, value) or nothing for value in (shift.was, shift.now))
    text = f"{was} → {now}" if shift.kind == "phase" else f"{name}: {was} → {now}"
    if causes and shift.causes:
        told = [_cause(cause, guidance) for cause in shift.causes[:MOST_CAUSES]]
        more = ["…"] if len(shift.causes) > MOST_CAUSES else []
        text += f", because {'; '.join(told + more)}"
    return ListLine("", text, wording.ROLES.get(shift.now, "plain"))


def _cause(cause: Cause, guidance: Guidance) -> str:
    """A cause with its date, or its day where the operation has no date."""
    if cause.day is None or cause.how == "time":
        return cause.text
    on = guidance.case.date_of(cause.day)
    return f"{cause.text} ({on or wording.since(cause.day)})"


def course_as_text(course: Course, width: int = 80) -> list[Text]:
    """Week by week: what opens, changes and closes, with now marked, and what is waited for."""
    guidance = course.guidance
    if guidance.is_silent:
        return as_text(guidance, width)
    page = begun(guidance, width)
    page.ordered()
    where_you_are(page)
    page.section("Week by week")
    for week in course.weeks:
        if week.is_now or week.shifts or week is course.weeks[0]:
            _week(page, course, week)
    page.aside(f"Weeks to come are as they would be {SUPPOSED}.")
    page.lay_out("Waits for time", "open", _waiting(page, course.on_time))
    page.lay_out("Waits for you", "open", _waiting(page, course.on_patient))
    never = (ListLine("", page.title(reach.activity)) for reach in course.closed)
    page.lay_out("Not in sight", "closed", never)
    return page.lines


def _week(page: AnswerText, course: Course, week: Week) -> None:
    on = page.case.date_of(week.day)
    label = f"week {week.number}" + (f", {on}" if on else "")
    if week.is_now:
        page.say(f"> {label} · you are here", "title")
    else:
        page.say(f"  {label}")
    if week is course.weeks[0]:
        open_ = [name for name, verdict in week.moment.verdicts.items() if verdict.is_open]
        titles = "; ".join(page.title(name) for name in open_)
        page.say(f"open from the start: {titles or 'nothing'}", "good", 4, 2)
    for shift in week.shifts:
        past = week.day <= page.case.day
        by_week_alone = all(c.how == "time" and c.day == week.day for c in shift.causes)
        line = _shift(shift, page.guidance, causes=past and not by_week_alone)
        page.say(line.text, line.look, 4, 2)


def _waiting(page: AnswerText, reached: Sequence[Reach]) -> Iterator[ListLine]:
    """What waits, the same wait told once; a long list is told in full by `recovery when`."""
    by_wait: dict[str, list[str]] = {}
    for reach in reached:
        assert reach.day is not None
        needed = [_change(change, page.guidance, short=True) for change in reach.sets[0]]
        if len(needed) > MOST_NEEDS:
            more = f'and {len(needed) - MOST_NEEDS} more: recovery when "{reach.activity}"'
            needed = [*needed[:MOST_NEEDS], more]
        wait = page.when(reach.day) + (f", if {'; '.join(needed)}" if needed else "")
        by_wait.setdefault(wait, []).append(page.title(reach.activity))
    for wait, titles in by_wait.items():
        yield ListLine("; ".join(titles), wait)
