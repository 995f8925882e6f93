"""``rules``: what the sentences of a schema do, and which of them were not understood."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dienstweg.cli.output import FINE, Output, counted, told
from dienstweg.cli.sources import read_bytes, read_code_lists, read_source
from dienstweg.engine.codelists import CodeLists
from dienstweg.engine.ruletext import Effect, Rulebook, RuleReading, Target, Valued, read_rules
from dienstweg.engine.ruletext.feeltext import feel
from dienstweg.engine.ruletext.places import Places
from dienstweg.engine.ruletext.rulebook import reason, status
from dienstweg.engine.ruletext.second_opinion import Verdict, read_opinions, supplemented
from dienstweg.engine.ruletext.terms import FALSE, Term
from dienstweg.engine.schema import Schema

KINDS = {
    "require": "nötig",
    "forbid": "entfällt",
    "optional": "freiwillig",
    "set": "festgelegt",
    "restrict": "eingeschränkt",
    "valid": "geprüft",
}
STATUS = {
    "executed": "ausgeführt",
    "partly": "zum Teil ausgeführt",
    "not translated": "nicht übersetzt",
    "documentation": "Erläuterung",
}


def rules(*, path: Path, state: str | None, rules: Path | None, codelists: Path | None, output: Output) -> int:
    """Read the rules of a schema; with ``rules`` compare them with FITKO's translations."""
    book, verdicts = read_book(read_source(path).schema, read_code_lists(codelists), state=state, rules=rules)
    data: dict[str, object] = {
        "schema": book.schema,
        "rules": [_rule(rule) for rule in book.rules],
        "targets": [_target(target) for target in book.targets],
        "summary": _summary(book),
        "problems": book.problems,
    }
    if rules is not None:
        data["second_opinion"] = opinion(verdicts, book)
    output.answer(data, _report(book, verdicts))
    return FINE


def read_book(
    schema: Schema, lists: CodeLists, *, state: str | None, rules: Path | None
) -> tuple[Rulebook, tuple[Verdict, ...]]:
    """The rules of a schema, with ``state`` as one Land has them; with FITKO's translations where ours has none.

    Raises:
        Refused: ``rules`` is no such file, or one of another schema.
    """
    book = read_rules(schema, lists)
    verdicts: tuple[Verdict, ...] = ()
    if rules is not None:
        opinions = read_opinions(read_bytes(rules), schema.id)
        book, verdicts = supplemented(book, Places(schema), lists, opinions)
    return (book.for_state(state) if state else book), verdicts


# --- data ------------------------------------------------------------------------------------------------------------


def _rule(rule: RuleReading) -> dict[str, object]:
    return {
        "id": rule.placed.rule.id,
        "element": rule.placed.owner,
        "text": rule.placed.text,
        "status": status(rule),
        "reason": reason(rule),
        "effects": [_effect(effect) for effect in rule.effects],
        "untranslated": [sentence.text for sentence in rule.sentences if sentence.fault],
        "remarks": rule.remarks,
    }


def _effect(effect: Effect) -> dict[str, object]:
    data: dict[str, object] = {
        "kind": effect.kind,
        "target": effect.target,
        "when": effect.when,
        "message": effect.message,
        "sentence": effect.sentence,
    }
    if effect.kind == "set":
        data["value"] = effect.values[0]
    if effect.kind == "restrict":
        data["codes"] = effect.values
    return data


def _target(target: Target) -> dict[str, object]:
    return {
        "target": target.path,
        "require": _condition(target.require),
        "forbid": _condition(target.forbid),
        "optional": _condition(target.optional),
        "set": [{"when": one.when, "value": one.values[0]} for one in target.set],
        "restrict": [_restricted(one) for one in target.restrict],
        "uncertain": target.uncertain,
    }


def _condition(term: Term) -> str | None:
    return None if term == FALSE else feel(term)


def _restricted(one: Valued) -> dict[str, object]:
    return {"when": one.when, "codes": one.values}


def _summary(book: Rulebook) -> dict[str, object]:
    by_status = Counter(status(rule) for rule in book.rules)
    sentences = [sentence for rule in book.rules for sentence in rule.sentences]
    return {
        "rules": len(book.rules),
        "distinct": len({rule.placed.rule.id for rule in book.rules}),
        "executed": by_status["executed"],
        "partly": by_status["partly"],
        "not_translated": by_status["not translated"],
        "documentation": by_status["documentation"],
        "sentences": len(sentences),
        "sentences_executed": sum(sentence.fault is None for sentence in sentences),
        "effects": dict(Counter(effect.kind for effect in book.effects)),
        "reasons": dict(Counter(sentence.fault.code for sentence in sentences if sentence.fault)),
    }


def opinion(verdicts: tuple[Verdict, ...], book: Rulebook) -> dict[str, object]:
    """What FITKO's translations say otherwise, and what was taken from them."""
    return {
        "summary": dict(Counter(verdict.agreement for verdict in verdicts)),
        "differences": [
            {
                "element": verdict.opinion.element,
                "effect": verdict.opinion.effect,
                "target": verdict.opinion.target_path,
                "agreement": verdict.agreement,
                "theirs": feel(verdict.theirs.condition) if verdict.theirs else None,
                "ours": [feel(effect.condition) for effect in verdict.ours],
                "reason": verdict.fault.message if verdict.fault else None,
            }
            for verdict in verdicts
            if verdict.agreement != "same"
        ],
        "used": [_effect(effect) | {"rule": effect.rule} for effect in book.foreign],
    }


# --- for people ------------------------------------------------------------------------------------------------------


def _report(book: Rulebook, verdicts: tuple[Verdict, ...]) -> Iterator[str]:
    sentences = [sentence for rule in book.rules for sentence in rule.sentences]
    read = sum(sentence.fault is None for sentence in sentences)
    yield f"{book.schema}: {counted(len(book.rules), 'Regel', 'Regeln')}, {counted(len(sentences), 'Satz', 'Sätze')}"
    yield f"  {read} von {len(sentences)} Sätzen ausgeführt"
    for rule in book.rules:
        yield ""
        yield f"{rule.placed.rule.id} an {rule.placed.owner or 'Datenschema'}: {STATUS[status(rule)]}"
        for sentence in rule.sentences:
            yield f"  „{sentence.text}“"
            if sentence.fault:
                yield f"    nicht übersetzt: {sentence.fault.message}"
            for effect in sentence.effects:
                yield f"    {KINDS[effect.kind]}: {effect.target}"
                yield f"      {'immer' if effect.when is None else f'wenn {effect.when}'}"
                yield f"      {effect.message}"
        yield from (f"    Hinweis: {remark}" for remark in rule.remarks)
    if book.problems:
        yield ""
        yield from (told(problem) for problem in book.problems)
    yield from comparison(verdicts, book.foreign)


DIFFERENCE = {
    "different": "Die Bedingungen unterscheiden sich.",
    "only theirs": "Nur die Übersetzung der FITKO hat diese Bedingung.",
}


def comparison(verdicts: tuple[Verdict, ...], used: tuple[Effect, ...]) -> Iterator[str]:
    """The same for people."""
    if not verdicts:
        return
    same = sum(verdict.agreement in ("same", "same for every answer") for verdict in verdicts)
    yield ""
    yield f"Vergleich mit den Übersetzungen der FITKO: {same} von {len(verdicts)} gleich"
    for verdict in verdicts:
        why = verdict.fault.message if verdict.fault else DIFFERENCE.get(verdict.agreement)
        if why is not None:
            yield f"  {verdict.opinion.effect} {verdict.opinion.target_path or verdict.opinion.element}: {why}"
    yield f"  {len(used)} für nicht übersetzte Sätze übernommen"
    for effect in used:
        yield f"    {effect.rule} Satz {effect.sentence + 1}, {KINDS[effect.kind]}: {effect.target}"
        yield f"      {'immer' if effect.when is None else f'wenn {effect.when}'}"
