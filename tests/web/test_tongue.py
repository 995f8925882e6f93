"""The language of a page: chosen by address, kept in a cookie, told to screen readers, complete in English."""

import importlib.machinery
import importlib.util
from datetime import date, time
from pathlib import Path
from types import ModuleType

import pytest
from django.test import Client
from django.utils import translation

from dienstweg.engine.wordings import Foreign, Sentence
from dienstweg.web import draw, draw_parts, words
from dienstweg.web.blocks import Block, Option
from dienstweg.web.parts import Answer, Sheet, Step
from dienstweg.web.prose import prose
from dienstweg.web.tongue import marked, plain
from tests.web.sheets import parse

SCRIPT = Path(__file__).parents[2] / "scripts" / "texts"
pytestmark = pytest.mark.urls("tests.web.urls")


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


def script() -> ModuleType:
    """``scripts/texts``, which has no ending of Python."""
    loader = importlib.machinery.SourceFileLoader("texts", str(SCRIPT))
    spec = importlib.util.spec_from_loader("texts", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def catalogues() -> list[tuple[str, Path]]:
    texts = script()
    return [
        (station, path)
        for station in texts.STATIONS
        for path in sorted((texts.PACKAGE / station / "locale").glob("*/LC_MESSAGES/django.po"))
    ]


@pytest.mark.parametrize(("station", "path"), catalogues())
def test_every_text_has_a_translation(station: str, path: Path) -> None:
    assert script().missing(station, path) == []


@pytest.mark.parametrize(("station", "path"), catalogues())
def test_no_translation_has_lost_its_text(station: str, path: Path) -> None:
    texts = script()
    assert set(texts.read(path)) == {("", ""), *texts.collected(station)}


@pytest.mark.parametrize(("station", "path"), catalogues())
def test_the_compiled_file_is_that_of_the_texts(station: str, path: Path) -> None:
    texts = script()
    assert path.with_suffix(".mo").read_bytes() == texts.compiled(texts.read(path)), station


def test_german_is_what_nobody_has_chosen(browser: Client) -> None:
    response = browser.get("/bausteine", headers={"accept-language": "en"})
    assert parse(response.content).xpath("/html/@lang") == ["de"]
    assert response.headers["Content-Language"] == "de"
    assert response.headers["Vary"] == "Cookie"
    assert set(response.cookies) == {"csrftoken"}


def test_a_link_chooses_and_a_cookie_keeps(browser: Client) -> None:
    response = browser.get("/bausteine?sprache=en")
    assert parse(response.content).xpath("/html/@lang") == ["en"]
    assert response.headers["Content-Language"] == "en"
    cookie = response.cookies["sprache"]
    assert (cookie.value, cookie["path"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (
        *("en", "/", True, "Lax"),
        "",
    )
    again = browser.get("/bausteine")
    assert again.headers["Content-Language"] == "en"
    assert set(again.cookies) == {"csrftoken"}
    assert browser.get("/bausteine?sprache=de").headers["Content-Language"] == "de"
    assert browser.get("/bausteine").headers["Content-Language"] == "de"


@pytest.mark.parametrize("asked", ["", "x", "EN", "en;", "englisch", "de-leicht", "1", "en" * 99, "é"])
def test_what_is_no_language_changes_nothing(browser: Client, asked: str) -> None:
    response = browser.get("/bausteine", {"sprache": asked})
    assert response.headers["Content-Language"] == "de"
    assert set(response.cookies) == {"csrftoken"}
    browser.cookies["sprache"] = asked.replace("\n", "")
    assert browser.get("/bausteine").headers["Content-Language"] == "de"


def test_the_switch_leads_to_the_same_page(browser: Client) -> None:
    page = parse(browser.get("/bausteine?offen=G1&offen=G2&sprache=en").content)
    (nav,) = page.xpath("//nav[@aria-label='Language']")
    assert nav.xpath(".//a/@href") == ["/bausteine?offen=G1&offen=G2&sprache=de"]
    assert nav.xpath(".//a/text()") == ["Deutsch"]
    assert nav.xpath(".//a/@hreflang") == ["de"]
    assert nav.xpath(".//*[@aria-current='true']/text()") == ["English"]
    assert nav.xpath(".//li/@lang") == ["de", "en"]


def test_plain_german_has_the_german_interface(browser: Client) -> None:
    page = parse(browser.get("/bausteine?sprache=de-simple").content)
    assert page.xpath("/html/@lang") == ["de-simple"]
    assert page.xpath("//a[@class='dw-skip']/text()") == ["Zum Inhalt springen"]
    assert page.xpath("//nav[@aria-label='Sprache']//*[@aria-current]/text()") == ["Einfache Sprache"]


def test_pages_of_errors_are_in_the_language(browser: Client) -> None:
    browser.cookies["sprache"] = "en"
    for path, heading in (
        ("/nirgends", "There is no such page"),
        ("/broken", "That did not work, and it is not your fault"),
    ):
        page = parse(browser.get(path).content)
        assert (page.xpath("/html/@lang"), page.xpath("//h1/text()")) == (["en"], [heading])


def test_what_is_german_on_an_english_page_says_so() -> None:
    with translation.override("en"):
        assert marked(Foreign("Maß <1>")) == '<span lang="de">Maß &lt;1&gt;</span>'
        assert marked(Sentence("Das kennt niemand.")) == '<span lang="de">Das kennt niemand.</span>'
        assert marked(Sentence("Ja")) == plain(Sentence("Ja")) == "Yes"
        assert marked("Rex & Co") == "Rex &amp; Co"
        assert prose(Foreign("Eins\nZwei")) == '<div lang="de"><p>Eins</p><p>Zwei</p></div>'
        assert prose("One") == "<p>One</p>"
        assert plain(Foreign("Maß")) == "Maß"


def test_questions_mark_each_text_that_is_german() -> None:
    options = [Option("1", Foreign("rot")), Option("2", "blue")]
    german = Block("radios", "F1", Foreign("Farbe"), hint=Foreign("Welche?"), error=Foreign("Fehlt."), options=options)
    listed = Block("select", "F2", "Size", options=[Option("1", Foreign("groß")), Option("2", "small")])
    with translation.override("en"):
        page = parse(f"<meta charset=utf-8><body>{draw.draw([german, listed])}</body>".encode())
    assert page.xpath("//*[@lang='de']/text()") == ["Farbe", "Welche?", "rot", "Fehlt.", "groß"]


def test_answers_and_steps_are_told_in_the_language() -> None:
    sheet = Sheet(Foreign("Hund"), (Answer("Dangerous", Sentence("Nein"), "/x"), Answer(Foreign("Farbe"))))
    steps = [Step("About you", "done"), Step(Foreign("Zahlung"), "now")]
    with translation.override("en"):
        page = parse(
            f"<meta charset=utf-8><body>{draw_parts.answers([sheet])}{draw_parts.steps(steps)}</body>".encode()
        )
    assert page.xpath("//dd//text()") == ["No", "Change", ": Dangerous", "not answered"]
    assert page.xpath("//*[@lang='de']/text()") == ["Hund", "Farbe", "Zahlung", "Zahlung"]
    assert page.xpath("//strong/text()") == ["Step 2 of 2"]


def test_days_amounts_and_sizes_are_told_in_the_language() -> None:
    day = date(2026, 5, 12)
    with translation.override("en"):
        assert words.weekday_date(day) == "Tuesday, 12 May 2026"
        assert words.clock(time(14, 5)) == "14:05"
        assert words.distance(date(2026, 5, 22), day) == "in 10 days"
        assert words.distance(date(2026, 5, 9), day) == "3 days ago"
        assert words.money("1200") == "€1\N{NO-BREAK SPACE}200.00"
        assert words.file_size(2_100_000) == "2.1\N{NO-BREAK SPACE}MB"
