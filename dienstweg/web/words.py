"""Words for dates, times, amounts and sizes in the language of the page.

Times with a zone are told in the time zone of the settings.
"""

from datetime import date, datetime, time
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language, gettext

from dienstweg.engine.tongues import GERMAN, spoken, told
from dienstweg.engine.wordings import Euro, Sentence


def noop(text: str) -> str:
    """Marks a text for translation. Django's own wants settings as soon as it is imported, and set-up has none."""
    return text


DAYS = (
    *(noop("Montag"), noop("Dienstag"), noop("Mittwoch"), noop("Donnerstag")),
    *(noop("Freitag"), noop("Samstag"), noop("Sonntag")),
)
SPACE = "\N{NO-BREAK SPACE}"


def weekday_date(value: date) -> str:
    """``Dienstag, 12. Mai 2026``: for applicants."""
    day = _day(value)
    return f"{gettext(DAYS[day.weekday()])}, {long_date(day)}"


def long_date(value: date) -> str:
    """``12. Mai 2026``."""
    return told(Sentence("{day}", day=_day(value)), _language())


def short_date(value: date) -> str:
    """``22.05.2026``: for clerks."""
    return f"{_day(value):%d.%m.%Y}"


def clock(value: datetime | time) -> str:
    """``14:47 Uhr``, ``9:05 Uhr``."""
    local = _local(value) if isinstance(value, datetime) else value
    return gettext("{time} Uhr").format(time=f"{local.hour}:{local.minute:02}")


def moment(value: datetime) -> str:
    """``12. Mai 2026, 14:47 Uhr``."""
    return f"{long_date(value)}, {clock(value)}"


def weekday_moment(value: datetime) -> str:
    """``Dienstag, 12. Mai 2026, um 14:47 Uhr``."""
    return gettext("{day}, um {time}").format(day=weekday_date(value), time=clock(value))


def short_moment(value: datetime) -> str:
    """``12.05.2026, 14:47 Uhr``."""
    return f"{short_date(value)}, {clock(value)}"


def machine_time(value: date) -> str:
    """``2026-05-12`` or ``2026-05-12T14:47`` in local time, for ``<time datetime>``."""
    return f"{_local(value):%Y-%m-%dT%H:%M}" if isinstance(value, datetime) else value.isoformat()


def distance(value: date, today: date | None = None) -> str:
    """``heute``, ``morgen``, ``in 10 Tagen``, ``gestern``, ``vor 3 Tagen``."""
    days = (_day(value) - (today or timezone.localdate())).days
    near = {0: gettext("heute"), 1: gettext("morgen"), -1: gettext("gestern")}
    far = gettext("in {days} Tagen") if days > 0 else gettext("vor {days} Tagen")
    return near.get(days) or far.format(days=abs(days))


def money(value: Decimal | str | int) -> str:
    """``1.200,00 €``. InvalidOperation for text that is no number."""
    if _language() != GERMAN:
        return told(Sentence("{amount}", amount=Euro(value)), _language())
    amount = f"{Decimal(value):,.2f}".translate(str.maketrans(",.", ".,"))
    return f"{amount}{SPACE}€"


def file_size(size: int) -> str:
    """Size in bytes as ``812 Byte``, ``84 kB``, ``2,1 MB``, ``24 MB`` (thousands, as browsers and shops count)."""
    if size < 1_000:
        return f"{size}{SPACE}Byte"
    if size < 999_500:
        return f"{round(size / 1_000)}{SPACE}kB"
    megabytes = size / 1_000_000
    number = f"{megabytes:.1f}".removesuffix(".0") if megabytes < 10 else str(round(megabytes))
    return f"{number.replace('.', ',') if _language() == GERMAN else number}{SPACE}MB"


def code_groups(code: str, size: int = 4) -> str:
    """``7KQ4-MX2P-9TRD``: a code in groups that can be read aloud and typed."""
    signs = code.replace("-", "").replace(" ", "").upper()
    return "-".join(signs[start : start + size] for start in range(0, len(signs), size))


def _language() -> str:
    return spoken(get_language() or GERMAN)


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _day(value: date) -> date:
    return _local(value).date() if isinstance(value, datetime) else value
