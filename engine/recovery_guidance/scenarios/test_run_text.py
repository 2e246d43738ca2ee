"""How a protocol stands today, as lines of text for `recovery test`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from textwrap import wrap

from ..telling.lines import Text
from .coverage import Coverage
from .mutation import Outcome
from .play import Played
from .test_run import Standing, State, reasons

_STATES: dict[State, str] = {
    "passed": "with every scenario passed",
    "failed": "with a scenario that failed",
    "not asked": "that no scenario asks about",
}


_LABEL = re.compile(
    r"(?: *(?:expected|actual|reason|explained|no step is written|the nearest is): *)?"
)
_AS_IT_IS = re.compile(r"\S+:\d+:|    ? *(?:Scenario|Given|And|Then)\b")
"""Places and scenarios: they are copied, so they stay on one line."""


def fitted(lines: Iterable[Text], width: int) -> Iterator[Text]:
    """Lines no longer than so many columns, but for places and scenarios to paste."""
    for line in lines:
        if len(line.text) <= width or _AS_IT_IS.match(line.text):
            yield line
            continue
        label = _LABEL.match(line.text)
        indent = (
            len(label[0]) if label and label[0] else len(line.text) - len(line.text.lstrip()) + 2
        )
        parts = wrap(
            line.text.lstrip(),
            width,
            initial_indent=line.text[: len(line.text) - len(line.text.lstrip())],
            subsequent_indent=" " * indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        yield from (Text(part, line.role) for part in parts)


def topic_lines(topic: str, standing: Standing) -> Iterator[Text]:
    """One line for a topic."""
    played = standing.of_topic(topic)
    failed = sum(not one.passed for one in played)
    role = "closed" if failed else "good"
    yield Text(f"{topic}: {counted(len(played) - failed, failed)}", role)


def counted(passed: int, failed: int) -> str:
    """`40 passed`, or `38 passed, 2 failed`."""
    return f"{passed} passed, {failed} failed" if failed else f"{passed} passed"


def as_text(standing: Standing, rules: bool = False) -> Iterator[Text]:
    """Topics, what failed and why, and the rules that are in trouble; with `rules` every rule."""
    for feature in standing.features:
        yield from topic_lines(feature.topic, standing)
    for one in standing.failed:
        yield Text()
        yield from failure(one, standing)
    yield Text()
    yield from _by_rule(standing, rules)
    failed = len(standing.failed)
    yield Text(
        f"{_scenarios(len(standing.played))}: {counted(len(standing.played) - failed, failed)}.",
        "alarm" if failed else "title",
    )


def _scenarios(count: int) -> str:
    return f"{count} scenario{'s' * (count != 1)}"


def failure(one: Played, standing: Standing) -> Iterator[Text]:
    """A scenario that failed: where, the step, what was expected and found, and the rules behind it."""
    scenario, broken = one.scenario, one.broken
    if broken is None:
        return
    engine = f" [{one.engine}]" if one.engine not in ("auto", "reference") else ""
    yield Text(f"{scenario.file}:{broken.step.line}: {scenario.title}{engine}", "alarm")
    if scenario.example:
        yield Text(f"  example at line {scenario.at}", "quiet")
    if broken.state == "undefined":
        yield Text(f"  no step is written: {broken.step.keyword} {broken.step.text}")
        yield Text(f"  the nearest is:     {broken.actual}")
        return
    yield Text(f"  expected: {broken.step.text}")
    yield Text(f"  actual:   {broken.actual}")
    for rule, sentence in reasons(broken, standing.protocol):
        yield Text(f"  reason:   {rule}: {sentence}", "quiet")


def _by_rule(standing: Standing, every: bool) -> Iterator[Text]:
    states = {rule.id: standing.state_of(rule.id) for rule in standing.protocol.rules}
    counts = Counter(states.values())
    said = ", ".join(f"{counts[state]} {word}" for state, word in _STATES.items() if counts[state])
    roles = {"passed": "good", "failed": "closed", "not asked": "care"}
    for rule, state in states.items():
        if every or state != "passed":
            asking = standing.of_rule(rule)
            failed = sum(not one.passed for one in asking)
            of = f" of {_scenarios(len(asking))}" if failed else ""
            word = f"{failed}{of} failed" if failed else state
            shown = f"{len(asking)} passed" if state == "passed" else word
            yield Text(f"  {rule}: {shown}", roles[state])
    yield Text(f"{len(states)} rule{'s' * (len(states) != 1)}: {said}.")


def coverage_lines(coverage: Coverage) -> Iterator[Text]:
    """The place of everything that no scenario shows, and how much is shown."""
    for gap in coverage.gaps:
        yield Text(str(gap), "care")
    yield Text(
        f"{coverage.shown} of {coverage.wanted} shown, {coverage.percent} %: each rule applies in one "
        "scenario and not in another, each condition is true, false and unknown.",
        "title" if coverage.shown == coverage.wanted else "alarm",
    )


def mutation_lines(standing: Standing) -> Iterator[Text]:
    """Each survivor with a scenario that it would break, or why it breaks none; and the score."""
    for outcome in standing.survivors:
        yield from _survivor(outcome, standing)
    tried, same = len(standing.outcomes or ()), len(standing.outcomes or ()) - len(standing.slips)
    if same:
        yield Text(
            f"{tried} mutants, of which {same} change no verdict, limit, urgency, advice or reason of "
            "any patient: proven."
        )
    survived = len(standing.survivors)
    explained = survived - len(standing.unexplained)
    yield Text(
        f"{tried - same} mutants: {tried - same - survived} break a scenario, {standing.score} %; "
        f"{survived} do not, {explained} of them explained.",
        "alarm" if standing.unexplained else "title",
    )


def _survivor(outcome: Outcome, standing: Standing) -> Iterator[Text]:
    mutant = outcome.mutant
    because = standing.explained.get(mutant.id, "")
    yield Text(f"{mutant.position}: {mutant.id}", "quiet" if because else "care")
    if because:
        yield Text(f"  explained: {because}", "quiet")
    elif outcome.scenario:
        yield Text("  breaks no scenario; this one would notice it:")
        yield from (Text(f"  {line}") for line in outcome.scenario.splitlines())
    else:
        yield Text("  breaks no scenario, and none was found that would notice it")
