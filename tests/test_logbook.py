"""What is logged is there once, and nothing that was there is lost. Patients are invented."""

import errno
import fcntl
import hashlib
import os
import random
import re
import signal
import stat
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import settings

from recovery_guidance.cases.casefile import read_case
from recovery_guidance.cases.diary import Diary, Told
from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.library import open_protocol
from recovery_guidance.model.problem import Problem, ProblemsFound
from recovery_guidance.verbs.command import main

TODAY = date(2026, 9, 30)
NOW = date.today()  # noqa: DTZ011 - as the command line counts
START = """\
# An invented patient.
surgery: 2026-06-01   # a Monday
observations:
  # the first weeks
  - 2026-06-20: leg pain 2/10
  - 2026-07-01 (physiotherapist): ankle dorsiflexion 4/5   # tested lying down

  # to be continued
note: nothing else
"""
KILLS, WRITERS, ENTRIES = max(100, settings.default.max_examples), 8, 6


@pytest.fixture
def diary(tmp_path):
    path = tmp_path / "me.yaml"
    path.write_text(START, encoding="utf-8")
    return Diary(path, "me.yaml", open_protocol(), TODAY)


def case(diary):
    return read_case(diary.path, "me.yaml", diary.protocol, TODAY)


def told(diary):
    return [(o.item, o.day, o.value, o.by) for o in case(diary).observations]


def test_an_entry_stands_behind_the_last_one_and_comments_stay(diary):
    diary.tell(["leg pain 3/10"], date(2026, 7, 3))

    lines = START.splitlines(keepends=True)
    lines.insert(6, "  - 2026-07-03: leg pain 3/10\n")
    assert diary.path.read_text(encoding="utf-8") == "".join(lines)


def test_a_list_that_is_not_there_is_begun_at_the_end(diary):
    told_session = Told("run-walk", distance="3 km", during=("back pain 2/10",))
    diary.session(told_session, date(2026, 9, 1))

    assert diary.path.read_text(encoding="utf-8") == (
        START
        + "sessions:\n  - 2026-09-01: run-walk\n    distance: 3 km\n    during: back pain 2/10\n"
    )
    (session,) = case(diary).sessions
    assert (session.activity, session.day, session.distance) == ("run-walk", 92, 3000)


@pytest.mark.parametrize(
    "text",
    [
        "surgery: 2026-06-01\nobservations: []\n",
        "surgery: 2026-06-01\nobservations:\n",
        "surgery: 2026-06-01",
        "surgery: 2026-06-01\r\nobservations:\r\n- 2026-06-20: leg pain 2/10\r\nnote: x\r\n",
        "observations:\n- 2026-06-20: leg pain 2/10\n# end\nsurgery: 2026-06-01\n",
        "observations:\n    - 2026-06-20:\n        - leg pain 2/10\n        - opioids no\nsurgery: 2026-06-01\n",
        "sessions:\n  - 2026-06-20: walking\n    note: |\n      two\n\n      lines\nsurgery: 2026-06-01\n",
    ],
)
def test_every_way_to_write_a_list_takes_another_entry(diary, text):
    diary.path.write_bytes(text.encode())
    before = told(diary)

    diary.tell(["back pain 1/10"], date(2026, 7, 3))
    diary.session(Told("walking"), date(2026, 7, 3))

    assert told(diary) == [*before, ("back pain", 32, 1, "")]
    assert case(diary).sessions[-1].day == 32


def test_a_list_in_brackets_is_left_to_its_author(diary):
    text = "surgery: 2026-06-01\nobservations: [{2026-06-20: leg pain 2/10}]\n"
    diary.path.write_text(text, encoding="utf-8")

    with pytest.raises(ProblemsFound, match="nothing can be added"):
        diary.tell(["back pain 1/10"], date(2026, 7, 3))
    assert diary.path.read_text(encoding="utf-8") == text


def test_what_stands_there_already_is_not_written_again(diary):
    assert diary.tell(["leg pain 2/10"], date(2026, 6, 20)).entries == ()
    assert diary.session(Told("walking"), date(2026, 6, 20)).entries != ()
    assert diary.session(Told("walking"), date(2026, 6, 20)).entries == ()


def test_what_is_said_twice_at_once_is_written_once(diary):
    (entry,) = diary.tell(["leg pain 3/10", "leg pain  3/10"], date(2026, 7, 3)).entries

    assert diary.path.read_text(encoding="utf-8").count(entry.lines[0]) == 1
    (entry,) = diary.session(
        Told("walking", during=("leg pain 3/10",) * 2), date(2026, 7, 3)
    ).entries
    assert entry.lines[1:] == ("during: leg pain 3/10",)


FELT = """\
surgery: 2026-06-01
sessions:
  - 2026-06-20: walking
    during: leg pain 3/10
"""


def test_what_was_felt_in_a_session_hides_no_entry_of_the_day(diary):
    """Of the two the worse counts, but what is written again or contradicted is the entry."""
    before = f"{FELT}observations:\n  - 2026-06-20: leg pain 2/10\n"
    diary.path.write_text(before, encoding="utf-8")

    assert diary.tell(["leg pain 2/10"], date(2026, 6, 20)).entries == ()
    with pytest.raises(ProblemsFound, match="stated twice"):
        diary.tell(["leg pain 3/10"], date(2026, 6, 20))
    assert diary.path.read_text(encoding="utf-8") == before


def test_what_was_felt_in_a_session_can_be_said_of_its_day_too(diary):
    diary.path.write_text(FELT, encoding="utf-8")
    diary.tell(["leg pain 3/10"], date(2026, 6, 20))

    expected = f"{FELT}observations:\n  - 2026-06-20: leg pain 3/10\n"
    assert diary.path.read_text(encoding="utf-8") == expected


def test_an_entry_stands_there_already_however_it_is_written(diary):
    diary.path.write_text(
        """\
surgery: 2026-06-01
observations:
  - 2026-06-20:
      - leg pain is 2/10
      - back pain 1/10
  - 2026-06-20 (Dr Ames): leg pain 2/10
  - 2026-06-20  (Dr Bell): [leg pain 2/10, opioids no]
  - 2026-06-21: leg pain 4/10
clearances:
  - 2026-06-20 (Dr Ames): gait clearance
""",
        encoding="utf-8",
    )
    on = date(2026, 6, 20)

    for by in ("", "Dr Ames", "Dr Bell"):
        assert diary.tell(["leg pain 2/10"], on, by).entries == ()
    assert diary.tell(["gait clearance"], on, "Dr Ames").entries == ()
    assert diary.tell(["opioids no"], on, "Dr Ames").entries != ()
    assert diary.tell(["leg pain 4/10"], date(2026, 6, 22)).entries != ()


def test_a_session_names_who_told_it(diary):
    (entry,) = diary.session(Told("walking"), date(2026, 6, 20), "the physiotherapist").entries

    assert entry.lines == ("2026-06-20 (the physiotherapist): walking",)
    assert [session.by for session in case(diary).sessions] == ["the physiotherapist"]
    assert diary.session(Told("walking"), date(2026, 6, 20), "the physiotherapist").entries == ()


@pytest.mark.parametrize("by", ["(me)", "a: b", " "])
def test_a_person_is_named_in_plain_words(diary, by):
    for write in (
        lambda: diary.session(Told("walking"), TODAY, by),
        lambda: diary.tell([], TODAY, by),
    ):
        with pytest.raises(ProblemsFound, match="cannot stand for a person"):
            write()
    assert diary.path.read_text(encoding="utf-8") == START


@pytest.mark.parametrize(
    ("text", "on"), [("leg pain 3/10", date(2026, 6, 20)), ("leg pain 3/10", date(2026, 10, 1))]
)
def test_a_contradiction_or_a_day_to_come_changes_nothing(diary, text, on):
    with pytest.raises(ProblemsFound) as found:
        diary.tell([text], on)

    assert {p.code for p in found.value.problems} <= {"E202", "E206"}
    assert diary.path.read_text(encoding="utf-8") == START


def test_the_last_entry_can_be_taken_back_once(diary):
    diary.tell(["leg pain 3/10"], date(2026, 7, 3))
    diary.take_back()

    assert diary.path.read_text(encoding="utf-8") == START
    with pytest.raises(ProblemsFound, match="cannot be taken back"):
        diary.take_back()


def test_what_was_changed_by_hand_since_is_not_taken_back(diary):
    diary.tell(["leg pain 3/10"], date(2026, 7, 3))
    diary.path.write_text(diary.path.read_text() + "# mine\n", encoding="utf-8")

    with pytest.raises(ProblemsFound, match="cannot be taken back"):
        diary.take_back()


@pytest.mark.parametrize(
    "damaged",
    [
        *("[]", "{}", "", "not JSON", "[" * 100_000, '{"after": "AFTER"}', '{"before": "x"}'),
        *('{"after": "AFTER", "before": 1}', '{"after": "AFTER", "before": "\\ud800"}', "\udcff"),
    ],
    ids=range(10),
)
def test_what_cannot_be_taken_back_for_a_damaged_file_stays(diary, damaged):
    diary.tell(["leg pain 3/10"], date(2026, 7, 3))
    after = diary.path.read_bytes()
    undo = damaged.replace("AFTER", hashlib.sha256(after).hexdigest())
    beside(diary, "undo").write_bytes(undo.encode("utf-8", "surrogateescape"))

    with pytest.raises(ProblemsFound, match="cannot be taken back") as found:
        diary.take_back()
    assert [problem.help for problem in found.value.problems] == ["change it in an editor"]
    assert diary.path.read_bytes() == after


def make_loop(path):
    path.symlink_to(path.name)


def make_dangling(path):
    path.symlink_to("nowhere.yaml")


@pytest.mark.parametrize(
    ("make", "code", "message"),
    [
        (make_loop, "E605", "`x.yaml` cannot be written"),
        (make_dangling, "E001", "`x.yaml` is not there"),
        (Path.mkdir, "E605", "`x.yaml` cannot be written"),
        (lambda _: None, "E001", "`x.yaml` is not there"),
        (lambda path: path.write_bytes(b"surgery: 2026-06-01 \xff"), "E003", "is not UTF-8"),
    ],
    ids=["loop", "dangling", "folder", "nothing", "bytes"],
)
@pytest.mark.parametrize("words", [["leg pain 1/10"], ["--undo"]])
def test_where_no_case_file_is_a_problem_says_so_and_nothing_is_left(
    tmp_path, monkeypatch, make, code, message, words
):
    monkeypatch.chdir(tmp_path)
    make(Path("x.yaml"))
    before = sorted(tmp_path.iterdir())
    said = CliRunner().invoke(main, ["log", *words, "--case", "x.yaml"], catch_exceptions=False)

    assert said.exit_code == 3
    assert message in said.stderr
    assert f"[{code}]" in said.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_permissions_and_links_stay_as_they_are(diary, tmp_path):
    diary.path.chmod(0o600)
    link = tmp_path / "link.yaml"
    link.symlink_to(diary.path)
    Diary(link, "link.yaml", diary.protocol, TODAY).tell(["leg pain 3/10"], date(2026, 7, 3))

    assert link.is_symlink()
    assert diary.path.stat().st_mode & 0o777 == 0o600
    assert ("leg pain", 32, 3, "") in told(diary)


@pytest.fixture(params=[0o022, 0o077])
def umask(request):
    usual = os.umask(request.param)
    yield
    os.umask(usual)


@pytest.mark.usefixtures("umask")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664])
def test_a_file_is_open_to_the_same_people_afterwards_under_any_umask(diary, mode):
    diary.path.chmod(mode)
    diary.tell(["leg pain 3/10"], date(2026, 7, 3))

    assert [mode_of(path) for path in (diary.path, beside(diary, "undo"))] == [mode, mode]
    diary.take_back()
    assert mode_of(diary.path) == mode


@pytest.mark.parametrize("left", [".me.yaml.0123abcd.new", "..me.yaml.undo.0123abcd.new"])
def test_what_a_killed_writer_left_opens_the_file_to_nobody_else(diary, left):
    diary.path.chmod(0o600)
    leftover = diary.path.with_name(left)
    leftover.write_text("half of an entry", encoding="utf-8")
    leftover.chmod(0o644)
    diary.tell(["leg pain 3/10"], date(2026, 7, 3))

    assert [mode_of(path) for path in (diary.path, beside(diary, "undo"))] == [0o600, 0o600]
    assert ("leg pain", 32, 3, "") in told(diary)
    assert not leftover.exists()


def test_what_is_being_written_to_another_file_is_left_alone(diary):
    """Its name begins with the name of this one."""
    others = diary.path.with_name(".me.yaml.bak.0123abcd.new")
    others.write_text("half of an entry", encoding="utf-8")
    diary.tell(["leg pain 3/10"], date(2026, 7, 3))

    assert others.exists()


@pytest.mark.parametrize(
    "planted", [".me.yaml.0123abcd.new", ".me.yaml.undo", "..me.yaml.undo.0123abcd.new"]
)
def test_a_planted_link_is_not_followed(diary, planted):
    victim = diary.path.with_name("victim.txt")
    victim.write_text("mine", encoding="utf-8")
    diary.path.with_name(planted).symlink_to(victim)
    diary.tell(["leg pain 3/10"], date(2026, 7, 3))

    assert victim.read_text(encoding="utf-8") == "mine"
    assert not diary.path.is_symlink()
    diary.take_back()
    assert diary.path.read_text(encoding="utf-8") == START


@pytest.mark.parametrize("leads_to", ["victim.txt", "nothing.txt"])
def test_a_link_in_place_of_the_lock_is_said_and_not_followed(diary, leads_to):
    """filelock before 3.20.1 emptied what it led to, and opened it to everybody."""
    victim, nothing = (diary.path.with_name(name) for name in ("victim.txt", "nothing.txt"))
    victim.write_text("mine", encoding="utf-8")
    victim.chmod(0o600)
    beside(diary, "lock").symlink_to(diary.path.with_name(leads_to))
    with pytest.raises(ProblemsFound) as refused:
        diary.tell(["leg pain 3/10"], date(2026, 7, 3))

    said = "`me.yaml` cannot be written: `.me.yaml.lock` beside it is a link or a folder"
    assert refused.value.problems[0].message == said
    assert (victim.read_text(encoding="utf-8"), mode_of(victim)) == ("mine", 0o600)
    assert not nothing.exists()
    assert diary.path.read_text(encoding="utf-8") == START


def test_a_file_that_has_the_name_of_the_lock_too_keeps_what_is_in_it(diary):
    """filelock before 4.2.1 emptied it."""
    victim = diary.path.with_name("victim.txt")
    victim.write_text("mine", encoding="utf-8")
    victim.chmod(0o600)
    beside(diary, "lock").hardlink_to(victim)
    diary.tell(["leg pain 3/10"], date(2026, 7, 3))

    assert (victim.read_text(encoding="utf-8"), mode_of(victim)) == ("mine", 0o600)
    assert ("leg pain", 32, 3, "") in told(diary)


@pytest.mark.filterwarnings("ignore:flock not supported:UserWarning")
def test_a_disk_without_locks_keeps_a_diary_too(diary, monkeypatch):
    """filelock before 3.24 ended in a traceback, NotImplementedError."""

    def missing(*_):
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    monkeypatch.setattr(fcntl, "flock", missing)
    diary.tell(["leg pain 3/10"], date(2026, 7, 3))
    diary.tell(["leg pain 2/10"], date(2026, 7, 4))

    assert ("leg pain", 33, 2, "") in told(diary)


def test_a_link_that_is_planted_at_the_last_moment_is_not_followed(diary, monkeypatch):
    victim = diary.path.with_name("victim.txt")
    victim.write_text("mine", encoding="utf-8")
    open_as_usual = os.open

    def planted(path, *given, **more):
        if str(path).endswith(".new"):
            Path(path).symlink_to(victim)
        return open_as_usual(path, *given, **more)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", planted)
        with pytest.raises(ProblemsFound, match="cannot be written"):
            diary.tell(["leg pain 3/10"], date(2026, 7, 3))

    assert victim.read_text(encoding="utf-8") == "mine"
    assert diary.path.read_text(encoding="utf-8") == START


def mode_of(path):
    return stat.S_IMODE(path.stat().st_mode)


def beside(diary, what):
    return diary.path.with_name(f".{diary.path.name}.{what}")


def test_whoever_is_killed_while_writing_loses_and_doubles_nothing(diary):
    """SIGKILL at a random moment, again and again, in a process that does nothing but write."""
    diary.path.write_text("surgery: 2026-06-01\n", encoding="utf-8")
    chance, started, said, halfway = random.Random(6), 0, [], 0
    for _ in range(KILLS):
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.close(read)
                walks = Diary(diary.path, "me.yaml", diary.protocol, TODAY)
                for number in range(started, started + 10_000):
                    day = date.fromordinal(date(2026, 6, 1).toordinal() + number % 120)
                    walks.session(Told("walking", note=f"entry {number}"), day)
                    os.write(write, b"%d\n" % number)
            finally:
                os._exit(1)
        os.close(write)
        time.sleep(chance.uniform(0.0, 0.03))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(read) as lines:
            said.extend(int(line) for line in lines.read().split("\n")[:-1])
        started += 10_000
        halfway += unfinished(diary)
        assert case(diary).sessions is not None or not said
        if len(said) > 300:  # a long file takes long to read, and proves nothing more
            assert_each_once(diary, said)
            diary.path.write_text("surgery: 2026-06-01\n", encoding="utf-8")
            said = []
    assert_each_once(diary, said)
    assert halfway, "no kill fell into a write"


def unfinished(diary):
    """Whether a file that was being written has not come to its place; it is cleared away."""
    left = list(diary.path.parent.glob("*.new"))
    for path in left:
        path.unlink()
    return bool(left)


def test_a_kill_at_every_step_of_a_write_leaves_the_entry_out_or_in_and_once(diary, monkeypatch):
    """SIGKILL before each call that changes a file, and half way through each write; then once more, whole."""
    diary.path.write_text("surgery: 2026-06-01\n", encoding="utf-8")
    steps = counted_steps(diary, monkeypatch, killed_at=None)
    assert steps > 6
    halfway = 0
    for number in range(KILLS):
        note = f"entry {number}"
        before = diary.path.read_text(encoding="utf-8")
        child = os.fork()
        if child == 0:
            counted_steps(diary, monkeypatch, number % steps + 1, note)
            os._exit(0)
        assert os.WTERMSIG(os.waitpid(child, 0)[1]) == signal.SIGKILL
        halfway += unfinished(diary)
        assert diary.path.read_text(encoding="utf-8").startswith(before)
        diary.session(Told("walking", note=note), TODAY)
        assert len(case(diary).sessions) == 1, "lost or doubled"
        if number % 2:
            diary.take_back()
            assert diary.path.read_text(encoding="utf-8") == "surgery: 2026-06-01\n"
        else:
            diary.path.write_text("surgery: 2026-06-01\n", encoding="utf-8")
    assert halfway > KILLS / 3, "too few kills fell into a write"


def counted_steps(diary, monkeypatch, killed_at, note="first"):
    """How many calls of one entry change a file; the process kills itself at one of them."""
    count = 0

    def watched(name, owner):
        call = getattr(owner, name)

        def step(*given, **more):
            nonlocal count
            count += 1
            if count == killed_at:
                if name == "fsync" and stat.S_ISREG(os.fstat(given[0]).st_mode):
                    os.ftruncate(given[0], os.fstat(given[0]).st_size // 2)
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*given, **more)

        patch.setattr(owner, name, step)

    with monkeypatch.context() as patch:
        for name, owner in (
            *(("open", os), ("fchmod", os), ("fsync", os)),
            *(("unlink", Path), ("replace", Path), ("replace", os)),
        ):
            watched(name, owner)
        diary.session(Told("walking", note=note), TODAY)
        diary.path.write_text("surgery: 2026-06-01\n", encoding="utf-8")
    return count


def assert_each_once(diary, said):
    text = diary.path.read_text(encoding="utf-8")
    noted = [int(line.split()[-1].strip('"')) for line in text.splitlines() if "note:" in line]
    assert len(noted) == len(set(noted)), "an entry is doubled"
    assert set(said) <= set(noted), "an entry is lost"
    assert len(noted) == len(case(diary).sessions or ())


def test_eight_writers_at_once_lose_and_double_nothing(diary):
    diary.path.write_text("surgery: 2026-06-01\n", encoding="utf-8")
    children = []
    for writer in range(WRITERS):
        child = os.fork()
        if child == 0:
            status = 1
            try:
                for number in range(ENTRIES):
                    note = f"entry {writer * ENTRIES + number}"
                    diary.session(Told("walking", note=note), date(2026, 6, 2))
                status = 0
            finally:
                os._exit(status)
        children.append(child)

    assert [os.waitpid(child, 0)[1] for child in children] == [0] * WRITERS
    assert_each_once(diary, list(range(WRITERS * ENTRIES)))
    assert len(case(diary).sessions) == WRITERS * ENTRIES


def test_the_command_line_writes_and_takes_back(tmp_path):
    path = Path(tmp_path / "me.yaml")
    path.write_text(START, encoding="utf-8")

    def log(*words):
        return CliRunner().invoke(
            main, ["log", *words, "--case", str(path)], catch_exceptions=False
        )

    on = ("--on", "2026-06-21")
    assert log("leg pain 1/10", "--by", "Dr Ames", *on).exit_code == 0
    assert "  - 2026-06-21 (Dr Ames): leg pain 1/10\n" in path.read_text()
    by = ("--by", "the physiotherapist")
    assert log("session", "walking", "--time", "20 min", *by, *on).exit_code == 0
    assert "  - 2026-06-21 (the physiotherapist): walking\n    time: 20 min" in path.read_text()
    assert log("clearance", "gait clearance", *on).exit_code == 3
    assert log("clearance", "gait clearance", *by, *on).exit_code == 0
    assert log("leg pain 1/10", "--step", "2", *on).exit_code == 2
    assert log("--undo").exit_code == 0
    assert "clearances" not in path.read_text()


@pytest.fixture
def logged(tmp_path, monkeypatch):
    """Runs `log` on a file whose patient is six weeks after the operation today."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    surgery = NOW - timedelta(days=42)
    path = Path("me.yaml")
    path.write_text(f"surgery: {surgery}\n", encoding="utf-8")

    def log(*words, verb="log"):
        return CliRunner().invoke(main, [verb, *words, "--case", "me.yaml"], catch_exceptions=False)

    return log


def test_a_red_flag_that_is_logged_is_said_as_an_answer_says_it(logged):
    said = logged("saddle numbness").stdout

    first, rest = said.split("\n", 1)
    assert re.fullmatch(r"me\.yaml: observations: [0-9-]{10}: saddle numbness yes", first)
    assert rest == logged(verb="allowed").stdout
    assert rest.startswith("EMERGENCY: ")
    assert "911 (US)" in rest


def test_what_is_urgent_is_said_once_and_nothing_else_with_it(logged):
    assert logged("leg pain 2/10").stdout.count("\n") == 1
    assert "EMERGENCY" in logged("saddle numbness").stdout
    assert logged("leg pain 2/10").stdout == "me.yaml: this stands there already\n"
    assert logged("back pain 1/10").stdout.count("\n") == 1


def test_what_is_urgent_and_no_emergency_is_said_without_the_rest(logged):
    rest = logged("fever").stdout.split("\n", 1)[1]

    assert rest.startswith("\nSAME DAY: ")
    assert rest in logged(verb="allowed").stdout
    assert "\n\n" not in rest


def test_beside_an_emergency_nothing_sounds_less_urgent(logged):
    emergency = logged("saddle numbness").stdout.split("\n", 1)[1]

    assert logged("fever").stdout.split("\n", 1)[1] == emergency


def test_what_was_urgent_and_is_not_today_is_not_said(logged):
    assert logged("fever no", "--by", "the surgeon").exit_code == 0
    assert logged("fever", "--on", f"{NOW - timedelta(days=9)}").stdout.count("\n") == 1


def test_what_was_told_for_another_day_and_is_urgent_until_somebody_has_looked_is_said(logged):
    assert logged("fever no").exit_code == 0
    said = logged("fever", "--on", f"{NOW - timedelta(days=9)}").stdout

    assert "\nSAME DAY: " in said


def test_what_a_session_raises_is_said_too(logged):
    said = logged("session", "walking", "--during", "saddle numbness").stdout

    assert "\nEMERGENCY: " in said


def test_what_contradicts_a_fact_of_the_case_is_not_written(logged):
    path = Path("me.yaml")
    text = path.read_text(encoding="utf-8") + "facts:\n  - gearbox is automatic\n"
    path.write_text(text, encoding="utf-8")
    said = logged("gearbox is manual")

    assert "[E202]" in said.stderr
    assert (said.exit_code, said.stdout) == (3, "")
    assert path.read_text(encoding="utf-8") == text


def test_an_entry_is_kept_where_the_case_cannot_be_evaluated_with_it(logged, monkeypatch):
    def refuses(*_):
        raise ProblemsFound([Problem("E204", "nobody approved it")])

    monkeypatch.setattr("recovery_guidance.cases.newly_urgent.evaluate", refuses)
    said = logged("saddle numbness")

    assert "[E204]" in said.stderr
    assert said.exit_code == 3
    assert "saddle numbness yes" in Path("me.yaml").read_text(encoding="utf-8")


def test_an_entry_is_kept_where_nothing_can_be_said_of_it(logged, monkeypatch):
    def stumbles(*_):
        raise RuntimeError

    monkeypatch.setattr("recovery_guidance.cases.newly_urgent.evaluate", stumbles)
    with pytest.raises(RuntimeError):
        logged("saddle numbness")
    assert "saddle numbness yes" in Path("me.yaml").read_text(encoding="utf-8")


def test_an_entry_that_is_logged_again_after_an_undo_is_urgent_again(logged):
    first = logged("saddle numbness").stdout
    assert "EMERGENCY" not in logged("--undo").stdout
    assert logged("saddle numbness").stdout == first


def test_what_is_urgent_is_said_where_the_case_could_not_be_answered_before(logged, monkeypatch):
    def sometimes(protocol, case):
        if not case.observations:
            raise ProblemsFound([])
        return evaluate(protocol, case)

    monkeypatch.setattr("recovery_guidance.cases.newly_urgent.evaluate", sometimes)
    assert "EMERGENCY" in logged("saddle numbness").stdout
