"""What a line was meant to begin with: keywords of Gherkin, misspelt, in the wrong case or without their colon."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache

from gherkin.dialect import DIALECTS, Dialect

_ORDINARY = frozenset(
    {
        "an",
        "band",
        "bland",
        "brand",
        "bust",
        "dan",
        "debut",
        "give",
        "giver",
        "gives",
        "gland",
        "grand",
        "hand",
        "hen",
        "land",
        "sand",
        "stand",
        "ten",
        "than",
        "the",
        "them",
        "then",
        "they",
        "thin",
        "tub",
        "wand",
        "went",
        "when",
    }
)
"""English words that are like Given, When, Then, And or But, and mean themselves."""
_COLON = re.compile(r"([^:\uff1a\ufe55;]{2,40}?)\s*[:\uff1a\ufe55;]")
_PROSE_ENDS = re.compile(r"[.,;:!?)…]$")


def title_meant(line: str, dialect: Dialect) -> str:
    """The keyword that a line was meant to begin with, such as Scenario; an empty text where it reads as prose."""
    text = bare(line)
    titles = _titles(dialect)
    if head := _COLON.match(text):
        if head[1] in _titles_anywhere():
            return head[1]
        nearest = max(titles, key=lambda title: likeness(head[1], title))
        return nearest if is_like(head[1], nearest, 0.8) else ""
    for title in titles:
        alone = text.casefold() == title.casefold()
        opens = text.startswith(f"{title} ") and title.startswith("Scenario") and title[-1] != "s"
        if alone or (opens and not reads_on(text)):
            return title
    return ""


def step_meant(line: str, dialect: Dialect) -> tuple[str, str]:
    """The keyword that a line was meant to begin with, such as Given, and what it says behind it."""
    word, *more = bare(line).split(maxsplit=1) or [""]
    word, rest = word.rstrip(":"), "".join(more)
    for keyword in step_keywords(dialect):
        if word.casefold() == keyword.casefold() or _is_slip(word.casefold(), keyword.casefold()):
            return keyword, rest
    return "", ""


def glued(line: str, dialect: Dialect) -> tuple[str, str]:
    """The same where a space is missing behind the keyword."""
    words = (*dialect.given_keywords, *dialect.then_keywords)
    for keyword in (word.strip() for word in words if word != "* "):
        if line.startswith(keyword) and line[len(keyword) :][:1].isalnum():
            return keyword, line[len(keyword) :]
    return "", ""


def step_keywords(dialect: Dialect) -> tuple[str, ...]:
    """Given, When, Then, And and But in a language."""
    first = (*dialect.given_keywords, *dialect.when_keywords, *dialect.then_keywords)
    words = (word.strip() for word in (*first, *dialect.and_keywords, *dialect.but_keywords))
    return tuple(dict.fromkeys(word for word in words if word != "*"))


def is_like(written: str, meant: str, least: float) -> bool:
    """Whether two words are the same but for a slip or two, whatever their case."""
    return likeness(written, meant) >= least


def likeness(written: str, meant: str) -> float:
    """How much of two words is the same in one order, from 0 to 1, whatever their case."""
    one, other = written.casefold(), meant.casefold()
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def bare(line: str) -> str:
    """A line without the signs that may stand before its first word."""
    return re.sub(r"^[\W_]+", "", line).rstrip()


def reads_on(line: str) -> bool:
    """Whether a line ends as a sentence does, and not as a step."""
    return bool(_PROSE_ENDS.search(line.rstrip()))


def _titles(dialect: Dialect) -> tuple[str, ...]:
    first = (*dialect.feature_keywords, *dialect.background_keywords, *dialect.rule_keywords)
    scenarios = (*dialect.scenario_keywords, *dialect.scenario_outline_keywords)
    return (*first, *scenarios, *dialect.examples_keywords)


@cache
def _titles_anywhere() -> frozenset[str]:
    return frozenset(word for spec in DIALECTS.values() for word in _titles(Dialect(spec)))


def _is_slip(word: str, keyword: str) -> bool:
    if len(word) < 2 or word in _ORDINARY:
        return False
    return sorted(word) == sorted(keyword) or is_like(word, keyword, 0.75)
