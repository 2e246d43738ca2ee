"""How two answers compare: which is the more open, the more urgent, the same but for the engine."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import Any

import pytest
from hypothesis import settings

from recovery_guidance.deciding.decision import Verdict
from recovery_guidance.deciding.evaluate import engine_named, evaluate
from recovery_guidance.deciding.guidance import Guidance
from recovery_guidance.model.case import Case
from recovery_guidance.model.items import Item
from recovery_guidance.model.protocol import URGENCIES, Protocol
from recovery_guidance.telling.answer_json import as_dict

DURABLE_IS_HERE = engine_named("auto")[0] == "durable-rules"
ENGINES = ("reference", "durable") if DURABLE_IS_HERE else ("reference",)
THOROUGH = settings().max_examples >= 60
"""Whether this is a run that may take its time, as where CI is set."""
needs_durable = pytest.mark.skipif(
    not DURABLE_IS_HERE, reason="durable-rules cannot be imported here"
)

SILENT = -1
TOWARDS_ALLOWED: dict[Verdict, int] = {
    Verdict.NOT_YET: 0,
    Verdict.UNKNOWN: 1,
    Verdict.WITH_CARE: 2,
    Verdict.ALLOWED: 3,
}
PERMITTED: dict[Verdict, int] = {
    Verdict.NOT_YET: 0,
    Verdict.UNKNOWN: 0,
    Verdict.WITH_CARE: 1,
    Verdict.ALLOWED: 2,
}


def same_but_for_the_engine(guidance: Guidance) -> dict[str, Any]:
    """Everything in the answer except the engine's name."""
    return {key: value for key, value in as_dict(guidance).items() if key != "engine"}


def agreed(protocol: Protocol, case: Case) -> Guidance:
    """The answer to a case, after holding every engine to find the same rules to apply, and to say the same."""
    answers = [evaluate(protocol, case, engine) for engine in ENGINES]
    for answer in answers[1:]:
        assert answer.memory.activations == answers[0].memory.activations
        assert same_but_for_the_engine(answer) == same_but_for_the_engine(answers[0])
    return answers[-1]


def worse_values(item: Item, value: int) -> range:
    """Every value of the item that is worse than this one."""
    if item.worse_is_higher is None:
        return range(0)
    return range(value + 1, item.most + 1) if item.worse_is_higher else range(item.least, value)


def openness(guidance: Guidance, activity: str, scale: dict[Verdict, int]) -> int:
    """How far open the activity is; where nothing is said about activities, less than not yet."""
    found = guidance.verdict(activity)
    return SILENT if found is None else scale[found.verdict]


def most(guidance: Guidance, quantity: str) -> float:
    """The most that is allowed: nothing where the answer is silent, no end where no limit holds."""
    if guidance.refused or guidance.safety_first:
        return -inf
    found = guidance.limit(quantity)
    return inf if found is None else found.at_most


def opened(
    before: Guidance, after: Guidance, scale: dict[Verdict, int] = TOWARDS_ALLOWED
) -> Iterator[str]:
    """What `after` allows more of than `before`, in words; nothing where it is as strict or stricter."""
    for name in before.protocol.activities:
        if openness(after, name, scale) > openness(before, name, scale):
            then, now = before.verdict(name), after.verdict(name)
            yield f"{name}: {then.verdict if then else 'silent'} → {now.verdict if now else 'silent'}"
    for name in before.protocol.quantities:
        if most(after, name) > most(before, name):
            yield f"{name}: at most {most(before, name)} → {most(after, name)}"


def urgency(guidance: Guidance) -> int:
    """The place of the highest urgency, 0 for an emergency; one more than the last where there is none."""
    places = [URGENCIES.index(escalation.urgency) for escalation in guidance.escalations]
    return min(places, default=len(URGENCIES))
