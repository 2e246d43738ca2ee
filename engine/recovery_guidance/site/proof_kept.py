"""Remembers a proof by the content of its protocol: pages are made often, and rules change seldom.

One in which something is refuted or undecided is not kept: whoever mends that wants to see it looked at again.
"""

from __future__ import annotations

import json
from pathlib import Path

from attrs import asdict, fields

from .. import cache
from ..model.content import plain
from ..model.protocol import Protocol
from ..proof.outcome import REFUTED, UNDECIDED, Outcome, Proof
from ..proof.promised import listed
from ..scenarios.mutation import digest_of, program


def recalled(protocol: Protocol, place: Path | None) -> Proof | None:
    """What was proven of just these rules by just this program; None where it has to be looked at."""
    content = cache.read(str(place), _key(protocol)) if place else None
    if content is None:
        return None
    engines, guarantees, oddities, checked = json.loads(content)
    at = {one.id: one.position for one in listed(protocol)}
    return Proof(
        protocol,
        tuple(engines),
        tuple(Outcome(**one, position=at[one["id"]]) for one in guarantees),
        tuple(Outcome(**one) for one in oddities),
        checked,
    )


def keep(proof: Proof, place: Path | None) -> None:
    """Keeps a proof in which everything holds; the patients of its oddities, whom no page shows, are left out."""
    if place is None or proof.having(REFUTED, UNDECIDED):
        return
    told = [[_told(one) for one in some] for some in (proof.guarantees, proof.oddities)]
    content = json.dumps([proof.engines, *told, proof.checked]).encode()
    cache.write(str(place), content, _key(proof.protocol))


def _told(one: Outcome) -> dict[str, str]:
    known = fields(Outcome)
    return asdict(one, filter=lambda name, _: name not in (known.position, known.witnesses))


def _key(protocol: Protocol) -> bytes:
    return digest_of([program(), plain(protocol)]).encode()
