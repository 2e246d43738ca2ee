"""No patient whatever may do anything before the week that its stance names, and somebody may in that week.

The weeks are those of the evidence on which the rules rest; a row of scenarios shows each for one patient,
and this decides them for all.
"""

from __future__ import annotations

from typing import Any

import pytest

from recovery_guidance.everyone.search import Question, Search
from recovery_guidance.everyone.setting import Subject, alone
from recovery_guidance.library import open_protocol
from recovery_guidance.model.conditions import Bound, Condition, Group
from recovery_guidance.model.items import DAY
from recovery_guidance.model.protocol import STANCES

# Weeks for the restrictive, typical and liberal stance; in days where days are meant.
WEEKS = {
    "long walk": (6, 4, 2),
    "bending and twisting": (6, 6, 2),
    "limit-free lifting": (12, 12, 2),
    "desk work part-time": (4, 3, 1),
    "desk work full-time": (6, 4, 2),
    "light or standing work": (8, 6, 2),
    "heavy manual work": (12, 12, 6),
    "short flight": (4, 2, 2),
    "long flight": (6, 6, 4),
    "sexual activity": (6, 2, 1),
    "bath": (6, 6, 2),
    "light housework": (2, 2, 1),
    "vacuuming and bed-making": (6, 3, 2),
    "small calm dog": (2, 1, 0),
    "strong dog": (12, 6, 2),
    "lifting a small child": (12, 6, 2),
    "upright stationary bike": (6, 6, 1),
    "indoor elliptical": (6, 6, 2),
    "outdoor elliptical bike": (12, 6, 4),
    "outdoor bicycle": (8, 6, 3),
    "swimming": (6, 6, 2),
    "core activation": (2, 0, 0),
    "bridge and four-point exercises": (6, 4, 2),
    "pilates level 1": (8, 6, 4),
    "pilates level 2": (16, 10, 8),
    "plank": (8, 6, 4),
    "yoga without twist": (12, 6, 4),
    "yoga with twist and deep fold": (16, 10, 6),
    "light gym weights": (12, 10, 4),
    "loaded squat": (16, 10, 6),
    "deadlift": (26, 12, 8),
    "golf putting and chipping": (6, 6, 3),
    "golf full swing": (12, 6, 4),
    "run-walk": (13, 10, 6),
    "continuous running": (19, 14, 10),
    "group running": (24, 18, 14),
    "racing": (30, 24, 18),
    "contact sport": (26, 12, 12),
    "treadmill walking": (2, 1, 0),
    "treadmill walking uphill": (6, 4, 2),
    "step-ups": (6, 4, 2),
    "rowing machine": (16, 12, 8),
    "pull-ups": (12, 8, 6),
    "overhead press": (16, 12, 6),
    "bench press and push-ups": (12, 8, 4),
    "sit-ups": (16, 12, 8),
    "hamstring stretch": (6, 4, 2),
    "spin class": (13, 8, 6),
    "exercise in water": (6, 6, 2),
    "breaststroke": (12, 6, 3),
    "butterfly stroke": (16, 12, 12),
    "hot tub": (6, 6, 2),
    "sauna": (6, 6, 3),
    "massage": (6, 4, 2),
    "racket sport": (16, 12, 6),
    "skiing": (26, 16, 12),
    "cross-country skiing": (16, 12, 8),
    # In the restrictive stance only with a release; on a board in every stance.
    "horse riding": (26, 12, 6),
    "snowboard and surf": (26, 20, 12),
    "motorcycle": (12, 8, 6),
    "dancing": (12, 8, 6),
    "flat hike with poles": (4, 2, 0),
    "rough hike": (12, 8, 6),
    "gardening": (8, 8, 6),
    "mowing": (12, 9, 6),
    "snow shovelling": (26, 26, 12),
    "car ride over an hour": (4, 2, 1),
    "driving for a living": (12, 12, 8),
}
FIRST_DAY = {name: tuple(week * 7 for week in weeks) for name, weeks in WEEKS.items()} | {
    "driving": (42, 14, 3),
    "shower": (5, 5, 2),
    "dressing off": (5, 5, 2),
}
POUNDS_IN_STEPS = {5: 23, 10: 45, 30: 136}
# From one day to the next, the most that anybody may lift.
LIFTING = (
    (0, 13, (5, 5, 10)),
    (14, 41, (10, 10, None)),
    (42, 83, (30, 30, None)),
)


@pytest.fixture(scope="module")
def search() -> Search:
    """Everyone, whose days are told apart wherever a table turns."""
    turns = {day for days in FIRST_DAY.values() for day in days} | {
        day for first, last, _ in LIFTING for day in (first, last + 1)
    }
    also = (Group(True, (Condition(DAY.name, low=Bound(n), high=Bound(n - 1)),)) for n in turns)
    return Search(alone(Subject(open_protocol()), also=also))


def on_days(first: int, last: int, stance: str, what: Question) -> Question:
    """What is so on some of these days, for somebody who asks for that stance."""
    days = Condition(DAY.name, low=Bound(first), high=Bound(last))

    def so(world: Any) -> Any:
        return world.algebra.all([world.holds(days), world.asks[stance], what(world)])

    return so


@pytest.mark.parametrize("activity", FIRST_DAY)
def test_nobody_may_before_the_week_and_somebody_may_in_it(activity: str, search: Search) -> None:
    def may(world: Any) -> Any:
        return world.may(activity)

    for stance, first in zip(STANCES, FIRST_DAY[activity], strict=True):
        early = on_days(0, first - 1, stance, may)
        assert not first or not search.possible(early), stance
        assert search.possible(on_days(first, first, stance, may)), stance


@pytest.mark.parametrize(("first", "last", "pounds"), LIFTING)
def test_nobody_lifts_more_than_the_table_and_somebody_lifts_as_much(
    first: int, last: int, pounds: tuple[int | None, ...], search: Search
) -> None:
    def more_than(steps: int) -> Question:
        def lifted(world: Any) -> Any:
            limited = world.limited("lifting", steps)
            return world.algebra.all([world.speaks, world.algebra.opposite(limited)])

        return lifted

    for stance, most in zip(STANCES, pounds, strict=True):
        if most is None:
            uncapped = on_days(first, last, stance, more_than(10_000))
            assert search.possible(uncapped), stance
            continue
        steps = POUNDS_IN_STEPS[most]
        assert not search.possible(on_days(first, last, stance, more_than(steps))), stance
        assert search.possible(on_days(first, last, stance, more_than(steps - 1))), stance


def test_every_activity_that_waits_is_in_the_table() -> None:
    """What is left out is open from the first days, or goes by other rules than weeks of its own."""
    others = {
        "walking", "car passenger", "stairs", "backpack", "luggage", "desk work at home", "ladders",
        "run-walk session", "physiotherapy", "back brace", "alcohol",
    }  # fmt: skip

    assert {*open_protocol().graph.groups} == {*FIRST_DAY, *others}
