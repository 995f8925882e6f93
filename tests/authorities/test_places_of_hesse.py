"""Every municipality of Hesse is found under the names people use for it, and under each of its postal codes."""

import re

import pytest

from dienstweg.authorities import tables
from dienstweg.authorities.finding import certain, places, similar
from dienstweg.authorities.models import Authority, PostalCode
from dienstweg.authorities.rows import fold

pytestmark = pytest.mark.django_db
MOST = 60
UMLAUTS = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"}


@pytest.fixture
def hesse() -> dict[str, Authority]:
    """All municipalities that exist, by ARS, with their postal codes."""
    rows = [row for row in tables.authorities() if row.level == "municipality" and row.valid_until is None]
    towns = Authority.objects.bulk_create(
        Authority(
            ars=row.ars,
            ags=row.ags,
            level=row.level,
            kind=row.kind,
            name=row.name,
            official_name=row.official_name,
            search_name=fold(row.name),
            short=f"{number:04}",
        )
        for number, row in enumerate(rows)
    )
    by_ars = {town.ars: town for town in towns}
    codes = (PostalCode(code=code, authority=by_ars[ars]) for code, ars in tables.postal_codes())
    PostalCode.objects.bulk_create(codes)
    return by_ars


def _spellings(town: Authority) -> tuple[str, ...]:
    ascii_name = town.name.translate(UMLAUTS)
    bare = re.sub(r"[^\w\s]", " ", town.name)
    return (ascii_name, bare.lower(), f"der {town.official_name}")


def test_every_municipality_is_found_by_its_names(hesse: dict[str, Authority]) -> None:
    assert len(hesse) == 421
    lost = [
        spelling
        for town in hesse.values()
        for spelling in _spellings(town)
        if certain(places(spelling, limit=MOST), spelling) != town
    ]
    assert lost == []


def test_every_postal_code_leads_to_exactly_its_municipalities(hesse: dict[str, Authority]) -> None:
    expected: dict[str, set[str]] = {}
    for code, ars in tables.postal_codes():
        expected.setdefault(code, set()).add(ars)
    assert {code: {town.ars for town in places(code, limit=MOST)} for code in expected} == expected
    assert {ars for found in expected.values() for ars in found} == hesse.keys()


@pytest.mark.parametrize(
    ("typed", "first"),
    (
        ("Frankf", "Frankfurt am Main"),
        ("Frankfurt/Main", "Frankfurt am Main"),
        ("Frankfurt a.M.", "Frankfurt am Main"),
        ("bad hom", "Bad Homburg v. d. Höhe"),
        ("Homburg, Bad", "Bad Homburg v. d. Höhe"),
        ("Rotenburg Fulda", "Rotenburg a. d. Fulda"),
        ("Landeshauptstadt Wiesbaden", "Wiesbaden"),
        ("Limburg an der Lahn", "Limburg a. d. Lahn"),
        ("Ruesselsheim", "Rüsselsheim am Main"),
    ),
)
def test_what_people_type(hesse: dict[str, Authority], typed: str, first: str) -> None:
    assert [town.name for town in places(typed)][:1] == [first]


@pytest.mark.parametrize("typed", ("Homberg", "Neustadt am Main", "Lautertal", "Reichelsheim", "Allendorf"))
def test_what_may_be_several_places_is_asked(hesse: dict[str, Authority], typed: str) -> None:
    assert certain(places(typed, limit=MOST), typed) is None


@pytest.mark.parametrize(("typed", "meant"), (("Taunustein", "Taunusstein"), ("Wisbaden", "Wiesbaden")))
def test_a_slip_is_asked_about(hesse: dict[str, Authority], typed: str, meant: str) -> None:
    assert (places(typed), [town.name for town in similar(typed)][:1]) == ([], [meant])
