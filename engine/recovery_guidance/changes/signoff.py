"""A difference as text, as Markdown to be signed, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from attrs import asdict

from ..everyone.region import Patients, Trait
from ..model.protocol import STANCES, Protocol
from ..telling import wording
from ..telling.answer_json import text_of
from ..telling.templates import filled
from .difference import LOOSER, STRICTER, Change, Difference

_KINDS = {
    "protocol": "The protocol",
    "item": "What is taken for granted",
    "activity": "Activities",
    "limit": "Limits",
    "escalation": "Escalations",
    "scope": "Scope",
}
ANSWERED = (
    "Patients are those who are answered: no emergency, and within the scope.",
    "What is not named may have any value, or be unknown.",
)


def when(change: Change) -> str:
    """The days of a change: `week 10 (day 70 to 76)`, `from week 12`."""
    return ", ".join(_span(first, last) for first, last in change.days)


def _span(first: int, last: int | None) -> str:
    if last is None:
        return "at any time" if first == 0 else f"from {_point(first)}"
    if first % 7 == 0 and last % 7 == 6:
        weeks = f"week {first // 7}" if last - first == 6 else f"weeks {first // 7} to {last // 7}"
        return f"{weeks} (day {first} to {last})"
    return f"day {first}" if first == last else f"day {first} to {last}"


def _point(day: int) -> str:
    return f"week {day // 7} (day {day})" if day % 7 == 0 else f"day {day}"


def whom(patients: Patients) -> list[str]:
    """Who is meant, as lines: the tests that all of them meet, and then the alternatives."""
    if patients == Patients():
        return ["every patient"]
    lines = ["patients with", *(f"  {line}" for line in tests(patients.all))]
    if patients.either:
        lines += ["  and one of these:"] if patients.all else ["  one of these:"]
        for alternative in patients.either:
            lines += [f"    {'; '.join(tests(alternative)) or 'no more than that'}"]
    elif not patients.exactly:
        lines.append("  and more that does not fit into a list: only some who meet these tests")
    return lines


def tests(traits: Iterable[Trait]) -> list[str]:
    """Tests, and items that are alike together: `fever, rigors: no or not known`."""
    by_value: dict[str, list[str]] = {}
    for test in traits:
        by_value.setdefault(test.words, []).append(test.item)
    return [f"{', '.join(items)}: {value}" for value, items in sorted(by_value.items())]


def summary(difference: Difference) -> str:
    """One sentence: what became stricter and looser, or that nothing changes."""
    if difference.is_empty:
        return "no change"
    if not difference.changes:
        return "no verdict, limit or escalation changes"
    ways = [alike[0].direction for _, entries in by_kind(difference) for alike in entries]
    counts = {direction: ways.count(direction) for direction in (STRICTER, LOOSER)}
    return ", ".join(f"{count} {direction}" for direction, count in counts.items() if count)


def how(difference: Difference) -> str:
    """How far the comparison reaches."""
    if difference.sampled is None:
        return "Decided for every patient there could be, every day and every stance."
    tried = f"{difference.sampled:,} were tried"
    if difference.undecided:
        too_many = "Where there were too many patients to decide"
        return f"{too_many}, {tried}: what is not listed may still change."
    too_many = "Where there were too many to say for whom"
    return f"Decided for every patient there could be. {too_many}, {tried}."


def as_text(difference: Difference) -> list[str]:
    """Lines for a terminal."""
    return _page("signoff.txt", difference)


def as_markdown(difference: Difference) -> list[str]:
    """Lines of a page to be read, ticked and signed, or put into a pull request."""
    return _page("signoff.md", difference)


def _page(template: str, difference: Difference) -> list[str]:
    return filled(
        Path(__file__).parent / "templates" / template,
        old=difference.old,
        new=difference.new,
        summary=summary(difference),
        reach=(how(difference), *ANSWERED),
        kinds=list(by_kind(difference)),
        notes=difference.notes,
        signed=wording.signed(difference.new) if difference.new.signature else "",
        what=what,
        details=_details,
        bullet=_bullet,
    )


def _bullet(line: str) -> str:
    text = line.lstrip()
    return f"{' ' * (len(line) - len(text))}- {text}"


def by_kind(difference: Difference) -> Iterator[tuple[str, list[list[Change]]]]:
    """The changes under their titles, the looser ones first; those that differ only in days and patients belong
    together."""
    kinds = sorted(_KINDS.items(), key=lambda kind: kind[0] not in loosened(difference))
    for kind, title in kinds:
        alike: dict[tuple[Any, ...], list[Change]] = {}
        for change in difference.changes:
            if change.kind == kind:
                key = (change.name, change.direction, change.before, change.after)
                alike.setdefault(key, []).append(change)
        if alike:
            yield title, sorted(alike.values(), key=lambda c: (c[0].direction != LOOSER, c[0].name))


def loosened(difference: Difference) -> set[str]:
    """The kinds of which something becomes looser."""
    return {change.kind for change in difference.changes if change.direction == LOOSER}


def what(change: Change) -> str:
    """What is told now, and what was."""
    return f"{change.name}: {change.after} instead of {change.before}"


def _details(changes: Iterable[Change]) -> Iterator[str]:
    times, because = told(changes)
    for patients, lines in times.items():
        yield from lines
        yield from (f"  {line}" for line in whom(patients))
    yield from (f"because {cause}" for cause in because)


def told(changes: Iterable[Change]) -> tuple[dict[Patients, list[str]], tuple[str, ...]]:
    """Changes that are alike but for days and patients: when for whom, the same patients named once; and
    why."""
    because: dict[str, None] = {}
    times: dict[Patients, list[str]] = {}
    for change in changes:
        because |= dict.fromkeys(change.because)
        if change.days:
            stances = "every" if change.stances == STANCES else " and ".join(change.stances)
            times.setdefault(change.patients, []).append(f"{when(change)}, {stances} stance")
    return times, tuple(because)


def as_json(difference: Difference) -> str:
    """The same as plain values; the same two protocols give the same bytes."""
    return text_of(as_dict(difference))


def as_dict(difference: Difference) -> dict[str, Any]:
    """A difference in plain values."""
    return {
        "old": _protocol(difference.old),
        "new": _protocol(difference.new),
        "changed": not difference.is_empty,
        "looser": difference.loosens,
        "exact": difference.sampled is None,
        "sampled": difference.sampled,
        "changes": [_change(change) for change in difference.changes],
        "notes": list(difference.notes),
    }


def _protocol(protocol: Protocol) -> dict[str, str]:
    own = {"id": protocol.name, "version": protocol.version, "sha256": protocol.sha256}
    return own | ({"signed": wording.signed(protocol)} if protocol.signature else {})


def _change(change: Change) -> dict[str, Any]:
    patients, example = change.patients, change.example
    return asdict(change, recurse=False) | {
        "days": [{"from": first, "to": last} for first, last in change.days],
        "patients": {
            "all": _values(patients.all),
            "one of": [_values(tests) for tests in patients.either],
            "exactly": patients.exactly,
        },
        "example": None if example is None else {"day": example[0], "facts": example[1]},
    }


def _values(tests: Iterable[Trait]) -> dict[str, str]:
    return {test.item: test.words for test in tests}
