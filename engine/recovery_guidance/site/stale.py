"""Says on the pages of a site that they are old, after a build that could not make them anew."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from markupsafe import escape

from ..model.problem import STRANGE, ProblemsFound
from .folder import SiteFolder

BEGINS = '<main id="main" tabindex="-1">\n'
"""How the content of every page begins."""
_NOTICE = re.compile(r'<div class="failure old">.*?</div>\n', re.DOTALL)


def notice(lines: Iterable[str], id: str = "") -> str:
    """What stands at the top of a page that is old, with what kept it from being made anew."""
    told = escape(STRANGE.sub("\ufffd", "\n".join(lines)))
    place = f' id="{id}"' if id else ""
    words = "These pages are old. They could not be made anew, because of this:"
    return f'<div class="failure old"><p><strong>{words}</strong></p><pre{place} tabindex="0">{told}</pre></div>\n'


def with_notice(page: str, said: str) -> str:
    """A page with a notice in place of an earlier one."""
    head, main, rest = page.partition(BEGINS)
    return head + main + said + _NOTICE.sub("", rest, count=1)


def tell(folder: Path, lines: Iterable[str]) -> None:
    """Says on every page that a build wrote into a folder that it is old; nothing where no build did."""
    said = notice(lines)
    try:
        site = SiteFolder.at(folder)
    except ProblemsFound:
        return
    files = site.kept()
    for address in files:
        if address.endswith(".html"):
            files[address] = with_notice(files[address].decode(), said).encode()
    if files:
        SiteFolder(folder, {one: site.written[one] for one in files}).put(files)
