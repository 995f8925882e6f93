"""Sending: once, whole, and as it was asked."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection, connections
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from dienstweg.applications import actions, drafts
from dienstweg.applications.drafts import OpenDraft
from dienstweg.applications.filestore import FileStore
from dienstweg.applications.models import Application, Document, Draft
from dienstweg.applications.reading import open_application, open_attachment
from dienstweg.authorities.keystore import KeyStore
from dienstweg.engine import access_code
from dienstweg.engine.adoption import offer
from dienstweg.engine.answers import Answers
from dienstweg.engine.problems import Refused
from dienstweg.engine.usage import kept
from dienstweg.record import actions as record
from dienstweg.record.models import Entry
from tests import cast, factories
from tests.applications.everything import EVERYTHING, FULL
from tests.cast import Cast
from tests.walker import END, PDF, Browser, Person, upload

NOON = factories.NOON
WHOLE: Answers = {key: value for key, value in FULL.items() if key != "F50"}
CODE = access_code.new(lambda count: bytes(range(count)))


@pytest.fixture
def files(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.FILES_DIR = tmp_path_factory.mktemp("files")


def begun(people: Cast, answers: Answers = WHOLE) -> OpenDraft:
    draft = OpenDraft(CODE, answers)
    return drafts.save(draft=draft, adoption=people.adoption, service=people.service, at=NOON)


def send(people: Cast, draft: OpenDraft, at: datetime = NOON) -> Application:
    return actions.submit(draft=draft, adoption=people.adoption, service=people.service, at=at)


def sent() -> list[Application]:
    return list(Application.objects.everywhere("a test"))


@pytest.mark.django_db
def test_both_readers_read_exactly_what_was_asked_and_answered() -> None:
    people = cast.stage(EVERYTHING)
    application = send(people, begun(people))
    office = KeyStore.from_settings().private(people.idstein.ars, people.idstein.public_key().kid)
    for key in (office, access_code.key_pair(CODE)):
        opened = open_application(application, key)
        assert (opened.content.answers, opened.service) == (kept(EVERYTHING.nodes, WHOLE), offer(EVERYTHING, {}))
        assert opened.content.service_digest == people.adoption.release.digest
    assert Draft.objects.count() == 0


@pytest.mark.django_db
def test_sent_again_is_the_same_application() -> None:
    people = cast.stage(EVERYTHING)
    draft = begun(people)
    first, second = send(people, draft), send(people, draft)
    assert (first, [one.reference for one in sent()]) == (second, [first.reference])
    assert [entry.verb for entry in Entry.objects.of(f"application/{first.reference}")] == ["received"]


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_at_once_is_sent_once() -> None:
    people = cast.stage(EVERYTHING)
    draft = begun(people)
    found = at_once(lambda: send(people, draft).reference, times=4)
    assert (len(found), set(found)) == (4, {one.reference for one in sent()})
    (application,) = sent()
    assert record.verify(f"application/{application.reference}") == ()
    assert (Entry.objects.of(f"application/{application.reference}").count(), Draft.objects.count()) == (1, 0)


def at_once(act: Callable[[], str], *, times: int) -> list[str]:
    """What several threads get that do the same at the same moment."""
    barrier, found = threading.Barrier(times), []

    def run() -> None:
        barrier.wait()
        try:
            found.append(act())
        except Refused as refused:
            found.append(refused.problems[0].code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.django_db
def test_a_number_that_is_taken_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    people = cast.stage(EVERYTHING)
    numbers = iter([7, 7, 8])
    monkeypatch.setattr(actions, "randbelow", lambda _: next(numbers))
    first = send(people, begun(people))
    other = OpenDraft(access_code.new(bytes), WHOLE)
    second = actions.submit(draft=other, adoption=people.adoption, service=people.service, at=NOON)
    assert [reference.reference.split("-")[2] for reference in (first, second)] == ["0000007", "0000008"]


@pytest.mark.django_db
def test_with_gaps_nothing_is_sent_and_each_gap_is_named() -> None:
    people = cast.stage(EVERYTHING)
    with pytest.raises(Refused) as refused:
        send(people, begun(people, {"F2": "x", "?G41": "G41"}))
    assert [(problem.code, problem.where) for problem in refused.value.problems] == [
        ("application_incomplete", "F1"),
        ("application_incomplete", "?G30"),
        ("application_incomplete", "G41.F42"),
    ]
    assert (sent(), Draft.objects.count()) == ([], 1)


@pytest.mark.django_db
def test_the_day_is_the_day_in_germany() -> None:
    """Shortly before midnight UTC the next day has begun; "up to today" means that day, and the year may be new."""
    people = cast.stage(EVERYTHING)
    late = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    application = send(people, begun(people, WHOLE | {"F3": "2027-01-01"}), at=late)
    assert application.reference.split("-")[1] == "2027"


@pytest.mark.django_db
def test_what_gates_hide_does_not_leave() -> None:
    people = cast.stage(EVERYTHING)
    application = send(people, begun(people, WHOLE | {"?G30": False, "F43": "Verein"}))
    answers = open_application(application, access_code.key_pair(CODE)).content.answers
    assert ("G30" in answers, "F43" in answers, answers["?G30"]) == (False, False, False)


@pytest.mark.django_db
def test_files_travel_with_the_application_and_the_others_go(
    files: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    """A file behind a closed gate was uploaded, is not sent, and does not stay."""
    people = cast.stage(EVERYTHING)
    alice = Person(Browser(), WHOLE)
    page = alice.to_check(alice.browser.open(people.step_url()))
    page = alice.browser.open(people.step_url("weiteres"))
    for name in ("eins.pdf", "zwei.pdf"):
        file = upload(name, PDF + name.encode() + END)
        page = alice.browser.send(page.form, {"F50": file}, button="hochladen:F50")
    with django_capture_on_commit_callbacks(execute=True):
        page = alice.browser.send(page.form, button="datei-weg:F50.0")
        receipt = alice.finish(page)
    (document,) = Document.objects.all()
    document.application = sent()[0]
    code = access_code.parse(alice.browser.client.cookies["antrag"].value)
    attachment, chunks = open_attachment(document, access_code.key_pair(code))
    assert (attachment.name, b"".join(chunks)) == ("zwei.pdf", PDF + b"zwei.pdf" + END)
    left = [path for path in FileStore.from_settings()._folder.rglob("*") if path.is_file()]
    assert ([path.name for path in left], receipt.status) == ([str(document.blob)], 200)


def test_threads_see_the_same_database() -> None:
    """The test of two threads means something only where a second connection meets the first one's locks."""
    assert connection.vendor == "postgresql" or "memory" not in str(connection.settings_dict["TEST"]["NAME"])
