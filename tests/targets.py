"""What is fuzzed: each target reads what somebody wrote, and holds what comes of it to what is promised.

A target takes the bytes of one input. Whatever they are, problems with a place come out or something that is true:
the engines agree, what is worse opens nothing, an order loosens nothing unasked, and danger is said although all
the rest is wrong. AssertionError or anything else that comes out is a fault. `fuzz.py` runs them, `test_fuzz.py` plays
what is kept in `corpus`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import Any
from zlib import crc32

from attrs import evolve
from compare import PERMITTED, agreed, opened, urgency, worse_values
from hearing import LISTED, crossing, is_urgent
from protocols import small

from recovery_guidance import open_protocol
from recovery_guidance.authoring.layout import layout
from recovery_guidance.authoring.lint import lint, lint_orders
from recovery_guidance.cases.casefile import read_case
from recovery_guidance.cases.line_by_line import Lines
from recovery_guidance.cases.orders import read_order_line
from recovery_guidance.cases.overlay import lay_over
from recovery_guidance.check import check
from recovery_guidance.danger import Piece, When, urgent
from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.model.case import Case, Observation
from recovery_guidance.model.problem import STRANGE, Problem, ProblemsFound, Slip
from recovery_guidance.model.protocol import STANCES, Protocol
from recovery_guidance.model.words import Sense
from recovery_guidance.reading.english import DENYING, TURNING, UNSURE, words_of
from recovery_guidance.reading.grammar import read_phrase, read_trend
from recovery_guidance.reading.load import load_texts
from recovery_guidance.reading.told import read_told, understood
from recovery_guidance.reading.urgency import urgency as urgency_of
from recovery_guidance.remains import Hearing, what_remains
from recovery_guidance.scenarios.features import read_features
from recovery_guidance.scenarios.play import play
from recovery_guidance.site.serve import CHANGED, News, _Handler
from recovery_guidance.telling.lines import problems_as_text

Target = Callable[[bytes], None]
HERE = Path(__file__).parent
FOLDER = Path(mkdtemp(prefix="recovery-fuzz-"))
"""Where an input is written that is read as a file."""
BASE = {path.name: path.read_bytes() for path in (HERE / "rule_files/base").glob("*.yaml")}
WHOLE, SMALL = open_protocol(), small()
SURGERY, TODAY = date(2026, 6, 1), date(2026, 7, 13)
SIGN = "saddle numbness"
"""An emergency of both protocols."""
MOST_SCENARIOS = 20
BESIDE = b"what nobody may see"
PAGES = (b"A page", b"body {}", b'{"version"', b"Directory listing")
"""What is shown of the site that is served."""


def is_emergency(one: Observation) -> bool:
    """Whether what was told is an emergency or a crisis by itself."""
    return one.value is not None and urgency_of(Sense("", "", one.item, one.value), WHOLE) <= 1


SIGNS = {
    phrase: told
    for phrase, expected in ((SIGN, "danger list"), *LISTED)
    if is_urgent(phrase, expected, WHOLE) and len(words_of(phrase)) > 1
    and (told := {o.item for o in understood(phrase, WHOLE) if is_emergency(o)})
}  # fmt: skip
"""What somebody says of a danger, with the items that it is."""


def rules(data: bytes) -> None:
    """A rule file beside those of a small protocol; one that begins as its head, items or sources takes their place."""
    name = next(
        (
            f"{part}.yaml"
            for part in ("protocol", "items", "sources")
            if data.startswith(part.encode())
        ),
        "a.yaml",
    )
    texts = BASE | {name: data}
    found, loaded = refused(lambda: load_texts(texts))
    if loaded is not None:
        found = check(loaded)
        placed([*found, *lint(loaded, TODAY, set())])
    laid_out, text = refused(lambda: layout(data, name))
    assert text is None or layout(text.encode(), name) == text, "another layout comes of the layout"
    placed(laid_out)
    if found:
        for one, content in texts.items():
            (FOLDER / one).write_bytes(content)
        remains = what_remains(str(FOLDER))
        (FOLDER / name).unlink()
        if remains is not None:
            urgent([Piece(SIGN)], Hearing((remains,), False), When(TODAY, SURGERY))
    elif loaded is not None:
        chance = Random(crc32(data))
        for _ in range(3):
            answered(loaded, some_patient(loaded, chance), chance)


def cases(data: bytes) -> None:
    """A case file, alone and with a danger told at its end."""
    found, case = read(data)
    lines = urgent(Lines.of(FOLDER / "me.yaml").pieces(), Hearing((SMALL,)), When(TODAY, SURGERY))
    if case is not None:
        chance = Random(crc32(data))
        warned = answered(SMALL, case, chance)
        heard = {e.rule for e in (*lines.escalations, *lines.ask_first)}
        assert warned <= heard, f"said of the whole, and not of its lines: {warned - heard}"
    placed(found)
    told = f"\nobservations:\n  - {TODAY}: {SIGN}\n"
    encoding = (
        "utf-16-le"
        if data.startswith(b"\xff\xfe")
        else "utf-16-be"
        if data.startswith(b"\xfe\xff")
        else "utf-8"
    )
    assert is_told(data + told.encode(encoding)), "a danger at the end is not said"


def orders(data: bytes) -> None:
    """An overlay, or the orders of a case; and each line as an order by itself."""
    plain = f"surgery: {SURGERY}\nobservations:\n  - {TODAY}: leg pain 1/10, {SIGN}\n"
    if data.startswith(b"overlay of:"):
        _, case = read(plain.encode())
        (FOLDER / "unit.yaml").write_bytes(data)
        found, case = refused(lambda: lay_over(case, [FOLDER / "unit.yaml"], SMALL, TODAY))
    else:
        found, case = read(f"{plain}orders:\n".encode() + data)
    placed(found)
    if case is not None and len(case.orders) < 100:
        placed(lint_orders(case.orders))
        calm = evolve(case, observations=tuple(o for o in case.observations if o.item != SIGN))
        assert agreed(SMALL, case).is_emergency, "an order silences a danger"
        for asked in (case, calm):
            before, after = evaluate(SMALL, evolve(asked, orders=())), agreed(SMALL, asked)
            assert {e.rule for e in before.escalations} <= {e.rule for e in after.escalations}
            if not any(order.loosens for order in case.orders):
                assert not list(opened(before, after)), list(opened(before, after))
    for line in data.decode("utf-8", "replace").splitlines()[:20]:
        slip(lambda line=line: read_order_line(line, SMALL))


def statements(data: bytes) -> None:
    """What is told in words, a line each."""
    lines = data.decode("utf-8", "surrogateescape").split("\n")[:5]
    for line in lines:
        for reader in (read_phrase, read_trend, lambda text: read_phrase(text, "statement")):
            slip(lambda line=line, reader=reader: reader(line))
        told = {one.item for one in understood(line, WHOLE)}
        sign = sign_in(line)
        assert not sign or told & SIGNS[sign], f"`{sign}` is not heard: {crossing(line, WHOLE)}"
    for protocol in (WHOLE, SMALL):
        found, told = refused(lambda protocol=protocol: read_told(lines, protocol))
        placed(found)
        for one in told or ():
            item = protocol.vocabulary.items[one.item]
            assert one.value is None or item.least <= one.value <= item.most
    if told and len({one.item for one in told}) == len(told):
        chance = Random(crc32(data))
        answered(SMALL, Case(chance.randrange(100), told), chance)


def features(data: bytes) -> None:
    """A feature file, its scenarios played on both engines."""
    (FOLDER / "a.feature").write_bytes(data)
    found, read = refused(lambda: read_features(FOLDER, "features"))
    placed(found)
    for scenario in read[0].scenarios[:MOST_SCENARIOS] if read else ():
        reference, other = (play(scenario, SMALL, engine) for engine in ("reference", "auto"))
        assert reference.steps == other.steps, "a scenario goes otherwise on the other engine"


def requests(data: bytes) -> None:
    """What a browser, or anybody, sends to `docs serve`."""
    wire = _Wire(data)
    _Handler(
        wire, ("127.0.0.1", 1), None, news=News(1), live=len(data) % 2 == 0, directory=str(site())
    )  # type: ignore[arg-type]
    answer = bytes(wire.sent)
    head, _, body = answer.partition(b"\r\n\r\n")
    is_ours = any(host in data for host in (b"127.0.0.1", b"localhost", b"[::1]"))
    assert is_ours or not any(part in answer for part in PAGES), "another name is shown a page"
    assert BESIDE not in answer or BESIDE in data, "what lies outside is shown"
    if head.startswith(b"HTTP/"):
        status = int(head.split()[1])
        lines = head.split(b"\r\n")[1:]
        assert all(re.fullmatch(rb"[A-Za-z-]+: [^\r\n\0]*", line) for line in lines), lines
        assert status >= 400 or is_ours, "another name is answered"
        assert not re.match(rb"\s*HEAD ", data) or not body, "a HEAD has a body"


TARGETS: dict[str, Target] = {
    one.__name__: one for one in (rules, cases, orders, statements, features, requests)
}


def refused(read: Callable[[], Any]) -> tuple[list[Problem], Any]:
    """The problems that came out of reading something, or what was read."""
    try:
        return [], read()
    except ProblemsFound as found:
        return list(found.problems), None


def slip(read: Callable[[], object]) -> None:
    """Reads one line, which may be refused."""
    with suppress(Slip):
        read()


def placed(problems: Iterable[Problem]) -> None:
    """Holds problems to say what is wrong and where, on one line each, with nothing that steers a terminal."""
    problems = list(problems)
    for problem in problems:
        at = problem.position
        assert problem.message, problem
        assert at is not None or problem.code in ("E001", "E501", "E502", "E008"), problem
        assert at is None or (at.line > 0 and at.column > 0), problem
    if problems:
        for line in problems_as_text(problems):
            assert "\n" not in line.text, line
            assert not STRANGE.search(line.text), line


def read(data: bytes) -> tuple[list[Problem], Case | None]:
    """A case of the small protocol from the bytes of a file."""
    (FOLDER / "me.yaml").write_bytes(data)
    return refused(lambda: read_case(FOLDER / "me.yaml", "me.yaml", SMALL, TODAY, today=TODAY))


def is_told(data: bytes) -> bool:
    """Whether the emergency is said of a case file, whatever else is wrong with it."""
    _, case = read(data)
    if case is not None:
        return evaluate(SMALL, case).is_emergency
    pieces = Lines.of(FOLDER / "me.yaml").pieces()
    return any(
        e.urgency == "emergency" for e in urgent(pieces, Hearing((SMALL,)), When(TODAY)).escalations
    )


def answered(protocol: Protocol, case: Case, chance: Random) -> set[str]:
    """Asks every engine, and again of a patient about whom one thing is worse or not known; what was urgent."""
    before = agreed(protocol, case)
    items = protocol.vocabulary.items
    known = [one for one in case.observations if one.value is not None and one.item in items]
    if known and not protocol.trends:
        one = chance.choice(known)
        no_longer = evaluate(protocol, changed(case, one, None))
        warned = {e.rule for e in (*no_longer.escalations, *no_longer.asked_first)}
        assert {e.rule for e in before.escalations} <= warned, (
            f"`{one.item}` is not known, and not asked"
        )
        imposes = any(rule.value.endswith(" stance") for rule in protocol.graph.of_kind("scope"))
        if not before.safety_first and not imposes:
            assert not list(opened(before, no_longer, PERMITTED)), f"not to know `{one.item}` opens"
        worse = worse_values(items[one.item], one.value)  # type: ignore[arg-type]
        if worse and protocol is SMALL:
            after = evaluate(protocol, changed(case, one, chance.choice(worse)))
            assert not list(opened(before, after)), f"a worse `{one.item}` opens"
            assert urgency(after) <= urgency(before), f"a worse `{one.item}` is less urgent"
    return {e.rule for e in before.escalations}


def changed(case: Case, one: Observation, value: int | None) -> Case:
    """The case with another value in one observation."""
    told = tuple(evolve(o, value=value) if o is one else o for o in case.observations)
    return evolve(case, observations=told)


def some_patient(protocol: Protocol, chance: Random) -> Case:
    """Somebody who could ask a protocol."""
    told = tuple(
        Observation(
            item.name,
            chance.choice([None, item.least, item.most, chance.randint(item.least, item.most)]),
        )
        for item in protocol.vocabulary.items.values()
        if chance.random() < 0.7 and item.name not in protocol.trends
    )
    return Case(chance.choice([0, 41, 42, chance.randrange(400)]), told, chance.choice(STANCES))


def sign_in(line: str) -> str:
    """A sign of danger that stands in a line as somebody reads it, with no word that could turn it round."""
    shown = (
        c
        for c in unicodedata.normalize("NFKD", line)
        if unicodedata.category(c)[0] not in "MC" or c in "\t\n"
    )
    plain = re.sub(r"[^a-z0-9']+", " ", "".join(shown).casefold())
    turning = {*DENYING, *UNSURE, *TURNING, "was", "were", "if", "better", "gone"}
    found = next((sign for sign in SIGNS if f" {sign.casefold()} " in f" {plain} "), "")
    said = {word.exact for word in words_of(plain.replace(found.casefold(), " ", 1))}
    return "" if said & turning or set(plain.split()) & turning - set(found.split()) else found


def site() -> Path:
    """A small site, with something beside it that is nobody's."""
    folder = FOLDER / "beside" / "site"
    if not folder.exists():
        (folder / "docs").mkdir(parents=True)
        for name in ("index.html", "docs/index.html", "page.html"):
            (folder / name).write_text("<html><body>A page</body></html>")
        (folder / "style.css").write_text("body {}")
        (FOLDER / "beside" / "secret.html").write_text(f"<body>{BESIDE.decode()}</body>")
    return folder


class _Wire:
    """A connection on which everything has been sent."""

    def __init__(self, data: bytes) -> None:
        self.data, self.sent = data, bytearray()

    def makefile(self, *_: object, **__: object) -> BytesIO:
        return BytesIO(self.data)

    def sendall(self, data: bytes) -> None:
        self.sent += data

    def settimeout(self, _: object) -> None:
        """It never waits."""


WORDS = [
    *(
        "&a",
        "*a",
        "<<: *a",
        "!!python/object/apply:os.system ['true']",
        "!!binary aGk=",
        "!<tag:x>",
        "|",
        ">",
        "? ",
    ),
    *(
        ": ",
        "- ",
        "---",
        "...",
        "%YAML 1.1",
        "{",
        "}",
        "[",
        "]",
        '"',
        "'",
        "#",
        "\t",
        "\n",
        "\r\n",
        "\0",
        "\x1b[31m",
    ),
    *(
        "\u202e",
        "\u200b",
        "\u00a0",
        "\ufeff",
        "\u0301",
        "\u20dd",
        "膝",
        "≤",
        "½",
        "٣",
        "at least",
        "at most",
    ),
    *(
        "between 1 and",
        "is one of",
        "is not",
        "is known",
        "for 3 days in a row",
        "within the last 14 days",
    ),
    *(
        "no better than 6 weeks ago",
        "and",
        ",",
        "4/10",
        "1e309",
        "-0",
        "nan",
        "012",
        "1:30",
        "yes",
        "no",
        "null",
        "~",
    ),
    *(
        "otherwise",
        "none",
        "none found",
        "week",
        "day",
        "when all:",
        "when any:",
        "all:",
        "any:",
        "source:",
        "items:",
    ),
    *(
        "activities:",
        "by week:",
        "surgery:",
        "observations:",
        "facts:",
        "orders:",
        "set:",
        "not yet:",
        "limit:",
        "to:",
    ),
    *(
        "stance:",
        "until:",
        "given:",
        "loosens: yes",
        "approved by:",
        "because:",
        "by:",
        "practice:",
        "overlay of: small",
    ),
    *(
        "leg pain 2/10",
        "opioids no",
        "wound trouble",
        "walking tolerance 30 min",
        "running from",
        "running",
        "lifting",
    ),
    *(
        "2026-07-01",
        "2026-07-13",
        "Feature:",
        "Scenario:",
        "Scenario Outline:",
        "Examples:",
        "Background:",
        "Rule:",
    ),
    *(
        "Given a patient 6 weeks after the operation",
        "Then running is not yet",
        "And everything else is uncomplicated",
    ),
    *(
        "GET / HTTP/1.1\r\n",
        "HEAD ",
        "Host: localhost:8000\r\n",
        CHANGED,
        "/../secret.html",
        "%2e%2e/",
        "%00",
        "//",
    ),
    *("${x}", "{{x}}", "`true`", "$(true)", "__import__('os')", "%s%n", "9" * 40, SIGN),
]
"""What an input may be made of: signs and words that mean something to somebody who reads it."""
