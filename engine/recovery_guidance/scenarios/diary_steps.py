"""Scenario steps about a case over time: dated statements, sessions, and the session that comes next."""

from __future__ import annotations

import re
from functools import partial

from attrs import evolve

from ..course.next_session import NextSession, next_sessions
from ..model.case import Observation, Session
from ..reading.quantities import read_quantity
from ..reading.statement import read_statement
from .steps import read_or_fail
from .story import Story, given, then

_SESSION = (
    r"a session of (?P<activity>.+?) on day (?P<day>\d+)( at step (?P<step>\d+))?"
    r"( over (?P<distance>\S+ \S+))?( with (?P<felt>.+))?"
)


@given(r"the diary of day (?P<day>\d+)(, by (?P<by>[^,]+),)? says (?P<text>.+)")
def _dated(story: Story, day: str, by: str | None, text: str) -> None:
    told = _statements(story, text, int(day))
    story.add(observations=tuple(evolve(one, by=by or "") for one in told))


@given(_SESSION)
def _session(
    story: Story, activity: str, day: str, step: str | None, distance: str | None, felt: str | None
) -> None:
    assert activity in story.protocol.activities, f"no activity is called `{activity}`"
    told = _statements(story, felt, int(day)) if felt else ()
    metres = None if distance is None else _metres(distance)
    session = Session(activity, int(day), int(step) if step else None, metres, felt=told)
    story.add(sessions=[session], observations=told)


@given("a diary without sessions")
def _no_sessions(story: Story) -> None:
    story.tell(sessions=())


@then(r"the next session is (?P<step>.+?)( because of (?P<rule>\S+/.+))?")
def _next(story: Story, step: str, rule: str | None) -> None:
    found = _only(story)
    assert found.step is not None, f"the next session is not known: {found.needs or found.finished}"
    assert found.step.name == step, f"the next session is {found.step.name}, by {found.move}"
    if rule:
        assert rule in [r.id for r in found.because], f"it is because of {found.because}"


@then(r"the next session may be on day (?P<day>\d+)")
def _opening(story: Story, day: str) -> None:
    opening = _only(story).opening
    assert opening.sets == ((),), f"it waits for more than time: {opening.sets}"
    assert opening.day == int(day), f"it may be on day {opening.day}"


@then(r"the plan waits for (?P<items>.+)")
def _waits(story: Story, items: str) -> None:
    found = sorted(_only(story).needs)
    assert found == sorted(re.split(r", ", items)), f"the plan waits for {', '.join(found)}"


@then("the plan is finished")
def _finished(story: Story) -> None:
    assert _only(story).finished


@then(r"the week has room for (?P<soft>\S+) to (?P<hard>\S+ \S+)")
def _room(story: Story, soft: str, hard: str) -> None:
    found = _only(story)
    unit = hard.split()[1]
    wanted = [_metres(text) for text in (f"{soft} {unit}", hard)]
    assert [found.soft, found.hard] == wanted, f"it has room for {found.soft} to {found.hard} m"


def _only(story: Story) -> NextSession:
    moves = tuple(ladder.move for ladder in story.protocol.ladders.values())
    sessions = next_sessions(story.about("finding", subjects=moves))
    assert len(sessions) == 1, f"there are {len(sessions)} plans"
    return sessions[0]


def _statements(story: Story, text: str, day: int) -> tuple[Observation, ...]:
    """Statements with `and` between them, made on one day."""
    vocabulary = story.protocol.vocabulary
    parts = (partial(read_statement, part, vocabulary) for part in re.split(r" and ", text))
    return tuple(evolve(read_or_fail(read), day=day) for read in parts)


def _metres(text: str) -> int:
    return int(read_or_fail(partial(read_quantity, text, "km", 3, "")))
