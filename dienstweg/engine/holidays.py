"""Public holidays of a Land, computed: the days on which a legal period does not end (§ 193 BGB, § 108 Absatz 3 AO).

Days that hold only in parts of a Land are left out. Source: the holiday laws of the Länder as of 2025; to be reviewed.
"""

from datetime import date, timedelta
from functools import lru_cache

_FIXED: dict[tuple[int, int], str] = {
    (1, 6): "BW BY ST",
    (3, 8): "BE MV",
    (8, 15): "SL",
    (9, 20): "TH",
    (10, 31): "BB HB HH MV NI SH SN ST TH",
    (11, 1): "BW BY NW RP SL",
}
_EVERYWHERE = ((1, 1), (5, 1), (10, 3), (12, 25), (12, 26))
_CORPUS_CHRISTI = "BW BY HE NW RP SL"
_SATURDAY = 5


def easter(year: int) -> date:
    """Easter Sunday by the Gregorian calendar (anonymous algorithm after Gauß, Butcher's form)."""
    golden, century, of_century = year % 19, year // 100, year % 100
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - moon + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


@lru_cache(256)
def holidays(year: int, land: str) -> frozenset[date]:
    """The holidays of a year in a Land (two letters)."""
    sunday = easter(year)
    moving = [sunday + timedelta(days=days) for days in (-2, 1, 39, 50)]
    found = {date(year, month, day) for month, day in _EVERYWHERE} | set(moving)
    found |= {date(year, month, day) for (month, day), lands in _FIXED.items() if land in lands.split()}
    if land in _CORPUS_CHRISTI.split():
        found.add(sunday + timedelta(days=60))
    if land == "SN":  # Buß- und Bettag: the Wednesday before 23 November
        found.add(date(year, 11, 22) - timedelta(days=(date(year, 11, 22).weekday() - 2) % 7))
    return frozenset(found)


def working_day(day: date, land: str) -> date:
    """This day, or the next one that is no Saturday, Sunday or holiday."""
    while day.weekday() >= _SATURDAY or day in holidays(day.year, land):
        day += timedelta(days=1)
    return day
