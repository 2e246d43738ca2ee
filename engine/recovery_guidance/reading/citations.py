"""Reads what a rule or a number cites, and which numbers a line on a source gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ..model.citation import A_READING, NONE_FOUND, NOTHING_CITED, Cited
from ..model.items import Item
from ..model.problem import Slip
from ..model.protocol import STANCES
from ..model.units import COUNTED
from .fields import Fields
from .forms import CITED, FOLLOWED
from .tree import Node
from .values import read_value

_NO_SOURCE = ("none", "no", "no source", "not found", "expert opinion", "opinion", "unknown", "n/a")
"""What people write where no source was found."""
_WHY = "a reader could not look it up"


def read_cited(fields: Fields, known: Iterable[str]) -> Cited:
    """The ids under `source:`, alone or each with its line; nothing for `none found`. An entry without any is a
    problem."""
    if "source" not in fields:
        fields.missing("source")
        return NOTHING_CITED
    node = fields.entries["source"].node
    if not isinstance(node.value, dict):
        return Cited(_ids(fields, "source", known))
    ids, gives, unfounded = [], [], ""
    lines = fields.inner("source")
    for name, entry in lines.entries.items():
        line = lines.text(name, f"write what it gives for this, for example `{name}: week 6`")
        if name == NONE_FOUND:
            unfounded = line
        elif found := list(_known(lines, entry.key, name, known, "source")):
            ids += found
            gives.append(line)
    return Cited(tuple(ids), tuple(gives), unfounded)


def read_followed(
    fields: Fields, known: Iterable[str]
) -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    """For each stance the ids that its number follows, and the stances whose number is a reading of them."""
    follows: dict[str, tuple[str, ...]] = {}
    readings: set[str] = set()
    if "follows" in fields:
        inner, ids = fields.inner("follows", FOLLOWED), list(known)
        for name in (*STANCES, "all"):
            if name in inner:
                stances = STANCES if name == "all" else (name,)
                found = _ids(inner, name, ids)
                follows |= dict.fromkeys(stances, found)
                readings |= {*stances} if inner.text(name).startswith(A_READING) else set()
    return follows, frozenset(readings)


def _ids(fields: Fields, name: str, known: Iterable[str]) -> tuple[str, ...]:
    text = fields.needed(name, CITED.write) if name == "source" else fields.text(name)
    if text in ("", NONE_FOUND):
        return ()
    node, ids = fields.entries[name].node, list(known)
    start = len(A_READING) if name != "source" and text.startswith(A_READING) else 0
    words = re.finditer(r"[^,\s][^,]*", str(node.value)[start:])
    return tuple(
        one
        for found in words
        for one in _known(fields, node, found[0].strip(), ids, name, start + found.start())
    )


def _known(
    fields: Fields, node: Node, word: str, known: Iterable[str], name: str, start: int = 0
) -> Iterator[str]:
    """An id that is registered; of any other word a problem."""
    ids = list(known)
    if word in ids:
        yield word
        return
    meant = next((known for known in ids if _plain(known) == _plain(word)), "")
    message, why = f"no source is called `{word}`", _WHY
    write = f"did you mean `{meant}`?" if meant else "add it to sources.yaml"
    if word.casefold() in _NO_SOURCE:
        write = f"write {name}: {NONE_FOUND}, if nobody has published it"
    elif word == NONE_FOUND:
        message, write, why = "`none found` stands beside other sources", "leave it out", ""
    slip = Slip("E110", message, write, why, start, len(word))
    fields.problems.append(node.slipped(slip, slip.help))


def _plain(id: str) -> str:
    """An id as it may be misspelt; never that of a neighbour, since P41 is not P40."""
    return re.sub(r"[\W_]|(?<![0-9])0+(?=[0-9])", "", id).casefold()


# The numbers of a line.

_NUMBER = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w.,]*\d)")
_NTH = re.compile(r"(\d+)(?:st|nd|rd|th) week")
_RUN = re.compile(rf"{_NUMBER.pattern}(?:\s*(?:to|-|\u2013|or|and|,|x)\s*{_NUMBER.pattern})*")
"""Numbers that share one unit: `2 to 6`, or `6, 10 and 12`."""
_UNIT = re.compile(r"\s*(?:°\s*)?([A-Za-z%°]+)")
_BEFORE = re.compile(r"([A-Za-z]+)\s+$")
_ALIKE = {"f": "°F", "c": "°C", "lbs": "lb", "pounds": "lb", "mins": "min", "hours": "hours"}
_MONTHS = frozenset(("month", "months"))
_DAYS_OF_12_MONTHS = 365.25


@lru_cache(10_000)
def numbers_in(line: str) -> frozenset[float]:
    """Every number of a line, without its unit."""
    return frozenset(float(found[0].replace(",", "")) for found in _NUMBER.finditer(line))


@lru_cache(10_000)
def values_in(line: str, measure: Item) -> tuple[int, ...]:
    """The values that a line says, in order, of what is measured so: `25 lb in weeks 2 to 6` has two."""
    return tuple(sorted(set(_values_in(line, measure))))


def _values_in(line: str, measure: Item) -> Iterator[int]:
    for nth in _NTH.finditer(line):
        if measure.unit == "days":
            yield 7 * (int(nth[1]) - 1)
    for run in _RUN.finditer(line):
        behind, before = _UNIT.match(line, run.end()), _BEFORE.search(line[: run.start()])
        units = [found[1] for found in (behind, before) if found]
        for found in _NUMBER.finditer(run[0]):
            number = found[0].replace(",", "")
            for unit in (*units, ""):
                if unit.lower() in _MONTHS and measure.unit == "days":
                    yield round(float(number) * _DAYS_OF_12_MONTHS / 12 / 7) * 7
                yield from _read(number, _ALIKE.get(unit.lower(), unit), measure)


def _read(number: str, unit: str, measure: Item) -> Iterator[int]:
    if measure.kind == "scale":
        texts = [f"{number}/{measure.most}"]
    elif not unit:
        texts = [number] if measure.unit in COUNTED else []
    else:
        texts = [f"{number} {unit}", f"{number} {unit}s"]
    for text in texts:
        try:
            yield read_value(measure, text)
        except Slip:
            continue
