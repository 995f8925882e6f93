"""Does a canonical value keep to its limits? One sentence or two that say what is wrong and what to do."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal

from msgspec.structs import replace

from dienstweg.engine import habits, numbers, patterns
from dienstweg.engine.files import check_file, is_file
from dienstweg.engine.labels import name_of, subject
from dienstweg.engine.latin import foreign_character
from dienstweg.engine.service import CodeList, Kind, Limits, Question
from dienstweg.engine.wordings import Euro, Sentence

Lists = Mapping[str, CodeList]
Check = Callable[[Question, object, Lists, date | None], Sentence | None]

TODAY = "today"
"""A bound of a date that moves along with the day."""
LONGEST_TEXT = 100_000
LONGEST_OTHER = 250
"""Most characters of a value that a partial code list does not have."""

NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What no text holds: controls other than tab and line feed, lone surrogates, noncharacters (XML 1.0, section 2.2)."""

_DATETIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", re.ASCII)
_TOO_LONG = Sentence("Die Zahl ist zu lang. Höchstens {most} Ziffern sind möglich.", most=numbers.MOST_DIGITS)
_CENTS = re.compile(r".*\.[0-9]{2}")


def check(question: Question, value: object, lists: Lists, *, today: date | None = None) -> Sentence | None:
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


def _unreadable(question: Question) -> Sentence:
    pattern = "Die Angabe zu „{name}“ können wir nicht lesen. Geben Sie sie noch einmal an."
    return Sentence(pattern, name=name_of(question))


def unreadable_character(question: Question) -> Sentence:
    """About a text with a control character and the like."""
    pattern = "{subject} enthält ein Zeichen, das wir nicht lesen können. Geben Sie den Text noch einmal ein."
    return Sentence(pattern, subject=subject(question))


def not_listed(question: Question) -> Sentence:
    """About an answer that a closed list does not have."""
    return Sentence("Wählen Sie bei „{name}“ einen Eintrag aus der Liste aus.", name=name_of(question))


def _text(question: Question, value: object, _lists: Lists, _today: date | None) -> Sentence | None:
    if not isinstance(value, str) or not value:
        return _unreadable(question)
    limits = question.limits
    if NOT_TEXT.search(value):
        return unreadable_character(question)
    kind = patterns.meaning(limits.pattern) if limits.pattern else None
    if kind == "email" and limits.pattern and not patterns.matches(limits.pattern, value):
        return habits.mail_fault(value)
    return (
        _length(question, value, limits.min_length, limits.max_length)
        or _latin(question, value)
        or habits.fault(question, value)
        or (_pattern(question, value, limits.pattern) if limits.pattern else None)
    )


def _length(question: Question, value: str, least: int | None, most: int | None) -> Sentence | None:
    count, most = len(value), LONGEST_TEXT if most is None else most
    least = least or 0
    if least <= count <= most:
        return None
    digits = value.isascii() and value.isdigit()
    has = _LENGTHS[digits, count == 1]
    told = Sentence(has, subject=subject(question), count=Decimal(count))
    if least == most:
        pattern = "{told} Es muss {most} sein." if most == 1 else "{told} Es müssen {most} sein."
        return Sentence(pattern, told=told, most=Decimal(most))
    if count < least:
        return Sentence("{told} Es müssen mindestens {least} sein.", told=told, least=Decimal(least))
    return Sentence("{told} Höchstens {most} sind möglich.", told=told, most=Decimal(most))


_LENGTHS = {
    (True, True): "{subject} hat {count} Ziffer.",
    (True, False): "{subject} hat {count} Ziffern.",
    (False, True): "{subject} hat {count} Zeichen.",
    (False, False): "{subject} hat {count} Zeichen.",
}


def _latin(question: Question, value: str) -> Sentence | None:
    found = foreign_character(value) if question.limits.latin else None
    if found is None:
        return None
    pattern = "{subject} enthält das Zeichen „{found}“. Schreiben Sie mit lateinischen Buchstaben."
    return Sentence(pattern, subject=subject(question), found=found)


def _pattern(question: Question, value: str, pattern: str) -> Sentence | None:
    if patterns.matches(pattern, value):
        return None
    if patterns.meaning(pattern) == "postal_code":
        known = value.isascii() and value.isdigit()
        start = "Diese Postleitzahl gibt es nicht." if known else "Eine Postleitzahl hat 5 Ziffern."
        return Sentence("{start} Zum Beispiel: {example}", start=Sentence(start), example="34117.")
    count = patterns.digit_count(pattern)
    if count is not None and not (value.isascii() and value.isdigit()):
        if count[0] != count[1]:
            only = "{subject} besteht nur aus Ziffern. Geben Sie Ziffern ohne andere Zeichen an."
            return Sentence(only, subject=subject(question))
        exactly = "{subject} besteht nur aus Ziffern. Geben Sie genau {count} Ziffern ohne andere Zeichen an."
        return Sentence(exactly, subject=subject(question), count=count[0])
    start = Sentence("{subject} hat eine andere Form als verlangt.", subject=subject(question))
    least, most = question.limits.min_length or 1, question.limits.max_length or LONGEST_TEXT
    found = patterns.example(pattern, least, most)
    if found is None:
        return Sentence("{start} Prüfen Sie die Schreibweise.", start=start)
    return Sentence("{start} Zum Beispiel: {example}", start=start, example=found)


def _number(question: Question, value: object, _lists: Lists, _today: date | None) -> Sentence | None:
    if not isinstance(value, str) or not numbers.CANONICAL.fullmatch(value):
        return _unreadable(question)
    if question.kind == "money" and not _CENTS.fullmatch(value):
        return Sentence("Geben Sie den Betrag mit höchstens zwei Stellen nach dem Komma an.")
    if sum(character.isdigit() for character in value) > numbers.MOST_DIGITS:
        return _TOO_LONG
    return _between(question, Decimal(value))


def _integer(question: Question, value: object, _lists: Lists, _today: date | None) -> Sentence | None:
    if type(value) is not int:
        return _unreadable(question)
    return _between(question, Decimal(value)) if abs(value) < 10**numbers.MOST_DIGITS else _TOO_LONG


def _between(question: Question, number: Decimal) -> Sentence | None:
    least, most = number_bounds(question)
    if (least is None or least <= number) and (most is None or number <= most):
        return None
    shown = Euro if question.kind == "money" else Decimal
    start = Sentence("Der Betrag") if question.kind == "money" and not name_of(question) else subject(question)
    if least is not None and most is not None:
        pattern = "{subject} muss zwischen {least} und {most} liegen."
        return Sentence(pattern, subject=start, least=shown(least), most=shown(most))
    if least is not None:
        return Sentence("{subject} muss mindestens {least} sein.", subject=start, least=shown(least))
    return Sentence("{subject} darf höchstens {most} sein.", subject=start, most=shown(most or number))


def _date(question: Question, value: object, _lists: Lists, today: date | None) -> Sentence | None:
    day = _day(value, None)
    if day is None or day.isoformat() != value:
        return _unreadable(question)
    first, last = date_bounds(question.limits, today)
    if question.autocomplete == "bday" and today is not None:
        last = min(last or today, today)
    if (first is None or first <= day) and (last is None or day <= last):
        return None
    if last is not None and last == today:
        return Sentence("Das Datum liegt in der Zukunft. Geben Sie einen Tag bis heute an.")
    if first is not None and first == today:
        return Sentence("Das Datum liegt in der Vergangenheit. Geben Sie einen Tag ab heute an.")
    return _span(first, last)


def _span(first: date | None, last: date | None) -> Sentence:
    if first is not None and last is not None:
        return Sentence("Geben Sie einen Tag zwischen dem {first} und dem {last} an.", first=first, last=last)
    if first is not None:
        return Sentence("Geben Sie einen Tag ab dem {first} an.", first=first)
    return Sentence("Geben Sie einen Tag bis zum {last} an.", last=last or date.max)


def _time(question: Question, value: object, _lists: Lists, _today: date | None) -> Sentence | None:
    moment = _moment(value)
    if moment is None or moment.isoformat() != value:
        return _unreadable(question)
    first, last = time_bounds(question.limits)
    if (first is None or first <= moment) and (last is None or moment <= last):
        return None
    pattern = "Die Uhrzeit muss zwischen {first} und {last} liegen."
    return Sentence(pattern, first=first or time.min, last=last or time(23, 59))


def _datetime(question: Question, value: object, _lists: Lists, _today: date | None) -> Sentence | None:
    moment = _instant(value)
    if moment is None or not isinstance(value, str) or not _DATETIME.fullmatch(value):
        return _unreadable(question)
    first, last = datetime_bounds(question.limits)
    if (first is None or first <= moment) and (last is None or moment <= last):
        return None
    if first is not None and last is not None:
        pattern = "Geben Sie einen Zeitpunkt ab dem {first} bis zum {last} an."
        return Sentence(pattern, first=_instant_shown(first), last=_instant_shown(last))
    if first is not None:
        return Sentence("Geben Sie einen Zeitpunkt ab dem {first} an.", first=_instant_shown(first))
    return Sentence("Geben Sie einen Zeitpunkt bis zum {last} an.", last=_instant_shown(last or moment))


def _bool(question: Question, value: object, _lists: Lists, _today: date | None) -> Sentence | None:
    return None if isinstance(value, bool) else _unreadable(question)


def _choice(question: Question, value: object, lists: Lists, today: date | None) -> Sentence | None:
    if not isinstance(value, str) or not value:
        return _unreadable(question)
    listed = code_list(question, lists)
    if listed.label(value) is not None:
        return None
    if listed.complete:
        return not_listed(question)
    other = replace(question.limits, max_length=min(question.limits.max_length or LONGEST_OTHER, LONGEST_OTHER))
    return _text(replace(question, limits=other), value, lists, today)


def _file(question: Question, value: object, _lists: Lists, _today: date | None) -> Sentence | None:
    if not is_file(value) or NOT_TEXT.search(value["name"]):
        return Sentence("Diese Datei fehlt uns. Laden Sie sie noch einmal hoch.")
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


def _instant_shown(moment: datetime) -> Sentence:
    return Sentence("{day}, {time}", day=moment.date(), time=moment.time())


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
