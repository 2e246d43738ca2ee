"""What phrases lead to, as tables for people: `plain_words.tsv` and `tried_words.tsv`."""

from pathlib import Path

from recovery_guidance.reading.hearing import NOT_UNDERSTOOD, understand
from recovery_guidance.reading.urgency import is_alarming, urgency

HERE = Path(__file__).parent


def table(name):
    """Each phrase of a table with what it leads to."""
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if "\t" in line]


LISTED, TRIED = table("plain_words.tsv"), table("tried_words.tsv")


def alarms(phrase, expected, protocol):
    """Whether a phrase is on the danger side: it leads to a worse value, the danger list, or a question with one."""
    if expected == "danger list":
        return True
    name, _, value = expected.removeprefix("ask: ").split("; ")[0].partition(" is ")
    item = protocol.vocabulary.items.get(name)
    if value:
        return item.worst is not None and item.show(item.worst) == value
    if expected.startswith("ask: "):
        heard = understand(phrase, protocol)
        return any(is_alarming(one, protocol) for one in heard.choices)
    return False


def is_urgent(phrase, expected, protocol):
    """Whether a phrase is an emergency, a crisis, or a call today."""
    heard = understand(phrase, protocol)
    alone = [*heard.facts, *heard.choices]
    return expected == "danger list" or any(urgency(one, protocol) <= 2 for one in alone)


def failing(phrase, expected, protocol):
    """What is wrong with what a phrase is understood as; empty where it is as expected."""
    heard = understand(phrase, protocol)
    facts = {one.name for one in heard.facts}
    subjects = {one.subject for one in heard.choices}
    asked = heard.choices and not heard.facts and not heard.names
    forbidden = [part.removeprefix("never ") for part in expected.split("; ") if "never " in part]
    wanted = expected.removeprefix("ask: ").removeprefix("doubt: ").split("; ")
    items = protocol.vocabulary.items
    right = {
        "danger list": bool(heard.danger) and heard.danger != NOT_UNDERSTOOD and not facts,
        "nothing yet": bool(heard.nothing)
        and not facts
        and not set(forbidden) & {*subjects, *heard.names},
        "ask": bool(asked) and set(wanted) <= subjects,
        "asks": bool(asked) and not all(is_good(one, items) for one in heard.choices),
        "unknown": heard.danger == NOT_UNDERSTOOD and not facts and not heard.names,
        "doubt": heard.danger == NOT_UNDERSTOOD and not facts and set(wanted) <= subjects,
    }.get(expected.split(";")[0].split(":")[0])
    if right is None and expected in items:
        right = bool(asked) and subjects == {expected}
    if right is None:
        right = expected in facts or heard.names == (expected,)
    return "" if right else f"{phrase!r} leads to {heard}, and not to {expected}"


def is_good(choice, items):
    """Whether a choice is the better value of an item."""
    item = items.get(choice.subject)
    return item is not None and choice.value is not None and choice.value != item.worst


def crossing(text, protocol):
    """What is wrong where a text on the danger side is understood as something harmless; empty where nothing is.

    Either something worse is taken from it, or the question or the danger list leaves the worse side open.
    """
    heard = understand(text, protocol)
    worse = any(is_alarming(one, protocol) for one in (*heard.facts, *heard.choices))
    good = [one.name for one in heard.facts if not is_alarming(one, protocol)]
    if (worse or heard.danger or heard.choices) and not (good and not worse) and not heard.names:
        return ""
    return f"{text!r} is harmless: {heard}"
