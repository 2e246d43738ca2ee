"""Wide and deep protocols that `check` accepts, put to every engine by processes that have asked nothing before.

python tests/try_wide.py --protocols 1000 --processes 10 --seed 1

Of the processes of each protocol one is a new interpreter, and the others are forked from one that has asked nothing.
"""

from __future__ import annotations

import argparse
import os
import pickle
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from random import Random

import shapes
import wide
from attrs import define, field
from compare import same_but_for_the_engine

from recovery_guidance.check import check
from recovery_guidance.deciding.evaluate import engines_here, evaluate
from recovery_guidance.model.case import Case, Observation, Order
from recovery_guidance.model.conditions import Bound, Condition, Group
from recovery_guidance.model.problem import ProblemsFound
from recovery_guidance.model.protocol import STANCES, Protocol
from recovery_guidance.model.rules import Rule

MOST_RULES = 2_000
SAME, OTHERWISE = 0, 3
"""What a process ends with: the engines agree, or they do not. Everything else is a crash."""

# Each family with how many rules there are for one of its size, and how many a rule file takes.
FAMILIES = {
    "drawn": (None, 3, MOST_RULES),
    **{name: (getattr(wide, name), each, MOST_RULES) for name, each in (
        ("one_sign_in_all", 2), ("one_week_in_all", 1), ("one_milestone_in_all", 2), ("chain", 1), ("diamonds", 2),
    )},
    **{name: (make, 1, 590 if name == "many cut points" else 800) for name, make in shapes.SHAPES.items()},
}  # fmt: skip


@define
class Tried:
    """What came of it: how many protocols and rules, how processes ended, and which did not end well."""

    counts: Counter[str] = field(factory=Counter)
    bad: list[str] = field(factory=list)
    most: int = 0

    def add(self, other: Tried) -> None:
        self.counts += other.counts
        self.bad += other.bad
        self.most = max(self.most, other.most)


def protocol_of(seed: int, most: int = MOST_RULES) -> Protocol:
    """A protocol with up to so many rules; half of them are drawn at random, and half of the other families."""
    draw = Random(seed)
    make, each, longest = FAMILIES[draw.choice(("drawn", draw.choice(sorted(FAMILIES))))]
    size = max(3, int(min(most * draw.random() ** 3, longest)) // each)
    return make(size) if make else wide.drawn(seed, size)


def tried(seed: int, processes: int, most: int = MOST_RULES) -> Tried:
    """One protocol, asked in so many processes, each about another patient; one of them is a new interpreter."""
    found = Tried()
    try:
        protocol = protocol_of(seed, most)
        problems = check(protocol)
    except ProblemsFound as refused:
        problems = list(refused.problems)
    if problems:
        found.counts["not accepted"] += 1
        found.counts[problems[0].code] += 1
        return found
    found.most = len(protocol.rules)
    found.counts.update({"accepted": 1, "of a thousand rules and more": found.most >= 1000})
    for number in range(processes):
        way = "forked" if number else "new"
        code = _forked(protocol, seed, number) if number else _new(protocol, seed)
        found.counts[f"processes, {way}"] += 1
        if code != SAME:
            said = "the engines differ" if code == OTHERWISE else f"it ended with {code}"
            found.bad.append(f"seed {seed}, process {number} ({way}): {said}")
    return found


def asked(protocol: Protocol, seed: int, number: int) -> int:
    """Whether every engine gives the same answer about one patient."""
    case = _patient(protocol, Random(f"{seed} {number}"))
    first, *others = (same_but_for_the_engine(evaluate(protocol, case, e)) for e in engines_here())
    return OTHERWISE if any(other != first for other in others) else SAME


def _patient(protocol: Protocol, draw: Random) -> Case:
    share = draw.choice((0.0, 0.5, 1.0))
    told = tuple(
        Observation(
            item.name, draw.choice((item.least, item.most, draw.randint(item.least, item.most)))
        )
        for item in protocol.vocabulary.items.values()
        if draw.random() < share
    )
    case = Case(draw.randrange(900), told, draw.choice(STANCES))
    return Case(case.day, told, case.stance, tuple(_orders(protocol, draw)))


def _orders(protocol: Protocol, draw: Random) -> Iterator[Order]:
    items = list(protocol.vocabulary.items.values())
    for number in range(draw.choice((0, 0, 1, 40))):
        name, item = draw.choice(sorted(protocol.activities)), draw.choice(items)
        when = Group(True, (Condition(item.name, Bound(draw.randint(item.least, item.most))),))
        rule = Rule(f"orders/{number}/not yet/{name}", "not yet", name, when=when)
        yield Order("not yet", name, rule=rule, by="the surgeon")


def _forked(protocol: Protocol, seed: int, number: int) -> int:
    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = asked(protocol, seed, number)
        except BaseException:
            traceback.print_exc()
            raise
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _new(protocol: Protocol, seed: int) -> int:
    with tempfile.NamedTemporaryFile() as file:
        pickle.dump(protocol, file)
        file.flush()
        command = [sys.executable, __file__, "--ask", file.name, "--seed", str(seed)]
        return subprocess.run(command, check=False).returncode


def everything(
    seeds: Iterable[int], processes: int, most: int = MOST_RULES, workers: int = 1
) -> Iterator[Tried]:
    """What came of each protocol, as it comes."""
    one = partial(tried, processes=processes, most=most)
    with get_context("fork").Pool(workers, maxtasksperchild=1) as pool:
        yield from pool.imap_unordered(one, seeds)


def main() -> int:
    reads = argparse.ArgumentParser(description=__doc__)
    reads.add_argument("--protocols", type=int, default=50)
    reads.add_argument("--processes", type=int, default=10, help="for each protocol")
    reads.add_argument("--workers", type=int, default=os.cpu_count())
    reads.add_argument("--seed", type=int, default=1)
    reads.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    told = reads.parse_args()
    if told.ask:
        return asked(pickle.loads(told.ask.read_bytes()), told.seed, 0)
    found, begun = Tried(), time.monotonic()
    seeds = range(told.seed * 1_000_000, told.seed * 1_000_000 + told.protocols)
    for number, one in enumerate(everything(seeds, told.processes, workers=told.workers), 1):
        found.add(one)
        if number % 10 == 0 or number == told.protocols:
            took = time.monotonic() - begun
            print(
                f"{took:,.0f} s {dict(found.counts)} at most {found.most:,} rules",
                *found.bad,
                sep="\n",
                flush=True,
            )
    return bool(found.bad)


if __name__ == "__main__":
    sys.exit(main())
