"""No file is lost, half written or written over by accident. Patients are invented."""

import json
import os
import stat
import subprocess
import sys
import threading
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from recovery_guidance.cases import logbook
from recovery_guidance.cases.diary import Diary
from recovery_guidance.library import open_protocol
from recovery_guidance.model.problem import ProblemsFound
from recovery_guidance.reading.decoding import LONGEST_DIARY
from recovery_guidance.reading.diaries import read_case_file, read_diary
from recovery_guidance.reading.tree import read_text
from recovery_guidance.verbs import interview
from recovery_guidance.verbs.command import main
from recovery_guidance.writing import not_writable, write_whole

ROOT = Path(__file__).parent.parent
CASE = "surgery: 2026-06-01\nobservations:\n  - 2026-06-20: saddle numbness yes\n"
QUIET = "surgery: 2026-06-01\nobservations:\n  - 2026-06-20: leg pain 2/10\n"
OUTPUTS = (
    ("calendar", "--output"),
    ("handout", "--html"),
    ("handout", "--pdf"),
    ("timeline", "--html"),
    ("timeline", "--svg"),
)
ENTRIES = 20_000
posix = pytest.mark.skipif(os.name == "nt", reason="links, pipes and owners of POSIX")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    open_protocol()  # what is kept of it is written now, and not while something fails
    (tmp_path / "me.yaml").write_text(CASE, "utf-8")
    return tmp_path


def ran(*words):
    return CliRunner().invoke(main, list(words))


def typed(words, **more):
    command = [sys.executable, str(ROOT / "cli.py"), *words]
    return subprocess.run(command, capture_output=True, check=False, timeout=120, **more)


def names(folder):
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(".lock"))


def other_name(here, how):
    """Another name for the case file."""
    if how == "symlink":
        (here / "link.html").symlink_to("me.yaml")
        return "link.html"
    if how == "hardlink":
        (here / "page.html").hardlink_to(here / "me.yaml")
        return "page.html"
    return {"same": "me.yaml", "dotted": "./me.yaml", "absolute": str(here / "me.yaml")}[how]


@posix
@pytest.mark.parametrize("how", ["same", "dotted", "absolute", "symlink", "hardlink"])
@pytest.mark.parametrize(("verb", "option"), OUTPUTS)
def test_an_output_never_takes_the_place_of_the_case(here, verb, option, how):
    place = other_name(here, how)
    before = names(here)

    found = ran(verb, "--case", "me.yaml", option, place)

    assert found.exit_code == 3
    assert "[E606]" in found.stderr
    assert found.stdout.startswith("EMERGENCY")
    assert (here / "me.yaml").read_text("utf-8") == CASE
    assert names(here) == before


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("practice.yaml", "overlay: lumbar-microdiscectomy\n"),
        ("protocol.yaml", "protocol: x\n"),
        ("walking.feature", "Feature: walking\n"),
        ("you", "surgery: 2026-01-01\n"),
        ("empty.yaml", ""),
    ],
)
def test_an_output_takes_the_place_of_no_file_written_by_hand(here, name, text):
    (here / name).write_text(text, "utf-8")

    found = ran("calendar", "--case", "me.yaml", "--output", name)

    assert (found.exit_code, (here / name).read_text("utf-8")) == (3, text)
    assert "[E606]" in found.stderr


def test_an_output_takes_the_place_of_no_other_output(here):
    found = ran("timeline", "--week", "6", "--svg", "page", "--html", "./page")

    assert found.exit_code == 3
    assert names(here) == ["me.yaml"]


@posix
def test_an_earlier_output_is_replaced_behind_its_link_and_for_the_same_people(here):
    (here / "me.yaml").write_text(QUIET, "utf-8")
    (here / "real.ics").write_text("BEGIN:VCALENDAR\nsurgery: told\n", "utf-8")
    (here / "real.ics").chmod(0o640)
    (here / "me.ics").symlink_to("real.ics")

    found = ran("calendar", "--case", "me.yaml", "--on", "2026-07-13", "--output", "me.ics")

    assert found.exit_code == 0, found.output
    assert (here / "me.ics").is_symlink()
    assert (here / "real.ics").read_bytes().endswith(b"END:VCALENDAR\r\n")
    assert stat.S_IMODE((here / "real.ics").stat().st_mode) == 0o640
    assert names(here) == ["me.ics", "me.yaml", "real.ics"]


@posix
@pytest.mark.parametrize("place", ["-", "/dev/stdout"])
def test_an_output_goes_to_standard_output(here, place):
    found = typed(["timeline", "--week", "6", "--svg", place], cwd=here)

    assert found.stdout.startswith(b"<svg") or found.stdout.startswith(b"<?xml"), found
    assert found.stdout.rstrip().endswith(b"</svg>")


@posix
def test_an_output_goes_into_a_pipe(here):
    os.mkfifo(here / "pipe")
    got = []
    reader = threading.Thread(target=lambda: got.append((here / "pipe").read_bytes()))
    reader.start()
    found = ran("timeline", "--week", "6", "--svg", "pipe")
    reader.join(60)

    assert found.exit_code == 0, found.output
    assert got[0].rstrip().endswith(b"</svg>")
    assert stat.S_ISFIFO((here / "pipe").stat().st_mode)


@pytest.mark.parametrize(
    "words",
    [
        ["handout", "--week", "6"],
        ["timeline", "--week", "6", "--format", "json"],
        ["allowed", "--week", "6", "--format", "json"],
        ["why", "running", "--week", "6", "--format", "json"],
        ["calendar", "--case", "me.yaml", "--on", "2026-07-13"],
        ["allowed", "--case", "me.yaml", "--on", "words", "--format", "json"],
    ],
)
@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_what_programs_read_is_utf_8_whatever_a_terminal_has(here, words, encoding):
    (here / "me.yaml").write_text(QUIET, "utf-8")
    there = typed(words, cwd=here, env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    found = typed(words, cwd=here, env={**os.environ, "PYTHONIOENCODING": encoding})

    assert found.stdout.decode("utf-8") == there.stdout.decode("utf-8").replace("\r\r\n", "\r\n")
    assert found.stdout


@posix
@pytest.mark.parametrize("place", ["/dev/stdin", "/dev/fd/0"])
def test_a_case_is_read_from_a_pipe(here, place):
    found = typed(["allowed", "--case", place], cwd=here, input=CASE.encode())

    assert found.stdout.startswith(b"EMERGENCY"), found
    assert found.returncode == 0


@posix
def test_a_danger_in_a_pipe_that_is_no_case_is_said_first(here):
    words = ["allowed", "--case", "/dev/stdin"]
    found = typed(words, cwd=here, input=CASE.encode() + b"  nonsense\n: [")

    assert found.returncode == 3
    assert found.stdout.startswith(b"EMERGENCY"), found


def test_an_interrupted_write_leaves_nothing_behind(tmp_path, monkeypatch):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "page.html", b"new")

    assert names(tmp_path) == []


@pytest.mark.parametrize(("seconds", "stays"), [(60, True), (3600, False)])
def test_what_a_killed_writer_of_an_output_left_is_taken_away_when_nobody_can_still_write_it(
    tmp_path, seconds, stays
):
    left, others = (tmp_path / f".{name}.0123abcd.new" for name in ("page.html", "page.htm"))
    for path in (left, others):
        path.write_text("half", "utf-8")
        os.utime(path, (time.time() - seconds,) * 2)
    write_whole(tmp_path / "page.html", b"new")

    assert left.exists() == stays
    assert others.exists()


def test_an_entry_that_could_not_be_written_leaves_the_one_before_to_be_taken_back(
    here, monkeypatch
):
    """What takes the new one back is written first."""
    assert ran("log", "leg pain 3/10", "--case", "me.yaml").exit_code == 0

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(logbook, "_replace", full)
        assert ran("log", "leg pain 4/10", "--case", "me.yaml").exit_code == 3
    assert ran("log", "--undo", "--case", "me.yaml").exit_code == 0
    assert (here / "me.yaml").read_text("utf-8") == CASE


def test_answers_that_cannot_be_saved_are_said(monkeypatch):
    def full(*_):
        raise not_writable("you.yaml", "no space left on device")

    monkeypatch.setattr(interview, "write_whole", full)
    words = ["ask", "--surgery", "2026-06-01", "--on", "2026-07-01", "--save", "you.yaml"]
    found = CliRunner().invoke(main, words, input="0\nq\n")

    assert found.exit_code == 3
    assert "write them into the file by hand:\n  - 2026-07-01: " in found.stderr


def diary_of(count, first="surgery: 2010-01-04\n"):
    said = [f"{name} {value}" for name in ("leg pain", "back pain") for value in ("1/10", "2/10")]
    said += ["fever no", "saddle numbness no", "new weakness no", "opioids no"]
    start = date(2010, 1, 5)
    lines = (
        f"  - {start + timedelta(days=n // 4)}: {(said[(n // 4) % 2], said[2 + (n // 4) % 2], said[4], said[5])[n % 4]}\n"
        for n in range(count)
    )
    return first + "observations:\n" + "".join(lines)


def flat(node):
    value = node.value
    if isinstance(value, list):
        value = [flat(part) for part in value]
    elif isinstance(value, dict):
        value = {name: (flat(entry.key), flat(entry.node)) for name, entry in value.items()}
    return node.line, node.column, node.length, node.exact, node.last_line, value


def in_full(data):
    problems = []
    tree = read_text(data, "me.yaml", problems, None, LONGEST_DIARY)
    return tree and flat(tree), [(p.code, p.message, p.position) for p in problems]


@pytest.mark.parametrize(
    "around",
    [
        "{run}",
        "# years\n{run}note: the end\n",
        "{run}  - 2020-01-01 (physiotherapist): ankle dorsiflexion 4/5   # lying down\n{run}",
        "{run}  - 2020-01-01: [leg pain 2/10, fever no]\n",
        "{run}    and goes on\n",
        "{run}      deeper: yes\n",
        "{run}   - 2020-01-01: fever no\n",
        "{run} - 2020-01-01: fever no\n",
        "note: |\n{run}",
        'note: "\n{run}"\n',
        "note: '\n{run}\n",
        "orders: [\n{run}]\n",
        "  - 2020-01-01: fever no\n      - 2020-01-01: opioids no\n{run}",
        "{run}sessions:\n  - 2020-01-01: walking\n    time: 30 min\n",
        "{run}  - &a 2020-01-01: fever no\n",
        "{run}---\n{run}",
        "{run}\t- 2020-01-01: fever no\n",
    ],
)
def test_plain_lines_read_as_yaml_reads_them(around):
    run = diary_of(60, "").removeprefix("observations:\n")
    for first in ("surgery: 2010-01-04\nobservations:\n", "surgery: 2010-01-04\n"):
        data = (first + around.format(run=run)).encode()
        problems = []
        tree = read_diary(data, "me.yaml", problems)

        found = tree and flat(tree), [(p.code, p.message, p.position) for p in problems]
        assert found == in_full(data)


def best_of(times, ask):
    took = []
    for _ in range(times):
        start = time.process_time()
        ask()
        took.append(time.process_time() - start)
    return min(took)


def test_a_diary_of_years_is_read_and_goes_on(here):
    text = diary_of(ENTRIES)
    (here / "me.yaml").write_text(text, "utf-8")
    assert best_of(2, lambda: read_case_file(here / "me.yaml", "me.yaml", [])) < 2

    asked = ran("allowed", "--case", "me.yaml", "--on", "2024-01-01")
    assert asked.exit_code == 0, asked.output[:500]
    logged = ran("log", "leg pain 3/10", "--case", "me.yaml", "--on", "2023-12-24")
    assert logged.exit_code == 0, logged.output[:500]
    lines = (here / "me.yaml").read_text("utf-8")
    assert lines == text + "  - 2023-12-24: leg pain 3/10\n"
    assert ran("log", "--undo", "--case", "me.yaml").exit_code == 0
    assert (here / "me.yaml").read_text("utf-8") == text


@pytest.mark.parametrize("over", [False, True])
def test_nothing_is_logged_that_no_verb_would_read(here, over, monkeypatch):
    remark = "# " + "x" * 200 + "\n"
    most = len(CASE + remark) + 60 * (not over)
    shorter = logbook.LONGEST_DIARY.__class__(most, LONGEST_DIARY.entries, "a case")
    monkeypatch.setattr(logbook, "LONGEST_DIARY", shorter)
    (here / "me.yaml").write_text(CASE + remark, "utf-8")

    found = ran("log", "leg pain 3/10", "--case", "me.yaml")

    assert found.exit_code == (3 if over else 0)
    assert ("[E002]" in found.stderr) == over
    assert ((here / "me.yaml").read_text("utf-8") == CASE + remark) == over


@posix
def test_a_read_only_diary_stays(here):
    (here / "me.yaml").chmod(0o444)

    found = ran("log", "saddle numbness yes", "--case", "me.yaml")

    assert found.exit_code == 3
    assert "`me.yaml` cannot be written: it is read-only [E605]" in found.stderr
    assert found.stdout.startswith("EMERGENCY")
    assert (here / "me.yaml").read_text("utf-8") == CASE


@posix
@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away"
)
def test_a_diary_stays_with_its_owner(here):
    os.chown(here / "me.yaml", 1234, 2345)

    assert ran("log", "leg pain 3/10", "--case", "me.yaml").exit_code == 0
    for name in ("me.yaml", ".me.yaml.undo"):
        found = (here / name).stat()
        assert (found.st_uid, found.st_gid) == (1234, 2345)


@posix
@pytest.mark.parametrize("place", ["pipe", "/dev/zero", "/dev/null", "/dev/stdin"])
def test_what_keeps_nothing_is_no_diary(here, place):
    os.mkfifo(here / "pipe")
    diary = Diary(Path(place), place, open_protocol(), date(2026, 9, 30))

    with pytest.raises(ProblemsFound, match="it is no file that keeps what is written"):
        diary.tell(["leg pain 3/10"], date(2026, 7, 3))


@posix
def test_a_device_without_an_end_is_too_long():
    found = ran("allowed", "--case", "/dev/zero")

    assert found.exit_code == 3
    assert "[E002]" in found.stderr or "[E003]" in found.stderr


@pytest.mark.parametrize("how", ["in place", "by replacing"])
def test_an_editor_that_saves_at_the_same_moment_loses_nothing(here, monkeypatch, how):
    saved = CASE + "  - 2026-06-21: leg pain 4/10\n"
    write_as_usual, calls = os.fsync, []

    def saves(handle):
        if not calls:
            if how == "by replacing":
                (here / "fresh").write_text(saved, "utf-8")
                (here / "fresh").replace(here / "me.yaml")
            else:
                (here / "me.yaml").write_text(saved, "utf-8")
        calls.append(handle)
        return write_as_usual(handle)

    monkeypatch.setattr(os, "fsync", saves)
    found = ran("log", "leg pain 3/10", "--case", "me.yaml")

    assert found.exit_code == 3
    assert "was changed by another program at the same moment" in found.stderr
    assert (here / "me.yaml").read_text("utf-8") == saved
    assert not list(here.glob("*.new"))
    assert json.loads((here / ".me.yaml.undo").read_text("utf-8"))["before"] == CASE
    assert ran("log", "--undo", "--case", "me.yaml").exit_code == 3
    assert (here / "me.yaml").read_text("utf-8") == saved
