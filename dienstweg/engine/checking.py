"""Does a canonical value keep to its limits? One sentence or two that say what is wrong and what to do."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal

from msgspec.structs import replace

from dienstweg.engine import habits, numbers, patterns
from dienstweg.engine.dates import show_date, show_time
from dienstweg.engine.files import check_file, is_file
from dienstweg.engine.labels import name_of, subject
from dienstweg.engine.latin import foreign_character
from dienstweg.engine.service import CodeList, Kind, Limits, Question

Lists = Mapping[str, CodeList]
Check = Callable[[Question, object, Lists, date | None], str | None]

TODAY = "today"
"""A bound of a date that moves along with the day."""
LONGEST_TEXT = 100_000
LONGEST_OTHER = 250
"""Most characters of a value that a partial code list does not have."""

NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What no text holds: controls other than tab and line feed, lone surrogates, noncharacters (XML 1.0, section 2.2)."""

_DATETIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", re.ASCII)
_TOO_LONG = f"Die Zahl ist zu lang. Höchstens {numbers.MOST_DIGITS} Ziffern sind möglich."
_CENTS = re.compile(r".*\.[0-9]{2}")


def check(question: Question, value: object, lists: Lists, *, today: date | None = None) -> str | None:
    """What is wrong with a canonical value, or None. A value of the wrong type is wrong too."""
    return _CHECKS[question.kind](question, value, lists, today)


def number_bounds(question: Question) -> tuple[Decimal | None, Decimal | None]:
    """Least and greatest value of a number, whole ones for integers; a bound that is no number does not bound."""
    least, most = numbers.parse(question.limits.min_value), numbers.parse(question.limits.max_value)
    if question.kind != "integer":
        return least, most
    return None if least is None else Decimal(math.ceil(least)), None if most is None else Decimal(math.floor(most))


def date_bounds(limits: Limits, today: date | None = None) -> tuple[date | None, date | None]:
    """First and last day; without ``today`` the bound "today" does not bound."""
    return _day(limits.min_value, today), _day(limits.max_value, today)


def time_bounds(limits: Limits) -> tuple[time | None, time | None]:
    """First and last time of day."""
    return _moment(limits.min_value), _moment(limits.max_value)


def datetime_bounds(limits: Limits) -> tuple[datetime | None, datetime | None]:
    """First and last moment, both in local time."""
    return _instant(limits.min_value), _instant(limits.max_value)


def code_list(question: Question, lists: Lists) -> CodeList:
    """The list of a choice; one that is not there (yet) is open and empty."""
    return lists.get(question.code_list or "") or CodeList("", "", (), complete=False)


def _unreadable(question: Question) -> str:
    return f"Die Angabe zu „{name_of(question)}“ können wir nicht lesen. Geben Sie sie noch einmal an."


def _text(question: Question, value: object, _lists: Lists, _today: date | None) -> str | None:
    if not isinstance(value, str) or not value:
        return _unreadable(question)
    limits = question.limits
    if NOT_TEXT.search(value):
        return (
            f"{subject(question)} enthält ein Zeichen, das wir nicht lesen können. Geben Sie den Text noch einmal ein."
        )
    kind = patterns.meaning(limits.pattern) if limits.pattern else None
    if kind == "email" and limits.pattern and not patterns.matches(limits.pattern, value):
        return habits.mail_fault(value)
    return (
        _length(question, value, limits.min_length, limits.max_length)
        or _latin(question, value)
        or habits.fault(question, value)
        or (_pattern(question, value, limits.pattern) if limits.pattern else None)
    )


def _length(question: Question, value: str, least: int | None, most: int | None) -> str | None:
    count, most = len(value), LONGEST_TEXT if most is None else most
    least = least or 0
    if least <= count <= most:
        return None
    unit = ("Ziffer" if count == 1 else "Ziffern") if value.isascii() and value.isdigit() else "Zeichen"
    has = f"{subject(question)} hat {numbers.show(Decimal(count))} {unit}."
    if least == most:
        return f"{has} Es {'muss' if most == 1 else 'müssen'} {numbers.show(Decimal(most))} sein."
    if count < least:
        return f"{has} Es müssen mindestens {numbers.show(Decimal(least))} sein."
    return f"{has} Höchstens {numbers.show(Decimal(most))} sind möglich."


def _latin(question: Question, value: str) -> str | None:
    found = foreign_character(value) if question.limits.latin else None
    if found is None:
        return None
    return f"{subject(question)} enthält das Zeichen „{found}“. Schreiben Sie mit lateinischen Buchstaben."


def _pattern(question: Question, value: str, pattern: str) -> str | None:
    if patterns.matches(pattern, value):
        return None
    if patterns.meaning(pattern) == "postal_code":
        known = value.isascii() and value.isdigit()
        start = "Diese Postleitzahl gibt es nicht." if known else "Eine Postleitzahl hat 5 Ziffern."
        return f"{start} Zum Beispiel: 34117."
    count = patterns.digit_count(pattern)
    if count is not None and not (value.isascii() and value.isdigit()):
        exact = f"genau {count[0]} " if count[0] == count[1] else ""
        return f"{subject(question)} besteht nur aus Ziffern. Geben Sie {exact}Ziffern ohne andere Zeichen an."
    return f"{subject(question)} hat eine andere Form als verlangt. {_example(question, pattern)}"


def _example(question: Question, pattern: str) -> str:
    least, most = question.limits.min_length or 1, question.limits.max_length or LONGEST_TEXT
    found = patterns.example(pattern, least, most)
    return "Prüfen Sie die Schreibweise." if found is None else f"Zum Beispiel: {found}"


def _number(question: Question, value: object, _lists: Lists, _today: date | None) -> str | None:
    if not isinstance(value, str) or not numbers.CANONICAL.fullmatch(value):
        return _unreadable(question)
    if question.kind == "money" and not _CENTS.fullmatch(value):
        return "Geben Sie den Betrag mit höchstens zwei Stellen nach dem Komma an."
    if sum(character.isdigit() for character in value) > numbers.MOST_DIGITS:
        return _TOO_LONG
    return _between(question, Decimal(value))


def _integer(question: Question, value: object, _lists: Lists, _today: date | None) -> str | None:
    if type(value) is not int:
        return _unreadable(question)
    return _between(question, Decimal(value)) if abs(value) < 10**numbers.MOST_DIGITS else _TOO_LONG


def _between(question: Question, number: Decimal) -> str | None:
    least, most = number_bounds(question)
    if (least is None or least <= number) and (most is None or number <= most):
        return None
    show = numbers.show_money if question.kind == "money" else numbers.show
    start = "Der Betrag" if question.kind == "money" and not name_of(question) else subject(question)
    if least is not None and most is not None:
        return f"{start} muss zwischen {show(least)} und {show(most)} liegen."
    return (
        f"{start} muss mindestens {show(least)} sein."
        if least is not None
        else f"{start} darf höchstens {show(most or number)} sein."
    )


def _date(question: Question, value: object, _lists: Lists, today: date | None) -> str | None:
    day = _day(value, None)
    if day is None or day.isoformat() != value:
        return _unreadable(question)
    first, last = date_bounds(question.limits, today)
    if question.autocomplete == "bday" and today is not None:
        last = min(last or today, today)
    if (first is None or first <= day) and (last is None or day <= last):
        return None
    if last is not None and last == today:
        return "Das Datum liegt in der Zukunft. Geben Sie einen Tag bis heute an."
    if first is not None and first == today:
        return "Das Datum liegt in der Vergangenheit. Geben Sie einen Tag ab heute an."
    return _span(first, last)


def _span(first: date | None, last: date | None) -> str:
    if first is not None and last is not None:
        return f"Geben Sie einen Tag zwischen dem {show_date(first)} und dem {show_date(last)} an."
    if first is not None:
        return f"Geben Sie einen Tag ab dem {show_date(first)} an."
    return f"Geben Sie einen Tag bis zum {show_date(last or date.max)} an."


def _time(question: Question, value: object, _lists: Lists, _today: date | None) -> str | None:
    moment = _moment(value)
    if moment is None or moment.isoformat() != value:
        return _unreadable(question)
    first, last = time_bounds(question.limits)
    if (first is None or first <= moment) and (last is None or moment <= last):
        return None
    earliest, latest = show_time(first or time.min), show_time(last or time(23, 59))
    return f"Die Uhrzeit muss zwischen {earliest} und {latest} liegen."


def _datetime(question: Question, value: object, _lists: Lists, _today: date | None) -> str | None:
    moment = _instant(value)
    if moment is None or not isinstance(value, str) or not _DATETIME.fullmatch(value):
        return _unreadable(question)
    first, last = datetime_bounds(question.limits)
    if (first is None or first <= moment) and (last is None or moment <= last):
        return None
    start = f" ab dem {_show_instant(first)}" if first is not None else ""
    end = f" bis zum {_show_instant(last)}" if last is not None else ""
    return f"Geben Sie einen Zeitpunkt{start}{end} an."


def _bool(question: Question, value: object, _lists: Lists, _today: date | None) -> str | None:
    return None if isinstance(value, bool) else _unreadable(question)


def _choice(question: Question, value: object, lists: Lists, today: date | None) -> str | None:
    if not isinstance(value, str) or not value:
        return _unreadable(question)
    listed = code_list(question, lists)
    if listed.label(value) is not None:
        return None
    if listed.complete:
        return f"Wählen Sie bei „{name_of(question)}“ einen Eintrag aus der Liste aus."
    other = replace(question.limits, max_length=min(question.limits.max_length or LONGEST_OTHER, LONGEST_OTHER))
    return _text(replace(question, limits=other), value, lists, today)


def _file(question: Question, value: object, _lists: Lists, _today: date | None) -> str | None:
    if not is_file(value) or NOT_TEXT.search(value["name"]):
        return "Diese Datei fehlt uns. Laden Sie sie noch einmal hoch."
    return check_file(question, value)


def _day(value: object, today: date | None) -> date | None:
    if value == TODAY:
        return today
    try:
        return date.fromisoformat(value.strip()) if isinstance(value, str) else None
    except ValueError:
        return None


def _moment(value: object) -> time | None:
    try:
        moment = time.fromisoformat(value.strip()) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is None and not moment.microsecond else None


def _instant(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value.strip()) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is None and not moment.microsecond else None


def _show_instant(moment: datetime) -> str:
    return f"{show_date(moment.date())}, {show_time(moment.time())}"


_CHECKS: dict[Kind, Check] = {
    "text": _text,
    "date": _date,
    "time": _time,
    "datetime": _datetime,
    "bool": _bool,
    "integer": _integer,
    "number": _number,
    "money": _number,
    "choice": _choice,
    "file": _file,
}
