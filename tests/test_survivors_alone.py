"""The scenario that would notice a slip: in the usual stance where it can be, and nothing in it that is not needed."""

import pytest
from knee import write_knee

from recovery_guidance.library import open_protocol
from recovery_guidance.model.case import Case, Observation
from recovery_guidance.scenarios.mutants import mutants
from recovery_guidance.scenarios.survivors import _Compared, judge


@pytest.fixture(scope="module")
def protocol(tmp_path_factory):
    return open_protocol(str(write_knee(tmp_path_factory.mktemp("knee"))))


@pytest.fixture(scope="module")
def never_allowed(protocol):
    return next(one for one in mutants(protocol) if one.id == "jogging/jog/allowed: left out")


def test_what_shows_in_every_stance_is_shown_in_the_usual_one(protocol, never_allowed):
    """In the liberal stance it would open on a day on which it does not in the usual one."""
    found = judge(never_allowed, protocol)

    assert "jog is allowed" in found.scenario
    assert "the stance is" not in found.scenario


def test_the_first_thing_told_is_left_out_too_where_it_is_not_needed(protocol, never_allowed):
    told = (Observation("leg pain", 1),)
    case = Case(84, told, uncomplicated=True)

    found = _Compared(never_allowed, protocol).shortest(case, "jog is allowed")

    assert found == Case(84, uncomplicated=True)
