"""Whatever stands in a rule file, a case or an option: an answer or problems come out, and soon."""

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from recovery_guidance.cases.casefile import read_case
from recovery_guidance.check import check
from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.model.case import Case
from recovery_guidance.model.problem import STRANGE, ProblemsFound
from recovery_guidance.model.protocol import Protocol
from recovery_guidance.reading.load import load_texts
from recovery_guidance.reading.told import read_told
from recovery_guidance.telling.lines import harmless, problems_as_text

FILES = Path(__file__).parent / "rule_files"
BASE = {path.name: path.read_bytes() for path in sorted((FILES / "base").glob("*.yaml"))}
FOLDERS = ("good", "bad")
SEEDS = [
    path.read_bytes() for folder in FOLDERS for path in sorted((FILES / folder).glob("*.yaml"))
]
CASES = Path(__file__).parent / "case_files"
CASE_SEEDS = [
    path.read_bytes() for folder in FOLDERS for path in sorted((CASES / folder).glob("*.yaml"))
]
EXAMPLE = load_texts({path.name: path.read_bytes() for path in (CASES / "example").glob("*.yaml")})
LONGEST = 5.0

bounded = settings(
    max_examples=250,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)

# What slips into a file: signs with a meaning in YAML or in a condition, words, numbers, odd bytes.
PIECES = [
    *(b":", b": ", b"- ", b"\n", b"\n\n", b"  ", b"\t", b"#", b" #", b"'", b'"', b"[", b"]", b"{"),
    *(b"}", b",", b"&a ", b"*a", b"!!str ", b"? ", b"> ", b"| ", b"---\n", b"%", b"@", b"`", b"\\"),
    *(b"all:", b"any:", b"when all:", b"otherwise", b"is", b"is not", b"is known", b"at least"),
    *(b"between", b"and", b"not reached", b"none", b"none found", b"yes", b"no", b"week", b"day"),
    *(b"0", b"-1", b"012", b"1e9", b"nan", b"9" * 40, b"4/5", b"4/10", b"1:30", b"1,5", b"5 lb"),
    *(
        b"\0",
        b"\r",
        b"\x1b[31m",
        b"\xff",
        b"\xc2\xa0",
        b"\xe2\x80\xae",
        b"\xef\xbb\xbf",
        b"\xc2\x85",
    ),
    *("膝".encode(), "≤".encode(), "½".encode(), "٣".encode(), b"a" * 2000),
]


@st.composite
def mutated(draw, seeds):
    """A file with a few slips in it: pieces put in, cut out, doubled, or lines changed about."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 30))
        middle = data[start : start + length]
        piece = draw(st.sampled_from(PIECES))
        changed = draw(
            st.sampled_from([piece, piece + middle, b"", middle * 2, middle[::-1], middle.upper()])
        )
        data = data[:start] + changed + data[start + length :]
        if draw(st.booleans()):
            lines = data.split(b"\n")
            first, second = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
            lines[first], lines[second] = lines[second], lines[first]
            data = b"\n".join(lines)
    return data


def outcome(texts):
    """A protocol, or problems that can be printed; the time it took is bounded."""
    begun = time.monotonic()
    try:
        loaded = load_texts(texts)
        assert isinstance(loaded, Protocol)
        problems = check(loaded)
    except ProblemsFound as found:
        loaded, problems = None, found.problems
        assert problems
    for line in problems_as_text(problems):
        assert "\n" not in line.text
        assert not STRANGE.search(line.text)
    for problem in problems:
        assert problem.message
        if problem.position is not None:
            assert problem.position.line > 0
            assert problem.position.column > 0
    assert time.monotonic() - begun < LONGEST
    return None if problems else loaded


def engines():
    """The reference evaluator, and what would answer here."""
    return ["reference", "auto"]


@bounded
@given(mutated(SEEDS))
def test_a_rule_file_with_slips_is_read_or_refused(data):
    if loaded := outcome(BASE | {"a.yaml": data}):
        answers = [evaluate(loaded, Case(42), engine) for engine in engines()]
        assert all(answer.activities == answers[0].activities for answer in answers)


@bounded
@given(st.sampled_from(sorted(BASE)), st.data())
def test_items_sources_and_head_with_slips_are_read_or_refused(name, data):
    rest = st.sampled_from(SEEDS)
    outcome(BASE | {name: data.draw(mutated([BASE[name]])), "a.yaml": data.draw(rest)})


@bounded
@given(st.binary(max_size=400))
@example(b"\xef\xbb\xbf")
@example(b"a: *b")
def test_any_bytes_are_read_or_refused(data):
    outcome(BASE | {"a.yaml": data})


@bounded
@given(st.text(max_size=400))
@example("\ud800")
@example("\u2028a:\u2029- b")
def test_any_text_is_read_or_refused(text):
    outcome(BASE | {"a.yaml": text})


WORDS = st.sampled_from(
    [
        *(
            "leg pain",
            "ankle dorsiflexion",
            "foot drop",
            "operated side",
            "walking tolerance",
            "day",
        ),
        *("week", "at least", "at most", "more than", "less than", "is", "is not", "is known", "="),
        *("is one of", "between", "and", "not", "no", "yes", "left", "2/10", "4/5", "5", "30 min"),
        *(
            "1:30",
            "1e3",
            ",",
            ":",
            "<=",
            ">",
            "≤",
            "==",
            "-1",
            "012",
            "nan",
            "½",
            "x",
            "膝",
            "\x1b",
        ),
    ]
)


@bounded
@given(st.lists(WORDS, max_size=8).map(" ".join) | st.text(max_size=60))
def test_any_line_is_a_condition_or_refused(line):
    quoted = line.replace("'", "''")
    text = f"milestones:\n  m:\n    when all:\n      - '{quoted}'\n    source: R05\n"

    outcome(BASE | {"a.yaml": text})


@bounded
@given(st.lists(WORDS, max_size=6).map(" ".join) | st.text(max_size=60))
def test_any_line_is_a_statement_or_refused(line):
    problems = []
    try:
        for told in read_told([line], EXAMPLE):
            item = EXAMPLE.vocabulary.items[told.item]
            assert told.value is None or item.least <= told.value <= item.most
    except ProblemsFound as found:
        problems = found.problems

    assert len(problems) < 2


@bounded
@given(mutated(CASE_SEEDS))
def test_a_case_file_with_slips_is_read_or_refused(tmp_path, data):
    (tmp_path / "me.yaml").write_bytes(data)

    problems = []
    try:
        case = read_case(tmp_path / "me.yaml", "me.yaml", EXAMPLE, date(2026, 7, 13))
        assert evaluate(EXAMPLE, case).protocol is EXAMPLE
    except ProblemsFound as found:
        problems = found.problems

    assert not any(STRANGE.search(line.text) for line in problems_as_text(problems))


@bounded
@given(st.text())
def test_harmless_text_keeps_its_length_and_has_nothing_strange(text):
    shown = harmless(text)

    assert len(shown) == len(text)
    assert not STRANGE.search(shown)
    assert harmless(shown) == shown


@pytest.mark.parametrize("seed", ["several", "seventeen-items"])
def test_the_order_of_files_does_not_change_what_is_said(seed):
    texts = BASE | {"a.yaml": (FILES / "bad" / f"{seed}.yaml").read_bytes()}

    def said(names):
        try:
            return check(load_texts({name: texts[name] for name in names}))
        except ProblemsFound as found:
            return list(found.problems)

    assert said(sorted(texts)) == said(sorted(texts, reverse=True))
