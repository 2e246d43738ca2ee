"""Protocols that are wide or deep: what every rule engine finds hard, in any size. All of it is invented."""

from __future__ import annotations

import re
from random import Random

from shapes import HEAD

from recovery_guidance.model.protocol import URGENCIES, Protocol
from recovery_guidance.reading.load import load_texts

A_FILE = 250
"""Entries that stand in one rule file; longer ones are refused."""


def yes_or_no(name: str) -> str:
    return f"  {name}:\n    question: Is it so?\n    type: yes or no\n    worse: yes\n"


def words(name: str, count: int) -> str:
    """An item with so many words."""
    each = ", ".join(f"word {n}" for n in range(count))
    return f"  {name}:\n    question: Which is it?\n    type: one of {each}\n    worse: neither\n"


def number(name: str) -> str:
    return f"  {name}:\n    question: How much?\n    type: number\n    from: 0\n    to: 1000\n    worse: higher\n"


def milestone(name: str, conditions: list[str], every: str = "all") -> str:
    return f"  {name}:\n    when {every}:\n{_listed(conditions)}    source: S\n"


def activity(name: str, conditions: list[str], every: str = "all", part_of: str = "") -> str:
    group = f"    part of: {part_of}\n" if part_of else ""
    return (
        f"  {name}:\n    title: The {name}\n{group}    allowed when {every}:\n{_listed(conditions)}"
        "    source: S\n"
    )


def restriction(name: str, conditions: list[str], every: str = "all", value: str = "") -> str:
    """One `not yet` of an activity, or with a value one of the limits on a quantity."""
    least = f"        value: {value}\n" if value else ""
    listed = _listed(conditions).replace("      - ", "          - ")
    return (
        f"      {name}:\n{least}        when {every}:\n{listed}        until: it is better\n"
        "        because: it is made up\n        source: S\n"
    )


def protocol(
    items: list[str], milestones: list[str], activities: list[str], **more: list[str]
) -> Protocol:
    """The protocol of these entries, in as many files as they need."""
    texts = {"protocol.yaml": HEAD}
    for section, entries in (
        ("items", items),
        ("milestones", milestones),
        ("activities", activities),
        *more.items(),
    ):
        for first in range(0, len(entries), A_FILE):
            some = entries[first : first + A_FILE]
            texts[f"{section}{first}.yaml"] = f"{section}:\n{''.join(some)}"
    return load_texts(texts)


def one_sign_in_all(count: int) -> Protocol:
    """Each activity asks the same sign and a milestone of its own."""
    ready = [milestone(f"ready {n}", [f"week at least {n % 90 + 1} weeks"]) for n in range(count)]
    doing = [activity(f"doing {n}", ["opioids is no", f"ready {n}"]) for n in range(count)]
    return protocol([yes_or_no("opioids")], ready, doing)


def one_week_in_all(count: int) -> Protocol:
    """Each activity asks the same week and an item of its own."""
    signs = [yes_or_no(f"sign {n}") for n in range(count)]
    doing = [
        activity(f"doing {n}", ["week at least 6 weeks", f"sign {n} is no"]) for n in range(count)
    ]
    return protocol(signs, [], doing)


def one_milestone_in_all(count: int) -> Protocol:
    """Each activity asks the same milestone and one of its own."""
    signs = [yes_or_no(f"sign {n}") for n in range(count)]
    own = [milestone(f"own {n}", [f"sign {n} is no"]) for n in range(count)]
    calm = milestone("calm", ["week at least 6 weeks"])
    doing = [activity(f"doing {n}", ["calm", f"own {n}"]) for n in range(count)]
    return protocol(signs, [calm, *own], doing)


def chain(count: int) -> Protocol:
    """Milestones in a row, each resting on the one before; the last opens the activity."""
    steps = [milestone("step 0", ["opioids is no"])]
    steps += [
        milestone(f"step {n}", [f"step {n - 1}", f"week at least {n % 50} weeks"])
        for n in range(1, count)
    ]
    return protocol([yes_or_no("opioids")], steps, [activity("walking", [f"step {count - 1}"])])


def diamonds(count: int) -> Protocol:
    """Milestones in pairs, each resting on both before: two to the count ways from the first to the last."""
    steps = [milestone("left 0", ["opioids is no"]), milestone("right 0", ["opioids is no"])]
    for n in range(1, count):
        both = [f"left {n - 1}", f"right {n - 1}"]
        steps += [milestone(f"left {n}", both), milestone(f"right {n}", both, "any")]
    return protocol(
        [yes_or_no("opioids")],
        steps,
        [activity("walking", [f"left {count - 1}", f"right {count - 1}"])],
    )


def ranges_side_by_side(count: int) -> Protocol:
    """One milestone that asks two ends of every number, and one where any of these is enough."""
    numbers = [number(f"load {n}") for n in range(count)]
    within = [f"load {n} between {n} and {n + 100}" for n in range(count)]
    gaps = [f"pick is one of {', '.join(f'word {n}' for n in range(0, 60, 2))}", "pick is known"]
    return protocol(
        [*numbers, words("pick", 60)],
        [
            milestone("all of them", [*within, gaps[0]]),
            milestone("any of them", [*within, *within[::-1], gaps[0]], "any"),
            milestone("picked", gaps),
            milestone("not picked", ["pick is not word 7", "load 0 at most 900"]),
        ],
        [activity("walking", ["all of them", "any of them", "picked", "not picked"])],
    )


def drawn(seed: int, size: int) -> Protocol:
    """Items, milestones and activities drawn at random: some that all look at, and long chains."""
    draw = Random(seed)
    signs = [f"sign {n}" for n in range(draw.choice((1, 3, size)))]
    loads = [f"load {n}" for n in range(draw.choice((0, 1, 12)))]
    steps: list[str] = []
    deep = draw.random() < 0.5

    def condition() -> str:
        kinds = ["sign", "week", *["load"] * bool(loads), *["step"] * 2 * bool(steps)]
        kind = draw.choice(kinds)
        low = draw.randrange(0, 80)
        return {
            "sign": lambda: f"{draw.choice(signs)} is {draw.choice(('yes', 'no'))}",
            "week": lambda: f"week at {draw.choice(('least', 'most'))} {low} weeks",
            "load": lambda: f"{draw.choice(loads)} between {low} and {low + 9}",
            "step": lambda: steps[-1] if deep else draw.choice(steps[:3] + steps[-1:]),
        }[kind]()

    def conditions(beside: tuple[str, ...] = ()) -> list[str]:
        found: dict[str, str] = {}
        while not found:
            some = [condition() for _ in range(draw.randrange(1, 6))]
            # One condition on each thing, as two may be at odds, and none on what is asked beside these.
            found = {_subject(one): one for one in some if _subject(one) not in beside}
        return list(found.values())

    def every() -> str:
        return draw.choice(("all", "any"))

    milestones = []
    for n in range(size):
        milestones.append(milestone(f"step {n}", conditions(), every()))
        steps.append(f"step {n}")
    group = "  all of it:\n    title: All of it\n    group: yes\n"
    doing = []
    for n in range(size):
        asked = conditions()
        names = tuple(map(_subject, asked))
        closing = [
            restriction(f"reason {r}", conditions(names), every())
            for r in range(draw.choice((0, 1, 3)) if len(names) < 3 else 0)
        ]
        doing.append(
            activity(f"doing {n}", asked, every(), "all of it" * draw.randrange(2))
            + "    not yet when:\n" * bool(closing)
            + "".join(closing)
        )
    most = "".join(
        restriction(f"line {n}", conditions(), every(), f"{1 + n % 40} kg")
        for n in range(size // 4)
    )
    lifting = f"  lifting:\n    title: Lifting\n    unit: kg\n    at most:\n{most}"
    warnings = [
        f"  warning {n}:\n    urgency: {draw.choice(URGENCIES)}\n    when {every()}:\n"
        f"{_listed(conditions())}    patient: Say so.\n    source: S\n"
        for n in range(draw.choice((0, 2, size // 4)))
    ]
    items = [yes_or_no(name) for name in signs] + [number(name) for name in loads]
    return protocol(
        items, milestones, [group, *doing], limits=[lifting] * bool(most), escalations=warnings
    )


def _subject(condition: str) -> str:
    return re.split(" is | at | between ", condition)[0]


def _listed(conditions: list[str]) -> str:
    return "".join(f"      - {condition}\n" for condition in conditions)
