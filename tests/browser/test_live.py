"""Rules at work on a page that is being filled in: at once with the script, on "Weiter" without it. Nothing that was
typed is lost.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from dienstweg.applications.models import Draft
from tests import cast
from tests.applications import ruled
from tests.applications.ruled import COLOUR, MOTOR, PHOTO, PLATE, REASON, RIDES, SEATS, VEHICLE, WAY
from tests.browser.eyes import Eyes
from tests.walker import PICTURES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PICTURE = FilePayload(name="Rad.png", mimeType="image/png", buffer=PICTURES["image/png"])
BICYCLE, CAR = f"[id='{WAY}']", f"[id='{WAY}-2']"


@pytest.fixture
def address(live_server: LiveServer, tmp_path: Path, settings: Settings) -> str:
    """The first page of a service full of rules."""
    settings.FILES_DIR = tmp_path / "files"
    settings.KEYS_DIR = tmp_path / "keys"
    return live_server.url + cast.stage(ruled.commuting()).step_url("weg")


@contextmanager
def opened(browser: Browser, address: str, *, scripts: bool = True) -> Iterator[Page]:
    context = browser.new_context(
        java_script_enabled=scripts, locale="de-DE", viewport={"width": 390, "height": 500}, reduced_motion="reduce"
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def field(page: Page, path: str) -> Locator:
    return page.locator(f"[id='{path}']")


def weiter(page: Page, words: str = "Speichern und weiter") -> None:
    with page.expect_event("domcontentloaded"):
        page.get_by_role("button", name=words, exact=True).last.click()


def test_a_question_comes_and_goes_with_the_answer(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.check(BICYCLE)
        expect(field(page, COLOUR)).to_be_visible()
        expect(page.locator("#fragen-neu")).to_have_text("2 neue Fragen, die erste: Farbe des Fahrrads.")
        page.check(f"[id='{MOTOR}']")
        expect(field(page, PLATE)).to_be_visible()
        expect(page.locator("#fragen-neu")).to_have_text("Neue Frage: Kennzeichen.")
        page.check(CAR)
        expect(field(page, COLOUR)).to_have_count(0)
        expect(page.locator("#fragen-neu")).to_have_text("3 Fragen sind weggefallen.")
        assert Draft.objects.count() == 0


def test_what_was_typed_and_chosen_stays(browser: Browser, address: str) -> None:
    """Half a word with the caret in it, a file, and what stood in a question that was away for a while."""
    with opened(browser, address) as page:
        field(page, PHOTO).set_input_files(PICTURE)
        page.check(BICYCLE)
        field(page, COLOUR).fill("rot")
        page.check(f"[id='{MOTOR}']")
        field(page, PLATE).fill("X 1")
        page.check(CAR)
        field(page, REASON).focus()
        page.keyboard.type("Fruh")
        page.keyboard.press("ArrowLeft")
        expect(field(page, COLOUR)).to_have_count(0)
        assert page.evaluate("[document.activeElement.id, document.activeElement.selectionStart]") == [REASON, 3]
        page.keyboard.type("üü")
        page.check(BICYCLE)
        expect(field(page, PLATE)).to_have_value("X 1")
        expect(field(page, COLOUR)).to_have_value("rot")
        expect(field(page, REASON)).to_have_value("Fruüüh")
        assert page.evaluate("id => document.getElementById(id).files[0].name", PHOTO) == "Rad.png"
        weiter(page)
        assert page.url.endswith("/seite/ort/")
        page.go_back()
        assert page.locator(".dw-files .dw-name").all_inner_texts() == ["Rad.png"]


def test_the_page_stays_where_the_eyes_are(browser: Browser, address: str) -> None:
    """Something comes above the input that is in use."""
    with opened(browser, address) as page:
        page.check(BICYCLE)
        expect(field(page, COLOUR)).to_be_visible()
        page.check(CAR)
        reason = field(page, REASON)
        reason.focus()
        page.evaluate("id => document.getElementById(id).scrollIntoView({block: 'center'})", REASON)
        before = reason.bounding_box()
        page.evaluate("id => document.getElementById(id).click()", WAY)
        expect(field(page, COLOUR)).to_have_count(1)
        after = reason.bounding_box()
        assert before is not None
        assert after is not None
        assert abs(before["y"] - after["y"]) <= 1
        assert page.evaluate("document.activeElement.id") == REASON


def test_the_last_of_quick_changes_counts(browser: Browser, address: str) -> None:
    """Arrow keys run through radio buttons; one question is asked of the server, not one for each key."""
    with opened(browser, address) as page:
        looks: list[str] = []
        page.on("request", lambda request: looks.append(request.url) if request.method == "POST" else None)
        page.focus(BICYCLE)
        page.keyboard.press("Space")
        for _ in range(4):
            page.keyboard.press("ArrowDown")
        expect(field(page, COLOUR)).to_be_visible()
        assert (len(looks), page.evaluate("document.activeElement.id")) == (1, WAY)


def test_without_a_network_the_page_goes_on(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        told: list[str] = []
        page.on("pageerror", lambda error: told.append(str(error)))
        page.context.set_offline(True)
        with page.expect_event("requestfailed"):
            page.check(BICYCLE)
        field(page, REASON).fill("Früh.")
        page.context.set_offline(False)
        weiter(page)
        assert (page.url.rpartition("?")[2], told) == (f"neu={COLOUR}#{COLOUR}", [])
        expect(field(page, REASON)).to_have_value("Früh.")


def test_errors_stay_told_until_they_are_mended(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.check(BICYCLE)
        expect(field(page, COLOUR)).to_be_visible()
        weiter(page)
        summary = page.locator(".dw-errors li")
        expect(summary).to_have_count(2)
        page.check(f"[id='{MOTOR}']")
        expect(page.locator("[id$='-fehler']")).to_have_count(1)
        page.check(CAR)
        expect(page.locator("[id$='-fehler']")).to_have_count(0)
        expect(page.locator(".dw-errors")).to_have_count(0)


def test_a_rule_of_a_row_sees_its_own_row(browser: Browser, address: str) -> None:
    with opened(browser, address.replace("/weg/", "/fahrten/")) as page:
        weiter(page, "Dienstfahrt hinzufügen")
        page.check(f"[id='{RIDES}.0.{VEHICLE}-2']")
        field(page, f"{RIDES}.0.{SEATS}").fill("4")
        weiter(page, "Dienstfahrt hinzufügen")
        page.check(f"[id='{RIDES}.1.{VEHICLE}']")
        expect(page.locator("#fragen-neu")).to_have_text("")
        page.check(f"[id='{RIDES}.1.{VEHICLE}-2']")
        expect(field(page, f"{RIDES}.1.{SEATS}")).to_be_visible()
        assert page.locator(".dw-group").count() == 2


def test_without_scripts_the_question_comes_with_weiter(browser: Browser, address: str) -> None:
    with opened(browser, address, scripts=False) as page:
        page.check(BICYCLE)
        weiter(page)
        assert page.locator("[role=status] h2").all_inner_texts() == ["Aus Ihren Angaben ergeben sich weitere Fragen"]
        field(page, COLOUR).fill("rot")
        page.check(f"[id='{MOTOR}-2']")
        weiter(page)
        assert page.url.endswith("/seite/ort/")


@pytest.mark.parametrize("scripts", [True, False], ids=["with the script", "without scripts"])
def test_the_running_form_of_a_schema(browser: Browser, live_server: LiveServer, *, scripts: bool) -> None:
    with opened(browser, f"{live_server.url}/schema", scripts=scripts) as page:
        file = FilePayload(name="weg.xml", mimeType="text/xml", buffer=ruled.commuting_file())
        page.set_input_files("#datei", file)
        weiter(page, "Formular ansehen")
        weiter(page, "Formular ausprobieren")
        page.check(BICYCLE)
        if not scripts:
            weiter(page, "Weiter")
        field(page, COLOUR).fill("rot")
        page.check(f"[id='{MOTOR}-2']")
        weiter(page, "Weiter")
        assert page.locator("h1").inner_text() == "Dienstfahrt"


def test_the_page_looks_right_with_what_has_come(browser: Browser, address: str) -> None:
    """The security policy lets axe in: it comes with the browser, not with the page."""
    eyes = Eyes()
    with opened(browser, address) as page:
        page.check(BICYCLE)
        page.check(f"[id='{MOTOR}']")
        field(page, PLATE).fill("X 1")
        eyes.look(page, "live")
    assert eyes.found == []
    assert eyes.titles == {"live": "Ihr Weg – Schritt 1 von 4 – Arbeitsweg melden – Stadt Idstein"}
