"""How a guarantee could be broken: as a formula over patients, and as a test of real answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import evolve, frozen

from ..deciding.guidance import ALLOWED, NOT_YET, WITH_CARE, Guidance
from ..model.protocol import URGENCIES, Guarantee, Protocol, Said
from ..model.rules import NOT_REACHED, REACHED
from .formula import World
from .logic import TRUE, Formula

Answers = Sequence[Guidance]
NEEDS_SPEECH = ("activity", "limit", "conclusion")
"""What an answer says nothing about in an emergency, and where the scope refuses."""


@frozen
class Breach:
    """One way to break a guarantee.

    `worlds` are whom it is about, in the order in which their answers are told; `wrong` holds for
    exactly the patients for whom it happens, and `seen` says so of the engines' answers. `about` is
    what the answers are compared in, and `expected` the scenario step that ought to hold at last,
    where one can be named.
    """

    about: Said
    worlds: tuple[World, ...]
    wrong: Formula
    seen: Callable[[Answers], bool]
    expected: Callable[[Answers], str] | None = None


def breaches(guarantee: Guarantee, world: World) -> list[Breach]:
    """Every way in which one patient could break a guarantee."""
    spoken_of = meant(guarantee, world)
    return [
        _breach(guarantee, said, world, [spoken_of, _broken(guarantee.never, said, world)])
        for one in guarantee.said
        for said in members(one, world.protocol)
    ]


def meant(guarantee: Guarantee, world: World) -> Formula:
    """The patients that a guarantee is about."""
    parts = [world.holds(guarantee.when).certain]
    if guarantee.unless is not None:
        parts.append(world.holds(guarantee.unless).certain ^ 1)
    if guarantee.stance:
        parts.append(world.asks(guarantee.stance))
    if all(said.about in NEEDS_SPEECH for said in guarantee.said):
        parts.append(world.speaks())
    return world.logic.every(parts)


def members(said: Said, protocol: Protocol) -> list[Said]:
    """The same about every activity of a group."""
    if said.about != "activity":
        return [said]
    activities = protocol.activities
    names = [a for a in activities if not activities[a].is_group]
    return [evolve(said, subject=a) for a in names if said.subject in protocol.members[a]]


def _broken(never: bool, said: Said, world: World) -> Formula:
    if never:
        return says(said, world)
    silent = said.about in NEEDS_SPEECH
    return world.logic.every((world.speaks() if silent else TRUE, says(said, world) ^ 1))


def _breach(guarantee: Guarantee, said: Said, world: World, wrong: list[Formula]) -> Breach:
    def seen(answers: Answers) -> bool:
        answer = answers[0]
        holds = answer.memory.holds
        unless = guarantee.unless is not None and holds(guarantee.unless) is True
        if holds(guarantee.when) is not True or unless:
            return False
        if guarantee.stance not in ("", answer.case.stance or answer.protocol.default_stance):
            return False
        silent = not speaks(answer) and said.about in NEEDS_SPEECH
        return (
            is_said(said, answer) if guarantee.never else not silent and not is_said(said, answer)
        )

    return Breach(
        said,
        (world,),
        world.logic.every(wrong),
        seen,
        lambda answers: step(said, guarantee.never, answers[0]),
    )


def says(said: Said, world: World) -> Formula:
    """The answer says it. A group's name is not among what it speaks about."""
    logic = world.logic
    if said.about == "activity":
        wanted = [ALLOWED, WITH_CARE] if said.value == ALLOWED else [said.value]
        given = (world.verdict(said.subject, verdict) for verdict in wanted)
        return logic.every((world.speaks(), logic.some(given)))
    if said.about == "limit":
        assert said.amount is not None
        by_stance = [
            TRUE if (n := said.amount.value(numbers)) is None else world.limited(said.subject, n)
            for numbers in world.numbers_by_stance()
        ]
        return logic.every((world.speaks(), world.by_stance(by_stance)))
    if said.about == "conclusion":
        assert said.claim is not None
        return logic.every((world.speaks(), world.holds(said.claim).certain))
    if said.about == "urgency":
        return world.urgent(said.value)
    if said.about == "stance":
        return world.follows(said.value)
    return world.refused() if said.about == "refusal" else world.speaks() ^ 1


def speaks(guidance: Guidance) -> bool:
    """The answer says something about activities and limits."""
    return not guidance.refused and not guidance.is_emergency


def is_said(said: Said, guidance: Guidance) -> bool:
    """The same as `says`, of a real answer."""
    if said.about == "activity":
        verdict = guidance.verdict(said.subject)
        wanted = (ALLOWED, WITH_CARE) if said.value == ALLOWED else (said.value,)
        return verdict is not None and verdict.verdict in wanted
    if said.about == "limit":
        assert said.amount is not None
        most = said.amount.value(guidance.memory.ruleset.numbers)
        limit = guidance.limit(said.subject)
        return speaks(guidance) and (most is None or (limit is not None and limit.at_most <= most))
    if said.about == "conclusion":
        assert said.claim is not None
        return speaks(guidance) and guidance.memory.holds(said.claim) is True
    if said.about == "urgency":
        enough = URGENCIES[: URGENCIES.index(said.value) + 1]
        return any(escalation.urgency in enough for escalation in guidance.escalations)
    if said.about == "stance":
        return guidance.stance == said.value
    return bool(guidance.refused) if said.about == "refusal" else not speaks(guidance)


def answer(said: Said, guidance: Guidance) -> tuple[str, tuple[str, ...]]:
    """What an answer says in this matter, as a scenario step, and the rules that decided."""
    if said.about in NEEDS_SPEECH and not speaks(guidance):
        refused = tuple(refusal.rule for refusal in guidance.refused)
        urgent = tuple(e.rule for e in guidance.escalations if e.urgency == URGENCIES[0])
        return "nothing is said about any activity", urgent + refused
    return _ANSWERS[said.about](said, guidance)


def _verdict(said: Said, guidance: Guidance) -> tuple[str, tuple[str, ...]]:
    verdict = guidance.verdict(said.subject)
    if verdict is None:
        return f"nothing is said about {said.subject}", ()
    return f"{said.subject} is {verdict.verdict}", verdict.because


def _limit(said: Said, guidance: Guidance) -> tuple[str, tuple[str, ...]]:
    limit = guidance.limit(said.subject)
    if limit is None:
        return f"{said.subject} is not limited", ()
    measure = guidance.protocol.quantities[said.subject].measure
    return f"{said.subject} is limited to {measure.show(limit.at_most)}", limit.because


def _urgency(_: Said, guidance: Guidance) -> tuple[str, tuple[str, ...]]:
    if not guidance.escalations:
        return "there is no urgency", ()
    first = guidance.escalations[0]
    return f"the urgency is {first.urgency}", (first.rule,)


def _stance(_: Said, guidance: Guidance) -> tuple[str, tuple[str, ...]]:
    return f"the stance followed is {guidance.stance}", guidance.stance_because


def _refusal(_: Said, guidance: Guidance) -> tuple[str, tuple[str, ...]]:
    refused = tuple(refusal.rule for refusal in guidance.refused)
    return f"the answer is {'' if refused else 'not '}refused", refused


def _silence(_: Said, guidance: Guidance) -> tuple[str, tuple[str, ...]]:
    spoken = "something is said about activities"
    return (spoken if speaks(guidance) else "nothing is said about any activity"), ()


def _rule(said: Said, guidance: Guidance) -> tuple[str, tuple[str, ...]]:
    rule = next(r for r in guidance.memory.ruleset.rules if r.id == said.subject)
    holds = {True: "applies", False: "does not apply", None: "may apply"}
    return f"{rule.id} {holds[guidance.memory.truth(rule)]}", ()


def _concluded(said: Said, guidance: Guidance) -> tuple[str, tuple[str, ...]]:
    memory, name = guidance.memory, said.subject
    values = guidance.protocol.values[name]
    has = [value for value in values if memory.proposition((name, value)) is True]
    rules = [r.id for r in memory.ruleset.rules if r.subject == name and r.value in has]
    if REACHED in values:
        reached = memory.proposition((name, REACHED))
        shown = {True: REACHED, False: NOT_REACHED, None: "unknown"}[reached]
        return f"the milestone {name} is {shown}", tuple(rules)
    return f"the finding {name} is {' and '.join(has) or 'unknown'}", tuple(rules)


_ANSWERS = {
    "activity": _verdict,
    "limit": _limit,
    "urgency": _urgency,
    "stance": _stance,
    "refusal": _refusal,
    "silence": _silence,
    "rule": _rule,
    "conclusion": _concluded,
    "finding": _concluded,
}


def step(said: Said, never: bool, guidance: Guidance) -> str:
    """The scenario step that holds where the guarantee does."""
    negation = "not " * never
    if said.about == "activity":
        opened = "allowed or with care" if said.value == ALLOWED else said.value
        denied = f"{'anything but' if said.value == NOT_YET else 'not'} {said.value}"
        found = f"{said.subject} is {denied if never else opened}"
    elif said.about == "limit":
        assert said.amount is not None
        most = said.amount.value(guidance.memory.ruleset.numbers)
        measure = guidance.protocol.quantities[said.subject].measure
        found = f"{said.subject} is at most {measure.show(most)}"
    elif said.about == "urgency":
        found = f"the urgency is at least {said.value}"
    elif said.about == "stance":
        found = f"the stance followed is {negation}{said.value}"
    elif said.about == "refusal":
        found = f"the answer is {negation}refused"
    elif said.about == "silence":
        silent = "nothing is said about any activity"
        found = "something is said about activities" if never else silent
    else:
        assert said.claim is not None
        found = f"the finding {said.subject} is {negation}{' or '.join(said.claim.values)}"
    return found
