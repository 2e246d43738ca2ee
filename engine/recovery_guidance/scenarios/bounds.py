"""Scenario steps that bound an answer rather than name it: what a guarantee promises.

Loaded together with `recovery_guidance.scenarios.steps`.
"""

from __future__ import annotations

from ..deciding.decision import Verdict
from ..deciding.evaluate import evaluate
from ..deciding.guidance import Guidance
from ..model.protocol import URGENCIES
from ..model.rules import REACHED
from .steps import steps_of
from .story import Story, given, spoken, then

_VERDICTS = "|".join(reversed(Verdict))


def _verdict(story: Story, activity: str) -> Verdict | None:
    assert activity in story.protocol.activities, f"no activity is called `{activity}`"
    found = story.guidance.verdict(activity)
    return found.verdict if found else None


@then(rf"(?P<activity>.+?) is (not|anything but) (?P<verdict>{_VERDICTS})")
def _anything_but(story: Story, activity: str, verdict: str) -> None:
    found = _verdict(story, activity)
    assert found not in Verdict.meant(verdict), f"{activity} is {found}"


@then(r"(?P<activity>.+?) is allowed or with care")
def _open(story: Story, activity: str) -> None:
    found = _verdict(story, activity)
    is_open = found is not None and found.is_open
    assert is_open, f"{activity} is {found or spoken(story.guidance)}"


@then(r"(?P<quantity>.+?) is at most (?P<most>\S+( \S+)?)")
def _at_most(story: Story, quantity: str, most: str) -> None:
    found = story.limit(quantity)
    assert story.guidance.is_silent or found is not None, f"{quantity} is not limited"
    if found is not None:
        limited = story.protocol.quantities[quantity]
        shown = limited.measure.show(found.at_most)
        assert found.at_most <= steps_of(limited, most), f"{quantity} is limited to {shown}"


@then(rf"the urgency is at least (?P<urgency>{'|'.join(URGENCIES)})")
def _at_least(story: Story, urgency: str) -> None:
    found = [escalation.urgency for escalation in story.guidance.escalations]
    shown = f"the urgency is {found[0]}" if found else "there is no urgency"
    assert _rank(story.guidance) <= URGENCIES.index(urgency), shown


@then(r"the stance followed is not (?P<stance>\w+)")
def _not_followed(story: Story, stance: str) -> None:
    assert story.guidance.stance != stance, f"the stance followed is {stance}"


@given("another patient just like this one")
def _another(story: Story) -> None:
    story.first = story.case


def _first(story: Story) -> Guidance:
    assert story.first is not None, "say first: another patient just like this one"
    return evaluate(story.protocol, story.first, story.engine)


@then(r"(?P<activity>.+?) is no more open than for the first patient")
def _no_more_open(story: Story, activity: str) -> None:
    found = _verdict(story, activity)
    first = _first(story).verdict(activity)
    then = first.verdict if first else None
    is_open, was_open = (one is not None and one.is_open for one in (found, then))
    shown = f"{activity} is {found}, and for the first patient {then or 'unsaid'}"
    assert was_open or not is_open, shown


@then(r"(?P<quantity>.+?) is limited no higher than for the first patient")
def _no_higher(story: Story, quantity: str) -> None:
    now, then = story.limit(quantity), _first(story).limit(quantity)
    if then is not None and not story.guidance.is_silent:
        show = story.protocol.quantities[quantity].measure.show
        assert now is not None, f"{quantity} is not limited, and for the first patient it is"
        assert now.at_most <= then.at_most, f"{show(now.at_most)} is more than {show(then.at_most)}"


@then("the urgency is no lower than for the first patient")
def _no_lower(story: Story) -> None:
    now, then = (_rank(guidance) for guidance in (story.guidance, _first(story)))
    assert now <= then, f"{URGENCIES[then]} for the first patient"


def _rank(guidance: Guidance) -> int:
    ranks = [URGENCIES.index(escalation.urgency) for escalation in guidance.escalations]
    return min(ranks, default=len(URGENCIES))


@then(r"(?P<rule>\S+/.+) is issued or asked first")
def _issued(story: Story, rule: str) -> None:
    said = (*story.guidance.escalations, *story.guidance.asked_first)
    found = {escalation.rule for escalation in said}
    assert rule in found, f"{rule} is not among {', '.join(sorted(found)) or 'the warnings'}"


@then("the answer is refused")
def _refused(story: Story) -> None:
    assert story.guidance.refused, "the answer is not refused"


@then("something is said about activities")
def _speaks(story: Story) -> None:
    assert story.guidance.activities, spoken(story.guidance)


def _proven(story: Story, name: str) -> list[str]:
    assert name in story.protocol.values, f"no finding or milestone is called `{name}`"
    memory = story.guidance.memory
    values = story.protocol.values[name]
    return [value for value in values if memory.proposition((name, value)) is True]


@then(r"the phase (?P<name>.+) is entered")
def _entered(story: Story, name: str) -> None:
    assert _proven(story, name) == [REACHED], f"{name} is not entered"


@then(r"the finding (?P<name>.+) has one value")
def _one_value(story: Story, name: str) -> None:
    found = _proven(story, name)
    assert len(found) == 1, f"{name} is {' and '.join(found) or 'nothing'}"


@then(r"the finding (?P<name>.+?) is (?P<negated>not )?(?P<values>.+)")
def _finding(story: Story, name: str, negated: str | None, values: str) -> None:
    found = _proven(story, name)
    assert bool({*values.split(" or ")} & {*found}) != bool(negated), f"{name} is {found}"
