"""Reads the fields of one mapping by their form; what is wrong is gathered, never raised."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from attrs import define, field

from ..model.problem import MOST_SHOWN, Problem, Slip, did_you_mean, quoted, suggestion
from .forms import Form
from .tree import Entry, Node

_IGNORED = "what is written here would be ignored"
_ANY_NAMES = Form("", ())
"""Entries under names of the author's own."""
T = TypeVar("T")


@define
class Fields:
    """The entries of one mapping. `what` names it in messages; `at` is where a missing entry is told."""

    node: Node
    problems: list[Problem]
    form: Form
    what: str
    at: Node
    entries: dict[str, Entry] = field(factory=dict)
    meant: set[str] = field(factory=set)
    """The entries that a misspelt one most likely stands for."""

    @classmethod
    def of(
        cls, node: Node, problems: list[Problem], form: Form, what: str = "", at: Node | None = None
    ) -> Fields:
        """The fields of `node`; what is not known is told by `check`."""
        fields = cls(node, problems, form, what or form.what, node if at is None else at)
        if isinstance(node.value, dict):
            fields.entries = node.value
            return fields
        where = fields.at if node.value == "" else node
        message = f"{fields.what} is written as named entries, and this is {node.shape}"
        fields.tell(where, "E011", message, "write `name: value` lines below it, two spaces in")
        return fields

    @classmethod
    def below(cls, entry: Entry, problems: list[Problem], form: Form, what: str = "") -> Fields:
        """The fields below a name, which is part of what messages call them."""
        what = what or f"{form.what} `{entry.name}`".lstrip()
        return cls.of(entry.node, problems, form, what, entry.key)

    def checked(self) -> Fields:
        """The same fields, after a problem for each that the form does not have."""
        names = list(self.form)
        for name in self.others(names):
            self.unknown(name, names)
        return self

    def inner(self, name: str, form: Form = _ANY_NAMES) -> Fields:
        """The fields below one of these."""
        fields = Fields.below(self.entries[name], self.problems, form, f"`{name}`")
        return fields.checked() if form.fields else fields

    def __contains__(self, name: str) -> bool:
        return name in self.entries

    def others(self, known: Iterable[str]) -> list[str]:
        """The entries that are none of the `known`."""
        names = set(known)
        return [name for name in self.entries if name not in names]

    def node_of(self, name: str) -> Node | None:
        """The node under one name, or None."""
        return self.entries[name].node if name in self.entries else None

    def key(self, name: str) -> Node:
        """Where a name stands."""
        return self.entries[name].key

    def tell(
        self, place: Node | str, code: str, message: str, help: str = "", why: str = ""
    ) -> None:
        """Gathers a problem at a node, or at what stands under a name."""
        node = self.entries[place].node if isinstance(place, str) else place
        self.problems.append(node.problem(code, message, help, why))

    def unknown(self, name: str, known: Iterable[str]) -> None:
        """Gathers the problem with an entry that nothing here reads."""
        choices = list(known)
        longer = [choice for choice in choices if choice.startswith(f"{name} ")]
        if len(longer) > 1:  # `when all` and `when any`: a guess would be the wrong one
            self.meant.update(longer)
            write = f"write `{longer[0]}`, or `{longer[1]}` where one of the conditions is enough"
        else:
            meant = did_you_mean(name, choices) if len(self.problems) < MOST_SHOWN else ""
            self.meant.add(meant)
            write = f"did you mean `{meant}`?" if meant else f"write {quoted(choices)}"
        message = f"{self.what} has no entry called `{name}`"
        self.tell(self.key(name), "E021", message, write, _IGNORED)

    def missing(self, name: str, write: str = "", why: str = "") -> None:
        """Gathers the problem with an entry that has to be there, unless it is there misspelt."""
        if isinstance(self.node.value, dict) and name not in self.meant:
            if not write:
                write, why = self.form[name].write, self.form[name].why
            self.tell(self.at, "E022", f"{self.what} has no `{name}`", write, why)

    def needed(self, name: str, write: str = "") -> str:
        """The text of an entry that has to be there; `write` is the help line when it is missing."""
        write = write or self.form[name].write
        if name not in self.entries:
            self.missing(name, write)
        return self.text(name, write)

    def text(self, name: str, write: str = "") -> str:
        """The text of one entry, or an empty one; `write` is the help line where it is no text."""
        node = self.node_of(name)
        if node is None:
            return ""
        if node.value == "":
            write = write or f"write a text behind `{name}:`, or leave the line out"
            self.tell(self.key(name), "E022", f"nothing stands behind `{name}:`", write)
            return ""
        if isinstance(node.value, str):
            return " ".join(node.value.split())
        write = write or f"write it on one line: `{name}: …`"
        self.tell(node, "E011", f"`{name}` is a text, and this is {node.shape}", write)
        return ""

    def word(self, name: str, default: str = "", known: Iterable[str] = ()) -> str:
        """An entry that is one of the words of its form, or of the `known` ones.

        Where its form says by what an author chooses, nothing is guessed.
        """
        asked = self.form[name]
        choices = list(known or asked.words)
        all_of_them = f"{quoted(choices)}, {asked.weighed}" if asked.weighed else quoted(choices)
        text = self.needed(name, f"{asked.write} {all_of_them}") if asked.ask else self.text(name)
        text = text or default
        if text and text not in choices:
            write = f"write {all_of_them}"
            if not asked.weighed:
                write = suggestion(text, choices, write)
            self.tell(name, "E119", f"`{name}` cannot be `{text}`", write)
            return default
        return text

    def attempt(self, node: Node, read: Callable[[], T]) -> T | None:
        """What `read` returns, or None with its slip as a problem at `node`."""
        try:
            return read()
        except Slip as slip:
            write = slip.help if len(self.problems) < MOST_SHOWN else ""
            self.problems.append(node.slipped(slip, write))
            return None

    def value(self, name: str, read: Callable[[str], T]) -> T | None:
        """An entry read by `read`, which raises Slip; None where there is none or it is wrong."""
        text = self.text(name)
        return self.attempt(self.entries[name].node, lambda: read(text)) if text else None
