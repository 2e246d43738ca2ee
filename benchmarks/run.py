"""How long a question takes, as ratios in one run: against a floor, and one engine against the other.

    python benchmarks/run.py [--quick]

The floor is a Python that imports what every command needs and does nothing. Runs are paired and
interleaved, so that whatever else the machine does falls on both.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles

from recovery_guidance import Case, evaluate, open_protocol
from recovery_guidance.deciding.evaluate import engine_named
from recovery_guidance.model.protocol import STANCES

FLOOR = [sys.executable, "-c", "import click, attrs, durable_rules_engine"]
BARE_FLOOR = [sys.executable, "-c", "import click, attrs"]
WARM = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Compiled modules are kept, as an install keeps them."""
COMMAND = [str(Path(sys.executable).with_name("recovery")), "allowed", "--week", "8"]


def seconds(run: Callable[[], object]) -> float:
    """How long one run takes, on the wall."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def process(arguments: list[str]) -> float:
    """How long one process takes, from start to exit."""
    return seconds(
        lambda: subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, env=WARM)
    )


def command(pairs: int) -> None:
    """`recovery allowed --week 8` against the floor, warm."""
    floor = FLOOR if engine_named()[0] == "durable-rules" else BARE_FLOOR
    process(floor)
    process(COMMAND)
    both = [(process(floor), process(COMMAND)) for _ in range(pairs)]
    ratios = [asked / bare for bare, asked in both]
    low, _, high = quantiles(ratios, n=4)
    print(f"whole process, {pairs} pairs: {median(ratios):.2f} times the floor", end="")
    print(f" (middle half {low:.2f} to {high:.2f}; floor {median(b for b, _ in both):.3f} s)")


def questions(rounds: int) -> None:
    """Questions in one process, on each engine in turn, over the weeks and stances of the first year."""
    protocol = open_protocol()
    asked = [Case(n * 7, stance=STANCES[n % len(STANCES)]) for n in range(52)]
    paces: dict[str, list[float]] = {"durable": [], "reference": []}
    if engine_named()[0] != "durable-rules":
        print("durable: cannot be used with this Python")
        del paces["durable"]
    for number in range(rounds + 1):
        for engine, pace in paces.items():
            took = seconds(lambda engine=engine: [evaluate(protocol, c, engine) for c in asked])
            if number:  # the first round makes what the others find
                pace.append(len(asked) / took)
    for engine, pace in paces.items():
        print(f"in process, {engine}: {median(pace):.0f} questions a second, {rounds} rounds of 52")
    if len(paces) == 2:
        ratios = [a / b for a, b in zip(paces["durable"], paces["reference"], strict=True)]
        low, _, high = quantiles(ratios, n=4)
        print(f"durable does {median(ratios):.2f} times the questions of the reference", end="")
        print(f" (middle half {low:.2f} to {high:.2f})")


def main() -> None:
    """Measures both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a look, not a measurement")
    quick = parser.parse_args().quick
    command(5 if quick else 40)
    questions(2 if quick else 20)


if __name__ == "__main__":
    main()
