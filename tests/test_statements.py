"""A statement is read in one way, whether a parser was needed for it or not."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recovery_guidance.model.problem import Slip
from recovery_guidance.reading import grammar

GRAMMAR = Path(grammar.__file__).with_name("grammar.lark").read_text(encoding="utf-8")
# Every word that the grammar knows, signs, plain words and what is near them.
KNOWN = re.findall(r"[a-z]+", " ".join(re.findall(r"^_.*?/(.*)/", GRAMMAR, re.MULTILINE)))
WORDS = [
    *KNOWN,
    "leg",
    "pain",
    "2/10",
    "5",
    "10:30",
    "kg",
    "none",
    "and",
    "°C",
    "\u00a0",
    "Is",
    "noon",
]
GAPS = [" ", "  ", "\t", "", ":", ": ", " : ", "=", " = ", " is ", " are ", ",", "<", ">="]


@st.composite
def texts(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.sampled_from(WORDS), max_size=6))
    return "".join(word + draw(st.sampled_from(GAPS)) for word in words)


def read(text: str, reader) -> object:
    try:
        return reader(text)
    except Slip as slip:
        return slip.code, slip.message, slip.help, slip.start, slip.length


@given(texts() | st.text(max_size=30))
@example("leg pain is is 2")
@example("leg pain: 2/10")
@example("opioids no better than 3 weeks ago")
@example("leg pain for 3 days")
@example("pain=is 3")
@example("is 3")
@example(" leg pain  2/10 ")
def test_a_plain_statement_is_read_as_the_grammar_reads_it(text: str):
    def by_grammar(text: str) -> object:
        grammar._check(text, "statement")
        return grammar._phrase(grammar._parse(text, "statement"), text, "statement")

    def by_either(text: str) -> object:
        return grammar.read_phrase.__wrapped__(text, "statement")

    assert read(text, by_either) == read(text, by_grammar)


@pytest.mark.parametrize(
    "text", ["leg pain 2/10", "opioids: no", "saddle numbness", "lift is 5 kg"]
)
def test_what_patients_write_needs_no_parser(text: str):
    assert grammar._plain_statement(text) is not None
