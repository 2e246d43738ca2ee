"""Files that authors name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from ..cases.forms import OVERLAY
from ..model.problem import ProblemsFound
from ..model.protocol import HEAD
from ..reading.forms import SECTIONS

_OURS = re.compile(
    rf"^(?:{'|'.join((*SECTIONS, 'protocol', 'surgery', OVERLAY))})\s*:", re.MULTILINE
)
"""What stands at the left margin of a rule file, an overlay or a case, and of no other YAML."""


def rule_files(names: Iterable[str]) -> list[Path]:
    """The files named, and every .yaml file of ours in the folders named. Raises ProblemsFound."""
    found: dict[Path, None] = {}
    for name in names:
        path = Path(name)
        if path.is_dir():
            for file in sorted(path.rglob("*.yaml")):
                # Hidden folders hold what other programs wrote.
                hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
                if file.is_file() and not hidden and is_ours(file):
                    found[file] = None
        elif path.is_file():
            found[path] = None
        else:
            write = "name a rule file, or a folder of them"
            raise ProblemsFound.one("E001", f"`{name}` is not there", write)
    return list(found)


def is_ours(path: Path) -> bool:
    """Whether a YAML file is a rule file, an overlay or a case: those of other programs have their own layout."""
    beside_a_head = (path.parent / HEAD).is_file()
    return beside_a_head or _OURS.search(path.read_text("utf-8", "replace")) is not None
