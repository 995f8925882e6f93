"""Values of the rule language (DMN 1.3, 10.3.2.3) as Python values.

number: ``Decimal`` with at most 34 significant digits · string: ``str`` · boolean: ``bool`` · date, time, date and
time: ``date``, ``time``, ``datetime`` to the second, local or with an offset · days and time duration: ``timedelta`` ·
years and months duration: :class:`Months` · list · context: ``dict`` · range: :class:`Range` · null: ``None``.

The Python type of a value tells its kind, so a ``datetime`` is not taken for a ``date``, nor a ``bool`` for a number.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Literal, TypeAlias

from msgspec import Struct

DECIMAL128 = Context(prec=34, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144, traps=[])
"""IEEE 754-2008 decimal128, which the standard asks for (10.3.2.3.1). Without traps: what has no result is NaN."""

Relation = Literal["=", "!=", "<", "<=", ">", ">="]


class Months(Struct, frozen=True, order=True):
    """A years and months duration in months."""

    months: int


class Range(Struct, frozen=True):
    """``[low..high]``; an end is a value with an order, or null."""

    low: "Value"
    high: "Value"
    low_included: bool
    high_included: bool


class Criterion(Struct, frozen=True):
    """A comparison that waits for its left side: ``(< 10)``, ``(= "a")``."""

    relation: Relation
    value: "Value"


Value: TypeAlias = (
    "bool | Decimal | str | date | time | datetime | timedelta | Months | Range | Criterion"
    " | list[Value] | dict[str, Value] | None"
)

ORDERED: frozenset[type] = frozenset({Decimal, str, date, time, datetime, timedelta, Months})
"""The kinds whose values stand in an order."""


def number(value: Decimal) -> Decimal | None:
    """A result of decimal arithmetic: rounded to 34 digits, or null where there is none."""
    rounded = DECIMAL128.plus(value)
    return rounded if rounded.is_finite() else None


def read_number(text: str) -> Decimal | None:
    """A number as text, or None where it is none or too large. Python alone would take ``1_000`` and ``NaN``."""
    read = DECIMAL128.create_decimal(text) if _NUMBER.fullmatch(text) else None
    return read if read is not None and read.is_finite() else None


def whole(value: Decimal) -> int | None:
    """A whole number for counting places, cut to what fits any list; None where it is not whole."""
    if value != value.to_integral_value():
        return None
    return int(max(min(value, _FARTHEST), -_FARTHEST))


_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_FARTHEST = Decimal(2**31)
