"""The page of each problem's code, as it stands in docs/errors/ and comes with the program."""

from __future__ import annotations

import re
from pathlib import Path

from attrs import frozen

from ..library import shipped

_CODE = re.compile(r"[EW]\d{3}")


@frozen
class CodePage:
    """What a code is about in a few words, in a sentence or two, and the whole page as Markdown."""

    code: str
    title: str
    about: str
    text: str


def code_page(code: str) -> CodePage | None:
    """The page of a code such as E102; None where there is none."""
    if not _CODE.fullmatch(code):
        return None
    folder = shipped("errors")
    folder = folder if folder.is_dir() else Path(__file__).parents[3] / "docs" / "errors"
    try:
        text = (folder / f"{code}.md").read_text("utf-8")
    except OSError:
        return None
    head, _, body = text.partition("\n")
    about = " ".join(body.partition("\n## ")[0].split())
    return CodePage(code, head.partition(": ")[2], about, text)
