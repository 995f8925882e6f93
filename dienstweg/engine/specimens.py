"""Values as invented applicants would give them: plausible first, then anything that might fit."""

import hashlib
import re
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from msgspec.structs import replace

from dienstweg.engine import habits, patterns
from dienstweg.engine.checking import (
    LONGEST_OTHER,
    Lists,
    code_list,
    date_bounds,
    datetime_bounds,
    number_bounds,
    time_bounds,
)
from dienstweg.engine.files import File, media_types
from dienstweg.engine.service import Kind, Limits, Question
from dienstweg.engine.values import LONG_TEXT, Value

_THEMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"e-?mail", ("erika.muster@beispiel.de", "post@beispiel.de", "j.g@a.de", "zoe+antrag@mail.beispiel.org")),
    (r"vorname|rufname", ("Erika", "Jürgen", "Zoë", "Ayşe", "Jean-Luc", "Bo", "Anna Lena")),
    (r"name|person", ("Muster", "Beispiel", "Müßig", "Großmann-Öztürk", "d'Angelo", "Łuczak", "von der Probe", "Li")),
    (r"stra(ß|ss)e", ("Hauptstraße", "Am Süßen Grund", "Königsallee", "An der Mühle", "Str. des 8. Mai", "Weg")),
    (r"hausnummer", ("1", "12a", "104", "7/2", "3-5")),
    (r"postleitzahl|\bplz\b", ("34117", "65183", "01067", "36115")),
    (r"\bort\b|gemeinde|stadt|wohnort|geburtsort", ("Kassel", "Idstein", "Fulda", "Bad König", "Gießen", "Au")),
    (r"telefon|mobil|fax|rufnummer", ("+49 611 123456", "+49 561 7890", "0160/1234567", "06126 1")),
    (r"iban|kontonummer", ("DE02120300000000202051",)),
    (r"\bbic\b", ("BYLADEM1001",)),
    (r"web|internet|homepage|url", ("https://www.beispiel.de", "https://a.de/?a=1&b=2")),
    (r"jahr", ("2024", "1999")),
    (r"nummer|kennzeichen|aktenzeichen|\bnr", ("4711", "AZ-12/2026", "HRB 1234", "0815")),
)
_WORDS = (
    "Haus",
    "Hof",
    "Garten",
    "Straße",
    "größer",
    "Übung",
    "täglich",
    "und",
    "mit",
    "seit",
    "2026",
    "Nr.",
    "am",
    "Markt",
    "e. V.",
    "Müller & Söhne",
    "<5 km",
    "(neu)",
    "„Alte Mühle“",
    "50 %",
    "5 €",
    "ja/nein",
    "c/o",
    "Łódź",
    "a",
    "O'Neil",
    '"so"',
)
_EXTENSIONS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tif",
    "text/plain": "txt",
}
_TRIES = 30
_USUAL_LENGTH = 60
_LONGEST = 1500
_TO_THE_BRIM = 0.15
_OTHER = 0.3
_YEAR = 365
_CENT = Decimal("0.01")
_BIRTH = re.compile(r"geburtsdatum|geburtstag|geboren", re.IGNORECASE)

Specimens = Callable[[Question, Lists, Random, date], Iterator[Value]]


def candidates(question: Question, lists: Lists, rng: Random, today: date) -> Iterator[Value]:
    """Values to try, in order; whether one keeps to all limits is for the check to say."""
    return _SPECIMENS[question.kind](question, lists, rng, today)


def _texts(question: Question, lists: Lists, rng: Random, today: date) -> Iterator[str]:
    return (habits.canonical(question, text) for text in _any_texts(question, lists, rng, today))


def _any_texts(question: Question, _lists: Lists, rng: Random, _today: date) -> Iterator[str]:
    limits = question.limits
    longest = min(
        _USUAL_LENGTH if limits.max_length is None else limits.max_length, max(_LONGEST, limits.min_length or 0)
    )
    least = limits.min_length or 1
    if not limits.pattern and longest <= _LONGEST and rng.random() < _TO_THE_BRIM:
        yield _prose(rng, longest, longest)
    themed = next((texts for theme, texts in _THEMES if re.search(theme, question.label, re.IGNORECASE)), ())
    for text in rng.sample(themed, len(themed)):
        yield _fitted(text, rng, least, longest)
    if limits.pattern:
        yield from patterns.samples(limits.pattern, rng, least=least)
    for _ in range(_TRIES):
        yield _prose(
            rng, least, rng.randint(least, max(least, min(longest, _USUAL_LENGTH))), lines=longest >= LONG_TEXT
        )


def _prose(rng: Random, least: int, most: int, *, lines: bool = False) -> str:
    words = [rng.choice(_WORDS)]
    while sum(map(len, words)) + len(words) <= most:
        words.append(rng.choice(_WORDS))
    between = rng.choice((" ", " ", "\n")) if lines else " "
    return _fitted(between.join(words), rng, least, most)


def _fitted(text: str, rng: Random, least: int, most: int) -> str:
    """The text cut or lengthened, without white space at its end."""
    while len(text) < least:
        text = f"{text} {rng.choice(_WORDS)}"
    text = text[:most]
    return text.rstrip() + "x" * (len(text) - len(text.rstrip()))


def _choices(question: Question, lists: Lists, rng: Random, today: date) -> Iterator[str]:
    listed = code_list(question, lists)
    if not listed.complete and (not listed.entries or rng.random() < _OTHER):
        most = min(question.limits.max_length or LONGEST_OTHER, LONGEST_OTHER)
        limited = replace(question, kind="text", limits=replace(question.limits, max_length=most))
        yield from _texts(limited, lists, rng, today)
    if listed.entries:
        yield rng.choice(listed.entries).code


def _dates(question: Question, _lists: Lists, rng: Random, today: date) -> Iterator[str]:
    first, last = date_bounds(question.limits, today)
    birth = question.autocomplete == "bday" or _BIRTH.search(question.label)
    early, late = (today - timedelta(90 * _YEAR), today) if birth else _around(today)
    if (first is not None and first > late) or (last is not None and last < early):
        early, late = first or (last or today) - timedelta(_YEAR), last or (first or today) + timedelta(_YEAR)
    early, late = max(early, first or early), min(late, last or late)
    if early <= late:
        yield date.fromordinal(rng.randint(early.toordinal(), late.toordinal())).isoformat()


def _around(today: date) -> tuple[date, date]:
    return today - timedelta(3 * _YEAR), today + timedelta(2 * _YEAR)


def _times(question: Question, _lists: Lists, rng: Random, _today: date) -> Iterator[str]:
    first, last = time_bounds(question.limits)
    early, late = _minutes(first or time.min), _minutes(last or time(23, 59))
    if early <= late:
        minute = rng.randint(early, late)
        yield time(minute // 60, minute % 60).isoformat()
    yield from (bound.isoformat() for bound in (first, last) if bound is not None)


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _datetimes(question: Question, lists: Lists, rng: Random, today: date) -> Iterator[str]:
    first, last = datetime_bounds(question.limits)
    from_day, to_day = (None if bound is None else bound.date().isoformat() for bound in (first, last))
    days = Limits(min_value=from_day, max_value=to_day)
    for day in _dates(replace(question, limits=days), lists, rng, today):
        for moment in _times(replace(question, limits=Limits()), lists, rng, today):
            yield f"{day}T{moment}"
    yield from (bound.isoformat() for bound in (first, last) if bound is not None)


def _integers(question: Question, _lists: Lists, rng: Random, _today: date) -> Iterator[int]:
    low, high = _span(question)
    if low <= high:
        yield rng.randint(int(low), int(high))
        yield int(low)


def _decimals(question: Question, _lists: Lists, rng: Random, _today: date) -> Iterator[str]:
    low, high = _span(question)
    steps = int((high - low) / _CENT)
    if low > high:
        return
    value = low + _CENT * rng.randint(0, steps)
    for number in (value.quantize(_CENT), low, high):
        if question.kind == "money":
            yield f"{number.quantize(_CENT):f}"
        else:
            yield rng.choice((f"{number:f}", f"{number.normalize():f}"))


def _span(question: Question) -> tuple[Decimal, Decimal]:
    low, high = number_bounds(question)
    usual = Decimal(1000)
    if low is None and high is None:
        return Decimal(0), usual
    low = high - usual if low is None and high is not None else low
    return low or Decimal(0), (low or Decimal(0)) + usual if high is None else high


def _truths(_question: Question, _lists: Lists, rng: Random, _today: date) -> Iterator[bool]:
    yield rng.choice((True, False))


def _files(question: Question, _lists: Lists, rng: Random, _today: date) -> Iterator[File]:
    limits: Limits = question.limits
    media_type = rng.choice(limits.media_types or media_types(question))
    id = str(UUID(int=rng.getrandbits(128), version=4))
    most = 5_000_000 if limits.max_size is None else limits.max_size
    yield File(
        id=id,
        name=f"{rng.choice(('Nachweis', 'Ausweis Rückseite', 'scan-0001'))}.{_EXTENSIONS.get(media_type, 'dat')}",
        size=rng.randint(1, max(1, most)),
        type=media_type,
        sha256=hashlib.sha256(id.encode()).hexdigest(),
    )


_SPECIMENS: dict[Kind, Specimens] = {
    "text": _texts,
    "date": _dates,
    "time": _times,
    "datetime": _datetimes,
    "bool": _truths,
    "integer": _integers,
    "number": _decimals,
    "money": _decimals,
    "choice": _choices,
    "file": _files,
}
