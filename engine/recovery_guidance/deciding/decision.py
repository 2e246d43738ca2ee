"""What rules come to: verdicts, limits, urgencies, refusals, stances and phases, over truths of any kind.

The precedence is written here, once. An answer is every value that it can have, each with the truth that it has
it; exactly one of them is true. Over Kleene's values that answers one patient; over functions of what may be told,
all patients at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Generic

from attrs import field, frozen

from ..chaining.memory import WorkingMemory
from ..model.algebra import KLEENE, Algebra, T, Truth
from ..model.conditions import Member
from ..model.protocol import MOVES, STANCES, URGENCIES
from ..model.rules import REACHED, SAFETY_FIRST, ActivityRules, Rule, Ruleset


class Verdict(StrEnum):
    """What an answer says about an activity, from the most closed to the most open."""

    NOT_YET = "not yet"
    UNKNOWN = "unknown"
    WITH_CARE = "with care"
    ALLOWED = "allowed"

    @classmethod
    def meant(cls, word: str) -> tuple[Verdict, ...]:
        """The verdicts that a promise means by a word: what is allowed may be done, with or without care."""
        found = cls(word)
        return (found, cls.WITH_CARE) if found is cls.ALLOWED else (found,)

    @property
    def openness(self) -> int:
        """Its place among the verdicts, from 0 for the most closed."""
        return list(Verdict).index(self)

    @property
    def is_closed(self) -> bool:
        """Whether a restriction holds, or no permission can."""
        return self is Verdict.NOT_YET

    @property
    def is_known(self) -> bool:
        """Whether what was told settles it."""
        return self is not Verdict.UNKNOWN

    @property
    def is_settled(self) -> bool:
        """Whether nothing that is not known could change it."""
        return self in (Verdict.NOT_YET, Verdict.ALLOWED)

    @property
    def needs_care(self) -> bool:
        """Whether the activity may be done, but not without care."""
        return self is Verdict.WITH_CARE

    @property
    def is_open(self) -> bool:
        """Whether the activity may be done, with or without care."""
        return self in (Verdict.WITH_CARE, Verdict.ALLOWED)


NOT_GIVEN, ASKED_FIRST = "not given", "asked first"
"""What becomes of a warning that does not hold, and of one that is not known."""


@frozen(eq=False, repr=False)
class Decision(Generic[T]):
    """What the rules in force under one stance come to.

    `truth` is that of each rule, and `holds` that of any condition, claim or group.
    """

    algebra: Algebra[T]
    ruleset: Ruleset
    truth: Callable[[Rule], T]
    holds: Callable[[Member], T]
    _verdicts: dict[str, Mapping[Verdict, T]] = field(factory=dict, init=False)
    """The answer about each activity, once it was asked for: its reasons and each of its values look at it."""

    def any(self, rules: Iterable[Rule]) -> T:
        """One of these rules holds."""
        return self.algebra.any(map(self.truth, rules))

    def has(self, subject: str, value: str) -> T:
        """A finding has a value, or a milestone or phase is reached."""
        return self.any(self.ruleset.graph.proving.get((subject, value), ()))

    # Before anything else

    def urgent(self, urgency: str) -> T:
        """A warning holds that is at least that urgent. Nothing suppresses one."""
        enough = URGENCIES[: URGENCIES.index(urgency) + 1]
        warnings = self.ruleset.graph.of_kind("escalation")
        return self.algebra.certain(self.any(rule for rule in warnings if rule.value in enough))

    def counts(self, line: Rule) -> T:
        """A scope line counts: it holds, or cannot be ruled out."""
        return self.algebra.possible(self.truth(line))

    def refused(self) -> T:
        """A scope line that refuses counts."""
        scope = self.ruleset.graph.of_kind("scope")
        return self.algebra.possible(self.any(rule for rule in scope if rule.refuses))

    def silent(self) -> T:
        """Nothing is allowed or limited: in an emergency or a crisis, and where the scope refuses."""
        return self.algebra.any((self.refused(), self.urgent(SAFETY_FIRST[-1])))

    def answers(self, stance: str) -> T:
        """Something is said of whoever asks for this stance, and no scope line imposes a stricter one."""
        return self.algebra.all(
            (self.algebra.opposite(self.silent()), self.followed(stance)[stance])
        )

    def warning(self, rule: Rule) -> dict[str, T]:
        """The urgency of a warning where it holds; where that is not known, it is asked first."""
        truth, algebra = self.truth(rule), self.algebra
        choices = ((rule.value, algebra.certain(truth)), (ASKED_FIRST, algebra.possible(truth)))
        return algebra.first(choices, NOT_GIVEN)

    def followed(self, asked: str) -> dict[str, T]:
        """The strictest stance of the one asked for and those that scope lines impose, or may.

        Of the decision under the stance asked for.
        """
        return self.algebra.first(self._imposing(STANCES[: STANCES.index(asked)]), asked)

    def imposed(self) -> dict[str | None, T]:
        """The strictest stance that scope lines impose, or may; None where they impose none."""
        return self.algebra.first(self._imposing(STANCES), None)

    def _imposing(self, stances: Iterable[str]) -> Iterator[tuple[str, T]]:
        scope = self.ruleset.graph.of_kind("scope")
        for stance in stances:
            imposing = self.any(rule for rule in scope if rule.imposes == stance)
            yield stance, self.algebra.possible(imposing)

    # Activities

    def may(self, activity: str) -> T:
        """A permission is proven and every restriction disproven: it may be done, with or without care."""
        rules = self._deciding(activity)
        permitted, restricted = self.any(rules.allowed), self.any(rules.not_yet)
        unrestricted = self.algebra.opposite(self.algebra.possible(restricted))
        return self.algebra.all((self.algebra.certain(permitted), unrestricted))

    def verdict(self, activity: str) -> Mapping[Verdict, T]:
        """Not yet beats with care beats allowed; nothing said is not yet."""
        if activity not in self._verdicts:
            self._verdicts[activity] = self._verdict(activity)
        return self._verdicts[activity]

    def _verdict(self, activity: str) -> Mapping[Verdict, T]:
        algebra, rules = self.algebra, self._deciding(activity)

        def choices() -> Iterator[tuple[Verdict, T]]:
            restricted = algebra.certain(self.any(rules.not_yet))
            never = algebra.opposite(algebra.possible(self.any(rules.allowed)))
            yield Verdict.NOT_YET, algebra.any((restricted, never))
            yield Verdict.UNKNOWN, algebra.opposite(self.may(activity))
            yield Verdict.WITH_CARE, algebra.possible(self.any(rules.with_care))

        return algebra.first(choices(), Verdict.ALLOWED)

    def _deciding(self, activity: str) -> ActivityRules:
        """The rules that decide an activity; none where nothing is said about it."""
        return self.ruleset.graph.deciding.get(activity, ActivityRules())

    def reasons(self, activity: str) -> dict[str, T]:
        """The ids of rules that may be given as reasons for the verdict, each with whether it is."""
        algebra, rules = self.algebra, self._deciding(activity)
        verdict = self.verdict(activity)
        found: dict[str, list[T]] = {}

        def give(word: Verdict, some: Iterable[Rule], when: Callable[[T], T]) -> None:
            given = verdict.get(word, algebra.no)
            for rule in some if given != algebra.no else ():
                reason = algebra.all((given, when(self.truth(rule))))
                found.setdefault(rule.id, []).append(reason)

        unrestricted = algebra.opposite(algebra.certain(self.any(rules.not_yet)))
        unproven = algebra.opposite(algebra.certain(self.any(rules.allowed)))
        give(Verdict.NOT_YET, rules.not_yet, algebra.certain)
        give(Verdict.NOT_YET, rules.allowed, lambda _: unrestricted)
        give(Verdict.UNKNOWN, rules.not_yet, algebra.unknown)
        give(Verdict.UNKNOWN, rules.allowed, lambda t: algebra.all((unproven, algebra.unknown(t))))
        give(Verdict.WITH_CARE, rules.with_care, algebra.possible)
        give(Verdict.ALLOWED, rules.allowed, algebra.certain)
        return {rule: algebra.any(truths) for rule, truths in found.items()}

    # Limits

    def amounts(self, quantity: str) -> dict[int, list[Rule]]:
        """The limits on a quantity by the amount of each, the smallest first; one without a cap is none."""
        found: dict[int, list[Rule]] = {}
        for rule in self.ruleset.graph.of_kind("limit", quantity):
            amount = rule.amount.value(self.ruleset.numbers) if rule.amount else None
            if amount is not None:
                found.setdefault(amount, []).append(rule)
        return dict(sorted(found.items()))

    def at_most(self, quantity: str) -> dict[int | None, T]:
        """The smallest amount of the limits that hold or may hold; None where there is none."""
        return self._least(quantity, self.algebra.possible)

    def proven(self, quantity: str) -> dict[int | None, T]:
        """The smallest amount of the limits that hold; None where there is none."""
        return self._least(quantity, self.algebra.certain)

    def _least(self, quantity: str, counts: Callable[[T], T]) -> dict[int | None, T]:
        amounts = self.amounts(quantity).items()
        return self.algebra.first(
            ((least, counts(self.any(some))) for least, some in amounts), None
        )

    def limiting(self, quantity: str) -> dict[str, T]:
        """The ids of limits that may be given as reasons for the smallest amount, each with whether it is.

        One that holds goes before one that may.
        """
        algebra, amounts = self.algebra, self.amounts(quantity)
        found: dict[str, T] = {}
        for amount, given in self.at_most(quantity).items():
            some = amounts[amount] if amount is not None and given != algebra.no else []
            unproven = algebra.opposite(algebra.certain(self.any(some)))
            for rule in some:
                truth = self.truth(rule)
                instead = algebra.all((unproven, algebra.unknown(truth)))
                counts = algebra.any((algebra.certain(truth), instead))
                found[rule.id] = algebra.all((given, counts))
        return found

    # Recovery as a whole

    def phase(self, phases: Iterable[str]) -> dict[str | None, T]:
        """The last of these phases that has been entered; each one asks for those before it."""
        entered = ((phase, self.has(phase, REACHED)) for phase in reversed(tuple(phases)))
        return self.algebra.first(((p, self.algebra.certain(t)) for p, t in entered), None)

    def move(self, finding: str) -> dict[tuple[str, bool], T]:
        """The move on a ladder: of those that may hold the furthest back, and whether it is known to."""
        algebra = self.algebra

        def choices() -> Iterator[tuple[tuple[str, bool], T]]:
            for move in sorted(MOVES, key=MOVES.__getitem__):
                truth = self.has(finding, move)
                yield (move, True), algebra.certain(truth)
                yield (move, False), algebra.possible(truth)

        return algebra.first(choices(), ("stay", True))


def followed(
    algebra: Algebra[T],
    asked: Iterable[tuple[str, bool, T]],
    decisions: Mapping[str, Decision[T]],
) -> dict[str, T]:
    """The stance that is followed, whichever is asked for.

    `asked` are stances, each with whether it is final, so that no scope line imposes another, and the truth
    that it is asked for.
    """
    found: dict[str, list[T]] = {stance: [] for stance in decisions}
    for stance, is_final, truth in asked:
        own = {stance: algebra.yes} if is_final else decisions[stance].followed(stance)
        for other, imposed in own.items():
            found[other].append(algebra.all((truth, imposed)))
    return {stance: algebra.any(truths) for stance, truths in found.items()}


def decided(memory: WorkingMemory) -> Decision[Truth]:
    """What the rules come to for one patient, after a finished run."""
    return Decision(KLEENE, memory.ruleset, memory.truth, memory.holds)
