"""Runs a proof for the verbs: says how far it is, and what to install where Z3 is not there."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..deciding.evaluate import engines_here
from ..model.problem import Problem, ProblemsFound
from ..model.protocol import Protocol

if TYPE_CHECKING:
    from ..proof.compare import Comparison
    from ..proof.outcome import Proof
    from ..proof.practice import Practice


NO_Z3 = "E406"


def proven(
    protocol: Protocol,
    only: str = "",
    seconds: float | None = None,
    practice: Practice | None = None,
) -> Proof:
    """The proof of a protocol, with progress on standard error. Raises ProblemsFound without Z3."""
    prove = _with_z3("prove").prove
    laid = {} if practice is None else {"practice": practice}
    alone = sys.stderr.isatty()
    try:
        proof: Proof = prove(protocol, only, seconds, _progress if alone else _quarters, **laid)
    finally:
        if alone:
            click.echo("\r\x1b[K", nl=False, err=True)
    return proof


def laid_over(
    protocol: Protocol, overlays: Iterable[Path], on: date | None = None
) -> list[Practice]:
    """What overlays come to: on a date, or on the first day of each stretch in which the same orders count.

    Nothing where none of them counts. Raises ProblemsFound.
    """
    from ..cases.overlay import read_overlay
    from ..proof.practice import Practice, practices

    files = [str(path) for path in overlays]
    read = [read_overlay(path, str(path), protocol) for path in overlays]
    orders = tuple(order for overlay in read for order in overlay.orders)
    if on is None:
        return practices(orders, files)
    practice = Practice.on_date(orders, on, files)
    return [practice] if practice.orders else []


def proof_or_why(protocol: Protocol, wanted: bool) -> tuple[Proof | None, str]:
    """The proof of a protocol; or none, and why: nobody wanted it, or Z3 is not installed."""
    if not wanted:
        return None, "nobody asked for a proof"
    try:
        return proven(protocol), ""
    except ProblemsFound as found:
        if [problem.code for problem in found.problems] != [NO_Z3]:
            raise
        return None, "Z3 is not installed"


def why_not() -> tuple[Problem, ...]:
    """Why nothing can be proven here; empty where it can be."""
    try:
        _with_z3("prove")
    except ProblemsFound as found:
        return found.problems
    return ()


def compared(old: Protocol, new: Protocol) -> Comparison:
    """Which of two protocols is the stricter one. Raises ProblemsFound without Z3."""
    comparison: Comparison = _with_z3("compare").compare(old, new, engines_here())
    return comparison


def _with_z3(name: str) -> Any:
    """A module that needs Z3."""
    try:
        return import_module(f"..proof.{name}", __package__)
    except ModuleNotFoundError as missing:
        if missing.name != "z3":
            raise
        install = "pip install 'recovery-guidance[prove]'; in a clone, .venv/bin/python -m pip install z3-solver"
        message = "nothing can be proven, because Z3 is not installed"
        raise ProblemsFound([Problem(NO_Z3, message, help=install)]) from None


def _progress(done: int, total: int, what: str) -> None:
    """One line that is written over."""
    click.echo(f"\r\x1b[K{done}/{total} {what}"[:100], nl=False, err=True)


def _quarters(done: int, total: int, _: str) -> None:
    """A line at every quarter, for a log."""
    if done and done * 4 // total > (done - 1) * 4 // total:
        click.echo(f"{done} of {total} questions decided", err=True)
