"""The verbs that show whether a protocol does what its scenarios say: test, docs."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import click
from attrs import evolve

from ..cache import cache_folder
from ..deciding.evaluate import engines_here
from ..library import DEFAULT_PROTOCOL, open_protocol, protocol_folder
from ..model.problem import ProblemsFound
from ..model.protocol import Protocol
from ..scenarios.features import features_of, read_features
from ..scenarios.play import Played, Player, play_all
from ..scenarios.test_run import ScenarioRun, all_scenarios
from ..telling.lines import Text, harmless
from ..writing import not_writable
from .common import say, tell_which, width
from .files import PATH, FilePath
from .options import of_protocol, on_engine, together
from .proving import progress, proven

if TYPE_CHECKING:
    from ..scenarios.remembered import Memory
    from ..site.changed import Changed
    from ..site.pages import Pages
    from ..site.serve import News

_FEATURES = click.option("--features", type=PATH, help="The folder of feature files.")
_SINCE = "Show what changed since: a git revision, or the folder of another version."
_about_a_site = together(of_protocol(DEFAULT_PROTOCOL), _FEATURES)


@click.command()
@click.argument("protocol", default=DEFAULT_PROTOCOL)
@_FEATURES
@click.option("--rules", is_flag=True, help="List every rule, not only those in trouble.")
@click.option("--coverage", is_flag=True, help="Say what no scenario shows; fail if anything.")
@click.option("--mutants", is_flag=True, help="Try every small slip; fail if one goes unnoticed.")
@click.option("--fresh", is_flag=True, help="Try every mutant, also those that are known.")
@on_engine("both")
def test(
    protocol: str,
    features: Path | None,
    rules: bool,
    coverage: bool,
    mutants: bool,
    fresh: bool,
    engine: str,
) -> None:
    """Run the scenarios of PROTOCOL, a name or a folder, and say which rules they pin down."""
    from ..scenarios.test_run_text import as_text, coverage_lines, fitted, mutation_lines

    _, place = places(protocol, features)
    opened = open_protocol(protocol)
    done = ran(opened, place, engine)
    say(fitted(as_text(done, rules), width()))
    failed = bool(done.failed)
    if coverage:
        say(fitted([Text(), *coverage_lines(done.coverage)], width()))
        failed = failed or bool(done.coverage.gaps)
    if mutants:
        done = with_mutants(done, place, fresh)
        say(fitted([Text(), *mutation_lines(done)], width()))
        failed = failed or bool(done.unexplained)
    if done.unfinished:
        raise ProblemsFound(done.unfinished)
    if failed:
        raise click.exceptions.Exit(3)


def places(protocol: str, features: Path | None) -> tuple[Path, Path]:
    """The folders of a protocol and of its feature files; says which is meant. Raises ProblemsFound."""
    tell_which(protocol)
    folder, _ = protocol_folder(protocol)
    return folder, features or features_of(folder)


def ran(protocol: Protocol, place: Path, engine: str, play: Player | None = None) -> ScenarioRun:
    """How the scenarios in a place went, with progress on a terminal. Raises ProblemsFound for files that cannot
    be read, and where not all that was read was run."""
    features = read_features(place, shown_as(place))
    scenarios, failed = all_scenarios(features), 0
    done: set[str] = set()
    with progress() as tell:

        def on(played: Played) -> None:
            nonlocal failed
            done.add(played.scenario.id)
            failed += not played.passed
            tell(
                f"{len(done)} of {len(scenarios)} scenarios, {failed} failed: {played.scenario.topic}"
            )

        engines = engines_here() if engine == "both" else (engine,)
        return ScenarioRun.of(
            protocol, features, (play or play_all)(scenarios, protocol, engines, on)
        )


def shown_as(folder: Path) -> str:
    """A folder as its author would write it."""
    here = Path.cwd()
    return str(folder.relative_to(here)) if folder.is_relative_to(here) else str(folder)


def with_mutants(run: ScenarioRun, place: Path, fresh: bool = False) -> ScenarioRun:
    """The same, with how every mutant fared. Raises ProblemsFound for explanations out of date."""
    from ..scenarios.explanations import outdated, read_explanations
    from ..scenarios.mutation import mutation, read_cache, write_cache

    explanations = read_explanations(place, shown_as(place))
    file = cache_file("mutants", run.protocol, place)
    cache = read_cache(None if fresh else file)
    try:
        with progress() as tell:
            fates = mutation(
                run.protocol, run.played, cache, told=lambda n, of: tell(f"{n} of {of} mutants")
            )
        cache = cache.only(fate.mutant for fate in fates)
    finally:
        write_cache(cache, file)  # also what was found until somebody stopped it
    if problems := outdated(explanations, fates):
        raise ProblemsFound(problems)
    return evolve(run, fates=fates, explanations={e.mutant: e.because for e in explanations})


def cache_file(what: str, protocol: Protocol, features: Path) -> Path | None:
    """What remembers how scenarios, mutants or a proof fared with these files; None where nothing may be."""
    folder = cache_folder()
    place = crc32(str(features.resolve()).encode(errors="surrogateescape"))
    return Path(folder, f"{what}-{protocol.name}-{place:08x}.json") if folder else None


@click.group()
def docs() -> None:
    """Make pages of a protocol: rules, sources, scenarios and how they stand today."""


@docs.command()
@click.argument("site", type=FilePath(path_type=Path, file_okay=False))
@_about_a_site
@click.option("--mutants/--no-mutants", default=False, help="Try every small slip too.")
@click.option("--prove/--no-prove", "proving", default=True, help="Decide the guarantees too.")
@click.option("--since", metavar="REVISION", help=_SINCE)
@on_engine("both")
def build(
    site: Path,
    protocol: str,
    features: Path | None,
    mutants: bool,
    proving: bool,
    since: str | None,
    engine: str,
) -> None:
    """Write the pages into the folder SITE. They need no server and no network.

    Only scenarios that a change touches are played again, and small slips are tried with --mutants alone, which
    takes minutes. Where the pages cannot be made, those of the last time say so.
    """
    from ..scenarios.test_run_text import counted
    from ..site.stale import tell

    try:
        pages, count = _built(site, protocol, features, mutants, proving, since, engine)
    except ProblemsFound as found:
        with suppress(ProblemsFound, OSError):  # a disk that is full takes no notice either
            tell(site, _lines(found))
        raise
    failed = bool(pages.standing.failed or pages.guarantees.refuted)
    told = f"{count} pages in {site}; {counted(pages.standing.played)}"
    if pages.guarantees.proof:
        told += f"; {len(pages.guarantees.proven)} of {len(pages.guarantees.all)} guarantees proven"
    say([Text(f"{told}.", "closed" if failed else "good")])
    if failed:
        raise click.exceptions.Exit(3)


def _built(
    site: Path,
    protocol: str,
    features: Path | None,
    mutants: bool,
    proving: bool,
    since: str | None,
    engine: str,
) -> tuple[Pages, int]:
    """The pages of a protocol, and how many were written. Raises ProblemsFound."""
    from ..scenarios.remembered import Memory
    from ..site.guaranteed import Guarantees
    from ..site.pages import Pages
    from ..site.proof_kept import keep, recalled

    folder, place = places(protocol, features)
    opened = open_protocol(protocol)
    changes = since and changed_since(since, folder, opened)
    file = cache_file("scenarios", opened, place)
    # A slip is put beside the answers of a scenario, which are not remembered.
    memory = Memory() if mutants else Memory.read(file)
    done = ran(opened, place, engine, memory.play)
    memory.write(file)
    if mutants:
        done = with_mutants(done, place)
    proof = None
    if proving:
        kept = cache_file("proof", opened, place)
        proof = recalled(opened, kept) or proven(opened)
        keep(proof, kept)
    guarantees = Guarantees.of(opened, proof, "" if proving else "nobody asked for a proof")
    pages = Pages(done, guarantees, changes or None)
    return pages, written(pages, site)


def written(pages: Pages, site: Path) -> int:
    """Writes the pages of a site; how many there are. Raises ProblemsFound."""
    from ..site.site import build as build_site

    try:
        return build_site(pages, site)
    except OSError as failed:
        raise not_writable(site, failed) from failed


def _lines(found: ProblemsFound) -> list[str]:
    from ..telling.lines import problems_as_text

    return [line.text for line in problems_as_text(found.problems)]


def changed_since(since: str, folder: Path, now: Protocol) -> Changed:
    """What changed since a git revision or another folder. Raises ProblemsFound."""
    from ..changes.diff import diff
    from ..changes.revisions import as_it_stood
    from ..site.changed import Changed

    return Changed(since, diff(as_it_stood(since, folder), now))


@docs.command()
@_about_a_site
@click.option("--watch", is_flag=True, help="Make the pages anew after every save.")
@click.option("--port", type=click.IntRange(0, 65535), default=8321, help="0 takes a free one.")
def serve(protocol: str, features: Path | None, watch: bool, port: int) -> None:
    """Show the pages in a browser on this machine, and follow the files while you write.

    Only programs on this machine reach them, by 127.0.0.1 or localhost; any other name is refused, so that no page
    elsewhere reads along. Up to 256 requests wait for their turn, and a connection that says nothing is closed
    after 10 seconds. A problem in the files, or a file that cannot be read, leaves the last pages as they are, and
    stands at the top of each.
    """
    import threading
    from tempfile import TemporaryDirectory

    from ..scenarios.remembered import Memory
    from ..site import serve as serving

    folder, place = places(protocol, features)
    news, stop = serving.News(), threading.Event()
    watched = serving.Watched((folder, place))
    before = watched.state()
    with TemporaryDirectory(prefix="recovery-site-") as temporary:
        site = Path(temporary, "site")
        again = partial(make_pages, protocol, place, site, news, Memory())
        again()
        if not news.version and not watch:
            raise SystemExit(3)
        with serving.server(site, port, news, watch) as server:
            say([Text(f"http://{serving.HOST}:{server.server_port}/  (stop with Ctrl-C)", "title")])
            if watch:
                follow = partial(serving.watch, watched, before, again, stop)
                threading.Thread(target=follow, daemon=True).start()
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                stop.set()


def make_pages(protocol: str, place: Path, site: Path, news: News, memory: Memory) -> None:
    """Plays the scenarios that a save touched and writes the pages; a problem leaves the last pages as they are,
    and the server says on them what it is."""
    from ..scenarios.remembered import Memory
    from ..scenarios.test_run_text import counted
    from ..site.guaranteed import Guarantees
    from ..site.pages import Pages

    try:
        opened = open_protocol(protocol)
        file = cache_file("scenarios", opened, place)
        memory.found = memory.found or Memory.read(file).found
        run = ran(opened, place, "reference", memory.play)
        memory.write(file)
        guarantees = Guarantees.of(opened, None, "pages that follow your files leave it to you")
        count = written(Pages(run, guarantees), site)
    except ProblemsFound as found:
        news.problems = _lines(found)
    except Exception as mistake:  # noqa: BLE001  who follows the files still does after a mistake of ours
        what = f"{type(mistake).__name__}: {mistake}"
        news.problems = ["a mistake in this program kept the pages from being made", harmless(what)]
    else:
        news.version, news.problems = news.version + 1, []
        role = "closed" if run.failed else "good"
        say([Text(f"{count} pages; {counted(run.played)}", role)])
        return
    say([Text(line, "alarm") for line in news.problems], err=True)
