"""One check of a folder of rules, in process, against the C YAML parser that only composes the same files.

    python benchmarks/check.py [--rules 200] [--rounds 7] [--most 10]

Both are timed in turns in one run, in seconds of the processor, so that a busy machine slows both alike;
nothing is kept from the round before. The ratio is that of the medians. Ends with 1 where it is above
`--most`.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

import yaml

from recovery_guidance.authoring.examine import examine_folder
from recovery_guidance.authoring.scaffold import new_protocol, new_topic, write_all
from recovery_guidance.library import DEFAULT_PROTOCOL, shipped
from recovery_guidance.reading import grammar
from recovery_guidance.reading.load import load

DAY = date(2026, 6, 1)
RULES_A_TOPIC = 2


def folder_of(rules: int, root: Path) -> Path:
    """A protocol of so many rules, made of the topics that `recovery new` writes."""
    write_all(new_protocol("bench", "", root))
    folder = root / "rules" / "bench"
    protocol = load(folder)
    for number in range((rules - len(protocol.rules)) // RULES_A_TOPIC + 1):
        write_all(new_topic(f"topic-{number}", "", protocol, folder))
    return folder


def composed(texts: list[str]) -> None:
    """What the C parser does with the files."""
    for text in texts:
        yaml.compose(text, Loader=yaml.CSafeLoader)


def checked(folder: Path) -> int:
    """A whole check: read, load, check, warnings. Returns how many rules there are."""
    grammar.read_phrase.cache_clear()
    examined = examine_folder(folder, folder.name, DAY)
    if examined.protocol is None or examined.problems:
        sys.exit(f"{folder} has problems")
    return len(examined.protocol.rules)


def measure(folder: Path, rounds: int) -> tuple[int, float, float]:
    """Rules, and the median seconds of composing and of checking, in turns."""
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.yaml"))]
    rules = checked(folder)
    compose_times, check_times = [], []
    for _ in range(rounds):
        start = process_time()
        composed(texts)
        middle = process_time()
        checked(folder)
        compose_times.append(middle - start)
        check_times.append(process_time() - middle)
    return rules, median(compose_times), median(check_times)


def main() -> int:
    """Measures a folder of the wanted size, and the protocol that came with the program."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rules", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--most", type=float, default=10.0)
    wanted = parser.parse_args()
    worst = 0.0
    with TemporaryDirectory() as place:
        made = folder_of(wanted.rules, Path(place))
        for name, folder in (("made", made), ("ours", shipped("rules") / DEFAULT_PROTOCOL)):
            rules, compose, check = measure(folder, wanted.rounds)
            worst = max(worst, check / compose)
            print(
                f"{name}: {rules} rules, compose {compose * 1000:.0f} ms, "
                f"check {check * 1000:.0f} ms, ratio {check / compose:.1f}"
            )
    return int(worst > wanted.most)


if __name__ == "__main__":
    sys.exit(main())
