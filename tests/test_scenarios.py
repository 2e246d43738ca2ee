"""`recovery test`: scenarios of any folder, under pytest-bdd and without it, and what they came to."""

import os
import subprocess
import sys
from collections import Counter
from io import StringIO

import pytest
from click.testing import CliRunner
from knee import write_knee

from recovery_guidance.library import DEFAULT_PROTOCOL, open_protocol, protocol_folder
from recovery_guidance.model.problem import ProblemsFound
from recovery_guidance.scenarios.definitions import definition_of, nearest, readable
from recovery_guidance.scenarios.features import features_of, read_feature, read_features
from recovery_guidance.scenarios.play import play_all
from recovery_guidance.scenarios.story import STEPS
from recovery_guidance.scenarios.test_run import all_scenarios
from recovery_guidance.scenarios.test_run_text import fitted
from recovery_guidance.telling.lines import Text
from recovery_guidance.verbs import scenarios as verbs
from recovery_guidance.verbs.command import main
from recovery_guidance.verbs.scenarios import ran


def recovery_test(*arguments):
    return CliRunner().invoke(main, ["test", *map(str, arguments)], catch_exceptions=False)


PLAIN_PYTEST = """\
from pytest_bdd import scenarios

scenarios({folder!r})
"""
NEW = """
  @skip @xfail
  Scenario Outline: Marked <pain>
    Given a patient 12 weeks after the operation
    And everything else is uncomplicated
    And these facts:
      | leg pain  | <pain> |
      | foot drop | no     |
    Then jog is <verdict>

    Examples:
      | pain | verdict |
      | 2/10 | allowed |

    @seen
    Examples: more
      | pain | verdict |
      | 9/10 | not yet |

  @draft
  Scenario: Planned
    Given a patient on day 3
    Then jog is allowed

  @draft
  Scenario: Planned and there
    Given a patient on day 3
    Then jog is not yet
"""


def write_new(tmp_path, *feature):
    """The knee with marked and planned scenarios too."""
    folder = write_knee(tmp_path, feature=feature)
    with (tmp_path / "features/knee/jogging.feature").open("a", encoding="utf-8") as file:
        file.write(NEW)
    return folder


def test_plain_pytest_finds_what_is_played(tmp_path):
    folder = write_new(tmp_path, ("| 84  | allowed |", "| 84  | not yet |"))
    (tmp_path / "test_knee.py").write_text(PLAIN_PYTEST.format(folder=str(features_of(folder))))
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    asked = ["-m", "pytest", "-q", "-p", "recovery_guidance.scenarios.steps", "test_knee.py"]
    asked += ["--engine", "reference"]

    under = subprocess.run(
        [sys.executable, *asked], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    features = read_features(features_of(folder))
    played = play_all(all_scenarios(features), open_protocol(str(folder)))
    states = Counter(one.state for one in played)
    assert (states["failed"], states["passed"], states["planned"]) == (1, 20, 2)
    assert "1 failed, 20 passed, 1 xfailed, 1 xpassed" in under.stdout, under.stdout + under.stderr


def test_tags_mark_and_take_nothing_out_of_the_count(tmp_path):
    result = recovery_test(write_new(tmp_path), "--engine", "reference")

    assert result.exit_code == 0
    assert "21 scenarios: 21 passed." in result.stdout


def test_what_is_planned_is_shown_and_counted_apart(tmp_path):
    stdout = recovery_test(write_new(tmp_path), "--coverage").stdout

    assert "jogging: 21 passed\n" in stdout
    assert "jogging.feature:93: planned: Planned: does not hold yet" in stdout
    assert "jogging.feature:98: planned: Planned and there: holds already" in stdout
    assert "2 scenarios planned, and not counted." in stdout


@pytest.mark.parametrize("status", ["reviewed", "in use"])
def test_what_is_planned_is_refused_in_a_protocol_that_counts(tmp_path, status):
    folder = write_new(tmp_path)
    who = ("--name", "A. Reader", "--role", "surgeon", "--review-due", "2099-01-01")
    CliRunner().invoke(main, ["sign-off", str(folder), *who], catch_exceptions=False)
    head = folder / "protocol.yaml"
    text = head.read_text("utf-8")
    assert "status: reviewed" in text
    head.write_text(text.replace("status: reviewed", f"status: {status}"), "utf-8")

    result = recovery_test(folder)

    assert result.exit_code == 3
    assert "jogging.feature:93:1: `Planned` is a draft" in result.stderr
    assert result.stderr.count("[E511]") == 2


def test_a_table_of_facts_is_told_line_by_line(tmp_path):
    folder = write_new(
        tmp_path, ("And leg pain is <pain>", "And these facts:\n      | leg pain | <pain> |")
    )

    assert "21 passed" in recovery_test(folder).stdout


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("", "write a table below it"),
        ("\n      | foot drop |", "each row has an item and what it is"),
        ("\n      | foot drop | yes | 3 |", "each row has an item and what it is"),
        ("\n      | foot drop | yes |\n      | foot drop | no |", "`foot drop` stands there twice"),
        ("\n      | foot drip | yes |", "`foot drip`"),
    ],
)
def test_a_table_of_facts_that_does_not_fit_fails_the_scenario(tmp_path, table, told):
    folder = write_knee(tmp_path, feature=[("And foot drop is yes", f"And these facts:{table}")])

    result = recovery_test(folder)

    assert result.exit_code == 3
    assert told in result.stdout


def test_a_scenario_that_the_player_leaves_out_is_told_with_its_line(tmp_path, monkeypatch):
    folder = write_knee(tmp_path)
    monkeypatch.setattr(verbs, "play_all", lambda scenarios, *more: play_all(scenarios[1:], *more))

    result = recovery_test(folder)

    assert result.exit_code == 3
    assert (
        "jogging.feature:12:1: the scenario at line 12 is read 1 times and run 0 times"
        in result.stderr
    )


def test_every_line_that_ships_is_of_a_known_kind():
    folder, _ = protocol_folder(DEFAULT_PROTOCOL)
    steps = {s for one in all_scenarios(read_features(features_of(folder))) for s in one.steps}

    assert [step for step in steps if definition_of(step.type, step.text) is None] == []


def test_all_pass_and_the_exit_code_says_so(tmp_path):
    result = recovery_test(write_knee(tmp_path), "--engine", "reference")

    assert result.exit_code == 0
    assert "jogging: 19 passed" in result.stdout
    assert "19 scenarios: 19 passed." in result.stdout


def test_a_scenario_that_fails_says_what_was_expected_what_came_and_why(tmp_path):
    folder = write_knee(tmp_path, feature=[("And foot drop is yes\n", "And foot drop is no\n")])

    result = recovery_test(folder, "--engine", "reference")

    assert result.exit_code == 3
    assert "jogging.feature:36: A weak leg" in result.stdout
    assert "expected: jog is not yet because of jogging/jog/not yet/weak leg" in result.stdout
    assert "actual:   jog is allowed, because of jogging/jog/allowed" in result.stdout
    assert "reason:   jogging/jog/allowed: Jogging: allowed when all" in result.stdout
    assert "jogging/jog/not yet/weak leg: 1 of 12 scenarios failed" in result.stdout


def test_a_step_that_is_not_known_names_the_nearest(tmp_path):
    folder = write_knee(
        tmp_path, feature=[("Then lifting is not limited", "Then lifting is not restricted")]
    )

    result = recovery_test(folder, "--engine", "reference")

    assert result.exit_code == 3
    assert "no step is written: Then lifting is not restricted" in result.stdout
    assert "the nearest is:     <quantity> is not limited" in result.stdout


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("he may go running after week 3", "<activity> opens in week <week>"),
        (
            "the answer is rejected because of jogging/numb",
            "the answer is refused because of <rule>",
        ),
        ("lifting is capped at 5 kg", "<quantity> is at most <most>"),
        ("advice contains jogging/slowly", "the advice includes <rule>"),
    ],
)
def test_the_nearest_step_is_the_one_whose_own_words_are_most_alike(written, form):
    assert nearest("then", written) == form


def test_a_name_that_is_not_there_is_said_to_be_so_with_the_one_that_was_meant(tmp_path):
    folder = write_knee(
        tmp_path,
        feature=[
            ("Then jog is unknown", "Then jogg is unknown"),
            ("Then lifting is not limited", "Then liftin is not limited"),
        ],
    )

    result = recovery_test(folder, "--engine", "reference")

    assert "actual:   no activity is called `jogg`; did you mean `jog`?" in result.stdout
    assert "actual:   no limit is called `liftin`; did you mean `lifting`?" in result.stdout


@pytest.mark.parametrize(
    ("pain", "actual"),
    [
        ("10/10", "jog is not yet and does not open with time alone"),
        ("0/10", "jog is allowed and has nothing to open"),
    ],
)
def test_a_week_that_never_comes_is_said_in_words(tmp_path, pain, actual):
    asks = f"And leg pain is {pain}\n    Then jog opens in week 14"
    folder = write_knee(
        tmp_path,
        feature=[
            (
                "And foot drop is yes\n    Then jog is not yet because of jogging/jog/not yet/weak leg",
                asks,
            )
        ],
    )

    assert f"actual:   {actual}" in recovery_test(folder, "--engine", "reference").stdout


def test_a_rule_that_must_not_be_the_reason_can_be_named(tmp_path):
    line = "Then jog is not yet because of jogging/jog/not yet/weak leg\n\n  Scenario: Nothing"
    asks = line.replace("because", "and not because")
    folder = write_knee(tmp_path, feature=[(line, asks)])

    result = recovery_test(folder, "--engine", "reference")

    assert result.exit_code == 3
    assert "actual:   the rules that decided are jogging/jog/not yet/weak leg" in result.stdout
    folder = write_knee(tmp_path, feature=[(line, asks.replace("not yet/weak leg", "allowed"))])
    assert recovery_test(folder, "--engine", "reference").exit_code == 0


def test_a_rule_that_must_not_be_the_reason_of_an_urgency_can_be_named(tmp_path):
    line = "Then the urgency is emergency because of jogging/numb"
    asks = line.replace("because", "and not because")
    folder = write_knee(tmp_path, feature=[(line, asks)])

    result = recovery_test(folder, "--engine", "reference")

    assert result.exit_code == 3
    assert "actual:   it is because of jogging/numb" in result.stdout


def test_a_scenario_that_asks_nothing_is_a_problem(tmp_path):
    line = "    Then jog is unknown\n    And jog needs foot drop, leg pain\n"

    result = recovery_test(write_knee(tmp_path, feature=[(line, "")]))

    assert result.exit_code == 3
    assert "the scenario `Nothing is known` asks nothing [E507]" in result.stderr


def test_features_are_found_from_within_the_folder_of_rules(tmp_path, monkeypatch):
    monkeypatch.chdir(write_knee(tmp_path))

    assert recovery_test(".", "--engine", "reference").exit_code == 0


def test_a_folder_without_features_is_named(tmp_path):
    result = recovery_test(write_knee(tmp_path), "--features", tmp_path / "nowhere")

    assert result.exit_code == 3
    assert "nowhere` has no feature files [E501]" in result.stderr


class Terminal(StringIO):
    def isatty(self):
        return True


def test_progress_is_shown_on_a_terminal_while_scenarios_run(tmp_path, monkeypatch):
    """pytest takes standard error away while it runs."""
    folder = write_knee(tmp_path)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)

    ran(open_protocol(str(folder)), features_of(folder), "reference")

    assert "1 of 19 scenarios, 0 failed: jogging" in terminal.getvalue()
    assert terminal.getvalue().endswith("19 of 19 scenarios, 0 failed: jogging\r\033[K")


def test_lines_fit_the_columns_but_for_what_is_copied():
    long = "  reason:   a/b/c: " + "all of these hold, " * 9
    place = "features/knee/jogging.feature:12: " + "a title that is rather long " * 4
    pasted = "      And " + "something that is rather long " * 4

    lines = [line.text for line in fitted(map(Text, (long, place, pasted)), 60)]

    assert lines[-2:] == [place, pasted]
    assert len(lines) > 4
    assert all(len(line) <= 60 for line in lines[:-2])
    assert all(line.startswith(" " * 12) for line in lines[1:-2])


def test_every_step_can_be_shown_to_an_author():
    forms = [readable(definition.parser.name) for definition in STEPS]

    assert not [form for form in forms if set(form) & set("\\(?*^$")]
    assert "the stance is restrictive|typical|liberal" in forms
    assert "<quantity> is limited to <most> [because of <rule>]" in forms


@pytest.mark.parametrize("both", [True, False])
def test_scenarios_are_asked_of_one_engine_or_of_both(tmp_path, both):
    pytest.importorskip("durable_rules_engine", reason="durable-rules cannot be used here")
    folder = write_knee(tmp_path)

    asked = "both" if both else "durable"
    played = ran(open_protocol(str(folder)), features_of(folder), asked).played

    assert {p.engine for p in played} == ({"durable", "reference"} if both else {"durable"})
    assert len(played) == (38 if both else 19)


def test_a_reader_s_own_settings_of_pytest_take_no_part(tmp_path, monkeypatch):
    folder = write_knee(tmp_path)
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n")
    (tmp_path / "features/conftest.py").write_text("raise RuntimeError\n")
    monkeypatch.setenv("PYTEST_ADDOPTS", "--no-such-option")
    monkeypatch.chdir(tmp_path)
    before = dict(os.environ)

    assert recovery_test(folder, "--engine", "reference").exit_code == 0
    assert dict(os.environ) == before


def test_nothing_is_left_behind(tmp_path):
    folder = write_knee(tmp_path)
    before = sorted(tmp_path.rglob("*"))

    recovery_test(folder, "--engine", "reference")

    assert sorted(tmp_path.rglob("*")) == before


def test_two_scenarios_of_one_name_are_a_problem_and_not_one_scenario():
    text = "Feature: A\n  Scenario: x\n    Then a\n\n  Scenario: x\n    Then b\n"

    with pytest.raises(ProblemsFound) as found:
        read_feature(text, "a", "a.feature")

    (problem,) = found.value.problems
    assert (problem.code, str(problem.position)) == ("E503", "a.feature:5:3")
    assert problem.message == "two scenarios are called `x`; the first is at line 2"


def test_a_file_that_is_not_gherkin_is_a_problem_with_its_line(tmp_path):
    folder = write_knee(tmp_path, feature=[("Scenario: Numb", "Scenaro: Numb")])

    result = recovery_test(folder)

    assert result.exit_code == 3
    assert "`Scenaro: Numb` cannot stand here [E502]" in result.stderr
    assert "jogging.feature:64:3" in result.stderr


def test_a_protocol_without_features_is_a_problem(tmp_path):
    folder = write_knee(tmp_path)
    (tmp_path / "features/knee/jogging.feature").unlink()

    result = recovery_test(folder)

    assert result.exit_code == 3
    assert "has no feature files [E501]" in result.stderr


def test_an_example_keeps_the_line_of_its_row():
    text = (
        "Feature: A\n  Background:\n    Given a\n  Rule: R\n    Scenario Outline: x\n"
        "      Then <b> is b\n      Examples:\n        | b |\n        | 1 |\n        | 2 |\n"
    )

    first, second = read_feature(text, "a", "a.feature").scenarios

    assert (first.line, first.at, second.at) == (5, 9, 10)
    assert [step.text for step in second.steps] == ["a", "2 is b"]
    assert [step.text for step in second.outline] == ["a", "<b> is b"]
    assert second.rule == "R"
