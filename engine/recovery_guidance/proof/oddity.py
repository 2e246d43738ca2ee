"""What is seldom meant in a rule, decided and not guessed: dead, shadowed and redundant parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from attrs import evolve, field, frozen

from ..deciding.decision import Decision, Verdict
from ..everyone.search import Question
from ..everyone.setting import Setting
from ..everyone.world import World
from ..model.algebra import T
from ..model.conditions import Group, Leaf, Member, is_generated, leaves
from ..model.items import NOWHERE
from ..model.problem import Position
from ..model.protocol import Assertion, Protocol
from ..model.rules import NOT_REACHED, Rule
from .breach import Breach

Possible = Callable[[Question, Setting], bool]
"""Whether there is a patient of a setting of whom a question is true. Raises Undecided."""

SPOKEN = ("not yet", "with care", "limit", "advice")
"""Kinds of rules that say something only where the answer speaks about activities."""


@frozen
class Oddity:
    """One thing in the rules that is seldom meant; `accepted:` names it by `kind` and `about`.

    `shown` are the patients who show it, where there can be any.
    """

    kind: str
    about: str
    sentence: str
    help: str
    position: Position = field(default=NOWHERE, eq=False)
    shown: Breach | None = field(default=None, eq=False)


@frozen
class Check:
    """One question about the rules, and how it is answered; None where there is nothing odd."""

    kind: str
    about: str
    decide: Callable[[], Oddity | None]

    @property
    def names(self) -> tuple[str, str]:
        return self.about, f"{self.kind}: {self.about}"


@frozen(eq=False, slots=False)
class Asking:
    """Asks about a setting, and `possible` answers."""

    setting: Setting
    possible: Possible

    @property
    def protocol(self) -> Protocol:
        return self.setting.protocol

    def can(self, question: Question) -> bool:
        return self.possible(question, self.setting)


class Rules(Asking):
    """Asks of every rule of a protocol whether each part of it does something."""

    def checks(self) -> Iterator[Check]:
        """Every question about single rules."""
        for rule in self.protocol.rules:
            if rule.value == NOT_REACHED:
                continue
            if rule.kind not in ("allowed", "milestone", "phase"):
                yield Check("dead", rule.id, partial(self.dead, rule))
            if rule.kind in ("not yet", "with care"):
                yield Check("shadowed", rule.id, partial(self.shadowed, rule))
            if rule.kind == "limit" and self.caps(rule):
                yield Check("shadowed", rule.id, partial(self.shadowed_limit, rule))
            chained = rule.kind == "phase" and rule.subject != self.protocol.phases[0]
            for path, part in parts(rule.when):
                if chained and path == (0,):
                    continue  # the phase before, which the loader put there
                about = f"{rule.id} without {words(part)}"
                yield Check("redundant", about, partial(self.redundant, rule, path, part))

    def shown(self, about: Assertion, wrong: Question) -> Breach:
        return Breach(about, self.setting, wrong)

    # Dead

    def dead(self, rule: Rule) -> Oddity | None:
        """A rule that no patient can meet."""
        if self.can(partial(_is_told, rule)):
            return None
        if not self.can(partial(_applies, rule)):
            clash = self.clash(rule)
            listed = " and ".join(f"`{words(part)}`" for part in clash) or "its conditions"
            sentence = f"`{rule.id}` can never apply: {listed} never hold{'s' * (len(clash) == 1)}"
            sentence += " together" * (len(clash) != 1)
            shown = self.nearest(rule, clash)
        else:
            sentence = (
                f"`{rule.id}` is never said: where it applies, the answer is urgent or refused"
            )
            shown = None
        return Oddity(
            "dead", rule.id, sentence, "mend its conditions, or leave it out", rule.position, shown
        )

    def clash(self, rule: Rule) -> list[Member]:
        """The fewest conditions of a rule that never hold together; none where all of any fail."""
        group = rule.when
        if not group.every:
            return list(group.members) if len(group.members) == 1 else []
        needed = list(group.members)
        for member in group.members:
            fewer = [part for part in needed if part is not member]
            if not self.can(partial(_hold, fewer)):
                needed = fewer
        return needed

    def nearest(self, rule: Rule, clash: list[Member]) -> Breach | None:
        """Patients who meet all of a clash but its last member."""
        wrong = partial(_hold, clash[:-1])
        if len(clash) < 2 or not self.can(wrong):
            return None
        return self.shown(Assertion("rule", rule.id), wrong)

    # Shadowed

    def shadowed(self, rule: Rule) -> Oddity | None:
        """A restriction that never makes a difference, because others always say the same."""
        if not self.can(partial(_may_be_told, rule)):
            return None
        deciding = self.protocol.graph.deciding.items()
        touched = [name for name, rules in deciding if rule in rules.all()]
        matters = _cares if rule.kind == "with care" else _closes_alone
        if any(self.can(partial(matters, rule, activity)) for activity in touched):
            return None
        by = self.covering(rule, touched[:1])
        where = "" if rule.kind == "not yet" else " where anything is open"
        sentence = f"`{rule.id}` never makes a difference: {by} always says as much{where}"
        about = Assertion("activity", touched[0] if touched else rule.subject, Verdict.ALLOWED)
        write = "leave one of them out, or accept it where the reason it gives is wanted"
        shown = self.shown(about, partial(_is_told, rule))
        return Oddity("shadowed", rule.id, sentence, write, rule.position, shown)

    def covering(self, rule: Rule, activities: Iterable[str]) -> str:
        """The rule that says as much wherever this one does, or that several do together."""
        deciding = self.protocol.graph.deciding
        for activity in activities:
            for other in _rivals(rule, deciding[activity].all()):
                if not self.can(partial(_goes_beyond, rule, other)):
                    return f"`{other.id}`"
        return "another rule" if rule.kind == "not yet" else "another rule, or a `not yet`,"

    def caps(self, rule: Rule) -> bool:
        """A limit that is a number in some stance; one that says `none` everywhere never limits."""
        numbers = [ruleset.numbers for ruleset in self.setting.subjects[0].rulesets.values()]
        return rule.amount is not None and any(
            rule.amount.value(own) is not None for own in numbers
        )

    def shadowed_limit(self, rule: Rule) -> Oddity | None:
        """A limit that is never the smallest."""
        if not self.can(partial(_may_be_told, rule)):
            return None
        graph = self.protocol.graph
        others = [other for other in graph.of_kind("limit", rule.subject) if other is not rule]
        if self.can(partial(_limits_alone, rule, others)):
            return None
        smaller = (o for o in others if not self.can(partial(_limits_alone, rule, [o])))
        by = next((f"`{found.id}`" for found in smaller), "another limit")
        sentence = f"`{rule.id}` is never the smallest limit: {by} is always as small"
        write = "check both numbers, or leave one of them out"
        shown = self.shown(Assertion("limit", rule.subject), partial(_is_told, rule))
        return Oddity("shadowed", rule.id, sentence, write, rule.position, shown)

    # Redundant

    def redundant(self, rule: Rule, path: tuple[int, ...], part: Member) -> Oddity | None:
        """A condition without which the rule would say the same for everyone."""
        if self.can(partial(_differ, rule.when, without(rule.when, path))):
            return None
        said = words(part)
        sentence = f"`{said}` changes nothing in `{rule.id}`: the other conditions already say it"
        write = "leave it out, or check the number in it"
        at = rule.position if isinstance(part, Group) else part.position
        return Oddity("redundant", f"{rule.id} without {said}", sentence, write, at)


# Questions about one patient


def _heard(rule: Rule, world: World[T]) -> T:
    """A rule of this kind says something to the patient."""
    return world.speaks if rule.kind in SPOKEN else world.algebra.yes


def _applies(rule: Rule, world: World[T]) -> T:
    """A rule holds; one that imposes a stance does under the stance that is asked for."""
    under = world.asking if rule.imposes else world.over
    return under(lambda decision: world.algebra.certain(decision.truth(rule)))


def _is_told(rule: Rule, world: World[T]) -> T:
    return world.algebra.all((_applies(rule, world), _heard(rule, world)))


def _may_be_told(rule: Rule, world: World[T]) -> T:
    return world.algebra.all((world.possible(rule), _heard(rule, world)))


def _hold(members: Iterable[Member], world: World[T]) -> T:
    return world.algebra.all(map(world.holds, members))


def _rivals(rule: Rule, rules: Iterable[Rule]) -> list[Rule]:
    return [other for other in rules if other.kind == rule.kind and other is not rule]


def _closes_alone(rule: Rule, activity: str, world: World[T]) -> T:
    """The activity is closed, or not known to be open, by this restriction alone."""
    algebra = world.algebra

    def alone(decision: Decision[T]) -> T:
        others = decision.any(_rivals(rule, decision.ruleset.graph.deciding[activity].not_yet))
        own = decision.truth(rule)
        return algebra.any(
            algebra.all((how(own), algebra.opposite(how(others))))
            for how in (algebra.certain, algebra.possible)
        )

    return world.spoken(world.over(alone))


def _cares(rule: Rule, activity: str, world: World[T]) -> T:
    """The activity is open with care for this reason alone."""

    def alone(decision: Decision[T]) -> T:
        others = _rivals(rule, decision.ruleset.graph.deciding[activity].with_care)
        return _may_be_alone(rule, others, decision)

    return world.algebra.all((world.may(activity), world.over(alone)))


def _goes_beyond(rule: Rule, other: Rule, world: World[T]) -> T:
    """A rule may hold where another does not."""
    beyond = world.over(partial(_may_be_alone, rule, [other]))
    return world.algebra.all((beyond, _heard(rule, world)))


def _may_be_alone(rule: Rule, others: Iterable[Rule], decision: Decision[T]) -> T:
    """A rule may hold where none of the others does."""
    algebra = decision.algebra
    apart = algebra.opposite(algebra.possible(decision.any(others)))
    return algebra.all((algebra.possible(decision.truth(rule)), apart))


def _limits_alone(rule: Rule, others: Iterable[Rule], world: World[T]) -> T:
    """None of the other limits is as small."""

    def alone(decision: Decision[T]) -> T:
        numbers = decision.ruleset.numbers
        own = rule.amount.value(numbers) if rule.amount else None
        if own is None:
            return decision.algebra.no
        amounts = ((one, one.amount.value(numbers)) for one in others if one.amount)
        as_small = [one for one, amount in amounts if amount is not None and amount <= own]
        return _may_be_alone(rule, as_small, decision)

    return world.spoken(world.over(alone))


def _differ(one: Group, other: Group, world: World[T]) -> T:
    """Two lists of conditions do not say the same."""
    algebra = world.algebra

    def differ(decision: Decision[T]) -> T:
        truths = decision.holds(one), decision.holds(other)
        pairs = (tuple(map(how, truths)) for how in (algebra.certain, algebra.possible))
        return algebra.any(algebra.unequal(first, second) for first, second in pairs)

    return world.over(differ)


# Parts of conditions


def parts(group: Group, path: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Member]]:
    """Every written part of a group that something stands beside, with its path of places."""
    for place, member in enumerate(group.members):
        if isinstance(member, Group):
            yield from parts(member, (*path, place))
        if len(group.members) > 1 and all(_is_written(leaf) for leaf in leaves(member)):
            yield (*path, place), member


def _is_written(leaf: Leaf) -> bool:
    """It stands in the rule file; opposites and the phases before were added by the loader."""
    return bool(leaf.position.file) and not is_generated(leaf)


def words(member: Member) -> str:
    """A condition as its author wrote it; a list inside a list in brackets."""
    if isinstance(member, Group):
        joined = " and " if member.every else " or "
        return joined.join(
            f"({words(part)})" if isinstance(part, Group) and len(part.members) > 1 else words(part)
            for part in member.members
        )
    return member.text


def without(group: Group, path: tuple[int, ...]) -> Group:
    """The group without the member at that path of places."""
    place, *rest = path
    members = list(group.members)
    if rest:
        inner = members[place]
        assert isinstance(inner, Group)
        members[place] = without(inner, tuple(rest))
    else:
        del members[place]
    return evolve(group, members=tuple(members))
