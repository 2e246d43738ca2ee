"""How a schema is made of a form: one mapping of a rule file, an overlay or a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..model.protocol import STANCES
from ..model.units import UNITS
from ..reading.forms import RULE, Field, Form

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"
"""The version that editors know."""
STATED = ("leg pain 2/10", "ankle dorsiflexion 4/5", "opioids no")
"""What may be stated, for example; `names` puts a protocol's own in their place."""
ASKED = ("leg pain at most 2/10", "week at least 6")
"""What a condition may ask, for example."""
CONDITION: Schema = {
    "type": "string",
    "description": "One condition, for example: leg pain at most 2/10",
    "examples": list(ASKED),
}


def of_form(form: Form, **more: Any) -> Schema:
    """The schema of one mapping; that of a rule is written once, and named elsewhere."""
    return _RULE if form.fields == RULE.fields else mapping(form, **more)


def mapping(form: Form, **more: Any) -> Schema:
    """The schema of one mapping, written out."""
    needed = [field.name for field in form.fields if field.required == "always"]
    if form.one_of:
        more = {"oneOf": [{"required": [name]} for name in form.one_of]} | more
    elif {"all", *STANCES} <= {field.name for field in form.fields}:
        more = _EVERY_STANCE | more
    return {
        "type": "object",
        "properties": of_fields(form),
        "required": sorted(needed, key=lambda name: name == "source"),
        "additionalProperties": False,
        **more,
    }


def of_fields(form: Form) -> Schema:
    """What may stand behind each name of a mapping."""
    return {field.name: _KINDS[field.kind](field) for field in form.fields}


def _text(field: Field) -> Schema:
    """A text; a number is one too, because every value is read as it is written."""
    return {"type": ["string", "number"], "description": field.help}


def _texts(field: Field) -> Schema:
    return {"anyOf": [_text(field), {"type": "array", "minItems": 1, "items": _text(field)}]}


def _called_by_value(field: Field) -> Schema:
    """What each value of an item is called."""
    return {"type": "object", "additionalProperties": _texts(field), "minProperties": 1}


def _below(field: Field, **more: Any) -> Schema:
    return {"type": "object", "description": field.help, **more}


def _named(field: Field, **more: Any) -> Schema:
    """Entries under names of the author's own."""
    inner = of_form(field.form or RULE)
    return _below(field, additionalProperties=inner, minProperties=1, **more)


def _told(field: Field, inner: Schema) -> Schema:
    """A list in a case, which may be empty."""
    return {"type": ["array", "null"], "description": field.help, "items": inner}


def _dated(inner: Schema, form: Form | None = None) -> Schema:
    """A date, who said it in brackets, and what was said."""
    return {
        "type": "object",
        **({"properties": of_fields(form)} if form else {}),
        "patternProperties": {r"^\d{4}-\d{2}-\d{2}( *\([^()]+\))?$": inner},
        "additionalProperties": False,
        "minProperties": 1,
    }


def _order(form: Form | None) -> Schema:
    """An order does one thing, which may need a second field."""
    assert form is not None
    needs = {"set": ["set", "to"], "limit": ["limit", "value"]}
    return mapping(form, oneOf=[{"required": needs.get(kind, [kind])} for kind in form.one_of])


def _cited(field: Field) -> Schema:
    """Ids in one line, or each with a line on what it gives."""
    line = _text(Field("line", "What it gives for this, in a few words with its numbers"))
    lines = {"type": "object", "additionalProperties": line, "minProperties": 1}
    return {"description": field.help, "anyOf": [_text(field), lines]}


def _follows(field: Field) -> Schema:
    inner = of_fields(field.form or RULE)
    return _below(field, properties=inner, additionalProperties=False)


_DATE: Schema = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_RULE: Schema = {"$ref": "#/definitions/rule"}
_CONDITIONS: Schema = {"$ref": "#/definitions/conditions"}
_ANY_STANCE: Schema = {"anyOf": [{"required": [stance]} for stance in STANCES]}
_EVERY_STANCE: Schema = {
    "oneOf": [{"required": ["all"], "not": _ANY_STANCE}, {"required": list(STANCES)}],
    "not": {"required": ["all", *STANCES]},
}
_SCALE: Schema = {"type": "string", "pattern": r"^scale \d{1,3} to \d{1,3}$"}
_ONE_OF: Schema = {"type": "string", "pattern": r"^one of [^,]+(,[^,]+)+$"}
_TYPES = [{"enum": ["yes or no", "number"]}, _SCALE, _ONE_OF]
_WEEKS = {"pattern": r"^(\d{1,3} to \d{1,3}|from \d{1,3})$"}
_PLAIN = {"type": "array", "minItems": 1, "items": {"anyOf": [CONDITION, {"type": "object"}]}}
_LINES = [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]
_DIGEST = _text(Field("a digest", "The digest of this part"))
_GRADE = _text(Field("a grade", "What this grade means"))
_STATED = Field("statement", "An item and its value, for example: leg pain 2/10")
_STATEMENT = {**_text(_STATED), "examples": [*STATED]}
_STATEMENTS: Schema = {"anyOf": [_STATEMENT, {"type": "array", "items": _STATEMENT}]}
_ACTIVITY = Field("activity", "The activity")
_KINDS: dict[str, Callable[[Field], Schema]] = {
    "text": _text,
    "texts": _texts,
    "cited": _cited,
    "word": lambda field: {"enum": list(field.words), "description": field.help},
    "date": lambda field: {**_DATE, "description": field.help},
    "conditions": lambda _: _CONDITIONS,
    "plain conditions": lambda _: _PLAIN,
    "unit": lambda field: {"description": field.help, "anyOf": [{"enum": list(UNITS)}, _SCALE]},
    "type": lambda field: {"description": field.help, "anyOf": _TYPES},
    "decimals": lambda field: {"enum": [*range(4), *field.words], "description": field.help},
    "grades": lambda field: _below(field, additionalProperties=_GRADE),
    "called": lambda field: {"anyOf": [*_texts(field)["anyOf"], _called_by_value(field)]},
    "lines": lambda field: {"description": field.help, "anyOf": _LINES},
    "follows": _follows,
    "digests": lambda field: _below(field, additionalProperties=_DIGEST),
    "fields": lambda field: of_form(field.form or RULE),
    "named": _named,
    "weeks": lambda field: _named(field, propertyNames=_WEEKS),
    "practice": lambda field: {"type": "array", "minItems": 1, "items": _order(field.form)},
    "facts": lambda field: _told(field, _STATEMENT),
    "observations": lambda field: _told(field, _dated(_STATEMENTS)),
    "clearances": lambda field: _told(field, _dated(_STATEMENT)),
    "sessions": lambda field: _told(field, _dated(_text(_ACTIVITY), field.form)),
    "statements": lambda field: {**_STATEMENTS, "description": field.help},
    "orders": lambda field: _told(field, _order(field.form)),
}
