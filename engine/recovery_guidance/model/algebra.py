"""What rules are decided over: truths of some kind, and how all and any of them combine.

One patient's truths are Kleene's three values. Those of many patients at once are functions of what may be told:
decision diagrams, formulas, columns. What rules come to is written once, over any of them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

Truth = bool | None
"""True, false, or unknown (None)."""

T = TypeVar("T")
V = TypeVar("V")


class Algebra(ABC, Generic[T]):
    """Truths of one kind. `yes` and `no` are true and false everywhere."""

    yes: T
    no: T

    @abstractmethod
    def all(self, truths: Iterable[T]) -> T:
        """False where any is false, else unknown where any is unknown, else true."""

    def any(self, truths: Iterable[T]) -> T:
        """True where any is true, else unknown where any is unknown, else false."""
        return self.opposite(self.all(map(self.opposite, truths)))

    @abstractmethod
    def opposite(self, truth: T) -> T:
        """True where it is false, false where it is true, unknown where it is unknown."""

    @abstractmethod
    def certain(self, truth: T) -> T:
        """True where it is true, and false elsewhere."""

    def possible(self, truth: T) -> T:
        """False where it is false, and true elsewhere."""
        return self.opposite(self.certain(self.opposite(truth)))

    def unknown(self, truth: T) -> T:
        """True where it is unknown, and false elsewhere."""
        return self.all((self.possible(truth), self.opposite(self.certain(truth))))

    def unequal(self, one: T, other: T) -> T:
        """One is true and the other is not. Neither may be unknown."""
        return self.any(
            (self.all((one, self.opposite(other))), self.all((self.opposite(one), other)))
        )

    def first(self, choices: Iterable[tuple[V, T]], otherwise: V) -> dict[V, T]:
        """Of values in the order of their precedence, the one that counts: the first whose truth holds.

        No truth may be unknown. Each value that may count has the truth that it does; exactly one of them is true.
        """
        found: dict[V, T] = {}
        none_before = self.yes
        for value, truth in choices:
            here = self.all((none_before, truth))
            found[value] = self.any((found[value], here)) if value in found else here
            none_before = self.all((none_before, self.opposite(truth)))
            if none_before == self.no:
                return found
        found[otherwise] = self.any((found.get(otherwise, self.no), none_before))
        return found


class Kleene(Algebra[Truth]):
    """The three values of one patient."""

    yes = True
    no = False

    def all(self, truths: Iterable[Truth]) -> Truth:
        known = True
        for truth in truths:
            if truth is False:
                return False
            known = known and truth is not None
        return True if known else None

    def any(self, truths: Iterable[Truth]) -> Truth:
        known = True
        for truth in truths:
            if truth is True:
                return True
            known = known and truth is not None
        return False if known else None

    def opposite(self, truth: Truth) -> Truth:
        return None if truth is None else not truth

    def certain(self, truth: Truth) -> Truth:
        return truth is True


KLEENE = Kleene()


def the(answer: Mapping[V, Truth]) -> V:
    """The value that one patient's answer has."""
    return next(value for value, truth in answer.items() if truth)
