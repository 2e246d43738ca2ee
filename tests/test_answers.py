"""What `recovery allowed` has to say, whatever else the protocol grows to say. Patients are invented."""

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from recovery_guidance import library
from recovery_guidance.model.case import Case, Observation
from recovery_guidance.reading.load import load_texts
from recovery_guidance.telling.wording import notice
from recovery_guidance.verbs.command import main
from tests.protocols import TEXTS

WELL = {
    "ankle dorsiflexion": "5/5",
    "ankle plantarflexion": "5/5",
    "knee extension": "5/5",
    "leg pain": "0/10",
    "back pain": "0/10",
    "test pain": "0/10",
    "opioids": "no",
    "wound healed": "yes",
    "walking tolerance": "45 min",
    "pain-free brisk walks this week": "2",
    "single-leg calf raises": "25",
    "single-leg hops": "12",
    "hop asymmetry": "5 %",
    "jog on spot": "60 seconds",
}
RESTED = {
    "days since last run": "7 days",
    "last run-walk response": "up",
    "active days in last 6 days": "3 days",
    "rise in weekly running": "0 %",
}
SPOILED = {
    "ankle dorsiflexion": "3/5",
    "ankle plantarflexion": "4/5",
    "knee extension": "4/5",
    "leg pain": "3/10",
    "back pain": "6/10",
    "test pain": "3/10",
    "opioids": "yes",
    "wound healed": "no",
    "walking tolerance": "29 min",
    "pain-free brisk walks this week": "1",
    "single-leg calf raises": "19",
    "single-leg hops": "9",
    "hop asymmetry": "11 %",
    "jog on spot": "59 seconds",
}
RUNNING = ("run-walk", "continuous running", "group running", "racing")
STANCES = ("restrictive", "typical", "liberal")


def run(*arguments):
    return CliRunner().invoke(main, ["allowed", *arguments], catch_exceptions=False)


def answer(*arguments, **facts):
    told = [part for item, value in facts.items() for part in ("-f", f"{item} {value}")]
    result = run(*arguments, "--format", "json", *told)
    assert result.exit_code == 0, result.stderr
    guidance = json.loads(result.stdout)
    schema = json.loads(files("recovery_guidance").joinpath("schemas/guidance.json").read_text())
    jsonschema.validate(guidance, schema)
    return guidance


def verdict(guidance, activity):
    return next(v for v in guidance["activities"] if v["activity"] == activity)


def lifting(guidance):
    return next(limit for limit in guidance["limits"] if limit["quantity"] == "lifting")


def test_lifting_is_limited_to_five_pounds_in_week_one():
    limit = lifting(answer("--week", "1"))

    assert (limit["at most"], limit["unit"]) == (2.3, "kg")
    assert "2.3 kg (5 lb)" in run("--week", "1").stdout


def test_lifting_is_limited_to_thirty_pounds_in_week_six_and_assumptions_are_listed():
    guidance = answer("--week", "6")

    assert lifting(guidance)["at most"] == 13.6
    assert {"item": "new weakness", "value": "no"} in guidance["assumed"]
    assert verdict(guidance, "walking")["verdict"] == "allowed"
    assert verdict(guidance, "run-walk") | {"because": []} == {
        "activity": "run-walk",
        "verdict": "not yet",
        "because": [],
        "needs": [],
        "opens": 10,
        "opens on day": 70,
    }


def test_driving_at_week_three_is_unknown_with_what_to_tell():
    driving = verdict(answer("--week", "3"), "driving")

    assert driving["verdict"] == "unknown"
    assert {"opioids", "emergency stop", "ankle dorsiflexion"} <= set(driving["needs"])


def test_run_walk_at_week_twelve_needs_exactly_its_gate():
    run_walk = verdict(answer("--week", "12"), "run-walk")

    assert run_walk["verdict"] == "unknown"
    assert set(run_walk["needs"]) == set(WELL) | set(RESTED)


def test_run_walk_is_allowed_when_the_whole_gate_is_well_after_days_of_rest():
    run_walk = verdict(answer("--week", "12", **WELL, **RESTED), "run-walk")
    assert run_walk["verdict"] == "allowed"


@pytest.mark.parametrize("item", WELL)
def test_one_spoiled_item_closes_run_walk(item):
    guidance = answer("--week", "12", **(WELL | {item: SPOILED[item]}))

    assert verdict(guidance, "run-walk")["verdict"] == "not yet"


@pytest.mark.parametrize("item", WELL)
def test_one_item_left_out_makes_run_walk_unknown_again(item):
    told = {name: value for name, value in WELL.items() if name != item}
    run_walk = verdict(answer("--week", "12", **told, **RESTED), "run-walk")

    assert (run_walk["verdict"], run_walk["needs"]) == ("unknown", [item])


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("week", ["0", "6", "12", "26", "52", "104"])
def test_foot_drop_keeps_running_closed_at_any_week_and_stance(week, stance):
    guidance = answer("--week", week, "--stance", stance, **WELL, **{"foot drop": "yes"})

    closed = [verdict(guidance, name) for name in RUNNING]
    assert {v["verdict"] for v in closed} == {"not yet"}
    assert {v["opens"] for v in closed} == {None}


@pytest.mark.parametrize("grade", ["0/5", "1/5", "2/5", "3/5"])
@pytest.mark.parametrize("stance", STANCES)
def test_a_weak_right_ankle_does_not_drive_and_is_told_what_would_change_it(grade, stance):
    facts = {"operated side": "right", "gearbox": "automatic", "ankle dorsiflexion": grade}

    assert (
        verdict(answer("--week", "30", "--stance", stance, **facts), "driving")["verdict"]
        == "not yet"
    )
    told = [part for item, value in facts.items() for part in ("-f", f"{item} {value}")]
    why = CliRunner().invoke(main, ["why", "driving", "--week", "30", *told])
    assert "What would change it" in why.stdout


def test_saddle_numbness_is_the_first_line_and_nothing_else_is_advised():
    text = run("--week", "5", "-f", "saddle numbness").stdout

    assert text.splitlines()[0].startswith("EMERGENCY: ")
    assert "You may" not in text
    guidance = answer("--week", "5", **{"saddle numbness": "yes"})
    assert guidance["escalations"][0]["urgency"] == "emergency"
    assert (guidance["activities"], guidance["limits"], guidance["advice"]) == ([], [], [])


@pytest.mark.parametrize(
    "line",
    [
        "fusion",
        "instrumentation",
        "cervical surgery",
        "thoracic surgery",
        "fracture",
        "tumour",
        "infection",
        "under 18",
        "disc replacement",
        "cauda equina operation",
    ],
)
def test_other_operations_are_refused_with_the_reason_and_red_flags_still_given(line):
    guidance = answer("--week", "8", **{line: "yes"})

    assert [refusal["text"] for refusal in guidance["refused"]] != []
    assert (guidance["activities"], guidance["limits"]) == ([], [])
    assert "Get help at once for any of these" in run("--week", "8", "-f", line).stdout
    both = answer("--week", "8", **{line: "yes", "saddle numbness": "yes"})
    assert both["escalations"][0]["urgency"] == "emergency"


@pytest.mark.parametrize("line", ["revision", "dural tear", "multi-level surgery"])
def test_harder_operations_fall_to_the_restrictive_stance_and_the_answer_says_so(line):
    guidance = answer("--week", "4", "--stance", "liberal", **{line: "yes"})

    assert guidance["stance"] == "restrictive"
    assert guidance["stance because"] != []
    assert "restrictive stance is followed because" in run(
        "--week", "4", "-f", line
    ).stdout.replace("\n", " ")


def test_a_surgeon_may_say_otherwise(tmp_path):
    case = tmp_path / "me.yaml"
    case.write_text(
        "surgery: 2026-06-01\nfacts:\n  - revision\norders:\n  - stance: typical\n    by: the surgeon\n"
        "    loosens: yes\n    approved by: the surgeon\n    because: a small second operation\n"
    )

    assert answer("--case", str(case), "--on", "2026-07-13")["stance"] == "typical"


def test_every_answer_says_that_it_is_a_draft_and_what_has_no_source():
    text = run("--week", "30").stdout

    assert "This protocol is a draft: no clinician has reviewed it." in " ".join(text.split())
    assert "expert opinion: no published source gives" in " ".join(text.split())
    assert answer("--week", "30")["notice"].startswith("This protocol is a draft")


def test_an_uncomplicated_case_says_what_it_took_for_granted():
    guidance = answer("--week", "12", "--uncomplicated")

    assert verdict(guidance, "run-walk")["verdict"] == "allowed"
    assert {"item": "leg pain", "value": "0/10"} in guidance["assumed"]


@pytest.mark.parametrize("item", ["ankle dorsiflexion", "opioids", "leg pain"])
def test_what_is_said_to_be_unknown_is_never_taken_as_uncomplicated(item):
    guidance = answer("--week", "12", "--uncomplicated", **{item: "unknown"})

    run_walk = verdict(guidance, "run-walk")
    assert (run_walk["verdict"], run_walk["needs"]) == ("unknown", [item])


def test_an_old_warning_is_never_taken_as_uncomplicated(tmp_path):
    case = tmp_path / "me.yaml"
    case.write_text("surgery: 2026-06-01\nobservations:\n  - 2026-08-20: opioids yes\n")

    asked = ("--case", str(case), "--on", "2026-08-24", "--uncomplicated")
    assert verdict(answer(*asked), "driving")["needs"] == ["opioids"]


def test_a_shipped_protocol_opens_without_problems():
    assert library.open_protocol().status == "draft"


def case_file(folder, *observations, facts=()):
    path = folder / "me.yaml"
    lines = ["surgery: 2026-06-01", *["facts:"] * bool(facts), *(f"  - {fact}" for fact in facts)]
    path.write_text("\n".join([*lines, "observations:", *(f"  - {o}" for o in observations), ""]))
    return str(path)


def asked(*words):
    return CliRunner().invoke(main, [*words], prog_name="recovery")


@pytest.mark.parametrize("flag", ["leg pain 0/10", "operated side is left"])
def test_a_flag_does_not_overrule_the_file_in_silence(tmp_path, monkeypatch, flag):
    """What the file tells for that very day may be what keeps a gate shut."""
    monkeypatch.chdir(tmp_path)
    case = case_file(Path(), "2026-07-13: leg pain 6/10", facts=["operated side is right"])

    ran = asked("allowed", "--case", case, "--on", "2026-07-13", "-f", flag)

    assert (ran.exit_code, ran.stdout) == (3, "")
    assert ran.stderr.splitlines()[0].startswith(f"-f:1:1: `{flag.partition(' is ')[0][:8]}")
    assert "(me.yaml:" in ran.stderr


def test_a_flag_is_newer_than_what_the_file_tells_of_earlier_days(tmp_path):
    case = case_file(tmp_path, "2026-07-12: leg pain 6/10")

    ran = asked("allowed", "--case", case, "--on", "2026-07-13", "-f", "leg pain 0/10")

    assert ran.exit_code == 0
    assert "leg pain" not in {stale["item"] for stale in json.loads(asked(
        "allowed", "--case", case, "--on", "2026-07-13", "-f", "leg pain 0/10", "--format", "json"
    ).stdout)["stale"]}  # fmt: skip


def test_what_was_told_before_the_operation_is_said_to_be_from_then(tmp_path):
    case = case_file(tmp_path, "2026-05-30: leg pain 0/10", "2026-05-30: opioids no")

    whole = asked("allowed", "--case", case, "--on", "2026-06-02").stdout
    one = asked("when", "driving", "--case", case, "--on", "2026-06-22").stdout

    words = "before the operation, which may have changed it"
    assert f"leg pain: 0/10 was told {words}." in " ".join(whole.split())
    assert f"opioids is no (no was told {words})" in " ".join(one.split())


def test_why_of_a_group_begins_with_what_is_open_or_opens_first():
    said = asked("why", "running", "--week", "8", "--stance", "liberal").stdout
    titles = [line.partition(":")[0] for line in said.splitlines()[5:10]]

    assert [title.strip() for title in titles] == [
        "Run-walk intervals",
        "A run-walk session today",
        "Running 20 to 30 minutes without walking breaks",
        "Running with a group",
        "Racing",
    ]
    assert said.index("Sources range from week 3 to 26 weeks") < said.index(
        "Racing: not yet\n  week"
    )


def test_ask_begins_a_new_file_or_goes_on_with_an_old_one(tmp_path):
    """Before, the old one was left out in silence, and its warnings with it."""
    case = case_file(tmp_path, "2026-07-12: leg pain 6/10")

    ran = asked("ask", "--case", case, "--surgery", "2026-06-01")

    assert ran.exit_code == 2
    assert "give --surgery for a new case file, or --case for one that is there" in ran.stderr


def test_a_flag_about_an_earlier_day_leaves_what_the_file_tells_of_later_ones():
    """Else the pain of the week after would be gone from the weeks that follow."""
    later = Observation("leg pain", 8, day=50)

    assert later in Case(42, (later,)).stating([Observation("leg pain", 0, day=42)]).observations


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("", "no clinician is named who has reviewed it, no date is set for the next review"),
        (
            "reviewer: nobody yet\n",
            "no clinician is named who has reviewed it, no date is set for the next review",
        ),
        ("reviewer: Dr Jones\n", "reviewed by Dr Jones, no date is set for the next review"),
        (
            "reviewer: Dr Jones\nreview due: 2027-01-31\n",
            "reviewed by Dr Jones, next review due 2027-01-31",
        ),
    ],
)
def test_a_reviewer_or_a_date_that_is_missing_is_said_in_words(said, told):
    head = TEXTS["protocol.yaml"].replace("status: draft\n", f"status: retired\n{said}")
    retired = load_texts(TEXTS | {"protocol.yaml": head})

    assert notice(retired) == f"This protocol is retired: {told}. Your surgeon's word comes first."
