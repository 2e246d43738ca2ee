"""How much longer a question takes about a long case: empty, with one observation, and with 2,000 of them.

    python benchmarks/cases.py [--observations 2000] [--rounds 9] [--most 3]

As the command `recovery allowed --case`, as `recovery log`, and in one process, with and without reading the file. The
three take turns, in seconds of the processor, so that a busy machine slows all alike. Ends with 1
where the longest median is more than `--most` times the shortest, for the command or from the case
to the answer. Reading the file alone takes as long as the file is.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

from recovery_guidance import evaluate, open_protocol
from recovery_guidance.cases.casefile import read_case
from recovery_guidance.cases.diary import statement
from recovery_guidance.model.case import Observation
from recovery_guidance.model.protocol import Protocol

SURGERY = date(2025, 1, 5)
ON = date(2025, 11, 30)
WARM = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
RECOVERY = str(Path(sys.executable).with_name("recovery"))


def case_file(folder: Path, protocol: Protocol, observations: int) -> Path:
    """A made-up patient's diary: every observation is another item or another day."""
    items = [i for i in protocol.vocabulary.items.values() if i.if_not_stated is None]
    items = [item for item in items if item.name not in protocol.trends]
    chance, days = random.Random(1), (ON - SURGERY).days
    every = [(day, item) for day in range(1, days + 1) for item in items]
    lines = [f"surgery: {SURGERY}", "observations:" if observations else "note: nothing yet"]
    for day, item in sorted(chance.sample(every, observations), key=lambda told: told[0]):
        usual = item.least if item.uncomplicated is None else item.uncomplicated
        value = chance.choice([usual, chance.randint(item.least, min(item.most, 60))])
        told = statement(Observation(item.name, value), item)
        lines.append(f"  - {SURGERY + timedelta(days=day)}: {told}")
    path = folder / f"{observations}.yaml"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return path


def in_process(path: Path, protocol: Protocol, read: bool = True) -> float:
    """Seconds from the file to the answer, or from the case that was read to the answer."""
    start = process_time()
    case = read_case(path, path.name, protocol, ON)
    if not read:
        start = process_time()
    evaluate(protocol, case)
    return process_time() - start


def command(path: Path) -> float:
    """Seconds of a whole `recovery allowed`."""
    return took("allowed", "--case", str(path), "--on", str(ON))


def logged(path: Path) -> float:
    """Seconds of a whole `recovery log` on a day of which nothing was told yet; its entry is taken back."""
    on = str(ON + timedelta(days=1))
    seconds = took("log", "leg pain 3/10", "--case", str(path), "--on", on)
    took("log", "--undo", "--case", str(path))
    return seconds


def took(*words: str) -> float:
    """Seconds of the processor that a command takes."""
    asked = [RECOVERY, *words]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(asked, check=True, stdout=subprocess.DEVNULL, env=WARM)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ratio(what: str, paths: list[Path], rounds: int, run: Callable[[Path], float]) -> float:
    """The longest median over the shortest, told with each of them."""
    for path in paths:
        run(path)
    times = [[run(path) for path in paths] for _ in range(rounds)]
    medians = [median(column) for column in zip(*times, strict=True)]
    found = max(medians) / min(medians)
    told = ", ".join(f"{p.stem}: {m:.3f} s" for p, m in zip(paths, medians, strict=True))
    print(f"{what}: {found:.2f} times ({told})")
    return found


def main() -> int:
    """Measures three cases, which differ in how much was observed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--observations", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--most", type=float, default=3.0)
    wanted = parser.parse_args()
    protocol = open_protocol()
    with TemporaryDirectory() as folder:
        counts = (0, 1, wanted.observations)
        paths = [case_file(Path(folder), protocol, count) for count in counts]
        asked = ratio("recovery allowed --case", paths, wanted.rounds, command)
        ratio("recovery log", paths, wanted.rounds, logged)
        answered, _ = (
            ratio(
                f"in one process, {what}",
                paths,
                wanted.rounds,
                partial(in_process, protocol=protocol, read=read),
            )
            for what, read in (("from case to answer", False), ("from file to answer", True))
        )
    return 0 if max(asked, answered) <= wanted.most else 1


if __name__ == "__main__":
    sys.exit(main())
