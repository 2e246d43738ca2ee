"""Reads `signed:` from protocol.yaml: who read the rules, and what they said then."""

from __future__ import annotations

from ..model.case import parse_date
from ..model.signature import Signature, hash_of
from .fields import Fields
from .forms import SIGNED


def read_signature(head: Fields) -> Signature | None:
    """The signature of a protocol; None where there is none, or it is not of what it lists."""
    if "signed" not in head:
        return None
    fields, by = head.inner("signed", SIGNED), head.text("reviewer")
    role, hashed = fields.needed("role"), fields.needed("hash")
    fields.needed("on")
    on = fields.value("on", parse_date)
    if "parts" not in fields:
        fields.missing("parts")
        return None
    listed = fields.inner("parts")
    parts = {name: listed.text(name) for name in listed.entries}
    if not (role and on and hashed and by):
        return None
    if hashed != hash_of(parts, by, role, on.isoformat()):
        message = "this is not the hash of who signed, as what and when, and of the parts listed"
        why = "nobody could say what was signed, or who was told so"
        write = "put back what recovery sign-off wrote, or sign again"
        fields.tell("hash", "E307", message, write, why)
    return Signature(role, on.isoformat(), hashed, parts, by, head.key("signed").position)
