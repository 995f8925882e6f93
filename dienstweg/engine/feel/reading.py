"""Answers as values of the rule language: what a tree of JSON-like data means where the types are known.

Data that does not fit its type is null, as if it had not been given. A list that is absent is empty, and a group that
is absent has nothing but nulls in it: one without answers and one that nobody has opened are the same.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from dienstweg.engine.feel import temporal
from dienstweg.engine.feel.types import Kind, ListOf, Record, Scalar, Scope, Type, Unknown
from dienstweg.engine.feel.values import Value, number, read_number


def values(scope: Scope, data: Mapping[str, object]) -> dict[str, Value]:
    """A value for every name of the scope. Text becomes a number, date or time where the type says so."""
    return {name: _read(data.get(name), type_) for name, type_ in scope.names.items()}


def inside(found: Mapping[str, Value], place: str, rows: Sequence[int]) -> dict[str, Value]:
    """The values for :meth:`Scope.inside`: every list on the way to a place replaced by one of its rows.

    ``rows``: the zero-based number of the row in each list on the way, in order.
    """
    first, *rest = place.split(".")
    return {**found, first: _row(found.get(first), rest, list(rows))}


def _row(here: Value, rest: list[str], rows: list[int]) -> Value:
    if isinstance(here, list):
        here = here[rows[0]] if rows and rows[0] < len(here) else None
        rows = rows[1:]
    if not rest or not isinstance(here, dict):
        return here
    return {**here, rest[0]: _row(here.get(rest[0]), rest[1:], rows)}


def _read(data: object, type_: Type) -> Value:
    match type_:
        case Scalar(kind):
            return _read_scalar(data, kind)
        case ListOf(item):
            return [_read(entry, item) for entry in data] if isinstance(data, list) else []
        case Record(members, nullable=nullable):
            given = data if isinstance(data, dict) else {}
            return (
                None if nullable and not given else {name: _read(given.get(name), of) for name, of in members.items()}
            )
        case Unknown():
            return _as_it_is(data)
    return None


def _as_it_is(data: object) -> Value:
    """What JSON itself tells."""
    if isinstance(data, list):
        return [_as_it_is(entry) for entry in data]
    if isinstance(data, dict):
        return {str(name): _as_it_is(member) for name, member in data.items()}
    if isinstance(data, int) and not isinstance(data, bool):
        return number(Decimal(data))
    return data if isinstance(data, bool | str | Decimal) else None


def _read_scalar(data: object, kind: Kind) -> Value:
    if isinstance(data, bool):
        return data if kind == "boolean" else None
    if isinstance(data, int):
        return number(Decimal(data)) if kind == "number" else None
    if not isinstance(data, str):
        return None
    match kind:
        case "string":
            return data
        case "number":
            return read_number(data)
        case "date":
            return temporal.read_date(data)
        case "time":
            return temporal.read_time(data)
        case "datetime":
            return temporal.read_datetime(data)
        case "days" | "months":
            return temporal.read_duration(data)
    return None
