"""The whole way in English, from the start page to the status page: no German sentence that does not say it is one."""

import importlib.machinery
import importlib.util
import re
from pathlib import Path

import pytest
from django.urls import reverse

from dienstweg.portal.life_situations import LIFE_SITUATIONS
from tests import cast
from tests.walker import Browser, Page, Person
from tests.web.sheets import parse

ROOT = Path(__file__).parents[2]
SHORTEST = 12
START = "/?sprache=en"


def german_sentences() -> list[re.Pattern[str]]:
    """Every German text of the interface that is long enough to be told from a name, its places open."""
    loader = importlib.machinery.SourceFileLoader("texts", str(ROOT / "scripts" / "texts"))
    spec = importlib.util.spec_from_loader("texts", loader)
    assert spec is not None
    texts = importlib.util.module_from_spec(spec)
    loader.exec_module(texts)
    found = {text for station in texts.STATIONS for keys in texts.collected(station) for text in keys}
    plain = [re.sub(r"<[^>]+>", "", text) for text in found]
    parts = [re.split(r"%\(\w+\)s|\{\w+\}", text) for text in plain if len(text) >= SHORTEST and " " in text]
    sure = [one for one in parts if max(map(len, one)) >= SHORTEST]
    return [re.compile(".{0,80}?".join(map(re.escape, one))) for one in sure]


def unmarked(page: Page) -> str:
    """What a screen reader reads as English."""
    german = "ancestor::*[@lang='de' or @lang='de-simple'] or ancestor::style"
    told = parse(page.body).xpath(f"//text()[not({german})]")
    return " ".join("".join(map(str, told if isinstance(told, list) else [])).split())


@pytest.mark.django_db
def test_dog_tax_in_english_from_the_start_page_to_the_status_page() -> None:
    cast.dog_tax()
    browser = Browser()
    browser.open(START)
    for address in ("/barrierefreiheit/", "/datenschutz/", "/impressum/", "/stand/"):
        browser.open(address)
    browser.open(f"{reverse('portal:search')}?anliegen=hund")
    browser.open(reverse("portal:life_situations"))
    browser.open(reverse("portal:life_situation", args=[LIFE_SITUATIONS[0].slug]))
    browser.open(reverse("applications:proof"))
    service = browser.open(f"/dienst/{cast.IDSTEIN}/{cast.DOG_TAX}/")
    browser.open(service.link("/datenschutz/"))
    person = Person(browser, cast.alice(cast.dog("Rex")))
    receipt = person.finish(browser.open(next(link for link in service.links if link.endswith("?beginn"))))
    assert "Your registration has been received" in receipt.words
    status = browser.send(receipt.form_to("/stand/"))
    assert "Registration received" in status.words
    assert status.status == 200
    for name in ("reply", "withdraw"):
        browser.open(reverse(f"applications:{name}"))
    shown = [page for page in browser.pages if page.html]
    assert {parse(page.body).xpath("string(/html/@lang)") for page in shown} == {"en"}
    assert {page.status for page in shown} == {200}
    assert {page.headers["Content-Language"] for page in shown} == {"en"}
    sentences = german_sentences()
    left = {(page.url, one.pattern) for page in shown for one in sentences if one.search(unmarked(page))}
    assert left == set()


@pytest.mark.django_db
def test_another_language_keeps_what_was_typed() -> None:
    cast.dog_tax()
    browser = Browser()
    page = browser.open(f"/dienst/{cast.IDSTEIN}/{cast.DOG_TAX}/antrag/seite/ueber-sie/")
    person = Person(browser, cast.alice(cast.dog("Rex")))
    typed = {name: value for name, value in person.fill(page.form).items() if value}
    english = browser.send(page.form, person.fill(page.form), button="sprache:en")
    assert english.headers["Content-Language"] == "en"
    assert {name: english.form.values.get(name) for name in typed} == typed
    asking = browser.open("/stand/")
    again = browser.post("/stand/?sprache=de", asking.form.values | {"code": "ABCD", "aktion": "sprache:de"})
    assert (again.status, again.form.values["code"], again.errors) == (200, "ABCD", [])


@pytest.mark.django_db
def test_offices_read_german_whatever_the_browser_has_chosen() -> None:
    people = cast.dog_tax()
    browser = cast.log_in(people.bob)
    browser.open(START)
    assert browser.open("/amt/").headers["Content-Language"] == "de"
