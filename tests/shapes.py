"""Protocols of eight shapes in any size: what is hard for one way of deciding about all patients is easy for another.

python benchmarks/deciders.py    measures them
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from random import Random

from recovery_guidance.model.protocol import Protocol
from recovery_guidance.reading.load import load_texts

HEAD = """\
protocol: made up
title: A made-up operation
version: 0.1.0
status: draft
default stance: typical
sources:
  S:
    title: Made up
    kind: leaflet
"""
ACTIVITIES = "activities:\n  everything:\n    title: Everything\n    group: yes\n"
PROMISES = """\
guarantees:
  it waits for its week:
    never: everything allowed
    unless all:
      - week at least 1 week
    source: S
  it opens in the second week:
    always: everything allowed
    when all:
      - week at least 2 weeks
    source: S
"""


def _signs(count: int) -> str:
    return "".join(
        f"  sign {n}:\n    question: Is it so?\n    type: yes or no\n    worse: yes\n"
        for n in range(count)
    )


def _protocol(items: str, *parts: str) -> Protocol:
    text = "\n".join([HEAD, "items:\n" + items, *parts, PROMISES])
    return load_texts({"protocol.yaml": text})


def _activity(
    name: str, *rules: tuple[str, str, list[str]], allowed: str = "week at least 2 weeks"
) -> str:
    """An activity; each rule is its name, `all` or `any`, and its conditions."""
    lines = [
        f"  {name}:",
        f"    title: The {name}",
        "    part of: everything",
        "    allowed when all:",
        f"      - {allowed}",
    ]
    lines += ["    not yet when:"] if rules else []
    for rule, every, conditions in rules:
        lines += [
            f"      {rule}:",
            f"        when {every}:",
            *(f"          - {c}" for c in conditions),
        ]
        lines += [
            "        until: it is better",
            "        because: it is made up",
            "        source: S",
        ]
    return "\n".join([*lines, "    source: S", ""])


def pairs(rules: int) -> Protocol:
    """One activity, closed by pairs of items, drawn at random."""
    draw, signs = Random(rules), max(6, 2 * rules // 5)
    chosen = draw.sample(list(combinations(range(signs), 2)), rules)
    each = [
        (f"pair {n}", "all", [f"sign {a} is yes", f"sign {b} is yes"])
        for n, (a, b) in enumerate(chosen)
    ]
    return _protocol(_signs(signs), ACTIVITIES + _activity("walking", *each))


def grid(rules: int) -> Protocol:
    """One activity, closed by neighbours on a square."""
    side = 2
    while 2 * side * (side - 1) < rules:
        side += 1
    beside = [(n, n + 1) for n in range(side * side) if (n + 1) % side]
    below = [(n, n + side) for n in range(side * (side - 1))]
    each = [
        (f"edge {n}", "all", [f"sign {a} is yes", f"sign {b} is yes"])
        for n, (a, b) in enumerate((beside + below)[:rules])
    ]
    return _protocol(_signs(side * side), ACTIVITIES + _activity("walking", *each))


def n_of_these(rules: int) -> Protocol:
    """One activity, closed where three of its signs are there, each three written out."""
    signs = 3
    while signs * (signs - 1) * (signs - 2) // 6 < rules:
        signs += 1
    threes = list(combinations(range(signs), 3))[:rules]
    each = [
        (f"three {n}", "all", [f"sign {s} is yes" for s in three]) for n, three in enumerate(threes)
    ]
    return _protocol(_signs(signs), ACTIVITIES + _activity("walking", *each))


def any_of_three(rules: int) -> Protocol:
    """One activity, which opens once of each three signs, drawn at random, one is absent."""
    draw, signs = Random(rules), max(6, 2 * rules // 5)
    each = [
        (f"three {n}", "all", [f"sign {s} is yes" for s in sorted(draw.sample(range(signs), 3))])
        for n in range(rules)
    ]
    return _protocol(_signs(signs), ACTIVITIES + _activity("walking", *each))


def chains(rules: int) -> Protocol:
    """Milestones in a row, each resting on the one before and on an item."""
    signs = max(6, 2 * rules // 5)
    steps = []
    for n in range(rules - 1):
        before = [f"      - step {n - 1}"] if n else []
        steps += [
            f"  step {n}:",
            "    when all:",
            *before,
            f"      - sign {n % signs} is no",
            "    source: S",
        ]
    chain = "milestones:\n" + "\n".join(steps) + "\n"
    return _protocol(
        _signs(signs), chain, ACTIVITIES + _activity("walking", allowed=f"step {rules - 2}")
    )


def cut_points(rules: int) -> Protocol:
    """Activities that ask for ever more of the same few measures."""
    measures = "".join(
        f"  measure {n}:\n    question: How much?\n    type: number\n    unit: min\n    from: 0\n    to: 600\n"
        "    worse: lower\n"
        for n in range(8)
    )
    each = [
        _activity(
            f"walk {n}",
            allowed=f"measure {n % 8} at least {2 + n} min\n      - week at least {1 + n % 26} weeks",
        )
        for n in range(rules)
    ]
    return _protocol(measures, ACTIVITIES + "".join(each))


def refusals(rules: int) -> Protocol:
    """Scope lines that refuse or make it stricter, beside one activity."""
    draw, signs = Random(rules), max(6, 2 * rules // 5)
    scope = []
    for n in range(rules - 1):
        first, second = sorted(draw.sample(range(signs), 2))
        does = "refuse" if n % 2 else "restrictive stance"
        scope += [
            f"  line {n}:",
            "    when all:",
            f"      - sign {first} is yes",
            f"      - sign {second} is yes",
        ]
        scope += [f"    then: {does}", "    because: it is made up", "    source: S"]
    return _protocol(
        _signs(signs), "scope:\n" + "\n".join(scope) + "\n", ACTIVITIES + _activity("walking")
    )


def limits(rules: int) -> Protocol:
    """One quantity with as many limits, each under conditions of its own."""
    draw, signs = Random(rules), max(6, 2 * rules // 5)
    lines = ["limits:", "  lifting:", "    title: Lifting", "    unit: kg", "    at most:"]
    for n in range(rules - 1):
        first, second = sorted(draw.sample(range(signs), 2))
        lines += [f"      line {n}:", f"        value: {1 + n % 40} kg", "        when all:"]
        lines += [f"          - sign {first} is yes", f"          - sign {second} is yes"]
        lines += [
            "        until: it is better",
            "        because: it is made up",
            "        source: S",
        ]
    return _protocol(_signs(signs), "\n".join(lines) + "\n", ACTIVITIES + _activity("walking"))


SHAPES: dict[str, Callable[[int], Protocol]] = {
    "pairs": pairs,
    "grid": grid,
    "n of these": n_of_these,
    "any of three": any_of_three,
    "chains": chains,
    "many cut points": cut_points,
    "refusals": refusals,
    "limits": limits,
}
