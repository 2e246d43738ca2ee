"""A surgeon's word for one patient, or practice for many: entries of a list, or one line of text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import evolve, frozen

from ..chaining.translate import engine_limits
from ..check import never_true
from ..deciding.orders_in_force import loosening
from ..model.case import Order, parse_date
from ..model.conditions import Bound, Condition, Group
from ..model.items import DAY
from ..model.problem import Problem, Slip, suggestion
from ..model.protocol import Protocol
from ..model.rules import Rule
from ..reading.fields import Fields
from ..reading.forms import Form
from ..reading.grammar import read_phrase
from ..reading.limits import read_amount
from ..reading.names import Names
from ..reading.resolve import read_duration
from ..reading.spelling import one_misspelt
from ..reading.tree import Node
from ..reading.values import read_value
from ..reading.when import read_group
from .forms import KINDS, ORDER


@frozen
class Origin:
    """Where orders stand, and what is said there about all of them.

    `form` is what they may say, `by` who gives them.
    """

    form: Form = ORDER
    by: str = ""
    because: str = ""
    given: date | None = None
    until: date | None = None
    overlay: str = ""


def read_orders(
    nodes: Iterable[Node],
    protocol: Protocol,
    surgery: date | None,
    problems: list[Problem],
    origin: Origin | None = None,
) -> tuple[Order, ...]:
    """Each entry sets a threshold, adds a `not yet` or a limit, or names the stance.

    `surgery` is the day from which dates are counted; None where it is not known.
    """
    origin = origin or Origin()
    under = f"overlay/{origin.overlay}" if origin.overlay else "orders"
    read: list[Order] = []
    for number, node in enumerate(nodes, 1):
        fields = Fields.of(node, problems, origin.form).checked()
        if (order := _order(fields, f"{under}/{number}", protocol, surgery, origin)) is not None:
            read.append(order)
    numbers = {order.subject: order.value for order in read if order.kind == "set"}
    for order in read:
        if order.rule is not None:
            own = evolve(order.rule, when=order.conditions)
            problems.extend(never_true(own, protocol, numbers))
    return tuple(read)


def read_order_line(text: str, protocol: Protocol, approved_by: str = "") -> Order:
    """An order in one line, `run-walk from is 12 weeks`. With `approved_by` it may loosen. Raises Slip."""
    phrase = read_phrase(text, "statement")
    name = phrase.name.text
    if name not in protocol.thresholds or not phrase.values:
        write = suggestion(name, protocol.thresholds)
        raise Slip("E102", f"no threshold is called `{name}`", write, length=len(name))
    value = _read_setting(phrase.values[0].text, name, protocol)
    return Order("set", name, value, loosens=bool(approved_by), approved_by=approved_by, text=text)


def too_loose(orders: Iterable[Order], stance: str, protocol: Protocol) -> Iterable[Problem]:
    """A problem at each order that loosens this stance as it may not, or does not say why it does."""
    for order in orders:
        said = order if order.because else evolve(order, approved_by="")
        problem = loosening(protocol, stance, said)
        if problem is not None:
            yield problem
        elif said.loosens and not said.approved_by:
            loose = f"the order `{order.text}` says that it loosens"
            message = f"{loose}, and not who approved that and why"
            why = "what is looser than the protocol has somebody who answers for it"
            write = "add approved by: and because:, or leave loosens: yes out"
            yield Problem("E204", message, order.position, why, write)


def _order(
    fields: Fields, place: str, protocol: Protocol, surgery: date | None, origin: Origin
) -> Order | None:
    kinds = [kind for kind in KINDS if kind in fields.form.one_of and kind in fields]
    if len(kinds) != 1:
        names = [f"{kind}:" for kind in fields.form.one_of]
        write = f"write one of {', '.join(names[:-1])} or {names[-1]}"
        fields.tell(fields.node, "E207", "an order does one thing", write)
        return None
    kind = kinds[0]
    subject = fields.needed(kind, f"write {kind}: and what is ordered")
    at = fields.entries[kind].node
    given = fields.value("given", parse_date) or origin.given
    order = Order(
        kind,
        subject,
        loosens=fields.word("loosens") == "yes",
        approved_by=fields.text("approved by"),
        by=origin.by or fields.needed("by", ORDER["by"].write),
        because=fields.text("because") or origin.because,
        given=given,
        until=_until(fields, given, origin.until),
        text=f"{kind}: {subject}",
        overlay=origin.overlay,
        position=at.position,
    )
    if kind == "set":
        return _setting(order, fields, at, protocol)
    if kind == "stance":
        return evolve(order, stance=fields.word("stance", "typical"))
    known = protocol.activities if kind == "not yet" else protocol.quantities
    if subject not in known:
        if subject:
            what = "activity or group" if kind == "not yet" else "limit"
            tell_unknown(fields, at, what, subject, known)
        return None
    rule = _ordered_rule(order, place, fields, protocol, surgery)
    if rule is not None and (limit := engine_limits(rule)) is not None:
        fields.problems.append(limit)
    return None if rule is None else evolve(order, rule=rule)


def _until(fields: Fields, given: date | None, all_of_them: date | None) -> date | None:
    """The last day on which an order counts: its own, or that of all of them."""
    own = fields.value("until", parse_date)
    if own is None:
        return all_of_them
    at = fields.entries["until"].node
    if given and own < given:
        fields.tell(at, "E305", "this order ends before it begins", "write a later day")
    if all_of_them and own > all_of_them:
        message = f"this order goes on until {own}, and its overlay ends on {all_of_them}"
        write = f"write a day up to {all_of_them}, or let the overlay end later"
        why = "it would end with its overlay, before anybody expects it"
        fields.tell(at, "E305", message, write, why)
    return own


def tell_unknown(fields: Fields, at: Node, what: str, name: str, known: Iterable[str]) -> None:
    """Gathers the problem with a name that stands for nothing; it names a misspelt one or the first few."""
    names = sorted(known)
    some = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
    meant = one_misspelt(name, names)
    write = f"did you mean `{meant}`?" if meant else f"name one: {some}"
    fields.tell(at, "E102", f"no {what} is called `{name}`", write)


def list_under(
    fields: Fields, name: str, write: str = "begin each line with `- `", needed: str = ""
) -> list[Node]:
    """The lines of a list; none, with a problem, where something else stands there.

    `needed` says why there has to be something, where there has to be.
    """
    node = fields.node_of(name)
    if node is None and needed:
        fields.missing(name, write, needed)
    if node is None or (node.value == "" and not needed):
        return []
    if isinstance(node.value, list) and (node.value or not needed):
        return node.value
    fields.tell(node, "E011", f"`{name}` is a list, and this is {node.shape}", write)
    return []


def _setting(order: Order, fields: Fields, at: Node, protocol: Protocol) -> Order | None:
    if order.subject not in protocol.thresholds:
        tell_unknown(fields, at, "threshold", order.subject, protocol.thresholds)
        return None
    to = fields.needed("to")
    if not to:
        return None
    value = fields.value("to", lambda text: _read_setting(text, order.subject, protocol))
    return None if value is None else evolve(order, value=value, text=f"{order.subject} is {to}")


def _read_setting(text: str, name: str, protocol: Protocol) -> int:
    """The number that an order sets a threshold to, in its steps. Raises Slip."""
    measure = protocol.thresholds[name].measure
    if measure.unit == "days":
        return read_duration(text, measure.note)[0]
    return read_value(measure, text)


def _ordered_rule(
    order: Order, place: str, fields: Fields, protocol: Protocol, surgery: date | None
) -> Rule | None:
    """The rule that an order adds; none where it looks back over days that nobody watched."""
    names = Names.of(protocol)
    when = read_group(fields, names) or Group(every=True)
    only_asked = names.trends.keys() - protocol.trends.keys()
    if unwatched := [leaf for leaf in when.leaves() if leaf.subject in only_asked]:
        for leaf in unwatched:
            message = f"`{leaf.text}` looks back over days that no rule looks back over"
            fields.tell(fields.node, "E603", message, "write what has to hold on the day itself")
        return None
    amount: Bound | None = None
    if order.kind == "limit":
        amount = read_amount(fields, protocol.quantities[order.subject], names.thresholds)
    if (span := _when_it_counts(order, surgery)) is not None:
        when = Group(True, (span, when) if when.members else (span,))
    return Rule(
        f"{place}/{order.kind}/{order.subject}",
        order.kind,
        order.subject,
        when=when,
        amount=amount,
        because=order.because or f"{order.by} said so",
        until=f"{order.until} is over" if order.until else f"{order.by} says otherwise",
        position=order.position,
    )


def _when_it_counts(order: Order, surgery: date | None) -> Condition | None:
    """The days on which an order counts, as a condition: its last day is the one it names."""
    if surgery is None or not (order.given or order.until):
        return None
    ends = {"from": order.given, "until": order.until}
    low, high = (Bound((day - surgery).days) if day else None for day in ends.values())
    text = " ".join(f"{word} {day}" for word, day in ends.items() if day)
    return Condition(DAY.name, low, high, text=text, position=order.position)
