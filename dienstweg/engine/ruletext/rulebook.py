"""All rules of a schema, read: what each sentence does, what was not understood, and what holds for each place."""

import re
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from dienstweg.engine import schema as xdf
from dienstweg.engine.codelists import CodeLists
from dienstweg.engine.problems import Problem
from dienstweg.engine.ruletext import lexicon as lex
from dienstweg.engine.ruletext.codes import Codes, entries
from dienstweg.engine.ruletext.combine import Target, combine, conflicts
from dienstweg.engine.ruletext.contradictions import without_contradictions
from dienstweg.engine.ruletext.effects import Effect, folded
from dienstweg.engine.ruletext.places import Places
from dienstweg.engine.ruletext.reading import Reader, RuleReading
from dienstweg.engine.service import Entry

Status = Literal["executed", "partly", "not translated", "documentation"]
_WORD = re.compile(r"\w+")
_ANY_ID = re.compile(r"\b[FGRS]\d{6,}")


class Rulebook(Struct, frozen=True, kw_only=True):
    """The rules of one schema. ``named``: by field id, codes with labels that the sentences name.

    ``foreign``: effects of FITKO's translations, for sentences that were not understood
    (:func:`dienstweg.engine.ruletext.second_opinion.supplemented`).
    """

    schema: str
    rules: tuple[RuleReading, ...]
    targets: tuple[Target, ...]
    problems: tuple[Problem, ...] = ()
    named: Mapping[str, tuple[Entry, ...]] = {}
    foreign: tuple[Effect, ...] = ()

    @property
    def effects(self) -> tuple[Effect, ...]:
        return (*(effect for rule in self.rules for effect in rule.effects), *self.foreign)

    def for_state(self, code: str) -> "Rulebook":
        """The rules as the installation of one Land has them; ``land`` no longer occurs in a condition."""
        rules = tuple(_folded(rule, code) for rule in self.rules)
        foreign = tuple(filter(None, (folded(effect, code) for effect in self.foreign)))
        targets = combine(rules, foreign)
        problems = conflicts(targets, rules, foreign)
        return replace(self, rules=rules, foreign=foreign, targets=targets, problems=problems)


def read_rules(schema: xdf.Schema, code_lists: CodeLists = CodeLists()) -> Rulebook:  # noqa: B008 - frozen
    """Read every rule of a schema.

    The sentences are read twice: what the first reading finds named beside codes serves the second one, where a code
    list is not at hand.
    """
    places = Places(schema)
    first = Codes(code_lists)
    for placed in places.rules:
        Reader(places, first).rule(placed)
    codes = Codes(code_lists, first.named)
    reader = Reader(places, codes)
    rules = without_contradictions(tuple(reader.rule(placed) for placed in places.rules))
    targets = combine(rules)
    named = {field: entries(values) for field, values in codes.named.items()}
    return Rulebook(schema=schema.id, rules=rules, targets=targets, problems=conflicts(targets, rules), named=named)


def status(rule: RuleReading) -> Status:
    """How much of a rule is carried out. Documentation names no element, no modal verb and nothing else to be done."""
    if not any(sentence.fault for sentence in rule.sentences) and rule.sentences:
        return "executed"
    text = rule.placed.text
    if not _ANY_ID.search(text) and lex.DEMANDING.isdisjoint(word.lower() for word in _WORD.findall(text)):
        return "documentation"
    return "not translated" if all(sentence.fault for sentence in rule.sentences) else "partly"


def reason(rule: RuleReading) -> str | None:
    """Why something of the rule is not carried out, in German."""
    faults = dict.fromkeys(sentence.fault.message for sentence in rule.sentences if sentence.fault)
    return " ".join(faults) or None


def _folded(rule: RuleReading, code: str) -> RuleReading:
    sentences = tuple(
        replace(sentence, effects=tuple(filter(None, (folded(effect, code) for effect in sentence.effects))))
        for sentence in rule.sentences
    )
    return replace(rule, sentences=sentences)
