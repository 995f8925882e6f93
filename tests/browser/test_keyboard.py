"""A whole application with the keys alone: Tab, letters, arrows, space, Enter. What has the focus can be seen."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from dienstweg.applications.models import Application
from dienstweg.engine.answers import Answers
from tests import cast
from tests.browser.hands import said

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST = 400
"""So many keys are pressed before the test gives up."""
FOCUSED = """() => {
  const one = document.activeElement, style = getComputedStyle(one);
  return {tag: one.tagName, type: one.type || "", name: one.name || "", value: one.value || "", checked: !!one.checked,
    words: one.innerText || "", visible: one === document.body || one.checkVisibility(),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2};
}"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR = tmp_path / "files"
    settings.KEYS_DIR = tmp_path / "keys"


def test_from_the_service_to_the_receipt(browser: Browser, live_server: LiveServer) -> None:
    people = cast.dog_tax()
    context = browser.new_context(locale="de-DE", viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(live_server.url + people.step_url().partition("antrag/")[0])
    Typist(page, cast.alice(cast.dog("Bella"))).work()
    assert page.locator("h1").inner_text() == "Ihre Anmeldung ist eingegangen"
    assert Application.objects.everywhere("a test").count() == 1
    context.close()


class Typist:
    """Goes from one thing to the next by Tab, answers what it knows, and presses the page's main button."""

    def __init__(self, page: Page, answers: Answers) -> None:
        self.page, self.answers = page, answers

    def work(self) -> None:
        """Until the receipt is there."""
        for _ in range(MOST):
            self.page.keyboard.press("Tab")
            at = self.page.evaluate(FOCUSED)
            assert at["tag"] == "BODY" or (at["visible"], at["ring"]) == (True, True), at
            if self._goes_on(at):
                with self.page.expect_event("domcontentloaded"):
                    self.page.keyboard.press("Enter")
                if self.page.locator(".dw-ref").count():
                    return
            else:
                self._answer(at["type"], at["name"], at["value"])
        raise AssertionError(f"no end at {self.page.url}: {self.page.locator('.dw-errors').all_inner_texts()}")

    def _goes_on(self, at: dict[str, str]) -> bool:
        words = at["words"].strip()
        return words in {"Jetzt online anmelden", "Speichern und weiter", "Anmeldung absenden"}

    def _answer(self, kind: str, name: str, value: str) -> None:
        answer = "ja" if name == "erklaerung" else said(self.answers, name)
        if answer is None:
            return
        if kind == "radio":
            self._choose(answer)
        elif kind == "checkbox":
            self.page.keyboard.press("Space")
        elif kind == "select-one":
            self._pick(answer)
        elif value != answer:
            self.page.keyboard.type(answer)

    def _choose(self, answer: str) -> None:
        """Tab lands on the chosen one or the first; the arrows choose the next."""
        self.page.keyboard.press("Space")
        for _ in range(MOST):
            if self.page.evaluate(FOCUSED)["value"] == answer:
                return
            self.page.keyboard.press("ArrowDown")

    def _pick(self, answer: str) -> None:
        for _ in range(MOST):
            if self.page.evaluate(FOCUSED)["value"] == answer:
                return
            self.page.keyboard.press("ArrowDown")
