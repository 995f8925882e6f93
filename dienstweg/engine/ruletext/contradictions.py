"""Sentences that contradict each other: neither is carried out.

Real: "Wenn … = 002, dann muss die Gruppe befüllt werden. Wenn … = 002, dann darf die Gruppe nicht angezeigt werden."
Two sentences contradict each other when they look at the same answers, can apply at once, and say opposite things about
one place. Where they look at different answers, the prohibition vetoes (:mod:`dienstweg.engine.ruletext.combine`).
"""

from collections.abc import Iterator
from itertools import combinations_with_replacement

from msgspec.structs import replace

from dienstweg.engine.ruletext.combine import is_otherwise
from dienstweg.engine.ruletext.effects import Effect
from dienstweg.engine.ruletext.faults import Fault
from dienstweg.engine.ruletext.reading import RuleReading
from dienstweg.engine.ruletext.terms import Term, reads
from dienstweg.engine.ruletext.truth import holds, trials

Place = tuple[str, str, int]
"""Owner's path, rule and number of a sentence."""


def without_contradictions(readings: tuple[RuleReading, ...]) -> tuple[RuleReading, ...]:
    """The readings, with both sentences of every contradiction left untranslated."""
    for wide in (False, True):
        found = dict(_contradictions(readings, wide=wide))
        readings = tuple(_marked(reading, found) for reading in readings) if found else readings
    return readings


def _contradictions(readings: tuple[RuleReading, ...], *, wide: bool) -> Iterator[tuple[Place, Place]]:
    """Pairs of sentences, both ways round; ``wide``: of different rules."""
    by_target: dict[str, list[Effect]] = {}
    for reading in readings:
        for effect in reading.effects:
            if effect.kind != "valid":
                by_target.setdefault(effect.target, []).append(effect)
    for effects in by_target.values():
        weak = {id(effect) for effect in effects if effect.kind == "forbid" and is_otherwise(effect, effects)}
        for one, other in combinations_with_replacement(effects, 2):
            if _same_rule(one, other) != wide and any(
                _opposed(left, right, weak) for left, right in ((one, other), (other, one))
            ):
                yield _place(one), _place(other)
                yield _place(other), _place(one)


def _same_rule(one: Effect, other: Effect) -> bool:
    return (one.owner, one.rule) == (other.owner, other.rule)


def _place(effect: Effect) -> Place:
    return effect.owner, effect.rule, effect.sentence


def _opposed(one: Effect, other: Effect, weak: set[int]) -> bool:
    """Whether the first says something that the second takes back."""
    if other.kind == "forbid" and one.speaks_for is not None:
        return id(other) not in weak and _at_once(one.speaks_for, other.condition)
    if (one.kind, other.kind) == ("require", "optional"):
        return _at_once(one.condition, other.condition)
    if one.kind == other.kind == "set":
        return one.values != other.values and _at_once(one.condition, other.condition)
    if one.kind == other.kind == "restrict":
        return not set(one.values) & set(other.values) and _at_once(one.condition, other.condition)
    return False


def _at_once(one: Term, other: Term) -> bool:
    return reads(one) == reads(other) and _overlap(one, other)


def _overlap(one: Term, other: Term) -> bool:
    """Whether both hold for some answers, with no more than one answer to each question.

    Several answers to a repeated question ("a state that belongs to the EU", "one that does not") are no contradiction.
    """
    for found in trials((one, other)):
        if found is None:
            return True
        single = all(not isinstance(answer, tuple) or len(answer) == 1 for answer in found.values())
        if single and holds(one, found) and holds(other, found):
            return True
    return False


def _marked(reading: RuleReading, found: dict[Place, Place]) -> RuleReading:
    sentences = []
    for number, sentence in enumerate(reading.sentences):
        twin = found.get((reading.placed.owner, reading.placed.rule.id, number))
        if twin is None or sentence.fault is not None:
            sentences.append(sentence)
            continue
        where = "sich selbst" if twin[1:] == (reading.placed.rule.id, number) else f"{twin[1]} Satz {twin[2] + 1}"
        message = f"Der Satz widerspricht {where}; welcher gilt, ist nicht zu erkennen."
        sentences.append(replace(sentence, effects=(), fault=Fault("rule_contradiction", message)))
    return replace(reading, sentences=tuple(sentences))
