"""The command line: finds the verb, says problems, ends with an exit code; no decisions.

Exit codes: 0 answered, 1 could not run, 2 wrong usage, 3 problems in rule files or a case, and of
`diff` 4 where something becomes looser.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any

import click

from .. import __version__

CANNOT_RUN = ("E205",)
"""Problems that lie neither in a rule file nor in a case: something to run with is not installed here."""

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
    "prove": "author:prove",
    "fmt": "author:fmt",
    "describe": "author:describe",
    "new": "author:new",
    "schema": "author:schema",
    "test": "scenarios:test",
    "docs": "scenarios:docs",
}


@contextmanager
def harmless_usage() -> Iterator[None]:
    """Words from the command line come back without signs that steer a terminal."""
    try:
        yield
    except click.UsageError as wrong:
        if type(wrong).__name__ == "NoArgsIsHelpError":
            raise
        from ..telling.lines import harmless, shortened

        message = harmless(shortened(wrong.format_message()))
        raise click.UsageError(message, wrong.ctx) from None


class Verbs(click.Group):
    """Problems end with exit code 3, and a mistyped verb with the one that was meant."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """One question, then the program ends: until then there is hardly anything to collect.

        The engine is imported in here, so that this holds for its import too.
        """
        usual = gc.get_threshold()
        gc.set_threshold(100_000, *usual[1:])
        try:
            return super().main(*args, **extra)
        except OSError as error:
            # A full disk or a folder that is gone: nothing was wrong with the question.
            sys.exit(_could_not_run(error))
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

    def make_context(self, *args: Any, **settings: Any) -> click.Context:
        with harmless_usage():
            return super().make_context(*args, **settings)

    def invoke(self, ctx: click.Context) -> Any:
        from ..model.problem import ProblemsFound

        try:
            with harmless_usage():
                return super().invoke(ctx)
        except ProblemsFound as found:
            from ..telling.lines import problems_as_text
            from .common import say

            say(problems_as_text(found.problems), err=True)
            ctx.exit(1 if found.problems[0].code in CANNOT_RUN else 3)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            from ..model.problem import quoted, suggestion

            write = suggestion(args[0], VERBS, f"write {quoted(VERBS)}")
            ctx.fail(f"no verb is called `{args[0]}`; {write}")
        return super().resolve_command(ctx, args)


def _could_not_run(error: OSError) -> int:
    """Says what the system refused, and the exit code for that."""
    from ..telling.lines import harmless

    about = f"`{error.filename}`: " if error.filename else ""
    reason = (error.strerror or "the system refused").lower()
    click.echo(f"Error: this could not be done: {harmless(about + reason)}", err=True)
    if sys.stdout is not None and not error.filename:
        # What could not be written is not tried once more at the end, which would say so a second time.
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Prints the version and which engine answers here, and stops."""
    if wanted:
        from ..deciding.evaluate import engine_named

        click.echo(f"recovery {__version__}, engine {engine_named()[0]}")
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
