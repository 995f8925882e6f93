"""Reference numbers that people can say on the telephone, with a check digit."""

from collections.abc import Callable

DIGITS = 7

_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
"""Quasigroup of order 10 (H. M. Damm, 2004): notices every wrong digit and every swap of neighbours."""


def check_digit(number: str) -> str:
    """The check digit of a string of decimal digits."""
    interim = 0
    for digit in number:
        interim = int(_DAMM[interim][int(digit)])
    return str(interim)


def new_reference(short: str, year: int, random_below: Callable[[int], int]) -> str:
    """``TS-2026-4810267-3``: the authority's letters, the year of receipt, seven digits, the check digit.

    The digits are drawn at random: a counter would tell everybody how many applications an office receives.
    """
    number = f"{random_below(10**DIGITS):0{DIGITS}d}"
    return f"{short}-{year}-{number}-{check_digit(f'{year}{number}')}"


def is_well_formed(reference: str) -> bool:
    """Does the check digit fit? Upper and lower case and spaces around are forgiven."""
    parts = reference.strip().upper().split("-")
    return (
        len(parts) == 4
        and parts[1].isdecimal()
        and parts[2].isdecimal()
        and len(parts[2]) == DIGITS
        and check_digit(parts[1] + parts[2]) == parts[3]
    )
