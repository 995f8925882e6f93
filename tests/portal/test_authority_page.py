"""An authority's page: its own services, and its county's as long as they are few."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from dienstweg.authorities.models import Authority
from dienstweg.engine.service import AuthorityLevel
from dienstweg.portal.views import COUNTY_MOST
from tests import factories
from tests.walker import page_of

pytestmark = pytest.mark.django_db
COUNTY = "064390000000"


@pytest.fixture
def idstein() -> Authority:
    county = factories.make_county(COUNTY)
    return factories.make_authority(county=county)


def _open(authority: Authority, number: int) -> str:
    """A service that is live there, and its address."""
    level: AuthorityLevel = "county" if authority.level == "county" else "municipality"
    service = factories.make_service(f"{level}-{number:02}", title=f"Dienst {number:02}", level=level)
    adoption = factories.make_live_adoption(authority, factories.make_release(service))
    return f"/dienst/{authority.ars}/{adoption.online_service.slug}/"


def _links(idstein: Authority) -> list[str]:
    url = f"/behoerde/{idstein.ars}/"
    links = page_of(url, Client().get(url)).links
    return [link for link in links if link.startswith(("/dienst/", "/behoerde/")) and not link.startswith(url)]


@pytest.mark.parametrize("count", (1, 3))
def test_services_are_listed_by_title(
    idstein: Authority, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert idstein.county is not None
    own = [_open(idstein, number) for number in reversed(range(count))]
    county = [_open(idstein.county, number) for number in reversed(range(count))]
    with django_assert_num_queries(3):
        assert _links(idstein) == [*reversed(own), *reversed(county)]


def test_many_services_of_the_county_stand_on_its_own_page(idstein: Authority) -> None:
    assert idstein.county is not None
    for number in range(COUNTY_MOST):
        _open(idstein.county, number)
    assert len(_links(idstein)) == COUNTY_MOST
    _open(idstein.county, COUNTY_MOST)
    assert _links(idstein) == [f"/behoerde/{COUNTY}/"]
