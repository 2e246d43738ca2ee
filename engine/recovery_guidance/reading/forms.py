"""What may stand in a rule file: one record for each mapping, and in it one for each field.

The loader reads with these, `recovery schema` makes its schemas of them, and the tables of
docs/rule-files.md are made of them: a field is declared here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve, field, frozen

from ..model.citation import FOUND, PATIENTS, SEEN, STRENGTHS
from ..model.protocol import MOVES, STANCES, URGENCIES
from ..model.units import UNITS

CLOSES_WITH_TIME = "closes with time"
ODDITIES = {
    "gap": "E410",
    "contradiction": "E412",
    "dead": "E413",
    "shadowed": "E414",
    "redundant": "E415",
    "never matters": "E416",
    "unreachable": "E417",
    "never opens": "E418",
    "never closes": "E419",
    CLOSES_WITH_TIME: "E402",
}
"""What is seldom meant in rules, and the problem that reports each."""


@frozen
class Field:
    """One field: its name, one sentence about it, and what an author writes who left it out.

    `kind` is the kind of its value; `words` are all that it may be, and `weighed` says by what an
    author chooses, where a word that only looks alike could turn a rule around. `form` is what the
    entries below it hold. `required` is empty, or says where it has to be there; `why` it has to.
    """

    name: str
    help: str
    ask: str = ""
    words: tuple[str, ...] = ()
    form: Form | None = None
    kind: str = field()
    why: str = ""
    weighed: str = ""
    required: str = field()

    @required.default
    def _always(self) -> str:
        return "always" if self.ask else ""

    @kind.default
    def _by_what_it_holds(self) -> str:
        return "fields" if self.form else "word" if self.words else "text"

    @property
    def write(self) -> str:
        """The help line where it is left out."""
        return f"write {self.name}: {self.ask}"


@frozen
class Form:
    """The fields of one mapping. `what` names it in messages; of `one_of` exactly one is there."""

    what: str
    fields: tuple[Field, ...]
    one_of: tuple[str, ...] = ()
    section: str = ""
    """Where this is what each entry of a section holds."""

    def __iter__(self) -> Iterator[str]:
        return (known.name for known in self.fields)

    def __getitem__(self, name: str) -> Field:
        return {known.name: known for known in self.fields}[name]


def form(what: str, *fields: Field, one_of: Iterable[str] = (), section: str = "") -> Form:
    """A form of these fields."""
    return Form(what, fields, tuple(one_of), section)


WHEN = ("when all", "when any")
ALLOWED = ("allowed when all", "allowed when any")
RESTRICTIONS = ("not yet", "with care")
PLEDGES = ("never", "always", "at most", "escalates")
_WORSE = ("higher", "lower", "yes", "no", "later", "earlier", "neither")
_EFFECTS = ("refuse", *(f"{stance} stance" for stance in STANCES))

# Fields that several mappings have.
_LIST = "or when any: and a list of conditions"
_WHY = "without a condition it would hold for everyone"
_ALL = Field(
    "when all", "Conditions that all hold", _LIST, kind="conditions", why=_WHY, required=""
)
_ANY = Field("when any", "Conditions of which one holds", kind="conditions")
CITED = Field(
    "source",
    "Ids from sources.yaml, each with one line on what it gives for this; or: none found",
    "followed by ids from sources.yaml, or source: none found",
    kind="cited",
    why="an answer has to say where its numbers come from",
)
_BECAUSE = Field("because", "Why, beginning small and without a full stop")
_UNTIL = Field("until", "Until what, beginning small and without a full stop")
_PATIENT = Field("patient", "What the patient is told, in plain sentences")
_CLINICIAN = Field("clinician", "What the clinician is told")
_TITLE = Field("title", "What people call it")
_CALLED = evolve(_TITLE, ask="and what patients call it", required="always")
_NOTE = Field("note", "For those who read the file")
_CALLED_TOO = Field(
    "also called", "What patients call it, with commas between; of an item by value", kind="called"
)
_CONFLICT = Field("conflict", "What the sources disagree about")
OUT_OF_ORDER = Field("out of order because", "Why a looser stance has the stricter number here")
_UNIT = Field("unit", "What it is measured in; `scale 0 to 10` for a grade", kind="unit")
_WORDING = (_BECAUSE, _UNTIL, _PATIENT, _CLINICIAN, _TITLE)
TEXTS = tuple(known.name for known in _WORDING)
"""The wording that a rule may have."""
_RULE = (_ALL, _ANY, CITED, *_WORDING, _NOTE)


def _asking(fields: Iterable[Field], **asks: str) -> tuple[Field, ...]:
    """The same fields, of which some have to be there, with what is written for them."""
    return tuple(
        evolve(one, ask=asks[one.name], required="always") if one.name in asks else one
        for one in fields
    )


_CAP = "A number with its unit; `none` for no cap; of a time also `never`"
_NUMBER = "and its number, or all: for one number"
_UNSAID = "nobody could say what this stance allows"
_STANCES = tuple(Field(s, _CAP, _NUMBER, why=_UNSAID, required="without all:") for s in STANCES)
_SAME = Field("all", _CAP)
_FOLLOWED = "Ids whose lines have the number; or: a reading of ids; or: none found"
FOLLOWED = form("", *(Field(stance, _FOLLOWED) for stance in (*STANCES, "all")))
_FOLLOWS = Field("follows", "What the number of each stance follows", kind="follows", form=FOLLOWED)

_DUE = "and a date such as 2027-01-31"
_READ = "when reviewed or in use"
SIGNED = form(
    "the signature",
    Field("role", "What the reviewer is, for example: spine surgeon", "and what the reviewer is"),
    Field("on", "The day of the signature", _DUE, kind="date"),
    Field("hash", "The hash of all that was signed", "the hash of what was signed"),
    Field("parts", "The digest of each part that was signed", "their digests", kind="digests"),
)
_SIGN = "with recovery sign-off, or status: draft"
HEAD_FORM = form(
    "the protocol",
    Field("protocol", "The name of this folder", "and the folder's name"),
    Field("title", "What the operation is called", "and the operation's name"),
    Field("version", "Raised when a verdict or a limit can change, for example 0.1.0", "0.1.0"),
    Field("status", "How far it has come", "and", words=("draft", "reviewed", "in use", "retired")),
    Field("reviewer", "Who has read it", "and who read it", required=_READ),
    Field("review due", "When it has to be read again", _DUE, kind="date", required=_READ),
    Field("signed", "What `recovery sign-off` wrote", _SIGN, form=SIGNED, required=_READ),
    Field("default stance", "The stance that is followed if none is named", words=STANCES),
    Field("emergency numbers", "Shown with red flags"),
    _NOTE,
)
SOURCE = form(
    "the source",
    Field("title", "Its title", "and what the source is called"),
    *(Field(name, f"Its {name}") for name in ("publisher", "year", "link")),
    Field(
        "kind",
        "Its kind, which decides how strong an answer can call it",
        "and",
        words=tuple(STRENGTHS),
    ),
    Field("patients", "Whether they had the operation of this protocol", words=PATIENTS),
    Field("for whom", "Who was studied or is spoken to, in a few words"),
    Field("seen", "How much of it was seen", words=tuple(SEEN)),
    Field("found", "A result that supports no number, or only weakly", words=FOUND),
    Field("note", "Its note"),
    section="sources",
)
_TYPES = "yes or no; scale 0 to 10; number; one of left, right, both"
_SLIP = "a slip of the pen such as 450 for 45 would go unnoticed"
_SHOWN = "What of a case over time it is worked out from; of a list the worst counts"
_WORSE_SIDE = "whichever is the worse side"
_BOUNDED = "of a number"
_LEAST, _MOST = "The least that it can be", "The most that it can be"
ITEM = form(
    "the item",
    Field("question", "What a patient is asked", "and what a patient is asked"),
    Field("type", _TYPES, kind="type", required="always"),
    Field("unit", "What the number is measured in", words=tuple(UNITS)),
    Field("from", _LEAST, "and the least it can be", why=_SLIP, required=_BOUNDED),
    Field("to", _MOST, "and the most it can be", why=_SLIP, required=_BOUNDED),
    Field("decimals", "How fine it is", kind="decimals", words=("0", "1", "2", "3")),
    Field("worse", "Which side is the worse one", "and", words=_WORSE, weighed=_WORSE_SIDE),
    Field("measured by", "patient, physiotherapist or clinician"),
    Field("shelf life", "How long an observation counts, for example 7 days"),
    Field("if not stated", "What is taken for it; only for a sign that is told unasked"),
    Field("uncomplicated", "What --uncomplicated takes for it"),
    Field("home check", "How to check it at home"),
    Field("anchors", "What some grades mean", kind="grades"),
    _NOTE,
    Field("worked out from", _SHOWN, kind="lines"),
    _CALLED_TOO,
    Field(
        "also ask",
        "An item that counts as there, until it is told, where this is told in other words",
    ),
    section="items",
)
_DIRECTION = "Which direction is the careful one"
_CAREFUL = "whichever is the careful side"
THRESHOLD = form(
    "the threshold",
    *_asking([_UNIT], unit="weeks, days, kg, min, scale 0 to 10 …"),
    Field("stricter", _DIRECTION, "and", words=("higher", "lower"), weighed=_CAREFUL),
    _SAME,
    *_STANCES,
    *(CITED, _FOLLOWS, _CONFLICT, OUT_OF_ORDER, _NOTE, _TITLE),
    section="thresholds",
)
FINDING = form("the finding", CITED, _TITLE, _NOTE, section="findings")
_OWN_SOURCE = evolve(CITED, required="")
VALUE = form("the value", _ALL, _ANY, _OWN_SOURCE, _BECAUSE, _NOTE, one_of=WHEN)
RULE = form("the rule", *_RULE, one_of=WHEN)
MILESTONE = form("the milestone", *_RULE, one_of=WHEN, section="milestones")
PHASE = form("the phase", *_RULE, one_of=WHEN, section="phases")
_RULES = "Rules by name; each says when it holds, until what and why"
_UNGROUPED = "unless a group"
ACTIVITY = form(
    "the activity",
    _CALLED,
    Field("group", "yes, hazard or no", words=("yes", "hazard", "no")),
    Field("part of", "The groups that it belongs to, with commas between"),
    Field("hazard", "none: it has nothing in common with any hazard", words=("none",)),
    evolve(_ALL, name=ALLOWED[0], ask="and a list of conditions", required=_UNGROUPED),
    evolve(_ANY, name=ALLOWED[1]),
    *(Field(f"{kind} when", _RULES, kind="named", form=RULE) for kind in RESTRICTIONS),
    *(_PATIENT, _CLINICIAN, evolve(CITED, required=_UNGROUPED), _NOTE, _CALLED_TOO),
    section="activities",
)
ROW = form("the row", *_STANCES, _SAME, CITED, _FOLLOWS, _CONFLICT, *_WORDING, _NOTE)
_CAPPED = "The most, with its unit, or a threshold's name"
_CAPPED_ASKED = "and the most that is allowed, or a threshold's name"
CAP = form("the rule", Field("value", _CAPPED, _CAPPED_ASKED), *_RULE, one_of=WHEN)
LIMIT = form(
    "the limit",
    _TITLE,
    *_asking([_UNIT], unit="kg, min, km …"),
    Field("of", "The activity or group that it belongs to"),
    Field("by week", "A row for each stretch of weeks", kind="weeks", form=ROW),
    Field("at most", "Caps by name, with their conditions", kind="named", form=CAP),
    *(_NOTE, _CALLED_TOO),
    section="limits",
)
_URGENT = "from the most to the least urgent"
ESCALATION = form(
    "the escalation",
    Field("urgency", f"How soon, {_URGENT}", "and", words=URGENCIES, weighed=_URGENT),
    *_asking(_RULE, patient="and what to do now"),
    one_of=WHEN,
    section="escalations",
)
_SUBJECT = "and an activity, finding, phase or limit"
ADVICE = form(
    "the advice",
    Field("about", "An activity, group, finding, phase or limit", _SUBJECT),
    *_asking(_RULE, patient="and the advice"),
    section="advice",
)
SCOPE = form(
    "the scope line",
    Field("then", "What follows for such a patient", "and", words=_EFFECTS),
    *_asking(_RULE, because="and why this operation is different"),
    one_of=WHEN,
    section="scope",
)
_SAID = "What an answer says, for example: running allowed"
GUARANTEE = form(
    "the guarantee",
    *(Field(pledge, _SAID, kind="texts") for pledge in PLEDGES),
    *(_ALL, _ANY, evolve(_ALL, name="unless all"), evolve(_ANY, name="unless any")),
    Field("stance", "For which stance; all if left out", words=("all", *STANCES)),
    *(_BECAUSE, CITED, _NOTE),
    one_of=PLEDGES,
    section="guarantees",
)
_NAMED = "and the rule or activity that `recovery prove` names"
ACCEPTED = form(
    "",
    Field("oddity", "What `recovery prove` calls it", "and", words=tuple(ODDITIES)),
    Field("about", "The rule or activity that `recovery prove` names", _NAMED, kind="texts"),
    *_asking([_BECAUSE], because="and why it is meant"),
    _NOTE,
    section="accepted",
)
STEP = form("the step", *_asking([_PATIENT], patient="and what is done"))
RESPONSE = form("", _ALL, _ANY, one_of=WHEN)
_MOVED = "with when all: or when any:"
RESPONSES = form(
    "", *(Field(move, f"What calls for {move}", _MOVED, form=RESPONSE) for move in MOVES)
)
_OF_STEPS = "and the name of each step, from the first to the last"
_OF_MOVES = "with up:, stay:, back one: and back two:"
LADDER = form(
    "the ladder",
    _CALLED,
    Field("activity", "The activity whose sessions climb it", "and its name"),
    Field("session", "The activity that is allowed on a day for the next session", "and its name"),
    Field("move", "The finding whose value is the next move", "and its name"),
    Field("steps", "The steps, from the first to the last", _OF_STEPS, kind="named", form=STEP),
    Field("responses", "What one session calls for by itself", _OF_MOVES, form=RESPONSES),
    Field("soft cap", "A threshold in percent"),
    Field("hard cap", "A threshold in percent"),
    *(CITED, _NOTE),
    section="ladders",
)
_SAID_SO = "What people say, with commas between; <name> stands for any phrase of that set"
WORD_SET = form(
    "the word set",
    Field(
        "any of", "Phrases that say the same, with commas between", "and the phrases", kind="texts"
    ),
    section="word sets",
)
WORDS = form(
    "the words",
    Field(
        "also called",
        _SAID_SO,
        "and what people say",
        kind="texts",
        required="unless `in doubt` is there",
    ),
    Field(
        "in doubt", "Words of a text that is not understood, for which to ask this", kind="texts"
    ),
    Field("could be", "What they could mean, the most dangerous first", kind="texts"),
    Field("danger list", "Why the danger list has to be said"),
    Field("nothing yet", "What the rules do not speak of yet"),
    Field(
        "part of", "The groups whose restrictions hold for it, whatever it is, with commas between"
    ),
    Field("never", "What must not be offered instead", kind="texts"),
    _NOTE,
    section="words",
)
_WHAT_IS = (SOURCE, ITEM, THRESHOLD, FINDING, MILESTONE, PHASE, ACTIVITY, LIMIT, ESCALATION)
SECTIONS = {
    declared.section: declared
    for declared in (*_WHAT_IS, ADVICE, SCOPE, GUARANTEE, ACCEPTED, LADDER, WORD_SET, WORDS)
}
"""What each entry of a section holds."""
