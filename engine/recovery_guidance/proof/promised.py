"""Everything that a protocol promises, written or built in, each as a sentence and with every way to break it."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from ..everyone.setting import Setting, Subject, alone
from ..model.protocol import Assertion, Guarantee, Protocol
from ..reading.forms import CLOSES_WITH_TIME
from .breach import Promise, breaches
from .builtin import builtins
from .gaps import A_YEAR_LATER
from .oddity import words


def promises(setting: Setting) -> Iterator[Promise]:
    """What the rule files of a protocol promise about one patient, and then what every protocol does."""
    subject = setting.subjects[0]
    for written in subject.protocol.guarantees:
        ways = tuple(breaches(written, setting))
        yield Promise(written.id, "written", in_words(written), ways, written.position)
    marked = {
        rule
        for accepted in subject.protocol.accepted
        if accepted.oddity == CLOSES_WITH_TIME
        for rule in accepted.about
    }
    yield from builtins(subject, marked)


def listed(protocol: Protocol) -> Iterator[Promise]:
    """The same promises as sentences only, without the ways to break them. Those of every protocol read the
    same without a rule, and are quickly made there."""
    for written in protocol.guarantees:
        yield Promise(written.id, "written", in_words(written), (), written.position)
    bare = evolve(protocol, rules=(), activities={}, thresholds={}, quantities={}, guarantees=())
    yield from (evolve(one, breaches=()) for one in promises(anybody(Subject(bare))))


def anybody(subject: Subject) -> Setting:
    """A patient who may be anybody, of whom every guarantee and every oddity can be asked."""
    written = subject.protocol.guarantees
    conditions = (group for one in written for group in (one.when, one.unless) if group is not None)
    return alone(subject, also=(*conditions, A_YEAR_LATER))


def in_words(guarantee: Guarantee) -> str:
    """A guarantee as one sentence."""
    promised = " and ".join(_promised(said) for said in guarantee.said)
    sentence = f"{'never' if guarantee.never else 'always'} {promised}"
    if guarantee.when.members:
        sentence += f", when {words(guarantee.when)}"
    if guarantee.unless is not None:
        sentence += f", unless {words(guarantee.unless)}"
    return sentence + (f", in the {guarantee.stance} stance" if guarantee.stance else "")


def _promised(said: Assertion) -> str:
    if said.about == "limit":
        return f"at most {said.text}"
    return f"the urgency is at least {said.value}" if said.about == "urgency" else said.text
