"""Whether a condition holds, and whether two conditions agree: by trying every answer that makes a difference.

Used to notice sentences that contradict each other or can never hold. What runs in a service is the FEEL text.
"""

import calendar
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice, product

from dienstweg.engine.ruletext import states
from dienstweg.engine.ruletext.terms import (
    All,
    Among,
    Answer,
    Any,
    CodeRange,
    Count,
    Day,
    Filled,
    Known,
    Land,
    Leaf,
    Not,
    Number,
    Operator,
    Order,
    Other,
    OtherCode,
    RealDay,
    Right,
    Scalar,
    Term,
    Today,
    leaves,
)

LAND = "land"
OTHER = "\N{REPLACEMENT CHARACTER}"
"""Stands for any answer that no sentence names."""
MOST = 6_000
"""So many answers are tried; a condition with more is not decided."""
TODAY = date(2026, 5, 31)
"""The day on which relations between dates are tried; which day it is makes no difference to them."""


def holds(term: Term, known: Known, today: date = TODAY) -> bool:
    """Whether the condition holds for these answers; ``known["land"]`` is the code of the Land."""
    match term:
        case All(parts):
            return all(holds(part, known, today) for part in parts)
        case Any(parts):
            return any(holds(part, known, today) for part in parts)
        case Not(part):
            return not holds(part, known, today)
        case Count(low, high, parts):
            number = sum(holds(part, known, today) for part in parts)
            return low <= number and (high is None or number <= high)
        case _:
            return _leaf(term, known, today)


def _leaf(leaf: Leaf, known: Known, today: date) -> bool:
    match leaf:
        case Land(named):
            return known.get(LAND) in named
        case Filled(path, _):
            return known.get(path) not in (None, ())
        case Among(path, values, _):
            return any(answer in values and type(answer) in map(type, values) for answer in _answers(known, path))
        case OtherCode(path, codes, _):
            return any(_three_digits(answer) and answer not in codes for answer in _answers(known, path))
        case CodeRange():
            return any(_in_range(leaf, answer) for answer in _answers(known, leaf.path))
        case RealDay(day, month, year):
            return _real_day(known.get(day), known.get(month), known.get(year))
        case Order(path, operator, right):
            return _ordered(known.get(path), operator, _right(right, known, today))


def _answers(known: Known, path: str) -> tuple[Scalar, ...]:
    answer = known.get(path)
    if answer is None:
        return ()
    return answer if isinstance(answer, tuple) else (answer,)


def _three_digits(answer: Scalar) -> bool:
    return isinstance(answer, str) and len(answer) == 3 and answer.isascii() and answer.isdigit()


def _in_range(leaf: CodeRange, answer: Scalar) -> bool:
    if not isinstance(answer, str) or len(answer) != len(leaf.low):
        return False
    above = answer > leaf.low if leaf.low_open else answer >= leaf.low
    return above and (answer < leaf.high if leaf.high_open else answer <= leaf.high)


def _real_day(day: Answer, month: Answer, year: Answer) -> bool:
    try:
        date(int(str(year)), int(str(month)), int(str(day)))
    except ValueError:
        return False
    return True


def _right(right: Right, known: Known, today: date) -> Answer:
    match right:
        case Day(iso):
            return iso
        case Number(value):
            return value
        case Other(path):
            return known.get(path)
        case Today(months, days):
            return (_months_before(today, months) - timedelta(days=days)).isoformat()


def _months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _ordered(left: Answer, operator: Operator, right: Answer) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        order = (left > right) - (left < right)
    elif isinstance(left, Decimal) and isinstance(right, Decimal):
        order = int(left.compare(right))
    else:
        return False
    return {
        "<": order < 0,
        "<=": order <= 0,
        ">": order > 0,
        ">=": order >= 0,
        "=": order == 0,
        "!=": order != 0,
    }[operator]


# --- trying answers --------------------------------------------------------------------------------------------------


def satisfiable(*terms: Term) -> bool:
    """Whether some answers make all of them hold. True as well where there are too many answers to try."""
    return any(found is None or all(holds(term, found) for term in terms) for found in trials(terms))


def implies(one: Term, other: Term) -> bool:
    """Whether the second holds wherever the first does. False where there are too many answers to try."""
    return all(found is not None and (not holds(one, found) or holds(other, found)) for found in trials((one, other)))


def trials(terms: Iterable[Term]) -> Iterator[dict[str, Answer] | None]:
    """Answers that make every difference to the conditions; one None at the end where they are too many."""
    found = domains(terms)
    every = product(*found.values())
    for values in islice(every, MOST):
        yield dict(zip(found, values, strict=True))
    if next(every, None) is not None:
        yield None


def domains(terms: Iterable[Term]) -> dict[str, tuple[Answer, ...]]:
    """For every place that is read, the answers that make a difference: none, each value named, and another one."""
    wanted = [leaf for term in terms for leaf in leaves(term)]
    found: dict[str, dict[Answer, None]] = {}
    for leaf in wanted:
        for path, answers in _interesting(leaf):
            found.setdefault(path, {None: None}).update(dict.fromkeys(answers))
    if any(isinstance(leaf, Land) for leaf in wanted):
        found[LAND] = dict.fromkeys(states.CODES)
    for leaf in wanted:
        match leaf:
            case Order(path, _, Other(other)):
                shared = found.get(path, {}) | found.get(other, {})
                shared.pop(OTHER, None)
                found[path] = found[other] = shared
            case Order(path, _, _) | Among(path, (bool() | Decimal(), *_), _):
                found[path].pop(OTHER, None)  # it is a number or a day, or yes or no
            case RealDay(day, month, year):
                for path in (day, month, year):
                    found[path].pop(OTHER, None)
            case _:
                pass
    many = {leaf.path for leaf in wanted if isinstance(leaf, Among | OtherCode) and leaf.many}
    return {path: _several(answers) if path in many else tuple(answers) for path, answers in found.items()}


def _several(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """Answers of a repeated question: none, each alone, and every two together."""
    single = [answer for answer in answers if answer is not None and not isinstance(answer, tuple)]
    pairs = product(single, single) if len(single) <= 40 else ()
    return (None, *((answer,) for answer in single), *pairs)


def _interesting(leaf: Leaf) -> Iterator[tuple[str, tuple[Answer, ...]]]:
    match leaf:
        case Filled(path, _):
            yield path, (OTHER,)
        case Among(path, values, _) if isinstance(values[0], bool):
            yield path, (True, False)
        case Among(path, values, _) if isinstance(values[0], Decimal):
            yield path, tuple(near for value in values if isinstance(value, Decimal) for near in _around(value))
        case Among(path, values, _):
            yield path, (*values, OTHER)
        case OtherCode(path, codes, _):
            yield path, (*codes, "999", OTHER)
        case CodeRange():
            yield leaf.path, (*_codes_around(leaf.low), *_codes_around(leaf.high), OTHER)
        case RealDay(day, month, year):
            yield day, tuple(map(Decimal, (1, 29, 30, 31)))
            yield month, tuple(map(Decimal, (1, 2, 4)))
            yield year, tuple(map(Decimal, (2023, 2024)))
        case Order():
            yield from _moments(leaf)


def _moments(leaf: Order) -> Iterator[tuple[str, tuple[Answer, ...]]]:
    match leaf.right:
        case Number(value):
            yield leaf.path, _around(value)
        case Other(path):
            both: tuple[Answer, ...] = ("2020-01-01", "2020-01-02", "2020-01-03")
            yield leaf.path, both
            yield path, both
        case right:
            day = date.fromisoformat(str(_right(right, {}, TODAY)))
            yield leaf.path, tuple((day + timedelta(days=step)).isoformat() for step in (-1, 0, 1))


def _around(value: Decimal) -> tuple[Answer, ...]:
    return value - 1, value, value + 1


def _codes_around(code: str) -> tuple[str, ...]:
    return tuple(str(int(code) + step).zfill(len(code)) for step in (-1, 0, 1) if int(code) + step >= 0)
