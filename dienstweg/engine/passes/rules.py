"""Third pass: what the sentences of the schema, and the author in their place, say about every place of the service."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from dienstweg.engine import ruling
from dienstweg.engine.passes import Work
from dienstweg.engine.passes.author_rules import author_rules
from dienstweg.engine.ruletext import Effect, Rulebook, RuleReading, Target, Valued
from dienstweg.engine.ruletext.combine import combine, conflicts
from dienstweg.engine.ruletext.feeltext import feel, literal
from dienstweg.engine.ruletext.rulebook import reason, status
from dienstweg.engine.ruletext.terms import FALSE, Term
from dienstweg.engine.ruling import Step
from dienstweg.engine.service import Allowed, Check, Given, OpenPoint, Ruled

_BY_HAND = frozenset((-1,))
"""Stands for the author among the numbers of rules."""


def rules(work: Work) -> Work:
    """Give the service its rules; what was not understood, contradicts itself or runs in a circle is an open point.

    Raises:
        Refused: a rule of the author does not fit the service.
    """
    book = without(work.book, frozenset(work.overlay.rules))
    by_hand = author_rules(work)
    ruled = joined(map(_ruled, book.targets, _behind(book)), by_hand.ruled)
    steps = ruling.steps_of(ruled, ruling.scope_of(work.nodes, work.code_lists, work.parameters), work.nodes)
    whole, circles = _without_circles(ruled, steps)
    return replace(
        work,
        book=book,
        named=_named(book) | dict.fromkeys(by_hand.named, _BY_HAND),
        ruled=whole,
        lifted=frozenset(path for step in steps for path in step.lifts),
        checks=(*map(_check, _valid(book)), *by_hand.checks),
        amounts=by_hand.amounts,
        open_points=(*work.open_points, *_unread(book), *_conflicts(book), *circles),
    )


def without(book: Rulebook, ids: frozenset[str]) -> Rulebook:
    """The book without the rules that the author takes over."""
    if not ids:
        return book
    left = tuple(rule for rule in book.rules if rule.placed.rule.id not in ids)
    foreign = tuple(effect for effect in book.foreign if effect.rule not in ids)
    targets = combine(left, foreign)
    return replace(book, rules=left, foreign=foreign, targets=targets, problems=conflicts(targets, left, foreign))


def _named(book: Rulebook) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, rule in enumerate(book.rules):
        for path in (path for sentence in rule.sentences for path in sentence.mentions):
            found.setdefault(path, set()).add(number)
    return {path: frozenset(numbers) for path, numbers in found.items()}


def _behind(book: Rulebook) -> Iterator[tuple[str, ...]]:
    """For every target the ids of the rules that speak of it."""
    found: dict[str, dict[str, None]] = {}
    for effect in book.effects:
        found.setdefault(effect.target, {})[effect.rule] = None
    return (tuple(found.get(target.path, ())) for target in book.targets)


def _ruled(target: Target, behind: tuple[str, ...]) -> Ruled:
    return Ruled(
        path=target.path,
        forbid=_condition(target.forbid),
        require=_condition(target.require),
        optional=_condition(target.optional),
        set=tuple(Given(literal(one.values[0]), one.when) for one in target.set),
        restrict=tuple(map(_allowed, target.restrict)),
        rules=behind,
    )


def _condition(term: Term) -> str | None:
    return None if term == FALSE else feel(term)


def _allowed(one: Valued) -> Allowed:
    return Allowed(tuple(map(str, one.values)), one.when)


def _valid(book: Rulebook) -> Iterator[Effect]:
    return (effect for effect in book.effects if effect.kind == "valid")


def _check(effect: Effect) -> Check:
    path = "" if effect.everywhere else effect.target
    return Check(path=path, holds=feel(effect.condition), message=effect.message, rule=effect.rule)


def joined(read: Iterable[Ruled], by_hand: Iterable[Ruled]) -> tuple[Ruled, ...]:
    """One value for every place: conditions of the same kind are alternatives, the author's values replace those of
    sentences.
    """
    found: dict[str, Ruled] = {}
    for one in by_hand:
        found[one.path] = _both(found[one.path], one) if one.path in found else one
    whole = [_completed(one, found.pop(one.path, None)) for one in read]
    return (*whole, *found.values())


def _completed(read: Ruled, by_hand: Ruled | None) -> Ruled:
    if by_hand is None:
        return read
    return _both(replace(read, set=()) if by_hand.set else read, by_hand)


def _both(one: Ruled, other: Ruled) -> Ruled:
    return Ruled(
        path=one.path,
        forbid=_either(one.forbid, other.forbid),
        require=_either(one.require, other.require),
        optional=_either(one.optional, other.optional),
        set=(*one.set, *other.set),
        restrict=(*one.restrict, *other.restrict),
        rules=tuple(dict.fromkeys((*one.rules, *other.rules))),
    )


def _either(one: str | None, other: str | None) -> str | None:
    return f"({one}) or ({other})" if one and other else one or other


# --- open points -----------------------------------------------------------------------------------------------------


def _unread(book: Rulebook) -> Iterator[OpenPoint]:
    foreign = {effect.rule for effect in book.foreign}
    for rule in book.rules:
        if rule.placed.text and status(rule) in ("partly", "not translated"):
            instead = " Stattdessen gilt die Übersetzung der FITKO." if rule.placed.rule.id in foreign else ""
            yield OpenPoint("rule_not_executed", place_of(rule), f"{_left(rule)} {reason(rule)}{instead}")


def place_of(rule: RuleReading) -> str:
    """Where a rule stands, for people: the path of its element and its id."""
    return f"{rule.placed.owner or 'Schema'} {rule.placed.rule.id}"


def _left(rule: RuleReading) -> str:
    sentences = " ".join(sentence.text for sentence in rule.sentences if sentence.fault)
    return sentences if sentences.endswith(".") else f"{sentences}."


def _conflicts(book: Rulebook) -> Iterator[OpenPoint]:
    return (OpenPoint(problem.code, problem.where, problem.message) for problem in book.problems)


def _without_circles(
    ruled: tuple[Ruled, ...], steps: tuple[Step, ...]
) -> tuple[tuple[Ruled, ...], tuple[OpenPoint, ...]]:
    """Rules that decide about each other in a circle have no result: none of them hides or sets anything."""
    left = {one.path: one for one in ruled}
    points: list[OpenPoint] = []
    for around in ruling.circles(steps):
        names = ", ".join(dict.fromkeys(rule for path in around for rule in left[path].rules)) or "Eigene Regeln"
        for path in around:
            left[path] = replace(left[path], forbid=None, set=())
        message = f"{names}: Diese Regeln entscheiden im Kreis übereinander. Ausgeführt wird keine von ihnen."
        points.append(OpenPoint("rule_circle", around[0], message))
    whole, further = _without_ends(left, tuple(step for step in steps if left[step.path].forbid or left[step.path].set))
    return whole, (*points, *further)


def _without_ends(left: dict[str, Ruled], steps: tuple[Step, ...]) -> tuple[tuple[Ruled, ...], tuple[OpenPoint, ...]]:
    """Rules at the end of a chain that nobody could follow do not hide or set anything either."""
    ends = ruling.behind_the_last(steps)
    for path in ends:
        left[path] = replace(left[path], forbid=None, set=())
    message = "Diese Regel hängt von zu vielen anderen ab, eine hinter der anderen. Sie wird nicht ausgeführt."
    return tuple(left.values()), tuple(OpenPoint("rule_chain", path, message) for path in ends)
