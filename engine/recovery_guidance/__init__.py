"""Recovery guidance: what a patient may do at week N, from rule files, with the reasons.

    rule files ─ reading ─→ Protocol ┐
    flags, case file ─ cases ─→ Case ┴ facts ─→ facts
    facts ─ chaining (durable-rules, or the reference evaluator) ─→ activations
    activations ─ deciding ─→ Guidance ─ telling ─→ text, JSON

`asking` goes that way for a program, `verbs` for who sits at a terminal; `library` finds protocols, `check` says
whether one is whole. On that way stand `everyone` (all patients at once), `course` (one case through time),
`changes` (two versions of a protocol), `authoring`, `scenarios`, `proof` and `site`; `model` holds the nouns.

Nouns are frozen values; verbs are functions; imports point one way. docs/decisions.md says why.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .asking import ask as ask
    from .deciding.evaluate import evaluate as evaluate
    from .deciding.guidance import Guidance as Guidance
    from .library import open_protocol as open_protocol
    from .model.case import Case as Case
    from .model.problem import Problem as Problem
    from .model.problem import ProblemsFound as ProblemsFound
    from .model.protocol import Protocol as Protocol
    from .telling.answer_json import as_json as as_json
    from .telling.explain import why as why

__version__ = "0.8.0"

_ROOMS = {
    "Case": "model.case",
    "Guidance": "deciding.guidance",
    "Problem": "model.problem",
    "ProblemsFound": "model.problem",
    "Protocol": "model.protocol",
    "as_json": "telling.answer_json",
    "ask": "asking",
    "evaluate": "deciding.evaluate",
    "open_protocol": "library",
    "why": "telling.explain",
}
__all__ = list(_ROOMS)


def __getattr__(name: str) -> Any:
    """A public name, from its own module once it is asked for, so that a command loads only what it needs."""
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_ROOMS[name]}", __name__), name)
