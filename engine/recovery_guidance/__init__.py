"""Recovery guidance: what a patient may do at week N, from rule files, with the reasons.

    rule files ─ tree ─ load ─ check ─→ Protocol ┐
    flags, case file ─ casefile ─────────→ Case  ┴ intake ─→ facts
    facts ─ infer (durable-rules) or reference ──→ activations
    activations ─ decide ─→ verdicts ─ evaluate ─→ Guidance
    Guidance ─ explain ─→ reasons ─ render, report ─→ text, JSON

On that path stand `course` (one case through time), `cases`, `changes` (two versions of a protocol),
`authoring`, `scenarios`, `proof` and `site`; `reading` is what `load` and `casefile` read with.

Nouns (problem, items, protocol, case, guidance, memory) are frozen values; verbs are functions; imports
point one way. docs/decisions.md says why.
"""

from engine.case import Case
from engine.evaluate import evaluate
from engine.guidance import Guidance
from engine.library import open_protocol
from engine.problem import Problem, ProblemsFound
from engine.protocol import Protocol

__all__ = ["Case", "Guidance", "Problem", "ProblemsFound", "Protocol", "evaluate", "open_protocol"]
