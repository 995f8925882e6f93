"""English pages in a real browser: axe finds nothing, nothing scrolls sideways, and a press changes the language."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests import cast
from tests.browser.eyes import Eyes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR = tmp_path / "files"
    settings.KEYS_DIR = tmp_path / "keys"


def test_english_pages_are_accessible(browser: Browser, live_server: LiveServer) -> None:
    people, eyes = cast.dog_tax(), Eyes()
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{live_server.url}/?sprache=en")
    eyes.look(page, "start")
    for kind, path in (
        ("search", "/suche/?anliegen=hund"),
        ("service", people.service_url),
        ("data protection", f"{people.service_url}datenschutz/"),
        ("code", "/stand/"),
        ("step", people.step_url()),
    ):
        page.goto(live_server.url + path)
        eyes.look(page, kind)
    name = page.locator("#formular input[type=text]").first
    name.fill("Ada")
    page.get_by_role("button", name="Deutsch").click()
    assert (page.locator("html").get_attribute("lang"), name.input_value()) == ("de", "Ada")
    name.fill("Ada Maria")
    name.press("Enter")
    assert page.locator("html").get_attribute("lang") == "de"
    context.close()
    assert eyes.found == []
