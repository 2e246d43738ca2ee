"""What is kept of the fuzzing is played at every test run, with some of it broken anew; and each promise can fail.

`make fuzz` looks for more, led by what is reached.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import targets
from attrs import evolve
from compare import needs_durable
from fuzz import NAMES, kept
from hypothesis import given
from hypothesis import strategies as st

from recovery_guidance.cases import orders
from recovery_guidance.chaining import reference
from recovery_guidance.model.problem import STRANGE
from recovery_guidance.model.urgent import Urgent
from recovery_guidance.reading import english, told
from recovery_guidance.site import serve
from recovery_guidance.telling.lines import harmless

HERE = Path(__file__).parent
INPUTS = {name: [path.read_bytes() for path in kept(name)] for name in NAMES}
SEEDS = {
    name: inputs
    + [
        path.read_bytes()
        for way in ("good", "bad")
        for path in sorted((HERE / f"{kind}_files" / way).glob("*"))
    ]
    for name, kind, inputs in (
        ("rules", "rule", INPUTS["rules"]),
        ("cases", "case", INPUTS["cases"]),
    )
}
every_target = pytest.mark.parametrize("name", NAMES)


@every_target
def test_what_is_kept_and_the_bombs_find_no_fault(name):
    """In a process of its own, whose memory and time are limited and which may start and write nothing."""
    command = [sys.executable, str(HERE / "fuzz.py"), "--replay", name]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert int(re.search(rf"{name}: (\d+) inputs", ran.stdout)[1]) > len(INPUTS[name])


@st.composite
def broken(draw, inputs):
    """An input with a few slips in it: words put in, parts cut out, doubled, or lines changed about."""
    data = draw(st.sampled_from(inputs))
    for _ in range(draw(st.integers(1, 4))):
        start, length = draw(st.integers(0, len(data))), draw(st.integers(0, 30))
        middle, word = data[start : start + length], draw(st.sampled_from(targets.WORDS)).encode()
        changed = draw(st.sampled_from([word, word + middle, b"", middle * 2, middle[::-1]]))
        data = data[:start] + changed + data[start + length :]
    lines = data.split(b"\n")
    first, second = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
    lines[first], lines[second] = lines[second], lines[first]
    return b"\n".join(lines) if draw(st.booleans()) else data


@every_target
@given(data=st.data())
def test_an_input_with_slips_finds_no_fault(name, data):
    inputs = SEEDS.get(name, INPUTS[name])
    targets.TARGETS[name](
        data.draw(broken(inputs) | st.binary(max_size=400) | st.text(max_size=99).map(str.encode))
    )


def test_what_is_kept_is_small_and_nothing_stands_there_twice():
    inputs = [data for some in INPUTS.values() for data in some]

    assert len(set(inputs)) == len(inputs) < 200
    assert max(map(len, inputs)) < 5_000
    assert {path.name for path in (HERE / "corpus").iterdir()} == set(NAMES) == set(targets.TARGETS)


def without_the_last(infer_again):
    """An engine that forgets a rule."""

    def wrong(*asked):
        found = infer_again(*asked)
        last = {max(found.possible, default="")}
        return found._replace(certain=found.certain - last, possible=found.possible - last)

    return wrong


def deaf(_):
    return lambda *_: Urgent()


# For each target a slip in the engine, as the place where it is, and what stands there instead.
WRONG = [
    ("rules", reference, "infer_again", without_the_last),
    ("cases", reference, "infer_again", without_the_last),
    ("features", reference, "infer_again", without_the_last),
    ("cases", targets, "urgent", deaf),
    (
        "orders",
        orders,
        "_ordered_rule",
        lambda right: lambda *asked: evolve(right(*asked), kind="allowed"),
    ),
    ("statements", english, "_LETTERS", lambda _: re.compile(r"[^\W_]+")),
    ("statements", told, "cut", lambda _: lambda text: [text[:400]]),
    ("requests", serve._Handler, "_is_ours", lambda _: lambda _: True),
    (
        "requests",
        serve._Handler,
        "translate_path",
        lambda _: lambda self, path: f"{self.directory}{path}",
    ),
]


@needs_durable
@pytest.mark.parametrize(
    ("name", "place", "what", "wrong"), WRONG, ids=[f"{n}: {what}" for n, _, what, _ in WRONG]
)
def test_what_is_kept_finds_a_slip_in_the_engine(monkeypatch, name, place, what, wrong):
    monkeypatch.setattr(place, what, wrong(getattr(place, what)))
    english.words_of.cache_clear()

    def has_a_fault(data):
        try:
            targets.TARGETS[name](data)
        except AssertionError:
            return True
        return False

    try:
        assert any(map(has_a_fault, INPUTS[name]))
    finally:
        english.words_of.cache_clear()


@pytest.mark.parametrize("text", ["", "a\nb", "\x1b[2J", "a\u202eb", "\ud800"])
def test_harmless_text_keeps_its_length_and_has_nothing_strange(text):
    shown = harmless(text)

    assert len(shown) == len(text)
    assert not STRANGE.search(shown)
    assert harmless(shown) == shown
