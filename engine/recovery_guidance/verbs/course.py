"""The patient's verbs about time: when does it open, what comes next, what if, and week by week."""

from __future__ import annotations

from pathlib import Path

import click

from ..deciding.evaluate import evaluate
from .common import activities_named, ask, described, reply, silenced
from .files import PATH, check_outputs, write
from .options import Asked, about_a_case


@click.command()
@click.argument("activity")
@about_a_case
def when(activity: str, asked: Asked) -> None:
    """Say when ACTIVITY opens, what it waits for, and the smallest set of changes."""
    from ..course import course_json, course_text
    from ..course.reach import reach

    protocol, case = described(asked)
    guidance = evaluate(protocol, case, asked.engine)
    names = activities_named(activity, guidance)
    if not silenced(guidance, asked.form):
        reached = [reach(guidance, name) for name in names]
        reply(asked.form, course_json.when_as_json, course_text.when_as_text, guidance, reached)


@click.command("next")
@about_a_case
def next_(asked: Asked) -> None:
    """Say which session comes next, and which answers matter today."""
    from ..course import course_json, course_text
    from ..course.next_session import next_sessions
    from ..course.what_matters import worth_telling

    guidance = ask(asked)
    if not silenced(guidance, asked.form):
        found = next_sessions(guidance), worth_telling(guidance)
        reply(asked.form, course_json.next_as_json, course_text.next_as_text, guidance, *found)


@click.command()
@about_a_case
def whatif(asked: Asked) -> None:
    """Say what would change if it were otherwise: recovery whatif --case me.yaml -f "leg pain 0/10" """
    from ..course import course_json, course_text
    from ..course.moments import moment_of, shifts
    from ..reading.told import read_told

    if not asked.facts:
        raise click.UsageError('say what is supposed, for example -f "leg pain 0/10"')
    protocol, case = described(asked._replace(facts=()))
    supposed = case.stating(read_told(asked.facts, protocol, day=case.day))
    before, after = (evaluate(protocol, one, asked.engine) for one in (case, supposed))
    found = shifts(moment_of(before), moment_of(after))
    reply(asked.form, course_json.whatif_as_json, course_text.whatif_as_text, after, found)


@click.command()
@about_a_case
@click.option("--html", type=PATH, help="Write a page with a chart.")
@click.option("--svg", type=PATH, help="Write the chart alone.")
def timeline(html: Path | None, svg: Path | None, asked: Asked) -> None:
    """Say week by week what opened, what will open, and what it waits for."""
    from ..course import course_json, course_text
    from ..course.chart import chart_as_svg, course_as_html
    from ..course.course import course

    check_outputs([html, svg], [asked.case_file, *asked.overlays])
    found = course(*described(asked), asked.engine)
    if not (html or svg):
        reply(asked.form, course_json.course_as_json, course_text.course_as_text, found)
    elif not silenced(found.guidance, asked.form):
        if html:
            write(html, course_as_html(found).encode())
        if svg:
            write(svg, chart_as_svg(found).encode())
