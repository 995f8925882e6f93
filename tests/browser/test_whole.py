"""A whole application of a service that asks everything: rows in rows, files, choices of one's own, a pause.

Begun on one device, finished on another, with scripts and without; what arrives is what was typed. Then it is taken
back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, ViewportSize
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from dienstweg.applications.models import Application, Draft, Withdrawal
from dienstweg.applications.reading import open_application
from dienstweg.engine import access_code
from dienstweg.engine.answers import Answers
from dienstweg.engine.usage import kept
from tests import cast
from tests.applications.everything import EVERYTHING, FULL
from tests.browser.eyes import Blind, Eyes
from tests.browser.hands import fill
from tests.walker import END, PDF, Person, read

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, DESKTOP = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=900)
FILE = FilePayload(name="Nachweis.pdf", mimeType="application/pdf", buffer=PDF + b"Nachweis" + END)
UPLOAD = 'button[value="hochladen:F50"]'
TYPED: Answers = {name: value for name, value in FULL.items() if name != "F50"} | {"F2": "Erst so. Dann so."}
"""One line where the input has one; the file is picked by hand."""
MOST = 60
"""So many pages come at most."""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR, settings.KEYS_DIR = tmp_path / "files", tmp_path / "keys"


class Hands:
    """Somebody with a whole tree of answers at a real browser."""

    def __init__(self, page: Page, person: Person, eyes: Eyes) -> None:
        self.page, self.person, self.eyes = page, person, eyes

    def work(self, until: str) -> None:
        """One thing after the other until an address ends so."""
        for _ in range(MOST):
            if self.page.url.partition("?")[0].endswith(until):
                return
            self.turn()
        raise AssertionError(f"no end at {self.page.url}: {self.page.locator('.dw-errors').all_inner_texts()}")

    def turn(self) -> None:
        """Fill in what can be seen, hand in the file, add or open a row, or go on."""
        fill(self.page, self.person.answers)
        form = next(form for form in read(self.page.url, self.page.content()).forms if form.method == "post")
        self.person.told |= set(form.asked)
        kind = self.page.url.partition("?")[0].partition("#")[0]
        if kind not in self.eyes.titles:
            self.eyes.look(self.page, kind)
        upload = self.page.locator(UPLOAD)
        if upload.count() and not self.page.locator(".dw-files .dw-name").count():
            self.page.locator("[id=F50]").set_input_files(FILE)
            self.press(UPLOAD)
        else:
            wanted = self.person.wanted(form)
            self.press(f'button[value="{wanted}"]:not([tabindex="-1"])')

    def press(self, css: str) -> None:
        with self.page.expect_event("domcontentloaded"):
            self.page.locator(css).first.click()


@contextmanager
def device(browser: Browser, size: ViewportSize, *, scripts: bool) -> Iterator[Page]:
    """A browser of its own: no cookie of another."""
    context = browser.new_context(
        java_script_enabled=scripts, locale="de-DE", viewport=size, reduced_motion="reduce", has_touch=size == PHONE
    )
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts allowed", "without scripts"])
def test_begun_on_a_phone_sent_from_a_desktop(browser: Browser, live_server: LiveServer, *, scripts: bool) -> None:
    people = cast.stage(EVERYTHING)
    person = Person(None, TYPED)
    eyes = Eyes() if scripts else Blind()
    with device(browser, PHONE, scripts=scripts) as page:
        page.goto(live_server.url + people.step_url())
        Hands(page, person, eyes).work("/seite/weiteres/")
        with page.expect_event("domcontentloaded"):
            page.get_by_role("button", name="Später weitermachen").click()
        code = page.locator(".dw-code").inner_text()
    with device(browser, DESKTOP, scripts=scripts) as page:
        hands = Hands(page, person, eyes)
        page.goto(f"{live_server.url}/stand/")
        page.fill("#code", code)
        hands.press("main form button[type=submit]")
        page.goto(live_server.url + people.step_url("weiteres"))
        hands.work("/pruefen/")
        assert page.locator(".dw-ans dd:nth-of-type(1)", has_text="Tollwut").count() == 1
        page.check("#erklaerung")
        hands.press("main form button[type=submit]")
        assert page.locator("h1").inner_text() == "Ihr Antrag ist eingegangen"
        assert (arrived(code), Draft.objects.count()) == (kept(EVERYTHING.nodes, TYPED), 0)
        withdraw(hands, live_server.url, code)
    assert (eyes.found, len(eyes.titles)) == ([], len(people.service.pages))


def arrived(code: str) -> Answers:
    """What lies sealed, without the file, whose name of its own was made on the way."""
    (application,) = Application.objects.everywhere("a test")
    content = open_application(application, access_code.key_pair(access_code.parse(code))).content
    assert [one.name for one in content.attachments] == ["Nachweis.pdf"]
    return {name: value for name, value in content.answers.items() if name != "F50"}


def withdraw(hands: Hands, base: str, code: str) -> None:
    page = hands.page
    page.goto(f"{base}/stand/")
    page.fill("#code", code)
    hands.press("main form button[type=submit]")
    page.get_by_role("link", name="Antrag zurückziehen", exact=True).first.click()
    page.wait_for_url("**/zurueckziehen/")
    hands.press("main form button[type=submit]")
    assert page.locator("h1").inner_text() == "Ihr Antrag ist zurückgezogen"
    assert Withdrawal.objects.count() == 1
