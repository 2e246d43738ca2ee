"""`recovery describe`: every name of a protocol has a page in words."""

import json

import pytest
from click.testing import CliRunner

from recovery_guidance import open_protocol
from recovery_guidance.authoring.describe import describe
from recovery_guidance.authoring.handbook import as_json, as_markdown, as_text, contents, look_up
from recovery_guidance.verbs.command import main
from tests.protocols import small


def described(*arguments):
    return CliRunner().invoke(main, ["describe", *arguments], catch_exceptions=False)


def lines(page):
    return "\n".join(line.text for line in as_text(page, 200))


def test_every_name_of_our_protocol_has_a_page():
    protocol = open_protocol()
    names = [name for names in contents(protocol).values() for name in names]

    assert len(names) > 100
    for name in [*names, *protocol.by_id]:
        page = look_up(name, protocol)
        assert page.title
        assert lines(page)
        assert list(as_markdown(page))
        assert json.loads(as_json(page))["name"] == page.name


def test_the_words_are_those_of_the_one_function_that_makes_them():
    protocol = small()
    rule = protocol.by_id["running/running/allowed"]
    said = describe(rule, protocol)

    page = json.loads(as_json(look_up("running", protocol)))

    assert page["rules"][0]["patient"] == said.patient
    assert page["rules"][0]["clinician"] == said.clinician


def test_an_activity_shows_its_rules_with_stances_side_by_side():
    page = look_up("running", small())

    assert [d.rule.id for d in page.rules] == [
        "running/running/allowed",
        "running/running/not yet/open wound",
    ]
    assert "running from: restrictive 12 weeks, typical 10 weeks, liberal 6 weeks" in lines(page)
    assert "| running from | 12 weeks (P01) | 10 weeks (P01) | 6 weeks (P01) |" in list(
        as_markdown(page)
    )


def test_an_item_says_what_is_asked_and_what_depends_on_it():
    page = look_up("leg pain", small())

    assert ("question", "How bad is the pain in your leg?") in page.facts
    assert ("counts for", "1 week") in page.facts
    assert page.used_by == ("running/calm",)
    assert page.reaches == ("running",)


def test_a_source_says_which_numbers_and_rules_rest_on_it():
    page = look_up("P01", small())

    assert "running from" in dict(page.facts)["thresholds"]
    assert "running/running/allowed" in page.used_by
    assert page.reaches == ("lifting", "running")


def test_an_item_names_what_is_worked_out_from_it_and_the_rules_behind():
    page = look_up("flare", open_protocol())

    assert "flare in last 14 days" in dict(page.facts)["items worked out from it"]
    assert "flare-ups/flare pattern/third" in page.used_by
    worked = look_up("flare in last 14 days", open_protocol())
    assert set(worked.used_by) <= set(page.used_by)
    assert dict(worked.facts)["worked out from"].startswith("flare ")


def test_an_activity_says_what_is_promised_about_it():
    promised = dict(look_up("driving", open_protocol()).facts)["promised in"]

    assert promised
    for promise in promised.split(", "):
        assert promise in {guarantee.id for guarantee in open_protocol().guarantees}


def test_a_title_is_as_good_as_a_name():
    assert look_up("RUNNING", small()).name == "running"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("running", "activity"),
        ("lifting", "limit"),
        ("calm", "milestone"),
        ("running from", "threshold"),
        ("P01", "source"),
        ("running/saddle numbness", "rule"),
    ],
)
def test_each_kind_of_name_is_found(name, kind):
    assert look_up(name, small()).kind == kind


def test_a_name_with_a_typo_is_answered_with_the_one_meant():
    result = described("leg pian")

    assert result.exit_code == 3
    assert "did you mean `leg pain`?" in result.stderr


def test_without_a_name_all_names_are_listed():
    assert "  run-walk\n" in described().stdout
    assert "leg pain" in json.loads(described("--format", "json").stdout)["items"]
