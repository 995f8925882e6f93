"""The directory of municipalities of the Federal Statistical Office: GV100AD, a file of fixed-width lines.

Source: Destatis, Gemeindeverzeichnis-Informationssystem, data set description GV100AD. Lines start with their kind:
10 state, 20 administrative district, 30 region, 40 county, 50 association of municipalities, 60 municipality. Columns
are characters.
"""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice

from msgspec import Struct

from dienstweg.authorities.rows import Kind, Row, official_name
from dienstweg.engine.problems import Problem, Refused

MAX_SIZE = 20_000_000
MAX_PROBLEMS = 20

_COUNTY = {"43", "44", "45"}  # Kreis, Landkreis, Regionalverband
_NO_COUNTY = {"41", "42"}  # Kreisfreie Stadt, Stadtkreis: the line 60 says all
_MUNICIPALITY: dict[str, Kind] = {
    "60": "municipality",  # Markt
    "61": "independent_city",  # kreisfreie Stadt
    "62": "independent_city",  # Stadtkreis
    "63": "city",
    "64": "municipality",
    "67": "city",  # Große Kreisstadt
}
_UNINCORPORATED = {"65", "66"}  # gemeindefreies Gebiet, inhabited or not


class Directory(Struct, frozen=True):
    """What a file says: as of which day, and its authorities. Areas without municipality are counted, not kept."""

    as_of: date
    rows: tuple[Row, ...]
    unincorporated: int


class _Line(Struct, frozen=True):
    number: int
    text: str

    @property
    def record(self) -> str:
        return self.text[:2]

    @property
    def day(self) -> date | None:
        try:
            return date.fromisoformat(f"{self.text[2:6]}-{self.text[6:8]}-{self.text[8:10]}")
        except ValueError:
            return None

    @property
    def county(self) -> str:
        """State, district and county: five digits."""
        return self.text[10:15]

    @property
    def ags(self) -> str:
        return self.text[10:18]

    @property
    def name(self) -> str:
        return self.text[22:72].strip()

    @property
    def kind(self) -> str:
        """``Textkennzeichen``."""
        return self.text[122:124]


def parse(data: bytes) -> Directory:
    """Read a GV100AD file (UTF-8 or Windows-1252).

    Raises :class:`Refused` with up to 20 problems, each with its line, when the file is not one, is damaged or
    contradicts itself.
    """
    if len(data) > MAX_SIZE:
        raise Refused(Problem("gv100_too_large", "Datei", "Die Datei ist größer als 20 MB und damit kein GV100AD."))
    texts = enumerate(_text(data).split("\n"), 1)
    lines = [_Line(number, text.rstrip("\r")) for number, text in texts if text.strip()]
    for check in (_line_faults, _contradictions):
        if problems := tuple(islice(check(lines), MAX_PROBLEMS)):
            raise Refused(problems)
    return _directory(lines)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _line_faults(lines: list[_Line]) -> Iterator[Problem]:
    as_of = lines[0].day if lines else None
    for line in lines:
        where = f"Zeile {line.number}"
        if not line.text.isprintable() or "\N{REPLACEMENT CHARACTER}" in line.text:
            yield Problem("gv100_unreadable", where, "Hier stehen Zeichen, die in ein GV100AD nicht gehören.")
        elif (check := _CHECKS.get(line.record)) is None:
            yield Problem("gv100_unknown_line", where, f"Die Satzart „{line.record}“ gibt es im GV100AD nicht.")
        elif line.day is None or line.day != as_of:
            message = "Ab Stelle 3 steht in jeder Zeile derselbe Gebietsstand (JJJJMMTT). Hier steht etwas anderes."
            yield Problem("gv100_bad_date", where, message)
        elif not check(line):
            yield Problem("gv100_bad_line", where, "Schlüssel, Name oder Textkennzeichen stehen nicht an ihrem Platz.")


def _digits(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdigit()


_CHECKS: dict[str, Callable[[_Line], bool]] = {
    "10": lambda line: _digits(line.text[10:12], 2),
    "20": lambda line: _digits(line.text[10:13], 3) and bool(line.name),
    "30": lambda line: _digits(line.text[10:14], 4),
    "40": lambda line: _digits(line.county, 5) and bool(line.name) and line.kind in _COUNTY | _NO_COUNTY,
    "50": lambda line: _digits(line.county, 5),
    "60": lambda line: (
        _digits(line.text[10:22], 12) and bool(line.name) and line.kind in _MUNICIPALITY.keys() | _UNINCORPORATED
    ),
}


def _contradictions(lines: list[_Line]) -> Iterator[Problem]:
    counties = {line.county for line in lines if line.record == "40"}
    first: dict[str, int] = {}
    for line in lines:
        if line.record not in {"40", "60"}:
            continue
        where, key = f"Zeile {line.number}", line.ags.strip()
        if key in first:
            message = f"Der Schlüssel {key} steht schon in Zeile {first[key]}."
            yield Problem("gv100_twice", where, message)
        elif line.record == "60" and line.county not in counties:
            yield Problem("gv100_county_missing", where, f"Der Kreis {line.county} zu {line.name} fehlt in der Datei.")
        first.setdefault(key, line.number)
    if not any(line.record == "60" for line in lines):
        yield Problem("gv100_empty", "Datei", "In der Datei steht keine Gemeinde (Satzart 60).")


def _directory(lines: list[_Line]) -> Directory:
    districts = {line.text[10:13]: line.name.removeprefix("Reg.-Bez. ") for line in lines if line.record == "20"}
    towns = [line for line in lines if line.record == "60" and line.kind in _MUNICIPALITY]
    municipalities = [_municipality(line, districts) for line in towns]
    seats = {row.name: row.postal_code for row in reversed(municipalities)}
    counties = [_county(line, districts, seats) for line in lines if line.record == "40" and line.kind in _COUNTY]
    unincorporated = sum(line.record == "60" and line.kind in _UNINCORPORATED for line in lines)
    return Directory(lines[0].day or date.min, (*counties, *municipalities), unincorporated)


def _municipality(line: _Line, districts: dict[str, str]) -> Row:
    name, _, title = line.name.partition(", ")
    kind = _MUNICIPALITY[line.kind]
    postal_code = line.text[165:170]
    return Row(
        ars=line.county + line.text[18:22] + line.text[15:18],
        ags=line.ags,
        level="municipality",
        kind=kind,
        name=name,
        official_name=official_name(name, kind, title),
        county="" if kind == "independent_city" else f"{line.county}0000000",
        district=districts.get(line.text[10:13], ""),
        seat=name,
        postal_code=postal_code if _digits(postal_code, 5) else "",
    )


def _county(line: _Line, districts: dict[str, str], seats: dict[str, str]) -> Row:
    seat = line.text[72:122].strip()
    return Row(
        ars=f"{line.county}0000000",
        ags=f"{line.county}000",
        level="county",
        kind="county",
        name=line.name,
        official_name=official_name(line.name, "county"),
        district=districts.get(line.text[10:13], ""),
        seat=seat,
        postal_code=_postal_code(seat, seats),
    )


def _postal_code(seat: str, seats: dict[str, str]) -> str:
    """The postal code of a county's seat, whose name the file abbreviates differently ("Hofheim a. T.")."""
    start = seat.partition(" a. ")[0]
    return seats.get(seat) or next((code for name, code in seats.items() if name.split(" ")[0] == start), "")
