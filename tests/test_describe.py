"""A rule in sentences: what a clinician and a patient read comes from the rule alone."""

from textwrap import dedent

import pytest

from recovery_guidance.authoring.describe import describe
from recovery_guidance.library import open_protocol
from recovery_guidance.reading.load import load_texts

HEAD = """
    protocol: knee
    title: Knee
    version: 0.1.0
    status: draft
    default stance: typical
"""
ITEMS = """
    items:
      leg pain:
        question: How bad is it?
        type: scale 0 to 10
        worse: higher
      foot drop:
        question: Does the foot drop?
        type: yes or no
        worse: yes
    sources:
      P1:
        title: A leaflet
        kind: leaflet
    thresholds:
      jog from:
        unit: weeks
        stricter: higher
        restrictive: 12
        typical: 10
        liberal: 10
        source: P1
        follows:
          restrictive: none found
"""
RULES = """
    findings:
      leg:
        weak:
          when any:
            - foot drop is yes
            - leg pain is 10/10
        strong: otherwise
        source: P1
    activities:
      impact:
        title: Impact
        group: yes
        not yet when:
          weak leg:
            when any:
              - leg is weak
            until: the leg is strong
            because: a weak leg gives way
            source: none found
      jog:
        title: Jogging
        part of: impact
        allowed when all:
          - week at least jog from
          - any:
              - leg pain is 0/10
              - leg is strong
        patient: Start slowly.
        clinician: Mind the knee.
        source: P1
"""


@pytest.fixture
def protocol():
    texts = {"protocol.yaml": HEAD, "items.yaml": ITEMS, "jog.yaml": RULES}
    return load_texts({name: dedent(text) for name, text in texts.items()})


def said(protocol, rule):
    return describe(protocol.by_id[rule], protocol)


def test_a_clinician_reads_where_the_stances_differ(protocol):
    assert said(protocol, "jog/jog/allowed").clinician == (
        "Jogging: allowed when all of these hold: week 10 or later (restrictive: week 12 or "
        "later); one of (leg pain is 0/10; leg is strong). Mind the knee."
    )


def test_a_patient_reads_the_stance_of_the_protocol_only(protocol):
    assert said(protocol, "jog/jog/allowed").patient == (
        "Jogging: you may, when all of these hold: week 10 or later; one of (leg pain is 0/10; "
        "leg is strong). Start slowly."
    )


def test_a_restriction_on_a_group_names_its_members_the_reason_and_the_end(protocol):
    assert said(protocol, "jog/impact/not yet/weak leg").clinician == (
        "Impact (jog): not yet when leg is weak. Why: a weak leg gives way. "
        "Until: the leg is strong."
    )


def test_the_opposite_is_said_without_what_no_patient_can_have(protocol):
    """The opposite of `leg pain is 10/10` is `at most 9/10`, or `at least 11/10`."""
    assert said(protocol, "jog/leg/strong").clinician == (
        "Leg is strong when all of these hold: foot drop is no; leg pain at most 9/10."
    )


def test_stances_stand_side_by_side_each_with_its_own_sources(protocol):
    (row,) = said(protocol, "jog/jog/allowed").rows

    assert [(c.stance, c.shown, [s.id for s in c.sources]) for c in row.choices] == [
        ("restrictive", "12 weeks", []),
        ("typical", "10 weeks", ["P1"]),
        ("liberal", "10 weeks", ["P1"]),
    ]


def test_a_finding_says_who_depends_on_it_and_what_it_reaches(protocol):
    weak, strong = said(protocol, "jog/leg/weak"), said(protocol, "jog/leg/strong")

    assert weak.dependents == ("jog/impact/not yet/weak leg",)
    assert strong.dependents == ("jog/jog/allowed",)
    assert weak.reaches == strong.reaches == ("jog",)


def test_a_rule_without_a_source_says_so(protocol):
    assert said(protocol, "jog/impact/not yet/weak leg").evidence == (
        "expert opinion, no published source"
    )
    assert said(protocol, "jog/jog/allowed").evidence == "P1 (leaflet, weak)"


def test_every_rule_that_ships_can_be_said_to_both():
    protocol = open_protocol()

    for rule in protocol.rules:
        description = describe(rule, protocol)
        for text in (description.clinician, description.patient):
            assert text[-1] in ".!?", rule.id
            assert text[0] == text[0].upper(), rule.id
