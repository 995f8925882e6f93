"""FITKO's own translations of rules (``translated-rules`` of the FIM portal): a second opinion, not the authority.

Shape: ``{"schema", "translated": [{"element", "effect", "target_path", "context", "condition", "message"}]}``; a
condition is a tree of ``equal``, ``not_equal``, ``is_empty``, ``not``, ``or``, ``and``, ``xor``, ``is_valid_date``,
``less_than`` over ``{"identifier": "self.F…"}`` and constants. Identifiers count from the place named by ``context``.
"""

from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from dienstweg.engine.codelists import CodeLists
from dienstweg.engine.problems import Problem, Refused
from dienstweg.engine.ruletext.checks import check_target
from dienstweg.engine.ruletext.codes import Codes, Raw, same_number
from dienstweg.engine.ruletext.combine import combine, conflicts
from dienstweg.engine.ruletext.effects import Effect
from dienstweg.engine.ruletext.faults import Fault, Unread
from dienstweg.engine.ruletext.messages import Messages
from dienstweg.engine.ruletext.places import Place, Places
from dienstweg.engine.ruletext.reading import RuleReading
from dienstweg.engine.ruletext.rulebook import Rulebook
from dienstweg.engine.ruletext.terms import (
    FALSE,
    TRUE,
    Among,
    Count,
    Filled,
    Order,
    Other,
    RealDay,
    Scalar,
    Term,
    both,
    either,
    negated,
    reads,
)
from dienstweg.engine.ruletext.truth import holds, satisfiable, trials

Agreement = Literal["same", "same for every answer", "different", "only theirs", "not usable"]


class Opinion(Struct, frozen=True):
    """One edge of their translation, as the file has it. ``effect`` is require, forbid or valid."""

    element: str
    effect: Literal["require", "forbid", "valid"]
    target_path: str | None
    context: tuple[str, ...]
    condition: object
    message: str = ""


class _File(Struct, frozen=True):
    schema: str
    translated: tuple[Opinion, ...]


class Verdict(Struct, frozen=True, kw_only=True):
    """An opinion beside what we read. ``theirs`` None: it cannot be used, for the reason in ``fault``."""

    opinion: Opinion
    theirs: Effect | None = None
    ours: tuple[Effect, ...] = ()
    fault: Fault | None = None
    agreement: Agreement


def read_opinions(data: bytes, schema: str) -> tuple[Opinion, ...]:
    """The edges of a file.

    Raises:
        Refused: ``unreadable_rules``, ``rules_of_another_schema``.
    """
    try:
        found = msgspec.json.decode(data, type=_File)
    except (msgspec.DecodeError, RecursionError) as fault:
        message = f"Die Datei enthält keine übersetzten Regeln des FIM-Portals ({fault})."
        raise Refused(Problem("unreadable_rules", "Datei", message)) from None
    if found.schema != schema:
        message = f"Die Regeln gehören zum Datenschema {found.schema}, nicht zu {schema}."
        raise Refused(Problem("rules_of_another_schema", "Datei", message))
    return found.translated


def compared(places: Places, lists: CodeLists, opinions: tuple[Opinion, ...], book: Rulebook) -> tuple[Verdict, ...]:
    """A verdict for each opinion, in order."""
    named = {field: {entry.code: entry.label for entry in entries} for field, entries in book.named.items()}
    return SecondOpinion(places, Codes(lists, named)).compare(opinions, book.effects)


def supplemented(
    book: Rulebook, places: Places, lists: CodeLists, opinions: tuple[Opinion, ...]
) -> tuple[Rulebook, tuple[Verdict, ...]]:
    """The rulebook with FITKO's effects where we have none, marked ``foreign``; and a verdict for every opinion.

    Nothing of ours changes: see :func:`usable` for what is taken.
    """
    verdicts = compared(places, lists, opinions, book)
    foreign = usable(verdicts, book, Messages(places, Codes(lists)))
    targets = combine(book.rules, foreign)
    problems = conflicts(targets, book.rules, foreign)
    return replace(book, foreign=foreign, targets=targets, problems=problems), verdicts


def usable(verdicts: tuple[Verdict, ...], book: Rulebook, messages: Messages) -> tuple[Effect, ...]:
    """Their effects for sentences that we left untranslated; each names the sentence whose place it takes.

    Only where a sentence that was not understood names the target and every answer that the condition looks at, and
    no sentence that was carried out does; where it opposes nothing of ours, and nothing else of theirs. A sentence that
    contradicts another one is left: which of them is right, their translation cannot tell.
    """
    found: dict[tuple[str, str, Term], Effect] = {}
    for verdict in verdicts:
        theirs = verdict.theirs
        sentence = _open_sentence(theirs, book) if theirs is not None and verdict.agreement == "only theirs" else None
        if theirs is None or sentence is None:
            continue
        rule, number = sentence
        effect = replace(
            theirs,
            rule=rule.placed.rule.id,
            owner=rule.placed.owner,
            sentence=number,
            message=_message(theirs, messages),
            foreign=True,
        )
        found.setdefault((theirs.kind, theirs.target, theirs.condition), effect)
    effects = tuple(found.values())
    return tuple(one for one in effects if not any(_opposed(one, other) for other in (*book.effects, *effects)))


def _open_sentence(theirs: Effect, book: Rulebook) -> tuple[RuleReading, int] | None:
    """The sentence not understood that an effect belongs to; None where one that was carried out may be meant."""
    wanted = set(reads(theirs.condition)) | ({theirs.target} if theirs.kind != "valid" else set())
    about = [
        (rule, number, sentence)
        for rule in book.rules
        for number, sentence in enumerate(rule.sentences)
        if wanted <= set(sentence.mentions)
    ]
    if not about or any(one.fault is None or one.fault.code == "rule_contradiction" for _, _, one in about):
        return None
    return about[0][:2]


def _opposed(one: Effect, other: Effect) -> bool:
    """Whether one takes back what the other says about the same place."""
    kinds = {one.kind, other.kind}
    if one.target != other.target or kinds not in ({"require", "forbid"}, {"require", "optional"}, {"forbid", "set"}):
        return False
    return satisfiable(both(one.condition, other.condition))


def _message(effect: Effect, messages: Messages) -> str:
    if effect.kind == "valid":
        return f"Verlangt ist, dass {messages.words(effect.condition)}."
    return messages.told(effect.kind, messages.places.by_path[effect.target], effect.condition, effect.values)


class SecondOpinion:
    """Checks opinions against a schema and compares them with our effects."""

    def __init__(self, places: Places, codes: Codes) -> None:
        self.places = places
        self.codes = codes

    def compare(self, opinions: tuple[Opinion, ...], effects: tuple[Effect, ...]) -> tuple[Verdict, ...]:
        """A verdict for each opinion, in order."""
        return tuple(self._verdict(opinion, effects) for opinion in opinions)

    def effect(self, opinion: Opinion) -> Effect:
        """The opinion as an effect. Raises :class:`Unread` where an id or a constant does not exist."""
        condition = self._term(opinion.condition, opinion)
        context = ".".join(opinion.context)
        target = opinion.target_path or context
        if target not in self.places.by_path:
            raise Unread("rule_unknown_id", f"Die Stelle {target} gibt es in diesem Datenschema nicht.")
        if opinion.effect != "valid":
            check_target(self.places, self.places.by_path[target], condition)
        return Effect(kind=opinion.effect, target=target, condition=condition, message=opinion.message, owner=context)

    def _verdict(self, opinion: Opinion, effects: tuple[Effect, ...]) -> Verdict:
        try:
            theirs = self.effect(opinion)
        except Unread as unread:
            return Verdict(opinion=opinion, fault=unread.fault, agreement="not usable")
        ours = tuple(effect for effect in effects if _about_the_same(effect, theirs))
        if not ours:
            return Verdict(opinion=opinion, theirs=theirs, agreement="only theirs")
        found: Agreement = "different"
        for condition in candidates(ours):
            one = agreement(theirs.condition, condition)
            found = one if found == "different" or one == "same" else found
        return Verdict(opinion=opinion, theirs=theirs, ours=ours, agreement=found)

    # --- their conditions --------------------------------------------------------------------------------------------

    def _term(self, node: object, opinion: Opinion) -> Term:
        if isinstance(node, bool):
            return TRUE if node else FALSE
        if not isinstance(node, dict) or len(node) != 1:
            raise _unusable()
        operator, inner = next(iter(node.items()))
        match operator, inner:
            case "identifier", str():
                place = self._place(node, opinion)
                return Among(place.path, (self.codes.value(place, Raw("true")),))
            case "not", _:
                return negated(self._term(inner, opinion))
            case "is_empty", _:
                return negated(_filled(self._place(inner, opinion)))
            case (("and" | "or" | "xor"), list()):
                parts = tuple(self._term(part, opinion) for part in inner)
                return both(*parts) if operator == "and" else either(*parts) if operator == "or" else Count(1, 1, parts)
            case (("equal" | "not_equal" | "less_than" | "is_valid_date"), list()):
                return self._compared(operator, inner, opinion)
        raise _unusable()

    def _compared(self, operator: str, inner: list[object], opinion: Opinion) -> Term:
        places = [self._place(part, opinion) for part in inner if isinstance(part, dict)]
        constants = [part for part in inner if not isinstance(part, dict)]
        match operator, places, constants:
            case "is_valid_date", [day, month, year], []:
                return RealDay(day.path, month.path, year.path)
            case "less_than", [one, other], []:
                return Order(one.path, "<", Other(other.path))
            case (("equal" | "not_equal"), [place], [str() | bool() as constant]):
                raw = Raw(str(constant).lower() if isinstance(constant, bool) else constant)
                term = Among(place.path, self._values(place, raw), place.many)
                if isinstance(constant, str) and place.kind == "choice" and constant not in term.values:
                    message = f"Verglichen wird mit der Bezeichnung „{constant}“ statt mit einem Code."
                    raise Unread("rule_unknown_code", message)
                return term if operator == "equal" else negated(term)
        raise _unusable()

    def _values(self, place: Place, raw: Raw) -> tuple[Scalar, ...]:
        """The constant as a value of the question; where the list is missing, as the sentences spell it."""
        known = self.codes.known(place) if place.kind == "choice" else None
        if known is None or known.complete or raw.text in known.entries:
            return self.codes.values(place, raw)
        twins = tuple(code for code in known.entries if same_number(code, raw.text))
        return (raw.text, *twins) if twins else self.codes.values(place, raw)

    def _place(self, node: object, opinion: Opinion) -> Place:
        name = node.get("identifier") if isinstance(node, dict) else None
        if not isinstance(name, str):
            raise _unusable()
        reference = name.removeprefix("self.")
        home = ".".join(opinion.context)
        found = self.places.resolve(reference, home if home in self.places.by_path else "")
        if isinstance(found, Fault):
            raise Unread(found.code, found.message)
        return found


def _about_the_same(ours: Effect, theirs: Effect) -> bool:
    if ours.kind != theirs.kind:
        return False
    if ours.kind != "valid":
        return ours.target == theirs.target
    return reads(ours.condition) == reads(theirs.condition)


def candidates(effects: tuple[Effect, ...]) -> tuple[Term, ...]:
    """Each effect by itself, those of one rule together, and all together."""
    by_rule: dict[tuple[str, str], list[Term]] = {}
    for effect in effects:
        by_rule.setdefault((effect.owner, effect.rule), []).append(effect.condition)
    single = [effect.condition for effect in effects]
    return (*single, *(either(*terms) for terms in by_rule.values()), either(*single))


def agreement(one: Term, other: Term) -> Literal["same", "same for every answer", "different"]:
    """Whether two conditions hold for the same answers; the second: apart from what was not answered."""
    same = True
    for found in trials((one, other)):
        if found is None:
            return "different"
        if holds(one, found) != holds(other, found):
            if all(answer is not None for answer in found.values()):
                return "different"
            same = False
    return "same" if same else "same for every answer"


def _filled(place: Place) -> Term:
    return Filled(place.path, place.repeats)


def _unusable() -> Unread:
    return Unread("rule_not_understood", "Diese Form der Bedingung ist nicht bekannt.")
