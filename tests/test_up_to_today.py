"""What a case file tells up to today is never dropped in silence, whichever day is asked about."""

import json
from datetime import date, timedelta
from importlib.resources import files

import jsonschema
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from recovery_guidance import evaluate, open_protocol
from recovery_guidance.cases.up_to_today import read_up_to_today
from recovery_guidance.verbs.command import main

PROTOCOL = open_protocol()
SCHEMA = json.loads(files("recovery_guidance").joinpath("schemas/guidance.json").read_text("utf-8"))
TODAY = date.today()  # noqa: DTZ011  the day that the program takes it to be
SURGERY = TODAY - timedelta(days=40)
SIGNS = sorted(name for name, item in PROTOCOL.vocabulary.items.items() if item.is_sign)
WARNED = [
    name
    for name in SIGNS
    if any(
        name in rule.items and not rule.when.every for rule in PROTOCOL.graph.of_kind("escalation")
    )
]


def written(folder, *entries):
    lines = [f"surgery: {SURGERY}", "observations:", "  - 2026-01-01: operated side is left"]
    lines += [
        f"  - {SURGERY + timedelta(days=day)}{' (the surgeon)' * bool(by)}: {text}"
        for day, text, *by in entries
    ]
    path = folder / "me.yaml"
    path.write_text("\n".join(lines) + "\n")
    return path


def asked(path, day):
    return read_up_to_today(path, "me.yaml", PROTOCOL, TODAY, day, TODAY)


@given(
    sign=st.sampled_from(SIGNS),
    told=st.integers(0, 39),
    day=st.integers(0, 60),
    others=st.lists(st.tuples(st.integers(0, 60), st.sampled_from(SIGNS)), max_size=3),
)
def test_a_sign_that_did_not_end_counts_on_every_day_or_is_said(
    sign, told, day, others, tmp_path_factory
):
    entries = [(told, f"{sign} yes"), *((on, f"{name} yes") for on, name in others)]
    path = written(tmp_path_factory.mktemp("case"), *dict.fromkeys(entries))

    guidance = evaluate(PROTOCOL, asked(path, day), "reference")

    item = PROTOCOL.vocabulary.items[sign]
    mentions = [on for on, text in entries if text == f"{sign} yes"]
    is_old = item.shelf_life is not None and day - max(mentions) > item.shelf_life
    assert guidance.memory.facts[sign] == (None if is_old else item.worst)
    assert sign not in {assumed.item for assumed in guidance.assumed}


@given(sign=st.sampled_from(WARNED), told=st.integers(1, 40), before=st.integers(1, 40))
def test_a_warning_of_today_is_given_for_the_days_before(sign, told, before, tmp_path_factory):
    path = written(tmp_path_factory.mktemp("case"), (told, sign))
    now = evaluate(PROTOCOL, asked(path, told), "reference")
    then = evaluate(PROTOCOL, asked(path, max(0, told - before)), "reference")

    closed = {v.activity for v in now.activities if v.verdict.is_closed}
    allowed = {
        v.activity for v in then.activities if v.verdict.is_known and not v.verdict.is_closed
    }
    by_time = {e.rule for e in now.escalations} - {e.rule for e in then.escalations}
    assert by_time == set()
    assert not (closed & allowed)


@pytest.mark.parametrize("asked_for", [["--week", "3"], ["--on", str(TODAY - timedelta(days=19))]])
def test_a_sign_told_since_silences_the_day_that_is_asked_about(tmp_path, asked_for):
    path = written(tmp_path, (26, "saddle numbness"))
    ran = CliRunner().invoke(main, ["allowed", "--case", str(path), *asked_for])

    assert ran.stdout.startswith("EMERGENCY: ")
    assert "Assumed" not in ran.stdout


def test_a_sign_that_is_over_is_said_and_does_not_count(tmp_path):
    path = written(tmp_path, (26, "saddle numbness"), (30, "saddle numbness no", "by the surgeon"))
    ran = CliRunner().invoke(main, ["allowed", "--case", str(path), "--week", "3"])

    assert "EMERGENCY" not in ran.stdout
    assert "`saddle numbness` was told after the day that is asked about [E206]" in ran.stderr
    assert ran.exit_code == 0


def test_a_score_that_is_worse_since_is_said(tmp_path):
    path = written(tmp_path, (20, "leg pain 1/10"), (26, "leg pain 5/10"), (27, "back pain 1/10"))
    ran = CliRunner().invoke(main, ["allowed", "--case", str(path), "--week", "3"])

    assert "`leg pain 5/10` was told after the day that is asked about [E206]" in ran.stderr
    assert "back pain" not in ran.stderr


def test_what_is_dated_after_today_lets_the_rest_answer(tmp_path):
    path = written(tmp_path, (39, "leg pain 2/10"), (400, "leg pain 1/10"), (400, "opioids no"))
    alone = written(tmp_path, (39, "leg pain 2/10"))
    usual = CliRunner().invoke(main, ["allowed", "--case", str(alone)])
    written(tmp_path, (39, "leg pain 2/10"), (400, "leg pain 1/10"), (400, "opioids no"))
    ran = CliRunner().invoke(main, ["allowed", "--case", str(path)])
    in_json = CliRunner().invoke(main, ["allowed", "--case", str(path), "--format", "json"])

    assert (ran.exit_code, ran.stdout) == (3, usual.stdout)
    assert in_json.exit_code == 3
    assert ran.stderr.count("which is still to come [E206]") == 2
    said = json.loads(in_json.stdout)
    jsonschema.validate(said, SCHEMA)
    assert [problem["code"] for problem in said["problems"]] == ["E206", "E206"]


@pytest.mark.parametrize(
    ("told", "counted"),
    [("leg pain 8/10", "leg pain 8/10"), ("leg pain 2/10", "leg pain 3/10")],
)
def test_what_is_dated_after_today_counts_only_where_it_is_worse(tmp_path, told, counted):
    case = asked(written(tmp_path, (39, "leg pain 3/10"), (400, told)), None)

    facts = evaluate(PROTOCOL, case, "reference").memory.facts
    assert f"leg pain {PROTOCOL.vocabulary.items['leg pain'].show(facts['leg pain'])}" == counted


def test_a_sign_dated_after_today_counts_now(tmp_path):
    path = written(tmp_path, (39, "saddle numbness no"), (400, "saddle numbness"))
    ran = CliRunner().invoke(main, ["allowed", "--case", str(path)])

    assert ran.stdout.startswith("EMERGENCY: ")
    assert "still to come [E206]" in ran.stderr


def test_a_log_of_a_day_to_come_is_refused(tmp_path):
    path = written(tmp_path)
    before = path.read_text()
    ran = CliRunner().invoke(
        main, ["log", "leg pain 2/10", "--on", "2999-01-01", "--case", str(path)]
    )

    assert ran.exit_code == 3
    assert path.read_text() == before


def test_a_strength_that_fell_since_counts_as_the_sign_that_it_is(tmp_path):
    path = written(tmp_path, (10, "ankle dorsiflexion 5/5"), (26, "ankle dorsiflexion 3/5"))
    ran = CliRunner().invoke(main, ["allowed", "--case", str(path), "--week", "3"])

    assert "SAME DAY: Call your surgeon or the spinal team on call today." in ran.stdout
    assert "`ankle dorsiflexion 3/5` was told after the day that is asked about" in ran.stderr
