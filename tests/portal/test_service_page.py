"""The page of a service: what it tells, where it leads, and that its addresses last."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from msgspec.structs import replace

from dienstweg.authorities import actions as authorities
from dienstweg.authorities.models import Authority
from dienstweg.catalogue import actions as catalogue
from dienstweg.catalogue.models import OzgBundle, PublicService
from dienstweg.engine import overlay, xdf
from dienstweg.engine.compiler import compile_service
from dienstweg.engine.info import Info
from dienstweg.engine.service import Service
from dienstweg.portal.general import general_url
from tests import factories
from tests.walker import page_of

pytestmark = pytest.mark.django_db
COUNTY = "064390000000"
IDSTEIN = "064390008008"


@pytest.fixture
def idstein() -> Authority:
    return factories.make_authority(IDSTEIN, county=factories.make_county(COUNTY), postal_codes=("65510",))


def _text(url: str) -> str:
    response = Client().get(url)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def _service(slug: str = "fischen", /, **values: object) -> Service:
    return replace(factories.make_service(slug, title=slug.capitalize()), **values)


def _offer(authority: Authority, **values: object) -> str:
    factories.make_live_adoption(authority, factories.make_release(_service("fischen", **values)))
    return f"/dienst/{authority.ars}/fischen/"


def test_what_is_not_known_is_left_out(idstein: Authority) -> None:
    text = _text(_offer(idstein))
    known = [name for name in ("Kosten", "Antwort", "Bis wann?", "Für wen gilt das?", "Öffnungszeiten") if name in text]
    assert known == []


def test_what_is_known_is_told(idstein: Authority) -> None:
    info = Info(
        audience="Für alle.", deadline="Bis Mai.", cost="12 Euro", rates=(("Erste", "5 Euro"),), legal="Auf § 1."
    )
    text = _text(_offer(idstein, info=info))
    assert [part in text for part in ("Für alle.", "Bis Mai.", "12 Euro", "5 Euro", "Auf § 1.")] == [True] * 5


def test_a_county_service_is_told_why_from_a_towns_address(idstein: Authority) -> None:
    assert idstein.county is not None
    _offer(idstein.county, level="county")
    response = Client().get(f"/dienst/{IDSTEIN}/fischen/")
    assert response["Location"] == f"/dienst/{COUNTY}/fischen/?gemeinde={IDSTEIN}"
    assert "Für Idstein ist der Rheingau-Taunus-Kreis zuständig." in _text(response["Location"])


def test_a_place_of_another_county_is_not_believed(idstein: Authority) -> None:
    assert idstein.county is not None
    other = factories.make_authority(
        "064310002002", "Bensheim", county=factories.make_county("064310000000", "Bergstraße", "LBE")
    )
    url = _offer(idstein.county, level="county")
    assert "Bensheim" not in _text(f"{url}?gemeinde={other.ars}")


def test_what_towns_do_is_not_asked_of_their_county(idstein: Authority) -> None:
    url = _offer(idstein)
    page = page_of("/", Client().get(f"/dienst/{COUNTY}/fischen/"))
    assert [link for link in page.links if link.startswith("/dienst/") and "?sprache=" not in link] == [url]


def test_a_service_of_both_levels_is_the_towns_and_the_countys(idstein: Authority) -> None:
    assert idstein.county is not None
    release = factories.make_release(_service(level="both"))
    for authority in (idstein, idstein.county):
        factories.make_live_adoption(authority, release)
        assert authority.official_name in _text(f"/dienst/{authority.ars}/fischen/")


def test_a_place_typed_leads_there_or_asks(idstein: Authority) -> None:
    url = _offer(idstein)
    waldems = factories.make_authority("064390015015", "Waldems", county=idstein.county, postal_codes=("65510",))
    client = Client()
    assert client.get("/dienst/fischen/?ort=Idstein")["Location"] == url
    asked = page_of("/", client.get("/dienst/fischen/?ort=65510"))
    assert [link for link in asked.links if link.startswith("/dienst/06")] == [url, f"/dienst/{waldems.ars}/fischen/"]
    assert "Meinten Sie einen dieser Orte?" in _text("/dienst/fischen/?ort=Idstien")


def test_a_service_that_is_not_live_says_what_to_do(idstein: Authority) -> None:
    factories.make_release(_service())
    authorities_text = _text(f"/dienst/{IDSTEIN}/fischen/")
    assert "bietet diesen Dienst noch nicht online an" in authorities_text


def test_a_renamed_service_keeps_adoptions_agreements_and_addresses(idstein: Authority) -> None:
    _offer(idstein)
    neighbour = factories.make_authority("064390015015", "Waldems", county=idstein.county)
    authorities.delegate(
        service_slug="fischen",
        from_authority=neighbour,
        to_authority=idstein,
        valid_from=date(2025, 1, 1),
        reason="Vereinbarung",
        actor="Test",
    )
    catalogue.publish(service=_service("angeln", former_slugs=("fischen",)), actor="Test")
    client = Client()
    assert client.get(f"/dienst/{IDSTEIN}/fischen/")["Location"] == f"/dienst/{IDSTEIN}/angeln/"
    assert client.get("/dienst/fischen/")["Location"] == "/dienst/angeln/"
    assert (
        client.get(f"/dienst/{neighbour.ars}/fischen/")["Location"]
        == f"/dienst/{IDSTEIN}/angeln/?gemeinde={neighbour.ars}"
    )
    old_step = f"/dienst/{IDSTEIN}/fischen/antrag/"
    assert client.get(old_step)["Location"] == f"/dienst/{IDSTEIN}/angeln/antrag/"
    links = page_of("/", client.get(f"/dienst/{IDSTEIN}/angeln/")).links
    assert [link for link in links if "/antrag/" in link] == [
        f"/dienst/{IDSTEIN}/angeln/antrag/seite/angaben/?beginn",
        f"/dienst/{IDSTEIN}/angeln/antrag/leer/",
    ]


def test_official_keys_alone_lead_to_the_service(idstein: Authority) -> None:
    url = _offer(idstein, leika_key="99102013104000")
    client = Client()
    assert client.get(f"/{IDSTEIN}/leika/99102013104000")["Location"] == url
    assert client.get("/06439008/leika/99102013104000")["Location"] == url
    assert client.get(f"/{IDSTEIN}/leika/00000000000000").status_code in (302, 404)


@pytest.mark.parametrize("path", ("/links.csv", f"/{IDSTEIN}/links.csv"))
def test_links_are_listed(idstein: Authority, path: str) -> None:
    url = _offer(idstein, leika_key="99102013104000")
    lines = Client().get(path).content.decode().splitlines()
    assert lines[0] == "ars,authority,leika_key,service,url,since"
    assert [line.rsplit(",", 1)[0] for line in lines[1:]] == [
        f"{IDSTEIN},Stadt Idstein,99102013104000,Fischen,http://127.0.0.1:8000{url}"
    ]


def _general_application(authority: Authority) -> None:
    folder = Path(__file__).parents[2] / "services" / "allgemeiner-antrag"
    schema, words = (folder / name for name in ("schema.xml", "service.yaml"))
    service = compile_service(xdf.read(schema.read_bytes()).schema, overlay=overlay.read(words.read_bytes()))
    factories.make_live_adoption(authority, factories.make_release(service))


def test_the_general_application_opens_with_the_subject_where_it_is_offered(idstein: Authority) -> None:
    assert general_url(idstein, "Fischen") == ""
    _general_application(idstein)
    first = Client().get(general_url(idstein, "Fischereischein verlängern"), follow=True)
    form = page_of("/", first).forms[0]
    assert form.values["G06000900401.F06000900401"] == "Fischereischein verlängern"
    assert general_url(idstein, "x" * 201) == f"/dienst/{IDSTEIN}/allgemeiner-antrag/antrag/"


@pytest.mark.parametrize("allowed", (True, False))
def test_the_general_application_is_offered_only_where_an_editor_allows_it(idstein: Authority, allowed: bool) -> None:
    _general_application(idstein)
    bundle = OzgBundle.objects.create(ozg_id="10001", name="Fischerei", topic_area="", life_situation="")
    key = "99102013104000"
    PublicService.objects.create(leika_key=key, name="Fischen", bundle=bundle, general_application=allowed)
    factories.make_release(_service(leika_key=key))
    links = page_of("/", Client().get(f"/dienst/{IDSTEIN}/fischen/")).links
    assert (f"/dienst/{IDSTEIN}/allgemeiner-antrag/antrag/?betreff=Fischen" in links) == allowed


@pytest.mark.parametrize("allowed", (True, False))
def test_the_page_of_the_catalogue_offers_it_as_well(idstein: Authority, allowed: bool) -> None:
    _general_application(idstein)
    bundle = OzgBundle.objects.create(
        ozg_id="10001", name="Fischerei", topic_area="", life_situation="", office=OzgBundle.Office.MUNICIPALITY
    )
    key = "99102013104000"
    PublicService.objects.create(leika_key=key, name="Fischen", bundle=bundle, general_application=allowed)
    asked, told = (page_of("/", Client().get(f"/leistungen/{key}/{ending}")).links for ending in ("", "?ort=Idstein"))
    offer = f"/dienst/{IDSTEIN}/allgemeiner-antrag/antrag/?betreff=Fischen"
    assert (offer in asked, offer in told) == (False, allowed)
