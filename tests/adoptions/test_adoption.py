"""Adoption: prepared, ready, live; what is missing is named, and every step is in the authority's record."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries, Settings

from dienstweg.adoptions import actions
from dienstweg.adoptions.actions import Adopted
from dienstweg.adoptions.models import Adoption
from dienstweg.authorities.models import Authority
from dienstweg.authorities.scope import Unscoped
from dienstweg.catalogue.actions import withdraw
from dienstweg.catalogue.models import Release
from dienstweg.engine.info import Info
from dienstweg.engine.problems import Refused
from dienstweg.engine.service import Parameter
from dienstweg.record.actions import verify
from dienstweg.record.models import Entry
from tests.factories import (
    make_adoption,
    make_authorities,
    make_authority,
    make_county,
    make_live_adoption,
    make_member,
    make_release,
    make_service,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 12, 10, 0, tzinfo=UTC)
LATER = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
ZONES = Parameter(name="zonen", kind="list", label="Parkzonen", required=True)
FEE = Parameter(name="gebuehr", kind="money", label="Gebühr")


def _parking(*more: Parameter, title: str = "Bewohnerparkausweis") -> Release:
    info = Info(cost="{gebuehr} im Jahr") if FEE in more else Info()
    return make_release(make_service("bewohnerparkausweis", title=title, parameters=(ZONES, *more), info=info))


def _codes(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(problem.code, problem.where) for problem in refused.value.problems]


def _verbs(authority: Authority) -> list[str]:
    assert verify(authority.chain) == ()
    return [entry.verb for entry in Entry.objects.of(authority.chain)]


def test_a_service_without_local_values_is_ready_at_once() -> None:
    adoption = actions.adopt(authority=make_authority(), release=make_release(), actor="Test", at=AT)
    assert (adoption.state, adoption.adopted_at, adoption.ready_at, adoption.live_at) == ("ready", AT, AT, None)
    assert _verbs(adoption.authority) == ["adopted"]


def test_a_service_with_mandatory_values_is_ready_when_they_are_set() -> None:
    adoption = actions.adopt(authority=make_authority(), release=_parking(), actor="Test", at=AT)
    assert (adoption.state, adoption.ready_at) == ("prepared", None)
    adoption = actions.set_parameters(adoption=adoption, values={"zonen": "A = Altstadt"}, actor="Test", at=LATER)
    assert (adoption.state, adoption.ready_at, adoption.values) == ("ready", LATER, {"zonen": "A = Altstadt"})
    adoption = actions.set_parameters(adoption=adoption, values={"zonen": ""}, actor="Test", at=LATER)
    assert (adoption.state, adoption.ready_at, adoption.values) == ("prepared", None, {})
    assert _verbs(adoption.authority) == ["adopted", "parameters_set", "parameters_set"]


def test_values_are_kept_in_one_canonical_text() -> None:
    adoption = make_adoption(None, _parking(FEE), zonen="A = Ältere", gebuehr="30.00")
    assert adoption.parameters == '{"gebuehr":"30.00","zonen":"A = Ältere"}'
    actions.set_parameters(adoption=adoption, values={"gebuehr": ""}, actor="Test")
    assert Adoption.objects.for_authority(adoption.authority).get().parameters == '{"zonen":"A = Ältere"}'


@pytest.mark.parametrize(
    ("values", "expected"),
    (
        ({"zonen": "Altstadt"}, [("bad_parameter", "zonen")]),
        ({"zonen": "A = Altstadt", "gebuehr": "dreißig"}, [("bad_parameter", "gebuehr")]),
        ({"zone": "A = Altstadt"}, [("unknown_parameter", "zone")]),
        ({"zone": ""}, [("unknown_parameter", "zone")]),
    ),
)
def test_a_faulty_value_is_refused_and_nothing_is_stored(
    values: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    adoption = make_adoption(None, _parking(FEE), zonen="B = Bahnhof")
    with pytest.raises(Refused) as refused:
        actions.set_parameters(adoption=adoption, values=values, actor="Test")
    assert _codes(refused) == expected
    assert Adoption.objects.for_authority(adoption.authority).get().values == {"zonen": "B = Bahnhof"}


def test_people_see_the_authoritys_own_values() -> None:
    release = _parking(FEE)
    first = make_adoption(make_authority(), release, zonen="A = Altstadt", gebuehr="30.00")
    second = make_adoption(make_authority("064390015015", "Waldems"), release, zonen="B = Bahnhof")
    assert [adoption.offered().info.cost for adoption in (first, second)] == ["30,00 € im Jahr", ""]
    assert [adoption.offered().code_lists["param:zonen"].entries[0].label for adoption in (first, second)] == [
        "Altstadt",
        "Bahnhof",
    ]
    assert first.offered() is first.offered()


def test_live_needs_values_address_and_a_person_of_the_authority() -> None:
    adoption = actions.adopt(authority=make_authority(), release=_parking(), actor="Test")
    stranger = make_member(make_authority("064390015015", "Waldems"))
    with pytest.raises(Refused) as refused:
        actions.go_live(adoption=adoption, member=stranger)
    assert _codes(refused) == [
        ("missing_parameter", "zonen"),
        ("not_a_member", "Idstein"),
        ("address_not_tested", "Idstein"),
    ]
    assert Adoption.objects.for_authority(adoption.authority).get().live_at is None


def test_live_names_the_person() -> None:
    adoption = make_live_adoption()
    assert (adoption.state, adoption.live_by, adoption.address) == ("live", "Frieda Amt", "amt@example.org")
    assert _verbs(adoption.authority) == ["adopted", "address_set", "address_tested", "member_added", "went_live"]


def test_the_code_comes_by_mail_and_counts_for_this_address_only() -> None:
    adoption = make_adoption()
    actions.send_address_test(adoption=adoption, address="amt@example.org", actor="Test")
    actions.send_address_test(adoption=adoption, address="steuer@example.org", actor="Test")
    old, new = (message.subject.rpartition(" ")[2] for message in mail.outbox)
    assert [message.to for message in mail.outbox] == [["amt@example.org"], ["steuer@example.org"]]
    for wrong in (old, "", "00000000", new + "0"):
        with pytest.raises(Refused) as refused:
            actions.confirm_address(adoption=adoption, code=wrong, actor="Test")
        assert _codes(refused) == [("wrong_code", "Code")]
    adoption = actions.confirm_address(adoption=adoption, code=f" {new[:4]} {new[4:]} ", actor="Test", at=AT)
    assert (adoption.address, adoption.address_tested_at) == ("steuer@example.org", AT)


def test_another_address_must_be_tested_again() -> None:
    adoption = make_live_adoption()
    adoption = actions.send_address_test(adoption=adoption, address="neu@example.org", actor="Test")
    assert (adoption.address_tested_at, adoption.state) == (None, "live")


@pytest.mark.parametrize("address", ("", "amt", "amt@example.org\nBcc: alle@example.org"))
def test_what_is_no_address_is_refused(address: str) -> None:
    adoption = make_adoption()
    with pytest.raises(Refused) as refused:
        actions.send_address_test(adoption=adoption, address=address, actor="Test")
    assert (_codes(refused), mail.outbox) == ([("bad_address", "E-Mail-Adresse")], [])


def test_a_mail_server_that_is_away_is_no_error_page(settings: Settings) -> None:
    adoption = make_adoption()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(Refused) as refused:
        actions.send_address_test(adoption=adoption, address="amt@example.org", actor="Test")
    assert _codes(refused) == [("mail_not_sent", "E-Mail-Adresse")]


def test_a_live_service_cannot_lose_a_mandatory_value() -> None:
    adoption = make_live_adoption(None, _parking(), zonen="A = Altstadt")
    with pytest.raises(Refused) as refused:
        actions.set_parameters(adoption=adoption, values={"zonen": ""}, actor="Test")
    assert _codes(refused) == [("missing_parameter", "zonen")]


def test_the_database_knows_that_live_is_ready_and_named() -> None:
    adoption = make_adoption()
    rows = Adoption.objects.for_authority(adoption.authority)
    for columns in ({"live_at": AT}, {"live_at": AT, "live_by": "Frieda Amt", "ready_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**columns)


def test_paused_and_left_services_are_not_offered() -> None:
    adoption = make_live_adoption()
    ars, slug = adoption.authority.ars, adoption.online_service.slug
    assert Adoption.objects.live(ars, slug) == adoption
    actions.pause(adoption=adoption, actor="Frieda Amt", reason="Umzug")
    assert Adoption.objects.live(ars, slug) is None
    member = adoption.authority.members.for_authority(adoption.authority).get()
    assert actions.go_live(adoption=adoption, member=member).state == "live"
    actions.leave(adoption=adoption, actor="Frieda Amt", reason="Eigene Lösung")
    assert Adoption.objects.live(ars, slug) is None
    with pytest.raises(Refused) as refused:
        actions.go_live(adoption=adoption, member=member)
    assert _codes(refused) == [("adoption_left", "Idstein")]
    again = actions.adopt(authority=adoption.authority, release=adoption.release, actor="Test")
    assert (again.pk != adoption.pk, again.state) == (True, "ready")


def test_adopting_a_later_release_keeps_the_values_that_still_apply() -> None:
    old = make_live_adoption(None, _parking(FEE), zonen="A = Altstadt", gebuehr="30.00")
    new = actions.adopt(authority=old.authority, release=_parking(title="Parkausweis"), actor="Test")
    assert (new.pk, new.release.number, new.values, new.state) == (old.pk, 2, {"zonen": "A = Altstadt"}, "live")


def test_a_live_service_does_not_move_to_a_release_that_asks_for_more() -> None:
    old = make_live_adoption(None, make_release(make_service("bewohnerparkausweis")))
    with pytest.raises(Refused) as refused:
        actions.adopt(authority=old.authority, release=_parking(), actor="Test")
    assert _codes(refused) == [("missing_parameter", "zonen")]
    assert Adoption.objects.for_authority(old.authority).get().release_id == old.release_id


def test_adopting_the_same_release_again_changes_nothing() -> None:
    first = make_adoption()
    assert make_adoption(first.authority, first.release) == first
    assert _verbs(first.authority) == ["adopted"]


def test_a_withdrawn_release_is_not_taken_up() -> None:
    release = make_release()
    withdraw(release=release, actor="Test", reason="Fehler")
    with pytest.raises(Refused) as refused:
        make_adoption(None, release)
    assert _codes(refused) == [("release_withdrawn", "hundesteuer-anmelden")]


def test_a_service_belongs_to_its_level() -> None:
    county_service, town_service = make_release(make_service("jagdschein", level="county")), make_release()
    county, town = make_county(), make_authority()
    city = make_authority("064140000000", "Wiesbaden", kind=Authority.Kind.INDEPENDENT_CITY)
    for authority, release in ((town, county_service), (county, town_service)):
        with pytest.raises(Refused) as refused:
            make_adoption(authority, release)
        assert _codes(refused) == [("wrong_level", authority.name)]
    assert [make_adoption(city, release).state for release in (county_service, town_service)] == ["ready", "ready"]


def test_everywhere_means_every_authority_of_the_level() -> None:
    county = make_county()
    towns = make_authorities(3, county=county)
    city = make_authority("064140000000", "Wiesbaden", kind=Authority.Kind.INDEPENDENT_CITY)
    make_adoption(towns[0])
    assert actions.adopt_all(release=make_release(), level="municipality", actor="Test") == Adopted(3, 0, 1)
    hunting = make_release(make_service("jagdschein", level="county"))
    assert actions.adopt_all(release=hunting, level="county", actor="Test") == Adopted(2, 0, 0)
    rows = Adoption.objects.everywhere("the test looks at all").filter(release=hunting)
    assert {adoption.authority for adoption in rows.select_related("authority")} == {county, city}
    assert [_verbs(town) for town in (*towns, city)] == [["adopted"]] * 3 + [["adopted", "adopted"]]


def test_everywhere_moves_those_that_can() -> None:
    first, second, third = make_authorities(3)
    old = make_release(make_service("bewohnerparkausweis"))
    make_live_adoption(first, old)
    make_adoption(second, old)
    new = _parking()
    assert actions.adopt_all(release=new, level="municipality", actor="Test") == Adopted(1, 1, 1)
    rows = Adoption.objects.everywhere("the test looks at all")
    assert {adoption.authority_id: (adoption.release_id, adoption.state) for adoption in rows} == {
        first.pk: (old.pk, "live"),
        second.pk: (new.pk, "prepared"),
        third.pk: (new.pk, "prepared"),
    }


@pytest.mark.parametrize("number", (1, 3))
def test_everywhere_takes_the_same_number_of_queries(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_authorities(number)
    release = make_release()
    with django_assert_num_queries(9):  # two savepoints (4), three reads, two writes
        actions.adopt_all(release=release, level="municipality", actor="Test")


def test_all_go_live_only_in_a_demonstration(settings: Settings) -> None:
    first, second = make_authorities(2)
    release = _parking()
    make_adoption(first, release, zonen="A = Altstadt")
    make_adoption(second, release)
    with pytest.raises(Refused) as refused:
        actions.go_live_demo(release=release)
    assert _codes(refused) == [("not_a_demo", "Freischalten")]
    settings.DEMO = True
    assert actions.go_live_demo(release=release, at=AT) == 1
    assert [Adoption.objects.for_authority(town).get().state for town in (first, second)] == ["live", "prepared"]
    assert _verbs(first) == ["adopted", "parameters_set", "went_live"]
    assert actions.go_live_demo(release=release) == 0


def test_what_is_live_takes_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    adoption = make_live_adoption()
    adoption.offered()
    with django_assert_num_queries(1):
        found = Adoption.objects.live(adoption.authority.ars, adoption.online_service.slug)
        assert found is not None
        assert (found.authority.name, found.offered().slug) == ("Idstein", "hundesteuer-anmelden")


@pytest.mark.parametrize("number", (1, 3))
def test_what_an_authority_offers_takes_one_query(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    town = make_authority()
    titles = [f"Leistung {n}" for n in range(number)]
    for title in titles:
        make_live_adoption(town, make_release(make_service(title.lower().replace(" ", "-"), title=title))).offered()
    with django_assert_num_queries(1):
        found = Adoption.objects.live_for(town)
        assert [(adoption.online_service.title, adoption.offered().title) for adoption in found] == [
            (title, title) for title in titles
        ]


def test_an_authority_that_has_ended_offers_nothing() -> None:
    adoption = make_live_adoption()
    Authority.objects.update(valid_until=date(2020, 12, 31))
    assert Adoption.objects.live(adoption.authority.ars, adoption.online_service.slug) is None


def test_another_town_sees_nothing_of_it() -> None:
    adoption = make_live_adoption()
    elsewhere = make_authority("064390015015", "Waldems")
    assert list(Adoption.objects.for_authority(elsewhere)) == []
    assert list(Adoption.objects.live_for(elsewhere)) == []
    assert Adoption.objects.live(elsewhere.ars, adoption.online_service.slug) is None
    with pytest.raises(Unscoped):
        Adoption.objects.get(pk=adoption.pk)
