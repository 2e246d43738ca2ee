"""What changed since another version of the protocol, as a page tells it."""

from __future__ import annotations

from attrs import frozen

from ..authoring.reworded import Reworded, reworded
from ..changes import signoff
from ..changes.difference import Change, Difference
from ..everyone.region import Patients


@frozen
class ChangedAnswer:
    """One verdict, limit, escalation or scope line that changes: for whom, with the lines of time, and why."""

    change: Change
    whom: dict[Patients, list[str]]
    because: tuple[str, ...]

    @property
    def text(self) -> str:
        return signoff.what(self.change)


@frozen
class Changed:
    """The difference from a version that `since` names, with what a page shows of it."""

    since: str
    difference: Difference

    @property
    def summary(self) -> str:
        return signoff.summary(self.difference)

    @property
    def reach(self) -> str:
        """How far the comparison reaches, and who is meant by patients."""
        return " ".join((signoff.how(self.difference), *signoff.ANSWERED))

    def groups(self) -> list[tuple[str, list[ChangedAnswer]]]:
        """The changes under their titles."""
        return [
            (title, [ChangedAnswer(alike[0], *signoff.told(alike)) for alike in changes])
            for title, changes in signoff.by_kind(self.difference)
        ]

    def rules(self) -> list[tuple[str, list[Reworded]]]:
        """Rules that are new, that read otherwise, or that are gone."""
        found = reworded(self.difference.old, self.difference.new)
        kinds = {
            "New rules": [one for one in found if not one.before],
            "Rules that read otherwise": [one for one in found if one.before and one.now],
            "Rules that are gone": [one for one in found if not one.now],
        }
        return [(title, rules) for title, rules in kinds.items() if rules]
