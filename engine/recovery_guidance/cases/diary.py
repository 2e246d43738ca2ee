"""Writes what a patient tells into their case file: statements, sessions and clearances."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from attrs import frozen

from ..model.case import Case, Observation
from ..model.items import Item, show_number
from ..model.problem import ProblemsFound
from ..model.protocol import Protocol
from ..reading.told import read_told, understood
from ..reading.tree import Node
from . import logbook
from .casefile import case_from
from .logbook import Added, LogEntry

_PLAIN = re.compile(r"[\w][\w /.,%°+-]*")


@frozen
class Told:
    """What a session was like, in the words of the command line; empty where it was not told."""

    activity: str
    step: str = ""
    distance: str = ""
    time: str = ""
    during: tuple[str, ...] = ()
    next_morning: tuple[str, ...] = ()
    note: str = ""


Written = Added[Case]
"""What one call added, none where all of it stood there already; and the case before and after it."""


@frozen
class Diary:
    """One case file, the protocol it is about, and the day on which something is written."""

    path: Path
    shown: str
    protocol: Protocol
    today: date

    def case(self, tree: Node) -> Case:
        """The case that the tree holds, as of today. Raises ProblemsFound."""
        return case_from(tree, self.protocol, self.today, None, self.today)

    def tell(
        self, texts: Iterable[str], on: date, by: str = "", section: str = "observations"
    ) -> Written:
        """Writes statements about one date; those that stand there already are not written again.

        Raises ProblemsFound.
        """
        told = self._entries(read_told(texts, self.protocol, "log"))
        label = _label(on, by)

        def wanted(tree: Node) -> tuple[LogEntry, ...]:
            known = self._stated(tree, label)
            fresh = [text for text in told if text not in known]
            return tuple(LogEntry(section, (f"{label}: {text}",)) for text in fresh)

        return logbook.add(self.path, self.shown, wanted, self.case)

    def session(self, told: Told, on: date, by: str = "") -> Written:
        """Writes a session; the same one for the same date is not written again. Raises ProblemsFound."""
        lines = [f"{_label(on, by)}: {told.activity}"]
        for name in ("step", "distance", "time"):
            if text := getattr(told, name):
                lines.append(f"{name}: {_scalar(text)}")
        for name, texts in (("during", told.during), ("next morning", told.next_morning)):
            if texts:
                found = self._entries(read_told(texts, self.protocol, name))
                lines.append(f"{name}: {', '.join(found)}")
        if told.note:
            lines.append(f"note: {json.dumps(told.note, ensure_ascii=False)}")
        entry = LogEntry("sessions", tuple(lines))

        def wanted(tree: Node) -> tuple[LogEntry, ...]:
            return () if logbook.holds(tree, entry) else (entry,)

        return logbook.add(self.path, self.shown, wanted, self.case)

    def take_back(self) -> None:
        """Takes the last entry back. Raises ProblemsFound."""
        logbook.take_back(self.path, self.shown)

    def _entries(self, told: Iterable[Observation]) -> list[str]:
        """What is written of each statement, once: in the names of items, or in the patient's own words where
        these ask for something that is still to be told."""
        told = tuple(told)
        open_ = {one.text for one in told if one.until_told}
        said = (one.text if one.text in open_ else self.statement(one) for one in told)
        return list(dict.fromkeys(said))

    def statement(self, told: Observation) -> str:
        return statement(told, self.protocol.vocabulary.items[told.item])

    def _stated(self, tree: Node, label: str) -> set[str]:
        """The statements that stand in the lists under a date and a person, as this program writes them.

        The observations of a case will not do: what was felt during a session has its place among them.
        """
        texts = []
        for section in ("observations", "clearances"):
            listed = tree.value.get(section) if isinstance(tree.value, dict) else None
            for node in listed.node.value if listed and isinstance(listed.node.value, list) else ():
                for name, entry in node.value.items() if isinstance(node.value, dict) else ():
                    if name[:10] == label[:10] and re.sub(r"\s*\(", " (", name, count=1) == label:
                        told = logbook.values(entry.node)
                        texts += told if isinstance(told, list) else [told]
        texts = [text for text in texts if isinstance(text, str)]
        read = (told for text in texts for told in understood(text, self.protocol))
        return {*texts, *map(self.statement, read)}


def statement(told: Observation, item: Item) -> str:
    """`leg pain 2/10`, `saddle numbness yes`, `opioids unknown`."""
    if told.value is None:
        return f"{item.name} unknown"
    if item.kind == "number":
        return f"{item.name} {show_number(told.value, item.decimals)} {item.unit}".rstrip()
    return f"{item.name} {item.show(told.value)}"


def _label(on: date, by: str) -> str:
    """What stands before an entry: its date, and who told it. Raises ProblemsFound."""
    if not by:
        return f"{on}"
    if not re.fullmatch(r"[\w][\w .,'-]*", by):
        hint = "write a name or a profession in plain words"
        raise ProblemsFound.one("E208", f"`{by}` cannot stand for a person", hint)
    return f"{on} ({by})"


def _scalar(text: str) -> str:
    """A text as YAML reads it back: as it is where that is safe, else in quotes."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
