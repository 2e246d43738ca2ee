"""Every bad command line and case file ends with its exit code, an exact message, and no answer."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from recovery_guidance.verbs.command import main

ROOT = Path(__file__).parent.parent
FILES = ROOT / "tests" / "case_files"
BAD = sorted(path.stem for path in (FILES / "bad").glob("*.yaml"))
GOOD = sorted(path.stem for path in (FILES / "good").glob("*.yaml"))


@pytest.fixture(autouse=True)
def beside_the_files(monkeypatch):
    monkeypatch.chdir(FILES)


def run(*words, protocol="example"):
    named = ["--protocol", protocol] if protocol else []
    return CliRunner().invoke(main, [*words, *named], prog_name="recovery")


def problems_of(ran):
    """What stands on standard error, without the danger list that ends what is refused to a patient."""
    return ran.stderr.partition("\nGet help at once for any of these\n")[0]


def ask_about(folder, name):
    protocol = "" if name == "protocol-unknown" else "example"
    case = f"{folder}/{name}.yaml"
    return run("allowed", "--case", case, "--on", "2026-07-13", protocol=protocol)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_case_file_says_exactly_what_its_first_comment_says(name):
    header = (FILES / "bad" / f"{name}.yaml").read_text("utf-8").partition("\n\n")[0]

    ran = ask_about("bad", name)

    assert "\n".join(f"# {line}".rstrip() for line in problems_of(ran).splitlines()) == header
    assert (ran.exit_code, ran.stdout) == (3, "")


@pytest.mark.parametrize("name", GOOD)
def test_its_good_twin_is_answered(name):
    ran = ask_about("good", name)

    assert (ran.exit_code, ran.stderr) == (0, "")


def test_every_bad_case_file_has_a_good_twin():
    assert BAD == GOOD
    assert len(BAD) > 25


def of_week(text):
    message = f"`{text}` is not a number of weeks; write a whole number such as 6"
    return f"Invalid value for '--week': {message}"


# What was typed behind `recovery`, and what is said about it, whole or in parts.
USAGE = [
    (
        ["allowed"],
        "say when: --week 6, --day 42, or --case with a file that has the date of surgery",
    ),
    (["allowed", "--week", "-1"], of_week("-1")),
    (["allowed", "--week", "1e9"], of_week("1e9")),
    (["allowed", "--week", "nan"], of_week("nan")),
    (["allowed", "--week", "6.5"], of_week("6.5")),
    (["allowed", "--week", "6,5"], of_week("6,5")),
    (["allowed", "--week", "abc"], of_week("abc")),
    (["allowed", "--week", "007"], of_week("007")),
    (["allowed", "--week", "٦"], of_week("٦")),
    (["allowed", "--week", ""], of_week("")),
    (["allowed", "--week", "\x1b]0;owned\x07"], of_week("␛]0;owned␇")),
    (["allowed", "--week", "\u202e6"], of_week("\ufffd6")),
    (
        ["allowed", "--week", "9" * 5000],
        f"Invalid value for '--week': {'9' * 5000} weeks is more than twenty years",
    ),
    (
        ["allowed", "--week", "5000"],
        "Invalid value for '--week': 5000 weeks is more than twenty years; write 0 to 1040",
    ),
    (
        ["allowed", "--day", "6 weeks"],
        "Invalid value for '--day': `6 weeks` is not a number of days; write a whole number such as 6",
    ),
    (["allowed", "--week", "6", "--day", "42"], "give --week or --day, not both"),
    (
        ["allowed", "--week", "6", "--on", "2026-09-01"],
        "--on needs a --case with the date of surgery",
    ),
    (
        [
            "allowed",
            "--week",
            "6",
            "--case",
            "good/stated-twice.yaml",
            "--on",
            "2026-09-01",
        ],
        "give --on or --week, not both",
    ),
    (
        ["allowed", "--case", "good/stated-twice.yaml", "--on", "01-09-2026"],
        "Invalid value for '--on': `01-09-2026` is not a date; "
        "write the year, month and day: 2026-06-01",
    ),
    (["alowed"], "no verb is called `alowed`; did you mean `allowed`?"),
    (["\x1b[31mx"], "no verb is called `␛[31mx`; write `allowed`"),
    (["allowed", "--wek", "6"], ["No such option", "--wek", "Did you mean", "--week"]),
    (["allowed", "--\x1b[31mx"], ["No such option", "[31mx"]),
    (["allowed", "--week", "6", "run"], ["unexpected extra argument", "run"]),
    (["allowed", "--week", "6", "\x1b[31m"], ["unexpected extra argument", "[31m"]),
    (
        ["allowed", "--week", "6", "--stance", "careful"],
        ["--stance", "careful", "is not one of", "restrictive", "typical", "liberal"],
    ),
    (
        ["allowed", "--week", "6", "--engine", "fast"],
        ["--engine", "fast", "is not one of", "durable", "reference"],
    ),
    (
        ["allowed", "--week", "6", "--format", "xml"],
        ["--format", "xml", "is not one of", "text", "json"],
    ),
    (["why", "--week", "6"], ["Missing argument", "ACTIVITY"]),
]


def shown(words):
    return " ".join(words).encode("unicode_escape").decode()[:60]


@pytest.mark.parametrize(("words", "message"), USAGE, ids=[shown(words) for words, _ in USAGE])
def test_wrong_usage_ends_with_2(words, message):
    ran = run(*words, protocol="")

    assert (ran.exit_code, ran.stdout) == (2, "")
    usage, _, said = problems_of(ran).partition("\n\nError: ")
    assert usage.startswith("Usage: recovery ")
    if isinstance(message, str):
        assert said.startswith(message[:400])
    else:  # in words of click's own, which differ between its versions
        assert [part for part in message if part not in said] == []
    assert len(said) < 500
    assert not {"\x1b", "\x9b", "\x07"} & set(said)


STATED = {
    "leg pian 2/10": """\
-f:1:1: nothing is called `leg pian` [E102]
 1 | leg pian 2/10
   | ^^^^^^^^
  help: did you mean `leg pain`?
""",
    "ankle dorsiflexion 4/10": """\
-f:1:20: `ankle dorsiflexion` goes from 0 to 5; you wrote a grade out of `10` [E103]
 1 | ankle dorsiflexion 4/10
   |                    ^^^^
  why it matters: a grade on another scale means something else, so it is not converted
  help: write a grade from 0/5 to 5/5
""",
    "ankle dorsiflexion is 4-/5": """\
-f:1:23: `4-/5` is a grade between two grades [E103]
 1 | ankle dorsiflexion is 4-/5
   |                       ^^^^
  why it matters: `+` and `-` are read differently by different people, so only whole grades count
  help: write a whole grade from 0/5 to 5/5, the worse one where in doubt
""",
    "leg pain 11/10": """\
-f:1:10: `11/10` is outside what `leg pain` can be [E107]
 1 | leg pain 11/10
   |          ^^^^^
  help: write a value from 0/10 to 10/10
""",
    "leg pain -1/10": """\
-f:1:10: `-1/10` is outside what `leg pain` can be [E107]
 1 | leg pain -1/10
   |          ^^^^^
  help: write a value from 0/10 to 10/10
""",
    "walking tolerance 30 km": """\
-f:1:22: `walking tolerance` is not measured in `km` [E104]
 1 | walking tolerance 30 km
   |                      ^^
  help: write it in `min`, `h`, `hours`, `hour` or `minutes`
""",
    "walking tolerance 30": """\
-f:1:19: `30` has no unit [E104]
 1 | walking tolerance 30
   |                   ^^
  why it matters: `walking tolerance` may be told in `min`, `h`, `hours`, `hour` or `minutes`, and they differ
  help: write 30 min
""",
    "leg pain": """\
-f:1:1: `leg pain` needs a value [E106]
 1 | leg pain
   | ^^^^^^^^
  help: write leg pain 9/10
""",
    "leg pain at most 2/10": """\
-f:1:10: `at most` compares, and a statement says what is [E106]
 1 | leg pain at most 2/10
   |          ^^^^^^^
  help: write <item> <value>, for example leg pain 2/10
""",
    "foot drop is maybe": """\
-f:1:14: `foot drop` cannot be `maybe` [E105]
 1 | foot drop is maybe
   |              ^^^^^
  help: write `no` or `yes`
""",
    "": """\
-f:1:1: this line is empty [E101]
  help: write <item> <value>, for example leg pain 2/10
""",
    "leg\u00a0pain 2/10": """\
-f:1:4: a sign that cannot be seen stands here: no-break space, U+00A0 [E012]
 1 | leg pain 2/10
   |    ^
  why it matters: two names that look alike would not be the same
  help: type a plain space instead
""",
    "leg pain \x1b[2J2/10": """\
-f:1:10: a sign that cannot be seen stands here: control character, U+001B [E012]
 1 | leg pain ␛[2J2/10
   |          ^
  why it matters: two names that look alike would not be the same
  help: delete it and type the text anew
""",
    "leg pain\n2/10": """\
-f:1:9: this statement goes on in the next line [E101]
 1 | leg pain 2/10
   |         ^
  help: write it all on one line
""",
    "leg pain " * 500: f"""\
-f:1:1: this line has 4,500 letters; a statement has at most 400 [E101]
 1 | {("leg pain " * 12)[:100]}…
   | {"^" * 100}
  help: write <item> <value>, for example leg pain 2/10
""",
}


@pytest.mark.parametrize("text", STATED, ids=shown)
def test_a_statement_that_cannot_be_taken_in_ends_with_3(text):
    ran = run("allowed", "--week", "6", "-f", text)

    assert ran.stderr == f"{STATED[text]}1 problem; nothing was answered.\n"
    assert (ran.exit_code, ran.stdout) == (3, "")


NAMED = [
    (
        ["allowed", "--week", "6", "--protocol", "lumbar-microdisectomy"],
        "no protocol is called `lumbar-microdisectomy` [E201]\n"
        "  help: did you mean `lumbar-microdiscectomy`?\n",
    ),
    (
        ["allowed", "--week", "6", "--protocol", "a" * 5000],
        f"no protocol is called `{'a' * 80}…` [E201]\n"
        "  help: name a protocol, or a folder that holds protocol.yaml\n",
    ),
    (
        ["allowed", "--week", "6", "--protocol", "good"],
        "`good` has no protocol.yaml [E001]\n"
        "  help: write it first; it names the protocol and its status\n",
    ),
    (
        ["why", "runnng", "--week", "6", "--protocol", "example"],
        "no activity is called `runnng` [E102]\n  help: did you mean `running`?\n",
    ),
    (
        ["why", "\x1b[31mrun", "--week", "6", "--protocol", "example"],
        "no activity is called `␛[31mrun` [E102]\n  help: recovery allowed lists every activity\n",
    ),
    (
        ["allowed", "--case", "nobody.yaml"],
        "`nobody.yaml` cannot be opened: it is not there [E001]\n"
        "  help: check the name and the folder\n",
    ),
    (
        ["allowed", "--case", "good", "--protocol", "example"],
        "`good` cannot be opened: it is a folder [E001]\n  help: check the name and the folder\n",
    ),
    (
        ["allowed", "--case", "\x1b[31m.yaml"],
        "`␛[31m.yaml` cannot be opened: it is not there [E001]\n"
        "  help: check the name and the folder\n",
    ),
]


@pytest.mark.parametrize(("words", "message"), NAMED, ids=[shown(words) for words, _ in NAMED])
def test_a_name_that_nothing_has_ends_with_3(words, message):
    ran = run(*words, protocol="")

    assert message in ran.stderr
    assert problems_of(ran).endswith("; nothing was answered.\n")
    assert (ran.exit_code, ran.stdout) == (3, "")


def test_statements_that_contradict_each_other_are_not_chosen_from():
    ran = run("allowed", "--week", "6", "-f", "leg pain 2/10", "-f", "leg pain 3/10")

    assert (
        ran.stderr
        == """\
-f:2:1: `leg pain` is stated twice: `leg pain 2/10` and `leg pain 3/10` [E202]
 2 | leg pain 3/10
   | ^^^^^^^^^^^^^
  why it matters: only one of them can be true on the same day
  help: leave one of them out
1 problem; nothing was answered.
"""
    )
    assert (ran.exit_code, ran.stdout) == (3, "")


def test_all_wrong_statements_are_told_at_once():
    ran = run("allowed", "--week", "6", "-f", "leg pain 2/5", "-f", "foot drop 2", "-f", "mood 3")

    assert [line.split(": ")[0] for line in ran.stderr.splitlines() if "[E" in line] == [
        "-f:1:10",
        "-f:2:11",
        "-f:3:1",
    ]


BINARY = {
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0", "odd.yaml:1:1: this is not a text file [E003]"),
    "nothing": (b"", "odd.yaml:1:1: this file is empty [E004]"),
    "a list": (
        b"- leg pain 2/10\n",
        "odd.yaml:1:1: a case is written as named entries, and this is a list [E011]",
    ),
    "escape sequences": (
        b"surgery: 2026-06-01\ncase: \x1b[31mred\n",
        "odd.yaml:2:7: a sign that cannot be seen stands here: control character, U+001B [E012]",
    ),
    "ten megabytes": (
        b"#" * 10_000_000,
        "odd.yaml:1:1: this file is too long: a case has at most 4,194,304 bytes [E002]",
    ),
}


@pytest.mark.parametrize("name", BINARY)
def test_a_case_file_that_is_no_case_ends_with_3(name, tmp_path, monkeypatch):
    data, message = BINARY[name]
    (tmp_path / "odd.yaml").write_bytes(data)
    monkeypatch.chdir(tmp_path)

    ran = run(
        "allowed", "--case", "odd.yaml", "--on", "2026-07-13", protocol=str(FILES / "example")
    )

    assert ran.stderr.splitlines()[0] == message
    assert (ran.exit_code, ran.stdout) == (3, "")


def test_an_observation_from_before_the_operation_is_taken_and_grows_old(tmp_path):
    case = tmp_path / "early.yaml"
    case.write_text("surgery: 2026-06-01\nobservations:\n  - 2026-05-20: leg pain 0/10\n", "utf-8")

    ran = run("why", "running", "--case", str(case), "--on", "2026-09-01", "--format", "json")

    assert ran.exit_code == 0
    assert "leg pain" in json.dumps(json.loads(ran.stdout))


def test_an_order_counts_until_its_last_day(tmp_path):
    case = tmp_path / "order.yaml"
    case.write_text(
        "surgery: 2026-06-01\nobservations:\n  - 2026-08-30: leg pain 0/10\norders:\n  - set: run-walk from\n"
        "    to: 40 weeks\n    by: the surgeon\n    until: 2026-09-01\n",
        "utf-8",
    )

    def verdict(on):
        ran = run("allowed", "--case", str(case), "--on", on, "--format", "json")
        return json.loads(ran.stdout)["activities"][0]["verdict"]

    assert verdict("2026-09-01") == "not yet"
    assert verdict("2026-09-02") == "allowed"


def test_a_loosening_order_ends_with_its_last_day(tmp_path):
    case = tmp_path / "order.yaml"
    case.write_text(
        "surgery: 2026-06-01\nobservations:\n  - 2026-07-18: leg pain 0/10\norders:\n  - set: run-walk from\n"
        "    to: 6 weeks\n    by: the surgeon\n    until: 2026-07-20\n    loosens: yes\n"
        "    approved by: the surgeon\n    because: the wound healed well\n",
        "utf-8",
    )

    def verdict(on):
        ran = run("allowed", "--case", str(case), "--on", on, "--format", "json")
        return json.loads(ran.stdout)["activities"][0]["verdict"]

    assert verdict("2026-07-20") == "allowed"
    assert verdict("2026-07-21") == "not yet"


def started(*words, **settings):
    """The program in a process of its own, as a shell starts it."""
    return subprocess.run(
        [sys.executable, ROOT / "cli.py", *words],
        capture_output=True,
        check=False,
        timeout=60,
        **settings,
    )


def test_a_process_of_its_own_ends_with_2_for_wrong_usage():
    ran = started("allowed", "--week", "-1")

    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"is not a number of weeks" in ran.stderr
    assert b"Traceback" not in ran.stderr


def test_a_process_of_its_own_ends_with_3_for_a_problem():
    ran = started("allowed", "--week", "6", "--protocol", "example", "-f", "leg pian 2/10")

    assert (ran.returncode, ran.stdout) == (3, b"")
    assert ran.stderr.decode().splitlines()[0] == "-f:1:1: nothing is called `leg pian` [E102]"


@pytest.mark.skipif(os.name == "nt", reason="words are text there")
def test_bytes_that_are_no_text_are_told_and_not_printed():
    ran = started("allowed", "--week", "6", "--protocol", "example", "-f", b"leg pain\xff 2/10")

    assert ran.returncode == 3
    assert ran.stderr.decode().splitlines()[0] == (
        "-f:1:9: a sign that is not written in UTF-8 stands here [E012]"
    )


def test_no_escape_sequence_reaches_the_terminal():
    ran = started("allowed", "--week", "6", "--protocol", "\x1b[31mred\x1b[0m\x9b31m")

    assert ran.returncode == 3
    assert not {"\x1b", "\x9b"} & set(ran.stderr.decode())


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_without_the_letters_gets_an_answer(encoding):
    settings = {"env": os.environ | {"PYTHONIOENCODING": encoding}}

    answer = started("allowed", "--week", "6", **settings)
    refusal = started("allowed", "--week", "6", "-f", "膝 2/10", **settings)

    assert (answer.returncode, answer.stderr) == (0, b"")
    assert refusal.returncode == 3
    assert b"Traceback" not in refusal.stderr


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="nothing endless to read")
def test_an_endless_file_is_not_read_to_its_end():
    ran = started("allowed", "--case", "/dev/zero")

    assert ran.returncode == 3
    assert b"this file is too long" in ran.stderr
