"""How much travels to a phone until the first page of a service stands there, and from where."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Response
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests import cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WITHOUT_FONTS, WITH_FONTS, SCRIPTS = 60_000, 110_000, 15_000
"""Bytes of a page with everything it brings, compressed as the server sends it (gzip); fonts are compressed already."""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR = tmp_path / "files"
    settings.KEYS_DIR = tmp_path / "keys"


@pytest.mark.parametrize("kind", ["page of the service", "first page of questions"])
def test_a_first_page_is_light(
    browser: Browser, live_server: LiveServer, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    people = cast.dog_tax()
    step = people.step_url()
    answers: list[Response] = []
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - Playwright marks the function
    page.goto(live_server.url + (step if kind.startswith("first") else step.partition("antrag/")[0]))
    page.wait_for_load_state("networkidle")
    weights = dict(_weights(answers))
    context.close()
    fonts = sum(size for path, size in weights.items() if path.endswith(".woff2"))
    scripts = sum(size for path, size in weights.items() if path.endswith(".js"))
    whole = sum(weights.values())
    with capsys.disabled():
        print(f"\n  {kind}: {whole - fonts:,} bytes, with fonts {whole:,}, scripts {scripts:,}")  # noqa: T201 - the figures are wanted on every run
    assert {urlsplit(answer.url).netloc for answer in answers} == {urlsplit(live_server.url).netloc}
    assert (whole - fonts <= WITHOUT_FONTS, whole <= WITH_FONTS, scripts <= SCRIPTS) == (True, True, True)


def _weights(answers: list[Response]) -> Iterator[tuple[str, int]]:
    for answer in answers:
        path, body = urlsplit(answer.url).path, answer.body()
        yield path, len(body) if path.endswith(".woff2") else len(gzip.compress(body))
