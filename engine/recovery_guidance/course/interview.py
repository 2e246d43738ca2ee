"""Asks what matters today, and stops when nothing more would change an answer.

Nothing is assumed while asking: a sign that would be taken as absent is asked for like anything else.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, field, frozen

from ..facts.intake import take_in
from ..model.case import Case, Observation
from ..model.items import Fact, Vocabulary
from ..model.protocol import Protocol
from .what_matters import Answers

MOST_SIGNS = 12
"""How many signs are shown together; more than a screen nobody reads."""


@frozen
class Round:
    """What is asked next: one item, or several signs that are answered together with yes or no."""

    items: tuple[str, ...]
    settles: int
    """For how many answers the first of them matters."""

    @property
    def are_signs(self) -> bool:
        return len(self.items) > 1


@frozen(eq=False)
class Interview:
    """What was answered so far. A skipped item is not asked again; it is then taken as `evaluate` does."""

    protocol: Protocol
    case: Case
    possible: Answers
    signs: frozenset[str]
    """Items that a patient would volunteer, so that several can be named at once."""
    answers: Mapping[str, Fact] = field(factory=dict)

    @classmethod
    def begin(cls, protocol: Protocol, case: Case) -> Interview:
        """An interview about a case of which some things may be told already. Raises TooLarge."""
        signs = frozenset(
            name
            for name, item in protocol.vocabulary.items.items()
            if item.kind == "yes or no" and item.is_sign
        )
        return cls(protocol, case, Answers.of(protocol, case), signs)

    def answered(self, item: str, value: Fact) -> Interview:
        """The interview with one more answer; None where it was skipped."""
        return evolve(self, answers={**self.answers, item: value})

    def told(self) -> Case:
        """The case with everything that was answered, as of its own day."""
        return self.case.stating(
            Observation(item, value, self.case.day)
            for item, value in self.answers.items()
            if value is not None
        )

    def facts(self) -> Mapping[str, Fact]:
        """What is settled so far: nothing is assumed but of what was skipped, and that may stay unknown."""
        skipped = {name for name, value in self.answers.items() if value is None}
        silent = {
            name: item if name in skipped else evolve(item, if_not_stated=None)
            for name, item in self.protocol.vocabulary.items.items()
        }
        asking = evolve(self.protocol, vocabulary=Vocabulary(silent))
        found = take_in(asking, self.told()).facts
        return {name: fact for name, fact in found.items() if fact is not None or name in skipped}

    def next(self) -> Round | None:
        """What to ask next; None where nothing that is not known would change an answer."""
        ranked = self.possible.ranked(self.facts())
        if not ranked:
            return None
        first, *_ = ranked
        signs = [item for item in ranked if item in self.signs]
        together = signs[:MOST_SIGNS] if first in self.signs else [first]
        return Round(tuple(together), ranked[first])
