"""The pictures in docs/pictures, made anew: ``make pictures`` starts a demonstration of its own and walks through it.

Each main page at 390 and 1280 px, cut off below :data:`LONGEST`, as WebP of at most :data:`MOST` bytes. Only our own
services and the people of their examples are on them.
"""

import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import msgspec
from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, FloatRect, Page, sync_playwright

from dienstweg.engine.answers import Answers
from tests.browser.conftest import CHROMIUM
from tests.browser.hands import fill

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "docs" / "pictures"
SERVICE = ROOT / "services" / "hundesteuer-anmelden"
TOWN = "064390015015"
OFFICE = "taunusstein@example.org"
PASSWORD = "dienstweg-demo"
PORT = 8799
WIDTHS = (390, 1280)
LONGEST = 1700
"""Pixels: what lies below is more of the same."""
MOST = 60_000
"""Bytes of a picture."""
COLOURS = (128, 64, 32)
"""Few colours without loss keep letters sharp and files small."""
PATIENCE = 120
"""Seconds until the demonstration must answer."""


def main() -> None:
    """Make all pictures."""
    TARGET.mkdir(exist_ok=True)
    with _demonstration() as base, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        citizen, clerk = (chromium.new_context(locale="de-DE", reduced_motion="reduce") for _ in range(2))
        reference = _apply(citizen.new_page(), base)
        _work(clerk.new_page(), base, reference)
        _examine(citizen.new_page(), base)
        chromium.close()


@contextmanager
def _demonstration() -> Iterator[str]:
    base = f"http://127.0.0.1:{PORT}"
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "dienstweg", "demo", "--port", str(PORT)]
        server = subprocess.Popen(command, env=os.environ | {"DIENSTWEG_HOME": home}, cwd=ROOT)
        try:
            _wait(base)
            yield base
        finally:
            server.terminate()
            server.wait()


def _wait(base: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            urlopen(base).close()  # noqa: S310 - on this machine
        except URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.5)
        else:
            return


def _apply(page: Page, base: str) -> str:
    """From the start to the status page; returns the reference number."""
    page.goto(base)
    _keep(page, "start")
    page.fill("#anliegen", "Hund anmelden")
    page.fill("#ort", "Taunusstein")
    _press(page, "Suchen")
    _keep(page, "search")
    page.goto(f"{base}/dienst/{TOWN}/hundesteuer-anmelden/")
    _keep(page, "service")
    page.goto(f"{base}/dienst/{TOWN}/hundesteuer-anmelden/datenschutz/")
    _keep(page, "data-protection")
    page.goto(f"{base}/dienst/{TOWN}/hundesteuer-anmelden/antrag/?beginn")
    _keep(page, "step")
    _press(page, "Speichern und weiter")
    _keep(page, "errors")
    answers = _answers()
    for _ in range(4):
        fill(page, answers)
        if page.locator("input[type=file]:visible").count() and page.url.endswith("/ermaessigung/"):
            page.locator("input[type=file]:visible").last.set_input_files(_photograph())
            _press(page, "Datei hochladen")
            _keep(page, "upload")
        _press(page, "Speichern und weiter")
    _keep(page, "check")
    page.locator("#erklaerung").check()
    _press(page, "Anmeldung absenden")
    _keep(page, "receipt")
    reference = page.locator(".dw-ref").inner_text()
    _press(page, "Zur Statusseite")
    _keep(page, "status")
    return reference


def _answers() -> Answers:
    case = msgspec.yaml.decode((SERVICE / "cases" / "ein-hund.yaml").read_bytes(), type=dict[str, Any])
    answers: Answers = case["answers"]
    return answers


def _photograph() -> FilePayload:
    """Something written, as a telephone would take it."""
    picture = Image.new("RGB", (1200, 900), "#e6e4dc")
    lines = ImageDraw.Draw(picture)
    for row in range(20):
        lines.rectangle((120, 120 + row * 33, 800 + row * 37 % 250, 130 + row * 33), fill="#404048")
    written = io.BytesIO()
    picture.save(written, "JPEG")
    return FilePayload(name="Abgabevertrag.jpg", mimeType="image/jpeg", buffer=written.getvalue())


def _work(page: Page, base: str, reference: str) -> None:
    """The office: inbox and case."""
    page.goto(f"{base}/amt/")
    page.fill("#id_username", OFFICE)
    page.fill("#id_password", PASSWORD)
    _press(page, "Anmelden")
    _keep(page, "inbox")
    with page.expect_event("domcontentloaded"):
        page.get_by_role("link", name=reference).click()
    _keep(page, "case")


def _examine(page: Page, base: str) -> None:
    """Our own schema on the page for editors."""
    page.goto(f"{base}/schema")
    page.set_input_files("#datei", SERVICE / "schema.xml")
    _press(page, "Formular ansehen")
    _keep(page, "schema")


def _press(page: Page, words: str) -> None:
    """Press a button, or a link that looks like one, that people can see."""
    with page.expect_event("domcontentloaded"):
        page.locator(f":is(button, a.kern-btn):not([aria-hidden]):has-text('{words}'):visible").first.click()
    page.wait_for_load_state()


def _keep(page: Page, name: str) -> None:
    """Take the page at both widths."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        tall = int(page.evaluate("document.documentElement.scrollHeight"))
        clip = FloatRect(x=0, y=0, width=width, height=min(tall, LONGEST))
        shot = Image.open(io.BytesIO(page.screenshot(full_page=True, clip=clip)))
        (TARGET / f"{name}-{width}.webp").write_bytes(_small(shot))


def _small(shot: Image.Image) -> bytes:
    for colours in COLOURS:
        written = io.BytesIO()
        few = shot.convert("RGB").quantize(colours, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.convert("RGB").save(written, "WEBP", lossless=True, method=6)
        if written.tell() <= MOST:
            return written.getvalue()
    message = f"No number of colours brings the picture below {MOST} bytes"
    raise ValueError(message)


if __name__ == "__main__":
    main()
