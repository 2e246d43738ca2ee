"""Whatever is asked, nothing of it leaves this machine: no verb opens a socket or looks up a name."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from knee import PROMISED, write_knee

from recovery_guidance.site.serve import News, server
from recovery_guidance.verbs.command import main

CASE = "protocol: rules/knee\nsurgery: 2026-06-01\nobservations:\n  - 2026-06-20: leg pain 1/10\n"
OF_CASE = ("--case", "me.yaml", "--on", "2026-07-20")
PLACE = ("--protocol", "rules/knee")
COMMANDS = {
    "allowed": (*OF_CASE, "-f", "numb"),
    "why": ("jog", *OF_CASE),
    "when": ("jog", *OF_CASE),
    "next": OF_CASE,
    "timeline": (*OF_CASE, "--html", "course.html", "--svg", "course.svg"),
    "whatif": (*OF_CASE, "-f", "leg pain 4/10"),
    "ask": OF_CASE,
    "log": ("leg pain 2/10", *OF_CASE),
    "handout": (*OF_CASE, "--html", "page.html", "--pdf", "page.pdf"),
    "calendar": (*OF_CASE, "-o", "days.ics"),
    "check": ("--prove", "rules/knee"),
    "diff": ("rules/knee", "rules/knee", "--prove"),
    "prove": ("rules/knee",),
    "fmt": ("rules/knee",),
    "describe": ("leg pain", *PLACE),
    "new case": ("new.yaml", *PLACE),
    "new overlay": ("unit.yaml", *PLACE),
    "new protocol": ("ankle", "--in", "made"),
    "new topic": ("hopping", *PLACE),
    "schema": ("case", *PLACE),
    "sign-off": ("rules/knee",),
    "test": ("rules/knee", "--coverage", "--mutants", "--fresh"),
    "docs build": ("site", *PLACE, "--mutants"),
}
SERVES = "docs serve"

_heard: list[int] = []


def _hear(event: str, told: tuple[object, ...]) -> None:
    """Writes down what concerns the network, also in a process that was forked; a hook cannot be taken out again."""
    if _heard and event.startswith("socket."):
        os.write(_heard[0], f"{event} {told[1:]}\n".encode())


sys.addaudithook(_hear)


@pytest.fixture
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file with what concerned the network while a test ran, in a folder with a protocol and a case."""
    write_knee(tmp_path, rules=[PROMISED])
    (tmp_path / "me.yaml").write_text(CASE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RECOVERY_CACHE", "off")
    found = tmp_path / "heard"
    _heard.append(os.open(found, os.O_CREAT | os.O_WRONLY | os.O_APPEND))
    yield found
    os.close(_heard.pop())


def _verbs(command: click.Command, name: str = "") -> Iterator[str]:
    if isinstance(command, click.Group):
        for word in command.list_commands(click.Context(command)):
            inner = command.get_command(click.Context(command), word)
            assert inner is not None
            yield from _verbs(inner, f"{name} {word}".strip())
    else:
        yield name


def test_every_verb_is_tried() -> None:
    """The one that serves pages is tried by itself."""
    assert {*COMMANDS, SERVES} == set(_verbs(main))


@pytest.mark.parametrize("verb", COMMANDS)
def test_no_verb_opens_a_socket_or_looks_up_a_name(heard: Path, verb: str) -> None:
    """It does what it is for, and the network hears nothing of it."""
    ran = CliRunner().invoke(main, [*verb.split(), *COMMANDS[verb]], input="\n" * 30)
    assert ran.exit_code == 0, ran.output
    assert heard.read_text() == ""


def test_pages_are_served_on_this_machine_only_and_no_name_is_looked_up(heard: Path) -> None:
    """A socket that listens on loopback, and nothing else."""
    with server(heard.parent, 0, News(1), live=False):
        events = heard.read_text().splitlines()
    assert [event.split()[0] for event in events] == ["socket.__new__", "socket.bind"]
    assert "('127.0.0.1', 0)" in events[1]
