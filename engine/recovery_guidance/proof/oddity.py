"""What is seldom meant in a rule, decided and not guessed: dead, shadowed and redundant parts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from attrs import evolve, field, frozen

from ..deciding.guidance import ALLOWED
from ..model.conditions import Group, Member
from ..model.items import NOWHERE
from ..model.problem import Position
from ..model.protocol import Said
from ..model.rules import NOT_REACHED, Rule
from .breach import Answers, Breach
from .formula import Kleene, World
from .logic import TRUE, Formula

Possible = Callable[[Formula], bool]
"""Whether a formula can hold. Raises Undecided."""

SPOKEN = ("not yet", "with care", "limit", "advice")
"""Kinds of rules that say something only where the answer speaks about activities."""


class Undecided(Exception):
    """The time was over before a question was decided."""


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


@frozen(eq=False)
class Rules:
    """Asks of every rule of a world whether each part of it does something."""

    world: World
    possible: Possible

    def checks(self) -> Iterator[Check]:
        """Every question about single rules."""
        for rule in self.world.protocol.rules:
            if rule.value == NOT_REACHED:
                continue
            if rule.kind not in ("allowed", "milestone", "phase"):
                yield Check("dead", rule.id, partial(self.dead, rule))
            if rule.kind in ("not yet", "with care"):
                yield Check("shadowed", rule.id, partial(self.shadowed, rule))
            if rule.kind == "limit" and self.caps(rule):
                yield Check("shadowed", rule.id, partial(self.shadowed_limit, rule))
            chained = rule.kind == "phase" and rule.subject != self.world.protocol.phases[0]
            for path, part in parts(rule.when):
                if chained and path == (0,):
                    continue  # the phase before, which the loader put there
                about = f"{rule.id} without {words(part)}"
                yield Check("redundant", about, partial(self.redundant, rule, path, part))

    def context(self, rule: Rule) -> Formula:
        """The patients to whom a rule of this kind says something."""
        return self.world.speaks() if rule.kind in SPOKEN else TRUE

    def truth(self, rule: Rule) -> Kleene:
        imposing = rule.kind == "scope" and rule.value != "refuse"
        return self.world.truth(rule, asked=imposing)

    def together(self, *formulas: Formula) -> bool:
        return self.possible(self.world.logic.every(formulas))

    # Dead

    def dead(self, rule: Rule) -> Oddity | None:
        """A rule that no patient can meet."""
        context = self.context(rule)
        if self.together(self.truth(rule).certain, context):
            return None
        if not self.together(self.truth(rule).certain):
            clash = self.clash(rule.when)
            listed = " and ".join(f"`{words(part)}`" for part in clash) or "its conditions"
            sentence = f"`{rule.id}` can never apply: {listed} never hold{'s' * (len(clash) == 1)}"
            sentence += " together" * (len(clash) != 1)
            shown = self.nearest(rule, clash)
        else:
            sentence = f"`{rule.id}` is never said: where it applies, the answer is an emergency or refused"
            shown = None
        return Oddity(
            "dead", rule.id, sentence, "mend its conditions, or leave it out", rule.position, shown
        )

    def clash(self, group: Group) -> list[Member]:
        """The fewest members of a group that never hold together; none where all of any fail."""
        if not group.every:
            return list(group.members) if len(group.members) == 1 else []
        kept = list(group.members)
        for member in group.members:
            fewer = [part for part in kept if part is not member]
            if not self.together(*(self.world.holds(part).certain for part in fewer)):
                kept = fewer
        return kept

    def nearest(self, rule: Rule, clash: list[Member]) -> Breach | None:
        """Patients who meet all of a clash but its last member."""
        if len(clash) < 2:
            return None
        met = [self.world.holds(part).certain for part in clash[:-1]]

        def seen(answers: Answers) -> bool:
            return answers[0].memory.truth(rule) is not True

        formula = self.world.logic.every(met)
        return (
            Breach(Said("rule", rule.id), (self.world,), formula, seen)
            if self.together(formula)
            else None
        )

    # Shadowed

    def shadowed(self, rule: Rule) -> Oddity | None:
        """A restriction that never makes a difference, because others always say the same."""
        if not self.together(self.truth(rule).possible, self.context(rule)):
            return None
        touched = [a for a, rules in self.world.activities.items() if rule in rules.all()]
        if any(self.matters(rule, activity) for activity in touched):
            return None
        by = self.covering(rule, touched[:1])
        where = "" if rule.kind == "not yet" else " where anything is open"
        sentence = f"`{rule.id}` never makes a difference: {by} always says as much{where}"
        activity = touched[0] if touched else rule.subject

        def seen(answers: Answers) -> bool:
            return answers[0].memory.truth(rule) is True

        shown = Breach(
            Said("activity", activity, ALLOWED),
            (self.world,),
            self.world.logic.every((self.truth(rule).certain, self.context(rule))),
            seen,
        )
        write = "leave one of them out, or accept it where the reason it gives is wanted"
        return Oddity("shadowed", rule.id, sentence, write, rule.position, shown)

    def matters(self, rule: Rule, activity: str) -> bool:
        """Some patient's answer about the activity depends on this rule alone."""
        world, logic = self.world, self.world.logic
        others = world.some(world.truth(other) for other in self.rivals(rule, activity))
        own = world.truth(rule)
        uncertain = logic.every((own.possible, others.possible ^ 1))
        if rule.kind == "with care":
            return self.together(world.may(activity), uncertain)
        alone = logic.every((own.certain, others.certain ^ 1))
        return self.together(world.speaks(), logic.some((alone, uncertain)))

    def rivals(self, rule: Rule, activity: str) -> list[Rule]:
        spoken = self.world.activities[activity]
        same = spoken.not_yet if rule.kind == "not yet" else spoken.with_care
        return [other for other in same if other is not rule]

    def covering(self, rule: Rule, activities: Iterable[str]) -> str:
        """The rule that says as much wherever this one does, or that several do together."""
        for activity in activities:
            for other in self.rivals(rule, activity):
                apart = (self.world.truth(rule).possible, self.world.truth(other).possible ^ 1)
                if not self.together(*apart, self.context(rule)):
                    return f"`{other.id}`"
        return "another rule" if rule.kind == "not yet" else "another rule, or a `not yet`,"

    def caps(self, rule: Rule) -> bool:
        """A limit that is a number in some stance; one that says `none` everywhere never limits."""
        bound = rule.amount
        return bound is not None and (
            not bound.threshold or any(n is not None for n in self.world.numbers[bound.threshold])
        )

    def shadowed_limit(self, rule: Rule) -> Oddity | None:
        """A limit that is never the smallest."""
        world, logic = self.world, self.world.logic
        if not self.together(self.truth(rule).possible, self.context(rule)):
            return None
        others = [r for r in world.of_kind("limit") if r.subject == rule.subject and r is not rule]
        decides = logic.some(
            logic.every((
                world.capped(rule, amount),
                logic.some(world.capped(other, amount) for other in others) ^ 1,
            ))
            for amount in world.amounts(rule.subject)
        )  # fmt: skip
        if self.together(world.speaks(), decides):
            return None
        smaller = [o for o in others if not self.together(world.speaks(), self.beats(rule, o))]
        by = f"`{smaller[0].id}`" if smaller else "another limit"

        def seen(answers: Answers) -> bool:
            memory = answers[0].memory
            limit = answers[0].limit(rule.subject)
            own = rule.amount.value(memory.ruleset.numbers) if rule.amount else None
            return (
                memory.truth(rule) is True
                and limit is not None
                and (own is None or limit.at_most <= own)
            )

        wrong = logic.every((self.truth(rule).certain, world.speaks()))
        return Oddity(
            "shadowed",
            rule.id,
            f"`{rule.id}` is never the smallest limit: {by} is always as small",
            "check both numbers, or leave one of them out",
            rule.position,
            Breach(Said("limit", rule.subject), (world,), wrong, seen),
        )

    def beats(self, rule: Rule, other: Rule) -> Formula:
        """One limit is smaller than another, or the other is not there."""
        world, logic = self.world, self.world.logic
        return logic.some(
            logic.every((world.capped(rule, amount), world.capped(other, amount) ^ 1))
            for amount in world.amounts(rule.subject)
        )

    # Redundant

    def redundant(self, rule: Rule, path: tuple[int, ...], part: Member) -> Oddity | None:
        """A condition without which the rule would say the same for everyone."""
        world, logic = self.world, self.world.logic
        full, less = world.holds(rule.when), world.holds(without(rule.when, path))
        differs = logic.some(
            (
                logic.equal(full.certain, less.certain) ^ 1,
                logic.equal(full.possible, less.possible) ^ 1,
            )
        )
        if self.possible(differs):
            return None
        return Oddity(
            "redundant",
            f"{rule.id} without {words(part)}",
            f"`{words(part)}` changes nothing in `{rule.id}`: the other conditions already say it",
            "leave it out, or check the number in it",
            part.position if not isinstance(part, Group) else rule.position,
        )


def parts(group: Group, path: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Member]]:
    """Every written part of a group that something stands beside, with its path of places."""
    for place, member in enumerate(group.members):
        if isinstance(member, Group):
            yield from parts(member, (*path, place))
        if len(group.members) > 1 and all(_is_written(leaf) for leaf in leaves(member)):
            yield (*path, place), member


def leaves(member: Member) -> Iterator[Member]:
    """Every condition in a member; a single one is its own."""
    if isinstance(member, Group):
        yield from member.leaves()
    else:
        yield member


def _is_written(leaf: Member) -> bool:
    """It stands in the rule file; opposites and the phases before were added by the loader."""
    return (
        not isinstance(leaf, Group)
        and bool(leaf.position.file)
        and not leaf.text.startswith("not: ")
    )


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
