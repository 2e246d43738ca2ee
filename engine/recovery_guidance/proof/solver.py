"""Whether a formula can hold, and for which values: the only module that knows Z3."""

from __future__ import annotations

from typing import Literal

import z3
from attrs import define, field

from .logic import KNOWN, AtLeast, Formula, Logic, Variable

Answer = Literal["possible", "never", "undecided"]
POSSIBLE: Answer = "possible"
NEVER: Answer = "never"
UNDECIDED: Answer = "undecided"


@define(eq=False)
class Solver:
    """Decides formulas of one Logic. What it has read once it keeps."""

    logic: Logic
    _z3: z3.Solver = field(factory=z3.SimpleSolver)
    _terms: dict[int, z3.BoolRef] = field(factory=dict)
    _opposites: dict[Formula, z3.BoolRef] = field(factory=dict)
    _variables: dict[Variable, z3.ArithRef | z3.BoolRef] = field(factory=dict)

    def decide(self, formula: Formula, milliseconds: int) -> Answer:
        """Whether a formula can hold; `undecided` after so many milliseconds."""
        return self._ask(formula, milliseconds)[0]

    def find(self, formula: Formula, milliseconds: int) -> dict[Variable, int] | None:
        """Values for which a formula holds; None where there are none or the time was over."""
        return self._ask(formula, milliseconds, wanted=True)[1]

    def _ask(
        self, formula: Formula, milliseconds: int, wanted: bool = False
    ) -> tuple[Answer, dict[Variable, int] | None]:
        term = self._term(formula)
        self._z3.set("timeout", max(1, milliseconds))
        self._z3.push()
        try:
            self._z3.add(term)
            result = self._z3.check()
            answer = POSSIBLE if result == z3.sat else NEVER if result == z3.unsat else UNDECIDED
            found = answer == POSSIBLE and wanted
            return answer, self._values(formula, self._z3.model()) if found else None
        finally:
            self._z3.pop()

    def _values(self, formula: Formula, model: z3.ModelRef) -> dict[Variable, int]:
        tests = list(self.logic.tests(formula))
        variables = {test.variable for test in tests}
        variables |= {test.other for test in tests if test.other is not None}
        return {v: _value(model, self._variables[v]) for v in variables}

    def _term(self, formula: Formula) -> z3.BoolRef:
        for number in self.logic.cone(formula, self._terms):
            node = self.logic.nodes[number]
            if isinstance(node, AtLeast):
                self._terms[number] = self._test(node)
            else:
                self._terms[number] = _all(tuple(self._signed(part) for part in node))
        return self._signed(formula)

    def _signed(self, formula: Formula) -> z3.BoolRef:
        term = self._terms[formula >> 1]
        if not formula & 1:
            return term
        if formula not in self._opposites:
            self._opposites[formula] = z3.BoolRef(z3.Z3_mk_not(term.ctx_ref(), term.ast), term.ctx)
        return self._opposites[formula]

    def _test(self, node: AtLeast) -> z3.BoolRef:
        variable = self._variable(node.variable)
        if node.variable.kind == KNOWN:
            return variable
        floor = node.bound if node.other is None else self._variable(node.other) + node.bound
        return variable >= floor

    def _variable(self, variable: Variable) -> z3.ArithRef | z3.BoolRef:
        """Whether something is known is a Boolean, which is settled faster than a number."""
        found = self._variables.get(variable)
        if found is None:
            name = "|".join((variable.kind, variable.name, variable.copy))
            found = z3.Bool(name) if variable.kind == KNOWN else z3.Int(name)
            self._variables[variable] = found
            if variable.kind != KNOWN:
                self._z3.add(found >= variable.least, found <= variable.most)
        return found


def _all(terms: tuple[z3.BoolRef, ...]) -> z3.BoolRef:
    """z3.And without its checks of every argument, which took a third of all time."""
    if not terms:
        return z3.BoolVal(True)
    context = terms[0].ctx
    together = (z3.Ast * len(terms))(*(term.ast for term in terms))
    return z3.BoolRef(z3.Z3_mk_and(context.ref(), len(terms), together), context)


def _value(model: z3.ModelRef, term: z3.ArithRef) -> int:
    found = model.eval(term, model_completion=True)
    if isinstance(found, z3.BoolRef):
        return int(z3.is_true(found))
    value: int = found.as_long()
    return value
