"""Texts that know what they are: a German sentence that another language can say again, and a text that stays German.

Both are plain strings for everybody who does not ask. What is built by joining them is an ordinary string again.
"""

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import Self

from dienstweg.engine import numbers

MONTHS = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)


class Euro(Decimal):
    """An amount of money in a sentence."""


class Foreign(str):
    """A German text on a page that is in another language: there is no translation of it."""

    __slots__ = ()


class Sentence(str):  # noqa: SLOT000 # a str has no room for slots with values
    """A German sentence with the pattern it was made of and the values put in.

    ``pattern`` as for ``str.format``, with named places only. Values: texts (sentences too), whole numbers, Decimal,
    :class:`Euro`, dates and times of day.
    """

    pattern: str
    values: dict[str, object]

    def __new__(cls, pattern: str, /, **values: object) -> Self:
        text = pattern.format(**{name: show(value) for name, value in values.items()}) if values else pattern
        found = super().__new__(cls, text)
        found.pattern, found.values = pattern, values
        return found

    def inner(self) -> "Iterator[Sentence]":
        """The sentence and those in it."""
        yield self
        for value in self.values.values():
            if isinstance(value, Sentence):
                yield from value.inner()


def show(value: object) -> str:
    """A value in a German sentence."""
    if isinstance(value, Euro):
        return numbers.show_money(value)
    if isinstance(value, Decimal):
        return numbers.show(value)
    if isinstance(value, date):
        return show_date(value)
    return show_time(value) if isinstance(value, time) else str(value)


def show_date(day: date) -> str:
    """A day in words: "1. Mai 2026"."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def show_time(moment: time) -> str:
    """A time of day: "14:30 Uhr"; seconds only where there are any."""
    return f"{moment.isoformat('seconds' if moment.second else 'minutes')} Uhr"
