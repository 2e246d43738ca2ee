"""`recovery check`: problems and warnings apart, as text, JSON and SARIF; protocols and cases are invented."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from recovery_guidance.verbs.command import main
from tests.protocols import texts

UNUSED = (
    "items:\n",
    "items:\n  mood:\n    question: How do you feel?\n    type: yes or no\n    worse: no\n",
)
WRONG = ("leg pain at most 2/10", "leg pain at most 2")
DUE = ("status: draft", "status: draft\nreviewer: the spine unit\nreview due: 2026-06-01")


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A folder where an author stands, with the small protocol and its one feature file."""
    monkeypatch.chdir(tmp_path)
    features = tmp_path / "features/small"
    features.mkdir(parents=True)
    (features / "running.feature").write_text("Feature: Running\n")
    written()
    return tmp_path


def written(*changes):
    folder = Path("rules/small")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts(*changes).items():
        (folder / name).write_text(text, encoding="utf-8")


def checked(*arguments, code=0):
    result = CliRunner().invoke(main, ["check", *arguments], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.stdout


def test_rules_without_a_problem_are_counted():
    assert checked() == "rules/small: 6 rules, 0 problems, 0 warnings\n"


@pytest.mark.parametrize("named", ["rules", "rules/small", "small", "rules/small/running.yaml"])
def test_a_protocol_is_named_by_name_folder_or_file(named):
    written(UNUSED)

    assert "small: 6 rules, 0 problems, 1 warning\n" in checked(named)


def test_problems_come_before_warnings_and_only_they_fail():
    written(UNUSED)
    warned = checked()
    assert warned.startswith("Warnings\n")
    checked("--strict", code=3)

    written(UNUSED, ("- wound trouble is yes", "- calm"))
    failed = checked(code=3)
    assert failed.startswith("Problems\n")
    assert failed.index("[E301]") < failed.index("Warnings") < failed.index("[W301]")


def test_where_a_file_cannot_be_read_there_are_problems_and_no_guesses():
    written(UNUSED, WRONG)

    assert "1 problem, 0 warnings" in checked(code=3)


@pytest.mark.parametrize(("on", "warnings"), [("2026-06-01", 0), ("2026-06-02", 1)])
def test_a_review_is_due_the_day_after_its_date(on, warnings):
    written(DUE)

    assert checked("--on", on).count("[W307]") == warnings


def test_more_than_a_hundred_problems_are_counted():
    lines = "".join(f"      - leg pain at most {n}\n" for n in range(120))
    written(("      - leg pain at most 2/10\n", lines))

    told = checked(code=3)

    assert (
        told.count("does not say out of how many") + told.count("is not a grade out of 10") == 100
    )
    assert "20 more are not shown; --format json has all" in told
    assert "rules/small: 120 problems, 0 warnings" in told


def test_json_says_the_same_as_the_text():
    written(WRONG)

    (one,) = json.loads(checked("--format", "json", code=3))["checked"]
    (problem,) = one["problems"]

    assert (one["name"], one["warnings"]) == ("rules/small", [])
    assert (problem["code"], problem["severity"]) == ("E103", "problem")
    assert (problem["file"], problem["line"], problem["column"]) == (
        "rules/small/running.yaml", 14, 26,
    )  # fmt: skip
    assert problem["fix"] == {"line": 14, "column": 26, "length": 1, "text": "2/10"}


def sarif(*arguments, code=0):
    (run,) = json.loads(checked("--format", "sarif", *arguments, code=code))["runs"]
    return run


def test_sarif_is_what_editors_and_code_hosts_read():
    written(UNUSED, DUE)

    log = json.loads(checked("--format", "sarif", "--on", "2026-06-02"))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]

    assert log["version"] == "2.1.0"
    assert run["columnKind"] == "unicodeCodePoints"
    assert [result["ruleId"] for result in run["results"]] == ["W301", "W307"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] == "warning"
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].startswith("rules/small/")
        assert place["region"]["startLine"] == place["region"]["endLine"] > 1
        assert place["region"]["endColumn"] > place["region"]["startColumn"]


def test_sarif_brings_the_page_of_each_code():
    written(WRONG)

    (rule,) = sarif(code=3)["tool"]["driver"]["rules"]

    assert (rule["id"], rule["defaultConfiguration"]["level"]) == ("E103", "error")
    assert rule["shortDescription"]["text"] == "a grade without its scale, or on another one"
    assert rule["fullDescription"]["text"] == rule["help"]["text"]
    assert "\n## Right\n" in rule["help"]["markdown"]


def test_sarif_offers_the_edit_of_a_help_line():
    written(WRONG)

    (result,) = sarif(code=3)["results"]
    (change,) = result["fixes"][0]["artifactChanges"]

    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 14, "startColumn": 26, "endLine": 14, "endColumn": 27},
            "insertedContent": {"text": "2/10"},
        }
    ]


def test_in_sarif_every_result_has_a_place_that_is_an_address(place):
    (place / "rules/small").rename(place / "rules/a small one")
    Path("rules/a small one/protocol.yaml").unlink()
    written(WRONG)
    Path("rules/small/protocol.yaml").unlink()

    results = sarif("rules/a small one", str(place / "rules/small"), code=3)["results"]
    uris = [r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results]

    assert uris[0] == "rules/a%20small%20one/protocol.yaml"
    assert uris[1:] == [
        (place / f"rules/small/{f}").as_uri() for f in ("protocol.yaml", "running.yaml")
    ]


def test_what_a_protocol_calls_so_comes_before_a_code():
    written(
        (
            "  P01:\n    title: A leaflet",
            "  E103:\n    title: Another\n    kind: leaflet\n  P01:\n    title: A leaflet",
        )
    )

    assert (
        "Another (source)"
        in CliRunner().invoke(main, ["describe", "E103", "--protocol", "small"]).stdout
    )
    written(WRONG)
    told = CliRunner().invoke(main, ["describe", "E103", "--protocol", "small"])
    assert told.stdout.startswith("# E103"), "also where the protocol itself cannot be read"


def test_the_page_of_a_code_is_printed_by_describe():
    told = CliRunner().invoke(main, ["describe", "E103"])

    assert told.exit_code == 0
    assert told.stdout.startswith("# E103: a grade without its scale")
    assert "nothing is called `E999`" in CliRunner().invoke(main, ["describe", "E999"]).stderr


def test_a_case_is_checked_against_its_protocol(place):
    (place / "me.yaml").write_text(
        "protocol: small\nsurgery: 2026-06-01\nfacts:\n  - leg pain 2/5\n"
    )

    assert "you wrote a grade out of `5` [E103]" in checked("me.yaml", "--on", "2026-07-01", code=3)


def test_a_name_that_nothing_has_is_answered_with_the_one_meant():
    result = CliRunner().invoke(main, ["check", "smal"])

    assert result.exit_code == 3
    assert "did you mean `small`?" in result.stderr


def test_several_are_checked_at_once_and_each_once():
    assert checked("rules", "small", "rules/small/items.yaml").count("\n") == 1


WRONG_PROMISE = (
    "limits:\n",
    "guarantees:\n  nobody runs in pain:\n    never: running allowed\n    unless all:\n"
    "      - leg pain at most 1/10\n    because: pain first\n    source: P01\n\nlimits:\n",
)


def test_with_prove_a_broken_promise_is_a_problem_with_a_patient():
    written(WRONG_PROMISE)

    assert "0 problems" in checked()
    proven = checked("--prove", code=3)
    assert "nobody runs in pain" in proven
    assert proven.startswith("Problems\n")


def test_our_own_rules_have_neither_problems_nor_warnings():
    assert "0 problems, 0 warnings" in checked("lumbar-microdiscectomy", "--on", "2026-06-01")


WITHOUT_Z3 = (
    "import sys; sys.modules['z3'] = None; from recovery_guidance.verbs.command import main; main()"
)


def without_z3(*words):
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_Z3, *words], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "words",
    [
        ["check", "rules/small", "--prove"],
        ["prove", "rules/small"],
        ["diff", "--prove", "rules/small", "rules/small"],
    ],
)
def test_what_can_be_decided_without_z3_is_decided_without_it(words):
    written(WRONG_PROMISE)
    ours = subprocess.run(
        [sys.executable, "-m", "recovery_guidance", *words],
        capture_output=True,
        text=True,
        check=False,
    )

    told = without_z3(*words)

    assert "nobody runs in pain" in told.stdout or words[0] == "diff"
    assert (told.returncode, told.stdout, told.stderr) == (
        ours.returncode,
        ours.stdout,
        ours.stderr,
    )
