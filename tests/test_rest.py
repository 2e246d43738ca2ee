"""Where YAML stumbles in one place, every other slip is told all the same; the protocol is invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_guidance.model.problem import ProblemsFound
from recovery_guidance.reading.load import load_texts
from tests.protocols import TEXTS, texts

COLON = ("title: Running\n", "title: Running: a start\n")
PAIN = ("leg pain at most 2/10", "leg pain at most 2")
TIME = ("walking tolerance at least 30 min", "walking tolerance at least 30 kg")
QUOTE = ("because: sweat gets into it", 'because: "sweat gets into it')
TABBED = ("    urgency: emergency", "\t\turgency: emergency")
MEASURE = ("    unit: kg\n", "    unit: kgs\n")
PATIENT = ("patient: Go to", "patient: - Go to: an")
SECOND = """
  walking:
    title: Walking: a start
    allowed when all:
      - opioids is no
    source: P01
  sitting:
    title: Sitting
    allowed when all:
      - leg pain at most 3
    source: P01

limits:
"""


def found(*changes, **files):
    """The places and codes of everything that is told."""
    try:
        load_texts(texts(*changes) | files)
    except ProblemsFound as problems:
        return [(p.code, p.position.excerpt.strip()) for p in problems.problems]
    return []


def test_what_stands_in_another_section_is_told_too():
    assert found(COLON, PAIN, MEASURE) == [
        ("E103", "- leg pain at most 2"),
        ("E005", "title: Running: a start"),
        ("E104", "unit: kgs"),
    ]


def test_what_stands_in_another_file_is_told_too():
    (one, two) = found(COLON, ("type: scale 0 to 10", "type: scales 0 to 10"))

    assert one[1] == "type: scales 0 to 10"
    assert two == ("E005", "title: Running: a start")


def test_a_second_stumble_is_told_with_the_first():
    assert found(COLON, PATIENT) == [
        ("E005", "title: Running: a start"),
        ("E005", "patient: - Go to: an an emergency department now."),
    ]


def test_another_entry_of_the_same_section_is_told_too():
    told = found(COLON, ("\nlimits:\n", SECOND))

    assert told == [
        ("E005", "title: Running: a start"),
        ("E005", "title: Walking: a start"),
        ("E103", "- leg pain at most 3"),
    ]


def test_a_quote_that_does_not_end_hides_only_its_own_entry():
    assert found(PAIN, QUOTE, MEASURE) == [
        ("E103", "- leg pain at most 2"),
        ("E005", 'because: "sweat gets into it'),
        ("E104", "unit: kgs"),
    ]


def test_a_tab_hides_only_its_own_entry():
    assert found(PAIN, COLON, TABBED) == [
        ("E103", "- leg pain at most 2"),
        ("E005", "title: Running: a start"),
        ("E006", "urgency: emergency"),
    ]


def test_a_text_block_hides_only_its_own_entry():
    block = ("- walking tolerance at least 30 min", "- >= 30 min")

    assert [code for code, _ in found(PAIN, block, MEASURE)] == ["E103", "E010", "E104"]


def test_names_of_what_could_not_be_read_are_not_said_to_be_missing():
    broken = ("    type: scale 0 to 10\n", "    type: scale: 0 to 10\n")

    assert found(broken) == [("E005", "type: scale: 0 to 10")]


@pytest.mark.parametrize("entry", ["title: Small: op", "version: 0.1.0: x", "status: dra: ft"])
def test_what_the_head_seems_to_lack_is_not_told(entry):
    name = entry.partition(":")[0]
    head = "".join(
        f"{entry}\n" if line.startswith(name) else f"{line}\n"
        for line in TEXTS["protocol.yaml"].splitlines()
    )

    assert found(**{"protocol.yaml": head}) == [("E005", entry)]


def test_an_entry_that_stands_there_twice_is_told_beside_a_stumble():
    twice = ("escalations:\n", "limits:\n  other:\n    unit: kg\n\nescalations:\n")

    assert ("E008", "limits:") in found(QUOTE, twice)


CHANGES = (COLON, PAIN, TIME, QUOTE, TABBED, MEASURE, PATIENT)
ENTRY = {
    COLON: "running",
    TIME: "running",
    QUOTE: "running",
    TABBED: "escalation",
    PATIENT: "escalation",
}
READABLE = (PAIN, TIME, MEASURE)


@given(st.lists(st.sampled_from(CHANGES), min_size=1, unique=True))
def test_every_slip_is_told_unless_its_own_entry_cannot_be_read(changes):
    def slip(change):
        return change[1].strip("\t\n -")

    unread = {ENTRY[change] for change in changes if change not in READABLE}
    due = [c for c in changes if c in READABLE and ENTRY.get(c) not in unread]

    told = found(*[c for c in changes if not (c is PATIENT and TABBED in changes)])

    for change in due:
        assert any(slip(change) in line for _, line in told), change
    assert {code for code, _ in told} <= {"E005", "E006", "E103", "E104"}
    assert len(told) == len(due) + len(unread)
