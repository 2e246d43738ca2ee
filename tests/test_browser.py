"""The site in a browser without a window: search, colours, keyboard, phone, print, accessibility.

`make browser-test` runs it; without a Chromium, its chromedriver or axe-core it fails.
"""

import json
import os
import shutil
from pathlib import Path

import pytest
from knee import write_knee
from selenium import webdriver
from test_site import BROKEN, pages_of

from engine.library import DEFAULT_PROTOCOL, protocol_folder
from engine.site.site import build

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
    "gaps.html",
    "sources.html",
    "rules/running--run-walk--allowed.html",
    "rules/red-flags--saddle-numbness.html",
    "features/driving.html",
    "activities/run-walk.html",
    "sources/p01.html",
]


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
        "--host-resolver-rules=MAP * ~NOTFOUND",
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
    site = tmp_path_factory.mktemp("shipped") / "site"
    build(pages_of(protocol_folder(DEFAULT_PROTOCOL)[0]), site)
    return site


@pytest.fixture(scope="session")
def broken(tmp_path_factory):
    folder = tmp_path_factory.mktemp("broken")
    build(pages_of(write_knee(folder, feature=BROKEN)), folder / "site")
    return folder / "site"


def look(browser, page):
    browser.get(page.as_uri())
    return browser


def one(browser, selector):
    return browser.find_element("css selector", selector)


def every(browser, selector):
    return browser.find_elements("css selector", selector)


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
        ("saddle numb", "Saddle numbness"),
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
    box = one(browser, ".failure")
    red, green, blue = (
        int(part) for part in one(box, ".state").value_of_css_property("color")[5:].split(",")[:3]
    )

    assert red > 2 * max(green, blue)
    assert one(box, ".state").text == "✗ failed"
    assert "Expected\njog is not yet because of jogging/jog/not yet/weak leg" in box.text
    assert "Actual\njog is allowed, because of jogging/jog/allowed" in box.text
    assert "Reason\njogging/jog/allowed: Jogging: allowed when" in box.text


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


@pytest.mark.parametrize("page", KINDS)
def test_a_page_fits_a_phone(browser, shipped, page):
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
    look(browser, shipped / page)

    width = browser.execute_script("return document.scrollingElement.scrollWidth")
    assert width <= PHONE["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", KINDS)
def test_axe_finds_nothing(browser, shipped, page, scheme):
    dark(browser, scheme)
    look(browser, shipped / page)

    assert violations(browser) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", ["index.html", "features/jogging.html"])
def test_axe_finds_nothing_where_a_scenario_fails(browser, broken, page, scheme):
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
