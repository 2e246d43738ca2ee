"""What is measured can be measured: each script runs, quickly here, and says what it found."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def measured(script, *arguments, folder=None):
    command = [sys.executable, str(ROOT / "benchmarks" / script), *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=folder or ROOT, timeout=300
    )


def test_a_check_of_two_hundred_rules_is_measured_against_the_yaml_parser():
    ran = measured("check.py", "--rounds", "1", "--most", "1000")

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert int(re.search(r"^made: (\d+) rules", ran.stdout)[1]) >= 200


def test_a_long_case_is_measured_against_an_empty_one():
    ran = measured("cases.py", "--observations", "50", "--rounds", "1", "--most", "1000")

    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.search(r"^recovery allowed --case: [\d.]+ times \(0: .* 50: ", ran.stdout)
