"""docs/citations.md says what the lines say: what is counted for each number, its middle, and how many have a line."""

import re
from collections import Counter
from pathlib import Path

import pytest

from recovery_guidance import open_protocol
from recovery_guidance.model.citation import PATIENTS
from recovery_guidance.model.protocol import STANCES
from recovery_guidance.reading.citations import values_in

PROTOCOL = open_protocol()
NOT_IN_THE_MIDDLE = {"building up from": "it begins a phase, which opens nothing by itself"}


def counted(threshold):
    """Each source for these patients that gives a number, with the first day, or the most, that it allows."""
    first = min if threshold.stricter == "higher" else max
    for name, line in threshold.cited.lines:
        source = PROTOCOL.sources[name]
        found = values_in(line, threshold.measure)
        if found and source.gives_numbers and source.patients in PATIENTS[:2]:
            yield first(found), name


def middle_of(threshold, values):
    higher = threshold.stricter == "higher"
    return sorted(values)[len(values) // 2 if higher else (len(values) - 1) // 2]


def test_a_typical_number_is_never_looser_than_the_middle_of_its_sources():
    """Where three or more sources for these patients give one; of two in the middle the stricter counts."""
    looser, compared = set(), 0
    for name, threshold in PROTOCOL.thresholds.items():
        values = [value for value, _ in counted(threshold)]
        if len(values) >= 3:
            compared += 1
            if threshold.is_looser(threshold.values["typical"], middle_of(threshold, values)):
                looser.add(name)

    assert looser == set(NOT_IN_THE_MIDDLE)
    assert compared > 15


PAGE = (Path(__file__).parent.parent / "docs" / "citations.md").read_text("utf-8")
ROW = re.compile(r"^\| ([a-z][^|]*) \| ((?:[^|]+ \| )*)([^|]*\([A-Z]\d+\)) \| ([^|]+) \|$", re.M)
ROWS = [(name, now.split(" | ")[-2], said, middle) for name, now, said, middle in ROW.findall(PAGE)]


@pytest.mark.parametrize(("name", "typical", "said", "middle"), ROWS, ids=[row[0] for row in ROWS])
def test_the_page_of_citations_counts_what_the_lines_say(name, typical, said, middle):
    threshold = PROTOCOL.thresholds.get(name) or PROTOCOL.thresholds[f"{name} from"]

    def value(text):
        said = text if re.search("[a-z]", text) else f"{text} weeks"
        return values_in(said, threshold.measure)[-1]

    pairs = re.findall(r"(\d[^,]*?) \(([A-Z]\d+)\)", said)
    assert {(value(text), source) for text, source in pairs} == set(counted(threshold))
    assert value(typical) == threshold.values["typical"]
    assert len(pairs) < 3 or value(middle) == middle_of(threshold, [value(t) for t, _ in pairs])


def test_the_page_of_citations_says_how_many_numbers_have_a_line():
    every = [(t, stance) for t in PROTOCOL.thresholds.values() for stance in STANCES]
    ours = [t.sources_of(s) and ("reading" if s in t.readings else "line") for t, s in every]
    seen = Counter(source.seen for source in PROTOCOL.sources.values())
    some = seen["part"] + seen["abstract"]
    for said in (
        f"Of the {len(ours)} numbers of the three stances {ours.count('line')} stand in a line",
        f"{ours.count('reading')} are a reading, and {ours.count(())} have no source",
        f"of {seen.total()}, the whole page of {seen['page']}, a part or the abstract of {some}",
        f"about it of {seen['second hand']}, and nothing of {seen['not seen']}.",
    ):
        assert said in PAGE
    assert len(ROWS) > 20
