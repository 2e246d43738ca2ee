"""Reads `guarantees:` and `accepted:` from a protocol's tree: what must hold for every patient."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from attrs import define

from ..model.conditions import ALWAYS, Bound, Claim
from ..model.problem import Problem, Slip, quoted, suggestion
from ..model.protocol import STANCES, URGENCIES, Accepted, Assertion, Guarantee, Quantity
from .fields import Fields, read_sources
from .names import Names
from .resolve import resolve
from .tree import Entry, Node
from .values import read_value
from .when import read_group

CLOSES_WITH_TIME = "closes with time"
PLEDGES = ("never", "always", "at most", "escalates")
GUARANTEE_KEYS = (
    *(*PLEDGES, "when all", "when any", "unless all", "unless any"),
    *("stance", "because", "source", "note"),
)
ACCEPTED_KEYS = ("oddity", "about", "because", "note")
ODDITIES = {
    "gap": "E410",
    "contradiction": "E412",
    "dead": "E413",
    "shadowed": "E414",
    "redundant": "E415",
    "never matters": "E416",
    "unreachable": "E417",
    "never opens": "E418",
    "never closes": "E419",
    CLOSES_WITH_TIME: "E402",
}
"""What is seldom meant in rules, and the problem that reports each."""

_VERDICT = re.compile(
    r"(?P<activity>.+?)(?: is| are)? (?P<verdict>allowed|with care|not yet|unknown)"
)
_STANCE = re.compile(rf"the stance followed is (?P<stance>{'|'.join(STANCES)})")
_ANSWERS = {
    text: Assertion(about, text=text)
    for text, about in (
        ("the answer is refused", "refusal"),
        ("nothing is said about any activity", "silence"),
    )
}
_EXAMPLE = "write for example `run-walk allowed`, `driving is not yet` or `the answer is refused`"


Entries = list[tuple[str, str, Entry]]
"""Topic, name and entry of everything that one section declares."""


def read_promises(
    guarantees: Entries,
    accepted: Entries,
    names: Names,
    sources: Collection[str],
    quantities: Mapping[str, Quantity],
    problems: list[Problem],
) -> tuple[tuple[Guarantee, ...], tuple[Accepted, ...]]:
    """What the two sections say; what is wrong in them is gathered."""

    def reader(topic: str) -> _Reader:
        return _Reader(topic, names, sources, quantities, problems)

    promised = [reader(topic).guarantee(name, entry) for topic, name, entry in guarantees]
    meant = [reader(topic).accepted(name, entry) for topic, name, entry in accepted]
    return tuple(one for one in promised if one is not None), tuple(meant)


@define
class _Reader:
    """Reads the guarantees of one topic; problems are gathered, never raised."""

    topic: str
    names: Names
    sources: Collection[str]
    quantities: Mapping[str, Quantity]
    problems: list[Problem]

    def guarantee(self, name: str, entry: Entry) -> Guarantee | None:
        """One entry of `guarantees:`; None where it promises nothing that can be read."""
        what = f"the guarantee `{name}`"
        fields = Fields.of(entry.node, self.problems, what, GUARANTEE_KEYS, entry.key)
        stated = [kind for kind in PLEDGES if kind in fields]
        if len(stated) != 1:
            message = f"the guarantee `{name}` promises {len(stated) or 'no'} things"
            write = "write one of `never:`, `always:`, `at most:` or `escalates:`"
            why = "a guarantee is one sentence that is true or false"
            fields.tell(entry.key, "E022", message, write, why)
            return None
        kind = stated[0]
        said = [self._said(kind, node, fields) for node in _lines(fields.entries[kind].node)]
        unless = read_group(fields, self.names, "unless")
        stance = fields.word("stance", ("all", *STANCES), "all")
        return Guarantee(
            f"{self.topic}/{name}",
            kind == "never",
            tuple(one for one in said if one is not None),
            read_group(fields, self.names) or ALWAYS,
            unless,
            "" if stance == "all" else stance,
            fields.text("because"),
            read_sources(fields, self.sources),
            entry.key.position,
        )

    def _said(self, kind: str, node: Node, fields: Fields) -> Assertion | None:
        if not isinstance(node.value, str):
            self.problems.append(
                node.problem("E011", f"`{kind}` is a sentence, and this is {node.shape}", _EXAMPLE)
            )
            return None
        text = " ".join(node.value.split())
        read = {"at most": self._limit, "escalates": _urgency}.get(kind, self._answer)
        return fields.attempt(node, lambda: read(text))

    def _answer(self, text: str) -> Assertion:
        if text in _ANSWERS:
            return _ANSWERS[text]
        if stance := _STANCE.fullmatch(text):
            return Assertion("stance", value=stance["stance"], text=text)
        verdict = _VERDICT.fullmatch(text)
        if verdict and verdict["activity"] in self.names.activities:
            return Assertion("activity", verdict["activity"], verdict["verdict"], text=text)
        if any(text == name or text.startswith(f"{name} ") for name in self.names.values):
            claim = resolve(text, self.names)
            assert isinstance(claim, Claim)
            return Assertion("conclusion", claim.subject, claim=claim, text=text)
        name = verdict["activity"] if verdict else text
        raise Slip(
            "E102",
            f"no activity is called `{name}`"
            if verdict
            else f"`{text}` is not something that an answer says",
            suggestion(name, self.names.activities, _EXAMPLE),
            why="nobody could say whether the guarantee holds",
            length=len(name),
        )

    def _limit(self, text: str) -> Assertion:
        name = max((q for q in self.quantities if text.startswith(f"{q} ")), key=len, default="")
        if not name:
            example = f"write for example `{next(iter(self.quantities), 'lifting')} 5 kg`"
            raise Slip("E102", f"`{text}` does not begin with a limit's name", example)
        rest, measure = text[len(name) :].strip(), self.quantities[name].measure
        threshold = self.names.thresholds.get(rest)
        if threshold is not None and threshold.measure.unit == measure.unit:
            return Assertion("limit", name, amount=Bound(0, rest), text=text)
        try:
            return Assertion("limit", name, amount=Bound(read_value(measure, rest)), text=text)
        except Slip as slip:
            slip.start += len(text) - len(rest)
            raise

    def accepted(self, name: str, entry: Entry) -> Accepted:
        """One entry of `accepted:`."""
        fields = Fields.of(entry.node, self.problems, f"`{name}`", ACCEPTED_KEYS, entry.key)
        oddity = fields.word("oddity", ODDITIES, "gap", required=True)
        because = fields.text("because", "write because: and why it is meant")
        about = []
        if "about" in fields:
            about = [
                " ".join(n.value.split())
                for n in _lines(fields.entries["about"].node)
                if isinstance(n.value, str)
            ]
        else:
            fields.missing(
                "about", "write about: and the rule or activity that `recovery prove` names"
            )
        return Accepted(f"{self.topic}/{name}", oddity, tuple(about), because, entry.key.position)


def _urgency(text: str) -> Assertion:
    if text in URGENCIES:
        return Assertion("urgency", value=text, text=text)
    raise Slip(
        "E119",
        f"`{text}` is not an urgency",
        suggestion(text, URGENCIES) or f"write {quoted(URGENCIES)}",
        length=len(text),
    )


def _lines(node: Node) -> list[Node]:
    return node.value if isinstance(node.value, list) else [node]
