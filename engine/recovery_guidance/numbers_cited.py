"""Protocol → problems: numbers that the lines on their sources do not give."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .model.citation import A_READING, Cited
from .model.conditions import Group
from .model.items import NEVER
from .model.problem import Position, Problem
from .model.protocol import STANCES, Guarantee, Ladder, Protocol, Threshold
from .model.rules import Rule
from .reading.citations import numbers_in, values_in

_WHY = "a citation is a promise that the source says this number"
_SCALE = re.compile(r"(?<=\d)(?:/| out of )\d+")
"""The end of a scale, which is no number of its own: `/10` of `3/10`."""


def unsupported_numbers(protocol: Protocol) -> Iterator[Problem]:
    """A problem for each number of a stance, sentence, guarantee or ladder that no line on its sources gives."""
    for threshold in protocol.thresholds.values():
        if threshold.cited.gives:
            yield from _of_stances(threshold, protocol)
            yield from _in_conflict(threshold)
    for rule in protocol.rules:
        if rule.cited.gives:
            yield from _in_sentences(rule, protocol)
    for guarantee in protocol.guarantees:
        if guarantee.cited.gives:
            yield from _of_guarantee(guarantee)
    for ladder in protocol.ladders.values():
        if ladder.cited.gives:
            yield from _of_ladder(ladder)


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
    """The numbers that people are told, and that neither a line nor a threshold of the rule carries."""
    thresholds = [protocol.thresholds[name] for name in rule.thresholds]
    carried = {*_told_by(rule.cited), *(n for one in thresholds for n in _told_by(one.cited))}
    title = protocol.activities[rule.subject].title if rule.kind == "allowed" else rule.title
    told = " ".join((title, rule.because, rule.until, rule.patient))
    yield from _not_carried(f"`{rule.id}` tells the patient", told, carried, rule.position)
    own = {n for one in thresholds for n in _own(one)} | numbers_in(told)
    saying = f"`{rule.id}` tells clinicians"
    yield from _not_carried(saying, rule.clinician, carried | own, rule.position)


def _in_conflict(threshold: Threshold) -> Iterator[Problem]:
    """The numbers in what is said of sources that disagree."""
    carried = {*_told_by(threshold.cited), *_own(threshold)}
    saying = f"`{threshold.name}` says under conflict"
    yield from _not_carried(saying, threshold.conflict, carried, threshold.position)


def _of_guarantee(guarantee: Guarantee) -> Iterator[Problem]:
    """The numbers that a promise has, in what it says, for whom, and why."""
    groups = [group for group in (guarantee.when, guarantee.unless) if group is not None]
    said = [one.text for one in guarantee.said if one.about in ("limit", "conclusion")]
    told = " ".join((*said, *_tests(groups), guarantee.because))
    saying = f"the guarantee `{guarantee.id}` has"
    yield from _not_carried(saying, told, {*_told_by(guarantee.cited)}, guarantee.position)


def _of_ladder(ladder: Ladder) -> Iterator[Problem]:
    """The numbers of its steps, and of what a session has to be like for a move."""
    told = " ".join(
        (*(s.patient for s in ladder.steps.values()), *_tests(ladder.responses.values()))
    )
    saying = f"the ladder `{ladder.name}` has"
    yield from _not_carried(saying, told, {*_told_by(ladder.cited)}, ladder.position)


def _tests(groups: Iterable[Group]) -> Iterator[str]:
    """What is tested, without the names of items: `at least 3/10` of `leg pain at least 3/10`."""
    for group in groups:
        yield from (leaf.text.replace(leaf.subject, "") for leaf in group.leaves())


def _own(threshold: Threshold) -> Iterator[float]:
    for value in threshold.values.values():
        if value not in (None, NEVER):
            yield from numbers_in(_shown(value, threshold))


def _not_carried(
    saying: str, told: str, carried: set[float], position: Position | None
) -> Iterator[Problem]:
    for number in sorted(numbers_in(_SCALE.sub("", told)) - carried):
        message = f"{saying} {number:g}, and no line on its sources has it"
        write = f"write what it rests on below source:, or there `none found: the {number:g} …`"
        yield Problem("E123", message, position, _WHY, write)


def _told_by(cited: Cited) -> Iterator[float]:
    for line in (*cited.gives, cited.unfounded):
        yield from numbers_in(_SCALE.sub("", line))
