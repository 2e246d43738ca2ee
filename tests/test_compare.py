"""Which of two versions of a protocol is the stricter one, and for whom it is not."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from compare import opened, urgency
from generate import EVERYTHING, cases, protocols, restrictions, with_rules
from hypothesis import given
from hypothesis import strategies as st

from recovery_guidance.deciding.evaluate import engines_here, evaluate
from recovery_guidance.model.problem import ProblemsFound
from recovery_guidance.proof.compare import Comparison, compare
from recovery_guidance.proof.proof_text import scenario_lines
from recovery_guidance.reading.load import load_texts
from recovery_guidance.scenarios.features import read_feature
from recovery_guidance.scenarios.play import play
from recovery_guidance.verbs.command import main
from tests.protocols import small, texts

LATER = ("typical: 10\n", "typical: 11\n")
EARLIER = ("typical: 10\n", "typical: 9\n")
LIGHTER = ("        typical: 20 kg\n", "        typical: 15 kg\n")
CALMER = ("    urgency: emergency\n", "    urgency: same day\n")


def compared(*changes: tuple[str, str]) -> Comparison:
    return compare(small(), small(*changes), engines_here())


@pytest.mark.parametrize(
    ("changes", "relation", "looser", "stricter"),
    [
        ((), "equivalent", [], []),
        ((LATER,), "stricter", [], ["running"]),
        ((EARLIER,), "looser", ["running"], []),
        ((LIGHTER,), "stricter", [], ["lifting"]),
        ((EARLIER, LIGHTER), "neither", ["running"], ["lifting"]),
        ((CALMER,), "looser", ["running", "urgency"], []),
    ],
)
def test_a_change_is_stricter_or_looser_for_someone_or_for_nobody(
    changes: tuple[tuple[str, str], ...], relation: str, looser: list[str], stricter: list[str]
) -> None:
    found = compared(*changes)

    assert (found.relation, list(found.looser), list(found.stricter)) == (
        relation,
        looser,
        stricter,
    )


def test_each_direction_is_shown_by_a_patient_whom_both_engines_confirm() -> None:
    found = compared(EARLIER, LIGHTER)

    for shown in (*found.looser.values(), *found.stricter.values()):
        before, now = shown.tellings
        assert before.case == now.case
        assert before.answered != now.answered
        (scenario,) = read_feature(
            "\n".join(["Feature: Found", *scenario_lines(shown)]), "found", "found.feature"
        ).scenarios
        for engine in engines_here():
            assert play(scenario, small(), engine).passed
            assert not play(scenario, small(EARLIER, LIGHTER), engine).passed


def test_rules_in_another_order_or_in_other_words_are_equivalent() -> None:
    said_twice = (
        "      - leg pain at most 2/10\n",
        "      - leg pain at most 2/10\n      - leg pain at most 5/10\n",
    )

    assert compared(said_twice).relation == "equivalent"


def test_what_is_not_stated_may_be_taken_differently() -> None:
    """Wound trouble is no longer assumed to be absent, so that a patient who says nothing waits."""
    asked = (
        "    worse: yes\n    if not stated: no\n  saddle",
        "    worse: yes\n    uncomplicated: no\n  saddle",
    )

    found = compared(asked)

    assert (found.relation, list(found.stricter)) == ("stricter", ["running"])
    before, now = found.stricter["running"].tellings
    assert (before.answered, now.answered) == ("running is allowed", "running is unknown")


def test_what_only_one_version_speaks_about_is_named_and_counts() -> None:
    """Nothing said is not yet, so that a new activity that may be done allows more than none."""
    walking = "activities:\n  walking:\n    title: Walking\n    allowed when all:\n      - day at least 1 days\n    source: P01\n"
    more = load_texts(texts() | {"walking.yaml": walking})

    added, removed = compare(small(), more, engines_here()), compare(more, small(), engines_here())

    assert (added.added, added.relation, list(added.looser)) == (
        ("walking",),
        "looser",
        ["walking"],
    )
    assert (removed.removed, removed.relation) == (("walking",), "stricter")
    before, now = added.looser["walking"].tellings
    assert (before.answered, now.answered) == (
        "nothing is said about walking",
        "walking is allowed",
    )


def test_a_limit_that_is_taken_away_is_looser() -> None:
    limits = texts()["running.yaml"]
    start = limits.index("limits:\n")
    end = limits.index("\n\n", start)
    without = load_texts(texts() | {"running.yaml": limits[:start] + limits[end + 2 :]})

    found = compare(small(), without, engines_here())

    assert (found.relation, list(found.looser), found.removed) == (
        "looser",
        ["lifting"],
        ("lifting",),
    )
    assert compare(without, small(), engines_here()).relation == "stricter"


def test_a_limit_that_is_measured_otherwise_cannot_be_compared() -> None:
    with pytest.raises(ProblemsFound) as raised:
        compared(
            *((old, old.replace("kg", "min")) for old in ("unit: kg", "5 kg", "10 kg", "20 kg"))
        )

    assert [problem.code for problem in raised.value.problems] == ["E407"]


def test_an_item_that_is_measured_otherwise_cannot_be_compared() -> None:
    with pytest.raises(ProblemsFound) as raised:
        compared(
            ("type: scale 0 to 10", "type: scale 0 to 5"),
            ("leg pain at most 2/10", "leg pain at most 2/5"),
            ("uncomplicated: 0/10", "uncomplicated: 0/5"),
        )

    assert [problem.code for problem in raised.value.problems] == ["E407"]


@given(data=st.data())
def test_a_restriction_that_is_added_never_loosens(data: st.DataObject) -> None:
    """And where the comparison says so, no patient is found who is allowed more."""
    protocol = data.draw(protocols(EVERYTHING))
    restricted = with_rules(protocol, data.draw(restrictions(protocol)))
    case = data.draw(cases(protocol))

    found = compare(protocol, restricted, ("reference",))
    before, after = (evaluate(p, case, "reference") for p in (protocol, restricted))

    assert found.relation in ("equivalent", "stricter")
    assert list(opened(before, after)) == []
    assert urgency(after) <= urgency(before)
    if found.relation == "equivalent":
        assert list(opened(after, before)) == []


def test_diff_ends_with_4_where_something_becomes_looser(tmp_path) -> None:
    for name, changes in (("old", ()), ("new", (EARLIER,))):
        (tmp_path / name).mkdir()
        for file, text in texts(*changes).items():
            (tmp_path / name / file).write_text(text, "utf-8")

    def diff(*versions: str) -> tuple[int, str]:
        found = CliRunner().invoke(
            main, ["diff", "--prove", *(str(tmp_path / v) for v in versions)]
        )
        return found.exit_code, found.stdout

    code, told = diff("old", "new")
    assert code == 4
    assert "running: week 9, typical stance, everything else uncomplicated:" in told
    assert diff("new", "old")[0] == 0
    assert diff("old", "old") == (0, "the same verdicts, limits and urgencies for every patient\n")
