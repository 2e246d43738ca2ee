"""A timeline as a picture: SVG that takes its colours from the page, and can be read without colour."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape

from attrs import frozen

from ..deciding.decision import Verdict
from ..telling.wording import since
from .timeline import SILENT, Span, Timeline

_CLASSES: Mapping[str, str] = {
    Verdict.ALLOWED: "allowed",
    Verdict.WITH_CARE: "care",
    Verdict.UNKNOWN: "unknown",
    Verdict.NOT_YET: "closed",
}
_WORDS: Mapping[str, str] = {
    Verdict.ALLOWED: "",
    Verdict.WITH_CARE: "with care",
    Verdict.UNKNOWN: "depends on the patient",
}
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


def pictures(timeline: Timeline, titles: Mapping[str, str], address: Callable[[str], str]) -> str:
    """The picture of one stance, once with labels on the left and once for a phone with labels above;
    the page shows the one that fits. `titles` names activities, phases and quantities; `address` is
    where the page of an activity is."""
    roomy = Layout("roomy", 320, 20, 0, 7.2, 2)
    slim = Layout("slim", 0, 352 / (timeline.day / 7), 20, 7.6, 4)
    return "".join(_Picture(each, timeline, titles, address).svg() for each in (roomy, slim))


def opening_words(spans: Iterable[Span]) -> str:
    """When an activity opens, as people say it: `week 6`, `day 3, with care`, `not with time alone`."""
    for span in spans:
        if span.what != Verdict.NOT_YET:
            word = _WORDS.get(span.what, "")
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


@frozen
class _Picture:
    layout: Layout
    timeline: Timeline
    titles: Mapping[str, str]
    address: Callable[[str], str]

    def svg(self) -> str:
        line, layout = self.timeline, self.layout
        top, gap = 24, 8
        drawn: list[str] = []
        y = top
        for group in (self._phases(), self._limits(), self._activities()):
            for row in group:
                drawn.append(f'<g transform="translate(0 {y})">{row}</g>')
                y += layout.row
            y += gap
        width, height = layout.place(line.day), y - gap + 4
        name = f"timeline-{line.stance}-{layout.name}"
        return (
            f'<svg class="timeline {layout.name}" viewBox="0 0 {width} {height}" width="{width}" '
            f'height="{height}" role="group" aria-labelledby="{name}"><title id="{name}">Week by week, '
            f"{line.stance} stance, for an uncomplicated patient</title>"
            f"{''.join(self._scale(top, height))}{''.join(drawn)}</svg>"
        )

    def _scale(self, top: int, height: int) -> Iterator[str]:
        layout, end = self.layout, self.timeline.day
        if layout.label:
            yield f'<text class="week end" x="{layout.label - 4}" y="14">week</text>'
        for week in range(0, end // 7 + 1, layout.every):
            x = layout.place(7 * week)
            yield f'<path class="grid" d="M{x} {top - 4}V{height}"/>'
            if week < end // 7:
                if not layout.label and week % (2 * layout.every):
                    continue
                word = str(week) if layout.label or week else "week 0"
                yield f'<text class="week" x="{x + 2}" y="14">{word}</text>'

    def _phases(self) -> Iterator[str]:
        for name in dict.fromkeys(s.what for s in self.timeline.phases if s.what != SILENT):
            bars = [
                self._bar(span, "phase", f"from {since(span.first)}", self.titles.get(name, name))
                for span in self.timeline.phases
                if span.what == name
            ]
            yield self._row(self._label(name), bars)

    def _limits(self) -> Iterator[str]:
        for name, spans in self.timeline.limits:
            bars = [self._bar(span, "limit", span.what, span.what) for span in spans if span.what]
            yield self._row(self._label(name), bars)

    def _activities(self) -> Iterator[str]:
        for name, spans in self.timeline.activities:
            label = f'<a href="{escape(self.address(name))}">{self._label(name)}</a>'
            yield self._row(label, [self._verdict(span) for span in spans if span.what])

    def _row(self, label: str, bars: Iterable[str]) -> str:
        drawn = "".join(bars)
        if self.layout.above:
            drawn = f'<g transform="translate(0 {self.layout.above})">{drawn}</g>'
        return label + drawn

    def _label(self, name: str) -> str:
        title = self.titles.get(name, name)
        space = self.layout.label or self.layout.place(self.timeline.day)
        most = int(1.06 * space / self.layout.letter)  # names have more narrow letters than "week"
        if len(title) <= most:
            return f'<text class="label" x="0" y="14">{escape(title)}</text>'
        short = title[: most - 1]
        short = short.rpartition("," if "," in short else " ")[0]
        return f'<text class="label" x="0" y="14"><title>{escape(title)}</title>{escape(short)}…</text>'

    def _verdict(self, span: Span) -> str:
        if span.what == Verdict.NOT_YET:
            x, end = self.layout.place(span.first), self.layout.place(span.end)
            return f'<path class="closed" d="M{x} {_BAR / 2}H{end}"/>'
        words = ", ".join(word for word in (_start(span), _WORDS.get(span.what, "")) if word)
        return self._bar(span, _CLASSES[span.what], words, span.what)

    def _bar(self, span: Span, kind: str, words: str, told: str) -> str:
        x = self.layout.place(span.first)
        width = self.layout.place(span.end) - x
        return (
            f'<g class="{kind}"><rect x="{x}" y="2" width="{width}" height="{_BAR - 2}" rx="3">'
            f"<title>{escape(f'{told}: {since(span.first)}')}</title></rect>"
            f"{self._words(words, kind, x, width)}</g>"
        )

    def _words(self, words: str, kind: str, x: int, width: int) -> str:
        """The words in their bar, as many as fit; beside a bar that is too short, where nothing else
        is drawn."""
        shown = (words, words.partition(" (")[0], words.partition(",")[0])
        for part in (*shown, words.removeprefix("from ")):
            if part and len(part) * self.layout.letter <= width - 4:
                return f'<text x="{x + 4}" y="15">{escape(part)}</text>'
        if kind == "limit" or not words:
            return ""
        wide = len(shown[-1]) * self.layout.letter + 4
        if kind == "phase" and x + width + wide < self.layout.place(self.timeline.day):
            return f'<text x="{x + width + 4}" y="15">{escape(shown[-1])}</text>'
        if wide < x - self.layout.label:
            return f'<text class="end" x="{x - 4}" y="15">{escape(shown[-1])}</text>'
        return ""


def _start(span: Span) -> str:
    return "" if span.first == 0 else since(span.first)
