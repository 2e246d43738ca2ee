"""What is urgent, as values: the sentences that send a patient to someone, and what is said whatever is wrong."""

from __future__ import annotations

from typing import NamedTuple


class Escalation(NamedTuple):
    """A finding that sends the patient to someone. `needs` is not empty where it is not known yet."""

    rule: str
    urgency: str
    text: str
    needs: tuple[str, ...] = ()


class Urgent(NamedTuple):
    """What is said of danger although something is wrong with what was told, or with the rules.

    `escalations` are those that follow from what can be read, the most urgent first, and `ask_first` those for
    which something named there could not be read. `danger` is the danger list: the signs of an emergency or a
    crisis, by name; `numbers` whom to call. `by` are the protocols that said so. Where the one that was asked for
    is not whole, it was read without what is wrong in it, and `own` is the one that came with the program.
    """

    escalations: tuple[Escalation, ...] = ()
    ask_first: tuple[Escalation, ...] = ()
    danger: tuple[str, ...] = ()
    numbers: str = ""
    by: tuple[str, ...] = ()
    is_whole: bool = True
    own: str = ""
