"""Protocol → warnings: loose ends and repetitions. They leave it usable; what does not is in `check`.

One problem is among them: a status that no signature bears. It leaves the rules usable, as a draft.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from attrs import evolve

from ..model.case import Order
from ..model.citation import Cited
from ..model.conditions import Group, Member, is_generated, leaves
from ..model.items import NOWHERE
from ..model.problem import Position, Problem
from ..model.protocol import Protocol
from ..model.rules import NOT_REACHED, Rule
from ..model.signature import counted, shortened

WITHOUT_FEATURE = ("protocol", "items", "sources", "thresholds", "guarantees")
"""Rule files about the protocol as a whole; every other one is a topic."""

SECOND_HAND = "aggregator"


def lint(
    protocol: Protocol, on: date | None = None, features: Collection[str] | None = None
) -> list[Problem]:
    """What is odd, on a date. `features` are the topics that have scenarios; None where not looked at."""
    written = [rule for rule in protocol.rules if not rule.id.endswith(f"/{NOT_REACHED}")]
    return [
        *_unused(protocol),
        *_repeated_rules(protocol.rules),
        *_second_hand(protocol),
        *_without_lines(protocol),
        *_signed_no_longer(protocol),
        *_review(protocol, on),
        *_repeated_conditions(written),
        *(_without_scenarios(protocol, features) if features is not None else ()),
    ]


def lint_orders(orders: Iterable[Order]) -> list[Problem]:
    """What is odd about the orders of one overlay or case beside each other."""
    found: list[Problem] = []
    seen: list[Order] = []
    for order in orders:
        found.extend(_repeated_conditions(_added(order)))
        before = next((one for one in seen if _about(one) == _about(order)), None)
        if repeated := list(_repeated_rules(_added(before, order))):
            found.extend(repeated)
        elif before is not None:
            message = f"`{order.text}` orders anew what line {before.position.line} orders"
            why = "only one of the two can count, and it may not be the one that was meant"
            found.append(Problem("W311", message, order.position, why, "take one of them out"))
        seen.append(order)
    return found


def _added(*orders: Order | None) -> list[Rule]:
    """The rules that orders add, without the days on which they count."""
    return [evolve(one.rule, when=one.conditions) for one in orders if one and one.rule]


def _about(order: Order) -> tuple[object, ...]:
    """The same where two orders are about the same thing, for the same patients and the same days."""
    return order.kind, order.subject, order.conditions, order.given, order.until


def _own(rule: Rule) -> bool:
    """Whether the author wrote its conditions; `otherwise` and `not reached` are derived from others."""
    return not any(map(is_generated, rule.when.leaves()))


def _signed_no_longer(protocol: Protocol) -> Iterator[Problem]:
    if protocol.signature and protocol.claimed != protocol.status:
        what, who = counted(protocol.changed), protocol.reviewer
        message = f"this protocol is `{protocol.claimed}`, and {what} changed since {who} signed it"
        why = f"every answer says so and calls it a draft; changed: {shortened(protocol.changed)}"
        write = "let a clinician read what changed with recovery sign-off, or write status: draft"
        yield Problem("E308", message, protocol.places.get("status"), why, write)


def _subjects(protocol: Protocol) -> set[str]:
    """Everything that a rule, a ladder or a working over time looks at."""
    groups = [rule.when for rule in protocol.rules]
    groups += [group for ladder in protocol.ladders.values() for group in ladder.responses.values()]
    used = {leaf.subject for group in groups for leaf in group.leaves()}
    used |= {ladder.move for ladder in protocol.ladders.values()}
    for trend in protocol.trends.values():
        used |= trend.looks_at
    return used


def _unused(protocol: Protocol) -> Iterator[Problem]:
    """What nothing names, each with what follows from that; the phases are shown by themselves."""
    used, write = _subjects(protocol), "use it in a condition, or take it out"
    why = "a patient who tells it gets the same answer as one who does not"
    for name, item in protocol.vocabulary.items.items():
        if name not in used:
            yield Problem("W301", f"no rule looks at the item `{name}`", item.position, why, write)
    why = "changing its number would change nothing"
    for name, threshold in protocol.thresholds.items():
        if name not in protocol.graph.using:
            message = f"no rule uses the threshold `{name}`"
            yield Problem("W302", message, threshold.position, why, write)
    why = "it is worked out for every patient and changes no answer"
    used |= {rule.subject for rule in protocol.rules if rule.kind == "advice"}
    for rule in protocol.rules:
        if rule.kind in ("finding", "milestone") and rule.subject not in used and _own(rule):
            used.add(rule.subject)
            message = f"nothing depends on the {rule.kind} `{rule.subject}`"
            write = "name it in a condition, or take it out"
            yield Problem("W303", message, rule.position, why, write)


def _repeated_conditions(rules: Iterable[Rule]) -> Iterator[Problem]:
    return (problem for rule in rules if _own(rule) for problem in _repeated_in(rule.when))


def _repeated_in(group: Group) -> Iterator[Problem]:
    seen: dict[Member, Position] = {}
    for member in group.members:
        at = next((leaf.position for leaf in leaves(member)), NOWHERE)
        if member in seen:
            text = "this list" if isinstance(member, Group) else member.text
            message = f"`{text}` says the same as line {seen[member].line}"
            why = "one of them may have been meant to say something else"
            yield Problem("W304", message, at, why, "take one of them out")
        seen.setdefault(member, at)
        if isinstance(member, Group):
            yield from _repeated_in(member)


def _repeated_rules(rules: Iterable[Rule]) -> Iterator[Problem]:
    seen: dict[object, Rule] = {}
    for rule in sorted(rules, key=lambda rule: (rule.position.file, rule.position.line)):
        content = (rule.kind, rule.subject, rule.value, rule.when, rule.amount)
        first = seen.setdefault(content, rule)
        if first is not rule and rule.kind != "advice":
            message = f"`{rule.id}` has the same conditions and conclusion as `{first.id}`"
            why = "an answer would give the same reason twice"
            write = "join the two, or correct the conditions of one"
            yield Problem("W305", message, rule.position, why, write)


def _without_lines(protocol: Protocol) -> Iterator[Problem]:
    """Sources of which nobody wrote what they give, or for whom."""
    promised = [(one.id, one.cited, one.position) for one in protocol.guarantees]
    entries = [*_citing(protocol), *promised]
    for name, cited, at in entries:
        for source in [source for source, line in cited.lines if not line][:1]:
            message = f"`{name}` cites {source}, and nobody wrote what {source} gives for it"
            why = "a reader could not check the number without reading the whole source"
            write = f"write below source: a line such as `{source}: 6 weeks, after discectomy`"
            yield Problem("W312", message, at, why, write)
    told = {source for _, cited, _ in entries for source, line in cited.lines if line}
    for name in sorted(told):
        about = protocol.sources[name]
        if not (about.patients and about.for_whom and about.seen):
            message = f"the source {name} does not say for whom it is, or how much of it was seen"
            why = "a number for other people, or one that nobody saw, is weaker than it looks"
            write = "write patients:, for whom: and seen: under it"
            yield Problem("W313", message, about.position, why, write)


def _citing(protocol: Protocol) -> Iterator[tuple[str, Cited, Position]]:
    """Each rule and number with what it cites itself, and its place; the rows of a limit are rules."""
    rows = {bound.threshold for rule in protocol.rules if (bound := rule.amount)}
    yield from ((r.id, r.cited, r.position) for r in protocol.rules if _own(r))
    numbers = (t for t in protocol.thresholds.values() if t.name not in rows)
    yield from ((t.name, t.cited, t.position) for t in numbers)


def _second_hand(protocol: Protocol) -> Iterator[Problem]:
    for name, cited, at in _citing(protocol):
        if {protocol.sources[source].kind for source in cited.ids} == {SECOND_HAND}:
            sources = " and ".join(cited.ids)
            message = f"`{name}` rests on {sources} alone, a page that collects others"
            why = "nobody can say where its number was first found"
            write = "cite what the page itself cites, or write source: none found"
            yield Problem("W306", message, at, why, write)


def _review(protocol: Protocol, on: date | None) -> Iterator[Problem]:
    if on is not None and protocol.review_due and date.fromisoformat(protocol.review_due) < on:
        message = f"the review of this protocol was due on {protocol.review_due}"
        at = protocol.places.get("review due")
        why = "what was right then may have been overtaken by new evidence"
        write = "have it read again, and write the next `review due:`"
        yield Problem("W307", message, at, why, write)


def _without_scenarios(protocol: Protocol, features: Collection[str]) -> Iterator[Problem]:
    topics: dict[str, str] = {}
    for rule in protocol.rules:
        topics.setdefault(rule.id.split("/", 1)[0], rule.position.file)
    for topic, file in sorted(topics.items()):
        if topic not in features and topic not in WITHOUT_FEATURE:
            at, why = Position(file, 1, 1), "nobody would notice if a change broke one of its rules"
            write = f"write features/{protocol.name}/{topic}.feature"
            yield Problem("W308", f"`{topic}` has no scenarios", at, why, write)
