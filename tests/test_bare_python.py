"""`python cli.py` where a Python lacks what is needed: what that is, and what to do, without a traceback."""

import re
import subprocess
import sys
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOW = (
    "In this folder `make allowed WEEK=6` sets up an environment in .venv, and answers. Or install it, with\n"
    "`pipx install .` or in an environment of yours `python -m pip install .`, and ask `recovery allowed --week 6`."
)


@pytest.mark.parametrize("words", [["allowed", "--week", "6"], ["--version"], []])
def test_a_python_without_the_libraries_says_which_and_how_to_get_them(words, tmp_path):
    """`-S` leaves out what is installed, `-I` what the shell adds."""
    ran = subprocess.run(
        [sys.executable, "-I", "-S", str(ROOT / "cli.py"), *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        timeout=60,
    )

    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = [re.match(r"[\w-]+", one)[0] for one in asked]
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == f"Error: this Python lacks {', '.join(names)}.\n{HOW}\n"


def test_an_older_python_is_told_which_is_needed(monkeypatch):
    spec = spec_from_file_location("cli_of_the_clone", ROOT / "cli.py")
    cli = module_from_spec(spec)
    spec.loader.exec_module(cli)
    monkeypatch.setattr(sys, "version_info", (3, 10, 13, "final", 0))

    with pytest.raises(SystemExit) as left:
        cli.run()

    assert (
        left.value.code == f"Error: this is Python 3.10, and Python 3.11 or later is needed.\n{HOW}"
    )
