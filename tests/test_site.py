"""The pages of a protocol, as files: what stands on them, what they link to, how large they are."""

import re
import socket
import struct
import threading
import time
from functools import partial
from html import unescape
from html.parser import HTMLParser
from urllib.error import HTTPError
from urllib.parse import unquote, urldefrag
from urllib.request import Request, urlopen

import pytest
from click.testing import CliRunner
from knee import write_knee

from recovery_guidance.authoring.describe import describe, shown_amount
from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.library import DEFAULT_PROTOCOL, open_protocol, protocol_folder
from recovery_guidance.model.conditions import Claim
from recovery_guidance.model.problem import ProblemsFound
from recovery_guidance.model.protocol import STANCES
from recovery_guidance.model.rules import DECIDING
from recovery_guidance.scenarios.features import features_of, read_features
from recovery_guidance.scenarios.play import play, play_all
from recovery_guidance.scenarios.remembered import Memory
from recovery_guidance.scenarios.test_run import ScenarioRun, all_scenarios
from recovery_guidance.site.pages import Pages
from recovery_guidance.site.serve import News, Watched, server, watch
from recovery_guidance.site.site import build, contents
from recovery_guidance.telling import wording
from recovery_guidance.telling.answer_text import as_text
from recovery_guidance.verbs.command import VERBS, main
from recovery_guidance.verbs.scenarios import make_pages

MEGABYTE = 1_000_000
BROKEN = [("And foot drop is yes\n", "And foot drop is no\n")]


def pages_of(folder):
    features = read_features(features_of(folder))
    protocol = open_protocol(str(folder))
    return Pages(ScenarioRun.of(protocol, features, play_all(all_scenarios(features), protocol)))


def written(tmp_path, **changes):
    build(pages_of(write_knee(tmp_path, **changes)), tmp_path / "site")
    return tmp_path / "site"


# All scenarios of the protocol that ships are played for its site: once, as conftest.py keeps this module together.
@pytest.fixture(scope="module")
def shipped_pages():
    return pages_of(protocol_folder(DEFAULT_PROTOCOL)[0])


@pytest.fixture(scope="module")
def shipped_site(shipped_pages, tmp_path_factory):
    """The site of the protocol that ships, as a folder."""
    folder = tmp_path_factory.mktemp("shipped") / "site"
    build(shipped_pages, folder)
    return folder


@pytest.fixture(scope="module")
def shipped(shipped_site):
    """The same by address."""
    texts = [one for one in shipped_site.rglob("*") if one.suffix in (".html", ".js")]
    found = {one.relative_to(shipped_site).as_posix(): one.read_text("utf-8") for one in texts}
    return {address: text for address, text in found.items() if address != "script.js"}


class Seen(HTMLParser):
    """What a page loads, where its links lead, and the places that a link may lead to."""

    def __init__(self, text):
        super().__init__()
        self.loads, self.links, self.places, self.words = [], [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        told = dict(attributes)
        self.places |= {told["id"]} if "id" in told else set()
        if tag == "a":
            self.links.append(told["href"])
        self.loads += [
            told[k] for k in ("src", "href", "srcset", "data") if k in told and tag != "a"
        ]

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


def test_every_link_of_the_shipped_site_leads_somewhere(shipped):
    seen = {address: Seen(text) for address, text in shipped.items() if address.endswith(".html")}
    astray = set()
    for address, page in seen.items():
        for link in page.links:
            target, place = urldefrag(link)
            if target.startswith(("https://", "http://")):
                continue
            folder = address.rpartition("/")[0].split("/") if "/" in address else []
            for part in unquote(target).split("/"):
                folder = folder[:-1] if part == ".." else [*folder, part]
            at = "/".join(folder) if target else address
            if at not in seen or (place and place not in seen[at].places):
                astray.add((address, link))

    assert astray == set()


def test_no_page_loads_anything_from_elsewhere(shipped):
    loaded = {load for text in shipped.values() for load in Seen(text).loads}

    assert {re.sub(r"^(\.\./)*", "", load) for load in loaded} == {
        "style.css",
        "script.js",
        "data:,",
    }


def test_the_shipped_site_is_small(shipped):
    total = sum(len(text.encode()) for address, text in shipped.items() if address != "search.js")

    assert total < 16 * MEGABYTE  # pages of activities repeat what they share, to be read alone
    assert max(len(t.encode()) for a, t in shipped.items() if a != "search.js") < MEGABYTE
    assert len(shipped["index.html"].encode()) < MEGABYTE / 10


def test_the_first_page_with_all_that_it_loads_is_under_100_kilobytes(shipped_site):
    first = sum(
        (shipped_site / name).stat().st_size for name in ("index.html", "style.css", "script.js")
    )
    assert first < 100_000


def test_every_rule_feature_activity_and_source_has_a_page_that_search_knows(
    shipped, shipped_pages
):
    protocol = open_protocol()
    wanted = {shipped_pages.at.rule(name) for name in protocol.by_id}
    wanted |= {shipped_pages.at.activity(name) for name in protocol.activities}
    wanted |= {shipped_pages.at.source(name) for name in protocol.sources}

    assert wanted < set(shipped)
    assert len(wanted) == len(protocol.rules) + len(protocol.activities) + len(protocol.sources)
    assert {address for address in wanted if f'"{address}"' not in shipped["search.js"]} == set()


def test_a_rule_reads_the_same_on_its_page_and_where_rules_are_described(shipped, shipped_pages):
    protocol = open_protocol()

    for rule in protocol.rules:
        said = describe(rule, protocol)
        page = Seen(shipped[shipped_pages.at.rule(rule.id)]).text
        assert " ".join(said.clinician.split()) in page


@pytest.mark.skipif("describe" not in VERBS, reason="recovery has no verb describe yet")
def test_a_rule_reads_the_same_on_its_page_and_on_the_command_line(shipped):
    rule = "running/run-walk/allowed"
    page = Seen(shipped["rules/running--run-walk--allowed.html"]).text

    result = CliRunner().invoke(main, ["describe", rule], catch_exceptions=False)

    sentence = describe(open_protocol().by_id[rule], open_protocol()).clinician
    assert sentence in page
    assert sentence in " ".join(result.stdout.split())


def test_every_page_says_that_nobody_has_signed_it_off(shipped):
    without = [
        a
        for a, text in shipped.items()
        if a.endswith(".html") and "no clinician has reviewed" not in text
    ]

    assert without == []


@pytest.mark.parametrize(
    "address", ["index.html", "features/jogging.html", "rules/jogging--jog--not-yet--weak-leg.html"]
)
def test_a_broken_scenario_is_shown_with_expected_actual_and_reason(tmp_path, address):
    whole = Seen((written(tmp_path / "whole") / address).read_text()).text
    broken = Seen((written(tmp_path / "broken", feature=BROKEN) / address).read_text()).text

    assert "✗ failed" not in whole
    assert "✗ failed" in broken
    assert "Expected jog is not yet because of jogging/jog/not yet/weak leg" in broken
    assert "Actual jog is allowed, because of jogging/jog/allowed" in broken
    assert "Reason jogging/jog/allowed : Jogging: allowed when all of these hold" in broken


def test_a_rule_page_shows_stances_sources_coverage_and_what_depends_on_it(tmp_path):
    site = written(tmp_path)
    allowed = Seen((site / "rules/jogging--jog--allowed.html").read_text()).text
    weak = Seen((site / "rules/jogging--leg--weak.html").read_text()).text

    assert "jog from 12 weeks P1 10 weeks P1 6 weeks P1" in allowed
    assert "P1 : A leaflet , A clinic leaflet, weak" in allowed
    assert "Nothing: 7 of 7 shown." in allowed
    assert "What depends on it Jogging" in weak


def test_the_timeline_draws_each_stance_with_its_phase_limit_and_opening(tmp_path):
    text = (written(tmp_path) / "timeline.html").read_text()
    pictures = re.findall(r"<svg.*?</svg>", text, re.S)

    assert len(pictures) == 6, "one for a wide screen and one for a phone for each stance"
    for picture, week in zip(pictures, (12, 12, 10, 10, 6, 6), strict=True):
        shown = Seen(picture).text
        assert "Early weeks" in shown
        assert "5 kg" in shown
        assert f"week {week}" in shown


def test_the_same_run_gives_the_same_bytes(tmp_path):
    folder = write_knee(tmp_path)

    assert list(contents(pages_of(folder))) == list(contents(pages_of(folder)))


def test_the_author_s_own_signs_stay_text(tmp_path):
    site = written(tmp_path, rules=[("a weak leg gives way", "a <b>weak</b> leg & knee")])

    text = (site / "rules/jogging--jog--not-yet--weak-leg.html").read_text()

    assert "<b>weak" not in text
    assert "a <b>weak</b> leg & knee" in unescape(text)


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    folder = write_knee(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/page.html").write_text("mine")

    result = CliRunner().invoke(
        main, ["docs", "build", str(tmp_path / "mine"), "--protocol", str(folder), "--no-mutants"]
    )

    assert result.exit_code == 3
    assert "holds something that is not a site of ours [E506]" in result.stderr
    assert (tmp_path / "mine/page.html").read_text() == "mine"


@pytest.mark.parametrize(("changes", "code"), [((), 0), (BROKEN, 3)])
def test_building_says_how_many_pages_and_whether_scenarios_passed(tmp_path, changes, code):
    folder = write_knee(tmp_path, feature=changes)

    result = CliRunner().invoke(
        main, ["docs", "build", str(tmp_path / "site"), "--protocol", str(folder)]
    )

    assert result.exit_code == code
    assert "pages in" in result.stdout
    assert ("1 failed" in result.stdout) == bool(changes)
    assert "Small slips were not tried" in (tmp_path / "site/gaps.html").read_text()


@pytest.fixture
def served(tmp_path):
    news = News(1)
    with server(written(tmp_path), 0, news, live=True) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}", news
        running.shutdown()


def test_the_server_is_on_this_machine_only_and_answers_to_no_other_name(served):
    address, _ = served
    port = address.rpartition(":")[2]

    for asked, code in (
        (Request(address, headers={"Host": "elsewhere.example"}), 403),
        (Request(f"{address}/../../etc/passwd"), 404),
    ):
        with pytest.raises(HTTPError) as refused:
            urlopen(asked)
        refused.value.close()
        assert refused.value.code == code
    assert b"Knee" in urlopen(Request(address, headers={"Host": f"localhost:{port}"})).read()


def test_a_served_page_hears_of_the_next_version_and_of_problems(served):
    address, news = served

    assert b'fetch("/.changed"' in urlopen(f"{address}/timeline.html").read()
    news.version, news.problems = 2, ["a problem"]
    assert urlopen(f"{address}/.changed").read() == b'{"version": 2, "problems": ["a problem"]}'


def test_a_save_is_noticed_and_another_file_is_not(tmp_path):
    folder = write_knee(tmp_path)
    watched, heard, stop = Watched((folder,)), threading.Event(), threading.Event()
    thread = threading.Thread(target=watch, args=(watched, watched.state(), heard.set, stop))
    thread.start()
    try:
        (folder / "notes.txt").write_text("mine")
        assert not heard.wait(1)
        (folder / "jogging.yaml").write_text((folder / "jogging.yaml").read_text() + "\n")
        assert heard.wait(5)
    finally:
        stop.set()
        thread.join()


def asked_raw(address, request):
    """All that comes back for a request that is written byte by byte."""
    host, _, port = address.removeprefix("http://").rpartition(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(request)
        return b"".join(iter(partial(connection.recv, 65536), b""))


PATHS = ["/%00", "/%00.html", "/a%00b/", f"/{'x' * 5000}", f"/{'x' * 5000}.html", f"/{'x/' * 3000}"]
PATHS += ["/%ED%A0%80.html", "/%ff", "/%2e%2e/%2e%2e/etc/passwd", "/%1b[31m", "/\x00"]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", PATHS, ids=range(len(PATHS)))
def test_an_address_that_no_file_can_have_is_refused_in_words(served, capfd, method, path):
    request = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()

    assert asked_raw(served[0], request).startswith(b"HTTP/1.0 404")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("path", ["/", "/index.html", "/.changed", "/style.css", "/nowhere"])
def test_a_name_that_is_not_ours_is_refused_whatever_is_asked(served, path):
    for method in ("GET", "HEAD"):
        for host in ("elsewhere.example", "elsewhere.example:80", "localhost.example", ""):
            request = f"{method} {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
            assert asked_raw(served[0], request).startswith(b"HTTP/1.0 403")


@pytest.mark.parametrize("path", ["/", "/index.html", "/.changed", "/style.css", "/nowhere"])
def test_the_head_of_a_page_is_that_of_the_page(served, path):
    said = [
        asked_raw(served[0], f"{method} {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        for method in ("GET", "HEAD")
    ]
    heads = [re.sub(rb"Date: .*\r\n", b"", part.partition(b"\r\n\r\n")[0]) for part in said]

    assert heads[0] == heads[1]
    assert said[1].endswith(b"\r\n\r\n")


def test_two_hundred_requests_at_once_are_all_answered(served):
    gate, answered = threading.Barrier(200), []

    def ask():
        gate.wait()
        request = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
        answered.append(asked_raw(served[0], request)[:12])

    threads = [threading.Thread(target=ask) for _ in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answered == [b"HTTP/1.0 200"] * 200


def test_a_connection_that_says_nothing_is_closed(served, monkeypatch):
    monkeypatch.setattr("recovery_guidance.site.serve._Handler.timeout", 0.2)

    assert asked_raw(served[0], b"") == b""
    assert asked_raw(served[0], b"GET / HT") == b""


def test_a_browser_that_hangs_up_says_nothing_in_the_terminal(served, capfd):
    port = int(served[0].rpartition(":")[2])
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", port)) as connection:
            at_once = struct.pack("ii", 1, 0)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
            connection.sendall(b"GET /index.html HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert b"Knee" in urlopen(served[0]).read()

    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "place", ["rules/knee/jogging.yaml", "features/knee/jogging.feature", "rules/knee"]
)
def test_a_folder_or_nothing_in_place_of_a_file_is_told_and_the_files_are_still_followed(
    tmp_path, place
):
    folder, news = write_knee(tmp_path), News()
    features, site, known = tmp_path / "features/knee", tmp_path / "site", Memory()
    again = partial(make_pages, str(folder), features, site, news, known)
    again()
    assert news.version == 1

    there, aside, stop = tmp_path / place, tmp_path / "aside", threading.Event()
    watched = Watched((folder, features))
    follow = threading.Thread(target=watch, args=(watched, watched.state(), again, stop))
    follow.start()
    try:
        there.rename(aside)
        if there.suffix:
            there.mkdir()
        assert is_so(lambda: news.problems), "told"
        if there.suffix:
            assert is_so(lambda: "folder" in " ".join(news.problems)), "a folder"
            there.rmdir()
        aside.rename(there)
        assert is_so(lambda: news.version > 1 and not news.problems), "back"
        assert follow.is_alive()
    finally:
        stop.set()
        follow.join()


def test_a_disk_that_is_full_is_told_and_the_pages_stay(tmp_path, monkeypatch):
    folder, news = write_knee(tmp_path), News()
    again = partial(make_pages, str(folder), tmp_path / "features/knee", tmp_path / "site", news)

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as changed:
        changed.setattr("recovery_guidance.site.site.build", full)
        again(Memory())
    assert "no space left on device" in news.problems[0]
    again(Memory())
    assert (news.version, news.problems) == (1, [])


def is_so(said):
    """Whether something becomes true within ten seconds."""
    end = time.monotonic() + 10
    while not said() and time.monotonic() < end:
        time.sleep(0.05)
    return bool(said())


def test_what_is_planned_is_shown_as_such(tmp_path):
    line = "  Scenario: Numb\n"
    planned = f"  @draft @seen\n  Scenario: Later\n    Given a patient on day 3\n    Then jog is allowed\n\n{line}"
    site = written(tmp_path, feature=[(line, planned)])

    page, start = (
        Seen((site / at).read_text("utf-8")).text for at in ("features/jogging.html", "index.html")
    )

    assert "Later ○ planned @draft @seen" in page
    assert "19 passed, 1 planned" in page
    assert "passed 19 scenarios; 1 planned, which do not count" in start


def test_each_scenario_is_shown_once_whatever_the_number_of_engines(tmp_path):
    folder = write_knee(tmp_path, feature=[("| 84  | allowed |", "| 84  | not yet |")])
    every = all_scenarios(features := read_features(features_of(folder)))
    protocol = open_protocol(str(folder))
    run = ScenarioRun.of(protocol, features, play_all(every, protocol, ("auto", "reference")))

    page = dict(contents(Pages(run)))["features/jogging.html"]

    assert re.findall(r' id="at-(\d+)"', page) == [str(one.at) for one in every]
    assert page.count("The week of the first jog ") == 1 + page.count("The week of the first jog (")


def test_a_scenario_that_a_page_leaves_out_is_told_with_its_line(tmp_path, monkeypatch):
    pages = pages_of(write_knee(tmp_path))
    shown = ScenarioRun.to_show
    monkeypatch.setattr(ScenarioRun, "to_show", lambda run, topic: shown(run, topic)[1:])

    with pytest.raises(ProblemsFound) as found:
        build(pages, tmp_path / "site")

    (problem,) = found.value.problems
    assert (problem.code, problem.position.line) == ("E504", 12)
    assert problem.message == "the scenario at line 12 is read 1 times and shown 0 times"


SIGNED = ("--name", "A. Reader", "--role", "spine surgeon", "--review-due", "2027-05-28")


def page_of(folder, activity="jog"):
    pages = pages_of(folder)
    return dict(contents(pages))[f"activities/{activity}.html"]


def behind(rules, protocol):
    """Every rule behind these."""
    return protocol.graph.behind(rules).values()


@pytest.mark.parametrize("activity", ["run-walk", "driving"])
def test_a_reader_finds_each_condition_number_and_source_without_leaving_the_page(
    shipped, activity
):
    protocol = open_protocol()
    page = Seen(shipped[f"activities/{activity}.html"]).text
    groups = protocol.members[activity]
    rules = [r for r in protocol.rules if r.kind in DECIDING and r.subject in groups]

    for rule in behind(rules, protocol):
        for leaf in rule.when.leaves():
            if not isinstance(leaf, Claim):
                words = wording.condition(leaf, protocol, protocol.numbers("typical"))
                assert words in page, (rule.id, words)
        for source, line in rule.cited.lines:
            assert f"{source} : {line}" in page
            assert protocol.sources[source].told in page
        for name in rule.thresholds:
            threshold = protocol.thresholds[name]
            for stance in STANCES:
                assert shown_amount(threshold, stance) in page
            assert all(f"{one} : {line}" in page for one, line in threshold.cited.lines)
            assert " ".join(threshold.conflict.split()) in page


def test_a_patient_s_words_on_a_page_are_those_of_the_answer(shipped_pages):
    """Word for word: the answer of that scenario holds them, apart from how its lines break."""
    checked, protocol = 0, shipped_pages.protocol
    for rule in protocol.rules[::7]:
        read = shipped_pages.answers.read(rule)
        named = [
            p for p in shipped_pages.standing.played if read and p.scenario.title == read.scenario
        ]
        told = [a.guidance.case for p in named for a in play(p.scenario, protocol).answers]
        answers = [as_text(evaluate(protocol, case, "reference")) for case in told]
        texts = [" ".join(" ".join(line.text for line in answer).split()) for answer in answers]
        if read:
            checked += 1
            assert any(" ".join(read.text.split()) in text for text in texts), (rule.id, read)

    assert checked > 15


def test_a_page_says_what_was_signed_and_what_changed_since(tmp_path):
    folder = write_knee(tmp_path)
    assert "no clinician has signed it" in Seen(page_of(folder)).text
    signing = ["sign-off", str(folder), *SIGNED, "--on", "2026-11-28"]
    assert CliRunner().invoke(main, signing, catch_exceptions=False).exit_code == 0
    whole = Seen(page_of(folder)).text

    rules = folder / "items.yaml"
    rules.write_text(rules.read_text().replace("typical: 10", "typical: 11"))
    changed = dict(contents(pages_of(folder)))

    assert "Nothing on this page changed since" in whole
    assert "reviewed by A. Reader, spine surgeon, on 2026-11-28, nothing changed since" in whole
    page = Seen(changed["activities/jog.html"]).text
    assert "On this page 1 part changed since" in page
    assert "threshold jog from" in page.partition("What has been signed")[2]
    for text in (changed["index.html"], changed["rules/jogging--leg--weak.html"]):
        assert "on 2026-11-28, 1 threshold changed since" in Seen(text).text
