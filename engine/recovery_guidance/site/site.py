"""The site of a protocol: static pages that work from a folder, without a server and without a network."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from ..changes.signoff import tests
from ..model.citation import ORDER
from ..model.problem import STRANGE, Problem, ProblemsFound
from ..scenarios.features import miscounted
from ..telling.templates import environment
from ..writing import write_whole
from .pages import Pages, activity_at, rule_at, slug, source_at
from .picture import limit_words, pictures

_FILES = Path(__file__).parent / "files"
_STATIC = ("style.css", "script.js")
_MARK = ".recovery-site"
"""A file that says a folder was written by us, so that nothing else is ever removed."""


def build(pages: Pages, folder: Path) -> int:
    """Writes the site into a folder, and takes out pages of rules that are gone. How many pages it
    has. Raises ProblemsFound for a folder that holds something else."""
    _make_room(folder)
    written = set()
    for address, content in contents(pages):
        place, text = folder / address, STRANGE.sub("\ufffd", content)  # names of folders are in it
        place.parent.mkdir(parents=True, exist_ok=True)
        if not place.is_file() or place.read_text("utf-8") != text:
            write_whole(place, text.encode())
        written.add(place)
    for place in folder.rglob("*.html"):
        if place not in written:
            place.unlink()
    for name in _STATIC:
        write_whole(folder / name, (_FILES / name).read_bytes())
    return sum(place.suffix == ".html" for place in written)


def quoted(text: str) -> Markup:
    """A sentence of a problem: what stands between backticks is the author's own."""
    parts = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if place % 2 else escape(part)
        for place, part in enumerate(parts)
    )


def _make_room(folder: Path) -> None:
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _MARK).is_file():
        message = f"`{folder}` holds something that is not a site of ours"
        why = "files that are no longer part of the site are removed from its folder"
        write = "name a new folder, or an empty one"
        raise ProblemsFound([Problem("E506", message, help=write, why=why)])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).touch()


def contents(pages: Pages) -> Iterator[tuple[str, str]]:
    """Every page with its address; the same run gives the same bytes."""
    templates = environment(_FILES)
    templates.globals.update(pages.shared())
    templates.filters.update(anchor=slug, quoted=quoted, tests=tests)

    def page(template: str, address: str, **values: Any) -> tuple[str, str]:
        root = "../" * address.count("/")
        text = templates.get_template(template).render(values, root=root, here=address)
        return address, "\n".join(line for line in text.splitlines() if line.strip()) + "\n"

    protocol = pages.protocol
    yield page("index.html", "index.html", **pages.start())
    drawn = [
        (
            line.stance,
            pictures(line, protocol, activity_at),
            [(protocol.quantities[q].title, limit_words(spans)) for q, spans in line.limits],
        )
        for line in pages.timelines
    ]
    yield page("timeline.html", "timeline.html", pictures=drawn)
    yield page("gaps.html", "gaps.html")
    yield page("guarantees.html", "guarantees.html")
    cited = sorted(protocol.sources.values(), key=lambda one: ORDER.index(one.strength))
    ranked = [
        (strength, [(source, len(pages.citing(source))) for source in alike])
        for strength, alike in groupby(cited, key=lambda one: one.strength)
    ]
    yield page("sources.html", "sources.html", sources=ranked)
    yield page("numbers.html", "numbers.html", numbers=list(pages.numbers()))
    if pages.changes:
        yield page("changes.html", "changes.html")
    for rule in protocol.rules:
        yield page("rule.html", rule_at(rule.id), **pages.rule(rule))
    for feature in pages.standing.features:
        address, text = page(
            "feature.html", f"features/{feature.topic}.html", **pages.feature(feature)
        )
        places = re.findall(r' id="at-(\d+)"', text)
        shown = Counter((feature.file, int(line)) for line in places)
        if problems := miscounted(Counter(s.place for s in feature.scenarios), shown, "shown"):
            raise ProblemsFound(problems)
        yield address, text
    for activity in protocol.activities.values():
        yield page("activity.html", activity_at(activity.name), **pages.activity(activity))
    for source in protocol.sources.values():
        yield page("source.html", source_at(source.id), **pages.source(source))
    index = json.dumps(list(pages.search()), ensure_ascii=False, separators=(",", ":"))
    yield "search.js", f"window.PAGES={index};\n"
