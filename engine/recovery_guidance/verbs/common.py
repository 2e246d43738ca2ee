"""What verbs share: the case that their options describe, and how an answer is printed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import click
from attrs import evolve

from ..asking import also_told
from ..deciding.evaluate import evaluate
from ..deciding.guidance import Guidance
from ..library import DEFAULT_PROTOCOL, open_protocol, stands_in
from ..model.case import Case
from ..model.problem import Problem, ProblemsFound
from ..model.protocol import Protocol
from ..telling.answer_text import whatever_it_is
from ..telling.lines import Text
from .files import put
from .options import CASE, Asked

if TYPE_CHECKING:
    from pathlib import Path

STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True},
    "alarm": {"fg": "red", "bold": True},
    "good": {"fg": "green"},
    "care": {"fg": "yellow"},
    "closed": {"fg": "red"},
    "open": {"fg": "cyan"},
    "quiet": {"dim": True},
}


def say(lines: Iterable[Text], err: bool = False) -> None:
    """Prints lines, coloured on a terminal unless NO_COLOR is set."""
    stream = sys.stderr if err else sys.stdout
    coloured = stream.isatty() and not os.environ.get("NO_COLOR")
    for line in lines:
        style = STYLES.get(line.role) if coloured else None
        click.echo(click.style(line.text, **style) if style else line.text, err=err)


def tell(text: str, err: bool = False) -> None:
    """Prints one line that may hold somebody's own words, such as the name of a file."""
    say([Text(text)], err)


def ask(asked: Asked) -> Guidance:
    """The guidance for the case that the options describe. Raises UsageError or ProblemsFound."""
    return evaluate(*described(asked), asked.engine)


def described(asked: Asked, surgery: date | None = None) -> tuple[Protocol, Case]:
    """The protocol and the case that the options describe. Raises UsageError or ProblemsFound.

    `surgery` is its date where no case file tells it.
    """
    week, day, on, case_file = asked.week, asked.day, asked.on, asked.case_file
    if week is not None and day is not None:
        raise click.UsageError("give --week or --day, not both")
    if week is None and day is None and case_file is None:
        raise click.UsageError(
            "say when: --week 6, --day 42, or --case with a file that has the date of surgery"
        )
    if on is not None and case_file is None and not asked.overlays:
        raise click.UsageError("--on needs a --case with the date of surgery")
    if on is not None and case_file is not None and (week is not None or day is not None):
        raise click.UsageError("give --on or --week, not both")
    if week is not None:
        day = week * 7
    protocol = open_for(asked.protocol, case_file, asked.overlays)
    case = read(case_file, protocol, on, day) if case_file else Case(day or 0, surgery=surgery)
    case = also_told(case, asked.facts, protocol, "-f")
    case = evolve(case, stance=asked.stance or case.stance, uncomplicated=asked.uncomplicated)
    if asked.overlays:
        from ..cases.overlay import lay_over

        case = lay_over(case, asked.overlays, protocol, on or date.today())
    return protocol, case


def open_for(protocol: str, case_file: Path | None, overlays: tuple[Path, ...] = ()) -> Protocol:
    """The protocol that was asked for, or that the case file or the first overlay names."""
    named_at = None
    if not protocol and (case_file is not None or overlays):
        from ..cases.casefile import protocol_named_in
        from ..cases.forms import OVERLAY

        if case_file is not None:
            protocol, named_at = protocol_named_in(case_file, str(case_file))
        if not protocol and overlays:
            protocol, named_at = protocol_named_in(overlays[0], str(overlays[0]), OVERLAY)
    name = protocol or DEFAULT_PROTOCOL
    tell_which(name)
    return open_protocol(name, named_at)


def tell_which(name: str) -> None:
    """Says on standard error that a protocol which stands here is meant, and not the program's own."""
    if stands_in(name):
        tell(
            f"rules/{name} of this folder is meant, not the one that came with the program",
            err=True,
        )


def read(case_file: Path, protocol: Protocol, on: date | None, day: int | None) -> Case:
    """The case in a file, asked about today where nothing else was said."""
    from ..cases.up_to_today import read_up_to_today

    today = date.today()
    case = read_up_to_today(case_file, str(case_file), protocol, on or today, day, today)
    click.get_current_context().meta[CASE] = case
    return case


def answer(guidance: Guidance, form: str = "text") -> None:
    """Prints the whole answer in the form that was asked for."""
    if form == "json":
        from ..telling.answer_json import as_json

        put(f"{as_json(guidance)}\n")
    else:
        from ..telling.answer_text import as_text

        say(as_text(guidance, width()))


def silenced(guidance: Guidance, form: str = "text") -> bool:
    """Whether an emergency or a refusal leaves nothing else to say; that is then said instead."""
    if guidance.is_silent:
        answer(guidance, form)
    return guidance.is_silent


def reply(
    form: str, as_json: Callable[..., str], as_text: Callable[..., Iterable[Text]], *found: Any
) -> None:
    """Prints what was found in the form that was asked for; text within the width."""
    if form == "json":
        put(f"{as_json(*found)}\n")
    else:
        say(as_text(*found, width()))


def width() -> int:
    """How many columns the answer may take."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return min(100, int(told))
    try:
        return min(100, os.get_terminal_size(sys.stdout.fileno()).columns or 80)
    except (AttributeError, ValueError, OSError):  # it goes to a file or a pipe
        return 80


def activities_named(name: str, guidance: Guidance) -> list[str]:
    """The activity of that name, or the members of that group. Raises ProblemsFound."""
    protocol = guidance.protocol
    activities = protocol.activities
    found = [a for a in activities if not activities[a].is_group and name in protocol.members[a]]
    if found:
        return found
    titles = {activity.title.casefold(): a for a, activity in activities.items()}
    if name.casefold() in titles:
        return activities_named(titles[name.casefold()], guidance)
    return _in_other_words(name, guidance)


def _in_other_words(name: str, guidance: Guidance) -> list[str]:
    """The activities that somebody means who calls them otherwise. Raises ProblemsFound."""
    from ..reading.asking_back import nearest_name, not_asked, refused
    from ..reading.hearing import NOT_UNDERSTOOD, understand

    protocol = guidance.protocol
    heard = understand(name, protocol)
    if (
        heard.is_understood
        and heard.names
        and heard.names[0] in protocol.activities
        and not heard.danger
    ):
        tell(f"`{name}` is understood as `{heard.names[0]}`", err=True)
        return activities_named(heard.names[0], guidance)
    meant = nearest_name(name, protocol)
    if heard.danger == NOT_UNDERSTOOD and (meant or not (heard.choices or heard.nothing)):
        write = f"did you mean `{meant}`?" if meant else "recovery allowed lists every activity"
        raise ProblemsFound.one("E102", f"no activity is called `{name}`", write)
    slip = not_asked(heard) if heard.facts else refused(heard, protocol)
    write = slip.help
    if heard.nothing and heard.part_of:
        write = f"ask your team; {whatever_it_is(heard.part_of, guidance)}"
    raise ProblemsFound([Problem(slip.code, slip.message, None, slip.why, write)])
