"""Reads what rules are made of from a protocol's tree: sources, items and thresholds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial
from itertools import pairwise

from attrs import evolve

from ..model.citation import Source
from ..model.items import NEVER, UNREAD, Item
from ..model.problem import Problem, Slip, quoted, suggestion
from ..model.protocol import STANCES, Activity, Threshold
from ..model.units import COUNTED, UNITS
from .citations import read_cited, read_followed
from .fields import Fields
from .forms import ITEM, OUT_OF_ORDER, SOURCE, THRESHOLD
from .names import check_name
from .quantities import is_number
from .resolve import read_duration
from .slips import starting_at, wrong
from .tree import Entry
from .values import read_value

DECIMALS = {"kg": 1, "°C": 1, "km": 1}
_SCALE = re.compile(r"scale ([0-9]{1,3}) to ([0-9]{1,3})")
_LINK = re.compile(r"https?://[^\W_][^\s\"'<>\\^`{|}]*", re.IGNORECASE)
_TYPES = "write yes or no, scale 0 to 10, number, or one of a, b"
_DIRECTIONS = {
    "yes or no": ("yes", "no", "neither"),
    "words": ("later", "earlier", "neither"),
    "scale": ("higher", "lower", "neither"),
    "number": ("higher", "lower", "neither"),
}


_TOLD = ("publisher", "year", "link", "for whom", "note")


def read_source(entry: Entry, problems: list[Problem]) -> Source:
    """One entry of `sources:`."""
    fields = Fields.below(entry, problems, SOURCE).checked()
    kind = fields.word("kind", "anecdote")
    told = {name.replace(" ", "_"): fields.text(name) for name in _TOLD}
    fields.value("link", _check_link)
    words = {name: fields.word(name) for name in ("patients", "seen", "found")}
    return Source(
        entry.name, fields.needed("title"), kind, position=entry.key.position, **told, **words
    )


def _check_link(text: str) -> None:
    if not _LINK.fullmatch(text):
        write = "write the address of a page, as the browser shows it: https://…"
        why = "whoever follows it has to arrive at the source; any other link could run a program"
        raise Slip("E124", f"`{text}` is not the address of a page on the web", write, why)


def read_item(entry: Entry, problems: list[Problem]) -> Item:
    """One entry of `items:`."""
    fields = Fields.below(entry, problems, ITEM).checked()
    question = fields.needed("question")
    item = _typed(entry.name, fields)
    for key in ("unit", "from", "to", "decimals"):
        if key in fields and item.kind not in ("number", UNREAD):
            write = "leave it out, or write type: number"
            fields.tell(fields.key(key), "E021", f"`{key}` belongs to type: number", write)
    worse = fields.word("worse", "neither", _DIRECTIONS.get(item.kind, ()))
    life = fields.value("shelf life", lambda text: read_duration(text, "")[0])
    anchors: tuple[tuple[str, str], ...] = ()
    if "anchors" in fields:
        inner = fields.inner("anchors")
        anchors = tuple((grade, inner.text(grade)) for grade in inner.entries)
    return evolve(
        item,
        question=question,
        worse=worse,
        shelf_life=life,
        if_not_stated=_assumed(item, fields),
        anchors=anchors,
        uncomplicated=fields.value("uncomplicated", partial(read_value, item)),
        measured_by=fields.text("measured by"),
        home_check=fields.text("home check"),
        note=fields.text("note"),
        also_ask=fields.text("also ask"),
        position=entry.key.position,
    )


def _assumed(item: Item, fields: Fields) -> int | None:
    if "if not stated" in fields and item.kind in ("scale", "number"):
        message = f"`{item.name}` is measured, so it cannot be assumed"
        write, at = "leave `if not stated` out", fields.key("if not stated")
        why = "only a sign that a patient would volunteer may be assumed absent; a capacity stays unknown"
        fields.tell(at, "E118", message, write, why)
        return None
    return fields.value("if not stated", partial(read_value, item))


def _typed(name: str, fields: Fields) -> Item:
    text = fields.needed("type", _TYPES)
    if text == "yes or no":
        return Item(name, text, 0, 1, ("no", "yes"))
    if text == "number":
        return _number(name, fields)
    item: Item | None = None
    if text:
        node = fields.entries["type"].node
        item = fields.attempt(node, lambda: _scale(name, text) or _one_of(name, text))
    return item or Item(name, UNREAD, 0, 1)


def _scale(name: str, text: str) -> Item | None:
    scale = _SCALE.fullmatch(text)
    if scale is None:
        return None
    least, most = int(scale[1]), int(scale[2])
    if least < most:
        return Item(name, "scale", least, most)
    write = f"write scale {most} to {least}" if most < least else "write for example scale 0 to 10"
    why = "`worse` says which end is the worse one"
    raise wrong("E107", text, "does not go upwards", write, why)


def _one_of(name: str, text: str) -> Item:
    if not text.startswith("one of "):
        raise Slip("E119", f"`{text}` is not a type", suggestion(text, _KINDS, _TYPES))
    start = len("one of ")
    words = []
    for part in text[start:].split(","):
        word = part.strip()
        at = start + len(part) - len(part.lstrip())
        start += len(part) + 1
        if not word:
            write = "write for example one of left, right"
            raise Slip("E119", "a word is missing in this list", write)
        if word in words:
            raise wrong("E119", word, "stands twice in this list", "leave one out", start=at)
        with starting_at(at):
            check_name(word)
        words.append(word)
    if len(words) == 1:
        write = "write two or more words with commas, or type: yes or no"
        raise Slip("E119", "there is only one word to choose from", write)
    return Item(name, "words", 0, len(words) - 1, tuple(words))


_KINDS = ("yes or no", "number", "scale 0 to 10", "one of left, right")


def _number(name: str, fields: Fields) -> Item:
    unit = fields.word("unit")
    known = fields.value("decimals", _read_small)
    decimals = DECIMALS.get(unit, 0) if known is None else known
    item = _unbounded(name, unit, decimals)
    if "unit" in fields and not unit:
        return evolve(item, kind=UNREAD, decimals=0)
    for end in ("from", "to"):
        if end not in fields:
            fields.missing(end)
    least, most = (
        fields.value(end, lambda text: read_value(item, _with_unit(text, item)))
        for end in ("from", "to")
    )
    if least is None or most is None:
        return evolve(item, kind=UNREAD)
    if least >= most:
        message = f"`{name}` has nothing between `from` and `to`"
        write = "write the least it can be under `from:` and the most under `to:`"
        fields.tell("to", "E107", message, write)
    return evolve(item, least=least, most=most)


def _with_unit(text: str, item: Item) -> str:
    """A bare number with the item's unit, which is declared beside it."""
    bare = item.unit not in COUNTED and re.fullmatch(r"[-+.0-9]+", text)
    return f"{text} {item.unit}" if bare else text


def _read_small(text: str) -> int:
    if text not in ("0", "1", "2", "3"):
        raise Slip("E119", f"`{text}` is not a number of decimals", "write 0, 1, 2 or 3")
    return int(text)


def read_threshold(entry: Entry, sources: Iterable[str], problems: list[Problem]) -> Threshold:
    """One entry of `thresholds:`; stances have to be ordered as `stricter` says."""
    fields = Fields.below(entry, problems, THRESHOLD).checked()
    measure, stricter = read_measure(fields, entry.name), fields.word("stricter")
    threshold = numbers(entry.name, fields, measure, stricter, sources)
    if stricter:
        check_order(threshold, fields)
    return threshold


def numbers(
    name: str, fields: Fields, measure: Item, stricter: str, sources: Iterable[str]
) -> Threshold:
    """The numbers of a threshold or of one row of a table, and where they come from."""
    ids = list(sources)
    stances, cited = read_stances(fields, measure), read_cited(fields, ids)
    followed = read_followed(fields, ids)
    told = fields.text("conflict"), fields.text("note"), fields.text(OUT_OF_ORDER.name)
    return Threshold(name, measure, stricter, stances, cited, *followed, *told, fields.at.position)


def read_measure(fields: Fields, name: str) -> Item:
    """How the numbers of a threshold or a limit are measured, from its `unit`; times are kept in days."""
    unit = fields.needed("unit")
    scale = _SCALE.fullmatch(unit)
    if scale and int(scale[1]) < int(scale[2]):
        return Item(name, "scale", int(scale[1]), int(scale[2]))
    if unit in ("weeks", "days"):
        return Item(name, "number", 0, 10**9, unit="days", note=unit)
    if unit in UNITS:
        return _unbounded(name, unit, DECIMALS.get(unit, 0))
    if unit:
        known = [*UNITS, "scale 0 to 10"]
        write = suggestion(unit, known, f"write {quoted(known)}")
        fields.tell("unit", "E104", f"`{unit}` is not a unit", write)
    return Item(name, UNREAD, 0, 1)


def _unbounded(name: str, unit: str, decimals: int) -> Item:
    return Item(name, "number", -(10**9), 10**9, unit=unit, decimals=decimals)


def read_stances(fields: Fields, measure: Item) -> dict[str, int | None]:
    """The value for each stance, from the three entries or from `all`."""
    told = [fields.text(stance) for stance in STANCES if stance in fields]
    units = {found[1] for text in told if (found := re.fullmatch(r"[-+.0-9]+ ?([a-zA-Z°]+)", text))}

    def read(text: str) -> int:
        if measure.unit == "days":
            if text == "never":
                return NEVER
            return read_duration(text, measure.note)[0]
        if measure.unit not in COUNTED and is_number(text) and units - {measure.unit}:
            known = quoted(f"{text} {unit}" for unit in sorted({*units, measure.unit}))
            why = "the numbers beside it are told in another unit than `unit:`"
            raise wrong("E104", text, "has no unit", f"write {known}", why)
        return read_value(measure, _with_unit(text, measure))

    values: dict[str, int | None] = {}
    for stance in STANCES:
        if "all" in fields and stance in fields:
            write = "write one number for all, or one for each stance"
            message = f"`all` and `{stance}` stand side by side"
            fields.tell(fields.key(stance), "E011", message, write)
        key = "all" if "all" in fields else stance
        if key not in fields:
            fields.missing(stance)
        elif key == stance or stance == STANCES[0]:
            values[key] = None if fields.text(key) == "none" else fields.value(key, read)
    return {stance: values.get("all", values.get(stance)) for stance in STANCES}


def check_order(threshold: Threshold, fields: Fields, help: str = "") -> None:
    """A problem where a stricter stance is looser than a looser one, unless it is said why."""
    sign, other = (1, "lower") if threshold.stricter == "higher" else (-1, "higher")
    told = [stance for stance in STANCES if stance in fields]
    ranked = {}
    for stance in told:
        value = threshold.values[stance]
        if value is None and fields.entries[stance].node.value != "none":
            return
        ranked[stance] = float("-inf") if value is None else sign * value
    disorder = [pair for pair in pairwise(told) if ranked[pair[0]] < ranked[pair[1]]]
    if threshold.out_of_order and not disorder:
        message, write = "the numbers of the stances are in order", "take this line out"
        why = "whoever reads it takes a looser stance for one that asks for more"
        fields.tell(fields.key(OUT_OF_ORDER.name), "E112", message, write, why)
    elif not threshold.out_of_order:
        for first, second in disorder:
            shown = [f"`{stance}: {fields.text(stance)}`" for stance in (second, first)]
            turned = f"write stricter: {other} if the {other} one is careful"
            write = help or f"put the numbers in order, or {turned}"
            why = "a patient who follows the careful stance would be allowed more"
            fields.tell(second, "E112", " is stricter than ".join(shown), write, why)


def read_groups(fields: Fields) -> tuple[str, ...]:
    """The names under `part of`, with commas between."""
    return tuple(part.strip() for part in fields.text("part of").split(",") if part.strip())


def check_groups(named: Iterable[str], fields: Fields, activities: Mapping[str, Activity]) -> None:
    """A problem for each name under `part of` that is not one of a group."""
    groups = [name for name in activities if activities[name].is_group]
    for group in named:
        if group not in groups:
            message = f"no group is called `{group}`"
            if group in activities:
                message = f"`{group}` is an activity, and not a group"
            write = suggestion(group, groups, "declare it under `activities:` with group: yes")
            fields.tell("part of", "E116", message, write)
