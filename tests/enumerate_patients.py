"""Proofs against plain counting: a reduced protocol, every patient of which can be asked one by one.

    make enumerate [ARGS=--quick]

A script and no test, as all mistakes take minutes; `.ci/run` runs the quick look.

The protocol has six items, two activities, a limit, an emergency and a scope line. Every combination of
values, known or not, in every stance and on every day on which a condition turns, and the day before, is
answered by the oracle of the tests, and everything that `recovery prove` decides is decided again by
looking through the answers; then the same with one mistake after the other in the rules (`--quick`: with
one). `--every-day` asks on all days of 13 weeks. Ends with 1 where the
two do not agree.

Left out is the promise that tightening never allows more: there is no end of thresholds to try.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from itertools import product
from math import inf
from typing import Any

from attrs import define, field, frozen
from oracle import Ruling, ruling, stance_followed

from recovery_guidance.chaining.memory import WorkingMemory
from recovery_guidance.chaining.reference import infer
from recovery_guidance.model.algebra import KLEENE
from recovery_guidance.model.conditions import Condition, Group, tests_of, truth_of
from recovery_guidance.model.protocol import STANCES, URGENCIES, Protocol
from recovery_guidance.model.rules import REACHED, Rule
from recovery_guidance.proof.oddity import parts, without, words
from recovery_guidance.proof.outcome import ODD, REFUTED
from recovery_guidance.proof.prove import prove
from recovery_guidance.reading.load import load_texts

LAST_DAY = 13 * 7
TURNING = (0, 1, 13, 14, 34, 35, 41, 42, 69, 70, 83, 84, LAST_DAY)

RULES = """\
protocol: reduced
title: Reduced
version: 0.1.0
status: draft
sources:
  P01:
    title: A leaflet
    kind: leaflet
items:
  leg pain:
    question: How bad is it?
    type: scale 0 to 3
    worse: higher
    uncomplicated: 0/3
  ankle:
    question: How strong is it?
    type: scale 0 to 5
    worse: lower
    uncomplicated: 5/5
  opioids:
    question: Do you take them?
    type: yes or no
    worse: yes
    uncomplicated: no
  wound trouble:
    question: Does it leak?
    type: yes or no
    worse: yes
    if not stated: no
  saddle numbness:
    question: Is it numb?
    type: yes or no
    worse: yes
    if not stated: no
  revision:
    question: Was it the second time?
    type: yes or no
    worse: yes
    if not stated: no
thresholds:
  running from:
    unit: weeks
    stricter: higher
    restrictive: 12
    typical: 10
    liberal: 6
    source: P01
findings:
  weakness:
    marked:
      when any:
        - ankle at most 3/5
    none:
      when all:
        - ankle is 5/5
    mild: otherwise
    source: P01
milestones:
  ready:
    when all:
      - leg pain at most 1/3
      - weakness is none
      - opioids is no
    source: P01
phases:
  early:
    title: Early
    when all:
      - day at least 0 days
    patient: Rest.
    source: P01
activities:
  running:
    title: Running
    allowed when all:
      - week at least running from
      - ready
    not yet when:
      open wound:
        when any:
          - wound trouble is yes
        source: P01
      strong pain:
        when any:
          - leg pain at least 2/3
        source: P01
    with care when:
      some pain:
        when any:
          - leg pain at least 1/3
        source: P01
    source: P01
  walking:
    title: Walking
    allowed when all:
      - day at least 1 days
    with care when:
      weak ankle:
        when any:
          - weakness is marked
        source: P01
    source: P01
limits:
  lifting:
    unit: kg
    by week:
      0 to 2:
        all: 5 kg
        source: P01
      2 to 6:
        restrictive: 5 kg
        typical: 10 kg
        liberal: 20 kg
        source: P01
      from 6:
        restrictive: 20 kg
        typical: 20 kg
        liberal: none
        source: P01
    at most:
      wound:
        value: 5 kg
        when any:
          - wound trouble is yes
        source: P01
escalations:
  numb:
    urgency: emergency
    when any:
      - saddle numbness is yes
    patient: Go now.
    source: P01
  wound:
    urgency: same day
    when any:
      - wound trouble is yes
    patient: Call today.
    source: P01
scope:
  revision:
    when any:
      - revision is yes
    then: restrictive stance
    because: careful numbers count
    source: P01
guarantees:
  nobody runs before week 6:
    never: running allowed
    when all:
      - week less than 6
    source: P01
  nobody runs on opioids:
    never: running allowed
    unless all:
      - opioids is no
    source: P01
  a wound lifts 5 kg:
    at most: lifting 5 kg
    when any:
      - wound trouble is yes
    source: P01
  numbness is an emergency:
    escalates: emergency
    when any:
      - saddle numbness is yes
    source: P01
  a second operation is careful:
    always: the stance followed is restrictive
    when any:
      - revision is yes
    source: P01
"""
# fmt: off
MISTAKES = (
    ("    liberal: 6\n", "    liberal: 5\n"),
    ("      - weakness is none\n      - opioids is no\n", "      - weakness is none\n"),
    ("        value: 5 kg\n", "        value: 25 kg\n"),
    ("    urgency: emergency\n", "    urgency: routine\n"),
    ("    then: restrictive stance\n", "    then: liberal stance\n"),
    ("      - leg pain at most 1/3\n", "      - leg pain at most 1/3\n      - leg pain at least 2/3\n"),
    ("        - ankle is 5/5\n", "        - ankle at least 3/5\n"),
    ("    mild: otherwise\n", "    mild:\n      when all:\n        - ankle at least 5/5\n"),
    ("        - ankle at most 3/5\n", "        - ankle is 3/5\n"),
    ("      - saddle numbness is yes\n    patient", "      - saddle numbness is yes\n      - week at least running from\n    patient"),
    ("    when any:\n      - saddle numbness is yes\n    patient", "    when all:\n      - saddle numbness is yes\n      - leg pain at most 2/3\n    patient"),
    ("          - leg pain at least 2/3\n", "          - leg pain at least 2/3\n          - leg pain at least 3/3\n"),
    ("      - week at least running from\n", "      - week between 6 and 12\n"),
    ("        restrictive: 5 kg\n        typical: 10 kg\n        liberal: 20 kg\n", "        all: 30 kg\n"),
    ("      - day at least 1 days\n", "      - day at least 0 days\n"),
)
# fmt: on


@frozen
class Answered:
    """What one patient is told: may each activity be done, up to how much, how urgent, which stance."""

    speaks: bool
    verdicts: dict[str, str]
    most: float
    urgency: int
    stance: int
    memory: WorkingMemory

    def may(self, activity: str) -> bool:
        return self.speaks and self.verdicts[activity] in ("allowed", "with care")


Place = tuple[int, ...]
"""A day, a stance asked for, and each item's value; after the last value comes `not known`."""


@define
class Table:
    """The answer to every patient; the same answer is kept once."""

    protocol: Protocol
    days: tuple[int, ...]
    answers: dict[Place, Answered] = field(factory=dict)
    kept: dict[Any, Answered] = field(factory=dict)
    scoped: dict[str, set[bool | None]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        items = list(self.protocol.vocabulary.items.values())
        spans = [range(item.most + 2) for item in items]
        for place in product(self.days, range(len(STANCES)), *spans):
            self.answers[place] = self.answer(place)

    def facts(self, place: Place) -> dict[str, int | None]:
        items = self.protocol.vocabulary.items.values()
        told = zip(items, place[2:], strict=True)
        facts: dict[str, int | None] = {i.name: None if v > i.most else v for i, v in told}
        return {**facts, "day": place[0]}

    def answer(self, place: Place) -> Answered:
        protocol, facts = self.protocol, self.facts(place)
        stance = STANCES[place[1]]
        memory = self.run(stance, facts)
        for rule in protocol.rules:
            if rule.kind == "scope":
                self.scoped.setdefault(rule.id, set()).add(memory.truth(rule))
        followed = stance_followed(list(memory.ruleset.rules), memory.truth, stance)
        memory = memory if followed == stance else self.run(followed, facts)
        key = (followed, memory.activations)
        if key not in self.kept:
            self.kept[key] = self.answered(memory, followed)
        return self.kept[key]

    def answered(self, memory: WorkingMemory, followed: str) -> Answered:
        said = ruled(self.protocol, memory)
        urgencies = [URGENCIES.index(urgency) for urgency in said.escalations.values()]
        return Answered(
            not said.silent,
            {name: verdict for name, (verdict, _) in said.verdicts.items()},
            said.limits["lifting"][0] if "lifting" in said.limits else inf,
            min(urgencies, default=len(URGENCIES)),
            STANCES.index(followed),
            memory,
        )

    def run(self, stance: str, facts: dict[str, int | None]) -> WorkingMemory:
        ruleset = self.protocol.rulesets[stance]
        return WorkingMemory(ruleset, facts, infer(ruleset, facts))


def ruled(protocol: Protocol, memory: WorkingMemory, without: Rule | None = None) -> Ruling:
    """What the rules come to by the oracle, which shares nothing with the decision that is proven."""
    rules = [rule for rule in memory.ruleset.rules if rule is not without]
    return ruling(protocol, rules, dict(memory.ruleset.numbers), memory.truth)


def counted(table: Table) -> set[str]:
    """Everything that is wrong or odd, found by looking through the answers."""
    return {*_written(table), *_inborn(table), *_odd_rules(table), *_odd_wholes(table)}


# Each written promise once more, in Python


def _written(table: Table) -> Iterator[str]:
    broken: dict[str, Callable[[dict[str, Any], Answered], bool]] = {
        "nobody runs before week 6": lambda f, a: f["day"] < 42 and a.may("running"),
        "nobody runs on opioids": lambda f, a: f["opioids"] != 0 and a.may("running"),
        "a wound lifts 5 kg": lambda f, a: f["wound trouble"] == 1 and a.speaks and a.most > 50,
        "numbness is an emergency": lambda f, a: f["saddle numbness"] == 1 and a.urgency > 0,
        "a second operation is careful": lambda f, a: f["revision"] == 1 and a.stance > 0,
    }
    for name, is_broken in broken.items():
        if any(is_broken(table.facts(place), a) for place, a in table.answers.items()):
            yield name


# Each promise of every protocol, from one patient to the next; what holds for neighbours holds for all


def _inborn(table: Table) -> Iterator[str]:
    for name, neighbours, worse in (
        ("unknown never opens a gate", _less_known, lambda x, y: _more(x, y) and x.urgency > 0),
        ("what is not known is asked first", _less_known, _dropped),
        ("worse never opens a gate", _worse, lambda x, y: _more(x, y) or y.urgency > x.urgency),
        ("time alone never closes a gate", _earlier, _opened),
        ("no limit rises before its week", _earlier, _raised),
        (
            "a stricter stance never allows more",
            _stricter,
            lambda x, y: _more(x, y) or y.urgency > x.urgency,
        ),
        (
            "nothing suppresses an emergency",
            _told_more,
            lambda x, y: x.urgency == 0 and y.urgency > 0,
        ),
        ("a further sign never lowers the urgency", _signs, lambda x, y: y.urgency > x.urgency),
    ):
        pairs = ((place, other) for place in table.answers for other in neighbours(table, place))
        if any(worse(table.answers[strict], table.answers[loose]) for strict, loose in pairs):
            yield name


def _opened(strict: Answered, loose: Answered) -> bool:
    return any(loose.may(a) and not strict.may(a) for a in strict.verdicts)


def _raised(strict: Answered, loose: Answered) -> bool:
    return strict.speaks and loose.speaks and loose.most > strict.most


def _more(strict: Answered, loose: Answered) -> bool:
    return _opened(strict, loose) or _raised(strict, loose)


def _dropped(strict: Answered, loose: Answered) -> bool:
    """A warning of the one that for the other is neither issued nor asked first."""
    issued = (r for r in strict.memory.ruleset.rules if r.kind == "escalation")
    return any(
        strict.memory.truth(rule) is True and loose.memory.truth(rule) is False for rule in issued
    )


def _items(table: Table) -> list[tuple[int, Any]]:
    return list(enumerate(table.protocol.vocabulary.items.values(), 2))


def _at(place: Place, number: int, value: int) -> Place:
    return (*place[:number], value, *place[number + 1 :])


def _less_known(table: Table, place: Place) -> Iterator[Place]:
    for number, item in _items(table):
        if place[number] <= item.most:
            yield _at(place, number, item.most + 1)


def _worse(table: Table, place: Place) -> Iterator[Place]:
    for number, item in _items(table):
        value = place[number] + (1 if item.worse_is_higher else -1)
        if place[number] <= item.most and 0 <= value <= item.most:
            yield _at(place, number, value)


def _earlier(table: Table, place: Place) -> Iterator[Place]:
    number = table.days.index(place[0])
    if number:
        yield _at(place, 0, table.days[number - 1])


def _stricter(_: Table, place: Place) -> Iterator[Place]:
    if place[1]:
        yield _at(place, 1, place[1] - 1)


def _told_more(table: Table, place: Place) -> Iterator[Place]:
    yield from _signs(table, place)
    yield from (_at(place, 1, stance) for stance in range(len(STANCES)))


def _signs(table: Table, place: Place) -> Iterator[Place]:
    yield from _worse(table, place)
    for number, item in _items(table):
        if place[number] > item.most:
            yield from (_at(place, number, value) for value in range(item.most + 1))


# What is odd in single rules


def _odd_rules(table: Table) -> Iterator[str]:
    answers = list(table.kept.values())
    told = [answered for answered in answers if answered.speaks]
    for rule in table.protocol.rules:
        yield from _redundant(rule, table)
        if rule.kind in ("allowed", "milestone", "phase"):
            continue
        spoken = rule.kind in ("not yet", "with care", "limit", "advice")
        truths = {answered.memory.truth(rule) for answered in (told if spoken else answers)}
        if True not in (table.scoped[rule.id] if rule.kind == "scope" else truths):
            yield f"dead: {rule.id}"
        if rule.kind in ("not yet", "with care", "limit") and _shadowed(rule, told, table.protocol):
            yield f"shadowed: {rule.id}"


def _redundant(rule: Rule, table: Table) -> Iterator[str]:
    for path, part in parts(rule.when):
        group = without(rule.when, path)
        if all(
            answered.memory.truth(rule) is _truth(group, table.facts(place), answered.memory)
            for place, answered in table.answers.items()
        ):
            yield f"redundant: {rule.id} without {words(part)}"


def _truth(group: Group, facts: dict[str, int | None], memory: WorkingMemory) -> bool | None:
    return truth_of(group, KLEENE, tests_of(facts.get, memory.ruleset.numbers), memory.proposition)


def _shadowed(rule: Rule, told: list[Answered], protocol: Protocol) -> bool:
    meant = [a for a in told if a.memory.truth(rule) is not False]
    return bool(meant) and not any(_matters(rule, a, protocol) for a in meant)


def _matters(rule: Rule, answered: Answered, protocol: Protocol) -> bool:
    memory = answered.memory
    same = [r for r in memory.ruleset.rules if (r.kind, r.subject) == (rule.kind, rule.subject)]
    if rule.kind == "limit":
        fewer = ruled(protocol, memory, rule).limits.get(rule.subject, (inf,))
        own = rule.amount.value(memory.ruleset.numbers) if rule.amount else None
        return own is not None and own == answered.most < fewer[0]
    others = [memory.truth(r) for r in same if r is not rule]
    if rule.kind == "with care":
        return answered.may(rule.subject) and all(truth is False for truth in others)
    alone = memory.truth(rule) is True and True not in others
    return alone or all(truth is False for truth in others)


# What is odd in the whole


def _odd_wholes(table: Table) -> Iterator[str]:
    answers = list(table.kept.values())
    told = [answered for answered in answers if answered.speaks]
    for name, values in table.protocol.values.items():
        if REACHED in values:
            reached = {a.memory.proposition((name, REACHED)) for a in told}
            yield from [f"unreachable: {name}"] * (True not in reached)
            continue
        truths = [[a.memory.proposition((name, value)) for value in values] for a in answers]
        yield from [f"gap: {name}"] * any(row.count(False) == len(row) for row in truths)
        yield from [f"contradiction: {name}"] * any(row.count(True) > 1 for row in truths)
    if any(a.memory.proposition(("early", REACHED)) is not True for a in told):
        yield "gap: phases"
    for activity in ("running", "walking"):
        open_to = {answered.may(activity) for answered in told}
        yield from [f"never opens: {activity}"] * (open_to == {False})
        yield from [f"never closes: {activity}"] * (open_to == {True})
    conditions = [leaf for rule in table.protocol.rules for leaf in rule.when.leaves()]
    bounds = [
        b for leaf in conditions if isinstance(leaf, Condition) for b in (leaf.low, leaf.high)
    ]
    if not any(bound is not None and bound.threshold for bound in bounds):
        yield "never matters: running from"


def proven_wrong(protocol: Protocol) -> set[str]:
    """The same, as the proof says it."""
    proof = prove(protocol)
    assert not proof.having("undecided")
    broken = {g.id.partition("/")[2] for g in proof.guarantees if g.state == REFUTED}
    odd = {f"{o.kind}: {o.id}" for o in proof.oddities if o.state == ODD}
    return (broken | odd) - {"tightening never allows more"}


def compare(days: tuple[int, ...], mistakes: tuple[tuple[str, str], ...]) -> bool:
    """Whether both agree about the reduced protocol, and about it with each mistake."""
    agreed, patients, counting, proving = True, 0, 0.0, 0.0
    for right, wrong in (("", ""), *mistakes):
        assert RULES.count(right) == 1 or not right, right
        protocol = load_texts({"protocol.yaml": RULES.replace(right, wrong) if right else RULES})
        begun = time.process_time()
        table = Table(protocol, days)
        expected = counted(table)
        between = time.process_time()
        found = proven_wrong(protocol)
        counting, proving = counting + between - begun, proving + time.process_time() - between
        patients += len(table.answers)
        if found != expected:
            agreed = False
            print(f"{wrong!r}: only counted {expected - found}, only proven {found - expected}")
        else:
            print(f"{len(expected):3} things wrong: both agree {'' if right else '(as it is)'}")
    print(f"{patients:,} patients: counted in {counting:.1f} s, proven in {proving:.2f} s", end="")
    print(f", {counting / proving:.0f} times as fast")
    return agreed


def main() -> int:
    """Compares what is counted with what is proven."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="one mistake only")
    parser.add_argument("--every-day", action="store_true", help="all days of 13 weeks")
    asked = parser.parse_args()
    days = tuple(range(LAST_DAY + 1)) if asked.every_day else TURNING
    return 0 if compare(days, MISTAKES[:1] if asked.quick else MISTAKES) else 1


if __name__ == "__main__":
    sys.exit(main())
