"""Every scenario of every feature file, on every engine that can be used here, and said of everyone too.

A scenario is played once for each engine, and all that is to be held of its answers is held on the way.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from attrs import astuple
from hypothesis import settings
from pytest_bdd import scenarios
from pytest_bdd.scenario import scenario_wrapper_template_registry as bound
from worlds import Anybody

from recovery_guidance.deciding.guidance import Guidance
from recovery_guidance.everyone.practice import Practice
from recovery_guidance.library import open_protocol
from recovery_guidance.scenarios.features import read_features
from recovery_guidance.scenarios.story import Story

FEATURES = Path(__file__).parent.parent / "features"
scenarios(str(FEATURES))


@lru_cache(maxsize=8)
def anybody(name: str, practice: Practice) -> Anybody:
    """Everyone, with what a surgeon ordered for all of them."""
    return Anybody(open_protocol(name), practice)


COMPARED: deque[tuple[Any, ...]] = deque(maxlen=8)
"""Answers that have just been put beside what is said of everyone: the next engine mostly gives the same."""


def all_of(guidance: Guidance) -> tuple[Any, ...]:
    """All that an answer says, whichever engine gave it."""
    given = astuple(guidance, recurse=False, filter=lambda part, _: part.name not in OF_THE_ENGINE)
    return guidance.memory.activations, *given


OF_THE_ENGINE = ("engine", "memory")


def test_plain_pytest_has_every_scenario_that_is_read() -> None:
    templates = [t for f in list(globals().values()) if callable(f) and (t := bound.get(f))]
    made = Counter(
        (Path(template.feature.filename).stem, template.name, tuple(row.items()))
        for template in templates
        for row in [r for table in template.examples for r in table.as_contexts()] or [{}]
    )
    folders = [path for path in FEATURES.iterdir() if path.is_dir()]
    read = [s for path in folders for one in read_features(path) for s in one.scenarios]

    assert made == Counter((one.topic, one.name, one.example) for one in read)


@pytest.fixture(autouse=True)
def _everyone_is_told_the_same(request: pytest.FixtureRequest) -> Iterator[None]:
    """What an engine answered in a scenario is what is said of everyone who is such a patient.

    Read from the story itself: a step that is asked in another way cannot get past it. It is the same on every
    Python, so that a second one, which only sees that scenarios pass, leaves it out.
    """
    is_scenario = "engine_name" in request.fixturenames
    story: Story | None = request.getfixturevalue("story") if is_scenario else None
    yield
    if story is None or settings().max_examples < 10:
        return
    for asked in story.answers:
        guidance = asked.guidance
        if (answer := all_of(guidance)) not in COMPARED:
            practice = Practice.of_case(story.protocol, guidance.case)
            assert anybody(story.protocol.name, practice).differing(guidance) == []
            COMPARED.append(answer)
