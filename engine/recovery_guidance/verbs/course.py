"""The patient's verbs about time: when does it open, what comes next, what if, and week by week."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from ..deciding.evaluate import evaluate
from .common import about_a_case, activities_named, described, say, silenced, width
from .diary import write


@click.command()
@click.argument("activity")
@about_a_case
def when(activity: str, form: str, engine: str, **asked: Any) -> None:
    """Say when ACTIVITY opens, what it waits for, and the smallest set of changes."""
    from ..course.course_json import when_as_json
    from ..course.course_text import when_as_text
    from ..course.reach import reach

    protocol, case = described(**asked)
    names = activities_named(activity, protocol)
    guidance = evaluate(protocol, case, engine)
    if silenced(guidance, form):
        return
    reached = [reach(guidance, name) for name in names]
    if form == "json":
        click.echo(when_as_json(guidance, reached))
    else:
        say(when_as_text(guidance, reached, width()))


@click.command("next")
@about_a_case
def next_(form: str, engine: str, **asked: Any) -> None:
    """Say which session comes next, and which answers matter today."""
    from ..course.course_json import next_as_json
    from ..course.course_text import next_as_text
    from ..course.next_session import next_sessions
    from ..course.what_matters import worth_telling

    protocol, case = described(**asked)
    guidance = evaluate(protocol, case, engine)
    if silenced(guidance, form):
        return
    sessions, telling = next_sessions(guidance), worth_telling(guidance)
    if form == "json":
        click.echo(next_as_json(guidance, sessions, telling))
    else:
        say(next_as_text(guidance, sessions, telling, width()))


@click.command()
@about_a_case
def whatif(form: str, engine: str, facts: tuple[str, ...], **asked: Any) -> None:
    """Say what would change if it were otherwise: recovery whatif --case me.yaml -f "leg pain 0/10" """
    from ..course.course_json import whatif_as_json
    from ..course.course_text import whatif_as_text
    from ..course.moments import moment_of, shifts
    from ..reading.statement import read_statements

    if not facts:
        raise click.UsageError('say what is supposed, for example -f "leg pain 0/10"')
    protocol, case = described(facts=(), **asked)
    supposed = case.stating(read_statements(facts, protocol.vocabulary, day=case.day))
    before, after = evaluate(protocol, case, engine), evaluate(protocol, supposed, engine)
    found = shifts(moment_of(before), moment_of(after))
    if form == "json":
        click.echo(whatif_as_json(after, found))
    else:
        say(whatif_as_text(after, found, width()))


@click.command()
@about_a_case
@click.option("--html", type=click.Path(path_type=Path), help="Write a page with a chart.")
@click.option("--svg", type=click.Path(path_type=Path), help="Write the chart alone.")
def timeline(html: Path | None, svg: Path | None, form: str, engine: str, **asked: Any) -> None:
    """Say week by week what opened, what will open, and what it waits for."""
    from ..course.chart import chart_as_svg, course_as_html
    from ..course.course import course
    from ..course.course_json import course_as_json
    from ..course.course_text import course_as_text

    protocol, case = described(**asked)
    found = course(protocol, case, engine)
    if (html or svg) and silenced(found.guidance, form):
        return
    written: list[tuple[Path | None, Callable[..., str]]] = [
        (html, course_as_html),
        (svg, chart_as_svg),
    ]
    for path, draw in written:
        if path is not None:
            write(path, draw(found).encode())
    if html or svg:
        return
    if form == "json":
        click.echo(course_as_json(found))
    else:
        say(course_as_text(found, width()))
