"""Forty and more mistakes that an author could make in our protocol, and what has to find each."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from attrs import frozen

from recovery_guidance.library import shipped
from recovery_guidance.model.protocol import Protocol
from recovery_guidance.reading.load import load_texts

FOLDER: Path = shipped("rules") / "lumbar-microdiscectomy"


@frozen
class Seed:
    """One mistake: `edits` are file, text as it is and as it is broken; `found` names what finds it.

    `shown` says whether a patient can show it; nobody can show that a line changes nothing.
    """

    name: str
    edits: tuple[tuple[str, str, str], ...]
    found: str
    shown: bool = True

    def __str__(self) -> str:
        return self.name

    def texts(self) -> dict[str, str]:
        """The rule files of our protocol with the mistake in them."""
        broken = dict(texts())
        for file, right, wrong in self.edits:
            assert right in broken[file], f"{file} does not say {right!r} any more"
            broken[file] = broken[file].replace(right, wrong, 1)
        return broken

    def protocol(self) -> Protocol:
        """Our protocol with the mistake in it."""
        return load_texts(self.texts())


@cache
def texts() -> dict[str, str]:
    """The rule files of our protocol, by name."""
    return {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.yaml")}


@cache
def mended() -> Protocol:
    """Our protocol as it is."""
    return load_texts(texts())


def seed(name: str, file: str, right: str, wrong: str, found: str, shown: bool = True) -> Seed:
    return Seed(name, ((f"{file}.yaml", right, wrong),), found, shown)


RUN_WALK = """    allowed when all:
      - week at least run-walk from
      - ready to run
"""
ROW = "      0 to 2:\n        restrictive: 5 lb"

SEEDS = (
    # A gate is dropped
    seed("running without a painless leg", "running", "      - leg pain is 0/10\n", "", "guarantees/nobody runs with leg pain"),
    seed("running with a weak push-off", "running", "      - ankle plantarflexion is 5/5\n", "", "guarantees/nobody runs without a tested ankle"),
    seed("running without knowing the wound", "running", "      - wound healed is yes\n", "", "guarantees/nobody runs with an open wound"),
    seed("running without hops", "running", "      - single-leg hops at least 10 repetitions\n", "", "guarantees/nobody runs before the tests are passed"),
    seed("running in any week", "running", "      - week at least run-walk from\n", "", "guarantees/nobody runs before week 6"),
    seed("racing without the ladder", "running", """      - week at least racing from
      - ready to run
      - run-walk ladder finished is yes
""", """      - week at least racing from
      - ready to run
""", "guarantees/nobody races before having run without walking breaks"),
    seed("one is enough instead of all", "running", RUN_WALK, RUN_WALK.replace("when all", "when any"), "guarantees/nobody runs with leg pain"),
    seed("driving without an emergency stop", "driving", "      - emergency stop is yes\n", "", "guarantees/nobody drives without the three tests"),
    seed("driving with a weak right leg", "driving", "        - operated side is left\n", "        - operated side is one of left, right\n", "guarantees/a weak right leg never drives"),
    seed("driving a clutch with a weak left leg", "driving", "        - gearbox is automatic\n", "", "guarantees/a left leg below full strength does not work a clutch unchecked"),
    seed("lifting with new weakness", "lifting", "          - new weakness is yes\n          - new weakness within hours is yes\n        until: a clinician has examined the leg", "          - new weakness within hours is yes\n        until: a clinician has examined the leg", "guarantees/what needs a clinician lifts like the first weeks"),
    Seed("ladders with a weak ankle", (("weakness.yaml", "      - ankle weakness is none\n", ""), ("hazards.yaml", "          - ankle weakness is one of marked, mild\n        until: the ankle is fully", "          - ankle weakness is marked\n        until: the ankle is fully")), "guarantees/a weak leg climbs no ladder"),
    # A number or a direction is wrong
    Seed("typical running two weeks too early", (("running.yaml", '    typical: 10\n    liberal: 6\n', '    typical: 8\n    liberal: 6\n'), ("running.yaml", '      typical: S18\n', '      typical: none found\n')), "guarantees/the typical stance runs from week 10"),
    Seed("liberal running a week too early", (("running.yaml", '    typical: 10\n    liberal: 6\n', '    typical: 10\n    liberal: 5\n'), ("running.yaml", '      liberal: P16\n', '      liberal: none found\n')), "guarantees/nobody runs before week 6"),
    Seed("restrictive driving too early", (("driving.yaml", '    restrictive: 6\n    typical: 2\n', '    restrictive: 4\n    typical: 2\n'), ("driving.yaml", '      restrictive: P16\n', '      restrictive: none found\n')), "guarantees/the restrictive stance drives from week 6"),
    seed("too few calf raises", "running", "single-leg calf raises at least 20", "single-leg calf raises at least 2", "guarantees/nobody runs before the tests are passed"),
    seed("the test turned round", "running", "walking tolerance at least brisk walk", "walking tolerance at most brisk walk", "built in/worse never opens a gate"),
    seed("the word turned round", "driving", "looks over both shoulders is yes", "looks over both shoulders is no", "built in/worse never opens a gate"),
    seed("exactly instead of at most", "weakness", "- knee extension at most 3/5", "- knee extension is 3/5", "built in/worse never opens a gate"),
    seed("an infected wound lifts more", "lifting", "      wound infection:\n        value: cap of the first weeks", "      wound infection:\n        value: 30 lb", "guarantees/what needs a clinician lifts like the first weeks"),
    Seed("a cap that starts too high", (("lifting.yaml", ROW + "\n        typical: 5 lb", ROW + "\n        typical: 10 lb"), ("lifting.yaml", "          typical: P01\n          liberal: P08", "          typical: none found\n          liberal: P08")), "guarantees/the first two weeks lift at most 5 lb"),
    seed("only the middle of a range", "lifting", "          - back pain more than 3/10\n", "          - back pain between 4/10 and 6/10\n", "built in/worse never opens a gate"),
    # Time
    seed("open for some weeks only", "walking", "      - week at least long walk from\n", "      - week between 4 and 20\n", "built in/time alone never closes a gate"),
    seed("closed in later weeks", "driving", "      opioids:\n        when any:\n          - head for driving is drowsy\n", "      opioids:\n        when any:\n          - head for driving is drowsy\n          - week at least 30 weeks\n", "built in/time alone never closes a gate"),
    seed("a first phase that begins too late", "protocol", "      - day at least 0 days\n", "      - day at least 3 days\n", "gap: phases"),
    # Stances
    seed("a stance that allows more", "lifting", "      - week at least bending from\n    patient", "      - week at least bending from\n    not yet when:\n      late leg pain:\n        when all:\n          - leg pain at least 6/10\n          - week at least run-walk from\n        source: none found\n    patient", "built in/a stricter stance never allows more"),
    seed("a threshold that loosens when it is tightened", "lifting", "      - week at least bending from\n    patient", "      - week at least bending from\n    not yet when:\n      many steps:\n        when all:\n          - steps per day at least steps to expect at week 6\n        source: none found\n    patient", "built in/tightening never allows more"),
    seed("a second operation that is liberal", "surgical-scope", "      - revision is yes\n    then: restrictive stance", "      - revision is yes\n    then: liberal stance", "guarantees/a second operation follows the careful numbers"),
    seed("a fusion that is answered", "surgical-scope", "      - fusion is yes\n    then: refuse", "      - fusion is yes\n    then: restrictive stance", "guarantees/other operations are refused"),
    seed("open only while running is not", "walking", "      - week at least long walk from\n", "      - week at least long walk from\n      - week less than racing from\n", "built in/unknown never opens a gate"),
    Seed("a cap that rises and falls again", (("lifting.yaml", "      6 to 12:\n        restrictive: 30 lb\n        typical: 30 lb", "      6 to 12:\n        restrictive: 5 lb\n        typical: 5 lb"), ("lifting.yaml", "          restrictive: P09\n          typical: P09\n          liberal: a reading of S03\n      from 12", "          restrictive: none found\n          typical: none found\n          liberal: a reading of S03\n      from 12")), "built in/no limit rises before its week"),
    # Red flags
    seed("a fall that is dropped where the second operation is not known", "red-flags", "    when any:\n      - fall is yes\n", "    when all:\n      - fall is yes\n      - week at least run-walk from\n", "built in/what is not known is asked first"),
    seed("a fall that matters only without pain", "red-flags", "    when any:\n      - fall is yes\n", "    when all:\n      - fall is yes\n      - leg pain at most 2/10\n", "built in/a further sign never lowers the urgency"),
    seed("saddle numbness that can wait", "red-flags", "  saddle numbness:\n    title: numbness between your legs\n    urgency: emergency", "  saddle numbness:\n    title: numbness between your legs\n    urgency: same day", "guarantees/signs of cauda equina are an emergency"),
    seed("an emergency only with little pain", "red-flags", "    when any:\n      - bladder trouble is yes\n", "    when all:\n      - bladder trouble is yes\n      - leg pain at most 5/10\n", "built in/nothing suppresses an emergency"),
    seed("an emergency only in one stance", "red-flags", "    when any:\n      - bowel trouble is yes\n", "    when all:\n      - bowel trouble is yes\n      - week less than run-walk from\n", "built in/nothing suppresses an emergency"),
    seed("a clot that is not heard of", "red-flags", "      - coughing blood is yes\n", "", "guarantees/sudden weakness or breathlessness is an emergency"),
    # What can never be
    seed("a milestone that nobody reaches", "running", "      - hop asymmetry at most 10 %\n", "      - hop asymmetry at most 10 %\n      - knee weakness is marked\n      - knee extension is 5/5\n", "unreachable: running tests passed"),
    seed("a phase that nobody enters", "protocol", "      - week at least building up from\n", "      - week at least building up from\n      - knee weakness is marked\n      - knee extension is 5/5\n", "unreachable: building up"),
    seed("an activity that never opens", "hazards", "          - ankle weakness is one of marked, mild\n        until: the ankle is fully", "          - ankle weakness is one of marked, mild, none\n        until: the ankle is fully", "never opens: ladders"),
    seed("an activity that never closes", "washing", "      - day at least shower from\n", "      - day at least 0 days\n", "never closes: shower"),
    seed("a finding with two values", "weakness", "        - knee extension is 5/5\n    mild", "        - knee extension at least 3/5\n    mild", "contradiction: knee weakness"),
    seed("a finding without a value", "weakness", "        - knee extension is 5/5\n    mild: otherwise\n", "        - knee extension is 5/5\n    mild:\n      when all:\n        - knee extension is 4/5\n        - ankle dorsiflexion is 5/5\n", "gap: knee weakness"),
    seed("advice that is never given", "red-flags", "      - setback is none\n      - any:\n", "      - setback is none\n      - new or worse leg pain is yes\n      - any:\n", "dead: red-flags/mild twinges"),
    # What changes nothing
    seed("a shadowed limit", "lifting", "      suspected new slip:\n", "      early flare:\n        value: 40 lb\n        when all:\n          - week less than 2\n          - flare in last 14 days is yes\n        source: none found\n      suspected new slip:\n", "shadowed: lifting/lifting/at most/early flare"),
    seed("a shadowed restriction", "walking", "    with care when:\n      mild leg pain:", "      severe leg pain:\n        when any:\n          - leg pain at least 8/10\n        until: the leg pain has settled\n        because: that much leg pain means stop\n        source: none found\n    with care when:\n      mild leg pain:", "shadowed: walking/long walk/not yet/severe leg pain"),
    seed("a condition that says nothing", "walking", "      - leg pain at most 2/10\n", "      - leg pain at most 2/10\n      - leg pain at most 5/10\n", "redundant: walking/long walk/allowed without leg pain at most 5/10", shown=False),
    seed("a threshold that nobody uses", "walking", "  steps to expect at week 6:", "  a walk too far:\n    unit: min\n    stricter: lower\n    all: 90\n    source: none found\n  steps to expect at week 6:", "never matters: a walk too far", shown=False),
    seed("a threshold that another number overrules", "walking", "      - steps per day less than steps to expect at week 6\n", "      - steps per day less than steps to expect at week 6\n      - steps per day less than 1000 steps\n", "never matters: steps to expect at week 6", shown=False),
    seed("heavy loads after a tear", "hazards", "          - dural tear is yes\n          - surgeon release", "          - multi-level surgery is yes\n          - surgeon release", "guarantees/a second operation or a tear waits for the surgeon's release before heavy loads"),
    seed("a setback that lifts more", "lifting", "          - week less than 6 weeks\n          - setback is active\n", "          - week less than 5 weeks\n          - setback is active\n", "guarantees/a flare, or leg pain that is new or lasts, takes the lifting cap back before week 6"),
    seed("a guarantee about nobody", "guarantees", "    when all:\n      - week less than 6 weeks\n    because: two surgeons", "    when all:\n      - week less than 6 weeks\n      - week at least 6 weeks\n    because: two surgeons", "dead: guarantees/nobody runs before week 6", shown=False),
    seed("a guarantee that is about nobody in one part", "guarantees", "    when any:\n      - ankle dorsiflexion at most 3/5\n", "    when any:\n      - chest pain is yes\n      - ankle dorsiflexion at most 3/5\n", "dead: guarantees/a weak ankle or a dropping foot never runs when chest pain is yes", shown=False),
    seed("an acceptance that outlived its reason", "guarantees", "      - car passenger\n", "      - car passenger\n      - driving\n", "accepted: driving", shown=False),
)  # fmt: skip
