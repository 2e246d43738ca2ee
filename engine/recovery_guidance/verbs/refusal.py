"""The way out of every failure of a patient's verb: what is urgent is said first, then what is wrong.

The command line is read once more, word by word and leniently: nothing that click or a reader refused
keeps a sign of danger in another word from being heard.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import click
from attrs import define, field

from ..cases.line_by_line import Lines
from ..danger import Piece, When, urgent
from ..library import DEFAULT_PROTOCOL
from ..model.items import LAST_DAY
from ..model.problem import Problem, ProblemsFound, did_you_mean
from ..model.urgent import Urgent
from ..remains import to_hear_with
from ..telling.lines import harmless, problems_as_text
from ..telling.refused import danger_lines, refusal_as_json, urgent_lines
from .common import say, width
from .files import put

Failure = click.ClickException | ProblemsFound | OSError
AUTHORS = ("check", "diff", "prove", "fmt", "describe", "new", "schema", "test", "docs")
"""The verbs that ask about rules and not about a patient."""
CANNOT_RUN = ("E205",)
"""Problems that lie neither in a rule file nor in a case: something to run with is not installed here."""
COULD_NOT_RUN = 1
MOST_WORDS = 60
_FILES = ("case_file", "save", "overlays", "protocol", "html", "pdf", "svg", "output")
_TOLD = ("facts", "case_file", "during", "next_morning")
_DENIES = ("no", "not", "without", "never")


def refuse(words: Sequence[str], failure: Failure, verbs: Iterable[str]) -> int:
    """Says what is urgent and then what is wrong; the exit code."""
    if words and words[0] in AUTHORS:
        _tell(failure)
        return _exit_code(failure)
    line = _CommandLine.of(words, verbs)
    heard = line.urgent()
    if line.form == "json":
        put(f"{refusal_as_json(heard, _problems(failure))}\n")
        return _exit_code(failure)
    _say_somewhere(heard)
    _tell(failure)
    code = _exit_code(failure)
    is_refused = code != COULD_NOT_RUN and (line.is_told or isinstance(failure, ProblemsFound))
    if is_refused or heard.escalations:
        say(danger_lines(heard, width()), err=True)
    return code


def _say_somewhere(heard: Urgent) -> None:
    """Says what is urgent on standard output, or where that takes nothing on standard error."""
    try:
        if sys.stdout is None:
            raise OSError(errno.EBADF, "standard output is closed")
        say(urgent_lines(heard, width()))
    except OSError:
        give_up_stdout()
        say(urgent_lines(heard, width()), err=True)


def _tell(failure: Failure) -> None:
    match failure:
        case ProblemsFound():
            say(problems_as_text(failure.problems), err=True)
        case click.UsageError():  # made harmless where it was caught
            failure.show()
        case click.ClickException():
            click.echo(f"Error: {harmless(failure.format_message())}", err=True)
        case OSError():
            click.echo(f"Error: {_refused_by_system(failure)}", err=True)


def _problems(failure: Failure) -> Iterable[Problem]:
    match failure:
        case ProblemsFound():
            return failure.problems
        case click.ClickException():
            return [Problem("", harmless(failure.format_message()))]
        case OSError():
            return [Problem("", _refused_by_system(failure))]


def _exit_code(failure: Failure) -> int:
    match failure:
        case ProblemsFound():
            return COULD_NOT_RUN if failure.problems[0].code in CANNOT_RUN else 3
        case click.ClickException():
            return failure.exit_code
        case OSError():
            return COULD_NOT_RUN


def _refused_by_system(error: OSError) -> str:
    """What the system refused."""
    about = f"`{error.filename}`: " if error.filename else ""
    reason = (error.strerror or "the system refused").lower()
    return f"this could not be done: {harmless(about + reason)}"


def give_up_stdout() -> None:
    """What could not be written is not tried once more at the end, which would say so a second time."""
    with suppress(OSError, AttributeError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@define
class _CommandLine:
    """What was typed: the verb, the values of options by name, and runs of words that stand together."""

    verb: str = ""
    values: dict[str, list[str]] = field(factory=dict)
    runs: list[list[str]] = field(factory=lambda: [[]])

    @classmethod
    def of(cls, words: Sequence[str], verbs: Iterable[str]) -> _CommandLine:
        """The words after `recovery`, each where it seems to belong; nothing is refused."""
        found, left = cls(), list(words)
        takes = _options()
        if left and (left[0] in verbs or did_you_mean(left[0], verbs)):
            found.verb = left.pop(0)
        while left:
            found._take(left.pop(0), left, takes)
        return found

    def _take(self, word: str, left: list[str], takes: Mapping[str, str]) -> None:
        name, given, value = word.partition("=")
        option = takes.get(name)
        if option is None and re.fullmatch("-f.+", word, re.DOTALL):
            option, value = "facts", word[2:].removeprefix("=")
        elif option is not None and not given:
            is_missing = not left or left[0].partition("=")[0] in takes
            value = "" if is_missing else left.pop(0)
        elif option is None and not word.startswith("-"):
            self.runs[-1].append(word)
            return
        self.runs.append([])
        if option is not None:
            self.values.setdefault(option, []).append(value)
        if option not in _FILES and value:
            self.runs[-1].append(value)

    @property
    def form(self) -> str:
        return self._last("form")

    @property
    def is_told(self) -> bool:
        """Whether anything is told about a patient here or in a file."""
        return any(option in _TOLD for option in self.values) or any(self.runs[0])

    def urgent(self) -> Urgent:
        """What is urgent of all that was told here and in the files that are named."""
        today = date.today()
        case = [Lines.of(Path(name)) for name in self._files("case_file", "save")]
        laid = [Lines.of(Path(name)) for name in self._files("overlays")]
        told = [Piece(text, today) for text in self._texts()]
        told += [piece for lines in case for piece in lines.pieces()]
        named = (lines.protocol for lines in (*case, *laid))
        protocol = self._last("protocol") or next(filter(None, named), DEFAULT_PROTOCOL)
        surgeries = (lines.surgery for lines in case)
        surgery = next(filter(None, surgeries), self._date("surgery"))
        return urgent(told, to_hear_with(protocol), When(today, surgery, self._day()))

    def _texts(self) -> Iterator[str]:
        """Every text that words which stand together may be: someone may have left the quotes out."""
        for run in self.runs:
            words = run[:MOST_WORDS]
            for start in range(len(words)):
                if start and words[start - 1].casefold() in _DENIES:
                    continue
                for end in range(start + 1, min(len(words), start + 7) + 1):
                    yield " ".join(words[start:end]).strip()

    def _files(self, *options: str) -> list[str]:
        return [name for option in options for name in self.values.get(option, ()) if name]

    def _last(self, option: str) -> str:
        return (self.values.get(option) or [""])[-1].strip()

    def _date(self, option: str) -> date | None:
        with suppress(ValueError):
            return date.fromisoformat(self._last(option))
        return None

    def _day(self) -> int | None:
        """The day that is asked about, where it can be read."""
        for option, days in (("day", 1), ("week", 7)):
            text = self._last(option)
            if text.isascii() and text.isdigit() and len(text) < 6:
                return min(int(text) * days, LAST_DAY)
        return None


def _options() -> dict[str, str]:
    """Every option of a patient's verb that takes a value, with its name."""
    from .course import timeline
    from .diary import calendar, handout, log
    from .interview import ask

    return {
        flag: parameter.name or ""
        for verb in (ask, log, handout, calendar, timeline)
        for parameter in verb.params
        if isinstance(parameter, click.Option) and not parameter.is_flag
        for flag in parameter.opts
    }
