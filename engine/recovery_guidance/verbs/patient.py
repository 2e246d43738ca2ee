"""The patient's verbs: what may I do, and why not yet?"""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import click

from ..deciding.guidance import Guidance
from ..telling.answer_text import as_text
from ..telling.explain import why
from ..telling.lines import Text
from .common import about_a_case, activities_named, ask, say, width


@click.command()
@about_a_case
def allowed(form: str, **asked: Any) -> None:
    """Say what is allowed now, up to what, what is not yet, and when."""
    guidance = ask(**asked)
    answer(guidance, form)


def answer(guidance: Guidance, form: str) -> None:
    """Prints the whole answer in the form that was asked for."""
    if form == "json":
        from ..telling.answer_json import as_json

        click.echo(as_json(guidance))
    else:
        say(as_text(guidance, width()))


def _place(guidance: Guidance, name: str) -> tuple[int, float]:
    """What is open stands first, and then what opens soonest."""
    verdict = guidance.verdict(name)
    assert verdict is not None
    opens = math.inf if verdict.opens_on_day is None else verdict.opens_on_day
    return -verdict.verdict.openness, opens


@click.command("why")
@click.argument("activity")
@about_a_case
def why_(activity: str, form: str, **asked: Any) -> None:
    """Say why ACTIVITY is allowed or not yet, and what would change it."""
    from ..telling.why_text import group_as_text, why_as_text

    guidance = ask(**asked)
    if guidance.is_emergency or guidance.refused:
        answer(guidance, form)
        return
    names = sorted(activities_named(activity, guidance.protocol), key=partial(_place, guidance))
    if len(names) > 1 and form == "text":
        say(group_as_text(guidance, names, width()))
    for number, name in enumerate(names):
        reasons = why(guidance, name)
        if form == "json":
            from ..telling.answer_json import why_as_json

            click.echo(why_as_json(reasons, guidance))
        else:
            say([Text()] * bool(number) + why_as_text(reasons, guidance, width()))
