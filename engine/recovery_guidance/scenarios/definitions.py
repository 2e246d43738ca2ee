"""Which kind of step a line of a scenario is, and the kinds as an author would write them."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from inspect import signature
from typing import Any

from . import bounds, diary_steps, steps  # noqa: F401  their import fills the table of steps
from .story import STEPS, StepDefinition


@lru_cache(10_000)  # a protocol's scenarios are played for each of its mutants
def definition_of(type: str, text: str) -> tuple[StepDefinition, dict[str, Any]] | None:
    """The kind of step that a line is, with what it says; the one declared last where several fit,
    as pytest-bdd has it."""
    for definition in reversed(STEPS):
        arguments = definition.arguments(type, text)
        if arguments is not None:
            wanted = signature(definition.function).parameters
            return definition, {k: v for k, v in arguments.items() if k in wanted}
    return None


def nearest(type: str, text: str) -> str:
    """The known kind of step that a line is most like, as it is written in a feature file."""
    alike = [d for d in STEPS if d.type == type] or STEPS
    forms = [readable(definition.parser.name) for definition in alike]
    return max(forms, key=lambda form: _likeness(text, form), default="")


def _likeness(text: str, form: str) -> float:
    """How well a line fits a form, in the spelling of it that is most like the line."""
    chosen = re.search(r"[\w ]+(?:\|[\w ]+)+", form)
    words = chosen[0] if chosen else ""
    spellings = [form.replace(words, word) if words else form for word in words.split("|")]
    return max(_alike(text.casefold(), spelling.casefold()) for spelling in spellings)


def _alike(text: str, form: str) -> float:
    """The form's own words each with the word most like it, and how much of both is in one order."""
    fixed = re.sub(r"<\w+>|\[.*?\]", " ", form).split()
    spoken = text.split()
    found = [max(_ratio(word, other) for other in spoken) for word in fixed] if spoken else []
    of_words = sum(found) / len(found) if found else 0.0
    in_order = SequenceMatcher(None, spoken, fixed, autojunk=False).ratio()
    return 2 * of_words + in_order + _ratio(text, " ".join(fixed))


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def readable(pattern: str) -> str:
    """A step's pattern as a clinician would write the line: `<activity> is allowed [because of …]`."""
    text = re.sub(r"\(\?!.*?\)\\b\)|\(\?<!.*?\)", "", pattern)
    while (start := text.find("(")) >= 0:
        end = _closing(text, start)
        inside = text[start + 1 : end]
        named = re.match(r"\?P<(\w+)>", inside)
        inner = inside[named.end() :] if named else inside.removeprefix("?:")
        if not named:
            shown = readable(inner) if "(" in inner else inner.split("|")[0]
        elif re.fullmatch(r"[\w |]+", inner):
            shown = inner
        else:
            shown = readable(inner) if " " in inner.replace(" \\S+", "") else f"<{named[1]}>"
        optional = text[end + 1 : end + 2] == "?"
        text = text[:start] + (f" [{shown}]" if optional else shown) + text[end + 1 + optional :]
    return " ".join(text.replace(".+", "…").split())


def _closing(text: str, start: int) -> int:
    depth = 0
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return len(text) - 1
