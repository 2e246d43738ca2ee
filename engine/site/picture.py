"""A timeline as a picture: SVG that takes its colours from the page, and can be read without colour."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape

from engine.guidance import ALLOWED, NOT_YET, UNKNOWN, WITH_CARE
from engine.site.timeline import Span, Timeline
from engine.wording import since

LABEL, WEEK, ROW, TOP = 236, 22, 20, 24
_CLASSES: Mapping[str, str] = {
    ALLOWED: "allowed",
    WITH_CARE: "care",
    UNKNOWN: "unknown",
    NOT_YET: "closed",
}
_WORDS: Mapping[str, str] = {ALLOWED: "", WITH_CARE: "with care", UNKNOWN: "depends on the patient"}
_LETTER = 6.2
"""About how wide a letter is at the size that the page sets, so that no word leaves its bar."""


def picture(timeline: Timeline, titles: Mapping[str, str], address: Callable[[str], str]) -> str:
    """The picture of one stance. `titles` names activities, phases and quantities; `address` is where
    the page of an activity is."""
    rows: list[str] = []
    rows += _row(
        len(rows), "Phase", [_bar(s, "phase", titles.get(s.what, s.what)) for s in timeline.phases]
    )
    for name, spans in timeline.limits:
        bars = [_bar(span, "limit", span.what) for span in spans]
        rows += _row(len(rows), titles.get(name, name), bars)
    for name, spans in timeline.activities:
        label = f'<a href="{escape(address(name))}">{_text(titles.get(name, name))}</a>'
        rows += _row(len(rows), label, [_verdict(span) for span in spans], linked=True)
    width = LABEL + timeline.day // 7 * WEEK
    height = TOP + len(rows) * ROW + 4
    name = f"timeline-{timeline.stance}"
    return (
        f'<svg class="timeline" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="group" aria-labelledby="{name}"><title id="{name}">Week by week, {timeline.stance} '
        f"stance, for an uncomplicated patient</title>{''.join(_scale(timeline.day, height))}"
        f"{''.join(rows)}</svg>"
    )


def opening_words(spans: Iterable[Span]) -> str:
    """When an activity opens, as people say it: `week 6`, `day 3, with care`, `not with time alone`."""
    for span in spans:
        if span.what != NOT_YET:
            word = _WORDS.get(span.what, "")
            start = "from the start" if span.first == 0 else since(span.first)
            return f"{start}, {word}" if word else start
    return "not with time alone"


def _scale(end: int, height: int) -> Iterator[str]:
    yield f'<text class="week end" x="{LABEL - 4}" y="14">week</text>'
    for week in range(0, end // 7 + 1, 2):
        x = LABEL + week * WEEK
        yield f'<path class="grid" d="M{x} {TOP - 4}V{height}"/>'
        if week < end // 7:
            yield f'<text class="week" x="{x + 2}" y="14">{week}</text>'


def _row(place: int, label: str, bars: Iterable[str], linked: bool = False) -> list[str]:
    y = TOP + place * ROW
    shown = label if linked else _text(label)
    return [f'<g transform="translate(0 {y})">{shown}{"".join(bars)}</g>']


def _text(label: str) -> str:
    return f'<text class="label" x="0" y="14">{escape(_short(label))}</text>'


def _short(label: str) -> str:
    most = int(LABEL / _LETTER)
    return label if len(label) <= most else f"{label[: most - 1].rstrip(' ,')}…"


def _verdict(span: Span) -> str:
    if span.what == NOT_YET:
        x, end = _place(span.first), _place(span.end)
        return f'<path class="closed" d="M{x} {ROW / 2}H{end}"/>'
    start = "" if span.first == 0 else since(span.first)
    words = ", ".join(word for word in (start, _WORDS.get(span.what, "")) if word)
    return _bar(span, _CLASSES[span.what], words)


def _bar(span: Span, kind: str, words: str) -> str:
    x, width = _place(span.first), _place(span.end) - _place(span.first)
    if not span.what:
        return ""
    told = f"{span.what}: {since(span.first)}"
    return (
        f'<g class="{kind}"><rect x="{x}" y="2" width="{width}" height="{ROW - 4}" rx="3">'
        f"<title>{escape(told)}</title></rect>{_words(words, x, width)}</g>"
    )


def _words(words: str, x: int, width: int) -> str:
    """The words in their bar, as many as fit; to the left of a bar that is late and short."""
    for shown in (words, words.partition(" (")[0], words.partition(",")[0]):
        if shown and len(shown) * _LETTER <= width - 4:
            return f'<text x="{x + 4}" y="14">{escape(shown)}</text>'
    if words and len(words) * _LETTER < x - LABEL:
        return f'<text class="end" x="{x - 4}" y="14">{escape(words)}</text>'
    return ""


def _place(day: int) -> int:
    return LABEL + round(day * WEEK / 7)
