"""The verbs that write for a patient: into the case file, and onto paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..library import open_protocol
from ..model.problem import Problem, ProblemsFound
from ..model.protocol import Protocol
from .common import ask, described, open_for, say, silenced, tell, width
from .files import PATH, check_outputs, put, write
from .options import Asked, about_a_case, calendar_date, of_protocol

if TYPE_CHECKING:
    from ..cases.diary import Written
    from ..course.handout import Handout

SESSION, CLEARANCE = "session", "clearance"


@click.command("log")
@click.argument("what", nargs=-1)
@click.option("--case", "case_file", type=PATH, required=True, help="The case file.")
@click.option("--on", type=calendar_date, help="The date that it is about; today if left out.")
@click.option("--by", default="", help="Who measured it or said so.")
@click.option("--step", default="", help="With a session: the step of the plan, by name or number.")
@click.option("--distance", default="", help="With a session: how far, for example 3 km.")
@click.option("--time", default="", help="With a session: how long, for example 30 min.")
@click.option(
    "--during", multiple=True, help="With a session: how it felt, for example back pain 2/10."
)
@click.option("--next-morning", multiple=True, help="With a session: how the next morning was.")
@click.option("--note", default="", help="With a session: anything else.")
@click.option("--undo", is_flag=True, help="Take back what was logged last.")
@of_protocol()
def log(
    what: tuple[str, ...],
    case_file: Path,
    on: date | None,
    by: str,
    undo: bool,
    protocol: str,
    **session: Any,
) -> None:
    """Write into a case file what was observed: recovery log "leg pain 2/10" --case me.yaml

    `recovery log session run-walk --step 2 --during "back pain 2/10"` writes a session, and
    `recovery log clearance "gait clearance" --by "the physiotherapist"` a permission.
    """
    from ..cases.diary import Diary, Told

    today = date.today()
    read_by, problems = _opened(protocol, case_file, what)
    diary = Diary(case_file, str(case_file), read_by, today)
    if undo:
        if what:
            raise click.UsageError("--undo takes back the last entry; say nothing else with it")
        diary.take_back()
        tell(f"{case_file}: the last entry was taken back")
        return
    if not what:
        raise click.UsageError('say what was observed, for example "leg pain 2/10"')
    if what[0] == SESSION and len(what) > 1:
        written = diary.session(Told(" ".join(what[1:]), **session), on or today, by)
    elif any(session.values()):
        raise click.UsageError("this option describes a session: recovery log session run-walk …")
    elif what[0] == CLEARANCE and len(what) > 1:
        written = diary.tell(what[1:], on or today, by, "clearances")
    else:
        written = diary.tell(what, on or today, by)
    _tell_written(written, case_file, diary.protocol, problems)


def _opened(
    protocol: str, case_file: Path, what: tuple[str, ...]
) -> tuple[Protocol, tuple[Problem, ...]]:
    """The protocol, and what is wrong with it: a danger is written by the words of the program's own rules then.

    Raises ProblemsFound where nothing else can be read.
    """
    from ..danger import urgent_in

    try:
        return open_for(protocol, case_file), ()
    except ProblemsFound as wrong:
        own = open_protocol()
        if not urgent_in(what, own, 0).escalations:
            raise
        return own, tuple(wrong.problems)


def _tell_written(
    written: Written, case_file: Path, protocol: Protocol, problems: tuple[Problem, ...]
) -> None:
    """Says what was written and what is urgent since. Raises ProblemsFound for what was wrong already."""
    for entry in written.entries:
        tell(f"{case_file}: {entry.section}: {'; '.join(entry.lines)}")
    if not written.entries:
        tell(f"{case_file}: this stands there already")
    if problems := (*problems, *written.problems):
        raise ProblemsFound(problems)
    if not written.entries or written.after is None:
        return
    # Only now: what is written stays, whatever becomes of the answer.
    from ..cases.newly_urgent import fresh_escalations

    say(fresh_escalations(protocol, lambda: written.before, written.after, width()))


@click.command()
@about_a_case
@click.option("--html", type=PATH, help="Write the page as HTML.")
@click.option("--pdf", type=PATH, help="Write the page as PDF.")
@click.option("--paper", type=click.Choice(["A4", "Letter"]), default="A4", help="The sheet.")
@click.option("--large-print", is_flag=True, help="Large letters, on more sheets than one.")
def handout(
    html: Path | None, pdf: Path | None, paper: str, large_print: bool, asked: Asked
) -> None:
    """Write one page for a patient, or for the protocol where no case and no week is told.

    Without --html and --pdf the HTML goes to standard output.
    """
    from ..course.handout import handout as handout_for
    from ..course.handout_html import as_html

    check_outputs([html, pdf], [asked.case_file, *asked.overlays])
    told = (asked.week, asked.day, asked.case_file) != (None, None, None)
    guidance = ask(asked if told else asked._replace(day=0, uncomplicated=True))
    page = handout_for(guidance, about_a_patient=told)
    if pdf is not None or html is not None:
        silenced(guidance)
    if pdf is not None:
        write(pdf, drawn(page, paper, large_print))
    if html is not None:
        write(html, as_html(page, paper, large_print).encode())
    if pdf is None and html is None:
        put(as_html(page, paper, large_print))


def drawn(page: Handout, paper: str, large: bool) -> bytes:
    """The PDF. Raises ClickException where the library that draws it is not installed."""
    try:
        from ..course.handout_pdf import as_pdf
    except ImportError:
        raise click.ClickException(
            "a PDF needs a library that is not installed here: pip install 'recovery-guidance[pdf]', "
            "or write --html and print it from a browser"
        ) from None
    return as_pdf(page, paper, large)


@click.command()
@about_a_case
@click.option("--output", "-o", type=PATH, help="The file; else standard output.")
def calendar(output: Path | None, asked: Asked) -> None:
    """Write a calendar file with milestones, and the days on which something is to be told again."""
    from ..course.calendar_file import as_ics
    from ..course.course import course

    check_outputs([output], [asked.case_file, *asked.overlays])
    protocol, case = described(asked)
    if case.surgery is None:
        raise click.UsageError("a calendar needs a --case with the date of surgery")
    found = course(protocol, case, asked.engine)
    if silenced(found.guidance):
        return
    text = as_ics(found)
    if output is None:
        put(text)
    else:
        write(output, text.encode())
