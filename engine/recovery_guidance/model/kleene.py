"""Three truth values, and how all and any of them combine: Kleene's rules."""

from __future__ import annotations

from collections.abc import Iterable

Truth = bool | None
"""True, false, or unknown (None)."""


def all_hold(truths: Iterable[Truth]) -> Truth:
    """False if any is false, else unknown if any is unknown, else true."""
    known = True
    for truth in truths:
        if truth is False:
            return False
        known = known and truth is not None
    return True if known else None


def any_holds(truths: Iterable[Truth]) -> Truth:
    """True if any is true, else unknown if any is unknown, else false."""
    known = True
    for truth in truths:
        if truth is True:
            return True
        known = known and truth is not None
    return False if known else None
