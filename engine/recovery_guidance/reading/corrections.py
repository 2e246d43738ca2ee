"""What authors write for a condition that is none, and how to write it; a guess never turns a rule around."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..model.items import DAY, Item, Vocabulary
from ..model.problem import Slip, did_you_mean, quoted
from ..model.rules import NOT_REACHED, REACHED
from .grammar import Phrase, Words
from .names import TIME, Names, longest_name
from .operators import OPERATORS, about_time, comparing, joined_with, one_a_line
from .slips import wrong
from .spelling import one_misspelt

_COMPARED = ("at least", "at most", "more than", "less than", "between")
_OPPOSITE = {
    "more_than": "at most",
    "less_than": "at least",
    "at_most": "more than",
    "at_least": "less than",
}
_SPAN = re.compile(r"([0-9.]+(?:/[0-9]+)?) ?(?:[-\u2013]|to) ?([0-9.]+)((?:/[0-9]+)? ?[a-zA-Z%°]*)")


def not_a_name(phrase: Phrase, names: Names) -> Slip:
    """What is wrong with a name that nothing has: a slip of the pen, or an operator inside it."""
    subject, start = phrase.name.text, phrase.name.start
    known = longest_name(subject, names.all())
    rest = subject[len(known) :].strip()
    if slip := _denied(phrase, names) or about_time(subject, start):
        return slip
    joined = re.match(r"(and|or)\b", rest)
    misspelt = (
        phrase.operator
        and not joined
        and not comparing(rest)[0]
        and rest not in ("no", "is", "is no")
    )
    if not known or not rest or misspelt:
        declare, why = "declare it under `items:` or `findings:`", "this line could never be true"
        return phrase.name.unnamed("item, finding or milestone", names.all(), declare, why)
    return _behind(phrase, known, Words(rest, start + subject.rindex(rest)), names)


def _behind(phrase: Phrase, known: str, behind: Words, names: Names) -> Slip:
    """What is wrong where a name that is `known` goes on with words that are no operator."""
    rest, at = behind.text, behind.start
    written, operator = comparing(rest)
    value = rest[len(written) :].strip()
    if phrase.operator in _OPPOSITE and rest in ("no", "not", "is no", "is not"):
        written = f"{rest} {phrase.operator.replace('_', ' ')}"
        operator = _OPPOSITE[phrase.operator]
        value = phrase.values[0].text
    if written:
        write = f"write {known} {operator} {value}".rstrip()
        return wrong("E101", written, "is not an operator", write, start=at)
    if joiner := re.match(r"(and|or)\b", rest):
        return one_a_line(joiner[1], at)
    item = DAY if known in TIME else names.vocabulary.items.get(known)
    if item is not None and (slip := from_to(behind, known, item)):
        return slip
    begun = (" ".join(rest.split()[:count]) for count in (2, 1))
    # Which operator is meant is left to the author.
    if meant := next((text for text in begun if did_you_mean(text, _COMPARED)), ""):
        write = f"write {known} <operator> <value> with one of: {OPERATORS}"
        return wrong("E101", meant, "is not an operator", write, start=at)
    message = f"an operator is missing between `{known}` and `{rest}`"
    write = f"write {known} is {rest}, or at least or at most in place of `is`"
    return Slip("E101", message, write, start=at, length=len(rest))


def _denied(phrase: Phrase, names: Names) -> Slip | None:
    """The slip where `not` stands before a condition: the help line names what holds instead."""
    found = re.fullmatch(r"(not|no|without) (.+)", phrase.name.text)
    if found is None or found[2] not in names.all():
        return None
    name, operator = found[2], phrase.operator
    item = names.vocabulary.items.get(name)
    write = f"write {name} and what it is instead"
    if operator in _OPPOSITE and (item or name in TIME):
        write = f"write {name} {_OPPOSITE[operator]} {phrase.values[0].text}"
    elif operator == "is" and (item is None or item.words) and name not in TIME:
        write = f"write {name} is not {phrase.values[0].text}"
    elif not operator and item is not None and item.kind == "yes or no":
        write = f"write {name} is no"
    elif not operator and name in names.values:
        values = names.values[name]
        said = (NOT_REACHED,) if REACHED in values else values
        write = f"write {quoted(f'{name} is {value}' for value in said)}"
    denial = Words(found[1], phrase.name.start)
    return denial.slip("E101", "cannot stand before a condition", write)


def not_an_item(name: str, vocabulary: Vocabulary, start: int) -> Slip:
    """The slip where nothing that may be told has this name; only a slip of the pen is mended."""
    write = _told_as_absent(name, vocabulary) or "see the names with `recovery describe`"
    if meant := nearest_item(name, vocabulary):
        write = f"did you mean `{meant}`?"
    return Slip("E102", f"nothing is called `{name}`", write, start=start, length=len(name))


def nearest_item(name: str, vocabulary: Vocabulary) -> str:
    """The item whose name has one word spelt otherwise; never one that is good news by its name alone."""
    items, named = vocabulary.items.values(), re.sub(r"\s[-+]?[0-9].*", "", name)
    return one_misspelt(named, (i.name for i in items if i.kind != "yes or no" or i.worst))


def _told_as_absent(name: str, vocabulary: Vocabulary) -> str:
    """The help line where an item stands behind `not`: a sign that is not there is told as `is no`."""
    found = re.fullmatch(r"(?:not|no|without) (.+)", name)
    item = vocabulary.items.get(found[1]) if found else None
    if item is None:
        return ""
    return f"write {item.name} {'is no' if item.kind == 'yes or no' else 'and what it is'}"


def from_to(words: Words, name: str, item: Item) -> Slip | None:
    """The slip where a value says from where to where with a dash."""
    found = _SPAN.fullmatch(words.text)
    if found is None or item.words:
        return None
    first, last, unit = found.groups()
    low, high = (first if "/" in first else f"{first}{unit}").strip(), f"{last}{unit}".strip()
    write = f"write {name} between {low} and {high}, which leaves {high} itself out"
    if item.kind == "scale" and low == item.show(item.least):
        write = f"write {name} at most {high}, or {write.removeprefix('write ')}"
    else:
        write += f"; or at least {low} and at most {high}, two conditions in an `all` list"
    return words.slip("E101", "does not say whether its ends count", write)


def check_value(words: Words, name: str, known: Iterable[str]) -> None:
    """Raises Slip where comparing words stand before a value that is none of the `known`."""
    written, operator = comparing(words.text)
    if not written or words.text in known:
        return
    write = f"write {name} {operator} {words.text[len(written) :].strip()}".rstrip()
    said = "cannot stand behind `is` or another operator"
    raise wrong("E101", written, said, write, start=words.start)


def check_joined(phrase: Phrase, known: Iterable[str]) -> None:
    """Raises Slip where a value is followed by another condition in the same line."""
    for words in phrase.values if phrase.operator != "between" else ():
        value, joiner, _ = joined_with(words.text)
        if joiner and words.text not in known and (value[0].isdigit() or value in known):
            raise one_a_line(joiner, words.start + len(value) + 1)


def each_of(name: str, words: Iterable[str]) -> str:
    """The help line that leaves the choice of a value to the author."""
    return f"write {quoted(f'{name} is {word}' for word in words)}"
