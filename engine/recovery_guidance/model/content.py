"""A noun of ours as plain values, without places or order: ready for hashing and comparing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def plain(value: Any) -> Any:
    """A value without what does not count when two are compared, as lists and sorted entries."""
    kind = type(value)
    if kind in _AS_IT_IS:
        return value
    if names := _COMPARED.get(kind) or _compared(kind):
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in sorted(value.items())}
    return value


_AS_IT_IS = frozenset({str, int, bool, type(None)})
_COMPARED: dict[type, tuple[str, ...]] = {}


def _compared(kind: type) -> tuple[str, ...]:
    """The names of an attrs class's values that count when two are compared, sorted; kept by class."""
    if kind not in _COMPARED:
        fields = getattr(kind, "__attrs_attrs__", ())
        names = sorted(field.name for field in fields if field.eq and field.init)
        _COMPARED[kind] = tuple(names)
    return _COMPARED[kind]
