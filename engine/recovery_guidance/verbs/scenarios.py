"""The verbs that show whether a protocol does what its scenarios say: test, docs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import click

from ..deciding.evaluate import ENGINES
from ..library import DEFAULT_PROTOCOL, cache_folder, open_protocol, protocol_folder
from ..model.problem import ProblemsFound
from ..model.protocol import Protocol
from ..scenarios.features import Feature, features_of, read_features
from ..scenarios.play import Played
from ..scenarios.test_run import Standing, all_scenarios
from ..telling.lines import Text
from .common import say, tell_which, width
from .proving import proven

if TYPE_CHECKING:
    from ..site.changed import Changed
    from ..site.serve import News


@click.command()
@click.argument("protocol", default=DEFAULT_PROTOCOL)
@click.option("--features", type=click.Path(path_type=Path), help="The folder of feature files.")
@click.option("--rules", is_flag=True, help="List every rule, not only those in trouble.")
@click.option("--coverage", is_flag=True, help="Say what no scenario shows; fail if anything.")
@click.option("--mutants", is_flag=True, help="Try every small slip; fail if one goes unnoticed.")
@click.option("--fresh", is_flag=True, help="Try every mutant, also those that are known.")
@click.option(
    "--engine",
    type=click.Choice([*ENGINES, "both"]),
    default="auto",
    help="What evaluates the rules.",
)
@click.pass_context
def test(
    ctx: click.Context,
    protocol: str,
    features: Path | None,
    rules: bool,
    coverage: bool,
    mutants: bool,
    fresh: bool,
    engine: str,
) -> None:
    """Run the scenarios of PROTOCOL, a name or a folder, and say which rules they pin down."""
    from ..scenarios import test_run_text

    tell_which(protocol)
    opened = open_protocol(protocol)
    folder, _ = protocol_folder(protocol)
    place = features or features_of(folder)
    read = read_features(place, shown_as(place))
    standing = Standing(opened, read, run(place, str(folder), engine, read))
    say(test_run_text.fitted(test_run_text.as_text(standing, rules), width()))
    failed = bool(standing.failed)
    if coverage:
        say(
            test_run_text.fitted(
                [Text(), *test_run_text.coverage_lines(standing.coverage)], width()
            )
        )
        failed = failed or bool(standing.coverage.gaps)
    if mutants:
        standing = with_mutants(standing, place, fresh)
        say(test_run_text.fitted([Text(), *test_run_text.mutation_lines(standing)], width()))
        failed = failed or bool(standing.unexplained)
    if failed:
        ctx.exit(3)


def shown_as(folder: Path) -> str:
    """A folder as its author would write it."""
    here = Path.cwd()
    return str(folder.relative_to(here)) if folder.is_relative_to(here) else str(folder)


def run(
    folder: Path, protocol: str, engine: str, features: tuple[Feature, ...]
) -> tuple[Played, ...]:
    """The scenarios under pytest-bdd, with progress on a terminal."""
    from ..scenarios.suite import run as run_suite

    total = len(all_scenarios(features))
    failed = 0
    done: set[str] = set()
    with progress() as tell:

        def on(played: Played) -> None:
            nonlocal failed
            done.add(played.scenario.id)
            failed += not played.passed
            tell(f"{len(done)} of {total} scenarios, {failed} failed: {played.scenario.topic}")

        return run_suite(folder, protocol, engine, on, shown_as(folder))


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Rewrites one line on a terminal, and says nothing elsewhere."""
    terminal = sys.stderr  # pytest puts another in its place while it runs
    if not terminal.isatty():
        yield lambda _: None
        return
    try:
        yield lambda line: click.echo(f"\r\033[K{line}", file=terminal, nl=False)
    finally:
        click.echo("\r\033[K", file=terminal, nl=False)


def with_mutants(standing: Standing, place: Path, fresh: bool = False) -> Standing:
    """The same, with how every mutant fared. Raises ProblemsFound for explanations out of date."""
    from ..scenarios.explanations import outdated, read_explained
    from ..scenarios.mutation import mutation, read_kept, write_kept

    explained = read_explained(place, shown_as(place))
    file = kept_in(standing.protocol, place)
    kept = read_kept(None if fresh else file)
    try:
        with progress() as tell:
            outcomes = mutation(
                standing.protocol,
                all_scenarios(standing.features),
                kept,
                told=lambda done, total: tell(f"{done} of {total} mutants"),
            )
        kept = kept.only(outcome.mutant for outcome in outcomes)
    finally:
        write_kept(kept, file)  # also what was found until somebody stopped it
    if problems := outdated(explained, outcomes):
        raise ProblemsFound(problems)
    return Standing(
        standing.protocol,
        standing.features,
        standing.played,
        outcomes,
        {one.mutant: one.because for one in explained},
    )


def kept_in(protocol: Protocol, where: Path) -> Path | None:
    """The file that remembers how mutants fared with these feature files; None where nothing is kept."""
    folder = cache_folder()
    place = crc32(str(where.resolve()).encode(errors="surrogateescape"))
    return folder / f"mutants-{protocol.name}-{place:08x}.json" if folder else None


@click.group()
def docs() -> None:
    """Make pages of a protocol: rules, sources, scenarios and how they stand today."""


def _about_a_site(command: Callable[..., None]) -> Callable[..., None]:
    options = [
        click.option(
            "--protocol",
            default=DEFAULT_PROTOCOL,
            metavar="NAME",
            help="A protocol's name or folder.",
        ),
        click.option(
            "--features", type=click.Path(path_type=Path), help="The folder of feature files."
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@docs.command()
@click.argument("site", type=click.Path(path_type=Path, file_okay=False))
@_about_a_site
@click.option("--mutants/--no-mutants", default=True, help="Try every small slip too.")
@click.option("--prove/--no-prove", "proving", default=True, help="Decide the guarantees too.")
@click.option(
    "--since",
    metavar="REVISION",
    help="Show what changed since: a git revision, or the folder of another version.",
)
@click.option(
    "--engine",
    type=click.Choice([*ENGINES, "both"]),
    default="auto",
    help="What evaluates the rules.",
)
@click.pass_context
def build(
    ctx: click.Context,
    site: Path,
    protocol: str,
    features: Path | None,
    mutants: bool,
    proving: bool,
    since: str | None,
    engine: str,
) -> None:
    """Write the pages into the folder SITE. They need no server and no network."""
    from ..site.guaranteed import Guarantees
    from ..site.pages import Pages
    from ..site.site import build as build_site

    tell_which(protocol)
    folder, _ = protocol_folder(protocol)
    place = features or features_of(folder)
    opened = open_protocol(protocol)
    changes = since and changed_since(since, Path(folder), opened)
    read = read_features(place, shown_as(place))
    standing = Standing(opened, read, run(place, str(folder), engine, read))
    if mutants:
        standing = with_mutants(standing, place)
    proof = proven(opened) if proving else None
    guarantees = Guarantees.of(opened, proof, "" if proving else "nobody asked for a proof")
    count = build_site(Pages(standing, guarantees, changes or None), site)
    failed = bool(standing.failed or guarantees.refuted)
    told = f"{count} pages in {site}; {tested_in_short(standing)}"
    if guarantees.proof:
        told += f"; {len(guarantees.proven)} of {len(guarantees.all)} guarantees proven"
    say([Text(f"{told}.", "closed" if failed else "good")])
    if failed:
        ctx.exit(3)


def changed_since(since: str, folder: Path, now: Protocol) -> Changed:
    """What changed since a git revision or another folder. Raises ProblemsFound."""
    from ..changes.diff import diff
    from ..changes.revisions import as_it_stood
    from ..site.changed import Changed

    return Changed(since, diff(as_it_stood(since, folder), now))


def tested_in_short(standing: Standing) -> str:
    """How many scenarios passed and failed."""
    from ..scenarios.test_run_text import counted

    failed = len(standing.failed)
    return counted(len(standing.played) - failed, failed)


@docs.command()
@_about_a_site
@click.option("--watch", is_flag=True, help="Make the pages anew after every save.")
@click.option("--port", type=click.IntRange(0, 65535), default=8321, help="0 takes a free one.")
def serve(protocol: str, features: Path | None, watch: bool, port: int) -> None:
    """Show the pages in a browser on this machine, and follow the files while you write."""
    import threading
    from tempfile import TemporaryDirectory

    from ..site import serve as serving

    tell_which(protocol)
    folder, _ = protocol_folder(protocol)
    place = features or features_of(folder)
    news, stop = serving.News(), threading.Event()
    with TemporaryDirectory(prefix="recovery-site-") as temporary:
        site = Path(temporary, "site")

        kept: dict[tuple[str, Feature], tuple[Played, ...]] = {}

        def again() -> None:
            make_pages(protocol, place, site, news, kept)

        again()
        if not news.version:
            say([Text(line, "alarm") for line in news.problems], err=True)
            raise SystemExit(3)
        with serving.server(site, port, news, watch) as server:
            say([Text(f"http://{serving.HOST}:{server.server_port}/  (stop with Ctrl-C)", "title")])
            if watch:
                watched = serving.Watched((folder, place))
                thread = threading.Thread(
                    target=serving.watch, args=(watched, again, stop), daemon=True
                )
                thread.start()
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                stop.set()


def make_pages(
    protocol: str,
    place: Path,
    site: Path,
    news: News,
    kept: dict[tuple[str, Feature], tuple[Played, ...]],
) -> None:
    """Plays the scenarios and writes the pages; a problem leaves the last pages as they are.

    `kept` holds how features went, so that after a save in one of them only that one is played.
    """
    from ..scenarios.play import play_all
    from ..site.guaranteed import Guarantees
    from ..site.pages import Pages
    from ..site.site import build as build_site
    from ..telling.lines import problems_as_text

    try:
        read = read_features(place, shown_as(place))
        opened = open_protocol(protocol)
        before = dict(kept)
        kept.clear()
        for one in read:
            key = opened.sha256, one
            kept[key] = before.get(key) or play_all(one.scenarios, opened)
        standing = Standing(opened, read, tuple(p for one in kept.values() for p in one))
        guarantees = Guarantees.of(opened, None, "pages that follow your files leave it to you")
        count = build_site(Pages(standing, guarantees), site)
    except ProblemsFound as found:
        news.problems = [line.text for line in problems_as_text(found.problems)]
        say([Text(line, "alarm") for line in news.problems])
        return
    news.version, news.problems = news.version + 1, []
    role = "closed" if standing.failed else "good"
    say([Text(f"{count} pages; {tested_in_short(standing)}", role)])
