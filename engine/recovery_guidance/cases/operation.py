"""`operation:` held against the scope of the protocol, so that no other operation is answered as this one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from ..model.case import Observation
from ..model.problem import Problem
from ..model.protocol import Protocol
from ..reading.tree import Node

_IMPLIED = ("operation", "surgery", "only")
"""Words in the names of scope items that say nothing more in a line which is about the operation."""
_DENIED = re.compile(r"\b(?:no|not|without|never)\b[\w\s]{0,12}$")
ALIKE = 0.7
"""How alike two words for one operation are, from 0 to 1: diskectomy and microdiscectomy are."""


def scope_named(text: str, protocol: Protocol, node: Node) -> Iterator[Observation]:
    """What the scope asks about and this names, as if it were told: `lumbar fusion L4/5` tells `fusion yes`."""
    items = protocol.vocabulary.items
    asked = {name for rule in protocol.graph.of_kind("scope") for name in rule.items}
    for name in sorted(asked):
        item = items[name]
        words = [word for word in re.findall(r"\w+", name.casefold()) if word not in _IMPLIED]
        if item.is_sign and words and all(_names(word, text) for word in words):
            yield Observation(name, item.worst, None, "", f"operation: {text}", node.position)


def not_this_one(text: str, protocol: Protocol, node: Node) -> Iterator[Problem]:
    """A problem where no word names the operation that the protocol is for."""
    title = re.sub(r"\([^)]*\)", "", protocol.title).casefold().split()
    own = title[-1] if title else ""
    words = re.findall(r"[^\W\d_]{4,}", text.casefold())
    if own and not any(_is_alike(word, own) for word in words):
        message = f"`{text}` is not known to be the operation of these rules"
        why = f"they are for {protocol.title}, and another operation heals otherwise"
        write = f"write what your surgeon calls it, with the word {own} in it if that is so; else ask your team"
        yield node.problem("E215", message, write, why)


def _names(word: str, text: str) -> bool:
    """Whether a text names something, and does not say that it was not done."""
    found = re.finditer(rf"\b{re.escape(word)}", text.casefold())
    return any(not _DENIED.search(text[: one.start()].casefold()) for one in found)


def _is_alike(word: str, own: str) -> bool:
    return word in own or own in word or SequenceMatcher(None, word, own).ratio() >= ALIKE
