"""Every mistake that is put into our protocol is found, and shown by a patient whom both engines confirm."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from compare import ENGINES
from seeded import SEEDS, Seed, mended

from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.library import open_protocol
from recovery_guidance.model.protocol import Protocol
from recovery_guidance.proof.answered import answer
from recovery_guidance.proof.breach import NEEDS_SPEECH
from recovery_guidance.proof.outcome import ODD, REFUTED, Outcome, Proof
from recovery_guidance.proof.proof_text import scenario_lines
from recovery_guidance.proof.prove import prove
from recovery_guidance.proof.witness import Telling, Witness
from recovery_guidance.scenarios.features import Scenario, read_feature
from recovery_guidance.scenarios.play import play
from recovery_guidance.verbs.command import main


def found_by(proof: Proof) -> dict[str, Outcome]:
    """What is refuted or odd, by the name that a seed expects."""
    return {
        outcome.id if outcome.code in ("E401", "E402") else f"{outcome.kind}: {outcome.id}": outcome
        for outcome in proof.having(REFUTED, ODD)
    }


def pasted(witness: Witness) -> Scenario:
    """The scenario as it reads from a feature file that it was pasted into."""
    text = "\n".join(["Feature: Found by a proof", *scenario_lines(witness)])
    (scenario,) = read_feature(text, "found", "found.feature").scenarios
    return scenario


def proof_of(broken: Protocol, found: str) -> Proof:
    """The proof of what a seed breaks; what is accepted is only looked at as a whole."""
    return prove(broken, "" if found.startswith("accepted: ") else found)


@pytest.mark.parametrize("seed", SEEDS, ids=str)
def test_a_seeded_defect_is_found_and_shown(seed: Seed, tmp_path: Path) -> None:
    """Every fourth is typed as well, which takes a second for each patient."""
    folder = tmp_path / "rules"
    folder.mkdir()
    for name, text in seed.texts().items():
        (folder / name).write_text(text, "utf-8")
    broken = open_protocol(str(folder))
    found = found_by(proof_of(broken, seed.found))

    assert seed.found in found
    assert bool(found[seed.found].witnesses) == seed.shown
    for witness in found[seed.found].witnesses:
        for telling in witness.tellings if SEEDS.index(seed) % 4 == 0 else ():
            assert replayed(witness, telling, folder) == telling.answered
        for engine in ENGINES:
            assert retold(witness, broken, engine) == [told.answered for told in witness.tellings]
            if witness.scenario:
                last = play(pasted(witness), broken, engine).steps[-1]
                assert last.state == "failed", "it passes although the rules are broken"
                mending = play(pasted(witness), mended(), engine)
                assert mending.passed, f"it fails although they are mended: {mending.broken}"


def replayed(witness: Witness, telling: Telling, folder: Path) -> str:
    """What `recovery allowed` says of a patient on the command line, in the matter of the witness."""
    case, about = telling.case, witness.about
    asked = ["--day", str(case.day), *(["--stance", case.stance] if case.stance else [])]
    asked += [part for told in case.observations for part in ("-f", told.text)]
    asked += ["--uncomplicated"] * case.uncomplicated
    if case.orders:
        overlay = folder.parent / "orders.yaml"
        overlay.write_text(OVERLAY.format(folder, *case.orders[0].text.split(" is ")), "utf-8")
        asked += ["--overlay", str(overlay), "--on", "2026-06-01"]
    answer = CliRunner().invoke(
        main, ["allowed", "--protocol", str(folder), "--format", "json", *asked]
    )
    assert answer.exit_code == 0, answer.output
    said = json.loads(answer.stdout)
    silent = said["refused"] or any(e["urgency"] == "emergency" for e in said["escalations"])
    if silent and about.about in NEEDS_SPEECH:
        return "nothing is said about any activity"
    if about.about not in SAYS:  # a rule or a finding is not a part of the answer
        return telling.answered
    return SAYS[about.about](said, about.subject)


def _limit(said: dict[str, Any], quantity: str) -> str:
    found = [limit for limit in said["limits"] if limit["quantity"] == quantity]
    shown = [f"{limit['at most']} {limit['unit']}".replace(".0 ", " ") for limit in found]
    return f"{quantity} is limited to {shown[0]}" if shown else f"{quantity} is not limited"


def _urgency(said: dict[str, Any], _: str) -> str:
    urgent = said["escalations"]
    return f"the urgency is {urgent[0]['urgency']}" if urgent else "there is no urgency"


SAYS: dict[str, Callable[[dict[str, Any], str], str]] = {
    "activity": lambda said, name: next(
        f"{name} is {one['verdict']}" for one in said["activities"] if one["activity"] == name
    ),
    "limit": _limit,
    "urgency": _urgency,
    "stance": lambda said, _: f"the stance followed is {said['stance']}",
    "refusal": lambda said, _: f"the answer is {'' if said['refused'] else 'not '}refused",
    "silence": lambda said, _: (
        "something is said about activities"
        if said["activities"]
        else "nothing is said about any activity"
    ),
}
OVERLAY = """\
overlay of: {}
author: a unit
date: 2026-01-01
reason: to try it
practice:
  - set: {}
    to: {}
"""


def retold(witness: Witness, protocol: Protocol, engine: str) -> list[str]:
    """What an engine answers to the patients of a witness, in the matter that it is about."""
    guidances = [evaluate(protocol, telling.case, engine) for telling in witness.tellings]
    return [answer(witness.about, guidance)[0] for guidance in guidances]


def test_forty_defects_are_shown_by_a_patient() -> None:
    """Beside those that nobody can show, such as a line that changes nothing."""
    assert sum(seed.shown for seed in SEEDS) >= 40
    assert len({seed.name for seed in SEEDS}) == len(SEEDS)
