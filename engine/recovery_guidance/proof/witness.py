"""A counterexample as people: cases that both engines answered, told in plain words and as a scenario."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from ..deciding.evaluate import evaluate
from ..deciding.guidance import Guidance
from ..everyone.functions import Point
from ..everyone.plainest import plainest
from ..everyone.practice import NOTHING, Practice
from ..everyone.setting import Setting, Subject, plain_fact
from ..model.case import Case, Observation, Order
from ..model.items import Fact, Item
from ..model.protocol import Assertion, Protocol, Threshold
from ..telling import wording
from .answered import answer
from .breach import Answers, Breach

FURTHER = "a further order"
"""Where an order stands that only a proof gives: it never loosens, so that a stricter number stands."""


@frozen
class Telling:
    """One patient of a counterexample, and what was answered: the step, and the rules that decided."""

    protocol: Protocol
    case: Case
    words: str
    answered: str
    because: tuple[str, ...]
    overlays: tuple[str, ...] = ()


@frozen
class Witness:
    """A counterexample that every engine confirmed, and the matter that it is about.

    `scenario` are its lines, without indent; none where no answer is wrong.
    """

    about: Assertion
    tellings: tuple[Telling, ...]
    scenario: tuple[str, ...] = ()


def witness(breach: Breach, point: Point, engines: Sequence[str], title: str) -> Witness | None:
    """The plainest patients for whom it happens; None where an engine does not confirm them."""
    answers = confirmed(breach, point, engines)
    return told(breach, answers, title) if answers else None


def confirmed(breach: Breach, point: Point, engines: Sequence[str]) -> Answers:
    """What the engines answer to the plainest patients; nothing where one of them does not show the breach."""
    setting = breach.setting
    for nearest, uncomplicated in plainest(breach.wrong, setting, point):
        cases = [
            case_of(setting, patient, nearest, uncomplicated)
            for patient in range(len(setting.subjects))
        ]
        answers = _shown(breach, cases, engines)
        if answers:
            return answers
    return ()


def _shown(breach: Breach, cases: Sequence[Case], engines: Sequence[str]) -> Answers:
    answers: Answers = ()
    for engine in engines:
        answers = asked(breach.setting.subjects, cases, engine)
        if not breach.is_seen_in(answers):
            return ()
    return answers


def asked(subjects: Sequence[Subject], cases: Sequence[Case], engine: str) -> list[Guidance]:
    """What an engine answers to each case, by its protocol."""
    return [
        evaluate(subject.protocol, subject.practice.over(case), engine)
        for subject, case in zip(subjects, cases, strict=True)
    ]


def case_of(setting: Setting, patient: int, point: Point, uncomplicated: bool) -> Case:
    """The case that states what a patient is at a point, and leaves out what would be taken anyway."""
    protocol = setting.subjects[patient].protocol
    day, stance = 0, protocol.default_stance
    told: list[Observation] = []
    orders: list[Order] = []
    for variable, value in setting.told(patient, point):
        match variable.kind:
            case "day":
                day = value
            case "asked":
                stance = value
            case "order" if value is not None:
                orders.append(_order(setting.further.thresholds[variable.name], value))
            case "item" if value != plain_fact(variable.item, uncomplicated):
                told.append(Observation(variable.name, value, text=statement(variable.item, value)))
    default = protocol.default_stance
    return Case(day, tuple(told), "" if stance == default else stance, tuple(orders), uncomplicated)


def _order(threshold: Threshold, value: int) -> Order:
    measure = threshold.measure
    shown = wording.duration(value) if measure.unit == "days" else measure.show(value)
    return Order("set", threshold.name, value, text=f"{threshold.name} is {shown}", overlay=FURTHER)


def statement(item: Item, fact: Fact) -> str:
    """A fact as a scenario states it."""
    return f"{item.name} is {'unknown' if fact is None else item.show(fact)}"


def told(breach: Breach, answers: Answers, title: str) -> Witness:
    """The same in plain words and as a scenario."""
    tellings, lines = [], [f"Scenario: {title}"]
    before: Case | None = None
    under: Practice | None = None
    for guidance, subject in zip(answers, breach.setting.subjects, strict=True):
        case, protocol, practice = guidance.case, guidance.protocol, subject.practice
        laid = NOTHING if practice == under else practice
        words = in_words(case, protocol, before, laid)
        tellings.append(telling(breach.about, guidance, words, practice.files))
        lines += ["And another patient just like this one"] if before else []
        lines += lines_of(case, protocol, before, laid)
        before, under = case, practice
    if breach.expected is None:
        return Witness(breach.about, tuple(tellings))
    return Witness(breach.about, tuple(tellings), (*lines, f"Then {breach.expected(answers)}"))


def telling(
    about: Assertion, guidance: Guidance, words: str, overlays: tuple[str, ...] = ()
) -> Telling:
    """What was answered to a patient in a matter, with the patient in these words."""
    return Telling(guidance.protocol, guidance.case, words, *answer(about, guidance), overlays)


def in_words(
    case: Case, protocol: Protocol, before: Case | None = None, laid: Practice = NOTHING
) -> str:
    """A patient in one line; where `before` is given, only what is different."""
    said = []
    if before is None or before.day != case.day:
        said.append(_when(case.day))
    if before is None or before.stance != case.stance:
        said.append(f"{case.stance or protocol.default_stance} stance")
    said += [_spoken(statement) for statement in _told(case, protocol, before)]
    said += [f"under the overlay {file} on {laid.on}" for file in laid.files]
    said += [f"the surgeon's order that {order.text}" for order in own_orders(case)]
    if before is None:
        rest = "everything else uncomplicated" if case.uncomplicated else "nothing else told"
        said.append(rest)
    return ", ".join(said)


def _when(day: int) -> str:
    return f"week {day // 7}" + (f" (day {day})" if day % 7 else "")


def _spoken(statement: str) -> str:
    name, _, value = statement.rpartition(" is ")
    return f"{name} not known" if value == "unknown" else f"{name} {value}"


def _told(case: Case, protocol: Protocol, before: Case | None) -> Iterator[str]:
    """The statements of a case that are not among those of the case before."""
    items = protocol.vocabulary.items
    now = {told.item: told.value for told in case.observations}
    then = {} if before is None else {told.item: told.value for told in before.observations}
    for name in dict.fromkeys([*now, *then]):
        plain = plain_fact(items[name], case.uncomplicated)
        if now.get(name, plain) != then.get(name, plain):
            yield statement(items[name], now.get(name, plain))


def own_orders(case: Case) -> list[Order]:
    """The orders that stand in no overlay."""
    return [order for order in case.orders if order.overlay in ("", FURTHER)]


def lines_of(
    case: Case, protocol: Protocol, before: Case | None = None, laid: Practice = NOTHING
) -> list[str]:
    """The steps that tell a case, or what is different from the one before, with their keywords."""
    lines = []
    if before is None:
        after = f"{wording.duration(case.day)} after the operation"
        lines.append(f"a patient {after if case.day else 'on the day of the operation'}")
    elif before.day != case.day:
        unit, count = ("day", case.day) if case.day % 7 else ("week", case.day // 7)
        lines.append(f"it is now {unit} {count}")
    if case.stance if before is None else case.stance != before.stance:
        lines.append(f"the stance is {case.stance or protocol.default_stance}")
    lines += _told(case, protocol, before)
    lines += [f"the overlay {file} on {laid.on}" for file in laid.files]
    lines += [f"an order: {order.text}" for order in own_orders(case)]
    if case.uncomplicated and before is None:
        lines.append("everything else is uncomplicated")
    first = "Given" if before is None else "But"
    return [f"{'And' if number else first} {line}" for number, line in enumerate(lines)]
