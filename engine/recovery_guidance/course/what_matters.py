"""Every answer to a case as a function of what may still be told: which items matter, and for how many answers.

Nothing is tried out: a function over all patients says by itself what it depends on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import methodcaller

from attrs import frozen

from ..deciding.decision import Decision
from ..deciding.guidance import Guidance
from ..deciding.needs import next_to_tell
from ..deciding.orders_in_force import counting, ordered_on, ruleset_for, stance_asked
from ..everyone.diagram import Diagrams, TooLarge
from ..everyone.space import Space
from ..everyone.world import World, world_of
from ..model.case import Case
from ..model.items import Fact
from ..model.protocol import STANCES, Protocol
from ..model.rules import SAFETY_FIRST

Answer = tuple[int, ...]
"""Functions over the space, one for each value that an answer can have: true where it has it."""


@frozen(eq=False)
class Answers:
    """Every answer, stage by stage in the order in which they are settled.

    An item matters where an answer depends on it: where telling it could change that answer for somebody of
    whom the rest may be known or not.
    """

    space: Space
    diagrams: Diagrams
    stages: tuple[tuple[Answer, ...], ...]

    @classmethod
    def of(cls, protocol: Protocol, case: Case) -> Answers:
        """The answers of a protocol with the orders of a case. Raises TooLarge."""
        orders = {s: counting(ordered_on(protocol, case, s)) for s in STANCES}
        rulesets = {s: ruleset_for(protocol, s, orders[s]) for s in STANCES}
        space = Space.of(rulesets.values())
        diagrams = Diagrams(space.sizes)
        wanted = stance_asked(protocol, case)
        person = space.person(wanted[0])
        world = world_of(diagrams, person, protocol, rulesets, lambda _: wanted)
        return cls(space, diagrams, tuple(map(tuple, _stages(world))))

    def ranked(self, facts: Mapping[str, Fact]) -> dict[str, int]:
        """The items that matter for the first stage that these facts leave open, and for how many of its answers.

        The item that most answers wait for comes first; of several such, the one that on average leaves least
        to ask for.
        """
        still_open = self.still_open(facts)
        waiting = Counter(place for answer in still_open for place in self._looks_at(answer))
        most = max(waiting.values(), default=0)
        names = {place: self.space.axes[place].item.name for place in waiting}

        def rank(place: int) -> tuple[int, float, str]:
            left = self.left(place, still_open) if waiting[place] == most else 0
            return -waiting[place], left, names[place]

        return {names[place]: waiting[place] for place in sorted(waiting, key=rank)}

    def still_open(self, facts: Mapping[str, Fact]) -> list[Answer]:
        """The answers of the first stage that these facts leave open. A fact that is None stays unknown."""
        return next(filter(None, self._open_by_stage(facts)), [])

    def matter(self, facts: Mapping[str, Fact]) -> set[str]:
        """The items that matter for any answer, whichever stage it belongs to."""
        answers = (answer for stage in self._open_by_stage(facts) for answer in stage)
        places = {place for answer in answers for place in self._looks_at(answer)}
        return {self.space.axes[place].item.name for place in places}

    def _open_by_stage(self, facts: Mapping[str, Fact]) -> Iterator[list[Answer]]:
        axes, places = self.space.axes, self.space.places
        known = {places[name]: fact for name, fact in facts.items() if name in places}
        given = self.diagrams.given({place: axes[place].place(f) for place, f in known.items()})
        for stage in self.stages:
            answers = (tuple(map(given, answer)) for answer in stage)
            yield [answer for answer in answers if self._looks_at(answer)]

    def _looks_at(self, answer: Answer) -> set[int]:
        return {place for function in answer for place in self.diagrams.looks_at(function)}

    def left(self, place: int, answers: Sequence[Answer]) -> float:
        """How many items these answers look at, one by one and on average, once an item is told."""
        values = range(len(self.space.axes[place].spans))
        told = [self.diagrams.given({place: value}) for value in values]
        after = [tuple(map(given, answer)) for given in told for answer in answers]
        return sum(len(self._looks_at(answer)) for answer in after) / len(values)


def worth_telling(guidance: Guidance) -> tuple[str, ...]:
    """What is worth telling today, the most useful first; nothing that could not change an answer."""
    items = next_to_tell(guidance)
    known = {name: fact for name, fact in guidance.memory.facts.items() if fact is not None}
    try:
        matter = Answers.of(guidance.protocol, guidance.case).matter(known)
    except TooLarge:
        return items
    return tuple(item for item in items if item in matter)


def _stages(world: World[int]) -> Iterator[Iterable[Answer]]:
    """An emergency, a crisis, the scope, what else is urgent, and then what is allowed and how much."""
    algebra = world.algebra
    graph = next(iter(world.decisions.values())).ruleset.graph

    def unless(silent: int, answers: Iterable[Iterable[int]]) -> list[Answer]:
        heard = algebra.opposite(silent)
        return [tuple(algebra.all((heard, value)) for value in answer) for answer in answers]

    emergency, crisis = map(world.urgent, SAFETY_FIRST)
    refused = world.over(Decision.refused)
    silent = algebra.any((crisis, refused))
    verdicts = [world.answer(methodcaller("verdict", name)) for name in graph.deciding]
    limits = [world.answer(methodcaller("at_most", name)) for name in world.protocol.quantities]
    yield [(emergency,)]
    yield unless(emergency, [[crisis]])
    yield unless(emergency, [[refused]]) + unless(silent, [world.follows.values()])
    yield unless(emergency, ([world.certain(rule)] for rule in graph.of_kind("escalation")))
    yield unless(silent, (answer.values() for answer in (*verdicts, *limits)))
