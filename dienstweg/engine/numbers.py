"""Numbers and amounts as Germans type them, and as they are shown.

Canonical is decimal text with a dot and without grouping: "1234.50". What could be read in two ways is read the German
way: "1.234" is one thousand two hundred and thirty-four, "1,234" a little more than one. "1.5" can only be one and a
half.
"""

import re
from decimal import Decimal

MOST_DIGITS = 15
"""As many as every JSON reader keeps apart (RFC 8259, section 6: IEEE 754 double precision)."""

CANONICAL = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")

_LONGEST = 60
_SPACES = re.compile(r"(?<=\d)[\s'’](?=\d{3})")
_GERMAN = re.compile(r"(?P<whole>\d+|[1-9]\d{0,2}(?:\.\d{3})+)(?:,(?P<part>\d+))?", re.ASCII)
_ENGLISH = re.compile(r"(?P<whole>\d+|[1-9]\d{0,2}(?:,\d{3})+)\.(?P<part>\d+)", re.ASCII)
_MANY_COMMAS = re.compile(r"(?P<whole>[1-9]\d{0,2}(?:,\d{3}){2,})(?P<part>)", re.ASCII)
_CURRENCY = re.compile(r"€|EUR(?:O)?\b", re.IGNORECASE)
_NO_CENTS = re.compile(r"[,.]\s*(?:-{1,2}|–|—)$")
_CENTS = 2
_GROUPED_FROM = 5


def read_number(text: str) -> str | None:
    """The canonical text of a number, or None where there is none: "1.234,56" and "1234.56" alike."""
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    text = _SPACES.sub("", text)
    sign, text = ("-", text[1:].lstrip()) if text[:1] in ("-", "−", "–") else ("", text.removeprefix("+"))
    found = _GERMAN.fullmatch(text) or _ENGLISH.fullmatch(text) or _MANY_COMMAS.fullmatch(text)
    if found is None:
        return None
    whole = re.sub(r"[.,]", "", found["whole"]).lstrip("0") or "0"
    number = f"{whole}.{found['part']}" if found["part"] else whole
    return sign + number if number.strip("0.") else number


def read_integer(text: str) -> int | None:
    """A whole number, or None where there is none or it has decimal places."""
    number = read_number(text)
    return int(number) if number is not None and "." not in number else None


def read_money(text: str) -> str | None:
    """An amount in euros with two decimal places: "90", "90,-", "1.200,00 €"; None where there is none.

    More than two decimal places are kept as they are (and refused by the check): cents are not rounded away in silence.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    number = read_number(_NO_CENTS.sub("", _CURRENCY.sub("", text).strip()))
    if number is None:
        return None
    whole, _, cents = number.partition(".")
    return f"{whole}.{cents.ljust(_CENTS, '0')}"


def parse(text: str | None) -> Decimal | None:
    """A bound as a file writes it, or None where it is no plain number."""
    text = (text or "").strip().removeprefix("+")
    return Decimal(text) if re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", text) else None


def show(number: Decimal, *, grouped_from: int = _GROUPED_FROM) -> str:
    """A number the German way; whole numbers of four digits stay ungrouped, because they often are years."""
    sign, whole, part = "-" if number < 0 else "", *f"{abs(number):f}".partition(".")[::2]
    if len(whole) >= grouped_from:
        whole = f"{int(whole):,}".replace(",", ".")
    return f"{sign}{whole},{part}" if part else f"{sign}{whole}"


def show_money(amount: Decimal) -> str:
    """An amount: "1.234,56 €"."""
    return f"{show(amount.quantize(Decimal('0.01')), grouped_from=4)} €"
