"""A case from a YAML file or from flags. Every problem is gathered and raised together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache, partial
from itertools import chain
from pathlib import Path

from attrs import define, evolve, field

from ..facts.intake import contradictions
from ..facts.trends import combined
from ..model.case import Case, Observation, Session, parse_date
from ..model.items import LAST_DAY, Vocabulary
from ..model.problem import Position, Problem, ProblemsFound, Slip, quoted, suggestion
from ..model.protocol import Protocol
from ..reading.diaries import read_case_file
from ..reading.fields import Fields
from ..reading.forms import Field
from ..reading.quantities import read_quantity
from ..reading.told import observed, without_supposed
from ..reading.tree import Entry, Node
from ..reading.values import read_value
from ..telling.wording import duration
from .forms import CASE, SESSION
from .operation import not_this_one, scope_named
from .orders import list_under, read_orders, tell_unknown, too_loose

SIDE = "operated side"
"""The item that `side:` states, where the protocol has it."""

_MAY_CLEAR = ("clinician", "physiotherapist")
_SESSION = "write - 2026-08-10: run-walk, and below it step:, distance:, time: or during:"
_CLEARANCE = "write - 2026-08-01 (the surgeon): surgeon release for running"
_NOT_YET = "what has not happened yet cannot be told"


def read_case(
    path: Path,
    shown: str,
    protocol: Protocol,
    on: date | None,
    day: int | None = None,
    today: date | None = None,
) -> Case:
    """The case in a file, asked about on a date or a day. Raises ProblemsFound.

    What was observed after both that date and `today` is a problem; what was observed after that
    date alone is left for later days.
    """
    problems: list[Problem] = []
    tree = read_case_file(path, shown, problems)
    try:
        if tree is not None:
            case = case_from(tree, protocol, on, day, today)
    except ProblemsFound as found:
        problems.extend(found.problems)
    if problems:  # perhaps a name that stands twice: what the second one says is not in the tree
        raise ProblemsFound(problems)
    return case


def case_from(
    tree: Node, protocol: Protocol, on: date | None, day: int | None, today: date | None
) -> Case:
    """The case that a tree holds; otherwise as `read_case`."""
    problems: list[Problem] = []
    fields = Fields.of(tree, problems, CASE).checked()
    for key in ("protocol", "note"):
        fields.text(key)
    surgery = fields.value("surgery", parse_date)
    asked = min(max(_day(fields, surgery, on, day), 0), LAST_DAY)
    now = [(d - surgery).days for d in (on, today) if d and surgery]
    reader = _CaseReader(fields, protocol, surgery, max([asked, *now]))
    read = (*without_supposed(reader.observations()), *reader.operation())
    sessions = tuple(reader.sessions()) if "sessions" in fields else None
    if reader.is_dated and "surgery" not in fields and day is not None:
        why = "what has a date is so many days after the operation, and may be too old to count"
        fields.missing("surgery", CASE["surgery"].write, why)
    stated = tuple(_without_old_facts(read, protocol.vocabulary, problems))
    case = Case(
        asked,
        stated,
        fields.word("stance"),
        read_orders(list_under(fields, "orders"), protocol, surgery, problems),
        surgery=surgery,
        name=fields.text("case"),
        sessions=sessions,
        operation=fields.text("operation"),
    )
    problems.extend(contradictions(stated, protocol.vocabulary))
    stance = case.stance or protocol.default_stance
    problems.extend(too_loose(case.orders, stance, protocol))
    if problems:
        raise ProblemsFound(problems)
    return evolve(case, observations=_with_felt(case, protocol.vocabulary))


def protocol_named_in(path: Path, shown: str, key: str = "protocol") -> tuple[str, Position | None]:
    """The protocol that a case file or, under its own key, an overlay names, and where; or an empty text."""
    tree = read_case_file(path, shown, [])
    if tree is None:
        return "", None
    fields = Fields.of(tree, [], CASE)
    name = fields.text(key)
    return name, fields.entries[key].node.position if name else None


def _day(fields: Fields, surgery: date | None, on: date | None, day: int | None) -> int:
    if day is not None or "surgery" not in fields:
        if day is None:
            why = "weeks are counted from the day of the operation"
            fields.missing("surgery", CASE["surgery"].write, why)
        return day or 0
    if surgery is None or on is None:
        return 0
    day = (on - surgery).days
    if day < 0:
        message = f"the operation, {surgery}, lies after the day that is asked about, {on}"
        fields.tell("surgery", "E203", message, "check both dates")
    elif day > LAST_DAY:
        message = f"the operation, {surgery}, lies more than twenty years before {on}"
        fields.tell("surgery", "E203", message, "check the year")
    return day


def _with_felt(case: Case, vocabulary: Vocabulary) -> tuple[Observation, ...]:
    """All observations, those made about sessions among them; of two for one day the worse counts,
    because pain while running may well be higher than at breakfast."""
    stated: dict[tuple[str, int | None], Observation] = {}
    felt = (told for session in case.sessions or () for told in session.felt)
    for told in (*case.observations, *felt):
        known = stated.setdefault((told.item, told.day), told)
        if known is told:
            continue
        item = vocabulary.items[told.item]
        if told.value is not None and combined(known.value, told.value, item) == told.value:
            stated[told.item, told.day] = told
    return tuple(stated.values())


def _without_old_facts(
    stated: Sequence[Observation], vocabulary: Vocabulary, problems: list[Problem]
) -> Iterator[Observation]:
    """What was stated, where a fact without a date gives way to a sign that was there later.

    Any other date on which such a fact was otherwise is a problem: it would hold for the whole case.
    """
    for fact in stated:
        if fact.day is not None:
            yield fact
            continue
        item = vocabulary.items[fact.item]
        others = (o for o in stated if o.item == fact.item and o.day is not None)
        other = next((o for o in others if o.value != fact.value), None)
        if other is None:
            yield fact
        elif not item.is_sign or fact.value == item.worst:
            for_good = f"`{fact.text}` holds for the whole case"
            message = f"{for_good}, and `{other.text}` is told for one day"
            why = "only one of them can be true on that day"
            both = "write both under `observations:`, each with its date"
            write = f"{both}, or leave `{fact.text}` out"
            problems.append(Problem("E202", message, other.position, why, write))
            yield fact


@define
class _CaseReader:
    """Reads what was stated. `last` is the last day that is not in the future."""

    fields: Fields
    protocol: Protocol
    surgery: date | None
    last: int
    is_dated: bool = False
    """Whether anything was read that has a date."""
    heard: dict[str, list[Observation] | Slip] = field(factory=dict)

    def observations(self) -> Iterator[Observation]:
        yield from self.side()
        for node in list_under(self.fields, "facts"):
            for fact in self.stated(node, None, ""):
                self.tell_if_old(node, fact)
                yield fact
        for node in list_under(self.fields, "observations"):
            what, write = "an observation", "write - 2026-07-01: leg pain 2/10"
            for _, day, by, told in self.dated(node, what, write):
                for part in told.value if isinstance(told.value, list) else [told]:
                    yield from self.stated(part, day, by)
        for node in list_under(self.fields, "clearances"):
            for key, day, by, told in self.dated(node, "a clearance", _CLEARANCE):
                yield from self.clearance(key, day, by, told)

    def tell_if_old(self, node: Node, told: Observation) -> None:
        """A problem where a statement without a date would never grow old, although its item does."""
        item = self.protocol.vocabulary.items[told.item]
        if item.shelf_life is None:
            return
        life = duration(item.shelf_life)
        message = f"`{item.name}` changes, and this does not say when it was so"
        write = f"write it under `observations:` with its date, - 2026-07-01: {told.text}"
        why = f"it counts for {life}, and without a date it would count for ever"
        self.fields.tell(node, "E210", message, write, why)

    def side(self) -> Iterator[Observation]:
        text, item = self.fields.text("side"), self.protocol.vocabulary.items.get(SIDE)
        if text and item is not None:
            node = self.fields.entries["side"].node
            value = self.fields.attempt(node, partial(read_value, item, text))
            if value is not None:
                yield Observation(SIDE, value, None, "", f"side: {text}", node.position)

    def operation(self) -> Iterator[Observation]:
        """What the name of the operation tells; a problem where it is another one."""
        if text := self.fields.text("operation"):
            node = self.fields.entries["operation"].node
            named = tuple(scope_named(text, self.protocol, node))
            yield from named
            if not named:
                self.fields.problems.extend(not_this_one(text, self.protocol, node))

    def clearance(self, key: Node, day: int | None, by: str, told: Node) -> Iterator[Observation]:
        """A permission that somebody gave: a yes or no that only a clinician may say."""
        if not by:
            message = "this clearance does not say who gave it"
            why = "a permission counts when it is known whose it is"
            self.fields.tell(key, "E208", message, _CLEARANCE, why)
        for observation in self.stated(told, day, by):
            item = self.protocol.vocabulary.items[observation.item]
            if item.kind == "yes or no" and item.measured_by in _MAY_CLEAR:
                yield observation
                continue
            message = f"`{item.name}` is not a clearance"
            why = "a clearance is a yes or no from someone who may give it"
            self.fields.tell(told, "E208", message, "write it under `observations:`", why)

    def dated(
        self, node: Node, what: str, write: str
    ) -> Iterator[tuple[Node, int | None, str, Node]]:
        """The key, the day, who said it and what was said, of one entry of a list."""
        if not isinstance(node.value, dict) or not node.value:
            self.fields.tell(node, "E011", f"{what} is a date and a statement", write)
            return
        for label, entry in node.value.items():
            if (when := self.when(label, entry)) is not None:
                yield entry.key, when[0] if self.surgery else None, when[1], entry.node

    def when(self, label: str, entry: Entry) -> tuple[int, str] | None:
        """Days from the operation, 0 where it has no date, and who said it; None with a problem."""
        read = self.fields.attempt(entry.key, partial(_date_and_by, label))
        if read is None:
            return None
        self.is_dated = True
        day = (read[0] - self.surgery).days if self.surgery else 0
        if day <= self.last:
            return day, read[1]
        message = f"this was observed on {read[0]}, after the day that is asked about"
        write = "check the date, or ask about a later day"
        self.fields.tell(entry.key, "E206", message, write, _NOT_YET)
        return None

    def stated(self, node: Node, day: int | None, by: str) -> Iterator[Observation]:
        if not isinstance(node.value, str):
            message = f"a statement is one line of text, and this is {node.shape}"
            self.fields.tell(node, "E011", message, "write for example - leg pain 2/10")
            return
        yield from self.fields.attempt(node, partial(self.said, node, node.value, day, by)) or ()

    def said(self, node: Node, text: str, day: int | None, by: str) -> list[Observation]:
        """What a text says; a diary says the same on many days. Raises Slip."""
        found = self.heard.get(text)
        if found is None:
            try:
                found = observed(text, self.protocol)
            except Slip as slip:
                found = slip
            self.heard[text] = found
        if isinstance(found, Slip):
            raise found
        at = node.position
        return [
            Observation(o.item, o.value, day, by, o.text, at, o.understood, o.until_told)
            for o in found
        ]

    def sessions(self) -> Iterator[Session]:
        for node in list_under(self.fields, "sessions"):
            if not isinstance(node.value, dict) or not node.value:
                self.fields.tell(node, "E011", "a session is a date and an activity", _SESSION)
                continue
            label, first = next(iter(node.value.items()))
            if (when := self.when(label, first)) is not None:
                yield from self.session(node, label, *when)

    def session(self, node: Node, label: str, day: int, by: str) -> Iterator[Session]:
        dated = evolve(SESSION, fields=(Field(label, "The activity"), *SESSION.fields))
        fields = Fields.of(node, self.fields.problems, dated).checked()
        activity = fields.needed(label, _SESSION)
        known = self.protocol.activities
        if activity not in known:
            tell_unknown(fields, fields.entries[label].node, "activity", activity, known)
            return
        fields.text("note")
        felt = self.felt(fields, "during", day, by), self.felt(fields, "next morning", day + 1, by)
        yield Session(
            activity,
            day,
            fields.value("step", lambda text: self.step(text, activity)),
            fields.value("distance", lambda text: read_quantity(text, "km", 3, "distance")),
            fields.value("time", lambda text: read_quantity(text, "min", 0, "time")),
            tuple(chain(*felt)),
            by,
            node.position,
        )

    def felt(self, fields: Fields, name: str, day: int, by: str) -> Iterator[Observation]:
        """Statements about a session, as a list or with commas between them."""
        node = fields.node_of(name)
        if node is None or node.value == "":
            return
        if day > self.last:
            message = "the next morning lies after the day that is asked about"
            fields.tell(fields.key(name), "E206", message, "write it down tomorrow", _NOT_YET)
            return
        for part in node.value if isinstance(node.value, list) else _parts(node):
            yield from self.stated(part, day, by)

    def step(self, text: str, activity: str) -> int:
        """The place of a ladder's step, by its name or number. Raises Slip."""
        ladders = self.protocol.ladders.values()
        climbed = (ladder for ladder in ladders if activity in (ladder.activity, ladder.session))
        steps = [step for ladder in climbed for step in ladder.steps]
        if text in steps:
            return steps.index(text) + 1
        if re.fullmatch(r"[1-9][0-9]?", text) and int(text) <= len(steps):
            return int(text)
        if not steps:
            raise Slip("E209", f"`{activity}` has no steps", "leave step: out", length=len(text))
        write = suggestion(text, steps) or f"write {quoted(steps)}"
        raise Slip("E209", f"`{activity}` has no step `{text}`", write, length=len(text))


@lru_cache(2_000)
def _date_and_by(label: str) -> tuple[date, str]:
    match = re.fullmatch(r"(\S+)(?:\s*\(([^()]+)\))?", label)
    if match is None:
        write = "write 2026-07-01, or 2026-07-01 (physiotherapist)"
        raise Slip("E203", f"`{label}` is not a date", write)
    return parse_date(match[1]), match[2] or ""


def _parts(node: Node) -> Iterator[Node]:
    """The statements of one line, each with its own place."""
    for match in re.finditer(r"[^,\s][^,]*", str(node.value)):
        words = match.group().strip()
        column = node.column + match.start() if node.exact else node.column
        yield evolve(node, column=column, length=len(words), value=words)
