"""The command line: finds the verb, says problems, ends with an exit code; no decisions.

Exit codes: 0 answered, 1 could not run, 2 wrong usage, 3 problems in rule files or a case (an entry of a day to
come is one, and lets the rest answer), and of
`diff` 4 where something becomes looser.
"""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from errno import EPIPE
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from .. import __version__

if TYPE_CHECKING:
    from .refusal import Failure

# What a command made need not be gone through once more at its end: the system takes it all back.
atexit.register(gc.freeze)

# Each verb and where it is; a verb is loaded when it is called, so that a question is answered at once.
VERBS = {
    "allowed": "patient:allowed",
    "why": "patient:why_",
    "when": "course:when",
    "next": "course:next_",
    "timeline": "course:timeline",
    "whatif": "course:whatif",
    "ask": "interview:ask",
    "log": "diary:log",
    "handout": "diary:handout",
    "calendar": "diary:calendar",
    "check": "author:check",
    "diff": "author:diff",
    "sign-off": "signing:sign_off",
    "prove": "author:prove",
    "fmt": "author:fmt",
    "describe": "author:describe",
    "new": "author:new",
    "schema": "author:schema",
    "test": "scenarios:test",
    "docs": "scenarios:docs",
}


@contextmanager
def refusing(words: Sequence[str]) -> Iterator[None]:
    """Ends what fails with what is urgent all the same, then what is wrong, and the exit code for that."""
    from ..model.problem import ProblemsFound

    try:
        yield
    except click.UsageError as wrong:
        if type(wrong).__name__ == "NoArgsIsHelpError":
            raise
        from ..telling.lines import harmless, shortened

        message = harmless(shortened(wrong.format_message()))
        failure: Failure = click.UsageError(message, wrong.ctx)
    except (click.ClickException, ProblemsFound) as wrong:
        failure = wrong
    except OSError as wrong:
        # A full disk or a folder that is gone: nothing was wrong with the question.
        if wrong.errno == EPIPE:
            raise
        failure = wrong
    else:
        return
    from .refusal import refuse

    sys.exit(refuse(words, failure, VERBS))


class Verbs(click.Group):
    """Problems end with exit code 3, and a mistyped verb with the one that was meant."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """One question, then the program ends: until then there is hardly anything to collect.

        The engine is imported in here, so that this holds for its import too.
        """
        usual = gc.get_threshold()
        gc.set_threshold(100_000, *usual[1:])
        try:
            from ..reading.contents import one_question

            with one_question():
                return super().main(*args, **extra)
        finally:
            gc.set_threshold(*usual)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module, _, name = VERBS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f".{module}", __package__), name)
        return command

    def make_context(
        self, info_name: str | None, args: list[str], *more: Any, **settings: Any
    ) -> click.Context:
        words = tuple(args)
        with refusing(words):
            context = super().make_context(info_name, args, *more, **settings)
        context.obj = words
        return context

    def invoke(self, ctx: click.Context) -> Any:
        with refusing(ctx.obj):
            return super().invoke(ctx)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            from ..model.problem import quoted, suggestion

            write = suggestion(args[0], VERBS, f"write {quoted(VERBS)}")
            ctx.fail(f"no verb is called `{args[0]}`; {write}")
        return super().resolve_command(ctx, args)


def show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Prints the version and which engine answers here, why not the other, and stops."""
    if wanted:
        from ..deciding.evaluate import HOW_TO_HAVE_IT, engine_named, without_durable

        click.echo(f"recovery {__version__}, engine {engine_named()[0]}")
        if missing := without_durable():
            click.echo(f"{missing}; the answers are the same, and {HOW_TO_HAVE_IT}")
        ctx.exit()


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    callback=show_version,
    expose_value=False,
    is_eager=True,
    help="Show the version and the engine in use.",
)
def main() -> None:
    """What am I allowed to do at week N after back surgery, and why?

    Begin with: recovery allowed --week 6
    """
    if sys.stdout is None:
        raise click.ClickException("standard output is closed, so there is nowhere to answer")
    if reconfigure := getattr(sys.stdout, "reconfigure", None):
        # Where an old terminal lacks a letter, the answer still comes.
        reconfigure(errors="replace")
