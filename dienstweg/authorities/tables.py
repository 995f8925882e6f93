"""The tables of facts the repository ships: Hessian authorities and their postal codes (``data/``; sources stand
beside them).
"""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

from dienstweg.authorities.rows import Kind, Row
from dienstweg.engine.service import AuthorityLevel

DATA = Path(__file__).parents[2] / "data"
AUTHORITIES = DATA / "authorities" / "hessen.csv"
POSTAL_CODES = DATA / "postal_codes" / "hessen.csv"


def authorities() -> tuple[Row, ...]:
    """Municipalities and counties of Hesse since 2025, ended ones included, in the order of the file."""
    return tuple(_row(line) for line in _lines(AUTHORITIES))


def postal_codes() -> tuple[tuple[str, str], ...]:
    """Postal code and ARS of a municipality it lies in."""
    return tuple((line["postal_code"], line["ars"]) for line in _lines(POSTAL_CODES))


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _row(line: dict[str, str]) -> Row:
    return Row(
        ars=line["ars"],
        ags=line["ags"],
        level=cast("AuthorityLevel", line["level"]),
        kind=cast("Kind", line["kind"]),
        name=line["name"],
        official_name=line["official_name"],
        county=line["county"],
        district=line["district"],
        special_status=line["special_status"] == "yes",
        seat=line["seat"],
        postal_code=line["postal_code"],
        valid_from=_day(line["valid_from"]),
        valid_until=_day(line["valid_until"]),
        successor=line["successor"],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
