"""`recovery ask` on a terminal: what a key means, what is kept, and what happens when it is broken off."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from recovery_guidance.verbs.command import main

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


def key_of(words):
    """The number that a sign has on the first screen."""
    output, _ = ask(["q"], "--week", "6")
    return next(line.split(".")[0].strip() for line in output.splitlines() if words in line)


@pytest.mark.parametrize("form", ["{}", "0{}", "00{}"])
def test_a_number_is_read_however_it_is_written(tmp_path, form):
    text = saved(tmp_path, [form.format(key_of("between your legs")), "q"])

    assert "saddle numbness yes" in text


@pytest.mark.parametrize("key", ["0 3", "13", "-1", "3.", "²"])
def test_what_mixes_or_is_not_on_the_screen_is_asked_again(key):
    output, _ = ask([key, "q"], "--week", "6")

    assert "Write numbers from 1 to 12" in output


def test_who_asks_again_on_the_same_day_goes_on_with_what_is_kept(tmp_path):
    """A sign that came since the morning is an emergency and no contradiction."""
    path = tmp_path / "me.yaml"
    path.write_text(f"surgery: {SURGERY}\nobservations:\n  - {TODAY}: bladder trouble no\n")
    output, code = ask([key_of("both legs"), "q"], "--surgery", str(SURGERY), "--save", str(path))
    ran = CliRunner().invoke(main, ["log", "bladder trouble", "--case", str(path)])

    assert code == 0, output
    assert ran.exit_code == 0, ran.output
    told = CliRunner().invoke(main, ["allowed", "--case", str(path)]).output
    assert "EMERGENCY" in told


def test_the_answer_comes_before_it_is_kept(tmp_path, monkeypatch):
    """Whatever becomes of the file, nobody answers a screen for nothing."""
    path = tmp_path / "me.yaml"

    def broken(*_):
        raise OSError("the disk is full")

    monkeypatch.setattr("recovery_guidance.verbs.interview._save", broken)
    ran = CliRunner().invoke(
        main, ["ask", "--surgery", str(SURGERY), "--save", str(path)], input="0\nq\n"
    )

    assert "You may" in ran.output


def test_nothing_is_kept_about_a_day_to_come(tmp_path):
    later = TODAY + timedelta(days=10)
    output, code = ask(
        ["q"], "--surgery", str(SURGERY), "--on", str(later), "--save", str(tmp_path / "me.yaml")
    )

    assert code == 2
    assert "a day to come" in output


def test_a_protocol_that_was_named_by_its_folder_is_named_so_in_the_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["new", "protocol", "knee"]).exit_code == 0
    Path("rules/knee").rename("mine")
    path = tmp_path / "me.yaml"
    ask([""] * 30, "--surgery", str(SURGERY), "--protocol", "mine", "--save", str(path))

    assert CliRunner().invoke(main, ["allowed", "--case", str(path)]).exit_code == 0


def test_an_overlay_ends_on_its_day_of_the_calendar(tmp_path):
    overlay = tmp_path / "ours.yaml"
    overlay.write_text(
        "overlay of: lumbar-microdiscectomy\nauthor: the unit\ndate: 2026-01-01\n"
        f"until: {SURGERY + timedelta(days=5)}\nreason: small loads\npractice:\n  - limit: lifting\n    value: 1 kg\n"
        "    because: small loads\n"
    )
    asked = ["--surgery", str(SURGERY - timedelta(days=100)), "--overlay", str(overlay)]
    output, code = ask(["q"], *asked, "--on", str(SURGERY))

    assert code == 0, output
    assert "1 kg" in output.split("At most")[1]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--week", "6", "--format", "json"), "ask talks"),
        (("--surgery", str(SURGERY), "--week", "6", "--on", str(TODAY)), "give --on or --week"),
    ],
)
def test_what_cannot_be_done_is_said(options, words):
    output, code = ask(["q"], *options)

    assert code == 2
    assert words in output


def test_a_date_of_surgery_that_nothing_tells_is_asked_for(tmp_path):
    path = tmp_path / "me.yaml"
    keys = ["1 June", str(SURGERY), "q"]
    output, code = ask(keys, "--save", str(path))

    assert code == 0, output
    assert "`1 June` is not a date" in output
    assert f"surgery: {SURGERY}" in path.read_text()


def test_a_date_of_surgery_that_is_skipped_leaves_the_question_when():
    output, code = ask([""])

    assert "say when: --week 6" in output
    assert code == 2


def test_what_ends_these_rules_ends_the_questions():
    output, code = ask(["0", "fusion", *[""] * 200], "--week", "6")

    assert output.count("Is any of these so?") == 2, output
    assert "These rules are not for this patient" in output
    assert "Get help at once for any of these" in output
    assert code == 0


def test_what_is_urgent_today_is_said_when_it_is_told():
    output, _ = ask(["calf swelling", "q"], "--week", "6")

    said, _, answer = output.partition("Lumbar microdiscectomy: week 6")
    assert "Understood: calf swelling yes." in said
    assert "SAME DAY: Call a doctor today. It may be a clot," in said
    assert "SAME DAY" in answer


def test_danger_in_words_ends_the_questions_wherever_it_is_typed():
    output, code = ask(["0", "saddle numbness", *[""] * 200], "--week", "6")

    assert "Understood: saddle numbness yes." in output
    assert output.split("saddle numbness yes.")[1].strip().startswith("EMERGENCY: ")
    assert code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("I can't pee", "Understood: bladder trouble yes."),
        ("my bum is numb", "Understood: saddle numbness yes."),
    ],
)
def test_danger_is_understood_in_a_patients_own_words(words, said):
    output, _ = ask([words, *[""] * 200], "--week", "6")

    assert said in output
    assert "EMERGENCY: " in output.partition(said)[2]


@pytest.mark.parametrize("words", ["something is odd", "pins and needles", "it feels funny"])
def test_words_that_are_not_understood_show_the_danger_list(words):
    output, _ = ask([words, "q"], "--week", "6")

    shown = output.partition("Lumbar microdiscectomy: week 6")[0]
    assert "Get help at once for any of these" in shown
    assert "999 (UK) or 911 (US)" in shown


@pytest.mark.parametrize("words", ["99", "x", "1 99", "5.5"])
def test_a_number_that_is_not_there_shows_no_danger_list(words):
    output, _ = ask([words, "q"], "--week", "6")

    assert "Get help at once" not in output.partition("Lumbar microdiscectomy: week 6")[0]
