"""Decides what a protocol promises, for every patient there could be, and what is odd in its rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from math import inf
from time import monotonic

from attrs import define, evolve, field

from ..deciding.evaluate import engines_here
from ..everyone.functions import Point, Undecided
from ..everyone.practice import NOTHING, Practice
from ..everyone.search import Question, Search
from ..everyone.setting import Setting, Subject
from ..model.problem import Problem, ProblemsFound, suggestion
from ..model.protocol import Protocol
from ..reading.forms import CLOSES_WITH_TIME, ODDITIES
from .breach import Promise
from .gaps import Gaps, Orders
from .oddity import Check, Oddity, Rules
from .outcome import ACCEPTED, ODD, PROVEN, REFUTED, UNDECIDED, Outcome, Proof
from .promised import anybody, promises
from .witness import Witness, witness

MOST_WITNESSES = 3

Progress = Callable[[int, int, str], None]
"""Is told how many questions are done, of how many, and which one comes next."""


def prove(
    protocol: Protocol,
    only: str = "",
    seconds: float | None = None,
    progress: Progress | None = None,
    practice: Practice = NOTHING,
) -> Proof:
    """The proof of a protocol, or of what `only` names: a guarantee, a rule, an activity, a finding.

    With a surgeon's `practice` laid over it, its promises are decided as it stands then; of what is
    odd, only what the practice brings. After so many `seconds` what is left is undecided. Raises
    ProblemsFound for an unknown name.
    """
    until = inf if seconds is None else monotonic() + seconds
    prover = _Prover(Subject(protocol, practice), until)
    promised = list(promises(prover.setting))
    checks = list(prover.checks())
    if only:
        known = {name for promise in promised for name in promise.names}
        known |= {name for check in checks for name in check.names}
        promised = [promise for promise in promised if only in promise.names]
        checks = [check for check in checks if only in check.names]
        if not promised and not checks:
            write = suggestion(only, known, "recovery prove lists every guarantee")
            raise ProblemsFound([Problem("E405", f"nothing is called `{only}`", help=write)])
    total = len(promised) + len(checks)
    guarantees, oddities = [], []
    for done, promise in enumerate(promised):
        if progress is not None:
            progress(done, total, promise.id)
        guarantees.append(prover.settle(promise))
    for done, check in enumerate(checks, len(promised)):
        if progress is not None:
            progress(done, total, check.names[1])
        oddities += prover.look(check)
    if not only and not practice.orders:
        oddities += _stale(protocol, oddities)
    return Proof(
        protocol,
        prover.engines,
        tuple(guarantees),
        tuple(oddities),
        Counter(check.kind for check in checks),
        practice,
    )


def problems_of(proof: Proof) -> list[Problem]:
    """What is refuted, odd or undecided, as problems of the rule files."""
    found = []
    for outcome in proof.having(REFUTED, ODD, UNDECIDED):
        tellings = [telling for witness in outcome.witnesses[:1] for telling in witness.tellings]
        shown = "; ".join(f"{telling.words}: {telling.answered}" for telling in tellings)
        why = shown or outcome.note
        at = outcome.position if outcome.position.file else None
        found.append(Problem(outcome.code, outcome.sentence, at, why, outcome.help))
    return found


def _stale(protocol: Protocol, found: list[Outcome]) -> Iterator[Outcome]:
    """What is accepted, although nothing of the kind is there any more."""
    met = {(outcome.kind, outcome.id) for outcome in found}
    for accepted in protocol.accepted:
        for about in accepted.about:
            timed = accepted.oddity == CLOSES_WITH_TIME and about in protocol.by_id
            if (accepted.oddity, about) not in met and not timed:
                sentence = (
                    f"`{accepted.id}` accepts `{about}` as `{accepted.oddity}`, and it is not"
                )
                write = "leave it out, so that it cannot hide a later mistake"
                yield Outcome(
                    about, "accepted", ODD, sentence, "E420", write, "", accepted.position
                )


@define(eq=False)
class _Prover:
    subject: Subject
    until: float
    engines: tuple[str, ...] = field(init=False, factory=engines_here)
    setting: Setting = field(init=False)
    _search: Search = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.setting = anybody(self.subject)
        self._search = Search(self.setting, self.until)

    def checks(self) -> Iterator[Check]:
        if self.subject.practice.orders:
            yield from Orders(self.setting, self.possible).checks()
            return
        yield from Rules(self.setting, self.possible).checks()
        yield from Gaps(self.setting, self.possible).checks()

    def possible(self, question: Question, setting: Setting) -> bool:
        """Whether there is such a patient. Raises Undecided."""
        return self._about(setting).possible(question)

    def find(self, question: Question, setting: Setting) -> Point | None:
        """One of the patients who are looked for. Raises Undecided."""
        return self._about(setting).find(question)

    def _about(self, setting: Setting) -> Search:
        """The search in a setting; what questions about the same one share is kept for the next one."""
        if self._search.setting is not setting:
            self._search = Search(setting, self.until, at_first=self._search.at_first)
        return self._search

    def settle(self, promise: Promise) -> Outcome:
        """What became of a guarantee: no way to break it, or the plainest patients for whom it breaks."""
        kind, at = promise.kind, promise.position
        found = Outcome(promise.id, kind, PROVEN, promise.sentence, position=at)
        try:
            tried = [(way, self.find(way.wrong, way.setting)) for way in promise.breaches]
        except Undecided as why:
            return evolve(found, state=UNDECIDED, code="E403", help=why.help, note=str(why))
        ways = [(way, point) for way, point in tried if point is not None]
        if not ways:
            return found
        witnesses: list[Witness] = []
        more: list[str] = []
        notes: list[str] = []
        for breach, point in ways:
            if len(witnesses) == MOST_WITNESSES:
                more.append(breach.about.subject or breach.about.value)
            elif shown := witness(breach, point, self.engines, promise.names[1]):
                witnesses.append(shown)
            else:
                notes.append("a counterexample was found that the engines do not confirm")
        if not witnesses:
            write = "report it as a mistake of this program, with the rule files"
            note = "; ".join(dict.fromkeys(notes))
            return evolve(found, state=UNDECIDED, code="E404", help=write, note=note)
        notes += [f"and also {', '.join(dict.fromkeys(more))}"] * bool(more)
        if promise.approved:
            notes.insert(0, promise.approved)
        note = "; ".join(dict.fromkeys(notes))
        found = evolve(found, note=note, witnesses=tuple(witnesses))
        if promise.approved:
            sentence = "some patients are allowed more than the protocol allows"
            return evolve(found, state=ACCEPTED, sentence=sentence)
        write = "mend the rules until its scenario passes"
        if kind != "written":
            return evolve(found, state=REFUTED, code="E402", help=write)
        shortest = min(witnesses, key=lambda one: len(one.scenario))
        write += ", or the guarantee itself"
        return evolve(found, state=REFUTED, code="E401", help=write, witnesses=(shortest,))

    def look(self, check: Check) -> list[Outcome]:
        """The outcome of a question about oddities; none where nothing is odd."""
        try:
            oddity = check.decide()
        except Undecided as why:
            sentence = f"it is not known whether `{check.about}` is `{check.kind}`"
            return [
                Outcome(check.about, check.kind, UNDECIDED, sentence, "E403", why.help, str(why))
            ]
        return [] if oddity is None else [self.told(oddity)]

    def told(self, oddity: Oddity) -> Outcome:
        """An oddity with the plainest patients who show it, where every engine confirms them."""
        kind, about, sentence, breach = oddity.kind, oddity.about, oddity.sentence, oddity.shown
        accepted = (a for a in self.subject.protocol.accepted if a.oddity == kind)
        reason = next((a.because for a in accepted if about in a.about), "")
        state, code = ACCEPTED if reason else ODD, ODDITIES[kind]
        found = Outcome(about, kind, state, sentence, code, oddity.help, reason, oddity.position)
        if breach is None or (point := self.find(breach.wrong, breach.setting)) is None:
            return found
        title = sentence.replace("`", "").partition(":")[0]
        shown = witness(breach, point, self.engines, title)
        return evolve(found, witnesses=(shown,)) if shown else found
