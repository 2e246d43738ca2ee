"""What the YAML parser stumbled over, in an author's words instead of its own."""

from __future__ import annotations

import re

from attrs import evolve

from ..model.problem import Position, Problem

WITHOUT_COLON = "a name without a colon"
# What the parser stumbled over, in its words, and in the author's.
_STUMBLES = {
    r"quoted scalar.*escape": (
        "`\\` has a meaning of its own in quotes",
        "leave it out, or use single quotes",
    ),
    "quoted scalar": ("a text in quotes does not end", "close it with the same quote"),
    "could not find expected ':'": (
        WITHOUT_COLON,
        "write `name:` and its entries below, two spaces in",
    ),
    "flow": (
        "`{sign}` opens a list or a group that does not close",
        "put the text in double quotes, or write one entry a line",
    ),
    "cannot start any token|node content": (
        "a text that begins with `{sign}` needs quotes",
        'put the whole text in double quotes: "…"',
    ),
    "directive": ("a line that begins with `%` is not used here", "leave it out"),
    "sequence entries are not allowed": (
        "a list begins on a line of its own",
        "write `- ` under the name, two spaces in",
    ),
    "beside a quote": (
        "only a part of this text stands in quotes",
        "put the whole text in double quotes",
    ),
    "did not find expected": (
        "this line does not fit the indentation around it",
        "begin it in {columns}",
    ),
    "": ("this cannot be read as YAML", "compare with a neighbouring entry"),
}


def in_words(doing: str, words: str, at: Position) -> tuple[str, str]:
    """What is wrong, and how to write it."""
    before, after = at.excerpt[: at.column - 1].rstrip(), at.excerpt[at.column - 1 :].lstrip()
    quote = "beside a quote" if before.endswith(("'", '"')) or after.startswith(("'", '"')) else ""
    told = f"{doing} {words} {quote}"
    message, write = next(told_as for sign, told_as in _STUMBLES.items() if re.search(sign, told))
    return message.format(sign=after[:1]), write


_UNSPACED = {
    r"\s*-(?P<text>[^-\s].*)": (
        "a dash without a space behind it",
        "put a space behind the dash: - {text}",
    ),
    r"\s*(?:- )?(?P<name>\w[^:]*):(?P<text>[^\s/].*)": (
        "a colon without a space behind it",
        "put a space behind the colon: {name}: {text}",
    ),
}


def spaced(problem: Problem) -> Problem:
    """The problem in better words where all that is missing is a space behind a dash or a colon."""
    line = problem.position.excerpt if problem.position else ""
    for sign, (message, write) in _UNSPACED.items():
        found = re.fullmatch(sign, line.rstrip())
        if found and problem.message == WITHOUT_COLON:
            return evolve(problem, message=message, help=write.format(**found.groupdict()))
    return problem


def text_block(at: Position) -> Problem:
    """A sign that YAML takes for the start of a text block."""
    return Problem(
        "E010",
        f"YAML reads `{at.excerpt[at.column - 1]}` as the start of a text block",
        at,
        help="begin the line with the item, for example - leg pain >= 4/10; quote any other text",
    )
