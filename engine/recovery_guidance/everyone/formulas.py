"""Whether a function can be true, decided by Z3 where diagrams grow too large: the only module that knows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

import z3
from attrs import define, field

from ..model.algebra import Truth
from .functions import Functions, TooLate


@define(eq=False)
class Formula:
    """A truth that depends on the patient: true where `certain` holds, not false where `possible` does."""

    certain: z3.BoolRef
    possible: z3.BoolRef


@define(eq=False, slots=False)
class Formulas(Functions[Formula]):
    """Formulas over variables with `sizes` many values each, of which Z3 decides whether they can hold."""

    sizes: Sequence[int]
    _variables: dict[int, z3.ArithRef] = field(init=False, factory=dict)
    _solver: z3.Solver = field(init=False, factory=z3.SimpleSolver)
    yes: Formula = field(init=False, factory=lambda: Formula(z3.BoolVal(True), z3.BoolVal(True)))
    no: Formula = field(init=False, factory=lambda: Formula(z3.BoolVal(False), z3.BoolVal(False)))

    def variable(self, place: int, truths: Sequence[Truth]) -> Formula:
        """The formula of one variable that has these truths, one for each of its values."""
        certain = self._among(place, [value for value, truth in enumerate(truths) if truth is True])
        if None not in truths:
            return Formula(certain, certain)
        possible = [value for value, truth in enumerate(truths) if truth is not False]
        return Formula(certain, self._among(place, possible))

    def all(self, truths: Iterable[Formula]) -> Formula:
        parts = [truth for truth in truths if truth is not self.yes]
        if any(part is self.no for part in parts):
            return self.no
        if len(parts) < 2:
            return parts[0] if parts else self.yes
        return Formula(_all([p.certain for p in parts]), _all([p.possible for p in parts]))

    def opposite(self, truth: Formula) -> Formula:
        if truth is self.yes or truth is self.no:
            return self.no if truth is self.yes else self.yes
        return Formula(_not(truth.possible), _not(truth.certain))

    def certain(self, truth: Formula) -> Formula:
        same = truth.certain is truth.possible
        return truth if same else Formula(truth.certain, truth.certain)

    def find(self, formula: Formula, seconds: float) -> dict[int, int] | None:
        """A value of each variable with which a formula is true; None where there is none.

        Raises Undecided after so many seconds.
        """
        self._solver.set("timeout", max(1, int(1000 * seconds)))
        self._solver.push()
        try:
            self._solver.add(formula.certain)
            result = self._solver.check()
            if result == z3.unknown:
                raise TooLate
            if result == z3.unsat:
                return None
            model = self._solver.model()
            valued = self._variables.items()
            return {p: model.eval(term, model_completion=True).as_long() for p, term in valued}
        finally:
            self._solver.pop()

    def _among(self, place: int, values: Sequence[int]) -> z3.BoolRef:
        """The variable has one of these values, told as spans of neighbours."""
        if len(values) == self.sizes[place]:
            return self.yes.certain
        term = self._variable(place)
        spans = []
        for _, group in groupby(enumerate(values), key=lambda each: each[1] - each[0]):
            span = [value for _, value in group]
            spans.append(_all([term >= span[0], term <= span[-1]]))
        return _not(_all([_not(span) for span in spans])) if spans else self.no.certain

    def _variable(self, place: int) -> z3.ArithRef:
        if place not in self._variables:
            term = self._variables[place] = z3.Int(f"v{place}")
            self._solver.add(term >= 0, term < self.sizes[place])
        return self._variables[place]


def _all(terms: Sequence[z3.BoolRef]) -> z3.BoolRef:
    """z3.And without its checks of every argument, which took a third of all time."""
    if len(terms) == 1:
        return terms[0]
    context = terms[0].ctx
    together = (z3.Ast * len(terms))(*(term.ast for term in terms))
    return z3.BoolRef(z3.Z3_mk_and(context.ref(), len(terms), together), context)


def _not(term: z3.BoolRef) -> z3.BoolRef:
    return z3.BoolRef(z3.Z3_mk_not(term.ctx_ref(), term.ast), term.ctx)
