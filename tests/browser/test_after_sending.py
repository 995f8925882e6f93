"""After sending, in a real browser: request, answer with a file, correction, post, withdrawal; a receipt checked."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from dienstweg.engine.access_code import AccessCode
from tests import cast, factories
from tests.browser.eyes import Blind, Eyes
from tests.browser.test_the_way import Visit, visit
from tests.browser.validity import mistakes
from tests.cast import Cast
from tests.walker import Browser as Walker
from tests.walker import Page, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BACK = FilePayload(name="Rückseite.pdf", mimeType="application/pdf", buffer=b"%PDF-1.4 Rueckseite %%EOF")
STREET = "G06000900101.G60000000086.F60000000243"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR, settings.KEYS_DIR = tmp_path / "files", tmp_path / "keys"


@pytest.fixture
def people(live_server: LiveServer) -> Cast:
    return cast.dog_tax()


def sent(people: Cast) -> tuple[Page, AccessCode, bytes, str]:
    """Receipt, code, the receipt's PDF and the address of the case, of somebody who applied without a real browser."""
    alice = Person(Walker(), cast.alice())
    receipt = alice.finish(alice.browser.open(people.step_url()))
    code = AccessCode(receipt.form_to("/stand/").values["code"])
    reference = receipt.html.partition('class="dw-ref">')[2].partition("<")[0]
    paper = alice.browser.open(receipt.link("/beleg.pdf")).body
    return receipt, code, paper, f"/amt/{cast.IDSTEIN}/vorgang/{reference}/"


def log_in(bob: Visit, people: Cast) -> None:
    bob.open("/amt/")
    bob.page.fill("#id_username", people.bob.get_username())
    bob.page.fill("#id_password", factories.PASSWORD)
    bob.press("Anmelden")


def ask(bob: Visit, case: str) -> None:
    bob.open(case)
    bob.follow("Rückfrage stellen", "ask")
    bob.press("Rückfrage senden", "ask, error", status=422)
    assert bob.focused(".dw-errors")
    bob.page.fill("#nachricht", "Guten Tag,\n\nstimmt die Straße?")
    bob.page.fill("#unterlagen", "Rückseite des Ausweises")
    bob.page.get_by_label("Über Sie", exact=True).check()
    bob.press("Rückfrage senden", "case, asked")


def answer(alice: Visit, code: AccessCode) -> None:
    alice.open("/stand/")
    alice.page.fill("#code", code.text)
    alice.press("Öffnen", "status, asked")
    alice.follow("Unterlagen hochladen", "answer")
    alice.press("Antwort senden", "answer, error", status=422)
    assert alice.focused(".dw-errors")
    alice.page.fill("#nachricht", "Ja, aber sie heißt jetzt anders.")
    alice.page.set_input_files("#dateien", BACK)
    alice.press("Antwort senden", "status, answered")
    assert alice.page.locator(".dw-files .dw-name").all_inner_texts() == ["Rückseite.pdf"]


def correct(alice: Visit) -> None:
    alice.follow("Angaben berichtigen", "correct")
    alice.field(STREET).fill("Drosselweg")
    alice.press("Speichern und weiter", "correct, check")
    assert alice.page.locator("ins").all_inner_texts() == ["Drosselweg"]
    alice.press("Änderungen absenden", "status, corrected")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts allowed", "without scripts"])
def test_from_request_to_correction_and_post(
    browser: Browser, live_server: LiveServer, people: Cast, *, scripts: bool
) -> None:
    eyes = Eyes() if scripts else Blind()
    _, code, paper, case = sent(people)
    with visit(browser, live_server.url, eyes, scripts=scripts) as bob:
        log_in(bob, people)
        ask(bob, case)
        with visit(browser, live_server.url, eyes, scripts=scripts) as alice:
            answer(alice, code)
            correct(alice)
            alice.follow("Anmeldung zurückziehen", "withdraw")
            alice.follow("Nicht zurückziehen")
            alice.follow("Bescheid lieber per Post", "consent")
            alice.press("Bescheid per Post bekommen", "status, by post")
            bob.open(case, "case, corrected")
            bob.press("Rückfrage abschließen", "case, closed")
            bob.follow("Entscheiden")
            bob.page.get_by_label("Steuer festgesetzt (mit Begründung)", exact=True).check()
            bob.page.fill("#gruende", "72 Euro im Jahr.")
            bob.press("Entscheiden und Schreiben bereitstellen", "case, to post")
            bob.open(f"/amt/{cast.IDSTEIN}/eingang/?ansicht=post", "inbox, post")
            alice.open("/stand/vorgang/", "status, post")
            bob.open(case)
            bob.press("Ist per Post verschickt", "case, posted")
            alice.open("/stand/vorgang/", "status, copy")
            proofs(alice, paper)
    assert [title for title in eyes.titles.values() if title.startswith("Fehler: ")] == [
        eyes.titles[kind] for kind in ("ask, error", "answer, error", "proof, error")
    ]
    assert (eyes.found, mistakes(eyes.sent)) == ([], [])


def proofs(alice: Visit, paper: bytes) -> None:
    alice.open("/beleg-pruefen", "proof")
    alice.press("Beleg prüfen", "proof, error", status=422)
    assert alice.focused(".dw-errors")
    alice.page.set_input_files("#datei", FilePayload(name="beleg.pdf", mimeType="application/pdf", buffer=paper))
    alice.press("Beleg prüfen", "proof, true")
    assert alice.page.locator("h1").inner_text() == "Der Beleg ist echt"


def test_withdrawn(browser: Browser, live_server: LiveServer, people: Cast) -> None:
    eyes = Eyes()
    _, code, _, case = sent(people)
    with visit(browser, live_server.url, eyes) as alice, visit(browser, live_server.url, eyes) as bob:
        alice.open("/stand/")
        alice.page.fill("#code", code.text)
        alice.press("Öffnen")
        alice.follow("Anmeldung zurückziehen")
        alice.press("Anmeldung zurückziehen", "status, withdrawn")
        log_in(bob, people)
        bob.open(case, "case, withdrawn")
    assert eyes.titles["status, withdrawn"] == "Ihre Anmeldung ist zurückgezogen – Hundesteuer anmelden – Stadt Idstein"
    assert (eyes.found, mistakes(eyes.sent)) == ([], [])
