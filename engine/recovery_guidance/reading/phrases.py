"""Phrases as patterns of words: which of them stand in a text, and which of its words they take up."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from attrs import field, frozen

from ..model.words import Lead, PlainWords, as_row, from_row
from .english import ASKING, DENYING, ORDINARY, PASSING, UNSURE, Word, stem, words_of
from .spelling import misspelt

SET = re.compile(r"<([^<>]*)>")
_RANGE = re.compile(r"([0-9]+(?:\.[0-9]+)?) to ([0-9]+(?:\.[0-9]+)?)")
Span = tuple[int, int]
_MOST_REMEMBERED = 5_000
"""Words that were typed and stand in no phrase: more are forgotten, so that no process grows by what is told."""


class Found(NamedTuple):
    """A phrase in a text: where it leads, and the words that it takes up (`also`: could take instead).

    `exact` counts the words that are spelt as in the phrase and its sets, then those of the phrase alone: one
    `foot` is nearer to a set with `foot` than to `feet`. `guessed` says that a word is perhaps misspelt, and
    `as_written` that the words stand as in the phrase, in its order and spelling.
    """

    lead: Lead
    words: frozenset[int]
    also: frozenset[int]
    exact: tuple[int, int]
    guessed: bool
    as_written: bool


class _Pattern(NamedTuple):
    """A phrase in parts: words, and names of sets."""

    lead: Lead
    parts: tuple[Word | str, ...]

    @property
    def keys(self) -> list[str]:
        """What has to be in a text that holds the phrase: the stems of words, and the names of sets."""
        return [f"<{part}>" if isinstance(part, str) else part.stem for part in self.parts]


def cut(
    leads: Iterable[Lead], own: Iterable[Lead], sets: Iterable[tuple[str, tuple[str, ...]]]
) -> str:
    """All phrases in parts, as one text: those of rule files, and those of the protocol's `own` names."""
    own = list(own)
    patterns = [
        [number, [_row(part) for part in _parts(text)]]
        for number, lead in enumerate((*leads, *own))
        for text in lead.phrases
    ]
    members, ranges = [], []
    for name, some in sets:
        for text in some:
            if found := _RANGE.fullmatch(text):
                ranges.append([name, float(found[1]), float(found[2])])
            elif words := words_of(text):
                members.append([name, [_row(word) for word in words]])
    return json.dumps([[as_row(lead) for lead in own], patterns, members, ranges])


def _parts(text: str) -> list[Word | str]:
    parts: list[Word | str] = []
    for n, piece in enumerate(SET.split(text)):
        parts += [piece] if n % 2 else words_of(piece)
    return parts


def _row(part: Word | str) -> str | list[str]:
    return part if isinstance(part, str) else [part.exact, part.stem]


class Phrases:
    """All phrases of a protocol, ready to be looked for in a text."""

    def __init__(self, words: PlainWords) -> None:
        own, patterns, members, ranges = json.loads(words.cut or "[[], [], [], []]")
        leads = (*words.leads, *map(from_row, own))
        made = [
            _Pattern(leads[number], tuple(p if isinstance(p, str) else Word(*p) for p in parts))
            for number, parts in patterns
        ]
        often = Counter(key for pattern in made for key in pattern.keys)
        # By the rarest of its words and sets, without which a phrase cannot be there.
        self.patterns: dict[str, list[_Pattern]] = {}
        for pattern in made:
            rarest = min(pattern.keys, key=lambda key: (often[key], key), default="")
            self.patterns.setdefault(rarest, []).append(pattern)
        # By the stem of its first word, each phrase of a set.
        self.members: dict[str, list[tuple[str, tuple[Word, ...]]]] = {}
        for name, some in members:
            found = tuple(Word(*word) for word in some)
            self.members.setdefault(found[0].stem, []).append((name, found))
        self.spelt: dict[str, set[str]] = {}
        for name, some in members:
            self.spelt.setdefault(name, set()).update(exact for exact, _ in some)
        self.ranges: list[tuple[str, float, float]] = [(n, low, high) for n, low, high in ranges]
        # What words that stand in no phrase may be: the same are met again and again.
        self._meant: dict[str, frozenset[str]] = {}

    @cached_property
    def known(self) -> Mapping[str, str]:
        """Every word that stands in some phrase, by its spelling, with its stem."""
        in_sets = (word for some in self.members.values() for _, words in some for word in words)
        parts = (
            part for some in self.patterns.values() for pattern in some for part in pattern.parts
        )
        in_phrases = (part for part in parts if isinstance(part, Word))
        return {word.exact: word.stem for word in (*in_phrases, *in_sets)}

    @cached_property
    def _by_first(self) -> Mapping[str, list[str]]:
        """The words that stand in phrases by their first letter, which nobody mistypes."""
        found: dict[str, list[str]] = {}
        for one in self.known:
            found.setdefault(one[0], []).append(one)
        return found

    @cached_property
    def _pairs(self) -> frozenset[tuple[str, str]]:
        """Two words that stand side by side in some phrase, by their spelling."""
        of_sets = (words for some in self.members.values() for _, words in some)
        of_phrases = (pattern.parts for some in self.patterns.values() for pattern in some)
        return frozenset(
            (one.exact, other.exact)
            for parts in (*of_sets, *of_phrases)
            for one, other in pairwise(parts)
            if isinstance(one, Word) and isinstance(other, Word)
        )

    @cached_property
    def _stems(self) -> frozenset[str]:
        meaning = PASSING | ASKING | DENYING | UNSURE | ORDINARY
        return frozenset(self.known.values()) | frozenset(map(stem, meaning))

    def find(self, words: Sequence[Word]) -> list[Found]:
        """Every phrase that stands in these words, in whatever order."""
        text = _Text(words, [self._near(word) for word in words])
        spans = self._of_sets(text)
        anchors = {*text.places, *(stem(word) for word in text.joined), *(f"<{s}>" for s in spans)}
        return [
            found
            for anchor in sorted(anchors)
            for pattern in self.patterns.get(anchor, ())
            if (found := _placed(pattern, text, spans, self.spelt))
        ]

    def apart(self, words: Iterable[Word], known_too: bool = False) -> list[Word]:
        """The same words, with those cut in two that are two words of phrases written as one: `footdrop`.

        Those that stand in a phrase themselves are left whole, unless `known_too`.
        """
        return [
            part
            for word in words
            for part in (
                self._cut_in_two(word)  # `hopless` is no hop
                if known_too or not (word.stem in self._stems or self._near(word))
                else [word]
            )
        ]

    def _cut_in_two(self, word: Word) -> list[Word]:
        for at in range(3, len(word.exact) - 1):
            one, other = word.exact[:at], word.exact[at:]
            if (one, other) in self._pairs:
                return [Word(part, stem(part), word.clause) for part in (one, other)]
        return [word]

    def _near(self, word: Word) -> frozenset[str]:
        """The stems that a word which stands in no phrase may be a misspelling of."""
        if word.stem in self._stems or not word.exact.isalpha():
            return frozenset()
        if word.exact not in self._meant:
            if len(self._meant) >= _MOST_REMEMBERED:
                self._meant.clear()
            alike = self._by_first.get(word.exact[0], ())
            self._meant[word.exact] = frozenset(
                self.known[one] for one in alike if misspelt(word.exact, one)
            )
        return self._meant[word.exact]

    def _of_sets(self, text: _Text) -> Mapping[str, list[Span]]:
        """Where phrases of each set stand, the longest first."""
        spans: dict[str, list[Span]] = {}
        for first, places in text.places.items():
            for name, member in self.members.get(first, ()):
                for at in places:
                    if all(at + n in text.places.get(w.stem, ()) for n, w in enumerate(member)):
                        spans.setdefault(name, []).append((at, at + len(member)))
        for at, word in enumerate(text.words):
            if word.is_number and "/" not in word.exact:
                for name, low, high in self.ranges:
                    if low <= float(word.exact) <= high:
                        spans.setdefault(name, []).append((at, at + 1))
        return {
            name: sorted(set(some), key=lambda s: (s[0] - s[1], s)) for name, some in spans.items()
        }


@frozen
class _Text:
    """The words of one text, where each stem stands, perhaps misspelt, and what two or three words make as one."""

    words: Sequence[Word]
    near: Sequence[frozenset[str]]
    places: dict[str, list[int]] = field(init=False)
    joined: dict[str, list[Span]] = field(init=False)

    @places.default
    def _by_stem(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            for one in {word.stem, *self.near[at]}:
                found.setdefault(one, []).append(at)
        return found

    @joined.default
    def _by_joining(self) -> dict[str, list[Span]]:
        found: dict[str, list[Span]] = {}
        for count in (2, 3):
            for at in range(len(self.words) - count + 1):
                whole = "".join(word.exact for word in self.words[at : at + count])
                found.setdefault(whole, []).append((at, at + count))
        return found

    def of(self, word: Word) -> list[Span]:
        """Where a word of a phrase stands; first where it is spelt the same."""
        places = sorted(
            self.places.get(word.stem, ()), key=lambda at: self.words[at].exact != word.exact
        )
        return [(at, at + 1) for at in places] or self.joined.get(word.exact, [])


def _placed(
    pattern: _Pattern,
    text: _Text,
    spans: Mapping[str, list[Span]],
    spelt: Mapping[str, set[str]],
) -> Found | None:
    """The pattern in the text, each of its parts in a place of its own; None where there is no room."""
    places = []
    for part in pattern.parts:
        some = spans.get(part, []) if isinstance(part, str) else text.of(part)
        if len(some) < pattern.parts.count(
            part
        ):  # as many as it is asked for, before each order is tried
            return None
        places.append(some)
    order = sorted(range(len(places)), key=lambda n: len(places[n]))
    chosen = _apart([places[n] for n in order], ())
    if chosen is None:
        return None
    starts = [span[0] for _, span in sorted(zip(order, chosen, strict=True))]
    taken = frozenset(at for span in chosen for at in range(*span))
    also = frozenset(at for some in places for span in some for at in range(*span))
    own = [part.exact for part in pattern.parts if isinstance(part, Word)]
    as_own = {at for at in taken if text.words[at].exact in own}
    sets = [spelt.get(part, set()) for part in pattern.parts if isinstance(part, str)]
    as_set = {at for at in taken if any(text.words[at].exact in some for some in sets)}
    exact = (len(as_own | as_set), len(as_own))
    guessed = any(text.near[at] for at in taken)
    as_written = starts == sorted(starts) and len(as_own) >= len(own)
    return Found(pattern.lead, taken, also, exact, guessed, as_written)


def _apart(places: Sequence[Sequence[Span]], taken: tuple[Span, ...]) -> tuple[Span, ...] | None:
    """A place for each part such that no word is taken twice, behind those that are taken."""
    if not places:
        return taken
    for span in places[0]:
        free = all(span[1] <= other[0] or other[1] <= span[0] for other in taken)
        if free and (rest := _apart(places[1:], (*taken, span))) is not None:
            return rest
    return None
