"""A cached protocol is the one that was written, by the user who reads it; else it is made again."""

import json
import os
import random
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import fields

from recovery_guidance import cache, library
from recovery_guidance.library import open_protocol
from recovery_guidance.model.protocol import Protocol
from recovery_guidance.scenarios.mutation import MutantCache, read_cache, write_cache

BASE = Path(__file__).parent / "rule_files" / "base"
FLIPS = 1500
not_on_windows = pytest.mark.skipif(os.name == "nt", reason="a user's folder is not shared there")


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A protocol that was opened once, and its file in a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    shutil.copytree(BASE, tmp_path / "rules")
    opened = open_protocol(str(tmp_path / "rules"))
    (file,) = (tmp_path / "cache").rglob("*.protocol")
    return opened, str(tmp_path / "rules"), file


def said(protocol):
    """All that a protocol says; what is worked out from it is not compared."""
    worked_out = ("graph", "rulesets")
    return {f.name: getattr(protocol, f.name) for f in fields(Protocol) if f.name not in worked_out}


def is_read(folder, file):
    """Whether the file is what the protocol comes from."""
    return library._read(str(file), library._key(folder, folder)) is not None


def test_a_flipped_bit_is_never_read_as_other_content(kept):
    opened, folder, file = kept
    whole, key, chance = file.read_bytes(), library._key(folder, folder), random.Random(14)
    assert said(library._read(str(file), key)) == said(opened)

    for at in chance.sample(range(8 * len(whole)), FLIPS):
        damaged = bytearray(whole)
        damaged[at // 8] ^= 1 << at % 8
        file.write_bytes(damaged)
        found = library._read(str(file), key)
        assert found is None or said(found) == said(opened)


def test_what_was_made_for_other_rules_is_not_read(kept):
    _, folder, file = kept
    key = library._key(folder, folder)

    assert is_read(folder, file)
    assert library._read(str(file), key + b" ") is None
    assert library._read(str(file), key[:-1]) is None


def test_a_damaged_file_is_made_anew(kept):
    opened, folder, file = kept
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))

    assert said(open_protocol(folder)) == said(opened)
    assert is_read(folder, file)


@not_on_windows
def test_only_its_user_may_open_what_is_kept(kept):
    _, _, file = kept

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def belongs_to_another(monkeypatch, place):
    """As if another user had made this file or folder."""

    def foreign(seen):
        values = list(seen)
        values[stat.ST_UID] += 1
        return os.stat_result(values)

    at, usual, opened = place.stat().st_ino, os.stat, os.fstat
    for name, look in (("stat", usual), ("fstat", opened)):

        def looked(what, *more, look=look, **settings):
            seen = look(what, *more, **settings)
            return foreign(seen) if seen.st_ino == at else seen

        monkeypatch.setattr(cache.os, name, looked)


@not_on_windows
@pytest.mark.parametrize("whose", ["file", "folder"])
def test_what_belongs_to_another_user_is_not_read(kept, monkeypatch, whose):
    opened, folder, file = kept
    place = file if whose == "file" else file.parent

    with monkeypatch.context() as changed:
        belongs_to_another(changed, place)
        assert not is_read(folder, file)
        assert said(open_protocol(folder)) == said(opened)
    assert is_read(folder, file)


@not_on_windows
def test_nothing_is_written_into_the_folder_of_another_user(kept, monkeypatch):
    _, folder, file = kept
    file.unlink()

    belongs_to_another(monkeypatch, file.parent)
    open_protocol(folder)

    assert list(file.parent.iterdir()) == []


@not_on_windows
@pytest.mark.parametrize("whose", ["file", "folder"])
@pytest.mark.parametrize("more", [0o020, 0o002])
def test_what_others_may_write_is_not_read_and_made_anew_for_its_user_alone(kept, whose, more):
    opened, folder, file = kept
    place = file if whose == "file" else file.parent
    place.chmod(place.stat().st_mode | more)

    assert not is_read(folder, file)
    assert said(open_protocol(folder)) == said(opened)
    assert is_read(folder, file)
    assert not place.stat().st_mode & 0o022


@not_on_windows
def test_a_link_or_a_pipe_in_place_of_the_file_is_not_read(kept, tmp_path):
    opened, folder, file = kept
    elsewhere = tmp_path / "elsewhere"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)
    assert not is_read(folder, file)
    file.unlink()
    os.mkfifo(file)
    assert not is_read(folder, file)

    assert said(open_protocol(folder)) == said(opened)
    assert is_read(folder, file)


def test_what_a_stopped_writer_left_is_taken_out(kept):
    _, folder, file = kept
    file.unlink()
    stopped = (
        "import os; from recovery_guidance import cache;"
        f"os.replace = lambda *_: os._exit(9); cache.write({str(file)!r}, b'half')"
    )
    assert subprocess.run([sys.executable, "-c", stopped], check=False).returncode == 9
    assert len(list(file.parent.iterdir())) == 1

    open_protocol(folder)

    assert list(file.parent.iterdir()) == [file]


def test_what_could_not_be_written_leaves_nothing(kept, monkeypatch):
    opened, folder, file = kept
    file.unlink()

    def full(*_):
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(cache.os, "replace", full)

    assert said(open_protocol(folder)) == said(opened)
    assert list(file.parent.iterdir()) == []


def test_what_is_remembered_of_mutants_is_read_as_it_was_written_or_not_at_all(tmp_path):
    place, found = tmp_path / "kept.json", {"one": ["survived", "all", "", False]}
    write_cache(MutantCache(found), place)
    whole = place.read_bytes()
    assert read_cache(place).found == found

    for at in range(8 * len(whole)):
        damaged = bytearray(whole)
        damaged[at // 8] ^= 1 << at % 8
        place.write_bytes(damaged)
        assert read_cache(place).found == {}
    place.write_text(json.dumps(found), "utf-8")
    assert read_cache(place).found == {}
