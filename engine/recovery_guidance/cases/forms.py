"""What may stand in a case file and in an overlay, field by field, as `reading.forms` has it for rule files."""

from __future__ import annotations

from attrs import evolve

from ..model.case import OrderKind
from ..model.protocol import STANCES
from ..reading.forms import Field, form

PRACTICE: tuple[OrderKind, ...] = ("set", "not yet", "limit")
KINDS: tuple[OrderKind, ...] = (*PRACTICE, "stance")
OVERLAY = "overlay of"

_YES_NO = ("yes", "no")
_DOES = (
    Field("set", "The name of a threshold"),
    Field("not yet", "The name of an activity or group"),
    Field("limit", "The name of a limit"),
)
_TO = Field("to", "The number, with its unit", "and the number with its unit", required="with set:")
_MOST = "and the most that is allowed, or a threshold's name"
_VALUE = Field("value", "The most, with its unit", _MOST, required="with limit:")
_APPROVED = Field("approved by", "Who approved that it loosens")
_UNTIL = Field("until", "The last day on which it counts", kind="date")
ORDER = form(
    "an order",
    *_DOES,
    Field("stance", "The stance that is followed", words=STANCES),
    *(_TO, _VALUE),
    *(Field(name, "Conditions", kind="plain conditions") for name in ("when all", "when any")),
    Field("loosens", "Whether it allows more than the stance", words=_YES_NO),
    _APPROVED,
    Field("because", "Why"),
    _UNTIL,
    Field("by", "Who gave the order", "and who gave the order"),
    Field("given", "The first day on which it counts", kind="date"),
    one_of=KINDS,
)
"""The surgeon's word for one patient."""
ENTRY = form(
    "an order",
    *_DOES,
    *(_TO, _VALUE),
    Field("when all", "Conditions that all hold", kind="conditions"),
    Field("when any", "Conditions of which one holds", kind="conditions"),
    Field("loosens", "yes or no", words=_YES_NO),
    _APPROVED,
    Field("because", "Why, beginning small and without a full stop"),
    evolve(_UNTIL, help="Its own last day"),
    one_of=PRACTICE,
)
"""One entry of a surgeon's practice."""
OVERLAY_FORM = form(
    "an overlay",
    Field(OVERLAY, "The protocol that it lies over", required="always"),
    Field("author", "Whose practice it is", "and whose practice this is"),
    Field(
        *("date", "The first day on which it counts"),
        *("2026-06-01, the day from which it counts",),
        kind="date",
    ),
    _UNTIL,
    Field(
        *("reason", "Why these patients are treated otherwise"),
        "and why these patients are treated otherwise",
    ),
    Field(
        "practice",
        "What it changes, entry by entry",
        kind="practice",
        form=ENTRY,
        required="always",
    ),
    Field("note", "For those who read the file"),
)
SESSION = form(
    "a session",
    Field("step", "The step of the plan, by its name or number"),
    Field("distance", "How far, for example 3.2 km"),
    Field("time", "How long, for example 30 min"),
    Field("during", "How it felt, with commas between statements", kind="statements"),
    Field("next morning", "How the next morning was", kind="statements"),
    Field("note", "Anything else"),
)
_SESSIONS = "Sessions of training; an empty list means that there were none"
CASE = form(
    "a case",
    Field("case", "A name for the case; never a patient's"),
    Field("protocol", "The protocol that it is about, or left out"),
    Field("operation", "What was operated, in words"),
    Field("surgery", "The day of the operation, which is day 0", "2026-06-01", kind="date"),
    Field("side", "The side that was operated", words=("left", "right", "both")),
    Field("stance", "How careful to be; the protocol's own if left out", words=STANCES),
    Field("facts", "What holds for as long as the case does", kind="facts"),
    Field("observations", "What was observed, and when", kind="observations"),
    Field("sessions", _SESSIONS, kind="sessions", form=SESSION),
    Field("clearances", "What somebody permitted, with who and when", kind="clearances"),
    Field("orders", "The surgeon's word for this patient", kind="orders", form=ORDER),
    Field("note", "Anything else"),
)
