"""A form in another language: asked in it, kept in it, sent in German, with the language on record."""

import msgspec
import pytest
from django.test import Client
from msgspec.structs import replace

from dienstweg.applications.models import Application
from dienstweg.applications.reading import open_application
from dienstweg.authorities.keystore import KeyStore
from dienstweg.engine import content
from dienstweg.engine import service as engine
from dienstweg.engine.content import Content
from tests import factories
from tests.web.sheets import parse

NAME = engine.Question(id="F1", path="F1", kind="text", label="Name")
KIND = engine.Question(id="F2", path="F2", kind="choice", label="Art", code_list="art")
LIST = engine.CodeList("art", "1", (engine.Entry("1", "Dackel"), engine.Entry("2", "Pudel")))
WORDS = {
    "title": "Register a dog",
    "pages.angaben.title": "About it",
    "F1#label": "First name",
    "lists.art#1": "Dachshund",
}


def bilingual() -> engine.Service:
    """A service of which all but one question is in English."""
    german = replace(factories.make_service(nodes=(NAME, KIND)), code_lists={"art": LIST})
    return replace(german, format=engine.TRANSLATED, translations={"en": WORDS})


@pytest.fixture
def step() -> str:
    """The address of the page of a live service."""
    adoption = factories.make_live_adoption(release=factories.make_release(bilingual()))
    return f"/dienst/{adoption.authority.ars}/hundesteuer-anmelden/antrag/seite/angaben/"


@pytest.mark.django_db
def test_a_page_is_asked_in_the_language_and_marks_what_is_german(step: str) -> None:
    page = parse(Client().get(f"{step}?sprache=en").content)
    assert page.xpath("//h1//text()") == ["About it"]
    assert page.xpath("//label[@for='F1']/text()") == ["First name"]
    assert page.xpath("//form//*[@lang='de']/text()") == ["Art", "Pudel"]
    assert page.xpath("//h1/following-sibling::p/text()") == ["Some texts on this page are only available in German."]
    german = parse(Client().get(step).content)
    assert german.xpath("//form//*[@lang]") == []
    assert german.xpath("//h1/following-sibling::p/text()") == []


@pytest.mark.django_db
def test_a_service_that_has_no_such_language_stays_german_and_says_so(step: str) -> None:
    page = parse(Client().get(f"{step}?sprache=de-simple").content)
    assert page.xpath("//h1//text()") == ["Angaben"]
    assert page.xpath("//nav[@class='dw-tongues']//li/button/text()") == ["Deutsch", "English"]


@pytest.mark.django_db
def test_what_is_wrong_is_said_in_the_language(step: str) -> None:
    browser = Client()
    browser.get(f"{step}?sprache=en")
    response = browser.post(step, {"F1": "", "F2": "", "aktion": "weiter"})
    page = parse(response.content)
    assert response.status_code == 422
    assert page.xpath("//h2[@id='fehler']/text()") == ["Please check 2 answers"]
    assert page.xpath("//a[starts-with(@href, '#F')]/text()") == ["Enter “First name”.", "Select “Art”."]


@pytest.mark.django_db
def test_a_draft_goes_on_in_its_language_where_none_was_chosen(step: str) -> None:
    first, second = Client(), Client()
    first.get(f"{step}?sprache=en")
    first.post(step, {"F1": "Rex", "F2": "", "aktion": "weiter"})
    second.cookies["antrag"] = first.cookies["antrag"].value
    assert second.get(step).headers["Content-Language"] == "en"
    assert second.get(f"{step}?sprache=de").headers["Content-Language"] == "de"
    assert second.get(step).headers["Content-Language"] == "de"


@pytest.mark.django_db
def test_what_is_sealed_is_the_same_and_names_the_language(step: str) -> None:
    sealed = []
    for language in ("en", "de"):
        browser = Client()
        browser.get(f"{step}?sprache={language}")
        browser.post(step, {"F1": "Rex", "F2": "1", "aktion": "weiter"})
        check = step.replace("seite/angaben/", "pruefen/")
        shown = parse(browser.get(check).content).xpath("//main//input[@name='stand']/@value")[0]
        browser.post(check, {"erklaerung": "ja", "stand": shown})
    for application in Application.objects.everywhere("a test").order_by("pk"):
        authority = application.authority
        office = KeyStore.from_settings().private(authority.ars, authority.public_key().kid)
        opened = open_application(application, office)
        sealed.append((opened.content.language, opened.content.answers, opened.service.title))
    answers = {"F1": "Rex", "F2": "1"}
    assert sealed == [("en", answers, "Hundesteuer anmelden"), ("de", answers, "Hundesteuer anmelden")]


def test_what_was_sealed_before_languages_is_german() -> None:
    now = Content(
        nonce="00" * 16,
        service_digest="d",
        schema_id="S1",
        schema_version=None,
        authority="064390000000",
        reference="MU-1",
        received_at="2026-05-12T10:00:00+00:00",
        answers={},
        parameters={},
    )
    before = {name: value for name, value in msgspec.to_builtins(now).items() if name != "language"} | {"format": 1}
    assert content.read(msgspec.json.encode(before)) == now
