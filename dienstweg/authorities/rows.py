"""An authority as a row of a table of facts, and the names that follow from it."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import combinations, product
from string import ascii_uppercase
from typing import Literal

from msgspec import Struct

from dienstweg.engine.service import AuthorityLevel

Kind = Literal["city", "municipality", "independent_city", "county"]


class Row(Struct, frozen=True, kw_only=True):
    """One municipality or county. ``county`` and ``successor`` are ARS; validity is inclusive, open where None."""

    ars: str
    ags: str
    level: AuthorityLevel
    kind: Kind
    name: str
    official_name: str
    county: str = ""
    district: str = ""
    special_status: bool = False
    seat: str = ""
    postal_code: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    successor: str = ""


_TITLES = ("Landeshauptstadt", "Wissenschaftsstadt", "Universitätsstadt", "Marktflecken", "Marktgemeinde")
"""Additions to the name that people use when they speak of the administration; of the others we say Stadt or
Gemeinde.
"""


def official_name(name: str, kind: Kind, title: str = "") -> str:
    """The name with what it is: "Stadt Idstein", "Marktflecken Mengerskirchen", "Landkreis Fulda", "Wetteraukreis"."""
    if kind == "county":
        return name if name.endswith(("kreis", "-Kreis")) else f"Landkreis {name}"
    used = next((word for word in title.split(", ") if word in _TITLES), "")
    return f"{used or ('Gemeinde' if kind == 'municipality' else 'Stadt')} {name}"


_JOINING = {"v", "d", "a", "i", "vor", "der", "dem", "an", "am", "im", "in"}
_TWO_LETTERS = re.compile("[aou]e")


def fold(text: str) -> str:
    """A name as place search compares it: small letters and digits only, without umlauts in either spelling or
    joining words.

    "Bad Homburg v. d. Höhe" and "bad homburg vor der hoehe" both give "badhomburghohe".
    """
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    words = re.findall(r"[a-z0-9]+", plain)
    kept = [word for word in words if word not in _JOINING] or words
    return _TWO_LETTERS.sub(lambda match: match[0][0], "".join(kept))


_NEVER = {"KZ", "HJ", "NS", "SA", "SS", "NSU", "RAF", "AFD", "CDU", "FDP", "NPD", "SPD"}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def short_names(row: Row) -> Iterator[str]:
    """Two to four capital letters for reference numbers, the best first; in the end every possible combination.

    Initials where a name has several words, else its first three letters, else others in their order. A county begins
    with L.
    """
    words = re.findall("[A-Z][a-z]*", re.sub(r"\([^)]*\)", "", row.name.translate(_UMLAUTS)))
    return (short for short in _short_names(words, county=row.level == "county") if short not in _NEVER)


def _short_names(words: list[str], *, county: bool) -> Iterator[str]:
    letters = "".join(words).upper()
    if len(words) in (2, 3, 4):
        yield "".join(word[0] for word in words)
    yield letters[:3]
    first, others = ("L", letters) if county else (letters[:1], letters[1:])
    for length in (2, 3):
        for rest in combinations(others, length):
            yield first + "".join(rest)
    for combination in product(ascii_uppercase, repeat=4):
        yield "".join(combination)
