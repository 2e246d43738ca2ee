"""Formulas: tests of a patient's facts, joined by not, all and any. Equal formulas are one number."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from attrs import field, frozen

Formula = int
"""A formula of one Logic. The opposite of a formula is the formula with its lowest bit flipped."""

TRUE: Formula = 0
FALSE: Formula = 1

KNOWN = "known"
"""The kind of a variable that is 1 where something is known and 0 where it is not."""


@frozen
class Variable:
    """A whole number from `least` to `most`. `copy` tells two patients apart."""

    name: str
    kind: str
    least: int
    most: int
    copy: str = ""


@frozen
class AtLeast:
    """The test `variable >= bound`, or `variable >= other + bound`."""

    variable: Variable
    bound: int
    other: Variable | None = None


Assignment = Mapping[Variable, int]


@frozen(eq=False)
class Logic:
    """Builds formulas and keeps each once. A formula's parts were built before it, and have smaller numbers."""

    nodes: list[AtLeast | tuple[Formula, ...]] = field(init=False, factory=lambda: [()])
    _known: dict[AtLeast | tuple[Formula, ...], Formula] = field(
        init=False, factory=lambda: {(): TRUE}
    )

    def at_least(self, variable: Variable, bound: int, other: Variable | None = None) -> Formula:
        if other is None:
            if bound <= variable.least:
                return TRUE
            if bound > variable.most:
                return FALSE
        return self._kept(AtLeast(variable, bound, other))

    def every(self, parts: Iterable[Formula]) -> Formula:
        """What holds where every part does; TRUE where there are none."""
        flat: set[Formula] = set()
        for part in parts:
            inner = self.nodes[part >> 1]
            if part & 1 == 0 and isinstance(inner, tuple):
                flat.update(inner)
            else:
                flat.add(part)
        if any(part ^ 1 in flat for part in flat) or FALSE in flat:
            return FALSE
        flat.discard(TRUE)
        if len(flat) == 1:
            return flat.pop()
        return self._kept(tuple(sorted(flat)))

    def some(self, parts: Iterable[Formula]) -> Formula:
        """What holds where a part does; FALSE where there are none."""
        return self.every(part ^ 1 for part in parts) ^ 1

    def implies(self, first: Formula, second: Formula) -> Formula:
        return self.some((first ^ 1, second))

    def equal(self, first: Formula, second: Formula) -> Formula:
        return self.every((self.implies(first, second), self.implies(second, first)))

    def same(self, first: Variable, second: Variable) -> Formula:
        """Both have the same value."""
        if first.kind == KNOWN:
            return self.equal(self.at_least(first, 1), self.at_least(second, 1))
        return self.every((self.at_least(first, 0, second), self.at_least(second, 0, first)))

    def _kept(self, node: AtLeast | tuple[Formula, ...]) -> Formula:
        found = self._known.get(node)
        if found is None:
            found = self._known[node] = len(self.nodes) << 1
            self.nodes.append(node)
        return found

    def cone(self, formula: Formula, done: Container[int] = ()) -> list[int]:
        """The numbers of all nodes that a formula is built of, parts first; not those under `done`."""
        seen: set[int] = set()
        waiting = [formula >> 1]
        while waiting:
            number = waiting.pop()
            if number not in seen and number not in done:
                seen.add(number)
                node = self.nodes[number]
                if isinstance(node, tuple):
                    waiting.extend(part >> 1 for part in node)
        return sorted(seen)

    def tests(self, formula: Formula) -> Iterator[AtLeast]:
        """Every test in a formula."""
        for number in self.cone(formula):
            node = self.nodes[number]
            if isinstance(node, AtLeast):
                yield node

    def holds(self, formula: Formula, values: Assignment, cone: list[int] | None = None) -> bool:
        """Whether a formula holds for these values; every variable in it has to have one."""
        truth: dict[int, bool] = {}
        for number in cone or self.cone(formula):
            node = self.nodes[number]
            if isinstance(node, tuple):
                truth[number] = all(truth[part >> 1] != part & 1 for part in node)
            else:
                floor = node.bound if node.other is None else values[node.other] + node.bound
                truth[number] = values[node.variable] >= floor
        return truth[formula >> 1] != formula & 1
