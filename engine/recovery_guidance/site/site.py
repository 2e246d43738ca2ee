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
from ..model.problem import STRANGE, ProblemsFound
from ..scenarios.features import miscounted
from ..telling.templates import environment
from .folder import SiteFolder
from .pages import Pages
from .picture import limit_words, pictures

_FILES = Path(__file__).parent / "files"
_STATIC = ("style.css", "script.js")


def build(pages: Pages, folder: Path) -> int:
    """Writes the site into a folder, and takes out pages of rules that are gone. How many pages it
    has. Raises ProblemsFound where something that no build wrote is in the way, or OSError."""
    # Names of folders are in the pages.
    files = {at: STRANGE.sub("\ufffd", text).encode() for at, text in contents(pages)}
    files |= {name: (_FILES / name).read_bytes() for name in _STATIC}
    SiteFolder.at(folder).put(files)
    return sum(address.endswith(".html") for address in files)


def quoted(text: str) -> Markup:
    """A sentence of a problem: what stands between backticks is the author's own."""
    parts = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if place % 2 else escape(part)
        for place, part in enumerate(parts)
    )


def contents(pages: Pages) -> Iterator[tuple[str, str]]:
    """Every page with its address; the same run gives the same bytes."""
    templates = environment(_FILES)
    templates.globals.update(pages.shared())
    templates.filters.update(
        anchor=lambda address: address.partition("#")[2], quoted=quoted, tests=tests
    )

    def page(template: str, address: str, **values: Any) -> tuple[str, str]:
        root = "../" * address.count("/")
        text = templates.get_template(template).render(values, root=root, here=address)
        return address, "\n".join(line for line in text.splitlines() if line.strip()) + "\n"

    protocol, at = pages.protocol, pages.at
    yield page("index.html", "index.html", **pages.start())
    drawn = [
        (
            line.stance,
            pictures(line, protocol, at.activity),
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
        yield page("rule.html", at.rule(rule.id), **pages.rule(rule))
    for feature in pages.standing.features:
        address, text = page("feature.html", at.feature(feature.topic), **pages.feature(feature))
        places = re.findall(r' id="at-(\d+)"', text)
        shown = Counter((feature.file, int(line)) for line in places)
        if problems := miscounted(Counter(s.place for s in feature.scenarios), shown, "shown"):
            raise ProblemsFound(problems)
        yield address, text
    for activity in protocol.activities.values():
        yield page("activity.html", at.activity(activity.name), **pages.activity(activity))
    for source in protocol.sources.values():
        yield page("source.html", at.source(source.id), **pages.source(source))
    index = json.dumps(list(pages.search()), ensure_ascii=False, separators=(",", ":"))
    yield "search.js", f"window.PAGES={index};\n"
