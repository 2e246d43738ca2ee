"""Whether one protocol is stricter than another for every patient, or for whom it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from math import inf
from operator import methodcaller
from typing import Any, Literal

from attrs import frozen

from ..changes.questions import smallness
from ..everyone.functions import Undecided
from ..everyone.search import Search
from ..everyone.setting import Setting, Subject, two
from ..everyone.world import World
from ..model.algebra import T
from ..model.items import Fact, Item
from ..model.problem import Position, Problem, ProblemsFound
from ..model.protocol import URGENCIES, Assertion, Protocol
from .breach import Answers, Breach
from .builtin import same
from .witness import Witness, confirmed, in_words, lines_of, telling

Relation = Literal["equivalent", "stricter", "looser", "neither", "undecided"]


@frozen
class Comparison:
    """How a new protocol stands to an old one, over every activity and limit of either.

    What one of them says nothing about is `not yet` there, and a quantity without limits is not limited.
    `looser` and `stricter` hold one patient for each activity, limit or urgency that changes that
    way. `undecided` are those for which the time was not enough.
    """

    old: Protocol
    new: Protocol
    looser: Mapping[str, Witness]
    stricter: Mapping[str, Witness]
    undecided: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def relation(self) -> Relation:
        """What holds for every patient; never more than was decided."""
        if self.looser and self.stricter:
            return "neither"
        if self.undecided:
            return "undecided"
        return "looser" if self.looser else "stricter" if self.stricter else "equivalent"


def compare(old: Protocol, new: Protocol, engines: tuple[str, ...]) -> Comparison:
    """Decides for every patient whether `new` is stricter, looser or the same; `engines` confirm it.

    Raises ProblemsFound where an item is not measured alike in both.
    """
    _check_measures(old, new)
    setting = two(Subject(old), Subject(new), partial(_told_to_both, old, new))
    search = Search(setting)
    found: dict[bool, dict[str, Witness]] = {True: {}, False: {}}
    undecided = []
    for looser in (True, False):
        for breach in _breaches(setting, looser):
            name = breach.about.subject or "urgency"
            try:
                point = search.find(breach.wrong)
            except Undecided:
                undecided.append(name)
                continue
            if point is None:
                continue
            if answers := confirmed(breach, point, engines):
                found[looser][name] = told(breach, answers)
            else:
                undecided.append(name)
    asked = [{*protocol.activities, *protocol.quantities} for protocol in (old, new)]
    return Comparison(
        old,
        new,
        found[True],
        found[False],
        tuple(sorted(set(undecided))),
        tuple(sorted(asked[1] - asked[0])),
        tuple(sorted(asked[0] - asked[1])),
    )


def _told_to_both(
    old: Protocol, new: Protocol, item: Item, facts: Sequence[Fact]
) -> Iterable[tuple[Fact, Fact]]:
    """The same is told to both, or nothing, where each takes what it takes."""
    taken = tuple(
        protocol.vocabulary.items[item.name].if_not_stated
        if item.name in protocol.vocabulary.items
        else None
        for protocol in (old, new)
    )
    return dict.fromkeys((*same(item, facts), (taken[0], taken[1])))


Ranked = Mapping[float, T]
"""How open an answer is, each with the truth that it is so open."""


def _breaches(setting: Setting, looser: bool) -> Iterator[Breach]:
    """Every way in which the new protocol allows more, or less, than the old one."""
    old, new = (subject.protocol for subject in setting.subjects)

    def breach(about: Assertion, ranked: Callable[[World[Any]], Ranked[Any]]) -> Breach:
        return Breach(about, setting, partial(_moves, ranked, looser))

    for activity in sorted(old.graph.groups.keys() | new.graph.groups.keys()):
        yield breach(Assertion("activity", activity), partial(_openness, activity))
    for name in sorted(old.quantities.keys() | new.quantities.keys()):
        yield breach(Assertion("limit", name), partial(_most, name))
    yield breach(Assertion("urgency"), _calm)


def _moves(
    ranked: Callable[[World[T]], Ranked[T]], looser: bool, old: World[T], new: World[T]
) -> T:
    """An answer is more open in the new world than in the old one, or less where not `looser`."""
    algebra = old.algebra
    return algebra.any(
        algebra.all((one, other))
        for was, one in ranked(old).items()
        for now, other in ranked(new).items()
        if (now > was if looser else now < was)
    )


def _openness(activity: str, world: World[T]) -> Ranked[T]:
    """Where nothing is said, less is open than with any verdict."""
    answers = world.answer(methodcaller("verdict", activity)).items()
    return {
        -inf: world.algebra.opposite(world.speaks),
        **{verdict.openness: world.spoken(truth) for verdict, truth in answers},
    }


def _most(quantity: str, world: World[T]) -> Ranked[T]:
    """Where nothing is said, no amount is compared."""
    least = world.answer(methodcaller("at_most", quantity)).items()
    return {-smallness(amount): world.spoken(truth) for amount, truth in least}


def _calm(world: World[T]) -> Ranked[T]:
    urgent = ((rank, world.urgent(urgency)) for rank, urgency in enumerate(URGENCIES))
    return world.algebra.first(urgent, len(URGENCIES))


def told(breach: Breach, answers: Answers) -> Witness:
    """The patient and both answers; the scenario holds what the old protocol said."""
    about = breach.about
    tellings = tuple(telling(about, one, in_words(one.case, one.protocol)) for one in answers)
    if not all(_knows(guidance.protocol, about) for guidance in answers):
        return Witness(about, tellings)
    title = f"Scenario: {about.subject or 'urgency'} as it was"
    given = lines_of(answers[0].case, answers[0].protocol)
    return Witness(about, tellings, (title, *given, f"Then {tellings[0].answered}"))


def _knows(protocol: Protocol, about: Assertion) -> bool:
    """The protocol has what an answer is about, so that a scenario can ask for it."""
    known = {"activity": protocol.activities, "limit": protocol.quantities}.get(about.about)
    return known is None or about.subject in known


def _check_measures(old: Protocol, new: Protocol) -> None:
    items, limits = old.vocabulary.items, old.quantities
    problems = [
        _unlike(f"`{name}`", "its patients", item.position, "the item", "means something else")
        for name, item in new.vocabulary.items.items()
        if name in items and items[name].meaning != item.meaning
    ]
    problems += [
        _unlike(f"the limit `{name}`", "it", limit.position, "it", "is measured otherwise")
        for name, limit in new.quantities.items()
        if name in limits and limits[name].measure.meaning != limit.measure.meaning
    ]
    if problems:
        raise ProblemsFound(problems)


def _unlike(what: str, compared: str, at: Position, named: str, otherwise: str) -> Problem:
    sentence = f"{what} is not measured alike in both, so that {compared} cannot be compared"
    write = f"give {named} a new name where it {otherwise}"
    return Problem("E407", sentence, at if at.file else None, help=write)
