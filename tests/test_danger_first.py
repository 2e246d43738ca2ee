"""Danger is said first from every door, whichever one other slip is made.

A door is a way in which a patient tells something, a slip one thing that is wrong beside it. Each slip is tried with
a door that has it; with HYPOTHESIS_PROFILE=bars each of them with every danger sign, else with one.
"""

import json
import os
import re
import shutil
from datetime import date, timedelta
from functools import cache
from itertools import cycle
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from recovery_guidance import ProblemsFound, ask, open_protocol
from recovery_guidance.model.conditions import Claim, Condition
from recovery_guidance.verbs.command import VERBS, main

ROOT = Path(__file__).parent.parent
OURS = ROOT / "rules" / "lumbar-microdiscectomy"
SCHEMA = json.loads(
    (ROOT / "engine/recovery_guidance/schemas/refusal.json").read_text(encoding="utf-8")
)
GRAPH = open_protocol().graph
IS_WHOLE = os.environ.get("HYPOTHESIS_PROFILE") == "bars"
TODAY = date.today()  # noqa: DTZ011  the day that the program takes it to be
TOLD = TODAY - timedelta(days=2)
"""Lately, so that no sign is too old to count."""
SURGERY = f"surgery: {TODAY - timedelta(days=15)}"


def lately(text):
    """The text with the date of so many days ago where §3§ stands."""
    return re.sub("§(.)§", lambda days: str(TODAY - timedelta(days=int(days[1]))), text)


def dangers():
    """Every set of signs that is an emergency, a crisis or to be seen the same day: what one rule asks for."""
    found = {}
    for rule in GRAPH.of_kind("escalation"):
        if rule.value in ("emergency", "crisis", "same day"):
            for signs in ways(rule.when):
                found.setdefault(signs, rule.patient)
    return sorted(found)


def ways(group):
    """What makes it hold: of `any` each member alone, of `all` one way of each together, of a finding any rule's."""
    if isinstance(group, Condition):
        return [(group.text.removesuffix(" is yes"),)]
    if isinstance(group, Claim):
        return [way for rule in GRAPH.concluding(group) for way in ways(rule.when)]
    inner = [ways(member) for member in group.members]
    if not group.every:
        return [way for one in inner for way in one]
    together = [()]
    for one in inner:
        together = [(*before, *way) for before in together for way in one]
    return together


DANGERS = dangers()


@cache
def usual(signs):
    """What is said first of these signs where nothing is wrong, in one line."""
    told = [word for sign in signs for word in ("-f", sign)]
    ran = CliRunner().invoke(main, ["allowed", "--week", "2", *told])
    assert ran.exit_code == 0
    text = " ".join(ran.stdout.split())
    urgent = [e.text for e in ask(signs, week=2).escalations]
    assert urgent[0] in text
    return urgent[0]


def flags(signs):
    return [word for sign in signs for word in ("-f", sign)]


def case(text="", first=SURGERY, section="observations:", lead=f"  - {TOLD}: "):
    """A case file with the signs on one day, and something else before and after."""

    def written(signs):
        listed = "".join(f"{lead}{sign}\n" for sign in signs)
        before, _, after = text.partition("@")
        return lately(f"{first}\n{before}{section}\n{listed}{after}")

    return written


# What is wrong on the command line: words before and behind the flags.
COMMAND_LINES = {
    "a score without its scale": ["allowed", "--week", "2", "@", "-f", "leg pain 40"],
    "a score before it": ["allowed", "--week", "2", "-f", "leg pain 40", "@"],
    "another scale": ["allowed", "--week", "2", "@", "-f", "ankle dorsiflexion 4/10"],
    "a score out of range": ["allowed", "--week", "2", "@", "-f", "leg pain 11/10"],
    "half a grade": ["allowed", "--week", "2", "@", "-f", "ankle dorsiflexion 4-/5"],
    "an item that nobody knows": ["allowed", "--week", "2", "@", "-f", "gadget"],
    "an item misspelt": ["allowed", "--week", "2", "@", "-f", "leg pian 2/10"],
    "a denial in other words": ["allowed", "--week", "2", "@", "-f", "no gadget"],
    "an empty fact": ["allowed", "--week", "2", "@", "-f", ""],
    "a comparison": ["allowed", "--week", "2", "@", "-f", "leg pain at most 2/10"],
    "a unit that does not fit": ["allowed", "--week", "2", "@", "-f", "walking tolerance 30 km"],
    "a unit that is missing": ["allowed", "--week", "2", "@", "-f", "walking tolerance 30"],
    "a comma for a point": ["allowed", "--week", "2", "@", "-f", "walking tolerance 1,5,5 h"],
    "a sign that steers a terminal": ["allowed", "--week", "2", "@", "-f", "leg pain \x1b[2J2/10"],
    "a space that is none": ["allowed", "--week", "2", "@", "-f", "leg\u00a0pain 2/10"],
    "two lines in one": ["allowed", "--week", "2", "@", "-f", "leg pain\n2/10"],
    "a novel": ["allowed", "--week", "2", "@", "-f", "leg pain " * 500],
    "two values": ["allowed", "--week", "2", "@", "-f", "leg pain 2/10", "-f", "leg pain 3/10"],
    "a yes or no that is neither": ["allowed", "--week", "2", "@", "-f", "foot drop is maybe"],
    "no week": ["allowed", "@"],
    "no week, in JSON": ["allowed", "@", "--format", "json"],
    "a week in words": ["allowed", "--week", "two", "@"],
    "a week below nought": ["allowed", "--week", "-1", "@"],
    "a week with a point": ["allowed", "--week", "2.5", "@"],
    "a week of nothing": ["allowed", "--week", "", "@"],
    "a week without its number": ["allowed", "--week", "@"],
    "a week in the next century": ["allowed", "--week", "5000", "@"],
    "a day in words": ["allowed", "--day", "monday", "@"],
    "a week and a day": ["allowed", "--week", "2", "--day", "14", "@"],
    "a date without a case": ["allowed", "--week", "2", "--on", "2026-09-01", "@"],
    "a date that is none": ["allowed", "--week", "2", "--on", "yesterday", "@"],
    "a day of the wrong month": ["allowed", "--week", "2", "--on", "2026-02-30", "@"],
    "a stance that is none": ["allowed", "--week", "2", "--stance", "careful", "@"],
    "an engine that is none": ["allowed", "--week", "2", "--engine", "fast", "@"],
    "a format that is none": ["allowed", "--week", "2", "--format", "xml", "@"],
    "an option misspelt": ["allowed", "--weak", "2", "@"],
    "an option without a value at the end": ["allowed", "--week", "2", "@", "--stance"],
    "a switch with a value": ["allowed", "--week", "2", "--uncomplicated=yes", "@"],
    "a word too much": ["allowed", "--week", "2", "@", "please"],
    "a fact without its flag": ["allowed", "--week", "2", "please", "@"],
    "an overlay that is not there": ["allowed", "--week", "2", "--overlay", "gone.yaml", "@"],
    "an overlay that is a folder": ["allowed", "--week", "2", "--overlay", ".", "@"],
    "an overlay that does not load": ["allowed", "--week", "2", "--overlay", "overlay.yaml", "@"],
    "a case that is not there": ["allowed", "--case", "gone.yaml", "@"],
    "a case that is a folder": ["allowed", "--case", ".", "@"],
    "a protocol that is not there": ["allowed", "--week", "2", "--protocol", "lumber", "@"],
    "a protocol that is a file": ["allowed", "--week", "2", "--protocol", "overlay.yaml", "@"],
    "a protocol in an empty folder": ["allowed", "--week", "2", "--protocol", "empty", "@"],
    "an activity that nobody knows": ["when", "sking", "--week", "2", "@"],
    "an activity that nobody knows, in JSON": [
        *("when", "sking", "--week", "2", "--format", "json", "@")
    ],
    "no activity": ["why", "--week", "2", "@"],
    "two activities": ["why", "running", "walking", "--week", "2", "@"],
    "why, without a week": ["why", "running", "@"],
    "next, without a week": ["next", "@"],
    "next, with a score without its scale": ["next", "--week", "2", "@", "-f", "leg pain 40"],
    "timeline, without a week": ["timeline", "@"],
    "timeline, with another scale": ["timeline", "--week", "2", "@", "-f", "leg pain 4/5"],
    "timeline into no folder": ["timeline", "--week", "x", "--svg", "no/where.svg", "@"],
    "whatif, without a week": ["whatif", "@"],
    "whatif, with an unknown item": ["whatif", "--week", "2", "@", "-f", "gadget"],
    "handout, with a wrong fact": ["handout", "--week", "2", "@", "-f", "gadget"],
    "handout, without a week, of a broken overlay": ["handout", "--overlay", "overlay.yaml", "@"],
    "calendar, without a case": ["calendar", "--week", "2", "@"],
    "calendar, with a wrong fact": ["calendar", "--week", "2", "@", "-f", "leg pain 40"],
    "ask, in JSON": ["ask", "--week", "2", "--format", "json", "@"],
    "ask, with a wrong fact": ["ask", "--week", "2", "@", "-f", "leg pain 40"],
    "ask, about an operation to come": ["ask", "--surgery", "2999-01-01", "@"],
    "ask, with a date that is none": ["ask", "--surgery", "spring", "@"],
    "ask, to be saved without a date": ["ask", "--week", "2", "--save", "new.yaml", "@"],
    "a verb misspelt": ["alowed", "--week", "2", "@"],
    "no verb": ["--week", "2", "@"],
    "no quotes": ["allowed", "--week", "2", "@bare", "-f", "leg pain 40"],
    "no quotes and no flag": ["@bare"],
    "the sign for a verb": ["@words"],
    "the sign for an activity": ["why", "@words"],
    "the sign for an activity, and a week": ["when", "--week", "2", "@words"],
    "log, into no case": ["log", "@words", "--case", "gone.yaml"],
    "log, without a case": ["log", "@words"],
    "log, beside a wrong statement": ["log", "@words", "leg pain 40", "--case", "good.yaml"],
    "log, on no date": ["log", "@words", "--on", "today", "--case", "good.yaml"],
    "log, on a day to come": ["log", "@words", "--on", "2999-01-01", "--case", "good.yaml"],
    "log, by nobody": ["log", "@words", "--by", "(?)", "--case", "good.yaml"],
    "log, with an option of sessions": ["log", "@words", "--step", "1", "--case", "good.yaml"],
    "log, into a folder": ["log", "@words", "--case", "."],
    "log, to be taken back": ["log", "@words", "--undo", "--case", "good.yaml"],
    "log, into a file that no one may write": ["log", "@words", "--case", "locked/case.yaml"],
}

# What is wrong in a case file that tells the signs.
CASE_FILES = {
    "no date of surgery": case(first="stance: typical"),
    "a surgery in another order": case(first=f"surgery: {TODAY:%d.%m.%Y}"),
    "a surgery to come": case(first="surgery: 2999-06-01"),
    "a surgery long ago": case(first="surgery: 1926-06-01"),
    "a surgery of no day": case(first="surgery: 2026-06-31"),
    "a tab": case("@\t- §1§: leg pain 2/10\n"),
    "a tab before it": case("facts:\n\t- side is left\n@"),
    "a quote that does not end": case('note: "it was\n@'),
    "a bracket that does not close": case("@  - §1§: [leg pain 2/10\n"),
    "a colon in a text": case("case: mine: his\n@"),
    "a colon without a space": case("@  - §1§:leg pain 2/10\n"),
    "a dash without a space": case("@  -§1§: leg pain 2/10\n"),
    "a line in the wrong column": case("@ - §1§: leg pain 2/10\n"),
    "an anchor": case("@  - §1§: &pain leg pain 2/10\n"),
    "a tag": case("@  - §1§: !pain leg pain 2/10\n"),
    "a second document": case("@---\ncase: other\n"),
    "a name that stands twice": case("@surgery: 2026-06-02\n"),
    "a section that stands twice": case("observations:\n  - §4§: leg pain 2/10\n@"),
    "a date that stands twice": case(f"@    {TOLD}: leg pain 2/10\n"),
    "a section misspelt": case(section="observatons:"),
    "a section that nobody knows": case("diary:\n  - all well\n@"),
    "another scale": case("@  - §1§: ankle dorsiflexion 4/10\n"),
    "no scale": case("@  - §1§: leg pain 40\n"),
    "an item that nobody knows": case("@  - §1§: gadget\n"),
    "an item misspelt": case("@  - §1§: leg pian 2/10\n"),
    "two values of a day": case("@  - §1§: leg pain 2/10\n  - §1§: leg pain 3/10\n"),
    "a date in another order": case("@  - 12.06.2026: leg pain 2/10\n"),
    "a date of no day": case("@  - 2026-06-31: leg pain 2/10\n"),
    "an observation without a date": case("@  - leg pain 2/10\n"),
    "a list in a list": case("@  - - §1§: leg pain 2/10\n"),
    "named entries for a statement": case("@  - §1§:\n      leg pain: 2/10\n"),
    "the sign without a date": case(lead="  - "),
    "the sign on a day in another order": case(lead=f"  - {TOLD:%d.%m.%Y}: "),
    "the sign on no day": case(lead="  - 2026-06-31: "),
    "the sign without a colon": case(lead=f"  - {TOLD} "),
    "the sign without a dash": case(lead=f"  {TOLD}: "),
    "the sign below no section": case(section="", lead=""),
    "the sign with a tab": case(lead=f"\t- {TOLD}: "),
    "the sign in the wrong column": case(
        section="observations:\n  - §3§: leg pain 2/10", lead=f"   - {TOLD}: "
    ),
    "the sign of a year to come": case("@  - leg pain 2/10\n", lead="  - 2999-06-10: "),
    "a fact that changes": case("facts:\n  - leg pain 2/10\n@"),
    "a stance that is none": case("stance: careful\n@"),
    "a side that is none": case("side: middle\n@"),
    "an order by nobody": case("orders:\n  - set: run-walk from\n    to: 9 weeks\n@"),
    "an order that loosens": case(
        "orders:\n  - set: run-walk from\n    to: 1 weeks\n    by: the surgeon\n@"
    ),
    "an order of nothing": case("orders:\n  - by: the surgeon\n@"),
    "an order for nothing": case("orders:\n  - not yet: sking\n    by: the surgeon\n@"),
    "orders that are no list": case("orders: none\n@"),
    "a session of nothing": case("sessions:\n  - §1§: sking\n@"),
    "a session of no day": case("sessions:\n  - walking\n@"),
    "a clearance by nobody": case("clearances:\n  - §1§: gait clearance\n@"),
    "a protocol that is none": case("protocol: lumber\n@"),
    "a sign that cannot be seen": case("case: a\u200bb\n@"),
    "not UTF-8": lambda signs: case("case: Jürgen\n@")(signs).encode("latin-1"),
    "UTF-16": lambda signs: case()(signs).encode("utf-16"),
    "a byte of nought": lambda signs: case("case: a\0b\n@")(signs).encode(),
    "too many lines": case("@" + "# \n" * 1_500_000),
    "too many entries": case("  - a\n" * 410_000 + "@", "", f"{SURGERY}\nobservations:"),
    "many statements": case(
        "".join(f"  - {SURGERY[9:]}: leg pain {n} of it\n" for n in range(3_000)) + "@",
        section="",
        first=f"{SURGERY}\nobservations:",
    ),
    "a line that never ends": case("@  - 2026-06-01: " + "- 1" * 300_000 + "\n"),
    "nested too deeply": case("@" + "".join(f"{'  ' * n}a:\n" for n in range(16))),
    "an operation of another kind": case("operation: lumbar fusion L4/5\n@  - leg pain 2\n"),
}

# What is wrong in rules of one's own: the file, what stands there, and what stands there instead.
PROTOCOLS = {
    "a threshold that nobody knows": ("walking.yaml", "source:", "sorce:"),
    "a rule that is no YAML": ("golf.yaml", "activities:", "activities: ["),
    "a tab in rules": ("golf.yaml", "  ", "\t"),
    "a file that is empty": ("golf.yaml", None, ""),
    "a file that is not UTF-8": ("golf.yaml", None, b"\xff\xfa"),
    "a head that is wrong": ("protocol.yaml", "status: draft", "status: drafft"),
    "a head without a title": ("protocol.yaml", "title: Lumbar", "tittle: Lumbar"),
    "a source that is not there": ("running.yaml", "source: P02", "source: P999"),
    "a sign that is misdeclared": ("items.yaml", "type: yes or no", "type: yes or noo"),
    "a red flag misspelt": ("red-flags.yaml", "when any:", "when eny:"),
    "a red flag of nothing": ("red-flags.yaml", "- fever is yes", "- fevver is yes"),
    "red flags that are no YAML": ("red-flags.yaml", "escalations:", "escalations: {"),
    "no items at all": ("items.yaml", None, None),
}


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder with what the slips name."""
    (tmp_path / "overlay.yaml").write_text("overlay of: lumbar-microdiscectomy\npractice: none\n")
    (tmp_path / "good.yaml").write_text(f"{SURGERY}\nobservations:\n  - 2026-06-02: opioids no\n")
    (tmp_path / "empty").mkdir()
    (tmp_path / "locked").write_text("not a folder\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said_first(ran, signs, in_json):
    """What was said, after holding it to begin with what is urgent and to end with the danger list."""
    wanted = usual(signs)
    assert ran.exit_code in (1, 2, 3), ran.output
    if in_json:
        said = json.loads(ran.stdout)
        jsonschema.validate(said, SCHEMA)
        assert wanted in {e["text"] for e in said["escalations"]}
        assert said["problems"]
        assert said["danger list"]
        assert "999" in said["emergency numbers"]
        return
    output, problems = " ".join(ran.stdout.split()), " ".join(ran.stderr.split())
    assert wanted in output
    both = " ".join(ran.output.split())
    assert both.startswith(("EMERGENCY: ", "CRISIS: ", "SAME DAY: ")), both
    assert "numbness between your legs" in problems.rpartition("Get help at once")[2]
    assert "999" in problems


def command(words, signs):
    """The command line, with the signs at their place."""
    placed = {
        "@": flags(signs),
        "@words": list(signs),
        "@bare": [word for sign in signs for word in ("-f", *sign.split())],
    }
    return [part for word in words for part in placed.get(word, [word])]


def sampled(slips, step=1):
    """Each slip with one of the danger signs, and all of both where everything is tried."""
    if IS_WHOLE:
        return [(slip, signs) for slip in slips for signs in DANGERS]
    return list(zip(slips, cycle(DANGERS[::step]), strict=False))


def named(pairs):
    return [f"{slip} / {' + '.join(signs)}" for slip, signs in pairs]


TYPED = sampled(COMMAND_LINES)


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(("slip", "signs"), TYPED, ids=named(TYPED))
def test_danger_on_a_command_line_is_said_first(slip, signs):
    words = COMMAND_LINES[slip]
    if len(slip) % 2 == 1 and words[0] in VERBS and "--format" not in words:
        words = [words[0], "--format", "json", *words[1:]]
    ran = CliRunner().invoke(main, command(words, signs), prog_name="recovery")

    said_first(ran, signs, "json" in words)


WRITTEN = sampled(CASE_FILES, step=3)


@pytest.mark.parametrize(("slip", "signs"), WRITTEN, ids=named(WRITTEN))
def test_danger_in_a_case_file_is_said_first(here, slip, signs):
    written = CASE_FILES[slip](signs)
    (here / "me.yaml").write_bytes(written if isinstance(written, bytes) else written.encode())
    in_json = len(slip) % 2 == 1
    form = ["--format", "json"] if in_json else []
    ran = CliRunner().invoke(main, ["allowed", "--case", "me.yaml", *form], prog_name="recovery")

    said_first(ran, signs, in_json)


OWN = sampled(PROTOCOLS, step=5)
OWN = OWN if IS_WHOLE else OWN[::4]  # each of them loads rules of its own, some several times


@pytest.mark.parametrize(("slip", "signs"), OWN, ids=named(OWN))
def test_danger_under_rules_with_a_slip_is_said_first(here, slip, signs):
    file, before, after = PROTOCOLS[slip]
    shutil.copytree(OURS, here / "own")
    place = here / "own" / file
    if before is not None:
        after = place.read_text("utf-8").replace(before, after)
    if after is None:
        place.unlink()
    else:
        place.write_bytes(after if isinstance(after, bytes) else after.encode())
    ran = CliRunner().invoke(main, ["allowed", "--week", "2", "--protocol", "own", *flags(signs)])

    said_first(ran, signs, in_json=False)
    assert "lumbar-microdiscectomy, which came with this program" in " ".join(ran.stdout.split())


LOGGED = {
    "a score without its scale": "observations:\n  - §3§: leg pain 40\n",
    "a section that nobody knows": "diary: none\n",
    "a tab": "observations:\n\t- §3§: leg pain 4/10\n",
    "a tab, and another indent": "observations:\n    - §3§: opioids no\n\t- §2§: leg pain 4/10\n",
    "a quote that does not end": "observations:\n  - §3§: leg pain 4/10\nnote: 'it\n",
    "a name that stands twice": "surgery: 2026-06-02\nobservations:\n  - §3§: leg pain 4/10\n",
    "an observation of nothing": "observations:\n  - nothing\n",
    "a protocol that nobody knows": "protocol: gone\n",
    "a protocol that is no name": "protocol: [lumbar\n",
    "no list to write into": "sessions:\n\t- §3§: walking\n",
}


@pytest.mark.parametrize("slip", LOGGED)
@pytest.mark.parametrize("sign", ["saddle numbness", "calf swelling"])
def test_danger_is_logged_and_said_although_another_line_is_wrong(here, slip, sign):
    before = lately(f"{SURGERY}\n{LOGGED[slip]}")
    (here / "me.yaml").write_text(before)
    ran = CliRunner().invoke(main, ["log", sign, "--case", "me.yaml"])

    kept = (here / "me.yaml").read_text()
    entry = f"- {TODAY}: {sign} yes"
    added = [line.strip() for line in kept.splitlines() if line not in before]
    assert [line for line in added if line != "observations:"] == [entry]
    assert [line for line in kept.splitlines() if line in before] == before.splitlines()
    first, _, rest = ran.stdout.partition("\n")
    assert first == f"me.yaml: observations: {entry[2:]}"
    assert usual((sign,)) in " ".join(rest.split())
    assert "Get help at once" in ran.stderr
    assert ran.exit_code == 3


def test_what_an_entry_itself_brings_is_still_refused_in_a_file_with_a_wrong_line(here):
    before = f"{SURGERY}\nobservations:\n  - {TOLD}: leg pain 2/10\n  - {TOLD}: gadget\n"
    (here / "me.yaml").write_text(before)
    ran = CliRunner().invoke(main, ["log", "leg pain 3/10", "--on", str(TOLD), "--case", "me.yaml"])

    assert "`leg pain` is stated twice" in ran.stderr
    assert "gadget" not in ran.stderr.partition("Get help")[0]
    assert (here / "me.yaml").read_text() == before
    assert ran.exit_code == 3


def test_there_are_slips_of_a_hundred_kinds():
    assert len(COMMAND_LINES) + len(CASE_FILES) + len(PROTOCOLS) >= 100


def test_every_verb_of_a_patient_is_a_door():
    tried = {words[0] for words in COMMAND_LINES.values()}

    assert set(VERBS) - tried == {
        *["check", "diff", "prove", "fmt", "describe", "new", "schema", "test", "docs", "sign-off"]
    }


@pytest.mark.parametrize("signs", DANGERS if IS_WHOLE else DANGERS[::5], ids=" + ".join)
def test_a_program_hears_of_danger_beside_a_problem(signs):
    with pytest.raises(ProblemsFound) as found:
        ask([*signs, "leg pain 40"], week=2)

    assert usual(signs) in {e.text for e in found.value.urgent.escalations}


def test_the_danger_list_is_the_same_wherever_it_stands():
    """In an answer, behind a refusal, and on the page to take along: an emergency or a crisis each."""
    protocol = open_protocol()
    urgent = [rule for rule in protocol.rules if rule.silences]
    names = "; ".join(sorted({rule.title or rule.id.rpartition("/")[2] for rule in urgent}))
    answer, refusal, page = (
        " ".join(CliRunner().invoke(main, words).output.split())
        for words in (
            ["allowed", "--week", "6"],
            ["allowed", "--week", "6", "-f", "leg pain blue"],
            ["handout", "--week", "6"],
        )
    )

    assert "thoughts of harming yourself" in names
    assert [names in said for said in (answer, refusal, page)] == [True] * 3


@pytest.mark.usefixtures("here")
def test_what_is_no_danger_is_not_called_one():
    ran = CliRunner().invoke(
        main, ["allowed", "--week", "2", "-f", "leg pain 40", "-f", "fever no"]
    )

    assert ran.stdout == ""


@pytest.mark.usefixtures("here")
def test_what_denies_a_sign_without_quotes_is_not_read_as_telling_it():
    ran = CliRunner().invoke(main, ["allowed", "--week", "2", "-f", "no", "saddle", "numbness"])

    assert "EMERGENCY:" not in ran.stdout
    assert "Get help at once" in ran.stderr


@pytest.mark.parametrize("slip", ["leg pain 40", "ankle dorsiflexion 4/10", "gadget"])
def test_a_sign_that_is_over_is_not_called_urgent_beside_a_slip(here, slip):
    (here / "me.yaml").write_text(
        lately(
            f"{SURGERY}\nobservations:\n  - §5§: saddle numbness\n  - §3§ (the surgeon): saddle numbness no\n"
            f"  - §3§: {slip}\n# saddle numbness\nnote: chest pain\norders:\n  - not yet: racing\n"
            "    by: the surgeon\n    when any:\n      - fever is yes\n"
        )
    )
    ran = CliRunner().invoke(main, ["allowed", "--case", "me.yaml"])

    assert (ran.exit_code, ran.stdout) == (3, "")


@pytest.mark.usefixtures("here")
def test_a_sign_whose_value_cannot_be_read_is_asked_for():
    ran = CliRunner().invoke(main, ["allowed", "--week", "2", "-f", "saddle numbness maybe"])

    assert ran.stdout.startswith(
        "Tell first: saddle numbness. If so: Go to an emergency department"
    )


def test_a_strength_that_fell_is_urgent_beside_a_slip(here):
    (here / "me.yaml").write_text(
        lately(
            f"{SURGERY}\nobservations:\n  - §5§: ankle dorsiflexion 5/5\n"
            "  - §3§: ankle dorsiflexion 3/5\n  - §3§: leg pain 40\n"
        )
    )
    ran = CliRunner().invoke(main, ["allowed", "--case", "me.yaml"])

    assert ran.stdout.startswith("SAME DAY: Call your surgeon or the spinal team on call today.")
