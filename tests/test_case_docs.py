"""docs/case-files.md shows what is so: its example is a case, and every command prints what stands there."""

import re
import shlex
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from recovery_guidance.cases.casefile import read_case
from recovery_guidance.cases.forms import CASE, SESSION
from recovery_guidance.library import open_protocol
from recovery_guidance.verbs.command import main

PAGE = (Path(__file__).parent.parent / "docs" / "case-files.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
BLOCKS = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)


def test_the_commands_of_the_page_print_what_it_shows(tmp_path, monkeypatch):
    """One after the other, as a reader would type them, on the example."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    Path("me.yaml").write_text(EXAMPLE, encoding="utf-8")
    told = re.findall(r"^\$ recovery (.*)\n((?:(?!\$ ).*\n)*)", "".join(BLOCKS), re.MULTILINE)
    assert len(told) >= 8
    for command, shown in told:
        said = CliRunner().invoke(main, shlex.split(command)).output
        pattern = re.escape(shown.strip()).replace("…", "(?s:.*)")
        assert re.fullmatch(pattern, said.strip()), f"{command}\n{said}"


def test_the_example_uses_every_list_that_a_case_can_have():
    protocol = open_protocol()
    read = re.findall(r"^(\w[\w ]*):", EXAMPLE, re.MULTILINE)

    assert set(CASE) - {"operation", "note"} == set(read)
    assert {"facts", "observations", "sessions", "clearances", "orders"} <= set(read)
    assert set(SESSION) - {"time", "note"} <= set(re.findall(r"^    (\w[\w ]*):", EXAMPLE, re.M))
    assert protocol.name in EXAMPLE


@pytest.mark.parametrize("on", [date(2025, 8, 13), date(2026, 6, 2)])
def test_the_example_is_a_case(on, tmp_path):
    path = tmp_path / "me.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    case = read_case(path, "me.yaml", open_protocol(), on)

    assert case.surgery == date(2025, 6, 2)
    assert len(case.sessions) == 1
    assert len(case.orders) == 3
