"""Protocol → problems: numbers that the lines on their sources do not give."""

from __future__ import annotations

from collections.abc import Iterator

from .model.citation import A_READING, Cited
from .model.items import NEVER
from .model.problem import Problem
from .model.protocol import STANCES, Protocol, Threshold
from .model.rules import Rule
from .reading.citations import numbers_in, values_in

_WHY = "a citation is a promise that the source says this number"


def unsupported_numbers(protocol: Protocol) -> Iterator[Problem]:
    """A problem for each number of a stance, and each in a sentence, that no line on its sources gives."""
    for threshold in protocol.thresholds.values():
        if threshold.cited.gives:
            yield from _of_stances(threshold, protocol)
    for rule in protocol.rules:
        if rule.cited.gives:
            yield from _in_sentences(rule, protocol)


def _of_stances(threshold: Threshold, protocol: Protocol) -> Iterator[Problem]:
    alike: dict[tuple[int | None, tuple[str, ...]], list[str]] = {}
    every = [one for followed in threshold.follows.values() for one in followed]
    for stray in dict.fromkeys(one for one in every if one not in threshold.sources):
        message = f"`{threshold.name}` follows {stray}, which its `source:` does not name"
        write = f"write below source: what {stray} gives for this"
        yield Problem("E122", message, threshold.position, _WHY, write)
    for stance in STANCES:
        followed = tuple(s for s in threshold.sources_of(stance) if s in threshold.sources)
        if followed and stance not in threshold.readings:
            alike.setdefault((threshold.values[stance], followed), []).append(stance)
    for (value, followed), stances in alike.items():
        lines = {one: threshold.cited.line_of(one) for one in followed}
        count = [line for one, line in lines.items() if not protocol.sources[one].is_null]
        if value in (None, NEVER) or any(
            value in values_in(line, threshold.measure) for line in count
        ):
            continue
        for_whom = " and ".join(stances) if len(stances) < len(STANCES) else "every stance"
        said = "; ".join(f"{one} gives `{line}`" for one, line in lines.items())
        message = f"`{threshold.name}` is {_shown(value, threshold)} for {for_whom}, and {said}"
        key = "all" if len(stances) == len(STANCES) else stances[0]
        write = f"write follows: with {key}: {A_READING}{followed[0]}; or {key}: none found"
        yield Problem("E122", message, threshold.position, _WHY, write)


def _shown(value: int, threshold: Threshold) -> str:
    in_weeks = threshold.measure.note == "weeks" and value % 7 == 0
    return f"{value // 7} weeks" if in_weeks else threshold.measure.show(value)


def _in_sentences(rule: Rule, protocol: Protocol) -> Iterator[Problem]:
    """The numbers that a patient is told, and that neither a line nor a threshold of the rule carries."""
    numbers = [protocol.thresholds[name].cited for name in rule.thresholds]
    carried = {number for cited in (rule.cited, *numbers) for number in _told_by(cited)}
    told = numbers_in(" ".join((rule.because, rule.until, rule.patient)))
    for number in sorted(told - carried):
        message = f"`{rule.id}` tells the patient {number:g}, and no line on its sources has it"
        write = f"write what it rests on below source:, or there `none found: the {number:g} …`"
        yield Problem("E123", message, rule.position, _WHY, write)


def _told_by(cited: Cited) -> Iterator[float]:
    for line in (*cited.gives, cited.unfounded):
        yield from numbers_in(line)
