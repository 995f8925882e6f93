"""The frame of every page: headers, nonce, banner, titles, and pages for requests that went wrong."""

import pytest
from django.http import HttpResponse, HttpResponseBase
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from pytest_django import Settings

from dienstweg.web import face
from dienstweg.web.blocks import Block, Fault
from dienstweg.web.parts import Paging, Step
from tests.web.sheets import parse

pytestmark = pytest.mark.urls("tests.web.urls")


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


def test_a_page_lets_in_nothing_but_our_own_style(browser: Client) -> None:
    response = browser.get("/bausteine")
    page = parse(response.content)
    (nonce,) = page.xpath("//style/@nonce")
    assert page.xpath("//style/text()") == [":root{--dw-accent:#17614b}"]
    assert response.headers["Content-Security-Policy"] == (
        f"default-src 'none'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
    assert page.xpath("//@style|//script|//*[starts-with(name(), 'on')]") == []


def test_every_answer_bears_the_headers(browser: Client) -> None:
    for path in ("/bausteine", "/nirgends", "/broken"):
        headers = browser.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Permissions-Policy"].startswith("camera=()")
        assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")


def test_every_answer_says_how_long_it_is(browser: Client) -> None:
    for path in ("/bausteine", "/nirgends", "/broken"):
        answer = browser.get(path)
        assert answer.headers["Content-Length"] == str(len(answer.content))


def test_the_nonce_differs_from_page_to_page(browser: Client) -> None:
    policies = {browser.get("/bausteine").headers["Content-Security-Policy"] for _ in range(3)}
    assert len(policies) == 3


@pytest.mark.parametrize("colour", ["", "red", "#fff}body{display:none", "#17614b;", None])
def test_only_a_colour_becomes_style(colour: str | None) -> None:
    request = RequestFactory().get("/")
    page = render_to_string("web/base.html", {"brand": {"name": "Stadt", "accent": colour}}, request)
    assert "<style" not in page


def test_wrong_requests_get_a_page_of_ours(browser: Client) -> None:
    assert _heading(browser.get("/nirgends"), 404) == "Diese Seite gibt es nicht"
    assert _heading(browser.get("/broken"), 500) == "Das hat nicht geklappt, und es liegt nicht an Ihnen"
    assert _heading(Client(enforce_csrf_checks=True).post("/post"), 403) == "Die Seite war zu lange offen"


@pytest.mark.urls("dienstweg.config.urls")
@pytest.mark.parametrize(
    ("method", "path", "allowed", "said"),
    [
        ("get", "/schema/formular", "POST", "Gehen Sie eine Seite zurück und drücken Sie dort noch einmal."),
        ("get", "/amt/abmelden/", "POST, OPTIONS", "Gehen Sie eine Seite zurück und drücken Sie dort noch einmal."),
        ("post", "/impressum/", "GET, HEAD", "Rufen Sie sie noch einmal auf."),
        ("delete", "/schema", "GET, HEAD, POST", "Rufen Sie sie noch einmal auf."),
    ],
)
def test_a_wrong_method_gets_a_page_of_ours(browser: Client, method: str, path: str, allowed: str, said: str) -> None:
    answer = getattr(browser, method)(path)
    assert _heading(answer, 405) == "So lässt sich diese Seite nicht öffnen"
    assert (answer.headers["Allow"], said in answer.content.decode()) == (allowed, True)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_too_much_at_once_is_told_in_a_sentence(browser: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    browser.handler.enforce_csrf_checks = True
    browser.cookies[settings.CSRF_COOKIE_NAME] = "x" * 32
    many = browser.post("/post", {str(number): "x" for number in range(11)})
    assert _heading(many, 400) == "Das war zu viel auf einmal"
    large = browser.post("/post", {"a": "x" * 2_000})
    assert _heading(large, 400) == "Das war zu viel auf einmal"
    assert "Das war mehr Text, als wir auf einmal annehmen." in large.content.decode()


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "405.html", "500.html"])
def test_error_pages_need_no_context(name: str) -> None:
    page = parse(render_to_string(name))
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//link/@href")[-1].endswith(".svg")


def test_enter_saves_and_goes_on(browser: Client) -> None:
    page = parse(browser.get("/bausteine").content)
    first = page.xpath("//form//button")[0]
    assert (first.get("name"), first.get("value"), first.get("tabindex"), first.get("aria-hidden")) == (
        "aktion",
        "weiter",
        "-1",
        "true",
    )
    assert page.xpath("//form/@enctype") == ["multipart/form-data"]


def test_a_form_without_files_is_sent_plainly() -> None:
    form = render_to_string("web/parts/form.html", {"page_blocks": [Block("text", "a", "Name")], "title": "Name"})
    assert "enctype" not in form


def test_the_whole_page_is_wired(browser: Client) -> None:
    page = parse(browser.get("/bausteine").content)
    ids = page.xpath("//@id")
    named = {
        id_
        for name in ("aria-describedby", "aria-labelledby", "for")
        for value in page.xpath(f"//@{name}")
        for id_ in value.split()
    }
    assert len(ids) == len(set(ids))
    assert named - set(ids) == set()
    assert {href[1:] for href in page.xpath("//a/@href") if len(href) > 1 and href[0] == "#"} - set(ids) == set()
    assert len(page.xpath("//h1")) == 1


def test_a_demonstration_says_so(settings: Settings) -> None:
    settings.DEMO = True
    assert parse(face.banner()).text_content() == "Demonstration: keine echte Verwaltung. Daten werden gelöscht."


def test_only_the_operator_makes_a_website_official(settings: Settings) -> None:
    settings.DEMO = False
    assert face.banner() == ""


def test_titles() -> None:
    template = Template(
        '{% load dw %}{% page_title "Ihre Hunde" steps=steps service="Hundesteuer" authority="Stadt" faults=faults %}'
    )
    steps = [Step("Über Sie", "done"), Step("Ihre Hunde", "now"), Step("Prüfen", "next")]
    faulty = template.render(Context({"steps": steps, "faults": [Fault("a", "…")]}))
    assert faulty == "Fehler: Ihre Hunde – Schritt 2 von 3 – Hundesteuer – Stadt"
    assert template.render(Context({})) == "Ihre Hunde – Hundesteuer – Stadt"


def test_the_summary_counts() -> None:
    one = render_to_string("web/parts/errors.html", {"faults": [Fault("a", "Eins.")]})
    assert parse(one).xpath("string(//h2)") == "Bitte prüfen Sie eine Angabe"
    assert render_to_string("web/parts/errors.html", {"faults": []}).strip() == ""


def test_paging_appears_with_the_second_page() -> None:
    assert render_to_string("web/parts/paging.html", {"paging": Paging(1, 1)}).strip() == ""
    page = parse(render_to_string("web/parts/paging.html", {"paging": Paging(1, 2, next_url="?seite=2")}))
    assert page.xpath("//a/text()") == ["Nächste Seite"]


def _heading(response: HttpResponseBase, status: int) -> str:
    assert response.status_code == status
    assert isinstance(response, HttpResponse)
    return str(parse(response.content).xpath("string(//h1)"))
