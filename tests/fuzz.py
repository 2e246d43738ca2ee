"""Fuzzes everything that reads what somebody wrote, led by what is reached in the engine (atheris).

    make fuzz [ARGS="--minutes 60 rules cases"]

Each target of `targets.py` in a process of its own, two at a time, begins with what is kept for it in `corpus` and
`fuzz-found`, and goes on for so many minutes. Nothing may be executed, started, connected to or written; no input
may take longer than `SLOWEST` seconds or let the process grow beyond `MOST_MEMORY`. Ends with 1 where a fault was
found, and says how to see it again. What reached something new is kept in `fuzz-found`.

`--replay` only plays what is kept, and the bombs, and needs no atheris.
"""

from __future__ import annotations

import argparse
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic

HERE = Path(__file__).parent
FOUND = Path("fuzz-found")
"""What a run adds, of each target in a folder of its own; not a part of the repository."""
NAMES = ("rules", "cases", "orders", "statements", "features", "requests")
SEEDS = {
    "rules": ("tests/rule_files/good", "tests/rule_files/bad", "rules/lumbar-microdiscectomy"),
    "cases": ("tests/case_files/good", "tests/case_files/bad"),
    "features": ("features/lumbar-microdiscectomy",),
}
"""Folders of files that stand elsewhere, to begin with."""
SLOWEST = 10
MOST_MEMORY = 2048
"""In megabytes."""
LONGEST = 4096
AT_A_TIME = 2
FORBIDDEN = {
    *(
        "os.system",
        "subprocess.Popen",
        "os.exec",
        "os.posix_spawn",
        "os.fork",
        "socket.connect",
        "socket.bind",
    ),
    *("exec", "compile", "os.rename", "os.mkdir", "shutil.rmtree", "ctypes.dlopen"),
}
BOMBS = [
    "a: &a [" + ",".join(["x"] * 9) + "]\n"
    + "".join(f"{c}: &{c} [{','.join(['*' + p] * 9)}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)),
    "[" * 50_000,
    "{" * 50_000,
    "- " * 100_000,
    "a:\n" + "".join(" " * n + "a:\n" for n in range(1, 1_000)),
    "? " * 50_000,
    "'" + "x" * 90_000,
    "items:\n" + "".join(f"  i{n}: x\n" for n in range(3_000)),
    "milestones:\n  m:\n    when all:\n" + "      - leg pain is 0/10\n" * 2_000,
    "&a " * 50_000 + "x",
    "!!x " * 50_000,
    '"\\x' * 20_000,
    "a: |\n" + " x\n" * 10_000,
    "leg pain " * 10_000,
    "Feature: a\n" + "  Scenario: b\n    Given c\n" * 2_000,
    "GET / HTTP/1.1\r\n" + "Host: localhost\r\n" * 5_000,
]  # fmt: skip
"""Short to say and long to read."""


class TooSlow(Exception):
    """One input took longer than `SLOWEST` seconds of processor time."""


class Ran(Exception):
    """Something was executed, started, connected to or written."""


def kept(name: str) -> list[Path]:
    """The inputs that are kept for a target."""
    return sorted((HERE / "corpus" / name).iterdir())


def replay(name: str) -> int:
    """Plays what is kept for a target, and the bombs; how many faults there are, which are printed."""
    from targets import TARGETS

    target, faults = guarded(TARGETS[name]), 0
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY * 2**20, MOST_MEMORY * 2**20))
    signal.signal(signal.SIGPROF, too_slow)
    inputs = (
        *((path.name, path.read_bytes()) for path in kept(name)),
        *((f"bomb {number}", bomb.encode()) for number, bomb in enumerate(BOMBS)),
    )
    slowest, start = 0.0, monotonic()
    for what, data in inputs:
        begun = monotonic()
        signal.setitimer(signal.ITIMER_PROF, SLOWEST)
        try:
            target(data)
        except Exception as fault:  # noqa: BLE001  whatever it is, it is told
            faults += 1
            print(f"{name}/{what}: {type(fault).__name__}: {fault}"[:1000])
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        slowest = max(slowest, monotonic() - begun)
    print(
        f"{name}: {len(inputs)} inputs in {monotonic() - start:.1f} s, the slowest {slowest:.2f} s, {faults} faults"
    )
    return faults


def too_slow(*_: object) -> None:
    """Ends an input that goes on for too long."""
    raise TooSlow


def guarded(target: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """The target, with whatever it runs or writes being a fault."""
    reading: list[bytes] = []

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if reading and event in FORBIDDEN:
            raise Ran(f"{event} {arguments!r:.200}")
        if (
            reading
            and event == "open"
            and isinstance(arguments[1], str)
            and set(arguments[1]) & set("wax+")
        ):
            from targets import FOLDER

            if not str(arguments[0]).startswith(str(FOLDER)):
                raise Ran(f"{event} {arguments!r:.200}")

    def watched(data: bytes) -> None:
        reading.append(data)
        try:
            target(data)
        finally:
            reading.clear()

    target(b"")  # whatever is imported late is imported now
    sys.addaudithook(watch)
    return watched


def fuzz(name: str, seconds: int) -> None:
    """Fuzzes one target in this process, which libFuzzer ends."""
    import atheris

    with atheris.instrument_imports(include=["recovery_guidance"]):
        from targets import SIGNS, TARGETS, WORDS
    known = FOUND / name
    known.mkdir(parents=True, exist_ok=True)
    words = FOUND / f"{name}.words"
    words.write_text("".join(f'"{escaped(word)}"\n' for word in (*WORDS, *SIGNS)))
    seeds = [HERE / "corpus" / name, *(HERE.parent / folder for folder in SEEDS.get(name, ()))]
    limits = [
        f"-max_total_time={seconds}", f"-timeout={SLOWEST}", f"-rss_limit_mb={MOST_MEMORY}", f"-max_len={LONGEST}"
    ]  # fmt: skip
    told = ["-print_final_stats=1", f"-dict={words}", f"-artifact_prefix={FOUND}/{name}-"]
    atheris.Setup(
        [sys.argv[0], *limits, *told, str(known), *map(str, seeds)],
        guarded(TARGETS[name]),
    )
    atheris.Fuzz()


def escaped(word: str) -> str:
    """A word as the dictionaries of libFuzzer have it."""
    return "".join(f"\\x{byte:02x}" for byte in word.encode())


def beside(name: str, seconds: int) -> int:
    """Fuzzes one target in another process, and says what came of it; its exit code."""
    command = [sys.executable, __file__, "--seconds", str(seconds), name]
    log = FOUND / f"{name}.log"
    with log.open("wb") as said:
        code = subprocess.run(command, stdout=said, stderr=said, check=False).returncode
    text = log.read_text("utf-8", "replace")
    runs, grown = (
        int((re.findall(rf"stat::{stat}:\s+(\d+)", text) or [0])[-1])
        for stat in ("number_of_executed_units", "peak_rss_mb")
    )
    reached = int((re.findall(r"cov: (\d+)", text) or [0])[-1])
    print(
        f"{name}: {runs:,} inputs, {reached:,} places reached, grew to {grown} MB, {'a FAULT' if code else 'no fault'}"
    )
    if code:
        print("\n".join(text.splitlines()[-60:]))
    return code


def main() -> int:
    """Fuzzes the targets that are named, or all of them."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("targets", nargs="*", metavar="|".join(NAMES), choices=[*NAMES, []])
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--seconds", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--replay", action="store_true")
    wanted = parser.parse_args()
    names = wanted.targets or NAMES
    if wanted.replay:
        return int(sum(map(replay, names)) > 0)
    FOUND.mkdir(exist_ok=True)
    if wanted.seconds:
        fuzz(*names, wanted.seconds)
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        codes = list(pool.map(lambda name: beside(name, round(wanted.minutes * 60)), names))
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main())
