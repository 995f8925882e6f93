"""The catalogue of parts in a real browser: accessibility, narrow screens, and what CSS alone makes happen."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.urls("tests.web.urls")]


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{live_server.url}/bausteine")
    yield page
    page.close()


def test_axe_finds_nothing(page: Page) -> None:
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        found = Axe().run(page).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []


def test_nothing_scrolls_sideways(page: Page) -> None:
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_styles_pass_the_security_policy(page: Page) -> None:
    colour = page.evaluate("getComputedStyle(document.querySelector('.dw-acts .kern-btn--primary')).backgroundColor")
    assert colour == "rgb(23, 97, 75)"


def test_what_belongs_to_an_answer_appears_with_it(page: Page) -> None:
    assert _seen(page, "c1.az")
    page.check("[id='c1-2']")
    assert not _seen(page, "c1.az")


def test_a_free_entry_appears_with_the_last_option(page: Page) -> None:
    assert not _seen(page, "c5.anderer")
    page.select_option("[id='c5']", "3")
    assert _seen(page, "c5.anderer")


def test_the_summary_has_the_focus_and_leads_to_the_inputs(page: Page) -> None:
    assert page.evaluate("document.activeElement.classList.contains('dw-errors')")
    for place in ("c8.tag", "c6.anderer", "r2", "n4"):
        page.click(f"a[href='#{place}']")
        assert page.evaluate("document.activeElement.id") == place


def _seen(page: Page, id_: str) -> bool:
    return bool(page.evaluate("id => document.getElementById(id).checkVisibility()", id_))
