"""docs/rule-files.md: its tables of fields are the forms, every line on time can be read, its ladder is ours."""

import re
from pathlib import Path

import pytest

from recovery_guidance.cases.forms import ENTRY, OVERLAY_FORM
from recovery_guidance.reading.forms import (
    CAP,
    HEAD_FORM,
    RESPONSES,
    ROW,
    RULE,
    SECTIONS,
    SIGNED,
    STEP,
    VALUE,
)
from recovery_guidance.reading.grammar import Phrase, read_phrase, read_trend

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "rule-files.md").read_text(encoding="utf-8")
OVER_TIME = PAGE.split("## conditions over time")[1].split("\n## ladders")[0]
LADDERS = PAGE.split("\n## ladders")[1].split("\n## thresholds")[0]
CONDITIONS, WORKINGS = (
    re.findall(r"^\| `([^`:]+)` \|", part, re.MULTILINE)
    for part in OVER_TIME.split("An item can be worked out")
)
OURS = (ROOT / "rules" / "lumbar-microdiscectomy" / "ladder.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", CONDITIONS)
def test_a_condition_of_the_page_looks_back(text):
    phrase = read_phrase(text)

    assert phrase.window is not None or phrase.name.text.startswith("sessions of ")


@pytest.mark.parametrize("text", WORKINGS)
def test_a_working_of_the_page_can_be_read(text):
    read = read_trend(text)

    assert not isinstance(read, Phrase) or read.window is not None


def test_the_page_tells_every_way_to_look_back():
    grammar = (ROOT / "engine/recovery_guidance/reading" / "grammar.lark").read_text(
        encoding="utf-8"
    )
    windows = re.search(r"^\?window: (.*)$", grammar, re.MULTILINE)[1].split(" | ")
    counts = re.search(r"^\?count: (.*)$", grammar, re.MULTILINE)[1].split(" | ")
    told = {read_phrase(text).window.kind for text in CONDITIONS if "sessions of" not in text}
    read = [read_trend(text) for text in WORKINGS]
    likewise = {"better", "not_worse", "worsened"}  # named in the row of their opposite

    assert told | likewise == set(windows)
    assert {r.kind for r in read if not isinstance(r, Phrase)} | {"sessions"} == set(counts)


def test_the_excerpt_of_the_ladder_stands_in_our_rules():
    (excerpt,) = re.findall(r"```yaml\n(.*?)```", LADDERS, re.DOTALL)
    lines = [re.sub(r"\s+#.*", "", line).rstrip() for line in excerpt.splitlines()]
    ours = [re.sub(r"\s+#.*", "", line).rstrip() for line in OURS.splitlines()]

    assert len(lines) > 25
    assert [line for line in lines if line not in ours] == []


KINDS = {
    "text": "text",
    "texts": "text, or a list of texts",
    "called": "text, or a list of texts; of an item with words, by its value",
    "lines": "a condition, or a list of them",
    "date": "date",
    "unit": "unit",
    "type": "type",
    "decimals": "0 to 3",
    "grades": "a text for each grade",
    "conditions": "list of conditions",
    "cited": "sources, each with a line",
    "follows": "sources for each stance",
    "fields": "fields of its own",
    "digests": "a digest for each part",
    "named": "entries by name",
    "weeks": "entries by week",
    "practice": "list of entries",
}


def row(field):
    """One field as a line of a table."""
    kind = ", ".join(f"`{word}`" for word in field.words) or KINDS[field.kind]
    return f"| `{field.name}` | {field.required} | {kind} | {field.help} |"


def table(title, form):
    """The fields of one mapping; those of a rule stand in a table of their own."""
    is_rule = form is not RULE and set(RULE) <= set(form)
    fields = [field for field in form.fields if not is_rule or field not in RULE.fields]
    lines = [f"### {title}", ""]
    if form.one_of and not is_rule:
        lines += [f"Exactly one of {', '.join(f'`{name}:`' for name in form.one_of)} is there.", ""]
    if is_rule:
        free = "" if form.one_of else ", whose conditions may be left out"
        lines += [f"The fields of a rule{free}{', and these:' if fields else '.'}", ""]
    if fields:
        lines += ["| field | has to be there | kind | what it says |", "|---|---|---|---|"]
        lines += [*map(row, fields), ""]
    return "\n".join(lines)


TABLES = {
    "protocol.yaml": HEAD_FORM,
    "the signature under `signed`": SIGNED,
    "a rule": RULE,
    **{f"an entry of `{name}`": form for name, form in SECTIONS.items()},
    "a value of a finding": VALUE,
    "a row under `by week`": ROW,
    "a cap under `at most`": CAP,
    "a step of a ladder": STEP,
    "the responses of a ladder": RESPONSES,
    "an overlay": OVERLAY_FORM,
    "an entry of an overlay's `practice`": ENTRY,
}


def test_the_page_tells_every_field_as_the_loader_reads_it():
    told = PAGE.split("\n## fields\n")[1].split("\n## ")[0]
    made = "\n".join(table(title, form) for title, form in TABLES.items())

    assert told[told.index("### ") :] == made, f"write under `## fields`:\n\n{made}"


def test_no_form_names_a_field_twice():
    for form in TABLES.values():
        assert len(set(form)) == len(form.fields)
