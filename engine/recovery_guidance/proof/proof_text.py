"""A proof as text for people and as JSON: what is promised, what became of it, and who shows it."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import Any

from ..telling.answer_json import text_of
from ..telling.lines import Text
from .compare import Comparison
from .outcome import ACCEPTED, ODD, PROVEN, REFUTED, UNDECIDED, Outcome, Proof
from .witness import Telling, Witness, own_orders

ROLES = {PROVEN: "good", ACCEPTED: "quiet", REFUTED: "alarm", ODD: "alarm", UNDECIDED: "care"}
TITLES = {"written": "Promised in the rule files", "built in": "Promised for every protocol"}


def as_text(proof: Proof, width: int = 80) -> Iterator[Text]:
    """One line for each guarantee and each oddity; below it the patient who shows it, and a scenario."""
    protocol = proof.protocol
    yield Text(f"{protocol.title} {protocol.version}: what holds for every patient", "title")
    for file in proof.practice.files:
        yield Text(f"under the overlay {file}, as it counts on {proof.practice.on}")
    for kind, title in TITLES.items():
        chosen = [outcome for outcome in proof.guarantees if outcome.kind == kind]
        if chosen:
            yield from (Text(), Text(title, "title"))
        for outcome in chosen:
            name = outcome.id.partition("/")[2]
            briefly = outcome.state == PROVEN and len(proof.guarantees) > 1
            yield from _outcome(outcome, name if briefly else f"{name}: {outcome.sentence}", width)
    if proof.checked:
        yield from (Text(), Text("Odd in the rules", "title"))
        asked = sum(proof.checked.values())
        yield Text(f"  {asked:,} questions asked, {len(proof.oddities)} with something to say")
        for outcome in proof.oddities:
            yield from _outcome(outcome, f"{outcome.kind}: {outcome.sentence}", width)
    yield from (Text(), Text(summary(proof), "title"))


def summary(proof: Proof) -> str:
    """The counts in one line."""
    counts = {state: sum(g.state == state for g in proof.guarantees) for state in ROLES}
    odd = {state: sum(o.state == state for o in proof.oddities) for state in ROLES}
    text = f"{counts[PROVEN]} proven, {counts[REFUTED]} refuted, {counts[UNDECIDED]} undecided"
    text += f", {counts[ACCEPTED]} accepted" if counts[ACCEPTED] else ""
    if proof.checked:
        text += f"; {odd[ODD]} odd, {odd[ACCEPTED]} accepted, {odd[UNDECIDED]} undecided"
    return f"{text}."


INDENT = " " * 12


def _outcome(outcome: Outcome, sentence: str, width: int) -> Iterator[Text]:
    known = outcome.state in (ACCEPTED, PROVEN)
    code = "" if known else f" [{outcome.code}]"
    first, *others = [sentence] if outcome.state == PROVEN else _wrapped(sentence + code, width)
    yield Text(f"  {outcome.state:<9} {first}", ROLES[outcome.state])
    yield from (Text(INDENT + line, ROLES[outcome.state]) for line in others)
    if outcome.note:
        note = f"{'accepted because ' * (outcome.state == ACCEPTED)}{outcome.note}"
        yield from (Text(INDENT + line, "quiet") for line in _wrapped(note, width))
    told = [f"at {outcome.position}"] if outcome.position.file and not known else []
    if outcome.kind not in TITLES and known:
        return
    for witness in outcome.witnesses:
        for telling in witness.tellings:
            because = f", because of {', '.join(telling.because)}" if telling.because else ""
            told.append(f"{telling.words}: {telling.answered}{because}")
    for line in [*told, f"help: {outcome.help}"] if outcome.help else told:
        yield from (Text(INDENT + part) for part in _wrapped(line, width))
    for witness in outcome.witnesses[:1] if not known else ():
        yield from (Text(INDENT + line) for line in scenario_lines(witness))


def _wrapped(sentence: str, width: int) -> list[str]:
    return wrap(sentence, max(40, width - len(INDENT)), break_on_hyphens=False)


def scenario_lines(witness: Witness) -> list[str]:
    """A scenario, laid out to be pasted into a feature; nothing where there is none."""
    if not witness.scenario:
        return []
    title, *steps = witness.scenario
    return ["", f"  {title}", *(f"    {step}" for step in steps), ""]


def comparison_as_text(comparison: Comparison, width: int = 80) -> Iterator[Text]:
    """How a new protocol stands to an old one, and for whom it is not the same."""
    sentences = {
        "equivalent": "the same verdicts, limits and urgencies for every patient",
        "stricter": "for nobody looser, and for some patients stricter",
        "looser": "for nobody stricter, and for some patients looser",
        "neither": "stricter for some patients and looser for others",
        "undecided": "not all of it could be decided",
    }
    yield Text(sentences[comparison.relation], "title")
    for word, found in (("looser", comparison.looser), ("stricter", comparison.stricter)):
        for name, witness in found.items():
            before, now = witness.tellings
            sentence = f"{name}: {before.words}: {before.answered}; now {now.answered}"
            first, *others = _wrapped(sentence, width)
            yield Text(f"  {word:<9} {first}", "alarm" if word == "looser" else "care")
            yield from (Text(INDENT + line) for line in others)
    for name in comparison.undecided:
        yield Text(f"  undecided {name}", "care")
    for word, names in (("added", comparison.added), ("removed", comparison.removed)):
        yield from (Text(f"  {word:<9} {name}") for name in names)


def comparison_as_json(comparison: Comparison) -> str:
    """The same in plain values."""
    found = {
        "relation": comparison.relation,
        "looser": {name: _witness(shown) for name, shown in comparison.looser.items()},
        "stricter": {name: _witness(shown) for name, shown in comparison.stricter.items()},
        "undecided": list(comparison.undecided),
        "added": list(comparison.added),
        "removed": list(comparison.removed),
    }
    return text_of(found)


def as_json(proof: Proof) -> str:
    """The same in plain values, as engine/schemas/proof.json says."""
    protocol = proof.protocol
    found = {
        "protocol": protocol.identity,
        "overlays": list(proof.practice.files),
        "on": proof.practice.on.isoformat() if proof.practice.on else None,
        "confirmed by": list(proof.engines),
        "guarantees": [_plain(outcome) for outcome in proof.guarantees],
        "oddities": [_plain(outcome) for outcome in proof.oddities],
        "asked": dict(sorted(proof.checked.items())),
    }
    return text_of(found)


def _plain(outcome: Outcome) -> dict[str, Any]:
    at = outcome.position
    return {
        "id": outcome.id,
        "kind": outcome.kind,
        "state": outcome.state,
        "sentence": outcome.sentence,
        "code": outcome.code or None,
        "note": outcome.note or None,
        "file": at.file or None,
        "line": at.line or None,
        "counterexamples": [_witness(witness) for witness in outcome.witnesses],
    }


def _witness(witness: Witness) -> dict[str, Any]:
    return {
        "patients": [_telling(telling) for telling in witness.tellings],
        "scenario": "\n".join(scenario_lines(witness)) or None,
    }


def _telling(telling: Telling) -> dict[str, Any]:
    case = telling.case
    return {
        "words": telling.words,
        "day": case.day,
        "stance": case.stance or telling.protocol.default_stance,
        "facts": [told.text for told in case.observations],
        "orders": [order.text for order in own_orders(case)],
        "overlays": list(telling.overlays),
        "uncomplicated": case.uncomplicated,
        "answer": telling.answered,
        "because": list(telling.because),
    }
