"""Two protocols → what changes, for whom, in which weeks. Decided over every patient there could be."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import partial
from math import inf
from operator import neg
from typing import Any

from attrs import evolve, frozen

from ..deciding.guidance import ALLOWED, NOT_YET, UNKNOWN, WITH_CARE
from ..everyone.diagram import MOST_NODES, TooLarge
from ..everyone.region import Part, liked, parts, seen_part
from ..everyone.samples import Samples
from ..everyone.space import Space
from ..model.conditions import Condition, Group, Member
from ..model.items import Item, Vocabulary
from ..model.protocol import STANCES, URGENCIES, Protocol
from ..model.rules import Rule
from ..telling import wording
from .causes import behind, causes, said_by, same_elsewhere
from .difference import LOOSER, STRICTER, Change, Difference
from .remarks import remarks
from .sides import ASKED_FIRST, NOT_GIVEN, Side, Within

AS_IT_WAS = " (as it was)"
TRIED = 5_000
_VERDICTS = (ALLOWED, WITH_CARE, UNKNOWN, NOT_YET)
_URGENCIES = (NOT_GIVEN, ASKED_FIRST, *reversed(URGENCIES))


def diff(old: Protocol, new: Protocol, most_nodes: int = MOST_NODES) -> Difference:
    """Everything that changes from `old` to `new`.

    `most_nodes` bounds the work for one question; beyond it patients are tried instead, and said to be.
    """
    merged: dict[Change, Change] = {}
    tried = False
    for stance in STANCES:
        sides = Side(_aside(old, new), stance), Side(new, stance)
        space = _whole(sides, most_nodes)
        for question in _questions(*sides):
            try:
                changes = _answer(question, sides, space)
            except TooLarge:
                changes, tried = _answer(question, sides, _drawn(space)), True
                space = _whole(sides, most_nodes)
            for change in changes:
                key = evolve(change, stances=(), example=None)
                known = merged.setdefault(key, change)
                merged[key] = evolve(known, stances=tuple(dict.fromkeys((*known.stances, stance))))
    about_the_whole, notes = remarks(old, new)
    found = (*about_the_whole, *merged.values())
    said = {_about(cause) for change in found for cause in change.because}
    rest = tuple(note for note in notes if _about(note) not in said)
    return Difference(old, new, found, rest, TRIED if tried else None)


def _about(note: str) -> str:
    """What a note is about: the threshold or rule before its colon."""
    return note.partition(": ")[0]


def _aside(old: Protocol, new: Protocol) -> Protocol:
    """The old protocol, with items that are measured otherwise now under a name of their own."""
    items, now = old.vocabulary.items, new.vocabulary.items
    other = {n for n in items.keys() & now.keys() if measured(items[n]) != measured(now[n])}
    if not other:
        return old
    named = {name: f"{name}{AS_IT_WAS}" if name in other else name for name in items}
    vocabulary = Vocabulary({named[n]: evolve(item, name=named[n]) for n, item in items.items()})
    rules = tuple(evolve(rule, when=_renamed(rule.when, named)) for rule in old.rules)
    return evolve(old, vocabulary=vocabulary, rules=rules)


def measured(item: Item) -> Hashable:
    """What values of an item mean: equal where those of two items can be compared."""
    most = item.most if item.kind == "scale" else 0
    return item.kind, item.words, item.unit, item.decimals, most


def _renamed(member: Member, named: Mapping[str, str]) -> Any:
    if isinstance(member, Group):
        return Group(member.every, tuple(_renamed(part, named) for part in member.members))
    if isinstance(member, Condition):
        return evolve(member, subject=named.get(member.subject, member.subject))
    return member


def _whole(sides: tuple[Side, Side], most_nodes: int) -> Space:
    space = Space.of([side.ruleset for side in sides])
    space.diagrams.most = most_nodes
    return space


def _drawn(space: Space) -> Space:
    """The same axes with some patients instead of all."""
    usual = [0, *(liked(axis)[0] for axis in space.axes[1:])]
    return Space(space.axes, Samples.draw(space.diagrams.sizes, usual, TRIED))


@frozen
class _Question:
    """Something that both sides have a value for, everywhere, from these rules of each.

    A higher `rank` is stricter.
    """

    kind: str
    name: str
    rules: tuple[list[Rule], list[Rule]]
    value: Callable[[Within, list[Rule]], Any]
    rank: Callable[[Any], float]
    words: Callable[[Any], str]
    when_answered: bool = False


def _questions(old: Side, new: Side) -> Iterator[_Question]:
    """What is asked of both sides, without what is written the same in both."""
    for question in (
        *_activities(old, new),
        *_limits(old, new),
        *_escalations(old, new),
        *_scope(old, new),
    ):
        before, after = question.rules
        if said_by(before, old.ruleset) != said_by(after, new.ruleset):
            yield question


def _activities(old: Side, new: Side) -> Iterator[_Question]:
    for name in sorted(old.activities.keys() | new.activities.keys()):
        rules = list(old.activity(name).all()), list(new.activity(name).all())
        verdict = partial(Within.verdict, activity=name)
        yield _Question("activity", name, rules, verdict, _VERDICTS.index, str, when_answered=True)


def _limits(old: Side, new: Side) -> Iterator[_Question]:
    before, after = old.protocol.quantities, new.protocol.quantities
    for name in sorted(before.keys() | after.keys()):
        measures = [q[name].measure for q in (before, after) if name in q]
        rules = old.rules("limit", name), new.rules("limit", name)
        alike = len({measured(measure) for measure in measures}) == 1
        asked: list[tuple[list[Rule], list[Rule]]]
        asked = [rules] if alike else [(rules[0], []), ([], rules[1])]
        for pair, measure in zip(asked, measures, strict=False):
            words = partial(_limit, measure=measure)
            yield _Question("limit", name, pair, Within.at_most, neg, words, when_answered=True)


def _limit(amount: float, measure: Item) -> str:
    return "no limit" if amount == inf else wording.amount(int(amount), measure)


def _escalations(old: Side, new: Side) -> Iterator[_Question]:
    before = {rule.id: rule for rule in old.rules("escalation")}
    after = {rule.id: rule for rule in new.rules("escalation")}
    same = same_elsewhere(before, after, old.ruleset, new.ruleset)
    for name in sorted(before.keys() | after.keys()):
        if name not in same:
            rules = _one(before, name), _one(after, name)
            yield _Question("escalation", name, rules, Within.escalation, _URGENCIES.index, str)


def _one(rules: Mapping[str, Rule], name: str) -> list[Rule]:
    return [rules[name]] if name in rules else []


def _scope(old: Side, new: Side) -> Iterator[_Question]:
    lines = old.rules("scope"), new.rules("scope")
    yield _Question("scope", "whom the protocol is not for", lines, Within.refused, int, _refused)
    yield _Question("scope", "the stance that is imposed", lines, Within.imposed, neg, _imposed)


def _refused(refused: bool) -> str:
    return "refused" if refused else "answered"


def _imposed(place: float) -> str:
    return "no stance imposed" if place == inf else f"{STANCES[int(place)]} stance"


def _answer(question: _Question, sides: tuple[Side, Side], space: Space) -> list[Change]:
    """The changes of one question: each direction and each new value, apart."""
    within = [side.within(space) for side in sides]
    diagrams = space.diagrams
    values = [question.value(w, r) for w, r in zip(within, question.rules, strict=True)]
    moved = diagrams.combine("moved", lambda b, a: None if b == a else (b, a), *values)
    answered = [w.answered() for w in within] if question.when_answered else [diagrams.leaf(True)]
    moves: dict[tuple[str, Any], set[tuple[Any, Any]]] = {}
    for move in diagrams.values(moved) - {None}:
        stricter = question.rank(move[1]) > question.rank(move[0])
        moves.setdefault((STRICTER if stricter else LOOSER, move[1]), set()).add(move)
    why = _why(question, sides)
    found = []
    for (direction, after), pairs in sorted(
        moves.items(), key=lambda m: (m[0][0], question.rank(m[0][1]))
    ):
        region = diagrams.combine(
            f"one of {sorted(map(repr, pairs))}", lambda m, p=pairs: m in p, moved
        )
        before = sorted({pair[0] for pair in pairs}, key=question.rank)
        for part in _parts(space, diagrams.all_of([region, *answered]), region):
            found.append(
                Change(
                    question.kind,
                    question.name,
                    direction,
                    " or ".join(map(question.words, before)),
                    question.words(after),
                    (sides[0].stance,),
                    part.days,
                    part.patients,
                    why,
                    part.example,
                )
            )
    return found


def _parts(space: Space, region: Any, spoken: Any) -> list[Part]:
    if isinstance(space.diagrams, Samples):
        points = space.diagrams.where(region)
        return [seen_part(space, points)] if points else []
    said = {0, *space.diagrams.looks_at(spoken)}
    return parts(space, region, [p for p in space.diagrams.looks_at(region) if p not in said])


def _why(question: _Question, sides: tuple[Side, Side]) -> tuple[str, ...]:
    old, new = sides
    before, after = (
        behind(rules, side.ruleset) for rules, side in zip(question.rules, sides, strict=True)
    )
    return causes(old.protocol, new.protocol, before, after, new.stance)
