"""The patient's page: what stands on it, in which order, and that it fits one sheet. Patients are invented."""

import re
import shutil
import subprocess
from datetime import date
from functools import cache
from html import escape
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner

from recovery_guidance.cases.casefile import read_case
from recovery_guidance.course.handout import Handout, handout
from recovery_guidance.course.handout_html import as_html
from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.library import open_protocol
from recovery_guidance.model.case import Case
from recovery_guidance.model.protocol import STANCES
from recovery_guidance.reading.told import read_told
from recovery_guidance.verbs.command import main
from tests.test_protocol_content import HIGHEST_GRADE, reading_grade

as_pdf = pytest.importorskip(
    "recovery_guidance.course.handout_pdf", reason="reportlab is not there"
).as_pdf

PROTOCOL = open_protocol()
STORIES = Path(__file__).parent / "cases"
LATER = date(2027, 12, 31)
PAPERS = ["A4", "Letter"]
ANOTHER_LANGUAGE = 0.35
"""German and Finnish take about so much more room than English."""


@cache
def plain(stance="typical"):
    case = Case(0, stance=stance, uncomplicated=True)
    return handout(evaluate(PROTOCOL, case, "reference"), about_a_patient=False)


@cache
def of_day(day, *facts):
    told = read_told(facts, PROTOCOL, day=day)
    return handout(evaluate(PROTOCOL, Case(day, told), "reference"))


@cache
def of_story(story, on):
    case = read_case(
        STORIES / f"{story}.yaml", story, PROTOCOL, date.fromisoformat(on), None, LATER
    )
    return handout(evaluate(PROTOCOL, case, "reference"))


PAGES = {
    **{f"plain, {stance}": lambda stance=stance: plain(stance) for stance in STANCES},
    **{f"nothing known, day {day}": lambda day=day: of_day(day) for day in (0, 14, 42, 84, 730)},
    "a flare": lambda: of_day(60, "flare", "leg pain 2/10"),
    "weak and new": lambda: of_day(30, "new weakness", "ankle dorsiflexion 3/5"),
    "an emergency": lambda: of_day(9, "saddle numbness"),
    "refused": lambda: of_day(9, "fusion"),
    "days after": lambda: of_story("days-after", "2026-08-09"),
    "months later": lambda: of_story("months-later", "2026-12-28"),
    "back to running": lambda: of_story("back-to-running", "2026-08-07"),
}


def wider(page: Handout) -> Handout:
    """The same page in words that are as much longer as another language's would be."""

    def longer(text):
        more = round(len(text) * ANOTHER_LANGUAGE)
        return f"{text} {(text * 2)[:more]}".strip() if text else text

    def section(one):
        listed = tuple(
            entry._replace(name=longer(entry.name), text=longer(entry.text)) for entry in one.listed
        )
        return one._replace(title=longer(one.title), listed=listed, after=longer(one.after))

    return evolve(
        page,
        title=longer(page.title),
        when=longer(page.when),
        danger=tuple(map(section, page.danger)),
        body=tuple(map(section, page.body)),
        foot=tuple(map(longer, page.foot)),
        notice=longer(page.notice),
    )


def sheets(data: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", data))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", PAGES)
def test_it_is_one_sheet_even_in_a_language_with_longer_words(name, paper):
    assert sheets(as_pdf(wider(PAGES[name]()), paper)) == 1


@pytest.mark.parametrize("paper", PAPERS)
def test_the_pdf_is_one_sheet(paper):
    assert sheets(as_pdf(plain(), paper)) == 1


def test_the_longer_words_are_longer():
    usual, long = (len(as_html(page)) for page in (plain(), wider(plain())))

    assert long > usual * 1.2


@pytest.mark.parametrize("paper", PAPERS)
def test_large_print_has_large_letters_and_says_the_same(paper):
    page = of_story("days-after", "2026-08-09")
    large, usual = (as_html(page, paper, large) for large in (True, False))

    assert "font-size:16pt" in large
    assert large.split("<body>")[1] == usual.split("<body>")[1]
    assert sheets(as_pdf(page, paper, large=True)) > 1


@pytest.mark.parametrize("large", [False, True])
def test_the_same_page_gives_the_same_bytes(large):
    assert as_pdf(plain(), "A4", large) == as_pdf(plain(), "A4", large)


def test_red_flags_come_first_and_everything_has_its_place():
    html = as_html(of_story("days-after", "2026-08-09"))
    order = [
        "Week 5, day 41 (9 August 2026)",
        "Get help at once",
        "You are here",
        "You may",
        "With care",
        "At most",
        "Not yet",
        "Open today if",
        "What comes next",
        "Call your surgical team today",
        "Call your surgical team within two days",
        "This protocol is a draft",
        "Sources: ",
        f"{PROTOCOL.name} {PROTOCOL.version}, rules {PROTOCOL.sha256[:12]}",
    ]
    places = [
        html.index(f">{words}" if words[0].isupper() else words)
        if f">{words}" in html
        else html.index(words)
        for words in order
    ]

    assert places == sorted(places)


def texts(page, look):
    return [
        f"{entry.name}: {entry.text}"
        for section in page.body
        if section.look == look
        for entry in section.listed
    ]


def test_a_limit_says_what_it_becomes_and_when():
    (lifting,) = [text for text in texts(plain(), "limit") if text.startswith("Lifting")]

    assert lifting.endswith(
        "2.3 kg (5 lb); from week 2: 4.5 kg (10 lb); from week 6: 13.6 kg (30 lb); "
        "from week 12: no fixed cap"
    )


def test_what_is_not_yet_says_when_and_what_it_takes():
    found = texts(of_story("days-after", "2026-08-09"), "closed")

    assert (
        "week 6 (10 August): Bending and twisting without special care, if back pain at most 5/10"
        in found
    )
    assert any(
        text.startswith(
            "week 6 (10 August): Climbing ladders*, if ankle dorsiflexion is 5/5, no opioids"
        )
        for text in found
    )


def test_the_phases_to_come_stand_on_the_plain_page():
    found = texts(plain(), "next")

    assert [text.split(":")[0] for text in found if text.startswith(("Building", "Back"))] == [
        "Building up, week 2",
        "Back to activity, week 6",
        "Back to sport, week 10",
    ]


def test_a_phase_that_has_to_wait_says_so():
    found = texts(PAGES["a flare"](), "here")

    because = "because flare in last 14 days yes"
    assert found[1] == f": One phase back: Back to activity has to wait, {because}"


def test_a_year_is_said_where_it_is_another_one():
    case = Case(0, surgery=date(2026, 11, 21))
    found = texts(handout(evaluate(PROTOCOL, case, "reference")), "closed")

    assert any(text.startswith("week 4 (19 December)") for text in found)
    assert any(text.startswith("week 6 (2 January 2027)") for text in found)


@pytest.mark.parametrize("name", ["an emergency", "refused"])
def test_where_nothing_is_allowed_the_page_allows_nothing(name):
    page = PAGES[name]()

    assert page.danger
    assert {section.look for section in page.body} <= {"call", "closed"}
    assert not texts(page, "open")


def test_an_emergency_stands_above_everything():
    assert as_html(PAGES["an emergency"]()).index("EMERGENCY") < as_html(
        PAGES["an emergency"]()
    ).index("Get help at once")


@pytest.mark.parametrize("name", PAGES)
def test_the_page_reads_at_grade_eight_or_below(name):
    """Each line of a list counts as a sentence, as it is read."""
    page = PAGES[name]()
    lines = [page.title, page.when, page.notice, *page.foot]
    for section in (*page.danger, *page.body):
        lines += [section.title, section.after]
        lines += [part for e in section.listed for part in (e.name, *e.text.split("; "))]
    prose = ". ".join(line.strip(". ") for line in lines if line and "Sources:" not in line)

    assert reading_grade(f"{prose}.") <= HIGHEST_GRADE


def test_no_text_is_taken_for_markup():
    odd = evolve(plain(), title="<b>&", notice="<script>")

    assert "<script>" not in as_html(odd)
    assert sheets(as_pdf(odd)) == 1


@pytest.mark.parametrize("options", [[], ["--week", "6"], ["--large-print", "--paper", "Letter"]])
def test_the_command_line_writes_both(tmp_path, options):
    pdf, html = tmp_path / "me.pdf", tmp_path / "me.html"
    ran = CliRunner().invoke(main, ["handout", *options, "--pdf", str(pdf), "--html", str(html)])

    assert ran.exit_code == 0, ran.output
    assert pdf.read_bytes().startswith(b"%PDF")
    assert html.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
in_chromium = pytest.mark.skipif(not CHROMIUM, reason="no chromium is on this machine")
SHOWN = ["plain, typical", "nothing known, day 42", "days after", "weak and new"]


def chromium(tmp_path, html, *options):
    """What Chromium says about a page, without a window and without the network."""
    path = tmp_path / "page.html"
    path.write_text(html, encoding="utf-8")
    quiet = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
    apart = (f"--user-data-dir={tmp_path / 'profile'}", "--no-pdf-header-footer")
    command = [CHROMIUM, *quiet, *apart, *options, path.as_uri()]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


@in_chromium
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", SHOWN)
def test_the_page_prints_on_one_sheet_from_a_browser(name, paper, tmp_path):
    """In the longer words of another language; the shorter ones take less room."""
    pdf = tmp_path / "page.pdf"
    chromium(tmp_path, as_html(wider(PAGES[name]()), paper), f"--print-to-pdf={pdf}")

    assert sheets(pdf.read_bytes()) == 1


@in_chromium
@pytest.mark.parametrize("width", [320, 390, 1000])
def test_nothing_is_cut_off_at_the_side_of_a_screen(width, tmp_path):
    page = escape(as_html(wider(PAGES["days after"]())), quote=True)
    frame = (
        f'<iframe width="{width}" height="900" srcdoc="{page}" '
        "onload=\"document.title='wide '+this.contentDocument.documentElement.scrollWidth\"></iframe>"
    )
    told = re.search(r"<title>wide (\d+)", chromium(tmp_path, frame, "--dump-dom"))

    assert told is not None
    assert int(told[1]) <= width


@pytest.mark.parametrize("told", ["leg pain 0/10", "back pain 0/10"])
def test_no_condition_of_driving_is_left_out(told):
    """A list that ends in `and 4 more` is taken for the whole of it, and opioids were among the four."""
    told = read_told([told], PROTOCOL)
    page = handout(evaluate(PROTOCOL, Case(21, tuple(told)), "reference"), about_a_patient=True)
    said = [f"{e.name} {e.text}" for section in page.body for e in section.listed]
    driving = [text for text in said if "Driving a car" in text]

    assert driving
    assert all("your team says so: several things have to be right" in text for text in driving)
