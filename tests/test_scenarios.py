"""`recovery test`: scenarios of any folder, under pytest-bdd and without it, and what they came to."""

import os

import pytest
from click.testing import CliRunner
from knee import write_knee

from cli import main
from engine.library import DEFAULT_PROTOCOL, open_protocol, protocol_folder
from engine.problem import ProblemsFound
from engine.scenarios.features import features_of, read_feature, read_features
from engine.scenarios.play import definition_of, play_all, readable
from engine.scenarios.standing import all_scenarios
from engine.scenarios.story import STEPS
from engine.scenarios.suite import run


def recovery_test(*arguments):
    return CliRunner().invoke(main, ["test", *map(str, arguments)], catch_exceptions=False)


def went(played):
    return [(p.scenario.id, [(s.state, s.actual) for s in p.steps]) for p in played]


def asked(played):
    return [[(a.rules, a.widely) for a in p.answers] for p in played]


def test_pytest_and_play_find_the_same(tmp_path):
    folder = write_knee(tmp_path, feature=[("| 84  | allowed |", "| 84  | not yet |")])
    features = read_features(features_of(folder))

    under_pytest = run(features_of(folder), str(folder), "reference")
    in_process = play_all(all_scenarios(features), open_protocol(str(folder)))

    assert went(under_pytest) == went(in_process)
    assert asked(under_pytest) == asked(in_process)
    assert [p.passed for p in in_process].count(False) == 1


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


def test_every_step_can_be_shown_to_an_author():
    forms = [readable(definition.parser.name) for definition in STEPS]

    assert not [form for form in forms if set(form) & set("\\(?*^$")]
    assert "the stance is restrictive|typical|liberal" in forms
    assert "<quantity> is limited to <most> [because of <rule>]" in forms


@pytest.mark.parametrize("both", [True, False])
def test_scenarios_are_asked_of_one_engine_or_of_both(tmp_path, both):
    pytest.importorskip("durable_rules_engine", reason="durable-rules cannot be used here")
    folder = write_knee(tmp_path)

    played = run(features_of(folder), str(folder), "both" if both else "durable")

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
    text = "Feature: A\n  Scenario: x\n    Given a\n\n  Scenario: x\n    Given b\n"

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
