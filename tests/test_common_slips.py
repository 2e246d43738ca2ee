"""What clinicians write who know the words and not the form: one problem, and a help line that is no trap.

The rules are those of docs/authoring.md, with a finding and a limit. A help line names no number that nobody said,
and where a guess could turn a rule around it leaves the choice to the author.
"""

import re
from pathlib import Path

import pytest

from recovery_guidance.check import check
from recovery_guidance.model.problem import ProblemsFound
from recovery_guidance.reading.load import load_texts

TUTORIAL = (Path(__file__).parent.parent / "docs" / "authoring.md").read_text("utf-8")
WRITTEN = dict(
    re.findall(r"^```yaml rules/knee-arthroscopy/(\S+)\n(.*?)^```$", TUTORIAL, re.M | re.S)
)
FILES = {
    "protocol.yaml": "protocol: knee\ntitle: Knee\nversion: 0.1.0\nstatus: draft\n",
    "items.yaml": WRITTEN["items.yaml"],
    "kneeling.yaml": WRITTEN["kneeling.yaml"]
    + """
findings:
  pain zone:
    high:
      when all:
        - pain at least 6/10
    low: otherwise
    source: none found

limits:
  lifting:
    unit: kg
    by week:
      from 0:
        restrictive: 4 lb
        typical: 5 lb
        liberal: 10 lb
        source: none found

escalations:
  locked knee:
    urgency: same day
    when any:
      - pain zone is high
    patient: Call us.
    source: none found
""",
}  # fmt: skip
LINE = "- pain at most 2/10"
"""One of the conditions under `allowed when all`."""
ALL = (
    "write each on a line of its own, behind `- `, in an `all` list; "
    "inside an `any` list, put `- all:` above them"
)
ANY = (
    "write each on a line of its own, behind `- `, in an `any` list; "
    "inside an `all` list, put `- any:` above them"
)
EITHER = "write `{0} all`, or `{0} any` where one of the conditions is enough".format
KNEE = "    title: Kneeling on a cushion\n"
LAST = "    patient: Kneel on a thick cushion, and stand up as soon as it hurts.\n    source: "

CONDITIONS = {
    "- not locked knee": "write locked knee is no",
    "- no locked knee": "write locked knee is no",
    "- locked knee": "write `locked knee is no` or `locked knee is yes`",
    "- not pain at most 2/10": "write pain more than 2/10",
    "- not pain zone": "write `pain zone is high` or `pain zone is low`",
    "- not pain zone is high": "write pain zone is not high",
    "- pain not at most 2/10": "write pain more than 2/10",
    "- pain at most 2/5": "write a grade from 0/10 to 10/10",
    "- pain at most 2-/10": "write a whole grade from 0/10 to 10/10, the worse one where in doubt",
    "- pain": "write pain, at least or at most, and a value such as 10/10",
    "- pain at most 2/10 and knee bend at least 110": ALL,
    "- pain at most 2/10 and locked knee": ALL,
    "- pain and knee bend at most 2/10": ALL,
    "- pain at most 2/10 or knee bend at least 110": ANY,
    "- at least 6 weeks": "write week at least 6",
    "- at least 6 weeks after surgery": "write week at least 6",
    "- after week 6": "write week at least 6, or week more than 6 where week 6 itself does not count",
    "- until day 40": "write day less than 40, or day at most 40 where day 40 itself counts too",
    "- pain atmost 2/10": "write pain at most 2/10",
    "- pain at-least 2/10": "write pain at least 2/10",
    "- pain 0-2/10": "write pain at most 2/10, or pain between 0/10 and 2/10, which leaves 2/10 itself out",
    "- pain is 0-2/10": "write pain at most 2/10, or pain between 0/10 and 2/10, which leaves 2/10 itself out",
    "- knee bend 90 to 110": "write knee bend between 90 and 110, which leaves 110 itself out; "
    "or at least 90 and at most 110, two conditions in an `all` list",
    "- pain zne is high": "did you mean `pain zone`?",
    "-pain at most 2/10": "put a space behind the dash: - pain at most 2/10",
}  # fmt: skip
ENTRIES = {
    "allowed when:": ("allowed when all:", EITHER("allowed when")),
    "        when:\n          - locked": ("        when any:\n          - locked", EITHER("when")),
    "    title:Kneeling\n": (KNEE, "put a space behind the colon: title: Kneeling"),
    "typical: 5\n": ("typical: 5 lb\n", "write `5 kg` or `5 lb`"),
    LAST + "expert opinion": (LAST + "none found", "write source: none found, if nobody has published it"),
    LAST + "none\n": (LAST + "none found\n", "write source: none found, if nobody has published it"),
}  # fmt: skip
SLIPS = {written: (LINE, write) for written, write in CONDITIONS.items()} | ENTRIES


def found(text):
    try:
        return list(check(load_texts(FILES | {"kneeling.yaml": text})))
    except ProblemsFound as raised:
        return list(raised.problems)


def test_the_rules_they_are_made_in_have_no_problem():
    assert found(FILES["kneeling.yaml"]) == []


@pytest.mark.parametrize("written", SLIPS, ids=lambda written: written.strip().split("\n")[-1])
def test_a_common_slip_is_one_problem_with_its_mending(written):
    was, write = SLIPS[written]
    good = FILES["kneeling.yaml"]
    assert good.count(was) == 1

    problems = found(good.replace(was, written))

    assert [problem.help for problem in problems] == [write]


def test_an_operator_that_looks_like_two_is_not_guessed():
    (problem,) = found(FILES["kneeling.yaml"].replace(LINE, "- pain at mots 2/10"))

    assert problem.message == "`at mots` is not an operator"
    assert "at least 4, at most 4" in problem.help


def test_a_name_with_and_in_it_is_still_a_name():
    good = FILES["kneeling.yaml"].replace("kneeling from", "rise and fall from")

    assert found(good) == []
    (problem,) = found(good.replace("least rise and fall from", "least rise and fal from"))
    assert problem.help == "did you mean `rise and fall from`?"


def test_a_dash_without_a_space_in_every_line():
    text = FILES["kneeling.yaml"]
    for line in ("week at least kneeling", "pain at most", "knee bend at"):
        text = text.replace(f"      - {line}", f"      -{line}")

    assert [problem.help for problem in found(text)] == [
        "put a space behind each dash, one condition a line"
    ]


def test_weeks_may_stand_beside_days():
    good = FILES["kneeling.yaml"].replace("liberal: 4\n", "liberal: 10 days\n")

    assert found(good) == []
