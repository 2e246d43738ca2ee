"""`recovery fmt`: one layout, which says the same as before and keeps every comment."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from recovery_guidance.authoring.layout import layout, meaning
from recovery_guidance.library import shipped
from recovery_guidance.model.problem import ProblemsFound
from recovery_guidance.reading.load import load_texts
from recovery_guidance.reading.tree import read_text
from recovery_guidance.verbs.command import main
from tests.protocols import TEXTS

RULES = sorted(shipped("rules").glob("*/*.yaml"))

UGLY = """\
# what this is about
activities:   # the activities
    running:
          title:   'Running'
          allowed when all:
          - "week at least 10"    # ten
          # nobody said less
          - any:
             - leg pain is 0/10
             - {all: [opioids is no, wound trouble is no]}


          # the last word on running
          patient: >
            Start short,
            every other day.
          source: "P01, P02"
limits: {}
"""

NEAT = """\
# what this is about
activities:  # the activities
  running:
    title: Running
    allowed when all:
      - week at least 10  # ten
      # nobody said less
      - any:
          - leg pain is 0/10
          - all:
              - opioids is no
              - wound trouble is no

    # the last word on running
    patient: Start short, every other day.
    source: P01, P02

limits: {}
"""


def laid_out(text):
    return layout(text.encode(), "some.yaml")


def test_an_ugly_file_is_laid_out():
    assert laid_out(UGLY) == NEAT


def test_a_file_that_is_laid_out_stays_as_it_is():
    assert laid_out(NEAT) == NEAT


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_our_own_rule_files_are_laid_out(path):
    assert layout(path.read_bytes(), path.name).encode() == path.read_bytes()


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("a: 'it''s'", "a: it's"),
        ('a: "%"', 'a: "%"'),
        ('a: "x: y"', 'a: "x: y"'),
        ('a: "x #y"', 'a: "x #y"'),
        ("a: '10'", "a: 10"),
        ('a: "- b"', 'a: "- b"'),
        ('a: "back\\\\slash: \\"quoted\\""', 'a: "back\\\\slash: \\"quoted\\""'),
        ("a: |\n  one\n  two", "a: one two"),
        ("a:", "a:"),
        ("a: []", "a: []"),
        ("a:\n- b\n-   - c\n    - d", "a:\n  - b\n  - - c\n    - d"),
        ("---\na: b", "a: b"),
        ("a: b\r\nc: d", "a: b\nc: d"),
        ("\ufeffa: b", "a: b"),
        ("? a\n: b", "a: b"),
    ],
)
def test_one_way_to_write_it(was, now):
    assert laid_out(was) == f"{now}\n"


def test_what_cannot_be_read_is_left_alone_and_said():
    with pytest.raises(ProblemsFound, match="a tab cannot indent a line"):
        laid_out("a:\n\tb: c")


# Texts with signs that mean something to YAML, and names as people give them.
texts = st.text("ab0 -:#,'\"[]{}&*!|>%@`?/\\=é", min_size=1, max_size=12).filter(str.strip)
names = st.text("abc 1-%", min_size=1, max_size=6).map(str.strip).filter(bool)
trees = st.recursive(
    texts,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4)
        | st.dictionaries(names, inner, min_size=1, max_size=4)
    ),
    max_leaves=12,
)
files = st.dictionaries(names, trees, min_size=1, max_size=4)


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


@st.composite
def written(draw, tree, indent=0):
    """A tree as an author might write it: any indents, empty lines and comments."""
    step = draw(st.integers(1, 4))
    pairs = tree.items() if isinstance(tree, dict) else [(None, part) for part in tree]
    lines = []
    for name, value in pairs:
        lines += [""] * draw(st.integers(0, 2))
        for _ in range(draw(st.integers(0, 1))):
            lines.append(" " * draw(st.integers(0, 8)) + f"# remark {draw(st.integers(0, 99))}")
        head = "-" if name is None else f"{quoted(name)}:"
        if isinstance(value, str):
            behind = draw(st.sampled_from(["", "  # behind", "   #  far"]))
            lines.append(f"{' ' * indent}{head} {quoted(value)}{behind}")
        else:
            behind = draw(st.sampled_from(["", " # above"]))
            lines.append(f"{' ' * indent}{head}{behind}")
            lines += draw(written(value, indent + step))
    return lines


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_layout_says_the_same_afterwards_and_keeps_its_comments(data):
    tree = data.draw(files)
    text = "\n".join(data.draw(written(tree)))

    once = laid_out(text)

    assert meaning(read_text(once.encode(), "x", [])) == meaning(read_text(text.encode(), "x", []))
    assert comments(once) == comments(text)
    assert laid_out(once) == once


def comments(text):
    return sorted(
        re.findall(r"# remark \d+|# behind|#  far|# above", re.sub(r"'[^'\n]*'", "", text))
    )


def test_the_layout_never_changes_the_hash():
    before = load_texts(TEXTS)
    ugly = {
        name: re.sub(r"^( +)", r"\1\1", text, flags=re.M).replace("\n\n", "\n\n\n# a remark\n")
        for name, text in TEXTS.items()
    }
    after = {name: laid_out(text) for name, text in ugly.items()}

    assert ugly != TEXTS
    assert load_texts(ugly).sha256 == load_texts(after).sha256 == before.sha256


def run(*arguments):
    return CliRunner().invoke(main, ["fmt", *map(str, arguments)], catch_exceptions=False)


def test_fmt_lays_files_out_and_names_them(tmp_path):
    ugly, neat = tmp_path / "ugly.yaml", tmp_path / "neat.yaml"
    ugly.write_text(UGLY)
    neat.write_text(NEAT)

    result = run(tmp_path)

    assert result.exit_code == 0
    assert result.stdout == f"{ugly}\n"
    assert ugly.read_text() == neat.read_text() == NEAT


def test_check_only_says_what_it_would_do(tmp_path):
    (tmp_path / "ugly.yaml").write_text(UGLY)

    result = run("--check", tmp_path)

    assert result.exit_code == 3
    assert "ugly.yaml" in result.stdout
    assert (tmp_path / "ugly.yaml").read_text() == UGLY
    run(tmp_path)
    assert run("--check", tmp_path).exit_code == 0


def test_a_file_that_cannot_be_read_keeps_its_bytes_and_the_others_are_laid_out(tmp_path):
    (tmp_path / "bad.yaml").write_text("items:\n\tb: c\n")
    (tmp_path / "ugly.yaml").write_text(UGLY)

    result = run(tmp_path)

    assert result.exit_code == 3
    assert "a tab cannot indent a line" in result.stderr
    assert (tmp_path / "bad.yaml").read_text() == "items:\n\tb: c\n"
    assert (tmp_path / "ugly.yaml").read_text() == NEAT


def test_fmt_leaves_hidden_folders_and_folders_with_the_name_of_a_file_alone(tmp_path):
    """What other programs keep there is theirs."""
    crooked = "items:\n    a:\n        question: A?\n"
    for name in (".venv/port.yaml", "a/.git/x.yaml"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(crooked)
    (tmp_path / "folder.yaml").mkdir()

    ran = run(tmp_path)

    assert (ran.exit_code, ran.output) == (0, "")
    assert (tmp_path / ".venv/port.yaml").read_text() == crooked


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("compose.yaml", "compose.yaml is no rule file, overlay or case, and stays as it is\n"),
        (".", ""),
    ],
)
def test_fmt_leaves_the_yaml_of_other_programs_as_it_is(tmp_path, monkeypatch, named, told):
    monkeypatch.chdir(tmp_path)
    theirs = "version: '3'\nservices:\n    web:\n        image:   x\n"
    Path("compose.yaml").write_text(theirs)

    ran = run(named)

    assert (ran.exit_code, ran.stdout, ran.stderr) == (0, "", told)
    assert Path("compose.yaml").read_text() == theirs


def test_fmt_lays_out_every_file_of_a_protocol_whatever_stands_in_it(tmp_path):
    """Its head names the folder; a file with nothing but a slip in a section's name is its own too."""
    (tmp_path / "protocol.yaml").write_text("protocol: x\n")
    (tmp_path / "slip.yaml").write_text("itmes:\n    a:\n        question: A?\n")

    assert run(tmp_path).exit_code == 0
    assert (tmp_path / "slip.yaml").read_text() == "itmes:\n  a:\n    question: A?\n"
