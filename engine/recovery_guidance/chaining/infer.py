"""Forward chaining on durable-rules, through its C module: the only module that knows it.

Its own Host is not used: it starts timer threads that never stop and swallows errors in actions.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import NamedTuple
from weakref import WeakKeyDictionary, finalize

import durable_rules_engine as durable

from ..model.items import Fact
from ..model.rules import Ruleset
from .definition import BEGIN, UNKNOWN, Definition, Refused, translated, within
from .memory import Activations

NAME = "durable-rules"
_sessions = count(1)
_compiled: WeakKeyDictionary[Ruleset, _Compiled] = WeakKeyDictionary()
_refused: WeakKeyDictionary[Ruleset, str] = WeakKeyDictionary()


class _Compiled(NamedTuple):
    definition: Definition
    handle: int


def infer(ruleset: Ruleset, facts: Mapping[str, Fact]) -> Activations:
    """What is certain from the known facts, and what is possible where unknown ones satisfy everything.

    Raises Refused where durable-rules cannot take these rules. It is not asked about them a second time.
    """
    if ruleset in _refused:
        raise Refused(_refused[ruleset])
    try:
        return _inferred(_compiled.get(ruleset) or _compile(ruleset), facts)
    except (durable.error, MemoryError, Refused) as failure:
        _refused[ruleset] = str(failure)
        raise Refused(str(failure)) from failure


def _inferred(compiled: _Compiled, facts: Mapping[str, Fact]) -> Activations:
    bundles = compiled.definition.bundles
    certain = _run(compiled, facts, unknown=False)
    if all(facts.get(item) is not None for items, _ in bundles for item in items):
        return Activations(certain, certain)
    return Activations(certain, _run(compiled, facts, unknown=True))


def _run(compiled: _Compiled, facts: Mapping[str, Fact], unknown: bool) -> frozenset[str]:
    """Asserts the facts in one batch, lets rules chain, and deletes the session afterwards."""
    definition, handle = compiled
    found: set[str] = set()
    asserted: set[int] = set()
    session = str(next(_sessions))
    state = _heeded(durable.assert_facts(handle, _batch(definition, facts, unknown, session)))
    started = durable.start_action_for_state(handle, state)
    message = started[1] if started else None
    try:
        while message:
            for rule_id, addresses in definition.firings[message[2 : message.index('"', 2)]]:
                if rule_id:
                    found.add(rule_id)
                for address in addresses:
                    if address not in asserted:
                        asserted.add(address)
                        state = _heeded(durable.assert_fact(handle, _fact(address, session)))
            message = durable.complete_and_start_action(handle, state)
    finally:
        # Not before something fired: durable-rules frees memory that it never set where nothing did.
        durable.delete_state(handle, session)
    return frozenset(found)


def _heeded(answer: tuple[int, int]) -> int:
    """The state after an assertion that every rule was tried on."""
    code, state = answer
    if code:
        raise Refused(f"durable-rules answered {code}")
    return state


def _compile(ruleset: Ruleset) -> _Compiled:
    definition = translated.get(ruleset)
    if definition is None:
        from .translate import translate  # not needed where the cache held the definition

        definition = translated[ruleset] = translate(ruleset)
    if definition.beyond:
        raise Refused(definition.beyond)
    handle = durable.create_ruleset(f"ruleset{id(ruleset)}", definition.text)
    compiled = _compiled[ruleset] = _Compiled(definition, handle)
    finalize(ruleset, durable.delete_ruleset, handle).atexit = False
    return compiled


def _fact(address: int, session: str, value: str = "") -> str:
    return f'{{"id":"{address}","sid":"{session}","f":1,"a":{address >> 8},"b":{address & 255}{value}}}'


def _batch(definition: Definition, facts: Mapping[str, Fact], unknown: bool, session: str) -> str:
    batch = [f'{{"id":"{BEGIN}","sid":"{session}","{BEGIN}":1}}']
    for items, addresses in definition.bundles:
        values = ""
        for slot, item in enumerate(items):
            fact = facts.get(item)
            if fact is not None:
                value = within(fact)
                values += f',"l{slot}":{value},"h{slot}":{value}'
            elif unknown:
                values += f',"l{slot}":{UNKNOWN},"h{slot}":{-UNKNOWN}'
        batch += [_fact(address, session, values) for address in addresses]
    return f"[{','.join(batch)}]"
