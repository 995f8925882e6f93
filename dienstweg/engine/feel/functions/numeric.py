"""Functions on numbers (DMN 1.3, 10.3.4.5)."""

from datetime import timedelta
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
)
from functools import partial

from dienstweg.engine.feel.functions.forms import Function, form, function
from dienstweg.engine.feel.limits import Meter
from dienstweg.engine.feel.values import DECIMAL128, Months, Value, number

_LEAST_SCALE, _MOST_SCALE = -6111, 6176


def _rounded(mode: str, _: Meter, value: Decimal, scale: Decimal | None = None) -> Value:
    """``value`` with ``scale`` digits behind the point, none when it is left out."""
    digits = Decimal(0) if scale is None else scale
    if digits != digits.to_integral_value() or not _LEAST_SCALE <= digits <= _MOST_SCALE:
        return None
    if -int(value.as_tuple().exponent) <= digits:
        return value
    context = Context(prec=DECIMAL128.prec, rounding=mode, Emin=DECIMAL128.Emin, Emax=DECIMAL128.Emax, traps=[])
    return number(value.quantize(Decimal((0, (1,), -int(digits))), context=context))


def _size(_: Meter, value: Decimal | timedelta | Months) -> Value:
    if isinstance(value, Decimal):
        return DECIMAL128.abs(value)
    return Months(abs(value.months)) if isinstance(value, Months) else abs(value)


def _modulo(_: Meter, dividend: Decimal, divisor: Decimal) -> Value:
    """The remainder with the sign of the divisor."""
    rest = DECIMAL128.remainder(dividend, divisor)
    if rest.is_finite() and rest and rest.is_signed() != divisor.is_signed():
        rest = DECIMAL128.add(rest, divisor)
    return number(rest)


def _even(_: Meter, value: Decimal) -> Value:
    return value == value.to_integral_value() and not _odd_digit(value)


def _odd(_: Meter, value: Decimal) -> Value:
    return value == value.to_integral_value() and _odd_digit(value)


def _odd_digit(value: Decimal) -> bool:
    _, digits, exponent = value.to_integral_value().as_tuple()
    return exponent == 0 and digits[-1] % 2 == 1


def _rounding(name: str, mode: str, scale: str) -> Function:
    return function(name, form(f"n: number, {scale}: number", partial(_rounded, mode), "number"))


FUNCTIONS: tuple[Function, ...] = (
    _rounding("decimal", ROUND_HALF_EVEN, "scale"),
    _rounding("floor", ROUND_FLOOR, "scale?"),
    _rounding("ceiling", ROUND_CEILING, "scale?"),
    _rounding("round up", ROUND_UP, "scale"),
    _rounding("round down", ROUND_DOWN, "scale"),
    _rounding("round half up", ROUND_HALF_UP, "scale"),
    _rounding("round half down", ROUND_HALF_DOWN, "scale"),
    function("abs", form("n: number|duration", _size, "same")),
    function("modulo", form("dividend: number, divisor: number", _modulo, "number")),
    function("even", form("number: number", _even, "boolean")),
    function("odd", form("number: number", _odd, "boolean")),
)
