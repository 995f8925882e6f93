"""A look at a page while it is filled in: what the script is told, and that nothing comes of it but the answer."""

import base64
import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from dienstweg.applications.desk import COOKIE
from dienstweg.applications.models import Draft
from dienstweg.engine.ruling import watched
from dienstweg.studio.trial import Trial, pack
from tests import cast
from tests.applications import ruled
from tests.applications.ruled import COLOUR, MOTOR, PHOTO, PLATE, REASON, RIDES, SEATS, VEHICLE, WAY
from tests.cast import Cast
from tests.walker import Browser, Page, upload
from tests.web.sheets import parse

pytestmark = pytest.mark.django_db

SERVICE = ruled.commuting()
BICYCLE = {WAY: "001", COLOUR: "", MOTOR: "", REASON: "", PHOTO: ""}
EMPTY = {WAY: "", REASON: "", PHOTO: ""}


@pytest.fixture
def people() -> Cast:
    return cast.stage(SERVICE)


@pytest.fixture
def browser(people: Cast) -> Browser:
    """Somebody who has the first page before them."""
    browser = Browser()
    browser.open(people.step_url("weg"))
    return browser


def ask(browser: Browser, people: Cast, said: Mapping[str, str], *, page: str = "weg", action: str = "ansehen") -> Page:
    token = browser.client.cookies["csrftoken"].value
    return browser.post(people.step_url(page), {"csrfmiddlewaretoken": token, "aktion": action, **said})


def asked(page: Page) -> dict[str, str]:
    """Names of the inputs and what stands in them; of radio buttons the chosen one."""
    found: dict[str, str] = {}
    for control in parse(f"<div>{page.html}</div>").xpath(".//*[@name and not(self::button)]"):
        if control.get("type") == "radio":
            found.setdefault(control.get("name"), "")
            found[control.get("name")] += control.get("value") if control.get("checked") is not None else ""
        else:
            found[control.get("name")] = control.get("value", "")
    return found


def errors(page: Page) -> list[str]:
    return re.findall(r'class="kern-sr-only">Fehler: </span>([^<]*)', page.html)


# --- what is worth a look --------------------------------------------------------------------------------------------


def test_inputs_that_decide_about_their_own_page_are_watched() -> None:
    assert {page.slug: watched(SERVICE, page) for page in SERVICE.pages} == {
        "weg": (WAY, MOTOR),
        "ort": (),
        "fahrten": (f"{RIDES}.{VEHICLE}",),
    }


def test_a_page_with_such_inputs_brings_the_script_and_leave_for_it(browser: Browser, people: Cast) -> None:
    page = browser.pages[-1]
    (script,) = parse(page.html).xpath("//script")
    content = Path(str(finders.find("dienstweg/live.js"))).read_bytes()
    digest = base64.b64encode(hashlib.sha384(content).digest()).decode()
    assert (dict(script.attrib), script.text) == (
        {"src": "/static/dienstweg/live.js", "integrity": f"sha384-{digest}", "defer": "defer"},
        None,
    )
    assert page.headers["Content-Security-Policy"].endswith("base-uri 'none'; script-src 'self'; connect-src 'self'")
    assert parse(page.html).xpath("//@data-watched") == [f"{WAY} {MOTOR}"]


def test_other_pages_bring_none(browser: Browser, people: Cast) -> None:
    page = browser.open(people.step_url("ort"))
    assert parse(page.html).xpath("//script | //@data-watched | //*[@id='fragen']") == []
    assert page.headers["Content-Security-Policy"].endswith("base-uri 'none'")


# --- the answer ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (EMPTY, EMPTY),
        (EMPTY | {WAY: "002"}, EMPTY | {WAY: "002"}),
        (EMPTY | {WAY: "001"}, BICYCLE),
        (BICYCLE | {COLOUR: "ro"}, BICYCLE | {COLOUR: "ro"}),
        (BICYCLE | {MOTOR: "nein"}, BICYCLE | {MOTOR: "nein"}),
        (BICYCLE | {MOTOR: "ja"}, BICYCLE | {MOTOR: "ja", PLATE: ""}),
        (BICYCLE | {MOTOR: "ja", PLATE: "X 1"}, BICYCLE | {MOTOR: "ja", PLATE: "X 1"}),
        (BICYCLE | {MOTOR: "ja", PLATE: "X 1", WAY: "002"}, EMPTY | {WAY: "002"}),
        (BICYCLE | {"Strange": "1"}, BICYCLE),
    ],
)
def test_the_page_is_drawn_as_its_rules_make_it(
    browser: Browser, people: Cast, said: Mapping[str, str], expected: Mapping[str, str]
) -> None:
    """A question that a question on the page has brought may bring another one."""
    page = ask(browser, people, said)
    drawn = asked(page)
    brought = drawn.pop("neu", "").split()
    assert (page.status, drawn, errors(page)) == (200, expected, [])
    assert brought == [name for name in (COLOUR, MOTOR, PLATE) if name in expected]
    assert "<form" not in page.html
    assert "<script" not in page.html
    assert page.headers["Content-Security-Policy"].endswith("base-uri 'none'")


def test_a_look_saves_nothing_and_gives_no_code(browser: Browser, people: Cast) -> None:
    ask(browser, people, BICYCLE | {COLOUR: "rot"})
    assert (Draft.objects.count(), COOKIE in browser.client.cookies) == (0, False)
    ask(browser, people, EMPTY | {REASON: "Früh."}, action="spaeter")
    ask(browser, people, EMPTY | {REASON: "Spät."})
    assert asked(browser.open(people.step_url("weg")))[REASON] == "Früh."


def test_a_look_needs_the_token(browser: Browser, people: Cast) -> None:
    page = browser.post(people.step_url("weg"), {"aktion": "ansehen", **BICYCLE})
    assert page.status == 403


def test_what_was_said_to_be_wrong_stays_until_it_is_mended(browser: Browser, people: Cast) -> None:
    ask(browser, people, EMPTY | {WAY: "001"}, action="spaeter")
    said = {"gesagt": f"{COLOUR} {MOTOR}"}
    assert errors(ask(browser, people, BICYCLE | said)) == [
        "Geben Sie „Farbe des Fahrrads“ an.",
        "Wählen Sie „Ja“ oder „Nein“ aus: „Hat das Fahrrad einen Motor?“",
    ]
    assert errors(ask(browser, people, BICYCLE | said | {MOTOR: "ja"})) == ["Geben Sie „Farbe des Fahrrads“ an."]


def test_rows_stay_as_they_are(browser: Browser, people: Cast) -> None:
    """One is stored and folded, one open and begun, and none comes by itself."""
    rides = {f"{RIDES}.0.{VEHICLE}": "002", f"{RIDES}.0.{SEATS}": "4"}
    ask(browser, people, rides, page="fahrten", action="mehr")
    second = {f"{RIDES}.1.{VEHICLE}": ""}
    assert asked(ask(browser, people, second, page="fahrten")) == second
    page = ask(browser, people, second | {f"{RIDES}.1.{VEHICLE}": "002"}, page="fahrten")
    seats = f"{RIDES}.1.{SEATS}"
    assert asked(page) == {f"{RIDES}.1.{VEHICLE}": "002", seats: "", "neu": seats}
    assert page.html.count('class="dw-group"') == 2
    assert page.html.count("data-open") == 1


# --- and then ---------------------------------------------------------------------------------------------------------


def test_what_a_look_has_brought_is_read_with_the_page(browser: Browser, people: Cast) -> None:
    said = BICYCLE | {COLOUR: "rot", MOTOR: "ja", PLATE: "X 1"}
    page = ask(browser, people, said | {"neu": f"{COLOUR} {MOTOR} {PLATE}"}, action="weiter")
    assert page.url.endswith("/seite/ort/")
    assert {name: text for name, text in asked(browser.open(people.step_url("weg"))).items() if name in said} == said


def test_what_a_look_has_brought_may_be_missing(browser: Browser, people: Cast) -> None:
    """It stood on the page: "Weiter" says what is missing instead of showing it for the first time."""
    page = ask(browser, people, BICYCLE | {"neu": f"{COLOUR} {MOTOR}"}, action="weiter")
    assert (page.status, [target for target, _ in page.errors]) == (422, [COLOUR, MOTOR])
    assert "weitere Fragen" not in page.words


def test_without_the_script_it_is_shown_first(browser: Browser, people: Cast) -> None:
    page = ask(browser, people, EMPTY | {WAY: "001"}, action="weiter")
    assert (page.status, page.url.rpartition("?")[2]) == (200, f"neu={COLOUR}#{COLOUR}")
    assert "Aus Ihren Angaben ergeben sich weitere Fragen" in page.words


def test_a_file_for_a_question_that_just_came_is_taken(browser: Browser, people: Cast) -> None:
    token = browser.client.cookies["csrftoken"].value
    data = {"csrfmiddlewaretoken": token, "aktion": f"hochladen:{PHOTO}", **BICYCLE, PHOTO: upload("Rad.pdf")}
    page = browser.post(people.step_url("weg"), data, multipart=True)
    assert re.findall(r'class="dw-name">([^<]*)', page.html) == ["Rad.pdf"]


# --- the running form of "Ihr Datenschema" ---------------------------------------------------------------------------


@pytest.mark.parametrize(("slug", "status"), [("weg", 200), ("nirgends", 204)])
def test_the_running_form_of_a_schema_looks_the_same(slug: str, status: int) -> None:
    said = BICYCLE | {"stand": pack(Trial(SERVICE, {})), "seite": slug, "aktion": "ansehen", MOTOR: "ja"}
    answer = Client().post("/schema/formular", said)
    page = Page("", answer.status_code, answer.content.decode())
    expected = BICYCLE | {MOTOR: "ja", PLATE: "", "neu": f"{COLOUR} {MOTOR} {PLATE}"}
    assert (page.status, asked(page)) == (status, expected if status == 200 else {})


def test_a_broken_state_is_refused() -> None:
    assert Client().post("/schema/formular", {"stand": "x", "seite": "weg", "aktion": "ansehen"}).status_code == 422
