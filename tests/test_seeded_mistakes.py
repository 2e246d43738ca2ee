"""Thirty mistakes of authors: the message stands at the slip itself, and its help, followed, mends it."""

import json
import re

import pytest
from attrs import frozen
from click.testing import CliRunner

from recovery_guidance.authoring.fixes import Edit, fix
from recovery_guidance.authoring.sign_off import with_signature
from recovery_guidance.cases.overlay import read_overlay
from recovery_guidance.check import check
from recovery_guidance.model.problem import ProblemsFound
from recovery_guidance.model.signature import hash_of
from recovery_guidance.reading.load import load_texts
from recovery_guidance.verbs.command import main
from tests.protocols import GIVES, TEXTS, small
from tests.test_overlays import LOOSER

HASH = hash_of({"a": "0"}, "nobody yet", "surgeon", "2026-06-01")
SIGNED = f"signed:\n  role: surgeon\n  on: 2026-06-01\n  hash: {HASH}\n  parts:\n    a: 0"
WHO = {"by": "the spine unit", "role": "surgeons", "on": "2026-06-01", "due": "2027-06-01"}


@frozen
class Mistake:
    """In one place of a good file: what stood there, what was written, and which part is the slip."""

    name: str
    was: str
    written: str
    slip: str
    code: str
    where: str = ""
    """The file that has the slip, where that is another one."""


MISTAKES = [
    Mistake("item misspelt", "- leg pain at most", "- leg pian at most", "leg pian", "E102"),
    Mistake("milestone misspelt", "- calm\n", "- clam\n", "clam", "E102"),
    Mistake("threshold misspelt", "least running from", "least runing from", "runing from", "E102"),
    Mistake("source misspelt", f"P01: {GIVES}\n\nlimits", f"p01: {GIVES}\n\nlimits", "p01", "E110"),
    Mistake("word misspelt", "urgency: emergency", "urgency: emergancy", "emergancy", "E119"),
    Mistake("entry misspelt", "        because: sweat", "        becuase: sweat", "becuase", "E021"),
    Mistake("section misspelt", "milestones:", "milestone:", "milestone", "E021"),
    Mistake("wrong scale", "at most 2/10", "at most 2/5", "2/5", "E103"),
    Mistake("scale left out", "at most 2/10", "at most 2", "2", "E103"),
    Mistake("two conditions in a line", "- leg pain at most 2/10\n      - opioids is no\n",
            "- leg pain at most 2/10 and opioids is no\n", "and", "E101"),
    Mistake("dash without a space", "- calm\n", "-calm\n", "-calm", "E005"),
    Mistake("colon without a space", "title: Running", "title:Running", "title:Running", "E005"),
    Mistake("no source named so", f"    source:\n      P01: {GIVES}\n\nlimits", "    source: expert opinion\n\nlimits",
            "expert opinion", "E110"),
    Mistake("all or any left out", "allowed when all:", "allowed when:", "allowed when", "E021"),
    Mistake("off the scale", "at most 2/10", "at most 12/10", "12/10", "E107"),
    Mistake("wrong unit", "all: 5 kg", "all: 5 km", "km", "E104"),
    Mistake("unit left out", "at least 30 min", "at least 30", "30", "E104"),
    Mistake("unit misspelt", "unit: weeks", "unit: weks", "weks", "E104"),
    Mistake("decimal comma", "typical: 20 kg", "typical: 20,5 kg", "20,5", "E108"),
    Mistake("number with a leading zero", "at least 30 min", "at least 030 min", "030", "E108"),
    Mistake("source left out", f"        because: sweat gets into it\n        source:\n          P01: {GIVES}\n",
            "        because: sweat gets into it\n", "open wound:", "E022"),
    Mistake("direction left out", "    stricter: higher\n", "", "running from:", "E022"),
    Mistake("worse side left out", "    type: scale 0 to 10\n    worse: higher\n", "    type: scale 0 to 10\n",
            "leg pain:", "E022"),
    Mistake("urgency left out", "    urgency: emergency\n", "", "saddle numbness:", "E022"),
    Mistake("urgency that is none", "urgency: emergency", "urgency: call within 24 hours",
            "call within 24 hours", "E119"),
    Mistake("type of an item left out", "    type: scale 0 to 10\n", "", "leg pain:", "E022"),
    Mistake("tab", "    title: Running\n", "\t\ttitle: Running\n", "\t\ttitle", "E006"),
    Mistake("colon in a text", "until: the wound is closed", "until: closed: the wound", ": the", "E005"),
    Mistake("indented too far", "    patient: Start short.", "     patient: Start short.",
            "patient", "E005"),
    Mistake("indented too little", "      - calm\n", "     - calm\n", "- calm", "E005"),
    Mistake("text goes on", "    title: Running\n", "    title: Running\n      on grass: slow\n",
            "on grass", "E005"),
    Mistake("invisible space", "- opioids is no", "- opioids is\u00a0no", "\u00a0", "E012"),
    Mistake("stale reference", "  walking tolerance:\n", "  walking time:\n",
            "walking tolerance", "E102", "running.yaml"),
    Mistake("contradictory rules", "      - walking tolerance at least 30 min\n",
            "      - walking tolerance at least 30 min\n      - walking tolerance less than 20 min\n",
            "walking tolerance less than 20 min", "E115"),
    Mistake("opens and closes", "- wound trouble is yes", "- calm", "calm", "E301"),
    Mistake("stances the wrong way", "liberal: 6\n", "liberal: 16\n", "16", "E112"),
    Mistake("gap in the table", "0 to 6:", "0 to 4:", "from 6", "E120"),
    Mistake("name twice", "    patient: Start short.\n",
            "    patient: Start short.\n    patient: Start slowly.\n", "patient: Start slowly", "E008"),
    Mistake("value of an item", "opioids is no\n", "opioids is none\n", "none", "E105"),
    Mistake("in use without a reviewer", "status: draft", "status: in use", "in use", "E022"),
    Mistake("reviewed by nobody", "status: draft", f"status: draft\nreviewer: nobody yet\n{SIGNED}",
            "nobody yet", "E302"),
]  # fmt: skip

# What a person does who follows a help line that leaves a choice, by the words it contains. Several
# edits are several ways that the line offers: one of them has to mend the file.
FOLLOWED = [
    (r"begin it in column (\d+), like line \d+, or in column (\d+)", lambda at, line, found: [
        Edit(at.line, 1, len(line) - len(line.lstrip()), " " * (int(column) - 1))
        for column in found.groups()]),
    (r"begin it in the same column", lambda at, line, _: [Edit(at.line, 1, len(line), "    note: slow")]),
    (r"leave one of them out", lambda at, line, _: [Edit(at.line, 1, len(line), "")]),
    (r"put both under one name", lambda at, line, _: [Edit(at.line, 1, len(line), "")]),
    (r"write the value that should close it", lambda at, *_: [
        Edit(at.line, at.column, at.length, "opioids is yes")]),
    (r"put the numbers in order", lambda at, *_: [Edit(at.line, at.column, at.length, "6")]),
    (r"add a row `(.*):`, with `all: none`", lambda at, _, found: [
        Edit(at.line, 1, 0, f"      {found[1]}:\n        all: none\n        source: none found\n")]),
    (r"write a (?:value|grade) from (\S+) to", lambda at, _, found: [Edit(at.line, at.column, at.length, found[1])]),
    (r"for example (\S+)", lambda at, _, found: [Edit(at.line, at.column, at.length, found[1])]),
    (r"write yes or no, (scale 0 to 10)", lambda at, line, found: [
        Edit(at.line, len(line) + 1, 0, f"\n    type: {found[1]}")]),
    (r"write each on a line of its own", lambda at, line, _: [
        Edit(at.line, at.column - 1, at.length + 1, "\n" + " " * (len(line) - len(line.lstrip())) + "-")]),
    (r"put a space behind the (?:dash|colon): (.*)", lambda at, line, found: [
        Edit(at.line, len(line) - len(line.lstrip()) + 1, len(line.strip()), found[1])]),
    (r"write source: (none found)", lambda at, _, found: [
        Edit(at.line, at.column, at.length, found[1])]),
    (r"write `([^`]+)`, or `([^`]+)` where", lambda at, _, found: [
        Edit(at.line, at.column, at.length, key) for key in found.groups()]),
    (r"write (\w+): and (`.*`)", lambda at, line, found: [
        Edit(at.line, len(line) + 1, 0, f"\n    {found[1]}: {word}")
        for word in re.findall("`([^`]+)`", found[2])]),
    (r"write (reviewer): and who", lambda at, *_: [Edit(at.line, 1, 0, "reviewer: the spine unit\n")]),
    (r"write review due: and a date such as (\S+)", lambda at, _, found: [
        Edit(at.line, 1, 0, f"review due: {found[1]}\n")]),
    (r"write follows: with (\w+: a reading of \w+)", lambda at, line, found: [
        Edit(at.line, len(line) + 1, 0, "\n{0}follows:\n{0}  {1}".format(
            " " * (len(line) - len(line.lstrip()) + 2), found[1]))]),
    (r"write (?:it in )?`([^`]+)`", lambda at, _, found: [Edit(at.line, at.column, at.length, found[1])]),
    (r"write signed: .*, or status: (draft)", lambda at, _, found: [
        Edit(at.line, at.column, at.length, found[1])]),
]  # fmt: skip


def problems(texts):
    try:
        return list(ProblemsFound(check(load_texts(texts))).problems)
    except ProblemsFound as found:
        return list(found.problems)


def seeded(mistake):
    """The files with the mistake, the one that has it, and where its slip stands: line and column."""
    (name,) = [name for name, text in TEXTS.items() if mistake.was in text]
    text = TEXTS[name]
    assert text.count(mistake.was) == 1, f"{mistake.was!r} stands there more than once"
    bad = text.replace(mistake.was, mistake.written)
    start = text.index(mistake.was)
    return TEXTS | {name: bad}, name, (bad, start)


def slip_at(mistake, bad, start):
    """Line and column of the slip, from 1: in what was written, in the entry that lacks it, or below."""
    if mistake.slip in bad[start : start + len(mistake.written)]:
        at = bad.index(mistake.slip, start)
    elif mistake.slip.endswith(":"):
        at = bad.rindex(mistake.slip, 0, start)
    else:
        at = bad.index(mistake.slip, start)
    return bad.count("\n", 0, at) + 1, at - (bad.rfind("\n", 0, at) + 1) + 1


def edited(text, edit):
    """A file's text with an edit."""
    lines = text.split("\n")
    line, start = lines[edit.line - 1], edit.column - 1
    lines[edit.line - 1] = line[:start] + edit.text + line[start + edit.length :]
    return "\n".join(lines)


def ways(problem, text):
    """The texts that somebody may have after doing what the help line says."""
    if problem.help.endswith("sign, with recovery sign-off"):
        return [with_signature(text.encode(), load_texts(TEXTS | {"protocol.yaml": text}), WHO)]
    edit = fix(problem)
    return [edited(text, one) for one in ([edit] if edit else chosen(problem, text))]


def chosen(problem, text):
    """The edits that a help line leaves to choose from."""
    at = problem.position
    line = text.split("\n")[at.line - 1]
    for words, do in FOLLOWED:
        if found := re.search(words, problem.help):
            return do(at, line, found)
    raise AssertionError(f"nobody could follow {problem.help!r}")


def mended(texts, steps=4):
    """Whether following one help line after the other, as they come, leads to files without a problem."""
    left = problems(texts)
    if not left:
        return True
    first = left[0]
    name = first.position.file.removeprefix("rules/")
    return steps > 0 and any(
        mended(texts | {name: text}, steps - 1) for text in ways(first, texts[name])
    )


def test_there_are_at_least_thirty_of_them():
    assert len({mistake.name for mistake in MISTAKES}) == len(MISTAKES) >= 30


def test_the_file_they_are_made_in_has_none():
    assert problems(TEXTS) == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_the_message_stands_at_the_slip_itself(mistake):
    texts, name, (bad, start) = seeded(mistake)
    if mistake.where:
        name, bad, start = mistake.where, texts[mistake.where], 0

    first = problems(texts)[0]

    assert (first.code, first.position.file) == (mistake.code, f"rules/{name}")
    assert (first.position.line, first.position.column) == slip_at(mistake, bad, start)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_its_help_followed_makes_the_file_pass(mistake):
    assert mended(seeded(mistake)[0])


def test_a_looser_overlay_is_told_at_its_entry_and_passes_with_what_the_help_asks_for(tmp_path):
    file = tmp_path / "unit.yaml"
    file.write_text(LOOSER)
    with pytest.raises(ProblemsFound) as found:
        read_overlay(file, "unit.yaml", small())
    (problem,) = found.value.problems
    assert (problem.position.line, problem.position.column) == (7, 10)

    asked = re.findall(
        r"([a-z ]+): ?(yes)?", problem.help.partition("add ")[2].replace(" and ", " ")
    )
    file.write_text(
        LOOSER + "".join(f"    {key.strip()}: {value or 'the unit'}\n" for key, value in asked)
    )

    assert [key.strip() for key, _ in asked] == ["loosens", "approved by", "because"]
    assert read_overlay(file, "unit.yaml", small()).orders[0].loosens


def test_editors_are_offered_the_same_edits(tmp_path):
    folder = tmp_path / "rules/small"
    folder.mkdir(parents=True)
    for name, text in TEXTS.items():
        (folder / name).write_text(text.replace("at most 2/10", "at most 2"), "utf-8")
    result = CliRunner().invoke(main, ["check", str(folder), "--format", "sarif"])
    (found,) = [r for r in json.loads(result.stdout)["runs"][0]["results"] if r["level"] == "error"]

    (change,) = found["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]
    edit = Edit(
        region["startLine"],
        region["startColumn"],
        region["endColumn"] - region["startColumn"],
        replacement["insertedContent"]["text"],
    )
    file = folder / "running.yaml"
    file.write_text(edited(file.read_text("utf-8"), edit), "utf-8")

    assert result.exit_code == 3
    assert CliRunner().invoke(main, ["check", str(folder)]).exit_code == 0
