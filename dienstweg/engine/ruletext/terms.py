"""Conditions as values: what a sentence asks, before it is written as FEEL.

Conditions are two-valued: a comparison with something that was not answered does not hold, and its negation does.
The FEEL text keeps to that, so that both always agree.
"""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from dienstweg.engine.ruletext import states

Scalar = str | bool | Decimal
Operator = Literal["<", "<=", ">", ">=", "=", "!="]
Answer = Scalar | tuple[Scalar, ...] | None
"""What one place holds: None where nothing was answered, a tuple where it repeats, dates as ISO text."""

FLIPPED: dict[Operator, Operator] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}


class Day(Struct, frozen=True, tag=True):
    """A fixed day (ISO 8601)."""

    iso: str


class Today(Struct, frozen=True, tag=True):
    """Today, less some months and days."""

    months: int = 0
    days: int = 0


class Number(Struct, frozen=True, tag=True):
    value: Decimal


class Other(Struct, frozen=True, tag=True):
    """What another place holds."""

    path: str


Right = Day | Today | Number | Other


class Filled(Struct, frozen=True, tag=True):
    """Something was answered there; ``many``: at a place that repeats."""

    path: str
    many: bool = False


class Among(Struct, frozen=True, tag=True):
    """The answer is one of the values; ``many``: one of the answers of a repeated question is."""

    path: str
    values: tuple[Scalar, ...]
    many: bool = False


class OtherCode(Struct, frozen=True, tag=True):
    """A code of three digits was chosen that is not one of the codes."""

    path: str
    codes: tuple[str, ...]
    many: bool = False


class CodeRange(Struct, frozen=True, tag=True):
    """A code with as many digits as the bounds lies from ``low`` to ``high``."""

    path: str
    low: str
    high: str
    low_open: bool = False
    high_open: bool = False


class Order(Struct, frozen=True, tag=True):
    path: str
    operator: Operator
    right: Right


class RealDay(Struct, frozen=True, tag=True):
    """Day, month and year make a day of the calendar."""

    day: str
    month: str
    year: str


class Land(Struct, frozen=True, tag=True):
    """The installation stands in one of these Länder."""

    states: frozenset[str]


class Not(Struct, frozen=True, tag=True):
    part: "Term"


class All(Struct, frozen=True, tag=True):
    parts: "tuple[Term, ...]" = ()


class Any(Struct, frozen=True, tag=True):
    parts: "tuple[Term, ...]" = ()


class Count(Struct, frozen=True, tag=True):
    """At least ``low`` and at most ``high`` (None: without limit) of the parts hold."""

    low: int
    high: int | None
    parts: "tuple[Term, ...]"


Leaf = Filled | Among | OtherCode | CodeRange | Order | RealDay | Land
Term = Leaf | Not | All | Any | Count

TRUE = All()
FALSE = Any()


def negated(term: Term) -> Term:
    """The complement, with negations only before leaves and counts."""
    match term:
        case Not(part):
            return part
        case All(parts):
            return either(*(negated(part) for part in parts))
        case Any(parts):
            return both(*(negated(part) for part in parts))
        case Land(named):
            return land(states.ALL - named)
        case _:
            return Not(term)


def land(named: frozenset[str]) -> Term:
    """The installation stands in one of the Länder; all or none of them is no question."""
    return TRUE if named == states.ALL else Land(named) if named else FALSE


def both(*terms: Term) -> Term:
    """All of them hold: flat, each part once, Länder put together."""
    parts = _flat(terms, All)
    if FALSE in parts:
        return FALSE
    lands = [part.states for part in parts if isinstance(part, Land)]
    if len(lands) > 1:
        common = land(frozenset.intersection(*lands))
        return both(common, *(part for part in parts if not isinstance(part, Land)))
    return parts[0] if len(parts) == 1 else All(parts)


def either(*terms: Term) -> Term:
    """One of them holds: flat, each part once; values of one place and Länder put together."""
    parts = _flat(terms, Any)
    if TRUE in parts:
        return TRUE
    lands = frozenset().union(*(part.states for part in parts if isinstance(part, Land)))
    if sum(isinstance(part, Land) for part in parts) > 1:
        return either(land(lands), *(part for part in parts if not isinstance(part, Land)))
    merged: dict[tuple[str, bool] | Term, Term] = {}
    for part in parts:
        key = (part.path, part.many) if isinstance(part, Among) else part
        known = merged.get(key)
        if isinstance(part, Among) and isinstance(known, Among):
            part = Among(part.path, tuple(dict.fromkeys(known.values + part.values)), part.many)  # noqa: PLW2901 # merged into one
        merged[key] = part
    found = tuple(merged.values())
    return found[0] if len(found) == 1 else Any(found)


def _flat(terms: Iterable[Term], kind: type[All] | type[Any]) -> tuple[Term, ...]:
    found: dict[Term, None] = {}
    for term in terms:
        inner = term.parts if isinstance(term, kind) else (term,)
        found.update(dict.fromkeys(inner))
    return tuple(found)


def leaves(term: Term) -> tuple[Leaf, ...]:
    """Every leaf, in order of reading."""
    match term:
        case Not(part):
            return leaves(part)
        case All(parts) | Any(parts):
            return tuple(leaf for part in parts for leaf in leaves(part))
        case Count():
            return tuple(leaf for part in term.parts for leaf in leaves(part))
        case _:
            return (term,)


def reads(term: Term) -> frozenset[str]:
    """The paths a condition looks at."""
    found: set[str] = set()
    for leaf in leaves(term):
        match leaf:
            case Land():
                pass
            case RealDay():
                found |= {leaf.day, leaf.month, leaf.year}
            case Order(path, _, Other(other)):
                found |= {path, other}
            case _:
                found.add(leaf.path)
    return frozenset(found)


def fold(term: Term, code: str) -> Term:
    """The condition as one Land sees it."""
    return rebuilt(term, lambda leaf: (TRUE if code in leaf.states else FALSE) if isinstance(leaf, Land) else leaf)


def rebuilt(term: Term, change: Callable[[Leaf], Term]) -> Term:
    """The condition with every leaf changed, put together anew."""
    match term:
        case Not(part):
            return negated(rebuilt(part, change))
        case All(parts):
            return both(*(rebuilt(part, change) for part in parts))
        case Any(parts):
            return either(*(rebuilt(part, change) for part in parts))
        case Count(low, high, parts):
            return Count(low, high, tuple(rebuilt(part, change) for part in parts))
        case _:
            return change(term)


Known = Mapping[str, Answer]
