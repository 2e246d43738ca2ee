"""What is seldom meant in a protocol as a whole: gaps, overlaps, contradictions, and what is never reached."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property, partial
from itertools import combinations
from operator import methodcaller

from attrs import evolve

from ..deciding.decision import Decision, Verdict
from ..everyone.search import Question
from ..everyone.setting import Setting, Subject, alone
from ..everyone.world import World
from ..model.algebra import T
from ..model.case import Order
from ..model.conditions import Bound, Claim, Condition, Group, Member
from ..model.items import DAY, NOWHERE, Item
from ..model.problem import Position
from ..model.protocol import STANCES, Assertion, Guarantee
from ..model.rules import REACHED, Rule, RuleGraph, Ruleset
from .breach import Breach, meant, says
from .oddity import Asking, Check, Oddity, words

_ONE_YEAR = 52 * 7
A_YEAR_LATER = Group(True, (Condition(DAY.name, low=Bound(_ONE_YEAR), high=Bound(_ONE_YEAR)),))
AT_ONCE = Group(True, (Condition(DAY.name, high=Bound(0)),))


class Gaps(Asking):
    """Asks of every finding, milestone, phase, activity, limit and threshold what patients can get."""

    def checks(self) -> Iterator[Check]:
        """Every question about the protocol as a whole."""
        protocol = self.protocol
        moves = {ladder.move for ladder in protocol.ladders.values()}
        for name, rules in protocol.graph.deriving.items():
            kind = rules[0].kind
            if kind == "finding":
                yield Check("gap", name, partial(self.uncovered, name))
                # Of the moves on a ladder several may hold, and the furthest back counts.
                pairs = combinations(protocol.values[name], 2) if name not in moves else ()
                for values in pairs:
                    yield Check("contradiction", name, partial(self.both, name, values))
            else:
                yield Check("unreachable", name, partial(self.unreachable, name, kind))
        if protocol.phases:
            yield Check("gap", "phases", self.without_phase)
        for name in protocol.graph.groups:
            yield Check("never opens", name, partial(self.never_opens, name))
            yield Check("never closes", name, partial(self.never_closes, name))
        for guarantee in protocol.guarantees:
            yield Check("dead", guarantee.id, partial(self.about_nobody, guarantee))
            for narrowed, part in alternatives(guarantee.when):
                about = f"{guarantee.id} when {words(part)}"
                narrow = evolve(guarantee, when=narrowed)
                yield Check("dead", about, partial(self.about_nobody, narrow, part))
        for name in protocol.thresholds:
            yield Check("never matters", name, partial(self.never_matters, name))

    # Findings, milestones, phases

    def uncovered(self, name: str) -> Oddity | None:
        """A patient for whom a finding has none of its values."""
        none = partial(_has_none, name, self.protocol.values[name])
        if not self.can(none):
            return None
        sentence = f"the finding `{name}` has no value for some patients"
        write = "let one of its values say `otherwise`"
        return Oddity("gap", name, sentence, write, self.at(name), self.about_finding(name, none))

    def both(self, name: str, values: tuple[str, str]) -> Oddity | None:
        """A patient for whom a finding has two values at once."""
        wrong = partial(_has_all, name, values)
        if not self.can(wrong):
            return None
        sentence = f"the finding `{name}` is `{values[0]}` and `{values[1]}` for the same patient"
        write = "let the conditions of its values exclude each other"
        shown = self.about_finding(name, wrong)
        return Oddity("contradiction", name, sentence, write, self.at(name), shown)

    def about_finding(self, name: str, wrong: Question) -> Breach:
        said = Assertion("finding", name, claim=Claim(name, self.protocol.values[name]))
        step = f"the finding {name} has one value"
        return Breach(said, self.setting, wrong, lambda _: step)

    def unreachable(self, name: str, kind: str) -> Oddity | None:
        """A milestone or phase that nobody can reach."""
        said = Assertion("conclusion", name, claim=Claim(name, (REACHED,)))
        if self.can(partial(says, said)):
            return None
        sentence = f"the {kind} `{name}` can never be reached"
        write = "compare its conditions with each other and with what they build on"
        step = f"the {kind} {name} is {REACHED if kind == 'milestone' else 'entered'}"
        shown = self.at_best(said, step)
        return Oddity("unreachable", name, sentence, write, self.at(name), shown)

    def without_phase(self) -> Oddity | None:
        """A patient who is in no phase."""
        wrong = partial(_in_no_phase, self.protocol.phases)
        if not self.can(wrong):
            return None
        first = self.protocol.phases[0]
        said = Assertion("conclusion", first, claim=Claim(first, (REACHED,)))
        shown = Breach(said, self.setting, wrong, lambda _: f"the phase {first} is entered")
        sentence, write = "some patients are in no phase", "let the first phase begin on day 0"
        return Oddity("gap", "phases", sentence, write, self.at(first), shown)

    def at(self, name: str) -> Position:
        """Where something derived is first concluded."""
        rules = self.protocol.graph.deriving.get(name)
        return rules[0].position if rules else NOWHERE

    # Activities

    def never_opens(self, name: str) -> Oddity | None:
        """An activity that is allowed to nobody."""
        said = Assertion("activity", name, Verdict.ALLOWED)
        if self.can(partial(says, said)):
            return None
        why = "its own conditions never hold together"
        if self.can(partial(_one_applies, self.protocol.graph.deciding[name].allowed)):
            why = "a `not yet` always stands against it"
        sentence = f"`{name}` can never be allowed: {why}"
        write = "compare its conditions with each other and with its `not yet`"
        at = self.protocol.activities[name].position
        shown = self.at_best(said, f"{name} is allowed or with care")
        return Oddity("never opens", name, sentence, write, at, shown)

    def never_closes(self, name: str) -> Oddity | None:
        """An activity that everybody may do at any time."""
        said = Assertion("activity", name, Verdict.ALLOWED)
        if self.can(partial(_denied, said)):
            return None
        sentence = f"`{name}` is open to everyone in every week"
        write = "give it conditions, or accept it and say why nobody has to wait"
        shown = Breach(said, self.setting, partial(_at_once, said))
        at = self.protocol.activities[name].position
        return Oddity("never closes", name, sentence, write, at, shown)

    def at_best(self, said: Assertion, step: str) -> Breach | None:
        """A patient without any complication, a year after the operation, of whom it is not said."""
        known = self.setting.people[0].facts
        items = (i for i in self.protocol.vocabulary.items.values() if i.name in known)
        wrong = partial(_without_complication, said, tuple(items))
        return Breach(said, self.setting, wrong, lambda _: step) if self.can(wrong) else None

    # Guarantees and thresholds

    def about_nobody(self, guarantee: Guarantee, part: Member | None = None) -> Oddity | None:
        """A guarantee, or one `part` of those it is about, that no patient is meant by."""
        if self.can(partial(meant, guarantee)):
            return None
        name, at = guarantee.id, guarantee.position
        if part is None:
            sentence, write = f"the guarantee `{name}` is about nobody", "compare its conditions"
            return Oddity("dead", name, sentence, f"{write} with each other", at)
        sentence = f"the guarantee `{name}` is about nobody where `{words(part)}`"
        write = "leave it out: there is no such patient, or the answer is an emergency or refused"
        return Oddity("dead", f"{name} when {words(part)}", sentence, write, at)

    def never_matters(self, name: str) -> Oddity | None:
        """A number that can be moved by one step, up and down, without changing any answer."""
        steps = self._moved.get(name, ())
        if any(self.possible(partial(_differs, self._touched(name), n), self._many) for n in steps):
            return None
        threshold = self.protocol.thresholds[name]
        why = "no rule uses it" if not steps else "other conditions decide wherever it is used"
        sentence = f"the threshold `{name}` never matters: {why}"
        write = "use it, or leave it out"
        return Oddity("never matters", name, sentence, write, threshold.position)

    def _touched(self, threshold: str) -> frozenset[str]:
        graph = self.protocol.graph
        return frozenset(graph.above(graph.using.get(threshold, ())))

    @cached_property
    def _moved(self) -> Mapping[str, tuple[int, int]]:
        """For each threshold that is used, which of many patients is answered with it moved up, and down."""
        names = [name for name in self.protocol.thresholds if name in self.protocol.graph.using]
        return {name: (2 * place, 2 * place + 1) for place, name in enumerate(names)}

    @cached_property
    def _many(self) -> Setting:
        """One patient, answered with each threshold moved by a step, and last as it is."""
        own = self.setting.subjects[0]
        everything = frozenset(rule.id for rule in self.protocol.rules)
        subjects = []
        for name in self._moved:
            still = everything - self._touched(name)
            for step in (1, -1):
                rulesets = {s: _moved(ruleset, name, step) for s, ruleset in own.rulesets.items()}
                subjects.append(evolve(own, rulesets=rulesets, still=still))
        return alone(*subjects, own)


def alternatives(group: Group) -> Iterator[tuple[Group, Member]]:
    """The group with one member of an `any` in the place of all of them, and that member."""
    for place, member in enumerate(group.members):
        inside = alternatives(member) if isinstance(member, Group) else ()
        for narrowed, part in inside:
            members = (*group.members[:place], narrowed, *group.members[place + 1 :])
            yield evolve(group, members=members if group.every else (narrowed,)), part
        if not group.every and len(group.members) > 1:
            yield evolve(group, members=(member,)), member


class Orders(Asking):
    """Asks of every order of a practice whether it changes an answer."""

    def checks(self) -> Iterator[Check]:
        """One question for each order."""
        for order in self.setting.subjects[0].practice.orders:
            yield Check("never matters", order.text, partial(self.changes_nothing, order))

    def changes_nothing(self, order: Order) -> Oddity | None:
        """An order without which every patient is told the same."""
        ordered = self.setting.subjects[0]
        protocol, practice = ordered.protocol, ordered.practice
        rest = evolve(practice, orders=tuple(o for o in practice.orders if o is not order))
        graph = ordered.rulesets[STANCES[0]].graph
        looking = [order.rule] if order.rule is not None else graph.using.get(order.subject, ())
        touched = frozenset(graph.above(looking))
        still = frozenset(rule.id for rule in graph.rules) - touched
        setting = alone(evolve(ordered, still=still), Subject(protocol, rest))
        if self.possible(partial(_differs, touched, 0), setting):
            return None
        sentence = f"`{order.text}` changes nothing for anybody: the protocol, or another order, is as strict"
        write = "check its number and its conditions, or leave it out"
        return Oddity("never matters", order.text, sentence, write, order.position)


def _moved(ruleset: Ruleset, threshold: str, step: int) -> Ruleset:
    """The rules with one number moved by a step."""
    own = ruleset.numbers[threshold]
    moved = 0 if own is None else own + step
    return evolve(ruleset, numbers={**ruleset.numbers, threshold: moved})


# Questions about one patient


def _has_none(name: str, values: Iterable[str], world: World[T]) -> T:
    algebra = world.algebra

    def none(decision: Decision[T]) -> T:
        has = algebra.any(decision.has(name, value) for value in values)
        return algebra.opposite(algebra.possible(has))

    return world.over(none)


def _has_all(name: str, values: Iterable[str], world: World[T]) -> T:
    return world.algebra.all(world.holds(Claim(name, (value,))) for value in values)


def _in_no_phase(phases: tuple[str, ...], world: World[T]) -> T:
    none = world.answer(lambda decision: decision.phase(phases))
    return world.spoken(none.get(None, world.algebra.no))


def _one_applies(rules: Iterable[Rule], world: World[T]) -> T:
    return world.spoken(world.algebra.any(map(world.certain, rules)))


def _denied(said: Assertion, world: World[T]) -> T:
    return world.spoken(world.algebra.opposite(says(said, world)))


def _at_once(said: Assertion, world: World[T]) -> T:
    asked = world.asks.get(STANCES[0], world.algebra.no)
    return world.algebra.all((says(said, world), asked, world.holds(AT_ONCE)))


def _without_complication(said: Assertion, items: Iterable[Item], world: World[T]) -> T:
    best = ((i, i.uncomplicated if i.if_not_stated is None else i.if_not_stated) for i in items)
    usual = tuple(
        Condition(item.name, low=Bound(fact), high=Bound(fact))
        for item, fact in best
        if fact is not None
    )
    well = world.holds(Group(True, (*A_YEAR_LATER.members, *usual)))
    return world.algebra.all((well, _denied(said, world)))


def _differs(touched: Collection[str], place: int, *worlds: World[T]) -> T:
    """Some answer that these rules have a part in is not the same in one world and in the last."""
    one, other, algebra = worlds[place], worlds[-1], worlds[-1].algebra
    graph = next(iter(one.decisions.values())).ruleset.graph
    pairs = zip(_told(graph, touched, one, other), _told(graph, touched, other, one), strict=True)
    return algebra.any(algebra.unequal(*pair) for pair in pairs)


def _told(
    graph: RuleGraph, touched: Collection[str], world: World[T], other: World[T]
) -> Iterator[T]:
    """What a patient is told through these rules, one truth after the other, in the same order in both worlds."""
    algebra, protocol = world.algebra, world.protocol
    rules = [rule for rule in graph.rules if rule.id in touched]
    if any(rule.kind == "scope" for rule in rules):
        rules = list(graph.rules)
    ids = {rule.id for rule in rules}
    yield world.speaks
    yield from (world.follows.get(stance, algebra.no) for stance in STANCES)
    for activity, deciding in graph.deciding.items():
        if any(rule.id in ids for rule in deciding.all()):
            answer = world.answer(methodcaller("verdict", activity))
            for verdict in Verdict:
                yield world.spoken(answer.get(verdict, algebra.no))
    for quantity in sorted({rule.subject for rule in rules if rule.kind == "limit"}):
        amounts = sorted({*world.amounts(quantity), *other.amounts(quantity)})
        yield from (world.limited(quantity, amount) for amount in amounts)
    for rule in rules:
        if rule.kind in ("escalation", "not yet", "advice"):
            applies = world.certain(rule)
            yield applies if rule.kind == "escalation" else world.spoken(applies)
    told = {name for name, values in protocol.values.items() if REACHED in values}
    told |= {ladder.move for ladder in protocol.ladders.values()}
    for name in sorted(told & {rule.subject for rule in rules if rule.is_derived}):
        claims = (Claim(name, (value,)) for value in protocol.values[name])
        yield from (world.spoken(world.holds(claim)) for claim in claims)
