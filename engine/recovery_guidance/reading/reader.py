"""What the readers of rules, ladders and guarantees have in common."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import define, field

from ..model.citation import Cited, Source
from ..model.conditions import Group
from ..model.problem import Problem
from ..model.protocol import Quantity
from .citations import read_cited
from .fields import Fields
from .forms import Form
from .names import Names
from .tree import Entry
from .when import read_group


@define
class Reader:
    """Reads entries of one topic; what is wrong is gathered into `problems`."""

    names: Names
    sources: Mapping[str, Source]
    problems: list[Problem]
    quantities: Mapping[str, Quantity] = field(factory=dict)
    topic: str = ""

    def fields(self, entry: Entry, form: Form, what: str = "") -> Fields:
        """The fields of one entry."""
        return Fields.below(entry, self.problems, form, what).checked()

    def cited(self, fields: Fields) -> Cited:
        """What an entry cites."""
        return read_cited(fields, self.sources)

    def group(self, fields: Fields, prefix: str = "when", required: bool = False) -> Group | None:
        """The conditions under `when all` or `when any`."""
        found = read_group(fields, self.names, prefix)
        if found is None and required:
            fields.missing("when all")
        return found
