"""A clinician signs what a protocol says, and the signature holds for that and for nothing else."""

import json
import re
import subprocess

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from recovery_guidance import library
from recovery_guidance.authoring.sign_off import parts_now, with_signature
from recovery_guidance.changes.diff import diff
from recovery_guidance.model.problem import ProblemsFound
from recovery_guidance.model.signature import hash_of
from recovery_guidance.reading.load import load, load_texts
from recovery_guidance.telling.wording import notice
from recovery_guidance.verbs.command import main
from tests.protocols import TEXTS, texts

WEEK = ("typical: 10\n", "typical: 6\n")
WHO = ("--name", "A. Reader", "--role", "spine surgeon", "--review-due", "2027-05-28")
ON = ("--on", "2026-11-28")


def write(folder, *changes):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts(*changes).items():
        (folder / name).write_text(text, "utf-8")
    return folder


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def signed(tmp_path):
    """The small protocol, signed, in a folder of its own."""
    folder = write(tmp_path / "rules" / "small")
    done = run("sign-off", folder, *WHO, *ON)
    assert done.exit_code == 0, done.output
    return folder


def edit(folder, old, new):
    for path in folder.glob("*.yaml"):
        text = path.read_text("utf-8")
        if old in text:
            path.write_text(text.replace(old, new), "utf-8")
            return
    raise AssertionError(old)


def flat(text):
    return " ".join(text.split())


def test_before_anybody_signed_it_says_that_all_of_it_is_unread_and_how_to_sign(tmp_path):
    said = flat(run("sign-off", write(tmp_path / "small")).stdout)

    assert "signed by nobody yet" in said
    assert re.search(r"All of it: .*\d+ rules.*\d+ thresholds?", said)
    assert '--name "…" --role "…" --review-due' in said


def test_a_signature_names_who_as_what_when_and_holds(signed):
    answer = flat(run("allowed", "--week", 6, "--protocol", signed).stdout)

    assert load(signed).status == "reviewed"
    assert "reviewed by A. Reader, spine surgeon, on 2026-11-28, nothing changed since" in answer
    assert "next review due 2027-05-28" in answer
    assert run("check", signed).exit_code == 0


def test_one_changed_threshold_is_told_by_every_voice_and_the_status_is_gone(signed, tmp_path):
    edit(signed, *WEEK)
    told = "reviewed by A. Reader, spine surgeon, on 2026-11-28, 1 threshold changed since"

    answer = run("allowed", "--week", 6, "--protocol", signed).stdout
    values = json.loads(
        run("allowed", "--week", 6, "--protocol", signed, "--format", "json").stdout
    )
    compared = run("diff", write(tmp_path / "old"), signed).stdout
    refused = run("check", signed)

    assert told in flat(answer)
    assert "no clinician has reviewed what changed" in flat(answer)
    assert (told in values["notice"], values["protocol"]["status"]) == (True, "draft")
    assert f"{told}: threshold running from" in compared
    assert refused.exit_code == 3
    assert "this protocol is `reviewed`, and 1 threshold changed since A. Reader signed it" in flat(
        refused.stdout
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"(  hash: )\w", r"\g<1>x"),
        (r"(    threshold running from: )\w{16}", r"\g<1>0123456789abcdef"),
        (r"    rule [^\n]*\n", ""),
        (r"(    rule )", r"    rule invented/one: 0123456789abcdef\n\1"),
        ("reviewer: A. Reader", "reviewer: B. Reader"),
        ("role: spine surgeon", "role: head of the unit"),
        ("on: 2026-11-28", "on: 2026-11-29"),
    ],
    ids=[
        *("another hash", "another digest", "a part left out", "a part more"),
        *("another name", "another role", "another day"),
    ],
)
def test_a_forged_signature_is_refused_where_it_is_read_and_by_check(signed, old, new):
    head = signed / "protocol.yaml"
    forged = re.sub(old, new, head.read_text("utf-8"), count=1)
    assert forged != head.read_text("utf-8")
    head.write_text(forged, "utf-8")

    with pytest.raises(ProblemsFound) as found:
        load(signed)
    assert [problem.code for problem in found.value.problems] == ["E307"]
    assert "this is not the hash of who signed" in flat(run("check", signed).stdout)


def test_the_hash_of_an_earlier_signature_does_not_fit_a_later_list(signed):
    earlier = load(signed).signature
    edit(signed, *WEEK)
    now = parts_now(load(signed))["threshold running from"]
    edit(signed, earlier.parts["threshold running from"], now)

    assert "[E307]" in run("check", signed).stdout


@pytest.mark.parametrize("status", ["reviewed", "in use"])
def test_a_status_without_a_signature_is_refused(status):
    head = TEXTS["protocol.yaml"].replace(
        "status: draft", f"status: {status}\nreviewer: A. Reader\nreview due: 2027-05-28"
    )

    with pytest.raises(ProblemsFound) as found:
        load_texts(TEXTS | {"protocol.yaml": head})

    assert [p.message for p in found.value.problems] == ["the protocol has no `signed`"]


def test_what_was_signed_and_put_back_is_reviewed_again(signed):
    edit(signed, *WEEK)
    assert load(signed).status == "draft"

    edit(signed, *WEEK[::-1])

    assert load(signed).status == "reviewed"


def test_layout_comments_and_version_are_not_what_is_signed(signed):
    edit(signed, "version: 0.1.0", "version: 0.2.0  # a comment")

    assert load(signed).changed == ()


CHANGES = {
    "rule": ("because: ", "because: another reason, and "),
    "item": ("question: How many minutes can you walk?", "question: How long?"),
    "source": ("title: A leaflet", "title: Another leaflet"),
    "threshold": WEEK,
    "the protocol as a whole": ("default stance: typical", "default stance: liberal"),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_whatever_is_said_otherwise_is_named(signed, kind):
    edit(signed, *CHANGES[kind])

    (part,) = load(signed).changed

    assert part.startswith(kind)


def test_a_rule_that_is_taken_out_counts_as_changed(signed):
    """What is gone can be what kept somebody safe."""
    parts = load(signed).signature.parts
    without = {name: text for name, text in parts.items() if not name.startswith("rule")}

    assert set(load(signed).signature.changed(without)) == set(parts) - set(without)


def test_the_next_signature_shows_what_changed_the_looser_first_and_for_whom(signed, tmp_path):
    old = tmp_path / "old"
    old.mkdir()
    for path in signed.glob("*.yaml"):
        (old / path.name).write_bytes(path.read_bytes())
    edit(signed, *WEEK)
    edit(signed, "typical: 20 kg", "typical: 10 kg")

    page = run("sign-off", signed, "--since", old).stdout

    assert page.index("**looser** running: allowed") < page.index("**stricter**")
    assert "weeks 6 to 9 (day 42 to 69), typical stance" in page
    assert "because threshold running from: 10 weeks → 6 weeks" in page
    assert "\n- threshold running from\n" in page.partition("What nobody has reviewed yet")[2]
    assert run("sign-off", signed, "--since", old, *WHO).exit_code == 0
    assert load(signed).status == "reviewed"


def test_another_version_than_the_signed_one_is_not_taken_for_it(signed, tmp_path):
    edit(signed, *WEEK)

    refused = run(
        "sign-off",
        signed,
        "--since",
        write(tmp_path / "other", ("title: A leaflet", "title: Another")),
    )

    assert refused.exit_code == 3
    assert "is not what A. Reader signed on 2026-11-28" in flat(refused.stderr)


def git(*words):
    name = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    subprocess.run(["git", *name, *words], check=True, capture_output=True)


def test_the_signed_version_is_found_in_the_history_of_git(signed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for words in (("init",), ("add", "."), ("commit", "-m", "signed")):
        git(*words)
    edit(signed, *WEEK)
    git("commit", "-am", "earlier")

    assert "running from: 10 weeks → 6 weeks" in run("sign-off", "rules/small").stdout


def test_a_history_that_was_not_fetched_is_said_to_end(tmp_path, monkeypatch):
    write(tmp_path / "rules" / "small")
    monkeypatch.chdir(tmp_path)
    for words in (("init",), ("add", "."), ("commit", "-m", "one")):
        git(*words)
    git("commit", "--allow-empty", "-m", "two")
    git("clone", "--depth", "1", tmp_path.as_uri(), "shallow")
    monkeypatch.chdir(tmp_path / "shallow")

    refused = run("diff", "HEAD~1", "--protocol", "small")

    assert "the history of this clone ends before `HEAD~1`" in flat(refused.stderr)
    assert "git fetch --unshallow" in refused.stderr


@pytest.mark.parametrize(
    "words", [("--name", "nobody yet", *WHO[2:]), WHO[:4], ("--role", "surgeon")]
)
def test_a_signature_needs_somebody_a_role_and_a_date(tmp_path, words):
    folder = write(tmp_path / "small")
    before = (folder / "protocol.yaml").read_bytes()

    assert run("sign-off", folder, *words).exit_code == 2
    assert (folder / "protocol.yaml").read_bytes() == before


def test_nobody_signs_what_came_with_the_program(tmp_path, monkeypatch):
    monkeypatch.setattr("recovery_guidance.authoring.sign_off.belongs_to_program", lambda _: True)
    folder = write(tmp_path / "small")

    assert "belongs to this program" in run("sign-off", folder, *WHO).stderr
    assert load(folder).signature is None


NAMES = st.text(st.characters(blacklist_categories=("C", "Z")), min_size=1, max_size=12).filter(
    lambda name: not re.match(r"(?i)(nobody|no one|none|tbd|unknown)\b", name)
)


@given(NAMES, NAMES)
def test_any_name_and_role_come_back_as_they_were_written(name, role):
    said = {"by": name, "role": role, "on": "2026-11-28", "due": "2027-05-28"}
    text = with_signature(TEXTS["protocol.yaml"].encode(), load_texts(TEXTS), said)

    signature = load_texts(TEXTS | {"protocol.yaml": text}).signature

    assert (signature.by, signature.role) == (name, role)
    assert signature.hash == hash_of(signature.parts, name, role, "2026-11-28")


def test_what_an_item_is_worked_out_from_is_told_before_and_after():
    one, other = (
        load_texts(TEXTS | {"items.yaml": TEXTS["items.yaml"] + WORKED.format(days)})
        for days in (7, 14)
    )

    (change,) = (c for c in diff(one, other).changes if c.kind == "item")

    assert "the last 7 days" in change.before
    assert "the last 14 days" in change.after


WORKED = """\
  pain lately:
    question: Was there pain lately?
    type: yes or no
    worse: yes
    if not stated: no
    worked out from: leg pain at least 3/10 within the last {} days
"""


def test_a_signature_comes_back_from_the_cache(signed, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("RECOVERY_CACHE", raising=False)
    first, second = (library.open_protocol(str(signed)) for _ in range(2))

    assert first is not second
    assert first.signature == second.signature
    assert notice(first) == notice(second)
