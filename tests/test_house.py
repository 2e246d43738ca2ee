"""The rules of the house: what must hold for the repository as a whole."""

import ast
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

import recovery_guidance

ROOT = Path(__file__).parent.parent

# Rule files about the protocol as a whole; feature files about patients, across topics.
NO_FEATURE = {"protocol", "items", "sources", "thresholds", "guarantees", "words"}
NO_RULES = {"vignettes", "vignettes-as-diaries", "matrix", "stories", "in-other-words"}

LONGEST_MODULE = 400

# What others may build on; a change here is a change for them and belongs in the changelog.
PUBLIC_NAMES = [
    "Case",
    "Guidance",
    "Problem",
    "ProblemsFound",
    "Protocol",
    "as_json",
    "ask",
    "evaluate",
    "open_protocol",
    "why",
]

# A folder that only this or that computer has: a home folder, a drive letter, a file URL.
MACHINE_PATH = re.compile(
    r"""(?<![\w.:/~-])/(?:home|Users|root|work)/ | \b[A-Z]:\\(?:Users|Windows) | \bfile:/{2}""",
    re.VERBOSE,
)


def tracked_files():
    """The files of the repository; where git cannot say, all that no tool has put there."""
    try:
        listed = subprocess.run(
            ["git", "-C", ROOT, "ls-files", "-z"], check=True, capture_output=True, text=True
        ).stdout.split("\0")
    except (OSError, subprocess.CalledProcessError):
        return [
            path
            for path in ROOT.rglob("*")
            if path.is_file() and not re.search(r"/\.|__pycache__", f"/{path.relative_to(ROOT)}")
        ]
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def topics(top, extension, exempt):
    return {
        f"{path.parent.name}/{path.stem}"
        for path in (ROOT / top).glob(f"*/*.{extension}")
        if not exempt & {path.stem, path.parent.name}
    }


def test_every_topic_has_rules_and_scenarios_of_the_same_name():
    rules = topics("rules", "yaml", NO_FEATURE)

    assert rules, "there are no rule files"
    assert rules == topics("features", "feature", NO_RULES)


def test_modules_stay_short():
    lengths = {
        path.name: len(path.read_text("utf-8").splitlines())
        for path in [*(ROOT / "engine").rglob("*.py"), ROOT / "cli.py"]
    }

    assert {name: n for name, n in lengths.items() if n > LONGEST_MODULE} == {}


def test_the_public_names_are_these():
    assert sorted(recovery_guidance.__all__) == sorted(PUBLIC_NAMES)
    assert all(hasattr(recovery_guidance, name) for name in recovery_guidance.__all__)


def test_the_changelog_closes_this_version_with_its_date_and_has_a_place_for_the_next():
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    versions = re.findall(r"^## \[(.*?)\](.*)$", changelog, re.M)

    assert versions[0] == ("Unreleased", "")
    assert versions[1][0] == recovery_guidance.__version__
    assert all(re.fullmatch(r" - \d{4}-\d{2}-\d{2}", date) for _, date in versions[1:])
    assert f"rev: v{versions[1][0]}" in (ROOT / "docs/authoring.md").read_text("utf-8")


def test_every_page_of_a_problem_is_in_the_list():
    listed = (ROOT / "docs/errors/README.md").read_text("utf-8")
    pages = {path.stem for path in (ROOT / "docs/errors").glob("*.md")} - {"README"}

    assert {code for code in pages if f"({code}.md)" not in listed} == set()


def test_no_file_names_a_folder_of_one_computer():
    here = [f"{folder}/" for folder in (ROOT, Path.home()) if len(folder.parts) > 2]

    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked_files()
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
        if MACHINE_PATH.search(line) or any(folder in line for folder in here)
    ]

    assert found == []


@pytest.mark.parametrize("name", ["home", "Users", "root"])
def test_a_folder_of_one_computer_is_recognised(name):
    assert MACHINE_PATH.search(f"see /{name}/someone/notes")
    assert not MACHINE_PATH.search(f"see https://example.org/{name}/page")


def test_pins_name_no_registry():
    pins = {path.name: path.read_text("utf-8") for path in (ROOT / "requirements").glob("*.txt")}

    assert pins.keys() == {"build.txt", "dev.txt", "run.txt"}
    assert [
        name for name, text in pins.items() if re.search(r"://|^\s*-(?!-hash)", text, re.M)
    ] == []


def package_modules():
    """Each module of the package by its dotted name, parsed."""
    top = ROOT / "engine"
    for path in sorted((top / "recovery_guidance").rglob("*.py")):
        parts = path.relative_to(top).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        yield name, path.name == "__init__.py", ast.parse(path.read_text("utf-8"))


def defined_in(tree):
    """The names that a module defines itself, also under a condition."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def test_no_name_is_imported_from_a_module_that_does_not_define_it():
    modules = {name: (is_room, tree) for name, is_room, tree in package_modules()}
    defined = {name: set(defined_in(tree)) for name, (_, tree) in modules.items()}
    borrowed = []
    for name, (is_room, tree) in modules.items():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.ImportFrom) and node.level):
                continue
            room = name.split(".")[: len(name.split(".")) - node.level + is_room]
            origin = ".".join([*room, *(node.module or "").split(".")]).rstrip(".")
            borrowed += [
                f"{name}: {alias.name} from {origin}"
                for alias in node.names
                if alias.name not in defined[origin] and f"{origin}.{alias.name}" not in modules
            ]

    assert len(modules) > 100
    assert borrowed == []


def test_no_two_classes_of_the_package_have_the_same_name():
    classes = Counter(
        node.name
        for _, _, tree in package_modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    )

    assert [name for name, count in classes.items() if count > 1] == []
