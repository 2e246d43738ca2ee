"""A program that answers all night leaves nothing behind, and keeps nothing of those who asked."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from compare import THOROUGH, needs_durable

import recovery_guidance
from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.library import open_protocol
from recovery_guidance.model.case import Case
from recovery_guidance.reading.english import words_of
from recovery_guidance.reading.grammar import read_phrase

QUESTIONS = 10_000 if THOROUGH else 600


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_hundreds_of_questions_in_one_process_leave_nothing_behind() -> None:
    """Memory, threads, files, sessions and rulesets stay as they were, and every engine and process agrees."""
    program = Path(__file__).with_name("soak.py")
    sizes = (
        "--mebibytes",
        8,
        "--questions",
        QUESTIONS,
        "--warm-up",
        QUESTIONS // 2,
        "--block",
        QUESTIONS // 4,
    )
    command = [sys.executable, str(program), *map(str, sizes)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["nothing was left behind"]), (
        done
    )


def _caches() -> Iterator[tuple[str, int | None]]:
    """Every function of the package that remembers what it was called with, and how much of it at most."""
    for module in walk_packages(recovery_guidance.__path__, "recovery_guidance."):
        if not module.name.endswith("__main__"):
            for name, found in vars(import_module(module.name)).items():
                if hasattr(found, "cache_parameters") and found.__wrapped__.__code__.co_argcount:
                    yield f"{found.__module__}.{name}", found.cache_parameters()["maxsize"]


def test_what_is_remembered_by_what_somebody_wrote_has_an_end() -> None:
    """Or a process would keep each statement of each patient for as long as it runs."""
    caches = dict(_caches())
    assert len(caches) >= 8
    assert [name for name, most in caches.items() if most is None] == []


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
