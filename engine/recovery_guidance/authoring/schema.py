"""JSON Schemas for editors, made from the forms that the loader reads with.

A schema says what a file may hold and in which words. What the words mean together (names, units,
scales, sources) is said by `recovery check`.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from ..cases.forms import CASE, OVERLAY_FORM
from ..reading.forms import ALLOWED, FINDING, HEAD_FORM, RULE, SECTIONS, VALUE
from .shapes import CONDITION, DRAFT, Schema, mapping, of_fields, of_form


def schemas() -> dict[str, Callable[[], Schema]]:
    """What makes the schema of each kind of file."""
    return {"protocol": protocol_schema, "overlay": overlay_schema, "case": case_schema}


def as_json(schema: Schema) -> str:
    """A schema as text; the same program gives the same bytes."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def protocol_schema() -> Schema:
    """For every file in a protocol's folder: any of them may hold any section."""
    return {
        "$schema": DRAFT,
        "title": "A rule file: a part of a protocol's folder",
        "type": "object",
        "properties": of_fields(HEAD_FORM) | {name: _section(name) for name in SECTIONS},
        "required": [],
        "additionalProperties": False,
        "definitions": _definitions(),
        "minProperties": 1,
    }


def overlay_schema() -> Schema:
    """For a surgeon's practice over a protocol."""
    title = "An overlay: a surgeon's own practice over a protocol"
    made = {"$schema": DRAFT, "title": title, **mapping(OVERLAY_FORM)}
    return made | {"definitions": _definitions()}


def case_schema() -> Schema:
    """For a case file. Which items, activities and thresholds there are is said by `recovery check`."""
    title = "A case file: one patient's situation, as stated"
    return {"$schema": DRAFT, "title": title, **mapping(CASE)}


def _definitions() -> Schema:
    """What many entries hold: a rule, and conditions, of which a list may hold further lists."""
    lists = {"all": "a list of which all must hold", "any": "a list of which one must hold"}
    inner = [
        {
            "type": "object",
            "title": title,
            "properties": {key: {"$ref": "#/definitions/conditions"}},
            "required": [key],
            "additionalProperties": False,
        }
        for key, title in lists.items()
    ]
    conditions = {
        "description": "One condition a line, for example: leg pain at most 2/10",
        "type": "array",
        "minItems": 1,
        "items": {"anyOf": [CONDITION, *inner]},
    }
    return {"conditions": conditions, "rule": mapping(RULE)}


def _section(name: str) -> Schema:
    description = f"The {name} that this file declares, by name"
    form = SECTIONS[name]
    inner = _finding() if form is FINDING else of_form(form, **_EITHER.get(name, {}))
    return {"type": "object", "description": description, "additionalProperties": inner}


def _finding() -> Schema:
    return {
        "type": "object",
        "description": "A derived fact: the conditions of each of its values",
        "properties": of_fields(FINDING),
        "required": ["source"],
        "minProperties": 3,
        "additionalProperties": {"anyOf": [{"const": "otherwise"}, mapping(VALUE)]},
    }


_GROUP: Schema = {"properties": {"group": {"enum": ["yes", "hazard"]}}, "required": ["group"]}
_SINGLE: Schema = {"oneOf": [{"required": [key]} for key in ALLOWED], "required": ["source"]}
_EITHER: dict[str, Schema] = {
    "activities": {"anyOf": [_GROUP, _SINGLE]},
    "limits": {"anyOf": [{"required": ["by week"]}, {"required": ["at most"]}]},
    "words": {
        "allOf": [
            {"anyOf": [{"required": [key]} for key in some]}
            for some in (("also called", "in doubt"), ("could be", "danger list", "nothing yet"))
        ]
    },
}
"""What depends on which fields are there."""
