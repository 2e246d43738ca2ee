"""Scenario steps over the vocabulary of any protocol: a new scenario needs no Python.

Loaded as a pytest plugin. A feature's folder names its protocol; `--engine` says which engine answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd.scenario import scenario_wrapper_template_registry

from ..cases.orders import read_order_line
from ..cases.overlay import read_overlay
from ..deciding.decision import Verdict
from ..deciding.evaluate import ENGINES, engines_here, evaluate
from ..deciding.needs import next_to_tell, unsettled
from ..deciding.orders_in_force import in_force
from ..library import DEFAULT_PROTOCOL, is_known, open_protocol
from ..model.case import Observation, Order, parse_date
from ..model.problem import ProblemsFound, Slip
from ..model.protocol import STANCES, URGENCIES, Quantity
from ..reading.resolve import read_duration
from ..reading.statement import read_statement
from ..reading.told import observed
from ..reading.values import read_value
from ..telling import answer_json
from ..telling.wording import amount
from .story import Story, given, spoken, then

pytest_plugins = ["recovery_guidance.scenarios.bounds", "recovery_guidance.scenarios.diary_steps"]


_MARKS_THAT_DO = ("skip", "skipif", "xfail")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Which protocol and which engine are asked."""
    parser.addoption(
        "--protocol", default="", help="the protocol, or its folder, that scenarios are asked of"
    )
    parser.addoption(
        "--engine", default="both", choices=[*ENGINES, "both"], help="what evaluates the rules"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Knows the one tag that is more than a mark."""
    config.addinivalue_line("markers", "draft: planned, and not yet true")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Keeps a tag from doing to a scenario what a mark of the same name does to a test: it is run all the same."""
    if getattr(item, "function", None) in scenario_wrapper_template_registry:
        item.own_markers = [m for m in item.own_markers if m.name not in _MARKS_THAT_DO]
        if item.get_closest_marker("draft"):
            item.add_marker(pytest.mark.xfail(reason="planned, and not yet true", strict=False))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Asks every scenario of every engine; a scenario has no arguments that would say so itself."""
    if "_pytest_bdd_example" in metafunc.fixturenames:
        metafunc.fixturenames.append("engine_name")
        wanted = engines(metafunc.config.getoption("--engine"))
        metafunc.parametrize("engine_name", wanted, indirect=True)


def engines(wanted: str) -> list[str]:
    """The engines to ask: both, where durable-rules can be used here."""
    return [*engines_here()] if wanted == "both" else [wanted]


@pytest.fixture
def engine_name(request: pytest.FixtureRequest) -> str:
    """The engine that answers this scenario."""
    return str(request.param)


@pytest.fixture
def story(request: pytest.FixtureRequest, engine_name: str) -> Story:
    """What the scenario tells, step by step."""
    name = request.config.getoption("--protocol") or _protocol_of(request)
    return Story(_opened(name), engine_name)


_opened = lru_cache(4)(open_protocol)


def _protocol_of(request: pytest.FixtureRequest) -> str:
    """The protocol whose folder the feature stands in; the main one for stories."""
    scenario = scenario_wrapper_template_registry.get(request.function)
    folder = Path(scenario.feature.filename).parent.name if scenario is not None else ""
    return folder if is_known(folder) else DEFAULT_PROTOCOL


def read_or_fail(read: Callable[[], Any]) -> Any:
    """What `read` returns; a slip in the scenario's words fails it."""
    try:
        return read()
    except Slip as slip:
        pytest.fail(f"{slip}; {slip.help}", pytrace=False)


@given("a patient on the day of the operation")
@given(r"it is now (?P<unit>week) (?P<count>\d+)")
@given(r"(a patient|it is now) on day (?P<count>\d+)")
@given(r"it is now day (?P<count>\d+)")
@given(r"a patient (?P<count>\d+) (?P<unit>days?|weeks?) after the operation")
def _when(story: Story, count: str = "0", unit: str = "day") -> None:
    story.tell(day=int(count) * (7 if unit.startswith("week") else 1))


@given(rf"the stance is (?P<stance>{'|'.join(STANCES)})")
def _stance(story: Story, stance: str) -> None:
    story.tell(stance=stance)


@given("everything else is uncomplicated")
def _uncomplicated(story: Story) -> None:
    story.tell(uncomplicated=True)


@given(r"an order(?P<approved> approved by the surgeon)?: (?P<text>.+)")
def _order(story: Story, approved: str | None, text: str) -> None:
    approved_by = "the surgeon" if approved else ""
    story.add(orders=[read_or_fail(lambda: read_order_line(text, story.protocol, approved_by))])


@given(r"the overlay (?P<file>.+) on (?P<on>\d{4}-\d{2}-\d{2})", reads_files=True)
def _overlay(story: Story, file: str, on: str) -> None:
    """What of an overlay counts on a date; the file as it is named from where the tests are run."""
    orders = read_overlay(Path(file), file, story.protocol).orders
    story.add(orders=in_force(orders, read_or_fail(lambda: parse_date(on))))


@given(r"an order approved by the surgeon to follow the (?P<stance>\w+) stance")
def _stance_order(story: Story, stance: str) -> None:
    text, by = f"stance: {stance}", "the surgeon"
    order = Order("stance", stance, stance=stance, loosens=True, approved_by=by, text=text)
    story.add(orders=[order])


@given(r"(?!(?:a|an|the patient|the stance|everything|it)\b)(?P<text>.+ (?:is|are) .+)")
def _statement(story: Story, text: str) -> None:
    told: Observation = read_or_fail(lambda: read_statement(text, story.protocol.vocabulary))
    others = (o for o in story.case.observations if o.item != told.item)
    story.tell(observations=(*others, told))


@given("these facts:")
def _facts(story: Story, datatable: Sequence[Sequence[str]]) -> None:
    """A table below, of an item and what it is in each row."""
    assert datatable, "write a table below it: | leg pain | 3/10 |"
    assert all(len(row) == 2 for row in datatable), "each row has an item and what it is"
    named = [row[0] for row in datatable]
    twice = next((name for name in named if named.count(name) > 1), None)
    assert twice is None, f"`{twice}` stands there twice"
    for item, value in datatable:
        _statement(story, f"{item} is {value}")


@given(r"the patient says (?P<text>.+)")
def _in_other_words(story: Story, text: str) -> None:
    """A statement in whatever words, with what counts until it is told."""
    told: list[Observation] = read_or_fail(lambda: observed(text, story.protocol))
    named = {one.item for one in told}
    others = (o for o in story.case.observations if o.item not in named)
    story.tell(observations=(*others, *told))


VERDICTS = sorted(Verdict, key=lambda verdict: (not verdict.is_known, -verdict.openness))
VERDICT = rf"(?P<activity>.+?) is (?P<verdict>{'|'.join(VERDICTS)})"
BECAUSE = r"( because of (?P<rule>\S.*))?"
AND_NOT_BECAUSE = r" and not because of (?P<rule>\S.*)"


@then(VERDICT + BECAUSE, now=True)
def _verdict(story: Story, activity: str, verdict: str, rule: str | None) -> None:
    found = story.verdict(activity)
    shown = f"{found.verdict}, because of {', '.join(found.because)}"
    shown += f"; needs {', '.join(found.needs)}" if found.needs else ""
    assert found.verdict == verdict, f"{activity} is {shown}"
    _because(found.because, rule)


@then(VERDICT + AND_NOT_BECAUSE, now=True)
def _verdict_without(story: Story, activity: str, verdict: str, rule: str) -> None:
    _verdict(story, activity, verdict, None)
    assert rule in story.protocol.by_id, f"no rule is called `{rule}`"
    found = story.verdict(activity).because
    assert rule not in found, f"the rules that decided are {', '.join(found)}"


@then(r"it is also because of (?P<rule>.+)", now=True)
def _also(story: Story, rule: str) -> None:
    assert story.subject is not None, "say first which activity is meant"
    _because(story.subject.because, rule)


def _because(rules: Sequence[str], wanted: str | None) -> None:
    """Where a rule is wanted, it is among these."""
    shown = ", ".join(rules) or "none"
    assert wanted is None or wanted in rules, f"the rules that decided are {shown}"


@then(r"(?P<activity>.+?) needs (?P<items>.+)")
def _needs(story: Story, activity: str, items: str) -> None:
    wanted = sorted(item.strip() for item in items.split(","))
    is_limit = activity in story.protocol.quantities
    said = story.limit(activity) if is_limit else story.verdict(activity)
    found = sorted(said.needs) if said else []
    assert found == wanted, f"{activity} needs {', '.join(found) or 'nothing'}"


@then(r"(?P<activity>.+?) opens in week (?P<week>\d+)")
def _opens(story: Story, activity: str, week: str) -> None:
    found = story.verdict(activity)
    assert found.verdict.is_closed, f"{activity} is {found.verdict} and has nothing to open"
    opens = story.opens(found)
    when = "does not open with time alone" if opens is None else f"opens in week {opens}"
    assert opens == int(week), f"{activity} is {found.verdict} and {when}"


@then(r"(?P<activity>.+?) does not open with time alone")
def _stays(story: Story, activity: str) -> None:
    found = story.verdict(activity)
    assert found.verdict.is_closed, f"{activity} is {found.verdict}"
    opens = story.opens(found)
    assert opens is None, f"{activity} opens in week {opens}"


def steps_of(quantity: Quantity, text: str) -> int:
    """An amount of a limit, in its steps."""
    measure = quantity.measure
    if measure.unit == "days":
        return int(read_or_fail(lambda: read_duration(text, measure.note)[0]))
    return int(read_or_fail(lambda: read_value(measure, text)))


@then(r"(?P<quantity>.+?) is limited to (?P<most>\S+( \S+)?)" + BECAUSE, now=True)
def _limited(story: Story, quantity: str, most: str, rule: str | None) -> None:
    found = story.limit(quantity)
    assert found is not None, f"{quantity} is not limited"
    limited = story.protocol.quantities[quantity]
    shown = f"{amount(found.at_most, limited.measure)}, because of {', '.join(found.because)}"
    assert found.at_most == steps_of(limited, most), f"{quantity} is limited to {shown}"
    _because(found.because, rule)


@then(r"(?P<quantity>.+?) is not limited", now=True)
def _not_limited(story: Story, quantity: str) -> None:
    found = story.limit(quantity)
    assert found is None, f"{quantity} is limited, because of {', '.join(found.because)}"


@then(r"(?P<quantity>.+?) could be (?P<most>\S+ \S+)")
def _could_be(story: Story, quantity: str, most: str) -> None:
    found = story.limit(quantity)
    assert found is not None, f"{quantity} is not limited"
    assert found.needs, f"{quantity} waits for nothing"
    wanted = steps_of(story.protocol.quantities[quantity], most)
    assert found.could_be == wanted, f"it could be {found.could_be}"


URGENCY = rf"the urgency is (?P<urgency>{'|'.join(URGENCIES)})"


@then(URGENCY + BECAUSE, now=True)
def _urgency(story: Story, urgency: str, rule: str | None) -> None:
    found = story.about("escalation").escalations
    assert found, "there is no urgency"
    first = found[0]
    assert first.urgency == urgency, f"the urgency is {first.urgency}, because of {first.rule}"
    _because([e.rule for e in found if e.urgency == urgency], rule)


@then(URGENCY + AND_NOT_BECAUSE, now=True)
def _urgency_without(story: Story, urgency: str, rule: str) -> None:
    _urgency(story, urgency, None)
    assert rule in story.protocol.by_id, f"no rule is called `{rule}`"
    found = [e.rule for e in story.about("escalation").escalations]
    assert rule not in found, f"it is because of {', '.join(found)}"


@then("there is no urgency", now=True)
def _no_urgency(story: Story) -> None:
    found = story.about("escalation").escalations
    assert not found, f"the urgency is {found[0].urgency}, because of {found[0].rule}"


@then(r"(?P<rule>\S+/.+) is not asked first", now=True)
def _not_asked_first(story: Story, rule: str) -> None:
    found = story.about("escalation", rule=rule).asked_first
    assert rule in story.asked.rules, f"no escalation is called `{rule}`"
    assert rule not in {e.rule for e in found}, f"{rule} is asked first"


@then(r"(?P<rule>\S+/.+(?<! not)) is asked first", now=True)
def _asked_first(story: Story, rule: str) -> None:
    _because([e.rule for e in story.about("escalation", rule=rule).asked_first], rule)


@then(r"the next thing to tell is (?P<item>.+)")
def _next(story: Story, item: str) -> None:
    found = next_to_tell(story.guidance)
    assert found[:1] == (item,), f"what to tell is, in order: {', '.join(found) or 'nothing'}"


@then(r"the advice includes (?P<rule>.+)", now=True)
def _advised(story: Story, rule: str) -> None:
    _because([a.rule for a in story.about("advice", rule=rule).advice], rule)


@then(r"the advice does not include (?P<rule>.+)", now=True)
def _not_advised(story: Story, rule: str) -> None:
    advice = story.about("advice", rule=rule).advice
    assert rule in story.asked.rules, f"no advice is called `{rule}`"
    assert rule not in {a.rule for a in advice}, f"the advice includes {rule}"


@then(r"the answer is refused because of (?P<rule>.+)", now=True)
def _refused(story: Story, rule: str) -> None:
    _because([r.rule for r in story.about("scope").refused], rule)
    _silent(story)


@then("the answer is not refused", now=True)
def _answered(story: Story) -> None:
    found = story.about("scope").refused
    assert not found, f"refused because of {found[0].rule}"


@then("nothing is said about any activity", now=True)
def _silent(story: Story) -> None:
    said = (*story.guidance.activities, *story.guidance.limits, *story.guidance.advice)
    assert not said, f"{len(said)} things are said about activities"


@then(r"the stance followed is (?P<stance>\w+)" + BECAUSE, now=True)
def _followed(story: Story, stance: str, rule: str | None) -> None:
    answer = story.about("scope")
    assert answer.stance == stance, f"the stance followed is {answer.stance}"
    _because(answer.stance_because, rule)


@then(r"the phase is (?P<phase>.+)", now=True)
def _phase(story: Story, phase: str) -> None:
    found = story.about("phase").phase
    assert found == phase, f"the phase is {found}"


@then(r"the milestone (?P<name>.+) is (?P<state>reached|not reached|unknown)", now=True)
def _milestone(story: Story, name: str, state: str) -> None:
    answer = story.about("milestone", subjects=(name,))
    found = {m.milestone: m.reached for m in answer.milestones}
    assert name in found, f"no milestone is called `{name}`: {spoken(answer)}"
    shown = {True: "reached", False: "not reached", None: "unknown"}[found[name]]
    rules = [r for r in answer.memory.ruleset.rules if r.subject == name]
    needs = ", ".join(unsettled(rules, answer.memory))
    assert shown == state, f"{name} is {shown}" + (f"; it waits for {needs}" if needs else "")


@then(r"(?P<item>.+) is assumed to be (?P<value>.+)", now=True)
def _assumed(story: Story, item: str, value: str) -> None:
    story.asked.widely = True
    found = {a["item"]: a["value"] for a in answer_json.as_dict(story.asked.guidance)["assumed"]}
    assert found.get(item) == value, f"{item} is assumed to be {found.get(item, 'nothing')}"


@then(r"the order is refused")
def _order_refused(story: Story) -> None:
    with pytest.raises(ProblemsFound, match="allows more than"):
        evaluate(story.protocol, story.case, story.engine)
