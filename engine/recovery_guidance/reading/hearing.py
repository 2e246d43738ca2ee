"""What somebody says in their own words → what it is in these rules, what to ask, or that it may be danger.

A word too many silences no danger, and lets nothing harmless through; what is not understood is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from attrs import evolve, frozen

from ..model.items import Item
from ..model.memo import while_it_lives
from ..model.noun import Noun
from ..model.problem import Slip
from ..model.protocol import URGENCIES, Protocol
from ..model.words import Lead, Sense
from .english import ASKING, DENYING, NOW, PASSING, UNSURE, Word, turns, words_of
from .phrases import Found, Phrases
from .urgency import CALM, is_alarming, urgency
from .values import read_value

ONE_OF_THESE = "one of these is a sign of danger"
NOT_UNDERSTOOD = "it is not understood, and it may be a sign of danger"
_CRISIS, _ROUTINE = URGENCIES.index("crisis"), len(URGENCIES) - 1


@frozen(repr=False)
class Heard(Noun):
    """What was said, understood: `facts` with their values, and `names` of activities and limits.

    Or it is a question which of several `choices` is meant, the most dangerous first; or the rules say `nothing`
    of it yet, but for the groups that it is `part_of`. `unclear` are the words that were not understood. Where
    `danger` says something, the danger list has to be said with it, for that reason.
    """

    text: str
    facts: tuple[Sense, ...] = ()
    names: tuple[str, ...] = ()
    choices: tuple[Sense, ...] = ()
    nothing: str = ""
    part_of: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    danger: str = ""

    @property
    def is_understood(self) -> bool:
        return bool(self.facts or self.names) and not self.choices


def understand(text: str, protocol: Protocol) -> Heard:
    """What a text in everyday words means to this protocol. It never raises."""
    words = phrases_of(protocol).apart(words_of(text))
    return _Listener(text, protocol, words).heard()


def understand_without(lead: Lead, text: str, protocol: Protocol) -> Heard:
    """What it would mean without the phrases of one lead, and with two words that are written as one apart."""
    words = phrases_of(protocol).apart(words_of(text), True)
    return _Listener(text, protocol, words, lead).heard()


@while_it_lives
def phrases_of(protocol: Protocol) -> Phrases:
    """The phrases of a protocol, ready to be looked for."""
    return Phrases(protocol.words)


class _Listener:
    """One text: its words, and the phrases that stand in it."""

    def __init__(
        self, text: str, protocol: Protocol, words: Sequence[Word], without: Lead | None = None
    ) -> None:
        self.text, self.protocol, self.items = text, protocol, protocol.vocabulary.items
        self.words = words
        found = [one for one in phrases_of(protocol).find(words) if one.lead != without]
        self.doubts = [one for one in found if one.lead.in_doubt]
        found = [one for one in found if not one.lead.in_doubt]
        self.alarms = [one for one in found if self.alarming(one.lead)]
        calm = [one for one in found if not self.alarming(one.lead)]
        self.whole = [one for one in calm if self.is_whole(one, calm)]
        partly = [one for one in calm if one not in self.whole]
        self.partly = [one for one in partly if not one.guessed] or partly

    def heard(self) -> Heard:
        """What it means, with the dangerous first."""
        heard = Heard(self.text)
        best = self.longest([*self.alarms, *self.whole])
        for found in sorted(best, key=lambda one: self.rank(one.lead)):
            heard = _together(heard, self.one(found))
        if heard == Heard(self.text):
            return self.partly_heard()
        return self.settled(heard)

    def partly_heard(self) -> Heard:
        """What harmless phrases could mean where more was said than they are."""
        unclear = tuple(self.words[at].exact for at in self.unclear(self.partly))
        denied = any(word.exact in DENYING | UNSURE for word in self.words)
        doubtful = unclear or denied or not all(one.as_written for one in self.partly)
        danger = NOT_UNDERSTOOD if doubtful or not self.partly else ""
        heard = Heard(self.text)
        for found in sorted(self.doubts if danger else (), key=lambda one: self.rank(one.lead)):
            heard = _together(heard, self.asked(found.lead, found.lead.choices))
        for found in sorted(self.longest(self.partly), key=lambda one: self.rank(one.lead)):
            choices = tuple(
                one for c in self.allowed(found.lead.choices) for one in self.both_ways(c)
            )
            heard = _together(heard, self.asked(found.lead, choices))
        return evolve(heard, unclear=unclear, danger=danger)

    def settled(self, heard: Heard) -> Heard:
        """The same without what contradicts itself, and without questions that an alarm makes idle."""
        twice = [fact for fact in heard.facts if self.opposed(fact, heard.facts)]
        if twice:
            facts = tuple(f for f in heard.facts if f not in twice)
            heard = evolve(heard, facts=facts, choices=(*self.sorted(twice), *heard.choices))
        if len(heard.names) > 1 or (heard.names and heard.choices):
            named = tuple(Sense(name, subject=name) for name in heard.names)
            heard = evolve(heard, names=(), choices=(*heard.choices, *named))
        known = {fact.subject for fact in heard.facts if is_alarming(fact, self.protocol)}
        choices = tuple(one for one in heard.choices if one.subject not in known)
        if known:
            asks = any(is_alarming(one, self.protocol) for one in choices)
            heard = evolve(heard, names=(), nothing="")
            choices = choices if asks else ()
        if any(urgency(fact, self.protocol) <= _CRISIS for fact in heard.facts):
            return evolve(heard, choices=(), danger="")  # nothing else is answered then
        if not heard.danger and any(urgency(one, self.protocol) <= _CRISIS for one in choices):
            heard = evolve(heard, danger=ONE_OF_THESE)
        return evolve(heard, choices=choices)

    def one(self, found: Found) -> Heard:
        """What one phrase says where it stands."""
        lead, heard = found.lead, Heard(self.text)
        if lead.is_question:
            return evolve(self.asked(lead, lead.choices), danger=lead.danger)
        choice = lead.choices[0]
        item = self.items.get(choice.subject)
        if item is None:
            return evolve(heard, names=(choice.subject,))
        if choice.value is None:
            return self.measured(found, choice, item)
        denials = self.denials(found) or self.bare_numbers(found)
        if not denials or item.kind != "yes or no":
            return evolve(heard, choices=(choice,)) if denials else evolve(heard, facts=(choice,))
        other = self.other(choice, item)
        if self.clearly_denied(found, denials) and other.value == item.if_not_stated:
            return evolve(heard, facts=(other,))
        return evolve(heard, choices=(choice, other))

    def asked(self, lead: Lead, choices: tuple[Sense, ...]) -> Heard:
        """What is asked back, or what the rules do not speak of."""
        return Heard(self.text, choices=choices, nothing=lead.nothing, part_of=lead.part_of)

    def measured(self, found: Found, choice: Sense, item: Item) -> Heard:
        """An item with the value that stands beside it, or the question for its value."""
        numbers = [
            at for at, word in enumerate(self.words) if word.is_number and at not in found.words
        ]
        told = [self.value_at(at, item) for at in numbers if not self.counts_time(at)]
        if len(told) == 1 and told[0] is not None and not self.denials(found):
            fact = evolve(choice, name=f"{item.name} {item.show(told[0])}", value=told[0])
            return Heard(self.text, facts=(fact,))
        return Heard(self.text, choices=(choice,))

    def value_at(self, at: int, item: Item) -> int | None:
        number = self.words[at].exact
        unit = self.words[at + 1].exact if at + 1 < len(self.words) else ""
        of_ten = item.kind == "scale" and item.most == 10 and number.isdecimal()
        for text in (f"{number}/10" if of_ten else number, f"{number} {unit}"):
            try:
                return read_value(item, text)
            except Slip:
                continue
        return None

    def alarming(self, lead: Lead) -> bool:
        return bool(lead.danger) or any(is_alarming(one, self.protocol) for one in lead.choices)

    def is_whole(self, found: Found, calm: Iterable[Found]) -> bool:
        """Whether a harmless phrase is all that was said; one that clears a sign stands there as it is written."""
        clears = not found.lead.is_question and found.lead.choices[0].value is not None
        if found.guessed or (clears and not found.as_written):
            return False
        return not set(self.left_over(found)) - self.said_again(found, calm)

    def said_again(self, found: Found, calm: Iterable[Found]) -> frozenset[int]:
        """The words of questions that ask for an activity first, as the hardest: `flight` beside `long haul`."""
        subject = found.lead.choices[0].subject if found.lead.choices else ""
        if found.lead.is_question or subject not in self.protocol.activities:
            return frozenset()
        asking = (
            one.words
            for one in calm
            if not one.guessed and one.lead.choices and one.lead.choices[0].subject == subject
        )
        return frozenset().union(*asking)

    def left_over(self, found: Found, passing: frozenset[str] = frozenset()) -> list[int]:
        """The words beside a phrase that could make it mean something else."""
        choice = found.lead.choices[0] if not found.lead.is_question else None
        is_score = choice is not None and choice.subject in self.items and choice.value is None
        taken = found.words
        if is_score:
            taken = taken.union(*(one.words for one in self.alarms if not one.lead.is_question))
        passing = passing or (NOW | _ROUGHLY if is_score else PASSING | ASKING)
        if choice is not None and choice.value is not None:
            passing = NOW
        return [
            at
            for at, word in enumerate(self.words)
            if at not in taken
            and (word.exact not in passing or word.exact in DENYING | UNSURE)
            and not (is_score and (word.exact in DENYING or self.is_amount(at)))
            and not (word.is_number and self.counts_time(at))
        ]

    def is_amount(self, at: int) -> bool:
        """Whether a word is a number, or the unit of one."""
        before = at and self.words[at - 1].is_number
        return self.words[at].is_number or bool(before and _UNITS.fullmatch(self.words[at].exact))

    def counts_time(self, at: int) -> bool:
        """Whether a number counts days or weeks."""
        return any(_TIMES.fullmatch(word.exact) for word in self.words[at + 1 : at + 2])

    def unclear(self, found: Iterable[Found]) -> list[int]:
        known: frozenset[int] = frozenset().union(*(one.words for one in found))
        passing = PASSING | ASKING | DENYING | UNSURE
        return [
            at
            for at, word in enumerate(self.words)
            if at not in known and word.exact not in passing and not self.is_amount(at)
        ]

    def longest(self, found: Sequence[Found]) -> list[Found]:
        """The phrases that no longer one contains.

        A warning gives way to another that is no less urgent, to words for the same item, or to a question; an
        emergency only to a question that asks it too.
        """

        def beats(one: Found, other: Found) -> bool:
            if one.words > other.words:
                is_calm = self.alarming(other.lead) and not self.alarming(one.lead)
                if is_calm and self.left_over(one, NOW):
                    return False
                if one.lead.is_question or other.lead.is_question:
                    return self.asks_too(one.lead, other.lead)
                about = {found.lead.choices[0].subject for found in (one, other)}
                return len(about) == 1 or self.rank(other.lead) >= min(
                    self.rank(one.lead), _ROUTINE
                )
            closer = (self.alarming(one.lead), not one.guessed, one.exact)
            than = (self.alarming(other.lead), not other.guessed, other.exact)
            return one.words == other.words and one.lead != other.lead and closer > than

        return [one for one in found if not any(beats(other, one) for other in found)]

    def asks_too(self, question: Lead, warning: Lead) -> bool:
        """Whether a question may stand for a warning that is part of it."""
        asked = {choice.subject for choice in question.choices}
        is_urgent = not warning.is_question and self.rank(warning) <= _CRISIS
        return not is_urgent or bool(question.danger) or warning.choices[0].subject in asked

    def rank(self, lead: Lead) -> int:
        return min((urgency(one, self.protocol) for one in lead.choices), default=CALM)

    def denials(self, found: Found) -> list[int]:
        """The words in the same part of the text that may turn a phrase round."""
        clauses = {self.words[at].clause for at in found.words}
        taken = found.also.union(*(one.words for one in (*self.alarms, *self.whole)))
        return [
            at
            for at, word in enumerate(self.words)
            if word.exact in DENYING | UNSURE
            and at not in taken
            and word.clause in clauses
            and not word.goes_on
        ]

    def bare_numbers(self, found: Found) -> list[int]:
        """The numbers behind a sign, where nothing else is: `foot drop 2` is no answer."""
        rest = [at for at in range(len(self.words)) if at not in found.words]
        numbers = all(
            self.words[at].is_number
            and not self.counts_time(at)
            and not _TABLET.fullmatch(self.words[at].exact)
            for at in rest
        )
        return rest if numbers else []

    def clearly_denied(self, found: Found, denials: Sequence[int]) -> bool:
        """Whether one `no` or `not` turns a phrase round, and nothing else stands beside it.

        A phrase that says `no` itself is turned round by no second one; of several signs, `or` denies all.
        """
        clauses = {self.words[at].clause for at in found.words}
        known = found.words | found.also
        if re.search(r"\bn?or\b", self.text.casefold()):
            known = known.union(*(one.words for one in self.alarms))
        beside = set(range(len(self.words))) - known - set(denials)
        here = [self.words[at] for at in beside if self.words[at].clause in clauses]
        return (
            len(denials) == 1
            and len(clauses) == 1
            and self.words[denials[0]].exact in DENYING - UNSURE
            and not any(self.words[at].exact in DENYING | UNSURE for at in found.words)
            and not found.guessed
            and not turns(self.text)
            and all(word.exact in NOW for word in here)
        )

    def allowed(self, choices: Iterable[Sense]) -> Iterator[Sense]:
        """The choices that no other phrase here forbids to offer."""
        never = {name for one in self.partly for name in one.lead.never}
        return (one for one in choices if one.name not in never and one.subject not in never)

    def both_ways(self, choice: Sense) -> tuple[Sense, ...]:
        """A yes or no with its worse side first, so that nobody is led to the good one."""
        item = self.items.get(choice.subject)
        if (
            item is None
            or choice.value is None
            or item.kind != "yes or no"
            or item.worst == choice.value
        ):
            return (choice,)
        return (self.other(choice, item), choice)

    def other(self, choice: Sense, item: Item) -> Sense:
        """The other side of a yes or no."""
        value = 1 - int(choice.value or 0)
        return Sense(f"{item.name} is {item.show(value)}", "", item.name, value)

    def opposed(self, fact: Sense, facts: Iterable[Sense]) -> bool:
        return any(one.subject == fact.subject and one.value != fact.value for one in facts)

    def sorted(self, choices: Iterable[Sense]) -> list[Sense]:
        return sorted(choices, key=lambda one: urgency(one, self.protocol))


_ROUGHLY = frozenset(("bit", "little", "just", "still", "really", "quite", "lot"))
_TIMES = re.compile(r"(?:day|week|month|hour|year)s?")
_TABLET = re.compile(r"[0-9.]+/[0-9]{3}")  # `30/500`, in milligrams
_UNITS = re.compile(r"(?:kg|lb|pound|km|mile|min|minute|second|hour)s?|h|percent")


def _together(one: Heard, other: Heard) -> Heard:
    """Two phrases of one text, heard as one."""
    return Heard(
        one.text,
        _joined(one.facts, other.facts),
        _joined(one.names, other.names),
        _joined(one.choices, other.choices),
        one.nothing or other.nothing,
        _joined(one.part_of, other.part_of),
        _joined(one.unclear, other.unclear),
        one.danger or other.danger,
    )


T = TypeVar("T")


def _joined(one: Iterable[T], other: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*one, *other)))
