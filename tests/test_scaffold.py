"""`recovery new`: what it writes passes the check, its scenarios and the layout at once."""

import json
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

from recovery_guidance.cases.casefile import read_case
from recovery_guidance.library import DEFAULT_PROTOCOL, open_protocol, shipped
from recovery_guidance.verbs.command import main

NAME = "knee-arthroscopy"


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """An empty folder, where the author stands."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments, code=0):
    result = CliRunner().invoke(main, [*map(str, arguments)], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def scenarios(*arguments):
    """What `recovery test` prints, in a process of its own: it runs pytest, and this is pytest."""
    command = [sys.executable, "-m", "recovery_guidance", "test", *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def test_a_new_protocol_passes_check_test_and_fmt_at_once(place):
    run("new", "protocol", NAME)

    assert "0 problems, 0 warnings" in run("check").stdout
    assert "7 passed" in scenarios(NAME, "--coverage")
    assert run("fmt", "--check").stdout == ""
    assert (place / "docs" / f"{NAME}.md").is_file()


def test_a_new_topic_passes_too_and_is_answered():
    run("new", "protocol", NAME)
    run("new", "topic", "outdoor-bicycle", "--protocol", NAME, "--title", "Cycling outdoors")

    assert "0 problems, 0 warnings" in run("check").stdout
    assert "14 passed" in scenarios(NAME, "--coverage")
    assert run("fmt", "--check").stdout == ""
    answer = run("allowed", "--protocol", NAME, "--week", "8", "-f", "pain 0/10", "--uncomplicated")
    assert "Cycling outdoors" in answer.stdout


def test_a_new_topic_fits_into_our_own_protocol(place):
    shutil.copytree(shipped("rules") / DEFAULT_PROTOCOL, place / "rules/ours")
    run("new", "topic", "rowing", "--protocol", "ours")

    assert "0 problems" in run("check", "rules/ours").stdout
    assert "7 passed" in scenarios("rules/ours")


def test_a_new_overlay_and_a_new_case_pass_and_answer():
    run("new", "protocol", NAME)
    run("new", "overlay", "unit.yaml", "--protocol", NAME, "--on", "2026-06-01")
    run("new", "case", "me.yaml", "--protocol", NAME, "--on", "2026-06-01")

    checked = run("check", "unit.yaml", "me.yaml", "--on", "2026-06-20").stdout
    assert checked.count("0 problems, 0 warnings") == 2
    assert run("fmt", "--check", "unit.yaml", "me.yaml").stdout == ""
    answer = run(
        *("allowed", "--case", "me.yaml", "--overlay", "unit.yaml", "--on", "2026-06-20"),
        *("--format", "json"),
    )
    (order,) = json.loads(answer.stdout)["orders"]
    assert order["applied"]


def test_a_new_case_invents_nothing(place):
    """No strength of 5/5, and no date that nobody told without saying so."""
    run("new", "case", "told.yaml", "--on", "2026-06-01")
    run("new", "case", "untold.yaml")

    for name in ("told.yaml", "untold.yaml"):
        case = read_case(place / name, name, open_protocol(), None, 15)
        assert (case.observations, case.sessions) == ((), None)
    assert "nobody told it" not in (place / "told.yaml").read_text()
    assert "nobody told it, so correct it" in (place / "untold.yaml").read_text()
    assert run("log", "leg pain 2/10", "--on", "2026-06-03", "--case", "told.yaml").exit_code == 0


def test_an_overlay_of_our_own_protocol_passes():
    run("new", "overlay", "unit.yaml")

    assert "0 problems, 0 warnings" in run("check", "unit.yaml").stdout


def test_nothing_is_written_where_one_of_the_files_is_there_already(place):
    (place / "docs").mkdir()
    (place / "docs" / f"{NAME}.md").write_text("mine")

    result = run("new", "protocol", NAME, code=3)

    assert f"`docs/{NAME}.md` is there already" in result.stderr
    assert not (place / "rules").exists()
    assert (place / "docs" / f"{NAME}.md").read_text() == "mine"


@pytest.mark.parametrize("name", ["Knee", "../knee", "knee arthroscopy", "-knee", "kn_ee", ""])
def test_a_name_that_cannot_be_a_file_is_refused(name):
    assert "cannot be the name of a file" in run("new", "protocol", "--", name, code=3).stderr


def test_a_topic_whose_name_is_taken_is_refused():
    run("new", "protocol", NAME)

    refused = run("new", "topic", "longer-walks", "--protocol", NAME, code=3)

    assert "`longer walks` is the name of something" in refused.stderr
