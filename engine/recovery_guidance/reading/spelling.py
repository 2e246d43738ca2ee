"""Slips of the pen: how near two words are, which says nothing about how near their meanings are."""

from __future__ import annotations

from collections.abc import Iterable


def one_misspelt(text: str, known: Iterable[str]) -> str:
    """The only known name that differs from a text by one misspelt word; empty where there is none, or several."""
    typed = text.casefold().split()
    near = {name for name in known if _differ(typed, name.casefold().split())}
    return near.pop() if len(near) == 1 else ""


def _differ(typed: list[str], name: list[str]) -> bool:
    if len(typed) != len(name):
        return False
    apart = [(one, other) for one, other in zip(typed, name, strict=True) if one != other]
    return not apart or (len(apart) == 1 and misspelt(*apart[0]))


def misspelt(typed: str, known: str) -> bool:
    """Whether a word may be a slip of the pen for a known one: one letter, or two of a long one, never the first.

    So short a known word as `MST` is one in which a letter changed: `most` is a word of its own.
    """
    if typed[:1] != known[:1] or min(len(typed), len(known)) < 3 or typed == known:
        return False
    if len(known) == 3 and len(typed) > 3:
        return False
    return _are_near(typed, known, 2 if min(len(typed), len(known)) > 7 else 1)


def _are_near(one: str, other: str, most: int) -> bool:
    """Whether two words differ by so many letters at most; two that changed places are one."""
    if abs(len(one) - len(other)) > most or len(set(one).difference(other)) > most:
        return False  # most words are told apart by their letters alone
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], older[j - 2] + 1)
    return row[-1] <= most
