"""Pages about more than today's scenarios: what is proven for every patient, and what changed since."""

import subprocess
import sys

import pytest
from click.testing import CliRunner
from knee import IN_PAIN, PROMISED, write_knee
from test_site import Seen, pages_of

from recovery_guidance.library import open_protocol
from recovery_guidance.proof.outcome import UNDECIDED
from recovery_guidance.proof.prove import prove
from recovery_guidance.site.guaranteed import Guarantees
from recovery_guidance.site.pages import Pages
from recovery_guidance.site.site import contents
from recovery_guidance.verbs.command import main


def built(folder, site, *options):
    """The result of building a site without its mutants."""
    arguments = ["docs", "build", str(site), "--protocol", str(folder), "--no-mutants", *options]
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def text(site, address):
    return Seen((site / address).read_text()).text


# What is proven


def test_a_guarantee_is_told_in_words_with_its_state_reason_and_source(tmp_path):
    result = built(write_knee(tmp_path, rules=[PROMISED]), tmp_path / "site")

    page = text(tmp_path / "site", "guarantees.html")
    assert result.exit_code == 0
    assert "12 of 12 guarantees proven" in result.stdout
    assert "12 of 12 guarantees are proven" in page
    assert "Nobody jogs in pain ✓ proven Never jog allowed, when leg pain at least 3/10." in page
    assert "Because pain comes first. P1 ·" in page
    assert "Little is lifted at first ✓ proven Always at most lifting 5 kg, when week less" in page
    assert "Unknown never opens a gate ✓ proven What is not known opens nothing" in page
    assert "accepted closes with time: jogging/jog/allowed Accepted, because it is an" in page


def test_a_refuted_guarantee_is_shown_with_the_patient_the_rules_and_the_scenario(tmp_path):
    result = built(write_knee(tmp_path, rules=[PROMISED, IN_PAIN]), tmp_path / "site")

    page = text(tmp_path / "site", "guarantees.html")
    start = text(tmp_path / "site", "index.html")
    assert result.exit_code == 3
    assert "11 of 12 guarantees are proven, 1 is refuted" in page
    assert "Nobody jogs in pain ✗ refuted" in page
    assert "Patient week 10, typical stance, leg pain 3/10, everything else uncomplicated" in page
    assert "Answer jog is allowed Reason jogging/jog/allowed : Jogging: allowed when" in page
    assert "Scenario: nobody jogs in pain Given a patient 10 weeks after the operation" in page
    assert "✗ refuted 11 of 12 guarantees for every patient there could be, 1 refuted" in start
    assert "Nobody jogs in pain ✗ refuted week 10, typical stance, leg pain 3/10" in start


def test_what_could_not_be_decided_is_not_counted_as_proven(tmp_path):
    folder = write_knee(tmp_path, rules=[PROMISED])
    standing = pages_of(folder).standing
    hurried = prove(standing.protocol, seconds=0)

    guarantees = Guarantees.of(standing.protocol, hurried)
    pages = dict(contents(Pages(standing, guarantees)))

    assert {one.state for one in guarantees.all} == {UNDECIDED}
    page = Seen(pages["guarantees.html"]).text
    assert "0 of 12 guarantees are proven, 12 could not be decided" in page
    assert "? undecided" in page
    assert "The time was over before it was decided." in page
    assert "? undecided 0 of 12 guarantees" in Seen(pages["index.html"]).text


def test_without_a_proof_the_guarantees_are_listed_and_none_is_called_proven(tmp_path):
    why = "nobody asked for a proof"
    folder, site = write_knee(tmp_path, rules=[PROMISED, IN_PAIN]), tmp_path / "site"
    options = ["--protocol", folder, "--no-mutants", "--no-prove"]

    done = subprocess.run(
        [sys.executable, "-m", "recovery_guidance", "docs", "build", site, *options],
        check=False,  # a scenario fails, and so does the program
        capture_output=True,
        text=True,
    )

    page = text(site, "guarantees.html")
    assert "pages in" in done.stdout
    assert "guarantees proven" not in done.stdout
    assert f"None of these 12 guarantees was decided for these pages: {why}." in page
    assert "Nobody jogs in pain ○ not proven Never jog allowed, when leg pain at least" in page
    assert "✓ proven" not in page
    assert f"○ not proven 12 guarantees : {why}" in text(site, "index.html")


@pytest.mark.parametrize(
    ("address", "promised", "other"),
    [
        ("rules/jogging--jog--allowed.html", "Nobody jogs in pain", "Little is lifted"),
        ("activities/jog.html", "Nobody jogs on a dropping foot", "Little is lifted"),
        ("rules/jogging--lifting--weeks-0-to-6.html", "Little is lifted at first", "Nobody jogs"),
    ],
)
def test_a_page_names_the_guarantees_that_speak_of_its_activity_and_no_others(
    tmp_path, address, promised, other
):
    built(write_knee(tmp_path, rules=[PROMISED]), tmp_path / "site")

    page = (tmp_path / "site" / address).read_text()

    told = Seen(page).text.partition("What is promised about it")[2]
    assert f"✓ proven {promised}" in told
    assert other not in told
    assert f"guarantees.html#jogging--{promised.lower().replace(' ', '-')}" in page


def test_the_same_guarantees_are_listed_with_and_without_a_proof(tmp_path):
    protocol = open_protocol(str(write_knee(tmp_path, rules=[PROMISED])))

    proven, listed = (Guarantees.of(protocol, proof).all for proof in (prove(protocol), None))

    assert [(g.name, g.kind, g.sentence) for g in proven] == [
        (g.name, g.kind, g.sentence) for g in listed
    ]


def test_a_list_in_a_list_of_conditions_is_told_in_brackets():
    sentences = {one.name: one.sentence for one in Guarantees.of(open_protocol(), None).all}

    assert (
        "(ankle dorsiflexion is 5/5 or (ankle dorsiflexion is 4/5 and gait clearance is yes))"
        in sentences["nobody runs without a tested ankle"]
    )


# What changed


def git(folder, *arguments):
    settings = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", folder, *settings, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A repository with the first version of the knee protocol, tagged `first`."""
    top = tmp_path / "repository"
    write_knee(top)
    git(top, "init", "--quiet")
    git(top, "add", ".")
    git(top, "commit", "--quiet", "--message", "First version")
    git(top, "tag", "first")
    monkeypatch.chdir(top)
    return top


def test_a_later_start_and_more_pain_are_told_as_stricter_and_looser(repository, tmp_path):
    folder = write_knee(repository, rules=[IN_PAIN])
    items = folder / "items.yaml"
    items.write_text(items.read_text().replace("typical: 10", "typical: 11"))
    git(repository, "commit", "--quiet", "--all", "--message", "Second version")

    built(folder, tmp_path / "site", "--since", "first")

    page = text(tmp_path / "site", "changes.html")
    assert "What changed since first In short: 1 stricter, 2 looser." in page
    assert "Decided for every patient there could be, every day and every stance." in page
    assert (
        "▲ stricter jog: not yet instead of allowed or unknown week 10 (day 70 to 76), typical"
        in page
    )
    assert "Because threshold jog from: 10 weeks → 11 weeks" in page
    assert "▼ looser jog: allowed instead of not yet" in page
    assert "from week 12 (day 84), restrictive stance" in page
    assert "Patients with leg pain: 3/10 foot drop: no" in page
    assert "Then: Jogging: allowed when all of these hold: week 10 or later" in page
    assert "Now: Jogging: allowed when all of these hold: week 11 or later" in page
    assert "Since first : 1 stricter, 2 looser" in text(tmp_path / "site", "index.html")


def test_escalations_and_limits_that_change_are_told_with_their_patients(repository, tmp_path):
    folder = write_knee(
        repository,
        rules=[("all: 5 kg", "all: 4 kg"), ("urgency: emergency", "urgency: same day")],
    )

    built(folder, tmp_path / "site", "--since", "HEAD")

    page = text(tmp_path / "site", "changes.html")
    assert "Limits ▲ stricter lifting: 4 kg (9 lb) instead of 5 kg (11 lb)" in page
    assert "weeks 0 to 5 (day 0 to 41), every stance Every patient" in page
    assert "Escalations ▼ looser jogging/numb: same day instead of emergency" in page
    assert "at any time, every stance Patients with numb: yes" in page


def test_an_older_version_may_be_a_folder_and_nothing_changed_is_said(tmp_path):
    old, new = write_knee(tmp_path / "old"), write_knee(tmp_path / "new")

    built(new, tmp_path / "site", "--since", str(old))

    assert "In short: no change." in text(tmp_path / "site", "changes.html")


def test_without_a_revision_there_is_no_such_page_and_an_old_one_is_taken_away(
    repository, tmp_path
):
    folder = repository / "rules/knee"
    built(folder, tmp_path / "site", "--since", "first")
    assert (tmp_path / "site/changes.html").is_file()

    built(folder, tmp_path / "site")

    assert not (tmp_path / "site/changes.html").exists()
    assert "changes.html" not in (tmp_path / "site/index.html").read_text()


def test_an_unknown_revision_is_a_problem_and_nothing_is_built(repository, tmp_path):
    result = built(repository / "rules/knee", tmp_path / "site", "--since", "never")

    assert result.exit_code == 3
    assert "`never` is neither a folder with protocol.yaml nor a git revision" in result.stderr
    assert not (tmp_path / "site").exists()
