"""``value.member``: of contexts, of lists entry by entry, and what dates and durations tell (DMN 1.3, 10.3.2.5)."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from dienstweg.engine.feel.limits import VALUE_DEPTH, Meter, value_too_deep
from dienstweg.engine.feel.temporal import parts
from dienstweg.engine.feel.values import Months, Range, Value


def plain(value: Value, name: str) -> Value:
    """A member of a context."""
    return value.get(name) if isinstance(value, dict) else None


def member(value: Value, name: str, meter: Meter, depth: int = 0) -> Value:
    """A member of any value, null where there is none."""
    if isinstance(value, dict):
        return value.get(name)
    if isinstance(value, list):
        if depth > VALUE_DEPTH:
            raise value_too_deep()
        meter.spend(len(value))
        return [member(entry, name, meter, depth + 1) for entry in value]
    reader = _PROPERTIES.get((type(value), name))
    return reader(value) if reader is not None else None


def _whole(name: str) -> Callable[..., Value]:
    return lambda value: Decimal(getattr(value, name))


def _part(name: str) -> Callable[..., Value]:
    return lambda value: Decimal(parts(value)[name])


def _weekday(value: date) -> Value:
    return Decimal(value.isoweekday())


def _offset(value: time | datetime) -> Value:
    return value.utcoffset()


def _years(value: Months) -> Value:
    years = Decimal(abs(value.months) // 12)
    return -years if value.months < 0 else years


def _months(value: Months) -> Value:
    months = Decimal(abs(value.months) % 12)
    return -months if value.months < 0 else months


def _low(value: Range) -> Value:
    return value.low


def _high(value: Range) -> Value:
    return value.high


def _low_included(value: Range) -> Value:
    return value.low_included


def _high_included(value: Range) -> Value:
    return value.high_included


_PROPERTIES: dict[tuple[type, str], Callable[..., Value]] = {
    **{(kind, name): _whole(name) for kind in (date, datetime) for name in ("year", "month", "day")},
    **{(kind, "weekday"): _weekday for kind in (date, datetime)},
    **{(kind, name): _whole(name) for kind in (time, datetime) for name in ("hour", "minute", "second")},
    **{(kind, "time offset"): _offset for kind in (time, datetime)},
    **{(timedelta, name): _part(name) for name in ("days", "hours", "minutes", "seconds")},
    (Months, "years"): _years,
    (Months, "months"): _months,
    (Range, "start"): _low,
    (Range, "end"): _high,
    (Range, "start included"): _low_included,
    (Range, "end included"): _high_included,
}
