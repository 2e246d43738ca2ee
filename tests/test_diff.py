"""What `recovery diff` says about a change. Protocols and patients are invented."""

import json
import re
import subprocess
from itertools import product

import pytest
from click.testing import CliRunner

from recovery_guidance import Case, evaluate, open_protocol
from recovery_guidance.chaining.memory import WorkingMemory
from recovery_guidance.chaining.reference import infer
from recovery_guidance.changes.diff import diff
from recovery_guidance.changes.difference import LOOSER, STRICTER
from recovery_guidance.changes.signoff import as_dict, as_markdown, as_text, summary
from recovery_guidance.check import check
from recovery_guidance.deciding.decision import decided
from recovery_guidance.deciding.orders_in_force import ruleset_for
from recovery_guidance.everyone.region import Patients, Trait
from recovery_guidance.everyone.space import Space
from recovery_guidance.library import shipped
from recovery_guidance.model.algebra import the
from recovery_guidance.model.protocol import STANCES
from recovery_guidance.reading.load import load_texts
from recovery_guidance.reading.statement import read_statement
from recovery_guidance.verbs.command import main
from tests.protocols import RUNNING, TEXTS, small, texts

LATER = ("typical: 10\n", "typical: 11\n")


def told(difference):
    """Each change in short: what, which way, and when."""
    return [(c.name, c.direction, c.stances, c.days) for c in difference.changes]


def replay(protocol, change, stance):
    """What a protocol answers to the example of a change."""
    day, facts = change.example
    stated = tuple(read_statement(fact, protocol.vocabulary) for fact in facts)
    return evaluate(protocol, Case(day, stated, stance), "reference")


def test_a_threshold_one_week_later_names_that_week_and_nothing_else():
    difference = diff(small(), small(LATER))

    assert told(difference) == [("running", STRICTER, ("typical",), ((70, 76),))]
    assert difference.notes == ()
    assert difference.sampled is None


def test_it_names_exactly_the_patients_who_could_have_run_that_week():
    (change,) = diff(small(), small(LATER)).changes

    assert change.patients == Patients(
        (
            Trait("leg pain", "at most 2/10 or not known", ((0, 2),), unknown=True),
            Trait("opioids", "no or not known", ((0, 0),), unknown=True),
            Trait("walking tolerance", "at least 30 min or not known", ((30, 600),), unknown=True),
            Trait("wound trouble", "no or not known", ((0, 0),), unknown=True),
        )
    )
    assert change.because == ("threshold running from: 10 weeks → 11 weeks",)


def test_a_threshold_one_week_earlier_is_looser():
    difference = diff(small(LATER), small())

    assert told(difference) == [("running", LOOSER, ("typical",), ((70, 76),))] * 2
    assert {change.after for change in difference.changes} == {"allowed", "unknown"}
    assert difference.loosens


def test_in_our_own_protocol_only_that_week_of_the_run_walk_changes():
    old = open_protocol()
    path = shipped("rules") / old.name
    files = {file.name: file.read_text("utf-8") for file in path.glob("*.yaml")}
    later = files["running.yaml"].replace("typical: 10\n", "typical: 11\n", 1)

    difference = diff(load_texts(files), load_texts(files | {"running.yaml": later}))

    assert {name.removesuffix(" session") for name, *_ in told(difference)} == {"run-walk"}
    assert {tuple(rest) for _, *rest in told(difference)} == {(STRICTER, ("typical",), ((70, 76),))}
    assert difference.notes == ()
    assert difference.sampled is None


OURS = {
    path.name: path.read_text("utf-8")
    for path in sorted((shipped("rules") / "lumbar-microdiscectomy").glob("*.yaml"))
}
FROM = re.compile(
    r"^  (.+ from):\n(?:    .*\n)*?    restrictive: (\d+)\n    typical: (\d+)\n", re.M
)
MOVABLE = {
    match[1]: (file, match)
    for file, text in OURS.items()
    for match in FROM.finditer(text)
    if int(match[2]) > int(match[3]) and "    unit: weeks\n" in match[0]
}


def allowed_on(protocol, day):
    """What a patient without complications may do."""
    guidance = evaluate(protocol, Case(day, uncomplicated=True), "reference")
    return {v.activity for v in guidance.activities if v.verdict in ("allowed", "with care")}


PHASE = "building up from"
ADVICE = "physiotherapy offered from"
"""It decides when advice ends, which no comparison follows."""


FIRST = {file: name for name, (file, _) in reversed(MOVABLE.items()) if name not in (PHASE, ADVICE)}
"""Of each topic the first threshold that can be moved; each of them takes loading all rules once more."""


@pytest.mark.parametrize("name", FIRST.values())
def test_in_every_topic_a_week_more_names_that_week_and_its_patients(name):
    file, match = MOVABLE[name]
    week = int(match[3])
    later = match[0].replace(f"typical: {week}\n", f"typical: {week + 1}\n")
    old = open_protocol()
    new = load_texts(OURS | {file: OURS[file].replace(match[0], later)})

    changes = diff(old, new).changes

    assert changes
    assert {c.days for c in changes} == {((7 * week, 7 * week + 6),)}
    assert {(c.kind, c.direction, c.stances) for c in changes} == {
        ("activity", STRICTER, ("typical",))
    }
    named = {c.name for c in changes}
    for day, within in (
        (7 * week - 1, False),
        (7 * week, True),
        (7 * week + 6, True),
        (7 * week + 7, False),
    ):
        if day >= 0:
            lost = allowed_on(old, day) - allowed_on(new, day)
            assert lost <= (named if within else set())
            assert not allowed_on(new, day) - allowed_on(old, day)


def test_a_week_more_until_a_phase_begins_is_a_note():
    file, match = MOVABLE[PHASE]
    later = match[0].replace(f"typical: {match[3]}\n", f"typical: {int(match[3]) + 1}\n")
    difference = diff(
        open_protocol(), load_texts(OURS | {file: OURS[file].replace(match[0], later)})
    )

    assert difference.changes == ()
    (note,) = difference.notes
    assert note.startswith(f"threshold {PHASE}: typical ")


def reordered(text):
    """The same file with its sections, and the conditions of its first list, the other way round."""
    sections = [f"{part.strip()}\n" for part in text.split("\n\n")]
    pain, opioids = "      - leg pain at most 2/10\n", "      - opioids is no\n"
    return "\n".join(reversed(sections)).replace(pain + opioids, opioids + pain)


def test_a_reordered_file_with_other_comments_is_no_change():
    moved = reordered(RUNNING)
    new = load_texts(TEXTS | {"running.yaml": f"# read by nobody\n{moved}"})

    difference = diff(small(), new)

    assert moved.index("opioids is no") < moved.index("leg pain at most")
    assert summary(difference) == "no change"
    assert difference.is_empty


def test_other_words_change_no_verdict_and_are_named():
    difference = diff(small(), small(("Start short.", "Start very short.")))

    assert difference.changes == ()
    assert summary(difference) == "no verdict, limit or escalation changes"
    assert difference.notes == ("activity running, patient: Start short. → Start very short.",)


def test_a_raised_limit_is_looser_from_its_week_on_for_everyone():
    (change,) = diff(small(), small(("typical: 20 kg", "typical: 25 kg"))).changes

    assert (change.kind, change.direction) == ("limit", LOOSER)
    assert (change.before, change.after) == ("20 kg (44 lb)", "25 kg (55 lb)")
    assert change.days == ((42, None),)
    assert change.patients == Patients()


def test_an_escalation_that_is_less_urgent_is_looser():
    change, *_ = diff(small(), small(("urgency: emergency", "urgency: same day"))).changes

    assert (change.kind, change.direction) == ("escalation", LOOSER)
    assert (change.before, change.after) == ("emergency", "same day")
    assert change.patients == Patients((Trait("saddle numbness", "yes", ((1, 1),)),))


def test_a_sign_that_is_no_longer_assumed_absent_is_stricter():
    assumed = "    if not stated: no\n  saddle"
    (change,) = diff(small(), small((assumed, "  saddle"))).changes

    assert (change.kind, change.direction) == ("item", STRICTER)


def test_another_stance_for_everyone_is_told():
    (change,) = diff(small(), small(("default stance: typical", "default stance: liberal"))).changes

    assert (change.kind, change.direction) == ("protocol", LOOSER)


def test_an_item_on_another_scale_is_compared_with_nothing():
    graded = small(("scale 0 to 10", "scale 0 to 5"), ("2/10", "2/5"), ("0/10", "0/5"))

    difference = diff(small(), graded)

    assert any("is measured differently" in note for note in difference.notes)
    assert {change.name for change in difference.changes} == {"running"}


def test_a_rule_that_only_moves_to_another_file_is_a_note():
    start = RUNNING.index("escalations:")
    moved = {"running.yaml": RUNNING[:start], "red-flags.yaml": RUNNING[start:]}

    difference = diff(small(), load_texts(TEXTS | moved))

    assert difference.changes == ()
    assert difference.notes == (
        "rule running/saddle numbness is called red-flags/saddle numbness now",
    )


EDITS = [
    ("- opioids is no", "- opioids is known"),
    ("- week at least running from", "- week at least 3"),
    ("      - calm\n", ""),
    ("wound trouble is yes", "wound trouble is no"),
    ("leg pain at most 2/10", "leg pain at most 4/10"),
    ("walking tolerance at least 30 min", "walking tolerance between 30 min and 90 min"),
    ("    when all:\n      - leg pain", "    when any:\n      - leg pain"),
    ("liberal: none", "liberal: 30 kg"),
    ("        all: 5 kg", "        all: 6 kg"),
    ("saddle numbness is yes", "saddle numbness is yes\n      - wound trouble is yes"),
    ("not yet when:", "with care when:"),
]


@pytest.mark.parametrize("edit", EDITS)
def test_each_example_patient_gets_the_answers_that_the_change_tells(edit):
    old, new = small(), small(edit)
    assert not check(new)

    changes = diff(old, new).changes

    assert changes
    for change in changes:
        for stance in change.stances:
            before, after = (replay(protocol, change, stance) for protocol in (old, new))
            if change.kind == "activity":
                assert before.verdict(change.name).verdict in change.before.split(" or ")
                assert after.verdict(change.name).verdict == change.after


@pytest.mark.parametrize("edit", EDITS)
def test_exactly_the_patients_who_are_named_change(edit):
    """Every patient that the two protocols can tell apart, on every day that matters."""
    old, new = small(), small(edit)
    changes = [change for change in diff(old, new).changes if change.kind == "activity"]

    for stance in STANCES:
        rulesets = [ruleset_for(protocol, stance) for protocol in (old, new)]
        axes = Space.of(rulesets).axes
        for point in product(*(axis.facts for axis in axes)):
            facts = {axis.item.name: fact for axis, fact in zip(axes, point, strict=True)}
            if facts["saddle numbness"] == 1:
                continue
            was, now = (verdict(ruleset, facts) for ruleset in rulesets)
            day = facts["day"]
            named = [
                change
                for change in changes
                if stance in change.stances
                and any(
                    first <= day and (last is None or day <= last) for first, last in change.days
                )
                and change.patients.exactly
                and change.patients.include(facts)
            ]
            told = [(was in change.before.split(" or "), change.after) for change in named]
            assert told == ([] if was == now else [(True, now)]), (stance, facts)


def verdict(ruleset, facts):
    memory = WorkingMemory(ruleset, facts, infer(ruleset, facts))
    return the(decided(memory).verdict("running"))


def test_what_is_too_large_to_decide_is_tried_and_said_to_be():
    difference = diff(
        small(), small(("walking tolerance at least 30", "walking tolerance at least 45")), 5
    )

    assert difference.sampled == 5_000
    assert {change.name for change in difference.changes} == {"running"}
    assert not any(change.patients.exactly for change in difference.changes)
    assert any("were tried" in line for line in as_text(difference))


def test_the_page_to_be_signed_has_a_box_for_each_change():
    difference = diff(small(), small(LATER, ("typical: 20 kg", "typical: 25 kg")))
    page = list(as_markdown(difference))

    assert sum(line.startswith("- [ ] ") for line in page) == len(difference.changes) == 2
    assert "1 stricter, 1 looser" in "\n".join(page)


def test_json_is_the_same_twice():
    old, new = small(), small(LATER)

    assert json.dumps(as_dict(diff(old, new))) == json.dumps(as_dict(diff(old, new)))


def write(folder, changes=()):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts(*changes).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def run(*arguments):
    return CliRunner().invoke(main, ["diff", *map(str, arguments)], catch_exceptions=False)


def test_the_exit_code_says_whether_something_became_looser(tmp_path):
    old, new = write(tmp_path / "old"), write(tmp_path / "new", [LATER])

    assert run(old, new).exit_code == 0
    assert run(new, old).exit_code == 4
    assert run(old, old).stdout.splitlines()[-1] == "no change"


def test_two_git_revisions_are_compared(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def git(*arguments):
        name = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *name, *arguments], check=True, capture_output=True)

    git("init")
    for changes in ([], [LATER]):
        write(tmp_path / "rules/small", changes)
        git("add", ".")
        git("commit", "-m", "state")

    compared = run("HEAD~1", "HEAD", "--protocol", "small")

    assert "week 10 (day 70 to 76), typical stance" in compared.stdout
    assert run("HEAD~1", "--protocol", "rules/small").stdout.split("old:")[1].count("STRICTER") == 1


def test_two_git_revisions_are_compared_by_proof(tmp_path, monkeypatch):
    pytest.importorskip("z3")
    monkeypatch.chdir(tmp_path)

    def git(*arguments):
        name = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *name, *arguments], check=True, capture_output=True)

    git("init")
    for changes in ([], [LATER]):
        write(tmp_path / "rules/small", changes)
        git("add", ".")
        git("commit", "-m", "state")

    tightened = run("HEAD~1", "HEAD", "--prove", "--protocol", "small")
    loosened = run("HEAD", "HEAD~1", "--prove", "--protocol", "small", "--format", "json")

    assert tightened.exit_code == 0
    assert "for nobody looser, and for some patients stricter" in tightened.stdout
    assert loosened.exit_code == 4
    assert json.loads(loosened.stdout)["relation"] == "looser"


def test_a_revision_that_is_not_there_is_a_problem(tmp_path, monkeypatch):
    monkeypatch.chdir(write(tmp_path / "rules/small"))

    missing = run("HEAD~99", ".")

    assert missing.exit_code == 3
    assert "`HEAD~99` is neither a folder with protocol.yaml nor a git revision" in missing.stderr


@pytest.mark.parametrize("edit", [edit for edit in EDITS if "saddle" not in edit[0]])
def test_what_is_read_off_is_what_z3_decides(edit):
    """Two ways that share no code beyond the rules: which activities and limits change, and which way."""
    pytest.importorskip("z3")
    from recovery_guidance.proof.compare import compare

    old, new = small(), small(edit)
    changes = [c for c in diff(old, new).changes if c.kind in ("activity", "limit")]

    decided = compare(old, new, ("reference",))

    assert set(decided.looser) == {c.name for c in changes if c.direction == LOOSER}
    assert set(decided.stricter) == {c.name for c in changes if c.direction == STRICTER}
