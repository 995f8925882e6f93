"""German words for dates, times, amounts and sizes. Times with a zone are told in the time zone of the settings."""

from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone

DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)
SPACE = "\N{NO-BREAK SPACE}"


def weekday_date(value: date) -> str:
    """``Dienstag, 12. Mai 2026``: for applicants."""
    day = _day(value)
    return f"{DAYS[day.weekday()]}, {long_date(day)}"


def long_date(value: date) -> str:
    """``12. Mai 2026``."""
    day = _day(value)
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def short_date(value: date) -> str:
    """``22.05.2026``: for clerks."""
    return f"{_day(value):%d.%m.%Y}"


def clock(value: datetime | time) -> str:
    """``14:47 Uhr``, ``9:05 Uhr``."""
    local = _local(value) if isinstance(value, datetime) else value
    return f"{local.hour}:{local.minute:02} Uhr"


def moment(value: datetime) -> str:
    """``12. Mai 2026, 14:47 Uhr``."""
    return f"{long_date(value)}, {clock(value)}"


def weekday_moment(value: datetime) -> str:
    """``Dienstag, 12. Mai 2026, um 14:47 Uhr``."""
    return f"{weekday_date(value)}, um {clock(value)}"


def short_moment(value: datetime) -> str:
    """``12.05.2026, 14:47 Uhr``."""
    return f"{short_date(value)}, {clock(value)}"


def machine_time(value: date) -> str:
    """``2026-05-12`` or ``2026-05-12T14:47`` in local time, for ``<time datetime>``."""
    return f"{_local(value):%Y-%m-%dT%H:%M}" if isinstance(value, datetime) else value.isoformat()


def distance(value: date, today: date | None = None) -> str:
    """``heute``, ``morgen``, ``in 10 Tagen``, ``gestern``, ``vor 3 Tagen``."""
    days = (_day(value) - (today or timezone.localdate())).days
    near = {0: "heute", 1: "morgen", -1: "gestern"}
    return near.get(days) or (f"in {days} Tagen" if days > 0 else f"vor {-days} Tagen")


def money(value: Decimal | str | int) -> str:
    """``1.200,00 €``. InvalidOperation for text that is no number."""
    amount = f"{Decimal(value):,.2f}".translate(str.maketrans(",.", ".,"))
    return f"{amount}{SPACE}€"


def file_size(size: int) -> str:
    """Size in bytes as ``812 Byte``, ``84 kB``, ``2,1 MB``, ``24 MB`` (thousands, as browsers and shops count)."""
    if size < 1_000:
        return f"{size}{SPACE}Byte"
    if size < 999_500:
        return f"{round(size / 1_000)}{SPACE}kB"
    megabytes = size / 1_000_000
    told = f"{megabytes:.1f}".replace(".", ",").removesuffix(",0") if megabytes < 10 else str(round(megabytes))
    return f"{told}{SPACE}MB"


def code_groups(code: str, size: int = 4) -> str:
    """``7KQ4-MX2P-9TRD``: a code in groups that can be read aloud and typed."""
    signs = code.replace("-", "").replace(" ", "").upper()
    return "-".join(signs[start : start + size] for start in range(0, len(signs), size))


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _day(value: date) -> date:
    return _local(value).date() if isinstance(value, datetime) else value
