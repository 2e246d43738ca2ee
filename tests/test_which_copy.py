"""A protocol that stands where the author does goes before the program's own of that name, for every verb."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from recovery_guidance import library
from recovery_guidance.library import DEFAULT_PROTOCOL, shipped
from recovery_guidance.verbs.command import main

OWN = shipped("rules") / DEFAULT_PROTOCOL
TOLD = f"rules/{DEFAULT_PROTOCOL} of this folder is meant, not the one that came with the program\n"


@pytest.fixture
def clinic(tmp_path, monkeypatch):
    """A folder with a copy of our protocol, with a version of its own."""
    monkeypatch.chdir(tmp_path)
    copy = tmp_path / "rules" / DEFAULT_PROTOCOL
    shutil.copytree(OWN, copy)
    head = copy / "protocol.yaml"
    text = head.read_text("utf-8")
    version = next(line for line in text.splitlines() if line.startswith("version:"))
    head.write_text(text.replace(version, "version: 99.0.0"), "utf-8")
    return tmp_path


def run(*words, code=0):
    ran = CliRunner().invoke(main, [*words], catch_exceptions=False)
    assert ran.exit_code == code, ran.output
    return ran


ASKED = [
    ["allowed", "--week", "6", "--format", "json"],
    ["allowed", "--week", "6", "--format", "json", "--protocol", DEFAULT_PROTOCOL],
    ["when", "running", "--week", "6", "--format", "json"],
]


@pytest.mark.usefixtures("clinic")
@pytest.mark.parametrize("words", ASKED, ids=["unnamed", "named", "when"])
def test_an_answer_comes_from_the_copy_that_stands_here_and_that_is_said(words):
    ran = run(*words)

    assert json.loads(ran.stdout)["protocol"]["version"] == "99.0.0"
    assert ran.stderr == TOLD


def test_describe_and_check_read_the_same_copy(clinic):
    (clinic / "rules" / DEFAULT_PROTOCOL / "trampoline.yaml").write_text(
        "activities:\n  hot tub:\n    title: Hot tub\n    allowed when all:\n      - weeek at least 6\n"
        "    source: none found\n",
        "utf-8",
    )

    for words in (["check"], ["check", DEFAULT_PROTOCOL], ["describe", "driving"], ["prove"]):
        ran = run(*words, code=3)
        assert "trampoline.yaml:5" in ran.output, words


def test_the_scenarios_here_are_run_on_the_copy_here(clinic):
    features = clinic / "features" / DEFAULT_PROTOCOL
    features.mkdir(parents=True)
    (features / "driving.feature").write_text(
        "Feature: Driving\n\n  Scenario: It waits\n    Given a patient 0 days after the operation\n"
        "    Then driving is not yet\n",
        "utf-8",
    )

    ran = subprocess.run(
        [sys.executable, "-m", "recovery_guidance", "test", DEFAULT_PROTOCOL],
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "1 passed" in ran.stdout
    assert TOLD in ran.stderr


def test_a_new_topic_is_written_where_the_author_stands(clinic):
    before = sorted(OWN.iterdir())

    run("new", "topic", "trampoline")

    assert (clinic / "rules" / DEFAULT_PROTOCOL / "trampoline.yaml").is_file()
    assert sorted(OWN.iterdir()) == before


@pytest.mark.parametrize("named", [DEFAULT_PROTOCOL, str(OWN)], ids=["by name", "by folder"])
def test_nothing_is_written_into_the_programs_own_folder(tmp_path, monkeypatch, named):
    monkeypatch.chdir(tmp_path)
    before = sorted(OWN.iterdir())

    ran = run("new", "topic", "trampoline", "--protocol", named, code=3)

    assert (
        f"`{DEFAULT_PROTOCOL}` belongs to this program, and nothing is written into it"
        in ran.stderr
    )
    assert sorted(OWN.iterdir()) == before
    assert list(tmp_path.iterdir()) == []


def test_in_a_checkout_both_are_the_same_and_nothing_is_said(monkeypatch):
    monkeypatch.chdir(OWN.parent.parent)

    ran = run("allowed", "--week", "6", "--format", "json")

    assert ran.stderr == ""
    assert library.protocol_folder(DEFAULT_PROTOCOL) == (OWN, f"rules/{DEFAULT_PROTOCOL}")
    assert not library.belongs_to_program(OWN)


def test_an_installed_program_is_never_written_into(tmp_path, monkeypatch):
    """Not even by somebody who stands in it: its rules lie inside the package."""
    package = tmp_path / "engine"
    inside = package / "data" / "rules" / DEFAULT_PROTOCOL
    shutil.copytree(OWN, inside)
    monkeypatch.setattr(library, "_HERE", str(package))
    monkeypatch.chdir(package / "data")

    assert library.belongs_to_program(Path("rules") / DEFAULT_PROTOCOL)
    assert not library.belongs_to_program(OWN)


def test_a_name_that_only_the_program_has_is_found_beside_rules_of_ones_own(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules" / "knee-arthroscopy").mkdir(parents=True)

    assert run("allowed", "--week", "6").stderr == ""
