"""`recovery ask` on a terminal: what a key means, what is kept, and what happens when it is broken off."""

from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from cli import main

TODAY = date.today()  # noqa: DTZ011 - as the command line counts: the day on the patient's own calendar
SURGERY = TODAY - timedelta(days=42)


def ask(keys, *options):
    """The answer to these lines of input, and the exit code."""
    ran = CliRunner().invoke(main, ["ask", *options], input="".join(f"{k}\n" for k in keys))
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    return ran.output, ran.exit_code


def saved(tmp_path, keys):
    path = tmp_path / "me.yaml"
    output, code = ask(keys, "--surgery", str(SURGERY), "--save", str(path))
    assert code == 0, output
    return path.read_text(encoding="utf-8")


def test_enter_is_a_skip_everywhere_and_proves_nothing(tmp_path):
    """Whoever only presses Enter has said nothing, not even that there is no sign of danger."""
    assert saved(tmp_path, [""] * 200) == f"protocol: lumbar-microdiscectomy\nsurgery: {SURGERY}\n"


def test_nought_says_that_none_of_the_signs_is_there(tmp_path):
    text = saved(tmp_path, ["0", "q"])

    assert f"  - {TODAY}: saddle numbness no\n" in text
    assert " yes" not in text


def test_a_number_says_that_this_sign_is_there_and_the_others_are_not(tmp_path):
    text = saved(tmp_path, ["1", "q"])

    assert text.count(" yes\n") == 1
    assert text.count(" no\n") == 11


def test_back_goes_to_the_question_before_and_takes_its_answer_away(tmp_path):
    text = saved(tmp_path, ["0", "1", "b", "0", "q"])

    assert " yes" not in text


@pytest.mark.parametrize("key", ["99", "x", "1 99"])
def test_what_is_no_answer_is_asked_again(key):
    output, code = ask([key, "q"], "--week", "6")

    assert "Write numbers from 1 to 12" in output
    assert code == 0


def test_a_question_explains_itself():
    output, _ = ask(["?", "q"], "--week", "6")

    assert "Write numbers" not in output


def test_when_the_answers_end_it_says_that_nothing_was_kept(tmp_path):
    path = tmp_path / "me.yaml"
    output, code = ask(["0"], "--surgery", str(SURGERY), "--save", str(path))

    assert code == 1
    assert "nothing was saved" in output
    assert not path.exists()


def test_no_line_is_wider_than_the_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    output, _ = ask(["?", *["0"] * 8, *["?", ""] * 20, "q"], "--week", "12")

    assert max(len(line) for line in output.splitlines()) <= 60


def test_a_place_that_cannot_be_written_is_said_before_anything_is_asked(tmp_path):
    place = tmp_path / "nowhere" / "me.yaml"
    output, code = ask(["0"], "--surgery", str(SURGERY), "--save", str(place))

    assert code == 3
    assert "cannot be written" in output
    assert "Numbers" not in output


def test_answers_are_not_added_to_the_file_of_another_operation(tmp_path):
    path = tmp_path / "me.yaml"
    path.write_text("surgery: 2026-01-05\n", encoding="utf-8")
    output, code = ask(["0", "q"], "--surgery", str(SURGERY), "--save", str(path))

    assert code == 2
    assert "2026-01-05" in output
    assert path.read_text(encoding="utf-8") == "surgery: 2026-01-05\n"


def test_a_case_file_and_a_date_of_surgery_are_not_both_given(tmp_path):
    path = tmp_path / "me.yaml"
    path.write_text("surgery: 2026-01-05\n", encoding="utf-8")
    output, code = ask(["q"], "--surgery", str(SURGERY), "--case", str(path))

    assert code == 2
    assert "--surgery for a new case file, or --case" in output


def test_a_case_that_is_kept_goes_on_from_where_it_was(tmp_path):
    path = tmp_path / "me.yaml"
    path.write_text(f"surgery: {SURGERY}\n", encoding="utf-8")
    ask(["0", "q"], "--case", str(path), "--save", str(path))
    output, _ = ask(["q"], "--case", str(path))

    assert "saddle numbness no" in path.read_text(encoding="utf-8")
    assert "between your legs" not in output.split("Numbers")[0]
