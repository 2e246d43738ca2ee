"""Whole protocols and cases for Hypothesis, as values: everything that a rule file can say, made up.

Names are short so that a failing example can be read: items a, b …; findings f0 …; milestones m0 …;
phases p0 …; activities x0 … in groups g0 …; quantities q0 …; thresholds t0 ….
"""

from __future__ import annotations

from datetime import date, timedelta

from attrs import define, evolve, field, frozen
from hypothesis import strategies as st

from recovery_guidance.deciding.orders_in_force import gates, loosens
from recovery_guidance.model.case import Case, Observation, Order, Session
from recovery_guidance.model.conditions import ALWAYS, Bound, Claim, Condition, Group, Member
from recovery_guidance.model.items import DAY, Item, Vocabulary
from recovery_guidance.model.protocol import (
    STANCES,
    URGENCIES,
    Activity,
    Protocol,
    Quantity,
    Threshold,
    Trend,
)
from recovery_guidance.model.rules import NOT_REACHED, REACHED, Rule
from recovery_guidance.reading.chain import chain, not_reached
from recovery_guidance.reading.names import Names
from recovery_guidance.reading.resolve import opposite

LAST_TURN = 70
"""No condition on time turns later than this day, so that every later week can be tried."""

ONE_IN_THREE = st.sampled_from([False, False, True])

ITEMS = (
    Item("a", "scale", 0, 5, worse="lower"),
    Item("b", "scale", 0, 5, worse="higher"),
    Item("c", "number", 0, 60, unit="min", worse="lower"),
    Item("d", "yes or no", 0, 1, ("no", "yes"), worse="yes"),
    Item("e", "yes or no", 0, 1, ("no", "yes"), worse="no"),
    Item("f", "words", 0, 2, ("left", "right", "both"), worse="neither"),
    Item("g", "number", -5, 50, unit="kg", decimals=1, worse="neither"),
)
COUNT = Item("", "number", 0, 100, unit="days")
WITH_A_TEST = ("in_a_row", "within", "on_days", "event_since", "event_days")
OF_SESSIONS = ("sessions", "days_since", "active_days", "distance", "rise")
LOOKING_BACK = (
    *WITH_A_TEST,
    *("better", "worse", "not_better", "not_worse", "improved", "worsened"),
    *OF_SESSIONS,
)
MEASURE = Item("q", "number", 0, 10**9, unit="kg", decimals=1)


@frozen
class Parts:
    """Which parts a protocol may have; a property leaves out what it does not speak about."""

    escalations: bool = True
    refusals: bool = True
    imposed_stances: bool = True
    known: bool = True
    """Conditions `is known`, which no restriction may depend on."""
    trends: bool = False
    """Facts that are worked out from dated observations and sessions."""


EVERYTHING = Parts()
SPEAKING = Parts(escalations=False, refusals=False, imposed_stances=False)
"""Nothing silences the answer, and the stance stays the one that was asked for."""
PLAIN = evolve(SPEAKING, known=False)
LOOKING = evolve(EVERYTHING, trends=True)


@st.composite
def items(draw: st.DrawFn) -> dict[str, Item]:
    """A few items, some of them assumed where they are not stated, some with a shelf life."""
    chosen = draw(st.lists(st.sampled_from(ITEMS), min_size=2, max_size=6, unique=True))
    found = {}
    for item in sorted(chosen, key=lambda item: item.name):
        value = st.none() | values_of(item)
        found[item.name] = evolve(
            item,
            if_not_stated=draw(value) if draw(ONE_IN_THREE) else None,
            uncomplicated=draw(value),
            shelf_life=draw(st.sampled_from([None, 7, 14])),
        )
    return found


def values_of(item: Item) -> st.SearchStrategy[int]:
    """Every value that the item can have; small differences near the middle matter most."""
    return st.integers(item.least, item.most)


@st.composite
def thresholds(draw: st.DrawFn, name: str, measure: Item, capless: bool = False) -> Threshold:
    """A number for each stance, ordered as its direction says; `no cap` only where it is loosest."""
    most = LAST_TURN if measure is DAY else min(measure.most, 60)
    ordered = sorted(draw(st.lists(st.integers(0, most), min_size=3, max_size=3)))
    lower = capless or draw(st.booleans())
    loosest_last: list[int | None] = list(ordered if lower else reversed(ordered))
    if capless:
        for place in range(3 - draw(st.sampled_from([0, 0, 1, 2])), 3):
            loosest_last[place] = None
    numbers = dict(zip(STANCES, loosest_last, strict=True))
    return Threshold(name, measure, "lower" if lower else "higher", numbers)


@define
class _Writer:
    """Writes one protocol, part by part: what is written may name what was written before."""

    draw: st.DrawFn
    parts: Parts
    items: dict[str, Item]
    thresholds: dict[str, Threshold]
    values: dict[str, tuple[str, ...]] = field(factory=dict)
    asks_known: set[str] = field(factory=set)
    rules: list[Rule] = field(factory=list)

    def names(self) -> Names:
        return Names(Vocabulary(self.items), self.thresholds, self.values)

    def some(self, most: int, least: int = 0) -> range:
        return range(self.draw(st.integers(least, most)))

    def bound(self, item: Item) -> Bound:
        named = [t.name for t in self.thresholds.values() if t.measure is item]
        if named and self.draw(st.booleans()):
            return Bound(self.draw(st.integers(-1, 1)), self.draw(st.sampled_from(named)))
        most = LAST_TURN if item is DAY else item.most
        return Bound(self.draw(st.integers(item.least, most)))

    def condition(self, known: bool) -> Condition:
        item = self.draw(st.sampled_from([DAY, *self.items.values()]))
        if known and item is not DAY and self.draw(ONE_IN_THREE):
            return Condition(item.name, known=True)
        if item.words:
            places = st.integers(0, len(item.words) - 1)
            return Condition(item.name, among=self.draw(st.frozensets(places, min_size=1)))
        ends = self.draw(st.sampled_from(["low", "high", "both"]))
        low = self.bound(item) if ends != "high" else None
        return Condition(item.name, low, self.bound(item) if ends != "low" else None)

    def claim(self, subjects: list[str]) -> Claim:
        subject = self.draw(st.sampled_from(subjects))
        chosen = st.lists(
            st.sampled_from(self.values[subject]), min_size=1, max_size=2, unique=True
        )
        return Claim(subject, tuple(self.draw(chosen)))

    def member(self, known: bool, depth: int) -> Member:
        claimed = [s for s in self.values if known or s not in self.asks_known]
        shape = self.draw(st.sampled_from(["test", "test", "test", "claim", "claim", "group"]))
        if shape == "group" and depth < 2:
            return self.group(known, depth + 1, least=1)
        return self.claim(claimed) if shape == "claim" and claimed else self.condition(known)

    def group(self, known: bool = False, depth: int = 0, least: int = 0) -> Group:
        members = tuple(self.member(known, depth) for _ in self.some(3, least))
        return Group(not members or self.draw(st.booleans()), members)

    def permission(self) -> Group:
        return self.group(known=self.parts.known)

    def rule(self, kind: str, subject: str, value: str = "", amount: Bound | None = None) -> None:
        permitting = kind in ("allowed", "advice")
        when = self.permission() if permitting else self.group(least=1)
        number = len(self.rules)
        self.rules.append(Rule(f"{kind}/{subject}/{number}", kind, subject, value, when, amount))

    def finding(self, name: str) -> None:
        groups = [self.group(least=1) for _ in self.some(2, 1)]
        if self.draw(st.booleans()):
            rest = Group(True, tuple(opposite(group, self.names()) for group in groups))
            groups.append(rest)
        else:
            groups.append(self.group(least=1))
        words = "uvw"[: len(groups)]
        for word, group in zip(words, groups, strict=True):
            self.rules.append(Rule(f"finding/{name}/{word}", "finding", name, word, group))
        self.values[name] = tuple(words)

    def milestone(self, name: str, kind: str = "milestone", before: str = "") -> None:
        """Claimed in both ways, or with conditions `is known`: those have no opposite."""
        asks = self.parts.known and self.draw(ONE_IN_THREE)
        when = self.group(known=asks, least=1)
        if before:
            when = Group(True, (Claim(before, (REACHED,)), when))
        claims = {leaf.subject for leaf in when.leaves() if isinstance(leaf, Claim)}
        if asks or claims & self.asks_known:
            self.asks_known.add(name)
        rule = Rule(f"{kind}/{name}", kind, name, REACHED, when)
        self.rules.append(rule)
        self.values[name] = (REACHED,)
        if name not in self.asks_known:
            self.values[name] = (REACHED, NOT_REACHED)
            self.rules.append(not_reached(rule, self.names()))

    def activities(self) -> dict[str, Activity]:
        found = {"g0": Activity("g0", "g0", is_group=True)}
        found["g1"] = Activity("g1", "g1", True, ("g0",) * self.draw(st.integers(0, 1)))
        for number in self.some(3, 1):
            groups = self.draw(st.lists(st.sampled_from(["g0", "g1"]), unique=True))
            found[f"x{number}"] = Activity(f"x{number}", f"x{number}", part_of=tuple(groups))
        for name, activity in found.items():
            if not activity.is_group:
                for _ in range(self.draw(st.sampled_from([1, 1, 2, 0]))):
                    self.rule("allowed", name)
            for kind in ("not yet", "with care"):
                for _ in range(self.draw(st.sampled_from([0, 1]))):
                    self.rule(kind, name)
        return found

    def limit(self, name: str) -> None:
        caps = [t.name for t in self.thresholds.values() if t.measure is MEASURE]
        for _ in self.some(3):
            amount = Bound(self.draw(st.integers(0, 60)))
            if caps and self.draw(st.booleans()):
                amount = Bound(0, self.draw(st.sampled_from(caps)))
            self.rule("limit", name, amount=amount)

    def findings(self) -> None:
        for number in self.some(3):
            if self.draw(ONE_IN_THREE):
                self.milestone(f"m{number}")
            else:
                self.finding(f"f{number}")

    def phases(self) -> tuple[str, ...]:
        names = [f"p{number}" for number in self.some(2)]
        for before, name in zip(["", *names], names, strict=False):
            self.milestone(name, "phase", before)
        return tuple(names)

    def quantities(self) -> dict[str, Quantity]:
        found = {f"q{n}": Quantity(f"q{n}", f"q{n}", MEASURE) for n in self.some(2)}
        for name in found:
            self.limit(name)
        return found

    def warnings(self, subjects: list[str]) -> None:
        """Escalations, advice and scope lines."""
        for number in self.some(3) if self.parts.escalations else ():
            self.rule("escalation", f"s{number}", self.draw(st.sampled_from(URGENCIES)))
        for _ in self.some(1):
            self.rule("advice", self.draw(st.sampled_from(subjects)))
        if self.parts.refusals and self.draw(ONE_IN_THREE):
            self.rule("scope", "refusing", "refuse")
        for number in self.some(1) if self.parts.imposed_stances else ():
            stance = self.draw(st.sampled_from(STANCES))
            self.rule("scope", f"imposing {number}", f"{stance} stance")


@st.composite
def all_thresholds(draw: st.DrawFn, declared: dict[str, Item]) -> dict[str, Threshold]:
    """A few thresholds on time or on the numbers among these items, and perhaps one for limits."""
    found = {}
    measures = [DAY, *(item for item in declared.values() if not item.words)]
    for number in range(draw(st.integers(0, 2))):
        found[f"t{number}"] = draw(thresholds(f"t{number}", draw(st.sampled_from(measures))))
    if draw(st.booleans()):
        found["cap"] = draw(thresholds("cap", MEASURE, capless=True))
    return found


@st.composite
def all_trends(draw: st.DrawFn, declared: dict[str, Item]) -> dict[str, tuple[Item, Trend]]:
    """A few facts that look back over days or sessions; the first activity is always called x0."""
    found = {}
    for number in range(draw(st.integers(1, 3))):
        name, kind = f"h{number}", draw(st.sampled_from(LOOKING_BACK))
        subject = draw(st.sampled_from(sorted(declared)))
        test = draw(tests_of(declared[subject])) if kind in WITH_A_TEST else None
        since = "x0" if kind == "event_days" else ""
        subject = "x0" if kind in OF_SESSIONS else subject
        count = draw(st.integers(1, 3)) if kind not in ("in_a_row", "within") else 1
        days = draw(st.sampled_from([1, 2, 3, 7, 14]))
        yes_or_no = kind not in (*OF_SESSIONS, "event_since", "event_days")
        item = (
            Item(name, "yes or no", 0, 1, ("no", "yes")) if yes_or_no else evolve(COUNT, name=name)
        )
        item = evolve(
            item,
            worse=draw(st.sampled_from(["no", "yes"] if yes_or_no else ["lower", "higher"])),
            if_not_stated=draw(st.sampled_from([None, None, 0, 1])),
            shelf_life=draw(st.sampled_from([None, 1, 7])),
        )
        trend = Trend(kind, subject, days, count, test, since)
        measured = [n for n, told in declared.items() if told.worse_is_higher is not None]
        if yes_or_no and draw(st.booleans()):
            item = evolve(item, worse="yes", if_not_stated=0)
            beside = [
                Trend("worsened_since", n, count=draw(st.integers(1, 2))) for n in measured[:2]
            ]
            beside += [Trend("until_seen", name)] * draw(st.booleans())
            trend = evolve(trend, beside=tuple(beside))
        found[name] = (item, trend)
    return found


@st.composite
def tests_of(draw: st.DrawFn, item: Item) -> Condition:
    """What one day has to meet: a literal, as look-backs have no other."""
    if item.words:
        places = st.integers(0, len(item.words) - 1)
        return Condition(item.name, among=draw(st.frozensets(places, min_size=1)))
    bound = Bound(draw(values_of(item)))
    return Condition(item.name, bound) if draw(st.booleans()) else Condition(item.name, None, bound)


@st.composite
def protocols(draw: st.DrawFn, parts: Parts = EVERYTHING) -> Protocol:
    """A whole protocol, as the loader would make it: its rules are in the order of their chain."""
    declared = draw(items())
    worked_out = draw(all_trends(declared)) if parts.trends else {}
    declared = {**declared, **{name: item for name, (item, _) in worked_out.items()}}
    write = _Writer(draw, parts, declared, draw(all_thresholds(declared)))
    write.findings()
    phases, activities, quantities = write.phases(), write.activities(), write.quantities()
    write.warnings(sorted({*activities, *write.values, *quantities}))
    return Protocol(
        name="made-up",
        title="Made up",
        version="0",
        status="draft",
        default_stance=draw(st.sampled_from(STANCES)),
        vocabulary=Vocabulary(declared),
        thresholds=write.thresholds,
        sources={},
        rules=tuple(chain(write.rules, [])),
        activities=activities,
        quantities=quantities,
        values=write.values,
        titles={},
        phases=phases,
        trends={name: trend for name, (_, trend) in worked_out.items()},
    )


def with_rules(protocol: Protocol, *added: Rule) -> Protocol:
    """The protocol and these rules, in the order in which they chain."""
    return evolve(protocol, rules=tuple(chain([*protocol.rules, *added], [])))


def without_rules(protocol: Protocol, kind: str, subject: str) -> Protocol:
    """The protocol without the rules of that kind about that subject."""
    kept = (rule for rule in protocol.rules if (rule.kind, rule.subject) != (kind, subject))
    return evolve(protocol, rules=tuple(kept))


@st.composite
def restrictions(draw: st.DrawFn, protocol: Protocol) -> Rule:
    """One more rule that restricts, refuses, limits or sends to someone, as the protocol could have."""
    write = _Writer(draw, PLAIN, dict(protocol.vocabulary.items), dict(protocol.thresholds))
    when = draw(st.just(ALWAYS) | st.builds(lambda _: write.group(least=1), st.none()))
    kind = draw(st.sampled_from(["not yet", "with care", "limit", "escalation", "scope"]))
    rule = Rule(f"added/{kind}", kind, "added", when=when)
    if kind in ("not yet", "with care"):
        return evolve(rule, subject=draw(st.sampled_from(sorted(protocol.activities))))
    if kind == "limit":
        subject = draw(st.sampled_from(sorted(protocol.quantities) or ["q0"]))
        return evolve(rule, subject=subject, amount=Bound(draw(st.integers(0, 60))))
    return evolve(rule, value="refuse" if kind == "scope" else draw(st.sampled_from(URGENCIES)))


@st.composite
def observations(
    draw: st.DrawFn, protocol: Protocol, day: int, dated: bool
) -> tuple[Observation, ...]:
    """Some items stated, some of them as unknown; none stated twice for the same day."""
    found = []
    for item in protocol.vocabulary.items.values():
        when = st.none() | st.integers(day - 20, day + 5) if dated else st.none()
        days = st.lists(
            when, max_size=2 if dated else 1, unique_by=lambda d: day if d is None else d
        )
        for stated in draw(days):
            value = draw(values_of(item)) if draw(st.integers(0, 4)) else None
            found.append(Observation(item.name, value, stated))
    return tuple(found)


@st.composite
def orders(draw: st.DrawFn, protocol: Protocol) -> Order:
    """A surgeon's word; where it loosens under any stance, it says so and who approved it.

    A gate that it would loosen stays as it is: that is what an overlay's word shows, and a case's is refused.
    """
    kinds = ["stance", "not yet", *["limit"] * bool(protocol.quantities)]
    kinds += ["set"] * bool(protocol.thresholds)
    kind = draw(st.sampled_from(kinds))
    if kind == "stance":
        order = Order("stance", "", stance=draw(st.sampled_from(STANCES)))
    elif kind == "set":
        name = draw(st.sampled_from(sorted(protocol.thresholds)))
        order = Order("set", name, value=draw(st.integers(0, 60)))
    else:
        known = protocol.activities if kind == "not yet" else protocol.quantities
        subject = draw(st.sampled_from(sorted(known)))
        rule = evolve(draw(restrictions(protocol)), kind=kind, subject=subject, value="")
        amount = Bound(draw(st.integers(0, 60))) if kind == "limit" else None
        order = Order(kind, subject, rule=evolve(rule, id=f"orders/{subject}", amount=amount))
    if kind == "set" and draw(st.booleans()):
        return evolve(order, overlay="unit")  # where a stance is stricter, the stance stands
    if any(loosens(protocol, stance, order) for stance in STANCES):
        order = evolve(order, loosens=True, approved_by="me")
        return evolve(order, overlay="unit") if order.subject in gates(protocol) else order
    return order


SURGERY = date(2020, 1, 1)


@st.composite
def for_a_time(draw: st.DrawFn, order: Order, day: int) -> Order:
    """The order with a first day, a last day or both; a rule that it adds may say them itself, as a file's do."""
    days = st.none() | st.integers(-10, 40)
    first, last = (None if d is None else day + d for d in (draw(days), draw(days)))
    given, until = (None if d is None else SURGERY + timedelta(days=d) for d in (first, last))
    rule = order.rule
    if rule is not None and (first, last) != (None, None) and draw(st.booleans()):
        low, high = (None if d is None else Bound(d) for d in (first, last))
        span = Condition(DAY.name, low, high)
        rule = evolve(rule, when=Group(True, (span, rule.when)))
    return evolve(order, given=given, until=until, rule=rule)


def _numbered(order: Order, number: int) -> Order:
    """Each rule that is ordered has an id of its own."""
    if order.rule is None:
        return order
    return evolve(order, rule=evolve(order.rule, id=f"{order.rule.id}/{number}"))


@st.composite
def cases(
    draw: st.DrawFn, protocol: Protocol, dated: bool = False, ordered: bool = False,
    uncomplicated: bool = False, trained: bool = False, passing: bool = False,
) -> Case:  # fmt: skip
    """A case that the protocol can be asked about; plain statements only, unless told otherwise.

    Orders that are `passing` begin and end on days around the one that is asked about.
    """
    day = draw(st.integers(0, LAST_TURN + 10))
    stance = draw(st.sampled_from(["", *STANCES]))
    stated = draw(observations(protocol, day, dated))
    given = draw(st.lists(orders(protocol), max_size=3)) if ordered else []
    given = [_numbered(order, number) for number, order in enumerate(given)]
    if passing:
        given = [draw(for_a_time(order, day)) for order in given]
    filled = uncomplicated and draw(ONE_IN_THREE)
    kept = draw(st.none() | sessions(protocol, day)) if trained else None
    surgery = SURGERY if passing else None
    return Case(day, stated, stance, tuple(given), filled, surgery, sessions=kept)


@st.composite
def sessions(draw: st.DrawFn, protocol: Protocol, day: int) -> tuple[Session, ...]:
    """Some training, before and after the operation and the day that is asked about."""
    names = sorted(name for name, activity in protocol.activities.items() if not activity.is_group)
    metres = st.none() | st.integers(0, 5000)
    return tuple(
        Session(draw(st.sampled_from(names)), on, distance=draw(metres))
        for on in draw(st.lists(st.integers(day - 30, day + 3), max_size=4))
    )
