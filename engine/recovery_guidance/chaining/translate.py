"""Rules → a definition for durable-rules, with positive patterns only.

A pattern matches a value that satisfies its conditions, or an unknown one where it is asserted: so the same
definition finds what is *certain* from the known facts alone, and what is *possible* from all of them.
docs/decisions.md says which traps of durable-rules this avoids.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import define, field

from ..model.conditions import Claim, Condition, Group, Member
from ..model.problem import Problem
from ..model.protocol import Protocol
from ..model.rules import Rule, Ruleset
from .definition import BEGIN, UNKNOWN, Definition, within

ITEMS_A_FACT = 8
"""Items are asserted together: durable-rules sets aside kilobytes for each fact and for each pattern that
is joined to another, and conditions on items of one fact are one pattern."""
MOST_PATTERNS = 16
MOST_RULES = 4000
"""durable-rules takes 4,093 rules; this leaves room for a surgeon's orders."""
MOST_JOINED = 20_000
"""durable-rules sets aside ten kilobytes for each pattern of each rule, every time that it is asked."""
TESTS_A_FACT = 56
"""durable-rules follows at most 64 tests for one fact, which is asserted once more for further ones."""
RULES_A_FACT = 200
"""durable-rules joins one test to 255 rules, and writes past the end of its list for the next."""
MOST_EITHER = 12
"""durable-rules takes 31 brackets in one pattern; each range in an `any` has two."""

Pattern = dict[str, Any]
Key = tuple[str | int, ...]
"""What a pattern looks at: some of the items, a proposition, or part of a rule."""
Ends = tuple[int | None, int | None]


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

    def ranges(self, last: int) -> list[Ends]:
        """The ranges of values that meet it, where words end at the place `last`; words may need several."""
        if self.among is None:
            return [(self.low, self.high)]
        places = sorted(self.among)
        lows = (place or None for place in places if place - 1 not in self.among)
        highs = (place for place in places if place + 1 not in self.among)
        ends = [
            (low, high if high != last else None) for low, high in zip(lows, highs, strict=True)
        ]
        return ends or [(UNKNOWN, None)]

    def patterns(self, slot: int, last: int) -> list[list[Pattern]]:
        """Tests of the item in that slot of its fact; all of one list have to match."""
        return [_within(slot, *ends, self.known) for ends in self.ranges(last)]


def _within(slot: int, low: int | None, high: int | None, known: bool) -> list[Pattern]:
    # Where an item is not known, its `l` is above every number and its `h` below.
    tests: list[Pattern] = []
    if low is not None:
        tests.append({"$gte": {f"l{slot}": within(low)}})
    if high is not None:
        tests.append({"$lte": {f"h{slot}": within(high)}})
    if known:
        tests.append({"$lt": {f"l{slot}": UNKNOWN}})
    return tests or [{"$lte": {f"l{slot}": UNKNOWN}}]


def translate(ruleset: Ruleset) -> Definition:
    """The definition of one ruleset, which says itself whether it is more than durable-rules can take."""
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
    wide = [problem for rule in protocol.rules if (problem := engine_limits(rule))]
    yield from wide
    beyond = (translate(ruleset).beyond for ruleset in protocol.rulesets.values())
    if not wide and (message := next(filter(None, beyond), "")):
        last = max(protocol.rules, key=lambda rule: (rule.position.file, rule.position.line))
        yield Problem(
            "E114",
            message,
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
class _Fact:
    """One fact that is asserted, and how much durable-rules follows for it."""

    address: int
    tests: set[str] = field(factory=set)
    rules: int = 0

    def has_room(self, tests: set[str]) -> bool:
        return self.rules < RULES_A_FACT and len(self.tests | tests) <= TESTS_A_FACT


@define
class _Translator:
    ruleset: Ruleset
    rules: dict[str, Any] = field(factory=dict)
    fired: dict[str, list[tuple[str, Key]]] = field(factory=dict)
    named: dict[str, str] = field(factory=dict)
    parts: dict[Member, Key] = field(factory=dict)
    places: dict[str, int] = field(factory=dict)
    facts: dict[Key, list[_Fact]] = field(factory=dict)
    count: int = 0
    widest: int = 0
    joined: int = 0

    def translate(self) -> Definition:
        # A pattern that every fact matches keeps facts that no rule looks at from aborting the batch;
        # it waits for a second fact that never comes, so it never fires.
        self.rules["heed"] = {"all": [{"a": {"f": 1}}, {"b": {"never": 1}}]}
        # A rule that fires in every session: durable-rules frees memory it never set when it deletes a session
        # in which nothing fired, and crashes on an empty batch.
        self.rules[BEGIN] = {"all": [{"a": {BEGIN: 1}}]}
        self.fired[BEGIN] = []
        for rule in self.ruleset.rules:
            self.group(
                rule.when, rule.id, ("proposition", *rule.concludes) if rule.is_derived else ()
            )
        firings = {
            name: tuple((rule, self.addresses(key)) for rule, key in fired)
            for name, fired in self.fired.items()
        }
        text = json.dumps(self.rules, separators=(",", ":"))
        return Definition(text, firings, tuple(self.bundles()), self.beyond())

    def bundles(self) -> Iterator[tuple[tuple[str, ...], tuple[int, ...]]]:
        items = list(self.places)
        for key in self.facts:
            if key[0] == "items":
                first = int(key[1]) * ITEMS_A_FACT
                yield tuple(items[first : first + ITEMS_A_FACT]), self.addresses(key)

    def beyond(self) -> str:
        """What of it is more than durable-rules can take; empty where nothing is."""
        for what, needed, most in (
            ("joins {:,} things in one rule of the engine", self.widest, MOST_PATTERNS),
            ("needs {:,} rules of the engine", len(self.rules), MOST_RULES),
            ("joins {:,} things in the engine", self.joined, MOST_JOINED),
        ):
            if needed > most:
                return f"this protocol {what.format(needed)}, which takes {most:,}"
        return ""

    def addresses(self, key: Key) -> tuple[int, ...]:
        return tuple(fact.address for fact in self.facts.get(key, ()))

    def group(self, group: Group, rule: str, proven: Key) -> None:
        """Where the group holds, the rule applies, and what is proven comes true."""
        if group.every:
            self.join(self.flat(group), rule, proven)
            return
        either: dict[int, list[list[Pattern]]] = {}
        for member in group.members:
            if isinstance(member, Group):
                self.group(member, rule, proven)
            elif isinstance(member, Claim):
                for value in member.values:
                    self.rule([(("proposition", member.subject, value), [])], rule, proven)
            else:
                test = _Test()
                test.narrow(member, self.ruleset)
                bundle, patterns = self.on_bundle(member.subject, test)
                either.setdefault(bundle, []).extend(patterns)
        for bundle, patterns in sorted(either.items()):
            self.either(bundle, patterns, rule, proven)

    def either(self, bundle: int, patterns: list[list[Pattern]], rule: str, proven: Key) -> None:
        """The same where one of these patterns on one fact matches."""
        for first in range(0, len(patterns), MOST_EITHER):
            some = _either(patterns[first : first + MOST_EITHER])
            self.rule([(("items", bundle, 0), some)], rule, proven)

    def flat(self, group: Group) -> list[Member]:
        members: list[Member] = []
        for member in group.members:
            members.extend(
                self.flat(member) if isinstance(member, Group) and member.every else [member]
            )
        return members

    def join(self, members: list[Member], rule: str, proven: Key) -> None:
        """One rule that fires where all members hold."""
        tests: dict[str, _Test] = {}
        facts: dict[Key, None] = {}
        for member in members:
            if isinstance(member, Condition):
                tests.setdefault(member.subject, _Test()).narrow(member, self.ruleset)
            elif isinstance(member, Claim) and len(member.values) == 1:
                facts["proposition", member.subject, member.values[0]] = None
            else:
                facts[self.part(member)] = None
        if not tests and not facts:
            tests["day"] = _Test(known=True)
        # One pattern for all of a fact's items that are each in one range, and one for each other item.
        one: dict[int, list[Pattern]] = {}
        several: dict[int, list[list[Pattern]]] = {}
        for item, test in tests.items():
            bundle, patterns = self.on_bundle(item, test)
            if len(patterns) == 1:
                one.setdefault(bundle, []).extend(patterns[0])
            elif len(patterns) > MOST_EITHER:
                key = ("part", str(patterns), bundle)
                facts[key] = None
                if key not in self.facts:
                    self.either(bundle, patterns, "", key)
            else:
                several.setdefault(bundle, []).append(_either(patterns))
        joined: list[tuple[Key, list[Pattern]]] = []
        for bundle in sorted({*one, *several}):
            each = [one[bundle]] if bundle in one else []
            each += several.get(bundle, [])
            joined += [(("items", bundle, n), sorted(some, key=str)) for n, some in enumerate(each)]
        self.rule([*joined, *((fact, []) for fact in facts)], rule, proven)

    def rule(self, joined: list[tuple[Key, list[Pattern]]], rule: str, proven: Key) -> None:
        """One rule that fires where all patterns match; what has the same patterns fires together."""
        name = self.named.setdefault(str(joined), f"r{len(self.rules)}")
        if name not in self.rules:
            patterns = [self.addressed(key, tests, name) for key, tests in joined]
            self.rules[name] = {"all": [{f"m{n}": pattern} for n, pattern in enumerate(patterns)]}
            self.fired[name] = []
            self.widest = max(self.widest, len(patterns))
            self.joined += len(patterns)
        self.fired[name].append((rule, proven))

    def part(self, member: Member) -> Key:
        """A fact that comes true where an `any` inside an `all` holds."""
        if member not in self.parts:
            self.parts[member] = ("part", len(self.parts))
            group = member if isinstance(member, Group) else Group(False, (member,))
            self.group(group, "", self.parts[member])
        return self.parts[member]

    def on_bundle(self, item: str, test: _Test) -> tuple[int, list[list[Pattern]]]:
        """The number of the fact on which the item stands, and the patterns of which one has to match."""
        bundle, slot = divmod(self.places.setdefault(item, len(self.places)), ITEMS_A_FACT)
        declared = self.ruleset.vocabulary.items.get(item)
        return bundle, test.patterns(slot, declared.most if declared else UNKNOWN)

    def addressed(self, key: Key, tests: list[Pattern], rule: str) -> Pattern:
        """The pattern on a fact that has room for it."""
        facts = self.facts.setdefault(key, [])
        followed = _followed(tests, rule)
        fact = next((fact for fact in facts if fact.has_room(followed)), None)
        if fact is None:
            fact = _Fact(self.count)
            facts.append(fact)
            self.count += 1
        fact.rules += 1
        fact.tests |= followed
        # In two steps, because durable-rules keeps all first tests in one table of 512, and hangs when it is full.
        return {"$and": [{"a": fact.address >> 8}, {"b": fact.address & 255}, *tests]}


def _either(patterns: list[list[Pattern]]) -> list[Pattern]:
    """A pattern that matches where all tests of one of these do."""
    if len(patterns) == 1:
        return patterns[0]
    return [{"$or": [{"$and": tests} if len(tests) > 1 else tests[0] for tests in patterns]}]


def _followed(tests: Iterable[Pattern], rule: str) -> set[str]:
    """What durable-rules follows for a pattern: those with the same tests before share one, and no `$or` does."""
    path, found = "", set()
    for test in tests:
        path += str(test)
        found.add(path)
        if "$or" in test:
            path += rule
            found |= {f"{path} {n}" for n in range(2 * len(test["$or"]))}
    return found
