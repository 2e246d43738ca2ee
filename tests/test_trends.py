"""Conditions that look back over days, to the day. Patients and protocols are invented."""

from datetime import date, timedelta

import pytest

from recovery_guidance.cases.casefile import read_case
from recovery_guidance.deciding.decision import Verdict
from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.facts.trends import worked_out
from recovery_guidance.library import open_protocol
from recovery_guidance.model.case import Case, Observation, Session
from recovery_guidance.model.problem import ProblemsFound, Slip
from recovery_guidance.reading.load import load_texts
from recovery_guidance.reading.statement import read_statement

HEAD = "protocol: p\ntitle: P\nversion: 0.1.0\nstatus: draft\n"
ITEMS = """\
items:
  pain:
    question: How bad is it?
    type: scale 0 to 10
    worse: higher
    shelf life: 3 days
    uncomplicated: 0/10
  strength:
    question: How strong is it?
    type: scale 0 to 5
    worse: lower
    shelf life: 28 days
    uncomplicated: 5/5
  flare:
    question: Did it flare up today?
    type: yes or no
    worse: yes
    if not stated: no
    shelf life: 0 days
  walk:
    question: How far did you walk?
    type: number
    unit: min
    from: 0
    to: 600
    worse: lower
  side:
    question: Which side?
    type: one of left, right
    worse: neither
"""
ACTIVITIES = """\
activities:
  training:
    title: Training
    group: yes
  run:
    title: Run
    part of: training
    allowed when all:
      - {condition}
    source: none found
  swim:
    title: Swim
    part of: training
    allowed when all:
      - walk at least 10 min
    source: none found
"""


def protocol(condition="pain at most 2/10", items=""):
    text = ITEMS + items + ACTIVITIES.format(condition=condition)
    return load_texts({"protocol.yaml": HEAD, "a.yaml": text})


def on(day, **stated):
    """Statements of one day; names with spaces are not needed here."""
    return tuple(
        read_statement(f"{item} {value}", protocol().vocabulary, day=day)
        for item, value in stated.items()
    )


def truth(condition, day, *told, sessions=None):
    """What the condition comes to on a day: True, False or None."""
    made = protocol(condition)
    case = Case(day, tuple(o for part in told for o in part), sessions=sessions)
    fact = evaluate(made, case, "reference").memory.facts[" ".join(condition.split())]
    return None if fact is None else bool(fact)


CALM = "pain at most 2/10 for 3 days in a row"


@pytest.mark.parametrize(
    ("pains", "expected"),
    [
        ({8: 2, 9: 2, 10: 2}, True),
        ({8: 3, 9: 2, 10: 2}, False),
        ({8: 2, 9: 3, 10: 2}, False),
        ({7: 3, 8: 2, 9: 2, 10: 2}, True),
        ({9: 2, 10: 2}, None),
        ({8: 2, 10: 2}, None),
        ({7: 2, 8: 2, 9: 2}, True),
        ({10: 3}, False),
        ({}, None),
    ],
)
def test_days_in_a_row_have_each_to_be_observed(pains, expected):
    assert truth(CALM, 10, *(on(d, pain=f"{p}/10") for d, p in pains.items())) is expected


@pytest.mark.parametrize(("day", "expected"), [(12, True), (13, None)])
def test_a_row_of_days_counts_for_as_long_as_its_last_day_keeps(day, expected):
    told = [on(d, pain="1/10") for d in (7, 8, 9)]

    assert truth(CALM, day, *told) is expected


def test_what_is_told_without_a_day_is_about_today_only():
    """Once calm is not three days calm, and one flare is not three."""
    flares = "flare on 3 days within the last 14 days"
    twice = on(8, pain="1/10") + on(9, pain="1/10")

    assert truth(CALM, 10, on(None, pain="1/10")) is None
    assert truth(CALM, 10, twice, on(None, pain="1/10")) is True
    assert truth(CALM, 10, twice, on(None, pain="3/10")) is False
    assert truth(flares, 10, on(None, flare="yes")) is False
    assert truth(flares, 10, on(8, flare="yes"), on(9, flare="yes"), on(None, flare="yes")) is True


def test_what_somebody_says_is_not_known_is_not_taken_as_quiet():
    """Of days that nobody told of nothing is made where the whole is said not to be known."""
    counted = """\
  flares:
    question: Did it flare up three times?
    type: yes or no
    worse: yes
    if not stated: no
    worked out from: flare on 3 days within the last 14 days
"""
    made = protocol("flares is no", counted)

    def flares(*told):
        unknown = Observation("flares", None, 10)
        return evaluate(made, Case(10, (unknown, *told)), "reference").memory.facts["flares"]

    assert flares() is None
    assert flares(*on(10, flare="yes")) is None
    assert flares(*on(8, flare="yes"), *on(9, flare="yes"), *on(10, flare="yes")) == 1


@pytest.mark.parametrize(("day", "expected"), [(7, 1), (6, None)])
def test_a_sign_that_grew_old_is_not_taken_back_by_a_quiet_diary(day, expected):
    """Who was warned and then told of one more flare is asked again, and not answered for."""
    counted = """\
  flares:
    question: Did it flare up three times?
    type: yes or no
    worse: yes
    if not stated: no
    shelf life: 3 days
    worked out from: flare on 3 days within the last 14 days
"""
    told = (Observation("flares", 1, day), *on(9, flare="yes"))
    guidance = evaluate(protocol("flares is no", counted), Case(10, told), "reference")

    assert guidance.memory.facts["flares"] == expected


BEFORE = [
    ("pain at most 2/10", "pain", "0/10"),
    ("strength at least 5/5", "strength", "5/5"),
    (CALM, "pain", "0/10"),
    ("pain at most 2/10 within the last 14 days", "pain", "0/10"),
]


@pytest.mark.parametrize(("condition", "item", "value"), BEFORE)
def test_what_was_before_the_operation_proves_nothing_after_it(condition, item, value):
    """The operation changes strength and pain; what was measured on its day and later counts."""
    made = protocol(condition)

    def verdict(first):
        told = [o for day in range(first, first + 3) for o in on(day, **{item: value})]
        guidance = evaluate(made, Case(first + 3, tuple(told)), "reference")
        return guidance.verdict("run").verdict

    assert verdict(-3) == "unknown"
    assert verdict(0) == "allowed"


def test_what_cannot_change_and_a_warning_hold_from_before_the_operation():
    told = (*on(-9, side="left"), *on(-9, strength="5/5"))
    signs = ITEMS.replace("    shelf life: 0 days\n", "")
    made = load_texts(
        {"protocol.yaml": HEAD, "a.yaml": signs + ACTIVITIES.format(condition="side is left")}
    )

    def facts(flare):
        case = Case(5, (*told, *on(-9, flare=flare)))
        return evaluate(made, case, "reference").memory.facts

    assert facts("yes") == {**facts("no"), "flare": 1}
    assert (facts("no")["side"], facts("no")["strength"], facts("no")["flare"]) == (0, None, 0)


def test_strength_after_the_operation_is_compared_with_strength_before_it():
    """Before it is a baseline: a leg that was strong and is weak now has become weaker."""
    weaker = "strength worse than 7 days ago"

    assert truth(weaker, 4, on(-4, strength="5/5"), on(4, strength="3/5")) is True
    assert truth(weaker, 4, on(-4, strength="3/5"), on(4, strength="3/5")) is False
    assert truth(weaker, 4, on(-4, strength="5/5")) is None


def test_training_before_the_operation_is_not_training_after_it():
    """Else the first run after it would be no rise over the kilometres of the week before."""
    sessions = tuple(Session("run", day, distance=5000) for day in (-3, -1, 6))

    assert (
        truth("sessions of run at least 2 within the last 14 days", 6, sessions=sessions) is False
    )


@pytest.mark.parametrize(("day", "expected"), [(4, False), (5, True), (18, True), (19, False)])
def test_the_last_14_days_are_today_and_the_thirteen_before(day, expected):
    assert (
        truth("flare within the last 14 days", day, on(5, flare="yes"), on(1, flare="no"))
        is expected
    )


def test_an_event_that_nobody_reported_is_taken_as_not_there_and_the_answer_says_so():
    made = protocol("flare within the last 14 days")
    guidance = evaluate(made, Case(20), "reference")

    assert guidance.memory.facts["flare within the last 14 days"] == 0
    assert "flare within the last 14 days" in {a.item for a in guidance.assumed}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({20: "6/10"}, True),
        ({20: "5/10"}, None),
        ({16: "5/10", 17: "5/10", 18: "5/10", 19: "5/10", 20: "5/10"}, False),
        ({13: "5/10", 16: "5/10", 19: "5/10"}, False),
        ({13: "5/10", 20: "5/10"}, None),
    ],
)
def test_what_is_measured_has_to_be_known_on_every_day_to_be_ruled_out(told, expected):
    days = [on(d, pain=p) for d, p in told.items()]

    assert truth("pain at least 6/10 within the last 5 days", 20, *days) is expected


@pytest.mark.parametrize(
    ("days", "expected"), [((7, 20), True), ((6, 20), False), ((20,), False), ((7, 8, 20), True)]
)
def test_a_number_of_days_is_counted(days, expected):
    told = [on(d, flare="yes") for d in days]

    assert truth("flare on 2 days within the last 14 days", 20, *told) is expected


@pytest.mark.parametrize(
    ("condition", "then", "now", "expected"),
    [
        ("strength worse than 7 days ago", "4/5", "3/5", True),
        ("strength worse than 7 days ago", "4/5", "4/5", False),
        ("strength better than 7 days ago", "4/5", "5/5", True),
        ("strength better than 7 days ago", "4/5", "4/5", False),
        ("strength no better than 7 days ago", "4/5", "4/5", True),
        ("strength no better than 7 days ago", "4/5", "5/5", False),
        ("strength no worse than 7 days ago", "4/5", "4/5", True),
        ("strength no worse than 7 days ago", "4/5", "3/5", False),
        ("pain worse than 7 days ago", "2/10", "3/10", True),
        ("pain better than 7 days ago", "2/10", "1/10", True),
    ],
)
def test_a_value_is_compared_with_the_one_that_held_then(condition, then, now, expected):
    name = condition.split()[0]

    assert truth(condition, 60, on(53, **{name: then}), on(60, **{name: now})) is expected
    assert truth(condition, 60, on(60, **{name: now})) is None
    assert truth(condition, 60, on(53, **{name: then})) is (
        None
        if name == "pain"
        else truth(condition, 60, on(53, **{name: then}), on(60, **{name: then}))
    )


@pytest.mark.parametrize(("day", "expected"), [(25, True), (24, None)])
def test_what_was_then_keeps_for_its_shelf_life_too(day, expected):
    """Day 53 is a week before day 60; a test of day 25 still counted then, one of day 24 did not."""
    told = on(day, strength="4/5"), on(60, strength="4/5")

    assert truth("strength no worse than 7 days ago", 60, *told) is expected


@pytest.mark.parametrize(
    ("first", "day", "grade", "expected"),
    [
        (53, 60, "4/5", True),
        (54, 60, "4/5", None),
        (0, 60, "4/5", True),
        (0, 60, "5/5", False),
        (-1, 60, "4/5", None),
        (0, 89, "4/5", None),
    ],
)
def test_what_is_no_better_is_compared_with_the_last_test_by_then_however_old(
    first, day, grade, expected
):
    """Two tests seventy days apart show no gain as well as two that are a week apart; the last one has to count."""
    told = on(first, strength="4/5"), on(60, strength=grade)

    assert truth("strength no better than 7 days ago", day, *told) is expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({18: "3/5", 60: "4/5"}, True),
        ({18: "3/5", 60: "3/5"}, False),
        ({40: "3/5", 60: "4/5"}, True),
        ({40: "4/5", 60: "4/5"}, None),
        ({18: "2/5", 40: "4/5", 60: "4/5"}, True),
        ({60: "4/5"}, None),
    ],
)
def test_an_improvement_is_one_over_anything_in_the_window(told, expected):
    days = [on(d, strength=s) for d, s in told.items()]

    assert truth("strength improved by 1 grade within 6 weeks", 60, *days) is expected


@pytest.mark.parametrize(("last", "expected"), [(54, True), (53, False)])
def test_sessions_are_counted_where_a_list_is_kept(last, expected):
    condition = "sessions of training at least 2 within the last 7 days"
    sessions = (Session("run", 60), Session("swim", last))

    assert truth(condition, 60, sessions=sessions) is expected
    assert truth(condition, 60) is None


def test_a_condition_over_days_can_be_told_like_any_yes_or_no():
    made = protocol(CALM)
    for text, value in ((CALM, 1), (f"{CALM}: no", 0), (f"{CALM} is unknown", None)):
        told = read_statement(text, made.vocabulary)
        assert (told.item, told.value) == (CALM, value)
    said = Case(9, (Observation(CALM, 1, 9),))
    assert evaluate(made, said).verdict("run").verdict == "allowed"


def test_of_what_is_told_and_what_the_diary_shows_the_worse_counts():
    condition = "flare within the last 14 days"
    flared = on(15, flare="yes")

    assert truth(condition, 20, flared, (Observation(condition, 0, 20),)) is True
    assert truth(condition, 20, on(1, flare="no"), (Observation(condition, 1, 20),)) is True


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("side worse than 7 days ago", "has no better and no worse"),
        ("pain for 3 days in a row", "needs a value"),
        ("pain is known for 3 days in a row", "asks whether something is known"),
        ("pain at most 2/10 for 0 days in a row", "is not a time to look back"),
        ("pain at most 2/10 within the last 800 weeks", "is not a time to look back"),
        ("flare on 5 days within the last 3 days", "asks for 5 days of 3"),
        ("strength improved by 0 grades within 6 weeks", "is no change at all"),
        ("side improved by 1 grade within 6 weeks", "has no better and no worse"),
        ("run for 3 days in a row", "is called `run`"),
        ("pain at most calm for 3 days in a row", "no threshold is called"),
        ("sessions of run at least 2", "does not say how many within how long"),
        ("sessions of rum at least 2 within the last 7 days", "no activity is called `rum`"),
    ],
)
def test_what_cannot_look_back_is_said_with_its_place(condition, message):
    with pytest.raises(ProblemsFound) as found:
        protocol(condition)

    (problem,) = found.value.problems
    assert message in problem.message
    assert problem.position.file == "rules/a.yaml"


def test_a_window_never_compares_with_a_threshold():
    threshold = "thresholds:\n  calm:\n    unit: scale 0 to 10\n    stricter: lower\n    all: 2/10\n    source: none found\n"
    text = ITEMS + threshold + ACTIVITIES.format(condition="pain at most calm for 3 days in a row")

    with pytest.raises(ProblemsFound, match="looks back with a threshold"):
        load_texts({"protocol.yaml": HEAD, "a.yaml": text})


WORKED = """\
  rest:
    question: How many days off?
    type: number
    unit: days
    from: 0
    to: 400
    worse: lower
    worked out from: days since the last run
  far:
    question: How far in a week?
    type: number
    unit: km
    from: 0
    to: 400
    worse: higher
    worked out from: distance of training within the last 7 days
  rise:
    question: How much further?
    type: number
    unit: "%"
    from: 0
    to: 1000
    worse: higher
    worked out from: rise in distance of training within the last 7 days
  calm:
    question: How many days since the last flare?
    type: number
    unit: days
    from: 0
    to: 400
    worse: lower
    worked out from: days since the last flare
  busy:
    question: On how many days?
    type: number
    unit: days
    from: 0
    to: 7
    worse: higher
    worked out from: days with sessions within the last 7 days
  flares:
    question: On how many days since?
    type: number
    unit: times
    from: 0
    to: 99
    worse: higher
    worked out from: days with flare since the last run
"""


def counted(day, sessions, *told):
    made = protocol(items=WORKED)
    case = Case(day, tuple(o for part in told for o in part), sessions=sessions)
    return worked_out(made, case)


def test_without_a_list_of_sessions_nothing_is_counted():
    facts = counted(30, None)

    assert set(facts.values()) == {None}


def test_an_empty_list_says_that_there_was_none():
    facts = counted(30, ())

    assert facts == {"rest": 30, "far": 0, "rise": 0, "busy": 0, "flares": 0, "calm": None}


def test_sessions_are_summed_over_exactly_seven_days():
    sessions = (
        Session("run", 17, distance=2000),
        Session("run", 23, distance=3000),
        Session("swim", 24, distance=1000),
        Session("run", 30, distance=6000),
    )
    facts = counted(30, sessions, on(30, flare="yes"), on(25, flare="yes"))

    assert facts == {"rest": 0, "far": 70, "rise": 40, "busy": 2, "flares": 1, "calm": 0}


def test_a_rise_over_a_week_of_nothing_is_none_and_a_missing_distance_makes_it_unknown():
    assert counted(30, (Session("run", 30, distance=9000),))["rise"] == 0
    assert counted(30, (Session("run", 30),))["far"] is None


SHIPPED = open_protocol()


@pytest.mark.parametrize(
    "surgery",
    [
        date(2024, 2, 28),
        date(2023, 2, 28),
        date(2026, 3, 28),
        date(2026, 10, 24),
        date(2026, 12, 31),
    ],
)
def test_days_are_counted_over_leap_days_clock_changes_and_the_turn_of_the_year(surgery, tmp_path):
    path = tmp_path / "me.yaml"
    path.write_text(
        f"surgery: {surgery}\nobservations:\n  - {surgery + timedelta(days=3)}: leg pain 2/10\n",
        encoding="utf-8",
    )
    for days in (2, 3, 10, 365, 400):
        asked = surgery + timedelta(days=days)
        case = read_case(path, "me.yaml", SHIPPED, asked, None, asked + timedelta(days=900))
        assert (case.day, case.date_of(case.day)) == (days, asked)
        assert [o.day for o in case.observations] == [3]


def test_a_statement_about_another_item_is_not_taken_for_a_condition_over_days():
    with pytest.raises(Slip, match="cannot stand here"):
        read_statement("flare within the last 3 days", SHIPPED.vocabulary)


WEAKER = """\
  weaker:
    question: Is it weaker than it was?
    type: yes or no
    worse: yes
    if not stated: no
    worked out from:
      - strength worsened by 1 grade
      - walk worsened by 10 min
"""


def weaker(day, *told, items=WEAKER):
    case = Case(day, tuple(o for part in told for o in part))
    return worked_out(protocol(items=items), case)["weaker"]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({29: "5/5", 36: "4/5"}, 1),
        ({29: "5/5", 36: "5/5"}, None),
        ({29: "4/5", 36: "5/5"}, None),
        ({36: "3/5"}, None),
        ({1: "5/5", 300: "4/5"}, 1),
        ({29: "5/5", 30: "3/5", 36: "4/5"}, 1),
        ({29: "5/5", 30: "3/5", 36: "5/5"}, None),
        ({-40: "5/5", -1: "3/5", 36: "3/5"}, None),
        ({-40: "5/5", -1: "4/5", 36: "3/5"}, 1),
        ({-40: "5/5", -1: "3/5"}, None),
    ],
)
@pytest.mark.parametrize("later", [0, 1, 400])
def test_a_loss_is_a_warning_that_does_not_grow_old_and_none_is_no_proof(told, expected, later):
    days = [on(d, strength=s) for d, s in told.items()]

    assert weaker(36 + later if 300 not in told else 300 + later, *days) is expected


@pytest.mark.parametrize(
    ("denied", "expected"), [(-3, 1), (29, 1), (36, 1), (37, None), (40, None)]
)
def test_to_say_no_settles_what_was_found_on_earlier_days(denied, expected):
    told = on(29, strength="5/5"), on(36, strength="3/5"), (Observation("weaker", 0, denied),)

    assert weaker(50, *told) is expected
    assert weaker(50, *told, on(45, strength="2/5")) == 1


def test_to_say_that_it_is_not_known_settles_nothing():
    unknown = (Observation("weaker", None, 40), Observation("strength", None, 41))

    assert weaker(50, on(29, strength="5/5"), on(36, strength="3/5"), unknown) == 1


@pytest.mark.parametrize(("now", "expected"), [(21, None), (20, 1)])
def test_of_a_list_the_worst_counts(now, expected):
    calm = on(29, strength="3/5"), on(36, strength="4/5")

    assert weaker(36, *calm, on(20, walk="30 min"), on(36, walk=f"{now} min")) is expected


def test_time_alone_does_not_end_a_loss():
    made = protocol("weaker is no", WEAKER)
    told = *on(29, strength="5/5"), *on(36, strength="4/5")
    guidance = evaluate(made, Case(36, told), "reference")

    assert guidance.memory.ahead == ()
    assert next(a for a in guidance.activities if a.activity == "run").opens is None


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("strength worsened by 1 grade", ""),
        ("strenth worsened by 1 grade", "no item, finding or milestone is called `strenth`"),
        ("side worsened by 1 grade", "`side worsened by 1 grade` has no better and no worse"),
        ("strength worsened by 0 grades", "`0 grades` is no change at all"),
    ],
)
def test_a_loss_is_of_an_item_that_can_get_worse(written, problem):
    items = WEAKER.replace("      - walk worsened by 10 min\n", f"      - {written}\n")

    assert found(items) == ([problem] if problem else [])


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("    worse: yes\n", "    worse: no\n"),
        ("    if not stated: no\n", ""),
    ],
)
def test_a_loss_belongs_to_a_sign_whose_silence_means_no(line, other):
    (first, _) = found(WEAKER.replace(line, other))

    assert first.endswith("counts from the day on which the item was last told not to be so")


def test_a_number_is_worked_out_from_one_thing():
    items = """\
  calm:
    question: How many days since the last flare?
    type: number
    unit: days
    from: 0
    to: 400
    worse: lower
    worked out from:
      - days since the last flare
      - days since the last run
"""

    assert found(items) == ["`calm` is worked out from several conditions"]


def found(items):
    """The messages of what is wrong with a protocol that has these items too."""
    try:
        protocol(items=items)
    except ProblemsFound as raised:
        return [p.message for p in raised.problems]
    return []


STAYS = """\
  calf:
    question: Is the calf swollen?
    type: yes or no
    worse: yes
    if not stated: no
    worked out from: calf until seen
"""
BY_A_DOCTOR = "the emergency doctor"


def calf(day, *told, items=STAYS):
    """What counts on a day: the sign itself, told and looked at."""
    case = Case(day, tuple(o for part in told for o in part))
    return evaluate(protocol(items=items), case, "reference").memory.facts["calf"]


def of_calf(day, value, by=""):
    vocabulary = protocol(items=STAYS).vocabulary
    return (read_statement(f"calf {value}", vocabulary, day=day, by=by),)


@pytest.mark.parametrize(
    ("day", "told", "expected"),
    [
        (10, [(10, "yes", "")], 1),
        (12, [(10, "yes", ""), (12, "no", "")], 1),
        (400, [(10, "yes", ""), (12, "no", "")], 1),
        (12, [(10, "yes", ""), (12, "no", "the patient")], 1),
        (12, [(10, "yes", ""), (12, "no", "Me")], 1),
        (12, [(10, "yes", ""), (12, "unknown", BY_A_DOCTOR)], 1),
        (11, [(10, "yes", ""), (12, "no", BY_A_DOCTOR)], 1),
        (12, [(10, "yes", ""), (12, "no", BY_A_DOCTOR)], 0),
        (10, [(10, "yes", ""), (10, "no", BY_A_DOCTOR)], 1),
        (11, [(10, "yes", ""), (10, "no", BY_A_DOCTOR)], 1),
        (12, [(10, "no", BY_A_DOCTOR), (12, "yes", "")], 1),
        (14, [(10, "yes", ""), (12, "no", BY_A_DOCTOR), (13, "yes", ""), (14, "no", "")], 1),
        (12, [(-3, "yes", ""), (12, "no", "")], 0),
        (12, [(12, "no", "")], 0),
        (12, [], 0),
    ],
)
def test_a_sign_stays_until_somebody_has_looked(day, told, expected):
    """The next `no` of the patient ends nothing; of one day the sign counts."""
    assert calf(day, *(of_calf(*one) for one in told)) == expected


def test_a_loss_of_a_sign_that_stays_is_settled_by_who_looked():
    items = WEAKER.replace("      - walk worsened by 10 min\n", "      - weaker until seen\n")
    made = protocol(items=items)

    def counts(by):
        settled = (read_statement("weaker no", made.vocabulary, day=40, by=by),)
        told = (*on(29, strength="5/5"), *on(36, strength="4/5"), *settled)
        return evaluate(made, Case(41, told), "reference").memory.facts["weaker"]

    assert (counts(""), counts(BY_A_DOCTOR)) == (1, 0)


@pytest.mark.parametrize(
    ("line", "other"),
    [
        ("calf until seen", "other until seen"),
        ("    worse: yes\n", "    worse: no\n"),
        ("    if not stated: no\n", ""),
    ],
)
def test_only_a_sign_of_its_own_can_stay(line, other):
    (problem,) = found(STAYS.replace(line, other))

    assert problem.startswith(("`calf until seen` is about", "`other until seen` is about"))


def test_what_one_day_showed_counts_for_fourteen():
    """A window over the item itself: a later `no` does not end it before its time."""
    items = STAYS.replace("calf until seen", "calf within the last 14 days")

    def counts(day):
        return calf(day, of_calf(10, "yes"), of_calf(12, "no"), items=items)

    assert [counts(day) for day in (11, 12, 23, 24)] == [1, 1, 1, 0]


PROTOCOL = open_protocol()
LOOKED_AT = sorted(
    PROTOCOL.vocabulary.items.keys() & {n for t in PROTOCOL.trends.values() for n in t.looks_at}
)


def answered(name, value, day):
    return evaluate(PROTOCOL, Case(45, (Observation(name, value, day),)))


def opened(guidance):
    closed = (Verdict.NOT_YET, Verdict.UNKNOWN)
    return {one.activity for one in guidance.activities if one.verdict not in closed}


@pytest.mark.parametrize("name", LOOKED_AT)
@pytest.mark.parametrize("day", [None, 42])
def test_what_is_said_not_to_be_known_opens_nothing_that_any_answer_would_not(name, day):
    """What is worked out from it is not taken for absent either. An emergency is asked first."""
    item = PROTOCOL.vocabulary.items[name]
    unknown = answered(name, None, day)

    for value in {item.least, item.most, (item.least + item.most) // 2}:
        told = answered(name, value, day)
        if not told.safety_first:
            assert opened(unknown) <= opened(told), value
            missed = {one.rule for one in told.escalations}
            missed -= {one.rule for one in (*unknown.escalations, *unknown.asked_first)}
            assert not missed, value


def test_signs_are_asked_for_that_are_worked_out_from_a_score_that_is_not_known():
    unknown, none = (answered("leg pain", value, None).asked_first for value in (None, 0))

    assert "red-flags/very strong pain" in {one.rule for one in unknown}
    assert "red-flags/very strong pain" not in {one.rule for one in none}
