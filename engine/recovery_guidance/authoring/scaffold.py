"""New files that pass the check and their own scenarios at once: protocols, topics, overlays and cases."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from ..library import belongs_to_program
from ..model.case import shifted
from ..model.problem import Problem, ProblemsFound
from ..model.protocol import Protocol
from ..reading.load import load_texts
from ..reading.names import check_name
from ..writing import write_whole
from .named_schema import with_names
from .schema import as_json, schemas

_TEMPLATES = Path(__file__).parent / "templates"
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
Files = Mapping[Path, str]
"""What to write, by path."""


def new_protocol(name: str, title: str, root: Path) -> Files:
    """A protocol of one topic, under `root`. Raises ProblemsFound for a name that cannot be one."""
    _check_name(name)
    words = {"name": name, "protocol": name, "title": title or name.replace("-", " ").capitalize()}
    rules, features = root / "rules" / name, root / "features" / name
    files = {
        rules / f"{file}.yaml": _filled(f"protocol/{file}.yaml", words)
        for file in ("protocol", "sources", "items", "walking")
    }
    files[features / "walking.feature"] = _filled("protocol/walking.feature", words)
    files[root / "docs" / f"{name}.md"] = _filled("protocol/page.md", words)
    rules_in = {path.name: text for path, text in files.items() if path.parent == rules}
    return _with_schemas(files, "protocol", root, load_texts(rules_in))


def new_topic(name: str, title: str, protocol: Protocol, folder: Path) -> Files:
    """A topic of one activity, for the protocol in `folder`. Raises ProblemsFound."""
    _check_name(name)
    if belongs_to_program(folder):
        message = f"`{protocol.name}` belongs to this program, and nothing is written into it"
        copied = f"copy it to rules/{protocol.name} where you stand"
        write = f"{copied}, or begin a protocol of your own with recovery new protocol"
        why = "everybody who uses this program would be answered by it, until the next update"
        raise ProblemsFound.one("E304", message, write, why)
    words = name.replace("-", " ")
    if words in protocol.activities or words in protocol.vocabulary.items:
        message = f"`{words}` is the name of something in `{protocol.name}` already"
        raise ProblemsFound.one("E304", message, "choose another name")
    check_name(words)
    told = {
        "topic": name,
        "words": words,
        "title": title or words.capitalize(),
        "protocol": protocol.name,
    }
    root = folder.parent.parent if folder.parent.name == "rules" else folder
    features = root / "features" / folder.name if root != folder else folder / "features"
    files = {
        folder / f"{name}.yaml": _filled("topic/rules.yaml", told),
        features / f"{name}.feature": _filled("topic/scenarios.feature", told),
        root / "docs" / protocol.name / f"{name}.md": _filled("topic/page.md", told),
    }
    return _with_schemas(files, "protocol", root, protocol)


def new_overlay(path: Path, protocol: Protocol, called: str, on: date) -> Files:
    """An overlay for a year from a date, which tightens one threshold by nothing. Raises ProblemsFound."""
    told = {
        "protocol": called,
        "date": on.isoformat(),
        "until": shifted(on, 365).isoformat(),
        "practice": _practice(protocol),
    }
    return _with_schemas({path: _filled("overlay.yaml", told)}, "overlay", path.parent, protocol)


def new_case(path: Path, protocol: Protocol, called: str, on: date, is_told: bool = True) -> Files:
    """A case of an operation on a date, of which nothing else is known. Raises ProblemsFound.

    `is_told` says whether somebody told that date.
    """
    usual = [i for i in protocol.vocabulary.items.values() if i.uncomplicated is not None]
    told = {
        "file": path.name,
        "words": path.stem.replace("-", " "),
        "protocol": called,
        "date": on.isoformat(),
        "whose": "the day of the operation"
        + ("" if is_told else ": nobody told it, so correct it"),
        "facts": "\n".join(f"#   - {on}: {i.name} unknown" for i in usual[:3]),
    }
    return _with_schemas({path: _filled("case.yaml", told)}, "case", path.parent, protocol)


def write_all(files: Files) -> None:
    """Writes new files, all or none, and none of them where one is there already. Raises ProblemsFound.

    What this program wrote of them before it was stopped is gone on with.
    """
    write = "choose another name; nothing was written"
    there = {path for path in files if path.exists()}
    is_begun = len(there) < len(files) and all(p.read_bytes() == files[p].encode() for p in there)
    if there and not is_begun:
        taken = (f"`{path}` is there already" for path in files if path in there)
        raise ProblemsFound(Problem("E304", message, help=write) for message in taken)
    written = []
    try:
        for path in files.keys() - there:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, files[path].encode())
            written.append(path)
    except (OSError, ProblemsFound):
        for path in written:
            with suppress(OSError):
                path.unlink()
        raise


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        message = f"`{name}` cannot be the name of a file"
        write = "write small letters and digits, with hyphens between words: knee-arthroscopy"
        raise ProblemsFound.one("E304", message, write)


def _filled(template: str, words: Mapping[str, str]) -> str:
    text = (_TEMPLATES / template).read_text("utf-8")
    return re.sub(r"\{(\w+)\}", lambda token: words.get(token[1], token[0]), text)


def _practice(protocol: Protocol) -> str:
    stance = protocol.default_stance
    for threshold in protocol.thresholds.values():
        value = threshold.values[stance]
        if value is not None:
            weeks = threshold.measure.note == "weeks" and value % 7 == 0
            shown = f"{value // 7} weeks" if weeks else threshold.measure.show(value)
            return f"  - set: {threshold.name}\n    to: {shown}  # the {stance} stance says so too"
    activity = next(iter(protocol.activities))
    return f"  - not yet: {activity}\n    when any:\n      - week less than 1"


def _with_schemas(files: Files, kind: str, root: Path, protocol: Protocol) -> Files:
    """The files, each with the line that makes editors complete it, and the schema that the line names."""
    own = root / "engine" / "recovery_guidance" / "schemas" / f"{kind}.json"
    schema = own if own.is_file() else root / "schemas" / f"{kind}.json"
    headed = {}
    for path, text in files.items():
        place = Path(os.path.relpath(schema, path.parent)).as_posix()
        header = f"# yaml-language-server: $schema={place}\n" if path.suffix == ".yaml" else ""
        headed[path] = header + text
    if not schema.exists():
        headed[schema] = as_json(with_names(schemas()[kind](), protocol))
    return headed
