"""Turns the parts of a line into a condition or claim: names found, values read on their scales."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial

from attrs import field, frozen

from engine.items import DAY, LAST_DAY, NOWHERE, UNREAD, Item, Vocabulary
from engine.problem import Position, Slip, check_characters, quoted, suggestion
from engine.protocol import (
    NOT_REACHED,
    REACHED,
    Activity,
    Bound,
    Claim,
    Condition,
    Group,
    Ladder,
    Member,
    Protocol,
    Threshold,
    Trend,
)
from engine.quantities import LONGEST, read_quantity
from engine.reading.grammar import Phrase, Words, comparing, read_phrase

WEEK = "week"
TIME = (WEEK, DAY.name)
RESERVED = re.compile(
    r"(?<!\S)(is|are|between|at least|at most|more than|less than)(?!\S)|[,:/<>=≤≥≠#`]|\s\s"
)
_TAKEN = (
    "all",
    "any",
    "known",
    "none",
    "none found",
    "not known",
    "not tested",
    "otherwise",
    "unknown",
)


@frozen
class Names:
    """Everything that a condition may name. `values` are those of findings, milestones and phases.

    A condition that looks back over several days adds the item that it stands for to `vocabulary`
    and to `trends`.
    """

    vocabulary: Vocabulary
    thresholds: Mapping[str, Threshold]
    values: Mapping[str, tuple[str, ...]]
    activities: Mapping[str, Activity] = field(factory=dict)
    ladders: Mapping[str, Ladder] = field(factory=dict)
    trends: dict[str, Trend] = field(factory=dict)

    @classmethod
    def of(cls, protocol: Protocol) -> Names:
        vocabulary = Vocabulary(dict(protocol.vocabulary.items))
        return cls(
            vocabulary,
            protocol.thresholds,
            protocol.values,
            protocol.activities,
            protocol.ladders,
            dict(protocol.trends),
        )

    def all(self) -> list[str]:
        return [*TIME, *self.vocabulary.items, *self.values]


def resolve(text: str, names: Names, position: Position = NOWHERE) -> Condition | Claim:
    """The condition or claim that one line makes. Raises Slip at the word that is wrong."""
    phrase = read_phrase(text)
    subject = phrase.name.text
    if subject in names.values:
        return _claim(phrase, names.values[subject], text, position)
    if subject in TIME:
        return _test(phrase, DAY, names, text, position)
    if subject not in names.vocabulary.items:
        raise _not_a_name(phrase, names)
    return _test(phrase, names.vocabulary.items[subject], names, text, position)


def _not_a_name(phrase: Phrase, names: Names) -> Slip:
    """What is wrong with a name that nothing has: a slip of the pen, or an operator inside it."""
    subject, start = phrase.name.text, phrase.name.start
    known = longest_name(subject, names.all())
    rest = subject[len(known) :].strip()
    if not known or not rest:
        return Slip(
            "E102",
            f"no item, finding or milestone is called `{subject}`",
            partial(suggestion, subject, names.all(), "declare it under `items:` or `findings:`"),
            why="this line could never be true",
            start=start,
            length=len(subject),
        )
    at = start + subject.rindex(rest)
    written, operator = comparing(rest)
    value = rest[len(written) :].strip()
    if phrase.operator in ("more_than", "less_than") and rest in ("no", "not", "is no", "is not"):
        written = f"{rest} {phrase.operator.replace('_', ' ')}"
        operator = "at most" if phrase.operator == "more_than" else "at least"
        value = phrase.values[0].text
    if written:
        message = f"`{written}` is not an operator"
        write = f"write {known} {operator} {value}".rstrip()
        return Slip("E101", message, write, start=at, length=len(written))
    return Slip(
        "E101",
        f"an operator is missing between `{known}` and `{rest}`",
        f"write {known} is {rest}, or at least or at most in place of `is`",
        start=at,
        length=len(rest),
    )


def longest_name(text: str, known: Iterable[str]) -> str:
    """The longest of the `known` names that a text begins with, or an empty text."""
    names, words = set(known), text.split()
    begins = (" ".join(words[:n]) for n in range(len(words), 0, -1))
    return next((name for name in begins if name in names), "")


def _check_value(words: Words, name: str, known: Iterable[str]) -> None:
    """Raises Slip where comparing words stand before a value that is none of the `known`."""
    written, operator = comparing(words.text)
    if not written or words.text in known:
        return
    raise Slip(
        "E101",
        f"`{written}` cannot stand behind `is` or another operator",
        f"write {name} {operator} {words.text[len(written) :].strip()}".rstrip(),
        start=words.start,
        length=len(written),
    )


def _claim(phrase: Phrase, values: tuple[str, ...], text: str, position: Position) -> Claim:
    subject = phrase.name.text
    if not phrase.operator and REACHED in values:
        return Claim(subject, (REACHED,), text, position)
    given = []
    for words in phrase.values:
        _check_value(words, subject, (*values, "entered"))
        word = REACHED if words.text == "entered" and REACHED in values else words.text
        if word not in values:
            raise Slip(
                "E105",
                f"`{subject}` cannot be `{word}`",
                suggestion(word, values) or f"write {quoted(values)}",
                start=words.start,
                length=len(words.text),
            )
        given.append(word)
    if phrase.operator in ("is", "is_one_of") and given:
        return Claim(subject, tuple(given), text, position)
    if phrase.operator == "is_not":
        return Claim(subject, tuple(v for v in values if v not in given), text, position)
    raise Slip(
        "E106",
        f"`{subject}` is compared with `is`, `is not` or `is one of`",
        f"write {subject} is {values[0]}",
        length=len(text),
    )


def _test(phrase: Phrase, item: Item, names: Names, text: str, position: Position) -> Condition:
    operator = phrase.operator
    if operator == "is_known" or item.kind == UNREAD:
        known = operator == "is_known"
        return Condition(item.name, known=known, text=text, position=position)
    for words in phrase.values:
        _check_value(words, phrase.name.text, (*item.words, *names.thresholds))
    if not operator:
        example = (
            item.show(item.most)
            if not item.words
            else "yes"
            if "yes" in item.words
            else item.words[0]
        )
        raise Slip(
            "E106",
            f"`{phrase.name.text}` needs a value to be compared with",
            f"write {phrase.name.text} is {example}",
            length=len(text),
        )
    if item.words:
        return _among(phrase, item, text, position)
    if operator in ("is_not", "is_one_of"):
        raise Slip(
            "E106",
            f"`{item.name}` is a number, and `is not` leaves a hole in the middle of its range",
            "write `less than`, `more than` or `between`",
            length=len(text),
        )
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
        raise Slip(
            "E106",
            f"`{item.name}` is a word, not a number",
            f"write {item.name} is {item.words[0]}",
            length=len(text),
        )
    chosen = frozenset(_placed(words, item) for words in phrase.values)
    if phrase.operator == "is_not":
        chosen = frozenset(range(len(item.words))) - chosen
    return Condition(item.name, among=chosen, text=text, position=position)


def _placed(words: Words, item: Item) -> int:
    try:
        return item.read(words.text)
    except Slip as slip:
        slip.start += words.start
        raise


def _bound(words: Words, name: str, item: Item, names: Names) -> tuple[Bound, int]:
    """The end of a range, and how many steps wide one unit of it is (7 for whole weeks)."""
    threshold = names.thresholds.get(words.text)
    if threshold is None:
        if not re.match(r"[-+.0-9]|nan\b|inf|no$|yes$|true$|false$", words.text.casefold()):
            raise Slip(
                "E102",
                f"no threshold is called `{words.text}`",
                partial(
                    suggestion,
                    words.text,
                    names.thresholds,
                    f"declare it under `thresholds:`, or write a value such as {item.show(item.most)}",
                ),
                why="a word here is the name of a cited number",
                start=words.start,
                length=len(words.text),
            )
        if item is DAY:
            try:
                days, in_weeks = read_duration(words.text, "weeks" if name == WEEK else "days")
            except Slip as slip:
                slip.start += words.start
                raise
            return Bound(days), 7 if in_weeks and name == WEEK else 1
        return Bound(_placed(words, item)), 1
    measure = threshold.measure
    if measure.kind == UNREAD:
        return Bound(0, threshold.name), 1
    alike = (measure.kind, measure.unit, measure.decimals) == (item.kind, item.unit, item.decimals)
    if not alike or (item.kind == "scale" and measure.most != item.most):
        raise Slip(
            "E104",
            f"the threshold `{threshold.name}` is {_measured(measure)}, `{item.name}` is {_measured(item)}",
            "compare things that are measured alike",
            start=words.start,
            length=len(words.text),
        )
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
        raise Slip("E108", f"`{text}` is not a number", write, length=len(text))
    bare = len(text) < LONGEST and re.fullmatch(r"[-+.,:\w]*[0-9][-+.,:0-9]*", text.strip())
    in_weeks = unit == "weeks" if bare else "week" in text
    days = read_quantity(f"{text} {unit}" if bare else text, "days", 0, "time")
    if not 0 <= days <= LAST_DAY:
        raise Slip(
            "E107",
            f"`{text}` is outside the time that is looked at",
            f"write from 0 to {LAST_DAY // 7} weeks",
            length=len(text),
        )
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
        raise Slip(
            "E117",
            "`is known` has no opposite, so `otherwise` cannot stand here",
            "write out the conditions of the other value",
        )
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


def check_name(name: str) -> None:
    """Raises Slip where a name could be mistaken for something else."""
    check_characters(name)
    if not name:
        raise Slip("E023", "a name is missing", "write a name before the colon")
    if slip := RESERVED.search(name):
        raise Slip(
            "E023",
            f"a name cannot contain `{slip.group().strip() or 'two spaces'}`",
            "use plain words with single spaces between them",
            why="a condition that names it could be read in two ways",
            start=slip.start(),
            length=max(1, len(slip.group())),
        )
    if name in _TAKEN:
        raise Slip(
            "E023",
            f"`{name}` has a meaning of its own",
            "choose another name",
            why="a condition that names it could be read in two ways",
        )
    if not re.match(r"\w", name):
        raise Slip("E023", f"a name cannot begin with `{name[0]}`", "begin with a letter or digit")


__all__ = [
    "DAY",
    "NOT_REACHED",
    "TIME",
    "WEEK",
    "Names",
    "check_name",
    "opposite",
    "read_duration",
    "resolve",
]
