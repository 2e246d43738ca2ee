"""Looks for a patient among all there could be: with diagrams first, with Z3 where these grow too large."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Any

from attrs import define, field

from .diagram import MOST_NODES, Diagrams, TooLarge
from .functions import Point, TooLate, Undecided
from .setting import Setting
from .world import World

if TYPE_CHECKING:
    from .formulas import Formulas

Question = Callable[..., Any]
"""Of the world of each patient of a setting a truth: whether they are looked for. It may not be unknown."""

ONE_QUESTION = 60.0
"""Seconds that Z3 may take for one question where no time was given."""
WITHOUT_Z3 = (
    "there are too many patients to decide it without Z3",
    "install it: pip install 'recovery-guidance[prove]'; in a clone, .venv/bin/python -m pip install z3-solver",
)


def with_formulas(sizes: Sequence[int]) -> Formulas:
    """What Z3 decides about variables of these sizes. Raises Undecided where it is not installed."""
    try:
        from .formulas import Formulas
    except ModuleNotFoundError as missing:
        if missing.name != "z3":
            raise
        raise Undecided(*WITHOUT_Z3) from None
    return Formulas(sizes)


@define(eq=False)
class Search:
    """Decides questions about the patients of one setting.

    `until` is when to give up, on the clock of `monotonic`. What questions share is built once; where that
    grows too large it is begun anew for the next question alone.
    """

    setting: Setting
    until: float = inf
    most: int = MOST_NODES
    _diagrams: Diagrams | None = field(init=False, default=None)
    _worlds: tuple[World[int], ...] = field(init=False, default=())

    def find(self, question: Question) -> Point | None:
        """One of the patients who are looked for: a value of each variable; None where there are none.

        Raises Undecided.
        """
        try:
            diagrams, wanted = self._function(question)
        except (TooLarge, RecursionError):
            return self._in_formulas(question)
        if wanted == diagrams.no:
            return None
        return {**self.setting.usual, **diagrams.example(wanted, self.setting.liked)}

    def possible(self, question: Question) -> bool:
        """Whether there is such a patient. Raises Undecided."""
        try:
            diagrams, wanted = self._function(question)
        except (TooLarge, RecursionError):
            return self._in_formulas(question) is not None
        return wanted != diagrams.no

    def _function(self, question: Question) -> tuple[Diagrams, int]:
        """Who is looked for. Raises TooLarge, RecursionError where it is too deep, and TooLate."""
        if monotonic() > self.until:
            raise TooLate
        for shared in (self._diagrams is not None, False):
            if self._diagrams is None:
                self._diagrams = Diagrams(self.setting.sizes, self.most, self.until)
                self._worlds = self.setting.worlds(self._diagrams)
            diagrams = self._diagrams
            try:
                return diagrams, diagrams.all(
                    (self.setting.related(diagrams), question(*self._worlds))
                )
            except (TooLarge, RecursionError):
                self._diagrams = None
                if not shared:
                    raise
        raise AssertionError("the second time nothing is shared")

    def _in_formulas(self, question: Question) -> Point | None:
        left = self.until - monotonic()
        if left <= 0:
            raise TooLate
        formulas = with_formulas(self.setting.sizes)
        worlds = self.setting.worlds(formulas)
        wanted = formulas.all((self.setting.related(formulas), question(*worlds)))
        found = formulas.find(wanted, min(left, ONE_QUESTION))
        return None if found is None else {**self.setting.usual, **found}
