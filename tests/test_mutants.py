"""Small slips in a rule: which are made, what they do, and which scenario notices them."""

import multiprocessing
from contextlib import contextmanager
from itertools import product
from textwrap import dedent

import pytest
from click.testing import CliRunner
from knee import write_knee

import recovery_guidance.verbs.scenarios
from recovery_guidance.deciding.evaluate import evaluate
from recovery_guidance.facts.counts import response
from recovery_guidance.facts.history import History
from recovery_guidance.library import DEFAULT_PROTOCOL, open_protocol, protocol_folder
from recovery_guidance.model.case import Case, Observation, Session
from recovery_guidance.scenarios.explanations import read_explanations
from recovery_guidance.scenarios.features import features_of, read_feature, read_features
from recovery_guidance.scenarios.mutants import mutants, mutated
from recovery_guidance.scenarios.mutation import MutantCache, mutation, read_cache, write_cache
from recovery_guidance.scenarios.play import holds, play_all
from recovery_guidance.scenarios.survivors import judge
from recovery_guidance.scenarios.test_run import all_scenarios
from recovery_guidance.verbs.command import main

WEAK = "jogging/jog/not yet/weak leg"

# A cap that is none has no effect, and a day is never before day 0.
NOBODY_CAN_TELL = [
    "jogging/early: without `day at least 0 days`",
    "jogging/lifting/weeks from 6: left out",
    "jogging/lifting/weeks from 6: without `week at least 6`",
    "jogging/lifting/weeks from 6: `week at least 6` from day 41",
    "jogging/lifting/weeks from 6: `week at least 6` from day 43",
]


def opened(tmp_path, **changes):
    folder = write_knee(tmp_path, **changes)
    return open_protocol(str(folder)), all_scenarios(read_features(features_of(folder)))


def tried(protocol, scenarios, *more, **others):
    """How every mutant fares against these scenarios."""
    return mutation(protocol, play_all(scenarios, protocol), *more, **others)


def fates(tmp_path, **changes):
    protocol, scenarios = opened(tmp_path, **changes)
    return {o.mutant.id: o.breaks for o in tried(protocol, scenarios, processes=1)}


def named(protocol, name):
    return next(mutant for mutant in mutants(protocol) if mutant.id == name)


def test_every_kind_of_slip_is_made_once(tmp_path):
    protocol, _ = opened(tmp_path)
    ids = [mutant.id for mutant in mutants(protocol)]

    assert len(ids) == len(set(ids))
    assert {
        "jog from: typical 69 days instead of 10 weeks",
        "jog from: typical 71 days instead of 10 weeks",
        "lifting weeks 0 to 6: liberal 5.1 kg (11 lb) instead of 5 kg (11 lb)",
        "jogging/jog/allowed: any instead of all, at `week at least jog from`",
        "jogging/jog/allowed: left out",
        "jogging/jog/allowed: without `leg pain at most 2/10`",
        "jogging/jog/allowed: `leg pain at most 2/10` up to 1/10",
        "jogging/jog/allowed: `leg pain at most 2/10` up to 3/10",
        "jogging/leg/weak: all instead of any, at `foot drop is yes`",
        "jogging/leg/weak: `foot drop is yes` turned round",
        f"{WEAK}: left out",
        f"{WEAK}: `leg is weak` turned round",
        "jogging/lifting/weeks 0 to 6: `week between 0 and 6` up to day 42",
        "jogging/numb: crisis instead of emergency",
    } <= set(ids)


@pytest.mark.parametrize(
    "unchanged",
    [
        "jogging/early: `day at least 0 days` from day -1",
        "jogging/leg/weak: `leg pain is 10/10` up to 11/10",
        "jogging/lifting/weeks 0 to 6: `week between 0 and 6` from day -1",
        "jogging/early: all instead of any",
    ],
)
def test_a_slip_that_changes_nothing_is_not_made(tmp_path, unchanged):
    """No patient is at day -1, and nobody has a pain of 11/10."""
    protocol, _ = opened(tmp_path)

    assert unchanged not in {mutant.id for mutant in mutants(protocol)}


def slips_of(tmp_path, text):
    """The slips in the small protocol with some more rules in it."""
    protocol, _ = opened(tmp_path, rules=[("escalations:", f"{text.strip()}\nescalations:")])
    return protocol, {mutant.id: mutant for mutant in mutants(protocol)}


SLOWLY = """
advice:
  slowly:
    about: jog
    when any:
      - week at least jog from
    patient: Slowly.
    source: none found
"""


def test_a_threshold_that_stands_in_two_places_can_be_off_in_one_of_them(tmp_path):
    """Moved in all places at once it is noticed wherever one of them is looked at."""
    protocol, found = slips_of(tmp_path, SLOWLY)
    later = found["jogging/slowly: `week at least jog from` begins one step later"]

    assert "jogging/slowly: `week at least jog from` begins one step earlier" in found
    assert "jogging/jog/allowed: `week at least jog from` begins one step later" in found
    assert "jogging/jog/allowed: `leg pain at most 2/10` ends one step later" not in found
    advised = [
        [a.rule for a in evaluate(p, Case(70, uncomplicated=True), "reference").advice]
        for p in (protocol, mutated(protocol, later))
    ]
    assert advised == [["jogging/slowly"], []]
    assert not [m for m in mutants(opened(tmp_path / "alone")[0]) if "one step" in m.id]


IMPOSED = """
scope:
  children:
    then: restrictive stance
    when any:
      - foot drop is yes
    because: it is another operation
    source: none found
"""


def test_a_scope_line_can_do_something_else(tmp_path):
    _, found = slips_of(tmp_path, IMPOSED)

    assert "jogging/children: refuse instead of restrictive stance" in found
    assert "jogging/children: typical stance instead of restrictive stance" in found


SORE = """
advice:
  sore:
    about: jog
    when any:
      - leg pain at least 8/10 for 3 days in a row
    patient: Rest.
    source: none found
"""
SORE_DAYS = """
          Scenario: Three sore days in a row
            Given a patient on day 30
            And the diary of day 28 says leg pain 8/10
            And the diary of day 29 says leg pain 8/10
            And the diary of day 30 says leg pain 8/10
            Then the advice includes jogging/sore
"""


def test_a_look_back_over_a_day_more_or_less_is_a_slip_and_never_called_equal(tmp_path):
    trend = "leg pain at least 8/10 for 3 days in a row"
    wanted = {
        f"{trend}: looks back 2 instead of 3",
        f"{trend}: looks back 4 instead of 3",
        f"{trend}: `leg pain at least 8/10` from 7/10",
        f"{trend}: `leg pain at least 8/10` from 9/10",
    }
    rules = [("escalations:", f"{SORE.strip()}\nescalations:")]
    protocol, scenarios = opened(tmp_path, rules=rules)
    _, more = opened(
        tmp_path / "more",
        rules=rules,
        feature=[("Scenario: Numb", f"{dedent(SORE_DAYS).strip()}\n\n  Scenario: Numb")],
    )

    before = {o.mutant.id: o for o in tried(protocol, scenarios, processes=1)}
    after = {o.mutant.id: o for o in tried(protocol, more, processes=1)}

    assert wanted <= set(before)
    assert all(not before[name].breaks and not before[name].equal for name in wanted)
    assert before[f"{trend}: looks back 2 instead of 3"].mutant.position.line > 0
    assert after[f"{trend}: looks back 4 instead of 3"].breaks == "jogging/Three sore days in a row"
    assert not after[f"{trend}: looks back 2 instead of 3"].breaks


def test_otherwise_follows_the_value_that_was_changed(tmp_path):
    protocol, _ = opened(tmp_path)
    mutant = named(protocol, "jogging/leg/weak: `leg pain is 10/10` from 9/10")

    strong = mutated(protocol, mutant).by_id["jogging/leg/strong"]

    assert not [m for m in mutants(protocol) if m.subject == "jogging/leg/strong"]
    assert "high=Bound(plus=8" in str(strong.when)
    assert "high=Bound(plus=9" in str(protocol.by_id["jogging/leg/strong"].when)


def test_the_protocol_itself_is_never_changed(tmp_path):
    protocol, _ = opened(tmp_path)
    before = evaluate(protocol, Case(70, uncomplicated=True), "reference").verdict("jog")

    for mutant in mutants(protocol):
        evaluate(mutated(protocol, mutant), Case(70), "reference")

    assert evaluate(protocol, Case(70, uncomplicated=True), "reference").verdict("jog") == before


def test_scenarios_that_pin_a_rule_down_notice_every_slip(tmp_path):
    survived = [mutant for mutant, killer in fates(tmp_path).items() if not killer]

    assert survived == NOBODY_CAN_TELL


def test_a_boundary_that_nobody_stands_on_is_found(tmp_path):
    found = fates(tmp_path, feature=[("| typical     | 69  | not yet |\n", "")])

    assert found["jog from: typical 69 days instead of 10 weeks"] == ""
    assert (
        found["jog from: typical 71 days instead of 10 weeks"]
        == "jogging/The week of the first jog (14)"
    )


def test_a_scenario_that_fails_today_notices_nothing(tmp_path):
    found = fates(
        tmp_path, feature=[("| typical     | 70  | allowed |", "| typical     | 70  | not yet |")]
    )

    assert found["jog from: typical 71 days instead of 10 weeks"] == ""


def test_what_was_found_is_remembered_and_two_processes_find_the_same(tmp_path):
    protocol, scenarios = opened(tmp_path)
    kept, place = MutantCache({}), tmp_path / "kept.json"

    first = tried(protocol, scenarios, kept, processes=1)
    write_cache(kept, place)
    told = []
    again = tried(
        protocol, scenarios, read_cache(place), told=lambda done, all_: told.append((done, all_))
    )

    assert again == first
    assert told == [(len(first), len(first))]
    for start in multiprocessing.get_all_start_methods():
        assert tried(protocol, scenarios, processes=2, start=start) == first


def test_what_was_found_until_somebody_stopped_it_is_kept(tmp_path, monkeypatch):
    folder = write_knee(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    told = []

    @contextmanager
    def stopped():
        def tell(line):
            told.append(line)
            if line.startswith("20 of"):
                raise KeyboardInterrupt

        yield tell

    with monkeypatch.context() as patch:
        patch.setattr(recovery_guidance.verbs.scenarios, "progress", stopped)
        patch.setattr("recovery_guidance.scenarios.mutation._processors", lambda: 1)
        assert CliRunner().invoke(main, ["test", str(folder), "--mutants"]).exit_code != 0

    (place,) = (tmp_path / "cache/recovery-guidance").glob("mutants-knee-*.json")
    assert len(read_cache(place).found) >= 20
    assert CliRunner().invoke(main, ["test", str(folder), "--mutants"]).exit_code == 0


def test_what_is_known_of_slips_that_are_gone_is_forgotten(tmp_path):
    protocol, scenarios = opened(tmp_path)
    kept = MutantCache({})
    found = tried(protocol, scenarios, kept, processes=1)

    some = kept.only(outcome.mutant for outcome in found[:5])

    assert len(kept.found) == len(found)
    assert len(some.found) == 5


def test_a_slip_in_the_move_of_a_plan_is_never_called_equal():
    """A move changes no verdict and no limit, but it is what the patient does next."""
    protocol = open_protocol(DEFAULT_PROTOCOL)

    bad = named(protocol, "ladder/run-walk move/back two: left out")

    assert not judge(bad, protocol).equal


def test_a_change_tries_again_what_it_touches_and_no_more(tmp_path):
    protocol, scenarios = opened(tmp_path)
    kept = MutantCache({})
    tried(protocol, scenarios, kept, processes=1)
    told = []

    changed, others = opened(tmp_path, feature=[("| 3/10  | not yet |", "| 4/10  | not yet |")])
    found = tried(changed, others, kept, processes=1, told=lambda done, _: told.append(done))

    assert 0 < told[0] < len(found)
    fate = {o.mutant.id: o.breaks for o in found}
    assert fate["jogging/jog/allowed: `leg pain at most 2/10` up to 3/10"] == ""


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": 1}', "\x00"])
def test_a_damaged_memory_is_no_memory(tmp_path, text):
    protocol, scenarios = opened(tmp_path)
    place = tmp_path / "kept.json"
    place.write_text(text)

    assert tried(protocol, scenarios, read_cache(place), processes=1)


def test_slips_are_tried_from_the_command_line_and_fail_it_where_one_is_not_explained(tmp_path):
    folder = write_knee(tmp_path, feature=[("| typical     | 69  | not yet |\n", "")])
    accepted = tmp_path / "features/knee/mutants.yaml"
    survivor = "jog from: typical 69 days instead of 10 weeks"

    def tried(*lines):
        accepted.write_text("\n".join(["accepted:", *lines]))
        return CliRunner().invoke(main, ["test", str(folder), "--mutants"])

    bare = CliRunner().invoke(main, ["test", str(folder), "--mutants"])
    explained = tried(f"  - mutant: '{survivor}'", "    because: a day more or less is the same")
    outdated = tried("  - mutant: 'jog from: none'", "    because: it is not there")
    proven = tried(
        f"  - mutant: '{NOBODY_CAN_TELL[0]}'", "    because: it is day 0 at the earliest"
    )
    twice = tried(*2 * (f"  - mutant: '{survivor}'", "    because: a day more or less is the same"))
    broken = tried("  - mutant: 'jogging/jog/allowed: left out'", "    because: it is not needed")

    assert bare.exit_code == 3
    assert f"items.yaml:24:3: {survivor}" in bare.stdout
    assert "Given a patient on day 69" in bare.stdout
    assert "5 change no verdict, limit, urgency" in bare.stdout
    assert "1 do not, 0 of them explained." in bare.stdout
    assert explained.exit_code == 0
    assert "explained: a day more or less is the same" in explained.stdout
    assert outdated.exit_code == 3
    assert "there is no mutant `jog from: none` [E505]" in outdated.stderr
    assert "`jogging/jog/allowed: left out` breaks the scenario" in broken.stderr
    assert "is proven to change nothing, without an explanation [E505]" in proven.stderr
    assert f"the mutant `{survivor}` is explained twice [E505]" in twice.stderr


def test_a_survivor_comes_with_a_scenario_that_breaks_it(tmp_path):
    """Take every scenario away: each slip that a patient could notice has one that would notice it,
    and the ones that have none are those that were proven equal."""
    protocol, _ = opened(tmp_path)

    for outcome in tried(protocol, (), processes=1):
        assert outcome.equal == (outcome.mutant.id in NOBODY_CAN_TELL)
        if not outcome.equal:
            text = f"Feature: it\n{outcome.scenario}"
            (scenario,) = read_feature(text, "it", "it.feature").scenarios
            assert holds(scenario, protocol)
            assert not holds(scenario, mutated(protocol, outcome.mutant))


def test_the_scenarios_of_survivors_break_every_one_of_them(tmp_path):
    protocol, _ = opened(tmp_path)
    written = [o.scenario for o in tried(protocol, (), processes=1) if o.scenario]

    scenarios = read_feature("Feature: it\n" + "".join(written), "it", "it.feature").scenarios

    assert [o.mutant.id for o in tried(protocol, scenarios, processes=1) if not o.breaks] == (
        NOBODY_CAN_TELL
    )


def test_no_scenario_that_a_slip_breaks_is_left_out(tmp_path):
    """What is not played because nothing in it could change is played here."""
    protocol, scenarios = opened(tmp_path)

    for outcome in tried(protocol, scenarios, processes=1):
        slip = mutated(protocol, outcome.mutant)
        assert bool(outcome.breaks) == any(not holds(scenario, slip) for scenario in scenarios)


def test_what_is_explained_for_our_plan_holds_for_every_session():
    """Each answer that a session can have, with each slip that `mutants.yaml` explains."""
    folder, _ = protocol_folder(DEFAULT_PROTOCOL)
    protocol = open_protocol(DEFAULT_PROTOCOL)
    explained = {
        one.mutant
        for one in read_explanations(features_of(folder))
        if one.mutant.startswith("run-walk plan")
    }
    slips = [m.instead for m in mutants(protocol) if m.id in explained]
    (plan,) = protocol.ladders.values()
    history = History.of(protocol, Case(0))
    asked = sorted({leaf.subject for group in plan.responses.values() for leaf in group.leaves()})
    values = [
        (None, *range(item.least, item.most + 1))
        for name in asked
        if (item := protocol.vocabulary.items[name])
    ]

    def moves(ladder):
        for answers in product(*values):
            felt = tuple(map(Observation, asked, answers))
            yield response(history, ladder, Session(plan.activity, 0, 1, felt=felt), 0)

    assert len(slips) == len(explained) == 8
    told = list(moves(plan))
    assert {"up", "stay", "back one", "back two", None} == set(told)
    assert all(list(moves(slip)) == told for slip in slips)


def test_what_is_explained_for_a_tested_ankle_holds_whatever_is_told_of_the_foot():
    folder, _ = protocol_folder(DEFAULT_PROTOCOL)
    protocol = open_protocol(DEFAULT_PROTOCOL)
    explained = {one.mutant for one in read_explanations(features_of(folder))}
    slips = [m for m in mutants(protocol) if m.id in explained and "ankle dorsiflexion" in m.id]
    assert len(slips) == 3

    def answers(some, case):
        said = evaluate(some, case, "reference")
        return said.activities, said.limits, said.phase, said.escalations

    for grade in (2, 3, 4):
        for drops in (None, 0, 1):
            told = (Observation("ankle dorsiflexion", grade), Observation("foot drop", drops))
            case = Case(200, told, uncomplicated=True)
            before = answers(protocol, case)
            assert all(answers(mutated(protocol, slip), case) == before for slip in slips)


def test_a_survivor_s_scenario_is_of_the_usual_stance_and_names_what_the_slip_is_in(tmp_path):
    protocol, _ = opened(tmp_path)

    found = judge(named(protocol, f"{WEAK}: left out"), protocol)

    assert "the stance is" not in found.scenario
    assert f"because of {WEAK}" in found.scenario


def test_what_is_too_large_to_be_decided_is_not_called_equal(tmp_path):
    protocol, _ = opened(tmp_path)
    same = named(protocol, NOBODY_CAN_TELL[1])

    assert judge(same, protocol).equal
    assert not judge(same, protocol, most_nodes=4).equal
