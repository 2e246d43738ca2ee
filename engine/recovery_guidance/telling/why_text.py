"""Why, why not, and what would change it, as lines of text for people."""

from __future__ import annotations

from collections.abc import Sequence

from ..deciding.guidance import Guidance
from ..model.algebra import Truth
from . import explain
from .answer import MARK, ListLine
from .answer_text import AnswerText, begun
from .evidence import Given
from .lines import Text
from .wording import ROLES, sentence

_HOLDS = {True: "yes", False: "no", None: "not known"}


def group_as_text(guidance: Guidance, names: Sequence[str], width: int = 80) -> list[Text]:
    """What a group of activities comes to, one line each, before each of them is explained."""
    page = begun(guidance, width)
    verdicts = [v for name in names if (v := guidance.verdict(name))]
    page.lay_out(
        "That is more than one activity; here they are, one after the other",
        "plain",
        (ListLine(page.title(v.activity), v.verdict, ROLES[v.verdict]) for v in verdicts),
    )
    return [*page.lines, Text()]


def why_as_text(reasons: explain.Why, guidance: Guidance, width: int = 80) -> list[Text]:
    """Everything behind one verdict: each condition with what it needs and what the case has."""
    page = begun(guidance, width)
    page.ordered()
    verdict = reasons.verdict
    title = page.title(verdict.activity)
    page.section(f"{title}: {verdict.verdict}", ROLES[verdict.verdict])
    remark = page.remark(verdict)
    page.say(remark if remark.endswith(".") else f"{remark}.", indent=2)
    for line in reasons.deciding:
        _rule_text(page, line)
    if verdict.verdict.is_closed:
        _what_changes(page, reasons)
    passed_over = []
    for line in reasons.others:
        if line.holds is False and line.rule.kind != "allowed":
            passed_over.append(ListLine("", line.rule.id))
        else:
            _rule_text(page, line)
    others = f"other rule{'s' * (len(passed_over) > 1)}"
    page.lay_out(f"{len(passed_over)} {others} looked at, and did not apply", "quiet", passed_over)
    if any(line.opinion for line in reasons.deciding):
        page.footnote()
    return page.lines


def _rule_text(page: AnswerText, line: explain.RuleLine) -> None:
    rule = line.rule
    verb = {True: "applies", False: "does not apply", None: "may apply"}[line.holds]
    page.section(f"{rule.id} {verb}" + (MARK if line.opinion else ""))
    if rule.because:
        page.say(sentence(rule.because), indent=2)
    page.say("All of these are needed:" if rule.when.every else "One of these is enough:", indent=2)
    settled = rule.kind == "allowed"
    for part in line.lines:
        _condition_text(page, part, 4, settled)
    for spread in line.spreads:
        stances = ", ".join(f"{stance} {number}" for stance, number in spread.by_stance)
        page.say(f"{spread.threshold}: {stances}. {spread.conflict}".strip(), "quiet", 2, 2)
        page.say(f"The {page.guidance.stance} stance follows {spread.follows}.", "quiet", 4, 2)
        for one in spread.given:
            _source_text(page, one, 4)
    told = {one for spread in line.spreads for one in spread.given}
    for one in line.given:
        if one not in told:
            _source_text(page, one, 2)
    if line.opinion:
        page.say(sentence(line.opinion), "quiet", 2)
    if line.of_one_clinic:
        page.say("One clinic says so.", "quiet", 2)


def _source_text(page: AnswerText, one: Given, indent: int) -> None:
    """A source, what it gives, and where that can be read."""
    source = one.source
    published = ", ".join(part for part in (source.publisher, source.year) if part)
    parts = (f"{source.id} ({source.told})", one.line, ". ".join((source.title, published)))
    page.say(": ".join(part.rstrip(". ") for part in parts if part), "quiet", indent, 2)
    if source.link and one.line:  # whole, so that it can be opened
        page.lines.append(Text(f"{' ' * indent}  {source.link}", "quiet"))


def _condition_text(
    page: AnswerText, line: explain.Line, indent: int, settled: Truth = True
) -> None:
    """One condition; what stands behind it is left out where it is `settled`."""
    text = f"[{_HOLDS[line.holds]}] {line.text}"
    if line.had:
        text += f"; you have {line.had}" if line.holds is not None else "; not told"
    if line.distance:
        text += f", {line.distance} away"
    page.say(text, "plain", indent, 2)
    for part in line.parts:
        if line.holds is not settled and (settled or part.holds is not False):
            _condition_text(page, part, indent + 4, settled)


def _what_changes(page: AnswerText, reasons: explain.Why) -> None:
    page.section("What would change it")
    if reasons.opening.day is not None:
        when = page.opens_on(reasons.opening.day)
        page.say(f"Time: {when} is the first at which it is no longer ruled out.", indent=2)
    else:
        page.say("Time alone does not open it.", indent=2)
    if reasons.waits_on_patient:
        page.say("What waits on the patient:", indent=2)
        for line in reasons.waits_on_patient:
            _condition_text(page, line, 4)
