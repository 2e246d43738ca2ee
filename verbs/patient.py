"""The patient's verbs: what may I do, and why not yet?"""

from __future__ import annotations

from typing import Any

import click

from engine.explain import why
from engine.guidance import Guidance
from engine.lines import Text
from engine.render import as_text, why_as_text
from verbs.common import about_a_case, activities_named, ask, say, width


@click.command()
@about_a_case
def allowed(form: str, **asked: Any) -> None:
    """Say what is allowed now, up to what, what is not yet, and when."""
    guidance = ask(**asked)
    answer(guidance, form)


def answer(guidance: Guidance, form: str) -> None:
    """Prints the whole answer in the form that was asked for."""
    if form == "json":
        from engine.report import as_json

        click.echo(as_json(guidance))
    else:
        say(as_text(guidance, width()))


@click.command("why")
@click.argument("activity")
@about_a_case
def why_(activity: str, form: str, **asked: Any) -> None:
    """Say why ACTIVITY is allowed or not yet, and what would change it."""
    guidance = ask(**asked)
    if guidance.is_emergency or guidance.refused:
        answer(guidance, form)
        return
    for number, name in enumerate(activities_named(activity, guidance.protocol)):
        reasons = why(guidance, name)
        if form == "json":
            from engine.report import why_as_json

            click.echo(why_as_json(reasons, guidance))
        else:
            say([Text()] * bool(number) + why_as_text(reasons, guidance, width()))
