"""Reads ladders from a protocol's tree: their steps, and what sessions have to be like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from attrs import evolve

from ..model.conditions import Condition, Group
from ..model.items import Item
from ..model.problem import Problem, quoted, suggestion
from ..model.protocol import MOVES, Ladder, Step, Trend
from .fields import Fields, read_sources
from .names import Names
from .tree import Entry
from .when import WHEN, read_group
from .windows import read_working

LADDER_KEYS = (
    "title",
    "activity",
    "session",
    "move",
    "steps",
    "responses",
    "soft cap",
    "hard cap",
    "source",
    "note",
)


def read_ladders(
    entries: Iterable[tuple[str, str, Entry]],
    names: Names,
    sources: Iterable[str],
    problems: list[Problem],
) -> dict[str, Ladder]:
    """The entries of `ladders:`, by name."""
    return {name: _ladder(name, entry, names, sources, problems) for _, name, entry in entries}


def read_workings(
    entries: Iterable[tuple[str, str, Entry]], names: Names, problems: list[Problem]
) -> None:
    """What declared items are worked out from; the rules that follow see ordinary items."""
    for _, name, entry in entries:
        if not (isinstance(entry.node.value, dict) and "worked out from" in entry.node.value):
            continue
        fields = Fields.of(entry.node, problems, f"the item `{name}`")
        item = names.vocabulary.items[name]
        found = list(_workings(fields, item, names))
        if found:
            names.trends[name] = evolve(found[0], beside=tuple(found[1:]))


def _workings(fields: Fields, item: Item, names: Names) -> Iterator[Trend]:
    """What stands behind `worked out from:`, one or a list."""
    read = partial(read_working, item=item, names=names)
    node = fields.entries["worked out from"].node
    if not isinstance(node.value, list):
        one = fields.value("worked out from", read)
        yield from () if one is None else (one,)
        return
    if item.kind != "yes or no":
        fields.tell(
            node,
            "E601",
            f"`{item.name}` is worked out from several conditions",
            "leave one, or write type: yes or no",
            "of numbers nobody could say how they combine",
        )
        return
    for part in node.value:
        if not isinstance(part.value, str):
            fields.tell(
                part,
                "E011",
                f"a condition is one line of text, and this is {part.shape}",
                "write for example - flare within the last 14 days",
            )
            continue
        text = part.value
        trend = fields.attempt(part, partial(read, text))
        if trend is not None:
            yield trend


def _ladder(
    name: str, entry: Entry, names: Names, sources: Iterable[str], problems: list[Problem]
) -> Ladder:
    fields = Fields.of(entry.node, problems, f"the ladder `{name}`", LADDER_KEYS, entry.key)
    return Ladder(
        name,
        fields.text("title", "write title: and what patients call it"),
        _known(fields, "activity", names.activities),
        _known(fields, "session", names.activities),
        _move(fields, names),
        _steps(fields),
        _responses(fields, names),
        _known(fields, "soft cap", names.thresholds, required=False),
        _known(fields, "hard cap", names.thresholds, required=False),
        read_sources(fields, sources),
        entry.key.position,
    )


def _responses(fields: Fields, names: Names) -> dict[str, Group]:
    """What a session has to be like for each move."""
    node = fields.node_of("responses")
    if node is None:
        fields.missing("responses", "write responses: with up:, stay:, back one: and back two:")
        return {}
    key = fields.entries["responses"].key
    inner = Fields.of(node, fields.problems, "`responses`", MOVES, key)
    found: dict[str, Group] = {}
    for move in MOVES:
        if (part := inner.node_of(move)) is None:
            inner.missing(move, f"write {move}: with when all: or when any:")
            continue
        at = inner.entries[move].key
        group = read_group(Fields.of(part, fields.problems, f"`{move}`", WHEN, at), names)
        if group is not None:
            found[move] = group
        for leaf in group.leaves() if group else ():
            if not isinstance(leaf, Condition) or not _about_a_session(leaf, names):
                fields.tell(
                    at,
                    "E602",
                    f"`{leaf.text}` cannot be told about one session",
                    "write items with numbers, without windows and thresholds",
                    "a session is judged by what was felt during it and the next morning",
                )
    return found


def _about_a_session(leaf: Condition, names: Names) -> bool:
    bounds = (bound for bound in (leaf.low, leaf.high) if bound is not None)
    named = any(bound.threshold for bound in bounds)
    return leaf.subject in names.vocabulary.items and leaf.subject not in names.trends and not named


def _known(fields: Fields, name: str, known: Mapping[str, object], required: bool = True) -> str:
    text = fields.text(name, f"write {name}: and its name" if required else "")
    if text and text not in known:
        message = f"nothing is called `{text}`"
        fields.tell(fields.entries[name].node, "E102", message, suggestion(text, known))
    return text


def _move(fields: Fields, names: Names) -> str:
    name = _known(fields, "move", names.values)
    wrong = [value for value in names.values.get(name, ()) if value not in MOVES]
    if wrong:
        message = f"`{wrong[0]}` is not a move on a ladder"
        fields.tell(fields.entries["move"].node, "E602", message, f"write {quoted(MOVES)}")
    return name


def _steps(fields: Fields) -> dict[str, Step]:
    node = fields.node_of("steps")
    if node is None:
        fields.missing(
            "steps", "write steps: and the name of each step, from the first to the last"
        )
        return {}
    key = fields.entries["steps"].key
    steps = {}
    for name, entry in Fields.of(node, fields.problems, "`steps`", at=key).entries.items():
        what = f"the step `{name}`"
        inner = Fields.of(entry.node, fields.problems, what, ("patient",), entry.key)
        steps[name] = Step(name, inner.text("patient", "write patient: and what is done"))
    return steps
