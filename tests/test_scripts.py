"""The scripts that go on for longer than a test may: each runs, quickly here, and says what it found."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def ran(script, *arguments, folder=HERE.parent):
    command = [sys.executable, str(HERE / script), *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=folder, timeout=300
    )


def test_the_enumeration_of_patients_can_be_started():
    """It takes half a minute at least: `.ci/run` runs it. What it imports may move any day."""
    enumeration = ran("enumerate_patients.py", "--help")

    assert enumeration.returncode == 0, enumeration.stdout + enumeration.stderr
