"""Rules → a definition for durable-rules, with positive patterns only.

A pattern matches a value that satisfies its conditions, or an unknown fact (`u`) where one is asserted:
so the same definition finds what is *certain* from the known facts alone, and what is *possible* from
all of them. docs/decisions.md says which traps of durable-rules this avoids.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from attrs import define, field

from ..model.conditions import Claim, Condition, Group, Member, Proposition
from ..model.problem import Problem
from ..model.protocol import Protocol
from ..model.rules import Rule, Ruleset
from .definition import BEGIN, Definition, Firing

ITEMS_A_FACT = 8
"""Items are asserted together: durable-rules sets aside kilobytes for each fact and for each pattern that
is joined to another, and conditions on items of one fact are one pattern."""
MOST_PATTERNS = 16
MOST_RULES = 4000
"""durable-rules takes 4,093 rules; this leaves room for a surgeon's orders."""
TESTS_A_FACT = 48
"""durable-rules follows at most 64 patterns for one fact; items with more are asserted once more."""

Pattern = dict[str, Any]


@define
class _Test:
    """All conditions of one rule on one item, merged: one fact cannot satisfy two patterns."""

    low: int | None = None
    high: int | None = None
    among: frozenset[int] | None = None
    known: bool = False

    def narrow(self, condition: Condition, ruleset: Ruleset) -> None:
        if condition.known:
            self.known = True
        if condition.among is not None:
            self.among = condition.among if self.among is None else self.among & condition.among
        low, high = condition.ends(ruleset.numbers)
        self.low = low if self.low is None or (low is not None and low > self.low) else self.low
        self.high = (
            high if self.high is None or (high is not None and high < self.high) else self.high
        )

    def alternatives(self, slot: int) -> list[Pattern]:
        """Patterns on the item in that slot of its fact, of which one has to match."""
        unknown: list[Pattern] = [] if self.known else [{f"u{slot}": 1}]
        value = f"v{slot}"
        if self.among is not None:
            return [{value: place} for place in sorted(self.among)] + unknown
        if self.low is not None and self.high is not None and self.low > self.high:
            return unknown
        ends = [{"$gte": {value: self.low}}] if self.low is not None else []
        ends += [{"$lte": {value: self.high}}] if self.high is not None else []
        if not ends:
            return [{f"n{slot}": 1}, *unknown]
        return [{"$and": ends} if len(ends) > 1 else ends[0], *unknown]


def translate(ruleset: Ruleset) -> Definition:
    """The definition of one ruleset. Its limits were checked by `engine_limits`."""
    return _Translator(ruleset).translate()


def engine_limits(rule: Rule) -> Problem | None:
    """The problem where a rule looks at more than durable-rules can join."""
    widest = max((len(_subjects(part)) for part in _parts(rule.when)), default=0)
    if widest <= MOST_PATTERNS:
        return None
    return Problem(
        "E114",
        f"`{rule.id}` looks at {widest} different things at once; a rule can join {MOST_PATTERNS}",
        rule.position,
        "the rule engine would refuse the whole protocol",
        "gather some of them in a milestone, and name the milestone here",
    )


def beyond_the_engine(protocol: Protocol) -> Iterator[Problem]:
    """A problem for each thing in a protocol that durable-rules would refuse."""
    for rule in protocol.rules:
        if problem := engine_limits(rule):
            yield problem
    count = len(translate(protocol.rulesets[protocol.default_stance]).firings)
    if count > MOST_RULES:
        last = max(protocol.rules, key=lambda rule: (rule.position.file, rule.position.line))
        yield Problem(
            "E114",
            f"this protocol needs {count:,} rules of the engine, which takes {MOST_RULES:,}",
            last.position,
            "the rule engine would refuse the whole protocol",
            "split it into two protocols",
        )


def _parts(group: Group) -> list[Group]:
    """Every list of conditions that has to be joined in one rule of the definition."""
    inner = [
        part for member in group.members if isinstance(member, Group) for part in _parts(member)
    ]
    return [group, *inner] if group.every else inner


def _subjects(group: Group) -> set[Any]:
    found: set[Any] = set()
    for member in group.members:
        if isinstance(member, Group) and member.every:
            found |= _subjects(member)
        else:
            found.add(member.subject if isinstance(member, Condition) else member)
    return found


@define
class _Translator:
    ruleset: Ruleset
    rules: dict[str, Any] = field(factory=dict)
    firings: dict[str, tuple[Firing, ...]] = field(factory=dict)
    named: dict[str, str] = field(factory=dict)
    numbers: dict[Any, int] = field(factory=dict)
    places: dict[str, int] = field(factory=dict)
    tests: dict[int, dict[str, int]] = field(factory=dict)

    def translate(self) -> Definition:
        # A pattern that every fact matches keeps facts that no rule looks at from aborting the batch;
        # it waits for a second fact that never comes, so it never fires.
        self.rules["heed"] = {"all": [{"a": {"f": 1}}, {"b": {"never": 1}}]}
        # A rule that fires in every session: durable-rules frees memory it never set when it deletes a session
        # in which nothing fired, and crashes on an empty batch.
        self.rules[BEGIN] = {"all": [{"a": {BEGIN: 1}}]}
        self.firings[BEGIN] = ()
        for rule in self.ruleset.rules:
            derived = rule.is_derived
            fact = self.proposition((rule.subject, rule.value)) if derived else None
            self.group(rule.when, (rule.id, fact))
        items = list(self.places)
        bundles = []
        for bundle, tests in self.tests.items():
            first = bundle * ITEMS_A_FACT
            shards = range(max(tests.values()) // TESTS_A_FACT + 1)
            addresses = tuple(self.address(("items", bundle, shard)) for shard in shards)
            bundles.append((tuple(items[first : first + ITEMS_A_FACT]), addresses))
        text = json.dumps(self.rules, separators=(",", ":"))
        return Definition(text, self.firings, tuple(bundles))

    def address(self, key: Any) -> int:
        return self.numbers.setdefault(key, len(self.numbers))

    def proposition(self, key: Proposition) -> int:
        return self.address(("proposition", *key))

    def group(self, group: Group, firing: Firing) -> None:
        """The rules of the definition that fire `firing` where the group holds."""
        if group.every:
            self.join(self.flat(group), firing)
            return
        either: dict[int, list[Pattern]] = {}
        for member in group.members:
            if isinstance(member, Group):
                self.group(member, firing)
            elif isinstance(member, Claim):
                for value in member.values:
                    self.rule([_addressed(self.proposition((member.subject, value)))], firing)
            else:
                test = _Test()
                test.narrow(member, self.ruleset)
                self.put(member.subject, test, either)
        for bundle, patterns in sorted(either.items()):
            self.rule([self.on_bundle(bundle, [_any(patterns)])], firing)

    def flat(self, group: Group) -> list[Member]:
        members: list[Member] = []
        for member in group.members:
            members.extend(
                self.flat(member) if isinstance(member, Group) and member.every else [member]
            )
        return members

    def join(self, members: list[Member], firing: Firing) -> None:
        """One rule that fires where all members hold."""
        tests: dict[str, _Test] = {}
        facts: dict[int, None] = {}
        for member in members:
            if isinstance(member, Condition):
                tests.setdefault(member.subject, _Test()).narrow(member, self.ruleset)
            elif isinstance(member, Claim) and len(member.values) == 1:
                facts[self.proposition((member.subject, member.values[0]))] = None
            else:
                facts[self.part(member)] = None
        if not tests and not facts:
            tests["day"] = _Test(known=True)
        bundles: dict[int, list[Pattern]] = {}
        if all(self.put(item, test, bundles) for item, test in tests.items()):
            patterns = [self.on_bundle(bundle, found) for bundle, found in sorted(bundles.items())]
            self.rule(patterns + [_addressed(fact) for fact in facts], firing)

    def rule(self, patterns: list[Pattern], firing: Firing) -> None:
        """One rule that fires where all patterns match; what has the same patterns fires together."""
        name = self.named.setdefault(str(patterns), f"r{len(self.rules)}")
        self.rules[name] = {"all": [{f"m{n}": pattern} for n, pattern in enumerate(patterns)]}
        self.firings[name] = (*self.firings.get(name, ()), firing)

    def part(self, member: Member) -> int:
        """The address of a fact that comes true where an `any` inside an `all` holds."""
        key = ("part", member)
        known = key in self.numbers
        fact = self.address(key)
        if not known:
            group = member if isinstance(member, Group) else Group(False, (member,))
            self.group(group, ("", fact))
        return fact

    def put(self, item: str, test: _Test, bundles: dict[int, list[Pattern]]) -> bool:
        """Puts the pattern on one item with those on the same fact; false where none can match."""
        bundle, slot = divmod(self.places.setdefault(item, len(self.places)), ITEMS_A_FACT)
        alternatives = test.alternatives(slot)
        if alternatives:
            bundles.setdefault(bundle, []).append(_any(alternatives))
        return bool(alternatives)

    def on_bundle(self, bundle: int, patterns: list[Pattern]) -> Pattern:
        patterns = sorted(patterns, key=str)
        places = self.tests.setdefault(bundle, {})
        place = places.setdefault(str(patterns), len(places))
        return _addressed(self.address(("items", bundle, place // TESTS_A_FACT)), *patterns)


def _any(patterns: list[Pattern]) -> Pattern:
    return {"$or": patterns} if len(patterns) > 1 else patterns[0]


def _addressed(fact: int, *tests: Pattern) -> Pattern:
    # In two steps, because durable-rules keeps all first tests in one table of 512, and hangs when it is full.
    return {"$and": [{"a": fact >> 8}, {"b": fact & 255}, *tests]}
