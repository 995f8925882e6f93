"""What the templates in ``web/parts/`` show, as plain values that stations make from their own nouns."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from dienstweg.web import words

Sign = Literal["success", "warning", "danger", "info", "calendar-today", "autorenew", "open", "half", "dash"]
"""A KERN icon, or one of our three circles: open, begun, not possible yet."""
Weight = Literal["", "ok", "warn", "bad", "off"]


@dataclass(frozen=True, slots=True)
class Status:
    """A sign and a word; the colour (``weight``) only repeats them."""

    sign: Sign
    text: str
    weight: Weight = ""


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    state: Literal["done", "now", "next"]


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a timeline. ``at`` is shown as date, or date and time; ``by`` is told after it or instead of it."""

    title: str
    state: Literal["past", "now", "next"] = "past"
    at: date | datetime | None = None
    by: str = ""
    message: str = ""
    sender: str = ""

    @property
    def when(self) -> str:
        if self.at is None:
            return ""
        return words.moment(self.at) if isinstance(self.at, datetime) else words.long_date(self.at)

    @property
    def machine(self) -> str:
        return words.machine_time(self.at) if self.at else ""


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: str | SafeString
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer on the page that checks, or in a case. ``value`` empty: not answered. ``depth``: rows inside rows."""

    label: str
    value: str | SafeString = ""
    change_url: str = ""
    legal: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Answers under a heading of ``level`` 2 to 6; a sheet without answers only carries its heading.

    ``legal``: the norm that most answers rest on, said once below the heading.
    """

    title: str
    answers: tuple[Answer, ...] = ()
    level: int = 2
    legal: str = ""


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of a list is shown; addresses are empty at either end."""

    page: int
    pages: int
    previous_url: str = ""
    next_url: str = ""


def deadline(day: date | None, today: date | None = None) -> Status:
    """The state of a deadline, seen from a day (default: today)."""
    if day is None:
        return Status("calendar-today", gettext("keine Frist"), "off")
    days = (day - (today or timezone.localdate())).days
    if days < 0:
        return Status(
            "danger", ngettext("{days} Tag überfällig", "{days} Tage überfällig", -days).format(days=-days), "bad"
        )
    if days <= 1:
        return Status("warning", gettext("Morgen") if days else gettext("Heute"), "warn")
    return Status("calendar-today", gettext("in {days} Tagen").format(days=days))
