"""What the engines would answer, as formulas over the facts of a patient who is not known yet.

Follows `reference` and `decide` line by line; the tests hold it to both engines.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from attrs import define, evolve, field, frozen

from ..deciding.decision import ActivityRules, rules_by_activity
from ..deciding.guidance import ALLOWED, NOT_YET, UNKNOWN, WITH_CARE
from ..deciding.orders_in_force import is_approved
from ..model.case import Order
from ..model.conditions import Bound, Claim, Condition, Member, Proposition
from ..model.items import DAY
from ..model.protocol import STANCES, URGENCIES, Protocol
from ..model.rules import Rule
from .logic import FALSE, KNOWN, TRUE, Formula, Logic, Variable
from .practice import NOTHING, Practice

Numbers = Mapping[str, tuple[int | None, ...]]
"""Of every threshold, its number under each stance, the strictest stance first."""

DERIVED = ("finding", "milestone", "phase")


@frozen
class Kleene:
    """A truth value that depends on the patient: true where `certain`, not false where `possible`."""

    certain: Formula
    possible: Formula


NO = Kleene(FALSE, FALSE)


@frozen
class Patient:
    """The variables of one patient: the day, the stance asked for, and each item's value and whether
    it is known."""

    copy: str
    day: Variable
    asked: Variable
    value: Mapping[str, Variable]
    known: Mapping[str, Variable]

    @classmethod
    def of(cls, protocol: Protocol, copy: str = "") -> Patient:
        items = protocol.vocabulary.items
        return cls(
            copy,
            Variable(DAY.name, "day", DAY.least, DAY.most, copy),
            Variable("stance", "stance", 0, len(STANCES) - 1, copy),
            {name: Variable(name, "value", i.least, i.most, copy) for name, i in items.items()},
            {name: Variable(name, KNOWN, 0, 1, copy) for name in items},
        )


def numbers_of(
    protocol: Protocol, practice: Practice = NOTHING
) -> dict[str, tuple[int | None, ...]]:
    """Of every threshold, its number under each stance."""
    by_stance = [practice.ruleset(protocol, stance).numbers for stance in STANCES]
    return {name: tuple(numbers[name] for numbers in by_stance) for name in protocol.thresholds}


@define(eq=False)
class World:
    """Every answer of one protocol about one patient, with a surgeon's `practice` laid over it.

    `moved` are thresholds that a further order may set to any number: each with a variable that says
    whether it does, and the one that it is set to. Where the stance's own number is stricter, that stands.
    """

    logic: Logic
    protocol: Protocol
    patient: Patient
    numbers: Numbers
    moved: Mapping[str, tuple[Variable, Variable]] = field(factory=dict)
    practice: Practice = NOTHING
    rules: tuple[Rule, ...] = field(init=False)
    activities: Mapping[str, ActivityRules] = field(init=False)
    _ordered: Order | None = field(init=False)
    _concluding: dict[Proposition, list[Rule]] = field(init=False, factory=dict)
    _truths: dict[tuple[str, bool], Kleene] = field(init=False, factory=dict)

    @classmethod
    def of(
        cls, logic: Logic, protocol: Protocol, copy: str = "", practice: Practice = NOTHING
    ) -> World:
        """The world of a new patient."""
        numbers = numbers_of(protocol, practice)
        return cls(logic, protocol, Patient.of(protocol, copy), numbers, practice=practice)

    @rules.default
    def _in_force(self) -> tuple[Rule, ...]:
        return self.practice.ruleset(self.protocol, STANCES[0]).rules

    @activities.default
    def _group(self) -> Mapping[str, ActivityRules]:
        return rules_by_activity(self.protocol, self.practice.ruleset(self.protocol, STANCES[0]))

    @_ordered.default
    def _named(self) -> Order | None:
        return self.practice.stance()

    def __attrs_post_init__(self) -> None:
        for rule in self.rules:
            if rule.kind in DERIVED:
                self._concluding.setdefault((rule.subject, rule.value), []).append(rule)

    # Rules

    def truth(self, rule: Rule, asked: bool = False) -> Kleene:
        """Whether a rule applies under the stance that is followed, or under the one `asked` for."""
        key = (rule.id, asked)
        if key not in self._truths:
            self._truths[key] = self.holds(rule.when, asked)
        return self._truths[key]

    def holds(self, member: Member, asked: bool = False) -> Kleene:
        """Whether a condition, claim or group holds."""
        if isinstance(member, Condition):
            return self._test(member, asked)
        if isinstance(member, Claim):
            return self.some(self.concluded((member.subject, v), asked) for v in member.values)
        parts = [self.holds(part, asked) for part in member.members]
        return self.every(parts) if member.every else self.some(parts)

    def concluded(self, key: Proposition, asked: bool = False) -> Kleene:
        """Whether a finding, milestone or phase has that value."""
        return self.some(self.truth(rule, asked) for rule in self._concluding.get(key, ()))

    def every(self, parts: Iterable[Kleene]) -> Kleene:
        parts = list(parts)
        logic = self.logic
        return Kleene(logic.every(p.certain for p in parts), logic.every(p.possible for p in parts))

    def some(self, parts: Iterable[Kleene]) -> Kleene:
        parts = list(parts)
        logic = self.logic
        return Kleene(logic.some(p.certain for p in parts), logic.some(p.possible for p in parts))

    def _test(self, condition: Condition, asked: bool) -> Kleene:
        timed = condition.subject == DAY.name
        known = TRUE if timed else self.known(condition.subject)
        if condition.known:
            return Kleene(known, known)
        value = self.patient.day if timed else self.patient.value[condition.subject]
        met = self._met(condition, value, asked)
        return Kleene(self.logic.every((known, met)), self.logic.some((known ^ 1, met)))

    def known(self, item: str) -> Formula:
        return self.logic.at_least(self.patient.known[item], 1)

    def _met(self, condition: Condition, value: Variable, asked: bool) -> Formula:
        at_least = self.logic.at_least
        if condition.among is not None:
            return self.logic.some(
                self.logic.every((at_least(value, place), at_least(value, place + 1) ^ 1))
                for place in condition.among
            )
        parts = []
        if condition.low is not None:
            parts.append(self._reaches(value, condition.low, 0, asked, TRUE))
        if condition.high is not None:
            parts.append(self._reaches(value, condition.high, 1, asked, FALSE) ^ 1)
        return self.logic.every(parts)

    def _reaches(
        self, value: Variable, bound: Bound, beyond: int, asked: bool, open_end: Formula
    ) -> Formula:
        """Whether a value is at least a bound and `beyond`; `open_end` where the bound is no number."""
        plus = bound.plus + beyond
        if not bound.threshold:
            return self.logic.at_least(value, plus)

        def at(number: int | None) -> Formula:
            return open_end if number is None else self.logic.at_least(value, number + plus)

        found = [at(number) for number in self.numbers[bound.threshold]]
        if bound.threshold in self.moved:
            chosen = self.logic.at_least(value, plus, self.moved[bound.threshold][1])
            found = self._where_stricter(bound.threshold, chosen, found)
        return self.by_stance(found, asked)

    def _where_stricter(
        self, threshold: str, chosen: Formula, found: list[Formula]
    ) -> list[Formula]:
        """For each stance, `chosen` where the further order is no looser than its own number."""
        is_moved, number = self.moved[threshold]
        higher = self.protocol.thresholds[threshold].stricter == "higher"
        counts = []
        for own in self.numbers[threshold]:
            above = TRUE if own is None else self.logic.at_least(number, own + (not higher))
            enough = TRUE if own is None else above if higher else above ^ 1
            counts.append(self.logic.every((self.logic.at_least(is_moved, 1), enough)))
        return [self._either(c, chosen, own) for c, own in zip(counts, found, strict=True)]

    def _either(self, when: Formula, then: Formula, otherwise: Formula) -> Formula:
        if then == otherwise:
            return then
        logic = self.logic
        return logic.some((logic.every((when, then)), logic.every((when ^ 1, otherwise))))

    # Stances

    def numbers_by_stance(self) -> list[dict[str, int | None]]:
        """The number of every threshold, for each stance."""
        return [
            {name: numbers[place] for name, numbers in self.numbers.items()}
            for place in range(len(STANCES))
        ]

    def by_stance(self, formulas: list[Formula], asked: bool = False) -> Formula:
        """Of one formula for each stance, that of the stance followed, or of the one asked for."""
        strict, middle, loose = formulas
        return self._either(
            self.stance_at_least(2, asked),
            loose,
            self._either(self.stance_at_least(1, asked), middle, strict),
        )

    def stance_at_least(self, place: int, asked: bool = False) -> Formula:
        """The stance followed, or the one asked for, is at least that loose."""
        wanted = self.logic.at_least(self.patient.asked, place)
        ordered = self._ordered
        if ordered is not None:
            open_to_it = STANCES.index(ordered.stance) >= place
            wanted = (TRUE if is_approved(ordered) else wanted) if open_to_it else FALSE
        if asked or (ordered is not None and is_approved(ordered)):
            return wanted
        imposing = [self.imposes(stance) for stance in STANCES[:place]]
        return self.logic.every([wanted, *(formula ^ 1 for formula in imposing)])

    def asks(self, stance: str) -> Formula:
        """The patient asks for that stance, whatever is followed."""
        place, asked = STANCES.index(stance), self.patient.asked
        return self.logic.every(
            (self.logic.at_least(asked, place), self.logic.at_least(asked, place + 1) ^ 1)
        )

    def imposes(self, stance: str) -> Formula:
        """A scope line imposes that stance: it holds, or cannot be ruled out."""
        lines = [r for r in self.of_kind("scope") if r.value == f"{stance} stance"]
        return self.logic.some(self.truth(rule, asked=True).possible for rule in lines)

    def follows(self, stance: str) -> Formula:
        place = STANCES.index(stance)
        looser = self.stance_at_least(place + 1) if place + 1 < len(STANCES) else FALSE
        return self.logic.every((self.stance_at_least(place), looser ^ 1))

    # Answers

    def of_kind(self, kind: str) -> list[Rule]:
        return [rule for rule in self.rules if rule.kind == kind]

    def refused(self) -> Formula:
        lines = [rule for rule in self.of_kind("scope") if rule.value == "refuse"]
        return self.logic.some(self.truth(rule).possible for rule in lines)

    def urgent(self, urgency: str) -> Formula:
        """Some escalation is true that is at least that urgent."""
        worse = URGENCIES[: URGENCIES.index(urgency) + 1]
        rules = [rule for rule in self.of_kind("escalation") if rule.value in worse]
        return self.logic.some(self.truth(rule).certain for rule in rules)

    def speaks(self) -> Formula:
        """The answer says something about activities and limits: no emergency, and not refused."""
        return self.logic.every((self.refused() ^ 1, self.urgent(URGENCIES[0]) ^ 1))

    def verdict(self, activity: str, verdict: str) -> Formula:
        """The rules of an activity give that verdict, whether or not the answer speaks."""
        rules = self.activities[activity]
        logic = self.logic
        permitted = self.some(map(self.truth, rules.allowed))
        restricted = self.some(map(self.truth, rules.not_yet))
        closed = logic.some((restricted.certain, permitted.possible ^ 1))
        opened = logic.every((permitted.certain, restricted.possible ^ 1))
        care = self.some(map(self.truth, rules.with_care)).possible
        given: dict[str, Formula] = {
            NOT_YET: closed,
            UNKNOWN: logic.every((closed ^ 1, opened ^ 1)),
            WITH_CARE: logic.every((opened, care)),
            ALLOWED: logic.every((opened, care ^ 1)),
        }
        return given[verdict]

    def may(self, activity: str) -> Formula:
        """The answer says allowed, or with care."""
        opened = (self.verdict(activity, verdict) for verdict in (ALLOWED, WITH_CARE))
        return self.logic.every((self.speaks(), self.logic.some(opened)))

    def limited(self, quantity: str, amount: int) -> Formula:
        """The rules limit the quantity to that amount or less, whether or not the answer speaks."""
        rules = [rule for rule in self.of_kind("limit") if rule.subject == quantity]
        return self.logic.some(self.capped(rule, amount) for rule in rules)

    def capped(self, rule: Rule, amount: int) -> Formula:
        """A limit holds or may hold, and its number is that amount or less."""
        within = FALSE if rule.amount is None else self._within(rule.amount, amount)
        return self.logic.every((self.truth(rule).possible, within))

    def _within(self, bound: Bound, amount: int) -> Formula:
        """A limit's own number is that amount or less."""
        if not bound.threshold:
            return FALSE if bound.plus > amount else TRUE
        numbers = self.numbers[bound.threshold]
        found = [TRUE if n is not None and n + bound.plus <= amount else FALSE for n in numbers]
        if bound.threshold in self.moved:
            number = self.moved[bound.threshold][1]
            chosen = self.logic.at_least(number, amount - bound.plus + 1) ^ 1
            found = self._where_stricter(bound.threshold, chosen, found)
        return self.by_stance(found)

    def amounts(self, quantity: str) -> list[int]:
        """Every amount that a limit on the quantity can have."""
        bounds = [r.amount for r in self.of_kind("limit") if r.subject == quantity and r.amount]
        numbers = (
            number + bound.plus if number is not None else None
            for bound in bounds
            for number in (self.numbers[bound.threshold] if bound.threshold else (0,))
        )
        return sorted({number for number in numbers if number is not None})

    def phase(self, phase: str | None) -> Formula:
        """The current phase is that one; None for none."""
        entered = {p: self.concluded((p, "reached")).certain for p in self.protocol.phases}
        later = self.protocol.phases
        if phase is not None:
            later = later[later.index(phase) + 1 :]
        return self.logic.every(
            [entered[phase] if phase is not None else TRUE, *(entered[p] ^ 1 for p in later)]
        )

    # Variants of the same protocol

    def hold_still(self, rules: Collection[str], other: World) -> None:
        """Takes the truth of these rules from another world."""
        for rule in self.rules:
            if rule.id in rules:
                for asked in (True, False):
                    self._truths[rule.id, asked] = other.truth(rule, asked)

    def changed(self, threshold: str, numbers: tuple[int | None, ...]) -> World:
        """The world in which one threshold has other numbers. Shares what that does not touch."""
        touched = self.touched(threshold)
        other = evolve(self, numbers={**self.numbers, threshold: numbers})
        if not any(rule.kind == "scope" for rule in touched):
            ids = {rule.id for rule in touched}
            other._truths = {key: truth for key, truth in self._truths.items() if key[0] not in ids}
        return other

    def touched(self, threshold: str) -> list[Rule]:
        """The rules whose conditions or amount depend on a threshold, directly or through a finding."""
        subjects: set[str] = set()
        found = []
        for rule in self.rules:
            if any(_depends(leaf, threshold, subjects) for leaf in rule.when.leaves()) or (
                rule.amount is not None and rule.amount.threshold == threshold
            ):
                found.append(rule)
                if rule.kind in DERIVED:
                    subjects.add(rule.subject)
        return found


def _depends(leaf: Condition | Claim, threshold: str, subjects: set[str]) -> bool:
    if isinstance(leaf, Claim):
        return leaf.subject in subjects
    return any(
        bound is not None and bound.threshold == threshold for bound in (leaf.low, leaf.high)
    )
