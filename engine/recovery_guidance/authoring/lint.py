"""Protocol → warnings: loose ends and repetitions. They leave it usable; what does not is in `check`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from attrs import evolve

from ..model.case import Order
from ..model.conditions import Group, Member
from ..model.items import NOWHERE
from ..model.problem import Position, Problem
from ..model.protocol import Protocol
from ..model.rules import NOT_REACHED, Rule

WITHOUT_FEATURE = ("protocol", "items", "sources", "thresholds", "guarantees")
"""Rule files about the protocol as a whole; every other one is a topic."""

SECOND_HAND = "aggregator"


def lint(
    protocol: Protocol, on: date | None = None, features: Collection[str] | None = None
) -> list[Problem]:
    """What is odd, on a date. `features` are the topics that have scenarios; None where not looked at."""
    found = [
        *_unused_items(protocol),
        *_unused_thresholds(protocol),
        *_unused_values(protocol),
        *_repeated_rules(protocol.rules),
        *_second_hand(protocol),
        *_review(protocol, on),
    ]
    for rule in protocol.rules:
        if not rule.id.endswith(f"/{NOT_REACHED}"):
            found.extend(_repeated_conditions(rule))
    if features is not None:
        found.extend(_without_scenarios(protocol, features))
    return found


def lint_orders(orders: Iterable[Order]) -> list[Problem]:
    """What is odd about the orders of one overlay or case beside each other."""
    found: list[Problem] = []
    seen: list[Order] = []
    for order in orders:
        own = _without_days(order)
        if own is not None:
            found.extend(_repeated_conditions(own))
        before = next((o for o in seen if _same(o, order)), None)
        both = [_without_days(one) for one in (before, order) if one is not None]
        if repeated := list(_repeated_rules(rule for rule in both if rule is not None)):
            found.extend(repeated)
        elif before is not None:
            found.append(
                Problem(
                    "W311",
                    f"`{order.text}` orders anew what line {before.position.line} orders",
                    order.position,
                    "only one of the two can count, and it may not be the one that was meant",
                    "take one of them out",
                )
            )
        seen.append(order)
    return found


def _without_days(order: Order) -> Rule | None:
    return order.rule and evolve(order.rule, when=order.conditions)


def _same(one: Order, other: Order) -> bool:
    """Whether two orders are about the same thing, for the same patients and the same days."""
    about, again = (
        (order.kind, order.subject, order.conditions, order.given, order.until)
        for order in (one, other)
    )
    return about == again


def _own(rule: Rule) -> bool:
    """Whether the author wrote its conditions; `otherwise` and `not reached` are derived from others."""
    return not any(leaf.text.startswith("not: ") for leaf in rule.when.leaves())


def _subjects(protocol: Protocol) -> set[str]:
    """Everything that a rule, a ladder or a working over time looks at."""
    groups = [rule.when for rule in protocol.rules]
    groups += [group for ladder in protocol.ladders.values() for group in ladder.responses.values()]
    used = {leaf.subject for group in groups for leaf in group.leaves()}
    used |= {ladder.move for ladder in protocol.ladders.values()}
    for trend in protocol.trends.values():
        used |= trend.looks_at
    return used


def _unused_items(protocol: Protocol) -> Iterator[Problem]:
    used = _subjects(protocol)
    for name, item in protocol.vocabulary.items.items():
        if name not in used:
            yield Problem(
                "W301",
                f"no rule looks at the item `{name}`",
                item.position,
                "a patient who tells it gets the same answer as one who does not",
                "use it in a condition, or take it out",
            )


def _unused_thresholds(protocol: Protocol) -> Iterator[Problem]:
    for name, threshold in protocol.thresholds.items():
        if name not in protocol.graph.using:
            yield Problem(
                "W302",
                f"no rule uses the threshold `{name}`",
                threshold.position,
                "changing its number would change nothing",
                "use it in a condition, or take it out",
            )


def _unused_values(protocol: Protocol) -> Iterator[Problem]:
    """Findings and milestones that nothing names; the phases are shown by themselves."""
    used = _subjects(protocol) | {rule.subject for rule in protocol.rules if rule.kind == "advice"}
    for rule in protocol.rules:
        if rule.kind in ("finding", "milestone") and rule.subject not in used and _own(rule):
            used.add(rule.subject)
            yield Problem(
                "W303",
                f"nothing depends on the {rule.kind} `{rule.subject}`",
                rule.position,
                "it is worked out for every patient and changes no answer",
                "name it in a condition, or take it out",
            )


def _repeated_conditions(rule: Rule) -> Iterator[Problem]:
    for group in _groups(rule.when) if _own(rule) else ():
        seen: dict[Member, Member] = {}
        for member in group.members:
            if member in seen:
                yield _repeated(seen[member], member)
            seen.setdefault(member, member)


def _groups(group: Group) -> Iterator[Group]:
    yield group
    for member in group.members:
        if isinstance(member, Group):
            yield from _groups(member)


def _repeated(first: Member, second: Member) -> Problem:
    at, text = _place(second)
    return Problem(
        "W304",
        f"`{text}` says the same as line {_place(first)[0].line}",
        at,
        "one of them may have been meant to say something else",
        "take one of them out",
    )


def _place(member: Member) -> tuple[Position, str]:
    if isinstance(member, Group):
        inner = next(member.leaves(), None)
        return (NOWHERE, "this list") if inner is None else (inner.position, "this list")
    return member.position, member.text


def _repeated_rules(rules: Iterable[Rule]) -> Iterator[Problem]:
    seen: dict[object, Rule] = {}
    for rule in sorted(rules, key=lambda rule: (rule.position.file, rule.position.line)):
        content = (rule.kind, rule.subject, rule.value, rule.when, rule.amount)
        first = seen.setdefault(content, rule)
        if first is not rule and rule.kind != "advice":
            yield Problem(
                "W305",
                f"`{rule.id}` has the same conditions and conclusion as `{first.id}`",
                rule.position,
                "an answer would give the same reason twice",
                "join the two, or correct the conditions of one",
            )


def _second_hand(protocol: Protocol) -> Iterator[Problem]:
    own = [(rule.id, rule.sources, rule.position) for rule in protocol.rules if _own(rule)]
    rows = {bound.threshold for rule in protocol.rules if (bound := rule.amount)}
    cited = [(t.name, t.sources, t.position) for t in protocol.thresholds.values()]
    for name, sources, at in own + [entry for entry in cited if entry[0] not in rows]:
        if {protocol.sources[source].kind for source in sources} == {SECOND_HAND}:
            yield Problem(
                "W306",
                f"`{name}` rests on {' and '.join(sources)} alone, a page that collects others",
                at,
                "nobody can say where its number was first found",
                "cite what the page itself cites, or write source: none found",
            )


def _review(protocol: Protocol, on: date | None) -> Iterator[Problem]:
    if on is not None and protocol.review_due and date.fromisoformat(protocol.review_due) < on:
        yield Problem(
            "W307",
            f"the review of this protocol was due on {protocol.review_due}",
            protocol.places.get("review due"),
            "what was right then may have been overtaken by new evidence",
            "have it read again, and write the next `review due:`",
        )


def _without_scenarios(protocol: Protocol, features: Collection[str]) -> Iterator[Problem]:
    topics: dict[str, str] = {}
    for rule in protocol.rules:
        topics.setdefault(rule.id.split("/", 1)[0], rule.position.file)
    for topic, file in sorted(topics.items()):
        if topic not in features and topic not in WITHOUT_FEATURE:
            yield Problem(
                "W308",
                f"`{topic}` has no scenarios",
                Position(file, 1, 1),
                "nobody would notice if a change broke one of its rules",
                f"write features/{protocol.name}/{topic}.feature",
            )
