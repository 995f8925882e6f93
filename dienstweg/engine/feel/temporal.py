"""Dates, times and durations as text (DMN 1.3, 10.3.4.1, after XML Schema 2), read and written.

Fractions of a second are dropped in points in time and kept in durations. Time zones by name and years outside 1 to
9999 are not read: names need a file with the history of all zones, and no form asks for such years.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from dienstweg.engine.feel.values import Months

Temporal = date | time | datetime | timedelta | Months

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_TIME = re.compile(r"(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:(Z)|([+-])(\d\d):(\d\d))?", re.ASCII)
_MONTHS = re.compile(r"(-?)P(?=\d)(?:(\d{1,9})Y)?(?:(\d{1,9})M)?", re.ASCII)
_DAYS = re.compile(
    r"(-?)P(?=[\dT])(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,15}(?:\.\d{1,9})?)S)?)?", re.ASCII
)
_FAR_YEAR = re.compile(r"(?:-\d{4,9}|[1-9]\d{4,8}|0000)-\d\d-\d\d(?:T.*)?", re.ASCII)
_ZONE = re.compile(r"[-\d:T.]+@[A-Za-z][\w/+-]*", re.ASCII)
_MINUTE = 60
_HOUR = 3600
_DAY = 86400
_FARTHEST_OFFSET = timedelta(hours=14)
_WIDEST = 40


def outside_subset(text: str) -> str | None:
    """Why a text that the standard reads is not read here, as a German sentence; None for every other text."""
    if len(text) <= 2 * _WIDEST and _ZONE.fullmatch(text):
        return "Zeitzonen mit Namen gehören nicht zum Sprachumfang."
    if len(text) <= _WIDEST and _FAR_YEAR.fullmatch(text):
        return "Jahre außerhalb von 1 bis 9999 gehören nicht zum Sprachumfang."
    return None


def read(text: str) -> Temporal | None:
    """Whatever stands in ``@"…"``: the form of the text tells the kind."""
    for reader in (read_date, read_datetime, read_time, read_duration):
        found: Temporal | None = reader(text)
        if found is not None:
            return found
    return None


def read_date(text: str) -> date | None:
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def read_time(text: str) -> time | None:
    found = _TIME.fullmatch(text) if len(text) <= _WIDEST else None
    if found is None:
        return None
    shift = timedelta(hours=int(found[6] or 0), minutes=int(found[7] or 0))
    zone = UTC if found[4] else offset(-shift if found[5] == "-" else shift) if found[5] else None
    if found[5] and (zone is None or int(found[7]) >= _MINUTE):
        return None
    try:
        return time(int(found[1]), int(found[2]), int(found[3]), tzinfo=zone)
    except ValueError:
        return None


def read_datetime(text: str) -> datetime | None:
    """A date and time; a date alone is its midnight."""
    day, separator, clock = text.partition("T")
    read_day, read_clock = read_date(day), read_time(clock) if separator else time()
    return datetime.combine(read_day, read_clock) if read_day is not None and read_clock is not None else None


def read_duration(text: str) -> timedelta | Months | None:
    """A duration of years and months or of days and time; the standard has none of both."""
    if found := _MONTHS.fullmatch(text):
        months = 12 * int(found[2] or 0) + int(found[3] or 0)
        return Months(-months if found[1] else months)
    found = _DAYS.fullmatch(text) if len(text) <= 2 * _WIDEST else None
    if found is None:
        return None
    seconds, _, fraction = (found[5] or "0").partition(".")
    try:
        duration = timedelta(
            days=int(found[2] or 0),
            hours=int(found[3] or 0),
            minutes=int(found[4] or 0),
            seconds=int(seconds),
            microseconds=int(f"{fraction:0<6}"[:6]),
        )
    except OverflowError:
        return None
    return -duration if found[1] else duration


def offset(shift: timedelta) -> timezone | None:
    """A fixed offset from UTC: whole minutes, at most 14 hours."""
    return timezone(shift) if abs(shift) <= _FARTHEST_OFFSET and not shift % timedelta(minutes=1) else None


def write(value: Temporal) -> str:
    """The text that :func:`read` reads back."""
    if isinstance(value, Months):
        return _write_months(value.months)
    if isinstance(value, timedelta):
        return _write_days(value)
    text = value.isoformat()
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text


def _write_months(months: int) -> str:
    years, rest = divmod(abs(months), 12)
    text = (f"{years}Y" if years else "") + (f"{rest}M" if rest else "")
    return ("-P" if months < 0 else "P") + (text or "0M")


def _write_days(value: timedelta) -> str:
    size = abs(value)
    hours, rest = divmod(size.seconds, _HOUR)
    minutes, seconds = divmod(rest, _MINUTE)
    fraction = f".{size.microseconds:06}".rstrip("0") if size.microseconds else ""
    clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    clock += f"{seconds}{fraction}S" if seconds or fraction else ""
    day = f"{size.days}D" if size.days else ""
    sign = "-P" if value < timedelta() else "P"
    return sign + (day + (f"T{clock}" if clock else "") or "T0S")


def parts(value: timedelta) -> dict[str, int]:
    """Days, hours, minutes and seconds of a duration, each with the sign of the whole."""
    size, sign = abs(value), -1 if value < timedelta() else 1
    hours, rest = divmod(size.seconds, _HOUR)
    minutes, seconds = divmod(rest, _MINUTE)
    return {"days": sign * size.days, "hours": sign * hours, "minutes": sign * minutes, "seconds": sign * seconds}


def seconds_of_day(value: time) -> int:
    return value.hour * _HOUR + value.minute * _MINUTE + value.second


def time_of_day(seconds: int, like: time) -> time:
    """The time so many seconds after midnight, any number of days later, with the offset of another time."""
    hours, rest = divmod(seconds % _DAY, _HOUR)
    minutes, left = divmod(rest, _MINUTE)
    return time(hours, minutes, left, tzinfo=like.tzinfo)
