"""Options of the command line that several verbs have, and how what stands behind them is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from ..deciding.evaluate import ENGINES
from ..model.case import parse_date
from ..model.items import LAST_DAY
from ..model.problem import Slip
from ..model.protocol import STANCES

if TYPE_CHECKING:
    from pathlib import Path

Option = Callable[[Callable[..., None]], Callable[..., None]]


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
    return whole_number(text, "weeks", LAST_DAY // 7)


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


CASE = "recovery.case"
"""Where a verb keeps the case of a file; what does not count of it is said behind the answer."""
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
        case = click.get_current_context().meta.get(CASE)
        if case is not None and case.remarks:
            from ..telling.lines import problem_lines

            for remark in case.remarks:
                for line in problem_lines(remark):
                    click.echo(line.text, err=True)
            if case.is_misdated:
                raise click.exceptions.Exit(3)

    return together(*OPTIONS)(with_case)
