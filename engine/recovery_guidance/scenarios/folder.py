"""Which files of a folder are feature files, and which only look like some: nothing would read those."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from ..model.problem import STRANGE, Problem
from .keywords import is_like

ENDING = ".feature"
_OTHERS = (".yaml", ".py", ".html", ".json")
"""Files that hold something else, whatever words are in them."""
_OF_EDITORS = re.compile(r"\.#.*|#.*#|.*~|\..*\.sw[a-z]|\._.*|.*___jb_\w+___")
"""Files that editors and systems put beside what somebody writes."""
_TITLE = re.compile(
    r"^\W*(?:Scenario(?: Outline| Template)?|Example|Feature)\s*:|^\s*#\s*language\s*:", re.M
)
_STEP = re.compile(r"^\W*(?:Given|When|Then|And|\*) ", re.M)


def feature_files(folder: Path, shown: str) -> tuple[list[Path], list[Problem]]:
    """The feature files of a folder, and a problem for each file in and below it that looks like one."""
    found: list[Path] = []
    problems: list[Problem] = []
    for path in _below(folder, {os.path.realpath(folder)}):
        place = path.relative_to(folder)
        is_here = len(place.parts) == 1
        if is_here and path.name.endswith(ENDING) and not path.name.startswith("."):
            found.append(path)
        elif not _OF_EDITORS.fullmatch(path.name) and looks_like_one(path):
            problems.append(_passed_over(place, shown))
    if folder.parent.name == "features":  # one folder too high
        beside = sorted(path for path in folder.parent.iterdir() if path.is_file())
        problems += [
            _passed_over(Path(path.name), str(Path(shown).parent), f"{shown}/{path.stem}{ENDING}")
            for path in beside
            if not _OF_EDITORS.fullmatch(path.name) and looks_like_one(path)
        ]
    return sorted(found), problems


def looks_like_one(path: Path) -> bool:
    """Whether a file is called like a feature file, or holds a scenario."""
    if any(is_like(part, "feature", 0.75) for part in path.name.split(".")[1:]):
        return True
    if path.suffix in _OTHERS or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            text = file.read(1 << 20).decode("utf-8", "replace")
    except OSError:
        return False
    return bool(_TITLE.search(text) and _STEP.search(text))


def _below(folder: Path, seen: set[str]) -> Iterator[Path]:
    """Everything in a folder and the folders in it, but for these; a link is followed once."""
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        return
    for path in inside:
        real = os.path.realpath(path)
        if not path.is_dir():
            yield path
        elif path.name.endswith(ENDING):
            yield path  # a folder that is called like a feature file
        elif real not in seen and path.name not in (".git", "__pycache__"):
            seen.add(real)
            yield from _below(path, seen)


def _passed_over(place: Path, shown: str, meant: str = "") -> Problem:
    file = STRANGE.sub("\ufffd", f"{shown}/{place}")
    topic = re.sub(r"[^\w-]+", "-", place.name.split(".")[0]).strip("-") or "topic"
    why = "feature files stand in the folder itself"
    if len(place.parts) == 1:
        why = "feature files stand in the folder of their protocol" if meant else ""
        why = why or f"feature files have a name and end in {ENDING}"
    write = f"name it {meant or f'{shown}/{topic}{ENDING}'}, or move it out of `{shown}`"
    return Problem("E001", f"`{file}` would not be read: {why}", help=write)
