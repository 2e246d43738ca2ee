"""The guided interview: asks what matters, explains how to check it, and keeps the answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click
from attrs import evolve

from engine.case import Case
from engine.course.interview import Interview, Round
from engine.evaluate import evaluate
from engine.items import Item
from engine.lines import Text
from engine.problem import Slip
from engine.protocol import Protocol
from engine.render import as_text
from verbs.common import about_a_case, calendar_date, described, open_for, say, width

BACK, STOP, EXPLAIN = "b", "q", "?"
HOW = f"Enter skips a question, {EXPLAIN} explains it, {BACK} goes back, {STOP} stops and answers."


@click.command()
@about_a_case
@click.option(
    "--surgery", type=calendar_date, help="The date of the operation, for a new case file."
)
@click.option(
    "--save", type=click.Path(path_type=Path), help="The case file that keeps the answers."
)
def ask(surgery: date | None, save: Path | None, engine: str, **asked: Any) -> None:
    """Ask, one by one, what matters today, and then say what is allowed."""
    asked.pop("form")
    protocol, case = _begun(surgery, asked)
    if save is not None and case.surgery is None:
        raise click.UsageError("to save the answers, give --surgery or a --case with that date")
    say([Text(HOW, "quiet")])
    interview = _talk(Interview.begin(protocol, case))
    told = interview.told()
    if save is not None:
        _save(save, protocol, interview)
    say([Text(), *as_text(evaluate(protocol, told, engine), width())])


def _begun(surgery: date | None, asked: dict[str, Any]) -> tuple[Protocol, Case]:
    """The case to ask about, which may be no more than a date of surgery."""
    if surgery is None:
        return described(**asked)
    if asked["case_file"] is not None:
        raise click.UsageError(
            "give --surgery for a new case file, or --case for one that is there"
        )
    on = asked["on"] or date.today()
    if asked["week"] is None and asked["day"] is None:
        asked = {**asked, "day": (on - surgery).days}
    if asked["day"] is not None and asked["day"] < 0:
        raise click.UsageError("the operation lies after the day that is asked about")
    protocol, case = described(**{**asked, "on": None, "case_file": None})
    return protocol, evolve(case, surgery=surgery)


def _talk(interview: Interview) -> Interview:
    """Asks until nothing more matters; each earlier state is kept for going back."""
    before: list[Interview] = []
    while (asked := interview.next()) is not None:
        answer = _signs(interview, asked) if asked.are_signs else _item(interview, asked)
        if answer == STOP:
            break
        if answer == BACK:
            interview = before.pop() if before else interview
            continue
        assert isinstance(answer, Interview)
        before.append(interview)
        interview = answer
    return interview


def _signs(interview: Interview, asked: Round) -> Interview | str:
    """Several signs on one screen: the numbers of those that are there."""
    items = [interview.protocol.vocabulary.items[name] for name in asked.items]
    say([Text(), Text("Is any of these so? Give the numbers, or Enter for none.", "title")])
    say(Text(f"  {number}. {item.question}", "open") for number, item in enumerate(items, 1))
    while True:
        words = click.prompt("Numbers", default="", show_default=False).strip().casefold()
        if words in (BACK, STOP):
            return str(words)
        chosen = words.replace(",", " ").split()
        if all(word.isdecimal() and 1 <= int(word) <= len(items) for word in chosen):
            break
        say([Text(f"Write numbers from 1 to {len(items)}, for example 2 5.", "care")])
    for number, item in enumerate(items, 1):
        interview = interview.answered(item.name, int(str(number) in chosen))
    return interview


def _item(interview: Interview, asked: Round) -> Interview | str:
    (name,) = asked.items
    item = interview.protocol.vocabulary.items[name]
    count = "1 answer waits" if asked.settles == 1 else f"{asked.settles} answers wait"
    say([Text(), Text(item.question, "title"), Text(f"  {count} for this.", "quiet")])
    while True:
        words = click.prompt(_choices(item), default="", show_default=False).strip()
        if words.casefold() in (BACK, STOP):
            return str(words.casefold())
        if words == EXPLAIN:
            say(explained(item))
            continue
        try:
            return interview.answered(name, None if not words else read_answer(words, item))
        except Slip as slip:
            say([Text(f"{slip}; {slip.help}" if slip.help else f"{slip}", "care")])


def read_answer(words: str, item: Item) -> int:
    """A value as people type it: y, 2 for 2/10, 30 for 30 min. Raises Slip."""
    short = {"y": "yes", "n": "no"}.get(words.casefold(), words)
    if item.words:
        return item.read(short)
    if item.kind == "scale" and words.isdecimal():
        return item.read(f"{words}/{item.most}")
    bare = words.replace(".", "", 1).isdecimal()
    return item.read(f"{words} {item.unit}" if bare and item.unit else words)


def _choices(item: Item) -> str:
    if item.words:
        return " or ".join(item.words)
    if item.kind == "scale":
        return f"{item.least} to {item.most}"
    return f"Number in {item.unit}" if item.unit else "Number"


def explained(item: Item) -> list[Text]:
    """How to check an item at home, and what its grades mean."""
    lines = [Text(f"  {grade}: {words}", "quiet") for grade, words in item.anchors]
    if item.home_check:
        lines.insert(0, Text(f"  At home: {item.home_check}", "quiet"))
    measured = f"  This is measured by a {item.measured_by}." if item.measured_by else ""
    return lines or [Text(measured or "  There is no more to say about this.", "quiet")]


def _save(path: Path, protocol: Protocol, interview: Interview) -> None:
    """Writes the answers into a case file, and begins one where there is none."""
    from engine.cases.diary import Diary, statement

    told = interview.told()
    on = told.date_of(told.day)
    assert on is not None
    if not path.exists():
        path.write_text(f"protocol: {protocol.name}\nsurgery: {told.surgery}\n", encoding="utf-8")
    items = protocol.vocabulary.items
    stated = [o for o in told.observations if o.item in interview.answers and o.day == told.day]
    diary = Diary(path, str(path), open_for("", path), max(on, date.today()))
    diary.tell([statement(o, items[o.item]) for o in stated], on)
    click.echo(f"saved: {path}")
