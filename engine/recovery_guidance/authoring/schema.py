"""JSON Schemas for editors, made from the tables that the loader reads with.

A schema says what a file may hold and in which words. What the words mean together (names, units,
scales, sources) is said by `recovery check`.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from ..cases import overlay
from ..cases.orders import PRACTICE, Origin
from ..model.protocol import MOVES, STANCES, STRENGTHS, URGENCIES
from ..model.units import UNITS
from ..reading import clauses, entries, guarantees, ladders
from ..reading.load import HEAD_KEYS, SECTIONS, STATUSES
from .case_schema import case_schema
from .shapes import DRAFT, Schema, condition, date, mapping, named, text, word


def schemas() -> dict[str, Callable[[], Schema]]:
    """What makes the schema of each kind of file."""
    return {"protocol": protocol_schema, "overlay": overlay_schema, "case": case_schema}


def as_json(schema: Schema) -> str:
    """A schema as text; the same program gives the same bytes."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def protocol_schema() -> Schema:
    """For every file in a protocol's folder: any of them may hold any section."""
    made = {
        "$schema": DRAFT,
        "title": "A rule file: a part of a protocol's folder",
        **mapping((*HEAD_KEYS, *SECTIONS), _HEAD | {s: _section(s) for s in SECTIONS}, ()),
        "definitions": _DEFINITIONS,
    }
    return made | {"minProperties": 1}


def overlay_schema() -> Schema:
    """For a surgeon's practice over a protocol."""
    needed = (overlay.OVERLAY, "author", "date", "reason", "practice")
    return {
        "$schema": DRAFT,
        "title": "An overlay: a surgeon's own practice over a protocol",
        **mapping(overlay.KEYS, _OVERLAY, needed),
        "definitions": _DEFINITIONS,
    }


_CONDITIONS: Schema = {"$ref": "#/definitions/conditions"}
_LISTS = {"all": "a list of which all must hold", "any": "a list of which one must hold"}
_DEFINITIONS: Schema = {
    "conditions": {
        "description": "One condition a line, for example: leg pain at most 2/10",
        "type": "array",
        "minItems": 1,
        "items": {
            "anyOf": [
                condition(),
                *(
                    {
                        "type": "object",
                        "title": _LISTS[key],
                        "properties": {key: {"$ref": "#/definitions/conditions"}},
                        "required": [key],
                        "additionalProperties": False,
                    }
                    for key in _LISTS
                ),
            ]
        },
    }
}
_SOURCE = text("Ids from sources.yaml with commas between, or: none found")
_NUMBER = text("A number with its unit, or `none` for no cap")
_YES = word(("yes", "no"), "yes or no")
_SCALE = r"^scale \d{1,3} to \d{1,3}$"
_UNIT: Schema = {
    "description": "What it is measured in; `scale 0 to 10` for a grade",
    "anyOf": [{"enum": list(UNITS)}, {"type": "string", "pattern": _SCALE}],
}
_HEAD: Schema = {
    "protocol": text("The name of this folder"),
    "title": text("What the operation is called"),
    "version": text("Raised when a verdict or a limit can change, for example 0.1.0"),
    "status": word(STATUSES, "How far it has come"),
    "reviewer": text("Who has read it"),
    "review due": date("When it has to be read again"),
    "default stance": word(STANCES, "The stance that is followed if none is named"),
    "emergency numbers": text("Shown with red flags"),
    "note": text("For those who read the file"),
}
_WORDING: Schema = {
    "when all": _CONDITIONS,
    "when any": _CONDITIONS,
    "source": _SOURCE,
    "because": text("Why, beginning small and without a full stop"),
    "until": text("Until what, beginning small and without a full stop"),
    "patient": text("What the patient is told, in plain sentences"),
    "clinician": text("What the clinician is told"),
    "title": text("What people call it"),
    "note": text("For those who read the file"),
    "conflict": text("What the sources disagree about"),
}
_STANCED: Schema = dict.fromkeys((*STANCES, "all"), _NUMBER) | {
    "follows": {
        "type": "object",
        "description": "Which sources each stance follows",
        "properties": dict.fromkeys(STANCES, _SOURCE),
        "additionalProperties": False,
    }
}
_EITHER: Schema = {"oneOf": [{"required": ["when all"]}, {"required": ["when any"]}]}
_ANY_STANCE: Schema = {"anyOf": [{"required": [stance]} for stance in STANCES]}
_EVERY_STANCE: Schema = {
    "oneOf": [{"required": ["all"], "not": _ANY_STANCE}, {"required": list(STANCES)}],
    "not": {"required": ["all", *STANCES]},
}
_DEFINITIONS["rule"] = mapping(clauses.RULE_KEYS, _WORDING, ("source",), **_EITHER)
_RULE: Schema = {"$ref": "#/definitions/rule"}


def _source() -> Schema:
    told = {k: text(f"Its {k}") for k in ("title", "publisher", "year", "link", "note")}
    kind = word(STRENGTHS, "Its kind, which decides how strong an answer calls it")
    return mapping(entries.SOURCE_KEYS, {**told, "kind": kind}, ("title", "kind"))


def _item() -> Schema:
    shapes: Schema = {
        "question": text("What a patient is asked"),
        "type": {
            "description": "yes or no; scale 0 to 10; number; one of left, right, both",
            "anyOf": [
                {"enum": ["yes or no", "number"]},
                {"type": "string", "pattern": _SCALE},
                {"type": "string", "pattern": r"^one of [^,]+(,[^,]+)+$"},
            ],
        },
        "unit": word(UNITS, "What the number is measured in"),
        "from": text("The least that it can be"),
        "to": text("The most that it can be"),
        "decimals": {"enum": [0, 1, 2, 3, "0", "1", "2", "3"], "description": "How fine it is"},
        "worse": word(entries.WORSE, "Which side is the worse one"),
        "measured by": text("patient, physiotherapist or clinician"),
        "shelf life": text("How long an observation counts, for example 7 days"),
        "if not stated": text("What is taken for it; only for a sign that is told unasked"),
        "uncomplicated": text("What --uncomplicated takes for it"),
        "home check": text("How to check it at home"),
        "anchors": {
            "type": "object",
            "description": "What some grades mean",
            "additionalProperties": text("What this grade means"),
        },
        "note": _WORDING["note"],
        "worked out from": {
            "description": "What of a case over time it is worked out from; of a list the worst counts",
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": {"type": "string"}, "minItems": 1},
            ],
        },
    }
    return mapping(entries.ITEM_KEYS, shapes, ("question", "type", "worse"))


def _threshold() -> Schema:
    stricter = word(entries.STRICTER, "Which direction is the careful one")
    shapes = {**_WORDING, **_STANCED, "unit": _UNIT, "stricter": stricter}
    return mapping(entries.THRESHOLD_KEYS, shapes, ("unit", "stricter", "source"), **_EVERY_STANCE)


def _finding() -> Schema:
    value = mapping(clauses.VALUE_KEYS, _WORDING, (), **_EITHER)
    one = {"anyOf": [{"const": "otherwise"}, value]}
    return {
        "type": "object",
        "description": "A derived fact: the conditions of each of its values",
        "properties": {key: _WORDING[key] for key in clauses.FINDING_KEYS},
        "required": ["source"],
        "minProperties": 3,
        "additionalProperties": one,
    }


def _activity() -> Schema:
    groups = text("The groups that it belongs to, with commas between")
    restrictions = named(_RULE, "Rules by name; each says when it holds, until what and why")
    shapes: Schema = {
        **_WORDING,
        "group": _YES,
        "part of": groups,
        **dict.fromkeys(clauses.ALLOWED, _CONDITIONS),
        **{f"{kind} when": restrictions for kind in clauses.RESTRICTIONS},
    }
    group = {"properties": {"group": {"const": "yes"}}, "required": ["group"]}
    single = {"oneOf": [{"required": [key]} for key in clauses.ALLOWED], "required": ["source"]}
    return mapping(clauses.ACTIVITY_KEYS, shapes, ("title",), anyOf=[group, single])


def _limit() -> Schema:
    row = mapping(clauses.ROW_KEYS, _WORDING | _STANCED, ("source",), **_EVERY_STANCE)
    cap = mapping(
        clauses.CAP_KEYS,
        _WORDING | {"value": text("The most, with its unit, or a threshold's name")},
        ("value", "source"),
        **_EITHER,
    )
    weeks = {"pattern": r"^(\d{1,3} to \d{1,3}|from \d{1,3})$"}
    shapes: Schema = {
        **_WORDING,
        "unit": _UNIT,
        "of": text("The activity or group that it belongs to"),
        "by week": named(row, "A row for each stretch of weeks") | {"propertyNames": weeks},
        "at most": named(cap, "Caps by name, with their conditions"),
    }
    table = [{"required": ["by week"]}, {"required": ["at most"]}]
    return mapping(clauses.LIMIT_KEYS, shapes, ("unit",), anyOf=table)


def _escalation() -> Schema:
    urgency = word(URGENCIES, "How soon, from the most to the least urgent")
    shapes = _WORDING | {"urgency": urgency}
    needed = ("urgency", "patient", "source")
    return mapping(clauses.ESCALATION_KEYS, shapes, needed, **_EITHER)


def _advice() -> Schema:
    shapes = _WORDING | {"about": text("An activity, group, finding, phase or limit")}
    return mapping(clauses.ADVICE_KEYS, shapes, ("about", "patient", "source"))


def _scope() -> Schema:
    shapes = _WORDING | {"then": word(clauses.EFFECTS, "What follows for such a patient")}
    return mapping(clauses.SCOPE_KEYS, shapes, ("then", "because", "source"), **_EITHER)


def _ladder() -> Schema:
    step = mapping(("patient",), _WORDING, ("patient",))
    response = mapping(("when all", "when any"), _WORDING, (), **_EITHER)
    shapes: Schema = {
        **_WORDING,
        "activity": text("The activity whose sessions climb it"),
        "session": text("The activity that is allowed on a day for the next session"),
        "move": text("The finding whose value is the next move"),
        "steps": named(step, "The steps, from the first to the last"),
        "responses": mapping(MOVES, dict.fromkeys(MOVES, response), MOVES),
        "soft cap": text("A threshold in percent"),
        "hard cap": text("A threshold in percent"),
    }
    needed = ("title", "activity", "session", "move", "steps", "responses", "source")
    return mapping(ladders.LADDER_KEYS, shapes, needed)


def _guarantee() -> Schema:
    said = text("What an answer says, for example: running allowed")
    one_or_more = {"anyOf": [said, {"type": "array", "minItems": 1, "items": said}]}
    shapes: Schema = {
        **_WORDING,
        **dict.fromkeys(guarantees.PLEDGES, one_or_more),
        **dict.fromkeys(("unless all", "unless any"), _CONDITIONS),
        "stance": word(("all", *STANCES), "For which stance; all if left out"),
    }
    one = [{"required": [pledge]} for pledge in guarantees.PLEDGES]
    return mapping(guarantees.GUARANTEE_KEYS, shapes, ("source",), oneOf=one)


def _accepted() -> Schema:
    about = text("The rule or activity that `recovery prove` names")
    shapes: Schema = {
        **_WORDING,
        "oddity": word(guarantees.ODDITIES, "What `recovery prove` calls it"),
        "about": {"anyOf": [about, {"type": "array", "minItems": 1, "items": about}]},
    }
    return mapping(guarantees.ACCEPTED_KEYS, shapes, ("oddity", "about", "because"))


_SECTIONS: dict[str, Callable[[], Schema]] = {
    "sources": _source,
    "items": _item,
    "thresholds": _threshold,
    "findings": _finding,
    "milestones": lambda: _RULE,
    "phases": lambda: _RULE,
    "activities": _activity,
    "limits": _limit,
    "escalations": _escalation,
    "advice": _advice,
    "scope": _scope,
    "guarantees": _guarantee,
    "accepted": _accepted,
    "ladders": _ladder,
}


def _section(name: str) -> Schema:
    inner = _SECTIONS[name]()
    description = f"The {name} that this file declares, by name"
    return {"type": "object", "description": description, "additionalProperties": inner}


def _practice() -> Schema:
    """The entries of an overlay: each does one thing."""
    told: Schema = {
        **_WORDING,
        "to": text("The number, with its unit"),
        "value": text("The most, with its unit"),
        "loosens": _YES,
        "approved by": text("Who approved that it loosens"),
        "until": date("Its own last day"),
    }
    kinds = {
        "set": text("The name of a threshold"),
        "not yet": text("The name of an activity or group"),
        "limit": text("The name of a limit"),
    }
    needs = {"set": ["set", "to"], "not yet": ["not yet"], "limit": ["limit", "value"]}
    return mapping(
        Origin(kinds=PRACTICE, overlay="any").keys,
        told | kinds,
        (),
        oneOf=[{"required": needs[kind]} for kind in PRACTICE],
    )


_OVERLAY: Schema = {
    overlay.OVERLAY: text("The protocol that it lies over"),
    "author": text("Whose practice it is"),
    "date": date("The first day on which it counts"),
    "until": date("The last day on which it counts"),
    "reason": text("Why these patients are treated otherwise"),
    "practice": {"type": "array", "minItems": 1, "items": _practice()},
    "note": _WORDING["note"],
}
