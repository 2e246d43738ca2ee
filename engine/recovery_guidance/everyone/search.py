"""Looks for a patient among all there could be: with diagrams first, with Z3 where these grow too large."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Any

from attrs import Factory, define, field

from .diagram import MOST_NODES, Diagrams, TooLarge
from .functions import Point, TooLate, Undecided
from .setting import Setting
from .world import World

if TYPE_CHECKING:
    from .formulas import Formula, Formulas

Question = Callable[..., Any]
"""Of the world of each patient of a setting a truth: whether they are looked for. It may not be unknown."""

AT_ONCE, ONE_QUESTION = 5.0, 60.0
"""Seconds that Z3 may take for one question: before larger diagrams are tried, and at last."""
FEWEST_NODES = 1_000
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

    `until` is when to give up, on the clock of `monotonic`, and `most` how many nodes diagrams may have. What
    questions share is built once; where that grows too large it is begun anew for the next question alone. Where
    even that is too large, the questions after it are given fewer nodes `at_first`, before Z3 is asked.
    """

    setting: Setting
    until: float = inf
    most: int = MOST_NODES
    at_first: int = field(default=Factory(lambda self: self.most, takes_self=True))
    _diagrams: Diagrams | None = field(init=False, default=None)
    _worlds: tuple[World[int], ...] = field(init=False, default=())
    _formulas: Formulas | None = field(init=False, default=None)
    _formal: tuple[World[Formula], ...] = field(init=False, default=())

    def find(self, question: Question) -> Point | None:
        """One of the patients who are looked for: a value of each variable; None where there are none.

        Raises Undecided.
        """
        usual, liked = self.setting.usual, self.setting.liked
        return self._found(question, lambda known, who: {**usual, **known.example(who, liked)})

    def possible(self, question: Question) -> bool:
        """Whether there is such a patient. Raises Undecided."""
        return self._found(question, lambda *_: {}) is not None

    def _found(self, question: Question, shown: Callable[[Diagrams, int], Point]) -> Point | None:
        """In diagrams, or else by Z3 if that takes no time, or else in as many nodes as there may be."""
        nodes = self.at_first
        try:
            return self._in_diagrams(question, shown, nodes)
        except (TooLarge, RecursionError):
            self.at_first = min(nodes, max(FEWEST_NODES, nodes // 8))
        try:
            return self._in_formulas(question, AT_ONCE)
        except Undecided:
            if nodes < self.most:
                with suppress(TooLarge, RecursionError):
                    found = self._in_diagrams(question, shown, self.most)
                    self.at_first = self.most
                    return found
        return self._in_formulas(question, ONE_QUESTION)

    def _in_diagrams(
        self, question: Question, shown: Callable[[Diagrams, int], Point], most: int
    ) -> Point | None:
        """Raises TooLarge, RecursionError where it is too deep, and TooLate."""
        if monotonic() > self.until:
            raise TooLate
        for shared in (self._diagrams is not None, False):
            if self._diagrams is None:
                self._diagrams = Diagrams(self.setting.sizes, most, self.until)
                self._worlds = self.setting.worlds(self._diagrams)
            diagrams = self._diagrams
            diagrams.most = most
            try:
                who = diagrams.all((self.setting.related(diagrams), question(*self._worlds)))
                return None if who == diagrams.no else shown(diagrams, who)
            except (TooLarge, RecursionError):
                self._diagrams = None
                if not shared:
                    raise
        raise AssertionError("the second time nothing is shared")

    def _in_formulas(self, question: Question, seconds: float) -> Point | None:
        """Raises Undecided."""
        left = self.until - monotonic()
        if left <= 0:
            raise TooLate
        if self._formulas is None:
            self._formulas = with_formulas(self.setting.sizes)
            self._formal = self.setting.worlds(self._formulas)
        formulas = self._formulas
        wanted = formulas.all((self.setting.related(formulas), question(*self._formal)))
        found = formulas.find(wanted, min(left, seconds))
        return None if found is None else {**self.setting.usual, **found}
