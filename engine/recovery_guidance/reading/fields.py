"""Reads the entries of one mapping by name; what is wrong is gathered, never raised."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from attrs import define, field

from ..model.problem import MOST_SHOWN, Problem, Slip, did_you_mean, quoted, suggestion
from .tree import Entry, Node

NONE_FOUND = "none found"
_NO_SOURCE = ("none", "no", "no source", "not found", "expert opinion", "opinion", "unknown", "n/a")
"""What people write where no source was found."""
_IGNORED = "what is written here would be ignored"
T = TypeVar("T")


@define
class Fields:
    """The entries of one mapping. `what` names it in messages; `at` is where a missing entry is told."""

    node: Node
    problems: list[Problem]
    what: str
    at: Node
    entries: dict[str, Entry] = field(factory=dict)
    meant: set[str] = field(factory=set)
    """The entries that a misspelt one most likely stands for."""

    @classmethod
    def of(
        cls,
        node: Node,
        problems: list[Problem],
        what: str,
        known: Iterable[str] | None = None,
        at: Node | None = None,
    ) -> Fields:
        """The fields of `node`, with a problem for each that is not `known`."""
        place = node if at is None else at
        fields = cls(node, problems, what, place)
        if not isinstance(node.value, dict):
            where = place if node.value == "" else node
            fields.tell(
                where,
                "E011",
                f"{what} is written as named entries, and this is {node.shape}",
                "write `name: value` lines below it, two spaces in",
            )
            return fields
        fields.entries = node.value
        if known is not None:
            names = list(known)
            for name in fields.others(names):
                fields.unknown(name, names)
        return fields

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def others(self, known: Iterable[str]) -> list[str]:
        """The entries that are none of the `known`."""
        names = set(known)
        return [name for name in self.entries if name not in names]

    def node_of(self, name: str) -> Node | None:
        """The node under one name, or None."""
        return self.entries[name].node if name in self.entries else None

    def tell(self, node: Node, code: str, message: str, help: str = "", why: str = "") -> None:
        """Gathers a problem at a node."""
        self.problems.append(node.problem(code, message, help, why))

    def unknown(self, name: str, known: Iterable[str]) -> None:
        """Gathers the problem with an entry that nothing here reads."""
        choices = list(known)
        longer = [choice for choice in choices if choice.startswith(f"{name} ")]
        if len(longer) > 1:  # `when all` and `when any`: a guess would be the wrong one
            self.meant.update(longer)
            write = f"write `{longer[0]}`, or `{longer[1]}` where one of the conditions is enough"
            message = f"{self.what} has no entry called `{name}`"
            self.tell(self.entries[name].key, "E021", message, write, _IGNORED)
            return
        meant = did_you_mean(name, choices) if len(self.problems) < MOST_SHOWN else ""
        self.meant.add(meant)
        self.tell(
            self.entries[name].key,
            "E021",
            f"{self.what} has no entry called `{name}`",
            f"did you mean `{meant}`?" if meant else f"write {quoted(choices)}",
            _IGNORED,
        )

    def missing(self, name: str, help: str, why: str = "") -> None:
        """Gathers the problem with an entry that has to be there, unless it is there misspelt."""
        if isinstance(self.node.value, dict) and name not in self.meant:
            self.tell(self.at, "E022", f"{self.what} has no `{name}`", help, why)

    def text(self, name: str, required: str = "") -> str:
        """The text of one entry; `required` is the help line when it is missing."""
        node = self.node_of(name)
        if node is None:
            if required:
                self.missing(name, required)
            return ""
        if node.value == "":
            write = required or f"write a text behind `{name}:`, or leave the line out"
            self.tell(self.entries[name].key, "E022", f"nothing stands behind `{name}:`", write)
            return ""
        if isinstance(node.value, str):
            return " ".join(node.value.split())
        write = required or f"write it on one line: `{name}: …`"
        self.tell(node, "E011", f"`{name}` is a text, and this is {node.shape}", write)
        return ""

    def word(
        self,
        name: str,
        known: Iterable[str],
        default: str = "",
        required: bool = False,
        weighed: str = "",
    ) -> str:
        """An entry that is one of the `known` words.

        `weighed` says by what an author chooses, where a word that only looks alike could turn a rule
        around: nothing is guessed there.
        """
        choices = list(known)
        all_of_them = f"{quoted(choices)}, {weighed}" if weighed else quoted(choices)
        text = self.text(name, f"write {name}: and {all_of_them}" if required else "") or default
        if text and text not in choices:
            write = f"write {all_of_them}"
            if not weighed:
                write = suggestion(text, choices, write)
            self.tell(self.entries[name].node, "E119", f"`{name}` cannot be `{text}`", write)
            return default
        return text

    def attempt(self, node: Node, read: Callable[[], T]) -> T | None:
        """What `read` returns, or None with its slip as a problem at `node`."""
        try:
            return read()
        except Slip as slip:
            write = slip.help if len(self.problems) < MOST_SHOWN else ""
            self.problems.append(
                node.problem(slip.code, str(slip), write, slip.why, slip.start, slip.length)
            )
            return None

    def value(self, name: str, read: Callable[[str], T]) -> T | None:
        """An entry read by `read`, which raises Slip; None where there is none or it is wrong."""
        text = self.text(name)
        return self.attempt(self.entries[name].node, lambda: read(text)) if text else None


def read_sources(fields: Fields, known: Iterable[str], name: str = "source") -> tuple[str, ...]:
    """Ids of sources; empty for `none found`. A rule without either is a problem."""
    write = "write source: followed by ids from sources.yaml, or source: none found"
    if name not in fields:
        fields.missing(name, write, "an answer has to say where its numbers come from")
        return ()
    text = fields.text(name, write)
    if text in ("", NONE_FOUND):
        return ()
    ids, found = set(known), []
    node = fields.entries[name].node
    for match in re.finditer(r"[^,\s][^,]*", str(node.value)):
        word = match.group().strip()
        if word in ids:
            found.append(word)
            continue
        meant = next((known for known in ids if _plain(known) == _plain(word)), "")
        write = f"did you mean `{meant}`?" if meant else "add it to sources.yaml"
        why = "a reader could not look it up"
        if word.casefold() in _NO_SOURCE:
            write = f"write {name}: {NONE_FOUND}, if nobody has published it"
        slip = Slip("E110", f"no source is called `{word}`", write, why, match.start(), len(word))
        if word == NONE_FOUND:
            message, write = "`none found` stands beside other sources", "leave it out"
            slip = Slip("E110", message, write, "", match.start(), len(word))
        fields.problems.append(
            node.problem(slip.code, str(slip), slip.help, slip.why, slip.start, slip.length)
        )
    return tuple(found)


def _plain(id: str) -> str:
    """An id as it may be misspelt; never that of a neighbour, since P41 is not P40."""
    return re.sub(r"[\W_]|(?<![0-9])0+(?=[0-9])", "", id).casefold()
