"""The README and the page on danger show real output: every console block is run; `…` stands for what is left out."""

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from recovery_guidance.verbs.command import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DANGER = (ROOT / "docs" / "danger-first.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n\$ recovery (.*?)\n(.*?)```", README + DANGER, re.DOTALL)


@pytest.mark.parametrize(("command", "shown"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_a_console_block_of_the_readme_is_what_the_program_prints(command, shown):
    result = CliRunner().invoke(main, shlex.split(command), env={"COLUMNS": "80"})

    pattern = re.escape(shown.strip()).replace("…", "(?s:.*)")
    assert re.fullmatch(pattern, result.output.strip()), result.output


def test_the_table_of_the_page_on_danger_has_the_keys_of_the_schema():
    schema = json.loads((ROOT / "engine/recovery_guidance/schemas/refusal.json").read_text("utf-8"))

    assert re.findall(r"^\| `(.*?)` \|", DANGER, re.MULTILINE) == list(schema["properties"])


def test_the_readme_shows_an_answer_an_emergency_and_a_slip():
    assert len(BLOCKS) >= 3
