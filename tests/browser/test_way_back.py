"""Choices made by mistake are taken back in a real browser in which no script runs."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Locator, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from dienstweg.engine.service import CodeList, Either, Entry, Group, Question, Service
from tests import cast, factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHORT = CodeList("urn:farbe", "1", (Entry("r", "Rot"), Entry("g", "Grün")))
LONG = CodeList("urn:land", "1", tuple(Entry(f"{n}", f"Land {n}") for n in range(9)))
OPEN = CodeList("urn:rasse", "1", (Entry("d", "Dackel"),), complete=False)
SAID = ["Ja", "Grün", "Land 4", "Waldhund", "Ein Verein", "Hundefreunde"]


def service() -> Service:
    person = Group(
        id="G5",
        path="G5",
        label="Eine Person",
        min=0,
        children=(Question(id="F6", path="G5.F6", kind="text", label="Name"),),
    )
    nodes = (
        Question(id="F1", path="F1", kind="bool", label="Kastriert?", min=0),
        Question(id="F2", path="F2", kind="choice", label="Farbe", min=0, code_list="farbe"),
        Question(id="F3", path="F3", kind="choice", label="Land", min=0, code_list="land"),
        Question(id="F4", path="F4", kind="choice", label="Rasse", min=0, code_list="rasse"),
        Either(
            path="?G5",
            label="Wer zahlt?",
            options=(person, Question(id="F7", path="F7", kind="text", label="Ein Verein", min=0)),
            required=False,
        ),
    )
    made = factories.make_service("wahl", nodes=nodes)
    return replace(made, code_lists={"farbe": SHORT, "land": LONG, "rasse": OPEN})


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR = tmp_path / "files"
    settings.KEYS_DIR = tmp_path / "keys"


def question(page: Page, words: str) -> Locator:
    return page.get_by_role("group", name=words)


def answers(page: Page) -> list[str]:
    return page.locator(".dw-ans > div > dd:nth-of-type(1)").all_inner_texts()


def test_every_choice_can_be_taken_back(browser: Browser, live_server: LiveServer) -> None:
    people = cast.stage(service())
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(live_server.url + people.step_url())
    question(page, "Kastriert?").get_by_label("Ja").check()
    question(page, "Farbe").get_by_label("Grün").check()
    page.get_by_label("Land").select_option("Land 4")
    question(page, "Rasse").get_by_label("Anderer Wert").check()
    page.locator("[id='F4.anderer']").fill("Waldhund")
    question(page, "Wer zahlt?").get_by_label("Ein Verein").first.check()
    page.locator("[id=F7]").fill("Hundefreunde")
    page.get_by_role("button", name="Speichern und weiter").click()
    assert answers(page) == SAID

    page.goto(live_server.url + people.step_url())
    for words in ("Kastriert?", "Farbe", "Rasse", "Wer zahlt?"):
        question(page, words).get_by_label("Keine Angabe").check()
    page.get_by_label("Land").select_option("Keine Angabe")
    assert not page.locator("[id=F7]").is_visible()
    page.get_by_role("button", name="Speichern und weiter").click()
    assert answers(page) == ["nicht angegeben"] * 5

    page.goto(live_server.url + people.step_url())
    assert page.locator("input:checked").count() == 0
    page.context.close()
