"""Every scenario of every feature file, on every engine that can be used here, and said of everyone too.

A scenario is played once for each engine, and all that is to be held of its answers is held on the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pytest
from pytest_bdd import scenarios
from worlds import Anybody

from recovery_guidance.everyone.practice import Practice
from recovery_guidance.library import open_protocol
from recovery_guidance.scenarios.story import Story

scenarios("../features")


@lru_cache(maxsize=8)
def anybody(name: str, practice: Practice) -> Anybody:
    """Everyone, with what a surgeon ordered for all of them."""
    return Anybody(open_protocol(name), practice)


@pytest.fixture(autouse=True)
def _everyone_is_told_the_same(story: Story) -> Iterator[None]:
    """What an engine answered in a scenario is what is said of everyone who is such a patient.

    Read from the story itself: a step that is asked in another way cannot get past it.
    """
    yield
    for asked in story.answers:
        practice = Practice.of_case(story.protocol, asked.guidance.case)
        assert anybody(story.protocol.name, practice).differing(asked.guidance) == []
