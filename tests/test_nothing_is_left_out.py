"""What reads like a scenario and would not be run is a problem with its file and line, whatever the reason."""

import re
from contextlib import chdir

import pytest
from click.testing import CliRunner
from knee import write_knee

from recovery_guidance.model.problem import ProblemsFound
from recovery_guidance.scenarios.features import features_of, read_feature, read_features
from recovery_guidance.verbs.command import main

GOOD = """\
Feature: Jogging
  When a patient may jog.

  Scenario: A weak leg
    Given a patient 12 weeks after the operation
    And foot drop is yes
    Then jog is not yet

  Scenario Outline: Pain
    Given a patient 12 weeks after the operation
    And everything else is uncomplicated
    And leg pain is <pain>
    Then jog is <verdict>

    Examples:
      | pain | verdict |
      | 2/10 | allowed |
      | 3/10 | not yet |
"""
SECOND = "  Scenario Outline: Pain\n"
FIRST = "  Scenario: A weak leg\n"
ROWS = "      | 2/10 | allowed |\n      | 3/10 | not yet |\n"
EXAMPLES = "    Examples:\n      | pain | verdict |\n" + ROWS
TELLS = "    Given a patient 12 weeks after the operation\n    And foot drop is yes\n"
ASKS = "    Then jog is not yet\n"
DOC = '    And foot drop is yes\n      """\n'

# What is exchanged in GOOD, the code that is told, and its line.
WAYS = {
    # keywords of titles
    "misspelt title": ((FIRST, "  Scenerio: A weak leg\n"), "E508", 4),
    "misspelt title after steps": ((SECOND, "  Senario Outline: Pain\n"), "E502", 9),
    "title in lower case": ((FIRST, "  scenario: A weak leg\n"), "E508", 4),
    "title in capitals": ((FIRST, "  SCENARIO: A weak leg\n"), "E508", 4),
    "title without its colon": ((FIRST, "  Scenario A weak leg\n"), "E508", 4),
    "title with a space before its colon": ((FIRST, "  Scenario : A weak leg\n"), "E508", 4),
    "title with a wide colon": ((FIRST, "  Scenario： A weak leg\n"), "E508", 4),
    "title with a semicolon": ((FIRST, "  Scenario; A weak leg\n"), "E508", 4),
    "title as a heading of Markdown": ((FIRST, "  - Scenario: A weak leg\n"), "E508", 4),
    "title in bold": ((FIRST, "  **Scenario:** A weak leg\n"), "E508", 4),
    "title in another language": ((FIRST, "  Szenario: A weak leg\n"), "E508", 4),
    "title in another script": ((FIRST, "  Сценарий: A weak leg\n"), "E508", 4),
    "title forgotten": ((FIRST, ""), "E508", 4),
    "title behind a quote": ((FIRST, '  "Scenario: A weak leg"\n'), "E508", 4),
    "outline without a space": ((FIRST, "  ScenarioOutline: A weak leg\n"), "E508", 4),
    "word alone on its line": ((FIRST, "  Scenario\n"), "E508", 4),
    "background misspelt": ((FIRST, "  Backgroud:\n" + TELLS + "\n" + FIRST), "E508", 4),
    "rule in lower case": ((FIRST, "  rule: weak legs\n" + FIRST), "E508", 4),
    "feature misspelt": (("Feature:", "Featur:"), "E502", 1),
    "feature in lower case": (("Feature:", "feature:"), "E502", 1),
    "feature forgotten": (("Feature: Jogging\n", ""), "E502", 1),
    "second feature": ((SECOND, "Feature: More\n" + SECOND), "E502", 9),
    "background after a scenario": ((SECOND, "  Background:\n" + TELLS + SECOND), "E502", 9),
    "second background": ((FIRST, ("  Background:\n" + TELLS) * 2 + FIRST), "E502", 7),
    "background alone": ((GOOD[GOOD.index(FIRST) :], "  Background:\n" + TELLS), "E504", 1),
    "no scenario": ((GOOD[GOOD.index(FIRST) :], ""), "E504", 1),
    "rule without a scenario": ((EXAMPLES, EXAMPLES + "\n  Rule: none\n"), "E504", 20),
    # keywords of steps
    "step misspelt": (("    Given a patient 12 weeks", "    Givn a patient 12 weeks"), "E508", 5),
    "step transposed": (("    Given a patient", "    Gvien a patient"), "E508", 5),
    "step in lower case": (("    Given a patient", "    given a patient"), "E508", 5),
    "step in capitals": (("    Given a patient", "    GIVEN a patient"), "E508", 5),
    "step with a colon": (("    Given a patient", "    Given: a patient"), "E508", 5),
    "step with a dash": (("    Given a patient", "    - Given a patient"), "E508", 5),
    "step without a keyword": (("    Given a patient 12", "    a patient 12"), "E508", 5),
    "last step misspelt": ((ASKS, "    Thn jog is not yet\n"), "E502", 7),
    "last step in lower case": ((ASKS, "    then jog is not yet\n"), "E502", 7),
    "only steps misspelt": ((TELLS + ASKS, "    Gven foot drop is yes\n    Thn jog is not yet\n"), "E508", 5),
    "steps on the line of the title": (("  Scenario: A weak leg\n" + TELLS + ASKS, "  Scenario: Given foot drop is yes Then jog is not yet\n"), "E507", 4),
    "begins with And": (("    Given a patient", "    And a patient"), "E510", 5),
    "begins with But": (("    Given a patient", "    But a patient"), "E510", 5),
    "begins with a star": (("    Given a patient", "    * a patient"), "E510", 5),
    "background begins with And": ((FIRST, "  Background:\n    And foot drop is no\n\n" + FIRST), "E510", 5),
    "no steps": ((TELLS + ASKS, ""), "E507", 4),
    "no Then": ((ASKS, ""), "E507", 4),
    "only Then in the background": ((FIRST, "  Background:\n" + TELLS + ASKS + "\n  Scenario: None\n\n" + FIRST), "E507", 9),
    "steps below the feature": (("  When a patient may jog.\n", "  Given foot drop is yes\n  Then jog is not yet\n"), "E508", 2),
    "one step below the feature": (("  When a patient may jog.\n", "  Then jog is not yet\n"), "E508", 2),
    "steps of a kind nobody knows below the feature": (("  When a patient may jog.\n", "  Given a cat\n  Then a dog\n"), "E508", 2),
    # titles
    "title twice": ((SECOND, "  Scenario Outline: A weak leg\n"), "E503", 9),
    "no words in the title": ((FIRST, "  Scenario:\n"), "E503", 4),
    "title twice below two rules": ((SECOND, "  Rule: more\n  Scenario Outline: A weak leg\n"), "E503", 10),
    # examples
    "outline without examples": ((EXAMPLES, ""), "E509", 9),
    "outline without examples or names": (("<pain>\n    Then jog is <verdict>\n\n" + EXAMPLES, "2/10\n    Then jog is allowed\n"), "E509", 9),
    "examples without rows": ((ROWS, ""), "E509", 15),
    "examples without a table": (("      | pain | verdict |\n" + ROWS, ""), "E509", 15),
    "rows commented out": ((ROWS, ROWS.replace("      |", "      # |")), "E508", 17),
    "one row commented out": (("      | 3/10", "    # | 3/10"), "E508", 18),
    "examples commented out": ((EXAMPLES, EXAMPLES.replace("    Examples", "    # Examples")), "E508", 15),
    "examples misspelt": (("Examples:", "Exampels:"), "E502", 15),
    "examples in lower case": (("Examples:", "examples:"), "E502", 15),
    "examples forgotten": (("    Examples:\n", ""), "E509", 9),
    "a second table without rows": ((EXAMPLES, EXAMPLES + "\n    Examples: more\n      | pain | verdict |\n"), "E509", 20),
    "column without a step": (("leg pain is <pain>", "leg pain is 2/10"), "E509", 16),
    "column twice": (("| pain | verdict |", "| pain | pain |"), "E509", 16),
    "column without a name": (("| pain | verdict |", "|      | verdict |"), "E509", 16),
    "name without a column": (("| pain | verdict |", "| pain | verdicts |"), "E509", 13),
    "name in other letters": (("<verdict>", "<Verdict>"), "E509", 13),
    "name with a space": (("<verdict>", "< verdict >"), "E509", 13),
    "name in the title without a column": (("Outline: Pain", "Outline: Pain <level>"), "E509", 9),
    "name in a scenario": (("    And foot drop is yes", "    And foot drop is <drop>"), "E509", 6),
    "name in a background": ((FIRST, "  Background:\n    Given foot drop is <drop>\n\n" + FIRST), "E509", 5),
    "no sign at the end of rows": ((" verdict |\n      | 2/10 | allowed |\n      | 3/10 | not yet |", " verdict\n      | 2/10 | allowed\n      | 3/10 | not yet"), "E509", 16),
    "a remark behind a row": (("| 2/10 | allowed |", "| 2/10 | allowed | # sure"), "E509", 17),
    "a sign escaped at the end of a row": (("| 2/10 | allowed |", "| 2/10 | allowed | x \\|"), "E509", 17),
    "no sign before the names": (("      | pain | verdict |", "      pain | verdict |"), "E508", 16),
    "another sign between cells": (("      | pain | verdict |", "      ¦ pain ¦ verdict ¦"), "E508", 16),
    "a row that is too short": (("| 2/10 | allowed |", "| 2/10 |"), "E502", 17),
    "a row that is too long": (("| 2/10 | allowed |", "| 2/10 | allowed | 5 |"), "E502", 17),
    # what stands below steps
    "table below a step that takes none": ((ASKS, ASKS + "      | jog | allowed |\n"), "E510", 8),
    "doc string below a step": ((ASKS, ASKS + '      """\n      Then jog is allowed\n      """\n'), "E510", 8),
    "doc string below facts": ((TELLS, TELLS.replace("foot drop is yes", "these facts:") + "      ```\n      x\n      ```\n"), "E510", 7),
    "doc string that is never closed": (("    And foot drop is yes\n", DOC), "E502", 7),
    "two doc strings that are never closed": (("    And foot drop is yes\n", DOC), ("    And everything else is uncomplicated\n", '    And everything else is uncomplicated\n      """\n'), "E510", 7),
    "table below a title": ((FIRST, FIRST + "      | a |\n"), "E508", 5),
    # remarks
    "scenario commented out": ((FIRST + TELLS + ASKS, re.sub(r"^ +", "  # ", FIRST + TELLS + ASKS, flags=re.M)), "E508", 4),
    "title commented out": ((SECOND, "  # Scenario Outline: Pain\n"), "E508", 9),
    "step commented out": ((ASKS, ASKS + "    # And jog is not yet because of jogging/jog/not yet/weak leg\n"), "E508", 8),
    # languages, tags and signs
    "language unknown": (("Feature:", "# language: xx\nFeature:"), "E502", 1),
    "language too late": (("  When a patient may jog.\n", "  # language: de\n"), "E508", 2),
    "language with steps of its own": ((GOOD, "# language: de\nFunktionalität: x\n  Szenario: y\n    Angenommen a patient on day 3\n    Dann darf man joggen\n"), "E510", 5),
    "keywords of a language that is not named": ((GOOD, "Funktionalität: x\n  Szenario: y\n    Dann jog is not yet\n"), "E502", 1),
    "tag with a space": ((FIRST, "  @not yet\n" + FIRST), "E502", 4),
    "tag of nothing": ((EXAMPLES, EXAMPLES + "  @later\n"), "E502", 19),
    "tag on a background": ((FIRST, "  @later\n  Background:\n" + TELLS + FIRST), "E502", 5),
    "mark at the beginning": (("Feature:", "\ufeffFeature:"), "E012", 1),
    "hidden space in a step": (("foot drop is yes", "foot\u00a0drop is yes"), "E012", 6),
    "line end of another kind": (("    And foot drop", "\u2028    And foot drop"), "E012", 6),
    "nothing at all": ((GOOD, ""), "E502", 1),
    "remarks only": ((GOOD, "# a remark\n"), "E502", 1),
}  # fmt: skip


def changed(*pairs):
    text = GOOD
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def written(folder, text=GOOD, name="jogging.feature", more=()):
    """The knee with these feature files."""
    rules = write_knee(folder)
    features = folder / "features/knee"
    (features / "jogging.feature").unlink()
    for place, content in {name: text, **dict(more)}.items():
        (features / place).parent.mkdir(parents=True, exist_ok=True)
        (features / place).write_bytes(content.encode())
    return rules


def told_of(folder):
    with chdir(folder):
        return CliRunner().invoke(main, ["test", "rules/knee"], catch_exceptions=False)


def problems_in(read, *arguments):
    with pytest.raises(ProblemsFound) as found:
        read(*arguments)
    return found.value.problems


def test_what_is_changed_below_is_read_and_run(tmp_path):
    written(tmp_path)
    found = told_of(tmp_path)

    assert (found.exit_code, found.stderr) == (0, "")
    assert "3 scenarios: 3 passed." in found.stdout


@pytest.mark.parametrize("way", WAYS)
def test_a_scenario_that_would_not_run_is_told_with_file_and_line(way):
    *pairs, code, line = WAYS[way]

    found = problems_in(read_feature, changed(*pairs), "jogging", "jogging.feature")

    assert ("jogging.feature", line, code) in [(*one.position[:2], one.code) for one in found]


def test_there_are_enough_ways():
    assert len(WAYS) + len(NAMES) >= 100


@pytest.mark.parametrize("code", sorted({way[-2] for way in WAYS.values()}))
def test_the_exit_code_says_that_one_would_not_run(tmp_path, code):
    *pairs, _, line = next(way for way in WAYS.values() if way[-2] == code)
    written(tmp_path, changed(*pairs))

    found = told_of(tmp_path)

    assert found.exit_code == 3
    assert re.search(rf"features/knee/jogging.feature:{line}:\d+: .*\[{code}\]", found.stderr)
    assert "passed" not in found.stdout


NAMES = [
    "jogging.FEATURE", "Jogging.Feature", "jogging.feature.txt", "jogging.feature.md", "jogging.features", "jogging.featur",
    "jogging.feture", "jogging.feature.bak", "jogging.feature.off", "jogging.feature-old", "later/jogging.feature",
    "later/more/jogging.feature", ".jogging.feature", ".feature", "jogging.txt", "jogging", "jogging.md", "jogging.story",
    "jogging.gherkin", "jogging.feature ", "../jogging.feature", "../jogging.txt",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("alone", [True, False])
def test_a_file_that_nothing_reads_is_told(tmp_path, name, alone):
    rules = written(tmp_path, name=name, more={} if alone else {"other.feature": GOOD})

    found = problems_in(read_features, features_of(rules), "features/knee")

    assert [one.code for one in found] == ["E001"]
    file = re.escape(name.rpartition("/")[2])
    assert re.match(rf"`features/[\w/.]*{file}` would not be read: ", found[0].message)


def test_a_file_that_nothing_reads_changes_the_exit_code(tmp_path):
    written(tmp_path, more={"later/more.feature": GOOD})

    found = told_of(tmp_path)

    assert found.exit_code == 3
    assert (
        "`features/knee/later/more.feature` would not be read: feature files stand in the folder"
        in found.stderr
    )


def test_a_folder_called_like_a_feature_file_is_told(tmp_path):
    rules = written(tmp_path, name="jogging.feature/jogging.txt")

    (found,) = problems_in(read_features, features_of(rules), "features/knee")

    assert found.message == "`features/knee/jogging.feature` cannot be opened: it is a folder"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *((name, GOOD) for name in (".#a.feature", "#a.feature#", "a.feature~", ".a.feature.swp")),
        *((name, "# Scenario: none here; Given that\n") for name in ("README.md", "notes.txt")),
        ("mutants.yaml", "accepted: []\n"),
    ],
)
def test_what_an_editor_puts_there_or_holds_no_scenario_may_stand_beside(tmp_path, name, text):
    rules = written(tmp_path, more={name: text})

    assert [one.topic for one in read_features(features_of(rules))] == ["jogging"]


@pytest.mark.parametrize(
    "prose",
    [
        "When a patient may jog: never before week 6.",
        "Given the operation, jogging is not yet open for long,\n  and then only with care.",
        "Examples below stand on both sides of a boundary.",
        "Scenarios are invented.",
        "The wound is closed in all of them",
        "Where sources differ: the later week.",
        "And so on, but not for everybody.",
        "Note: numbers are from sources.",
        "* one\n  * two",
        "Rules of thumb do not count here.",
        "then there is pain\n  when sitting is too much",
    ],
)
def test_prose_stays_prose(prose):
    text = changed(("  When a patient may jog.\n", f"  {prose}\n"))

    assert read_feature(text, "jogging", "jogging.feature").description == " ".join(prose.split())


@pytest.mark.parametrize(
    "remark",
    ["# what sources say", "# Given up: week 5", "# Rule of thumb", "# When in doubt, ask", "#"],
)
def test_a_remark_stays_one(remark):
    assert read_feature(changed((FIRST, f"  {remark}\n{FIRST}")), "a", "a.feature").scenarios


def problems(text):
    return problems_in(read_feature, text, "a", "a.feature")


def test_a_mark_at_the_beginning_is_named_once():
    (problem,) = problems("\ufeff" + GOOD)

    assert "byte order mark, U+FEFF" in problem.message


def test_a_file_whose_first_line_is_wrong_has_one_problem():
    (problem,) = problems(changed(("Feature:", "Featur:")))

    assert problem.message == "`Featur: Jogging` cannot stand here"
    assert problem.help.startswith("did you mean `Feature:`?")


def test_the_parser_s_own_reasons_are_kept():
    pairs = {
        "a row that is too long": "inconsistent cell count within the table",
        "language unknown": "language not supported: `xx`",
        "doc string that is never closed": "unexpected end of file: the doc string that begins here is never closed",
        "tag with a space": "a tag may not contain whitespace",
    }

    assert {way: problems(changed(*WAYS[way][:-2]))[0].message for way in pairs} == pairs


@pytest.mark.parametrize(
    ("written_as", "meant"),
    [("Thn jog is not yet", "Then"), ("Scenari: x", "Scenario:"), ("exmples:", "Examples:")],
)
def test_the_word_that_was_meant_is_named(written_as, meant):
    (problem, *_) = problems(changed((ASKS, f"{ASKS}    {written_as}\n")))

    assert problem.help == f"did you mean `{meant}`?"


def test_what_may_stand_in_a_place_is_named():
    (problem,) = problems(changed((ASKS, f"    some words\n{ASKS}")))

    assert "Given, And or Then, a tag, Examples:, Scenario:" in problem.help


def test_a_hidden_sign_in_a_step_is_named_and_not_the_step():
    (problem,) = problems(changed(("foot drop is", "foot\u00a0drop is")))

    assert problem.message == "a sign that cannot be seen stands here: no-break space, U+00A0"


def test_a_line_separator_leaves_the_excerpt_where_it_is():
    (problem,) = problems(changed(("A weak leg", "A\u2028weak leg")))

    assert (problem.position.line, problem.position.excerpt) == (4, "  Scenario: A\u2028weak leg")
