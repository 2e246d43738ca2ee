"""Two protocols → what changes, for whom, in which weeks. Decided over every patient there could be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Generic

from attrs import define, evolve, field, frozen

from ..deciding.decision import Decision
from ..everyone.diagram import MOST_NODES, Diagrams, TooLarge
from ..everyone.functions import Functions, Undecided
from ..everyone.region import Part, Regions, liked, seen_part
from ..everyone.samples import Samples
from ..everyone.search import ONE_QUESTION, with_formulas
from ..everyone.space import Meaning, Space
from ..model.algebra import T
from ..model.conditions import Condition, Group, Member
from ..model.items import Vocabulary
from ..model.protocol import STANCES, Protocol
from .causes import causes
from .difference import LOOSER, STRICTER, Change, Difference
from .questions import Question, questions
from .remarks import remarks

AS_IT_WAS = " (as it was)"
TRIED = 5_000


def diff(old: Protocol, new: Protocol, most_nodes: int = MOST_NODES) -> Difference:
    """Everything that changes from `old` to `new`.

    `most_nodes` bounds the work for one question; beyond it patients are tried, and Z3 decides whether there are
    others where it is installed.
    """
    merged: dict[Change, Change] = {}
    comparisons = [_Comparison(_aside(old, new), new, stance, most_nodes) for stance in STANCES]
    for comparison in comparisons:
        for change in comparison.changes():
            key = evolve(change, stances=(), example=None)
            known = merged.setdefault(key, change)
            stances = tuple(dict.fromkeys((*known.stances, comparison.stance)))
            merged[key] = evolve(known, stances=stances)
    about_the_whole, notes = remarks(old, new)
    found = (*about_the_whole, *merged.values())
    # A note begins with the threshold or rule that it is about, and so does a cause.
    said = {cause.partition(": ")[0] for change in found for cause in change.because}
    unsaid = tuple(note for note in notes if note.partition(": ")[0] not in said)
    tried = TRIED if any(one.tried for one in comparisons) else None
    return Difference(old, new, found, unsaid, tried, any(one.undecided for one in comparisons))


def _aside(old: Protocol, new: Protocol) -> Protocol:
    """The old protocol, with items that are measured otherwise now under a name of their own."""
    items, now = old.vocabulary.items, new.vocabulary.items
    other = {n for n in items.keys() & now.keys() if items[n].meaning != now[n].meaning}
    if not other:
        return old
    named = {name: f"{name}{AS_IT_WAS}" if name in other else name for name in items}
    vocabulary = Vocabulary({named[n]: evolve(item, name=named[n]) for n, item in items.items()})
    rules = tuple(evolve(rule, when=_renamed(rule.when, named)) for rule in old.rules)
    return evolve(old, vocabulary=vocabulary, rules=rules)


def _renamed(member: Member, named: Mapping[str, str]) -> Any:
    if isinstance(member, Group):
        return Group(member.every, tuple(_renamed(part, named) for part in member.members))
    if isinstance(member, Condition):
        return evolve(member, subject=named.get(member.subject, member.subject))
    return member


@frozen
class _Move(Generic[T]):
    """Answers that become another one, which is stricter or looser: from what, and for whom.

    `changed` holds those too of whom it is not asked, because something else is answered.
    """

    direction: str
    after: Any
    before: tuple[Any, ...]
    changed: T
    region: T


Found = list[tuple[_Move[Any], list[Part]]]


@define(eq=False)
class _Comparison:
    """Two protocols under one stance, over every patient there could be.

    `tried` says that for some answer patients were tried, because there were too many to go through, and
    `undecided` that nothing else could decide then whether there are others.
    """

    old: Protocol
    new: Protocol
    stance: str
    most: int
    tried: bool = False
    undecided: bool = False
    space: Space = field(init=False)
    _diagrams: Diagrams | None = field(init=False, default=None)
    _decisions: list[Decision[int]] = field(init=False, factory=list)

    @space.default
    def _all_that_is_looked_at(self) -> Space:
        return Space.of(protocol.rulesets[self.stance] for protocol in (self.old, self.new))

    def changes(self) -> Iterator[Change]:
        for question in questions(self.old, self.new, self.stance):
            why = self._why(question)
            for move, parts in self._answered(question):
                before = " or ".join(map(question.words, move.before))
                what = (question.kind, question.name, move.direction, before)
                after, under = question.words(move.after), (self.stance,)
                for part in parts:
                    for_whom = (part.days, part.patients, why, part.example)
                    yield Change(*what, after, under, *for_whom)

    def _answered(self, question: Question) -> Found:
        for _ in range(2):  # what earlier questions left may be too much for this one
            try:
                return self._decided(question)
            except (TooLarge, RecursionError):
                self._diagrams = None
        self.tried = True
        return self._seen(question)

    def _decided(self, question: Question) -> Found:
        """What changes, and exactly for whom. Raises TooLarge."""
        if self._diagrams is None:
            self._diagrams = Diagrams(self.space.sizes, self.most)
            self._decisions = self._over(self._diagrams)
        diagrams, found = self._diagrams, []
        for move in self._moves(question, diagrams, self._decisions):
            said = {0, *diagrams.looks_at(move.changed)}
            unsaid = [place for place in diagrams.looks_at(move.region) if place not in said]
            found.append((move, Regions(self.space, diagrams).parts(move.region, unsaid)))
        return found

    def _seen(self, question: Question) -> Found:
        """What changes for patients who were drawn, and for one whom Z3 finds where it is there."""
        usual = [0, *(liked(axis)[0] for axis in self.space.axes[1:])]
        samples = Samples.draw(self.space.sizes, usual, TRIED)
        seen = {
            (move.direction, move.after): (move, samples.where(move.region))
            for move in self._moves(question, samples, self._over(samples))
        }
        for move, point in self._others(question):
            _, points = seen.get((move.direction, move.after), (move, []))
            seen[move.direction, move.after] = move, [point, *points]
        return [
            (move, [seen_part(self.space, points)] * bool(points)) for move, points in seen.values()
        ]

    def _others(self, question: Question) -> list[tuple[_Move[Any], list[int]]]:
        """A patient for each change that there is, as Z3 finds them."""
        found = []
        try:
            formulas = with_formulas(self.space.sizes)
            for move in self._moves(question, formulas, self._over(formulas)):
                point = formulas.find(move.region, ONE_QUESTION)
                if point is not None:
                    usual = (liked(axis)[0] for axis in self.space.axes)
                    found.append((move, [point.get(p, value) for p, value in enumerate(usual)]))
        except Undecided:
            self.undecided = True
        return found

    def _over(self, functions: Functions[T]) -> list[Decision[T]]:
        """What both protocols decide, as functions over the space."""
        person = self.space.person(self.stance)
        rulesets = [protocol.rulesets[self.stance] for protocol in (self.old, self.new)]
        return [Meaning(functions, person, own).decision() for own in rulesets]

    def _moves(
        self, question: Question, functions: Functions[T], both: list[Decision[T]]
    ) -> list[_Move[T]]:
        """Each direction and each new answer apart, the looser ones and the least strict answers first.

        Where both answer, under this stance and no stricter one, if the question is about such patients.
        """
        answered = both if question.when_answered else []
        spoken = functions.all(one.answers(self.stance) for one in answered)
        old, new = (way(decision) for way, decision in zip(question.ways, both, strict=True))
        found: dict[tuple[str, Any], dict[Any, T]] = {}
        for was, one in old.items():
            for now, other in new.items():
                region = functions.all((one, other)) if was != now else functions.no
                if region != functions.no:
                    stricter = question.rank(now) > question.rank(was)
                    found.setdefault((STRICTER if stricter else LOOSER, now), {})[was] = region
        moves = []
        for way in sorted(found, key=lambda move: (move[0], question.rank(move[1]))):
            before = tuple(sorted(found[way], key=question.rank))
            changed = functions.any(found[way].values())
            moves.append(_Move(*way, before, changed, functions.all((changed, spoken))))
        return moves

    def _why(self, question: Question) -> tuple[str, ...]:
        sides = zip((self.old, self.new), question.rules, strict=True)
        before, after = (protocol.graph.behind(rules) for protocol, rules in sides)
        return causes(self.old, self.new, before, after, self.stance)
