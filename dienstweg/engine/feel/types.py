"""Types: what the names of a scope stand for, what an expression gives, what ``instance of`` asks.

Every type admits null.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from dienstweg.engine.feel.limits import VALUE_DEPTH, Meter, value_too_deep
from dienstweg.engine.feel.values import Criterion, Months, Range, Value

Kind = Literal["null", "boolean", "number", "string", "date", "time", "datetime", "days", "months"]

KINDS: dict[type, Kind] = {
    type(None): "null",
    bool: "boolean",
    Decimal: "number",
    str: "string",
    date: "date",
    time: "time",
    datetime: "datetime",
    timedelta: "days",
    Months: "months",
}
PYTHON: dict[Kind, type] = {kind: python for python, kind in KINDS.items()}
NAMES: dict[Kind, str] = {
    "null": "Null",
    "boolean": "boolean",
    "number": "number",
    "string": "string",
    "date": "date",
    "time": "time",
    "datetime": "date and time",
    "days": "days and time duration",
    "months": "years and months duration",
}
"""The standard's own names (DMN 1.3, 10.3.2.2)."""
_GERMAN: dict[Kind, str] = {
    "null": "nichts",
    "boolean": "Ja oder Nein",
    "number": "eine Zahl",
    "string": "ein Text",
    "date": "ein Datum",
    "time": "eine Uhrzeit",
    "datetime": "ein Zeitpunkt",
    "days": "eine Dauer in Tagen",
    "months": "eine Dauer in Monaten",
}


class Unknown(Struct, frozen=True):
    """Anything (``Any``): nothing can be said before there is a value."""


class Scalar(Struct, frozen=True):
    """One value. ``codes``: a string that is one of these codes, each with its label."""

    kind: Kind
    codes: Mapping[str, str] | None = None


class ListOf(Struct, frozen=True):
    """A list whose entries all have one type."""

    item: "Type"


class Record(Struct, frozen=True):
    """A context. ``closed``: it has no other members.

    ``row``: it stands for one row of a list, the row that a rule is about; the read-set says so (``dogs[].breed``).
    ``nullable``: it may be absent as a whole, like a file; a group without answers is there, and all in it is null.
    """

    members: "Mapping[str, Type]"
    closed: bool = True
    row: bool = False
    nullable: bool = False


class RangeOf(Struct, frozen=True):
    """A range, or a comparison that waits for its left side."""

    item: "Type"


Type: TypeAlias = Unknown | Scalar | ListOf | Record | RangeOf

UNKNOWN = Unknown()
NULL = Scalar("null")
BOOLEAN = Scalar("boolean")
NUMBER = Scalar("number")
STRING = Scalar("string")
DATE = Scalar("date")
TIME = Scalar("time")
DATETIME = Scalar("datetime")
DAYS = Scalar("days")
MONTHS = Scalar("months")
CONTEXT = Record({}, closed=False)


class Scope(Struct, frozen=True):
    """The names an expression may use, and what they stand for."""

    names: Mapping[str, Type] = {}

    def inside(self, place: str) -> "Scope":
        """The scope of a rule at a place (dotted path): every list on the way there stands for the row of the rule.

        The values for it come from :func:`dienstweg.engine.feel.reading.inside`. Raises ``KeyError`` for no such place.
        """
        first, *rest = place.split(".")
        return Scope({**self.names, first: _row(self.names[first], rest)})


EMPTY = Scope()
_STEPS_OF_DATA = 10_000_000


def _row(type_: Type, rest: list[str]) -> Type:
    record = type_.item if isinstance(type_, ListOf) else type_
    if not isinstance(record, Record):
        return type_
    if isinstance(type_, ListOf):
        record = replace(record, row=True)
    if not rest:
        return record
    return replace(record, members={**record.members, rest[0]: _row(record.members[rest[0]], rest[1:])})


def join(types: Iterable[Type], meter: Meter, depth: int = 0) -> Type:
    """The narrowest type that has the values of all; that of null when there are none.

    Types of lists within lists can be much larger than the text that makes them, hence the meter.
    """
    if depth > VALUE_DEPTH:
        raise value_too_deep()
    found = [type_ for type_ in types if type_ != NULL]
    if not found:
        return NULL
    meter.spend(len(found))
    kinds = {type(type_) for type_ in found}
    if kinds == {Record}:
        return _join_records([type_ for type_ in found if isinstance(type_, Record)], meter, depth)
    if kinds in ({ListOf}, {RangeOf}):
        items = join((type_.item for type_ in found if isinstance(type_, ListOf | RangeOf)), meter, depth + 1)
        return ListOf(items) if kinds == {ListOf} else RangeOf(items)
    scalars = {type_.kind for type_ in found if isinstance(type_, Scalar)}
    if kinds != {Scalar} or len(scalars) > 1:
        return UNKNOWN
    return found[0] if all(type_ == found[0] for type_ in found) else Scalar(scalars.pop())


def _join_records(records: list[Record], meter: Meter, depth: int) -> Record:
    members: dict[str, list[Type]] = {}
    for record in records:
        for name, member in record.members.items():
            members.setdefault(name, []).append(member)
    joined = {name: join(types, meter, depth + 1) for name, types in members.items()}
    return Record(joined, closed=all(record.closed for record in records))


def comparable(one: Type, other: Type) -> bool:
    """Whether an equation between the two can have an answer other than null."""
    if isinstance(one, Unknown) or isinstance(other, Unknown) or NULL in (one, other):
        return True
    if isinstance(one, Scalar) and isinstance(other, Scalar):
        return one.kind == other.kind
    return type(one) is type(other)


def type_of(value: Value, meter: Meter, depth: int = 0) -> Type:
    """The type of a value; that of a list joins the types of its entries."""
    meter.spend(1)
    if depth > VALUE_DEPTH:
        raise value_too_deep()
    if isinstance(value, dict):
        return Record({name: type_of(member, meter, depth + 1) for name, member in value.items()})
    if isinstance(value, list):
        return ListOf(join((type_of(entry, meter, depth + 1) for entry in value), meter, depth))
    if isinstance(value, Range):
        return RangeOf(join((type_of(end, meter, depth + 1) for end in (value.low, value.high)), meter, depth))
    if isinstance(value, Criterion):
        return RangeOf(type_of(value.value, meter, depth + 1))
    return Scalar(KINDS[type(value)])


def scope_of(values: Mapping[str, Value]) -> Scope:
    """A scope with just these values."""
    meter = Meter(_STEPS_OF_DATA)
    return Scope({name: type_of(value, meter) for name, value in values.items()})


def is_instance(value: Value, type_: Type, meter: Meter, depth: int = 0) -> bool:
    """``instance of`` (DMN 1.3, 10.3.2.2): null is an instance of ``Null`` only."""
    meter.spend(1)
    if depth > VALUE_DEPTH:
        raise value_too_deep()
    if value is None:
        return type_ == NULL
    match type_:
        case Unknown():
            return True
        case Scalar(kind):
            return type(value) is PYTHON[kind]
        case ListOf(item):
            return isinstance(value, list) and all(_admits(entry, item, meter, depth) for entry in value)
        case Record(members):
            return isinstance(value, dict) and all(
                name in value and _admits(value[name], member, meter, depth) for name, member in members.items()
            )
        case RangeOf(item):
            if isinstance(value, Criterion):
                return _admits(value.value, item, meter, depth)
            return isinstance(value, Range) and all(_admits(end, item, meter, depth) for end in (value.low, value.high))


def _admits(value: Value, type_: Type, meter: Meter, depth: int) -> bool:
    return value is None or is_instance(value, type_, meter, depth + 1)


def write(type_: Type) -> str:
    """The type as ``instance of`` writes it."""
    match type_:
        case Unknown():
            return "Any"
        case Scalar(kind):
            return NAMES[kind]
        case ListOf(item):
            return f"list<{write(item)}>"
        case RangeOf(item):
            return f"range<{write(item)}>"
        case Record(members):
            return f"context<{', '.join(f'{name}: {write(member)}' for name, member in members.items())}>"


def german(type_: Type) -> str:
    """What a value of the type is, for messages: "eine Zahl"."""
    match type_:
        case Unknown():
            return "ein beliebiger Wert"
        case Scalar(kind):
            return _GERMAN[kind]
        case ListOf():
            return "eine Liste"
        case RangeOf():
            return "ein Bereich"
        case Record():
            return "eine Gruppe von Angaben"
