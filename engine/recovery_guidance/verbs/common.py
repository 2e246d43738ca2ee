"""What verbs share: their options, the case that these describe, and how an answer is printed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

import click
from attrs import evolve

from ..asking import also_told
from ..deciding.evaluate import ENGINES, evaluate
from ..deciding.guidance import Guidance
from ..library import DEFAULT_PROTOCOL, open_protocol, stands_in
from ..model.case import Case, parse_date
from ..model.items import LAST_DAY
from ..model.problem import Problem, ProblemsFound, Slip, did_you_mean
from ..model.protocol import STANCES, Protocol
from ..telling.lines import Text

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


Option = Callable[[Callable[..., None]], Callable[..., None]]

MOST_WEEKS = LAST_DAY // 7


def whole_number(text: str, what: str, most: int) -> int:
    """A count of weeks or days in plain digits. Raises BadParameter."""
    text = text.strip()
    if not (text.isascii() and text.isdigit()) or (len(text) > 1 and text[0] == "0"):
        raise click.BadParameter(
            f"`{text}` is not a number of {what}; write a whole number such as 6"
        )
    if len(text) > 6 or int(text) > most:
        raise click.BadParameter(f"{text} {what} is more than twenty years; write 0 to {most}")
    return int(text)


def weeks(text: str) -> int:
    """Completed weeks since the operation."""
    return whole_number(text, "weeks", MOST_WEEKS)


def days(text: str) -> int:
    """Days since the operation."""
    return whole_number(text, "days", LAST_DAY)


def calendar_date(text: str) -> date:
    """A date written 2026-09-01. Raises BadParameter."""
    try:
        return parse_date(text)
    except Slip as slip:
        raise click.BadParameter(f"{slip}; {slip.help}") from None


def path(text: str) -> Path:
    """A file or folder."""
    from pathlib import Path  # not where nobody names a file: it takes longer than an answer

    return Path(text)


def together(*options: Option) -> Option:
    """Several options as one, in the order in which help lists them."""

    def add(verb: Callable[..., None]) -> Callable[..., None]:
        for option in reversed(options):
            verb = option(verb)
        return verb

    return add


def in_form(*forms: str, help: str | None = None) -> Option:
    """`--format`: text, or one of these."""
    choice = click.Choice(["text", *forms])
    return click.option("--format", "form", type=choice, default="text", help=help)


def of_protocol(default: str = "", help: str = "A protocol's name or folder.") -> Option:
    """`--protocol`."""
    return click.option("--protocol", default=default, metavar="NAME", help=help)


def on_engine(*more: str) -> Option:
    """`--engine`: one of those that `evaluate` knows, or one of these."""
    choice = click.Choice([*ENGINES, *more])
    return click.option("--engine", type=choice, default="auto", help="What evaluates the rules.")


def with_overlays(type: Any) -> Option:
    """`--overlay`, as often as there are overlays."""
    name, told = "overlays", "A surgeon's own practice over the protocol. May be repeated."
    return click.option("--overlay", name, type=type, multiple=True, metavar="FILE", help=told)


class Asked(NamedTuple):
    """What the options of a verb say about one case, and how to answer."""

    week: int | None
    day: int | None
    facts: tuple[str, ...]
    case_file: Path | None
    on: date | None
    stance: str | None
    uncomplicated: bool
    protocol: str
    overlays: tuple[Path, ...]
    engine: str
    form: str


_REMARKS = "recovery.remarks"
"""Where a verb keeps what does not count of a case file, which is said behind the answer."""
_FACT = 'What is known, for example -f "leg pain 2/10". May be repeated.'
_STANCE = "How careful to be; the protocol's own if left out."
OPTIONS = (
    click.option("--week", type=weeks, help="Completed weeks since the operation."),
    click.option("--day", type=days, help="Days since the operation, instead of weeks."),
    click.option("--fact", "-f", "facts", multiple=True, metavar="TEXT", help=_FACT),
    click.option("--case", "case_file", type=path, help="A case file."),
    click.option(
        "--on", type=calendar_date, help="The date that is asked about; today if left out."
    ),
    click.option("--stance", type=click.Choice(STANCES), help=_STANCE),
    click.option(
        "--uncomplicated", is_flag=True, help="Take unknown items as uncomplicated, and say so."
    ),
    of_protocol(),
    with_overlays(path),
    on_engine(),
    in_form("json", help="How to answer."),
)


def about_a_case(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every verb that asks about one case; it is called with them as `asked`."""

    @wraps(command)
    def with_case(**given: Any) -> None:
        asked = Asked(*(given.pop(name) for name in Asked._fields))
        command(asked=asked, **given)
        if remarks := click.get_current_context().meta.get(_REMARKS):
            from ..telling.lines import problem_lines

            say((line for remark in remarks for line in problem_lines(remark)), err=True)

    return together(*OPTIONS)(with_case)


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
        click.echo(
            f"rules/{name} of this folder is meant, not the one that came with the program",
            err=True,
        )


def read(case_file: Path, protocol: Protocol, on: date | None, day: int | None) -> Case:
    """The case in a file, asked about today where nothing else was said."""
    from ..cases.up_to_today import read_up_to_today

    today = date.today()
    case = read_up_to_today(case_file, str(case_file), protocol, on or today, day, today)
    click.get_current_context().meta[_REMARKS] = case.remarks
    return case


def answer(guidance: Guidance, form: str = "text") -> None:
    """Prints the whole answer in the form that was asked for."""
    if form == "json":
        from ..telling.answer_json import as_json

        click.echo(as_json(guidance))
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
        click.echo(as_json(*found))
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


def activities_named(name: str, protocol: Protocol) -> list[str]:
    """The activity of that name, or the members of that group. Raises ProblemsFound."""
    activities = protocol.activities
    found = [a for a in activities if not activities[a].is_group and name in protocol.members[a]]
    if found:
        return found
    titles = {activity.title.casefold(): a for a, activity in activities.items()}
    if name.casefold() in titles:
        return activities_named(titles[name.casefold()], protocol)
    meant = did_you_mean(name, activities) or titles.get(did_you_mean(name, titles).casefold(), "")
    write = f"did you mean `{meant}`?" if meant else "recovery allowed lists every activity"
    raise ProblemsFound([Problem("E102", f"no activity is called `{name}`", help=write)])
