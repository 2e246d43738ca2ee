"""No sign that cannot be seen, or that steers a terminal, comes in by any door and out by another."""

import os
import re
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st
from knee import write_knee

from recovery_guidance.model.problem import STRANGE
from recovery_guidance.verbs.command import main

HIDDEN = [sign for sign in map(chr, range(sys.maxunicode + 1)) if STRANGE.match(sign)]
signs = st.sampled_from(HIDDEN)
typed_signs = st.sampled_from([s for s in HIDDEN[1:] if not "\ud800" <= s < "\udc80"])
"""No word of a command line has U+0000 or one of those surrogates in it."""
CASE = """\
case: an invented example
protocol: rules/knee
surgery: 2026-06-01
note: a note
facts:
  - leg pain 0/10
observations:
  - 2026-06-20 (the clinic): leg pain 1/10
orders:
  - not yet: jog
    by: the surgeon
    until: 2026-12-31
    because: a reason
"""
OVERLAY = """\
overlay of: knee
author: the unit
date: 2026-01-01
reason: a reason
practice:
  - set: jog from
    to: 12 weeks
"""
SLIPS = "accepted:\n  - mutant: a slip\n    because: a reason\n"
FILES = {"me.yaml": CASE, "unit.yaml": OVERLAY}
ON = ("--on", "2026-07-20")
ASKED = [
    ("allowed", "--case", "me.yaml", *ON),
    ("allowed", "--case", "me.yaml", *ON, "--format", "json"),
    ("calendar", "--case", "me.yaml", *ON),
    ("handout", "--case", "me.yaml", *ON),
    ("timeline", "--case", "me.yaml", *ON, "--svg", "drawn.svg"),
    ("allowed", "--week", "6", "--protocol", "rules/knee", "--overlay", "unit.yaml", *ON),
]
READ = [
    ("check", "rules/knee"),
    ("check", "rules/knee", "--format", "json"),
    ("check", "rules/knee", "--format", "sarif"),
    ("describe", "leg pain", "--protocol", "rules/knee"),
    ("why", "jog", "--week", "6", "--protocol", "rules/knee"),
    ("fmt", "--check", "rules/knee", "me.yaml"),
    ("test", "rules/knee"),
    ("docs", "build", "site", "--protocol", "rules/knee"),
]


def escaped(sign):
    """The sign as YAML writes it between double quotes."""
    return f"\\U{ord(sign):08x}" if ord(sign) > 0xFFFF else f"\\u{ord(sign):04x}"


def place(folder):
    write_knee(folder)
    for name, text in FILES.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def nothing_hidden_comes_out(folder, commands):
    """The exit codes of commands typed in a folder; what they print and write has no such sign."""
    codes, before = [], Path.cwd()
    os.chdir(folder)
    try:
        for words in commands:
            ran = CliRunner().invoke(main, words)
            assert ran.exception is None or isinstance(ran.exception, SystemExit), (words, ran)
            assert STRANGE.findall(ran.output) == [], words
            codes.append(ran.exit_code)
        for written in [*folder.glob("site/**/*.*"), *folder.glob("*.svg")]:
            assert STRANGE.findall(written.read_text("utf-8")) == [], written.name
    finally:
        os.chdir(before)
    return codes


VALUES = {
    "rules/knee/protocol.yaml": ("title: (Knee)", "version: (0.1.0)", "protocol: (knee)"),
    "rules/knee/items.yaml": (
        r"question: (How bad .*)",
        r"title: (A leaflet)",
        r"publisher: (A clinic)",
        r"link: (https.*)",
        r"(leg pain):",
    ),
    "me.yaml": (
        "case: (.*)",
        "protocol: (.*)",
        "note: (.*)",
        "by: (.*)",
        "because: (.*)",
        "- (leg pain 0/10)",
        ": (leg pain 1/10)",
        r"- (2026-06-20 .the clinic.):",
        "not yet: (.*)",
    ),
    "unit.yaml": ("author: (.*)", "reason: (.*)", "set: (.*)", "overlay of: (.*)"),
    "features/knee/mutants.yaml": ("because: (.*)", "mutant: (.*)"),
}
DOORS = [(file, pattern) for file, patterns in VALUES.items() for pattern in patterns]


@pytest.mark.parametrize("way", ["escaped", "raw"])
@pytest.mark.parametrize(("file", "pattern"), DOORS)
@settings(max_examples=1)
@given(sign=signs)
@example(sign="\u202e")
def test_a_hidden_sign_in_a_value_is_refused_and_never_shown(file, pattern, way, sign):
    with TemporaryDirectory() as made:
        folder = place(Path(made))
        (folder / "features/knee/mutants.yaml").write_text(SLIPS)
        shown = escaped(sign) if way == "escaped" else sign
        text = (folder / file).read_text("utf-8")
        at = re.search(pattern, text)
        changed = f'{text[: at.start(1)]}"a{shown}{at[1]}"{text[at.end(1) :]}'
        (folder / file).write_bytes(changed.encode("utf-8", "surrogatepass"))

        reads = {"me.yaml": ASKED[1:3], "unit.yaml": ASKED[5:]}.get(file, READ[:2])
        reads = [("test", "rules/knee", "--mutants")] if "mutants" in file else reads
        codes = nothing_hidden_comes_out(folder, reads)

    assert set(codes) == {3}


@settings(max_examples=5)
@given(sign=signs)
@example(sign="\x1b")
@example(sign="\u202e")
def test_a_hidden_sign_in_a_feature_file_is_refused_and_never_shown(sign):
    with TemporaryDirectory() as made:
        folder = place(Path(made))
        file = folder / "features/knee/jogging.feature"
        text = file.read_text("utf-8").replace("Scenario: ", f"Scenario: a{sign}b ", 1)
        file.write_bytes(text.encode("utf-8", "surrogatepass"))

        codes = nothing_hidden_comes_out(folder, READ[-2:])

    assert codes == [3, 3]


WORDS = [
    ("allowed", "--week", "6", "-f", "{}"),
    ("allowed", "--week", "6", "-f", "{}", "--format", "json"),
    ("allowed", "--week", "{}"),
    ("allowed", "--week", "6", "--protocol", "{}"),
    ("allowed", "--case", "{}"),
    ("allowed", "--week", "6", "--overlay", "{}"),
    ("why", "{}", "--week", "6"),
    ("when", "{}", "--week", "6"),
    ("describe", "{}"),
    ("log", "{}", "--case", "me.yaml"),
    ("log", "leg pain 1/10", "--by", "{}", "--case", "me.yaml"),
    ("log", "session", "{}", "--case", "me.yaml"),
    ("check", "{}"),
    ("fmt", "{}"),
    ("diff", "{}", "{}"),
    ("test", "{}"),
    ("docs", "build", "{}"),
    ("new", "protocol", "{}"),
    ("new", "protocol", "hip", "--title", "{}"),
    ("{}",),
    ("allowed", "--{}"),
]


@pytest.mark.parametrize("words", WORDS, ids=" ".join)
@settings(max_examples=2)
@given(sign=typed_signs)
@example(sign="\u202e")
@example(sign="\udcff")
def test_a_hidden_sign_that_is_typed_is_never_shown(words, sign):
    with TemporaryDirectory() as made:
        folder = place(Path(made))
        typed = [word.format(f"a{sign}b") for word in words]
        if words[0] not in ("new", "{}", "describe", "check", "fmt", "diff", "test"):
            typed += [] if "--protocol" in words else ["--protocol", "rules/knee"]
        nothing_hidden_comes_out(folder, [typed])

        assert STRANGE.findall((folder / "me.yaml").read_text("utf-8")) == []


@pytest.mark.parametrize("sign", ["\x1b", "\u202e", "\udcff"])
@pytest.mark.skipif(os.name == "nt", reason="no file has such a name there")
def test_a_hidden_sign_in_the_name_of_a_file_is_never_shown(tmp_path, sign):
    folder = place(tmp_path)
    for name in FILES:
        shutil.copy(folder / name, folder / f"a{sign}{name}")
    case, overlay = f"a{sign}me.yaml", f"a{sign}unit.yaml"
    nothing_hidden_comes_out(
        folder,
        [
            ("allowed", "--case", case, *ON),
            ("allowed", "--case", case, *ON, "--format", "json"),
            ("allowed", "--case", case, *ON, "-f", "nonsense"),
            ("allowed", "--case", case, *ON, "-f", "nonsense", "--format", "json"),
            ("log", "leg pain 1/10", "--case", case),
            ("calendar", "--case", case, *ON, "-o", f"b{sign}.ics"),
            ("allowed", "--week", "6", "--protocol", "rules/knee", "--overlay", overlay, *ON),
            ("check", overlay, "--format", "sarif"),
            ("fmt", case),
        ],
    )
    shutil.copytree(folder / "rules/knee", folder / f"rules/k{sign}")
    shutil.copytree(folder / "features/knee", folder / f"features/k{sign}")
    reads = [tuple(w.replace("rules/knee", f"rules/k{sign}") for w in words) for words in READ]
    nothing_hidden_comes_out(folder, reads)
    for name in ("rules/knee/jogging.yaml", "features/knee/jogging.feature"):
        file = folder / name
        file.rename(file.with_name(f"a{sign}{file.name}"))
        codes = nothing_hidden_comes_out(folder, READ)
        assert codes[-1] == 3


def test_a_name_with_a_line_break_is_refused(tmp_path):
    folder = place(tmp_path)
    items = folder / "rules/knee/items.yaml"
    items.write_text(items.read_text("utf-8").replace("leg pain:", '"leg\\npain":'), "utf-8")

    assert nothing_hidden_comes_out(folder, READ[:1]) == [3]


def test_a_danger_beside_a_hidden_sign_is_said_first(tmp_path):
    folder = place(tmp_path)
    (folder / "me.yaml").write_text(
        'surgery: 2026-06-01\nnote: "\\u202e"\nobservations:\n'
        '  - 2026-07-01: "saddle numb\\u200bness"\n  - 2026-07-02: saddle numbness\n'
    )

    ran = CliRunner().invoke(main, ["allowed", "--case", str(folder / "me.yaml"), *ON])

    assert ran.stdout.startswith("EMERGENCY: ")
    assert "[E012]" in ran.stderr
    assert ran.exit_code == 3


@pytest.mark.parametrize(
    "name", ["/../../../../pwned", "..", "a/b", "a\\\\b", "-x", ".x", "x" * 81, "C:x", "\\0"]
)
def test_a_protocol_has_the_name_of_a_folder(tmp_path, name, monkeypatch):
    folder = place(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache/a/b/c"))
    head = folder / "rules/knee/protocol.yaml"
    head.write_text(head.read_text("utf-8").replace("protocol: knee", f'protocol: "{name}"'))
    before = {path for path in tmp_path.rglob("*") if "site" not in path.parts}

    codes = nothing_hidden_comes_out(
        folder, [*READ[:2], ("test", "rules/knee", "--mutants"), READ[-1]]
    )

    assert codes == [3, 3, 3, 3]
    assert {path for path in tmp_path.rglob("*") if "site" not in path.parts} == before


@pytest.mark.parametrize("name", ["knee", "knee-arthroscopy", "made up", "Hüfte_2", "v1.2"])
def test_a_plain_name_is_one(tmp_path, name):
    folder = place(tmp_path)
    head = folder / "rules/knee/protocol.yaml"
    head.write_text(head.read_text("utf-8").replace("protocol: knee", f"protocol: {name}"), "utf-8")

    assert nothing_hidden_comes_out(folder, READ[:1]) == [0]


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:/x",
        "//example.org",
        "/leaflet",
        "leaflet.html",
        "https:",
        "https://",
        "https:///x",
        "https://a b",
        "https://example.org/\\u000ajavascript:x",
        "https://example.org/x onclick=x",
        "https://example.org/<script>",
        " javascript:alert(1)",
        "ftp://example.org/x",
    ],
)
def test_a_link_is_the_address_of_a_page_on_the_web(tmp_path, link):
    folder = place(tmp_path)
    items = folder / "rules/knee/items.yaml"
    text = items.read_text("utf-8").replace("https://example.org/leaflet", f'"{link}"')
    items.write_text(text, "utf-8")

    assert nothing_hidden_comes_out(folder, [READ[0]]) == [3]
    told = CliRunner().invoke(main, ["check", str(folder / "rules/knee")])
    assert "items.yaml:" in told.output
    assert "[E124]" in told.output
    assert "help: write the address" in told.output
