"""What the schemas of rule files and case files are made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"
"""The version that editors know."""


def text(description: str, **more: Any) -> Schema:
    """A text; a number is one too, because every value is read as it is written."""
    return {"type": ["string", "number"], "description": description, **more}


def word(words: Iterable[str], description: str) -> Schema:
    """One of a list of words."""
    return {"enum": list(words), "description": description}


def date(description: str) -> Schema:
    """A date written 2026-06-01."""
    return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "description": description}


def mapping(keys: Iterable[str], shapes: Schema, needed: Iterable[str], **more: Any) -> Schema:
    """Named entries; every key of the loader's table has a shape, or this fails."""
    return {
        "type": "object",
        "properties": {key: shapes[key] for key in keys},
        "required": list(needed),
        "additionalProperties": False,
        **more,
    }


def named(inner: Schema, description: str) -> Schema:
    """Entries under names of the author's own."""
    return {
        "type": "object",
        "description": description,
        "additionalProperties": inner,
        "minProperties": 1,
    }
