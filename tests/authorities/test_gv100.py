"""Reading the directory of the Federal Statistical Office, and saying no to what is none."""

from datetime import date

import pytest

from dienstweg.authorities import gv100, tables
from dienstweg.authorities.rows import Row
from dienstweg.engine.problems import Refused
from tests.authorities.gv100_file import line, write

HESSE = tuple(row for row in tables.authorities() if row.valid_from is None)
"""Hesse on 31 August 2025: Hanau belongs to its county."""


def _refusal(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        gv100.parse(data)
    return [(problem.code, problem.where) for problem in refused.value.problems]


def test_what_was_written_is_read() -> None:
    directory = gv100.parse(write(HESSE, "20250831"))
    assert (directory.as_of, directory.unincorporated) == (date(2025, 8, 31), 0)
    assert {row.ars: _facts(row) for row in directory.rows} == {row.ars: _facts(row) for row in HESSE}


def test_all_of_hesse_is_there() -> None:
    rows = gv100.parse(write(HESSE, "20250831")).rows
    kinds = [row.kind for row in rows]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "county": 21,
        "independent_city": 5,
        "city": 186,
        "municipality": 230,
    }


def test_names_are_taken_apart() -> None:
    data = "\n".join(
        (
            line("20", "064", "Reg.-Bez. Darmstadt", as_of="20250831"),
            line("40", "06436", "Main-Taunus-Kreis", kind="44", seat="Hofheim a. T.", as_of="20250831"),
            line("60", "064360070007", "Hofheim am Taunus, Kreisstadt", kind="63", code="65719", as_of="20250831"),
            line("60", "064360200200", "Forst, gemfr. Gebiet", kind="66", as_of="20250831"),
        )
    )
    directory = gv100.parse(data.encode("cp1252"))
    assert directory == gv100.Directory(
        date(2025, 8, 31),
        (
            Row(
                ars="064360000000",
                ags="06436000",
                level="county",
                kind="county",
                name="Main-Taunus-Kreis",
                official_name="Main-Taunus-Kreis",
                district="Darmstadt",
                seat="Hofheim a. T.",
                postal_code="65719",
            ),
            Row(
                ars="064360007007",
                ags="06436007",
                level="municipality",
                kind="city",
                name="Hofheim am Taunus",
                official_name="Stadt Hofheim am Taunus",
                county="064360000000",
                district="Darmstadt",
                seat="Hofheim am Taunus",
                postal_code="65719",
            ),
        ),
        1,
    )


TOWN = line("60", "064390080008", "Idstein, Hochschulstadt", kind="63", code="65510")
COUNTY = line("40", "06439", "Rheingau-Taunus-Kreis", kind="44", seat="Bad Schwalbach")


@pytest.mark.parametrize(
    ("text", "expected"),
    (
        ("", [("gv100_empty", "Datei")]),
        ("\n\n", [("gv100_empty", "Datei")]),
        ("<html></html>", [("gv100_unknown_line", "Zeile 1")]),
        (f"{COUNTY}\n", [("gv100_empty", "Datei")]),
        (f"{COUNTY}\n99{TOWN[2:]}", [("gv100_unknown_line", "Zeile 2")]),
        (f"{COUNTY}\n{TOWN[:2]}20240101{TOWN[10:]}", [("gv100_bad_date", "Zeile 2")]),
        (f"{COUNTY[:2]}20259931{COUNTY[10:]}", [("gv100_bad_date", "Zeile 1")]),
        (f"{COUNTY}\n\n{TOWN[:60]}", [("gv100_bad_line", "Zeile 3")]),
        (f"{COUNTY}\n{TOWN[:10]}0643900A{TOWN[18:]}", [("gv100_bad_line", "Zeile 2")]),
        (f"{COUNTY}\n{TOWN[:30]}\0{TOWN[31:]}", [("gv100_unreadable", "Zeile 2")]),
        (f"{COUNTY}\n{TOWN}\n{TOWN}", [("gv100_twice", "Zeile 3")]),
        (TOWN, [("gv100_county_missing", "Zeile 1")]),
        ("99\n" * 1000, [("gv100_unknown_line", f"Zeile {n}") for n in range(1, 21)]),
    ),
)
def test_what_is_no_directory_is_refused_with_its_lines(text: str, expected: list[tuple[str, str]]) -> None:
    assert _refusal(text.encode()) == expected


def test_too_large_a_file_is_refused_unread() -> None:
    assert _refusal(b"\0" * (gv100.MAX_SIZE + 1)) == [("gv100_too_large", "Datei")]


def test_bytes_that_are_no_text_are_refused() -> None:
    assert _refusal(b"\x81\xff\xfe") == [("gv100_unreadable", "Zeile 1")]


def _facts(row: Row) -> tuple[str, ...]:
    return row.ags, row.level, row.kind, row.name, row.county, row.district, row.seat, row.postal_code
