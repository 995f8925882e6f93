"""Names that follow from facts: official name, folded name, letters for reference numbers."""

from itertools import islice

import pytest

from dienstweg.authorities import tables
from dienstweg.authorities.rows import Kind, Row, fold, official_name, short_names


@pytest.mark.parametrize(
    ("name", "kind", "title", "expected"),
    (
        ("Idstein", "city", "Hochschulstadt", "Stadt Idstein"),
        ("Waldems", "municipality", "", "Gemeinde Waldems"),
        ("Wiesbaden", "independent_city", "Landeshauptstadt", "Landeshauptstadt Wiesbaden"),
        ("Mengerskirchen", "municipality", "Marktflecken", "Marktflecken Mengerskirchen"),
        ("Gelnhausen", "city", "Barbarossastadt, Kreisstadt", "Stadt Gelnhausen"),
        ("Fulda", "county", "", "Landkreis Fulda"),
        ("Wetteraukreis", "county", "", "Wetteraukreis"),
        ("Main-Kinzig-Kreis", "county", "", "Main-Kinzig-Kreis"),
    ),
)
def test_an_authority_is_called_as_people_call_it(name: str, kind: Kind, title: str, expected: str) -> None:
    assert official_name(name, kind, title) == expected


@pytest.mark.parametrize(
    ("first", "second"),
    (
        ("Bad Homburg v. d. Höhe", "bad homburg vor der hoehe"),
        ("Groß-Gerau", "gross gerau"),
        ("Rüdesheim am Rhein", "Rudesheim Rhein"),
        ("Oestrich-Winkel", "Östrich Winkel"),
        ("Limburg a. d. Lahn", "LIMBURG AN DER LAHN"),
        ("Gießen", "Giessen"),
    ),
)
def test_spellings_of_a_name_fold_alike(first: str, second: str) -> None:
    assert fold(first) == fold(second)


def test_no_two_municipalities_fold_alike() -> None:
    names = [row.name for row in tables.authorities() if row.level == "municipality" and not row.valid_until]
    assert len({fold(name) for name in names}) == len(names) == 421


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    (
        ("Idstein", "municipality", ["IDS", "IDS", "IDT"]),
        ("Bad Homburg v. d. Höhe", "municipality", ["BHH", "BAD", "BAD"]),
        ("Groß-Gerau", "municipality", ["GG", "GRO", "GRO"]),
        ("Rheingau-Taunus-Kreis", "county", ["RTK", "RHE", "LRH"]),
        ("Münster", "municipality", ["MUE", "MUE", "MUN"]),
        ("Homberg (Efze)", "municipality", ["HOM", "HOM", "HOB"]),
    ),
)
def test_letters_come_from_the_name(name: str, level: str, expected: list[str]) -> None:
    assert list(islice(short_names(_row(name, level)), 3)) == expected


def test_letters_never_run_out_and_never_offend() -> None:
    offered = set(islice(short_names(_row("Sankt Stephan", "municipality")), 30_000))
    assert len(offered) > 25_000
    assert offered & {"SS", "SA", "NS", "KZ", "HJ", "NSU", "AFD"} == set()


def _row(name: str, level: str) -> Row:
    return Row(
        ars="064390000000",
        ags="06439000",
        level="county" if level == "county" else "municipality",
        kind="county" if level == "county" else "city",
        name=name,
        official_name=name,
    )
