"""The site in a browser without a window: search, colours, keyboard, phone, print, accessibility.

`make browser-test` runs it; without a Chromium, its chromedriver or axe-core it fails.
"""

import base64
import json
import os
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from time import monotonic
from urllib.parse import unquote, urlparse

import pytest
from click.testing import CliRunner
from knee import IN_PAIN, PROMISED, write_knee
from once import once
from selenium import webdriver
from test_site import BROKEN

from recovery_guidance.verbs.command import main

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
DRIVER = shutil.which("chromedriver")
AXE = Path(os.environ.get("AXE_CORE", "node_modules/axe-core/axe.min.js"))
pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
KINDS = [
    "index.html",
    "timeline.html",
    "guarantees.html",
    "gaps.html",
    "sources.html",
    "rules/running--run-walk--allowed.html",
    "rules/red-flags--saddle-numbness.html",
    "features/driving.html",
    "activities/run-walk.html",
    "sources/p01.html",
]
RED = [
    "index.html",
    "timeline.html",
    "guarantees.html",
    "gaps.html",
    "changes.html",
    "features/jogging.html",
    "rules/jogging--jog--allowed.html",
]
"""The pages of a small protocol in which much is wrong."""
PAPER = {"width": 718, "height": 1047, "deviceScaleFactor": 1, "mobile": False}
"""A sheet of A4 within its margins."""


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    """A browser that asks nothing of the network by itself: no update, no check, no name resolved."""
    assert CHROMIUM, "no chromium is on this machine"
    assert DRIVER, "no chromedriver is on this machine"
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        f"--user-data-dir={tmp_path_factory.mktemp('chromium')}",
        "--window-size=1280,1000",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    browser = webdriver.Chrome(options, webdriver.ChromeService(DRIVER))
    yield browser
    browser.quit()


@pytest.fixture
def browser(chromium):
    """Forgets what the page before asked for and said."""
    for log in ("performance", "browser"):
        chromium.get_log(log)
    yield chromium
    chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    chromium.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": []})


@pytest.fixture(scope="session")
def shipped(tmp_path_factory):
    """Our own protocol."""

    def make(site):
        built = CliRunner().invoke(main, ["docs", "build", str(site), "--engine", "reference"])
        assert built.exit_code == 0, built.output

    return once(tmp_path_factory, "shipped", make)


@pytest.fixture(scope="session")
def broken(tmp_path_factory):
    """A scenario and a guarantee that fail, and a rule that is looser than before."""

    def make(folder):
        before = write_knee(folder / "before")
        after = write_knee(folder / "after", rules=[PROMISED, IN_PAIN], feature=BROKEN)
        options = ["--protocol", str(after), "--since", str(before), "--mutants"]
        built = CliRunner().invoke(main, ["docs", "build", str(folder / "site"), *options])
        assert built.exit_code == 3, built.output

    return once(tmp_path_factory, "broken", make) / "site"


@pytest.fixture(scope="session")
def old(tmp_path_factory):
    """Pages that could not be made anew, since a rule cannot be read."""

    def make(folder):
        rules = write_knee(folder)
        build = ["docs", "build", str(folder / "site"), "--protocol", str(rules)]
        assert CliRunner().invoke(main, build).exit_code == 0
        (rules / "jogging.yaml").write_text("jogging: [\n")
        assert CliRunner().invoke(main, build).exit_code == 3

    return once(tmp_path_factory, "old", make) / "site"


def look(browser, page):
    browser.get(page.as_uri())
    return browser


def one(browser, selector):
    return browser.find_element("css selector", selector)


def every(browser, selector):
    return browser.find_elements("css selector", selector)


def said(browser, selector):
    """The words there, of a page that may be loading itself anew."""
    script = "return document.querySelector(arguments[0])?.innerText ?? ''"
    return browser.execute_script(script, selector)


def waited(browser, condition, seconds=5):
    from selenium.webdriver.support.wait import WebDriverWait

    return WebDriverWait(browser, seconds, poll_frequency=0.05).until(lambda _: condition())


def requested(browser):
    events = (json.loads(entry["message"])["message"] for entry in browser.get_log("performance"))
    return {
        event["params"]["request"]["url"]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    }


def dark(browser, scheme="dark"):
    feature = {"name": "prefers-color-scheme", "value": scheme}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("saddle numb", "Numbness between your legs"),
        ("RUN-WALK allowed", "Run-walk intervals: allowed"),
        ("lifting/weeks 0", "weeks 0 to 2"),
    ],
)
def test_search_finds_a_rule_and_leads_to_its_page(browser, shipped, words, title):
    look(browser, shipped / "index.html")
    box = one(browser, "#search")

    box.send_keys(words)
    link = waited(
        browser, lambda: next((a for a in every(browser, "#found a") if title in a.text), None)
    )
    assert "found" in one(browser, "#counted").text
    heading = link.text
    link.click()

    assert waited(browser, lambda: one(browser, "h1").text) == heading
    assert "/rules/" in browser.current_url


def test_search_says_when_nothing_is_found_and_enter_opens_the_first(browser, shipped):
    look(browser, shipped / "index.html")
    box = one(browser, "#search")

    box.send_keys("zzzz")
    waited(browser, lambda: one(browser, "#counted").text == "nothing found")
    box.send_keys("\ue00c")
    assert one(browser, "#counted").text == ""
    box.send_keys("deadlift")
    waited(browser, lambda: every(browser, "#found a"))
    first = every(browser, "#found a")[0].get_attribute("href")
    box.send_keys("\ue007")

    assert waited(browser, lambda: browser.current_url == first)


@pytest.mark.parametrize(
    "page", ["index.html", "features/jogging.html", "rules/jogging--jog--not-yet--weak-leg.html"]
)
def test_a_failing_scenario_is_red_with_expected_actual_and_reason(browser, broken, page):
    look(browser, broken / page)
    box = next(box for box in every(browser, ".failure") if "weak leg" in box.text)

    assert is_red(one(box, ".state"))
    assert one(box, ".state").text == "✗ failed"
    assert "Expected\njog is not yet because of jogging/jog/not yet/weak leg" in box.text
    assert "Actual\njog is allowed, because of jogging/jog/allowed" in box.text
    assert "Reason\njogging/jog/allowed: Jogging: allowed when" in box.text


def is_red(element):
    red, green, blue = colour_of(element, "color")
    return red > 2 * max(green, blue)


def colour_of(element, name):
    colour = element.value_of_css_property(name)
    return [int(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", ["index.html", "rules/jogging--jog--allowed.html"])
def test_a_page_that_is_old_says_so_first_in_red_and_on_paper(browser, old, page, scheme):
    dark(browser, scheme)
    look(browser, old / page)
    first = one(browser, "main > *")

    assert first.text.startswith("These pages are old.")
    assert "jogging.yaml:" in first.text
    red, green, blue = colour_of(first, "border-left-color")
    assert red > 1.5 * max(green, blue)
    assert violations(browser) == []
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert first.is_displayed()


@pytest.mark.parametrize("page", ["index.html", "guarantees.html"])
def test_a_refuted_guarantee_is_red_with_the_patient_and_the_answer(browser, broken, page):
    look(browser, broken / page)
    found = [state for state in every(browser, "main .state") if state.text == "✗ refuted"]

    assert found
    assert all(is_red(state) for state in found)
    box = next(b for b in every(browser, ".failure") if "leg pain 3/10" in b.text)
    assert "week 10, typical stance" in box.text
    assert "jog is allowed" in box.text


def test_what_became_looser_is_red_with_its_patients(browser, broken):
    look(browser, broken / "changes.html")
    first = one(browser, ".change")

    assert is_red(one(first, ".state"))
    assert "▼ looser jog: allowed instead of not yet" in first.text
    assert "leg pain: 3/10" in first.text


@pytest.mark.parametrize("page", KINDS)
def test_the_links_of_a_page_hold(browser, shipped, page):
    look(browser, shipped / page)
    links = browser.execute_script(
        "return [...document.querySelectorAll('a[href]')]"
        ".map(a => new URL(a.getAttribute('href'), document.baseURI).href)"
    )
    script = "return document.getElementById(arguments[0]) !== null"
    local = {link for link in links if not link.startswith(("https://", "http://"))}

    assert len(local) > 5
    assert {link for link in local if not Path(unquote(urlparse(link).path)).is_file()} == set()
    for link in sorted(link for link in local if "#" in link)[:20]:
        browser.get(link)
        assert browser.execute_script(script, link.partition("#")[2]), link


@pytest.mark.parametrize("page", KINDS)
def test_a_page_says_nothing_on_the_console_and_asks_nobody_else(browser, shipped, page):
    look(browser, shipped / page)
    if page == "index.html":
        one(browser, "#search").send_keys("pain")
        waited(browser, lambda: every(browser, "#found a"))

    assert [entry["message"] for entry in browser.get_log("browser")] == []
    assert {
        url for url in requested(browser) if not url.startswith((shipped.as_uri(), "data:"))
    } == set()


@pytest.mark.parametrize("size", [PHONE, PAPER], ids=["phone", "paper"])
@pytest.mark.parametrize("page", KINDS)
def test_a_page_fits(browser, shipped, page, size):
    fits(browser, shipped / page, size)


@pytest.mark.parametrize("size", [PHONE, PAPER], ids=["phone", "paper"])
@pytest.mark.parametrize("page", RED)
def test_a_page_fits_where_much_is_wrong(browser, broken, page, size):
    fits(browser, broken / page, size)


def fits(browser, page, size):
    media = "screen" if size["mobile"] else "print"
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media})
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    look(browser, page)

    width = browser.execute_script("return document.scrollingElement.scrollWidth")
    assert width <= size["width"]


@pytest.mark.parametrize("width", [390, 800, 1280])
def test_no_words_of_the_timeline_lie_over_each_other_or_are_cut_off(browser, shipped, width):
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    look(browser, shipped / "timeline.html")

    found = browser.execute_script("""
      return [...document.querySelectorAll("svg")].filter(s => s.getClientRects().length).map(svg => {
        const edge = svg.getBoundingClientRect();
        return {right: edge.right, words: [...svg.querySelectorAll("text")].map(text => {
          const box = text.getBoundingClientRect();
          return [text.textContent, box.left, box.right, box.top + box.height / 2];
        })};
      });""")

    assert len(found) == 3, "one for each stance"
    for picture in found:
        rows = {}
        for words, left, right, middle in picture["words"]:
            assert right <= picture["right"] + 1, words
            rows.setdefault(round(middle / 6), []).append((left, right, words))
        for row in rows.values():
            for before, after in pairwise(sorted(row)):
                assert before[1] <= after[0] + 1, (before, after)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", KINDS)
def test_axe_finds_nothing(browser, shipped, page, scheme):
    dark(browser, scheme)
    look(browser, shipped / page)

    assert violations(browser) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", RED)
def test_axe_finds_nothing_where_much_is_wrong(browser, broken, page, scheme):
    dark(browser, scheme)
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    look(browser, broken / page)

    assert violations(browser) == []


def violations(browser):
    browser.execute_script(AXE.read_text("utf-8"))
    found = browser.execute_async_script("axe.run().then(arguments[arguments.length - 1])")
    return [
        (violation["id"], [node["target"] for node in violation["nodes"]][:3])
        for violation in found["violations"]
    ]


def test_dark_is_dark_and_light_is_light(browser, shipped):
    def brightness(scheme):
        dark(browser, scheme)
        look(browser, shipped / "index.html")
        colour = one(browser, "body").value_of_css_property("background-color")
        return sum(int(part) for part in colour[5:].split(",")[:3])

    assert brightness("light") > 700
    assert brightness("dark") < 100


def test_the_keyboard_comes_first_to_the_content_and_then_to_the_search(browser, shipped):
    look(browser, shipped / "index.html")
    keys = one(browser, "body")

    keys.send_keys("\ue004")
    skip = browser.switch_to.active_element
    assert skip.text == "Skip to the content"
    skip.send_keys("\ue007")
    assert browser.switch_to.active_element.get_attribute("id") == "main"
    browser.switch_to.active_element.send_keys("\ue004")
    assert browser.switch_to.active_element.get_attribute("id") == "search"


def test_on_paper_there_is_no_navigation_and_everything_is_open(browser, shipped):
    look(browser, shipped / "rules/running--run-walk--allowed.html")
    assert one(browser, "nav").is_displayed()

    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    browser.execute_script("dispatchEvent(new Event('beforeprint'))")

    assert not one(browser, "nav").is_displayed()
    assert one(browser, ".notice").is_displayed()
    assert all(part.get_attribute("open") for part in every(browser, "details"))


@pytest.mark.parametrize("page", KINDS)
def test_a_page_prints(browser, shipped, page):
    look(browser, shipped / page)

    printed = base64.b64decode(browser.execute_cdp_cmd("Page.printToPDF", {})["data"])

    assert printed.startswith(b"%PDF-")
    assert len(printed) > 10_000


def test_a_save_shows_in_the_browser_within_moments_and_so_does_a_mistake(browser, tmp_path):
    folder = write_knee(tmp_path)
    topic = folder / "jogging.yaml"
    rules = topic.read_text()
    command = [sys.executable, "-m", "recovery_guidance", "docs", "serve", "--watch", "--port", "0"]
    command += ["--protocol", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as serving:
        try:
            lines = (line for line in serving.stdout if line.startswith("http://127.0.0.1:"))
            browser.get(next(lines).split()[0])
            waited(browser, lambda: "✓ passed" in said(browser, "#today + ul"))

            began = monotonic()
            topic.write_text(rules.replace(*IN_PAIN))
            waited(browser, lambda: "✗ failed" in said(browser, "#today + ul"))
            assert monotonic() - began < 5

            topic.write_text(rules.replace("at most 2/10", "at most 2/5"))
            waited(browser, lambda: "[E103]" in said(browser, "#live-problems"))

            topic.write_text(rules)
            waited(browser, lambda: "✓ passed" in said(browser, "#today + ul"))
            waited(browser, lambda: not said(browser, "#live-problems"))
        finally:
            serving.terminate()
