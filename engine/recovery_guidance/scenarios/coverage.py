"""Which rules and conditions the scenarios pin down, both ways, and which they do not.

A rule counts where a scenario asks about it, directly or through what chains into it: it has to apply
in one and not apply in another. Each of its conditions has to be seen true, false and unknown, but for
what brings on an emergency or a refusal by itself: then no other rule says anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from attrs import frozen

from ..model.algebra import Truth
from ..model.conditions import Claim, Condition, Leaf, Member, is_generated
from ..model.items import DAY
from ..model.problem import Position
from ..model.protocol import STANCES, Protocol
from ..model.rules import Rule
from .play import Played, Seen
from .spans import item_of, span_of
from .story import Answer

WORDS: Mapping[Truth, str] = {True: "true", False: "false", None: "unknown"}
_MISSING = {
    True: "applies in no scenario",
    False: "is asked about in no scenario where it does not apply",
}


@frozen
class Gap:
    """One thing that no scenario shows, and the place of the rule or condition."""

    rule: str
    text: str
    position: Position
    missing: str

    def __str__(self) -> str:
        return f"{self.position.file}:{self.position.line}: {self.text}: {self.missing}"


@frozen
class RuleCoverage:
    """The scenarios that ask about a rule: where it applies, where it does not, where it may.

    They are named by their ids; `shown` and `wanted` count what has to be seen.
    """

    rule: str
    applies: tuple[str, ...]
    does_not: tuple[str, ...]
    may: tuple[str, ...]
    shown: int
    wanted: int
    gaps: tuple[Gap, ...]

    @property
    def scenarios(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.applies, *self.does_not, *self.may)))


@frozen
class Coverage:
    """The coverage of every rule, in the order of rule files."""

    rules: Mapping[str, RuleCoverage]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        found = [gap for rule in self.rules.values() for gap in rule.gaps]
        return tuple(sorted(found, key=lambda g: (g.position.file, g.position.line, g.missing)))

    @property
    def shown(self) -> int:
        return sum(rule.shown for rule in self.rules.values())

    @property
    def wanted(self) -> int:
        return sum(rule.wanted for rule in self.rules.values())

    @property
    def percent(self) -> float:
        """Never rounded up to 100 while something is missing."""
        return int(1000 * self.shown / self.wanted) / 10 if self.wanted else 100.0


def coverage(protocol: Protocol, played: Iterable[Played]) -> Coverage:
    """What these scenarios show of a protocol's rules. Scenarios that fail count too: they asked."""
    asked: dict[str, dict[Truth, dict[str, None]]] = {
        rule.id: {True: {}, False: {}, None: {}} for rule in protocol.rules
    }
    seen: dict[tuple[str, int], set[Truth]] = defaultdict(set)
    for one in played:
        for name, truth, leaves in one.seen or seen_in(one.answers, protocol):
            asked[name][truth][one.scenario.id] = None
            for place, held in enumerate(leaves):
                seen[name, place].add(held)
    chains = _Chains(protocol)
    return Coverage(
        {rule.id: _of_rule(rule, chains, asked[rule.id], seen) for rule in protocol.rules}
    )


def seen_in(answers: Iterable[Answer], protocol: Protocol) -> Iterator[Seen]:
    """What answers show of the rules that were asked about, and of those that these chain from."""
    rules = protocol.by_id
    for answer in answers:
        memory = answer.guidance.memory
        asked = [rules[rule] for rule in sorted(answer.rules) if rule in rules]
        for rule in protocol.graph.behind(asked, any_value=True).values():
            leaves = tuple(memory.holds(leaf) for leaf in rule.when.leaves())
            yield rule.id, memory.truth(rule), leaves


@frozen(eq=False)
class _Chains:
    """What each rule rests on, and which rules an emergency or a refusal silences."""

    protocol: Protocol

    @cached_property
    def heard(self) -> frozenset[str]:
        """The rules that are heard whatever a patient says, and those they chain from."""
        graph = self.protocol.graph
        always = graph.of_kind("escalation") + graph.of_kind("scope")
        return frozenset(graph.behind(always, any_value=True))

    @cached_property
    def silencing(self) -> Mapping[Condition, frozenset[Truth]]:
        """Conditions, and the truths of each with which no other rule says anything."""
        found: dict[Condition, frozenset[Truth]] = defaultdict(frozenset)
        for rule in self.protocol.rules:
            # What cannot be ruled out refuses too.
            truths = {True} if rule.silences else {True, None} if rule.refuses else set()
            by_itself = not rule.when.every or len(rule.when.members) == 1
            for member in rule.when.members if by_itself else ():
                if isinstance(member, Condition):
                    found[member] |= truths
        return found

    def wanted(self, leaf: Leaf, rule: Rule) -> frozenset[Truth]:
        """The truths that a condition of a rule has to be seen with."""
        if isinstance(leaf, Claim) or rule.id in self.heard:
            return self.can_be(leaf)
        return self.can_be(leaf) - self.silencing.get(leaf, frozenset())

    def can_be(self, member: Member) -> frozenset[Truth]:
        """The truths that a condition could have for some patient."""
        if isinstance(member, Condition):
            return possible(member, self.protocol)
        if isinstance(member, Claim):
            rules = self.protocol.graph.concluding(member)
            return _combined([self.can_be(rule.when) for rule in rules], every=False)
        return _combined([self.can_be(part) for part in member.members], member.every)


def possible(condition: Condition, protocol: Protocol) -> frozenset[Truth]:
    """The truths that a condition on an item could have, under any stance."""
    if condition.known:
        return frozenset({True, False})
    item = item_of(condition, protocol)
    everything = range(item.least, item.most + 1)
    found: set[Truth] = set() if item is DAY else {None}
    for stance in STANCES:
        if condition.among is not None:
            held = len(condition.among & set(everything))
        else:
            least, most = span_of(condition, protocol, stance)
            held = max(0, most - least + 1)
        found |= {True} if held else set()
        found |= {False} if held < len(everything) else set()
    return frozenset(found)


def _combined(parts: list[frozenset[Truth]], every: bool) -> frozenset[Truth]:
    """What a list could be, as if its parts had nothing to do with each other."""
    found: set[Truth] = {None} if any(None in part for part in parts) else set()
    if any((not every) in part for part in parts):
        found.add(not every)
    if all(every in part for part in parts):
        found.add(every)
    return frozenset(found)


def _of_rule(
    rule: Rule,
    chains: _Chains,
    asked: Mapping[Truth, Mapping[str, None]],
    seen: Mapping[tuple[str, int], set[Truth]],
) -> RuleCoverage:
    gaps: list[Gap] = []
    can = chains.can_be(rule.when)
    wanted = (True in can) + (False in can)
    for truth, missing in _MISSING.items():
        if truth in can and not asked[truth]:
            gaps.append(Gap(rule.id, rule.id, rule.position, missing))
    for place, leaf in enumerate(rule.when.leaves()):
        if not leaf.position.file or is_generated(leaf):
            continue
        truths = chains.wanted(leaf, rule)
        wanted += len(truths)
        unseen = truths - seen.get((rule.id, place), set())
        gaps += [
            Gap(rule.id, f"`{leaf.text}`", leaf.position, f"never {WORDS[truth]}")
            for truth in (True, False, None)
            if truth in unseen
        ]
    applies, does_not, may = (tuple(asked[truth]) for truth in (True, False, None))
    return RuleCoverage(rule.id, applies, does_not, may, wanted - len(gaps), wanted, tuple(gaps))
