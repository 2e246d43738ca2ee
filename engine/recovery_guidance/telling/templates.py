"""Templates of pages and pictures, in which every value is escaped, and of pages of plain text."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup


def environment(folder: Path, autoescape: bool = True, **more: Any) -> Environment:
    """The templates of a folder."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=autoescape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        **more,
    )


@lru_cache(4)
def drawing(folder: Path) -> Environment:
    """The templates of a folder for what stands by itself; signs are escaped as the standard library does."""
    return environment(folder, keep_trailing_newline=True, finalize=_escaped)


def _escaped(value: Any) -> Any:
    return value if hasattr(value, "__html__") else Markup(escape(str(value)))


def filled(template: Path, **values: Any) -> list[str]:
    """The lines of a page of plain text. A line of the template that only steers is none of them."""
    text = _of_plain_text(template.parent).get_template(template.name).render(values)
    return text.removesuffix("\n").split("\n")


@lru_cache(4)
def _of_plain_text(folder: Path) -> Environment:
    return environment(folder, autoescape=False)
