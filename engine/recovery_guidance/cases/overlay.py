"""A surgeon's own practice, laid over a protocol: an overlay file → orders for every patient asked about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from attrs import evolve, frozen

from ..deciding.orders_in_force import loosens
from ..model.case import Case, Order, parse_date, shifted
from ..model.problem import Position, Problem, ProblemsFound
from ..model.protocol import Protocol
from ..reading.fields import Fields
from ..reading.tree import Node, read_file
from .forms import ENTRY, OVERLAY, OVERLAY_FORM
from .orders import Origin, list_under, read_orders, too_loose


@frozen
class Overlay:
    """What it changes, and until when; `ends` is where that day stands."""

    orders: tuple[Order, ...]
    until: date | None
    ends: Position | None


def is_overlay(tree: Node) -> bool:
    """Whether a file is an overlay, and not a rule file or a case."""
    return isinstance(tree.value, dict) and OVERLAY in tree.value


def read_overlay(path: Path, shown: str, protocol: Protocol, day_0: date | None = None) -> Overlay:
    """The overlay in a file, over this protocol. Raises ProblemsFound.

    `day_0` is the date from which a patient's days are counted; None where no patient is asked about.
    """
    problems: list[Problem] = []
    tree = read_file(path, shown, problems)
    if tree is None:
        raise ProblemsFound(problems)
    fields = Fields.of(tree, problems, OVERLAY_FORM).checked()
    fields.text("note")
    under = fields.needed(OVERLAY, f"write {OVERLAY}: {protocol.name}")
    if under and under != protocol.name and not Path(under).is_dir():
        message = f"this overlay is for `{under}`, and `{protocol.name}` is asked"
        write = f"write {OVERLAY}: {protocol.name}, or ask the protocol that it is for"
        fields.tell(OVERLAY, "E305", message, write)
    author, reason = fields.needed("author"), fields.needed("reason")
    since = fields.value("date", parse_date)
    if "date" not in fields:
        fields.missing("date")
    until = fields.value("until", parse_date)
    if since and until and until < since:
        message, write = "this overlay ends before it begins", "write a later day"
        fields.tell("until", "E305", message, write)
    origin = Origin(ENTRY, author, reason, since, until, path.stem)
    write = "write `practice:`, and below it `- set: <threshold>` with `to:`, two spaces in"
    entries = list_under(fields, "practice", write, "without it the overlay changes nothing")
    orders = read_orders(entries, protocol, day_0, problems, origin)
    problems.extend(too_loose(orders, protocol.default_stance, protocol))
    if problems:
        raise ProblemsFound(problems)
    ends = fields.node_of("until")
    return Overlay(orders, until, ends.position if ends else None)


def lay_over(case: Case, files: Iterable[Path], protocol: Protocol, on: date) -> Case:
    """The case with what these overlays order, before its own orders. Raises ProblemsFound.

    `on` is the date that is asked about, where the case does not tell it by its date of surgery.
    """
    day_0 = case.surgery or shifted(on, -case.day)
    case = case if case.surgery else evolve(case, day_0=day_0)
    overlays = [read_overlay(path, str(path), protocol, day_0) for path in files]
    laid = tuple(order for overlay in overlays for order in overlay.orders)
    return evolve(case, orders=(*laid, *case.orders))


def lint_overlay(overlay: Overlay, protocol: Protocol, on: date | None) -> Iterable[Problem]:
    """What is odd about an overlay on a date, although it can be used."""
    whole = "its patients are answered by the protocol alone, and told so"
    part = "the rest of the overlay goes on without it, and every answer says so"
    own = [order for order in overlay.orders if order.until != overlay.until]
    for what, until, at, why in (
        ("this overlay", overlay.until, overlay.ends, whole),
        *((f"`{order.text}`", order.until, order.position, part) for order in own),
    ):
        if on is not None and until is not None and until < on:
            write = "take it away, or write the day until which it holds now"
            yield Problem("W309", f"{what} ended on {until}", at, why, write)
    for order in overlay.orders:
        if order.loosens and not loosens(protocol, protocol.default_stance, order):
            yield Problem(
                "W310",
                f"`{order.text}` says that it loosens, and it does not",
                order.position,
                "a number that should have been looser may be wrong",
                "check the number, or leave `loosens: yes` out",
            )
