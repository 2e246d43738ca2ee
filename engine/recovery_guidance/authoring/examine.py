"""Files and folders → everything that can be said about them without asking about a patient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from attrs import frozen

from ..cases.casefile import protocol_named_in, read_case
from ..cases.forms import OVERLAY
from ..cases.overlay import is_overlay, lint_overlay, read_overlay
from ..check import check
from ..library import DEFAULT_PROTOCOL, open_protocol, protocol_folder, shipped
from ..model.problem import Problem, ProblemsFound
from ..model.protocol import HEAD, Protocol
from ..reading.load import load
from ..reading.tree import read_file
from .lint import lint, lint_orders


@frozen
class Examined:
    """One protocol, overlay or case that was looked at. `protocol` is None where it could not be read,
    and `under` is the protocol that an overlay lies over."""

    name: str
    protocol: Protocol | None
    found: tuple[Problem, ...]
    under: Protocol | None = None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What has to be mended before it can be used."""
        return tuple(p for p in self.found if not p.is_warning)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What someone should look at."""
        return tuple(p for p in self.found if p.is_warning)


def examine(names: Iterable[str], on: date | None) -> list[Examined]:
    """Each protocol, overlay or case that is named, on a date. Raises ProblemsFound for other names.

    A protocol is named by its name, its folder, a folder of such folders, or one of its files.
    """
    folders: dict[Path, str] = {}
    others = []
    for name in names:
        path = Path(name)
        if path.is_file() and not path.parent.joinpath(HEAD).is_file():
            others.append(_examine_file(path, name, on))
            continue
        for folder, shown in _folders(name):
            folders.setdefault(folder, shown)
    return [examine_folder(folder, shown, on) for folder, shown in folders.items()] + others


def _folders(name: str) -> Iterator[tuple[Path, str]]:
    path = Path(name)
    if path.is_file():
        yield path.parent, str(path.parent)
    elif path.is_dir() and not path.joinpath(HEAD).is_file():
        inside = [(head.parent, str(head.parent)) for head in sorted(path.glob(f"*/{HEAD}"))]
        yield from inside or [(path, name.rstrip("/"))]
    else:
        yield protocol_folder(name)


def _examine_file(path: Path, shown: str, on: date | None) -> Examined:
    found: list[Problem] = []
    under = None
    tree = read_file(path, shown, found)
    try:
        if tree is not None and is_overlay(tree):
            under = open_protocol(*protocol_named_in(path, shown, OVERLAY))
            overlay = read_overlay(path, shown, under)
            found.extend((*lint_overlay(overlay, under, on), *lint_orders(overlay.orders)))
        elif tree is not None:
            name, at = protocol_named_in(path, shown)
            asked = open_protocol(name or DEFAULT_PROTOCOL, at)
            found.extend(lint_orders(read_case(path, shown, asked, on, None, on).orders))
    except ProblemsFound as more:
        found.extend(more.problems)
    return Examined(shown, None, ProblemsFound(found).problems, under)


def protocols_here() -> list[str]:
    """The folder of rules where the author stands, or else the one that came with this program: the order in
    which a name is looked for, too."""
    here = Path("rules")
    return [str(here)] if any(here.glob(f"*/{HEAD}")) else [str(shipped("rules"))]


def examine_folder(folder: Path, shown: str, on: date | None) -> Examined:
    """One protocol's folder."""
    try:
        protocol = load(folder, shown, closely=True)
    except ProblemsFound as found:
        return Examined(shown, None, found.problems)
    odd = [*check(protocol), *lint(protocol, on, _scenarios(folder))]
    return Examined(shown, protocol, ProblemsFound(odd).problems)


def _scenarios(folder: Path) -> set[str] | None:
    """The topics that have a feature file beside `rules`; None where features are not kept that way."""
    folder = folder.absolute()
    if folder.parent.name != "rules":
        return None
    features = folder.parent.parent / "features" / folder.name
    return {path.stem for path in features.glob("*.feature")}
