"""Feature files of all kinds that Gherkin knows are read as Gherkin's own compiler reads them, or refused with place."""

from collections import Counter

import pytest
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler
from hypothesis import given
from hypothesis import strategies as st

from recovery_guidance.model.problem import ProblemsFound
from recovery_guidance.scenarios import features
from recovery_guidance.scenarios.features import read_feature

GOOD = {
    "descriptions everywhere": """\
Feature: Walking
  Short and often.

  It is open from the first day.

  Background: at home
    Everybody lives at home.
    Given a patient on day 3

  Rule: legs decide
    A weak leg needs a rail.

    Scenario: a weak leg
      Seen every week.
      Given foot drop is yes
      Then jog is not yet

    Scenario Outline: pain
      Told in tenths.
      Given leg pain is <pain>
      Then jog is allowed

      Examples: little
        Nobody minds these.
        | pain |
        | 0/10 |

      @more @seen
      Examples: more
        | pain |
        | 1/10 |
        | 2/10 |
""",
    "backgrounds of a feature and of two rules": """\
Feature: a
  Background:
    Given a patient on day 1
  Scenario: before the rules
    Then jog is not yet
  Rule: one
    Background:
      Given foot drop is yes
    Scenario: in one
      Then jog is not yet
  Rule: two
    Background:
      Given foot drop is no
      And leg pain is 1/10
    Example: in two
      Then jog is allowed
""",
    "words that mean the same": """\
Feature: a
  Scenario Template: b <c>
    Given foot drop is <c>
    Then jog is not yet
    Scenarios:
      | c   |
      | yes |
  Example: d
    Given foot drop is no
    But leg pain is 3/10
    * numb is no
    Then jog is not yet
    And there is no urgency
    * the phase is early
""",
    "cells that are escaped, empty, padded and wide": r"""
Feature: a
  Scenario Outline: b
    Given an order: "<text>"<more>
    Then jog is <what>
    Examples:
      |text           |   more   | what    |
      | a \| b        |          | not yet |
      | c:\\d \n e    | <nothing | allowed |
      | \x é 日本     |   ¡      | unknown |
""",
    "a table below facts, with values of examples in it": """\
Feature: a
  Scenario Outline: b
    Given these facts:
      | leg pain  | <pain> |
      | foot drop | no     |
    And numb is no
    Then jog is allowed
    Examples:
      | pain |
      | 0/10 |
      | 1/10 |
""",
    "tags on everything, and remarks between": """\
# a remark first

@a @b#c @d
# another
Feature: a
  # of the feature
  @e   # behind a tag
  @f
  Scenario: b
    # of a step
    Given foot drop is no
    # before the last
    Then jog is allowed
    # at the end
  @g
  Rule: h
    @i
    Scenario Outline: j
      Then jog is <what>
      @k
      Examples:
        # above the names
        | what    |
        # between rows
        | allowed |
# at the very end""",
    "German keywords": """\
# language: de
Funktionalität: Joggen
  Grundlage:
    Angenommen a patient on day 3
  Szenariogrundriss: b
    Angenommen foot drop is <drop>
    Dann jog is not yet
    Und there is no urgency
    Beispiele:
      | drop |
      | yes  |
  Regel: c
    Beispiel: d
      Dann jog is not yet
""",
    "French keywords, with a space in a keyword": """\
 #  language :  fr
Fonctionnalité: a
  Plan du scénario: b
    Étant donné que foot drop is <drop>
    Et que leg pain is 3/10
    Alors jog is not yet
    Exemples:
      | drop |
      | yes  |
""",
    "keywords without spaces": """\
# language: zh-CN
功能: a
  场景: b
    假如foot drop is yes
    那么jog is not yet
""",
    "keywords from right to left": """\
# language: he
תכונה: a
  תרחיש: b
    בהינתן foot drop is yes
    אז jog is not yet
""",
    "a title with signs of its own": """\
Feature: a: b
  Scenario: Scenario: | @ # "c" <  > \\ * 5/10
    Given foot drop is yes
    Then jog is not yet
""",
    "no indents, tabs, empty lines and spaces at the end": "Feature: a\n\nScenario: b\t \n\n\tGiven foot drop is yes  \n\n\n\t\tThen jog is not yet",
    "a long outline": "Feature: a\nScenario Outline: b\nGiven a patient on day <d>\nThen jog is not yet\nExamples:\n|d|\n"
    + "".join(f"|{day}|\n" for day in range(300)),
}


def compiled(text):
    """What Gherkin makes of a text: name, place, tags, and each step's kind, words and table."""
    document = Parser().parse(text)
    kinds = {"Context": "given", "Outcome": "then"}
    for one in Compiler().compile({**document, "uri": "a.feature"}):
        steps, kind = [], "given"
        for step in one["steps"]:
            kind = kinds.get(step["type"], kind)
            rows = step.get("argument", {}).get("dataTable", {}).get("rows", [])
            table = tuple(tuple(cell["value"] for cell in row["cells"]) for row in rows)
            steps.append((kind, step["text"], table))
        yield one["name"], tuple(tag["name"] for tag in one["tags"]), steps


def own(text):
    for one in read_feature(text, "a", "a.feature").scenarios:
        name = one.name
        for column, value in one.example:
            name = name.replace(f"<{column}>", value)
        yield name, one.tags, [(step.type, step.text, step.table) for step in one.steps]


@pytest.mark.parametrize("kind", GOOD)
def test_a_file_is_read_as_gherkin_reads_it(kind):
    text = GOOD[kind].lstrip("\n")

    assert list(own(text)) == list(compiled(text))
    assert list(own(text))


@pytest.mark.parametrize("kind", GOOD)
def test_each_scenario_has_a_place_of_its_own(kind):
    lines = GOOD[kind].lstrip("\n").split("\n")
    read = read_feature("\n".join(lines), "a", "a.feature").scenarios

    assert len({one.place for one in read}) == len(read)
    for one in read:
        assert (
            lines[one.at - 1]
            .strip()
            .startswith("|" if one.example else one.steps and ("Sc", "Ex", "Be", "场", "ת"))
        )


LINES = [
    "Feature: a",
    "Rule: r",
    "Background:",
    "Scenario: s",
    "Scenario: t",
    "Scenario Outline: o",
    "Examples:",
    "@draft",
    "@a @b",
    "# remark",
    "Given foot drop is yes",
    "Then jog is <x>",
    "Then jog is allowed",
    "And numb is no",
    "* numb is no",
    "some words",
    '"""',
    "```",
    "Given these facts:",
    "| x |",
    "| 1 | 2 |",
    "| allowed |",
    "",
    "# language: de",
    "# language: xx",
    "Scenerio: x",
    "Scenario",
    "",
]


def read_or_refused(text):
    """What is read of a text, or its problems."""
    try:
        return list(own(text)), ()
    except ProblemsFound as found:
        return [], found.problems


@given(st.lists(st.sampled_from(LINES), max_size=14))
def test_whatever_lines_stand_there_all_is_read_as_gherkin_reads_it_or_has_its_place(lines):
    text = "\n".join(["Feature: a", "Scenario: first", "Then jog is allowed", *lines])

    read, problems = read_or_refused(text)

    assert all(problem.position and problem.position.line for problem in problems)
    if not problems:
        headed = [line for line in lines if line.startswith("Scenario")]
        assert read == list(compiled(text))
        assert len({name for name, _, _ in read}) == 1 + len(headed)


def test_a_scenario_that_the_reader_leaves_out_is_told_with_its_line(monkeypatch):
    text = GOOD["words that mean the same"]
    every = features._scenarios
    monkeypatch.setattr(features, "_scenarios", lambda *told: list(every(*told))[:-1])

    with pytest.raises(ProblemsFound) as found:
        read_feature(text, "a", "a.feature")

    (problem,) = found.value.problems
    assert (problem.code, problem.position.file, problem.position.line) == ("E504", "a.feature", 8)
    assert problem.message == "the scenario at line 8 is read 0 times and found by Gherkin 1 times"


def test_counts_are_compared_by_place_and_not_by_number():
    read = Counter({("a.feature", 3): 1, ("a.feature", 9): 1})
    ran = Counter({("a.feature", 3): 2})

    assert [one.position.line for one in features.miscounted(read, ran, "run")] == [3, 9]
