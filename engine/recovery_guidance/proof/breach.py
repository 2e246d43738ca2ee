"""How a guarantee could be broken, as a question about patients."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from attrs import evolve, frozen

from ..deciding.decision import Decision, Verdict
from ..deciding.guidance import Guidance
from ..everyone.search import Question
from ..everyone.setting import Setting
from ..everyone.world import World, world_told
from ..model.algebra import T
from ..model.items import NOWHERE
from ..model.problem import Position
from ..model.protocol import Assertion, Guarantee, Protocol
from .answered import step

Answers = Sequence[Guidance]
NEEDS_SPEECH = ("activity", "limit", "conclusion")
"""What an answer says nothing about in an emergency or a crisis, and where the scope refuses."""


@frozen(eq=False)
class Breach:
    """One way to break a guarantee.

    `setting` is whom it is about, in the order in which their answers are told; `wrong` is true for
    exactly the patients for whom it happens. `about` is what the answers are compared in, and `expected`
    the scenario step that ought to hold at last, where one can be named.
    """

    about: Assertion
    setting: Setting
    wrong: Question
    expected: Callable[[Answers], str] | None = None

    def is_seen_in(self, answers: Answers) -> bool:
        """Whether it happens in answers that were given."""
        return self.wrong(*map(world_told, answers)) is True


@frozen
class Promise:
    """A written or a built-in guarantee, with every way to break it.

    `approved` says why it may be broken, where somebody answers for that.
    """

    id: str
    kind: str
    sentence: str
    breaches: tuple[Breach, ...]
    position: Position = NOWHERE
    approved: str = ""

    @property
    def names(self) -> tuple[str, str]:
        return self.id, self.id.partition("/")[2]


def breaches(guarantee: Guarantee, setting: Setting) -> list[Breach]:
    """Every way in which one patient could break a guarantee."""
    protocol = setting.protocol
    return [
        Breach(
            assertion,
            setting,
            partial(_broken, guarantee, assertion),
            partial(_expected, assertion, guarantee.never),
        )
        for one in guarantee.said
        for assertion in members(one, protocol)
    ]


def _expected(assertion: Assertion, never: bool, answers: Answers) -> str:
    return step(assertion, never, answers[0])


def members(said: Assertion, protocol: Protocol) -> list[Assertion]:
    """The same about every activity of a group."""
    if said.about != "activity":
        return [said]
    groups = protocol.graph.groups.items()
    return [evolve(said, subject=activity) for activity, names in groups if said.subject in names]


def meant(guarantee: Guarantee, world: World[T]) -> T:
    """The patients that a guarantee is about."""
    algebra = world.algebra
    parts = [world.holds(guarantee.when)]
    if guarantee.unless is not None:
        parts.append(algebra.opposite(world.holds(guarantee.unless)))
    if guarantee.stance:
        parts.append(world.asks.get(guarantee.stance, algebra.no))
    if all(said.about in NEEDS_SPEECH for said in guarantee.said):
        parts.append(world.speaks)
    return algebra.all(parts)


def _broken(guarantee: Guarantee, said: Assertion, world: World[T]) -> T:
    algebra = world.algebra
    wrong = says(said, world)
    if not guarantee.never:
        wrong = algebra.opposite(wrong)
        wrong = world.spoken(wrong) if said.about in NEEDS_SPEECH else wrong
    return algebra.all((meant(guarantee, world), wrong))


def says(said: Assertion, world: World[T]) -> T:
    """The answer says it. A group's name is not among what it speaks about."""
    algebra = world.algebra
    found: T
    match said.about:
        case "activity":
            found = world.says(said.subject, *Verdict.meant(said.value))
        case "limit":
            found = world.spoken(world.over(partial(_within, said)))
        case "conclusion":
            assert said.claim is not None, "a conclusion claims something"
            found = world.spoken(world.holds(said.claim))
        case "urgency":
            found = world.urgent(said.value)
        case "stance":
            found = world.follows.get(said.value, algebra.no)
        case "refusal":
            found = world.over(Decision.refused)
        case _:
            found = algebra.opposite(world.speaks)
    return found


def _within(said: Assertion, decision: Decision[Any]) -> Any:
    """The quantity is limited to the amount that is said or less."""
    assert said.amount is not None, "a limit has an amount"
    most = said.amount.value(decision.ruleset.numbers)
    if most is None:
        return decision.algebra.yes
    least = decision.at_most(said.subject).items()
    return decision.algebra.any(t for amount, t in least if amount is not None and amount <= most)
