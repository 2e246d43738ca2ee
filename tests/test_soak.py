"""A program that answers all night: thousands of questions in one process, and nothing is left behind."""

from __future__ import annotations

import gc
import itertools
import threading
from collections.abc import Iterator
from importlib import import_module
from inspect import signature
from pathlib import Path
from pkgutil import walk_packages

import pytest
from compare import ENGINES, THOROUGH, needs_durable

import recovery_guidance
from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.library import open_protocol
from recovery_guidance.model.case import Case, Observation, Order
from recovery_guidance.model.protocol import STANCES, Protocol
from recovery_guidance.model.rules import Rule
from recovery_guidance.reading.english import words_of
from recovery_guidance.reading.grammar import read_phrase

QUESTIONS = {
    "durable": 10_000 if THOROUGH else 1_500,  # more than the 1,024 sessions it can hold at once
    "reference": 2_000 if THOROUGH else 1_000,
}
WITH_ORDERS = 200 if THOROUGH else 30
WARM_UP = 500
MOST_GROWTH = 4 * 2**20

STATUS = Path("/proc/self/status")
on_linux = pytest.mark.skipif(not STATUS.exists(), reason="memory and threads are read from /proc")


def of_this_process(what: str) -> int:
    """A number that the system tells about this process: bytes, or how many."""
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(f"{what}:"))
    number = int(line.split()[1])
    return number * 1024 if line.endswith("kB") else number


def patients(protocol: Protocol) -> Iterator[Case]:
    """Patients without end, on all days and in all stances, every ninth item stated."""
    items = list(protocol.vocabulary.items.values())
    for number in itertools.count():
        told = tuple(
            Observation(item.name, item.least + (number * 7 + place) % (item.most - item.least + 1))
            for place, item in enumerate(items)
            if (number + place) % 9 == 0
        )
        yield Case(number % 300, told, STANCES[number % len(STANCES)])


def with_an_order(case: Case, protocol: Protocol, number: int) -> Case:
    """The case with a surgeon's word of its own, so that its rules are nobody else's."""
    closed = sorted(protocol.activities)[number % len(protocol.activities)]
    rule = Rule(f"orders/{number}/not yet/{closed}", "not yet", closed)
    order = Order("not yet", closed, rule=rule, by="the surgeon")
    return Case(case.day, case.observations, case.stance, (order,))


@on_linux
@pytest.mark.parametrize("engine", ENGINES)
def test_thousands_of_questions_leave_nothing_behind(engine: str) -> None:
    """Memory stays as it is after the first questions, and no thread is started."""
    protocol = open_protocol()
    asked = patients(protocol)
    for case in itertools.islice(asked, WARM_UP):
        evaluate(protocol, case, engine)
    gc.collect()
    threads, memory = of_this_process("Threads"), of_this_process("VmRSS")
    for case in itertools.islice(asked, QUESTIONS[engine] - WARM_UP):
        evaluate(protocol, case, engine)
    gc.collect()
    assert of_this_process("VmRSS") - memory < MOST_GROWTH
    assert of_this_process("Threads") == threads
    assert threading.active_count() == 1


@on_linux
@needs_durable
def test_rules_of_a_single_patient_are_given_back() -> None:
    """Orders make a ruleset for one question; what durable-rules keeps for it goes with it."""
    protocol = open_protocol()
    asked = patients(protocol)
    memory = 0
    for number, case in enumerate(itertools.islice(asked, 20 + WITH_ORDERS)):
        if number == 20:
            gc.collect()
            memory = of_this_process("VmRSS")
        evaluate(protocol, with_an_order(case, protocol, number), "durable")
    gc.collect()
    assert of_this_process("VmRSS") - memory < MOST_GROWTH


def test_what_is_remembered_of_texts_has_an_end() -> None:
    """No function keeps what it found for every text that it was ever given."""
    names = [one.name for one in walk_packages(recovery_guidance.__path__, "recovery_guidance.")]
    modules = [import_module(name) for name in names if not name.endswith("__main__")]
    remembering = {
        f"{found.__module__}.{found.__qualname__}": found
        for module in modules
        for found in vars(module).values()
        if hasattr(found, "cache_parameters") and signature(found).parameters
    }
    assert len(remembering) > 5
    endless = [name for name, one in remembering.items() if not one.cache_parameters()["maxsize"]]
    assert endless == []


def test_thousands_of_statements_leave_nothing_behind() -> None:
    """No two are alike; what is remembered of them is full after the first."""
    things = 0
    for number in range(4_000):
        if number == 2_500:
            gc.collect()
            things = len(gc.get_objects())
        read_phrase(f"leg pain is {number}", "statement")
        words_of(f"my leg hurt {number} times")
    gc.collect()
    assert len(gc.get_objects()) - things < 500


@needs_durable
def test_a_session_is_deleted_with_its_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every session that a question opens in durable-rules is gone when it has been answered."""
    from recovery_guidance.chaining import infer

    opened: list[tuple[int, str]] = []
    batch, protocol = infer._batch, open_protocol()
    compiled = infer._compile(protocol.rulesets["typical"])

    def noted(*arguments: object) -> str:
        opened.append((compiled.handle, str(arguments[-1])))
        return batch(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(infer, "_batch", noted)
    evaluate(protocol, Case(56, stance="typical"), "durable")
    assert len(opened) == 2
    for handle, session in opened:
        with pytest.raises(Exception, match="309"):  # no such session
            infer.durable.get_state(handle, session)
