"""The author's verbs: is my rule file right, and what does my change do?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import asdict, evolve

from ..authoring import problem_report, scaffold
from ..authoring.examine import Examined, examine, protocols_here
from ..library import DEFAULT_PROTOCOL, open_protocol, protocol_folder
from ..model.problem import Problem, ProblemsFound
from ..model.protocol import Protocol
from ..telling.answer_json import text_of
from ..telling.lines import Text
from ..writing import write_whole
from .common import open_for, reply, say, tell, tell_which
from .files import PATH, put
from .options import calendar_date, in_form, of_protocol, with_overlays

if TYPE_CHECKING:
    from ..everyone.practice import Practice

LOOSER = 4


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--on", type=calendar_date, help="The date of the check; today if left out.")
@click.option("--strict", is_flag=True, help="Let warnings fail the check too.")
@click.option("--prove", "proving", is_flag=True, help="Decide the guarantees too, for everyone.")
@in_form("json", "sarif", help="How to report; sarif is what editors and code hosts read.")
def check(
    paths: tuple[str, ...],
    on: date | None,
    strict: bool,
    proving: bool,
    form: str,
) -> None:
    """Say everything that is wrong or odd in rule files, with the place and how to write it.

    PATHS are protocols by name, folder or file; all of `rules` if left out.
    """
    for name in paths:
        tell_which(name)
    examined = examine(paths or protocols_here(), on or date.today())
    if proving:
        examined = [_proven(one) for one in examined]
    if form == "json":
        put(f"{problem_report.as_json(examined)}\n")
    elif form == "sarif":
        from .. import __version__
        from ..authoring.sarif import as_sarif

        put(f"{as_sarif(examined, __version__)}\n")
    else:
        say(problem_report.as_text(examined))
    if any(one.problems or (strict and one.warnings) for one in examined):
        raise click.exceptions.Exit(3)


def _proven(examined: Examined) -> Examined:
    """The same, with what a proof refutes, finds odd or cannot decide."""
    if examined.problems or (examined.protocol is None and examined.under is None):
        return examined
    from .proving import laid_over, proven

    if examined.under is None:
        assert examined.protocol is not None
        proofs = [proven(examined.protocol)]
    else:
        path, under = Path(examined.name), examined.under
        proofs = [proven(under, practice=laid) for laid in laid_over(under, [path])]
    from ..proof.prove import problems_of

    more = dict.fromkeys(problem for proof in proofs for problem in problems_of(proof))
    return evolve(examined, found=(*examined.found, *more))


@click.command()
@click.argument("old")
@click.argument("new", default="")
@of_protocol(help="Which protocol of a git revision.")
@click.option("--prove", "proving", is_flag=True, help="Decide only whether NEW is stricter.")
@in_form("markdown", "json", help="How to report; markdown is a page to be signed.")
def diff(old: str, new: str, protocol: str, proving: bool, form: str) -> None:
    """Say what changes from OLD to NEW, for whom, in which weeks.

    OLD and NEW are folders, or git revisions such as HEAD~1; NEW is the folder as it stands if left
    out. Ends with exit code 4 where something becomes looser.
    """
    from ..changes import signoff
    from ..changes.diff import diff as compare
    from ..changes.revisions import both

    if proving:
        _stricter(both(old, new, protocol), form)
        return
    difference = compare(*both(old, new, protocol))
    if form == "json":
        put(f"{signoff.as_json(difference)}\n")
    else:
        lines = signoff.as_markdown if form == "markdown" else signoff.as_text
        for line in lines(difference):
            tell(line)
    if difference.loosens:
        raise click.exceptions.Exit(LOOSER)


def _stricter(versions: tuple[Protocol, Protocol], form: str) -> None:
    """Says whether the second version is stricter than the first for everyone, or for whom it is not."""
    from ..deciding.evaluate import engines_here
    from ..proof import proof_text
    from ..proof.compare import compare

    comparison = compare(*versions, engines_here())
    reply(form, proof_text.comparison_as_json, proof_text.comparison_as_text, comparison)
    raise click.exceptions.Exit(LOOSER if comparison.looser else 1 if comparison.undecided else 0)


@click.command("fmt")
@click.argument("paths", nargs=-1)
@click.option("--check", "only_check", is_flag=True, help="Change nothing; say what would change.")
def fmt(paths: tuple[str, ...], only_check: bool) -> None:
    """Lay rule files out in one way; what they say stays the same, and so do comments.

    PATHS are files or folders; all of `rules` if left out. Names the files that it lays out.
    """
    from ..authoring.files import is_ours, rule_files
    from ..authoring.layout import layout

    problems: list[Problem] = []
    changed = 0
    for path in rule_files(paths or ("rules",)):
        if not is_ours(path):
            tell(f"{path} is no rule file, overlay or case, and stays as it is", err=True)
            continue
        try:
            data = path.read_bytes()
            text = layout(data, str(path)).encode()
        except ProblemsFound as found:
            problems.extend(found.problems)
            continue
        if text != data:
            changed += 1
            tell(str(path))
            if not only_check:
                write_whole(path, text)
    if problems:
        raise ProblemsFound(problems)
    if changed and only_check:
        click.echo("not laid out; recovery fmt does it", err=True)
        raise click.exceptions.Exit(3)


@click.command("describe")
@click.argument("name", default="")
@of_protocol(DEFAULT_PROTOCOL, "A name or folder.")
@in_form("markdown", "json", help="How to describe.")
def describe(name: str, protocol: str, form: str) -> None:
    """Say in sentences what NAME is: an activity, item, rule, finding, threshold or source.

    Without NAME, lists every name. The code of a problem, such as E102, has its page here too.
    """
    from ..authoring import handbook
    from ..authoring.codes import code_page

    try:
        tell_which(protocol)
        opened = open_protocol(protocol)
        page = handbook.look_up(name, opened) if name else None
    except ProblemsFound:
        if (found := code_page(name)) is None:
            raise
        _listed(form, asdict(found), map(Text, found.text.splitlines()))
        return
    if page is None:
        _listed(form, handbook.contents(opened), handbook.contents_as_text(opened))
    elif form == "markdown":
        click.echo("\n".join(handbook.as_markdown(page)))
    else:
        reply(form, handbook.as_json, handbook.as_text, page)


def _listed(form: str, values: Mapping[str, Any], lines: Iterable[Text]) -> None:
    """Prints values as JSON, or else lines that stay as they are."""
    if form == "json":
        put(f"{text_of(values)}\n")
    else:
        say(lines)


@click.group("new")
def new() -> None:
    """Write a new protocol, topic, overlay or case that passes check and test at once."""


_TITLE = click.option("--title", default="", help="What people call it.")
_PROTOCOL = of_protocol(DEFAULT_PROTOCOL)


@new.command("protocol")
@click.argument("name")
@_TITLE
@click.option("--in", "place", type=PATH, default=Path(), help="Where.")
def new_protocol(name: str, title: str, place: Path) -> None:
    """Write rules/NAME, features/NAME and a page, with one topic as an example."""
    _written(scaffold.new_protocol(name, title, place))
    folder = place / "rules" / name
    tell(f"next: recovery check {folder}; recovery test {folder}")


@new.command("topic")
@click.argument("name")
@_TITLE
@_PROTOCOL
def new_topic(name: str, title: str, protocol: str) -> None:
    """Write a rule file, a feature file and a page called NAME into a protocol."""
    folder, _ = protocol_folder(protocol)
    _written(scaffold.new_topic(name, title, open_protocol(protocol), folder))


@new.command("overlay")
@click.argument("path", type=PATH)
@_PROTOCOL
@click.option("--on", type=calendar_date, help="The first day; today if left out.")
def new_overlay(path: Path, protocol: str, on: date | None) -> None:
    """Write an overlay, a surgeon's own practice, to PATH."""
    _written(scaffold.new_overlay(path, open_protocol(protocol), protocol, on or date.today()))


@new.command("case")
@click.argument("path", type=PATH)
@_PROTOCOL
@click.option(
    "--on", type=calendar_date, help="The day of the operation; today until it is corrected."
)
def new_case(path: Path, protocol: str, on: date | None) -> None:
    """Write a case, one patient's situation, to PATH."""
    day = on or date.today()
    opened = open_protocol(protocol)
    _written(scaffold.new_case(path, opened, protocol, day, is_told=on is not None))


def _written(files: Mapping[Path, str]) -> None:
    scaffold.write_all(files)
    for path in files:
        tell(str(path))


@click.command("schema")
@click.argument("kind", type=click.Choice(["protocol", "overlay", "case"]))
@of_protocol(help="Put this protocol's own names in it.")
def schema(kind: str, protocol: str) -> None:
    """Print the JSON Schema with which an editor completes and checks files."""
    from ..authoring.named_schema import with_names
    from ..authoring.schema import as_json, schemas

    made = schemas()[kind]()
    put(as_json(with_names(made, open_protocol(protocol)) if protocol else made))


@click.command()
@click.argument("protocol", default="")
@click.option("--only", metavar="NAME", default="", help="A single guarantee.")
@with_overlays(PATH)
@click.option("--on", type=calendar_date, help="A day on which the overlay counts.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.001),
    metavar="SECONDS",
    help="Stop after so long; what is left is undecided.",
)
@in_form("json")
def prove(
    protocol: str,
    only: str,
    overlays: tuple[Path, ...],
    on: date | None,
    timeout: float | None,
    form: str,
) -> None:
    """Decide what PROTOCOL promises, for every patient there could be.

    With --overlay, decides it as the overlay leaves it, and whether the overlay ever allows more.
    Ends with 0 where all is proven, 3 where something is refuted or odd, 1 where something could not
    be decided.
    """
    from .proving import proven

    opened = open_for(protocol, None, overlays)
    proof = proven(opened, only, timeout, _laid(opened, overlays, on))
    from ..proof import proof_text

    reply(form, proof_text.as_json, proof_text.as_text, proof)
    raise click.exceptions.Exit(proof.exit_code)


def _laid(protocol: Protocol, overlays: tuple[Path, ...], on: date | None) -> Practice | None:
    """What is laid over the protocol. Raises UsageError where nothing is, or it is not clear what."""
    from .proving import laid_over

    if not overlays:
        if on is not None:
            raise click.UsageError("--on needs an --overlay")
        return None
    found = laid_over(protocol, overlays, on)
    if len(found) == 1:
        return found[0]
    if not found:
        raise click.UsageError(f"no order of these overlays counts {f'on {on}' if on else 'ever'}")
    days = ", ".join(f"{one.on} ({len(one.orders)} orders)" for one in found)
    raise click.UsageError(f"not the same orders count on every day; say which with --on: {days}")
