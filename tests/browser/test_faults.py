"""Faults as a person meets them in a browser: the network cut, the server gone, cookies gone, two windows, back.

Each time: what a page had accepted is there, what was typed is there, one application, and a sentence that says what to
do. Every page that such a sentence stands on is looked at.
"""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, FilePayload, Page, Route
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from dienstweg.applications.models import Application, Draft, Message
from dienstweg.catalogue import actions as catalogue
from tests import cast, walker
from tests.browser.eyes import Eyes
from tests.browser.test_the_way import CONTRACT, PAPERS, Visit, visit
from tests.browser.validity import mistakes
from tests.cast import Cast
from tests.walker import END, PDF

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MEGABYTE = 1024 * 1024
FULL_DISK, LARGE = 6 * MEGABYTE, 8 * MEGABYTE
STREET = "G06000900101.G60000000086.F60000000243"
NEXT, SEND = "Speichern und weiter", "Anmeldung absenden"


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR, settings.KEYS_DIR = tmp_path / "files", tmp_path / "keys"


@pytest.fixture
def people(live_server: LiveServer) -> Cast:
    return cast.dog_tax()


def filled_in(alice: Visit, people: Cast) -> None:
    """Everything but the sending is done, in a browser whose cookies this one has got."""
    person = walker.Person(walker.Browser(), cast.alice())
    person.to_check(person.browser.open(people.step_url()))
    cookies = person.browser.client.cookies
    alice.page.context.add_cookies(
        [
            {"name": name, "value": one.value, "domain": "localhost", "path": one["path"]}
            for name, one in cookies.items()
        ]
    )


def check_of(people: Cast) -> str:
    return f"{people.service_url}antrag/pruefen/"


def agree_and_send(alice: Visit, kind: str = "", *, status: int = 200) -> None:
    alice.page.check("#erklaerung")
    alice.press(SEND, kind, status=status)


def code_of(alice: Visit) -> str:
    return next(one["value"] for one in alice.page.context.cookies() if one["name"] == "antrag")


def sent() -> int:
    return Application.objects.everywhere("a test").count()


@contextmanager
def cut(page: Page, moment: str) -> Iterator[None]:
    """What is posted does not reach the server, or does and its answer does not reach the browser."""

    def lose(route: Route) -> None:
        if route.request.method == "POST" and moment == "after":
            route.fetch(max_redirects=0)
        route.abort("connectionreset")

    page.route("**/*", lose)
    yield
    page.unroute("**/*")


def press_in_vain(alice: Visit, words: str, moment: str) -> None:
    with cut(alice.page, moment), alice.page.expect_event("requestfailed"):
        alice.page.get_by_role("button", name=words, exact=True).last.click()
    alice.page.wait_for_url("chrome-error://**")


@pytest.mark.parametrize(("moment", "scripts"), [("before", True), ("after", False)])
def test_cut_off_and_loaded_again(
    browser: Browser, live_server: LiveServer, people: Cast, moment: str, *, scripts: bool
) -> None:
    """The browser keeps what it could not send; loaded again, the page is saved, and the application sent, once."""
    with visit(browser, live_server.url, Eyes(), scripts=scripts) as alice:
        filled_in(alice, people)
        alice.open(people.step_url())
        alice.field(STREET).fill("Drosselweg")
        press_in_vain(alice, NEXT, moment)
        alice.page.reload()
        assert alice.page.url.endswith("/seite/ihre-hunde/")
        alice.open(check_of(people))
        assert alice.page.get_by_text("Drosselweg").count() == 1
        alice.page.check("#erklaerung")
        press_in_vain(alice, SEND, moment)
        assert sent() == int(moment == "after")
        alice.page.reload()
        assert alice.page.locator("h1").inner_text() == "Ihre Anmeldung ist eingegangen"
    assert (sent(), Draft.objects.count()) == (1, 0)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts allowed", "without scripts"])
def test_back_after_saving_and_after_sending(
    browser: Browser, live_server: LiveServer, people: Cast, *, scripts: bool
) -> None:
    with visit(browser, live_server.url, Eyes(), scripts=scripts) as alice:
        filled_in(alice, people)
        alice.open(people.step_url())
        alice.field(STREET).fill("Drosselweg")
        alice.press(NEXT)
        alice.page.go_back()
        assert alice.field(STREET).input_value() == "Drosselweg"
        alice.field(STREET).fill("Finkenweg")
        alice.press(NEXT)
        alice.open(check_of(people))
        assert alice.page.get_by_text("Finkenweg").count() == 1
        agree_and_send(alice)
        reference = alice.page.locator(".dw-ref").inner_text()
        for _ in range(2):
            alice.page.go_back()
            assert alice.page.locator(".dw-ref").inner_text() == reference
    assert (sent(), Draft.objects.count()) == (1, 0)


def test_two_windows(browser: Browser, live_server: LiveServer, people: Cast) -> None:
    """Both versions are shown, one is chosen; what was changed meanwhile is not sent unseen; sent is sent once."""
    eyes = Eyes()
    with visit(browser, live_server.url, eyes) as alice:
        filled_in(alice, people)
        other = Visit(alice.page.context.new_page(), eyes, alice.base, alice.answers)
        for window, street in ((alice, "Drosselweg"), (other, "Finkenweg")):
            window.open(people.step_url())
            window.field(STREET).fill(street)
        alice.press(NEXT)
        other.press(NEXT, "two versions", status=409)
        assert other.page.locator("td span").all_inner_texts() == ["Drosselweg", "Finkenweg"]
        for window in (alice, other):
            window.open(check_of(people))
        alice.open(people.step_url())
        alice.field(STREET).fill("Amselweg")
        alice.press(NEXT)
        agree_and_send(other, "changed meanwhile", status=409)
        assert other.focused(".dw-errors")
        assert (other.page.get_by_text("Amselweg").count(), other.page.locator("#erklaerung").is_checked()) == (
            1,
            False,
        )
        alice.open(check_of(people))
        agree_and_send(other)
        agree_and_send(alice)
        references = {window.page.locator(".dw-ref").inner_text() for window in (alice, other)}
        assert (len(references), sent()) == (1, 1)
    assert (eyes.found, mistakes(eyes.sent)) == ([], [])


def test_cookies_lost_with_typed_answers(browser: Browser, live_server: LiveServer, people: Cast) -> None:
    eyes = Eyes()
    with visit(browser, live_server.url, eyes) as alice:
        filled_in(alice, people)
        alice.open(people.step_url())
        code = code_of(alice)
        alice.field(STREET).fill("Drosselweg")
        alice.page.context.clear_cookies()
        alice.press(NEXT, "no token", status=403)
        alice.press("Noch einmal versuchen", "draft not open", status=409)
        alice.page.fill("#code", "falsch")
        alice.press("Öffnen und speichern", "draft not open, wrong code", status=409)
        assert alice.focused(".dw-errors")
        alice.page.fill("#code", code)
        alice.press("Öffnen und speichern")
        alice.open(check_of(people))
        assert alice.page.get_by_text("Drosselweg").count() == 1
        alice.page.context.clear_cookies(name="antrag")
        agree_and_send(alice, "draft not open, last page", status=409)
        alice.page.fill("#code", code)
        alice.press("Öffnen und absenden")
        assert (alice.page.locator(".dw-ref").count(), sent()) == (1, 1)
    assert (eyes.found, mistakes(eyes.sent)) == ([], [])


def test_a_message_typed_when_the_cookie_goes(browser: Browser, live_server: LiveServer, people: Cast) -> None:
    eyes = Eyes()
    with visit(browser, live_server.url, eyes) as alice:
        filled_in(alice, people)
        alice.open(check_of(people))
        agree_and_send(alice)
        code = alice.page.locator(".dw-code").inner_text()
        alice.press("Zur Statusseite")
        alice.open("/stand/vorgang/antworten/")
        alice.page.fill("#nachricht", "Bella ist\numgezogen.")
        alice.page.set_input_files("#dateien", CONTRACT)
        alice.page.context.clear_cookies(name="stand")
        alice.press("Nachricht senden", "case not open", status=409)
        alice.page.fill("#code", code)
        alice.press("Öffnen und weiter")
        assert alice.page.locator("#nachricht").input_value() == "Bella ist\numgezogen."
        alice.page.set_input_files("#dateien", CONTRACT)
        alice.press("Nachricht senden")
        assert alice.page.locator(".dw-files .dw-name").all_inner_texts() == ["Abgabevertrag.pdf"]
        assert Message.objects.count() == 1
    assert (eyes.found, mistakes(eyes.sent)) == ([], [])


@contextmanager
def full_disk() -> Iterator[None]:
    """The system takes no file of this process that is larger, as a disk on which no more than that is left."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (FULL_DISK, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_is_full_at_an_upload(browser: Browser, live_server: LiveServer, people: Cast) -> None:
    """The file is refused with a sentence; what was typed beside it is saved; the next file is taken."""
    eyes = Eyes()
    large = FilePayload(name="Gross.pdf", mimeType="application/pdf", buffer=PDF + bytes(LARGE) + END)
    with visit(browser, live_server.url, eyes) as alice:
        filled_in(alice, people)
        alice.open(people.step_url("ermaessigung"))
        upload = alice.page.locator(f'button[value="hochladen:{PAPERS}"]')
        alice.field(PAPERS).set_input_files(large)
        with full_disk():
            alice.send(upload, "disk full", status=422)
        assert alice.focused(".dw-errors")
        assert "Diese Datei konnten wir gerade nicht speichern." in alice.page.locator(".dw-errors").inner_text()
        alice.field(PAPERS).set_input_files(CONTRACT)
        alice.send(upload)
        assert alice.page.locator(".dw-files .dw-name").all_inner_texts() == ["Abgabevertrag.pdf"]
    assert (eyes.found, mistakes(eyes.sent)) == ([], [])


def test_a_new_release_between_checking_and_sending(browser: Browser, live_server: LiveServer, people: Cast) -> None:
    eyes = Eyes()
    with visit(browser, live_server.url, eyes) as alice:
        filled_in(alice, people)
        alice.open(check_of(people))
        adopt_anew(people, "Wer Sie sind")
        agree_and_send(alice, "new release", status=409)
        said = alice.page.locator(".dw-errors").inner_text()
        assert "Das Formular wurde inzwischen geändert." in said
        agree_and_send(alice)
        assert (alice.page.locator(".dw-ref").count(), sent()) == (1, 1)
    assert (eyes.found, mistakes(eyes.sent)) == ([], [])


def adopt_anew(people: Cast, title: str) -> None:
    """Idstein runs another release of the service, in which a page has another title."""
    service, source = cast.our_service(cast.DOG_TAX)
    first, *others = service.pages
    changed = replace(service, pages=(replace(first, title=title), *others))
    release = catalogue.publish(service=changed, source=source, actor="Test", accept_open_points_by="Test")
    type(people.adoption).objects.everywhere("a test").filter(pk=people.adoption.pk).update(release=release)
