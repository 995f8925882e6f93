"""GV100AD files made for tests, in the columns of the Federal Statistical Office."""

from collections.abc import Iterable

from dienstweg.authorities.rows import Row

_KINDS = {"county": "44", "independent_city": "61", "city": "63", "municipality": "64"}


def line(
    record: str, key: str, name: str, *, kind: str = "", seat: str = "", code: str = "", as_of: str = "20250831"
) -> str:
    """One line: kind of record, date, key (municipality, association as in the file), name, seat, kind, code."""
    return f"{record}{as_of}{key:<12}{name:<50}{seat:<50}{kind:<2}{'':<41}{code:<5}{'':<50}"


def write(rows: Iterable[Row], as_of: str) -> bytes:
    """A file that says what the rows say."""
    rows = sorted(rows, key=lambda row: row.ars)
    districts = {row.ars[:3]: row.district for row in rows}
    lines = [line("20", key, f"Reg.-Bez. {name}", as_of=as_of) for key, name in districts.items()]
    return "\n".join([*lines, *(text for row in rows for text in _lines(row, as_of))]).encode()


def _lines(row: Row, as_of: str) -> list[str]:
    county = row.ars[:5]
    if row.level == "county":
        return [line("40", county, row.name, kind="44", seat=row.seat, as_of=as_of)]
    key = county + row.ars[9:] + row.ars[5:9]
    town = line("60", key, row.name, kind=_KINDS[row.kind], code=row.postal_code, as_of=as_of)
    if row.kind != "independent_city":
        return [town]
    return [line("40", county, row.name, kind="41", seat=row.seat, as_of=as_of), town]
