"""Has every system call fail with which a file is written, and kills the program at each of them.

    make faults [ARGS="--kills 500 --faults 500 --only log"]

Each time in a fork, with tests/faults.c between Python and the system. Afterwards each file is as it was or as it
will be, the program has said in words that it failed, and when it is called once more all is there, and nothing else.
A script and no test, as it goes on for as long as it is asked to; `tests/test_faults.py` tries a spread.
"""

from __future__ import annotations

import argparse
import ctypes
import errno
import faulthandler
import functools
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import chdir
from hashlib import sha256
from importlib import import_module
from itertools import count, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from attrs import field, frozen
from click.testing import CliRunner

from recovery_guidance import cache, library
from recovery_guidance.cases import logbook
from recovery_guidance.deciding.guidance import Guidance
from recovery_guidance.library import open_protocol
from recovery_guidance.model.case import Case
from recovery_guidance.model.problem import ProblemsFound
from recovery_guidance.site import site
from recovery_guidance.verbs.command import main as recovery
from recovery_guidance.writing import FRESH

CODES = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EINTR)
KILL = -1
FEW = 3
LOOKS = ("access", "fstat", "lstat", "opendir", "read", "stat")
"""Calls that change nothing: a kill at one of them is the same as at the next."""
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""Where a file is synced at once."""
LONGEST = 20
"""Seconds that one run may take."""
CASE = "surgery:   2026-06-01\nobservations:\n  - 2026-06-20: leg pain 2/10\n"


SLOW = (
    "deciding.evaluate:evaluate",
    "danger:urgent",
    "course.course:course",
    "course.handout:handout",
    "course.chart:course_as_html",
    "course.chart:chart_as_svg",
    "verbs.diary:drawn",
    "course.interview:Interview.begin",
    "verbs.interview:_talk",
)
"""What works out what is written, in the order in which one imports another."""


@frozen
class Writer:
    """What writes files: a command line or a function, with what stands there before and what is typed."""

    words: tuple[str, ...] = ()
    before: dict[str, str] = field(factory=dict)
    function: Callable[[], None] | None = None
    typed: str = ""
    each_call: bool = False
    """Whether each call is tried also when only a few are: what is written is somebody's own."""
    may_give_up: bool = False
    """Whether nothing need be said: it can be made again."""
    by_file: bool = False
    """Whether a failure leaves each file as it was or as it will be, and not all as they were."""
    is_taken_back: bool = False
    """Whether what was written is taken back: not where the disk fails at that too."""
    beside: tuple[str, ...] = ()
    """Files beside what is written that may be ahead of it."""
    meanwhile: dict[str, str] = field(factory=dict)
    """What a file may say, beside what it said and what it will say, until all others are written."""

    def run(self) -> tuple[int, str]:
        """The exit code, and what was said of a failure. Raises what nobody caught."""
        if self.function is not None:
            self.function()
            return 0, ""
        found = CliRunner().invoke(recovery, list(self.words), input=self.typed)
        if found.exception is not None and not isinstance(found.exception, SystemExit):
            raise found.exception
        return found.exit_code, found.stderr


def remade() -> None:
    cache.write(str(Path("kept").absolute()), b"new", b"key")


def pages() -> None:
    site.build(None, Path("site"))  # type: ignore[arg-type]  # `contents` is another here


def small_site(_: object) -> Iterator[tuple[str, str]]:
    yield from (("index.html", "new\n"), ("rules/new.html", "new\n"), ("search.js", "new\n"))


LIST = "site/.recovery-site"


def manifest(files: Iterable[tuple[str, str]]) -> str:
    """What a build lists of the files that are its own."""
    lines = sorted((name, sha256(text.encode()).hexdigest()) for name, text in files)
    return "".join(f"{digest}  {name}\n" for name, digest in lines)


def writers() -> dict[str, Writer]:
    page = {"page.html": "<html>as it was</html>"}
    week = ("--week", "6")
    case = {"me.yaml": CASE}
    logged = ("log", "leg pain 3/10", "--case", "me.yaml", "--on", "2026-07-01")
    undo = (".me.yaml.undo",)
    told = {".me.yaml.undo": "{}", **case}
    built = [("old.html", "old"), ("index.html", "old")]
    style = [(name, (site._FILES / name).read_text("utf-8")) for name in site._STATIC]
    there = {f"site/{name}": text for name, text in built}
    there[LIST] = manifest(built)
    meanwhile = {LIST: manifest([*built, *small_site(None), *style])}
    return {
        "log": Writer(logged, told, each_call=True, beside=undo),
        "log of a session": Writer(
            ("log", "session", "walking", "--time", "10 min", *logged[2:]), case, beside=undo
        ),
        "log --undo": Writer(("log", "--undo", "--case", "me.yaml"), told, beside=undo),
        "ask --save": Writer(
            ("ask", "--save", "me.yaml", "--surgery", "2026-06-01", "--on", "2026-07-01"),
            typed="0\nq\n",
        ),
        "handout --html": Writer(("handout", *week, "--html", "page.html"), page, each_call=True),
        "handout --pdf": Writer(("handout", *week, "--pdf", "page.html"), page),
        "timeline --html": Writer(("timeline", *week, "--html", "page.html"), page),
        "timeline --html behind a link": Writer(
            ("timeline", *week, "--html", "link"), {**page, "link": "-> page.html"}
        ),
        "timeline --svg": Writer(("timeline", *week, "--svg", "page.html"), page),
        "calendar": Writer(
            ("calendar", "--case", "me.yaml", "--on", "2026-07-13", "-o", "page.html"), case | page
        ),
        "fmt": Writer(("fmt", "me.yaml", "you.yaml"), {**case, "you.yaml": CASE}, by_file=True),
        "new protocol": Writer(("new", "protocol", "knee"), is_taken_back=True),
        "new overlay": Writer(("new", "overlay", "practice.yaml"), is_taken_back=True),
        "new case": Writer(("new", "case", "you.yaml", "--on", "2026-06-01"), is_taken_back=True),
        "docs build": Writer(before=there, function=pages, by_file=True, meanwhile=meanwhile),
        "cache": Writer(function=remade, may_give_up=True),
    }


@frozen
class Outcome:
    """What became of one run; `code` is None where it was killed, and `failed` what nobody caught."""

    code: int | None
    said: str = ""
    failed: str = ""
    calls: tuple[str, ...] = ()


class Shim:
    """The library that stands between Python and the system, in this process."""

    def __init__(self) -> None:
        self.own = ctypes.CDLL(None)
        self.own.faults_end.restype = ctypes.c_char_p

    def begin(self, folder: Path, at: int, code: int, lasts: bool) -> None:
        self.own.faults_begin(os.fsencode(folder), at, code, lasts)

    def end(self) -> tuple[str, ...]:
        return tuple(self.own.faults_end().decode().split())


def forked(writer: Writer, folder: Path, shim: Shim, at: int, code: int, lasts: bool) -> Outcome:
    """Runs it in a fork in which one call fails, none with 0."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        os.chdir(folder)
        faulthandler.dump_traceback_later(LONGEST, exit=True)
        try:
            shim.begin(folder, at, code, lasts)
            found = (*writer.run(), "")
        except BaseException as error:  # noqa: BLE001  whatever it is, the other process is told
            is_said = isinstance(error, OSError | ProblemsFound)  # `refusing` says it, of any verb
            found = (3, str(error), "") if is_said else (1, "", repr(error))
        calls = shim.end()
        with os.fdopen(write, "w") as report:
            json.dump([*found, calls], report)
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as report:
        text = report.read()
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return Outcome(None)
    if not text:
        return Outcome(1, failed=f"it went on for {LONGEST} seconds")
    code_, said, failed, calls = json.loads(text)
    return Outcome(code_, said, failed, tuple(calls))


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder but the locks, which stay."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")
    return {
        str(path.relative_to(folder)): bytes(path.readlink())
        if path.is_symlink()
        else path.read_bytes()
        for path in found
    }


class Trial:
    """One writer, tried again and again in a folder of its own."""

    def __init__(self, writer: Writer, folder: Path, shim: Shim) -> None:
        self.writer, self.folder, self.shim = writer, folder, shim
        self.warm_up()
        self.begin()
        self.before = files(folder)
        whole = self.ran()
        assert (whole.code, whole.failed) == (0, ""), whole
        self.after, self.calls = files(folder), whole.calls
        assert self.after != self.before

    @property
    def changing(self) -> list[int]:
        return [at for at, call in enumerate(self.calls, 1) if not call.startswith(LOOKS)]

    def warm_up(self) -> None:
        """What is imported now is not imported again in each fork."""
        self.begin()
        with chdir(self.folder):
            self.writer.run()
            CliRunner().invoke(recovery, [*self.writer.words, "--nonsense"])  # how it fails

    def begin(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(mode=0o700)
        for name, text in self.writer.before.items():
            (self.folder / name).parent.mkdir(exist_ok=True)
            if text.startswith("-> "):
                (self.folder / name).symlink_to(text[3:])
            else:
                (self.folder / name).write_text(text, "utf-8")
        if self.writer.words[:2] == ("log", "--undo"):
            assert Trial.prepared(self) == 0

    def prepared(self) -> int | None:
        logged = Writer(("log", "leg pain 3/10", "--case", "me.yaml", "--on", "2026-07-01"))
        return forked(logged, self.folder, self.shim, 0, 0, False).code

    def ran(self, at: int = 0, code: int = 0, lasts: bool = False) -> Outcome:
        return forked(self.writer, self.folder, self.shim, at, code, lasts)

    def wrong(self, at: int, code: int, lasts: bool) -> Iterator[str]:
        """What is wrong after a fault at a call, and after the same command once more."""
        self.begin()
        found = self.ran(at, code, lasts)
        left = files(self.folder)
        unfinished = [name for name in left if name.endswith(FRESH)]
        whole = {name: data for name, data in left.items() if name not in unfinished}
        for name in whole.keys() | self.before.keys() | self.after.keys():
            meanwhile = self.writer.meanwhile.get(name, "").encode() or None
            if whole.get(name) not in (self.before.get(name), self.after.get(name), meanwhile):
                yield f"{name} is neither as it was nor as it will be: {whole.get(name)!r}"
        if code == KILL:
            if found.code is not None:
                yield "it was not killed"
        else:
            yield from self.badly_told(found, whole, unfinished, lasts)
        for name in unfinished:  # as if the next time were tomorrow
            os.utime(self.folder / name, (0, 0))
        again = self.ran()
        if again.failed:
            yield f"the next time: {again.failed}"
        now = files(self.folder)
        for name in now.keys() | self.after.keys():
            if name not in self.writer.beside and now.get(name) != self.after.get(name):
                yield f"the next time {name} is not as it should be: {now.get(name)!r}"

    def badly_told(
        self, found: Outcome, whole: dict[str, bytes], unfinished: list[str], lasts: bool
    ) -> Iterator[str]:
        if found.failed:
            yield f"nobody caught {found.failed}"
        if unfinished and not lasts:
            yield f"left behind: {unfinished}"
        if self.writer.may_give_up:
            if found.code != 0:
                yield f"it ended with {found.code}"
        elif found.code == 0:
            if whole != self.after:
                yield f"it ended with 0, and {changed(whole, self.after)} is not there"
        else:
            if found.code not in (1, 2, 3) or not found.said.strip():
                yield f"it ended with {found.code} and {found.said!r}"
            kept = {n: d for n, d in whole.items() if n not in self.writer.beside}
            by_file = self.writer.by_file or (self.writer.is_taken_back and lasts)
            if not by_file and any(self.before.get(n) != d for n, d in kept.items()):
                yield f"it said {found.said.strip()!r}, and changed {changed(kept, self.before)}"


def changed(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def spread(times: int, calls: int) -> Iterator[tuple[int, int]]:
    """So many calls, counted from 1, over all of them, and which round it is."""
    if times < calls:
        return iter((1 + number * calls // times, number) for number in range(times))
    return islice(((1 + n % calls, n % calls + n // calls) for n in count()), times)


def tried(name: str, trial: Trial, kills: int, faults: int) -> int:
    """How many faults and kills broke something; says each."""
    calls, changing, broken = trial.calls, trial.changing, 0
    plan = [(changing[at - 1], KILL, False) for at, _ in spread(kills, len(changing))]
    for at, turn in spread(faults, len(calls)):
        code = CODES[turn % len(CODES)]
        plan.append((at, code, turn // len(CODES) % 2 == 1 and code != errno.EINTR))
    for at, code, lasts in plan:
        what = (
            "killed"
            if code == KILL
            else errno.errorcode[code] + (" from there on" if lasts else "")
        )
        wrong = list(trial.wrong(at, code, lasts))
        for words in wrong:
            print(
                f"{name}: {what} at call {at} of {len(calls)}, {calls[at - 1]}: {words}", flush=True
            )
        broken += bool(wrong)
    return broken


def main() -> None:
    """Tries every writer. Ends with 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--faults", type=int, default=500)
    parser.add_argument("--quick", action="store_true", help="each call once, or a few of them")
    parser.add_argument("--only", default="", help="one writer, by its name")
    asked = parser.parse_args()
    with TemporaryDirectory(prefix="recovery-faults-", dir=MEMORY) as place:
        if "LD_PRELOAD" not in os.environ:
            sys.exit(below_the_shim(Path(place)))
        os.environ["XDG_CACHE_HOME"] = place
        prepare()
        broken = total = 0
        for name, writer in writers().items():
            if asked.only not in ("", name):
                continue
            start = monotonic()
            trial = Trial(writer, Path(place, "here"), Shim())
            kills, faults = asked.kills, asked.faults
            if asked.quick:
                each = len(trial.changing), len(trial.calls)
                kills, faults = each if writer.each_call else (FEW, FEW)
            broken += (these := tried(name, trial, kills, faults))
            total += kills + faults
            print(
                f"{name}: {len(trial.calls)} calls, {kills} kills and {faults} faults, "
                f"{these} broke something ({monotonic() - start:.0f} s)",
                flush=True,
            )
    print(f"{total} kills and faults, {broken} broke something")
    sys.exit(broken > 0)


def prepare() -> None:
    """What is written counts here: what is in it is worked out once, and not anew in each fork."""
    protocol = open_protocol()
    library._read = lambda *_: protocol  # type: ignore[assignment]
    for place in SLOW:
        module, _, name = place.partition(":")
        owner: Any = import_module(f"recovery_guidance.{module}")
        *classes, name = name.split(".")
        once(functools.reduce(getattr, classes, owner), name)
    site.contents = small_site
    logbook.LONGEST_WAIT = 0.2


def once(owner: Any, name: str) -> None:
    """Has a function give what it gave the first time, for the same case."""
    usual, known = getattr(owner, name), {}

    def remembered(*given: object, **more: object) -> object:
        cases = (one.case if isinstance(one, Guidance) else one for one in given)
        asked = len(given), *(one for one in cases if isinstance(one, Case))
        if asked not in known:
            known[asked] = usual(*given, **more)
        return known[asked]

    setattr(owner, name, remembered)


def below_the_shim(place: Path) -> int:
    """Runs this script once more, with the library in between."""
    library = place / "faults.so"
    source = Path(__file__).with_suffix(".c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    own = {**os.environ, "LD_PRELOAD": str(library)}
    return subprocess.run([sys.executable, *sys.argv], env=own, check=False).returncode


if __name__ == "__main__":
    main()
