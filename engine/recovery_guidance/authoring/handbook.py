"""What a protocol says about one name: an activity, item, rule, finding, threshold or source, with its rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from textwrap import TextWrapper
from typing import Any

from attrs import asdict, frozen

from ..model.problem import ProblemsFound
from ..model.protocol import Protocol, Threshold
from ..model.rules import Rule
from ..model.words import Lead
from ..reading.spelling import one_misspelt
from ..telling import wording
from ..telling.answer_json import text_of
from ..telling.evidence import followed
from ..telling.lines import Text
from ..telling.templates import filled
from .describe import Description, describe, reaches

_TEMPLATES = Path(__file__).parent / "templates"


@frozen
class HandbookPage:
    """One name: what it is, facts about it, the rules that say it, and what depends on it.

    `used by` are ids of rules; `reaches` the activities and limits whose answer it can change.
    """

    name: str
    kind: str
    title: str
    facts: tuple[tuple[str, str], ...]
    rules: tuple[Description, ...]
    used_by: tuple[str, ...] = ()
    reaches: tuple[str, ...] = ()


def contents(protocol: Protocol) -> dict[str, tuple[str, ...]]:
    """Every name that has a page, by what it is."""
    of_kind = protocol.graph.of_kind
    return {
        "activities": tuple(protocol.activities),
        "limits": tuple(protocol.quantities),
        "phases": protocol.phases,
        "milestones": tuple(sorted({rule.subject for rule in of_kind("milestone")})),
        "findings": tuple(sorted({rule.subject for rule in of_kind("finding")})),
        "items": tuple(protocol.vocabulary.items),
        "thresholds": tuple(protocol.thresholds),
        "escalations": tuple(sorted(rule.id for rule in of_kind("escalation"))),
        "scope": tuple(sorted(rule.id for rule in of_kind("scope"))),
        "sources": tuple(sorted(protocol.sources)),
        "words": tuple(_entries(protocol)),
    }


def look_up(name: str, protocol: Protocol) -> HandbookPage:
    """The page of a name or of a rule's id. Raises ProblemsFound with the closest name."""
    kinds: tuple[tuple[Mapping[str, Any], Callable[[str, Protocol], HandbookPage]], ...] = (
        (protocol.by_id, _rule_page),
        (protocol.activities, _activity_page),
        (protocol.quantities, _limit_page),
        (protocol.values, _finding_page),
        (protocol.vocabulary.items, _item_page),
        (protocol.thresholds, _threshold_page),
        (protocol.sources, _source_page),
        (_entries(protocol), _words_page),
    )
    titles = {activity.title: activity.name for activity in protocol.activities.values()}
    folded = {title.casefold(): activity for title, activity in titles.items()}
    names = [*titles, *(n for some in contents(protocol).values() for n in some), *protocol.by_id]
    misspelt = one_misspelt(name, names)
    for one in (name, folded.get(name.casefold(), ""), "" if misspelt else _meant(name, protocol)):
        for known, page in kinds:
            if one in known:
                return page(one, protocol)
    write = f"did you mean `{misspelt}`?" if misspelt else "recovery describe lists every name"
    raise ProblemsFound.one("E102", f"nothing is called `{name}`", write)


def _entries(protocol: Protocol) -> dict[str, Lead]:
    """Words that lead to no one thing, by the name that they stand under."""
    return {lead.name: lead for lead in protocol.words.leads if lead.is_question}


def _meant(text: str, protocol: Protocol) -> str:
    """The item, activity, limit or question that a text in everyday words leads to, or an empty text."""
    from ..reading.hearing import NOT_UNDERSTOOD, understand  # only where it is no name

    heard = understand(text, protocol)
    if heard.danger == NOT_UNDERSTOOD:
        return ""
    said = heard.choices, heard.nothing
    asked = (n for n, lead in _entries(protocol).items() if (lead.choices, lead.nothing) == said)
    found = {*heard.names, *(one.subject for one in heard.facts)}
    if any(said):
        found = {*asked} or {one.subject for one in heard.choices}
    return found.pop() if len(found) == 1 else ""


def _called(name: str, protocol: Protocol) -> Iterator[tuple[str, str]]:
    """What something is also called, each of its values alone."""
    for lead in protocol.words.leads:
        if not lead.is_question and lead.choices[0].subject == name:
            value = lead.choices[0].name.removeprefix(name).removeprefix(" is ")
            yield f"also called{f' ({value})' if value else ''}", ", ".join(lead.phrases)


def _words_page(name: str, protocol: Protocol) -> HandbookPage:
    lead = _entries(protocol)[name]
    asked = (f"{one.name}, {one.when}" if one.when else one.name for one in lead.choices)
    facts = _facts(
        ("in doubt" if lead.in_doubt else "also called", ", ".join(lead.phrases)),
        ("danger list", lead.danger),
        ("could be", "; ".join(asked)),
        ("nothing yet", lead.nothing),
        ("part of", ", ".join(lead.part_of)),
        ("never", ", ".join(lead.never)),
    )
    return HandbookPage(name, "words", name, facts, ())


def _described(rules: Iterable[Rule], protocol: Protocol) -> tuple[Description, ...]:
    return tuple(describe(rule, protocol) for rule in rules)


def _facts(*told: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Labels with their texts, without those that have none."""
    return tuple((label, text) for label, text in told if text)


def _rule_page(name: str, protocol: Protocol) -> HandbookPage:
    rule = protocol.by_id[name]
    told = describe(rule, protocol)
    facts = (("file", f"{rule.position.file}, line {rule.position.line}"),)
    title = rule.title or rule.id
    return HandbookPage(rule.id, "rule", title, facts, (told,), told.dependents, told.reaches)


def _activity_page(name: str, protocol: Protocol) -> HandbookPage:
    activity = protocol.activities[name]
    facts = _facts(("part of", ", ".join(activity.part_of)))
    if activity.is_group:
        members = [a for a, groups in protocol.members.items() if name in groups and a != name]
        facts += (("group of", ", ".join(members)),)
        rules = [rule for rule in protocol.rules if rule.subject == name and rule.kind != "advice"]
    else:
        rules = list(protocol.graph.deciding[name].all())
    rules += protocol.graph.of_kind("advice", name)
    limits = [quantity.name for quantity in protocol.quantities.values() if quantity.of == name]
    promises = [g.id for g in protocol.guarantees if any(said.subject == name for said in g.said)]
    told = ("limits", ", ".join(limits)), ("promised in", ", ".join(promises))
    facts += _facts(*_called(name, protocol), *told)
    kind = "group of activities" if activity.is_group else "activity"
    return HandbookPage(name, kind, activity.title, facts, _described(rules, protocol))


def _limit_page(name: str, protocol: Protocol) -> HandbookPage:
    quantity = protocol.quantities[name]
    measured = ("measured in", quantity.measure.note or quantity.measure.unit)
    facts = (measured, *_facts(*_called(name, protocol), ("of", quantity.of)))
    described = _described(protocol.graph.of_kind("limit", name), protocol)
    return HandbookPage(name, "limit", quantity.title, facts, described)


def _finding_page(name: str, protocol: Protocol) -> HandbookPage:
    rules = protocol.graph.deriving[name]
    described = _described(rules, protocol)
    used = tuple(dict.fromkeys(one for d in described for one in d.dependents))
    reached = tuple(sorted({one for d in described for one in d.reaches}))
    facts = (("can be", ", ".join(protocol.values[name])),)
    title = protocol.titles.get(name, name)
    return HandbookPage(name, rules[0].kind, title, facts, described, used, reached)


def _used_page(
    kind: str, name: str, title: str, using: list[Rule], protocol: Protocol, *told: tuple[str, str]
) -> HandbookPage:
    """The page of what rules use: an item, a threshold or a source."""
    reached = {one for rule in using for one in reaches(rule, protocol)}
    used = tuple(rule.id for rule in using)
    return HandbookPage(name, kind, title, _facts(*told), (), used, tuple(sorted(reached)))


def _item_page(name: str, protocol: Protocol) -> HandbookPage:
    item = protocol.vocabulary.items[name]
    worked = _worked_out(name, protocol)
    about = {name, *worked}
    using = [rule for rule in protocol.rules if about & rule.items]
    trend = protocol.trends.get(name)
    life = "" if item.shelf_life is None else wording.duration(item.shelf_life)
    return _used_page(
        "item", name, name, using, protocol,
        ("question", item.question),
        *_called(name, protocol),
        ("also ask", item.also_ask),
        ("can be", wording.range_of(item)),
        *item.anchors,
        ("worse", item.worse),
        ("measured by", item.measured_by),
        ("counts for", "the day on which it is told" if item.shelf_life == 0 else life),
        ("if not stated", "" if item.if_not_stated is None else item.show(item.if_not_stated)),
        ("home check", item.home_check),
        ("worked out from", "; or ".join(one.text for one in trend.each) if trend else ""),
        ("items worked out from it", ", ".join(worked)),
    )  # fmt: skip


def _worked_out(name: str, protocol: Protocol) -> list[str]:
    """The items that are worked out from one, at once or through others."""
    found = [name]
    for one in found:
        for other, trend in protocol.trends.items():
            if one in trend.looks_at and other not in found:
                found.append(other)
    return found[1:]


def _threshold_page(name: str, protocol: Protocol) -> HandbookPage:
    threshold = protocol.thresholds[name]
    using = [rule for rule in protocol.rules if name in rule.thresholds]
    followed = ((stance, _followed(threshold, stance)) for stance in threshold.values)
    told = ("conflict", threshold.conflict), ("out of order because", threshold.out_of_order)
    return _used_page("threshold", name, name, using, protocol, *followed, *told)


def _followed(threshold: Threshold, stance: str) -> str:
    value = threshold.values[stance]
    shown = wording.capped(value, threshold.measure)
    return f"{shown} ({followed(threshold, stance)})"


def _source_page(name: str, protocol: Protocol) -> HandbookPage:
    source = protocol.sources[name]
    numbers = [t.name for t in protocol.thresholds.values() if name in t.sources]
    citing = (r for r in protocol.rules if name in r.sources or {*numbers} & {*r.thresholds})
    return _used_page(
        "source", name, source.title, list(citing), protocol,
        ("kind", source.told),
        ("publisher", source.publisher),
        ("year", source.year),
        ("link", source.link),
        ("note", source.note),
        ("thresholds", ", ".join(numbers)),
    )  # fmt: skip


def contents_as_text(protocol: Protocol) -> Iterator[Text]:
    """Every name, under what it is."""
    yield Text(protocol.title, "title")
    for kind, names in contents(protocol).items():
        if names:
            yield Text()
            yield Text(kind.capitalize(), "title")
            yield from (Text(f"  {name}") for name in names)


def as_text(page: HandbookPage, width: int = 80) -> Iterator[Text]:
    """A page for a terminal, wrapped to a width; titles stand at the margin."""
    fill = TextWrapper(width, "  ", "    ", break_on_hyphens=False).fill
    for line in filled(_TEMPLATES / "handbook.txt", page=page, wrapped=fill):
        yield Text(line, "title" if line and not line.startswith(" ") else "plain")


def as_markdown(page: HandbookPage) -> list[str]:
    """A page for a wiki or a pull request; stances stand side by side."""
    return filled(_TEMPLATES / "handbook.md", page=page)


def as_json(page: HandbookPage) -> str:
    """A page as plain values."""
    told = {name.replace("_", " "): value for name, value in asdict(page, recurse=False).items()}
    rules = [_values(description) for description in page.rules]
    told |= {"facts": dict(page.facts), "rules": rules}
    return text_of(told)


def _values(description: Description) -> dict[str, Any]:
    return {
        "rule": description.rule.id,
        "kind": description.rule.kind,
        "patient": description.patient,
        "clinician": description.clinician,
        "strength": description.strength,
        "sources": {source.id: line for source, line in description.given},
        "stances": {
            row.threshold: {choice.stance: choice.shown for choice in row.choices}
            for row in description.rows
        },
        "depended on by": list(description.dependents),
        "reaches": list(description.reaches),
    }
