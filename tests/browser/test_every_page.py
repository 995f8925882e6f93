"""Pages that lie beside the ways other tests take; and the list that says of every route which test looks at it."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from dienstweg.applications import exchange
from dienstweg.applications.models import Application
from dienstweg.applications.written import Written
from dienstweg.catalogue.importing import import_catalogue
from tests import cast, walker
from tests.browser.eyes import Eyes
from tests.browser.test_after_sending import log_in
from tests.browser.test_faults import adopt_anew
from tests.browser.test_the_way import DOGS, Visit, visit
from tests.browser.validity import mistakes
from tests.cast import Cast
from tests.house.test_routes import CASE, ROUTES, SERVICE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

IDENTITY_CARD = "99036020001000"
CORRECTION = "/stand/vorgang/aendern/"
COUNTER = "/amt/<str:ars>/schalter/"
LOOKED_AT = {
    "test_every_page.py": {
        "/suche/",
        "/leistungen/<slug:leika_key>/",
        "/lebenslagen/",
        "/lebenslagen/<slug:slug>/",
        SERVICE + "uebersicht/",
        SERVICE + "neu/",
        SERVICE + "leer/",
        SERVICE + "beleg/",
        COUNTER,
        "/amt/passwort/",
        CORRECTION + "seite/<slug:page>/entfernen/<str:path>/",
    },
    "test_the_way.py": {
        "/",
        "/behoerde/<str:key>/",
        "/dienst/<slug:slug>/",
        "/dienst/<str:key>/<slug:slug>/",
        "/dienst/<str:key>/<slug:slug>/datenschutz/",
        "/behoerde/<str:key>/barriere-melden/",
        "/behoerde/<str:key>/barrierefreiheit/",
        "/behoerde/<str:key>/datenschutz/",
        "/behoerde/<str:key>/impressum/",
        "/barrierefreiheit/",
        "/datenschutz/",
        "/impressum/",
        "/schema",
        "/schema/formular",
        SERVICE + "seite/<slug:page>/",
        SERVICE + "seite/<slug:page>/entfernen/<str:path>/",
        SERVICE + "pruefen/",
        SERVICE + "spaeter/",
        "/stand/",
        "/stand/vorgang/",
        "/amt/anmelden/",
        "/amt/<str:ars>/eingang/",
        CASE,
        CASE + "entscheiden/",
    },
    "test_after_sending.py": {
        "/beleg-pruefen",
        "/stand/vorgang/antworten/",
        "/stand/vorgang/zurueckziehen/",
        "/stand/vorgang/einwilligung/",
        CORRECTION + "pruefen/",
        CORRECTION + "seite/<slug:page>/",
        CASE + "rueckfrage/",
    },
    "test_parts.py": {"/bausteine"},
}
NO_PAGE = {
    *("/links.csv", "/<str:key>/links.csv", "/.well-known/dienstweg-belege.json"),
    *(SERVICE + "beleg.pdf", "/stand/vorgang/beleg.pdf", "/stand/vorgang/alles.zip"),
    *(
        "/stand/vorgang/dokument/<int:number>/",
        CASE + "dokument/<int:number>/",
        CASE + "daten.json",
        CASE + "daten.xml",
    ),
    *(SERVICE, CORRECTION, "/<str:key>/leika/<str:leika_key>", "/stand/schliessen/", "/amt/", "/amt/abmelden/"),
    *(CASE + "rueckfrage/<int:number>/schliessen/", CASE + "dokument/<int:number>/per-post/"),
}
"""Files, and addresses that only lead on."""


class Counting(Eyes):
    """Eyes that know where they looked."""

    def __init__(self) -> None:
        super().__init__()
        self.routes: set[str] = set()

    def look(self, page: Page, kind: str) -> None:
        super().look(page, kind)
        self.routes.add("/" + resolve(urlsplit(page.url).path).route)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR, settings.KEYS_DIR = tmp_path / "files", tmp_path / "keys"


def test_every_route_is_looked_at() -> None:
    listed = [*NO_PAGE, *(route for routes in LOOKED_AT.values() for route in routes)]
    assert sorted(listed) == sorted(ROUTES)


def test_pages_that_no_way_passes(browser: Browser, live_server: LiveServer) -> None:
    people = cast.dog_tax()
    import_catalogue(actor="Test")
    eyes = Counting()
    with visit(browser, live_server.url, eyes) as somebody:
        _catalogue(somebody)
    with visit(browser, live_server.url, eyes) as alice:
        _draft(alice, people)
        _receipt_and_correction(alice, people)
    with visit(browser, live_server.url, eyes) as bob:
        _office(bob, people)
    assert eyes.found == []
    assert mistakes(eyes.sent) == []
    assert eyes.routes == LOOKED_AT["test_every_page.py"]


def _catalogue(somebody: Visit) -> None:
    somebody.open("/suche/?anliegen=Hund&ort=65510", "search, results")
    somebody.open("/suche/?anliegen=Perosnalausweis", "search, mended")
    somebody.open(f"/leistungen/{IDENTITY_CARD}/", "public service")
    somebody.open(f"/leistungen/{IDENTITY_CARD}/?ort=65510", "public service, place")
    somebody.open(f"/leistungen/{IDENTITY_CARD}/?ort=Nirgendwo", "public service, place unknown")
    somebody.open("/lebenslagen/", "life situations")
    for slug in ("kind-und-familie", "geld-und-arbeit"):  # with the longest words
        somebody.open(f"/lebenslagen/{slug}/", slug)


def _draft(alice: Visit, people: Cast) -> None:
    """Two dogs, everything filled in; the cookies come from a browser without a face."""
    person = walker.Person(walker.Browser(), cast.alice(cast.dog("Bella"), cast.dog("Rex")))
    person.to_check(person.browser.open(people.step_url()))
    cookies = person.browser.client.cookies
    alice.page.context.add_cookies(
        [
            {"name": name, "value": one.value, "domain": "localhost", "path": one["path"]}
            for name, one in cookies.items()
        ]
    )
    way = f"{people.service_url}antrag/"
    alice.open(f"{way}leer/", "empty form")
    alice.open(f"{way}uebersicht/", "draft")
    alice.open(f"{way}uebersicht/?beginn", "draft offered")
    alice.open(f"{way}neu/", "begin anew")
    adopt_anew(people, "Wer Sie sind")
    alice.open(f"{way}uebersicht/", "draft after a new release")


def _receipt_and_correction(alice: Visit, people: Cast) -> None:
    alice.open(f"{people.service_url}antrag/pruefen/")
    alice.page.check("#erklaerung")
    alice.press("Anmeldung absenden")
    alice.open(f"{people.service_url}antrag/beleg/", "receipt again")
    alice.press("Zur Statusseite")
    exchange.ask(
        application=Application.objects.everywhere("a test").get(),
        written=Written(text="Stimmt das?", pages=("ihre-hunde",)),
        due_on=timezone.localdate() + timedelta(days=9),
        by=people.bob,
        at=timezone.now(),
    )
    alice.open(f"{CORRECTION}seite/ihre-hunde/entfernen/{DOGS}.1/", "correct, remove row")


def _office(bob: Visit, people: Cast) -> None:
    log_in(bob, people)
    bob.open("/amt/passwort/", "password")
    bob.open(COUNTER.replace("<str:ars>", cast.IDSTEIN), "counter")


@pytest.mark.urls("tests.web.urls")
def test_pages_of_errors(browser: Browser, live_server: LiveServer) -> None:
    eyes = Eyes()
    with visit(browser, live_server.url, eyes) as somebody:
        for path in ("/broken", "/nirgends"):
            somebody.open(path, path)
    assert (eyes.found, mistakes(eyes.sent)) == ([], [])


def test_pages_of_refusals(browser: Browser, live_server: LiveServer, settings: Settings) -> None:
    people, eyes = cast.dog_tax(), Eyes()
    with visit(browser, live_server.url, eyes) as somebody:
        somebody.open("/schema/formular", "wrong method")
        somebody.open(people.step_url())
        settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
        somebody.press("Speichern und weiter", "too much", status=400)
    assert {kind: title.partition(" – ")[0] for kind, title in eyes.titles.items()} == {
        "wrong method": "So lässt sich diese Seite nicht öffnen",
        "too much": "Das konnten wir nicht lesen",
    }
    assert (eyes.found, mistakes(eyes.sent)) == ([], [])
