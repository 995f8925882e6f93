"""Days and times as people write them."""

import re
from datetime import date, time
from typing import Literal

from dienstweg.engine.wordings import MONTHS, Sentence

Part = Literal["day", "month", "year"]

_MONTH_NAMES = {name.casefold(): number for number, name in enumerate(MONTHS, start=1)} | {
    "jänner": 1,
    "maerz": 3,
    "mrz": 3,
    "sept": 9,
}
_SHORTEST_NAME = 3
_SHORT_YEAR = 2
_FULL_YEAR = 4
_LONGEST = 60
_YEARS_AHEAD = 20

_WEEKDAY = re.compile(r"^\s*[^\W\d]+(?:,|\.,?)?\s+(?=\d)")
_YEAR_FIRST = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:[./-]\s*|\s+)(\d{1,2})(?:[./-]\s*|\s+)(\d+)", re.ASCII)
_MONTH_NAMED = re.compile(r"(\d{1,2})\.?\s*([A-Za-zäÄ]{3,})\.?\s*(\d+)", re.ASCII)
_DIGITS_ONLY = re.compile(r"(\d{2})(\d{2})(\d{2}|\d{4})", re.ASCII)
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2})(?:[:.](\d{2}))?|(\d{2}))?(?:\s*(?:Uhr|h))?", re.ASCII | re.IGNORECASE)


class NotADate(Exception):
    """Raised with a German sentence when something cannot be read; ``parts`` are the ones to look at again."""

    def __init__(self, message: Sentence, parts: tuple[Part, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.parts = parts


def read_date(text: str, *, today: date, past: bool = False) -> date:
    """A whole date typed into one field: "3.4.26", "03 04 2026", "3. April 2026", "2026-04-03", "03042026".

    Of two-digit years those up to twenty years from ``today`` lie ahead, with ``past`` none. Raises :class:`NotADate`.
    """
    text = _WEEKDAY.sub("", _short(text)).rstrip(" .")
    found = _YEAR_FIRST.fullmatch(text)
    if found:
        return _date(found[3], found[2], found[1], today=today, past=past)
    found = _DAY_FIRST.fullmatch(text) or _DIGITS_ONLY.fullmatch(text) or _MONTH_NAMED.fullmatch(text)
    if found is None:
        raise NotADate(
            Sentence("Das Datum können wir nicht lesen. Geben Sie Tag, Monat und Jahr an, zum Beispiel 3.4.2026.")
        )
    return _date(found[1], found[2], found[3], today=today, past=past)


def read_parts(day: str, month: str, year: str, *, today: date, past: bool = False, name: str = "") -> date:
    """A date typed into three fields; a whole date in the first of them is taken as well.

    ``name`` is what the date is called in sentences about missing parts. Raises :class:`NotADate`.
    """
    typed: dict[Part, str] = {"day": day.strip(), "month": month.strip(), "year": year.strip()}
    if len(typed["day"]) > _SHORT_YEAR and not typed["month"] and not typed["year"]:
        return read_date(typed["day"], today=today, past=past)
    missing = tuple(part for part, text in typed.items() if not text)
    if missing:
        raise NotADate(_parts_missing(missing, name), missing)
    return _date(typed["day"].rstrip("."), typed["month"].rstrip("."), typed["year"], today=today, past=past)


_MISSING_PART: dict[Part, tuple[str, str]] = {
    "day": ("der Tag", "Im Datum fehlt der Tag."),
    "month": ("der Monat", "Im Datum fehlt der Monat."),
    "year": ("das Jahr", "Im Datum fehlt das Jahr."),
}


def _parts_missing(parts: tuple[Part, ...], name: str) -> Sentence:
    what = [Sentence(_MISSING_PART[part][0]) for part in parts]
    if len(what) == 1:
        if name:
            return Sentence("In „{name}“ fehlt {part}.", name=name, part=what[0])
        return Sentence(_MISSING_PART[parts[0]][1])
    if name:
        return Sentence("In „{name}“ fehlen {first} und {second}.", name=name, first=what[0], second=what[1])
    return Sentence("Im Datum fehlen {first} und {second}.", first=what[0], second=what[1])


def read_time(text: str) -> time:
    """A time of day: "9", "9.30", "09:30 Uhr", "0930". Raises :class:`NotADate`."""
    found = _TIME.fullmatch(_short(text))
    if found is None:
        raise NotADate(
            Sentence("Die Uhrzeit können wir nicht lesen. Geben Sie Stunde und Minute an, zum Beispiel 14:30.")
        )
    try:
        return time(int(found[1]), int(found[2] or found[4] or 0), int(found[3] or 0))
    except ValueError:
        message = Sentence("Diese Uhrzeit gibt es nicht. Geben Sie eine Zeit von 0:00 bis 23:59 an.")
        raise NotADate(message) from None


def _short(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _LONGEST else ""


def _date(day: str, month: str, year: str, *, today: date, past: bool) -> date:
    number_of_month = _month(month)
    full_year = _year(year, today=today, past=past)
    if not (day.isascii() and day.isdigit()) or len(day) > _SHORT_YEAR:
        raise NotADate(Sentence("Geben Sie den Tag als Zahl von 1 bis 31 an."), ("day",))
    number = int(day)
    try:
        return date(full_year, number_of_month, number)
    except ValueError:
        raise _impossible(number, number_of_month, full_year) from None


def _impossible(day: int, month: int, year: int) -> NotADate:
    if (day, month) == (29, 2):
        message = Sentence("Den 29. Februar gibt es {year} nicht. Prüfen Sie Tag, Monat und Jahr.", year=year)
        return NotADate(message, ("day", "month", "year"))
    name = Sentence(MONTHS[month - 1])
    if 1 <= day <= date.max.day:
        message = Sentence("Den {day}. {month} gibt es nicht. Prüfen Sie Tag und Monat.", day=day, month=name)
        return NotADate(message, ("day", "month"))
    return NotADate(Sentence("Den {day}. {month} gibt es nicht. Prüfen Sie den Tag.", day=day, month=name), ("day",))


def _month(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= len("12"):
        if 1 <= int(text) <= len(MONTHS):
            return int(text)
        raise NotADate(
            Sentence("Den Monat {month} gibt es nicht. Geben Sie eine Zahl von 1 bis 12 an.", month=int(text)),
            ("month",),
        )
    name = text.casefold()
    if len(name) >= _SHORTEST_NAME:
        for known, number in _MONTH_NAMES.items():
            if known.startswith(name):
                return number
    raise NotADate(Sentence("Den Monat können wir nicht lesen. Geben Sie eine Zahl von 1 bis 12 an."), ("month",))


def _year(text: str, *, today: date, past: bool) -> int:
    if text.isascii() and text.isdigit():
        if len(text) == _FULL_YEAR and not text.startswith("0"):
            return int(text)
        if len(text) == _SHORT_YEAR:
            last = today.year if past else today.year + _YEARS_AHEAD
            return last - (last - int(text)) % 100
    raise NotADate(Sentence("Geben Sie das Jahr mit vier Ziffern an, zum Beispiel 2026."), ("year",))
