"""The same question gives the same bytes, whoever asks, from wherever, with whichever engine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from compare import DURABLE_IS_HERE, ENGINES, needs_durable

PROGRAM = Path(__file__).parent.parent / "cli.py"

QUESTIONS = {
    "a week": ("allowed", "--week", "8"),
    "a healthy week 30": ("allowed", "--week", "30", "--uncomplicated", "--stance", "liberal"),
    "facts": ("allowed", "--day", "60", "-f", "leg pain 2/10", "-f", "opioids: no"),
    "an emergency": ("allowed", "--week", "2", "-f", "saddle numbness"),
    "a refusal": ("allowed", "--week", "6", "-f", "fusion: yes"),
    "a reason": ("why", "run-walk", "--week", "9"),
}
ENGINE = "durable" if DURABLE_IS_HERE else "reference"
"""The one that answers where none is named."""
every_question = pytest.mark.parametrize("question", QUESTIONS.values(), ids=list(QUESTIONS))
every_form = pytest.mark.parametrize("form", ["text", "json"])


class Asked:
    """Asks in processes of their own, with a cache that nobody else has."""

    def __init__(self, cache: Path) -> None:
        self.cache = cache
        self.known: dict[object, bytes] = {}

    def once(self, question: tuple[str, ...], form: str, engine: str) -> bytes:
        """The answer that all others are put beside, asked in our folder: one process for all of them."""
        key = question, form, engine
        if key not in self.known:
            at = PROGRAM.parent
            self.known[key] = self(
                question, form, "--engine", engine, folder=at, PYTHONHASHSEED="1"
            )
        return self.known[key]

    def __call__(
        self,
        question: tuple[str, ...],
        form: str,
        *options: str,
        folder: Path | None = None,
        **env: str,
    ) -> bytes:
        done = subprocess.run(
            [sys.executable, str(PROGRAM), *question, "--format", form, *options],
            env=os.environ | {"XDG_CACHE_HOME": str(self.cache), "COLUMNS": "80"} | env,
            cwd=folder,
            capture_output=True,
            check=True,
        )
        assert done.stderr == b""
        return done.stdout


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    return Asked(tmp_path_factory.mktemp("cache"))


@every_question
@every_form
@pytest.mark.parametrize("engine", ENGINES)
def test_twice_the_same_bytes(
    ask: Asked, question: tuple[str, ...], form: str, engine: str
) -> None:
    """Asked twice, with hashes of texts in another order, the answer is the same."""
    again = ask(question, form, "--engine", engine, PYTHONHASHSEED="4711")
    assert again == ask.once(question, form, engine)


@pytest.mark.parametrize("question", list(QUESTIONS.values())[:2], ids=list(QUESTIONS)[:2])
@every_form
def test_the_cache_changes_nothing(tmp_path: Path, question: tuple[str, ...], form: str) -> None:
    """Without a cache, while it is being made, and from it: the same answer."""
    ask = Asked(tmp_path)
    without = ask(question, form, RECOVERY_CACHE="off")
    assert not list(tmp_path.iterdir())
    making = ask(question, form)
    assert list(tmp_path.rglob("*.protocol"))
    assert without == making == ask(question, form)


@every_question
@every_form
def test_the_working_folder_changes_nothing(
    ask: Asked, tmp_path: Path, question: tuple[str, ...], form: str
) -> None:
    """Asked from two folders, one of them the program's own, the answer is the same."""
    assert ask(question, form, folder=tmp_path) == ask.once(question, form, ENGINE)


@needs_durable
@every_question
@every_form
def test_the_engine_changes_its_name_only(ask: Asked, question: tuple[str, ...], form: str) -> None:
    """Both engines give the same bytes, but for the one line of JSON that names the engine."""
    durable, reference = (ask.once(question, form, engine) for engine in ("durable", "reference"))
    if form == "json":
        assert durable.count(b'"engine": "durable-rules"') == 1
        durable = durable.replace(b'"engine": "durable-rules"', b'"engine": "reference"')
    assert durable == reference


def test_a_damaged_cache_is_no_cache(tmp_path: Path) -> None:
    """A cache file that was cut, emptied or filled with something else is made anew."""
    ask, question = Asked(tmp_path), QUESTIONS["a week"]
    answer = ask(question, "text")
    (file,) = tmp_path.rglob("*.protocol")
    content = file.read_bytes()
    for damaged in (b"", content[:-1000], content[: len(content) // 2] + b"x" * 5000, b"no cache"):
        file.write_bytes(damaged)
        assert ask(question, "text") == answer
        assert file.read_bytes() != damaged
