"""No other operation is answered as this one, whatever words name it; and a later word of the surgeon counts."""

from datetime import date

import pytest

from recovery_guidance import ProblemsFound, evaluate, open_protocol
from recovery_guidance.cases.casefile import read_case

PROTOCOL = open_protocol()
ON = date(2026, 9, 1)
REFUSED = sorted(
    {name for rule in PROTOCOL.graph.of_kind("scope") if rule.refuses for name in rule.items}
)


def answered(folder, text):
    path = folder / "me.yaml"
    path.write_text(f"surgery: 2026-06-01\n{text}\n")
    return evaluate(PROTOCOL, read_case(path, "me.yaml", PROTOCOL, ON), "reference")


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize("around", ["{}", "Lumbar microdiscectomy with {} L4/5", "left, {}"])
def test_an_operation_that_the_scope_refuses_is_not_answered(tmp_path, name, around):
    guidance = answered(tmp_path, f"operation: {around.format(name)}")

    assert guidance.refused
    assert guidance.activities == ()


@pytest.mark.parametrize("other", ["cervical discectomy C5/6", "Lumbar FUSION", "fusion of L4"])
def test_other_words_for_it_are_refused_too(tmp_path, other):
    assert answered(tmp_path, f"operation: {other}").refused


@pytest.mark.parametrize("denied", ["no fusion", "without a fusion", "not fusion"])
def test_what_was_not_done_is_not_refused(tmp_path, denied):
    assert not answered(tmp_path, f"operation: lumbar discectomy {denied}").refused


@pytest.mark.parametrize("other", ["TLIF", "lumbar laminectomy", "hip replacement", "ACDF", "?"])
def test_what_is_not_known_to_be_this_operation_is_asked_about(tmp_path, other):
    with pytest.raises(ProblemsFound) as found:
        answered(tmp_path, f'operation: "{other}"')

    assert [problem.code for problem in found.value.problems] == ["E215"]


@pytest.mark.parametrize("same", ["microdiscectomy", "L5/S1 diskectomy", "endoscopic discectomy"])
def test_this_operation_is_answered_in_its_usual_words(tmp_path, same):
    assert answered(tmp_path, f"operation: {same}").activities


def test_a_second_operation_follows_the_careful_numbers(tmp_path):
    assert answered(tmp_path, "operation: revision discectomy").stance == "restrictive"


LOOSER = """\
  - set: run-walk from
    to: 9 weeks
    by: the surgeon
    loosens: yes
    approved by: the surgeon
    because: an early start was agreed
    given: 2026-0{}-15"""
STRICTER = """\
  - set: run-walk from
    to: 20 weeks
    by: the surgeon
    given: 2026-0{}-15"""


@pytest.mark.parametrize(
    ("looser", "stricter", "weeks"), [(7, 6, 9), (6, 7, 20)], ids=["loosened", "tightened"]
)
@pytest.mark.parametrize("order", [1, -1], ids=["by date", "by line"])
def test_of_two_orders_the_one_given_later_counts_whichever_line_it_stands_in(
    tmp_path, looser, stricter, weeks, order
):
    written = [LOOSER.format(looser), STRICTER.format(stricter)][::order]
    guidance = answered(tmp_path, "\n".join(["orders:", *written]))

    assert guidance.memory.ruleset.numbers["run-walk from"] == weeks * 7
