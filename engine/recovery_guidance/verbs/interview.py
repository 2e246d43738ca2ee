"""The guided interview: asks what matters, explains how to check it, and keeps the answers."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from textwrap import wrap

import click

from ..cases.newly_urgent import fresh_lines
from ..course.interview import Interview, Round
from ..deciding.evaluate import evaluate
from ..everyone.diagram import TooLarge
from ..model.case import Case, parse_date
from ..model.items import Item
from ..model.problem import ProblemsFound, Slip
from ..model.protocol import Protocol
from ..model.urgent import Urgent
from ..reading.told import understood
from ..reading.values import read_value
from ..telling.lines import Text
from ..telling.refused import danger_lines
from ..telling.wording import danger_list
from ..writing import not_writable, write_whole
from .common import answer, described, open_for, read, say, tell, width
from .files import PATH
from .options import Asked, about_a_case, calendar_date

_SURGERY = "The date of the operation, for a new case file."
_ASKED_DATE = "On which date was the operation? Write it as 2026-06-01"
_WORD = re.compile(r"[^\W\d_]{3}")
"""What is more than a letter, a number or a unit: somebody says something."""
BACK, STOP, EXPLAIN, NONE = "b", "q", "?", "0"
HOW = f"Enter skips a question, {EXPLAIN} explains it, {BACK} goes back, {STOP} stops and answers."


@click.command()
@about_a_case
@click.option("--surgery", type=calendar_date, help=_SURGERY)
@click.option("--save", type=PATH, help="The case file that keeps the answers.")
def ask(surgery: date | None, save: Path | None, asked: Asked) -> None:
    """Ask, one by one, what matters today, and then say what is allowed."""
    if asked.form == "json":
        raise click.UsageError("ask talks; save the answers, and ask allowed for --format json")
    if save is not None and save.is_file() and asked.case_file is None:
        _check_same(save, surgery, asked)
        surgery, asked = None, asked._replace(case_file=save)
    protocol, case = _begun(surgery, asked)
    if save is not None:
        _check_place(save, case)
    show(HOW, "quiet")
    try:
        interview = _talk(Interview.begin(protocol, case), asked.engine)
    except TooLarge:
        raise click.ClickException(
            "this protocol is too large to work out which questions matter; tell what you know with -f, "
            "and see what else would settle an answer with `recovery next`"
        ) from None
    except click.Abort:
        click.echo()
        raise click.ClickException(
            f"the questions were broken off, and nothing was saved; {STOP} stops and answers"
        ) from None
    say([Text()])
    answer(evaluate(protocol, interview.told(), asked.engine))
    if save is not None:
        _save(save, interview, asked.protocol or protocol.name)


def show(text: str, role: str = "plain", indent: int = 0, hang: int = 0) -> None:
    """Prints a paragraph, wrapped to the width."""
    first, rest = " " * indent, " " * (indent + hang)
    lines = wrap(text, width(), initial_indent=first, subsequent_indent=rest)
    say(Text(line, role) for line in lines)


def _check_place(save: Path, case: Case) -> None:
    """Says before anything is asked that the answers could not be kept. Raises UsageError or ProblemsFound."""
    if case.surgery is None:
        raise click.UsageError("to save the answers, give --surgery or a --case with that date")
    on = case.date_of(case.day)
    if on is not None and on > date.today():
        raise click.UsageError(
            f"{on} is a day to come, and nothing can be told of it yet; leave --save out"
        )
    place = save if save.exists() else save.resolve().parent
    if save.is_dir() or not os.access(place, os.W_OK):
        raise not_writable(save)


def _check_same(save: Path, surgery: date | None, asked: Asked) -> None:
    """Says that the file is about another operation. Raises UsageError or ProblemsFound."""
    known = read(save, open_for(asked.protocol, save), asked.on, asked.day).surgery
    if surgery is not None and known != surgery:
        raise click.UsageError(
            f"{save} is about an operation on {known}, and this about one on {surgery}"
        )


def _begun(surgery: date | None, asked: Asked) -> tuple[Protocol, Case]:
    """The case to ask about: perhaps no more than a date of surgery, which is asked for where nothing tells it."""
    if surgery is None and (asked.week, asked.day, asked.case_file) == (None, None, None):
        surgery = _date_of_surgery(open_for(asked.protocol, None, asked.overlays))
    if surgery is None:
        return described(asked)
    if asked.case_file is not None:
        raise click.UsageError(
            "give --surgery for a new case file, or --case for one that is there"
        )
    if asked.on is not None and (asked.week is not None or asked.day is not None):
        raise click.UsageError("give --on or --week, not both")
    if asked.week is None and asked.day is None:
        asked = asked._replace(day=((asked.on or date.today()) - surgery).days)
    if asked.day is not None and asked.day < 0:
        raise click.UsageError("the operation lies after the day that is asked about")
    return described(asked._replace(on=None), surgery)


def _date_of_surgery(protocol: Protocol) -> date | None:
    """The date of the operation, asked until one can be read; None where the question is skipped."""
    while words := str(click.prompt(_ASKED_DATE, default="", show_default=False)).strip():
        try:
            return parse_date(words)
        except Slip as slip:
            _not_read(words, slip, protocol)
    return None


def _not_read(words: str, slip: Slip, protocol: Protocol) -> None:
    """Says that an answer cannot be read, and what is a danger where it says something in words."""
    show(f"{slip}; {slip.help}" if slip.help else f"{slip}", "care")
    if _WORD.search(words):
        listed = Urgent(danger=danger_list(protocol.graph), numbers=protocol.emergency_numbers)
        say(danger_lines(listed, width()))


def _tell_urgent(before: Interview, after: Interview, engine: str) -> bool:
    """Says at once what an answer makes urgent; whether these rules are not for this patient."""
    then, now = (evaluate(one.protocol, one.told(), engine) for one in (before, after))
    if not now.is_emergency:  # that ends the questions, and is said in the answer
        say(fresh_lines(then, now, width()))
    return bool(now.refused)


def _talk(interview: Interview, engine: str) -> Interview:
    """Asks until nothing more matters, or these rules are not for this patient.

    Each earlier state is kept for going back.
    """
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
        if _tell_urgent(before[-1], interview, engine):
            break
    return interview


def _signs(interview: Interview, asked: Round) -> Interview | str:
    """Several signs on one screen: the numbers of those that are there, or that none is."""
    items = [interview.protocol.vocabulary.items[name] for name in asked.items]
    click.echo()
    show(f"Is any of these so? Give the numbers, or {NONE} for none.", "title")
    for number, item in enumerate(items, 1):
        show(f"{number}. {item.question}", "open", 2, 3)

    def marked(words: str) -> Interview:
        chosen, told = _numbers(words, len(items)), interview
        for number, item in enumerate(items, 1):
            told = told.answered(item.name, int(number in chosen) if chosen else None)
        return told

    return _reply("Numbers", items, marked, interview)


def _numbers(words: str, most: int) -> set[int]:
    """The numbers on a screen, nought alone for none of them, nothing for a skip. Raises Slip."""
    written = words.replace(",", " ").split()
    found = {int(word) if word.isdecimal() else -1 for word in written}
    if found == {int(NONE)} or found <= set(range(1, most + 1)):
        return found
    write = f"Write numbers from 1 to {most}, for example 2 5, or {NONE} for none."
    raise Slip("", write)


def _item(interview: Interview, asked: Round) -> Interview | str:
    (name,) = asked.items
    item = interview.protocol.vocabulary.items[name]
    count = "1 answer waits" if asked.settles == 1 else f"{asked.settles} answers wait"
    click.echo()
    show(item.question, "title")
    show(f"{count} for this.", "quiet", 2)

    def valued(words: str) -> Interview:
        return interview.answered(name, read_answer(words, item) if words else None)

    return _reply(_choices(item), [item], valued, interview)


def _reply(
    prompt: str, items: Sequence[Item], read: Callable[[str], Interview], interview: Interview
) -> Interview | str:
    """What an answer makes of the interview, or BACK or STOP; asked again until it can be read.

    What tells something else than was asked for is heard too.
    """
    while True:
        words = str(click.prompt(prompt, default="", show_default=False)).strip()
        if words.casefold() in (BACK, STOP):
            return words.casefold()
        if words == EXPLAIN:
            explain(items)
            continue
        try:
            return read(words)
        except Slip as slip:
            told = [one for one in understood(words, interview.protocol) if one.value is not None]
            for one in told:
                item = interview.protocol.vocabulary.items[one.item]
                show(f"Understood: {item.name} {item.show(one.value)}.", "quiet")
                interview = interview.answered(one.item, one.value)
            if told:
                return interview
            _not_read(words, slip, interview.protocol)


def read_answer(words: str, item: Item) -> int:
    """A value as people type it: y, 2 for 2/10, 30 for 30 min. Raises Slip."""
    short = {"y": "yes", "n": "no"}.get(words.casefold(), words)
    if item.words:
        return read_value(item, short)
    if item.kind == "scale" and words.isdecimal():
        return read_value(item, f"{words}/{item.most}")
    bare = words.replace(".", "", 1).isdecimal()
    return read_value(item, f"{words} {item.unit}" if bare and item.unit else words)


def _choices(item: Item) -> str:
    if item.words:
        return " or ".join(item.words)
    if item.kind == "scale":
        return f"{item.least} to {item.most}"
    return f"Number in {item.unit}" if item.unit else "Number"


def explain(items: Sequence[Item]) -> None:
    """How to check items at home, what their grades mean, and who measures them."""
    found = [line for item in items for line in explanation_of(item)]
    for line in found or ["There is no more to say about this."]:
        show(line, "quiet", 2, 2)


def explanation_of(item: Item) -> list[str]:
    """What can be said about one item."""
    lines = [f"{grade}: {words}" for grade, words in item.anchors]
    if item.home_check:
        lines.insert(0, f"At home: {item.home_check}")
    if not lines and item.measured_by not in ("", "patient"):
        lines.append(f"This is measured by a {item.measured_by}.")
    return lines


def _save(path: Path, interview: Interview, protocol: str) -> None:
    """Writes the answers into a case file, and begins one for that protocol where there is none.

    What cannot be saved is said. Raises ProblemsFound.
    """
    from ..cases.diary import Diary

    told = interview.told()
    on = told.date_of(told.day)
    assert on is not None
    answered = [o for o in told.observations if o.item in interview.answers and o.day == told.day]
    diary = Diary(path, str(path), interview.protocol, date.today())
    texts = [diary.statement(one) for one in answered]
    lines = [f"  - {on}: {text}\n" for text in texts]
    try:
        if path.exists():
            diary.tell(texts, on)
        else:
            head = f"protocol: {protocol}\nsurgery: {told.surgery}\n"
            write_whole(
                path, "".join([head, *(["observations:\n"] if lines else []), *lines]).encode()
            )
    except (OSError, ProblemsFound):
        tell("These answers could not be saved; write them into the file by hand:", err=True)
        for line in lines:
            tell(line.rstrip(), err=True)
        raise
    tell(f"saved: {path}")
