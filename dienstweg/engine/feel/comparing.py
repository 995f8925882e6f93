"""Equality, order and membership of values, each with three answers: true, false, null.

DMN 1.3, 10.3.2.13 to 10.3.2.15. null equals null and nothing else. Values of different kinds have no answer, nor have a
local time and one with an offset.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, time
from operator import ge, gt, le, lt

from dienstweg.engine.feel.limits import VALUE_DEPTH, Meter, value_too_deep
from dienstweg.engine.feel.values import ORDERED, Criterion, Range, Relation, Value

Order = Callable[[Value, Value], bool | None]


def equal(one: Value, other: Value, meter: Meter, depth: int = 0) -> bool | None:
    """``one = other``. Inside lists and contexts, what has no answer counts as different."""
    if one is None or other is None:
        return one is other
    if type(one) is not type(other):
        return False if isinstance(one, Range | Criterion) and isinstance(other, Range | Criterion) else None
    meter.spend(1)
    if depth > VALUE_DEPTH:
        raise value_too_deep()
    if isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            return False
        return all(equal(a, b, meter, depth + 1) is True for a, b in zip(one, other, strict=True))
    if isinstance(one, dict) and isinstance(other, dict):
        if one.keys() != other.keys():
            return False
        return all(equal(one[key], other[key], meter, depth + 1) is True for key in one)
    if isinstance(one, Criterion) and isinstance(other, Criterion):
        return one.relation == other.relation and equal(one.value, other.value, meter, depth + 1) is True
    if isinstance(one, datetime | time) and (one.tzinfo is None) != (other.tzinfo is None):  # type: ignore[union-attr] # same type
        return None
    return one == other


def same(one: Value, other: Value, meter: Meter) -> bool:
    """``is(one, other)``: the same kind and the same value, points in time with the same offset."""
    if isinstance(one, datetime | time) and isinstance(other, datetime | time):
        return equal(one, other, meter) is True and one.utcoffset() == other.utcoffset()
    return equal(one, other, meter) is True


def _ordered(compare: Callable[..., bool]) -> Order:
    def order(one: Value, other: Value) -> bool | None:
        kind = type(one)
        if kind is not type(other) or kind not in ORDERED:
            return None
        try:
            return compare(one, other)
        except TypeError:  # one has an offset from UTC, the other is local
            return None

    return order


less = _ordered(lt)
less_or_equal = _ordered(le)
ORDERS: dict[Relation, Order] = {"<": less, "<=": less_or_equal, ">": _ordered(gt), ">=": _ordered(ge)}


def related(relation: Relation, one: Value, other: Value, meter: Meter) -> bool | None:
    """``one relation other``."""
    order = ORDERS.get(relation)
    if order is not None:
        return order(one, other)
    answer = equal(one, other, meter)
    return answer if relation == "=" else negated(answer)


def between(value: Value, low: Value, high: Value) -> bool | None:
    return all_true((less_or_equal(low, value), less_or_equal(value, high)))


def in_range(value: Value, span: Range) -> bool | None:
    above = less_or_equal(span.low, value) if span.low_included else less(span.low, value)
    below = less_or_equal(value, span.high) if span.high_included else less(value, span.high)
    return all_true((above, below))


def inside(value: Value, test: Value, meter: Meter) -> bool | None:
    """``value in test``: within a range, one of a list (or within one of its ranges), or equal."""
    if isinstance(test, Range):
        return in_range(value, test)
    if isinstance(test, Criterion):
        return related(test.relation, value, test.value, meter)
    if not isinstance(test, list):
        return equal(value, test, meter)
    if isinstance(value, list) and equal(value, test, meter):
        return True
    return any(_meets(value, entry, meter) for entry in test)


def _meets(value: Value, entry: Value, meter: Meter) -> bool:
    meter.spend(1)
    if isinstance(entry, Range | Criterion):
        return equal(value, entry, meter) is True or inside(value, entry, meter) is True
    return equal(value, entry, meter) is True


def negated(answer: bool | None) -> bool | None:  # noqa: FBT001 # an answer is what it is about
    return None if answer is None else not answer


def all_true(answers: Iterable[Value]) -> bool | None:
    """Three-valued ``and``: anything but true and false has no answer. Looks no further than the first false."""
    unknown = False
    for answer in answers:
        if answer is False:
            return False
        unknown = unknown or answer is not True
    return None if unknown else True


def any_true(answers: Iterable[Value]) -> bool | None:
    """Three-valued ``or``. Looks no further than the first true."""
    unknown = False
    for answer in answers:
        if answer is True:
            return True
        unknown = unknown or answer is not False
    return None if unknown else False
