"""Keeps what was worked out about something for as long as that is in use, and not longer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

Subject = TypeVar("Subject")
Found = TypeVar("Found")


def while_it_lives(function: Callable[[Subject], Found]) -> Callable[[Subject], Found]:
    """The same function, which works out each subject once. What it finds must not hold on to the subject."""
    known: WeakKeyDictionary[Subject, Found] = WeakKeyDictionary()

    @wraps(function)
    def remembered(subject: Subject) -> Found:
        if subject not in known:
            known[subject] = function(subject)
        return known[subject]

    return remembered
