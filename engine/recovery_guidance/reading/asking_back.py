"""What is said where words do not lead to one thing: the question which is meant, and the danger list."""

from __future__ import annotations

from ..model.problem import Slip
from ..model.protocol import Protocol
from ..model.words import Sense
from .corrections import nearest_item
from .hearing import NOT_UNDERSTOOD, Heard
from .spelling import one_misspelt
from .urgency import is_alarming

_NOT_A_NAME, _NOT_A_STATEMENT = "E102", "E101"


def not_asked(heard: Heard) -> Slip:
    """The slip where something about the body is said in the place of an activity."""
    told = ", ".join(f"`{fact.name}`" for fact in heard.facts)
    message, write = f"`{heard.text}` is told and not asked about", f"tell it with -f: {told}"
    return Slip("E213", message, write, "", 0, len(heard.text))


def refused(heard: Heard, protocol: Protocol, slip: Slip | None = None) -> Slip:
    """The slip that says what was not understood, and asks.

    `slip` is what is wrong with a statement where it is read as an item and its value; None where an activity is
    asked about, which nobody takes for a statement about the body.
    """
    text, vague = heard.text, heard.danger == NOT_UNDERSTOOD
    if slip is not None and slip.code == _NOT_A_NAME:
        vague = vague or bool(nearest_item(text, protocol.vocabulary))
    if slip is not None and slip.code != _NOT_A_NAME and (vague or not _is_better(heard, slip)):
        return slip

    def said(code: str, message: str, write: str, why: str = "") -> Slip:
        return Slip(code, message, write, why, 0, len(text))

    tell = "tell which it is: " + "; ".join(_choice(one, protocol) for one in heard.choices)
    if heard.facts:
        tell = f"tell {', '.join(f'`{fact.name}`' for fact in heard.facts)}, and {tell}"
    if heard.danger and not vague:
        write = tell if heard.choices else ""
        return said("E213", f"`{text}` may be a sign of danger", write, heard.danger)
    if heard.nothing and not (vague and slip):
        write = "ask your team; nothing was taken from these words"
        why = f"`{text}` is understood as that"
        return said("E214", f"these rules say nothing yet about {heard.nothing}", write, why)
    if heard.names and not heard.facts:
        name = heard.names[0]
        asks = f'ask `recovery when "{name}"`'
        write = asks if name in protocol.activities else "recovery allowed says how much"
        is_it = "is" if text == name else f"is `{name}`, which is"
        return said(_NOT_A_NAME, f"`{text}` {is_it} asked about and not told", write)
    if heard.choices and not vague:
        several = len(heard.choices) > 1
        what = (
            "could mean more than one thing" if several else "does not say everything that counts"
        )
        why = "they lead to different answers" if several else ""
        return said("E212", f"`{text}` {what}", tell, why)
    return _unknown(heard, protocol, slip, tell)


def _is_better(heard: Heard, slip: Slip) -> bool:
    """Whether what was heard says more than what is wrong with an item and its value."""
    return bool(heard.facts or heard.danger or (heard.choices and slip.code == _NOT_A_STATEMENT))


def _unknown(heard: Heard, protocol: Protocol, slip: Slip | None, tell: str) -> Slip:
    """The slip where a text, or a word of it, is understood as nothing."""
    message, write, place = f"nothing is called `{heard.text}`", "", (0, len(heard.text))
    if slip is not None:
        message, write, place = slip.message, slip.help, (slip.start, slip.length)
    if meant := nearest_name(heard.text, protocol):
        write = f"did you mean `{meant}`?"
    elif heard.choices and (heard.unclear or not write.startswith("did you mean")):
        unclear = f"`{' '.join(heard.unclear)}`" if heard.unclear else "how it is meant"
        asks = tell if is_alarming(heard.choices[0], protocol) else f"if it does not matter, {tell}"
        write = f"{unclear} is not understood; {asks}"
    return Slip(_NOT_A_NAME, message, write, "", *place)


def nearest_name(text: str, protocol: Protocol) -> str:
    """The activity or item that a text names with one word spelt otherwise, or an empty text."""
    return one_misspelt(text, protocol.activities) or nearest_item(text, protocol.vocabulary)


def _choice(choice: Sense, protocol: Protocol) -> str:
    """One choice as it is asked: how to write it, and what tells it from the others."""
    item, said = protocol.vocabulary.items.get(choice.subject), f"`{choice.name}`"
    if item is not None and choice.value is None:
        example = item.show(item.most - 1 if item.kind == "scale" else item.least)
        said = f"`{item.name} {example}` or how it is"
        if item.kind == "yes or no":
            said = f"`{item.name} yes` or `no`"
    return f"{said} ({choice.when})" if choice.when else said
