"""What would open an activity, and when: the earliest day, and the smallest set of changes by then.

The search is exact. Each item's values fall into cells that no condition can tell apart; that a rule
holds, or does not, is then a set of cells for each item it looks at, and the verdict asks for sets
that do not contradict each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Literal

from attrs import define, field, frozen

from ..chaining.memory import WorkingMemory
from ..deciding.decision import Decision
from ..deciding.guidance import Guidance
from ..deciding.later import at_day, later_days, moving
from ..everyone.space import Axis, Space
from ..model.algebra import Algebra
from ..model.conditions import Condition, Member, Proposition, truth_of
from ..model.items import DAY, Fact, Item
from ..model.memo import while_it_lives
from ..model.protocol import Trend
from ..model.rules import Rule, Ruleset

MOST_SETS = 3
"""How many sets of the same size are told; more would not help anyone choose."""

_FIXED = ("days_since", "event_days", "event_since")
_DONE = ("step", "good", "response")
_OF_SIGNS = ("worsened_since", "until_seen")

Cells = frozenset[int]
"""Places on the axis of an item; the one after its spans is that of a fact which is not known."""


@frozen
class ItemChange:
    """One item that has to be otherwise: what it is now, and the values of which any would do."""

    item: Item
    now: Fact
    wanted: tuple[tuple[int, int], ...]
    """Ranges of values, both ends included, in order."""


@frozen
class Reach:
    """The earliest day at which an activity, or a phase, can be open, and the smallest sets of changes.

    `day` is None where no change of what can change would open it. `sets` holds one empty set where
    nothing has to change but the day.
    """

    activity: str
    day: int | None
    sets: tuple[tuple[ItemChange, ...], ...]


def reach(guidance: Guidance, activity: str) -> Reach:
    """When and by what the activity opens. It has to be one that `guidance` speaks about."""
    verdict = guidance.verdict(activity)
    if verdict is not None and verdict.verdict.is_open:
        return Reach(activity, guidance.case.day, ((),))
    return _earliest(guidance, activity, lambda search: search.goal(activity))


def reach_phase(guidance: Guidance, phase: Rule) -> Reach:
    """When and by what a phase that the case is not in is entered, those before it being entered."""
    return _earliest(guidance, phase.subject, lambda search: search.needed(phase.when).goal("true"))


def _earliest(guidance: Guidance, name: str, wanted: Callable[[_Search], _Goal]) -> Reach:
    """The first day on which a goal can be reached, and the smallest sets of changes by then."""
    memory, now = guidance.memory, guidance.case.day
    days = [now, *_days_ahead(guidance)]
    # How the last session went is a fact; only where nothing else opens it, another one has to go better.
    for done_is_fixed in (True, False):
        for day in days:
            then = memory if day == now else at_day(memory, day)
            search = _Search(guidance, then, day, done_is_fixed)
            goal = wanted(search)
            if search.solve(goal, len(memory.facts)):
                return Reach(name, day, search.smallest(goal))
        if not any(trend.kind in _DONE for trend in guidance.protocol.trends.values()):
            break
    return Reach(name, None, ())


def _days_ahead(guidance: Guidance) -> list[int]:
    """The days after the case's own at which time, or a window that has passed, changes something."""
    trends = guidance.protocol.trends.values()
    each = [one for trend in trends for one in trend.each]
    passed = {guidance.case.day + one.days for one in each if one.days}
    # What today's test shows can be told to be over from tomorrow on.
    passed |= {guidance.case.day + 1 for one in each if one.kind in _OF_SIGNS}
    return sorted({*later_days(guidance.memory), *passed})


Want = Literal["true", "false", "not true", "not false"]
_OPPOSITE: dict[Want, Want] = {
    "true": "false",
    "false": "true",
    "not true": "not false",
    "not false": "not true",
}


_HELD: tuple[Want, ...] = ("true", "not false")


@frozen
class _Leaf:
    item: str
    cells: Cells


@frozen
class _Node:
    """All or any of its parts."""

    every: bool
    parts: tuple[_Goal, ...]


_Goal = _Leaf | _Node
_TRUE, _FALSE = _Node(True, ()), _Node(False, ())
Found = Mapping[str, Cells]


@define(eq=False)
class _Wish:
    """A truth as what has to be so for it to be true, false, or neither."""

    make: Callable[[Want], _Goal]
    _made: dict[Want, _Goal] = field(init=False, factory=dict)

    def goal(self, want: Want) -> _Goal:
        if want not in self._made:
            self._made[want] = self.make(want)
        return self._made[want]


class _Wishes(Algebra[_Wish]):
    """Truths that can be brought about."""

    yes = _Wish(lambda want: _TRUE if want in _HELD else _FALSE)
    no = _Wish(lambda want: _FALSE if want in _HELD else _TRUE)

    def all(self, truths: Iterable[_Wish]) -> _Wish:
        parts = list(truths)
        return _Wish(lambda want: _joined([p.goal(want) for p in parts], want in _HELD))

    def any(self, truths: Iterable[_Wish]) -> _Wish:
        parts = list(truths)
        return _Wish(lambda want: _joined([p.goal(want) for p in parts], want not in _HELD))

    def opposite(self, truth: _Wish) -> _Wish:
        return _Wish(lambda want: truth.goal(_OPPOSITE[want]))

    def certain(self, truth: _Wish) -> _Wish:
        return _Wish(lambda want: truth.goal("true" if want in _HELD else "not true"))


_WISHES = _Wishes()


@define(eq=False)
class _Search:
    """The search on one day, over the facts as they are then."""

    guidance: Guidance
    memory: WorkingMemory
    day: int
    done_is_fixed: bool = True
    wishes: dict[str, _Wish] = field(factory=dict)
    axes: Mapping[str, Axis] = field(init=False)
    here: Mapping[str, int] = field(init=False)
    """The cell that the fact of each item is in."""
    fixed: frozenset[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.axes, facts = _axes(self.memory.ruleset), self.memory.facts
        self.here = {name: axis.place(facts.get(name)) for name, axis in self.axes.items()}
        self.fixed = frozenset(name for name in self.axes if self.is_fixed(name))

    def is_fixed(self, name: str) -> bool:
        """Whether an item cannot be otherwise by this day: a fact of the operation, or of the past."""
        if self.memory.facts.get(name) is None:
            return False
        trend = self.guidance.protocol.trends.get(name)
        if trend is not None and trend.kind in _DONE and self.guidance.case.sessions is not None:
            return self.done_is_fixed
        if trend is not None and self.day == self.guidance.case.day and self.shown_today(trend):
            return self.memory.facts[name] == self.axes[name].item.worst
        if trend is not None and name in moving(self.memory):
            return trend.kind in _FIXED or self.day < self.guidance.case.day + trend.days
        if self.axes[name].item.worse_is_higher is None:
            return True
        return name in _of_the_operation(self.memory.ruleset)

    def shown_today(self, trend: Trend) -> bool:
        """Whether today may have shown a loss or a sign, which nobody can tell to be over on the same day."""
        case = self.guidance.case
        tested = {one.subject for one in trend.each if one.kind in _OF_SIGNS}
        return any(o.item in tested and o.day in (None, case.day) for o in case.observations)

    def goal(self, activity: str) -> _Goal:
        """What has to be so for the activity to be allowed, or allowed with care."""
        decision = Decision(_WISHES, self.memory.ruleset, self.wish, self.needed)
        for rule in self.memory.ruleset.graph.landings:
            for want in _OPPOSITE:
                self.wish(rule).goal(want)
        heard = _WISHES.opposite(decision.silent())
        return _WISHES.all((decision.may(activity), heard)).goal("true")

    def wish(self, rule: Rule) -> _Wish:
        """A rule as what it takes for it to hold."""
        if rule.id not in self.wishes:
            self.wishes[rule.id] = self.needed(rule.when)
        return self.wishes[rule.id]

    def needed(self, member: Member) -> _Wish:
        """A condition, claim or group as what it takes for it to hold."""
        return truth_of(
            member, _WISHES, lambda test: _Wish(partial(self.leaf, test)), self.conclusion
        )

    def conclusion(self, key: Proposition) -> _Wish:
        return _WISHES.any(map(self.wish, self.memory.ruleset.graph.proving.get(key, ())))

    def leaf(self, condition: Condition, want: Want) -> _Goal:
        if condition.subject == DAY.name:
            return _TRUE if self.memory.holds(condition) is (want in _HELD) else _FALSE
        spans = self.axes[condition.subject].spans
        unknown, numbers = len(spans), self.memory.ruleset.numbers
        meets = [condition.met_by(first, numbers) is (want in _HELD) for first, _ in spans]
        met = frozenset(cell for cell, is_met in enumerate(meets) if is_met)
        here = self.here[condition.subject]
        if here == unknown and condition.known:
            met = met if want in _HELD else frozenset({unknown})
        elif here == unknown and want in ("not true", "not false"):
            met |= {unknown}
        if condition.subject in self.fixed:
            return _TRUE if here in met else _FALSE
        if not met:
            return _FALSE
        leaf = _Leaf(condition.subject, met)
        return leaf if here in met else _joined([leaf, *self.read_off(condition.subject)], True)

    def read_off(self, name: str) -> Iterator[_Goal]:
        """What has to be otherwise too, where what is told of another item today shows this one."""
        trend = self.guidance.protocol.trends.get(name)
        for one in trend.each if trend is not None else ():
            if one.kind == "in_a_row" and one.days == 1 and one.subject in self.axes:
                assert one.test is not None
                if self.memory.holds(one.test):
                    yield self.leaf(one.test, "not true")

    def smallest(self, goal: _Goal) -> tuple[tuple[ItemChange, ...], ...]:
        """The smallest sets of changes that reach the goal, in a fixed order."""
        for size in range(len(self.axes) + 1):
            if found := self.solve(goal, size, MOST_SETS):
                return tuple(self.changes(one) for one in found)
        return ()

    def changes(self, found: Found) -> tuple[ItemChange, ...]:
        """The items that are not in their wanted cells, by name."""
        names = sorted(name for name, cells in found.items() if self.here[name] not in cells)
        return tuple(self.change(self.axes[name], found[name]) for name in names)

    def change(self, axis: Axis, cells: Cells) -> ItemChange:
        """The item of an axis, and the values in these cells."""
        ranges, _ = axis.merged(cells)
        return ItemChange(axis.item, self.memory.facts.get(axis.item.name), tuple(ranges))

    def solve(self, goal: _Goal, most: int, wanted: int = 1) -> list[Found]:
        """Sets of cells that reach the goal with at most so many changes; the first few that are found."""
        solutions: dict[frozenset[str], Found] = {}
        for found in self._solve((goal,), {}, most):
            changed = frozenset(n for n, cells in found.items() if self.here[n] not in cells)
            if changed not in solutions or _wider(found, solutions[changed], changed):
                solutions[changed] = found
            if len(solutions) >= wanted:
                break
        return [solutions[names] for names in sorted(solutions, key=sorted)]

    def _solve(self, goals: tuple[_Goal, ...], found: Found, most: int) -> Iterator[Found]:
        """Depth first: what must be so goes before what there is a choice about. `most` more items may change."""
        for place, goal in enumerate(goals):
            others = (*goals[:place], *goals[place + 1 :])
            if isinstance(goal, _Node) and (goal.every or len(goal.parts) < 2):
                if goal.every or goal.parts:
                    yield from self._solve((*goal.parts, *others), found, most)
                return
            if isinstance(goal, _Leaf):
                before, here = found.get(goal.item), self.here[goal.item]
                cells = goal.cells if before is None else before & goal.cells
                changed = here not in cells and (before is None or here in before)
                if cells and changed <= most:
                    yield from self._solve(others, {**found, goal.item: cells}, most - changed)
                return
        if not goals:
            yield found
            return
        choice = min(goals, key=lambda goal: len(goal.parts) if isinstance(goal, _Node) else 0)
        assert isinstance(choice, _Node)
        others = tuple(goal for goal in goals if goal is not choice)
        for part in choice.parts:
            yield from self._solve((part, *others), found, most)


@while_it_lives
def _axes(ruleset: Ruleset) -> Mapping[str, Axis]:
    """The axis of each item, cut where some condition changes its mind."""
    return {axis.item.name: axis for axis in Space.of([ruleset]).axes if axis.item is not DAY}


@while_it_lives
def _of_the_operation(ruleset: Ruleset) -> frozenset[str]:
    """The items that scope lines look at: they are as they are."""
    scope = ruleset.graph.of_kind("scope")
    return frozenset(leaf.subject for rule in scope for leaf in rule.when.leaves())


def _wider(found: Found, other: Found, changed: frozenset[str]) -> bool:
    """Whether one solution leaves more choice than another in the items that change."""
    return sum(len(found[n]) for n in changed) > sum(len(other[n]) for n in changed)


def _joined(parts: list[_Goal], every: bool) -> _Goal:
    """All or any of the parts; what is nothing but such parts itself is taken apart."""
    settling = _FALSE if every else _TRUE
    if settling in parts:
        return settling
    flat = [
        inner
        for part in parts
        for inner in (part.parts if isinstance(part, _Node) and part.every is every else (part,))
    ]
    alike = tuple(dict.fromkeys(flat))
    return alike[0] if len(alike) == 1 and not every else _Node(every, alike)
