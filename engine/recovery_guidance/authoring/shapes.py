"""What the schemas of rule files and case files are made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"
"""The version that editors know."""
STATED = ("leg pain 2/10", "ankle dorsiflexion 4/5", "opioids no")
"""What may be stated, for example; `names` puts a protocol's own in their place."""
ASKED = ("leg pain at most 2/10", "week at least 6")
"""What a condition may ask, for example."""


def text(description: str, **more: Any) -> Schema:
    """A text; a number is one too, because every value is read as it is written."""
    return {"type": ["string", "number"], "description": description, **more}


def condition() -> Schema:
    """One line of a list of conditions."""
    told = "One condition, for example: leg pain at most 2/10"
    return {"type": "string", "description": told, "examples": list(ASKED)}


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
