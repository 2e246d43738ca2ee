"""Where the shell gives less than usual there is an answer or one plain line, and never a traceback."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
USUAL = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
VERBS = [("allowed",), ("why", "running"), ("timeline",)]
FULL = Path("/dev/full")


def asked(*words, options=(), before="", **settings):
    """The program as a shell starts it; `before` is what the shell does first."""
    words = [sys.executable, *options, str(ROOT / "cli.py"), *words]
    return subprocess.run(
        ["sh", "-c", f'{before} exec "$@"', "sh", *words],
        stdout=settings.pop("stdout", subprocess.PIPE),
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        check=False,
        timeout=60,
        env=settings.pop("env", USUAL),
        **settings,
    )


@pytest.fixture(scope="module")
def usual():
    return asked("allowed", "--week", "6").stdout


@pytest.mark.parametrize("verb", VERBS)
def test_a_closed_output_is_said(verb):
    ran = asked(*verb, "--week", "6", before="exec >&-;")

    assert ran.stderr == "Error: standard output is closed, so there is nowhere to answer\n"
    assert ran.returncode == 1


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("verb", VERBS)
def test_a_full_disk_is_said(verb):
    with FULL.open("w") as full:
        ran = asked(*verb, "--week", "6", stdout=full)

    assert ran.stderr == "Error: this could not be done: no space left on device\n"
    assert ran.returncode == 1


def test_a_reader_that_stops_reading_is_no_mistake():
    ran = asked("allowed", "--week", "6", before='"$@" | head -1; exit 0;')

    assert ran.stdout.startswith("Lumbar microdiscectomy")
    assert (len(ran.stdout.splitlines()), ran.stderr) == (1, "")


def test_a_folder_that_is_gone_is_said(tmp_path):
    gone = tmp_path / "gone"
    leave = f'mkdir "{gone}"; cd "{gone}"; rmdir "{gone}";'
    written = asked("new", "case", "me.yaml", before=leave)

    assert asked("allowed", "--week", "6", before=leave).returncode == 0
    assert written.stderr == "Error: this could not be done: no such file or directory\n"
    assert written.returncode == 1


@pytest.mark.parametrize(
    "env",
    [
        {"HOME": "/nonexistent", "XDG_CACHE_HOME": "/proc"},
        {"HOME": "", "XDG_CACHE_HOME": "/dev/null"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"NO_COLOR": "1", "TERM": "dumb"},
        {"COLUMNS": "80", "FORCE_COLOR": "1"},
    ],
)
def test_the_answer_is_the_same_in_a_bare_environment(usual, env):
    ran = asked("allowed", "--week", "6", env={"PATH": os.environ["PATH"], **env})

    assert (ran.stdout, ran.stderr, ran.returncode) == (usual, "", 0)


@pytest.mark.parametrize("option", ["-O", "-OO", "-I"])
def test_the_answer_is_the_same_with_an_optimising_python(usual, option):
    ran = asked("allowed", "--week", "6", options=[option])

    assert (ran.stdout, ran.stderr) == (usual, "")


def test_stopping_it_by_hand_leaves_no_traceback():
    """Ctrl-C at a question, or just before it: it ends, and says that it was stopped."""
    words = [sys.executable, str(ROOT / "cli.py"), "ask", "--week", "6"]
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(words, **pipes) as run:
        run.stdout.readline()
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=60)

    words_said = " ".join(said.decode().split())
    assert words_said == "Aborted!" or words_said.startswith("Error: the questions were broken off")
    assert run.returncode == 1
