"""English as patients type it: a text cut into words whose spelling, case and endings do not matter."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


SMALL = _set("""
    a an the my your his her our their mine i im ive id me we he she they you its itself this that these
    those there is are was were am be been being to of in on at for with from by about into onto and or n as
    so s t re ve ll d m
""")
"""Words that never matter, in a phrase or in what was typed."""
PASSING = _set("""
    today tonight yesterday morning evening afternoon night day days week weeks month months hour hours
    minute minutes now currently really quite very just bit little lot slightly rather please hi hello
    doctor ago since still last this past few couple some it round around any all always often sometimes
    again keep keeps kept getting gets get got have has had feel feels feeling wife husband son daughter mum
    dad mother father partner patient after operation surgery op anymore monday tuesday wednesday thursday
    friday saturday sunday weekend brother sister friend friends kids children family boyfriend girlfriend
    home outside inside shop shops supermarket school hospital church park beach town clinic once twice first
""")
"""Words that add nothing to a statement, so that they may be left over."""
ASKING = _set("""
    can could may should would will shall allowed ok okay safe when if how what do does did doing go goes
    going gone goon goingon use using play playing start starting started begin have try like want need able
    back session sessions return returning resume per much many long soon more out take taking wear wearing put
    make making pick up proper properly normal slow slowly quick quickly nice myself alone lie another
    gym exercise exercises class classes kitchen carpet mountains countryside
""")
"""Words of a question about an activity, which may be left over too."""
NOW = _set("""
    today tonight now currently this morning evening since after operation surgery op any more have has had
    got do does did feel feeling please doctor anymore
""")
"""Words that may stand beside what is not so, or no longer, and leave it certain that it holds for today."""
DENYING = _set("""
    no not never without nor none nothing dont doesnt didnt isnt arent wasnt werent havent hasnt hadnt
""")
UNSURE = _set("""
    cant couldnt wont wouldnt shouldnt hardly barely rarely never nothing neither only unless until unsure
    sure unlike less maybe perhaps possibly might doubt wasnt werent hadnt didnt
""")
"""Words that may turn a sign round or not: nothing is settled by them."""
ORDINARY = _set("""
    then than meet meets met fail fails failed fewer conclusion codes must most best later find found fact
    facts factor mind main known knew key link list listed like likely page date draft difference firm gain
    gate handle held hint joined law learn mild mint moon mental newer older built busy card case cast cause
    copy deal due exit flew forty grew grown guy handrail hears later lesion loops meant net novice sink price
""")
"""Words of their own, which are no misspelling of others."""
TURNING = _set("but although though however except yet")
_GOING_ON = r"better|changed?|improv(?:ed|ing)|stop(?:ping)?|lets? up|different|away|settl(?:e|ing)|longer control"
_STRONGER = re.compile(
    rf"\b(?:no|not|isnt|wont|doesnt|never|arent) (?:getting |going |any )?(?:{_GOING_ON})\b"
)
_HEDGED = re.compile(
    r"\b(?:not|isnt|arent|wasnt) (?:too |so |that |very |as |really )*(?:bad|awful|severe|worse)\b"
)
_LATIN = "a-zß-öø-ʯ"
_RUN_TOGETHER = (
    "\u0e00-\u109f\u1780-\u17ff\u1950-\u1aaf\u3040-\u312f\u3400-\ua4cf\ua980-\uaadf\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""Scripts without blanks between words: what is looked for there stands among other letters."""
_LETTERS = re.compile(
    rf"[-+]?[0-9]+(?:\.[0-9]+)?(?: ?/ ?[0-9]+)?|~?[{_LATIN}]+|(?=[^\W\d_])[{_RUN_TOGETHER}]"
    rf"|[^\W\d_{_LATIN}{_RUN_TOGETHER}]+|[,.;!?()\n]"
)
_HELPING = "ca do does did is are was were have has had could wo would should can"
_NOT = re.compile(rf"\b({_HELPING.replace(' ', '|')})(?:n| no)t\b")
_COUNTS = re.findall(r"\w+", "two three four five six seven eight nine ten eleven twelve")
_COUNTED = re.compile(rf"\b(?:{'|'.join(_COUNTS)})\b")
_BREAK = frozenset(",.;!?()\n")
_OWN = _set("i im ive my cant couldnt no not have has had dont doesnt isnt")
_WHO = _set("i im ive my the he she his her its")
_KEPT = _set("bits runs pants news scared expecting mets winded")
_BASES = """
    fall fell fallen, feel felt, lose lost loss losing, drive drove driven, ride rode ridden, run ran, swim
    swam, go gone, pee peed, wee weed, weep wept sobbed sobbing, sleep slept, bend bent, give gave given
    giving, not isnt arent wasnt werent dont doesnt didnt havent hasnt hadnt, cant couldnt, break broke
    broken, cough coughed, foot feet, child children
"""
_ODD = {word: base for base, *words in map(str.split, _BASES.split(",")) for word in words}
"""Words whose ending does not say where they come from."""


class Word(NamedTuple):
    """One word that was typed: its spelling, and its `stem`, without its ending.

    `clause` counts the parts of the text. `goes_on` says that it is part of a `no better` or `won't stop`, which
    denies nothing.
    """

    exact: str
    stem: str
    clause: int = 0
    goes_on: bool = False

    @property
    def is_number(self) -> bool:
        return self.exact[-1].isdigit()


def folded(text: str) -> str:
    """A text in small letters, without apostrophes, accents and hyphens inside words; 2,5 becomes 2.5."""
    apart = unicodedata.normalize("NFKD", text.replace("½", ".5").replace("’", "'"))
    plain = "".join(c for c in apart if not unicodedata.category(c).startswith("M")).casefold()
    plain = re.sub(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))", "", plain)
    plain = re.sub(r"(?<=[0-9]),(?=[0-9]{1,2}(?![0-9]))", ".", plain)
    plain = re.sub(r"\b(go|going) on\b", r"\1on", plain)  # `can't go on`, whose `on` matters
    plain = re.sub(r"(?<![0-9])(?=\.5\b)", "0", plain)
    plain = re.sub(r"(?<=\w)['`´](?=\w)", "", plain)
    plain = re.sub(r"(?<=[a-z])[-\u2010-\u2014/](?=[a-z])", " ", plain)
    plain = re.sub(r"\bat all\b", " ", re.sub(r"\bcannot\b", "cant", plain))
    plain = _COUNTED.sub(lambda found: str(_COUNTS.index(found[0]) + 2), plain)
    plain = _NOT.sub(lambda found: f"{found[1]}nt".replace("cannt", "cant"), plain)
    return " ".join(re.sub(r" (?:out of|of) (?=[0-9])", "/", plain).split())


@lru_cache(1_000)
def words_of(text: str) -> tuple[Word, ...]:
    """The words that matter, in order. A comma, a `but`, or an `and` before a sentence begins a new clause."""
    found: list[Word] = []
    clause = 0
    raw = _LETTERS.findall(
        _STRONGER.sub(lambda said: f"~{said[0]}".replace(" ", " ~"), folded(text))
    )
    for at, typed in enumerate(raw):
        part, goes_on = typed.removeprefix("~"), typed[0] == "~"
        behind = raw[at + 1] if at + 1 < len(raw) else ""
        if part in _BREAK or part in TURNING or (part in ("and", "or") and behind in _OWN):
            clause += bool(found)
        elif part == "no" and behind in _WHO:
            clause += 1  # `no, my bum is numb`, and the comma left out
        elif part not in SMALL:
            exact = re.sub(
                r" ?/ ?", "/", re.sub(r"(.)\1{2,}", r"\1\1", part) if part.isalpha() else part
            )
            found.append(Word(exact, stem(exact), clause, goes_on))
    return tuple(found)


@lru_cache(20_000)
def stem(word: str) -> str:
    """A word without plural, `-ing`, `-ed` and doubled letters: what British and American spelling share."""
    if not word.isalpha() or word in _KEPT:
        return word
    if word[-1] == "s" and (kept := re.sub(r"([^aeiou])\1", r"\1", word)) in _KEPT:
        return kept  # `the rruns` are no running
    word = _ODD.get(word, word).replace("ae", "e").replace("yz", "ys")
    if len(word) > 4 and word.endswith("ies"):
        word = f"{word[:-3]}y"
    elif len(word) > 3 and word.endswith("s") and word[-2] not in "sui":
        word = word[:-1]
    if len(word) > 5 and word.endswith("ing"):
        word = word[:-3]
    elif len(word) > 4 and word.endswith("ed"):
        word = word[:-2]
    if len(word) > 3 and word.endswith("e") and not word.endswith("ee"):
        word = word[:-1]
    word = re.sub(r"([^aeiou])\1", r"\1", word)
    return re.sub(r"(.)\1", r"\1", word) if len(word) > 4 else word


def turns(text: str) -> bool:
    """Whether a text takes something back: with a `but`, or a `not too bad`."""
    plain = folded(text)
    return bool(_HEDGED.search(plain)) or any(word in TURNING for word in plain.split())
