"""What is seldom meant in a protocol as a whole: gaps, overlaps, contradictions, and what is never reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import combinations

from attrs import evolve, frozen

from ..deciding.guidance import ALLOWED, NOT_YET, WITH_CARE
from ..model.case import Order
from ..model.conditions import Claim, Group, Member
from ..model.items import NOWHERE
from ..model.problem import Position
from ..model.protocol import STANCES, Guarantee, Protocol, Said
from ..model.rules import REACHED, Rule
from .breach import Answers, Breach, is_said, meant, speaks
from .formula import DERIVED, World, numbers_of
from .logic import TRUE, Formula
from .oddity import Check, Oddity, Possible, words

ONE_YEAR = 52 * 7


@frozen(eq=False)
class Gaps:
    """Asks of every finding, milestone, phase, activity, limit and threshold what patients can get."""

    world: World
    possible: Possible

    @property
    def protocol(self) -> Protocol:
        return self.world.protocol

    def together(self, *formulas: Formula) -> bool:
        return self.possible(self.world.logic.every(formulas))

    def checks(self) -> Iterator[Check]:
        """Every question about the protocol as a whole."""
        protocol = self.protocol
        moves = {ladder.move for ladder in protocol.ladders.values()}
        derived = {rule.subject: rule.kind for rule in protocol.rules if rule.kind in DERIVED}
        for name, kind in derived.items():
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
        for name in self.world.activities:
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
        values = self.protocol.values[name]
        none = self.world.logic.every(self.world.concluded((name, v)).possible ^ 1 for v in values)
        if not self.possible(none):
            return None
        sentence = f"the finding `{name}` has no value for some patients"
        write = "let one of its values say `otherwise`"
        return Oddity(
            "gap", name, sentence, write, self.at(name), self.about_finding(name, none, 0)
        )

    def both(self, name: str, values: tuple[str, str]) -> Oddity | None:
        """A patient for whom a finding has two values at once."""
        found = [self.world.concluded((name, value)).certain for value in values]
        if not self.together(*found):
            return None
        sentence = f"the finding `{name}` is `{values[0]}` and `{values[1]}` for the same patient"
        write = "let the conditions of its values exclude each other"
        wrong = self.world.logic.every(found)
        shown = self.about_finding(name, wrong, 2)
        return Oddity("contradiction", name, sentence, write, self.at(name), shown)

    def about_finding(self, name: str, wrong: Formula, least: int) -> Breach:
        values = self.protocol.values[name]

        def seen(answers: Answers) -> bool:
            truths = [answers[0].memory.proposition((name, value)) for value in values]
            return truths.count(True) >= least if least else truths.count(False) == len(truths)

        said = Said("finding", name, claim=Claim(name, values))
        return Breach(
            said, (self.world,), wrong, seen, lambda _: f"the finding {name} has one value"
        )

    def unreachable(self, name: str, kind: str) -> Oddity | None:
        """A milestone or phase that nobody can reach."""
        if self.together(self.world.concluded((name, REACHED)).certain, self.world.speaks()):
            return None
        said = Said("conclusion", name, claim=Claim(name, (REACHED,)))
        step = f"the {kind} {name} is {REACHED if kind == 'milestone' else 'entered'}"
        return Oddity(
            "unreachable",
            name,
            f"the {kind} `{name}` can never be reached",
            "compare its conditions with each other and with what they build on",
            self.at(name),
            self.at_best(said, lambda answers: not is_said(said, answers[0]), step),
        )

    def without_phase(self) -> Oddity | None:
        """A patient who is in no phase."""
        wrong = self.world.logic.every((self.world.phase(None), self.world.speaks()))
        if not self.possible(wrong):
            return None
        first = self.protocol.phases[0]

        def seen(answers: Answers) -> bool:
            return answers[0].phase is None and speaks(answers[0])

        said = Said("conclusion", first, claim=Claim(first, (REACHED,)))
        shown = Breach(said, (self.world,), wrong, seen, lambda _: f"the phase {first} is entered")
        sentence = "some patients are in no phase"
        return Oddity(
            "gap", "phases", sentence, "let the first phase begin on day 0", self.at(first), shown
        )

    def at(self, name: str) -> Position:
        """Where something derived is first concluded."""
        return next((r.position for r in self.protocol.rules if r.subject == name), NOWHERE)

    # Activities

    def never_opens(self, name: str) -> Oddity | None:
        """An activity that is allowed to nobody."""
        if self.possible(self.world.may(name)):
            return None
        rules = self.world.activities[name]
        permitted = [self.world.truth(rule).certain for rule in rules.allowed]
        open_at_all = self.together(self.world.logic.some(permitted), self.world.speaks())
        why = (
            "a `not yet` always stands against it"
            if open_at_all
            else "its own conditions never hold together"
        )
        said = Said("activity", name, ALLOWED)
        return Oddity(
            "never opens",
            name,
            f"`{name}` can never be allowed: {why}",
            "compare its conditions with each other and with its `not yet`",
            self.protocol.activities[name].position,
            self.at_best(
                said, lambda a: not is_said(said, a[0]), f"{name} is allowed or with care"
            ),
        )

    def never_closes(self, name: str) -> Oddity | None:
        """An activity that everybody may do at any time."""
        if self.together(self.world.speaks(), self.world.may(name) ^ 1):
            return None
        sentence = f"`{name}` is open to everyone in every week"
        write = "give it conditions, or accept it and say why nobody has to wait"
        said = Said("activity", name, ALLOWED)
        earliest = self.world.logic.at_least(self.world.patient.day, 1) ^ 1
        wrong = self.world.logic.every(
            (self.world.may(name), self.world.asks(STANCES[0]), earliest)
        )
        shown = Breach(said, (self.world,), wrong, lambda answers: is_said(said, answers[0]))
        at = self.protocol.activities[name].position
        return Oddity("never closes", name, sentence, write, at, shown)

    def at_best(self, said: Said, seen: Callable[[Answers], bool], step: str) -> Breach | None:
        """A patient without any complication, a year after the operation."""
        logic, patient = self.world.logic, self.world.patient
        parts = [
            logic.at_least(patient.day, ONE_YEAR),
            logic.at_least(patient.day, ONE_YEAR + 1) ^ 1,
        ]
        for name, item in self.protocol.vocabulary.items.items():
            best = item.uncomplicated if item.if_not_stated is None else item.if_not_stated
            if best is not None:
                value = patient.value[name]
                parts += [self.world.known(name), logic.at_least(value, best)]
                parts.append(logic.at_least(value, best + 1) ^ 1)
        wrong = logic.every([*parts, self.world.speaks()])
        return (
            Breach(said, (self.world,), wrong, seen, lambda _: step)
            if self.possible(wrong)
            else None
        )

    # Guarantees and thresholds

    def about_nobody(self, guarantee: Guarantee, part: Member | None = None) -> Oddity | None:
        """A guarantee, or one `part` of those it is about, that no patient is meant by."""
        if self.possible(meant(guarantee, self.world)):
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
        touched = self.world.touched(name)
        for step in (1, -1):
            numbers = tuple(0 if n is None else n + step for n in self.world.numbers[name])
            if self.possible(differences(self.world, self.world.changed(name, numbers), touched)):
                return None
        threshold = self.protocol.thresholds[name]
        why = "no rule uses it" if not touched else "other conditions decide wherever it is used"
        sentence = f"the threshold `{name}` never matters: {why}"
        return Oddity(
            "never matters", name, sentence, "use it, or leave it out", threshold.position
        )


def alternatives(group: Group) -> Iterator[tuple[Group, Member]]:
    """The group with one member of an `any` in the place of all of them, and that member."""
    for place, member in enumerate(group.members):
        inside = alternatives(member) if isinstance(member, Group) else ()
        for narrowed, part in inside:
            members = (*group.members[:place], narrowed, *group.members[place + 1 :])
            yield evolve(group, members=members if group.every else (narrowed,)), part
        if not group.every and len(group.members) > 1:
            yield evolve(group, members=(member,)), member


@frozen(eq=False)
class Orders:
    """Asks of every order of a practice whether it changes an answer."""

    world: World
    possible: Possible

    def checks(self) -> Iterator[Check]:
        """One question for each order."""
        for order in self.world.practice.orders:
            yield Check("never matters", order.text, partial(self.changes_nothing, order))

    def changes_nothing(self, order: Order) -> Oddity | None:
        """An order without which every patient is told the same."""
        world = self.world
        rest = evolve(
            world.practice, orders=tuple(o for o in world.practice.orders if o is not order)
        )
        without = evolve(world, practice=rest, numbers=numbers_of(world.protocol, rest))
        touched = [order.rule] if order.rule is not None else world.touched(order.subject)
        if self.possible(differences(world, without, touched)):
            return None
        sentence = f"`{order.text}` changes nothing for anybody: the protocol, or another order, is as strict"
        write = "check its number and its conditions, or leave it out"
        return Oddity("never matters", order.text, sentence, write, order.position)


def differences(first: World, second: World, touched: list[Rule]) -> Formula:
    """Some answer that these rules have a part in is not the same in both worlds."""
    logic = first.logic
    if any(rule.kind == "scope" for rule in touched):
        touched = list(first.rules)
    ids = {rule.id for rule in touched}

    def differ(of: Callable[[World], Formula]) -> Formula:
        return logic.equal(of(first), of(second)) ^ 1

    found = [
        differ(World.speaks),
        *(differ(partial(_stance, stance)) for stance in ("restrictive", "liberal")),
    ]
    for activity, rules in first.activities.items():
        if any(rule.id in ids for rule in rules.all()):
            found += [differ(partial(_verdict, activity, v)) for v in (NOT_YET, ALLOWED, WITH_CARE)]
    for rule in touched:
        if rule.kind in ("not yet", "advice", "escalation"):
            found.append(differ(partial(_applies, rule)))
        if rule.kind == "limit":
            amounts = {*first.amounts(rule.subject), *second.amounts(rule.subject)}
            found += [differ(partial(_limited, rule.subject, amount)) for amount in amounts]
    moves = {ladder.move for ladder in first.protocol.ladders.values()}
    for name, values in first.protocol.values.items():
        told = REACHED in values or name in moves
        if told and any(rule.subject == name for rule in touched):
            found += [differ(partial(_concluded, name, value)) for value in values]
    return logic.some(found)


def _stance(stance: str, world: World) -> Formula:
    return world.follows(stance)


def _verdict(activity: str, verdict: str, world: World) -> Formula:
    return world.logic.every((world.speaks(), world.verdict(activity, verdict)))


def _applies(rule: Rule, world: World) -> Formula:
    heard = TRUE if rule.kind == "escalation" else world.speaks()
    return world.logic.every((heard, world.truth(rule).certain))


def _limited(quantity: str, amount: int, world: World) -> Formula:
    return world.logic.every((world.speaks(), world.limited(quantity, amount)))


def _concluded(name: str, value: str, world: World) -> Formula:
    return world.logic.every((world.speaks(), world.concluded((name, value)).certain))
