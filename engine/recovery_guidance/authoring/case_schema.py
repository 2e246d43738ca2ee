"""The JSON Schema of a case file, made from the tables that the reader reads with."""

from __future__ import annotations

from ..cases.casefile import CASE_KEYS, SESSION_KEYS
from ..cases.orders import KINDS, Origin
from ..model.protocol import STANCES
from .shapes import DRAFT, STATED, Schema, condition, date, mapping, text, word

_DATED = r"^\d{4}-\d{2}-\d{2}( *\([^()]+\))?$"
_STATEMENT = {
    **text("An item and its value, for example: leg pain 2/10"),
    "examples": list(STATED),
}
_STATEMENTS: Schema = {"anyOf": [_STATEMENT, {"type": "array", "items": _STATEMENT}]}


def case_schema() -> Schema:
    """For a case file. Which items, activities and thresholds there are is said by `recovery check`."""
    return {
        "$schema": DRAFT,
        "title": "A case file: one patient's situation, as stated",
        **mapping(CASE_KEYS, _SHAPES, ("surgery",)),
    }


def _entries(inner: Schema, description: str) -> Schema:
    return {"type": ["array", "null"], "description": description, "items": inner}


def _dated(inner: Schema) -> Schema:
    """A date, who said it in brackets, and what was said."""
    return {
        "type": "object",
        "patternProperties": {_DATED: inner},
        "additionalProperties": False,
        "minProperties": 1,
    }


def _session() -> Schema:
    told: Schema = {
        "step": text("The step of the plan, by its name or number"),
        "distance": text("How far, for example 3.2 km"),
        "time": text("How long, for example 30 min"),
        "during": {**_STATEMENTS, "description": "How it felt, with commas between statements"},
        "next morning": {**_STATEMENTS, "description": "How the next morning was"},
        "note": text("Anything else"),
    }
    return {
        "type": "object",
        "properties": {key: told[key] for key in SESSION_KEYS},
        "patternProperties": {_DATED: text("The activity")},
        "additionalProperties": False,
        "minProperties": 1,
    }


def _order() -> Schema:
    conditions = {
        "type": "array",
        "minItems": 1,
        "items": {"anyOf": [condition(), {"type": "object"}]},
    }
    told: Schema = {
        "set": text("The name of a threshold"),
        "not yet": text("The name of an activity or group"),
        "limit": text("The name of a limit"),
        "stance": word(STANCES, "The stance that is followed"),
        "to": text("The number, with its unit"),
        "value": text("The most, with its unit"),
        "when all": conditions,
        "when any": conditions,
        "by": text("Who gave the order"),
        "because": text("Why"),
        "given": date("The first day on which it counts"),
        "until": date("The last day on which it counts"),
        "loosens": word(("yes", "no"), "Whether it allows more than the stance"),
        "approved by": text("Who approved that it loosens"),
    }
    needs = {"set": ["set", "to"], "limit": ["limit", "value"]}
    one = [{"required": needs.get(kind, [kind])} for kind in KINDS]
    return mapping(Origin().keys, told, ("by",), oneOf=one)


_SHAPES: Schema = {
    "case": text("A name for the case; never a patient's"),
    "protocol": text("The protocol that it is about, or left out"),
    "operation": text("What was operated, in words"),
    "surgery": date("The day of the operation, which is day 0"),
    "side": word(("left", "right", "both"), "The side that was operated"),
    "stance": word(STANCES, "How careful to be; the protocol's own if left out"),
    "facts": _entries(_STATEMENT, "What holds for as long as the case does"),
    "observations": _entries(_dated(_STATEMENTS), "What was observed, and when"),
    "sessions": _entries(
        _session(), "Sessions of training; an empty list means that there were none"
    ),
    "clearances": _entries(_dated(_STATEMENT), "What somebody permitted, with who and when"),
    "orders": _entries(_order(), "The surgeon's word for this patient"),
    "note": text("Anything else"),
}
