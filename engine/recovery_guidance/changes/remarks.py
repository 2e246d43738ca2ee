"""What changes between two protocols apart from the verdicts: names, wording, sources, what is assumed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..model.content import plain
from ..model.items import Item
from ..model.protocol import STANCES, Protocol, Trend
from ..model.rules import Rule
from ..telling import wording
from .causes import came_and_went, number, rewritten, same_elsewhere, shape
from .difference import LOOSER, STRICTER, Change

_WORDING = ("title", "because", "until", "patient", "clinician")
_HEAD = ("name", "title", "version", "status", "reviewer", "review_due", "emergency_numbers")
_ITEM = ("question", "measured_by", "home_check", "anchors", "note", "uncomplicated", "worse")


def remarks(old: Protocol, new: Protocol) -> tuple[tuple[Change, ...], tuple[str, ...]]:
    """Changes that touch every patient alike, and notes on what changes no verdict."""
    notes = (
        *_values(_HEAD, old, new),
        *_named("activity", old.activities, new.activities, ("title", *_WORDING[3:])),
        *_named("limit", old.quantities, new.quantities, ("title",)),
        *_items(old, new),
        *_named("source", old.sources, new.sources, ("title", "kind", "publisher", "year", "link")),
        *_thresholds(old, new),
        *_reworded("guarantee", _by_id(old.guarantees), _by_id(new.guarantees)),
        *_reworded("accepted oddity", _by_id(old.accepted), _by_id(new.accepted)),
        *_reworded("ladder", old.ladders, new.ladders),
        *_rules(old, new),
    )
    if old.phases != new.phases:
        notes = (*notes, f"phases: {_list(old.phases)} → {_list(new.phases)}")
    return (*_stance(old, new), *_taken(old, new)), notes


def _stance(old: Protocol, new: Protocol) -> Iterator[Change]:
    was, now = old.default_stance, new.default_stance
    if was != now:
        direction = LOOSER if STANCES.index(now) > STANCES.index(was) else STRICTER
        what = "the stance that is followed if none is named"
        yield Change("protocol", what, direction, was, now)


def _taken(old: Protocol, new: Protocol) -> Iterator[Change]:
    """What is taken for an item that was not stated, or not stated lately."""
    items = old.vocabulary.items
    for name, now in new.vocabulary.items.items():
        if name not in items:
            continue
        was = items[name]
        before, after = _taken_for(was), _taken_for(now)
        if before != after:
            direction = STRICTER if now.if_not_stated is None else LOOSER
            yield Change("item", f"{name}, if not stated", direction, before, after)
        trends = [plain(p.trends[name]) if name in p.trends else None for p in (old, new)]
        if trends[0] != trends[1]:
            # Nobody can say which way it goes for a patient, so it is told where looser changes are.
            before, after = (_worked_out(p.trends.get(name)) for p in (old, new))
            what = f"{name}, what it is worked out from"
            yield Change("item", what, LOOSER, before, after)
        if was.shelf_life != now.shelf_life:
            longer = (now.shelf_life or 10**9) > (was.shelf_life or 10**9)
            direction = LOOSER if longer else STRICTER
            yield Change("item", f"{name}, how long it counts", direction, _life(was), _life(now))


def _worked_out(trend: Trend | None) -> str:
    """What an item is worked out from, as its author wrote it."""
    return (
        " or ".join(f"`{one.text}`" for one in trend.each)
        if trend
        else "what is told, and nothing else"
    )


def _taken_for(item: Item) -> str:
    return "not known" if item.if_not_stated is None else item.show(item.if_not_stated)


def _life(item: Item) -> str:
    return "for good" if item.shelf_life is None else wording.duration(item.shelf_life)


def _values(names: tuple[str, ...], old: Any, new: Any) -> Iterator[str]:
    for name in names:
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield f"{name.replace('_', ' ')}: {_word(was)} → {_word(now)}"


def _word(value: Any) -> str:
    text = str(value or "nothing")
    return text if len(text) <= 60 else f"{text[:57]}…"


def _list(words: tuple[str, ...]) -> str:
    return ", ".join(words) or "none"


def _named(
    what: str, old: Mapping[str, Any], new: Mapping[str, Any], words: tuple[str, ...]
) -> Iterator[str]:
    yield from came_and_went(what, old.keys(), new.keys())
    for name in sorted(old.keys() & new.keys()):
        yield from (f"{what} {name}, {text}" for text in _values(words, old[name], new[name]))


def _items(old: Protocol, new: Protocol) -> Iterator[str]:
    before, after = old.vocabulary.items, new.vocabulary.items
    yield from _named("item", before, after, _ITEM)
    for name in sorted(before.keys() & after.keys()):
        both = before[name], after[name]
        was, now = (f"{item.kind}, {wording.range_of(item)}" for item in both)
        if was != now:
            yield f"item {name} is measured differently: {was} → {now}"


def _thresholds(old: Protocol, new: Protocol) -> Iterator[str]:
    rows = {
        r.amount.threshold for p in (old, new) for r in p.rules if r.amount and "/weeks " in r.id
    }
    before, after = old.thresholds.keys(), new.thresholds.keys()
    yield from came_and_went("threshold", before - rows, after - rows)
    for name in sorted(before & after):
        pairs = [
            (stance, number(old, name, stance), number(new, name, stance)) for stance in STANCES
        ]
        if moved := [f"{stance} {was} → {now}" for stance, was, now in pairs if was != now]:
            yield f"threshold {name}: {'; '.join(moved)}"
        both = old.thresholds[name], new.thresholds[name]
        cited = [[set(t.sources), *(set(t.sources_of(s)) for s in STANCES)] for t in both]
        if cited[0] != cited[1]:
            yield f"threshold {name}: other sources"
        others = _values(("stricter", "conflict", "out_of_order", "note"), *both)
        yield from (f"threshold {name}, {text}" for text in others)


def _by_id(written: Iterable[Any]) -> dict[str, Any]:
    return {one.id: one for one in written}


def _reworded(what: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    """What came, what went, and what says something else under the same name."""
    yield from came_and_went(what, old.keys(), new.keys())
    for name in sorted(old.keys() & new.keys()):
        if plain(old[name]) != plain(new[name]):
            yield f"{what} {name} says something else"


def _rules(old: Protocol, new: Protocol) -> Iterator[str]:
    before, after = _by_id(old.rules), _by_id(new.rules)
    rulesets = [protocol.rulesets[new.default_stance] for protocol in (old, new)]
    elsewhere = same_elsewhere(before, after, *rulesets)
    renamed = {name: elsewhere[name] for name in before.keys() - after.keys() if name in elsewhere}
    yield from (f"rule {was} is called {now} now" for was, now in sorted(renamed.items()))
    pairs = {name: name for name in before.keys() & after.keys()} | renamed
    fresh = after.keys() - set(pairs.values())
    yield from came_and_went("rule", before.keys() - pairs.keys(), fresh)
    for was, now in sorted(pairs.items()):
        yield from _rule(before[was], after[now], old, new)


def _rule(before: Rule, after: Rule, old: Protocol, new: Protocol) -> Iterator[str]:
    what = rewritten(before, after, old, new, new.default_stance)
    if what and (
        before.is_derived or before.kind == "advice" or shape(before.when) != shape(after.when)
    ):
        yield f"rule {after.id}: {what}"
    if set(before.sources) != set(after.sources):
        yield f"sources of {after.id}: {_list(before.sources)} → {_list(after.sources)}"
    if before.kind != "allowed":  # what is said there is the activity's
        yield from (f"{after.id}, {text}" for text in _values(_WORDING, before, after))
