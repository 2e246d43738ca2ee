"""What sources give: lines beside ids, numbers that they carry, how strong they are, and where opinion begins."""

import re

import pytest
from attrs import evolve
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from recovery_guidance import open_protocol
from recovery_guidance.check import check
from recovery_guidance.model.citation import FOUND, ORDER, PATIENTS, SEEN, STRENGTHS, Source
from recovery_guidance.model.items import NEVER
from recovery_guidance.model.problem import ProblemsFound
from recovery_guidance.model.protocol import STANCES, URGENCIES
from recovery_guidance.numbers_cited import unsupported_numbers
from recovery_guidance.reading.citations import numbers_in, values_in
from recovery_guidance.reading.load import load_texts
from recovery_guidance.site.spread import spread
from recovery_guidance.telling.evidence import followed, is_opinion, of_one_clinic
from recovery_guidance.verbs.command import main

PROTOCOL = open_protocol()
HEAD = "protocol: small\ntitle: Small\nversion: 1.0.0\nstatus: draft\n"
SOURCES = """
sources:
  A1: {title: A leaflet, kind: leaflet, patients: same operation, for whom: our patients, seen: page}
  A2: {title: A trial, kind: trial, patients: same operation, for whom: our patients, seen: page, found: no difference}
  A3: {title: A shop, kind: vendor, patients: same operation, for whom: customers, seen: page}
"""


def _made(unit, value, source, follows):
    blocks = re.sub(r"\{(.*)\}", lambda m: "\n    " + m[1].replace(", ", "\n    "), SOURCES)
    return f"""{HEAD}{blocks}
thresholds:
  from:
    unit: "{unit}"
    stricter: higher
    all: {value}
    source:{source}
{follows}
activities:
  walk:
    title: Walk
    allowed when all:
      - day at least 0
    source: none found
"""


def problems_of(text):
    try:
        return check(load_texts({"protocol.yaml": text}))
    except ProblemsFound as raised:
        return list(raised.problems)


def measure(unit):
    text = _made(unit, "1 h" if unit == "min" else "1 lb" if unit == "kg" else 1, " none found", "")
    return load_texts({"protocol.yaml": text}).thresholds["from"].measure


@pytest.mark.parametrize(
    ("line", "unit", "values"),
    [
        ("25 lb in weeks 2 to 6", "kg", [113]),
        ("25 lb in weeks 2 to 6", "weeks", [14, 42]),
        ("10 to 15 lb", "kg", [45, 68]),
        ("about 3 months, 6 months for sport", "weeks", [91, 182]),
        ("2 months", "weeks", [63]),
        ("the 3rd week, which is week 2 completed", "weeks", [14]),
        ("20-30 min, or half an hour", "min", [20, 30]),
        ("5 days; after 2 weeks a bath", "days", [5, 14]),
        ("1,5 hours and 3,500 steps", "min", []),
        ("P02 and 2017 name no number", "weeks", []),
        ("10 % a week", "%", [10]),
        ("no number; keep walking", "weeks", []),
    ],
)
def test_the_numbers_of_a_line_are_read_in_any_unit_that_fits(line, unit, values):
    assert list(values_in(line, measure(unit))) == values


def test_numbers_are_read_without_their_units_too():
    assert numbers_in("101.5 F; 3,500 steps in week 6, P02, 2/10") == {101.5, 3500, 6, 2, 10}


@given(st.integers(1, 60), st.integers(1, 60))
def test_a_number_that_its_line_has_is_fine_and_any_other_is_refused(value, said):
    text = _made("weeks", value, f"\n      A1: not before week {said}", "")

    assert [p.code for p in problems_of(text)] == (["E122"] if value != said else [])


@pytest.mark.parametrize("followed", ["a reading of A1", "none found"])
def test_a_reading_and_none_found_say_that_the_number_is_ours(followed):
    text = _made(
        "weeks", 6, "\n      A1: not before week 4", f"    follows:\n      all: {followed}"
    )

    assert problems_of(text) == []


def test_a_trial_that_found_no_difference_carries_no_number():
    text = _made("weeks", 6, "\n      A2: 2 against 6 weeks", "")

    assert [p.code for p in problems_of(text)] == ["E122"]


WALK = """activities:
  walk:
    title: Walk 20 minutes
    allowed when all:
      - day at least from
    clinician: The leaflet says 20 minutes from day 4.
    source:
      A1: 20 minutes from day 4
items:
  pain:
    question: How bad is your pain?
    type: scale 0 to 10
    worse: higher
    measured by: patient
escalations:
  very strong pain:
    title: pain of 8 out of 10 or more
    urgency: same day
    when any:
      - pain at least 8/10
    patient: Call today.
    source:
      A1: a call about pain of 8/10
guarantees:
  nobody walks in the first days:
    never: walk allowed
    when all:
      - day less than 4 days
    because: 20 minutes are too long in the first 4 days
    source:
      A1: 20 minutes, not in the first 4 days
"""


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ("title: Walk 20", "title: Walk 30", "tells the patient 30"),
        ("title: pain of 8", "title: pain of 9", "tells the patient 9"),
        ("says 20 minutes", "says 30 minutes", "tells clinicians 30"),
        ("says 20 minutes", "says 20 minutes, A1, L4 and pain of 20/10", ""),
        ("from day 4.", "from day 5.", "tells clinicians 5"),
        ("another 4 days", "another 5 days", "says under conflict 5"),
        ("less than 4", "less than 3", "in the first days` has 3"),
        ("20 minutes are too", "25 minutes are too", "in the first days` has 25"),
        ("20 minutes, not in the first 4", "not in the first 4", "in the first days` has 20"),
    ],
)
def test_a_number_of_a_guarantee_or_in_any_sentence_needs_its_line_too(written, instead, said):
    made = _made(
        "days", 4, "\n      A1: day 4", "    conflict: A1 says 4 days, and nobody another 4 days"
    )
    text = made.split("activities:")[0] + WALK
    assert problems_of(text) == []

    found = problems_of(text.replace(written, instead, 1))

    assert [p.code for p in found] == (["E123"] if said else [])
    assert all(said in p.message for p in found)


def test_a_stance_follows_nothing_that_the_number_does_not_cite():
    follows = "    follows:\n      all: A3"
    text = _made("weeks", 4, "\n      A1: week 4", follows)

    assert [p.code for p in problems_of(text)] == ["E122"]


@given(
    st.sampled_from(sorted(STRENGTHS)),
    st.sampled_from(["", *PATIENTS]),
    st.sampled_from(["", *SEEN]),
    st.sampled_from(["", *FOUND]),
)
def test_nothing_that_is_said_of_a_source_makes_it_stronger_than_its_kind(kind, who, seen, found):
    source = Source("X", "X", kind, patients=who, seen=seen, found=found)

    assert ORDER.index(source.strength) >= ORDER.index(STRENGTHS[kind])
    if who in PATIENTS[2:] or seen in ("second hand", "not seen") or found:
        assert ORDER.index(source.strength) >= ORDER.index("weak")


# Our own protocol.


def test_every_number_of_ours_stands_in_a_line_or_says_that_it_is_ours():
    carried = 0
    for threshold in PROTOCOL.thresholds.values():
        for stance in STANCES:
            value, followed = threshold.values[stance], threshold.sources_of(stance)
            if value in (None, NEVER) or stance in threshold.readings or not followed:
                continue
            lines = [threshold.cited.line_of(one) for one in followed]
            assert any(value in values_in(line, threshold.measure) for line in lines), threshold
            carried += 1
    assert carried > 60


def test_every_citation_of_ours_has_its_line_and_every_source_its_people():
    cited = [r for r in PROTOCOL.rules if r.sources] + [g for g in PROTOCOL.guarantees if g.sources]
    for one in cited:
        assert all(line for _, line in one.cited.lines), one.id
    for source in PROTOCOL.sources.values():
        assert source.patients, source.id
        assert source.for_whom, source.id
        assert source.seen, source.id


CARRIED = sorted(
    name
    for name, t in PROTOCOL.thresholds.items()
    if any(
        t.sources_of(s) and s not in t.readings and t.values[s] not in (None, NEVER)
        for s in STANCES
    )
)


@pytest.mark.parametrize("by", [1, 1000])
def test_a_number_is_noticed_whose_line_says_another(by):
    """Every number of every line is raised: what a stance takes is then in none of its lines any more."""

    def raised(cited):
        lines = (
            re.sub(r"\d+", lambda found: str(int(found[0]) + by), line) for line in cited.gives
        )
        return evolve(cited, gives=tuple(lines))

    for name in CARRIED:
        threshold = PROTOCOL.thresholds[name]
        moved = evolve(threshold, cited=raised(threshold.cited))
        values = {value for value in threshold.values.values() if value is not None}
        still = {v for line in moved.cited.gives for v in values_in(line, threshold.measure)}
        found = unsupported_numbers(evolve(PROTOCOL, thresholds={name: moved}, rules=()))
        assert [p.code for p in found][:1] == ["E122"] or values & still, name


def test_a_number_of_a_guarantee_or_a_ladder_is_noticed_whose_line_says_another():
    """Each line of ours is raised; what it carries is then in none of them any more."""

    def noticed(one, where):
        lines = (re.sub(r"\d+", lambda n: str(int(n[0]) + 1000), x) for x in one.cited.gives)
        moved = evolve(one, cited=evolve(one.cited, gives=tuple(lines), unfounded=""))
        bare = {"thresholds": {}, "rules": (), "guarantees": (), "ladders": {}}
        found = unsupported_numbers(evolve(PROTOCOL, **bare | where(moved)))
        return {p.code for p in found} == {"E123"}

    promised = [noticed(g, lambda g: {"guarantees": (g,)}) for g in PROTOCOL.guarantees]
    assert sum(promised) > 50
    assert all(noticed(x, lambda x: {"ladders": {x.name: x}}) for x in PROTOCOL.ladders.values())


def test_what_a_vendor_alone_says_is_opinion_and_what_a_surgeon_says_is_not():
    sold = _made("weeks", 4, "\n      A3: week 4", "").replace(
        "day at least 0", "week at least from"
    )
    told = sold.replace("A3: week 4", "A1: week 4").replace(
        "    source: none found", "    source:\n      A1: walking from week 4"
    )
    sold = sold.replace("    source: none found", "    source:\n      A1: walking from week 4")
    for text, is_so in ((sold, True), (told, False)):
        protocol = load_texts({"protocol.yaml": text})
        (rule,) = (r for r in protocol.rules if r.kind == "allowed")
        assert is_opinion(rule, "typical", protocol) is is_so


def test_the_picture_of_a_number_names_sources_and_stances_where_they_stand():
    svg = spread(PROTOCOL.thresholds["run-walk from"], PROTOCOL)

    for said in ("P16, Hertfordshire Spine Clinic", "typical 10 weeks", "26 weeks", "P50, Jenkins"):
        assert said in svg
    ours = PROTOCOL.thresholds["run-walk from"]
    points = {v for line in ours.cited.gives for v in values_in(line, ours.measure)}
    assert {min(points), max(points)} == {3 * 7, 26 * 7}
    assert svg.count("<circle") >= len(points)


def test_a_number_without_any_in_its_lines_has_no_picture():
    assert spread(PROTOCOL.thresholds["cap on a weak leg"], PROTOCOL) == ""


@pytest.mark.parametrize(
    ("activity", "said"), [("run-walk", "S18 (leaflet"), ("driving", "P09 (surgeon")]
)
def test_why_shows_what_each_source_gives_with_its_link(activity, said):
    ran = CliRunner().invoke(main, ["why", activity, "--week", "3"])

    assert said in ran.stdout
    assert "https://" in ran.stdout


def test_why_says_where_one_clinic_alone_or_a_reading_carries_a_number():
    text = _made("weeks", 4, "\n      A1: week 4", "").replace(
        "day at least 0", "week at least from"
    )
    protocol = load_texts(
        {"protocol.yaml": text.replace("    source: none found", "    source:\n      A1: week 4")}
    )
    (rule,) = (r for r in protocol.rules if r.kind == "allowed")

    assert of_one_clinic(rule, "typical", protocol)
    assert followed(PROTOCOL.thresholds["light gym weights from"], "typical") == "a reading of P02"


SAID_SOON = {
    r"emergency\b|999 ": "emergency",
    r".*\b(at once|within 24 hours|same day)\b": "same day",
}
OF_ANOTHER_RULE = {
    "weakness/known weakness": "more weakness is `new weakness`, which is called about today",
}


def test_a_warning_is_as_urgent_as_the_fastest_of_its_sources():
    """As far as a line begins with an emergency, or names a call at once or within 24 hours."""
    place = URGENCIES.index
    said = [
        (rule, urgency)
        for rule in PROTOCOL.graph.of_kind("escalation")
        for _, line in rule.cited.lines
        for words, urgency in SAID_SOON.items()
        if re.match(words, line)
    ]

    slower = {rule.id for rule, urgency in said if place(rule.value) > place(urgency)}

    assert len(said) > 20
    assert slower == OF_ANOTHER_RULE.keys()
