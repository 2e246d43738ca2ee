"""An observation counts up to the last day of its shelf life, and on the next it is not known: each item."""

from datetime import date, timedelta

import pytest

from recovery_guidance.cases.casefile import read_case
from recovery_guidance.cases.diary import statement
from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.facts.intake import take_in
from recovery_guidance.library import open_protocol
from recovery_guidance.model.case import Case, Observation
from recovery_guidance.model.items import LAST_DAY

PROTOCOL = open_protocol()
ITEMS = PROTOCOL.vocabulary.items
PERISHABLE = [name for name, item in ITEMS.items() if item.shelf_life is not None]
LASTING = [name for name, item in ITEMS.items() if item.shelf_life is None]
TOLD_ON = 30


def other(item):
    """A value that is not what silence means."""
    return next(
        v for v in (item.most, item.least) if v not in (item.if_not_stated, item.uncomplicated)
    )


def on(day, name, value):
    return take_in(PROTOCOL, Case(day, (Observation(name, value, TOLD_ON),)))


@pytest.mark.parametrize("name", PERISHABLE)
def test_the_last_day_of_its_shelf_life_it_is_known_and_the_next_it_is_not(name):
    item = ITEMS[name]
    last = TOLD_ON + item.shelf_life

    assert on(last, name, other(item)).facts[name] == other(item)
    assert on(last, name, other(item)).stale == ()
    assert on(last + 1, name, other(item)).facts[name] is None
    assert [told.item for told in on(last + 1, name, other(item)).stale] == [name]


@pytest.mark.parametrize("name", [n for n in PERISHABLE if ITEMS[n].if_not_stated is not None])
def test_what_was_told_as_silence_has_it_is_assumed_again_when_it_is_too_old(name):
    item = ITEMS[name]
    found = on(TOLD_ON + item.shelf_life + 1, name, item.if_not_stated)

    assert found.facts[name] == item.if_not_stated
    assert name in {assumed.item for assumed in found.assumed}


@pytest.mark.parametrize("name", PERISHABLE)
def test_the_answer_says_that_it_is_too_old(name):
    item = ITEMS[name]
    told = (Observation(name, other(item), TOLD_ON),)
    last, after = (
        evaluate(PROTOCOL, Case(TOLD_ON + item.shelf_life + more, told), "reference")
        for more in (0, 1)
    )

    assert last.stale == ()
    assert [(s.item, s.value, s.day) for s in after.stale] == [(name, other(item), TOLD_ON)]


@pytest.mark.parametrize("name", LASTING)
def test_what_has_no_shelf_life_never_grows_old(name):
    item = ITEMS[name]
    value = item.most if item.if_not_stated != item.most else item.least

    assert on(LAST_DAY, name, value).facts[name] == value


@pytest.mark.parametrize(
    "told_on",
    [date(2028, 2, 25), date(2026, 3, 26), date(2026, 10, 22), date(2026, 12, 28)],
    ids=["leap day", "clocks forward", "clocks back", "new year"],
)
@pytest.mark.parametrize("name", [n for n in PERISHABLE if n not in PROTOCOL.trends])
def test_days_are_counted_in_the_calendar(name, told_on, tmp_path):
    """From a file with dates: over the 29th of February, both changes of the clocks and the new year."""
    item = ITEMS[name]
    path = tmp_path / "me.yaml"
    told = statement(Observation(name, other(item)), item)
    path.write_text(
        f"surgery: {told_on - timedelta(days=9)}\nobservations:\n  - {told_on}: {told}\n"
    )
    last = told_on + timedelta(days=item.shelf_life)
    facts = [
        take_in(PROTOCOL, read_case(path, "me", PROTOCOL, day)).facts[name]
        for day in (last, last + timedelta(days=1))
    ]

    assert facts == [other(item), None]


def test_most_of_what_changes_from_week_to_week_grows_old():
    assert {"leg pain", "back pain", "opioids", "ankle dorsiflexion"} <= set(PERISHABLE)
