"""What ``+ - * / **`` mean for which kinds (DMN 1.3, 10.3.2.11, tables 53 to 58). Everything else gives null."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from dienstweg.engine.feel.limits import Meter
from dienstweg.engine.feel.nodes import Operator
from dienstweg.engine.feel.temporal import seconds_of_day, time_of_day
from dienstweg.engine.feel.types import KINDS, Kind
from dienstweg.engine.feel.values import DECIMAL128, Months, Value

Combine = Callable[..., Value]

_MICROSECOND = timedelta(microseconds=1)
_MOST_MONTHS = 10**12
_CHARACTERS_PER_STEP = 16
_STEPS_OF_POWER = 50


def combine(operator: Operator, left: Value, right: Value, meter: Meter) -> Value:
    """The result, or null where there is none: other kinds, division by zero, beyond the calendar, too large."""
    found = TABLE[operator].get((type(left), type(right)))
    if found is None:
        return None
    if isinstance(left, str) and isinstance(right, str):
        meter.spend((len(left) + len(right)) // _CHARACTERS_PER_STEP)
    elif operator == "**":
        meter.spend(_STEPS_OF_POWER)
    try:
        result = found[0](left, right)
    except (ArithmeticError, ValueError, TypeError):
        return None
    return result if not isinstance(result, Decimal) or result.is_finite() else None


def negative(value: Value) -> Value:
    """``-value`` of a number or a duration."""
    if isinstance(value, Decimal):
        return DECIMAL128.minus(value)
    if isinstance(value, timedelta):
        return -value if value != timedelta.min else None
    return Months(-value.months) if isinstance(value, Months) else None


def _joined(one: str, other: str) -> str:
    return one + other


def _months_later(day: date, duration: Months) -> date:
    """The same day of a later month, or its last day where it is shorter."""
    years, month = divmod(day.year * 12 + day.month - 1 + duration.months, 12)
    if not date.min.year <= years <= date.max.year:
        raise OverflowError
    return day.replace(year=years, month=month + 1, day=min(day.day, monthrange(years, month + 1)[1]))


def _months_later_swapped(duration: Months, day: date) -> date:
    return _months_later(day, duration)


def _months_earlier(day: date, duration: Months) -> date:
    return _months_later(day, Months(-duration.months))


def _later(moment: date, duration: timedelta) -> date:
    later = moment + duration
    return later.replace(microsecond=0) if isinstance(later, datetime) else later


def _later_swapped(duration: timedelta, moment: date) -> date:
    return _later(moment, duration)


def _earlier(moment: date, duration: timedelta) -> date:
    return _later(moment, -duration)


def _time_later(clock: time, duration: timedelta) -> time:
    return time_of_day(seconds_of_day(clock) + duration // timedelta(seconds=1), clock)


def _time_later_swapped(duration: timedelta, clock: time) -> time:
    return _time_later(clock, duration)


def _time_earlier(clock: time, duration: timedelta) -> time:
    return _time_later(clock, -duration)


def _days_between(one: date, other: date) -> timedelta:
    return one - other


def _time_between(one: time, other: time) -> timedelta:
    if (one.tzinfo is None) != (other.tzinfo is None):
        raise TypeError
    apart = timedelta(seconds=seconds_of_day(one) - seconds_of_day(other))
    return apart - (one.utcoffset() or timedelta()) + (other.utcoffset() or timedelta())


def _months_added(one: Months, other: Months) -> Months:
    return _months(Decimal(one.months + other.months))


def _months_taken(one: Months, other: Months) -> Months:
    return _months(Decimal(one.months - other.months))


def _days_added(one: timedelta, other: timedelta) -> timedelta:
    return one + other


def _times(duration: timedelta, number: Decimal) -> timedelta:
    return _days(DECIMAL128.multiply(_microseconds(duration), number))


def _times_swapped(number: Decimal, duration: timedelta) -> timedelta:
    return _times(duration, number)


def _divided(duration: timedelta, number: Decimal) -> timedelta:
    return _days(DECIMAL128.divide(_microseconds(duration), number))


def _months_times(duration: Months, number: Decimal) -> Months:
    return _months(DECIMAL128.multiply(Decimal(duration.months), number))


def _months_times_swapped(number: Decimal, duration: Months) -> Months:
    return _months_times(duration, number)


def _months_divided(duration: Months, number: Decimal) -> Months:
    return _months(DECIMAL128.divide(Decimal(duration.months), number))


def _days_ratio(one: timedelta, other: timedelta) -> Decimal:
    return DECIMAL128.divide(_microseconds(one), _microseconds(other))


def _months_ratio(one: Months, other: Months) -> Decimal:
    return DECIMAL128.divide(Decimal(one.months), Decimal(other.months))


def _microseconds(duration: timedelta) -> Decimal:
    return Decimal(duration // _MICROSECOND)


def _days(microseconds: Decimal) -> timedelta:
    """int() of what is no number or infinite raises ValueError or OverflowError, which is what we want."""
    return timedelta(microseconds=int(microseconds))


def _months(months: Decimal) -> Months:
    count = int(months)
    if abs(count) > _MOST_MONTHS:
        raise OverflowError
    return Months(count)


_Row = tuple[Kind, Kind, Combine, Kind]

_NUMBERS: dict[Operator, Combine] = {
    "+": DECIMAL128.add,
    "-": DECIMAL128.subtract,
    "*": DECIMAL128.multiply,
    "/": DECIMAL128.divide,
    "**": DECIMAL128.power,
}
_ROWS: dict[Operator, tuple[_Row, ...]] = {
    "+": (
        ("string", "string", _joined, "string"),
        ("date", "months", _months_later, "date"),
        ("months", "date", _months_later_swapped, "date"),
        ("datetime", "months", _months_later, "datetime"),
        ("months", "datetime", _months_later_swapped, "datetime"),
        ("date", "days", _later, "date"),
        ("days", "date", _later_swapped, "date"),
        ("datetime", "days", _later, "datetime"),
        ("days", "datetime", _later_swapped, "datetime"),
        ("time", "days", _time_later, "time"),
        ("days", "time", _time_later_swapped, "time"),
        ("days", "days", _days_added, "days"),
        ("months", "months", _months_added, "months"),
    ),
    "-": (
        ("date", "months", _months_earlier, "date"),
        ("datetime", "months", _months_earlier, "datetime"),
        ("date", "days", _earlier, "date"),
        ("datetime", "days", _earlier, "datetime"),
        ("time", "days", _time_earlier, "time"),
        ("date", "date", _days_between, "days"),
        ("datetime", "datetime", _days_between, "days"),
        ("time", "time", _time_between, "days"),
        ("days", "days", _days_between, "days"),
        ("months", "months", _months_taken, "months"),
    ),
    "*": (
        ("days", "number", _times, "days"),
        ("number", "days", _times_swapped, "days"),
        ("months", "number", _months_times, "months"),
        ("number", "months", _months_times_swapped, "months"),
    ),
    "/": (
        ("days", "number", _divided, "days"),
        ("months", "number", _months_divided, "months"),
        ("days", "days", _days_ratio, "number"),
        ("months", "months", _months_ratio, "number"),
    ),
    "**": (),
}

_PYTHON = {kind: python for python, kind in KINDS.items()}
TABLE: dict[Operator, dict[tuple[type, type], tuple[Combine, Kind]]] = {
    operator: {
        (Decimal, Decimal): (_NUMBERS[operator], "number"),
        **{(_PYTHON[left], _PYTHON[right]): (function, kind) for left, right, function, kind in rows},
    }
    for operator, rows in _ROWS.items()
}
"""Per operator and kinds: the function, and the kind of its result."""
