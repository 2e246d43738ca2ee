"""One process that answers for hours: always other patients, on both engines, and nothing may be left behind.

python tests/soak.py --questions 1000000 --seed 1
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import hashlib
import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from functools import partial
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from attrs import evolve, frozen

from recovery_guidance.asking import ask
from recovery_guidance.cases.casefile import case_from
from recovery_guidance.deciding.evaluate import engines_here, evaluate
from recovery_guidance.deciding.guidance import Guidance
from recovery_guidance.library import open_protocol
from recovery_guidance.model.case import Case
from recovery_guidance.model.items import Item
from recovery_guidance.model.problem import ProblemsFound
from recovery_guidance.model.protocol import STANCES, Protocol
from recovery_guidance.reading.diaries import read_diary
from recovery_guidance.telling.answer_json import as_dict

BLOCKS_A_SPAWN = 25
EVERY = 20
"""One in so many is put to the other engine too."""
DAYS_A_DIARY = 4
IN_WORDS_A_DIARY = 30
OPERATED = date(2025, 6, 2)

Question = Callable[[str], Guidance]
"""Asks one engine, and always the same."""


@frozen
class Looked:
    """What a process holds: memory of its own, threads, files, and what durable-rules was given and did not get rid of."""

    memory: int
    threads: int
    files: int
    sessions: int = 0
    rulesets: int = 0


@frozen
class Soaked:
    """What was asked, and what was there after the warm-up and at the end."""

    asked: Counter[str]
    warm: Looked
    end: Looked
    differing: list[str]

    def wrong(self, most: int) -> list[str]:
        """What is not as it has to be, in words; nothing where all is. `most` is the growth in bytes."""
        grown = self.end.memory - self.warm.memory
        found = [f"{grown:,} bytes more, and at most {most:,}"] if grown > most else []
        for what in ("threads", "files", "sessions", "rulesets"):
            before, after = getattr(self.warm, what), getattr(self.end, what)
            found += [f"{what}: {before} before, {after} after"] if after > before else []
        return found + self.differing


def soak(questions: int, warm_up: int, block: int, seed: int) -> Soaked:
    """Asks so many questions and looks at this process after the first of them and at the end.

    After each block threads, and a process that is forked, ask a few of their own, and figures are said.
    """
    protocol, kept, begun = open_protocol(), Kept(), time.monotonic()
    engines, asked, differing = engines_here(), Counter[str](), list[str]()
    found, blocks = _questions(protocol, Random(seed)), 0
    warm = end = None
    while end is None or asked["questions"] < questions:
        some = list(islice(found, block))
        for number, (kind, question) in enumerate(some):
            both = number % EVERY == 0
            chosen = engines if both else (engines[number % len(engines)],)
            answers = [_answered(question, engine, both) for engine in chosen]
            asked.update({"questions": len(answers), kind: len(answers), "compared": both})
            asked["refused"] += len(answers) * (answers[0][0] == "refused")
            if len(set(answers)) > 1:
                differing.append(f"block {blocks}, question {number}: the engines differ")
        together, alone = _in_threads(some[:40]), [_answered(q, engines[0]) for _, q in some[:40]]
        asked.update({"questions": 2 * len(alone), "in threads": len(alone)})
        if together != alone:
            differing.append(f"block {blocks}: threads answer otherwise")
        for way in ("fork", *["spawn"] * (blocks % BLOCKS_A_SPAWN == 0)):
            asked[f"processes by {way}"] += 1
            if _elsewhere(way, blocks) != digest(blocks):
                differing.append(f"block {blocks}: a process by {way} answers otherwise")
        some.clear()
        blocks, end = blocks + 1, kept.look()
        if warm is None and asked["questions"] >= warm_up:
            warm = end
        took = f"{time.monotonic() - begun:,.0f} s"
        print(took, dict(asked), end, *differing, sep="  ", flush=True)
    return Soaked(asked, warm or end, end, differing)


class Kept:
    """Counts what durable-rules is given, and what of it is taken back."""

    def __init__(self) -> None:
        self.counts = Counter[str]()
        self.lock = threading.Lock()
        if "durable" in engines_here():
            from recovery_guidance.chaining import infer

            counted = Counted(infer.durable, self)
            infer.durable = counted

    def look(self) -> Looked:
        gc.collect()
        if give_back := getattr(ctypes.CDLL(None), "malloc_trim", None):
            give_back(0)
        return Looked(
            of_this_process("RssAnon"),
            of_this_process("Threads"),
            sum(1 for _ in Path("/proc/self/fd").iterdir()),
            self.counts["assert_facts"] - self.counts["delete_state"],
            self.counts["create_ruleset"] - self.counts["delete_ruleset"],
        )


class Counted:
    """durable-rules, where each call is counted."""

    def __init__(self, engine: Any, kept: Kept) -> None:
        self._engine, self._kept = engine, kept

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._engine, name)

        def counted(*arguments: Any) -> Any:
            with self._kept.lock:
                self._kept.counts[name] += 1
            return found(*arguments)

        return found if isinstance(found, type) else counted


def of_this_process(what: str) -> int:
    """A number that the system tells about this process: bytes, or how many."""
    lines = Path("/proc/self/status").read_text().splitlines()
    number, *unit = next(line for line in lines if line.startswith(f"{what}:")).split()[1:]
    return int(number) * (1024 if unit else 1)


def digest(seed: int, count: int = 4) -> str:
    """What a few questions come to on every engine."""
    protocol = open_protocol()
    some = islice(_questions(protocol, Random(f"digest {seed}")), count)
    answers = [_answered(question, engine) for _, question in some for engine in engines_here()]
    return hashlib.sha256(repr(answers).encode()).hexdigest()


def diary(draw: Random, protocol: Protocol, last: int) -> str:
    """A patient's file: facts, observations, sessions, clearances and orders, up to a day."""
    items = sorted(protocol.vocabulary.items.values(), key=lambda item: item.name)
    own = [item for item in items if item.name not in protocol.trends]
    lines = [f"case: nobody {draw.random()}", f"surgery: {OPERATED}"]
    lines += [f"stance: {draw.choice(STANCES)}"] if draw.random() < 0.5 else []
    for_good = [item for item in own if item.shelf_life is None and item.worse == "neither"]
    lines += ["facts:", *(f"  - {_told(draw, item)}" for item in draw.sample(for_good, 1))]
    days = [draw.sample(range(last + 1), min(last + 1, draw.randrange(n))) for n in (14, 5, 3)]
    changing = [item for item in own if item not in for_good]
    lines += ["observations:"] * bool(days[0])
    for day in sorted(days[0]):
        by = draw.choice(("", "", " (the physiotherapist)"))
        told = ", ".join(_told(draw, item) for item in draw.sample(changing, draw.randrange(1, 4)))
        lines.append(f"  - {_date(day)}{by}: [{told}]")
    doing = sorted(name for name, activity in protocol.activities.items() if not activity.is_group)
    lines += ["sessions:"] * bool(days[1])
    for day in sorted(days[1]):
        lines += [f"  - {_date(day)}: {draw.choice(('run-walk', draw.choice(doing)))}"]
        lines += [f"    distance: {draw.randrange(1, 9000)} m"]
    cleared = [
        item for item in own if item.measured_by not in ("", "patient") and item.worse == "no"
    ]
    lines += ["clearances:"] * bool(days[2])
    for day in sorted(days[2]):
        lines += [f"  - {_date(day)} (the surgeon): {draw.choice(cleared).name}"]
    orders = draw.choice((0, 0, 0, 1, 3))
    lines += ["orders:"] * bool(orders)
    for number in range(orders):
        lines += _order(draw, protocol, changing, last, number)
    return "\n".join([*lines, ""])


def _order(
    draw: Random, protocol: Protocol, items: list[Item], last: int, number: int
) -> Iterator[str]:
    kind = draw.choice(("not yet", "limit", "set"))
    if kind == "not yet":
        yield f"  - not yet: {draw.choice(sorted(protocol.activities))}"
    elif kind == "limit":
        quantity = protocol.quantities[draw.choice(sorted(protocol.quantities))]
        yield f"  - limit: {quantity.name}"
        yield f"    value: {quantity.measure.show(draw.randrange(1, 200))}"
    else:
        name = draw.choice(
            [
                n
                for n, t in protocol.thresholds.items()
                if t.measure.unit == "days" and t.stricter == "higher"
            ]
        )
        yield f"  - set: {name}"
        yield f"    to: {draw.randrange(52, 104)} weeks"
    yield f"    by: the surgeon\n    because: reason {number} {draw.random()}"
    if kind != "set" and draw.random() < 0.5:
        item = draw.choice([item for item in items if item.words])
        yield f"    when any:\n      - {item.name} is {draw.choice(item.words)}"
    if draw.random() < 0.5:
        yield f"    until: {_date(draw.randrange(last + 200))}"


def _told(draw: Random, item: Item) -> str:
    most = min(item.most, item.least + draw.choice((4, 40, item.most)))
    value = draw.randint(item.least, max(item.least, most))
    if item.words and value == item.worst and draw.random() < 0.8:
        value = (
            item.least + item.most - value
        )  # or most patients would be emergencies, who are told little
    shown = item.show(value)
    return f"{item.name} {'is ' if item.words else ''}{shown}"


def _date(day: int) -> date:
    return OPERATED + timedelta(days=day)


def _questions(protocol: Protocol, draw: Random) -> Iterator[tuple[str, Question]]:
    """Questions without end: from diaries, each on several days, and in words."""
    while True:
        last = draw.randrange(0, 400)
        try:
            yield from _of_a_diary(protocol, diary(draw, protocol, last), last, draw)
        except ProblemsFound as found:
            yield "diary refused", partial(_refuse, found)
        for _ in range(IN_WORDS_A_DIARY):
            yield "in words", _in_words(protocol, draw)


def _of_a_diary(
    protocol: Protocol, text: str, last: int, draw: Random
) -> Iterator[tuple[str, Question]]:
    tree = read_diary(text.encode(), "me.yaml", [])
    assert tree is not None, text
    case = case_from(tree, protocol, _date(last), None, None)
    kind = "with orders" if case.orders else "diary"
    for day in draw.sample(range(last, last + 200), DAYS_A_DIARY):
        yield kind, _of_a_case(protocol, evolve(case, day=day))


def _of_a_case(protocol: Protocol, case: Case) -> Question:
    return lambda engine: evaluate(protocol, case, engine)


def _in_words(protocol: Protocol, draw: Random) -> Question:
    items = sorted(protocol.vocabulary.items.values(), key=lambda item: item.name)
    told = [_told(draw, item) for item in draw.sample(items, draw.randrange(6))]
    if draw.random() < 0.02:
        phrase = draw.choice(draw.choice(protocol.words.leads).phrases)
        told.append(phrase.replace("<number>", str(draw.randrange(10))))
    if draw.random() < 0.01:
        told.append(f"{draw.choice(items).name} {draw.getrandbits(60):x}")
    day, stance = draw.randrange(600), draw.choice(("", *STANCES))
    calm = draw.random() < 0.5
    return lambda engine: ask(
        told, day=day, stance=stance, protocol=protocol, engine=engine, uncomplicated=calm
    )


def _refuse(problems: ProblemsFound, _: str) -> Guidance:
    raise problems


def _answered(question: Question, engine: str, compared: bool = True) -> tuple[str, str]:
    """The answer without the name of the engine, if it is compared, or in which words there was none."""
    try:
        guidance = question(engine)
    except ProblemsFound as found:
        return "refused", "; ".join(problem.message for problem in found.problems)
    if not compared:
        return "answered", ""
    answer = as_dict(guidance) | {"engine": ""}
    return "answered", hashlib.sha256(json.dumps(answer).encode()).hexdigest()


def _in_threads(some: list[tuple[str, Question]]) -> list[tuple[str, str]]:
    engines = engines_here()
    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(lambda q: _answered(q[1], engines[0]), some))


def _elsewhere(way: str, seed: int) -> str:
    """The digest as a process of its own has it."""
    ours, theirs = get_context(way).Pipe()  # type: ignore[arg-type]
    process = get_context(way).Process(target=_say, args=(theirs, seed))  # type: ignore[attr-defined]
    process.start()
    theirs.close()
    said = ours.recv() if ours.poll(300) else "nothing"
    process.join(300)
    ours.close()
    exit_code, _ = process.exitcode, process.close()
    return said if exit_code == 0 else f"exit {exit_code}"


def _say(to: Connection, seed: int) -> None:
    to.send(digest(seed))
    to.close()


def main() -> int:
    reads = argparse.ArgumentParser(description=__doc__)
    reads.add_argument("--questions", type=int, default=20_000)
    reads.add_argument(
        "--warm-up", type=int, default=5_000, help="questions before memory is looked at"
    )
    reads.add_argument("--mebibytes", type=int, default=32, help="that memory may grow after that")
    reads.add_argument("--block", type=int, default=1_000, help="questions between two looks")
    reads.add_argument("--seed", type=int, default=1)
    told = reads.parse_args()
    done = soak(told.questions, told.warm_up, told.block, told.seed)
    print(f"after the warm-up: {done.warm}\nat the end: {done.end}")
    wrong = done.wrong(told.mebibytes * 2**20)
    print("\n".join(wrong) or "nothing was left behind")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
