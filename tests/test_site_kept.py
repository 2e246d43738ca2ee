"""What a build leaves alone, what it says on pages that are old, and which scenarios it plays again."""

import os
import shutil
import threading
from functools import partial
from urllib.request import urlopen

import pytest
from click.testing import CliRunner
from knee import IN_PAIN, PROMISED, write_knee
from test_site import BROKEN, Seen, is_so, pages_of

from recovery_guidance.library import open_protocol
from recovery_guidance.model.problem import ProblemsFound
from recovery_guidance.scenarios import remembered
from recovery_guidance.scenarios.coverage import coverage
from recovery_guidance.scenarios.features import features_of, read_features
from recovery_guidance.scenarios.mutants import mutants, mutated
from recovery_guidance.scenarios.play import play
from recovery_guidance.scenarios.remembered import Memory
from recovery_guidance.scenarios.test_run import all_scenarios
from recovery_guidance.site.serve import News, Watched, server, watch
from recovery_guidance.site.site import build
from recovery_guidance.verbs.command import main
from recovery_guidance.verbs.scenarios import make_pages

OLD = "These pages are old."


@pytest.fixture(scope="module")
def knee(tmp_path_factory):
    return pages_of(write_knee(tmp_path_factory.mktemp("knee")))


@pytest.fixture
def site(knee, tmp_path):
    build(knee, tmp_path / "site")
    return tmp_path / "site"


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


def files(folder):
    """Every file and link below a folder, with what it holds or where it leads."""
    return {
        str(p.relative_to(folder)): p.readlink() if p.is_symlink() else p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_symlink() or p.is_file()
    }


# What is there already


def test_a_page_of_a_rule_that_is_gone_is_taken_out_and_what_the_author_put_there_is_not(
    knee, site
):
    mine = ["mine.html", "rules/mine.html", "notes.txt", "rules/jogging--jog--allowed.bak"]
    for name in mine:
        (site / name).write_text("mine")
    manifest = site / ".recovery-site"
    page = site / "rules/jogging--jog--allowed.html"
    shutil.copy(page, site / "rules/gone.html")
    line = next(line for line in manifest.read_text().splitlines() if "--jog--allowed" in line)
    manifest.write_text(manifest.read_text() + line.replace("jogging--jog--allowed", "gone") + "\n")

    build(knee, site)

    assert not (site / "rules/gone.html").exists()
    assert {name: (site / name).read_text() for name in mine} == dict.fromkeys(mine, "mine")


def by_hand(place):
    place.write_text("mine")


def a_link(place):
    other = place.parent.parent / "other"
    other.write_text("mine")
    place.unlink()
    place.symlink_to(other)


def a_link_to_nowhere(place):
    place.unlink()
    place.symlink_to("nowhere")


def a_link_to_a_folder(place):
    other = place.parent.parent / "elsewhere"
    shutil.move(place.parent, other)
    place.parent.symlink_to(other)


def a_folder(place):
    place.unlink()
    place.mkdir()


def a_file_for_a_folder(place):
    shutil.rmtree(place.parent)
    place.parent.write_text("mine")


@pytest.mark.parametrize(
    "put", [by_hand, a_link, a_link_to_nowhere, a_link_to_a_folder, a_folder, a_file_for_a_folder]
)
def test_what_no_build_wrote_is_told_and_nothing_is_changed(knee, site, tmp_path, put):
    put(site / "rules/jogging--jog--allowed.html")
    (site / "index.html").write_bytes((site / "index.html").read_bytes())
    before = files(tmp_path)

    with pytest.raises(ProblemsFound, match=r"no build wrote `.*` as it is now") as found:
        build(knee, site)

    assert found.value.problems[0].code == "E506"
    assert files(tmp_path) == before


def test_a_manifest_that_leads_out_of_the_folder_takes_nothing_out_there(knee, site, tmp_path):
    mine = tmp_path / "mine.html"
    mine.write_text("mine")
    digest = "8ee7a4dbe1b1b6fe25ca7ed2ea4ed2cf5c2ab4e2d0b6ea1b5ed1d2a4b8fef6b5"
    with (site / ".recovery-site").open("a") as manifest:
        manifest.write(f"{digest}  ../mine.html\n{digest}  {mine}\n")

    build(knee, site)

    assert mine.read_text() == "mine"


def test_the_same_site_is_not_written_again(knee, site):
    before = {p: p.stat().st_ino for p in site.rglob("*.html")}

    build(knee, site)

    assert {p: p.stat().st_ino for p in site.rglob("*.html")} == before


def test_a_build_that_was_stopped_half_way_is_no_bar_to_the_next(tmp_path, knee, site, monkeypatch):
    other = pages_of(write_knee(tmp_path, rules=[("title: Jogging", "title: Running")]))
    from recovery_guidance.site import folder as writing

    first = files(site)
    real, left = writing.replace_whole, iter(range(6))

    def full(*given):
        if next(left, None) is None:
            raise OSError(28, "No space left on device")
        real(*given)

    monkeypatch.setattr(writing, "replace_whole", full)
    with pytest.raises(OSError, match="space"):
        build(other, site)
    monkeypatch.undo()

    assert files(site) != first
    build(knee, site)
    assert files(site) == first


# What is old


@pytest.mark.parametrize("place", ["rules/knee/jogging.yaml", "features/knee/jogging.feature"])
def test_pages_that_could_not_be_made_anew_say_so_until_they_are(tmp_path, place):
    folder, site = write_knee(tmp_path), tmp_path / "site"
    build_it = partial(run, "docs", "build", site, "--protocol", folder, "--no-prove")
    assert build_it().exit_code == 0
    (site / "mine.html").write_text('<main id="main" tabindex="-1">\n')
    fresh, text = files(site), (tmp_path / place).read_text()

    (tmp_path / place).write_text("walking: [\n")
    for _ in range(2):
        assert build_it().exit_code == 3
        for name, content in files(site).items():
            if name.endswith(".html") and name != "mine.html":
                assert Seen(content.decode()).text.count(OLD) == 1, name
                assert os.path.basename(place) in Seen(content.decode()).text  # noqa: PTH119  a name, not a file
    assert files(site)["mine.html"] == fresh["mine.html"]

    (tmp_path / place).write_text(text)
    assert build_it().exit_code == 0
    assert files(site) == fresh


def test_a_folder_that_is_no_site_is_not_told_that_it_is_old(tmp_path):
    folder = write_knee(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/page.html").write_text('<main id="main" tabindex="-1">\n')
    (folder / "jogging.yaml").write_text("walking: [\n")

    assert run("docs", "build", tmp_path / "mine", "--protocol", folder).exit_code == 3

    assert (tmp_path / "mine/page.html").read_text() == '<main id="main" tabindex="-1">\n'


# While the author writes


class Served:
    """Pages that follow the files of a protocol, as `docs serve --watch` has them."""

    def __init__(self, tmp_path):
        self.folder = write_knee(tmp_path)
        self.features, self.site, self.news = tmp_path / "features/knee", tmp_path / "site", News()
        self.again = partial(
            make_pages, str(self.folder), self.features, self.site, self.news, Memory()
        )

    def __enter__(self):
        self.stop = threading.Event()
        self.server = server(self.site, 0, self.news, live=True)
        watched = Watched((self.folder, self.features))
        for target, given in (
            (self.server.serve_forever, ()),
            (watch, (watched, watched.state(), self.again, self.stop)),
        ):
            threading.Thread(target=target, args=given, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        self.server.shutdown()
        self.server.server_close()

    def page(self, address="index.html"):
        place = f"http://127.0.0.1:{self.server.server_port}/{address}"
        return Seen(urlopen(place).read().decode()).text


def test_what_is_wrong_stands_on_every_page_and_goes_when_it_is_mended(tmp_path):
    served = Served(tmp_path)
    rules = served.folder / "jogging.yaml"
    text = rules.read_text()
    rules.write_text(text.replace("at most 2/10", "at most 2/5"))
    served.again()
    with served:
        assert "[E103]" in served.page(), "before there is any page"
        assert "[E103]" in served.page("rules/jogging--jog--allowed.html")
        rules.write_text(text)
        assert is_so(lambda: served.news.version == 1)
        assert OLD not in served.page()
        rules.write_text(text.replace("at most 2/10", "at most 2/5"))
        assert is_so(lambda: served.news.problems)
        assert "[E103]" in served.page("rules/jogging--jog--allowed.html")


@pytest.mark.parametrize("name", [".#jogging.yaml", ".#jogging.feature", ".jogging.yaml.swp"])
def test_a_file_that_an_editor_keeps_beside_an_open_one_is_nothing(tmp_path, name):
    served = Served(tmp_path)
    place = (served.folder if "yaml" in name else served.features) / name
    before = Watched((served.folder, served.features)).state()
    if "#" in name:
        place.symlink_to("author@machine.4711:1764300000")
    else:
        place.write_text("walking: [\n")

    served.again()

    assert (served.news.version, served.news.problems) == (1, [])
    assert Watched((served.folder, served.features)).state() == before


@pytest.mark.parametrize(
    "wrong", [RecursionError("too deep"), PermissionError(13, "Permission denied")]
)
def test_a_mistake_of_ours_or_a_refusal_is_told_and_the_files_are_still_followed(
    tmp_path, monkeypatch, wrong
):
    served = Served(tmp_path)
    served.again()
    rules = served.folder / "jogging.yaml"

    def fails(*_):
        raise wrong

    with served:
        with monkeypatch.context() as changed:
            changed.setattr("recovery_guidance.verbs.scenarios.open_protocol", fails)
            rules.write_text(rules.read_text() + "\n")
            assert is_so(lambda: served.news.problems)
            assert str(wrong) in served.page()
        rules.write_text(rules.read_text() + "\n")
        assert is_so(lambda: served.news.version == 2 and not served.news.problems)


# What is played again


@pytest.fixture
def played(monkeypatch):
    """The names of the scenarios that were played, and not remembered."""
    found = []

    def counted(scenario, *more):
        found.append(scenario.id)
        return play(scenario, *more)

    monkeypatch.setattr(remembered, "play", counted)
    return found


def scenarios_of(folder):
    return all_scenarios(read_features(features_of(folder)))


def told(went):
    """How scenarios went, without the answers."""
    return [(one.scenario, one.engine, one.steps, one.passed) for one in went]


def test_whatever_slip_is_in_the_rules_what_is_remembered_is_what_would_be_played(tmp_path, played):
    folder = write_knee(tmp_path)
    protocol, scenarios = open_protocol(str(folder)), scenarios_of(folder)
    memory, tried, saved = Memory(), 0, 0
    memory.play(scenarios, protocol, ["reference"])
    known = dict(memory.found)

    for mutant in mutants(protocol):
        changed = mutated(protocol, mutant)
        played.clear()
        went = Memory(dict(known)).play(scenarios, changed, ["reference"])
        tried, saved = tried + 1, saved + len(scenarios) - len(played)
        fresh = tuple(play(one, changed, "reference") for one in scenarios)
        assert told(went) == told(fresh), mutant.id
        assert coverage(changed, went) == coverage(changed, fresh), mutant.id
    assert tried > 20
    assert saved > tried * len(scenarios) / 4


def test_only_what_changed_is_played_again(tmp_path, played):
    folder = write_knee(tmp_path)
    build_it = partial(run, "docs", "build", tmp_path / "site", "--protocol", folder, "--no-prove")
    feature = tmp_path / "features/knee/jogging.feature"

    def again(*options):
        played.clear()
        assert build_it("--engine", "reference", *options).exit_code == 0
        return len(played)

    every = len(scenarios_of(folder))
    assert again() == every
    first = files(tmp_path / "site")
    assert again() == 0
    assert files(tmp_path / "site") == first
    feature.write_text("\n" + feature.read_text().replace("Scenario: Numb", "Scenario: Quite numb"))
    assert again() == 0, "another line or name is no other scenario"
    feature.write_text(
        feature.read_text().replace("day 42\n    And numb is yes", "day 43\n    And numb is yes")
    )
    assert again() == 1
    rules = folder / "jogging.yaml"
    rules.write_text(rules.read_text().replace("all: 5 kg", "all: 5.0 kg"))
    assert again() == 0, "the same rule in other words"
    rules.write_text(rules.read_text().replace("a weak leg gives", "a bad leg gives"))
    assert 0 < again() < every
    assert again("--mutants") == every
    assert "slips were tried" in (tmp_path / "site/gaps.html").read_text()


def test_a_proof_is_remembered_until_a_rule_changes_and_never_one_that_does_not_hold(
    tmp_path, monkeypatch
):
    from recovery_guidance.proof import prove as proving

    found = []

    def counted(*given):
        found.append(given)
        return prove(*given)

    prove = proving.prove
    monkeypatch.setattr(proving, "prove", counted)
    folder = write_knee(tmp_path, rules=[PROMISED])
    rules = folder / "jogging.yaml"

    def again():
        found.clear()
        words = ["--protocol", folder, "--engine", "reference"]
        assert run("docs", "build", tmp_path / "site", *words).exit_code in (0, 3)
        return len(found)

    assert again() == 1
    first = files(tmp_path / "site")
    assert again() == 0
    assert files(tmp_path / "site") == first
    rules.write_text("# on another line\n" + rules.read_text())
    assert again() == 0
    assert Seen((tmp_path / "site/guarantees.html").read_text()).text.count("jogging.yaml:") == 3
    rules.write_text(rules.read_text().replace(*IN_PAIN))
    assert (again(), again()) == (1, 1)


def test_a_scenario_that_fails_or_reads_a_file_is_played_every_time(tmp_path, played, monkeypatch):
    monkeypatch.chdir(tmp_path)
    overlay = tmp_path / "mine.yaml"
    overlay.write_text(
        "overlay of: knee\nauthor: A surgeon\ndate: 2026-01-01\nuntil: 2027-01-01\n"
        "reason: it is an example\npractice:\n  - set: jog from\n    to: 14 weeks\n"
    )
    reads = "Scenario: A practice\n    Given the overlay mine.yaml on 2026-03-01\n"
    reads += (
        "    And a patient 12 weeks after the operation\n    And everything else is uncomplicated\n"
    )
    reads += "    Then jog is not yet\n\n  Scenario: A weak leg"
    changes = [*BROKEN, ("Scenario: A weak leg", reads)]
    folder = write_knee(tmp_path, feature=changes)
    memory, protocol = Memory(), open_protocol(str(folder))

    for _ in range(2):
        played.clear()
        went = memory.play(scenarios_of(folder), protocol, ["reference"])
    assert [one.broken for one in went if "A practice" in one.scenario.id] == [None]
    assert played == ["jogging/A practice", "jogging/A weak leg"]


def test_another_program_or_engine_forgets_what_was_found(tmp_path, played, monkeypatch):
    folder = write_knee(tmp_path)
    protocol, scenarios, memory = open_protocol(str(folder)), scenarios_of(folder), Memory()
    memory.play(scenarios, protocol, ["reference"])
    known = dict(memory.found)

    for change in ("program", "engine"):
        played.clear()
        with monkeypatch.context() as changed:
            if change == "program":
                changed.setattr(remembered, "program", lambda: "another")
            engine = "auto" if change == "engine" else "reference"
            Memory(dict(known)).play(scenarios, protocol, [engine])
        assert len(played) == len(scenarios), change


def test_a_scenario_that_is_broken_is_red_on_every_page_that_relies_on_it(tmp_path):
    """On the first page, on its feature's, and for each rule that it asks about on the rule's and its activity's."""
    whole = pages_of(write_knee(tmp_path / "whole"))
    feature = (tmp_path / "whole/features/knee/jogging.feature").read_text()
    for step, wrong in (
        ("Then lifting is not limited\n", "Then lifting is limited to 4 kg\n"),
        ("Then jog is unknown\n", "Then jog is allowed\n"),
        ("Then the urgency is emergency because of jogging/numb\n", "Then there is no urgency\n"),
    ):
        assert step in feature
        folder = tmp_path / wrong.replace(" ", "").replace("/", "").strip()
        site = folder / "site"
        build(pages_of(write_knee(folder, feature=[(step, wrong)])), site)
        one = next(
            p
            for p in whole.standing.played
            if p.steps[-1].step.text in step or step[5:-1] in {s.step.text for s in p.steps}
        )
        asked = [r for r in whole.protocol.rules if one in whole.standing.of_rule(r.id)]
        assert asked
        pages = {"index.html", "features/jogging.html", *(whole.at.rule(r.id) for r in asked)}
        pages |= {
            whole.at.activity(r.subject) for r in asked if r.subject in whole.protocol.activities
        }
        for page in pages:
            assert "✗ failed" in Seen((site / page).read_text()).text, (wrong, page)
