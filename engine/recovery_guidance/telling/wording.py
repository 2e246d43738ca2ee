"""Conditions and amounts in words, generated from the rule; the same words everywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ..deciding.decision import Verdict
from ..deciding.guidance import Stale
from ..model.case import shifted
from ..model.conditions import Claim, Condition, Group, Member
from ..model.items import DAY, NEVER, Fact, Item
from ..model.protocol import DRAFT, Protocol
from ..model.rules import NOT_REACHED, REACHED, SAFETY_FIRST, Rule, RuleGraph
from ..model.signature import counted, shortened
from ..model.units import UNITS

ROLES: Mapping[str, str] = {
    **dict(zip(Verdict, ("closed", "open", "care", "good"), strict=True)),
    "": "closed",
}
"""How a line about each verdict is shown, and one where nothing is said."""

SURGEON_FIRST = "Your surgeon's word comes first."
NOTICE = f"This protocol is a draft: no clinician has reviewed it. {SURGEON_FIRST}"
NO_CAP, NO_LIMIT = "no fixed cap", "no fixed limit"
"""A number without a cap, and a limit that has none."""

_ALSO = {"kg": "lb", "km": "miles"}


def amount(value: int, measure: Item) -> str:
    """An amount in its unit, and in the other one that people use: 2.3 kg (5 lb)."""
    if measure.unit == "days" and value == NEVER:
        return "never"
    if measure.unit == "days" and measure.note == "weeks":
        return duration(value)
    shown = measure.show(value)
    other = _ALSO.get(measure.unit)
    if other is None:
        return shown
    converted = value / 10**measure.decimals / float(UNITS[measure.unit][other])
    return f"{shown} ({round(converted)} {other})"


def capped(value: int | None, measure: Item, no_cap: str = NO_CAP) -> str:
    """An amount, or that there is no cap."""
    return no_cap if value is None else amount(value, measure)


def duration(days: int) -> str:
    """Days as people say them: 10 weeks, 3 days."""
    number, unit = (days // 7, "week") if days % 7 == 0 and days else (days, "day")
    return f"{number} {unit}{'' if number == 1 else 's'}"


def too_old(told: Stale, day: int) -> str:
    """When it was told, and why that does not count any more."""
    if told.day < 0:
        return "before the operation, which may have changed it"
    return f"{duration(day - told.day)} ago and counts for {duration(told.life)}"


def since(day: int) -> str:
    """A day as a point in recovery: week 6, or day 3."""
    return f"week {day // 7}" if day % 7 == 0 else f"day {day}"


def on_day(day: int, surgery: date | None) -> str:
    """`week 10` or `day 73`, and the date where the operation has one."""
    words = since(day)
    return f"{words} ({shifted(surgery, day)})" if surgery else words


def condition(member: Member, protocol: Protocol, numbers: Mapping[str, int | None]) -> str:
    """A condition, claim or group as a clinician reads it, with the numbers of this stance."""
    if isinstance(member, Group):
        words = [condition(part, protocol, numbers) for part in member.members]
        return (" and " if member.every else " or ").join(words) or "always"
    if isinstance(member, Claim):
        return claim(member)
    if member.subject == DAY.name:
        return _time(member, numbers)
    return f"{member.subject} {needed(member, protocol.vocabulary.items[member.subject], numbers)}"


def claim(member: Claim) -> str:
    """A finding, milestone or phase as a condition names it."""
    if member.values == (REACHED,):
        return member.subject
    if member.values == (NOT_REACHED,):
        return f"{member.subject} not reached"
    return f"{member.subject} is {' or '.join(member.values)}"


def needed(test: Condition, item: Item, numbers: Mapping[str, int | None]) -> str:
    """What a condition asks of its item: `at most 2/10`, `is yes`."""
    if test.known:
        return "is known"
    if test.among is not None:
        return f"is {' or '.join(item.words[place] for place in sorted(test.among)) or 'nothing'}"
    return between(*test.ends(numbers), item)


def between(low: int | None, high: int | None, item: Item) -> str:
    """A range of an item's values, of which one end may be open: `at most 2/10`, `is 5/5`."""
    least, most = (item.least if low is None else low), (item.most if high is None else high)
    if least == most:
        return f"is {amount(least, item)}"
    if high is None:
        return f"at least {amount(least, item)}"
    if low is None:
        return f"at most {amount(most, item)}"
    return f"from {amount(least, item)} to {amount(most, item)}"


def _time(test: Condition, numbers: Mapping[str, int | None]) -> str:
    low, high = test.ends(numbers)
    words = [f"{since(low)} or later"] if low is not None else []
    if low is not None and low >= NEVER:
        words = ["never by time alone"]
    words += [f"before {since(high + 1)}"] if high is not None else []
    return " and ".join(words) or "at any time"


def distance(test: Condition, fact: Fact, numbers: Mapping[str, int | None]) -> int | None:
    """How many steps a known number is away from meeting a condition; 0 where it does, None for words."""
    if fact is None or test.among is not None or test.known:
        return None
    low, high = test.ends(numbers)
    if low is not None and test.subject == DAY.name and low >= NEVER:
        return None
    if low is not None and fact < low:
        return low - fact
    return fact - high if high is not None and fact > high else 0


def range_of(item: Item) -> str:
    """Everything that an item can be: its words, or from its least to its most."""
    return ", ".join(item.words) or f"{item.show(item.least)} to {item.show(item.most)}"


def capital(text: str) -> str:
    """The text with a capital."""
    return f"{text[:1].upper()}{text[1:]}"


def sentence(text: str) -> str:
    """The text with a capital and a full stop."""
    return f"{capital(text)}{'' if text.endswith('.') else '.'}"


def last_part(rule: str) -> str:
    """What a rule's id says of it beside its topic and what it is about."""
    return rule.rsplit("/", 1)[-1]


def name_of(rule: Rule) -> str:
    """What a rule is called."""
    return rule.title or last_part(rule.id)


def danger_list(graph: RuleGraph) -> tuple[str, ...]:
    """The signs of an emergency or a crisis, as the protocol's own escalations name them."""
    return names_of_warnings(graph, SAFETY_FIRST)


def names_of_warnings(graph: RuleGraph, urgencies: Sequence[str]) -> tuple[str, ...]:
    """The names of what sends a patient to someone as soon as this, in the order of letters."""
    rules = graph.of_kind("escalation")
    return tuple(sorted({name_of(rule) for rule in rules if rule.value in urgencies}))


def notice(protocol: Protocol) -> str:
    """What every answer says about how far it can be trusted."""
    is_draft = protocol.status == DRAFT and protocol.signature is None
    return NOTICE if is_draft else f"{reviewed(protocol)} {SURGEON_FIRST}"


def signed(protocol: Protocol) -> str:
    """Who signed a protocol, and by name what changed since; or that nobody did."""
    if protocol.signature is None:
        return "by nobody"
    names = f": {shortened(protocol.changed)}" if protocol.changed else ""
    return f"{protocol.signature.who}, {_changed(protocol)}{names}"


def _changed(protocol: Protocol) -> str:
    return f"{counted(protocol.changed) or 'nothing'} changed since"


def reviewed(protocol: Protocol) -> str:
    """Who has read a protocol, what changed since, and when that is due again; or that nothing says so."""
    by, due, signature = protocol.reviewed_by, protocol.review_due, protocol.signature
    who = f"reviewed by {by}" if by else "no clinician is named who has reviewed it"
    if signature is not None:
        who = f"{signature.who}, {_changed(protocol)}"
    if protocol.changed:
        unread = "no clinician has reviewed what changed"
        return f"This protocol is a draft: {who}, and {unread}."
    when = f"next review due {due}" if due else "no date is set for the next review"
    return f"This protocol is {protocol.status}: {who}, {when}."
