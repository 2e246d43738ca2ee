"""Turns the parts of a line into a condition or claim: names found, values read on their scales."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..model.conditions import Bound, Claim, Condition, Group, Member
from ..model.items import DAY, LAST_DAY, NOWHERE, UNREAD, Item
from ..model.problem import Position, Slip, quoted, suggestion
from ..model.rules import REACHED
from .corrections import check_joined, check_value, each_of, from_to, not_a_name
from .grammar import Phrase, Words, read_phrase
from .names import TIME, WEEK, Names
from .quantities import LONGEST, read_quantity
from .slips import starting_at, wrong
from .values import read_value


def resolve(text: str, names: Names, position: Position = NOWHERE) -> Condition | Claim:
    """The condition or claim that one line makes. Raises Slip at the word that is wrong."""
    phrase = read_phrase(text)
    subject = phrase.name.text
    if subject in names.values:
        return _claim(phrase, names.values[subject], text, position)
    if subject in TIME:
        return _test(phrase, DAY, names, text, position)
    if subject not in names.vocabulary.items:
        raise not_a_name(phrase, names)
    return _test(phrase, names.vocabulary.items[subject], names, text, position)


def _claim(phrase: Phrase, values: tuple[str, ...], text: str, position: Position) -> Claim:
    subject = phrase.name.text
    if not phrase.operator and REACHED in values:
        return Claim(subject, (REACHED,), text, position)
    given = []
    check_joined(phrase, (*values, "entered"))
    for words in phrase.values:
        check_value(words, subject, (*values, "entered"))
        word = REACHED if words.text == "entered" and REACHED in values else words.text
        if word not in values:
            write = suggestion(word, values, f"write {quoted(values)}")
            message = f"`{subject}` cannot be `{word}`"
            raise Slip("E105", message, write, start=words.start, length=len(words.text))
        given.append(word)
    if phrase.operator in ("is", "is_one_of") and given:
        return Claim(subject, tuple(given), text, position)
    if phrase.operator == "is_not":
        return Claim(subject, tuple(v for v in values if v not in given), text, position)
    message = f"`{subject}` is compared with `is`, `is not` or `is one of`"
    raise Slip("E106", message, each_of(subject, values), length=len(text))


def _test(phrase: Phrase, item: Item, names: Names, text: str, position: Position) -> Condition:
    operator = phrase.operator
    if operator == "is_known" or item.kind == UNREAD:
        known = operator == "is_known"
        return Condition(item.name, known=known, text=text, position=position)
    check_joined(phrase, (*item.words, *names.thresholds))
    for words in phrase.values:
        check_value(words, phrase.name.text, (*item.words, *names.thresholds))
        if slip := from_to(words, phrase.name.text, item):
            raise slip
    if not operator:
        name = phrase.name.text
        write = f"write {name}, at least or at most, and a value such as {item.show(item.most)}"
        if item.words:
            write = each_of(name, item.words)
        message = f"`{name}` needs a value to be compared with"
        raise Slip("E106", message, write, length=len(text))
    if item.words:
        return _among(phrase, item, text, position)
    if operator in ("is_not", "is_one_of"):
        said = "is a number, and `is not` leaves a hole in the middle of its range"
        write = "write `less than`, `more than` or `between`"
        raise Slip("E106", f"`{item.name}` {said}", write, length=len(text))
    ends = [_bound(words, phrase.name.text, item, names) for words in phrase.values]
    (first, width), last = ends[0], ends[-1][0]

    def plus(bound: Bound, steps: int) -> Bound:
        return Bound(bound.plus + steps, bound.threshold)

    low, high = {
        "at_least": (first, None),
        "at_most": (None, plus(first, width - 1)),
        "more_than": (plus(first, width), None),
        "less_than": (None, plus(first, -1)),
        "is": (first, plus(first, width - 1)),
        "between": (first, plus(last, -1)),
    }[operator]
    return Condition(item.name, low, high, text=text, position=position)


def _among(phrase: Phrase, item: Item, text: str, position: Position) -> Condition:
    if phrase.operator not in ("is", "is_not", "is_one_of"):
        message = f"`{item.name}` is a word, not a number"
        raise Slip("E106", message, each_of(item.name, item.words), length=len(text))
    chosen = frozenset(_placed(words, item) for words in phrase.values)
    if phrase.operator == "is_not":
        chosen = frozenset(range(len(item.words))) - chosen
    return Condition(item.name, among=chosen, text=text, position=position)


def _placed(words: Words, item: Item) -> int:
    with starting_at(words.start):
        return read_value(item, words.text)


def _bound(words: Words, name: str, item: Item, names: Names) -> tuple[Bound, int]:
    """The end of a range, and how many steps wide one unit of it is (7 for whole weeks)."""
    threshold = names.thresholds.get(words.text)
    if threshold is None:
        if not re.match(r"[-+.0-9]|nan\b|inf|no$|yes$|true$|false$", words.text.casefold()):
            value = item.show(item.most)
            declare = f"declare it under `thresholds:`, or write a value such as {value}"
            why = "a word here is the name of a cited number"
            raise words.unnamed("threshold", names.thresholds, declare, why)
        if item is DAY:
            with starting_at(words.start):
                days, in_weeks = read_duration(words.text, "weeks" if name == WEEK else "days")
            return Bound(days), 7 if in_weeks and name == WEEK else 1
        return Bound(_placed(words, item)), 1
    measure = threshold.measure
    if measure.kind == UNREAD:
        return Bound(0, threshold.name), 1
    alike = (measure.kind, measure.unit, measure.decimals) == (item.kind, item.unit, item.decimals)
    if not alike or (item.kind == "scale" and measure.most != item.most):
        both = f"{_measured(measure)}, `{item.name}` is {_measured(item)}"
        message = f"the threshold `{threshold.name}` is {both}"
        write = "compare things that are measured alike"
        raise Slip("E104", message, write, start=words.start, length=len(words.text))
    whole_weeks = name == WEEK and measure.note == "weeks"
    return Bound(0, threshold.name), 7 if whole_weeks else 1


def _measured(item: Item) -> str:
    if item.kind == "scale":
        return f"on a scale from {item.least} to {item.most}"
    return f"measured in `{item.note or item.unit}`" if item.unit else "a plain number"


def read_duration(text: str, unit: str) -> tuple[int, bool]:
    """Days, and whether they were told in weeks; a bare number is in `unit`. Raises Slip."""
    if not re.search("[0-9]", text):
        write = f"write for example 6 {unit or 'weeks'}"
        raise wrong("E108", text, "is not a number", write)
    bare = len(text) < LONGEST and re.fullmatch(r"[-+.,:\w]*[0-9][-+.,:0-9]*", text.strip())
    in_weeks = unit == "weeks" if bare else "week" in text
    days = read_quantity(f"{text} {unit}" if bare else text, "days", 0, "time")
    if not 0 <= days <= LAST_DAY:
        write = f"write from 0 to {LAST_DAY // 7} weeks"
        raise wrong("E107", text, "is outside the time that is looked at", write)
    return days, in_weeks


def opposite(member: Member, names: Names) -> Member:
    """What holds exactly where `member` does not; unknown stays unknown. Raises Slip for `is known`."""
    if isinstance(member, Group):
        return joined(not member.every, [opposite(part, names) for part in member.members])
    text, position = f"not: {member.text}", member.position
    if isinstance(member, Claim):
        others = tuple(v for v in names.values[member.subject] if v not in member.values)
        return Claim(member.subject, others, text, position)
    if member.known:
        message = "`is known` has no opposite, so `otherwise` cannot stand here"
        raise Slip("E117", message, "write out the conditions of the other value")
    if member.among is not None:
        words = names.vocabulary.items[member.subject].words
        others_among = frozenset(range(len(words))) - member.among
        return Condition(member.subject, among=others_among, text=text, position=position)
    item = DAY if member.subject == DAY.name else names.vocabulary.items[member.subject]
    sides: list[Member] = []
    if member.low is not None and (member.low.threshold or member.low.plus > item.least):
        below = Bound(member.low.plus - 1, member.low.threshold)
        sides.append(Condition(member.subject, high=below, text=text, position=position))
    if member.high is not None and (member.high.threshold or member.high.plus < item.most):
        above = Bound(member.high.plus + 1, member.high.threshold)
        sides.append(Condition(member.subject, low=above, text=text, position=position))
    return sides[0] if len(sides) == 1 else Group(every=False, members=tuple(sides))


def joined(every: bool, members: Iterable[Member]) -> Group:
    """A group in which members of the same kind of group stand side by side."""
    flat: list[Member] = []
    for member in members:
        if isinstance(member, Group) and member.every is every:
            flat.extend(member.members)
        else:
            flat.append(member)
    return Group(every, tuple(flat))
