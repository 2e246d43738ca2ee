"""The plainest patients: nothing is told of them that could be left out."""

from recovery_guidance.deciding.decision import Verdict
from recovery_guidance.everyone.plainest import plainest
from recovery_guidance.everyone.search import Search
from recovery_guidance.everyone.setting import Subject, alone
from recovery_guidance.model.conditions import Bound, Condition, Group
from recovery_guidance.model.items import DAY
from tests.protocols import small

PAIN = Condition("leg pain", low=Bound(5))
EARLY = Condition(DAY.name, high=Bound(9))
LATE = Condition(DAY.name, low=Bound(50))
SETTING = alone(Subject(small()), also=(Group(True, (one,)) for one in (PAIN, EARLY, LATE)))


def told(found):
    (point, uncomplicated), *_ = found
    facts = {variable.name: fact for variable, fact in SETTING.told(0, point)}
    return facts, uncomplicated


def so(*questions):
    def is_so(world):
        return world.algebra.all(question(world) for question in questions)

    return is_so


def test_what_only_another_value_had_kept_goes_too():
    """The pain can be left out once the day is early, which is after the pain was looked at."""

    def in_pain_or_early(world):
        return world.algebra.any((world.holds(PAIN), world.holds(EARLY)))

    late = Search(SETTING).find(so(lambda w: w.holds(PAIN), lambda w: w.holds(LATE)))

    facts, _ = told(plainest(in_pain_or_early, SETTING, late))

    assert facts[DAY.name] <= 9
    assert facts["leg pain"] in (0, None)


def test_who_has_to_leave_something_open_is_not_called_uncomplicated():
    """Everything else being uncomplicated, the pain would be taken as none."""

    def pain_is_not_known(world):
        return world.algebra.opposite(world.holds(Condition("leg pain", known=True)))

    found = list(plainest(pain_is_not_known, SETTING, Search(SETTING).find(pain_is_not_known)))

    assert [uncomplicated for _, uncomplicated in found] == [False]


def test_the_shorter_of_both_ways_to_tell_a_patient_comes_first():
    def running(*verdicts):
        return lambda world: world.says("running", *verdicts)

    for question, first in ((running(Verdict.ALLOWED), True), (running(Verdict.UNKNOWN), False)):
        found = list(plainest(question, SETTING, Search(SETTING).find(question)))
        assert [uncomplicated for _, uncomplicated in found] == [first, not first]
        lines = [SETTING.lines(point, uncomplicated) for point, uncomplicated in found]
        assert lines == sorted(lines)
