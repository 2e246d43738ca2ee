"""Puts rules in the order in which they can chain, and finds what depends on itself."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.conditions import Claim, Condition, Group
from ..model.problem import Problem, Slip
from ..model.rules import NOT_REACHED, Rule
from .names import Names
from .resolve import opposite


def chain(rules: list[Rule], problems: list[Problem]) -> list[Rule]:
    """Rules in the order in which they can chain; a problem for each circle of findings."""
    derived: dict[str, list[Rule]] = {}
    for rule in rules:
        if rule.is_derived:
            derived.setdefault(rule.subject, []).append(rule)
    order: list[Rule] = []
    done: set[str] = set()
    told: set[str] = set()
    for start in sorted(derived):
        path = {start: iter(_needs(derived[start], derived))}
        while path:
            subject = next(reversed(path))
            following = next((need for need in path[subject] if need not in done), None)
            if subject in done or following is None:
                del path[subject]
                if subject not in done:
                    done.add(subject)
                    order.extend(sorted(derived[subject], key=lambda rule: rule.id))
            elif following in path:
                names = list(path)
                circle = names[names.index(following) :]
                if not told.issuperset(circle):
                    problems.append(_circle(circle, derived))
                    told.update(circle)
            else:
                path[following] = iter(_needs(derived[following], derived))
    others = [rule for rule in rules if not rule.is_derived]
    return order + sorted(others, key=lambda rule: rule.id)


def _circle(circle: list[str], derived: dict[str, list[Rule]]) -> Problem:
    """The problem with these names, shown whole, at the condition that closes the circle."""
    first = circle.index(min(circle))
    ring = [*circle[first:], *circle[:first]]
    closing = next(claim for claim in _claims(derived[ring[-1]]) if claim.subject == ring[0])
    message = f"these depend on each other in a circle: {' → '.join([*ring, ring[0]])}"
    if len(ring) == 1:
        message = f"`{ring[0]}` depends on itself"
    why, write = "nothing could ever be concluded first", "let one of them depend on items only"
    return Problem("E113", message, closing.position, why, write)


def _needs(rules: list[Rule], derived: dict[str, list[Rule]]) -> list[str]:
    return sorted({claim.subject for claim in _claims(rules) if claim.subject in derived})


def _claims(rules: list[Rule]) -> Iterator[Claim]:
    leaves = (leaf for rule in rules for leaf in rule.when.leaves())
    return (leaf for leaf in leaves if isinstance(leaf, Claim))


def with_opposites(rules: list[Rule], names: Names, problems: list[Problem]) -> list[Rule]:
    """The rules, and for each milestone or phase claimed not reached, the rule that proves it."""
    wanted = {claim.subject for claim in _claims(rules) if NOT_REACHED in claim.values}
    opposites = []
    for rule in rules:
        if rule.subject in wanted and rule.kind in ("milestone", "phase"):
            try:
                opposites.append(not_reached(rule, names))
            except Slip as slip:
                problems.extend(_without_opposite(rule, slip))
    return rules + opposites


def _without_opposite(rule: Rule, slip: Slip) -> list[Problem]:
    """The problems where nobody could ever prove that a milestone or phase is not reached."""
    message = f"`is known` has no opposite, and a rule asks for `{rule.subject} is not reached`"
    why = "that it is not reached could never be proven"
    write = "write the values that count instead"
    return [
        Problem(slip.code, message, leaf.position, why, write)
        for leaf in rule.when.leaves()
        if isinstance(leaf, Condition) and leaf.known
    ]


def not_reached(rule: Rule, names: Names) -> Rule:
    """The rule that proves a milestone or phase not reached. Raises Slip for `is known`."""
    when = opposite(rule.when, names)
    assert isinstance(when, Group)
    proven = f"{rule.id}/not reached", rule.kind, rule.subject, NOT_REACHED
    return Rule(*proven, when, cited=rule.cited, position=rule.position)
