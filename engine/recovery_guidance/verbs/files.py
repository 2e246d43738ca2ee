"""Files that verbs are given and write."""

from __future__ import annotations

from pathlib import Path

import click

from ..model.problem import Problem, ProblemsFound
from ..telling.lines import harmless

PATH = click.Path(path_type=Path)


def not_writable(path: Path, reason: str = "") -> ProblemsFound:
    """That a file cannot be written, and why."""
    message = f"`{path}` cannot be written" + (f": {reason}" if reason else "")
    hint = "check the name, the folder and its permissions"
    return ProblemsFound([Problem("E605", message, help=hint)])


def write(path: Path, data: bytes) -> None:
    """Writes a file, and says so. Raises ProblemsFound where it cannot be written."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise not_writable(path, (error.strerror or "it cannot be opened").lower()) from None
    click.echo(harmless(f"written: {path}"))
