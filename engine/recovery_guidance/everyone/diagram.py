"""Functions of many small variables, as reduced ordered decision diagrams.

Equal functions are the same number, so that "does anything change, and for whom" is decided over the
whole input space and not over a sample of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from functools import reduce

from attrs import define, field

from ..model.kleene import Truth

MOST_NODES = 300_000


class TooLarge(Exception):
    """A function has more nodes than `most`: it cannot be decided exactly here."""

    def __init__(self, most: int) -> None:
        super().__init__(f"more than {most} nodes")
        self.most = most


@define(eq=False)
class Diagrams:
    """Makes functions over variables with `sizes` many values each; a function is a number.

    A variable is its place in `sizes`, and its values are 0, 1, 2 and so on.
    """

    sizes: Sequence[int]
    most: int = MOST_NODES
    _nodes: list[tuple[int, tuple[int, ...]]] = field(factory=list)
    _leaves: dict[int, Hashable] = field(factory=dict)
    _known: dict[Hashable, int] = field(factory=dict)
    _done: dict[Hashable, int] = field(factory=dict)

    def leaf(self, value: Hashable) -> int:
        """The function that is `value` everywhere."""
        key = ("leaf", type(value), value)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._add(len(self.sizes), ())
            self._leaves[found] = value
        return found

    def variable(self, place: int, values: Iterable[Hashable]) -> int:
        """The function of one variable that has these values, one for each of its own."""
        return self._node(place, tuple(self.leaf(value) for value in values))

    def all_of(self, functions: Iterable[int]) -> int:
        """Kleene's `and`: false if any is false, else unknown if any is unknown."""
        return reduce(lambda a, b: self._join(a, b, False), functions, self.leaf(True))

    def any_of(self, functions: Iterable[int]) -> int:
        """Kleene's `or`: true if any is true, else unknown if any is unknown."""
        return reduce(lambda a, b: self._join(a, b, True), functions, self.leaf(False))

    def combine(self, name: str, value: Callable[..., Hashable], *functions: int) -> int:
        """`value` of these functions' values, everywhere. `name` stands for `value`: same name, same value."""
        key = (name, functions)
        found = self._done.get(key)
        if found is None:
            level = min(self._nodes[f][0] for f in functions)
            if level == len(self.sizes):
                found = self.leaf(value(*(self._leaves[f] for f in functions)))
            else:
                parts = zip(*(self._children(f, level) for f in functions), strict=True)
                found = self._node(level, tuple(self.combine(name, value, *part) for part in parts))
            self._done[key] = found
        return found

    def known_value(self, function: int) -> Hashable:
        """The value of a function that is the same everywhere. Raises KeyError where it is not."""
        return self._leaves[function]

    def values(self, function: int) -> set[Hashable]:
        """Every value that the function takes somewhere."""
        return {self._leaves[node] for node in self._below(function) if node in self._leaves}

    def looks_at(self, function: int) -> list[int]:
        """The variables that the function depends on, in order."""
        levels = {self._nodes[node][0] for node in self._below(function)}
        return sorted(levels - {len(self.sizes)})

    def where(self, function: int, point: Mapping[int, int]) -> int:
        """The function where these variables have these values; it looks at the others only."""
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

        return at(function)

    def without(self, function: int, places: Collection[int]) -> int:
        """Whether a true-or-false function is true for some value of these variables."""
        key = ("without", function, frozenset(places))
        if function in self._leaves or not places:
            return function
        found = self._done.get(key)
        if found is None:
            level, children = self._nodes[function]
            parts = tuple(self.without(child, places) for child in children)
            found = self._done[key] = (
                self.any_of(parts) if level in places else self._node(level, parts)
            )
        return found

    def chosen(self, function: int, place: int) -> list[int]:
        """The values of one variable with which a true-or-false function can still be true."""
        rest = self.without(function, [p for p in self.looks_at(function) if p != place])
        children = self._children(rest, place)
        return [value for value, child in enumerate(children) if self._leaves[child] is True]

    def example(self, function: int, liked: Callable[[int], Sequence[int]]) -> dict[int, int]:
        """One point where a true-or-false function is true; values are tried as `liked` orders them."""
        point: dict[int, int] = {}
        while function not in self._leaves:
            level, children = self._nodes[function]
            no = self.leaf(False)
            point[level] = next(value for value in liked(level) if children[value] != no)
            function = children[point[level]]
        return point

    def at(self, function: int, point: Callable[[int], int]) -> Hashable:
        """The function's value where each variable has the value that `point` says."""
        while function not in self._leaves:
            level, children = self._nodes[function]
            function = children[point(level)]
        return self._leaves[function]

    def _join(self, first: int, second: int, strong: bool) -> int:
        """`and` where `strong` is False, `or` where it is True: the strong value wins, then unknown."""
        if first == second:
            return first
        for one, other in ((first, second), (second, first)):
            # A leaf may be any value; `and` and `or` are only asked of truths.
            value: Truth | str = self._leaves.get(one, "")  # type: ignore[assignment]
            if value is strong:
                return one
            if value is (not strong):
                return other
        key = (strong, first, second) if first < second else (strong, second, first)
        found = self._done.get(key)
        if found is None:
            level = min(self._nodes[first][0], self._nodes[second][0])
            if level == len(self.sizes):
                return self.leaf(None)
            parts = zip(self._children(first, level), self._children(second, level), strict=True)
            found = self._node(level, tuple(self._join(a, b, strong) for a, b in parts))
            self._done[key] = found
        return found

    def _children(self, function: int, level: int) -> tuple[int, ...]:
        own, children = self._nodes[function]
        return children if own == level else (function,) * self.sizes[level]

    def _node(self, level: int, children: tuple[int, ...]) -> int:
        if all(child == children[0] for child in children):
            return children[0]
        key = (level, children)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._add(level, children)
        return found

    def _add(self, level: int, children: tuple[int, ...]) -> int:
        if len(self._nodes) >= self.most:
            raise TooLarge(self.most)
        self._nodes.append((level, children))
        return len(self._nodes) - 1

    def _below(self, function: int) -> set[int]:
        found: set[int] = set()
        waiting = [function]
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting.extend(self._nodes[node][1])
        return found
