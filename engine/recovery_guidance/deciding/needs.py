"""Which items would settle what is not known yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ..chaining.memory import WorkingMemory
from ..model.algebra import Truth
from ..model.conditions import Claim, Condition, Member
from ..model.memo import while_it_lives
from ..model.protocol import URGENCIES
from ..model.rules import Rule
from ..model.urgent import Escalation
from .guidance import Guidance


def unsettled(rules: Iterable[Rule], memory: WorkingMemory) -> tuple[str, ...]:
    """The unknown items that keep these rules from being true or false, sorted by name."""
    known, found = _behind_rules(memory), set[str]()
    for rule in rules:
        if memory.truth(rule) is None:
            if rule.id not in known:
                known[rule.id] = frozenset(behind(rule.when, memory, None))
            found |= known[rule.id]
    return tuple(sorted(found))


@while_it_lives
def _behind_rules(_: WorkingMemory) -> dict[str, frozenset[str]]:
    """What keeps each rule unknown, by its id: the rules of a group are looked at for all that is part of it."""
    return {}


def behind(member: Member, memory: WorkingMemory, truth: Truth) -> Iterator[str]:
    """The items by which a condition, claim or group has this truth, through the rules that claims rest on."""
    waiting: list[Member] = [member]
    seen: set[Member] = set()
    while waiting:
        part = waiting.pop()
        if part in seen or memory.holds(part) is not truth:
            continue
        seen.add(part)
        if isinstance(part, Condition):
            yield part.subject
        elif isinstance(part, Claim):
            waiting += [rule.when for rule in memory.ruleset.graph.concluding(part)]
        else:
            waiting += part.members


def next_to_tell(guidance: Guidance) -> tuple[str, ...]:
    """Items worth telling today: first those a red flag waits for, then by how many answers they settle."""
    urgent: dict[str, int] = {}
    for escalation in pressing(guidance):
        for item in escalation.needs:
            urgent.setdefault(item, URGENCIES.index(escalation.urgency))
    answers = Counter(item for verdict in guidance.activities for item in verdict.needs)
    answers.update(item for limit in guidance.limits for item in limit.needs)
    worst = len(URGENCIES)
    return tuple(sorted({*urgent, *answers}, key=lambda i: (urgent.get(i, worst), -answers[i], i)))


def pressing(guidance: Guidance) -> tuple[Escalation, ...]:
    """Escalations that are not known yet and could not wait for the next visit."""
    return tuple(e for e in guidance.asked_first if e.urgency != URGENCIES[-1])
