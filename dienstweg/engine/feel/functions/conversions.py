"""From one kind to another (DMN 1.3, 10.3.4.1), and ``not`` (10.3.4.2)."""

from decimal import Decimal

from dienstweg.engine.feel import comparing, show
from dienstweg.engine.feel.functions.forms import Function, form, function
from dienstweg.engine.feel.limits import Meter
from dienstweg.engine.feel.values import Value, read_number

_GROUPING = {" ", ",", "."}
_POINT = {",", "."}


def _number(_: Meter, text: str, grouping: str | None, point: str | None) -> Value:
    """The number that a text writes with these separators."""
    if (grouping is not None and grouping not in _GROUPING) or (point is not None and point not in _POINT):
        return None
    if grouping is not None and grouping == point:
        return None
    plain = text.replace(grouping, "") if grouping else text
    plain = plain.replace(".", "?").replace(point, ".") if point == "," else plain
    return read_number(plain)


def _number_as_it_is(_: Meter, value: Decimal) -> Value:
    return value


def _string(meter: Meter, value: Value) -> Value:
    return None if value is None else show.string(value, meter)


def _not(_: Meter, value: Value) -> Value:
    return comparing.negated(value) if isinstance(value, bool) else None


FUNCTIONS: tuple[Function, ...] = (
    function(
        "number",
        form("from: string, grouping separator?: string, decimal separator?: string", _number, "number"),
        form("from: number", _number_as_it_is, "number"),
    ),
    function("string", form("from", _string, "string")),
    function("not", form("negand: boolean", _not, "boolean")),
)
