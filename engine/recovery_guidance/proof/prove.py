"""Decides what a protocol promises, for every patient there could be, and what is odd in its rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from math import inf
from time import monotonic

from attrs import define, field

from ..deciding.evaluate import engines_here
from ..everyone.functions import Point, Undecided
from ..everyone.practice import NOTHING, Practice
from ..everyone.search import Question, Search
from ..everyone.setting import Setting, Subject
from ..model.problem import Problem, ProblemsFound, suggestion
from ..model.protocol import Protocol
from ..reading.forms import CLOSES_WITH_TIME, ODDITIES
from .breach import Breach, Promise
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
        known |= {
            name for check in checks for name in (check.about, f"{check.kind}: {check.about}")
        }
        promised = [promise for promise in promised if only in promise.names]
        checks = [c for c in checks if only in (c.about, f"{c.kind}: {c.about}")]
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
            progress(done, total, f"{check.kind}: {check.about}")
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
        try:
            tried = [(way, self.find(way.wrong, way.setting)) for way in promise.breaches]
        except Undecided as why:
            return _outcome(promise, UNDECIDED, "E403", why.help, [str(why)])
        ways = [(way, point) for way, point in tried if point is not None]
        if not ways:
            return _outcome(promise, PROVEN)
        witnesses: list[Witness] = []
        more: list[str] = []
        notes: list[str] = []
        for breach, point in ways:
            if len(witnesses) == MOST_WITNESSES:
                more.append(breach.about.subject or breach.about.value)
            elif found := witness(breach, point, self.engines, promise.names[1]):
                witnesses.append(found)
            else:
                notes.append("a counterexample was found that the engines do not confirm")
        if not witnesses:
            write = "report it as a mistake of this program, with the rule files"
            return _outcome(promise, UNDECIDED, "E404", write, notes)
        notes += [f"and also {', '.join(dict.fromkeys(more))}"] * bool(more)
        if promise.approved:
            notes.insert(0, promise.approved)
            return _outcome(promise, ACCEPTED, notes=notes, witnesses=witnesses)
        if promise.kind == "written":
            witnesses = sorted(witnesses, key=_length)[:1]
            write = "mend the rules until its scenario passes, or the guarantee itself"
            return _outcome(promise, REFUTED, "E401", write, notes, witnesses)
        write = "mend the rules until its scenario passes"
        return _outcome(promise, REFUTED, "E402", write, notes, witnesses)

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

    def shown(self, breach: Breach, title: str) -> Witness | None:
        """The plainest patients who show an oddity, where every engine confirms them."""
        point = self.find(breach.wrong, breach.setting)
        return None if point is None else witness(breach, point, self.engines, title)

    def told(self, oddity: Oddity) -> Outcome:
        title = oddity.sentence.replace("`", "").partition(":")[0]
        shown = self.shown(oddity.shown, title) if oddity.shown else None
        reason = next(
            (
                accepted.because
                for accepted in self.subject.protocol.accepted
                if accepted.oddity == oddity.kind and oddity.about in accepted.about
            ),
            "",
        )
        return Outcome(
            oddity.about,
            oddity.kind,
            ACCEPTED if reason else ODD,
            oddity.sentence,
            ODDITIES[oddity.kind],
            oddity.help,
            reason,
            oddity.position,
            () if shown is None else (shown,),
        )


def _outcome(
    promise: Promise,
    state: str,
    code: str = "",
    write: str = "",
    notes: Iterable[str] = (),
    witnesses: Iterable[Witness] = (),
) -> Outcome:
    sentence = promise.sentence
    if state == ACCEPTED:
        sentence = "some patients are allowed more than the protocol allows"
    note = "; ".join(dict.fromkeys(notes))
    at, shown = promise.position, tuple(witnesses)
    return Outcome(promise.id, promise.kind, state, sentence, code, write, note, at, shown)


def _length(witness: Witness) -> int:
    return len(witness.scenario)
