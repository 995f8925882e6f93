"""The way in a real browser, from a postal code to the notice: with scripts allowed and without, by mouse and keyboard,
every kind of page looked at on a phone and on a desktop.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, Response
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from dienstweg.authorities.describing import describe
from dienstweg.authorities.models import Authority
from dienstweg.engine.answers import Answers, put
from tests import cast, factories
from tests.browser.eyes import Blind, Eyes
from tests.browser.hands import fill
from tests.browser.validity import mistakes
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REDIRECTS = frozenset({301, 302})
DOGS = "G06000900103"
PAPERS = "F06000900125"
CONTRACT = FilePayload(name="Abgabevertrag.pdf", mimeType="application/pdf", buffer=b"%PDF-1.4 Abgabevertrag %%EOF")
LETTER = FilePayload(name="Brief.docx", mimeType="application/octet-stream", buffer=b"PK\x03\x04 Brief")
SOURCE = cast.SERVICES / cast.DOG_TAX / "schema.xml"

TITLES = {
    "start": "Dienstweg – Online-Dienste in Hessen",
    "search, several places": "Hund – Suche – Dienstweg",
    "search": "Hund – Suche – Dienstweg",
    "service": "Hundesteuer anmelden – Stadt Idstein",
    "step": "Über Sie – Schritt 1 von 5 – Hundesteuer anmelden – Stadt Idstein",
    "step, errors": "Fehler: Über Sie – Schritt 1 von 5 – Hundesteuer anmelden – Stadt Idstein",
    "row open": "Ihre Hunde – Schritt 2 von 5 – Hundesteuer anmelden – Stadt Idstein",
    "later": "Später weitermachen – Hundesteuer anmelden – Stadt Idstein",
    "rows": "Ihre Hunde – Schritt 2 von 5 – Hundesteuer anmelden – Stadt Idstein",
    "rows, errors": "Fehler: Ihre Hunde – Schritt 2 von 5 – Hundesteuer anmelden – Stadt Idstein",
    "remove row": "Hund 2: Rex entfernen – Hundesteuer anmelden – Stadt Idstein",
    "file refused": "Fehler: Ermäßigung und Nachweise – Schritt 3 von 5 – Hundesteuer anmelden – Stadt Idstein",
    "file there": "Ermäßigung und Nachweise – Schritt 3 von 5 – Hundesteuer anmelden – Stadt Idstein",
    "check": "Angaben prüfen – Schritt 5 von 5 – Hundesteuer anmelden – Stadt Idstein",
    "check, error": "Fehler: Angaben prüfen – Schritt 5 von 5 – Hundesteuer anmelden – Stadt Idstein",
    "receipt": "Eingangsbestätigung – Hundesteuer anmelden – Stadt Idstein",
    "status, code asked": "Entwurf oder Vorgang öffnen – Dienstweg",
    "status, wrong code": "Fehler: Entwurf oder Vorgang öffnen – Dienstweg",
    "status": "Stand – Hundesteuer anmelden – Stadt Idstein",
    "log in": "Anmelden – Arbeitsplatz – Dienstweg",
    "log in, error": "Fehler: Anmelden – Arbeitsplatz – Dienstweg",
    "inbox": "Eingang – Stadt Idstein",
    "case": "{reference} – Hundesteuer anmelden – Stadt Idstein",
    "decide": "Entscheiden – {reference} – Hundesteuer anmelden – Stadt Idstein",
    "decide, error": "Fehler: Entscheiden – {reference} – Hundesteuer anmelden – Stadt Idstein",
    "decide, preview": "Entscheiden – {reference} – Hundesteuer anmelden – Stadt Idstein",
    "case, decided": "{reference} – Hundesteuer anmelden – Stadt Idstein",
    "inbox, done": "Eingang – Stadt Idstein",
    "status, answer": "Die Antwort ist da – Hundesteuer anmelden – Stadt Idstein",
}
"""What the way shows, in order: ``[Fehler: ]Seite – Schritt n von m – Leistung – Behörde``."""

CORNERS = {
    "search, nothing": "Wolkenschieber – Suche – Dienstweg",
    "place": "Ort wählen – Hundesteuer anmelden – Dienstweg",
    "place, several": "Ort wählen – Hundesteuer anmelden – Dienstweg",
    "place, unknown": "Ort wählen – Hundesteuer anmelden – Dienstweg",
    "authority": "Online-Dienste – Stadt Idstein",
    "not online": "Hundesteuer anmelden – Gemeinde Hünstetten",
    "privacy": "Datenschutz – Dienstweg",
    "accessibility": "Erklärung zur Barrierefreiheit – Dienstweg",
    "imprint": "Impressum – Dienstweg",
    "data protection": "Was geschieht mit Ihren Daten? – Hundesteuer anmelden – Stadt Idstein",
    "authority, privacy": "Datenschutz – Stadt Idstein",
    "authority, accessibility": "Erklärung zur Barrierefreiheit – Stadt Idstein",
    "authority, imprint": "Impressum – Stadt Idstein",
    "barrier": "Barriere melden – Stadt Idstein",
    "barrier, errors": "Fehler: Barriere melden – Stadt Idstein",
    "barrier, sent": "Barriere melden – Stadt Idstein",
    "nowhere": "Diese Seite gibt es nicht – Dienstweg",
    "no cookie": "Die Seite war zu lange offen – Dienstweg",
    "inbox, empty": "Eingang – Stadt Taunusstein",
    "inbox, nothing done": "Eingang – Stadt Taunusstein",
    "schema": "Ihr Datenschema – Dienstweg",
    "schema, no file": "Fehler: Ihr Datenschema – Dienstweg",
    "schema, broken": "Fehler: Ihr Datenschema – Dienstweg",
    "schema, result": "Hundesteuer anmelden – Ihr Datenschema",
    "trial": "Halterin oder Halter – Schritt 1 von 8 – Hundesteuer anmelden – Ihr Datenschema",
    "trial, errors": "Fehler: Halterin oder Halter – Schritt 1 von 8 – Hundesteuer anmelden – Ihr Datenschema",
    "trial, end": "Ende der Vorschau – Hundesteuer anmelden – Ihr Datenschema",
}


@dataclass
class Visit:
    """Somebody at a browser: a page, eyes that look at it, the answers in mind."""

    page: Page
    eyes: Eyes
    base: str
    answers: Answers
    answer: Response | None = None
    """The page that came last."""

    def __post_init__(self) -> None:
        self.page.on("response", lambda answer: self._receive(answer))  # noqa: PLW0108 - Playwright marks the function

    def _receive(self, answer: Response) -> None:
        if _is_page(answer) and answer.status not in REDIRECTS:
            self.answer = answer

    def open(self, path: str, kind: str = "") -> None:
        self.page.goto(self.base + path)
        self.look(kind)

    def press(self, words: str | re.Pattern[str], kind: str = "", *, status: int = 200) -> None:
        """Press the button that sends a form, and look at what comes."""
        self.send(self.page.get_by_role("button", name=words, exact=True).first, kind, status=status)

    def send(self, button: Locator, kind: str = "", *, status: int = 200, key: str = "") -> None:
        """Press a button, or a key in a field, and wait for the page that answers."""
        with self.page.expect_event("domcontentloaded"), self.page.expect_response(_is_page) as answer:
            if key:
                button.press(key)
            else:
                button.click()
        if status != 200:
            assert answer.value.status == status
        self.look(kind)

    def follow(self, words: str | re.Pattern[str], kind: str = "") -> None:
        with self.page.expect_event("domcontentloaded"):
            self.page.get_by_role("link", name=words, exact=True).first.click()
        self.look(kind)

    def look(self, kind: str) -> None:
        self.page.wait_for_load_state()
        if kind:
            self.eyes.sent[kind] = self.answer.text() if self.answer else ""
            self.eyes.look(self.page, kind)

    def fill(self) -> None:
        fill(self.page, self.answers)

    def field(self, path: str) -> Locator:
        return self.page.locator(f'[id="{path}"]')

    def focused(self, css: str) -> bool:
        return bool(self.page.evaluate("css => document.activeElement.matches(css)", css))


def _is_page(response: Response) -> bool:
    """A page that the browser goes to, not one that a script asks for."""
    return response.headers.get("content-type", "").startswith("text/html") and response.request.is_navigation_request()


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR = tmp_path / "files"
    settings.KEYS_DIR = tmp_path / "keys"


@pytest.fixture
def people(live_server: LiveServer) -> Cast:
    """The cast; a third municipality, without the service, shares Idstein's postal code."""
    people = cast.dog_tax()
    factories.make_authority("064390007007", "Hünstetten", kind=Authority.Kind.MUNICIPALITY, postal_codes=("65510",))
    return people


@contextmanager
def visit(browser: Browser, base: str, eyes: Eyes, *, scripts: bool = True) -> Iterator[Visit]:
    """A browser of one's own: no cookie of anybody else."""
    context = browser.new_context(
        java_script_enabled=scripts,
        locale="de-DE",
        reduced_motion="reduce",
        viewport={"width": 390, "height": 844},
    )
    context.set_default_timeout(20_000)
    yield Visit(context.new_page(), eyes, base, cast.alice(cast.dog("Bella"), cast.dog("Rex")))
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts allowed", "without scripts"])
def test_from_postal_code_to_notice(browser: Browser, live_server: LiveServer, people: Cast, *, scripts: bool) -> None:
    eyes = Eyes() if scripts else Blind()
    base = live_server.url
    with visit(browser, base, eyes, scripts=scripts) as alice:
        _find(alice)
        _first_page_with_errors(alice)
        _two_dogs(alice)
        _one_file(alice)
        reference, code = _send(alice)
    with visit(browser, base, eyes, scripts=scripts) as alice:
        _open_with_code(alice, code)
        with visit(browser, base, eyes, scripts=scripts) as bob:
            _decide(bob, reference, people.bob.get_username())
        _read_the_answer(alice)
    assert eyes.found == []
    assert eyes.titles == {kind: title.format(reference=reference) for kind, title in TITLES.items()}
    assert mistakes(eyes.sent) == []


def _find(alice: Visit) -> None:
    """Two towns share the postal code: one must be chosen."""
    alice.open("/", "start")
    alice.page.fill("#anliegen", "Hund")
    alice.page.fill("#ort", "65510")
    alice.press("Suchen", "search, several places")
    assert alice.page.locator("main ul a").all_inner_texts() == ["Gemeinde Hünstetten", "Stadt Idstein"]
    alice.follow("Stadt Idstein", "search")
    alice.follow("Hundesteuer anmelden", "service")
    alice.follow("Jetzt online anmelden", "step")


def _first_page_with_errors(alice: Visit) -> None:
    """Enter in a field saves and goes on, as the big button does; the summary has the focus and leads to the field."""
    name = "G06000900101.F60000000227"
    alice.send(alice.field(name), "step, errors", status=422, key="Enter")
    assert alice.focused(".dw-errors")
    alice.page.click(f'.dw-errors a[href="#{name}"]')
    assert alice.focused(f'[id="{name}"]')
    label = alice.page.locator(f'label[for="{name}"]').bounding_box()
    assert label is not None
    assert label["y"] > 0
    alice.fill()
    alice.press("Speichern und weiter", "row open")


def _two_dogs(alice: Visit) -> None:
    """A rest on the way; a second dog is added, found wanting, removed again."""
    first, second = f"{DOGS}.0.F06000900101", f"{DOGS}.1.F06000900101"
    alice.fill()
    alice.press("Später weitermachen", "later")
    alice.follow("Weiter ausfüllen")
    assert alice.page.url.endswith("/seite/ermaessigung/")
    alice.press("Zurück zu „Ihre Hunde“")
    alice.press("Hund hinzufügen", "rows")
    assert alice.page.url.endswith(f"#{DOGS}")
    alice.field(second).fill("Rex")
    alice.send(alice.field(second), "rows, errors", status=422, key="Enter")
    assert alice.focused(".dw-errors")
    alice.follow(re.compile("Entfernen.*Hund 2: Rex"), "remove row")
    alice.press("Hund 2: Rex entfernen")
    assert alice.page.locator(f'[id="{DOGS}"] h2').all_inner_texts() == ["Hund 1: Bella"]
    alice.press(re.compile("Ändern.*Hund 1: Bella"))
    assert alice.field(first).input_value() == "Bella"
    alice.send(alice.field(first), key="Enter")
    assert alice.page.url.endswith("/seite/ermaessigung/")


def _one_file(alice: Visit) -> None:
    """One of two inputs holds a file; the other travels empty in the same form."""
    alice.fill()
    assert alice.page.locator("input[type=file]").count() == 2
    upload = alice.page.locator(f'button[value="hochladen:{PAPERS}"]')
    alice.field(PAPERS).set_input_files(LETTER)
    alice.send(upload, "file refused", status=422)
    assert alice.focused(".dw-errors")
    alice.field(PAPERS).set_input_files(CONTRACT)
    alice.send(upload, "file there")
    assert alice.page.locator(".dw-files .dw-name").all_inner_texts() == ["Abgabevertrag.pdf"]
    alice.press("Speichern und weiter")
    alice.fill()
    alice.press("Speichern und weiter", "check")


def _send(alice: Visit) -> tuple[str, str]:
    """Declare and send; reference and code stand at the top of the receipt, also on a phone."""
    alice.press("Anmeldung absenden", "check, error", status=422)
    assert alice.focused(".dw-errors")
    alice.page.check("#einwilligung")
    alice.page.check("#erklaerung")
    alice.press("Anmeldung absenden", "receipt")
    code = alice.page.locator(".dw-code")
    place = code.bounding_box()
    assert place is not None
    assert place["y"] < 844
    paper = alice.page.request.get(alice.base + str(alice.page.get_by_role("link", name="PDF").get_attribute("href")))
    assert (paper.headers["content-type"], paper.body()[:5]) == ("application/pdf", b"%PDF-")
    return alice.page.locator(".dw-ref").inner_text(), code.inner_text()


def _open_with_code(alice: Visit, code: str) -> None:
    alice.open("/stand/", "status, code asked")
    alice.page.fill("#code", code[:-1] + ("0" if code[-1] != "0" else "1"))
    alice.press("Öffnen", "status, wrong code", status=422)
    assert alice.focused(".dw-errors")
    alice.page.fill("#code", code.lower().replace("-", " "))
    alice.press("Öffnen", "status")


def _decide(bob: Visit, reference: str, name: str) -> None:
    bob.open("/amt/", "log in")
    bob.page.fill("#id_username", name)
    bob.page.fill("#id_password", "falsch")
    bob.press("Anmelden", "log in, error")
    bob.page.fill("#id_username", name)
    bob.page.fill("#id_password", factories.PASSWORD)
    bob.press("Anmelden", "inbox")
    bob.follow(reference, "case")
    bob.follow("Entscheiden", "decide")
    bob.press("Entscheiden und Schreiben bereitstellen", "decide, error", status=422)
    assert bob.focused(".dw-errors")
    bob.page.get_by_label("Steuer festgesetzt (mit Begründung)", exact=True).check()
    bob.page.fill("#gruende", "72 Euro im Jahr.\n\nSie beginnt im Juni.")
    bob.press("Vorschau anzeigen", "decide, preview")
    assert bob.page.locator(".dw-own p").all_inner_texts() == ["72 Euro im Jahr.", "Sie beginnt im Juni."]
    bob.press("Entscheiden und Schreiben bereitstellen", "case, decided")
    bob.follow("Zurück zum Eingang")
    bob.follow("Erledigt 1", "inbox, done")


def _read_the_answer(alice: Visit) -> None:
    alice.open("/stand/vorgang/", "status, answer")
    form = alice.page.locator(".dw-panel form")
    token = form.locator("[name=csrfmiddlewaretoken]").input_value()
    notice = alice.page.request.post(
        alice.base + str(form.get_attribute("action")), form={"csrfmiddlewaretoken": token}
    )
    assert (notice.headers["content-type"], notice.body()[:5]) == ("application/pdf", b"%PDF-")
    alice.press("Statusseite schließen")
    alice.open("/stand/vorgang/")
    assert alice.page.url == f"{alice.base}/stand/"


def test_pages_beside_the_way(browser: Browser, live_server: LiveServer, people: Cast) -> None:
    eyes = Eyes()
    idstein = Authority.objects.get(ars=cast.IDSTEIN)
    describe(authority=idstein, values={"email": "amt@example.org", "accent": "#8a1f3d"}, actor="Test")
    with visit(browser, live_server.url, eyes) as somebody:
        _portal(somebody)
        _schema(somebody)
    with visit(browser, live_server.url, eyes) as chris:
        chris.open("/amt/")
        chris.page.fill("#id_username", people.chris.get_username())
        chris.page.fill("#id_password", factories.PASSWORD)
        chris.press("Anmelden", "inbox, empty")
        chris.follow("Erledigt 0", "inbox, nothing done")
    assert eyes.found == []
    assert eyes.titles == CORNERS
    assert mistakes(eyes.sent) == []


def _portal(somebody: Visit) -> None:
    somebody.open("/suche/?anliegen=Wolkenschieber&ort=Nirgendwo", "search, nothing")
    somebody.open(f"/dienst/{cast.DOG_TAX}/", "place")
    somebody.page.fill("#ort", "65510")
    somebody.press("Zuständige Stelle finden", "place, several")
    somebody.page.fill("#ort", "Nirgendwo")
    somebody.press("Zuständige Stelle finden", "place, unknown")
    somebody.open(f"/behoerde/{cast.IDSTEIN}/", "authority")
    somebody.open(f"/dienst/064390007007/{cast.DOG_TAX}/", "not online")
    for path, kind in (("datenschutz", "privacy"), ("barrierefreiheit", "accessibility"), ("impressum", "imprint")):
        somebody.open(f"/{path}/", kind)
        somebody.open(f"/behoerde/{cast.IDSTEIN}/{path}/", f"authority, {kind}")
    somebody.open(f"/dienst/{cast.IDSTEIN}/{cast.DOG_TAX}/datenschutz/", "data protection")
    somebody.open(f"/behoerde/{cast.IDSTEIN}/barriere-melden/", "barrier")
    somebody.press("Meldung abschicken", "barrier, errors", status=422)
    somebody.page.fill("#barriere", "Das Datum lässt sich nicht vorlesen.")
    somebody.press("Meldung abschicken", "barrier, sent")
    somebody.open("/gibt-es-nicht", "nowhere")
    somebody.open("/stand/")
    somebody.page.context.clear_cookies()
    somebody.press("Öffnen", "no cookie", status=403)


def _schema(somebody: Visit) -> None:
    """A standards file becomes a form that can be tried to its end."""
    source = SOURCE.read_bytes()
    somebody.open("/schema", "schema")
    somebody.press("Formular ansehen", "schema, no file", status=422)
    for data, kind, status in ((source[:3000], "schema, broken", 422), (source, "schema, result", 200)):
        file = FilePayload(name="schema.xml", mimeType="text/xml", buffer=data)
        somebody.page.set_input_files("#datei", file)
        somebody.press("Formular ansehen", kind, status=status)
    somebody.press("Formular ausprobieren", "trial")
    somebody.press("Weiter", "trial, errors", status=422)
    somebody.answers = put(somebody.answers, DOGS, [cast.dog("Bella")])
    for _ in range(8):
        if somebody.page.locator("h1").inner_text() == "Ende der Vorschau":
            break
        somebody.fill()
        somebody.press("Weiter")
    somebody.page.click("summary")
    somebody.look("trial, end")
