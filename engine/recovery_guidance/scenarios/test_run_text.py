"""How a protocol stands today, as lines of text for `recovery test`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from textwrap import wrap

from ..telling.lines import Text
from .coverage import Coverage
from .play import Played
from .survivors import MutantFate
from .test_run import ScenarioRun, State, reasons

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
        label, bare = _LABEL.match(line.text), line.text.lstrip()
        indent = len(line.text) - len(bare)
        parts = wrap(
            bare,
            width,
            initial_indent=line.text[:indent],
            subsequent_indent=" " * (len(label[0]) if label and label[0] else indent + 2),
            break_long_words=False,
            break_on_hyphens=False,
        )
        yield from (Text(part, line.role) for part in parts)


def counted(played: Collection[Played]) -> str:
    """`40 passed`, or `38 passed, 2 failed`."""
    failed = sum(not one.passed for one in played)
    return f"{len(played) - failed} passed" + (f", {failed} failed" if failed else "")


def as_text(run: ScenarioRun, rules: bool = False) -> Iterator[Text]:
    """Topics, what failed and why, and the rules that are in trouble; with `rules` every rule."""
    for feature in run.features:
        played = run.of_topic(feature.topic)
        role = "good" if all(one.passed for one in played) else "closed"
        yield Text(f"{feature.topic}: {counted(played)}", role)
    for one in run.planned:
        if one.engine == run.planned[0].engine:
            yield from _planned(one)
    for one in run.failed:
        yield Text()
        yield from failure(one, run)
    yield Text()
    yield from _by_rule(run, rules)
    told = f"{_scenarios(len(run.played))}: {counted(run.played)}."
    yield Text(told, "alarm" if run.failed else "title")
    if drafts := {one.scenario.place for one in run.planned}:
        yield Text(f"{_scenarios(len(drafts))} planned, and not counted.", "care")


def _planned(one: Played) -> Iterator[Text]:
    """A draft and how far it is; it may hold already on one engine and not on another."""
    how = "holds already" if one.passed else "does not hold yet"
    yield Text(
        f"{one.scenario.file}:{one.scenario.at}: planned: {one.scenario.title}: {how}", "care"
    )


def _scenarios(count: int) -> str:
    return f"{count} scenario{'s' * (count != 1)}"


def failure(one: Played, run: ScenarioRun) -> Iterator[Text]:
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
    for rule, sentence in reasons(broken, run.protocol):
        yield Text(f"  reason:   {rule}: {sentence}", "quiet")


def _by_rule(run: ScenarioRun, every: bool) -> Iterator[Text]:
    states = {rule.id: run.state_of(rule.id) for rule in run.protocol.rules}
    counts = Counter(states.values())
    said = ", ".join(f"{counts[state]} {word}" for state, word in _STATES.items() if counts[state])
    roles = {"passed": "good", "failed": "closed", "not asked": "care"}
    for rule, state in states.items():
        if every or state != "passed":
            asking = run.of_rule(rule)
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


def mutation_lines(run: ScenarioRun) -> Iterator[Text]:
    """Each survivor with a scenario that it would break, or why it breaks none; and the score."""
    for fate in run.survivors:
        yield from _survivor(fate, run)
    tried = len(run.fates or ())
    same = tried - len(run.noticeable)
    if same:
        yield Text(
            f"{tried} mutants, of which {same} change no verdict, limit, urgency, advice or reason of "
            "any patient: proven."
        )
    survived = len(run.survivors)
    explained = survived - len(run.unexplained)
    yield Text(
        f"{tried - same} mutants: {tried - same - survived} break a scenario, {run.score} %; "
        f"{survived} do not, {explained} of them explained.",
        "alarm" if run.unexplained else "title",
    )


def _survivor(fate: MutantFate, run: ScenarioRun) -> Iterator[Text]:
    mutant = fate.mutant
    because = run.explanations.get(mutant.id, "")
    yield Text(f"{mutant.position}: {mutant.id}", "quiet" if because else "care")
    if because:
        yield Text(f"  explained: {because}", "quiet")
    elif fate.scenario:
        yield Text("  breaks no scenario; this one would notice it:")
        yield from (Text(f"  {line}") for line in fate.scenario.splitlines())
    else:
        yield Text("  breaks no scenario, and none was found that would notice it")
