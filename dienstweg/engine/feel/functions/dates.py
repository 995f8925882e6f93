"""Functions on dates, times and durations (DMN 1.3, 10.3.4.1 and 10.3.4.7)."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from dienstweg.engine.feel import comparing, temporal
from dienstweg.engine.feel.functions.forms import Function, form, function
from dienstweg.engine.feel.limits import Meter
from dienstweg.engine.feel.values import Months, Value, whole

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
Day = date | datetime


def _date(_: Meter, from_: str | Day) -> Value:
    if isinstance(from_, str):
        return temporal.read_date(from_)
    return from_.date() if isinstance(from_, datetime) else from_


def _date_of(_: Meter, year: Decimal, month: Decimal, day: Decimal) -> Value:
    numbers = [whole(part) for part in (year, month, day)]
    whole_numbers = [part for part in numbers if part is not None]
    try:
        return date(*whole_numbers) if len(whole_numbers) == len(numbers) else None
    except (ValueError, OverflowError):
        return None


def _time(_: Meter, from_: str | time | Day) -> Value:
    if isinstance(from_, str):
        return temporal.read_time(from_)
    if isinstance(from_, time):
        return from_
    # A date alone counts as its midnight in UTC (10.3.2.3.5).
    return from_.timetz() if isinstance(from_, datetime) else time(tzinfo=UTC)


def _time_of(_: Meter, hour: Decimal, minute: Decimal, second: Decimal, offset: timedelta | None) -> Value:
    hours, minutes = whole(hour), whole(minute)
    zone = None if offset is None else temporal.offset(offset)
    if hours is None or minutes is None or not 0 <= second < 60 or (offset is not None and zone is None):
        return None
    try:
        return time(hours, minutes, int(second), tzinfo=zone)
    except (ValueError, OverflowError):
        return None


def _datetime(_: Meter, from_: str | datetime) -> Value:
    return temporal.read_datetime(from_) if isinstance(from_, str) else from_


def _datetime_of(_: Meter, day: Day, clock: time) -> Value:
    return datetime.combine(day, clock)


def _duration(_: Meter, from_: str | timedelta | Months) -> Value:
    return temporal.read_duration(from_) if isinstance(from_, str) else from_


def _months_between(_: Meter, from_: Day, to: Day) -> Value:
    """Whole months from one day to the other, negative when it lies before."""
    if isinstance(from_, datetime) and isinstance(to, datetime) and (from_.tzinfo is None) != (to.tzinfo is None):
        return None
    early, late, sign = (from_, to, 1) if _rest(from_, to) >= 0 else (to, from_, -1)
    months = (late.year - early.year) * 12 + late.month - early.month
    return Months(sign * (months - (_in_month(late) < _in_month(early))))


def _rest(from_: Day, to: Day) -> int:
    one, other = (from_.year, from_.month, _in_month(from_)), (to.year, to.month, _in_month(to))
    return (other > one) - (other < one)


def _in_month(day: Day) -> tuple[int, time]:
    return day.day, day.time() if isinstance(day, datetime) else time()


def _day_of_year(_: Meter, day: Day) -> Value:
    return Decimal(day.timetuple().tm_yday)


def _day_of_week(_: Meter, day: Day) -> Value:
    return _WEEKDAYS[day.weekday()]


def _month_of_year(_: Meter, day: Day) -> Value:
    return _MONTHS[day.month - 1]


def _week_of_year(_: Meter, day: Day) -> Value:
    """The week after ISO 8601."""
    return Decimal(day.isocalendar().week)


def _is(meter: Meter, one: Value, other: Value) -> Value:
    return comparing.same(one, other, meter)


_DAY = "date: date|datetime"

FUNCTIONS: tuple[Function, ...] = (
    function(
        "date",
        form("from: string|date|datetime", _date, "date"),
        form("year: number, month: number, day: number", _date_of, "date"),
    ),
    function(
        "time",
        form("from: string|time|date|datetime", _time, "time"),
        form("hour: number, minute: number, second: number, offset?: days", _time_of, "time"),
    ),
    function(
        "date and time",
        form("from: string|datetime", _datetime, "datetime"),
        form("date: date|datetime, time: time", _datetime_of, "datetime"),
    ),
    function("duration", form("from: string|duration", _duration, "any")),
    function("years and months duration", form("from: date|datetime, to: date|datetime", _months_between, "months")),
    function("day of year", form(_DAY, _day_of_year, "number")),
    function("day of week", form(_DAY, _day_of_week, "string")),
    function("month of year", form(_DAY, _month_of_year, "string")),
    function("week of year", form(_DAY, _week_of_year, "number")),
    function("is", form("value1?, value2?", _is, "boolean")),
)
