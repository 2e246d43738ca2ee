"""Reads what things are also called, and the words that lead to no one thing; no word leads to two things."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial

from attrs import define, evolve, field

from ..model.content import plain
from ..model.items import Item
from ..model.problem import Problem, Slip, suggestion
from ..model.protocol import URGENCIES, Activity, Protocol, Quantity
from ..model.rules import SAME_DAY
from ..model.words import NO_ALARM, NOTHING_YET, Lead, PlainWords, Sense
from .english import words_of
from .entries import check_groups, read_groups
from .fields import Fields
from .forms import ITEM, WORD_SET, WORDS
from .hearing import understand, understand_without
from .phrases import SET, cut
from .slips import starting_at, wrong
from .tree import Entry, Node
from .urgency import is_alarming, urgencies, urgency
from .values import read_value

_RANGE = re.compile(r"[0-9.]+ to [0-9.]+")
_PART = re.compile(r"[^,]+")
_TODAY = URGENCIES.index(SAME_DAY)


@define
class WordReader:
    """Reads `also called:`, `word sets:` and `words:`, when everything that they may name is known."""

    problems: list[Problem]
    items: Mapping[str, Item]
    activities: Mapping[str, Activity]
    quantities: Mapping[str, Quantity]
    sets: dict[str, tuple[str, ...]] = field(factory=dict)
    places: list[tuple[Lead, str, Node]] = field(factory=list)

    def read(self, entries: Mapping[str, Iterable[Entry]]) -> PlainWords:
        """Everything that the entries of these sections are also called."""
        for entry in entries["word sets"]:
            fields = Fields.below(entry, self.problems, WORD_SET).checked()
            if "any of" not in fields:
                fields.missing("any of")
            self.sets[entry.name] = tuple(text for text, _ in self.phrases(fields, "any of"))
        leads = [lead for entry in entries["items"] for lead in self.of_item(entry)]
        for section in ("activities", "limits"):
            for entry in entries[section]:
                leads += self.lead(
                    self.below(entry), "also called", (Sense(entry.name, "", entry.name),)
                )
        leads += [lead for entry in entries["words"] for lead in self.of_words(entry)]
        words, sets = PlainWords.of(leads, self.sets.items()), self.sets.items()
        return evolve(words, cut=cut(leads, self.own_names(leads), sets))

    def own_names(self, leads: Iterable[Lead]) -> Iterator[Lead]:
        """Names and titles, and the first part of each title, where no phrase is the same, with what they are."""
        told = {_plain(text) for lead in leads for text in lead.phrases}
        own: dict[tuple[str, ...], tuple[str, list[Sense]]] = {}
        for text, sense in self.called_by_itself():
            _, senses = own.setdefault(_plain(text), (text, []))
            senses += [sense] if sense not in senses else []
        for typed, (text, senses) in own.items():
            if typed and typed not in told:
                yield Lead(text, (text,), tuple(senses))

    def called_by_itself(self) -> Iterator[tuple[str, Sense]]:
        """Each name and title, and its first part, with what it is."""
        for item in self.items.values():
            worse = item.worst if item.kind == "yes or no" and item.worst else None
            yield (
                item.name,
                Sense(f"{item.name} is yes" if worse else item.name, "", item.name, worse),
            )
        named = {one.name: one.title for one in self.activities.values()}
        for name, title in [*named.items(), *((q.name, q.title) for q in self.quantities.values())]:
            for text in dict.fromkeys((name, title, re.split(r"[,(]", title)[0])):
                yield text, Sense(name, subject=name)

    def below(self, entry: Entry) -> Fields:
        """The fields of an activity or limit, whose other entries are told of elsewhere."""
        return Fields.below(entry, self.problems, WORDS)

    def of_item(self, entry: Entry) -> Iterator[Lead]:
        """What an item is called, or each of its values."""
        item, value = self.items[entry.name], entry.node.value
        if not isinstance(value, dict):
            return
        fields = Fields.below(entry, self.problems, ITEM)
        if item.also_ask and item.also_ask not in self.items:
            write = suggestion(item.also_ask, self.items, "write the name of an item")
            fields.tell("also ask", "E102", f"no item is called `{item.also_ask}`", write)
        node = fields.node_of("also called")
        if node is None:
            return
        if not isinstance(node.value, dict):
            yield from self.lead(fields, "also called", (Sense(item.name, "", item.name),))
            return
        inner = fields.inner("also called")
        for name, part in inner.entries.items():
            told = inner.attempt(part.key, partial(read_value, item, name))
            if told is not None:
                choice = Sense(f"{item.name} is {item.show(told)}", "", item.name, told)
                yield from self.lead(inner, name, (choice,))

    def lead(self, fields: Fields, name: str, choices: tuple[Sense, ...]) -> Iterator[Lead]:
        """The lead to one thing, where something is written under a name."""
        if name in fields:
            yield self.placed(Lead(choices[0].name, (), choices), list(self.phrases(fields, name)))

    def of_words(self, entry: Entry) -> Iterator[Lead]:
        """Words that could mean several things, may be danger, or lead to nothing yet."""
        fields = Fields.below(entry, self.problems, WORDS).checked()
        named = [name for name in ("in doubt", "also called") if name in fields]
        if not named:
            fields.missing("also called")
        danger, nothing = fields.text("danger list"), fields.text("nothing yet")
        choices = tuple(
            choice
            for node in self.texts(fields, "could be")
            if (choice := fields.attempt(node, partial(self.choice, str(node.value))))
        )
        never = tuple(str(node.value) for node in self.texts(fields, "never"))
        for node in self.texts(fields, "never"):
            fields.attempt(node, partial(self.choice, str(node.value)))
        if not (danger or nothing or "could be" in fields):
            write = "write could be: and a list, danger list: and why, or nothing yet: and what"
            fields.missing("could be", write, "somebody who says so would get no answer")
        part_of = read_groups(fields)
        check_groups(part_of, fields, self.activities)
        for name in named:
            said = choices, danger, nothing, never, part_of
            lead = Lead(entry.name, (), *said, in_doubt=name == "in doubt")
            yield self.placed(lead, list(self.phrases(fields, name)))

    def choice(self, text: str) -> Sense:
        """`new leg numbness is yes, if it began after the operation`, `driving`, or `no alarm, …`. Raises Slip."""
        name, _, when = (part.strip() for part in text.partition(","))
        if name in (NO_ALARM, NOTHING_YET):
            return Sense(name, when)
        subject, _, value = name.partition(" is ")
        if subject in self.items and value:
            with starting_at(len(subject) + 4):
                return Sense(name, when, subject, read_value(self.items[subject], value))
        if name in {*self.items, *self.activities, *self.quantities}:
            return Sense(name, when, name)
        known = (*self.items, *self.activities, *self.quantities)
        otherwise = (
            f"write an item and its value, an activity, a limit, `{NO_ALARM}` or `{NOTHING_YET}`"
        )
        write = suggestion(subject, known, otherwise)
        raise Slip("E102", f"nothing is called `{subject}`", write, length=len(subject))

    def texts(self, fields: Fields, name: str) -> Iterator[Node]:
        """The lines under a name: one text, or a list of them."""
        node = fields.node_of(name)
        for part in () if node is None else node.value if isinstance(node.value, list) else [node]:
            if isinstance(part.value, str) and part.value:
                yield part
            else:
                fields.tell(
                    part,
                    "E011",
                    f"`{name}` is a text, or a list of texts",
                    "write one on each line",
                )

    def phrases(self, fields: Fields, name: str) -> Iterator[tuple[str, Node]]:
        """Each phrase under a name, and its line."""
        for node in self.texts(fields, name):
            for found in _PART.finditer(str(node.value)):
                text = " ".join(found[0].split())
                if fields.attempt(
                    node, partial(self.check_phrase, text, found.end() - len(found[0].lstrip()))
                ):
                    yield text, node

    def check_phrase(self, text: str, start: int) -> bool:
        """True. Raises Slip where a phrase names no set, or has no word that counts."""
        for named in SET.finditer(text):
            if named[1] not in self.sets:
                write = suggestion(named[1], self.sets, "declare it under `word sets:`")
                at = start + named.start() + 1
                raise wrong("E102", named[1], "is not a set of words", write, start=at)
        sets = [self.sets[name] for name in SET.findall(text)]
        numbers = all(_RANGE.fullmatch(one) for some in sets for one in some)
        if text and numbers and not words_of(SET.sub(" ", text)):
            write = "write the words that tell it from others"
            raise wrong("E306", text, "has no word that counts", write, start=start)
        return bool(text)

    def placed(self, lead: Lead, phrases: list[tuple[str, Node]]) -> Lead:
        """The lead with its phrases, whose places are kept for what `crossings` finds."""
        whole = evolve(lead, phrases=tuple(text for text, _ in phrases))
        self.places += [(whole, text, node) for text, node in phrases if not lead.in_doubt]
        return whole

    def crossings(self, protocol: Protocol) -> Iterator[Problem]:
        """A problem for each phrase that is understood as something else than what it stands under."""
        known = _heard_by(_hearing(protocol))
        for lead, phrase, node in self.places:
            if (lead, phrase) not in known:
                known[lead, phrase] = _meant(lead, phrase, protocol)
            if slip := known[lead, phrase]:
                said, write = slip
                message = f"`{phrase}` stands under `{lead.name}`, and {said}"
                why = "no word may lead to two things, and none from a danger to something harmless"
                yield node.problem("E306", message, write, why)


def _meant(lead: Lead, phrase: str, protocol: Protocol) -> tuple[str, str] | None:
    """What a phrase means that its lead is not, and what to write; None where it means what it stands under."""
    said = SET.sub(lambda found: protocol_set(protocol, found[1]), phrase)
    heard = understand(said, protocol)
    told = {*heard.facts, *heard.choices, *(Sense(name, "", name) for name in heard.names)}
    # Beside a sign, one that is more urgent may be part of its words: both are said.
    soonest = min((urgency(one, protocol) for one in lead.choices), default=len(URGENCIES))
    more = {one for one in heard.facts if lead.choices and urgency(one, protocol) < soonest}
    is_asked = bool(lead.danger) <= bool(heard.danger)
    if told - (more - set(lead.choices)) != set(lead.choices) or not is_asked:
        others = sorted(one.name for one in told - set(lead.choices))
        as_what = ", ".join(others) or "something else"
        return f"is understood as {as_what}", "leave it out in one place, or write more words"
    if lead.danger or any(is_alarming(one, protocol) for one in lead.choices):
        return None
    # A danger may be in its words, which nobody would hear any more.
    facts = understand_without(lead, said, protocol).facts
    signs = {one for one in facts if _is_for_today(one, protocol)} - {*told}
    hidden = sorted(one.name for one in signs if one.subject not in lead.never)
    write = "leave it out here; or, below `words:`, name the sign under never: if it is not meant"
    return (f"hides {', '.join(hidden)}, which it would mean elsewhere", write) if hidden else None


def _is_for_today(sense: Sense, protocol: Protocol) -> bool:
    """Whether it is a call today or sooner, alone or with the item that counts as there beside other words."""
    item = protocol.vocabulary.items[sense.subject]
    beside = protocol.vocabulary.items.get(item.also_ask)
    told = [sense] if beside is None else [sense, Sense(beside.name, "", beside.name, beside.worst)]
    return is_alarming(sense, protocol) and any(urgency(o, protocol) <= _TODAY for o in told)


def _hearing(protocol: Protocol) -> str:
    """A digest of all on which it depends how words are understood."""
    said = protocol.words.told, protocol.words.cut, urgencies(protocol)
    named = protocol.vocabulary, protocol.activities, protocol.quantities
    return hashlib.sha256(repr((said, plain(named))).encode()).hexdigest()


@lru_cache(4)
def _heard_by(_: str) -> dict[tuple[Lead, str], tuple[str, str] | None]:
    """What is wrong with phrases, remembered until a word in the rule files changes."""
    return {}


def _plain(text: str) -> tuple[str, ...]:
    return tuple(sorted(word.exact for word in words_of(text)))


def protocol_set(protocol: Protocol, name: str) -> str:
    """The first phrase of a set of words; of a range of numbers its lower end."""
    first = next(some for known, some in protocol.words.sets if known == name)[0]
    return re.sub(r" to [0-9.]+$", "", first) if first[0].isdigit() else first
