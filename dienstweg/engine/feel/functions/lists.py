"""Functions on lists (DMN 1.3, 10.3.4.4). Places are counted from 1, or from the end with -1."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import reduce

from dienstweg.engine.feel import comparing
from dienstweg.engine.feel.functions.forms import Function, form, function, numbers
from dienstweg.engine.feel.limits import VALUE_DEPTH, Meter, value_too_deep
from dienstweg.engine.feel.values import DECIMAL128, Value, number, whole


def _holds(meter: Meter, entries: Iterable[Value], value: Value) -> bool:
    return any(comparing.equal(entry, value, meter) is True for entry in entries)


def _contains(meter: Meter, entries: list[Value], value: Value) -> Value:
    return _holds(meter, entries, value)


def _count(_: Meter, entries: list[Value]) -> Value:
    return Decimal(len(entries))


def _extreme(better: Callable[[Value, Value], bool | None]) -> Callable[[Meter, list[Value]], Value]:
    def run(_: Meter, entries: list[Value]) -> Value:
        best = entries[0] if entries else None
        for entry in entries:
            answer = better(entry, best)
            if answer is None:
                return None
            best = entry if answer else best
        return best

    return run


def _sum(_: Meter, entries: list[Value]) -> Value:
    found = numbers(entries)
    return number(reduce(DECIMAL128.add, found)) if found else None


def _mean(meter: Meter, entries: list[Value]) -> Value:
    total = _sum(meter, entries)
    return number(DECIMAL128.divide(total, Decimal(len(entries)))) if isinstance(total, Decimal) else None


def _all(_: Meter, entries: list[Value]) -> Value:
    return comparing.all_true(entries)


def _any(_: Meter, entries: list[Value]) -> Value:
    return comparing.any_true(entries)


def _sublist(_: Meter, entries: list[Value], start: Decimal, length: Decimal | None) -> Value:
    first = _place(entries, start)
    count = len(entries) if length is None else whole(length)
    if first is None or count is None or count < 0 or (length is not None and first + count > len(entries)):
        return None
    return entries[first : first + count]


def _place(entries: list[Value], place: Decimal) -> int | None:
    """The index in Python's way of counting, or None where there is no such entry."""
    at = whole(place)
    if not at or abs(at) > len(entries):
        return None
    return at - 1 if at > 0 else len(entries) + at


def _append(_: Meter, entries: list[Value], more: list[Value]) -> Value:
    return [*entries, *more]


def _concatenate(meter: Meter, lists: list[Value]) -> Value:
    parts = [part if isinstance(part, list) else [part] for part in lists]
    meter.spend(sum(map(len, parts)))
    return [entry for part in parts for entry in part]


def _insert(_: Meter, entries: list[Value], place: Decimal, value: Value) -> Value:
    at = _place(entries, place)
    return None if at is None else [*entries[:at], value, *entries[at:]]


def _remove(_: Meter, entries: list[Value], place: Decimal) -> Value:
    at = _place(entries, place)
    return None if at is None else entries[:at] + entries[at + 1 :]


def _reverse(_: Meter, entries: list[Value]) -> Value:
    return entries[::-1]


def _index_of(meter: Meter, entries: list[Value], value: Value) -> Value:
    return [Decimal(at) for at, entry in enumerate(entries, 1) if comparing.equal(entry, value, meter) is True]


def _distinct(meter: Meter, entries: list[Value]) -> Value:
    found: list[Value] = []
    for entry in entries:
        if not _holds(meter, found, entry):
            found.append(entry)
    return found


def _union(meter: Meter, lists: list[Value]) -> Value:
    together = _concatenate(meter, lists)
    return _distinct(meter, together) if isinstance(together, list) else None


def _flatten(meter: Meter, entries: list[Value]) -> Value:
    found: list[Value] = []
    _flatten_into(found, entries, meter, 0)
    return found


def _flatten_into(found: list[Value], entries: list[Value], meter: Meter, depth: int) -> None:
    if depth > VALUE_DEPTH:
        raise value_too_deep()
    for entry in entries:
        meter.spend(1)
        if isinstance(entry, list):
            _flatten_into(found, entry, meter, depth + 1)
        else:
            found.append(entry)


_minimum, _maximum = _extreme(comparing.ORDERS["<="]), _extreme(comparing.ORDERS[">="])

FUNCTIONS: tuple[Function, ...] = (
    function("list contains", form("list: list, element", _contains, "boolean")),
    function("count", form("list: list", _count, "number")),
    function("min", form("list: list", _minimum, "item"), form("items*", _minimum, "item")),
    function("max", form("list: list", _maximum, "item"), form("items*", _maximum, "item")),
    function("sum", form("list: list", _sum, "number"), form("items*", _sum, "number")),
    function("mean", form("list: list", _mean, "number"), form("items*", _mean, "number")),
    function("all", form("list: list", _all, "boolean"), form("items*", _all, "boolean")),
    function("any", form("list: list", _any, "boolean"), form("items*", _any, "boolean")),
    function("sublist", form("list: list, start position: number, length?: number", _sublist, "same")),
    function("append", form("list: list, items*", _append, "any")),
    function("concatenate", form("lists*", _concatenate, "any")),
    function("insert before", form("list: list, position: number, newItem", _insert, "any")),
    function("remove", form("list: list, position: number", _remove, "same")),
    function("reverse", form("list: list", _reverse, "same")),
    function("index of", form("list: list, match", _index_of, "numbers")),
    function("union", form("lists*", _union, "any")),
    function("distinct values", form("list: list", _distinct, "same")),
    function("flatten", form("list: list", _flatten, "any")),
)
