"""Everyday words lead where the tables say, and no danger is ever understood as something harmless."""

import json
import random
import re
import string
from time import process_time

import pytest
from click.testing import CliRunner
from hearing import LISTED, TRIED, alarms, crossing, failing, is_urgent
from hypothesis import given, settings
from hypothesis import strategies as st
from protocols import small

from recovery_guidance import open_protocol
from recovery_guidance.model.problem import ProblemsFound
from recovery_guidance.reading import english, hearing, phrases
from recovery_guidance.reading.corrections import nearest_item
from recovery_guidance.reading.english import ASKING, DENYING, NOW, PASSING, UNSURE
from recovery_guidance.reading.hearing import ONE_OF_THESE, understand
from recovery_guidance.reading.load import load_texts
from recovery_guidance.reading.spelling import one_misspelt
from recovery_guidance.reading.told import understood
from recovery_guidance.reading.urgency import is_alarming, urgency
from recovery_guidance.verbs.command import main

OURS = open_protocol()
DANGERS = [phrase for phrase, expected in LISTED if alarms(phrase, expected, OURS)]
EMERGENCIES = [phrase for phrase, expected in LISTED if is_urgent(phrase, expected, OURS)]
RUNNER = CliRunner()


def run(*words):
    return RUNNER.invoke(main, words, catch_exceptions=False)


def test_all_phrases_are_there():
    assert len(LISTED) == 617
    assert len(DANGERS) > 250
    assert len(EMERGENCIES) > 150


@pytest.mark.parametrize(("phrase", "expected"), LISTED, ids=[phrase for phrase, _ in LISTED])
def test_a_listed_phrase_leads_where_the_table_says(phrase, expected):
    assert failing(phrase, expected, OURS) == ""


@pytest.mark.parametrize(("phrase", "expected"), TRIED, ids=[phrase for phrase, _ in TRIED])
def test_a_sentence_that_nobody_listed_leads_where_the_table_says(phrase, expected):
    assert failing(phrase, expected, OURS) == ""


# What may be done to a phrase without making it say less.


def shouted(phrase, _):
    return phrase.upper()


def without_apostrophes(phrase, _):
    return phrase.replace("'", "")


def curly(phrase, _):
    return phrase.replace("'", "’")


def with_filler(phrase, chance):
    before, behind = (
        chance.choice(["", "well ", "my ", "really ", "today ", "doctor, "]) for _ in "12"
    )
    return f"{before}{phrase}{'' if behind == '' else ' since ' + behind.strip(', ')}"


def in_another_order(phrase, chance):
    words = phrase.split()
    return " ".join(chance.sample(words, len(words)))


def with_more(phrase, chance):
    more = [
        "and my parrot sings",
        "on the sofa",
        "while watching television",
        "and it worries me",
        "help",
    ]
    return f"{phrase} {chance.choice(more)}"


def doubled(phrase, chance):
    at = chance.randrange(len(phrase))
    return phrase[: at + 1] + phrase[at] * phrase[at].isalpha() + phrase[at + 1 :]


def with_hyphens(phrase, _):
    return phrase.replace(" ", "-")


def in_the_plural(phrase, chance):
    words = phrase.split()
    at = chance.randrange(len(words))
    return " ".join([*words[:at], f"{words[at]}s", *words[at + 1 :]])


def misspelt(phrase, chance):
    long = [n for n, word in enumerate(phrase.split()) if len(word) > 4 and word.isalpha()]
    words = phrase.split()
    if not long:
        return phrase
    at = chance.choice(long)
    word, place = words[at], chance.randrange(1, len(words[at]) - 1)
    made = [
        word[:place] + word[place + 1 :],
        word[:place] + chance.choice("aeiourstn") + word[place:],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    ]
    return " ".join([*words[:at], chance.choice(made), *words[at + 1 :]])


CHANGES = [
    shouted,
    without_apostrophes,
    curly,
    with_filler,
    in_another_order,
    with_more,
    doubled,
    with_hyphens,
    in_the_plural,
    misspelt,
]


def varied(protocol, times, chance):
    """What is understood as harmless among changed phrases of danger."""
    return [
        wrong
        for phrase in DANGERS
        for change in CHANGES
        for _ in range(times)
        if (wrong := crossing(change(phrase, chance), protocol))
    ]


def test_a_changed_danger_is_never_harmless():
    times = max(1, settings.default.max_examples // 10)
    assert varied(OURS, times, random.Random(12)) == []


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(DANGERS),
    st.lists(st.sampled_from(sorted((PASSING | ASKING | NOW) - DENYING - UNSURE)), max_size=3),
    st.sampled_from([phrase for phrase, _ in LISTED]),
    st.sampled_from([" ", " and ", ", ", " but "]),
)
def test_a_danger_beside_anything_else_is_never_harmless(danger, fillers, beside, joined):
    assert crossing(f"{' '.join(fillers)} {danger}{joined}{beside}", OURS) == ""
    assert crossing(f"{beside}{joined}{danger} {' '.join(fillers)}", OURS) == ""


@pytest.mark.parametrize("phrase", EMERGENCIES)
def test_a_phrase_for_danger_with_more_words_keeps_its_sign_or_leads_to_the_list(phrase):
    before = understand(phrase, OURS)
    after = understand(f"help, {phrase} since yesterday and on the sofa", OURS)

    signs = {fact.subject for fact in before.facts}
    asked = {one.subject for one in before.choices if is_alarming(one, OURS)}
    told = {one.subject for one in (*after.facts, *after.choices)}
    if before.danger not in ("", ONE_OF_THESE):
        assert after.danger or any(urgency(fact, OURS) <= 1 for fact in after.facts)
    assert after.danger or (signs <= told and (asked & told or not asked))


@pytest.mark.parametrize(
    "doubt", ["not sure if", "I don't think", "not just", "maybe", "hardly", "not always"]
)
def test_a_doubt_settles_nothing(doubt):
    for phrase in DANGERS:
        heard = understand(f"{doubt} {phrase}", OURS)
        good = [f for f in heard.facts if f.value != OURS.vocabulary.items[f.subject].worst]

        assert good == [], heard


def test_no_word_that_clears_is_understood_from_a_part_or_another_order():
    clearing = [
        (phrase, lead.choices[0])
        for lead in OURS.words.leads
        if len(lead.choices) == 1 and not lead.danger and not lead.nothing
        for phrase in lead.phrases
        if lead.choices[0].value is not None
        and OURS.vocabulary.items[lead.choices[0].subject].worst == 1 - lead.choices[0].value
        and "<" not in phrase
    ]

    assert len(clearing) > 15
    for phrase, choice in clearing:
        for text in (
            f"{phrase} nearly",
            f"almost {phrase}",
            f"{phrase} except at night",
            f"not {phrase}",
        ):
            facts = [f for f in understand(text, OURS).facts if f.subject == choice.subject]
            assert [f for f in facts if f.value == choice.value] == [], text


@pytest.mark.parametrize("name", [a for a in OURS.activities if not OURS.activities[a].is_group])
def test_a_name_and_the_first_part_of_a_title_are_understood(name):
    title = re.split(r"[,(]", OURS.activities[name].title)[0]
    for text in (name, OURS.activities[name].title, title, title.upper()):
        heard = understand(text, OURS)

        assert name in (*heard.names, *(one.subject for one in heard.choices)), heard


@pytest.mark.parametrize(
    "text",
    [
        *("residual numbness", "wound heald", "opiods no", "emergency stpo", "mood 3", "shwer gel"),
        "soccer",
        "cycling",
        "calf pain",
        "temperature",
        "second operation",
        "wound leaking",
        "incontinent",
        "opiates",
    ],
)
def test_closeness_of_letters_is_no_evidence(text):
    assert nearest_item(text, OURS.vocabulary) == ""
    assert one_misspelt(text, OURS.activities) == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [("leg pian", "leg pain"), ("ankle dorsiflection", "ankle dorsiflexion"), ("fevre", "fever")],
)
def test_one_misspelt_word_is_mended(text, name):
    assert nearest_item(text, OURS.vocabulary) == name


# The doors.


@pytest.mark.parametrize(
    "phrase",
    ["can't pee", "numb bum", "CHEST PAIN when i breathe", "bladder trouble since yesterday"],
)
def test_an_emergency_in_other_words_is_answered_and_said_back(phrase):
    ran = run("allowed", "--week", "2", "-f", phrase)

    assert ran.exit_code == 0
    assert ran.stdout.startswith("EMERGENCY: ")
    assert f"Understood\n  `{phrase}`: " in ran.stdout


def test_what_was_understood_stands_in_json():
    ran = run("allowed", "--week", "2", "-f", "numb bum", "-f", "leg pain 2/10", "--format", "json")

    told = {"text": "numb bum", "item": "saddle numbness", "value": "yes"}
    assert json.loads(ran.stdout)["understood"] == [told]


@pytest.mark.parametrize(
    ("phrase", "code"),
    [("numb", "E213"), ("feels funny down there", "E213"), ("my elbow is green", "E102")],
)
def test_what_may_be_danger_ends_with_the_danger_list_and_the_numbers(phrase, code):
    ran = run("allowed", "--week", "2", "-f", phrase)

    said = " ".join(ran.stderr.split())
    assert ran.exit_code == 3
    assert f"[{code}]" in said
    assert "Get help at once for any of these " in said
    assert "numbness between your legs" in said
    assert said.endswith(OURS.emergency_numbers)


def test_a_text_that_is_not_understood_asks_for_a_word_in_it():
    ran = run("allowed", "--week", "2", "-f", "the dentist shouted at my foot")

    said = " ".join(ran.stderr.split())
    assert ran.exit_code == 3
    assert (
        "`shouted` is not understood; tell which it is: `new weakness within hours is yes`" in said
    )
    assert said.endswith(OURS.emergency_numbers)


def test_a_question_lists_the_most_dangerous_first():
    for lead in OURS.words.leads:
        soon = [urgency(one, OURS) for one in lead.choices]
        assert soon[0] == min(soon) if soon else True, lead.name


def test_an_activity_is_found_in_other_words():
    ran = run("when", "couch to 5k", "--week", "6")

    assert ran.exit_code == 0
    assert "`couch to 5k` is understood as `run-walk`" in ran.stderr
    assert ran.stdout == run("when", "run-walk", "--week", "6").stdout


@pytest.mark.parametrize("verb", ["when", "why"])
@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("foot drop", "whatever it is, it is not yet: a foot that drops"),
        ("foot drop no", "closes it too, and nothing of that is known today"),
    ],
)
def test_of_what_no_rule_speaks_of_the_nearest_groups_say_what_closes_it(verb, told, said):
    ran = run(verb, "rock climbing", "--week", "30", "-f", told)

    assert ran.exit_code == 3
    assert "[E214]" in ran.stderr
    assert "ask your team; " in ran.stderr
    assert said in ran.stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [("bike", "E212"), ("inversion table", "E214"), ("can't pee", "E213"), ("lifting", "E102")],
)
def test_an_activity_that_is_none_asks_back(words, code):
    ran = run("why", words, "--week", "6")

    assert ran.exit_code == 3
    assert f"[{code}]" in ran.stderr


def test_a_case_file_understands_the_same_words(tmp_path):
    file = tmp_path / "me.yaml"
    file.write_text("surgery: 2026-06-01\nobservations:\n  - 2026-06-10: numb bum\n", "utf-8")
    ran = run("allowed", "--case", str(file), "--on", "2026-06-10")

    assert ran.stdout.startswith("EMERGENCY: ")
    assert "`numb bum`: saddle numbness is yes" in ran.stdout


def test_a_foot_that_drops_counts_as_new_until_it_is_told():
    told = run("allowed", "--week", "2", "-f", "my foot slaps the ground").stdout
    settled = run(
        "allowed", "--week", "2", "-f", "my foot slaps the ground", "-f", "new weakness no"
    ).stdout
    old = run("allowed", "--week", "2", "-f", "foot drop").stdout

    assert "SAME DAY: " in told
    assert "new weakness is yes, until you tell it" in told
    assert "SAME DAY: " not in settled
    assert "SAME DAY: " not in old


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("saddle numbness", "also called (yes): "),
        ("numb bum", "saddle numbness (item)"),
        ("running", "also called: run, jog"),
        ("calf pain", "could be: calf swelling is yes"),
        ("scooter", "never: driving, outdoor bicycle"),
        ("lifting", "also called: "),
    ],
)
def test_describe_shows_what_things_are_also_called_and_where_words_lead(text, said):
    assert said in " ".join(run("describe", text).stdout.split())


# The rule files.


def with_words(text, closely=True):
    """Our protocol with one more file of words, as `recovery check` reads it."""
    from recovery_guidance.library import DEFAULT_PROTOCOL, protocol_folder

    folder, _ = protocol_folder(DEFAULT_PROTOCOL)
    texts = {path.name: path.read_text("utf-8") for path in folder.glob("*.yaml")}
    return load_texts(texts | {"more.yaml": text}, closely=closely)


def test_no_word_can_be_led_from_a_danger_to_something_harmless():
    phrases = [
        *("numb bum", "wee can't", "legs numb both", "the suicidal one", "footdrop"),
        *("it is my foot drop again", "chest pain at night", "calm but suicidal"),
    ]
    words = [
        f"  mine {n}:\n    also called: {phrase}\n    nothing yet: a feeling\n"
        for n, phrase in enumerate(phrases)
    ]
    with pytest.raises(ProblemsFound) as raised:
        with_words("words:\n" + "".join(words))

    assert {problem.code for problem in raised.value.problems} == {"E306"}
    places = {problem.position.excerpt.strip() for problem in raised.value.problems}
    assert places == {f"also called: {phrase}" for phrase in phrases}


def test_a_harmless_entry_says_which_danger_in_its_words_is_not_meant():
    """What would be heard in a phrase without its entry is a problem, or stands under `never:`."""
    said = "    also called: the wound wet again\n    could be:\n      - shower\n      - bath\n"
    with_words(f"words:\n  mine:\n{said}    never: wound trouble\n")

    with pytest.raises(ProblemsFound) as raised:
        with_words(f"words:\n  mine:\n{said}")

    (problem,) = raised.value.problems
    assert "hides wound trouble is yes" in problem.message
    assert "never:" in problem.help


@pytest.mark.parametrize("sense", ["nothing yet: a feeling", "could be: walking"])
def test_a_danger_is_heard_also_by_a_protocol_that_nobody_checked(sense):
    """Every phrase of ours that says a danger, put under a harmless word as well: the danger is heard."""
    leads = [lead for lead in OURS.words.leads if not lead.is_question]
    danger = [lead for lead in leads if any(is_alarming(one, OURS) for one in lead.choices)]
    phrases = [text for lead in danger for text in lead.phrases if re.fullmatch(r"[\w' ]+", text)]
    lines = "".join(f'      - "{text}"\n' for text in phrases)
    unchecked = with_words(
        f"words:\n  mine:\n    also called:\n{lines}    {sense}\n", closely=False
    )

    assert len(phrases) > 1_000
    assert [said for text in phrases if (said := crossing(text, unchecked))] == []


# Slips that somebody could make in the reader, each of which the tables or the variants notice.


def nothing_left_over(patch):
    patch.setattr(hearing._Listener, "left_over", lambda *_: [])


def no_denials(patch):
    patch.setattr(hearing._Listener, "denials", lambda *_: [])


def every_denial_counts(patch):
    patch.setattr(hearing._Listener, "clearly_denied", lambda *_: True)


def no_doubts(patch):
    patch.setattr(hearing, "UNSURE", frozenset())


def the_first_phrase_wins(patch):
    patch.setattr(hearing._Listener, "longest", lambda _, found: list(found)[:1])


def every_phrase_counts(patch):
    patch.setattr(hearing._Listener, "longest", lambda _, found: list(found))


def no_misspellings(patch):
    patch.setattr(phrases, "misspelt", lambda *_: False)


def only_spelt_the_same(patch):
    patch.setattr(phrases, "stem", lambda word: word)
    patch.setattr(english, "stem", lambda word: word)


def clears_in_any_order(patch):
    patch.setattr(hearing._Listener, "is_whole", lambda self, found, _: not self.left_over(found))


def the_less_urgent_wins(patch):
    patch.setattr(hearing._Listener, "rank", lambda *_: 0)


def numbers_are_no_values(patch):
    patch.setattr(hearing._Listener, "value_at", lambda *_: None)


def no_amounts(patch):
    patch.setattr(hearing._Listener, "is_amount", lambda *_: False)


def nothing_asked_in_doubt(patch):
    find = phrases.Phrases.find
    patch.setattr(
        phrases.Phrases,
        "find",
        lambda self, words: [one for one in find(self, words) if not one.lead.in_doubt],
    )


def nothing_is_forbidden(patch):
    patch.setattr(hearing._Listener, "allowed", lambda _, choices: choices)


def one_good_choice(patch):
    patch.setattr(hearing._Listener, "both_ways", lambda _, choice: (choice,))


def words_in_one_piece(patch):
    patch.setattr(phrases.Phrases, "apart", lambda _, words: list(words))


def no_joined_words(patch):
    patch.setattr(
        phrases._Text, "of", lambda self, word: [(a, a + 1) for a in self.places.get(word.stem, ())]
    )


def one_clause(patch):
    patch.setattr(english, "_BREAK", frozenset())
    patch.setattr(english, "TURNING", frozenset())


def a_second_no_counts(patch):
    patch.setattr(hearing, "DENYING", frozenset({"no", "not"}))


SLIPS = [
    nothing_left_over,
    no_denials,
    every_denial_counts,
    no_doubts,
    the_first_phrase_wins,
    every_phrase_counts,
    no_misspellings,
    only_spelt_the_same,
    clears_in_any_order,
    the_less_urgent_wins,
    numbers_are_no_values,
    no_amounts,
    nothing_asked_in_doubt,
    one_good_choice,
    words_in_one_piece,
    no_joined_words,
    one_clause,
    a_second_no_counts,
]


def noticed(protocol):
    """What the tables say is wrong."""
    return (wrong for row in (*TRIED, *LISTED) if (wrong := failing(*row, protocol)))


@pytest.fixture
def nothing_remembered():
    """What the reader of English remembers is forgotten before a slip is made in it, and after."""
    remembering = (english.words_of, english.stem)
    for one in remembering:
        one.cache_clear()
    yield
    for one in remembering:
        one.cache_clear()


@pytest.mark.usefixtures("nothing_remembered")
@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.__name__)
def test_a_slip_in_the_reader_is_noticed(slip, monkeypatch):
    slip(monkeypatch)
    made = hearing.phrases_of.__wrapped__(OURS)  # cut into words after the slip
    monkeypatch.setattr(hearing, "phrases_of", lambda _: made)

    assert next(noticed(OURS), None) is not None


def test_words_that_nobody_knows_are_heard_at_once():
    """A diary of them has to be heard before anything is said of it: danger may stand in its last line."""
    chance = random.Random(1)
    words = [
        "".join(chance.choices(string.ascii_lowercase, k=chance.randint(4, 9))) for _ in range(320)
    ]
    understand(words[0], OURS)
    begun = process_time()
    for start in range(0, len(words), 8):
        understand(" ".join(words[start : start + 8]), OURS)

    assert process_time() - begun < 1


SIGN = "saddle numbness"
HIDDEN = ["\u200b", "\u00ad", "\u200d", "\u202e", "\ufeff", "\x00", "\u2060", "\U000e0041"]
MARKS = ["\u0301", "\u20dd", "\u0903", "\u0345", "\u0e31"]
SCRIPTS = ["膝", "ひざ", "เข่า", "колено", "γόνατο", "ركبة", "२", "🦵", "_", "ʼ"]
WRITTEN_SO = [
    *(f"{SIGN[:at]}{sign}{SIGN[at:]}" for sign in HIDDEN for at in (0, 3, 6, 7, 10, 15)),
    *(SIGN.replace(" ", sign) for sign in HIDDEN),
    *(sign.join(SIGN) for sign in HIDDEN),
    *(f"{SIGN[:at]}{mark}{SIGN[at:]}" for mark in MARKS for at in (3, 6, 10, 15)),
    *(mark.join(SIGN) + mark for mark in MARKS),
    *(f"{script}{SIGN}{script}" for script in SCRIPTS),
    *(SIGN.replace(" ", script) for script in SCRIPTS),
    "ｓａｄｄｌｅ　ｎｕｍｂｎｅｓｓ",
    "𝐬𝐚𝐝𝐝𝐥𝐞 𝐧𝐮𝐦𝐛𝐧𝐞𝐬𝐬",
    "x" * 380 + f" and now {SIGN} since",
    f"{SIGN} " + "and it is fine " * 40,
    f"it rains and {SIGN} " * 200,
]


@pytest.mark.parametrize("text", WRITTEN_SO, ids=lambda text: ascii(text[:60]))
def test_a_sign_of_danger_is_heard_however_it_is_written(text):
    assert SIGN in {one.item for one in understood(text, OURS)}


RUN_TOGETHER = {
    "Japanese": "足が痺れる",
    "Chinese": "鞍部麻木",
    "Thai": "ขาชา",
    "Khmer": "ស្ពឹកជើង",
    "Burmese": "ခြေထုံ",
}


@pytest.mark.parametrize("words", RUN_TOGETHER.values(), ids=RUN_TOGETHER)
def test_a_sign_is_heard_in_a_script_without_blanks_between_words(words):
    own = small(
        (
            "  saddle numbness:\n    question",
            f"  saddle numbness:\n    also called:\n      yes: {words}\n    question",
        )
    )
    for text in (words, f"{words}。", f"今日{words}です", f"วันนี้{words}มาก", f"today{words}today"):
        assert [(one.item, one.value) for one in understood(text, own)] == [(SIGN, 1)], text
