"""Protocol → problems: numbers that the lines on their sources do not give."""

from __future__ import annotations

from collections.abc import Iterator

from .model.citation import Cited
from .model.items import NEVER
from .model.problem import Problem
from .model.protocol import STANCES, Protocol, Threshold
from .model.rules import Rule
from .reading.citations import A_READING, gives, numbers_in

_WHY = "a citation is a promise that the source says this number"


def unsupported_numbers(protocol: Protocol) -> Iterator[Problem]:
    """A problem for each number of a stance, and each in a sentence, that no line on its sources gives."""
    for threshold in protocol.thresholds.values():
        for stance in STANCES:
            yield from _of_stance(threshold, stance, protocol)
    for rule in protocol.rules:
        yield from _in_sentences(rule, protocol)


def _of_stance(threshold: Threshold, stance: str, protocol: Protocol) -> Iterator[Problem]:
    value, followed = threshold.values[stance], threshold.sources_of(stance)
    if not (threshold.cited.gives and followed):
        return
    if stray := [one for one in followed if one not in threshold.sources]:
        message = f"`{threshold.name}` follows {stray[0]}, which its `source:` does not name"
        write = f"write below source: what {stray[0]} gives for this"
        yield Problem("E122", message, threshold.position, _WHY, write)
    elif stance not in threshold.readings and value is not None and value != NEVER:
        lines = [threshold.cited.line_of(one) for one in followed if not _is_null(one, protocol)]
        if not any(gives(line, value, threshold.measure) for line in lines):
            number = threshold.measure.show(value)
            said = "; ".join(f"{one} gives `{threshold.cited.line_of(one)}`" for one in followed)
            message = f"`{threshold.name}` is {number} for {stance}, and {said}"
            write = (
                f"write follows: with {stance}: {A_READING}{followed[0]}; or {stance}: none found"
            )
            yield Problem("E122", message, threshold.position, _WHY, write)


def _is_null(source: str, protocol: Protocol) -> bool:
    """Whether a comparison found no difference: it supports neither of the numbers that it compared."""
    return protocol.sources[source].found == "no difference"


def _in_sentences(rule: Rule, protocol: Protocol) -> Iterator[Problem]:
    """The numbers that a patient is told, and that neither a line nor a threshold of the rule carries."""
    if not rule.cited.gives:
        return
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
