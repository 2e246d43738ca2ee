"""No date that can be written ends a verb in anything but an answer or a problem in words. Patients are invented."""

from datetime import date

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recovery_guidance.model.case import shifted
from recovery_guidance.verbs.command import main

VERBS = (
    "allowed",
    "why running",
    "when running",
    "next",
    "timeline",
    "timeline --format json",
    "whatif -f 'leg pain 0/10'",
    "handout",
    "calendar",
)
EXTREME = ("0001-01-01", "0001-01-02", "2026-06-01", "2026-12-31", "9999-12-30", "9999-12-31")
dates = st.one_of(st.sampled_from(EXTREME), st.dates().map(date.isoformat))


def ran(verb, folder, *more):
    import shlex

    return CliRunner().invoke(main, [*shlex.split(verb), "--case", str(folder / "me.yaml"), *more])


def is_answered(found):
    refused = isinstance(found.exception, SystemExit) and found.exit_code in (2, 3)
    return found.exit_code == 0 or refused


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("until", ["9999-12-31", "9999-12-30"])
def test_an_order_without_an_end_is_answered(tmp_path, verb, until):
    order = f"orders:\n  - not yet: running\n    until: {until}\n    by: Dr Invented\n"
    (tmp_path / "me.yaml").write_text(f"surgery: 2026-06-01\n{order}", "utf-8")

    found = ran(verb, tmp_path, "--on", "2026-08-01")

    assert found.exit_code == 0, found.output


@settings(suppress_health_check=list(HealthCheck))
@given(
    verb=st.sampled_from(VERBS), surgery=dates, given=dates, until=dates, told=dates, on=dates,
    laid=st.booleans(),
)  # fmt: skip
def test_no_date_is_a_traceback(tmp_path, verb, surgery, given, until, told, on, laid):
    order = f"not yet: running\n    given: {given}\n    until: {until}\n"
    case = f"surgery: {surgery}\nobservations:\n  - {told}: leg pain 2/10\n"
    if not laid:
        case += f"orders:\n  - {order}    by: Dr Invented\n"
    (tmp_path / "me.yaml").write_text(case, "utf-8")
    overlay = f"overlay: lumbar-microdiscectomy\nby: Dr Invented\ndate: {given}\nuntil: {until}\npractice:\n  - not yet: running\n"
    (tmp_path / "practice.yaml").write_text(overlay, "utf-8")
    more = ["--overlay", str(tmp_path / "practice.yaml")] if laid else []

    assert is_answered(found := ran(verb, tmp_path, "--on", on, *more)), repr(found.exception)


BEYOND = [["--week", "100000"], ["--day", "99999999999"]]


@pytest.mark.parametrize(
    ("told", "on"),
    [*((told, on) for told in BEYOND for on in EXTREME), (["--week", "60"], EXTREME[-1])],
)
def test_weeks_and_days_beyond_every_calendar_are_answered_or_refused(tmp_path, told, on):
    (tmp_path / "me.yaml").write_text(f"surgery: {on}\n", "utf-8")

    assert is_answered(ran("calendar", tmp_path, *told))


@pytest.mark.parametrize("on", EXTREME)
@pytest.mark.parametrize("words", ["new overlay practice.yaml", "new case you.yaml"])
def test_new_files_begin_on_any_date(tmp_path, monkeypatch, words, on):
    monkeypatch.chdir(tmp_path)

    assert is_answered(CliRunner().invoke(main, [*words.split(), "--on", on]))


@pytest.mark.parametrize("on", EXTREME)
def test_an_overlay_is_checked_on_any_date(tmp_path, on):
    place = tmp_path / "practice.yaml"
    place.write_text(
        f"overlay: lumbar-microdiscectomy\nby: Dr Invented\ndate: 2026-01-01\nuntil: {on}\n"
        "practice:\n  - not yet: running\n",
        "utf-8",
    )

    assert is_answered(CliRunner().invoke(main, ["check", str(place), "--on", on]))


@given(st.dates(), st.integers(-(10**7), 10**7))
def test_days_are_counted_up_to_the_ends_of_the_calendar(start, days):
    found = shifted(start, days)

    exact = start.toordinal() + days
    assert found.toordinal() == min(max(exact, 1), date.max.toordinal())
