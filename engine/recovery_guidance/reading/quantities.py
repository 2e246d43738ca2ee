"""Reads numbers and their units, in plain digits and exactly; loaded only where something is read."""

from __future__ import annotations

import re

from ..model.problem import Slip, quoted, suggestion
from ..model.units import COUNTED, UNITS
from .slips import wrong

LONGEST = 40
"""No number with its unit is longer."""

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")


def is_number(text: str) -> bool:
    """Whether a text is a plain decimal number."""
    return _NUMBER.fullmatch(text) is not None


def read_decimal(text: str, decimals: int, what: str) -> int:
    """A plain decimal number in steps of 10 ** -decimals. Raises Slip for every other spelling."""
    if not is_number(text) or len(text) > 15:
        write = "write digits, with a point for decimals, for example 12 or 1.5"
        why = "`1:30`, `1e3` and `1,5` are read differently by different people"
        raise wrong("E108", text, f"is not {what} in plain digits", write, why)
    digits = text.lstrip("+-")
    if len(digits) > 1 and digits[0] == "0" and digits[1] != ".":
        write = f"write {text[: len(text) - len(digits)]}{digits.lstrip('0') or '0'}"
        why = "some programs read such a number in base eight"
        raise wrong("E108", text, "begins with a zero", write, why)
    whole, _, part = text.partition(".")
    if len(part.rstrip("0")) > decimals:
        most = f"at most {decimals} decimal{'s' * (decimals > 1)}" if decimals else "a whole number"
        raise wrong("E108", text, "is finer than is measured", f"write {most}")
    return int(whole + part.rstrip("0").ljust(decimals, "0"))


def read_quantity(text: str, unit: str, decimals: int, name: str) -> int:
    """A number with its unit, converted to `unit` and rounded to its steps where conversion needs it."""
    match = re.fullmatch(r"(?P<number>\S*?[0-9]\S*?)\s*(?P<unit>[a-zA-Z°%]*)", text[:LONGEST])
    if match is None or len(text) > LONGEST:
        example = f"write a number with its unit, for example 10 {unit}".rstrip()
        raise wrong("E108", text, "is not a number", example)
    number, given = match["number"], match["unit"]
    if given == unit or (not given and unit in COUNTED):
        return read_decimal(number, decimals, "a number")
    factor = UNITS.get(unit, {}).get(given)
    if factor or (given, unit) == ("°F", "°C"):
        from decimal import Decimal  # not where nothing is converted: that is nearly always

        exact = Decimal(read_decimal(number, 3, "a number")).scaleb(-3)
        exact = exact * Decimal(factor) if factor else (exact - 32) * 5 / 9
        return int(exact.scaleb(decimals).to_integral_value())
    known = [word for word in (unit, *UNITS.get(unit, {})) if word]
    if not given:
        read_decimal(number, decimals, "a number")
        why = f"`{name}` may be told in {quoted(known)}, and they differ"
        raise wrong("E104", text, "has no unit", f"write {number} {unit}", why)
    write = f"write it in {quoted(known)}" if known else f"write {number} without a unit"
    message = f"`{name}` is not measured in `{given}`"
    write = suggestion(given, known, write)
    raise Slip("E104", message, write, start=match.start("unit"), length=len(given))
