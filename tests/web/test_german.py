"""German words for dates, times, amounts, sizes and deadlines."""

from datetime import UTC, date, datetime, time

import pytest
from django.template import Context, Template

from dienstweg.web import words
from dienstweg.web.parts import Event, Status, deadline

DAY = date(2026, 5, 12)
AT = datetime(2026, 5, 12, 12, 47, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (words.weekday_date(DAY), "Dienstag, 12. Mai 2026"),
        (words.weekday_date(datetime(2026, 5, 12, 22, 30, tzinfo=UTC)), "Mittwoch, 13. Mai 2026"),
        (words.long_date(date(2026, 3, 1)), "1. März 2026"),
        (words.short_date(date(2026, 5, 2)), "02.05.2026"),
        (words.clock(AT), "14:47 Uhr"),
        (words.clock(time(9, 5)), "9:05 Uhr"),
        (words.moment(AT), "12. Mai 2026, 14:47 Uhr"),
        (words.weekday_moment(AT), "Dienstag, 12. Mai 2026, um 14:47 Uhr"),
        (words.short_moment(AT), "12.05.2026, 14:47 Uhr"),
        (words.machine_time(AT), "2026-05-12T14:47"),
        (words.machine_time(DAY), "2026-05-12"),
        (words.money("1200"), "1.200,00\N{NO-BREAK SPACE}€"),
        (words.money("-0.5"), "-0,50\N{NO-BREAK SPACE}€"),
        (words.file_size(812), "812\N{NO-BREAK SPACE}Byte"),
        (words.file_size(84_300), "84\N{NO-BREAK SPACE}kB"),
        (words.file_size(999_600), "1\N{NO-BREAK SPACE}MB"),
        (words.file_size(2_130_000), "2,1\N{NO-BREAK SPACE}MB"),
        (words.file_size(24_000_000), "24\N{NO-BREAK SPACE}MB"),
        (words.code_groups("7kq4 mx2p-9trd"), "7KQ4-MX2P-9TRD"),
    ],
)
def test_words(told: str, expected: str) -> None:
    assert told == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-3, "vor 3 Tagen"), (-1, "gestern"), (0, "heute"), (1, "morgen"), (2, "in 2 Tagen"), (10, "in 10 Tagen")],
)
def test_distance(days: int, expected: str) -> None:
    assert words.distance(date(2026, 5, 12 + days), DAY) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (None, Status("calendar-today", "keine Frist", "off")),
        (date(2026, 5, 8), Status("danger", "4 Tage überfällig", "bad")),
        (date(2026, 5, 11), Status("danger", "1 Tag überfällig", "bad")),
        (date(2026, 5, 12), Status("warning", "Heute", "warn")),
        (date(2026, 5, 13), Status("warning", "Morgen", "warn")),
        (date(2026, 5, 15), Status("calendar-today", "in 3 Tagen")),
    ],
)
def test_deadlines_have_a_sign_and_a_word(day: date | None, expected: Status) -> None:
    assert deadline(day, DAY) == expected


def test_an_event_tells_date_or_date_and_time() -> None:
    assert (Event("Eingegangen", at=AT).when, Event("Eingegangen", at=DAY).when, Event("Bald").when) == (
        "12. Mai 2026, 14:47 Uhr",
        "12. Mai 2026",
        "",
    )


def test_templates_know_the_words() -> None:
    template = Template(
        "{% load dw %}{{ day|short_date }} {{ day|distance:day }} {{ at|clock }} {{ code|code_groups }}"
    )
    assert (
        template.render(Context({"day": DAY, "at": AT, "code": "ABCDEFGH"})) == "12.05.2026 heute 14:47 Uhr ABCD-EFGH"
    )
