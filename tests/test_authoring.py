"""docs/authoring.md, from its empty folder to its last line: each command is run, each output compared."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from recovery_guidance.library import DEFAULT_PROTOCOL, open_protocol, shipped

ROOT = Path(__file__).parent.parent
TUTORIAL = ROOT / "docs" / "authoring.md"
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.M | re.S)
SKIPPED = "…"
"""A line that stands for any number of lines."""


def commands(text):
    """Each command of a block with the output that is shown under it."""
    for part in re.split(r"^\$ ", text, flags=re.M)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def run(command, folder):
    """What a command prints, in a folder, typed into a shell."""
    script = f'recovery() {{ "{sys.executable}" "{ROOT / "cli.py"}" "$@"; }}\n{command}'
    settings = {**os.environ, "COLUMNS": "100", "PYTHONUNBUFFERED": "1"}
    return subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=600,
    ).stdout


def agrees(shown, printed):
    """Whether an output is the one shown, where `…` stands for any lines."""
    lines = shown.splitlines(keepends=True)
    pattern = "".join("(?:.*\n)*?" if one.strip() == SKIPPED else re.escape(one) for one in lines)
    return re.fullmatch(pattern, printed) is not None


@pytest.mark.skipif(os.name == "nt", reason="the commands are typed in a shell")
def test_the_tutorial_does_what_it_says(tmp_path):
    done = 0
    for language, name, text in BLOCK.findall(TUTORIAL.read_text("utf-8")):
        if name:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        elif language == "console":
            for command, shown in commands(text):
                printed = run(command, tmp_path)
                assert agrees(shown, printed), f"$ {command}\n{printed}\ninstead of\n{shown}"
                done += 1

    assert done > 12
    assert " failed" not in run("recovery test knee-arthroscopy", tmp_path)
    assert run("recovery check", tmp_path).endswith("0 problems, 0 warnings\n")
    assert open_protocol(str(tmp_path / "rules/knee-arthroscopy")).activities.keys() == {
        "longer walks",
        "kneeling",
    }


def test_an_output_that_differs_is_noticed():
    assert agrees("a\n…\nc\n", "a\nb\nb\nc\n")
    assert not agrees("a\n…\nc\n", "a\nb\n")
    assert not agrees("a.c\n", "abc\n")


def test_a_second_protocol_needs_no_line_of_python(tmp_path):
    """The tutorial leaves rule files, feature files, pages and schemas behind, and nothing else."""
    for _, name, _ in BLOCK.findall(TUTORIAL.read_text("utf-8")):
        if name:
            assert not name.endswith(".py")
    run("recovery new protocol knee-arthroscopy", tmp_path)
    endings = {path.suffix for path in tmp_path.rglob("*") if path.is_file()}

    assert endings == {".yaml", ".feature", ".md", ".json"}


def test_the_rule_of_the_guide_for_contributors_is_new_and_passes(tmp_path):
    """Its blocks, put into a copy of our protocol: entries go below the section that is there.

    Its own scenarios are played, and show its own rules both ways; that the others pass is tried elsewhere.
    """
    for folder in ("rules", "features"):
        shutil.copytree(shipped(folder) / DEFAULT_PROTOCOL, tmp_path / folder / DEFAULT_PROTOCOL)
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    for _, name, text in BLOCK.findall(guide):
        if name:
            file = tmp_path / name
            there = file.read_text("utf-8") if file.exists() else ""
            section = text.partition("\n")[0]
            below = re.sub(
                rf"^{re.escape(section)}$", lambda _, text=text: text.rstrip(), there, flags=re.M
            )
            file.write_text(below if below != there else f"{there}{text}", "utf-8")

    assert run("recovery check", tmp_path).endswith("rules, 0 problems, 0 warnings\n")
    for path in (tmp_path / "features").rglob("*.feature"):
        if path.stem != "skating":
            path.unlink()
    played = run(
        "recovery test rules/lumbar-microdiscectomy --coverage --engine reference", tmp_path
    )
    assert "skating: 10 passed" in played
    assert " failed" not in played
    assert "rules/lumbar-microdiscectomy/walking.yaml:" in played, "what is not shown is not said"
    assert "rules/lumbar-microdiscectomy/skating.yaml:" not in played


def hooks():
    return {
        hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    }


def committed(hook, path, folder):
    """What a hook does with a file that is about to be committed; git's own names of files."""
    assert re.search(hook["files"], path)
    return run(f"{hook['entry']} {path} && echo passed", folder)


def test_the_hooks_stop_a_commit_with_a_problem_and_lay_files_out(tmp_path):
    run("recovery new protocol knee", tmp_path)
    path = "rules/knee/walking.yaml"
    assert committed(hooks()["recovery-check"], path, tmp_path).endswith("passed\n")

    rules = tmp_path / path
    neat = rules.read_text("utf-8")
    rules.write_text(neat.replace("    title: ", "    title:   "), "utf-8")
    committed(hooks()["recovery-fmt"], path, tmp_path)
    assert rules.read_text("utf-8") == neat

    rules.write_text(neat.replace("pain at most 3/10", "pian at most 3/10"), "utf-8")
    stopped = committed(hooks()["recovery-check"], path, tmp_path)
    assert "did you mean `pain`?" in stopped
    assert "passed" not in stopped


def test_hooks_leave_other_files_alone():
    assert {hook["id"] for hook in hooks().values()} == {"recovery-check", "recovery-fmt"}
    for hook in hooks().values():
        assert not re.search(hook["files"], "deploy/settings.yaml")
        assert re.search(hook["files"], "clinic/rules/knee/walking.yaml")
