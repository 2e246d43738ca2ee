"""Every code has a page, every page a code; its wrong example gives the code, and its right one does not."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from recovery_guidance.authoring.lint import lint, lint_orders
from recovery_guidance.cases.casefile import read_case
from recovery_guidance.cases.overlay import lint_overlay, read_overlay
from recovery_guidance.check import check
from recovery_guidance.model.case import parse_date
from recovery_guidance.model.problem import ProblemsFound
from recovery_guidance.reading.load import load, load_texts
from recovery_guidance.telling.lines import problem_lines

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "docs" / "errors"
EXAMPLE = ROOT / "tests" / "case_files" / "example"
TODAY = parse_date("2026-07-13")
BASE = {
    path.name: path.read_text("utf-8")
    for path in sorted((ROOT / "tests" / "rule_files" / "base").glob("*.yaml"))
}
THRESHOLD = """\
thresholds:
  running from:
    unit: weeks
    stricter: higher
    restrictive: 12
    typical: 10
    liberal: 6
    source: P01
"""
LATER = parse_date("2026-11-21")
CODE = re.compile(r'"([EW]\d{3})"')
HIDDEN = {"E205": "durable_rules_engine"}
USED = sorted(
    {
        code
        for path in (ROOT / "engine").rglob("*.py")
        for code in CODE.findall(path.read_text("utf-8"))
    }
)


def block(code, title):
    """The language and the lines of the example under a heading of a page."""
    page = (PAGES / f"{code}.md").read_text("utf-8")
    found = re.search(rf"^## {title}\n\n```(\w+)\n(.*?)^```$", page, re.M | re.S)
    assert found, f"{code}.md has no example under `{title}`"
    return found[1], found[2]


def said(code, title, folder):
    """What is printed about the example under a heading: all problems, but only this warning."""
    language, text = block(code, title)
    if language == "console":
        lines = typed(text, folder, HIDDEN.get(code, ""))
    elif code.startswith("E4"):
        lines = [line.text for one in unproven(code, title, text) for line in problem_lines(one)]
    else:
        found = problems_in(text, folder)
        kept = [one for one in found if one.code == code or one.code.startswith("E")]
        problems = ProblemsFound(kept).problems
        lines = [line.text for problem in problems for line in problem_lines(problem)]
    return "".join(f"{line}\n" for line in lines)


def problems_in(text, folder):
    """Problems and warnings about one file; its first line says what it is."""
    kind, _, _ = text.partition("\n")
    (folder / "me.yaml").write_text(text, "utf-8")
    try:
        if kind == "# a case file":
            read_case(folder / "me.yaml", "me.yaml", load(EXAMPLE), TODAY)
            return []
        if kind == "# an overlay":
            laid_under = load_texts(BASE | {"example.yaml": THRESHOLD})
            (folder / "me.yaml").rename(folder / "unit.yaml")
            overlay = read_overlay(folder / "unit.yaml", "unit.yaml", laid_under)
            return [*lint_overlay(overlay, laid_under, LATER), *lint_orders(overlay.orders)]
        name = {"# a rule file": "example.yaml", "# protocol.yaml": "protocol.yaml"}[kind]
        loaded = load_texts(BASE | {name: text}, closely=True)
        odd = lint(loaded, LATER)
        here = [one for one in odd if one.position and one.position.file == f"rules/{name}"]
        return [*check(loaded), *here]
    except ProblemsFound as raised:
        return raised.problems


def unproven(code, title, text):
    """What a proof of one rule file finds, of this code; or a comparison with the base."""
    from recovery_guidance.proof import prove
    from recovery_guidance.proof.compare import compare

    name = "items.yaml" if text.startswith("# items.yaml\n") else "example.yaml"
    try:
        loaded = load_texts(BASE | {name: text})
        if code == "E407":
            compare(load_texts(BASE), loaded, ("reference",))
            return []
        with pytest.MonkeyPatch.context() as changed:
            if (code, title) == (
                "E404",
                "Wrong",
            ):  # a mistake of the prover, which no file can make
                changed.setattr(prove, "witness", lambda *_: None)
            seconds = 0.0 if (code, title) == ("E403", "Wrong") else None
            found = prove.problems_of(prove.prove(loaded, seconds=seconds))
    except ProblemsFound as raised:
        found = raised.problems
    chosen = [one for one in found if one.code == code]
    return chosen[:1]


def typed(text, folder, hidden):
    """The lines about problems that are printed when these commands are typed in a folder."""
    settings = dict(os.environ)
    if hidden:
        missing = f"raise ModuleNotFoundError('', name='{hidden}')\n"
        (folder / f"{hidden}.py").write_text(missing, "utf-8")
        settings["PYTHONPATH"] = str(folder)
    commands = re.sub(r"^\$ ", "", text, flags=re.M)
    script = f'recovery() {{ "{sys.executable}" "{ROOT / "cli.py"}" "$@"; }}\n{commands}'
    ran = subprocess.run(
        ["bash", "-c", script],
        capture_output=True,
        check=False,
        cwd=folder,
        env=settings,
        timeout=120,
    )
    printed = (ran.stdout + ran.stderr).decode("utf-8")
    assert "Traceback" not in printed
    told = re.findall(r"^.*\[[EW]\d{3}\]\n(?: .*\n)*", printed, re.M)
    assert (ran.returncode == 0) == (told == []), printed
    return "".join(told).splitlines()


def test_every_code_has_a_page_and_every_page_a_code():
    assert sorted(path.stem for path in PAGES.glob("[EW]*.md")) == USED


def test_every_page_is_in_the_index():
    index = (PAGES / "README.md").read_text("utf-8")

    assert re.findall(r"^\| \[([EW]\d{3})\]\(([EW]\d{3})\.md\) \|", index, re.M) == [
        (code, code) for code in USED
    ]


@pytest.mark.skipif(os.name == "nt", reason="examples are typed in a shell")
@pytest.mark.parametrize("code", USED)
def test_the_wrong_example_gives_exactly_what_the_page_says(code, tmp_path):
    language, message = block(code, "What it says")

    assert language == "text"
    assert f"[{code}]\n" in message
    assert said(code, "Wrong", tmp_path) == message


@pytest.mark.skipif(os.name == "nt", reason="examples are typed in a shell")
@pytest.mark.parametrize("code", USED)
def test_the_right_example_has_no_problem(code, tmp_path):
    assert said(code, "Right", tmp_path) == ""


@pytest.mark.parametrize("code", USED)
def test_a_page_has_its_four_parts_in_order(code):
    page = (PAGES / f"{code}.md").read_text("utf-8")

    assert page.startswith(f"# {code}: ")
    assert re.findall(r"^## (.+)$", page, re.M) == [
        "What it says",
        "Why it matters",
        "Wrong",
        "Right",
    ]
