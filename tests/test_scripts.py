"""The scripts that go on for longer than a test may: each runs, quickly here, and says what it found."""

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def ran(script, *arguments, folder=HERE.parent):
    command = [sys.executable, str(HERE / script), *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=folder, timeout=300
    )


def test_no_broken_file_gets_through_the_readers(tmp_path):
    """A few seconds of it; the bombs come first. The script itself runs for ten minutes."""
    fuzz = ran("fuzz.py", "--minutes", "0.05", "--seed", "7", folder=tmp_path)

    assert fuzz.returncode == 0, fuzz.stdout + fuzz.stderr
    files, faults = re.search(r"^([\d,]+) files .* (\d+) faults", fuzz.stdout).groups()
    assert int(files.replace(",", "")) > 14
    assert faults == "0"


def test_the_enumeration_of_patients_can_be_started():
    """It takes half a minute at least: `.ci/run` runs it. What it imports may move any day."""
    enumeration = ran("enumerate_patients.py", "--help")

    assert enumeration.returncode == 0, enumeration.stdout + enumeration.stderr
