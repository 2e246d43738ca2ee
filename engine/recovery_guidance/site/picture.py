"""A timeline as a picture: SVG that takes its colours from the page, and can be read without colour."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from attrs import evolve, frozen

from ..model.protocol import Protocol
from ..telling.templates import drawing
from ..telling.wording import ROLES, since
from .timeline import SILENT, Span, Timeline

_KINDS = {"good": "allowed", "care": "care", "open": "unknown"}
_WORDS = {"good": "", "care": "with care", "open": "depends on the patient"}
"""What a bar is drawn as and says, by how its verdict is shown."""
_BAR = 20
"""How high a row of bars is."""


@frozen
class Layout:
    """Where things stand in a picture: the width of the labels and of a week, how high a label is that
    stands above its row instead, and about how wide a letter is at the size that the page sets."""

    name: str
    label: int
    week: float
    above: int
    letter: float
    every: int

    def place(self, day: int) -> int:
        return self.label + round(day * self.week / 7)

    @property
    def row(self) -> int:
        return _BAR + (self.above + 8 if self.above else 2)


@frozen
class Bar:
    """A stretch of time in a row, what it says when it is pointed at, and its words with their place."""

    kind: str
    x: int
    end: int
    told: str
    words: str = ""
    words_at: int = 0
    is_before: bool = False

    @property
    def width(self) -> int:
        return self.end - self.x


@frozen
class PictureRow:
    """One phase, limit or activity over time."""

    title: str
    bars: tuple[Bar, ...]
    address: str = ""


def pictures(timeline: Timeline, protocol: Protocol, address: Callable[[str], str]) -> str:
    """The picture of one stance, once with labels on the left and once for a phone with labels above;
    the page shows the one that fits. `address` is where the page of an activity is."""
    roomy = Layout("roomy", 320, 20, 0, 7.2, 2)
    slim = Layout("slim", 0, 352 / (timeline.day / 7), 20, 7.6, 4)
    template = drawing(Path(__file__).parent / "files").get_template("picture.svg")
    drawn = []
    for layout in (roomy, slim):
        space = layout.label or layout.place(timeline.day)
        most = int(1.06 * space / layout.letter)  # names have more narrow letters than "week"
        groups = [list(rows) for rows in _Picture(layout, timeline, protocol, address).groups()]
        picture = template.render(layout=layout, timeline=timeline, groups=groups, most=most)
        drawn.append(picture.rstrip("\n"))
    return "".join(drawn)


def opening_words(spans: Iterable[Span]) -> str:
    """When an activity opens, as people say it: `week 6`, `day 3, with care`, `not with time alone`."""
    for span in spans:
        if not span.is_closed:
            word = _said(span)
            start = "from the start" if span.first == 0 else since(span.first)
            return f"{start}, {word}" if word else start
    return "not with time alone"


def limit_words(spans: Iterable[Span]) -> str:
    """A limit over time: `2.3 kg (5 lb) at first; 4.5 kg (10 lb) from week 2`."""
    return "; ".join(
        f"{span.what} {f'from {since(span.first)}' if span.first else 'at first'}"
        for span in spans
        if span.what
    )


def _said(span: Span) -> str:
    return _WORDS.get(ROLES[span.what], "")


@frozen
class _Picture:
    layout: Layout
    timeline: Timeline
    protocol: Protocol
    address: Callable[[str], str]

    def groups(self) -> Iterator[Iterator[PictureRow]]:
        """Phases, limits and activities, each with its bars."""
        line, protocol = self.timeline, self.protocol
        phases = dict.fromkeys(span.what for span in line.phases if span.what != SILENT)
        yield (
            self._row(
                protocol.titles[name],
                (
                    self._bar(s, "phase", f"from {since(s.first)}", protocol.titles[name])
                    for s in line.phases
                    if s.what == name
                ),
            )
            for name in phases
        )
        yield (
            self._row(
                protocol.quantities[name].title,
                (self._bar(s, "limit", s.what, s.what) for s in spans if s.what),
            )
            for name, spans in line.limits
        )
        yield (
            self._row(
                protocol.activities[name].title,
                (self._verdict(s) for s in spans if s.what),
                self.address(name),
            )
            for name, spans in line.activities
        )

    def _row(self, title: str, bars: Iterable[Bar], address: str = "") -> PictureRow:
        return PictureRow(title, tuple(bars), address)

    def _verdict(self, span: Span) -> Bar:
        if span.is_closed:
            return Bar("closed", self.layout.place(span.first), self.layout.place(span.end), "")
        start = "" if span.first == 0 else since(span.first)
        words = ", ".join(word for word in (start, _said(span)) if word)
        return self._bar(span, _KINDS[ROLES[span.what]], words, span.what)

    def _bar(self, span: Span, kind: str, words: str, told: str) -> Bar:
        """A bar with its words, as many as fit; beside a bar that is too short, where nothing else is drawn."""
        layout = self.layout
        x, end = layout.place(span.first), layout.place(span.end)
        bar = Bar(kind, x, end, f"{told}: {since(span.first)}")
        shown = (words, words.partition(" (")[0], words.partition(",")[0])
        for part in (*shown, words.removeprefix("from ")):
            if part and len(part) * layout.letter <= bar.width - 4:
                return evolve(bar, words=part, words_at=x + 4)
        if kind == "limit" or not words:
            return bar
        wide = len(shown[-1]) * layout.letter + 4
        if kind == "phase" and end + wide < layout.place(self.timeline.day):
            return evolve(bar, words=shown[-1], words_at=end + 4)
        if wide < x - layout.label:
            return evolve(bar, words=shown[-1], words_at=x - 4, is_before=True)
        return bar
