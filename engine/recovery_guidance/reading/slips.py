"""What is wrong with a text, or with a part of it, in the fewest words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ..model.problem import Slip


def wrong(
    code: str,
    text: str,
    said: str,
    help: str | Callable[[], str] = "",
    why: str = "",
    start: int = 0,
) -> Slip:
    """The slip that is a whole text, and `said` of it; `start` is where the text begins."""
    return Slip(code, f"`{text}` {said}", help, why, start, len(text))


@contextmanager
def starting_at(start: int) -> Iterator[None]:
    """A slip in a part of a text stands so many characters further on in the whole."""
    try:
        yield
    except Slip as slip:
        slip.start += start
        raise
