"""Pages of plain text, filled in from a template."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def filled(template: Path, **values: Any) -> list[str]:
    """The lines of a page. A line of the template that only steers is none of them."""
    from jinja2 import Environment, StrictUndefined  # no other form of an answer needs it

    # Markdown and not HTML: nothing is escaped.
    made = Environment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    text = made.from_string(template.read_text("utf-8")).render(values)
    return text.removesuffix("\n").split("\n")
