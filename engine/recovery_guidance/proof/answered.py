"""What an answer says in a matter, as a scenario step, and the step that ought to hold instead."""

from __future__ import annotations

from ..deciding.decision import Verdict
from ..deciding.guidance import Guidance
from ..model.protocol import Assertion
from ..model.rules import NOT_REACHED, REACHED, SAFETY_FIRST

SILENCE = "nothing is said about any activity"


def answer(said: Assertion, guidance: Guidance) -> tuple[str, tuple[str, ...]]:
    """What an answer says in this matter, as a scenario step, and the rules that decided."""
    if said.about in ("activity", "limit", "conclusion") and guidance.is_silent:
        refused = tuple(refusal.rule for refusal in guidance.refused)
        urgent = tuple(e.rule for e in guidance.escalations if e.urgency in SAFETY_FIRST)
        return SILENCE, urgent + refused
    return _ANSWERS[said.about](said, guidance)


def _verdict(said: Assertion, guidance: Guidance) -> tuple[str, tuple[str, ...]]:
    verdict = guidance.verdict(said.subject)
    if verdict is None:
        return f"nothing is said about {said.subject}", ()
    return f"{said.subject} is {verdict.verdict}", verdict.because


def _limit(said: Assertion, guidance: Guidance) -> tuple[str, tuple[str, ...]]:
    limit = guidance.limit(said.subject)
    if limit is None:
        return f"{said.subject} is not limited", ()
    measure = guidance.protocol.quantities[said.subject].measure
    return f"{said.subject} is limited to {measure.show(limit.at_most)}", limit.because


def _urgency(_: Assertion, guidance: Guidance) -> tuple[str, tuple[str, ...]]:
    if not guidance.escalations:
        return "there is no urgency", ()
    first = guidance.escalations[0]
    return f"the urgency is {first.urgency}", (first.rule,)


def _stance(_: Assertion, guidance: Guidance) -> tuple[str, tuple[str, ...]]:
    return f"the stance followed is {guidance.stance}", guidance.stance_because


def _refusal(_: Assertion, guidance: Guidance) -> tuple[str, tuple[str, ...]]:
    refused = tuple(refusal.rule for refusal in guidance.refused)
    return f"the answer is {'' if refused else 'not '}refused", refused


def _silence(_: Assertion, guidance: Guidance) -> tuple[str, tuple[str, ...]]:
    return (SILENCE if guidance.is_silent else "something is said about activities"), ()


def _rule(said: Assertion, guidance: Guidance) -> tuple[str, tuple[str, ...]]:
    rule = guidance.memory.ruleset.graph.by_id[said.subject]
    holds = {True: "applies", False: "does not apply", None: "may apply"}
    return f"{rule.id} {holds[guidance.memory.truth(rule)]}", ()


def _concluded(said: Assertion, guidance: Guidance) -> tuple[str, tuple[str, ...]]:
    memory, name = guidance.memory, said.subject
    values = guidance.protocol.values[name]
    has = [value for value in values if memory.proposition((name, value)) is True]
    rules = [r.id for r in memory.ruleset.graph.deriving.get(name, ()) if r.value in has]
    if REACHED in values:
        reached = memory.proposition((name, REACHED))
        shown = {True: REACHED, False: NOT_REACHED, None: "unknown"}[reached]
        return f"the milestone {name} is {shown}", tuple(rules)
    return f"the finding {name} is {' and '.join(has) or 'unknown'}", tuple(rules)


_ANSWERS = {
    "activity": _verdict,
    "limit": _limit,
    "urgency": _urgency,
    "stance": _stance,
    "refusal": _refusal,
    "silence": _silence,
    "rule": _rule,
    "conclusion": _concluded,
    "finding": _concluded,
}


def step(said: Assertion, never: bool, guidance: Guidance) -> str:
    """The scenario step that holds where the guarantee does."""
    negation = "not " * never
    if said.about == "activity":
        opened = " or ".join(Verdict.meant(said.value))
        denied = f"{'anything but' if Verdict(said.value).is_closed else 'not'} {said.value}"
        found = f"{said.subject} is {denied if never else opened}"
    elif said.about == "limit":
        assert said.amount is not None
        most = said.amount.value(guidance.memory.ruleset.numbers)
        measure = guidance.protocol.quantities[said.subject].measure
        found = f"{said.subject} is at most {measure.show(most)}"
    elif said.about == "urgency":
        found = f"the urgency is at least {said.value}"
    elif said.about == "stance":
        found = f"the stance followed is {negation}{said.value}"
    elif said.about == "refusal":
        found = f"the answer is {negation}refused"
    elif said.about == "silence":
        found = "something is said about activities" if never else SILENCE
    else:
        assert said.claim is not None
        found = f"the finding {said.subject} is {negation}{' or '.join(said.claim.values)}"
    return found
