"""A protocol's folder → Protocol. Every problem is gathered and raised together; nothing is half-loaded."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from attrs import define, evolve, field

from ..model.case import parse_date
from ..model.content import plain
from ..model.items import Vocabulary
from ..model.problem import Problem, ProblemsFound, Slip, suggestion
from ..model.protocol import DRAFT, HEAD, REVIEWED, Activity, Protocol
from ..model.rules import NOT_REACHED, REACHED, Rule
from ..model.signature import parts_of
from .also_called import WordReader
from .chain import chain, with_opposites
from .clauses import RuleReader, finding_values, read_activity
from .contents import check_file_name
from .entries import read_item, read_source, read_threshold
from .fields import Fields
from .forms import FINDING, HEAD_FORM, MILESTONE, PHASE, SECTIONS
from .guarantees import PromiseReader
from .ladders import LadderReader, read_workings
from .limits import read_quantity_limited
from .names import TIME, Names, check_name, check_plain_name
from .partial import read_rest
from .reader import Reader
from .signed import read_signature
from .tree import Entry, Node, is_stumble, read_file, read_text

T = TypeVar("T")
PROMISES = ("guarantees", "accepted")
"""Sections that change no answer, and whose entries no rule can name."""
_SHARED = ("items", "thresholds", "findings", "milestones", "phases")
"""Sections of which no two entries have one name."""
_BY_TOPIC = ("escalations", "advice", "scope", *PROMISES)
"""Sections in which each topic has names of its own."""
_PAGE = re.compile(r"[^.]+\.md", re.IGNORECASE)
"""A page for people, such as a README, which nobody takes for rules."""
_MISNAMED = re.compile(r"([^.]+)\.ya?ml(?:\.txt)?", re.IGNORECASE)
"""A rule file whose name does not end as it has to, as some editors save it."""


def load(folder: Path, shown: str = "", closely: bool = False) -> Protocol:
    """The protocol in a folder. Raises ProblemsFound; `shown` is the folder as the author knows it.

    `closely` also finds the phrases that are understood as something else than what they stand under. An answer
    does not need that: of a danger and something harmless that one phrase stands under, the danger is heard.
    """
    shown = shown or str(folder)
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except (OSError, ValueError):
        write = "name the folder that holds protocol.yaml"
        problem = Problem("E001", f"`{shown}` is not a folder of rule files", help=write)
        raise ProblemsFound([problem]) from None
    problems: list[Problem] = []
    trees: dict[str, Node | None] = {}
    for path in paths:
        if path.name.endswith(".yaml"):
            file = f"{shown}/{path.name}"
            check_file_name(path.name, file)
            trees[path.name] = read_file(path, file, problems, read_rest)
        elif path.is_dir() or not _PAGE.fullmatch(path.name):
            problems.append(_passed_over(path, shown))
    return build(trees, problems, shown, closely)


def _passed_over(path: Path, shown: str) -> Problem:
    """The problem with something in a protocol's folder that nothing reads."""
    name, topic, ending = path.name, path.stem, path.suffix
    why, write = "rule files end in .yaml", f"move it out of `{shown}`"
    if path.is_dir():
        why = f"it is a folder, and rule files stand beside {HEAD}"
        write = f"move the rule files in it into `{shown}`, and the rest out of it"
    elif misnamed := _MISNAMED.fullmatch(name):
        write = f"name it {misnamed[1]}.yaml"
    elif "." not in topic and ending in ("", ".txt"):
        write += f", or name it {topic}.yaml"
    return Problem("E001", f"`{shown}/{name}` would not be read: {why}", help=write)


def load_texts(
    texts: Mapping[str, str | bytes], shown: str = "rules", closely: bool = False
) -> Protocol:
    """The protocol that these texts, by file name, make, as `load` makes it. Raises ProblemsFound."""
    problems: list[Problem] = []
    trees: dict[str, Node | None] = {}
    for name, text in texts.items():
        data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
        trees[name] = read_text(data, f"{shown}/{name}", problems, read_rest)
    return build(trees, problems, shown, closely)


@define
class _Gathered:
    """What all files of a folder declare, before any rule is read."""

    problems: list[Problem]
    sections: dict[str, list[tuple[str, Entry]]] = field(factory=dict)
    taken: dict[str, Entry] = field(factory=dict)
    unread: bool = False
    """Whether a file or a section could not be read, so that its names are not known."""

    def gather(self, topic: str, tree: Node, head: bool) -> Fields:
        known = (*(HEAD_FORM if head else ()), *SECTIONS)
        what = HEAD_FORM.what if head else "a rule file"
        fields = Fields.of(tree, self.problems, HEAD_FORM, what)
        for name in fields.others(known):
            if name in HEAD_FORM:
                message = f"`{name}` is said in {HEAD}, and nowhere else"
                fields.tell(fields.key(name), "E021", message, f"move it to {HEAD}")
            else:
                fields.unknown(name, known)
                self.unread = True
        for section in SECTIONS:
            if section in fields:
                for entry in fields.inner(section).entries.values():
                    self._declare(section, topic, entry)
        return fields

    def _declare(self, section: str, topic: str, entry: Entry) -> None:
        name, key = entry.name, entry.key
        try:
            if section not in PROMISES:
                check_name(name)
            if section == "thresholds" and not name[0].isalpha():
                message = "the name of a threshold begins with a letter"
                why = "a condition could not tell it from a number"
                raise Slip("E023", message, "put a word in front", why, length=1)
        except Slip as slip:
            self.problems.append(key.slipped(slip, slip.help))
            return
        shared = section in _SHARED
        place = f"{'name' if shared else section}:{name}"
        if section in _BY_TOPIC:
            place += f"@{topic}"
        if name in TIME and shared:
            message = f"`{name}` is always there, and counts from the operation"
            self.problems.append(key.problem("E024", message, "choose another name"))
        elif place in self.taken:
            other = self.taken[place].key.position
            message = f"`{name}` is declared a second time; the first is at {other}"
            why = "a rule that names it could mean either"
            self.problems.append(key.problem("E024", message, "rename one of them", why))
        else:
            self.taken[place] = entry
            self.sections.setdefault(section, []).append((topic, entry))

    def of(self, section: str) -> list[Entry]:
        """What a section declares, in all files."""
        return [entry for _, entry in self.sections.get(section, [])]

    def read(self, section: str, read: Callable[..., T], *more: object) -> dict[str, T]:
        """Each entry of a section, read alone."""
        return {entry.name: read(entry, *more, self.problems) for entry in self.of(section)}

    def read_by(self, reader: Reader, section: str, read: Callable[[Entry], T]) -> list[T]:
        """Each entry of a section, read by a method of `reader`, which is told its topic."""
        found = []
        for reader.topic, entry in self.sections.get(section, []):
            found.append(read(entry))
        return found


def build(
    trees: Mapping[str, Node | None], problems: list[Problem], shown: str, closely: bool = False
) -> Protocol:
    """The protocol that these trees, by file name, make; None is a file that could not be read."""
    gathered = _Gathered(problems, unread=any(map(is_stumble, problems)))
    head: Fields | None = None
    for name, tree in sorted(trees.items()):
        if tree is None:
            gathered.unread = True
        else:
            fields = gathered.gather(name.removesuffix(".yaml"), tree, head=name == HEAD)
            head = fields if name == HEAD else head
    if HEAD not in trees:
        write = "write it first; it names the protocol and its status"
        problems.append(Problem("E001", f"`{shown}` has no {HEAD}", help=write))
    sources = gathered.read("sources", read_source)
    items = gathered.read("items", read_item)
    thresholds = gathered.read("thresholds", read_threshold, sources)
    values = {entry.name: finding_values(entry) for entry in gathered.of("findings")}
    for section in ("milestones", "phases"):
        values |= {entry.name: (REACHED, NOT_REACHED) for entry in gathered.of(section)}
    activities = gathered.read("activities", read_activity)
    quantities = gathered.read("limits", read_quantity_limited)
    names = Names(Vocabulary(items), thresholds, values, activities)
    climbing = LadderReader(names, sources, problems)
    ladders = {entry.name: climbing.ladder(entry) for entry in gathered.of("ladders")}
    names = evolve(names, ladders=ladders)
    read_workings(gathered.of("items"), names, problems)
    ruling = RuleReader(names, sources, problems, quantities, rows=thresholds)
    _read_rules(gathered, ruling)
    _check_ids(ruling.rules, problems)
    _check_parts(gathered, activities, problems)
    rules = chain(with_opposites(ruling.rules, names, problems), problems)
    promising = PromiseReader(names, sources, problems, quantities)
    guarantees = gathered.read_by(promising, "guarantees", promising.guarantee)
    accepted = gathered.read_by(promising, "accepted", promising.accepted)
    wording = WordReader(problems, names.vocabulary.items, activities, quantities)
    words = wording.read({name: gathered.of(name) for name in SECTIONS})
    described = _head(head) if head is not None else {}
    signature = read_signature(head) if head is not None else None
    places = {n: e.node.position for n, e in head.entries.items()} if head is not None else {}
    if problems or head is None:
        raise ProblemsFound(_without_echoes(problems, gathered.unread))
    said = dict(
        **described,
        vocabulary=Vocabulary(dict(sorted(names.vocabulary.items.items()))),
        thresholds=dict(sorted(thresholds.items())),
        sources=sources,
        rules=tuple(rules),
        activities=dict(sorted(activities.items())),
        quantities=dict(sorted(quantities.items())),
        values=values,
        titles=_titles(gathered),
        phases=tuple(entry.name for entry in gathered.of("phases")),
        trends=dict(sorted(names.trends.items())),
        ladders=names.ladders,
        guarantees=tuple(one for one in guarantees if one is not None),
        accepted=tuple(accepted),
        words=words,
    )
    changed = signature.changed(parts_of(said)) if signature else ()
    claimed = said["status"]
    if changed and claimed in REVIEWED:  # what was signed is not what stands there
        said["status"] = DRAFT
    told: dict[str, Any] = {"signature": signature, "changed": changed, "claimed": claimed}
    protocol = Protocol(**said, **told, sha256=fingerprint(said), places=places)
    if closely and (crossed := list(wording.crossings(protocol))):
        raise ProblemsFound(crossed)
    return protocol


def _without_echoes(problems: list[Problem], unread: bool) -> list[Problem]:
    """The problems, without what seems to be missing because its file or section was not read."""
    partly = {p.position.file for p in problems if p.position and is_stumble(p)}

    def is_echo(problem: Problem) -> bool:
        at = problem.position
        in_head = at is not None and at.file in partly and Path(at.file).name == HEAD
        return problem.code in ("E102", "E110", "E116") or (problem.code == "E022" and in_head)

    return [problem for problem in problems if not (unread and is_echo(problem))]


def _head(fields: Fields) -> dict[str, Any]:
    """What protocol.yaml says about the protocol as a whole."""
    status = fields.word("status", DRAFT)
    reviewer, due = fields.text("reviewer"), fields.value("review due", parse_date)
    fields.text("note")
    signed = "signed" in fields
    needed = ("reviewer", "review due", "signed") if status in REVIEWED else ("reviewer",) * signed
    for name in needed:
        if name not in fields:
            message = f"the protocol has no `{name}`"
            why = f"a protocol that is {'signed' if signed else status} was read by someone"
            place = "status" if "status" in fields else "signed"
            fields.tell(place, "E022", message, HEAD_FORM[name].write, why)
    return {
        "name": _name(fields),
        "title": fields.needed("title"),
        "version": fields.needed("version"),
        "status": status,
        "default_stance": fields.word("default stance", "typical"),
        "reviewer": reviewer,
        "review_due": due.isoformat() if due else "",
        "emergency_numbers": fields.text("emergency numbers"),
    }


def _name(fields: Fields) -> str:
    """The name, with which files are named that are kept for this protocol."""
    fields.needed("protocol")
    return fields.value("protocol", check_plain_name) or ""


def fingerprint(said: Mapping[str, Any]) -> str:
    """The sha256 of what a protocol says: the same for any layout, order of files or comments."""
    content = {name: plain(value) for name, value in said.items() if name not in PROMISES}
    content["rules"] = sorted(content["rules"], key=lambda rule: str(rule["id"]))
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _read_rules(gathered: _Gathered, reader: RuleReader) -> None:
    for section, read in (
        ("findings", reader.finding),
        ("milestones", reader.milestone),
        ("phases", reader.phase),
        ("activities", reader.activity),
        ("limits", reader.limit),
        ("escalations", reader.escalation),
        ("advice", reader.advice),
        ("scope", reader.scope),
    ):
        gathered.read_by(reader, section, read)


def _check_ids(rules: list[Rule], problems: list[Problem]) -> None:
    seen: dict[str, Rule] = {}
    for rule in rules:
        if rule.id in seen:
            message = f"two rules are called `{rule.id}`; the first is at {seen[rule.id].position}"
            problems.append(Problem("E024", message, rule.position, help="rename one of them"))
        seen[rule.id] = rule


def _check_parts(
    gathered: _Gathered, activities: dict[str, Activity], problems: list[Problem]
) -> None:
    for entry in gathered.of("limits"):
        value = entry.node.value
        part = value["of"].node if isinstance(value, dict) and "of" in value else None
        if part is None or not isinstance(part.value, str) or part.value in ("", *activities):
            continue
        write = suggestion(part.value, activities, "write of: and the name of an activity or group")
        message = f"no activity or group is called `{part.value}`"
        problems.append(part.problem("E116", message, write))


def _titles(gathered: _Gathered) -> dict[str, str]:
    return {
        entry.name: Fields.below(entry, [], declared).text("title") or entry.name.capitalize()
        for declared in (FINDING, MILESTONE, PHASE)
        for entry in gathered.of(declared.section)
    }
