"""Faults: an answer that got lost, a cookie that is gone, a release or a window that came between, a server that fails.

Each time: nothing that a page had accepted is lost, nothing typed is lost, nothing is sent twice, a sentence says what
to do.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import timezone
from msgspec.structs import replace
from pytest_django import Settings

from dienstweg.applications import drafts
from dienstweg.applications.desk import COOKIE, STATUS_COOKIE
from dienstweg.applications.models import Application, Draft, Message
from dienstweg.applications.reading import open_application
from dienstweg.catalogue import actions as catalogue
from dienstweg.catalogue.models import Release
from dienstweg.engine import access_code
from dienstweg.engine.access_code import AccessCode
from dienstweg.engine.answers import Answers
from dienstweg.engine.service import Item, Page, Question, Service
from tests import cast, factories
from tests.cast import Cast
from tests.walker import Browser
from tests.walker import Page as Shown

pytestmark = pytest.mark.django_db

ORIGIN = "http://testserver"
WHOLE: Answers = {"F1": "a", "F2": "b"}
Execute = Callable[..., object]


def question(number: int, label: str = "") -> Question:
    return Question(id=f"F{number}", path=f"F{number}", kind="text", label=label or f"Frage {number}")


def service_of(*pages: tuple[str, tuple[Question, ...]]) -> Service:
    """Pages by name, each with its questions."""
    nodes = tuple(node for _, nodes in pages for node in nodes)
    made = factories.make_service("faelle", nodes=nodes)
    drawn = (Page(slug=slug, title=slug.title(), items=tuple(Item(one.path) for one in nodes)) for slug, nodes in pages)
    return replace(made, pages=tuple(drawn))


@pytest.fixture
def people(settings: Settings, tmp_path: Path) -> Cast:
    settings.FILES_DIR, settings.KEYS_DIR = tmp_path / "files", tmp_path / "keys"
    return cast.stage(service_of(("eins", (question(1),)), ("zwei", (question(2),))))


@pytest.fixture
def browser() -> Browser:
    """One to which a server that fails says so, as it does outside of tests."""
    return Browser(Client(enforce_csrf_checks=True, raise_request_exception=False, headers={"origin": ORIGIN}))


@pytest.fixture
def check(people: Cast, browser: Browser) -> Shown:
    """The page on which everything is checked."""
    browser.send(browser.open(people.step_url("eins")).form, {"F1": "a"}, button="weiter")
    return browser.send(browser.open(people.step_url("zwei")).form, {"F2": "b"}, button="weiter")


def code_of(browser: Browser) -> AccessCode:
    return access_code.parse(browser.client.cookies[COOKIE].value)


def stored(people: Cast, code: AccessCode) -> Answers:
    adoption = type(people.adoption).objects.everywhere("a test").select_related("release").get(pk=people.adoption.pk)
    draft = drafts.find(code, adoption, timezone.now())
    assert draft is not None
    return draft.answers


def sent() -> list[Application]:
    return list(Application.objects.everywhere("a test").select_related("release", "authority", "adoption"))


def adopt(people: Cast, service: Service) -> None:
    release = catalogue.publish(service=service, actor="Test", accept_open_points_by="Test")
    type(people.adoption).objects.everywhere("a test").filter(pk=people.adoption.pk).update(release=release)


def failing(word: str) -> Callable[..., object]:
    """A database that refuses statements that begin so."""

    def execute(go_on: Execute, sql: str, *rest: object) -> object:
        if sql.startswith(word):
            raise OperationalError("database or disk is full")
        return go_on(sql, *rest)

    return execute


# --- the answer gets lost ---------------------------------------------------------------------------------------------


class Deaf:
    """Middleware of a server that dies: before it has done anything, or after everything is done."""

    dies = ""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now, Deaf.dies = (Deaf.dies, "") if request.method == "POST" else ("", Deaf.dies)
        if now == "before":
            raise ConnectionAbortedError
        response = self.get_response(request)
        if now == "after":
            raise ConnectionAbortedError
        return response


@pytest.fixture
def dying(settings: Settings) -> type[Deaf]:
    settings.MIDDLEWARE = [*django_settings.MIDDLEWARE, f"{__name__}.Deaf"]
    return Deaf


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_page_whose_answer_got_lost_is_saved_once(
    people: Cast, browser: Browser, dying: type[Deaf], moment: str
) -> None:
    """The page that says so holds what was typed; so does the page before it."""
    browser.send(browser.open(people.step_url("eins")).form, {"F1": "a"}, button="weiter")
    form = browser.open(people.step_url("zwei")).form
    dying.dies = moment
    page = browser.send(form, {"F2": "b"}, button="weiter")
    assert (page.status, "Was Sie gespeichert haben, ist noch da." in page.words) == (500, True)
    pages = [browser.send(page.form), browser.send(form, {"F2": "b"}, button="weiter")]
    assert [page.url.endswith("/pruefen/") for page in pages] == [True, True]
    assert (stored(people, code_of(browser)), Draft.objects.count()) == (WHOLE, 1)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_an_application_whose_receipt_got_lost_is_sent_once(
    dying: type[Deaf], browser: Browser, check: Shown, moment: str
) -> None:
    dying.dies = moment
    page = browser.send(check.form, {"erklaerung": "ja"})
    assert (page.status, len(sent())) == (500, int(moment == "after"))
    pages = [browser.send(page.form), browser.send(check.form, {"erklaerung": "ja"}), browser.open(check.url)]
    assert ["ist eingegangen" in page.words for page in pages] == [True] * 3
    assert [sent()[0].reference in page.words for page in pages] == [True] * 3
    assert len(sent()) == 1


def test_with_receipt_and_cookie_lost_the_code_leads_to_the_receipt(
    dying: type[Deaf], browser: Browser, check: Shown
) -> None:
    code, dying.dies = code_of(browser), "after"
    browser.send(check.form, {"erklaerung": "ja"})
    del browser.client.cookies[COOKIE]
    page = browser.send(check.form, {"erklaerung": "ja"})
    page = browser.send(page.form, {"code": code.text})
    assert (page.url.endswith("/beleg/"), sent()[0].reference in page.words, len(sent())) == (True, True, 1)


# --- an error on the last page ----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_an_error_on_the_last_page_keeps_everything(browser: Browser, check: Shown) -> None:
    wishes = {"erklaerung": "ja", "einwilligung": "ja", "hinweis_an": "alice@example.org"}
    with connection.execute_wrapper(failing('INSERT INTO "applications_application"')):
        page = browser.send(check.form, wishes)
    assert (page.status, [target for target, _ in page.errors]) == (503, ["inhalt"])
    assert "Drücken Sie noch einmal auf „Antrag absenden“. Doppelt kommt nichts an." in page.words
    assert {name: page.form.values[name] for name in wishes} == wishes
    assert "ist eingegangen" in browser.send(page.form).words
    assert len(sent()) == 1


def test_a_page_that_fails_altogether_keeps_what_was_typed(people: Cast, browser: Browser, check: Shown) -> None:
    """Text in several lines, with characters of HTML; a file is not among it, and the page says so."""
    form = browser.open(people.step_url("eins")).form
    with connection.execute_wrapper(failing("SELECT")):
        page = browser.send(form, {"F1": '<b>&\r\n"x"'}, button="weiter")
    assert (page.status, page.form.values["F1"], page.form.values["aktion"]) == (500, '<b>&\r\n"x"', "weiter")
    assert "Was Sie eben eingegeben haben, steht noch in dieser Seite." in page.words
    assert browser.send(page.form).url.endswith("/zwei/")


# --- session and cookies ----------------------------------------------------------------------------------------------


def test_without_any_cookie_typed_answers_stay(people: Cast, browser: Browser, check: Shown) -> None:
    """First the token is missed, then the code; with it both parts come together."""
    form, code = browser.open(people.step_url("zwei")).form, code_of(browser)
    browser.client.cookies.clear()
    page = browser.send(form, {"F2": "neu"}, button="weiter")
    assert (page.status, "steht noch in dieser Seite" in page.words) == (403, True)
    page = browser.send(page.form)
    assert (page.status, "nicht mehr offen" in page.words) == (409, True)
    page = browser.send(page.forms[0], {"code": code.text})
    assert (page.url.endswith("/pruefen/"), stored(people, code)) == (True, {"F1": "a", "F2": "neu"})


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
def test_what_another_site_made_up_becomes_no_form_of_ours(people: Cast, origin: str | None) -> None:
    headers = {"origin": origin} if origin else None
    client = Client(enforce_csrf_checks=True, headers=headers)
    page = Browser(client).post(people.step_url("eins"), {"F1": "untergeschoben", "aktion": "weiter"})
    assert (page.status, page.forms, "untergeschoben" in page.html) == (403, [], False)


def test_a_password_is_not_kept_in_a_page(people: Cast, browser: Browser) -> None:
    form = browser.open("/amt/anmelden/").form
    browser.client.cookies.clear()
    page = browser.send(form, {"username": "bob@idstein.example", "password": factories.PASSWORD})
    assert (page.status, page.form.values["username"]) == (403, "bob@idstein.example")
    assert (factories.PASSWORD in page.html, "password" in page.form.values) == (False, False)


def test_at_the_last_page_the_code_is_asked_for_when_it_is_lost(browser: Browser, check: Shown) -> None:
    code = code_of(browser)
    del browser.client.cookies[COOKIE]
    page = browser.send(check.form, {"erklaerung": "ja"})
    assert (page.status, "Ihre Angaben sind gespeichert." in page.words, len(sent())) == (409, True, 0)
    page = browser.send(page.form, {"code": "falsch"})
    assert (page.status, page.errors[0][0]) == (409, "code")
    page = browser.send(page.form, {"code": code.text})
    assert ("ist eingegangen" in page.words, len(sent())) == (True, 1)
    assert sent()[0].reference in browser.open(check.url).words


def test_a_message_waits_until_the_case_is_open_again(browser: Browser, check: Shown) -> None:
    receipt = browser.send(check.form, {"erklaerung": "ja"})
    browser.send(receipt.form_to("/stand/"))
    form, code = browser.open("/stand/vorgang/antworten/").form, browser.client.cookies[STATUS_COOKIE].value
    del browser.client.cookies[STATUS_COOKIE]
    page = browser.send(form, {"nachricht": "Es ist\r\nder zweite Hund."})
    assert (page.status, "nicht mehr offen" in page.words, Message.objects.count()) == (409, True, 0)
    for typed in ("falsch", access_code.new(bytes).text):
        page = browser.send(page.form, {"code": typed})
        assert (page.status, page.errors[0][0]) == (409, "code")
    page = browser.send(page.form, {"code": code})
    assert (page.status, page.form.values["nachricht"]) == (200, "Es ist\r\nder zweite Hund.")
    page = browser.send(page.form)
    assert (page.url.endswith("/stand/vorgang/"), Message.objects.count()) == (True, 1)


@pytest.mark.django_db(transaction=True)
def test_a_message_that_could_not_be_sent_stays(browser: Browser, check: Shown) -> None:
    receipt = browser.send(check.form, {"erklaerung": "ja"})
    browser.send(receipt.form_to("/stand/"))
    form = browser.open("/stand/vorgang/antworten/").form
    with connection.execute_wrapper(failing("INSERT")):
        page = browser.send(form, {"nachricht": "Hallo"})
    assert (page.status, page.form.values["nachricht"], Message.objects.count()) == (503, "Hallo", 0)
    assert "Senden Sie ihn noch einmal." in page.words
    assert browser.send(page.form).url.endswith("/stand/vorgang/")


# --- another window, another release ----------------------------------------------------------------------------------


def test_what_was_changed_in_another_window_is_not_sent_unseen(people: Cast, browser: Browser, check: Shown) -> None:
    browser.send(browser.open(people.step_url("zwei")).form, {"F2": "anders"}, button="weiter")
    page = browser.send(check.form, {"erklaerung": "ja"})
    assert (page.status, "anders" in page.words, len(sent())) == (409, True, 0)
    assert "wurden in einem anderen Fenster geändert" in page.words
    assert "erklaerung" not in page.form.values
    browser.send(page.form, {"erklaerung": "ja"})
    assert opened(browser)["F2"] == "anders"


def test_what_was_declared_under_an_older_release_is_shown_again(people: Cast, browser: Browser, check: Shown) -> None:
    adopt(people, service_of(("eins", (question(1, "Ganz anders gefragt"),)), ("zwei", (question(2),))))
    page = browser.send(check.form, {"erklaerung": "ja"})
    assert (page.status, "Ganz anders gefragt" in page.words, len(sent())) == (409, True, 0)
    assert "Das Formular wurde inzwischen geändert. Prüfen Sie Ihre Angaben noch einmal." in page.words
    assert "ist eingegangen" in browser.send(page.form, {"erklaerung": "ja"}).words
    assert sent()[0].release == Release.objects.order_by("number").last()


def test_a_new_question_stops_the_sending(people: Cast, browser: Browser, check: Shown) -> None:
    adopt(people, service_of(("eins", (question(1),)), ("zwei", (question(2), question(3, "Noch etwas")))))
    page = browser.send(check.form, {"erklaerung": "ja"})
    assert (page.status, "Auf einer Seite fehlt noch etwas" in page.words, page.forms) == (409, True, [])
    page = browser.send(browser.open(people.step_url("zwei")).form, {"F3": "c"}, button="weiter")
    assert "ist eingegangen" in browser.send(page.form, {"erklaerung": "ja"}).words
    assert opened(browser) == {"F1": "a", "F2": "b", "F3": "c"}


MOVED = service_of(("vorn", (question(1), question(2))), ("hinten", (question(4),)))


def test_a_page_is_read_by_the_release_it_was_drawn_from(people: Cast, browser: Browser, check: Shown) -> None:
    """The page is gone, its question lies on another one now."""
    form = browser.open(people.step_url("zwei")).form
    adopt(people, MOVED)
    page = browser.send(form, {"F2": "neu"}, button="weiter")
    assert (stored(people, code_of(browser)), page.status) == ({"F1": "a", "F2": "neu"}, 200)
    page = browser.send(browser.open(people.step_url("hinten")).form, {"F4": "d"}, button="weiter")
    assert (page.url.endswith("/pruefen/"), "neu" in page.words) == (True, True)


def test_a_first_page_is_read_by_the_release_it_was_drawn_from(people: Cast, browser: Browser) -> None:
    form = browser.open(people.step_url("eins")).form
    adopt(people, MOVED)
    browser.send(form, {"F1": "a"}, button="weiter")
    assert stored(people, code_of(browser)) == {"F1": "a"}


@pytest.mark.parametrize("mark", ["", "0" * 16, "\x00" * 16, "%" * 16, "x"])
def test_a_release_that_is_none_changes_nothing(people: Cast, browser: Browser, mark: str) -> None:
    form = browser.open(people.step_url("eins")).form
    page = browser.send(form, {"F1": "a", "fassung": mark}, button="weiter")
    assert (page.url.endswith("/zwei/"), stored(people, code_of(browser))) == (True, {"F1": "a"})


def opened(browser: Browser) -> Answers:
    """The answers of the application that was sent."""
    (application,) = sent()
    return open_application(application, access_code.key_pair(code_of(browser))).content.answers
