"""Reads limits: the table by week that clinicians know, and the named caps beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..model.conditions import Bound, Condition, Group
from ..model.items import UNREAD, Item
from ..model.problem import Problem, suggestion
from ..model.protocol import Quantity, Threshold
from .entries import read_measure
from .fields import Fields
from .forms import LIMIT
from .names import WEEK
from .tree import Entry, Node
from .values import read_value

_SPAN = re.compile(r"([0-9]{1,3}) to ([0-9]{1,3})|from ([0-9]{1,3})")
_LOWER = "a limit is stricter where it is lower, so a looser order would count as a stricter one"
Weeks = tuple[int, int | None]
"""From the first week up to, not including, the last; None is for good."""


def read_quantity_limited(entry: Entry, problems: list[Problem]) -> Quantity:
    """What a limit limits, without its rules."""
    name, fields = entry.name, Fields.below(entry, problems, LIMIT)
    measure = read_measure(fields, name)
    title = fields.text("title") or name.capitalize()
    return Quantity(name, title, measure, fields.text("of"), entry.key.position)


def read_amount(
    fields: Fields, quantity: Quantity, thresholds: Mapping[str, Threshold]
) -> Bound | None:
    """A limit's number: written out, or a threshold's."""
    text = fields.needed("value")
    measure = quantity.measure
    if not text or measure.kind == UNREAD:
        return None
    node = fields.entries["value"].node
    threshold = thresholds.get(text)
    if threshold is not None:
        return _capped(node, threshold, measure, fields)
    if not re.match(r"[-+.0-9]", text):
        write = suggestion(text, thresholds, "write a number with its unit")
        message = f"no threshold in {measure.note or measure.unit} is called `{text}`"
        fields.tell(node, "E102", message, write)
        return None
    read = fields.attempt(node, lambda: read_value(measure, text))
    return None if read is None else Bound(read)


def _capped(node: Node, threshold: Threshold, measure: Item, fields: Fields) -> Bound | None:
    given = threshold.measure
    if given.kind == UNREAD:
        return None
    if (given.kind, given.unit) != (measure.kind, measure.unit):
        unit = measure.note or measure.unit
        message = f"the threshold `{threshold.name}` is not measured in {unit}"
        fields.tell(node, "E104", message, "name one that is measured like the limit")
        return None
    if threshold.stricter == "higher":
        message = f"the threshold `{threshold.name}` calls the higher number stricter"
        write = f"write stricter: lower under `{threshold.name}`"
        fields.tell(node, "E112", message, write, _LOWER)
    return Bound(0, threshold.name)


def read_weeks(row: Entry, problems: list[Problem]) -> Weeks | None:
    """The weeks of one row of a table."""
    span = _SPAN.fullmatch(row.name)
    if span and span[3]:
        return int(span[3]), None
    if span and int(span[2]) > int(span[1]):
        return int(span[1]), int(span[2])
    code, said = "E011", "is not a span of weeks"
    write = "write for example 0 to 2, or from 12"
    if span:
        code, said = "E107", "ends before it begins"
        write = "weeks run from the first up to, not including, the last"
    problems.append(row.key.problem(code, f"`{row.name}` {said}", write))
    return None


def check_weeks(
    rows: list[tuple[Entry, Weeks]], quantity: Quantity, problems: list[Problem]
) -> None:
    """A problem for each stretch of weeks that the rows of one table leave out or name twice."""

    def tell(row: Entry, message: str, write: str, why: str) -> None:
        problems.append(row.key.problem("E120", message, write, why))

    reached: int | None = 0
    above = ""
    for row, (first, last) in sorted(rows, key=lambda pair: pair[1][0]):
        if reached is None or first < reached:
            message = f"the row `{row.name}` begins before `{above}` ends"
            write = "let each row begin in the week in which the row above it ends"
            tell(row, message, write, "two numbers would stand for one week")
        elif first > reached:
            write = f"add a row `{reached} to {first}:`, with `all: none` where nothing is limited"
            why = f"{quantity.title.lower()} would be without any limit in those weeks"
            tell(row, f"weeks {reached} to {first} stand in no row", write, why)
        reached = None if reached is None or last is None else max(reached, last)
        above = row.name
    if rows and reached is not None:
        last_row = max(rows, key=lambda pair: pair[1][0])[0]
        message = f"no row says what holds from week {reached}"
        write = f"add a row `from {reached}:`, with `all: none` where nothing is limited"
        tell(last_row, message, write, "a limit that ends should say so")


def weeks_group(row: Entry, weeks: Weeks) -> Group:
    """The condition of a row: the day lies in its weeks."""
    first, last = weeks
    high = None if last is None else Bound(last * 7 - 1)
    text = f"{WEEK} at least {first}" if last is None else f"{WEEK} between {first} and {last}"
    condition = Condition("day", Bound(first * 7), high, text=text, position=row.key.position)
    return Group(True, (condition,))
