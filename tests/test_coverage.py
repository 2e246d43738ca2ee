"""Rule coverage, both ways: what scenarios show of each rule and condition, and what they do not."""

from click.testing import CliRunner
from knee import write_knee

from recovery_guidance.library import open_protocol
from recovery_guidance.scenarios.coverage import coverage
from recovery_guidance.scenarios.features import features_of, read_features
from recovery_guidance.scenarios.play import play_all
from recovery_guidance.scenarios.test_run import all_scenarios
from recovery_guidance.verbs.command import main

WEAK = "jogging/jog/not yet/weak leg"


def covered(tmp_path, **changes):
    folder = write_knee(tmp_path, **changes)
    protocol = open_protocol(str(folder))
    scenarios = all_scenarios(read_features(features_of(folder)))
    return coverage(protocol, play_all(scenarios, protocol))


def missing(found):
    return [(gap.text, gap.missing) for gap in found.gaps]


def test_scenarios_that_show_everything_leave_no_gap(tmp_path):
    found = covered(tmp_path)

    assert missing(found) == []
    assert found.percent == 100
    assert found.rules[WEAK].applies != ()
    assert found.rules[WEAK].does_not != ()


def test_a_rule_that_never_applies_is_named_with_its_place(tmp_path):
    found = covered(
        tmp_path,
        feature=[("And foot drop is yes", "And foot drop is no"), ("| 10/10 |", "| 8/10  |")],
    )

    assert (WEAK, "applies in no scenario") in missing(found)
    assert ("`foot drop is yes`", "never true") in missing(found)
    (gap,) = [gap for gap in found.gaps if gap.text == "`leg pain is 10/10`"]
    assert gap.position.line == 6
    assert str(gap).endswith("jogging.yaml:6: `leg pain is 10/10`: never true")
    assert found.percent < 100


def test_a_rule_counts_only_where_a_scenario_asks_about_it(tmp_path):
    """`numb` is false in every scenario; only the one about urgency asks about it."""
    found = covered(tmp_path, feature=[("And there is no urgency\n", "And the phase is early\n")])

    assert missing(found) == [
        ("jogging/numb", "is asked about in no scenario where it does not apply"),
        ("`numb is yes`", "never false"),
    ]


def test_what_no_patient_can_have_is_not_asked_for(tmp_path):
    """The day is always known, and day 0 is the first: the phase can only apply."""
    found = covered(tmp_path)

    assert found.rules["jogging/early"].wanted == 2
    assert found.rules["jogging/early"].shown == 2


def test_what_silences_a_rule_is_not_asked_of_it(tmp_path):
    """With numbness stated, nothing is said of jogging: nobody could show that a rule about it holds."""
    rule = ("- leg is weak", "- leg is weak\n          - numb is yes")
    found = covered(tmp_path, rules=[rule])

    assert [gap for gap in missing(found) if gap[0] == "`numb is yes`"] == [
        ("`numb is yes`", "never unknown")
    ]
    numb = [gap for gap in found.gaps if gap.rule == WEAK]
    assert [gap.missing for gap in numb] == ["never unknown"]


def test_the_conditions_of_otherwise_are_those_of_the_other_values(tmp_path):
    found = covered(tmp_path)

    assert found.rules["jogging/leg/strong"].wanted == 2


def test_a_gap_fails_the_run_that_asks_for_coverage(tmp_path):
    folder = write_knee(tmp_path, feature=[("And numb is unknown", "And numb is yes")])
    text = (tmp_path / "features/knee/jogging.feature").read_text()
    text = text.replace("Then jogging/numb is asked first", "Then the urgency is emergency")
    (tmp_path / "features/knee/jogging.feature").write_text(text)

    plain = CliRunner().invoke(main, ["test", str(folder)])
    asked = CliRunner().invoke(main, ["test", str(folder), "--coverage"])

    assert plain.exit_code == 0
    assert asked.exit_code == 3
    assert "jogging.yaml:45: `numb is yes`: never unknown" in asked.stdout
