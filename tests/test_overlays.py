"""Overlays and orders: they only tighten, they end, and every answer says whose word it was."""

import json
from datetime import date
from importlib.resources import files

import jsonschema
import pytest
from attrs import evolve
from click.testing import CliRunner

from recovery_guidance import Case, ProblemsFound, evaluate, open_protocol
from recovery_guidance.cases.overlay import lay_over, read_overlay
from recovery_guidance.library import DEFAULT_PROTOCOL
from recovery_guidance.model.case import Order
from recovery_guidance.reading.statement import read_statement
from recovery_guidance.verbs.command import main
from tests.protocols import small, texts

SLOWER = """\
overlay of: small
author: the spine unit
date: 2026-01-01
until: 2026-12-31
reason: our patients do better with a slower start
practice:
  - set: running from
    to: 14 weeks
"""
LOOSER = SLOWER.replace("14 weeks", "8 weeks")
APPROVED = f"{LOOSER}    loosens: yes\n    approved by: the head of the unit\n"
NO_RUNNING = SLOWER.replace("- set: running from\n    to: 14 weeks", "- not yet: running")
LESS = SLOWER.replace("- set: running from\n    to: 14 weeks", "- limit: lifting\n    value: 3 kg")

WELL = ("leg pain 0/10", "opioids no", "walking tolerance 60 min")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder with the small protocol under `small`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small").mkdir()
    for name, text in texts().items():
        (tmp_path / "small" / name).write_text(text, encoding="utf-8")
    return tmp_path


def laid(place, text, name="unit.yaml"):
    path = place / name
    path.write_text(text, encoding="utf-8")
    return path


def answer(place, text, *arguments, week=12, on="2026-06-01"):
    overlay = laid(place, text)
    told = [part for fact in WELL for part in ("-f", fact)]
    ask = f"allowed --protocol small --on {on} --format json"
    result = CliRunner().invoke(
        main,
        [*ask.split(), "--overlay", str(overlay), "--week", str(week), *told, *arguments],
        catch_exceptions=False,
    )
    assert result.exit_code == 0, result.stderr
    guidance = json.loads(result.stdout)
    jsonschema.validate(
        guidance,
        json.loads(files("recovery_guidance").joinpath("schemas/guidance.json").read_text()),
    )
    return guidance


def running(guidance):
    return next(a for a in guidance["activities"] if a["activity"] == "running")


def test_an_overlay_moves_the_week_and_the_answer_says_whose_word_it_was(place):
    guidance = answer(place, SLOWER, week=13)
    (order,) = guidance["orders"]

    assert running(guidance)["verdict"] == "not yet"
    assert running(guidance)["opens"] == 14
    assert running(answer(place, SLOWER, week=14))["verdict"] == "allowed"
    assert (order["to"], order["instead of"], order["applied"]) == ("14 weeks", "10 weeks", True)
    assert (order["by"], order["overlay"]) == ("the spine unit", "unit")
    assert (order["given"], order["until"]) == ("2026-01-01", "2026-12-31")


@pytest.mark.parametrize(("on", "applied"), [("2026-12-31", True), ("2027-01-01", False)])
def test_an_overlay_ends_with_its_last_day_and_that_is_said(place, on, applied):
    guidance = answer(place, SLOWER, on=on)
    (order,) = guidance["orders"]

    assert order["applied"] is applied
    assert order["why not"] == (None if applied else "ended on 2026-12-31")
    assert running(guidance)["verdict"] == ("not yet" if applied else "allowed")


def test_an_overlay_does_not_count_before_its_date(place):
    (order,) = answer(place, SLOWER, on="2025-12-31")["orders"]

    assert order["why not"] == "begins on 2026-01-01"


def test_an_overlay_that_loosens_without_approval_is_refused(place):
    with pytest.raises(ProblemsFound, match="allows more than the typical stance") as found:
        read_overlay(laid(place, LOOSER), "unit.yaml", small())

    (problem,) = found.value.problems
    assert problem.code == "E204"
    assert (problem.position.line, problem.position.column) == (7, 10)


def test_an_overlay_that_loosens_says_who_approved_it(place):
    guidance = answer(place, APPROVED, week=8)
    (order,) = guidance["orders"]

    assert running(guidance)["verdict"] == "allowed"
    assert (order["loosens"], order["approved by"]) == (True, "the head of the unit")


GATES = [
    ("stop pain", "10/10", "`back pain` and `leg pain`"),
    ("go pain", "9/10", "`back pain` and `leg pain`"),
    ("brisk walk before running", "1 min", "`walking tolerance`"),
    ("sitting before driving", "19 min", "`sitting comfort`"),
    ("sessions per step", "1", "`good run-walk sessions`"),
    ("days from run to run", "1 day", "`days since last run`"),
    ("soft cap on weekly increase", "100 %", "`planned weekly increase`"),
]


@pytest.mark.parametrize(("threshold", "to", "of"), GATES, ids=[gate[0] for gate in GATES])
def test_nobody_can_approve_that_a_gate_of_the_patient_is_loosened(tmp_path, threshold, to, of):
    """Not in an overlay and not in a case: not by check, not by an answer."""
    entry = f"- set: {threshold}\n    to: {to}\n    loosens: yes\n    approved by: the head\n    because: so"
    overlay = laid(
        tmp_path,
        APPROVED.split("  - ", maxsplit=1)[0].replace("small", DEFAULT_PROTOCOL) + f"  {entry}\n",
    )
    case = tmp_path / "me.yaml"
    case.write_text(
        f"surgery: 2026-01-05\norders:\n  {entry}\n    by: the surgeon\n", encoding="utf-8"
    )
    asked = [
        ["check", str(overlay)],
        ["check", str(case)],
        ["allowed", "--overlay", str(overlay), "--on", "2026-03-02", "--week", "8"],
        ["allowed", "--case", str(case), "--on", "2026-03-02"],
        ["log", "leg pain 2/10", "--case", str(case), "--on", "2026-03-02"],
    ]

    for words in asked:
        ran = CliRunner().invoke(main, words)
        told = ran.stdout + ran.stderr
        assert ran.exit_code == 3, words
        assert "[E211]" in told
        assert f"loosens a gate of {of}" in told
    assert "leg pain 2/10" in case.read_text("utf-8"), "what was observed is kept all the same"


@pytest.mark.parametrize(
    ("threshold", "to"),
    [
        ("stop pain", "4/10"),
        ("brisk walk before running", "60 min"),
        ("run-walk from", "6 weeks"),
        ("lifting weeks 0 to 2", "10 kg"),
    ],
)
def test_a_gate_may_be_tightened_and_a_time_or_an_amount_loosened(tmp_path, threshold, to):
    text = APPROVED.replace("small", DEFAULT_PROTOCOL).replace("running from", threshold)

    overlay = read_overlay(
        laid(tmp_path, text.replace("8 weeks", to)), "unit.yaml", open_protocol()
    )

    assert [order.subject for order in overlay.orders] == [threshold]


def test_an_order_that_no_file_holds_cannot_loosen_a_gate_either():
    """As the library may be given it: refused as the word for one patient, set aside as a practice."""
    protocol = open_protocol()
    order = Order(
        "set", "stop pain", 10, loosens=True, approved_by="the head", text="stop pain is 10/10"
    )
    told = tuple(
        read_statement(text, protocol.vocabulary) for text in ("back pain 9/10", "leg pain 0/10")
    )

    with pytest.raises(ProblemsFound, match="loosens a gate of `back pain` and `leg pain`"):
        evaluate(protocol, Case(56, told, orders=(order,)))
    guidance = evaluate(protocol, Case(56, told, orders=(evolve(order, overlay="unit"),)))

    assert [ordered.counts for ordered in guidance.ordered] == [False]
    assert guidance.verdict("bending and twisting").verdict == "not yet"


def test_a_gate_that_is_stricter_under_another_stance_is_not_moved_by_approval():
    """`brisk walk before running` is 45 min under the restrictive stance, and 30 min under the others."""
    protocol = open_protocol()
    order = Order(
        "set", "brisk walk before running", 30, loosens=True, approved_by="the head", overlay="u"
    )

    (ordered,) = evaluate(protocol, Case(140, stance="restrictive", orders=(order,))).ordered

    assert (ordered.counts, ordered.before) == (False, 45)


def test_a_stance_that_is_stricter_than_the_overlay_stands(place):
    eleven = SLOWER.replace("14 weeks", "11 weeks")
    guidance = answer(place, eleven, "--stance", "restrictive", week=11)
    (order,) = guidance["orders"]

    assert running(guidance)["opens"] == 12
    assert order["why not"] == "12 weeks is stricter, and an order only tightens"


def test_an_overlay_opens_nothing_that_a_symptom_closes(place):
    guidance = answer(place, APPROVED, "-f", "wound trouble is yes", week=20)

    assert running(guidance)["because"] == ["running/running/not yet/open wound"]


def test_an_added_not_yet_closes_an_activity_until_it_ends(place):
    guidance = answer(place, NO_RUNNING, week=12, on="2026-12-20")

    assert running(guidance)["verdict"] == "not yet"
    assert running(guidance)["because"] == ["overlay/unit/1/not yet/running"]
    assert running(guidance)["opens"] == 14, "12 days are left, so the week after next"


def test_an_added_limit_is_the_smallest_that_holds(place):
    (limit,) = answer(place, LESS)["limits"]

    assert (limit["at most"], limit["because"]) == (3, ["overlay/unit/1/limit/lifting"])
    assert limit["beaten"] == ["running/lifting/weeks from 6"]


def test_an_order_for_one_patient_does_not_undo_the_practice_by_silence(place):
    case = laid(
        place,
        "protocol: small\nsurgery: 2026-03-01\norders:\n"
        "  - set: running from\n    to: 11 weeks\n    by: the surgeon\n",
        "me.yaml",
    )
    guidance = answer_for(case, laid(place, SLOWER))

    assert [order["applied"] for order in guidance["orders"]] == [True, False]
    assert [order["overlay"] for order in guidance["orders"]] == ["unit", None]


def answer_for(case, overlay):
    ask = "allowed --protocol small --on 2026-06-01 --format json"
    result = CliRunner().invoke(
        main,
        [*ask.split(), "--case", str(case), "--overlay", str(overlay)],
        catch_exceptions=False,
    )
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_the_text_says_what_was_changed_by_whom_and_what_was_not_applied(place):
    overlay = laid(place, SLOWER)
    asked = ["allowed", "--week", "12", "--protocol", "small", "--overlay", str(overlay)]

    counts = CliRunner().invoke(main, [*asked, "--on", "2026-06-01"]).stdout
    ended = CliRunner().invoke(main, [*asked, "--on", "2027-06-01"]).stdout

    assert "The spine unit, overlay unit, from 2026-01-01 until 2026-12-31" in counts
    assert "running from: 14 weeks instead of 10 weeks" in counts
    assert "running from: 14 weeks: not applied, ended on 2026-12-31" in ended
    assert counts.index("Get help at once") < counts.index("What your surgeon changed")


EVERYWHERE = [
    ["allowed"],
    ["why", "running"],
    ["when", "running"],
    ["next"],
    ["timeline"],
    ["handout"],
]


@pytest.mark.parametrize("verb", EVERYWHERE, ids=lambda verb: verb[0])
@pytest.mark.parametrize("form", [[], ["--format", "json"]], ids=["as it is read", "json"])
def test_every_answer_says_whose_word_it_was(place, verb, form):
    overlay = laid(place, SLOWER)
    asked = ["--week", "12", "--protocol", "small", "--overlay", str(overlay), "--on", "2026-06-01"]

    told = CliRunner().invoke(main, [*verb, *asked, *form], catch_exceptions=False).stdout

    assert "the spine unit" in told.casefold()
    assert "2026-12-31" in told
    if not form:
        assert "running from: 14 weeks instead of 10 weeks" in " ".join(told.split())


def test_the_conditions_of_an_added_restriction_are_told_and_not_its_days(place):
    only = f"{NO_RUNNING}    when any:\n      - leg pain at least 4/10\n      - opioids is yes\n"
    overlay = laid(place, only)
    asked = ["allowed", "--week", "12", "--protocol", "small", "--overlay", str(overlay)]

    told = CliRunner().invoke(main, [*asked, "--on", "2026-06-01"], catch_exceptions=False).stdout

    assert "    Running: not yet when leg pain at least 4/10 or opioids is yes\n" in told


def test_without_a_date_what_loosens_for_a_time_does_not_count(place):
    protocol = small()
    orders = read_overlay(laid(place, APPROVED), "unit.yaml", protocol).orders
    tighter = read_overlay(laid(place, SLOWER), "unit.yaml", protocol).orders

    def opens(orders):
        return evaluate(protocol, Case(0, orders=orders), "reference").verdict("running").opens

    assert opens(orders) == 10
    assert opens(tighter) == 14


def test_an_order_that_a_stricter_imposed_stance_overtakes_is_set_aside(place):
    scope = (
        "escalations:\n",
        "scope:\n  revision:\n    when any:\n      - wound trouble is yes\n"
        "    then: restrictive stance\n    because: it is a second operation\n    source: P01\n\n"
        "escalations:\n",
    )
    protocol = small(scope)
    overlay = laid(place, SLOWER.replace("14 weeks", "11 weeks"))
    told = (read_statement("wound trouble is yes", protocol.vocabulary),)
    case = lay_over(Case(77, told), [overlay], protocol, date(2026, 6, 1))

    guidance = evaluate(protocol, case, "reference")

    assert guidance.stance == "restrictive"
    assert [ordered.counts for ordered in guidance.ordered] == [False]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (SLOWER.replace("overlay of: small", "overlay of: other"), "this overlay is for `other`"),
        (SLOWER.replace("author: the spine unit\n", ""), "an overlay has no `author`"),
        (SLOWER.replace("date: 2026-01-01\n", ""), "an overlay has no `date`"),
        (SLOWER.replace("2026-12-31", "2025-12-31"), "this overlay ends before it begins"),
        (SLOWER.replace("set:", "sett:"), "an order has no entry called `sett`"),
        (SLOWER.replace("running from", "runing from"), "no threshold is called `runing from`"),
        (SLOWER.replace("14 weeks", "14 kg"), "is not measured in `kg`"),
        (SLOWER.split("practice", maxsplit=1)[0], "an overlay has no `practice`"),
        (SLOWER.replace("- set: running from\n    to: 14 weeks", "- stance: liberal"), "stance"),
    ],
)
def test_a_slip_in_an_overlay_is_named(place, text, message):
    with pytest.raises(ProblemsFound) as found:
        read_overlay(laid(place, text), "unit.yaml", small())

    assert any(message in problem.message for problem in found.value.problems)


def checked(*arguments):
    return CliRunner().invoke(main, ["check", *map(str, arguments)], catch_exceptions=False)


def test_check_reads_overlays_and_warns_of_one_that_ended(place):
    mine = SLOWER.replace("overlay of: small", f"overlay of: {place / 'small'}")
    overlay = laid(place, mine)

    assert "1 warning" in checked(overlay, "--on", "2027-01-01").stdout
    assert "0 warnings" in checked(overlay, "--on", "2026-12-31").stdout
    assert checked(laid(place, LOOSER.replace("small", str(place / "small")))).exit_code == 3


def test_check_warns_where_nothing_is_loosened_although_it_says_so(place):
    text = APPROVED.replace("8 weeks", "12 weeks").replace("small", str(place / "small"))

    assert "says that it loosens, and it does not [W310]" in checked(laid(place, text)).stdout


ENTRIES = SLOWER.partition("  - ")[0]
NEVER = """\
  - not yet: running
    when all:
      - leg pain at least 4/10
      - leg pain at most 2/10
"""


def test_an_order_whose_conditions_no_patient_can_meet_is_a_problem(tmp_path, monkeypatch):
    """As in a rule file: in an overlay and in a case, in a check and in an answer."""
    monkeypatch.chdir(tmp_path)
    never = NEVER.replace("running", "racing")
    laid(tmp_path, f"{ENTRIES.replace('small', DEFAULT_PROTOCOL)}{never}")
    laid(tmp_path, f"surgery: 2026-01-05\norders:\n{never}    by: the surgeon\n", "me.yaml")

    for words in (
        ["check", "unit.yaml"],
        ["check", "me.yaml"],
        ["allowed", "--case", "me.yaml", "--on", "2026-03-02"],
        ["allowed", "--week", "8", "--overlay", "unit.yaml", "--on", "2026-03-02"],
    ):
        ran = CliRunner().invoke(main, words)
        told = ran.stdout + ran.stderr
        assert ran.exit_code == 3, words
        assert "`leg pain at most 2/10` cannot hold together with `leg pain at least 4/10`" in told
        assert "[E115]" in told


def test_days_on_which_an_order_counts_and_its_own_thresholds_are_no_contradiction(tmp_path):
    """An overlay that begins after week 2 of this patient; and a number that only the overlay gives."""
    protocol = open_protocol()
    text = ENTRIES.replace("small", DEFAULT_PROTOCOL) + (
        "  - set: stairs from\n    to: 1 week\n"
        "  - not yet: racing\n    when all:\n      - week less than stairs from\n"
        "  - not yet: driving\n    when all:\n      - week less than 2\n"
    )

    overlay = read_overlay(laid(tmp_path, text), "unit.yaml", protocol, date(2025, 6, 1))

    assert len(overlay.orders) == 3
    with pytest.raises(ProblemsFound, match="nothing can be `week less than stairs from`"):
        read_overlay(
            laid(tmp_path, text.replace("  - set: stairs from\n    to: 1 week\n", "")),
            "unit.yaml",
            protocol,
        )


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ("  - set: running from\n    to: 14 weeks\n  - set: running from\n    to: 13 weeks\n", "W311"),
        ("  - limit: lifting\n    value: 5 kg\n  - limit: lifting\n    value: 3 kg\n", "W311"),
        ("  - limit: lifting\n    value: 3 kg\n  - limit: lifting\n    value: 3 kg\n", "W305"),
        ("  - not yet: running\n  - not yet: running\n", "W305"),
        ("  - not yet: running\n    when any:\n      - opioids is yes\n      - opioids is yes\n", "W304"),
    ],
)  # fmt: skip
def test_what_an_overlay_says_twice_is_told(place, entries, code):
    text = ENTRIES.replace("small", str(place / "small")) + entries

    ran = checked(laid(place, text), "--on", "2026-06-01")

    assert ran.exit_code == 0
    assert f"[{code}]" in ran.stdout
    assert "0 problems, 1 warning" in ran.stdout


@pytest.mark.parametrize(
    "entries",
    [
        "  - limit: lifting\n    value: 3 kg\n    until: 2026-06-30\n  - limit: lifting\n    value: 5 kg\n",
        "  - not yet: running\n    when any:\n      - opioids is yes\n  - not yet: running\n    when any:\n"
        "      - leg pain at least 3/10\n",
    ],
    ids=["for other days", "for other patients"],
)
def test_two_orders_about_one_thing_may_both_be_meant(place, entries):
    text = ENTRIES.replace("small", str(place / "small")) + entries

    assert "0 problems, 0 warnings" in checked(laid(place, text), "--on", "2026-06-01").stdout


def test_an_order_that_a_case_gives_twice_is_told(tmp_path):
    entry = "  - limit: lifting\n    by: the surgeon\n    value: "
    case = laid(tmp_path, f"surgery: 2026-01-05\norders:\n{entry}5 kg\n{entry}3 kg\n", "me.yaml")

    assert "`limit: lifting` orders anew what line 3 orders [W311]" in checked(case).stdout


def test_an_entry_that_has_ended_is_told_on_the_day_after_its_last(place):
    ends = f"{SLOWER.replace('small', str(place / 'small'))}    until: 2026-06-30\n"

    assert (
        "`running from is 14 weeks` ended on 2026-06-30 [W309]"
        in checked(laid(place, ends), "--on", "2026-07-01").stdout
    )
    assert "0 warnings" in checked(laid(place, ends), "--on", "2026-06-30").stdout


@pytest.mark.parametrize(
    ("until", "message"),
    [
        ("2027-01-01", "this order goes on until 2027-01-01, and its overlay ends on 2026-12-31"),
        ("2025-12-31", "this order ends before it begins"),
    ],
)
def test_an_entry_keeps_to_the_days_of_its_overlay(place, until, message):
    with pytest.raises(ProblemsFound, match=message) as found:
        read_overlay(laid(place, f"{SLOWER}    until: {until}\n"), "unit.yaml", small())

    assert {problem.code for problem in found.value.problems} == {"E305"}
