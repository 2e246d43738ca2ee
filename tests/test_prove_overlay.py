"""What holds for every patient of a surgeon who lays an overlay over the protocol."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner, Result
from compare import ENGINES, opened, urgency
from generate import cases, orders, protocols
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.everyone.practice import Practice
from recovery_guidance.proof.prove import prove
from recovery_guidance.scenarios.features import read_feature
from recovery_guidance.scenarios.play import play
from recovery_guidance.verbs.command import main
from tests.protocols import small, texts

GUARANTEE = """guarantees:
  nobody runs before week 6:
    never: running allowed
    when all:
      - week less than 6 weeks
    source: P01
  the typical stance runs from week 10:
    never: running allowed
    when all:
      - week less than 10 weeks
    stance: typical
    source: P01
"""
OVERLAY = """\
overlay of: small
author: the spine unit
date: 2026-01-01
until: 2026-12-31
reason: our patients do better this way
practice:
"""
SLOWER = f"{OVERLAY}  - set: running from\n    to: 14 weeks\n"
LOOSER = f"""{OVERLAY}  - set: running from
    to: 8 weeks
    loosens: yes
    approved by: the head of the unit
    because: young patients
"""
MORE_TO_DO = """\
activities:
  walking:
    title: Walking
    allowed when all:
      - day at least 0 days
    not yet when:
      late:
        when any:
          - week less than running from
          - leg pain at least 3/10
        source: P01
    source: P01
  sprinting:
    title: Sprinting
    allowed when all:
      - week less than running from
      - leg pain at most 2/10
    source: P01
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the small protocol under `small`, and its guarantees."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small").mkdir()
    for name, text in (texts() | {"guarantees.yaml": GUARANTEE}).items():
        (tmp_path / "small" / name).write_text(text, "utf-8")
    return tmp_path


def proof(place: Path, text: str, *arguments: str) -> Result:
    (place / "unit.yaml").write_text(text, "utf-8")
    asked = ["prove", "small", "--overlay", "unit.yaml", *arguments]
    return CliRunner().invoke(main, asked)


def told(place: Path, text: str, *arguments: str) -> dict:
    """What is said in JSON, by the name of each guarantee."""
    found = json.loads(proof(place, text, "--format", "json", *arguments).stdout)
    schema = json.loads(
        files("recovery_guidance").joinpath("schemas/proof.json").read_text("utf-8")
    )
    assert list(Draft202012Validator(schema).iter_errors(found)) == []
    return {one["id"].partition("/")[2]: one for one in found["guarantees"]} | {
        f"odd: {one['id']}": one for one in found["oddities"]
    }


NO_MORE = "it never allows more than the protocol"
APPROVED = "what it loosens with approval"


def test_an_overlay_that_tightens_keeps_every_promise(place: Path) -> None:
    found = proof(place, SLOWER)

    assert found.exit_code == 0, found.stdout
    assert f"  proven    {NO_MORE}\n" in found.stdout
    assert "under the overlay unit.yaml, as it counts on 2026-01-01" in found.stdout
    assert APPROVED not in found.stdout


def test_an_overlay_that_loosens_shows_whom_it_allows_more(place: Path) -> None:
    found = told(place, LOOSER)

    assert found[NO_MORE]["state"] == "proven"
    assert found[APPROVED]["state"] == "accepted"
    assert "approved by the head of the unit: young patients" in found[APPROVED]["note"]
    before, after = found[APPROVED]["counterexamples"][0]["patients"]
    assert (before["answer"], after["answer"]) == ("running is not yet", "running is allowed")
    assert (before["overlays"], after["overlays"]) == ([], ["unit.yaml"])


def test_a_guarantee_that_approval_breaks_is_refuted(place: Path) -> None:
    found = told(place, LOOSER)

    assert found["nobody runs before week 6"]["state"] == "proven"
    broken = found["the typical stance runs from week 10"]
    assert broken["state"] == "refuted"
    (shown,) = broken["counterexamples"]
    (patient,) = shown["patients"]
    assert (patient["day"], patient["answer"]) == (56, "running is allowed")
    (scenario,) = read_feature(f"Feature: Found\n{shown['scenario']}", "f", "f.feature").scenarios
    for engine in ENGINES:
        assert not play(scenario, small(), engine).passed
        (place / "unit.yaml").write_text(SLOWER, "utf-8")
        assert play(scenario, small(), engine).passed
        (place / "unit.yaml").write_text(LOOSER, "utf-8")


def test_the_patient_is_answered_so_by_allowed(place: Path) -> None:
    (shown,) = told(place, LOOSER)["the typical stance runs from week 10"]["counterexamples"]
    (patient,) = shown["patients"]
    asked = (
        "allowed --protocol small --overlay unit.yaml --on 2026-06-01 --uncomplicated --format json"
    )

    answer = CliRunner().invoke(
        main, [*asked.split(), "--day", str(patient["day"]), "--stance", patient["stance"]]
    )

    (running,) = json.loads(answer.stdout)["activities"]
    assert running["verdict"] == "allowed"


def test_a_stricter_number_that_opens_something_is_found(place: Path) -> None:
    """`running from` is used the wrong way round: a later week lets more patients sprint."""
    (place / "small" / "more.yaml").write_text(MORE_TO_DO, "utf-8")

    found = told(place, SLOWER)[NO_MORE]

    assert (found["state"], found["code"]) == ("refuted", "E402")
    before, after = found["counterexamples"][0]["patients"]
    assert (before["answer"], after["answer"]) == ("sprinting is not yet", "sprinting is allowed")
    assert before["day"] == 70
    assert "But the overlay unit.yaml on 2026-01-01" in found["counterexamples"][0]["scenario"]


@pytest.mark.parametrize(
    ("practice", "odd"),
    [
        ("  - set: running from\n    to: 10 weeks\n", []),
        ("  - not yet: running\n", []),
        ("  - not yet: running\n    when any:\n      - wound trouble is yes\n", ["not yet: running"]),
        ("  - limit: lifting\n    value: 5 kg\n", []),
        ("  - limit: lifting\n    value: 30 kg\n    when all:\n      - week less than 6\n", ["limit: lifting"]),
        (
            "  - set: running from\n    to: 14 weeks\n  - set: running from\n    to: 13 weeks\n"
            "    loosens: yes\n    approved by: me\n    because: of it\n",
            ["running from is 14 weeks"],
        ),
    ],
)  # fmt: skip
def test_an_order_that_changes_nothing_for_anybody_is_odd(
    place: Path, practice: str, odd: list[str]
) -> None:
    found = told(place, OVERLAY + practice)

    assert [name for name in found if name.startswith("odd: ")] == [f"odd: {o}" for o in odd]


def test_what_counts_on_some_days_only_has_to_be_named(place: Path) -> None:
    ends = f"{SLOWER}  - limit: lifting\n    value: 3 kg\n    until: 2026-03-31\n"

    unclear = proof(place, ends)
    early, late = (proof(place, ends, "--on", on) for on in ("2026-03-31", "2026-04-01"))
    never = proof(place, ends, "--on", "2027-01-01")

    assert unclear.exit_code == 2
    assert "2026-01-01 (2 orders), 2026-04-01 (1 orders)" in " ".join(unclear.stderr.split())
    assert (early.exit_code, late.exit_code) == (0, 0)
    assert never.exit_code == 2
    assert "no order of these overlays counts on 2027-01-01" in never.stderr
    assert "as it counts on 2026-04-01" in late.stdout


def test_check_proves_an_overlay_too(place: Path) -> None:
    def checked(text: str) -> Result:
        (place / "unit.yaml").write_text(
            text.replace("overlay of: small", f"overlay of: {place}/small")
        )
        return CliRunner().invoke(main, ["check", "--prove", "unit.yaml", "--on", "2026-06-01"])

    assert checked(SLOWER).exit_code == 0
    loosened = checked(LOOSER)
    assert loosened.exit_code == 3
    assert "never running allowed, when week less than 10 weeks" in loosened.stdout


@given(data=st.data())
def test_what_is_proven_of_an_overlay_is_so_for_every_patient_who_is_asked(
    data: st.DataObject,
) -> None:
    """And where it is refuted, both engines confirmed somebody who is allowed more."""
    protocol = data.draw(protocols())
    order = evolve(data.draw(orders(protocol).filter(lambda o: o.kind != "stance")), overlay="unit")
    practice = Practice((order,), ("unit.yaml",))
    case = data.draw(cases(protocol))

    found = prove(
        protocol, only="overlay/it never allows more than the protocol", practice=practice
    )

    (outcome,) = found.guarantees
    assert outcome.state in ("proven", "refuted")
    if outcome.state == "proven" and not order.loosens:
        before = evaluate(protocol, case, "reference")
        after = evaluate(protocol, practice.over(case), "reference")
        permitted = {"not yet": 0, "unknown": 0, "with care": 1, "allowed": 2}
        assert not list(opened(before, after, permitted))  # type: ignore[arg-type]
        assert urgency(after) <= urgency(before)
