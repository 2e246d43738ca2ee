"""docs/rule-files.md on time and ladders: every line of its tables can be read, and its example is ours."""

import re
from pathlib import Path

import pytest

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
