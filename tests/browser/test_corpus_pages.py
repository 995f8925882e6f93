"""Every page of real schemas, as an invented person has filled it in: accessible, and HTML without a mistake."""

from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils.timezone import localdate
from playwright.sync_api import Browser, BrowserContext, ViewportSize
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from dienstweg.engine.invent import invent
from tests import cast, walker
from tests.browser.eyes import RULES, RUN
from tests.browser.validity import mistakes
from tests.journeys.test_corpus import code_lists

pytestmark = [pytest.mark.browser, pytest.mark.heavy, pytest.mark.django_db(transaction=True)]

NARROW = ViewportSize(width=320, height=844)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR = tmp_path / "files"
    settings.KEYS_DIR = tmp_path / "keys"


def test_pages_of_a_real_schema(browser: Browser, live_server: LiveServer, corpus_file: Path, corpus: Path) -> None:
    source = corpus_file.read_bytes()
    people = cast.stage(cast.foreign_service(source, code_lists(corpus)), source)
    person = walker.Person(walker.Browser(), invent(people.service, Random(corpus_file.stem), today=localdate()))
    start = people.step_url().partition("antrag/")[0]
    person.browser.open(start)
    person.to_check(person.browser.open(people.step_url()))
    sent = {f"{number} {page.url}": page.html for number, page in enumerate(person.browser.pages)}
    context = browser.new_context(viewport=NARROW, locale="de-DE", reduced_motion="reduce")
    found = disturbing(context, live_server.url, person)
    context.close()
    assert found == []
    assert mistakes(sent) == []


def disturbing(context: BrowserContext, base: str, person: walker.Person) -> list[str]:
    """What axe finds on each page that the person was on, opened once more with all answers there."""
    cookies = person.browser.client.cookies
    context.add_cookies([{"name": name, "value": cookie.value, "url": base} for name, cookie in cookies.items()])
    page = context.new_page()
    found: list[str] = []
    for path in dict.fromkeys(urlsplit(seen.url).path for seen in person.browser.pages):
        page.goto(base + path)
        page.evaluate(Axe().axe_script)
        found += [f"{path}: {said}" for said in page.evaluate(RUN, RULES)]
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            found.append(f"{path}: scrolls sideways")
    return found
