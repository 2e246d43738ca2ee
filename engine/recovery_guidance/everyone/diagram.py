"""Functions of many small variables, as reduced ordered decision diagrams with three truth values at their ends.

Equal functions are the same number, so that "does anything change, and for whom" is decided over the
whole input space and not over a sample of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from math import inf
from time import monotonic

from attrs import define, field

from ..model.algebra import Truth
from .functions import Functions

MOST_NODES = 200_000
STEPS_A_NODE = 10
"""How many steps may be kept for each node that may be made; where there are more, the work has outgrown it."""
_ENDS: tuple[Truth, ...] = (False, None, True)
_NO, _UNKNOWN, _YES = range(3)


class TooLarge(Exception):
    """A function is too large to be decided exactly here: more nodes than `most`, or more time than there is."""

    def __init__(self, most: int) -> None:
        super().__init__(f"more than {most} nodes")
        self.most = most


@define(eq=False, slots=False)
class Diagrams(Functions[int]):
    """Makes functions over variables with `sizes` many values each; a function is a number.

    A variable is its place in `sizes`, and its values are 0, 1, 2 and so on. `until` is when to give up, on the
    clock of `monotonic`.
    """

    sizes: Sequence[int]
    most: int = MOST_NODES
    until: float = inf
    _nodes: list[tuple[int, tuple[int, ...]]] = field(init=False)
    _known: dict[tuple[int, tuple[int, ...]], int] = field(init=False, factory=dict)
    _done: dict[Hashable, int] = field(init=False, factory=dict)

    no = _NO
    yes = _YES

    @_nodes.default
    def _only_ends(self) -> list[tuple[int, tuple[int, ...]]]:
        return [(len(self.sizes), ()) for _ in _ENDS]

    def variable(self, place: int, truths: Sequence[Truth]) -> int:
        """The function of one variable that has these truths, one for each of its values."""
        return self._node(place, tuple(_ENDS.index(truth) for truth in truths))

    def all(self, truths: Iterable[int]) -> int:
        return self._joined(truths, _NO)

    def any(self, truths: Iterable[int]) -> int:
        return self._joined(truths, _YES)

    def opposite(self, truth: int) -> int:
        return self._mapped("opposite", truth, (_YES, _UNKNOWN, _NO))

    def certain(self, truth: int) -> int:
        return self._mapped("certain", truth, (_NO, _NO, _YES))

    def possible(self, truth: int) -> int:
        return self._mapped("possible", truth, (_NO, _YES, _YES))

    def unknown(self, truth: int) -> int:
        return self._mapped("unknown", truth, (_NO, _YES, _NO))

    def looks_at(self, function: int) -> list[int]:
        """The variables that the function depends on, in order."""
        found: set[int] = set()
        waiting = [function]
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting.extend(self._nodes[node][1])
        return sorted({self._nodes[node][0] for node in found} - {len(self.sizes)})

    def where(self, function: int, point: Mapping[int, int]) -> int:
        """The function where these variables have these values; it looks at the others only."""
        return self.given(point)(function)

    def given(self, point: Mapping[int, int]) -> Callable[[int], int]:
        """What each function is where these variables have these values."""
        found: dict[int, int] = {}

        def at(node: int) -> int:
            if node not in found:
                level, children = self._nodes[node]
                if not children:
                    found[node] = node
                elif level in point:
                    found[node] = at(children[point[level]])
                else:
                    found[node] = self._node(level, tuple(at(child) for child in children))
            return found[node]

        return at

    def without(self, function: int, places: Collection[int]) -> int:
        """Whether a true-or-false function is true for some value of these variables."""
        level, children = self._nodes[function]
        if not places or not children:
            return function
        key = ("without", function, frozenset(places))
        if (found := self._done.get(key)) is not None:
            return found
        parts = tuple(self.without(child, places) for child in children)
        return self._keep(key, self.any(parts) if level in places else self._node(level, parts))

    def chosen(self, function: int, place: int) -> list[int]:
        """The values of one variable with which a true-or-false function can still be true."""
        alone = self.without(function, [p for p in self.looks_at(function) if p != place])
        children = self._children(alone, place)
        return [value for value, child in enumerate(children) if child == _YES]

    def example(self, function: int, liked: Callable[[int], Sequence[int]]) -> dict[int, int]:
        """One point where a true-or-false function is true; values are tried as `liked` orders them."""
        point: dict[int, int] = {}
        while self._nodes[function][1]:
            level, children = self._nodes[function]
            point[level] = next(value for value in liked(level) if children[value] != _NO)
            function = children[point[level]]
        return point

    def at(self, function: int, point: Callable[[int], int]) -> Truth:
        """The function's truth where each variable has the value that `point` says."""
        while self._nodes[function][1]:
            level, children = self._nodes[function]
            function = children[point(level)]
        return _ENDS[function]

    def _joined(self, functions: Iterable[int], strong: int) -> int:
        """Those that look at the last variables first, which keeps what lies between small."""
        found = _YES - strong
        for function in sorted(set(functions), key=lambda f: -self._nodes[f][0]):
            found = self._join(found, function, strong)
        return found

    def _join(self, first: int, second: int, strong: int) -> int:
        """The strong truth wins, then unknown."""
        weak = _YES - strong
        if first in (second, strong) or second == weak:
            return first
        if second == strong or first == weak:
            return second
        key = (strong, first, second) if first < second else (strong, second, first)
        if (found := self._done.get(key)) is not None:
            return found
        level = min(self._nodes[first][0], self._nodes[second][0])
        pairs = zip(self._children(first, level), self._children(second, level), strict=True)
        parts = tuple([self._join(one, other, strong) for one, other in pairs])
        return self._keep(key, self._node(level, parts))

    def _mapped(self, name: str, function: int, ends: Sequence[int]) -> int:
        """The function with other truths at its ends."""
        level, children = self._nodes[function]
        if not children:
            return ends[function]
        key = (name, function)
        if (found := self._done.get(key)) is not None:
            return found
        parts = tuple([self._mapped(name, child, ends) for child in children])
        return self._keep(key, self._node(level, parts))

    def _children(self, function: int, level: int) -> tuple[int, ...]:
        own, children = self._nodes[function]
        return children if own == level else (function,) * self.sizes[level]

    def _node(self, level: int, children: tuple[int, ...]) -> int:
        if children.count(children[0]) == len(children):
            return children[0]
        key = (level, children)
        found = self._known.get(key)
        if found is None:
            if len(self._nodes) >= self.most:
                raise TooLarge(self.most)
            found = self._known[key] = len(self._nodes)
            self._nodes.append(key)
        return found

    def _keep(self, step: Hashable, found: int) -> int:
        """Remembers a step. Raises TooLarge where steps outgrow the nodes, or the time is over."""
        steps = len(self._done)
        if steps >= STEPS_A_NODE * self.most or (steps % 1000 == 0 and monotonic() > self.until):
            raise TooLarge(self.most)
        self._done[step] = found
        return found
