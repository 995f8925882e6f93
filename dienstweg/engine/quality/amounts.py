"""Checks of bounds and of given content: is it of the field's type, does it keep to the field's own limits.

What counts as a number, a date or a time is what XML Schema reads as one (part 2, section 3.3).
"""

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial

from dienstweg.engine.quality.aiming import Details, blank, given, on_fields
from dienstweg.engine.quality.fields import NOT_WRITTEN, TEXTS, limits
from dienstweg.engine.quality.findings import CRITICAL, METHODICAL, Check, Level, Test
from dienstweg.engine.schema import Field

Amount = Decimal | int | datetime.date | datetime.time | datetime.datetime

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,400}(?:\.[0-9]{0,400})?|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,6})?")
_WHOLE = re.compile(r"[+-]?[0-9]{1,400}")
_ZONE = r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
_DAY = r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
_CLOCK = r"([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]+)?"
_DATE, _TIME, _MOMENT = (re.compile(f"{form}{_ZONE}") for form in (_DAY, _CLOCK, f"{_DAY}T{_CLOCK}"))
_MIDNIGHT, _LAST = "24:00:00", "23:59:59"


def _number(text: str) -> Amount | None:
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _whole(text: str) -> Amount | None:
    return int(text) if _WHOLE.fullmatch(text) else None


def _date(text: str) -> Amount | None:
    found = _DATE.fullmatch(text)
    return _parsed(datetime.date.fromisoformat, found[1]) if found else None


def _time(text: str) -> Amount | None:
    found = _TIME.fullmatch(text)
    return _parsed(datetime.time.fromisoformat, _within_the_day(found[1])) if found else None


def _moment(text: str) -> Amount | None:
    found = _MOMENT.fullmatch(text)
    return _parsed(datetime.datetime.fromisoformat, f"{found[1]}T{_within_the_day(found[2])}") if found else None


def _within_the_day(clock: str) -> str:
    """XML Schema lets a day end at 24:00:00; Python does not."""
    return _LAST if clock == _MIDNIGHT else clock


def _parsed(parse: Callable[[str], Amount], text: str) -> Amount | None:
    try:
        return parse(text)
    except ValueError:
        return None


READERS: dict[str, Callable[[str], Amount | None]] = {
    "num": _number,
    "num_currency": _number,
    "num_int": _whole,
    "date": _date,
    "time": _time,
    "datetime": _moment,
}


def amount(field: Field, text: str | None) -> Amount | None:
    """What a text means as a value of the field; None where it means nothing or is no amount."""
    read = READERS.get(field.datatype.value)
    return read((text or "").strip()) if read else None


Part = Callable[[Field], str | None]


def _lower(field: Field) -> str | None:
    return limits(field).min_value


def _upper(field: Field) -> str | None:
    return limits(field).max_value


def _content(field: Field) -> str | None:
    return field.content


def _unreadable(part: Part, *datatypes: str) -> Test:
    """The part is there and is no amount of the field's type."""

    def ask(field: Field) -> Details:
        text = part(field)
        if field.datatype.value in datatypes and not blank(text) and amount(field, text) is None:
            yield given(text or "")

    return on_fields(ask)


def _outside(bound: Part, sign: int, field: Field) -> Details:
    """The content lies below (sign 1) or above (sign -1) a bound."""
    content, limit = amount(field, field.content), amount(field, bound(field))
    if content is None or limit is None:
        return
    low, high = (limit, content) if sign > 0 else (content, limit)
    if low > high:  # type: ignore[operator] # both were read by the same reader
        yield f"Inhalt „{(field.content or '').strip()}“, Grenze „{(bound(field) or '').strip()}“."


def _length(text: str | None) -> int | None:
    found = _WHOLE.fullmatch((text or "").strip())
    return int(found[0]) if found else None


def _too_short(field: Field) -> Details:
    least = _length(limits(field).min_length)
    if field.content and field.datatype.value in TEXTS and least is not None and len(field.content) < least:
        yield f"Er hat {len(field.content)} Zeichen, mindestens {least} sollen es sein."


def _too_long(field: Field) -> Details:
    most = _length(limits(field).max_length)
    if field.content and field.datatype.value in TEXTS and most is not None and len(field.content) > most:
        yield f"Er hat {len(field.content)} Zeichen, höchstens {most} dürfen es sein."


def _no_truth(field: Field) -> Details:
    is_truth = (field.content or "").strip() in ("true", "false", "1", "0")
    if field.datatype.value == "bool" and not blank(field.content) and not is_truth:
        yield given(field.content or "")


def _unknown_value(field: Field) -> Details:
    known = {value.code for value in field.values}
    is_choice = field.role.value == "select" and known
    if is_choice and not blank(field.content) and (field.content or "").strip() not in known:
        yield given(field.content or "")


def _content_of_file(field: Field) -> Details:
    if field.datatype.value in NOT_WRITTEN and not blank(field.content):
        yield f"Der Datentyp ist „{field.datatype.value}“."


_BOUNDS = ("Die Untergrenze", _lower), ("Die Obergrenze", _upper)
_FORMS = (
    (("1062", "1063"), "keine Zahl.", ("num", "num_currency")),
    (("1065", "1066"), "keine ganze Zahl.", ("num_int",)),
    (("1067", "1068"), "kein Datum wie 2026-05-31.", ("date",)),
    (("1079", "1080"), "kein Zeitpunkt wie 2026-05-31T14:30:00.", ("datetime",)),
    (("1081", "1082"), "keine Uhrzeit wie 14:30:00.", ("time",)),
)
_CONTENTS = (
    ("1069", "keine Zahl, obwohl das Feld eine erwartet.", ("num", "num_currency")),
    ("1070", "keine ganze Zahl, obwohl das Feld eine erwartet.", ("num_int",)),
    ("1071", "kein Datum wie 2026-05-31, obwohl das Feld eines erwartet.", ("date",)),
    ("1083", "kein Zeitpunkt wie 2026-05-31T14:30:00, obwohl das Feld einen erwartet.", ("datetime",)),
    ("1084", "keine Uhrzeit wie 14:30:00, obwohl das Feld eine erwartet.", ("time",)),
)


def _check(number: str, sentence: str, test: Test, level: Level = CRITICAL) -> Check:
    return Check(number, level, sentence, test)


CHECKS = (
    *(
        _check(number, f"{bound} ist {what}", _unreadable(part, *datatypes))
        for numbers, what, datatypes in _FORMS
        for number, (bound, part) in zip(numbers, _BOUNDS, strict=True)
    ),
    *(
        _check(number, f"Als Inhalt steht hier {what}", _unreadable(_content, *datatypes))
        for number, what, datatypes in _CONTENTS
    ),
    _check(
        "1072", "Der Inhalt, den das Feld schon hat, ist kleiner als erlaubt.", on_fields(partial(_outside, _lower, 1))
    ),
    _check(
        "1073", "Der Inhalt, den das Feld schon hat, ist größer als erlaubt.", on_fields(partial(_outside, _upper, -1))
    ),
    _check("1074", "Der Inhalt, den das Feld schon hat, ist kürzer als erlaubt.", on_fields(_too_short)),
    _check("1075", "Der Inhalt, den das Feld schon hat, ist länger als erlaubt.", on_fields(_too_long)),
    _check("1077", "Als Inhalt steht hier weder „true“ noch „false“.", on_fields(_no_truth)),
    _check("1085", "Den Inhalt des Feldes gibt es in seiner Werteliste nicht.", on_fields(_unknown_value), METHODICAL),
    _check("1100", "Eine Anlage oder ein Objekt hat keinen Inhalt, der schon dasteht.", on_fields(_content_of_file)),
)
