"""What `prove` makes of several patients, of acceptances, and of a question about one thing alone."""

from __future__ import annotations

import pytest
from protocols import small

from recovery_guidance.proof.outcome import ACCEPTED, ODD, PROVEN, REFUTED
from recovery_guidance.proof.prove import MOST_WITNESSES, prove

STROLLS = "".join(
    f"  stroll {n}:\n    title: Stroll {n}\n    allowed when all:\n      - week less than {n + 2}\n    source: P01\n"
    for n in range(5)
)
MANY = ("activities:\n", f"activities:\n{STROLLS}")
TIME = "built in/time alone never closes a gate"
NOBODY = """\
guarantees:
  nobody moves:
    never:
      - running allowed
      - stroll 0 allowed
    source: P01

"""


def accepting(oddity: str, about: str) -> tuple[str, str]:
    text = f"accepted:\n  mine:\n    oddity: {oddity}\n    about: {about}\n    because: it is meant\n\n"
    return "milestones:\n", f"{text}milestones:\n"


def one_of(proof, id):
    (found,) = [one for one in (*proof.guarantees, *proof.oddities) if one.id == id]
    return found


def test_of_many_patients_a_few_are_shown_and_the_others_are_named():
    found = one_of(prove(small(MANY), only=TIME), TIME)

    assert found.state == REFUTED
    assert [w.about.subject for w in found.witnesses] == [
        f"stroll {n}" for n in range(MOST_WITNESSES)
    ]
    assert found.note == "and also stroll 3, stroll 4"


def test_of_the_patients_who_break_a_written_guarantee_the_one_who_takes_fewest_lines_is_shown():
    told = ("leg pain at most 2/10", "leg pain is 2/10")  # one line more for whoever runs
    protocol = small(MANY, told, ("milestones:\n", f"{NOBODY}milestones:\n"))
    found = prove(protocol, only="nobody moves").guarantees[0]

    assert found.state == REFUTED
    assert [witness.about.subject for witness in found.witnesses] == ["stroll 0"]


def test_an_oddity_is_accepted_by_its_own_kind_only():
    odd = ("      - opioids is no\n", "      - opioids is no\n      - leg pain at most 3/10\n")
    about = "running/calm without leg pain at most 3/10"
    kinds = {
        kind: one_of(prove(small(odd, accepting(kind, about)), only=about), about)
        for kind in ("redundant", "never matters")
    }

    assert kinds["redundant"].state == ACCEPTED
    assert kinds["redundant"].note == "it is meant"
    assert kinds["never matters"].state == ODD


def test_an_acceptance_of_nothing_is_told_but_not_where_one_thing_alone_is_asked():
    protocol = small(accepting("dead", "saddle numbness"))
    whole = prove(protocol)
    stale = [one for one in whole.oddities if one.code == "E420"]

    assert [one.id for one in stale] == ["saddle numbness"]
    assert not prove(protocol, only=TIME).oddities


def test_a_question_about_one_thing_leaves_the_others_out():
    proof = prove(small(), only=TIME)

    assert [(one.id, one.state) for one in proof.guarantees] == [(TIME, PROVEN)]
    assert not proof.checked


@pytest.mark.parametrize("name", ["running from", "never matters: running from"])
def test_a_question_names_an_oddity_by_what_it_is_about_or_with_its_kind(name):
    assert sum(prove(small(), only=name).checked.values()) == 1
