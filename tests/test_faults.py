"""Whatever call to the system fails, and wherever the program is killed, no file is lost or half written."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("faults.py")


@pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("cc"), reason="needs Linux and a C compiler"
)
def test_no_call_that_fails_and_no_kill_breaks_a_file_that_is_written():
    """Each call while a diary and a page are written, some while others are; `make faults` tries far more."""
    command = [sys.executable, SCRIPT, "--quick"]
    found = subprocess.run(command, capture_output=True, text=True, check=False, timeout=900)

    assert found.returncode == 0, found.stdout + found.stderr
    tried = dict(
        re.findall(r"^(.+): \d+ calls, (\d+ kills and \d+ faults)", found.stdout, re.MULTILINE)
    )
    assert {"log", "log --undo", "ask --save", "handout --pdf", "fmt", "docs build", "cache"} <= {
        *tried
    }
    assert "0 kills" not in {number[:7] for number in tried.values()}
