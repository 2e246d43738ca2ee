"""A problem is a value: what is wrong in a rule file or a case, where, why it matters, how to write it."""

from __future__ import annotations

import re
import unicodedata
from heapq import nsmallest
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import frozen

from .noun import Noun
from .urgent import Urgent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

STRANGE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u2000-\u200f"
    "\u2028-\u202f\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Characters that cannot be seen or that steer a terminal: never a part of a rule, a case or an answer."""

LONGEST_QUOTE = 80
MOST_COMPARED = 300
MOST_SHOWN = 100
"""More problems than this are counted, and neither shown nor given a suggestion."""


class Position(NamedTuple):
    """A place in a text: 1-based line and column, and how many characters the slip is long.

    `excerpt` is the author's own line.
    """

    file: str
    line: int
    column: int
    length: int = 1
    excerpt: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@frozen(repr=False)
class Problem(Noun):
    """Something wrong in a rule file, a case or a question.

    `code` names a page in docs/errors/. `message`, `why` and `help` are one sentence each, in the
    clinic's words, lower case, without a final stop.
    """

    code: str
    message: str
    position: Position | None = None
    why: str = ""
    help: str = ""

    @property
    def is_warning(self) -> bool:
        """Whether the rules can be used although someone should look at this."""
        return self.code.startswith("W")

    def place(self) -> tuple[str, int, int, str, str]:
        """The key that problems are sorted by: where they stand, then what they say."""
        at = self.position
        where = (at.file, at.line, at.column) if at else ("", 0, 0)
        return (*where, self.code, self.message)


class ProblemsFound(Exception):
    """Raised once, with every problem that was found; nothing is half-loaded.

    `urgent` is what is said of danger all the same, where a patient was asked about: say it first.
    """

    urgent: Urgent | None = None

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems), key=Problem.place))
        super().__init__("\n".join(problem.message for problem in self.problems))

    def __reduce__(self) -> tuple[Any, ...]:
        """How a process hands it to another. As Exception has it, the text would stand in the problems' place."""
        return type(self), (self.problems,), self.__dict__

    @classmethod
    def one(cls, code: str, message: str, help: str = "", why: str = "") -> ProblemsFound:
        """A single problem that stands in no file."""
        return cls([Problem(code, message, None, why, help)])


class Slip(Exception):
    """One problem inside one text, before its place in a file is known.

    `start` and `length` count characters within that text.
    """

    def __init__(
        self,
        code: str,
        message: str,
        help: str | Callable[[], str] = "",
        why: str = "",
        start: int = 0,
        length: int = 0,
    ) -> None:
        super().__init__(message)
        self.code, self.message, self.why = code, message, why
        self.start, self.length = start, length
        self._help = help

    @property
    def help(self) -> str:
        """How to write it; looked for when it is asked for, since looking through names takes time."""
        return self._help if isinstance(self._help, str) else self._help()

    def at(self, position: Position) -> Problem:
        """The problem that this slip is in a text that begins at `position`."""
        column, length = position.column + self.start, max(1, self.length)
        place = position._replace(column=column, length=length)
        return Problem(self.code, self.message, place, self.why, self.help)


def check_characters(text: str) -> None:
    """Raises Slip at the first character of one line that cannot be seen."""
    found = STRANGE.search(text)
    if found is None:
        return
    sign = found.group()
    space = unicodedata.category(sign) == "Zs"
    name = unicodedata.name(sign, "control character").lower()
    message = f"a sign that cannot be seen stands here: {name}, U+{ord(sign):04X}"
    if unicodedata.category(sign) == "Cs":
        message = "a sign that is not written in UTF-8 stands here"
    raise Slip(
        "E012",
        message,
        "type a plain space instead" if space else "delete it and type the text anew",
        "two names that look alike would not be the same",
        found.start(),
        1,
    )


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The known word that the author most likely meant, or an empty text."""
    if len(word) > LONGEST_QUOTE:
        return ""
    from difflib import get_close_matches  # only where something is misspelt

    names, letters = sorted(known), set(word.casefold())
    if len(names) > MOST_COMPARED:
        names = nsmallest(
            MOST_COMPARED, names, key=lambda name: len(letters ^ set(name.casefold()))
        )
    folded = {name.casefold(): name for name in names}
    close = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else ""


def suggestion(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A help line that names the closest known word, or else `otherwise`."""
    meant = did_you_mean(word, known)
    return f"did you mean `{meant}`?" if meant else otherwise


def quoted(words: Iterable[str]) -> str:
    """Words as a list for a message: `a`, `b` or `c`."""
    marked = [f"`{word}`" for word in words]
    if not marked:
        return "what is declared there, once something is"
    return marked[0] if len(marked) == 1 else ", ".join(marked[:-1]) + f" or {marked[-1]}"
