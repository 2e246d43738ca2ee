"""Each promise has tests that are run, as many as the page says."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from compare import needs_durable
from hypothesis import settings

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/promises.md").read_text("utf-8")
NAMED = re.compile(r"\[(test_\w+)\]\(\.\./tests/(test_\w+\.py)\)")
PROMISED, *_ = PAGE.partition("\n## Measured\n")
ROWS = [row.strip("|").split("|") for row in re.findall(r"^\| .*\|$", PROMISED, re.MULTILINE)]
PROMISES = {row[0].strip(): row[1:] for row in ROWS if row[0].strip() != "promise"}


def holding(promise: str) -> list[str]:
    """The tests that hold a promise, as pytest names them."""
    return [f"tests/{file}::{name}" for name, file in NAMED.findall(PROMISES[promise][0])]


def collect() -> Counter[str]:
    """How often each test of the files that are named is run, as pytest finds them by itself in CI."""
    files = sorted({f"tests/{file}" for _, file in NAMED.findall(PAGE)})
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", *files]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT,
        env={**os.environ, "HYPOTHESIS_PROFILE": "ci"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return Counter(line.partition("[")[0] for line in done.stdout.splitlines() if "::" in line)


collected = pytest.fixture(scope="module")(collect)


def is_property(test: str) -> bool:
    """Whether a test is tried on examples that are drawn."""
    file, name = test.split("::")
    for node in ast.parse((ROOT / file).read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return any("given(" in ast.unparse(one) for one in node.decorator_list)
    return False


def inputs(tests: list[str], collected: Counter[str]) -> str:
    """How many inputs these tests have, in words."""
    drawn = sum(collected[test] for test in tests if is_property(test))
    cases = sum(collected[test] for test in tests) - drawn
    said = [(drawn, "property", "properties"), (cases, "case", "cases")]
    return ", ".join(f"{n:,} {one if n == 1 else more}" for n, one, more in said if n)


def test_every_promise_has_a_test_that_is_run(collected: Counter[str]) -> None:
    assert len(PROMISES) > 40
    assert [promise for promise in PROMISES if not holding(promise)] == []
    assert [test for promise in PROMISES for test in holding(promise) if not collected[test]] == []


def counted(collected: Counter[str]) -> str:
    """The page, with as many inputs as there are."""
    page = PAGE
    for promise, (held_by, said) in PROMISES.items():
        is_now = inputs(holding(promise), collected)
        page = page.replace(f"{held_by}|{said}|", f"{held_by}| {is_now} |")
    return page


@needs_durable
def test_the_page_says_how_many_inputs_there_are(collected: Counter[str]) -> None:
    """`python tests/test_promises.py` counts them anew."""
    assert counted(collected) == PAGE


def test_a_property_has_as_many_examples_as_the_page_says() -> None:
    for profile, words in (
        ("ci", "{} examples in CI"),
        ("dev", "{} new ones"),
        ("bars", "{:,} with"),
    ):
        assert words.format(settings.get_profile(profile).max_examples) in PAGE


def test_what_was_measured_has_its_command_its_day_and_its_figure() -> None:
    measured = re.findall(
        r"^\| (?!what |---)(.+?) \| (.+?) \| (.+?) \|$", PAGE.partition("\n## Measured\n")[2], re.M
    )
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert measured
    for _, command, figure in measured:
        assert re.search(r"\d", figure), figure
        assert re.search(r"\b20\d\d-\d\d-\d\d\b", figure), figure
        assert set(re.findall(r"`make ([\w-]+)", command)) <= targets, command


def test_the_readme_leads_to_the_page() -> None:
    assert "(docs/promises.md)" in (ROOT / "README.md").read_text("utf-8")


if __name__ == "__main__":
    (ROOT / "docs/promises.md").write_text(counted(collect()), "utf-8")
