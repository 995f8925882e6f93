"""A prepared query gives what the query gives, and what is in the database now."""

import pytest
from pytest_django import DjangoAssertNumQueries

from dienstweg.adoptions import actions as adoptions
from dienstweg.adoptions.models import Adoption
from dienstweg.authorities.models import Authority, Member
from dienstweg.authorities.prepared import Prepared
from dienstweg.authorities.scope import Unscoped
from tests import factories

pytestmark = pytest.mark.django_db


def _columns(authority: Authority) -> dict[str, object]:
    return {field.attname: getattr(authority, field.attname) for field in authority._meta.concrete_fields}


def test_it_gives_the_objects_of_the_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    county = factories.make_county()
    for authority in factories.make_authorities(3, county=county):
        authority.refresh_from_db()
    by_ars = Prepared(lambda ars: Authority.objects.filter(ars=ars).select_related("county", "successor"))
    for wanted in Authority.objects.all():
        with django_assert_num_queries(1):
            (found,) = by_ars(ars=wanted.ars)
            assert found.successor is None
            assert (found.county and found.county.name) == (county.name if wanted != county else None)
        assert _columns(found) == _columns(wanted)


def test_columns_left_in_the_database_are_fetched_when_read(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    factories.make_authority("064350014014", "Hanau")
    (found,) = Prepared(lambda ars: Authority.objects.filter(ars=ars).defer("official_name"))(ars="064350014014")
    with django_assert_num_queries(1):
        assert found.official_name == "Stadt Hanau"


def test_nothing_found_is_an_empty_list() -> None:
    assert Prepared(lambda ars: Authority.objects.filter(ars=ars))(ars="06") == []


def test_what_is_filled_in_is_a_value_and_never_part_of_the_query() -> None:
    factories.make_authorities(3)
    assert Prepared(lambda ars: Authority.objects.filter(ars=ars))(ars="' OR ''='") == []


def test_only_texts_can_be_filled_in() -> None:
    with pytest.raises(TypeError, match=r"^only texts can be filled in, not special$"):
        Prepared(lambda special: Authority.objects.filter(special_status=bool(special)))(special="x")


def test_rows_of_authorities_say_whose_they_are() -> None:
    with pytest.raises(Unscoped):
        Prepared(lambda role: Member.objects.get_queryset().filter(role=role))(role="lead")


def test_a_pause_and_new_values_are_seen_at_once() -> None:
    adoption = factories.make_live_adoption()
    place = adoption.authority.ars, adoption.online_service.slug
    Authority.objects.filter(pk=adoption.authority_id).update(phone="06126 1")
    found = Adoption.objects.live(*place)
    assert found is not None
    assert (found.pk, found.authority.phone) == (adoption.pk, "06126 1")
    adoptions.pause(adoption=adoption, actor="Test", reason="Test")
    assert Adoption.objects.live(*place) is None
