"""The patient's verbs: what may I do, and why not yet?"""

from __future__ import annotations

import math
from functools import partial

import click

from ..deciding.guidance import Guidance
from ..telling.lines import Text
from .common import activities_named, answer, ask, say, silenced, width
from .files import put
from .options import Asked, about_a_case


@click.command()
@about_a_case
def allowed(asked: Asked) -> None:
    """Say what is allowed now, up to what, what is not yet, and when."""
    answer(ask(asked), asked.form)


def _place(guidance: Guidance, name: str) -> tuple[int, float]:
    """What is open stands first, and then what opens soonest."""
    verdict = guidance.verdict(name)
    assert verdict is not None
    opens = math.inf if verdict.opens_on_day is None else verdict.opens_on_day
    return -verdict.verdict.openness, opens


@click.command("why")
@click.argument("activity")
@about_a_case
def why_(activity: str, asked: Asked) -> None:
    """Say why ACTIVITY is allowed or not yet, and what would change it."""
    from ..telling.explain import why
    from ..telling.why_text import group_as_text, why_as_text

    guidance = ask(asked)
    if silenced(guidance, asked.form):
        return
    names = sorted(activities_named(activity, guidance), key=partial(_place, guidance))
    if len(names) > 1 and asked.form == "text":
        say(group_as_text(guidance, names, width()))
    for number, name in enumerate(names):
        reasons = why(guidance, name)
        if asked.form == "json":
            from ..telling.answer_json import why_as_json

            put(f"{why_as_json(reasons, guidance)}\n")
        else:
            say([Text()] * bool(number) + why_as_text(reasons, guidance, width()))
