"""Whether one item can matter, decided by Z3 over two patients who differ in nothing else.

An independent reading for the interview, which decides the same by what decision diagrams look at.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import product
from typing import Any

from recovery_guidance.deciding.decision import Decision, Verdict
from recovery_guidance.everyone.formulas import Formula, Formulas
from recovery_guidance.everyone.search import with_formulas
from recovery_guidance.everyone.setting import Setting, Subject, Variable, two
from recovery_guidance.everyone.space import Axis
from recovery_guidance.everyone.world import World
from recovery_guidance.model.items import Fact
from recovery_guidance.model.protocol import STANCES, URGENCIES, Protocol

A_MINUTE = 60


def can_matter(
    protocol: Protocol, day: int, stance: str, told: Mapping[str, Fact], item: str
) -> bool:
    """Whether telling `item`, or another value of it, can give another answer on that day.

    What is in `told` is as it is told, None being not known; everything else is the same for both, known or not.
    """
    setting, formulas, differ = _any_two(protocol, stance)
    related = []
    for place, (variable, axis) in enumerate(
        zip(setting.variables[1:], setting.axes, strict=True), 1
    ):
        allowed = [one == other for one, other in variable.values]
        if variable.name == item:
            continue
        if variable.name == "day" or variable.name in told:
            wanted = day if variable.name == "day" else told[variable.name]
            fact = axis.place(wanted)
            allowed = [pair == (fact, fact) for pair in _places(variable, axis)]
        related.append(formulas.variable(place, allowed))
    return formulas.find(formulas.all([*related, differ]), A_MINUTE) is not None


def _places(variable: Variable, axis: Axis) -> list[tuple[int, ...]]:
    """The values of a variable, each as what it is on the axis for both patients."""
    return [tuple(axis.place(fact) for fact in pair) for pair in variable.values]


@lru_cache(maxsize=2)
def _any_two(protocol: Protocol, stance: str) -> tuple[Setting, Formulas, Formula]:
    """Two patients who may differ in everything but the day, and that they are not answered alike.

    Built once, as this takes a second for our protocol; each question then says how the two are related.
    """
    subject = Subject(protocol)
    setting = two(subject, subject, lambda _, facts: product(facts, facts), [(stance, stance)])
    formulas = with_formulas(setting.sizes)
    return setting, formulas, _differ(*setting.worlds(formulas))


def _differ(first: World[Any], other: World[Any]) -> Any:
    """The two are not answered alike: an emergency, and else a refusal, is all that is said."""
    algebra, worlds = first.algebra, (first, other)

    def unlike(of: Any) -> Any:
        return algebra.unequal(*map(of, worlds))

    no_crisis = [algebra.opposite(world.urgent(URGENCIES[1])) for world in worlds]
    no_emergency = [algebra.opposite(world.urgent(URGENCIES[0])) for world in worlds]
    not_refused = [algebra.opposite(world.over(Decision.refused)) for world in worlds]
    graph = first.protocol.graph
    warnings = [unlike(lambda w, r=rule: w.certain(r)) for rule in graph.of_kind("escalation")]
    others = [unlike(lambda w, s=stance: w.follows[s]) for stance in STANCES]
    for activity in graph.groups:
        others += [unlike(lambda w, v=v, a=activity: w.says(a, v)) for v in Verdict]
    for quantity in first.protocol.quantities:
        for amount in first.amounts(quantity):
            others.append(unlike(lambda w, n=amount, q=quantity: w.limited(q, n)))
    return algebra.any(
        (
            unlike(lambda w: w.urgent(URGENCIES[0])),
            algebra.all([*no_emergency, unlike(lambda w: w.over(Decision.refused))]),
            algebra.all([*no_emergency, algebra.any(warnings)]),
            algebra.all([*no_crisis, *not_refused, algebra.any(others)]),
        )
    )
