"""Reads ladders from a protocol's tree: their steps, and what sessions have to be like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from attrs import define, evolve

from ..model.conditions import Condition, Group
from ..model.items import Item
from ..model.problem import Problem, quoted, suggestion
from ..model.protocol import MOVES, Ladder, Step, Trend
from .fields import Fields
from .forms import ITEM, LADDER, RESPONSE, RESPONSES, STEP
from .names import Names
from .reader import Reader
from .tree import Entry
from .when import one_line
from .windows import read_working


def read_workings(entries: Iterable[Entry], names: Names, problems: list[Problem]) -> None:
    """What declared items are worked out from; the rules that follow see ordinary items."""
    for entry in entries:
        if not (isinstance(entry.node.value, dict) and "worked out from" in entry.node.value):
            continue
        fields = Fields.below(entry, problems, ITEM)
        found = list(_workings(fields, names.vocabulary.items[entry.name], names))
        if found:
            names.trends[entry.name] = evolve(found[0], beside=tuple(found[1:]))


def _workings(fields: Fields, item: Item, names: Names) -> Iterator[Trend]:
    read = partial(read_working, item=item, names=names)
    node = fields.entries["worked out from"].node
    if not isinstance(node.value, list):
        one = fields.value("worked out from", read)
        yield from () if one is None else (one,)
        return
    if item.kind != "yes or no":
        message = f"`{item.name}` is worked out from several conditions"
        why = "of numbers nobody could say how they combine"
        fields.tell(node, "E601", message, "leave one, or write type: yes or no", why)
        return
    for part in node.value:
        text = one_line(part, fields, "flare within the last 14 days")
        trend = None if text is None else fields.attempt(part, partial(read, text))
        if trend is not None:
            yield trend


@define
class LadderReader(Reader):
    """Reads the entries of `ladders:`."""

    def ladder(self, entry: Entry) -> Ladder:
        """One ladder: its steps, and what sessions have to be like."""
        fields = self.fields(entry, LADDER)
        activities, thresholds = self.names.activities, self.names.thresholds
        return Ladder(
            entry.name,
            fields.needed("title"),
            _known(fields, "activity", activities),
            _known(fields, "session", activities),
            _move(fields, self.names),
            self._steps(fields),
            self._responses(fields),
            _known(fields, "soft cap", thresholds),
            _known(fields, "hard cap", thresholds),
            self.cited(fields),
            entry.key.position,
        )

    def _steps(self, fields: Fields) -> dict[str, Step]:
        if "steps" not in fields:
            fields.missing("steps")
            return {}
        steps = fields.inner("steps").entries
        return {n: Step(n, self.fields(step, STEP).needed("patient")) for n, step in steps.items()}

    def _responses(self, fields: Fields) -> dict[str, Group]:
        if "responses" not in fields:
            fields.missing("responses")
            return {}
        inner = fields.inner("responses", RESPONSES)
        found: dict[str, Group] = {}
        for move in MOVES:
            if move not in inner:
                inner.missing(move)
                continue
            group = self.group(inner.inner(move, RESPONSE))
            if group is None:
                continue
            found[move] = group
            for leaf in group.leaves():
                if not isinstance(leaf, Condition) or not _about_a_session(leaf, self.names):
                    message = f"`{leaf.text}` cannot be told about one session"
                    write = "write items with numbers, without windows and thresholds"
                    why = "a session is judged by what was felt during it and the next morning"
                    fields.tell(inner.key(move), "E602", message, write, why)
        return found


def _about_a_session(leaf: Condition, names: Names) -> bool:
    bounds = (bound for bound in (leaf.low, leaf.high) if bound is not None)
    named = any(bound.threshold for bound in bounds)
    return leaf.subject in names.vocabulary.items and leaf.subject not in names.trends and not named


def _known(fields: Fields, name: str, known: Mapping[str, object]) -> str:
    text = fields.needed(name) if fields.form[name].ask else fields.text(name)
    if text and text not in known:
        fields.tell(name, "E102", f"nothing is called `{text}`", suggestion(text, known))
    return text


def _move(fields: Fields, names: Names) -> str:
    name = _known(fields, "move", names.values)
    wrong = [value for value in names.values.get(name, ()) if value not in MOVES]
    if wrong:
        message = f"`{wrong[0]}` is not a move on a ladder"
        fields.tell("move", "E602", message, f"write {quoted(MOVES)}")
    return name
