"""Files that verbs are given and write."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from ..model.problem import Problem, ProblemsFound
from ..telling.lines import harmless
from ..writing import write_whole


class FilePath(click.Path):
    """The name of a file or folder, which holds nothing that this system has no bytes for."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            os.fsencode(value)
        except UnicodeEncodeError:
            self.fail(f"`{value}` cannot be the name of a file here", param, ctx)
        return super().convert(value, param, ctx)


PATH = FilePath(path_type=Path)
STDOUT = ("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")
_BY_HAND = (".yaml", ".yml", ".feature")
_OUTPUTS = (b"<", b"%PDF", b"BEGIN:VCALENDAR")
"""How the files begin that verbs write."""
_OURS = re.compile(rb"^(surgery|protocol|overlay|rules|activities|items|Feature)\s*:", re.MULTILINE)
"""A line of a case, an overlay, a rule file or a feature file, whatever its name is."""


def check_outputs(outputs: Iterable[Path | None], read: Iterable[Path | None]) -> None:
    """Raises ProblemsFound where an output would take the place of what is read, of another output, or of a
    file that somebody wrote by hand."""
    taken = [path for path in read if path is not None]
    for place in outputs:
        if place is None or str(place) in STDOUT:
            continue
        if any(_is_same(place, one) for one in taken):
            message = f"`{place}` is read for this answer, or written by another option"
        elif _is_by_hand(place):
            message = f"`{place}` is a rule file, an overlay, a case or a feature file"
        else:
            taken.append(place)
            continue
        why = "what stands in it would be lost"
        raise ProblemsFound(
            [Problem("E606", message, None, why, "name another file for the output")]
        )


def _is_same(one: Path, other: Path) -> bool:
    """Whether two names lead to one file, that is there or will be."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return os.path.realpath(one) == os.path.realpath(other)


def _is_by_hand(path: Path) -> bool:
    place = Path(os.path.realpath(path))
    try:
        if not place.is_file():
            return False
        with place.open("rb") as file:
            head = file.read(65536)
    except (OSError, ValueError):
        return False
    is_output = head.lstrip(b"\xef\xbb\xbf").startswith(_OUTPUTS)
    return place.suffix.lower() in _BY_HAND or (not is_output and _OURS.search(head) is not None)


def write(path: Path, data: bytes) -> None:
    """Writes a file, and says so; `-` is standard output. Raises ProblemsFound where it cannot be written."""
    if str(path) in STDOUT:
        click.echo(data, nl=False)
        return
    write_whole(path, data)
    click.echo(harmless(f"written: {path}"))


def put(text: str) -> None:
    """Prints what programs read: in UTF-8 wherever it goes, as it says of itself, but to a terminal."""
    click.echo(text if sys.stdout.isatty() else text.encode("utf-8", "surrogateescape"), nl=False)
