"""Every bad rule file says what is wrong, where, and how to write it; its good twin says nothing."""

import os
import shutil
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from recovery_guidance.check import check
from recovery_guidance.library import DEFAULT_PROTOCOL, open_protocol, shipped
from recovery_guidance.model.problem import ProblemsFound
from recovery_guidance.model.protocol import Protocol
from recovery_guidance.reading.load import load, load_texts
from recovery_guidance.telling.lines import problem_lines, problems_as_text
from recovery_guidance.verbs.command import main

FILES = Path(__file__).parent / "rule_files"
BASE = {path.name: path.read_text("utf-8") for path in sorted((FILES / "base").glob("*.yaml"))}
BAD = sorted(path.stem for path in (FILES / "bad").glob("*.yaml"))
GOOD = sorted(path.stem for path in (FILES / "good").glob("*.yaml"))
MILESTONE = "milestones:\n  ready:\n    when all:\n      - {}\n    source: R05\n"


def place_of(name):
    """Files that speak of the protocol as a whole stand in its place."""
    return "protocol.yaml" if name.startswith("protocol") else f"{name}.yaml"


def problems_in(texts):
    """What is printed about these files beside the base; nothing but ProblemsFound comes out."""
    try:
        found = check(load_texts(BASE | texts, closely=True))
    except ProblemsFound as raised:
        found = raised.problems
    return ProblemsFound(found).problems


def printed(problems):
    return [line.text for problem in problems for line in problem_lines(problem)]


def test_the_base_alone_has_no_problem():
    assert printed(problems_in({})) == []


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_says_exactly_what_its_first_comment_says(name):
    text = (FILES / "bad" / f"{name}.yaml").read_text("utf-8")
    header, _, _ = text.partition("\n\n")

    found = printed(problems_in({place_of(name): text}))

    assert "\n".join(f"# {line}".rstrip() for line in found) == header


@pytest.mark.parametrize("seed", ["several", "seventeen-items"])
def test_the_order_of_files_does_not_change_what_is_said(seed):
    texts = BASE | {"a.yaml": (FILES / "bad" / f"{seed}.yaml").read_text("utf-8")}

    def said(names):
        try:
            return check(load_texts({name: texts[name] for name in names}))
        except ProblemsFound as found:
            return list(found.problems)

    assert said(sorted(texts)) == said(sorted(texts, reverse=True))


@pytest.mark.parametrize("name", GOOD)
def test_its_good_twin_has_no_problem(name):
    text = (FILES / "good" / f"{name}.yaml").read_text("utf-8")

    assert printed(problems_in({place_of(name): text})) == []


def test_every_bad_file_has_a_good_twin():
    assert BAD == GOOD
    assert len(BAD) > 100


@pytest.mark.parametrize("name", BAD)
def test_a_problem_points_at_words_that_stand_there(name):
    text = (FILES / "bad" / f"{name}.yaml").read_text("utf-8")
    lines = text.split("\n")

    for problem in problems_in({place_of(name): text}):
        at = problem.position
        if at is not None and at.file == f"rules/{place_of(name)}":
            assert 0 < at.column <= len(lines[at.line - 1]) + 1
            assert at.excerpt in ("", lines[at.line - 1])


@pytest.mark.parametrize("name", BAD)
def test_a_sentence_is_lower_case_without_a_full_stop(name):
    text = (FILES / "bad" / f"{name}.yaml").read_text("utf-8")

    for problem in problems_in({place_of(name): text}):
        assert problem.help
        for sentence in (problem.message, problem.why, problem.help):
            assert not sentence.endswith(".")
            assert sentence[:1] in ("`", "") or not sentence.split()[0].istitle()
            for word in ("None", "dict", "str", "NoneType", "object", "parse", "token"):
                assert word not in sentence.split()


def test_problems_of_several_files_are_told_together_sorted_by_place():
    texts = {
        "b.yaml": MILESTONE.format("leg pian is 0/10"),
        "a.yaml": "milestones:\n  a:\n    when all:\n      - leg pain is 0\n    source: R99\n",
    }

    found = problems_in(texts)

    assert [str(problem.position) for problem in found] == [
        "rules/a.yaml:4:21",
        "rules/a.yaml:5:13",
        "rules/b.yaml:4:9",
    ]


def test_a_name_from_a_file_that_cannot_be_read_is_not_called_unknown():
    texts = {
        "items.yaml": "items:\n  leg pain: [\n",
        "a.yaml": MILESTONE.format("leg pain is 0/10"),
    }

    assert [problem.code for problem in problems_in(texts)] == ["E005"]


def test_what_is_said_about_an_item_of_an_unknown_type_is_not_judged():
    item = "items:\n  mood:\n    question: How?\n    type: smiley\n    worse: lower\n"
    texts = {"items.yaml": BASE["items.yaml"] + item.partition("\n")[2]}
    texts["a.yaml"] = MILESTONE.format("mood at least 3")

    assert printed(problems_in(texts))[0].endswith("`smiley` is not a type [E119]")
    assert len(problems_in(texts)) == 1


def test_without_protocol_yaml_nothing_is_loaded():
    texts = {name: text for name, text in BASE.items() if name != "protocol.yaml"}

    with pytest.raises(ProblemsFound) as raised:
        load_texts(texts)

    assert printed(raised.value.problems) == [
        "`rules` has no protocol.yaml [E001]",
        "  help: write it first; it names the protocol and its status",
    ]


GENERATED = {
    "empty": (b"", "1:1: this file is empty [E004]"),
    "only a byte order mark": (b"\xef\xbb\xbf", "1:1: this file is empty [E004]"),
    "only spaces": (b"  \n\n  \n", "1:1: this file is empty [E004]"),
    "only a text": (
        b"nothing yet",
        "1:1: a rule file is written as named entries, and this is text [E011]",
    ),
    "a list": (
        b"- a\n- b\n",
        "1:1: a rule file is written as named entries, and this is a list [E011]",
    ),
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "1:1: this is not a text file [E003]"),
    "one NUL": (b"advice:\0\n", "1:1: this is not a text file [E003]"),
    "UTF-16": ("advice: {}\n".encode("utf-16"), "1:1: this is text in UTF-16 [E003]"),
    "a sign of another encoding": (
        "advice: {}\n# 37 °C\n".encode("latin-1"),
        "2:6: this sign is not written in UTF-8 [E003]",
    ),
    "an escape sequence": (
        b"advice: {}\n# \x1b[31mred\n",
        "2:3: a sign that cannot be seen stands here: control character, U+001B [E012]",
    ),
    "line ends of an old computer": (
        b"advice: {}\rlimits: {}\r",
        "1:11: a sign that cannot be seen stands here: control character, U+000D [E012]",
    ),
    "fifty megabytes": (
        b"# " + b"x" * 50 * 1024 * 1024,
        "1:1: this file is too long: a rule file or case has at most 1,048,576 bytes [E002]",
    ),
    "many entries": (
        b"".join(b"a%d:\n" % n for n in range(30_000)),
        "1:1: this file is too long: a rule file or case has at most 20,000 entries [E002]",
    ),
    "lists in lists": (b"advice: " + b"[" * 900, "1:20: this is nested too deeply [E007]"),
    "dashes in dashes": (b"- " * 100_000, "1:25: this is nested too deeply [E007]"),
    "groups in groups": (b"{a: " * 100_000, "1:49: this is nested too deeply [E007]"),
    "a billion laughs": (
        b"a: &a [ha, ha]\n"
        + b"".join(b"%c: &%c [*%c, *%c]\n" % (n + 1, n + 1, n, n) for n in range(97, 122)),
        "1:4: names with `&` and `*` are not used here [E009]",
    ),
    "a tag that builds an object": (
        b"advice: !!python/object/apply:os.system [date]\n",
        "1:9: words with `!` are not used here [E009]",
    ),
    "a name that is a list": (b"? [a, b]\n: c\n", "1:3: a name has to be text here [E011]"),
    "a directive": (
        b"%YAML 9\n---\nadvice: {}\n",
        "1:8: a line that begins with `%` is not used here [E005]",
    ),
    "a number of a million digits": (
        MILESTONE.format("week at least " + "9" * 300).encode(),
        f"4:23: `{'9' * 80}…` is not a number [E108]",
    ),
    "a line of many letters": (
        MILESTONE.format("leg pain " * 50 + "is 0/10").encode(),
        "4:9: this line has 457 letters; a condition has at most 400 [E101]",
    ),
    "a week of many digits": (
        b"limits:\n  lifting:\n    unit: kg\n    by week:\n      from "
        + b"9" * 5000
        + b":\n        all: 5 lb\n        source: P01\n",
        "5:1: this name is too long [E005]",
    ),
    "a week of some digits": (
        b"limits:\n  lifting:\n    unit: kg\n    by week:\n      from "
        + b"9" * 500
        + b":\n        all: 5 lb\n        source: P01\n",
        f"5:7: `from {'9' * 75}…` is not a span of weeks [E011]",
    ),
}


@pytest.mark.parametrize("name", GENERATED)
def test_a_file_that_no_editor_would_write_is_refused_at_once(name, tmp_path):
    data, first = GENERATED[name]
    for file, text in BASE.items():
        (tmp_path / file).write_text(text, "utf-8")
    (tmp_path / "odd.yaml").write_bytes(data)

    begun = time.monotonic()
    with pytest.raises(ProblemsFound) as raised:
        load(tmp_path, "rules")

    assert f"rules/odd.yaml:{first}" in printed(raised.value.problems)
    assert time.monotonic() - begun < 5


def test_lists_without_end_are_refused_at_once_wherever_the_parser_stops_looking(tmp_path):
    for file, text in BASE.items():
        (tmp_path / file).write_text(text, "utf-8")
    (tmp_path / "odd.yaml").write_bytes(b"advice: " + b"[" * 100_000)

    begun = time.monotonic()
    with pytest.raises(ProblemsFound) as raised:
        load(tmp_path, "rules")

    told = [line for line in printed(raised.value.problems) if line.startswith("rules/odd.yaml")]
    assert [line.partition(": ")[2] for line in told] == ["this is nested too deeply [E007]"]
    assert time.monotonic() - begun < 5


def test_marks_of_another_computer_do_not_matter():
    text = MILESTONE.format("leg pain is 0/10").replace("\n", "\r\n")

    loaded = load_texts(BASE | {"a.yaml": b"\xef\xbb\xbf" + text.encode()})

    assert loaded.sha256 == load_texts(BASE | {"a.yaml": text.replace("\r", "")}).sha256


def test_a_long_line_is_cut_around_the_slip():
    text = f"advice:\n  rugs: {{patient: {'up ' * 100}, about: rugs, source: P01}}\n"

    shown = printed(problems_in({"a.yaml": text}))

    assert all(len(line) < 120 for line in shown)
    assert shown[1].startswith(" 2 | …")
    assert shown[1][shown[2].index("^") :].startswith("rugs")


def test_carets_stand_under_wide_letters():
    text = 'advice:\n  rugs: {patient: "膝を曲げる", about: knee, source: P01}\n'

    shown = printed(problems_in({"a.yaml": text}))

    wide = shown[1].index("膝")
    assert shown[2].index("^") == shown[1].index("knee") + 5
    assert wide < shown[1].index("knee")


def test_many_problems_are_counted_and_not_all_shown():
    text = "advice:\n" + "".join(f"  a{n}:\n    source: P01\n" for n in range(120))

    shown = problems_as_text(problems_in({"a.yaml": text}))

    assert shown[-1].text == "240 problems, of which 140 are not shown; nothing was answered."


def test_thousands_of_unknown_names_do_not_take_long():
    item = "  sign number {}:\n    question: Is it there?\n    type: yes or no\n    worse: yes\n"
    items = "items:\n" + "".join(item.format(n) for n in range(1500))
    conditions = "".join(f"      - sign nmber {n} is no\n" for n in range(5000))
    text = f"milestones:\n  ready:\n    when all:\n{conditions}    source: R05\n"

    begun = time.monotonic()
    found = problems_in({"a.yaml": text, "b.yaml": items})

    assert len(found) == 5000
    assert found[0].help == "did you mean `sign number 0`?"
    assert time.monotonic() - begun < 20


FOLDER = (
    "`rules/{}` would not be read: it is a folder, and rule files stand beside protocol.yaml [E001]"
)
FILE = "`rules/{}` would not be read: rule files end in .yaml [E001]"
OUT = "  help: move {} out of `rules`"
PASSED_OVER = {
    "lifting.yml": (FILE, "  help: name it lifting.yaml"),
    "lifting.YAML": (FILE, "  help: name it lifting.yaml"),
    "red-flags.yaml.txt": (FILE, "  help: name it red-flags.yaml"),
    "red-flags.yml.txt": (FILE, "  help: name it red-flags.yaml"),
    "red-flags.yaml.old": (FILE, OUT.format("it")),
    "red-flags.txt": (FILE, OUT.format("it") + ", or name it red-flags.yaml"),
    "red-flags": (FILE, OUT.format("it") + ", or name it red-flags.yaml"),
    "red-flags.yaml~": (FILE, OUT.format("it")),
    "red-flags.yaml.md": (FILE, OUT.format("it")),
    "urgent/red-flags.yaml": (FOLDER, "  help: move the rule files in it into `rules`, and the rest out of it"),
    "notes.md/red-flags.yaml": (FOLDER, "  help: move the rule files in it into `rules`, and the rest out of it"),
}  # fmt: skip


@pytest.mark.parametrize("place", PASSED_OVER)
def test_nothing_in_the_folder_is_passed_over_in_silence(place, tmp_path):
    for file, text in BASE.items():
        (tmp_path / file).write_text(text, "utf-8")
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text("limits: {}\n", "utf-8")
    message, write = PASSED_OVER[place]

    with pytest.raises(ProblemsFound) as raised:
        load(tmp_path, "rules")

    assert printed(raised.value.problems) == [message.format(place.split("/")[0]), write]


def test_hidden_files_and_pages_for_people_stand_beside_rules(tmp_path):
    for file, text in BASE.items():
        (tmp_path / file).write_text(text, "utf-8")
    (tmp_path / ".notes").mkdir()
    (tmp_path / ".red-flags.yaml.swp").write_text("being edited", "utf-8")
    (tmp_path / "README.md").write_text("who wrote these rules", "utf-8")

    assert load(tmp_path, "rules").sha256 == load_texts(BASE).sha256


@pytest.mark.parametrize("moved", ["urgent/red-flags.yaml", "red-flags.yaml.txt", "red-flags"])
def test_a_warning_that_is_moved_away_stops_every_answer_also_from_the_cache(moved, tmp_path):
    folder = tmp_path / "rules"
    shutil.copytree(shipped("rules") / DEFAULT_PROTOCOL, folder)
    open_protocol(str(folder))
    assert open_protocol(str(folder)).name == DEFAULT_PROTOCOL  # from the cache
    (folder / moved).parent.mkdir(exist_ok=True)
    shutil.copy(folder / "red-flags.yaml", folder / moved)  # beside it: the rules are the same
    asked = ["--protocol", str(folder), "--week", "6", "-f", "saddle numbness"]

    for command in (["allowed", *asked], ["check", str(folder)]):
        ran = CliRunner().invoke(main, command)

        assert ran.exit_code == 3
        assert "would not be read" in ran.stdout + ran.stderr


def test_a_rule_file_that_is_a_folder_is_told(tmp_path):
    (tmp_path / "protocol.yaml").mkdir()

    with pytest.raises(ProblemsFound) as raised:
        load(tmp_path, "rules")

    assert printed(raised.value.problems)[0] == (
        "`rules/protocol.yaml` cannot be opened: it is a folder [E001]"
    )


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="everyone may read everything")
def test_a_rule_file_that_may_not_be_read_is_told(tmp_path):
    (tmp_path / "protocol.yaml").write_text(BASE["protocol.yaml"], "utf-8")
    (tmp_path / "protocol.yaml").chmod(0)

    with pytest.raises(ProblemsFound, match="it cannot be read"):
        load(tmp_path, "rules")


@pytest.mark.parametrize("name", ["several", "seventeen-items", "contradiction"])
def test_the_command_line_ends_with_3_and_answers_nothing(name, tmp_path):
    for file, text in BASE.items():
        (tmp_path / file).write_text(text, "utf-8")
    bad = (FILES / "bad" / f"{name}.yaml").read_text("utf-8")
    (tmp_path / f"{name}.yaml").write_text(bad, "utf-8")

    ran = CliRunner().invoke(main, ["allowed", "--week", "6", "--protocol", str(tmp_path)])

    assert ran.exit_code == 3
    assert ran.stdout == ""
    assert str(tmp_path / f"{name}.yaml") in ran.stderr
    assert "nothing was answered.\n" in ran.stderr
    assert "Get help at once" in ran.stderr


def test_every_rule_file_that_is_shipped_has_no_problem():
    shipped = Path(__file__).parent.parent / "rules"

    for folder in sorted(path.parent for path in shipped.glob("*/protocol.yaml")):
        protocol = load(folder)
        assert isinstance(protocol, Protocol)
        assert printed(check(protocol)) == []


def test_a_claim_on_a_finding_that_has_no_values_yet_is_told_beside_the_finding():
    texts = {
        "a.yaml": "findings:\n  drop:\n    source: P01\n" + MILESTONE.format("drop is present"),
    }

    assert [problem.code for problem in problems_in(texts)] == ["E022", "E105"]
