"""What is imported is asked for, and where something is not installed that is said in words."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
ASKED_FOR_AS = {
    "durable_rules_engine": "durable-rules",
    "gherkin": "gherkin-official",
    "pytest_bdd": "pytest-bdd",
    "xdist": "pytest-xdist",
    "yaml": "pyyaml",
    "z3": "z3-solver",
}
"""What is imported under another name than its own."""
VERSION = re.compile(r"recovery [\d.]+, engine (durable-rules|reference)\n")


def names(asked):
    """The packages of a list in pyproject.toml, without ours."""
    found = {re.match(r"[\w.-]+", one)[0].lower() for one in asked}
    return found - {PROJECT["name"]}


def imported(*folders):
    """What the Python files of these folders import that is neither Python's nor ours, however deep it stands."""
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    ours = {path.stem for path in files} | {"recovery_guidance", "tests"}
    roots = set()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                roots |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                roots.add(node.module.partition(".")[0])
    return {ASKED_FOR_AS.get(name, name) for name in roots - ours - sys.stdlib_module_names}


def test_the_program_asks_for_what_it_imports_and_for_nothing_else():
    extras = {one for name in ("durable", "pdf", "prove") for one in names(EXTRAS[name])}

    assert imported("engine") == names(PROJECT["dependencies"]) | extras


def test_the_tests_ask_for_what_they_import_and_for_nothing_else():
    here = imported("tests", "benchmarks", "docs", "engine") - imported("engine")

    assert here - names(EXTRAS["dev"]) == names(EXTRAS["test"])


def test_nobody_gets_without_asking_what_a_compiler_has_to_build():
    with_durable = {name for name, asked in EXTRAS.items() if "durable-rules" in names(asked)}

    assert "durable-rules" not in names(PROJECT["dependencies"])
    assert with_durable == {"durable"}


def recovery(*words, without=None, folder):
    """The program as it answers where importing the C module raises this."""
    settings = dict(os.environ)
    if without:
        (folder / "durable_rules_engine.py").write_text(f"raise {without}\n", "utf-8")
        settings["PYTHONPATH"] = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, str(ROOT / "cli.py"), *words]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env=settings,
        cwd=folder,
        timeout=120,
    )


LACKING = [
    ("ModuleNotFoundError()", "durable-rules is not installed"),
    ("ImportError('undefined symbol')", "durable-rules is installed and cannot be loaded"),
]


@pytest.mark.parametrize(("without", "why"), LACKING)
def test_the_version_says_which_engine_answers_and_how_to_have_the_other(without, why, tmp_path):
    ran = recovery("--version", without=without, folder=tmp_path)

    first, _, rest = ran.stdout.partition("\n")
    assert VERSION.fullmatch(first + "\n")[1] == "reference"
    assert (
        rest
        == f"{why}; the answers are the same, and `recovery describe E205` says how to have it\n"
    )
    assert "pip install" in recovery("describe", "E205", folder=tmp_path).stdout


@pytest.mark.parametrize(("without", "why"), LACKING)
def test_an_engine_that_was_named_is_missed_in_words(without, why, tmp_path):
    ran = recovery(
        "allowed", "--week", "6", "--engine", "durable", without=without, folder=tmp_path
    )

    help_line = "  help: use --engine reference; `recovery describe E205` says how to have it\n"
    assert (ran.returncode, ran.stderr[: ran.stderr.index("1 problem")]) == (
        1,
        f"{why} [E205]\n{help_line}",
    )


def test_an_answer_is_the_same_without_durable_rules_and_says_nothing_of_it(tmp_path):
    usual = recovery("allowed", "--week", "6", folder=tmp_path)
    without = recovery("allowed", "--week", "6", without="ModuleNotFoundError()", folder=tmp_path)

    assert (without.stdout, without.stderr, without.returncode) == (usual.stdout, "", 0)


# A Python as `requirements/set-up` meets it. It makes an environment whose Python is itself, says that it is
# the version in VERSION, and fails at what MISSES names.
PYTHON = """\
#!/bin/sh
case "$*" in
    *"-c import sys; print"*) word=works; answer=${VERSION-3.12} ;;
    *"-c import sys; sys.exit(sys.version_info < (3, 11))"*) [ "${VERSION-}" != 3.9 ]; exit ;;
    *"-m venv"*) word=venv; mkdir -p "$4/bin" && cp "$0" "$4/bin/python" ;;
    *"-m pip --version"*) word=pip ;;
    *build.txt*) word=network ;;
    *others.txt*) word=mirror ;;
    *durable-rules.txt*) word=compiler ;;
    *durable_rules_engine*) word=loads ;;
    *--editable*) word=project ;;
esac
case " ${MISSES-} " in *" $word "*) exit 1 ;; esac
echo "$word" >>"$LOG"
echo "${answer-}"
"""


def set_up(folder, **settings):
    """What set-up says on standard error, its exit code, and the steps that went well."""
    python, log = folder / "python", folder / "log"
    python.write_text(PYTHON, "utf-8")
    python.chmod(0o755)
    log.touch()
    ran = subprocess.run(
        [str(ROOT / "requirements" / "set-up"), str(python), str(folder / "venv"), "run"],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], "LOG": str(log), **settings},
        timeout=120,
    )
    assert ran.stdout == ""
    return ran.stderr, ran.returncode, log.read_text("utf-8").split()


posix = pytest.mark.skipif(os.name == "nt", reason="a script of the shell")


@posix
def test_set_up_says_little_where_all_is_there(tmp_path):
    said, code, went = set_up(tmp_path)

    assert (len(said.strip().splitlines()), code, went[-1]) == (1, 0, "project")


@posix
@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"MISSES": "works"}, "this needs Python 3.11 or later"),
        ({"VERSION": "3.9"}, "is Python 3.9: this needs Python 3.11 or later"),
        ({"MISSES": "pip venv"}, "apt install python3-venv"),
        ({"MISSES": "network"}, "The packages could not be installed; what pip says stands above.\nThis needs"),
        ({"MISSES": "mirror"}, "The packages could not be installed; what pip says stands above.\nThis needs"),
        ({"MISSES": "project"}, "The project itself could not be installed; what pip says"),
    ],
)  # fmt: skip
def test_set_up_stops_in_words(settings, words, tmp_path):
    said, code, went = set_up(tmp_path, **settings)

    assert (words in said, code) == (True, 1), said
    assert "project" not in went


@posix
@pytest.mark.parametrize(
    ("misses", "words"),
    [
        ("compiler loads", "durable-rules could not be built: it needs a C compiler"),
        ("loads", "durable-rules does not work with Python 3.12"),
    ],
)
def test_set_up_goes_on_without_durable_rules_and_says_so(misses, words, tmp_path):
    said, code, went = set_up(tmp_path, MISSES=misses)

    assert words in said
    assert "the reference evaluator answers" in said.casefold()
    assert (code, went[-1]) == (0, "project")
