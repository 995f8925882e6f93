"""Values as JSON, in the notation of the cases of the OMG's DMN TCK.

``{"$": "decimal", "v": "12.5"}``, likewise ``string``, ``boolean``, ``date``, ``time``, ``dateTime``, ``duration`` and
our own ``range``; lists as lists, contexts as ``{"ctx": {…}}``, null as ``null``. Plain JSON is read too.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from dienstweg.engine.feel import faults, show, temporal
from dienstweg.engine.feel.limits import VALUE_DEPTH, Meter, value_too_deep
from dienstweg.engine.feel.values import Criterion, Months, Range, Value, number, read_number

_KINDS: dict[type, str] = {
    Decimal: "decimal",
    str: "string",
    bool: "boolean",
    date: "date",
    time: "time",
    datetime: "dateTime",
    timedelta: "duration",
    Months: "duration",
    Range: "range",
    Criterion: "range",
}
_READERS: dict[str, Callable[[str], Value]] = {
    "decimal": read_number,
    "string": str,
    "boolean": {"true": True, "false": False}.get,
    "date": temporal.read_date,
    "time": temporal.read_time,
    "dateTime": temporal.read_datetime,
    "duration": temporal.read_duration,
}


def write(value: Value, meter: Meter, depth: int = 0) -> object:
    """The value as JSON-like data. Raises :class:`faults.Unusable` for values beyond the limits."""
    meter.spend(1)
    if depth > VALUE_DEPTH:
        raise value_too_deep()
    if value is None:
        return None
    if isinstance(value, list):
        return [write(entry, meter, depth + 1) for entry in value]
    if isinstance(value, dict):
        return {"ctx": {key: write(entry, meter, depth + 1) for key, entry in value.items()}}
    return {"$": _KINDS[type(value)], "v": show.string(value, meter)}


def read(data: object, depth: int = 0) -> Value:
    """A value from the notation or from plain JSON, whose numbers are ``Decimal`` or ``int``.

    Raises :class:`faults.Unusable`.
    """
    if depth > VALUE_DEPTH:
        raise value_too_deep()
    if data is None or isinstance(data, bool):
        return data
    if isinstance(data, str):
        return _text(data)
    if isinstance(data, list):
        return [read(entry, depth + 1) for entry in data]
    if isinstance(data, dict):
        return _read_object(data, depth)
    if isinstance(data, Decimal | int) and (found := number(Decimal(data))) is not None:
        return found
    raise _unreadable(data)


def _read_object(data: dict[object, object], depth: int) -> Value:
    if data.keys() == {"$", "v"}:
        reader, text = _READERS.get(str(data["$"])), data["v"]
        value = reader(_text(text)) if reader is not None and isinstance(text, str) else None
        if value is None:
            raise _unreadable(data)
        return value
    inner = data["ctx"] if data.keys() == {"ctx"} else data
    if not isinstance(inner, dict):
        raise _unreadable(data)
    return {_text(str(key)): read(entry, depth + 1) for key, entry in inner.items()}


def _text(text: str) -> str:
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise _unreadable(text)
    return text


def _unreadable(data: object) -> faults.Unusable:
    return faults.syntax(f"Im Kontext ist das kein Wert: {ascii(data)[:80]}.", 0)
