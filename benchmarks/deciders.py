"""What decides about all patients: diagrams alone, Z3 alone, and both, over protocols of eight shapes.

    python benchmarks/deciders.py [--quick] [--shape SHAPE]

Each decides every promise and looks for everything odd, in a process of its own: seconds of the processor, memory above
that of the loaded protocol, and how many questions stay undecided. Fails where two of them decide a question
differently, or both together leave one undecided.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests"))

from shapes import SHAPES  # noqa: E402  the tests' own protocols

from recovery_guidance.everyone import search  # noqa: E402  below the path to those
from recovery_guidance.proof.outcome import UNDECIDED  # noqa: E402  as above
from recovery_guidance.proof.prove import prove  # noqa: E402  as above

WAYS = ("diagrams", "Z3", "both")
SECONDS = 60.0


class NoDiagrams:
    """Diagrams that are too large from the first on."""

    def __init__(self, *_: object) -> None:
        raise search.TooLarge(0)


def decide(shape: str, rules: int, way: str) -> dict[str, object]:
    """What is found in this process, and what it took."""
    protocol = SHAPES[shape](rules)
    if way == "diagrams":
        sys.modules["z3"] = None  # as where it is not installed
    elif way == "Z3":
        search.Diagrams = NoDiagrams
    before, begun = _memory(), time.process_time()
    proof = prove(protocol, seconds=SECONDS)
    outcomes = (*proof.guarantees, *proof.oddities)
    return {
        "seconds": time.process_time() - begun,
        "memory": _memory() - before,
        "questions": len(proof.guarantees) + sum(proof.checked.values()),
        "undecided": sum(one.state == UNDECIDED for one in outcomes),
        "found": {f"{one.kind}: {one.id}": one.state for one in outcomes},
    }


def _memory() -> float:
    """The most that this process had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_its_own_process(shape: str, rules: int, way: str) -> dict[str, object]:
    """The same, where nothing else has taken memory before."""
    arguments = [sys.executable, __file__, "--one", shape, str(rules), way]
    answered = subprocess.run(arguments, check=True, capture_output=True, text=True)
    return json.loads(answered.stdout)


def differing(told: dict[str, dict[str, object]]) -> list[str]:
    """The questions that two ways decide differently. What is not odd is not listed, and so has no state."""
    found: dict[str, dict[str, str]] = {way: told[way]["found"] for way in WAYS}
    names = set().union(*found.values())
    decided = {
        name: {way: found[way].get(name, "not odd") for way in WAYS} for name in sorted(names)
    }
    return [n for n, by in decided.items() if len({*by.values()} - {UNDECIDED}) > 1]


def main() -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="of 20 rules only")
    parser.add_argument("--shape", choices=SHAPES, action="append", help="these only")
    parser.add_argument("--one", nargs=3, metavar=("SHAPE", "RULES", "WAY"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        shape, rules, way = asked.one
        print(json.dumps(decide(shape, int(rules), way)))
        return 0
    failed = False
    print(
        "| shape | rules | questions | "
        + " | ".join(f"{w}: s, MiB, undecided" for w in WAYS)
        + " |"
    )
    print("|---" * (3 + len(WAYS)) + "|")
    for shape in asked.shape or SHAPES:
        for rules in (20,) if asked.quick else (100, 200):
            told = {way: in_its_own_process(shape, rules, way) for way in WAYS}
            shown = (
                f"{t['seconds']:.1f}, {t['memory']:.0f}, {t['undecided']}" for t in told.values()
            )
            print(
                f"| {shape} | {rules} | {told['both']['questions']} | {' | '.join(shown)} |",
                flush=True,
            )
            wrong = differing(told)
            failed |= bool(wrong) or told["both"]["undecided"] != 0
            for name in wrong:
                print(f"decided differently: {name}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
