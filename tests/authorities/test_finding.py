"""Which authority: by key, by place, by responsibility, and the sentence that says why."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from dienstweg.authorities import actions
from dienstweg.authorities.finding import find, places, responsible
from dienstweg.authorities.models import Authority
from dienstweg.engine.problems import Refused
from tests.factories import make_authority, make_county

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 12)
DOG = "hundesteuer-anmelden"


@pytest.fixture
def taunus() -> Authority:
    return make_county()


@pytest.fixture
def idstein(taunus: Authority) -> Authority:
    return make_authority(county=taunus, postal_codes=("65510",))


@pytest.fixture
def waldems(taunus: Authority) -> Authority:
    gemeinde = Authority.Kind.MUNICIPALITY
    return make_authority("064390015015", "Waldems", kind=gemeinde, county=taunus, postal_codes=("65529", "65510"))


@pytest.fixture
def wiesbaden() -> Authority:
    return make_authority("064140000000", "Wiesbaden", kind=Authority.Kind.INDEPENDENT_CITY)


@pytest.fixture
def hanau() -> tuple[Authority, Authority]:
    """Before and since 2026."""
    kinzig = make_county("064350000000", "Main-Kinzig-Kreis", "MKK")
    new = make_authority(
        "064150000000", "Hanau", kind=Authority.Kind.INDEPENDENT_CITY, valid_from=date(2026, 1, 1), short="HAN"
    )
    old = make_authority(
        "064350014014", "Hanau", county=kinzig, valid_until=date(2025, 12, 31), successor=new, short="HAU"
    )
    return old, new


@pytest.mark.parametrize("key", ("064390008008", "06439008"))
def test_found_by_key(idstein: Authority, key: str, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert find(key) == idstein


def test_a_county_is_found_by_its_five_digits(taunus: Authority) -> None:
    assert find("06439") == taunus


@pytest.mark.parametrize("key", ("", "0643900800", "06439008x", "٠٦٤٣٩٠٠٨", "99999999"))
def test_what_is_no_known_key_finds_nothing(idstein: Authority, key: str) -> None:
    assert find(key) is None


@pytest.mark.parametrize("key", ("064350014014", "06435014", "064150000000", "06415000"))
def test_old_and_new_key_lead_to_the_authority_of_today(hanau: tuple[Authority, Authority], key: str) -> None:
    assert find(key, TODAY) == hanau[1]


def test_before_the_change_the_old_key_is_the_right_one(hanau: tuple[Authority, Authority]) -> None:
    assert find("06435014", date(2025, 12, 31)) == hanau[0]


@pytest.mark.parametrize(
    ("query", "expected"),
    (
        ("65510", ["Idstein", "Waldems"]),
        ("65529", ["Waldems"]),
        ("65510 Waldems", ["Waldems"]),
        ("65510 Wladems", ["Idstein", "Waldems"]),
        ("idstein", ["Idstein"]),
        ("DSTE", ["Idstein"]),
        ("655", ["Idstein", "Waldems"]),
        ("Rheingau-Taunus-Kreis", ["Idstein", "Waldems"]),
        ("im Landkreis Rheingau-Taunus", ["Idstein", "Waldems"]),
        ("Kreis", []),
        ("Stadt Idstein", ["Idstein"]),
        ("die Gemeinde Waldems", ["Waldems"]),
        ("Stadt", []),
        ("Ems Wald", ["Waldems"]),
        ("", []),
        ("   ", []),
        ("%", []),
        ("99999", []),
        ("\0", []),
        ("x" * 10_000, []),
    ),
)
def test_places(idstein: Authority, waldems: Authority, query: str, expected: list[str]) -> None:
    assert [place.name for place in places(query)] == expected


def test_the_whole_name_comes_before_its_beginning_before_a_part() -> None:
    for number, name in enumerate(("Rosbach v. d. Höhe", "Obach", "Bach", "Bachheim", "Ansbach")):
        make_authority(f"0643900{number:05}", name)
    assert [place.name for place in places("bach")] == ["Bach", "Bachheim", "Ansbach", "Obach", "Rosbach v. d. Höhe"]
    assert [place.name for place in places("bach", limit=2)] == ["Bach", "Bachheim"]


@pytest.mark.parametrize("query", ("Rüdesheim am Rhein", "ruedesheim", "RUDESHEIM RHEIN", "rüdesheim a. rhein"))
def test_spellings_find_the_place(query: str) -> None:
    town = make_authority("064390012012", "Rüdesheim am Rhein")
    assert places(query) == [town]


def test_ended_authorities_are_not_offered(hanau: tuple[Authority, Authority]) -> None:
    assert places("hanau", on=TODAY) == [hanau[1]]


@pytest.mark.parametrize("number", (1, 3))
def test_places_take_one_query(number: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    county = make_county()
    for n in range(number):
        make_authority(f"0643900010{n:02}", f"Bach {n}", county=county)
    with django_assert_num_queries(1):
        assert [place.county for place in places("bach")] == [county] * number


def test_a_municipality_does_its_own_work(idstein: Authority) -> None:
    found = responsible(DOG, "municipality", idstein, TODAY)
    assert (found.authority, found.why) == (idstein, "Für Idstein ist die Stadt Idstein selbst zuständig.")


def test_a_county_does_its_work_for_its_municipalities(idstein: Authority, taunus: Authority) -> None:
    found = responsible(DOG, "county", idstein, TODAY)
    assert (found.authority, found.why) == (taunus, "Für Idstein ist der Rheingau-Taunus-Kreis zuständig.")


def test_an_independent_city_does_a_countys_work_too(wiesbaden: Authority) -> None:
    found = responsible(DOG, "county", wiesbaden, TODAY)
    assert (found.authority, found.why) == (wiesbaden, "Wiesbaden ist kreisfrei und deshalb selbst zuständig.")


def test_an_old_key_leads_to_the_successor(hanau: tuple[Authority, Authority]) -> None:
    found = responsible(DOG, "municipality", hanau[0], TODAY)
    assert (found.authority, found.why) == (
        hanau[1],
        "Hanau ist seit dem 1. Januar 2026 eine kreisfreie Stadt. Für Hanau ist die Stadt Hanau selbst zuständig.",
    )


def test_an_agreement_moves_the_work_while_it_is_in_force(idstein: Authority, waldems: Authority) -> None:
    _agree(waldems, idstein, date(2026, 1, 1), date(2026, 12, 31))
    found = responsible(DOG, "municipality", waldems, TODAY)
    assert (found.authority, found.why) == (
        idstein,
        "Die Stadt Idstein erledigt diese Leistung auch für Waldems (Vereinbarung seit 1. Januar 2026).",
    )
    assert [
        responsible(slug, "municipality", waldems, day).authority
        for slug, day in ((DOG, date(2025, 12, 31)), (DOG, date(2027, 1, 1)), ("bewohnerparkausweis", TODAY))
    ] == [waldems, waldems, waldems]


def test_a_county_can_give_its_work_away(idstein: Authority, taunus: Authority, wiesbaden: Authority) -> None:
    _agree(taunus, wiesbaden, date(2026, 1, 1))
    found = responsible(DOG, "county", idstein, TODAY)
    assert (found.authority, found.why) == (
        wiesbaden,
        "Die Stadt Wiesbaden erledigt diese Leistung auch für Idstein (Vereinbarung seit 1. Januar 2026).",
    )


@pytest.mark.parametrize(
    ("pair", "since", "expected"),
    (
        (("Waldems", "Wiesbaden"), date(2026, 6, 1), "delegation_twice"),
        (("Idstein", "Wiesbaden"), date(2026, 6, 1), "delegation_chained"),
        (("Wiesbaden", "Waldems"), date(2026, 6, 1), "delegation_chained"),
        (("Wiesbaden", "Wiesbaden"), date(2026, 6, 1), "delegation_to_itself"),
        (("Waldems", "Wiesbaden"), date(2027, 1, 1), None),
    ),
)
@pytest.mark.usefixtures("wiesbaden")
def test_agreements_do_not_contradict_each_other(
    idstein: Authority, waldems: Authority, pair: tuple[str, str], since: date, expected: str | None
) -> None:
    _agree(waldems, idstein, date(2026, 1, 1), date(2026, 12, 31))
    giver, taker = (Authority.objects.get(name=name) for name in pair)
    assert _refusal(giver, taker, since) == expected


def _refusal(giver: Authority, taker: Authority, since: date) -> str | None:
    try:
        _agree(giver, taker, since)
    except Refused as refused:
        return refused.problems[0].code
    return None


def _agree(giver: Authority, taker: Authority, since: date, until: date | None = None) -> None:
    actions.delegate(
        service_slug=DOG,
        from_authority=giver,
        to_authority=taker,
        valid_from=since,
        valid_until=until,
        reason="Gemeinsames Steueramt",
        actor="Test",
    )
