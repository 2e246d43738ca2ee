"""What a clinician reads before signing, and the signature in protocol.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import asdict

from ..changes import signoff
from ..changes.diff import diff
from ..changes.difference import Difference
from ..changes.revisions import as_it_stood, revision_signed
from ..library import belongs_to_program
from ..model.problem import ProblemsFound
from ..model.protocol import HEAD, REVIEWED, Protocol
from ..model.signature import counted, hash_of, parts_of
from ..telling import wording
from ..telling.answer_json import text_of
from ..telling.templates import filled
from .layout import layout, scalar
from .reworded import reworded

_WRITTEN = ("status", "reviewer", "review due", "signed")
_NAME = re.compile(r"([^\s#][^:]*):")


def parts_now(protocol: Protocol) -> dict[str, str]:
    """Each part that there is to sign, with its digest."""
    return parts_of(asdict(protocol, recurse=False))


def since_signed(protocol: Protocol, folder: Path, since: str = "") -> Difference | None:
    """What changed since the signature: from the version that is named, or the revision in which it was committed.

    None where nothing changed, or nobody knows where the signed version is. Raises ProblemsFound.
    """
    signature = protocol.signature
    if signature is None or not protocol.changed:
        return None
    name = since or revision_signed(folder, signature)
    if not name:
        return None
    old = as_it_stood(name, folder)
    if hash_of(parts_now(old)) == hash_of(signature.parts):
        return diff(old, protocol)
    if not since:
        return None
    message = f"`{since}` is not what {signature.by} signed on {signature.on}"
    why = "what changed since then would be told wrongly"
    raise ProblemsFound.one("E303", message, "name the folder or revision that was signed", why)


def as_markdown(protocol: Protocol, shown: str, difference: Difference | None) -> list[str]:
    """Lines of a page to be read: what changed, the looser first, and what nobody has reviewed yet."""
    changed = [*signoff.as_markdown(difference), ""] if difference else []
    sentences = reworded(difference.old, difference.new) if difference else ()
    page = Path(__file__).parent / "templates" / "sign-off.md"
    told = {"protocol": protocol, "shown": shown, "changed": changed, "sentences": sentences}
    return filled(page, **told, **_unread(protocol))


def as_json(protocol: Protocol, difference: Difference | None) -> str:
    """The same as plain values."""
    said = {"protocol": protocol.identity, "signed": wording.signed(protocol)}
    changes = signoff.as_dict(difference) if difference else None
    return text_of(said | _unread(protocol) | {"difference": changes})


def _unread(protocol: Protocol) -> dict[str, Any]:
    """What nobody has reviewed yet: by name where something was signed before."""
    parts = parts_now(protocol)
    unread = list(protocol.changed) if protocol.signature else list(parts)
    return {"hash": hash_of(parts), "unread": unread, "counted": counted(unread)}


def check_is_ours(folder: Path, protocol: Protocol) -> None:
    """Raises ProblemsFound for a protocol that came with the program: nobody signs it where it is."""
    if belongs_to_program(folder):
        message = f"`{protocol.name}` belongs to this program, and nothing is written into it"
        write = f"copy it to rules/{protocol.name} where you stand, and sign it there"
        raise ProblemsFound.one("E304", message, write)


def with_signature(data: bytes, protocol: Protocol, said: Mapping[str, str]) -> str:
    """protocol.yaml, laid out, with a signature of what the protocol says now.

    `said` has the reviewer, the role, the day and the next review, as text.
    """
    parts = parts_now(protocol)
    status = protocol.claimed if protocol.claimed in REVIEWED else REVIEWED[0]
    head = {"status": status, "reviewer": said["by"], "review due": said["due"]}
    role, on = said["role"], said["on"]
    signed = {"role": role, "on": on, "hash": hash_of(parts, said["by"], role, on)}
    lines, leaving_out = [], False
    for line in layout(data, HEAD).rstrip("\n").split("\n"):
        if named := _NAME.match(line):
            leaving_out = named[1] in _WRITTEN
            if named[1] == "status":
                lines += [f"{name}: {scalar(value)}" for name, value in head.items()]
        elif line.startswith("#") or not line:
            leaving_out = False
        lines += [] if leaving_out else [line]
    lines += ["", "# Written by recovery sign-off: what was signed, part by part.", "signed:"]
    lines += [f"  {name}: {scalar(value)}" for name, value in signed.items()]
    lines += ["  parts:", *(f"    {scalar(name)}: {digest}" for name, digest in parts.items())]
    return "\n".join(lines) + "\n"
