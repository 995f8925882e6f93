"""Going on: the list of pages, an interrupted draft, two windows, a lost cookie, a new release, a disk that is full."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone
from msgspec.structs import replace
from pytest_django import Settings

from dienstweg.applications import drafts
from dienstweg.applications.desk import COOKIE
from dienstweg.applications.drafts import OpenDraft, Overtaken
from dienstweg.applications.models import Application, Draft
from dienstweg.catalogue import actions as catalogue
from dienstweg.engine import access_code
from dienstweg.engine.access_code import AccessCode
from dienstweg.engine.answers import Answers
from dienstweg.engine.service import Item, Node, Page, Question, Service
from tests import cast, factories
from tests.cast import Cast
from tests.walker import Browser
from tests.walker import Page as Shown

pytestmark = pytest.mark.django_db

PAGES = ("eins", "zwei", "drei")


def question(number: int, label: str = "", *, least: int = 1) -> Question:
    return Question(id=f"F{number}", path=f"F{number}", kind="text", label=label or f"Frage {number}", min=least)


def service_of(*nodes: Node) -> Service:
    """A page for each question."""
    pages = (
        Page(slug=slug, title=slug.title(), items=(Item(node.path),)) for slug, node in zip(PAGES, nodes, strict=False)
    )
    return replace(factories.make_service("weiter", nodes=nodes), pages=tuple(pages))


@pytest.fixture
def people(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Cast:
    settings.FILES_DIR = tmp_path_factory.mktemp("files")
    return cast.stage(service_of(question(1), question(2), question(3, least=0)))


@pytest.fixture
def browser(people: Cast) -> Browser:
    """Somebody who has answered the first page."""
    alice = Browser()
    alice.send(alice.open(people.step_url("eins")).form, {"F1": "a"}, button="weiter")
    return alice


def code_of(browser: Browser) -> AccessCode:
    return access_code.parse(browser.client.cookies[COOKIE].value)


def stored(browser: Browser, people: Cast) -> Answers:
    people.adoption.refresh_from_db()
    draft = drafts.find(code_of(browser), people.adoption, timezone.now())
    assert draft is not None
    return draft.answers


def states(page: Shown) -> list[str]:
    words = page.words.partition("Ihre Schritte")[2]
    return [
        word
        for word in words.replace("Noch offen", "Offen").split()
        if word in ("Fertig", "Angefangen", "Offen", "Erst")
    ]


# --- nothing begins by looking, and what began is offered again -------------------------------------------------------


@pytest.mark.parametrize("page", ["", "seite/eins/", "seite/eins/?beginn", "uebersicht/", "neu/", "spaeter/"])
def test_looking_stores_nothing(people: Cast, page: str) -> None:
    alice = Browser()
    shown = alice.open(f"{people.service_url}antrag/{page}")
    assert (shown.status, shown.url.partition("?")[0]) == (200, f"http://testserver{people.step_url('eins')}"[17:])
    assert (Draft.objects.count(), COOKIE in alice.client.cookies) == (0, False)


def test_a_page_of_which_nothing_could_be_taken_stores_nothing(people: Cast) -> None:
    alice = Browser()
    page = alice.send(alice.open(people.step_url("eins")).form, button="weiter")
    assert (page.status, Draft.objects.count(), COOKIE in alice.client.cookies) == (422, 0, False)
    page = alice.send(page.form, {"F1": "a"}, button="weiter")
    assert (page.url.endswith("/zwei/"), Draft.objects.count()) == (True, 1)


def test_whoever_begins_again_is_asked_about_the_draft(people: Cast, browser: Browser) -> None:
    page = browser.open(browser.open(people.service_url).link("/seite/eins/"))
    assert page.url.partition("?")[0].endswith("/antrag/uebersicht/")
    assert ("Sie haben schon einen Entwurf vom" in page.words, "Frage 1" in page.words) == (True, False)
    asked = browser.open(page.link("/neu/"))
    assert code_of(browser).text in asked.words
    fresh = browser.send(asked.form, {"aktion": "behalten"})
    assert (fresh.url.endswith("/seite/eins/"), fresh.form.values["F1"], Draft.objects.count()) == (True, "", 1)


def test_a_draft_that_is_not_wanted_goes(people: Cast, browser: Browser) -> None:
    page = browser.send(browser.open(f"{people.service_url}antrag/neu/").form, {"aktion": "loeschen"})
    assert (page.url.endswith(people.service_url), Draft.objects.count()) == (True, 0)


def test_the_list_tells_what_is_done(people: Cast, browser: Browser) -> None:
    page = browser.open(f"{people.service_url}antrag/")
    assert (states(page), "1 von 3 Schritten sind fertig" in page.words) == (["Fertig", "Offen", "Offen", "Erst"], True)
    assert "Weiter mit „Zwei“" in page.words
    browser.send(browser.open(people.step_url("drei")).form, button="weiter")
    assert states(browser.open(page.url)) == ["Fertig", "Offen", "Fertig", "Erst"]
    browser.send(browser.open(people.step_url("zwei")).form, {"F2": "b"}, button="weiter")
    assert states(browser.open(page.url)) == ["Fertig", "Fertig", "Fertig"]


def test_the_page_says_until_when_a_draft_is_kept(people: Cast, browser: Browser) -> None:
    Draft.objects.update(expires_at=timezone.now().replace(year=2099, month=5, day=12))
    page = browser.open(people.step_url("zwei"))
    assert "Ihren Entwurf bewahren wir bis Dienstag, 12. Mai 2099 auf." in page.words


# --- back -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("button", "url"), [("zurueck", "/seite/eins/"), ("uebersicht", "/antrag/uebersicht/")])
def test_what_was_typed_is_kept_on_the_way_back(people: Cast, browser: Browser, button: str, url: str) -> None:
    page = browser.send(browser.open(people.step_url("zwei")).form, {"F2": "b"}, button=button)
    assert (page.url.endswith(url), stored(browser, people)) == (True, {"F1": "a", "F2": "b"})


def test_the_first_button_of_a_form_saves_and_goes_on(people: Cast, browser: Browser) -> None:
    """Enter presses it, wherever it stands."""
    html = browser.open(people.step_url("zwei")).html
    first = html[html.index('name="aktion"') :].partition(">")[0]
    assert 'value="weiter"' in first


# --- two windows ------------------------------------------------------------------------------------------------------


def test_changed_in_two_windows_the_person_chooses(people: Cast, browser: Browser) -> None:
    here, there = (browser.open(people.step_url("eins")).form for _ in range(2))
    browser.send(there, {"F1": "dort"}, button="weiter")
    page = browser.send(here, {"F1": "hier"}, button="weiter")
    assert (page.status, "dort" in page.words, "hier" in page.words) == (409, True, True)
    assert stored(browser, people)["F1"] == "dort"
    page = browser.send(page.form)
    assert (page.url.endswith("/zwei/"), stored(browser, people)["F1"]) == (True, "hier")


def test_begun_in_two_windows_nothing_is_written_over(people: Cast) -> None:
    alice = Browser()
    here, there = (alice.open(people.step_url("eins")).form for _ in range(2))
    alice.send(there, {"F1": "dort"}, button="weiter")
    page = alice.send(here, {"F1": "hier"}, button="weiter")
    assert (page.status, Draft.objects.count(), stored(alice, people)) == (409, 1, {"F1": "dort"})


@pytest.mark.parametrize("typed", ["a", "b"])
def test_pressed_twice_is_no_quarrel(people: Cast, browser: Browser, typed: str) -> None:
    form = browser.open(people.step_url("eins")).form
    pages = [browser.send(form, {"F1": typed}, button="weiter") for _ in range(2)]
    assert [(page.status, page.url.endswith("/zwei/")) for page in pages] == [(200, True)] * 2


def test_two_windows_on_two_pages_do_not_meet(people: Cast, browser: Browser) -> None:
    here, there = (browser.open(people.step_url(slug)).form for slug in ("eins", "zwei"))
    browser.send(there, {"F2": "b"}, button="weiter")
    browser.send(here, {"F1": "anders"}, button="weiter")
    assert stored(browser, people) == {"F1": "anders", "F2": "b"}


def test_saved_in_the_same_moment_the_later_one_reads_anew(people: Cast, browser: Browser) -> None:
    form = browser.open(people.step_url("eins")).form
    elsewhere: Answers = {"F1": "a", "F2": "b"}
    overtaking = iter([elsewhere])

    def overtake(execute: Callable[..., object], sql: str, *rest: object) -> object:
        answers = next(overtaking, None) if sql.startswith("UPDATE") else None
        if answers is not None:
            draft = drafts.find(code_of(browser), people.adoption, timezone.now())
            assert draft is not None
            changed = OpenDraft(draft.code, answers, draft.keys, draft.row)
            drafts.save(draft=changed, adoption=people.adoption, service=people.service, at=timezone.now())
        return execute(sql, *rest)

    with connection.execute_wrapper(overtake):
        page = browser.send(form, {"F1": "neu"}, button="weiter")
    assert (page.status, stored(browser, people)) == (200, {"F1": "neu", "F2": "b"})


def test_a_draft_that_was_saved_from_elsewhere_is_not_written_over(people: Cast, browser: Browser) -> None:
    draft = drafts.find(code_of(browser), people.adoption, timezone.now())
    assert draft is not None
    later = timezone.now() + timedelta(seconds=1)
    drafts.save(draft=draft, adoption=people.adoption, service=people.service, at=later)
    with pytest.raises(Overtaken):
        drafts.save(draft=draft, adoption=people.adoption, service=people.service, at=later)


def test_sent_in_another_window_the_receipt_is_shown(people: Cast, browser: Browser) -> None:
    browser.send(browser.open(people.step_url("zwei")).form, {"F2": "b"}, button="weiter")
    form = browser.open(people.step_url("eins")).form
    browser.send(browser.open(f"{people.service_url}antrag/pruefen/").form, {"erklaerung": "ja"})
    page = browser.send(form, {"F1": "zu spät"}, button="weiter")
    assert (page.url.endswith("/beleg/"), Application.objects.everywhere("a test").count()) == (True, 1)


# --- the browser has lost the code, the server cannot save ------------------------------------------------------------


def test_with_the_code_both_parts_come_together(people: Cast, browser: Browser) -> None:
    form, code = browser.open(people.step_url("zwei")).form, code_of(browser)
    del browser.client.cookies[COOKIE]
    page = browser.send(form, {"F2": "b"}, button="weiter")
    assert (page.status, Draft.objects.count()) == (409, 1)
    page = browser.send(page.forms[0], {"code": "x"})
    assert (page.status, page.errors[0][0]) == (409, "code")
    page = browser.send(page.forms[0], {"code": code.text.lower()})
    assert (page.url.endswith("/drei/"), stored(browser, people)) == (True, {"F1": "a", "F2": "b"})


def test_without_the_code_what_was_typed_begins_a_new_draft(people: Cast, browser: Browser) -> None:
    form = browser.open(people.step_url("zwei")).form
    del browser.client.cookies[COOKIE]
    page = browser.send(browser.send(form, {"F2": "b"}, button="weiter").forms[1])
    assert (page.url.endswith("/drei/"), stored(browser, people), Draft.objects.count()) == (True, {"F2": "b"}, 2)


@pytest.mark.django_db(transaction=True)
def test_a_page_that_cannot_be_saved_keeps_what_was_typed(people: Cast, browser: Browser) -> None:
    def full(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if sql.startswith("UPDATE"):
            raise OperationalError("database or disk is full")
        return execute(sql, *rest)

    form = browser.open(people.step_url("zwei")).form
    with connection.execute_wrapper(full):
        page = browser.send(form, {"F2": "b"}, button="weiter")
    assert (page.status, page.form.values["F2"], stored(browser, people)) == (503, "b", {"F1": "a"})
    assert "Drücken Sie noch einmal auf „Speichern und weiter“." in page.words
    assert browser.send(page.form, button="weiter").url.endswith("/drei/")


# --- a new release ----------------------------------------------------------------------------------------------------


def adopt(people: Cast, service: Service) -> None:
    release = catalogue.publish(service=service, actor="Test", accept_open_points_by="Test")
    people.adoption.refresh_from_db()
    type(people.adoption).objects.everywhere("a test").filter(pk=people.adoption.pk).update(release=release)


def test_a_draft_moves_with_the_form(people: Cast, browser: Browser) -> None:
    adopt(people, service_of(question(1, "Name"), question(2), question(4, "Ganz neu")))
    page = browser.open(f"{people.service_url}antrag/")
    assert "Das Formular wurde inzwischen geändert" in page.words
    assert "Sehen Sie diese Seite noch einmal an: Drei." in page.words
    assert stored(browser, people) == {"F1": "a"}
    page = browser.send(browser.open(people.step_url("drei")).form, {"F4": "neu"}, button="weiter")
    assert "inzwischen geändert" not in browser.open(f"{people.service_url}antrag/").words
    assert stored(browser, people) == {"F1": "a", "F4": "neu"}


def test_what_two_releases_have_changed_is_told_together(people: Cast, browser: Browser) -> None:
    browser.send(browser.open(people.step_url("zwei")).form, {"F2": "b"}, button="weiter")
    adopt(people, service_of(question(1), question(3, least=0)))
    adopt(people, service_of(question(1), question(5, "Noch etwas")))
    page = browser.open(f"{people.service_url}antrag/")
    assert "Sehen Sie diese Seite noch einmal an: Zwei. Nicht mehr gefragt wird: Frage 2." in page.words
    browser.send(browser.open(people.step_url("zwei")).form, {"F5": "c"}, button="weiter")
    sent = browser.send(browser.open(f"{people.service_url}antrag/pruefen/").form, {"erklaerung": "ja"})
    assert (sent.status, "b" in sent.words.split()) == (200, False)
