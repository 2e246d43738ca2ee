"""Every mistake that is put into our protocol is found, and shown by a patient whom both engines confirm."""

from __future__ import annotations

import pytest
from compare import ENGINES
from seeded import SEEDS, Seed, mended

pytest.importorskip("z3")

from engine.evaluate import evaluate
from engine.proof.breach import answer
from engine.proof.proofs import scenario_lines
from engine.proof.prove import ODD, REFUTED, Outcome, Proof, prove
from engine.proof.witness import Witness
from engine.protocol import Protocol
from engine.scenarios.features import Scenario, read_feature
from engine.scenarios.play import play


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


def proof_of(seed: Seed) -> Proof:
    """The proof of what the seed breaks; what is accepted is only looked at as a whole."""
    whole = seed.found.startswith("accepted: ")
    return prove(seed.protocol(), "" if whole else seed.found)


@pytest.mark.parametrize("seed", SEEDS, ids=str)
def test_a_seeded_defect_is_found_and_shown(seed: Seed) -> None:
    broken = seed.protocol()
    found = found_by(proof_of(seed))

    assert seed.found in found
    assert bool(found[seed.found].witnesses) == seed.shown
    for witness in found[seed.found].witnesses:
        for engine in ENGINES:
            assert retold(witness, broken, engine) == [told.answered for told in witness.tellings]
            if witness.scenario:
                last = play(pasted(witness), broken, engine).steps[-1]
                assert last.state == "failed", "it passes although the rules are broken"
                mending = play(pasted(witness), mended(), engine)
                assert mending.passed, f"it fails although they are mended: {mending.broken}"


def retold(witness: Witness, protocol: Protocol, engine: str) -> list[str]:
    """What an engine answers to the patients of a witness, in the matter that it is about."""
    guidances = [evaluate(protocol, telling.case, engine) for telling in witness.tellings]
    return [answer(witness.about, guidance)[0] for guidance in guidances]


def test_forty_defects_are_shown_by_a_patient() -> None:
    """Beside those that nobody can show, such as a line that changes nothing."""
    assert sum(seed.shown for seed in SEEDS) >= 40
    assert len({seed.name for seed in SEEDS}) == len(SEEDS)
