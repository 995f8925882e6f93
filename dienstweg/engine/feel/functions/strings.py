"""Functions on texts (DMN 1.3, 10.3.4.3)."""

from decimal import Decimal

from dienstweg.engine.feel.functions import patterns
from dienstweg.engine.feel.functions.forms import Function, form, function
from dienstweg.engine.feel.limits import Meter
from dienstweg.engine.feel.values import Value, whole


def _substring(_: Meter, text: str, start: Decimal, length: Decimal | None) -> Value:
    """Characters from a place on, the first is 1, the last -1."""
    place = whole(start)
    count = len(text) if length is None else whole(length)
    if not place or count is None or count < 1 or abs(place) > len(text):
        return None if not place or count is None or count < 1 else ""
    first = place - 1 if place > 0 else len(text) + place
    return text[first : first + count]


def _length(_: Meter, text: str) -> Value:
    return Decimal(len(text))


def _upper(_: Meter, text: str) -> Value:
    return text.upper()


def _lower(_: Meter, text: str) -> Value:
    return text.lower()


def _before(_: Meter, text: str, match: str) -> Value:
    before, found, _after = text.partition(match) if match else ("", "", "")
    return before if found else ""


def _after(_: Meter, text: str, match: str) -> Value:
    return text.partition(match)[2] if match else text


def _contains(_: Meter, text: str, match: str) -> Value:
    return match in text


def _starts(_: Meter, text: str, match: str) -> Value:
    return text.startswith(match)


def _ends(_: Meter, text: str, match: str) -> Value:
    return text.endswith(match)


def _join(meter: Meter, texts: list[Value], delimiter: str | None) -> Value:
    """The texts one after the other; null entries are left out."""
    there = [text for text in texts if isinstance(text, str)]
    if any(text is not None and not isinstance(text, str) for text in texts):
        return None
    meter.spend((sum(map(len, there)) + len(there) * len(delimiter or "")) // 16)
    return (delimiter or "").join(there)


_FLAGS = "flags?: string"

FUNCTIONS: tuple[Function, ...] = (
    function("substring", form("string: string, start position: number, length?: number", _substring, "string")),
    function("string length", form("string: string", _length, "number")),
    function("upper case", form("string: string", _upper, "string")),
    function("lower case", form("string: string", _lower, "string")),
    function("substring before", form("string: string, match: string", _before, "string")),
    function("substring after", form("string: string, match: string", _after, "string")),
    function("contains", form("string: string, match: string", _contains, "boolean")),
    function("starts with", form("string: string, match: string", _starts, "boolean")),
    function("ends with", form("string: string, match: string", _ends, "boolean")),
    function("matches", form(f"input: string, pattern: string, {_FLAGS}", patterns.matches, "boolean")),
    function(
        "replace", form(f"input: string, pattern: string, replacement: string, {_FLAGS}", patterns.replace, "string")
    ),
    function("split", form("string: string, delimiter: string", patterns.split, "strings")),
    function("string join", form("list: list, delimiter?: string", _join, "string")),
)
