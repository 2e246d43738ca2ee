"""Throws broken files at everything that reads one: loader, check, layout, overlays, cases, lines of text.

    make fuzz [ARGS="--minutes 10 --seed 1"]

A script and no test, as it goes on for as long as it is asked to; `tests/test_scripts.py` tries it for seconds.

Nothing but ProblemsFound or Slip may come out; no file may take longer than `SLOWEST` seconds or let the
process grow beyond `MOST_MEMORY`; nothing may be executed, started, connected to or written. Ends with 1
and the file that did it, and can be run again with the same seed.
"""

from __future__ import annotations

import argparse
import random
import resource
import signal
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import monotonic

from recovery_guidance.authoring.layout import layout
from recovery_guidance.authoring.lint import lint
from recovery_guidance.cases.casefile import case_from
from recovery_guidance.cases.orders import read_order_line
from recovery_guidance.cases.overlay import read_overlay
from recovery_guidance.check import check
from recovery_guidance.library import DEFAULT_PROTOCOL, shipped
from recovery_guidance.model.problem import ProblemsFound, Slip
from recovery_guidance.reading.grammar import read_phrase
from recovery_guidance.reading.load import load, load_texts
from recovery_guidance.reading.statement import read_statement
from recovery_guidance.reading.tree import read_text

ROOT = Path(__file__).parent.parent
SLOWEST = 10
MOST_MEMORY = 2 * 1024**3
DAY = date(2026, 6, 1)

# Signs and words that mean something to YAML, to the grammar, or to whatever might be run by mistake.
TOKENS = [
    *("&a", "*a", "<<: *a", "!!python/object/apply:os.system ['true']", "!!python/name:os.system"),
    *("!!binary aGk=", "!<tag:x>", "|", ">", "|-", "? ", ": ", "- ", "---", "...", "%YAML 1.1"),
    *("{", "}", "[", "]", '"', "'", "#", "\t", "\n", "\r\n", "\0", "\u202e", "\u00a0", "\ufeff"),
    *(
        "at least",
        "at most",
        "between 1 and",
        "is one of",
        "is not",
        "is known",
        "for 3 days in a row",
    ),
    *(
        "within the last 14 days",
        "no better than 6 weeks ago",
        "and",
        ",",
        "4/10",
        "1e309",
        "-0",
        "nan",
    ),
    *("012", "1:30", "yes", "no", "null", "~", "otherwise", "none", "none found", "week", "day"),
    *("when all:", "when any:", "all:", "any:", "source:", "items:", "activities:", "by week:"),
    *("${x}", "{{x}}", "`true`", "$(true)", "__import__('os')", "%s%n", "9" * 400, "a" * 5000),
]
BOMBS = [
    "a: &a [" + ",".join(["x"] * 9) + "]\n"
    + "".join(f"{c}: &{c} [{','.join(['*' + p] * 9)}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)),
    "[" * 100_000,
    "{" * 100_000,
    "- " * 100_000,
    "a:\n" + "".join(" " * n + "a:\n" for n in range(1, 1_000)),
    "? " * 50_000,
    "'" + "x" * 900_000,
    "items:\n" + "".join(f"  i{n}: x\n" for n in range(30_000)),
    "milestones:\n  m:\n    when all:\n" + "      - leg pain is 0/10\n" * 15_000,
    "&a " * 50_000 + "x",
    "!!x " * 50_000,
    '"\\x' * 200_000,
    "a: |\n" + " x\n" * 200_000,
    "leg pain " * 100_000,
]  # fmt: skip
FORBIDDEN = {
    *("os.system", "subprocess.Popen", "os.exec", "os.posix_spawn", "os.fork", "socket.connect"),
    *("exec", "compile", "os.remove", "os.rename", "os.mkdir", "shutil.rmtree", "ctypes.dlopen"),
}
Reader = Callable[[bytes], object]


class TooSlow(Exception):
    """One file took longer than `SLOWEST` seconds."""


class Ran(Exception):
    """Something was executed, started, connected to or written."""


def seeds() -> list[bytes]:
    """Files to break: our own rules, the good and the bad ones of the tests, and bombs."""
    folders = [shipped("rules") / DEFAULT_PROTOCOL, *(ROOT / "tests").glob("*_files/*")]
    files = [path for folder in folders for path in sorted(folder.glob("*.yaml"))]
    return [path.read_bytes() for path in files] + [bomb.encode() for bomb in BOMBS]


def readers(whole: dict[str, bytes]) -> dict[str, Reader]:
    """Everything that reads what an author or a patient wrote."""
    protocol = load_texts(whole)
    overlay = Path("/nonexistent")

    def loaded(data: bytes) -> None:
        name = ("running.yaml", "items.yaml", "protocol.yaml", "sources.yaml")[len(data) % 4]
        made = load_texts(whole | {name: data})
        check(made)
        lint(made, DAY, set())

    def alone(data: bytes) -> None:
        made = load_texts(
            {"protocol.yaml": b"protocol: p\ntitle: t\nversion: 1\nstatus: draft\n", "x.yaml": data}
        )
        check(made)

    def cased(data: bytes) -> None:
        if (tree := read_text(data, "me.yaml", [])) is not None:
            case_from(tree, protocol, DAY, None, DAY)

    def overlaid(data: bytes) -> None:
        # mypy knows no base that is looked up while running.
        class File(type(overlay)):  # type: ignore[misc]
            """A file that is not on the disk."""

            def open(self, *_: object, **__: object) -> object:
                from io import BytesIO

                return BytesIO(data)

        read_overlay(File("unit.yaml"), "unit.yaml", protocol, DAY)

    def line(data: bytes) -> None:
        text = data.decode("utf-8", "replace")[:6_000].split("\n")[0]
        for read in (
            lambda: read_phrase(text),
            lambda: read_phrase(text, "statement"),
            lambda: read_statement(text, protocol.vocabulary),
            lambda: read_order_line(text, protocol),
        ):
            try:
                read()
            except Slip:
                continue

    return {
        "load": loaded,
        "alone": alone,
        "layout": lambda data: layout(data, "x.yaml"),
        "case": cased,
        "overlay": overlaid,
        "line": line,
    }


def broken(data: bytes, draw: random.Random, others: list[bytes]) -> bytes:
    """The file with a few changes: bytes, tokens, lines moved, doubled, indented or taken from another."""
    lines = data.split(b"\n")
    for _ in range(draw.choice([1, 1, 2, 3, 8, 30])):
        at = draw.randrange(len(lines))
        way = draw.randrange(9)
        line = lines[at]
        place = draw.randrange(len(line) + 1)
        if way == 0:
            lines[at] = line[:place] + draw.choice(TOKENS).encode("utf-8", "replace") + line[place:]
        elif way == 1:
            lines[at] = line[:place] + bytes([draw.randrange(256)]) + line[place + 1 :]
        elif way == 2:
            lines[at] = line[:place]
        elif way == 3:
            lines[at] = b" " * draw.randrange(9) + line.lstrip()
        elif way == 4:
            lines.insert(draw.randrange(len(lines) + 1), line)
        elif way == 5 and len(lines) > 1:
            del lines[at]
        elif way == 6:
            lines[at] = draw.choice(TOKENS).encode("utf-8", "replace")
        elif way == 7:
            other = draw.choice(others).split(b"\n")
            start = draw.randrange(len(other))
            lines[at:at] = other[start : start + draw.randrange(1, 12)]
        else:
            words = line.split(b" ")
            draw.shuffle(words)
            lines[at] = b" ".join(words)
    return b"\n".join(lines)[: 2 * 1024 * 1024]


def guard() -> None:
    """Limits memory, and notices whatever runs or writes while a file is read."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        writes = (
            event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
        )
        if READING and (event in FORBIDDEN or writes):
            raise Ran(f"{event} {arguments!r:.200}")

    def stop(*_: object) -> None:
        raise TooSlow

    signal.signal(signal.SIGALRM, stop)
    sys.addaudithook(watch)


READING: list[str] = []
"""The reader at work; empty between files."""


def tried(name: str, read: Reader, data: bytes) -> str:
    """What came out that must not, or an empty text."""
    READING.append(name)
    signal.setitimer(signal.ITIMER_REAL, SLOWEST)
    try:
        read(data)
    except (ProblemsFound, Slip):
        return ""
    except BaseException as fault:
        if isinstance(fault, KeyboardInterrupt):
            raise
        return f"{type(fault).__name__}: {fault}"[:500]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        READING.clear()
    return ""


def main() -> int:
    """Breaks files for so many minutes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    folder = shipped("rules") / DEFAULT_PROTOCOL
    whole = {path.name: path.read_bytes() for path in sorted(folder.glob("*.yaml"))}
    small = ROOT / "tests/rule_files/base"
    base = {path.name: path.read_bytes() for path in sorted(small.glob("*.yaml"))} or whole
    load(folder)
    ways, files, draw = readers(base), seeds(), random.Random(wanted.seed)
    for name, read in ways.items():
        tried(name, read, b"activities: {}\n")  # whatever is imported late is imported now
    guard()
    faults, count, slowest, start = 0, 0, 0.0, monotonic()
    waiting = list(files)
    while (
        count <= len(BOMBS) or monotonic() - start < wanted.minutes * 60
    ):  # every bomb, and one more
        data = waiting.pop() if waiting else broken(draw.choice(files), draw, files)
        for name, read in ways.items():
            before = monotonic()
            fault = tried(name, read, data)
            slowest = max(slowest, monotonic() - before)
            if fault:
                faults += 1
                kept = Path(f"fuzz-{wanted.seed}-{count}.yaml")
                kept.write_bytes(data)
                print(f"{name}: {fault}\n  kept as {kept}")
        count += 1
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{count:,} files in {wanted.minutes:g} minutes, each read in {len(ways)} ways: {faults} faults; "
        f"the slowest took {slowest:.2f} s, the process grew to {grown} MB"
    )
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
