"""Runs a proof for the verbs, and says how far something is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..model.protocol import Protocol

if TYPE_CHECKING:
    from ..everyone.practice import Practice
    from ..proof.outcome import Proof


def proven(
    protocol: Protocol,
    only: str = "",
    seconds: float | None = None,
    practice: Practice | None = None,
) -> Proof:
    """The proof of a protocol, with progress on standard error. Raises ProblemsFound for an unknown name."""
    from ..everyone.practice import NOTHING
    from ..proof.prove import prove

    with progress() as tell:

        def told(done: int, total: int, what: str) -> None:
            tell(f"{done}/{total} {what}"[:96])
            # A line at every quarter, for a log.
            if not sys.stderr.isatty() and done and done * 4 // total > (done - 1) * 4 // total:
                click.echo(f"{done} of {total} questions decided", err=True)

        return prove(protocol, only, seconds, told, practice or NOTHING)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Rewrites one line on a terminal, and says nothing elsewhere."""
    terminal = sys.stderr  # pytest puts another in its place while it runs
    if not terminal.isatty():
        yield lambda _: None
        return
    try:
        yield lambda line: click.echo(f"\r\033[K{line}", file=terminal, nl=False)
    finally:
        click.echo("\r\033[K", file=terminal, nl=False)


def laid_over(
    protocol: Protocol, overlays: Iterable[Path], on: date | None = None
) -> list[Practice]:
    """What overlays come to: on a date, or on the first day of each stretch in which the same orders count.

    Nothing where none of them counts. Raises ProblemsFound.
    """
    from ..cases.overlay import read_overlay
    from ..everyone.practice import Practice, practices

    files = [str(path) for path in overlays]
    read = [read_overlay(path, str(path), protocol) for path in overlays]
    orders = tuple(order for overlay in read for order in overlay.orders)
    if on is None:
        return practices(orders, files)
    practice = Practice.on_date(orders, on, files)
    return [practice] if practice.orders else []
