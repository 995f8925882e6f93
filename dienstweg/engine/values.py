"""The kinds of value: read what a person typed, check it, show it.

Canonical values are JSON-like. ``text``, ``choice`` (the code), ``date``, ``time``, ``datetime`` (ISO 8601 without
zone): str; ``bool``: bool; ``integer``: int; ``number`` and ``money``: decimal text with a dot, money with two places;
``file``: :class:`File`.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal

import re2
from msgspec import Struct

from dienstweg.engine import habits, numbers, patterns, picking
from dienstweg.engine.checking import LONGEST_TEXT, NOT_TEXT, Lists, check, code_list, not_listed, unreadable_character
from dienstweg.engine.dates import NotADate, Part, read_date, read_parts, read_time
from dienstweg.engine.files import File, file_limits, is_file, media_types, size_text
from dienstweg.engine.labels import missing, name_of, subject
from dienstweg.engine.patterns import usable as pattern_usable
from dienstweg.engine.service import Kind, Question
from dienstweg.engine.wordings import Euro, Sentence

__all__ = [
    "File",
    "Raw",
    "Reading",
    "Value",
    "check",
    "content",
    "edit",
    "file_limits",
    "media_types",
    "missing",
    "pattern_usable",
    "read",
    "show",
    "size_text",
]

Value = str | bool | int | File
Raw = str | Sequence[str] | Mapping[str, object]

LONG_TEXT = 250
"""From this length on (or without any limit) a text may have several lines."""

_TRUE = frozenset({"true", "ja", "1"})
_FALSE = frozenset({"false", "nein", "0"})
_BYTE_ORDER_MARKS = re.compile("[\ufeff\u200b]")
_DATE_AND_TIME = re.compile(
    r"(.+?)(?:\s*,\s*|\s+um\s+|\s+|(?<=\d)T)(\d{1,2}(?:[:.]\d{2}){0,2}(?:\s*Uhr)?)", re.IGNORECASE
)
_BIRTH = re.compile(r"Geburts(?:datum|tag)\b|\bgeboren\b", re.IGNORECASE)
_DATE_PARTS = 3
_LONGEST_MOMENT = 60

PILED_MARKS = re2.compile(r"\p{M}{31}")
"""More marks on one letter than any language has (UAX #15, stream-safe text): normalising them takes minutes."""


class Reading(Struct, frozen=True):
    """What came of reading: a value, or a German sentence (with the faulty parts of a date), or nothing was typed."""

    value: Value | None = None
    message: Sentence | None = None
    parts: tuple[Part, ...] = ()


def read(question: Question, raw: Raw, lists: Lists, *, today: date) -> Reading:
    """Turn what a person typed into the canonical value. Dates may come as three parts (day, month, year).

    Limits are the business of :func:`check`.
    """
    if isinstance(raw, Mapping):
        return _read_file(question, raw)
    parts = [raw] if isinstance(raw, str) else list(raw)
    if not any(part.strip() for part in parts):
        return Reading()
    if any(len(part) > LONGEST_TEXT for part in parts):
        return Reading(message=Sentence("{subject} ist zu lang. Kürzen Sie den Text.", subject=subject(question)))
    if any(NOT_TEXT.search(_lines(part)) or PILED_MARKS.search(part) for part in parts):
        return Reading(message=unreadable_character(question))
    try:
        return _READERS[question.kind](question, parts, lists, today)
    except NotADate as error:
        return Reading(message=error.message, parts=error.parts)


def content(question: Question, lists: Lists) -> Value | None:
    """The value that a locked or hidden question carries by its ``content``; None where none fits its kind."""
    text = (question.content or "").strip()
    value: Value | None = text or None
    if question.kind == "bool":
        value = {"true": True, "1": True, "false": False, "0": False}.get(text.casefold())
    elif question.kind in ("integer", "number", "money"):
        number = numbers.parse(text)
        value = None if number is None else _canonical_number(question.kind, number)
    return None if value is None or check(question, value, lists) is not None else value


def show(question: Question, value: object, lists: Lists) -> str:
    """A canonical value for people: "1. Mai 2026", "1.234,56 €", the label of a code, name and size of a file."""
    if isinstance(value, bool):
        return Sentence("Ja" if value else "Nein")
    if is_file(value):
        return f"{value['name']} ({size_text(value['size'])})"
    text = str(value)
    if question.kind == "choice":
        return code_list(question, lists).label(text) or text
    if question.kind == "text":
        return habits.grouped(question, text)
    try:
        return _shown(question.kind, text)
    except ValueError:
        return text


def edit(question: Question, value: object) -> str:
    """A canonical value as a person would type it, to be changed in an input. :func:`read` gives the value back."""
    text = str(value)
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if question.kind in ("number", "money") and numbers.CANONICAL.fullmatch(text):
        return text.replace(".", ",")
    if question.kind == "time":
        return text.removesuffix(":00")
    if question.kind == "text":
        return habits.grouped(question, text)
    if question.kind in ("date", "datetime"):
        day, _, moment = text.partition("T")
        year, month, number = [*day.split("-"), "", ""][:3]
        return f"{number.lstrip('0')}.{month.lstrip('0')}.{year} {moment.removesuffix(':00')}".strip()
    return text


def _shown(kind: Kind, text: str) -> str:
    match kind:
        case "date":
            return Sentence("{day}", day=date.fromisoformat(text))
        case "time":
            return Sentence("{time}", time=time.fromisoformat(text))
        case "datetime":
            day, _, moment = text.partition("T")
            return Sentence("{day}, {time}", day=date.fromisoformat(day), time=time.fromisoformat(moment))
        case "integer" | "number" | "money" if numbers.CANONICAL.fullmatch(text):
            return Sentence("{number}", number=Euro(text) if kind == "money" else Decimal(text))
    return text


def _canonical_number(kind: Kind, number: Decimal) -> str | int | None:
    if kind == "integer":
        return int(number) if number == int(number) else None
    return numbers.read_money(f"{number:f}".replace(".", ",")) if kind == "money" else f"{number:f}"


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _line(text: str) -> str:
    return " ".join(_BYTE_ORDER_MARKS.sub("", unicodedata.normalize("NFC", text)).split())


def _read_text(question: Question, parts: list[str], _lists: Lists, _today: date) -> Reading:
    text, limits = _lines(parts[0]), question.limits
    if limits.pattern or (limits.max_length or LONG_TEXT) < LONG_TEXT:
        text = _line(text)
    else:
        text = "\n".join(_line(line) for line in text.split("\n")).strip()
    if limits.pattern and not patterns.matches(limits.pattern, text):
        dense = "".join(text.split())
        if patterns.matches(limits.pattern, dense):
            text = dense
    return Reading(habits.canonical(question, text) or None)


def _read_date(question: Question, parts: list[str], _lists: Lists, today: date) -> Reading:
    past = question.autocomplete == "bday" or _BIRTH.search(question.original or question.label) is not None
    if len(parts) == _DATE_PARTS:
        name = name_of(question) if subject(question) != "Ihre Angabe" else ""
        return Reading(read_parts(*parts, today=today, past=past, name=name).isoformat())
    return Reading(read_date(parts[0], today=today, past=past).isoformat())


def _read_time(_question: Question, parts: list[str], _lists: Lists, _today: date) -> Reading:
    return Reading(read_time(parts[0]).isoformat())


def _read_datetime(_question: Question, parts: list[str], _lists: Lists, today: date) -> Reading:
    text = " ".join(" ".join(parts).split())
    found = _DATE_AND_TIME.fullmatch(text) if len(text) <= _LONGEST_MOMENT else None
    if found is None:
        raise NotADate(Sentence("Geben Sie Datum und Uhrzeit an, zum Beispiel 3.4.2026, 14:30 Uhr."))
    return Reading(f"{read_date(found[1], today=today).isoformat()}T{read_time(found[2]).isoformat()}")


def _read_bool(_question: Question, parts: list[str], _lists: Lists, _today: date) -> Reading:
    token = parts[0].strip().casefold()
    if token in _TRUE or token in _FALSE:
        return Reading(token in _TRUE)
    return Reading(message=Sentence("Wählen Sie „Ja“ oder „Nein“ aus."))


_WHOLE = Sentence("Geben Sie eine ganze Zahl in Ziffern an, zum Beispiel 12.")
_NUMBER = Sentence("Geben Sie eine Zahl in Ziffern an, zum Beispiel 12,5.")
_AMOUNT = Sentence("Geben Sie einen Betrag in Euro an, zum Beispiel 90,00.")


def _read_integer(_question: Question, parts: list[str], _lists: Lists, _today: date) -> Reading:
    number = numbers.read_integer(parts[0])
    return Reading(number, None if number is not None else _WHOLE)


def _read_number(_question: Question, parts: list[str], _lists: Lists, _today: date) -> Reading:
    number = numbers.read_number(parts[0])
    return Reading(number, None if number is not None else _NUMBER)


def _read_money(_question: Question, parts: list[str], _lists: Lists, _today: date) -> Reading:
    amount = numbers.read_money(parts[0])
    return Reading(amount, None if amount is not None else _AMOUNT)


def _read_choice(question: Question, parts: list[str], lists: Lists, _today: date) -> Reading:
    listed, text = code_list(question, lists), _line(parts[0])
    if listed.label(parts[0]) is not None:
        return Reading(parts[0])
    entry = picking.found(listed, text)
    if entry is not None and (listed.complete or text.casefold() in (entry.code.casefold(), entry.label.casefold())):
        return Reading(entry.code)
    if not listed.complete:
        return Reading(text or None)
    if picking.proposed(listed, text):
        return Reading(
            message=Sentence("„{text}“ steht so nicht in der Liste. Wählen Sie aus, was Sie meinen.", text=text)
        )
    return Reading(message=not_listed(question))


def _read_file(question: Question, raw: Mapping[str, object]) -> Reading:
    value = dict(raw)
    if question.kind == "file" and is_file(value):
        return Reading(value)
    return Reading(message=Sentence("Diese Datei fehlt uns. Laden Sie sie noch einmal hoch."))


def _read_no_file(_question: Question, _parts: list[str], _lists: Lists, _today: date) -> Reading:
    return Reading(message=Sentence("Laden Sie die Datei hoch."))


_READERS: dict[Kind, Callable[[Question, list[str], Lists, date], Reading]] = {
    "text": _read_text,
    "date": _read_date,
    "time": _read_time,
    "datetime": _read_datetime,
    "bool": _read_bool,
    "integer": _read_integer,
    "number": _read_number,
    "money": _read_money,
    "choice": _read_choice,
    "file": _read_no_file,
}
