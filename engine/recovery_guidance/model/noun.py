"""How nouns print themselves: by one function, since one compiled for each class makes every answer wait."""

from __future__ import annotations

from attrs import fields


class Noun:
    """A frozen value. Its class is made with `repr=False`."""

    __slots__ = ()

    def __repr__(self) -> str:
        every = fields(type(self))  # type: ignore[arg-type]  # a noun is made by attrs
        shown = (field.name for field in every if field.repr)
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{type(self).__name__}({told})"
