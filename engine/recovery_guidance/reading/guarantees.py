"""Reads `guarantees:` and `accepted:` from a protocol's tree: what must hold for every patient."""

from __future__ import annotations

import re

from attrs import define

from ..model.conditions import ALWAYS, Bound, Claim
from ..model.problem import Slip, quoted, suggestion
from ..model.protocol import STANCES, URGENCIES, Accepted, Assertion, Guarantee
from .fields import Fields
from .forms import ACCEPTED, GUARANTEE, PLEDGES
from .reader import Reader
from .resolve import resolve
from .slips import starting_at, wrong
from .tree import Entry, Node
from .values import read_value

_VERDICT = re.compile(
    r"(?P<activity>.+?)(?: is| are)? (?P<verdict>allowed|with care|not yet|unknown)"
)
_STANCE = re.compile(rf"the stance followed is (?P<stance>{'|'.join(STANCES)})")
_ANSWERS = {
    "the answer is refused": "refusal",
    "nothing is said about any activity": "silence",
}
_EXAMPLE = "write for example `run-walk allowed`, `driving is not yet` or `the answer is refused`"


@define
class PromiseReader(Reader):
    """Reads the entries of `guarantees:` and `accepted:`."""

    def guarantee(self, entry: Entry) -> Guarantee | None:
        """One entry of `guarantees:`; None where it promises nothing that can be read."""
        fields = self.fields(entry, GUARANTEE)
        stated = [kind for kind in PLEDGES if kind in fields]
        if len(stated) != 1:
            message = f"{fields.what} promises {len(stated) or 'no'} things"
            write = "write one of `never:`, `always:`, `at most:` or `escalates:`"
            why = "a guarantee is one sentence that is true or false"
            fields.tell(entry.key, "E022", message, write, why)
            return None
        kind = stated[0]
        said = [self._said(kind, node, fields) for node in _lines(kind, fields)]
        kept = tuple(one for one in said if one is not None)
        unless, when = self.group(fields, "unless"), self.group(fields) or ALWAYS
        stance = fields.word("stance", "all")
        only = "" if stance == "all" else stance
        told = fields.text("because"), self.cited(fields), entry.key.position
        name = f"{self.topic}/{entry.name}"
        return Guarantee(name, kind == "never", kept, when, unless, only, *told)

    def _said(self, kind: str, node: Node, fields: Fields) -> Assertion | None:
        if not isinstance(node.value, str):
            message = f"`{kind}` is a sentence, and this is {node.shape}"
            fields.tell(node, "E011", message, _EXAMPLE)
            return None
        text = " ".join(node.value.split())
        read = {"at most": self._limit, "escalates": _urgency}.get(kind, self._answer)
        return fields.attempt(node, lambda: read(text))

    def _answer(self, text: str) -> Assertion:
        if text in _ANSWERS:
            return Assertion(_ANSWERS[text], text=text)
        if stance := _STANCE.fullmatch(text):
            return Assertion("stance", value=stance["stance"], text=text)
        verdict = _VERDICT.fullmatch(text)
        if verdict and verdict["activity"] in self.names.activities:
            return Assertion("activity", verdict["activity"], verdict["verdict"], text=text)
        if any(text == name or text.startswith(f"{name} ") for name in self.names.values):
            claim = resolve(text, self.names)
            assert isinstance(claim, Claim)
            return Assertion("conclusion", claim.subject, claim=claim, text=text)
        name, message = text, f"`{text}` is not something that an answer says"
        if verdict:
            name = verdict["activity"]
            message = f"no activity is called `{name}`"
        write = suggestion(name, self.names.activities, _EXAMPLE)
        why = "nobody could say whether the guarantee holds"
        raise Slip("E102", message, write, why, length=len(name))

    def _limit(self, text: str) -> Assertion:
        name = max((q for q in self.quantities if text.startswith(f"{q} ")), key=len, default="")
        if not name:
            example = f"write for example `{next(iter(self.quantities), 'lifting')} 5 kg`"
            raise Slip("E102", f"`{text}` does not begin with a limit's name", example)
        rest, measure = text[len(name) :].strip(), self.quantities[name].measure
        threshold = self.names.thresholds.get(rest)
        if threshold is not None and threshold.measure.unit == measure.unit:
            return Assertion("limit", name, amount=Bound(0, rest), text=text)
        with starting_at(len(text) - len(rest)):
            return Assertion("limit", name, amount=Bound(read_value(measure, rest)), text=text)

    def accepted(self, entry: Entry) -> Accepted:
        """One entry of `accepted:`."""
        fields = self.fields(entry, ACCEPTED)
        oddity, because = fields.word("oddity", "gap"), fields.needed("because")
        if "about" not in fields:
            fields.missing("about")
        nodes = _lines("about", fields) if "about" in fields else []
        about = tuple(" ".join(n.value.split()) for n in nodes if isinstance(n.value, str))
        place = f"{self.topic}/{entry.name}"
        return Accepted(place, oddity, about, because, entry.key.position)


def _urgency(text: str) -> Assertion:
    if text in URGENCIES:
        return Assertion("urgency", value=text, text=text)
    write = suggestion(text, URGENCIES, f"write {quoted(URGENCIES)}")
    raise wrong("E119", text, "is not an urgency", write)


def _lines(name: str, fields: Fields) -> list[Node]:
    node = fields.entries[name].node
    return node.value if isinstance(node.value, list) else [node]
