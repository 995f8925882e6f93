"""What happens after sending: requests, answers, corrections, withdrawal, and what of it each side sees."""

import io
import threading
import zipfile
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.utils import timezone
from msgspec.structs import replace
from pytest_django import Settings

from dienstweg.applications import exchange
from dienstweg.applications.models import Application, Correction, Document, Draft, Message, Request, Withdrawal
from dienstweg.applications.reading import open_application
from dienstweg.applications.written import Written
from dienstweg.engine import access_code
from dienstweg.engine.access_code import AccessCode
from dienstweg.engine.problems import Refused
from dienstweg.engine.service import Check, Item, Question, Service
from dienstweg.engine.service import Page as Asked
from dienstweg.record import actions as record
from dienstweg.record.models import Entry
from tests import cast, factories
from tests.cast import Cast
from tests.walker import END, PDF, Browser, Page, Person

pytestmark = pytest.mark.django_db

NAMES = ("Name", "Straße", "Alter")
STATUS = "/stand/vorgang/"
NOT_READABLE = "Diese Art von Datei können wir nicht lesen. Laden Sie eine Datei als PDF, JPG oder PNG hoch."


@pytest.fixture(autouse=True)
def place(settings: Settings, tmp_path: Path) -> None:
    settings.KEYS_DIR, settings.FILES_DIR = tmp_path / "keys", tmp_path / "files"


def three_pages() -> Service:
    """A question on each of three pages, a file on the last, and a rule that looks at the first and the second."""
    texts = tuple(Question(id=f"F{n}", path=f"F{n}", kind="text", label=name) for n, name in enumerate(NAMES))
    file = Question(id="F9", path="F9", kind="file", label="Nachweis", min=0, max=None)
    pages = (
        Asked(slug="name", title="Ihr Name", items=(Item("F0"),)),
        Asked(slug="strasse", title="Ihre Straße", items=(Item("F1"),)),
        Asked(slug="alter", title="Ihr Alter", items=(Item("F2"), Item("F9"))),
    )
    check = Check(path="", holds='not(F0 = "Bertha" and F1 = "Amsel")', message="Bertha wohnt nicht in der Amsel.")
    made = factories.make_service("drei-seiten", nodes=(*texts, file))
    return replace(made, pages=pages, checks=(check,))


class Story:
    """Alice has sent, Bob has logged in."""

    def __init__(self, consent: bool = True) -> None:
        self.people: Cast = cast.stage(three_pages())
        alice = Person(Browser(), {"F0": "Alice", "F1": "Amsel", "F2": "40"})
        check = alice.to_check(alice.browser.open(self.people.step_url()))
        wish = {"einwilligung": "ja"} if consent else {}
        receipt = alice.browser.send(check.form, {"erklaerung": "ja", **wish})
        self.alice = alice.browser
        self.status = self.alice.send(receipt.form_to("/stand/"))
        self.bob = cast.log_in(self.people.bob)
        self.application = Application.objects.everywhere("a test").select_related("authority", "release").get()
        self.case_url = f"/amt/{cast.IDSTEIN}/vorgang/{self.application.reference}/"

    @property
    def code(self) -> AccessCode:
        return access_code.parse(self.alice.client.cookies["stand"].value)

    def ask(self, text: str = "Bitte prüfen Sie das.", **given: object) -> Page:
        page = self.bob.open(self.case_url + "rueckfrage/")
        return self.bob.post(
            page.form_to("/rueckfrage/").action, {**page.form_to("/rueckfrage/").values, "nachricht": text, **given}
        )

    def ask_directly(self, *pages: str, wanted: tuple[str, ...] = ()) -> Message:
        return exchange.ask(
            application=self.application,
            written=Written(text="Bitte prüfen Sie das.", wanted=wanted, pages=pages),
            due_on=timezone.localdate() + timedelta(days=9),
            by=self.people.bob,
            at=timezone.now(),
        )

    def verbs(self) -> list[str]:
        return [entry.verb for entry in Entry.objects.of(f"application/{self.application.reference}")]


def test_a_request_is_answered_with_a_file_and_closed() -> None:
    story = Story()
    case = story.ask(
        unterlagen="Ausweis, Rückseite\nFoto", frist=f"{timezone.localdate() + timedelta(days=9):%d.%m.%Y}"
    )
    assert (case.status, "Offene Rückfrage" in case.words, "in 9 Tagen" in case.words) == (200, True, True)
    status = story.alice.open(STATUS)
    said = ("Wir brauchen noch etwas von Ihnen", "Unterlagen nachreichen", "Ausweis, Rückseite", "(in 9 Tagen)")
    assert [word for word in said if word not in status.words] == []
    page = story.alice.open(status.link("/antworten/").replace(STATUS, STATUS))
    page = story.alice.open(next(link for link in status.links if "frage=1" in link))
    file = SimpleUploadedFile("Rückseite.pdf", PDF + b"Ausweis" + END)
    status = story.alice.send(page.form, {"nachricht": "Hier ist sie.", "dateien": file})
    assert ("Ihre Antwort ist angekommen" in status.words, "Rückseite.pdf" in status.words) == (True, True)
    case = story.bob.open(story.case_url)
    assert ("Hier ist sie." in case.words, "Beantwortet" in case.words) == (True, True)
    assert story.bob.open(case.link("/dokument/1/")).body == PDF + b"Ausweis" + END
    case = story.bob.send(case.form_to("/schliessen/"))
    assert ("Offene Rückfrage" in case.words, "Wartet auf Bearbeitung" in case.words) == (False, True)
    assert "ist eingegangen" in story.alice.open(STATUS).words
    assert story.verbs() == ["received", "consented", "asked", "opened", "answered", "request_closed"]
    assert record.verify(f"application/{story.application.reference}") == ()


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        ({"text": " "}, [("nachricht", "Schreiben Sie, worum es geht.")]),
        ({"text": "x" * 10_001}, [("nachricht", "Möglich sind 10000 Zeichen.")]),
        ({"frist": "31.4.2027"}, [("frist", "Den 31. April gibt es nicht. Prüfen Sie Tag und Monat.")]),
        ({"frist": "1.1.2020"}, [("frist", "Die Frist liegt nicht in der Zukunft. Geben Sie einen späteren Tag an.")]),
        ({"unterlagen": "\n".join("abcdefghijk")}, [("unterlagen", "Möglich sind 10 Unterlagen mit je 200 Zeichen.")]),
        (
            {"unterlagen": "Foto", "art": "nachricht"},
            [("art", "Geben Sie an, bis wann Sie die Antwort brauchen.")],
        ),
    ],
)
def test_what_is_not_asked(given: dict[str, str], errors: list[tuple[str, str]]) -> None:
    story = Story()
    page = story.ask(**given)
    assert (page.status, page.errors, Message.objects.count()) == (422, errors, 0)


def test_a_plain_message_waits_for_nothing() -> None:
    story = Story()
    story.ask("Nur zur Kenntnis.", art="nachricht")
    status = story.alice.open(STATUS)
    assert ("Nur zur Kenntnis." in status.words, "Wir brauchen noch" in status.words) == (True, False)
    assert (Request.objects.count(), Message.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    ("text", "file", "errors"),
    [
        ("", None, [("nachricht", "Schreiben Sie etwas oder wählen Sie eine Datei aus.")]),
        ("x" * 10_001, None, [("nachricht", "Ihre Nachricht ist zu lang. Möglich sind 10000 Zeichen.")]),
        (
            "Hier",
            b"MZ nichts",
            [("dateien", f"a.pdf: {NOT_READABLE}")],
        ),
    ],
)
def test_what_is_not_written(text: str, file: bytes | None, errors: list[tuple[str, str]]) -> None:
    story = Story()
    page = story.alice.open(STATUS + "antworten/")
    files = {"dateien": SimpleUploadedFile("a.pdf", file)} if file else {}
    again = story.alice.send(page.form, {"nachricht": text, **files})
    assert (again.status, again.errors, again.form.values["nachricht"]) == (422, errors, text)
    assert (Message.objects.count(), Document.objects.count()) == (0, 0)


# --- corrections ------------------------------------------------------------------------------------------------------


def test_only_the_opened_page_is_corrected_and_both_versions_stay() -> None:
    story = Story()
    story.ask_directly("strasse")
    page = story.alice.open(STATUS + "aendern/")
    assert (page.url, page.form.values["F1"], "F0" in page.form.values) == (
        STATUS + "aendern/seite/strasse/",
        "Amsel",
        False,
    )
    elsewhere = story.alice.open(STATUS + "aendern/seite/name/")
    assert elsewhere.url == page.url
    check = story.alice.send(page.form, {"F1": "Drossel"}, button="weiter")
    assert (check.url, "Drossel" in check.words, "vorher: Amsel" in check.words) == (
        STATUS + "aendern/pruefen/",
        True,
        True,
    )
    before = bytes(story.application.sealed)
    status = story.alice.send(check.form)
    assert ("Ihre Antwort ist angekommen" in status.words, "Sie haben Angaben berichtigt" in status.words) == (
        True,
        True,
    )
    row = Application.objects.everywhere("a test").select_related("authority", "release").get()
    opened = open_application(row, access_code.key_pair(story.code))
    assert bytes(row.sealed) == before
    assert [version.answers["F1"] for version in opened.versions] == ["Amsel", "Drossel"]
    correction = Correction.objects.get()
    assert (opened.versions[1].corrects, correction.digest != row.digest) == (row.digest, True)
    case = story.bob.open(story.case_url)
    assert ("Drossel" in case.words, "vorher: Amsel" in case.words, "Berichtigt am" in case.words) == (True, True, True)
    assert b"Drossel" in story.bob.open(case.link("/daten.json")).body
    assert (story.verbs()[-2:], Draft.objects.count()) == (["corrected", "opened"], 0)


def test_rules_still_hold_and_open_what_they_need() -> None:
    story = Story()
    story.ask_directly("name")
    page = story.alice.open(STATUS + "aendern/")
    told = story.alice.send(page.form, {"F0": "Bertha"}, button="weiter")
    assert (told.status, told.errors) == (422, [("F0", "Bertha wohnt nicht in der Amsel.")])
    wrong = story.alice.send(told.form, button="weiter")
    assert (wrong.url, wrong.form.values["F1"]) == (STATUS + "aendern/seite/strasse/", "Amsel")
    check = story.alice.open(STATUS + "aendern/pruefen/")
    assert (check.forms, "Auf einer Seite fehlt noch etwas" in check.words) == ([], True)
    check = story.alice.send(wrong.form, {"F1": "Drossel"}, button="weiter")
    status = story.alice.send(check.form)
    assert (status.url, Correction.objects.count()) == (STATUS, 1)


def test_nothing_can_be_corrected_that_was_not_opened() -> None:
    story = Story()
    assert story.alice.open(STATUS + "aendern/").url == STATUS
    story.ask_directly(wanted=("Foto",))
    assert story.alice.open(STATUS + "aendern/seite/name/").url == STATUS
    message = story.ask_directly("name")
    page = story.alice.open(STATUS + "aendern/")
    check = story.alice.send(page.form, {"F0": "Berta"}, button="weiter")
    exchange.close_request(request=message.request, by=story.people.bob, at=timezone.now())
    after = story.alice.send(check.form)
    assert (after.url, Correction.objects.count()) == (STATUS, 0)


def test_a_correction_that_changes_nothing_is_not_sent() -> None:
    story = Story()
    story.ask_directly("name")
    page = story.alice.open(STATUS + "aendern/")
    check = story.alice.send(page.form, button="weiter")
    assert (check.forms, "Sie haben noch nichts geändert." in check.words) == ([], True)


def test_a_file_that_comes_with_a_correction_is_sealed_and_listed() -> None:
    story = Story()
    story.ask_directly("alter")
    page = story.alice.open(STATUS + "aendern/")
    file = SimpleUploadedFile("Nachweis.pdf", PDF + b"neu" + END)
    page = story.alice.send(page.form, {"F9": file}, button="hochladen:F9")
    check = story.alice.send(page.form, button="weiter")
    story.alice.send(check.form)
    document = Document.objects.get()
    case = story.bob.open(story.case_url)
    assert (document.kind, story.bob.open(case.link("/dokument/1/")).body) == ("supplement", PDF + b"neu" + END)


def test_a_changed_correction_is_noticed() -> None:
    story = Story()
    story.ask_directly("name")
    page = story.alice.open(STATUS + "aendern/")
    check = story.alice.send(page.form, {"F0": "Berta"}, button="weiter")
    story.alice.send(check.form)
    Correction.objects.update(digest="0" * 64)
    with pytest.raises(Refused) as refused:
        open_application(story.application, access_code.key_pair(story.code))
    assert [problem.code for problem in refused.value.problems] == ["content_changed"]


# --- withdrawal -------------------------------------------------------------------------------------------------------


def test_withdrawn_is_told_to_both_and_ends_the_case() -> None:
    story = Story()
    page = story.alice.open(story.status.link("/zurueckziehen/"))
    assert ("Antrag zurückziehen?" in page.words, Withdrawal.objects.count()) == (True, 0)
    status = story.alice.send(page.form)
    assert "Ihr Antrag ist zurückgezogen" in status.words
    story.alice.send(page.form)
    assert (Withdrawal.objects.count(), story.verbs()) == (1, ["received", "consented", "withdrawn"])
    inbox = story.bob.open(f"/amt/{cast.IDSTEIN}/eingang/?ansicht=erledigt")
    assert (story.application.reference in inbox.words, "Zurückgezogen" in inbox.words) == (True, True)
    case = story.bob.open(story.case_url)
    assert [link for link in case.links if link.endswith(("/entscheiden/", "/rueckfrage/"))] == []
    decided = cast.decide(story.bob, replaced(case, story.case_url), "assessed", "Darum.")
    assert ("Dieser Antrag wurde zurückgezogen." in decided.words, Document.objects.count()) == (True, 0)


def replaced(case: Page, url: str) -> Page:
    case.links.append(url + "entscheiden/")
    return case


def test_what_was_decided_is_not_withdrawn() -> None:
    story = Story()
    page = story.alice.open(story.status.link("/zurueckziehen/"))
    cast.decide(story.bob, story.bob.open(story.case_url), "assessed", "Darum.")
    status = story.alice.send(page.form)
    assert ("Die Antwort ist da" in status.words, Withdrawal.objects.count()) == (True, 0)
    with pytest.raises(Refused) as refused:
        exchange.withdraw(application=story.application, at=timezone.now())
    assert [problem.code for problem in refused.value.problems] == ["decided"]


@pytest.mark.django_db(transaction=True)
def test_withdrawn_and_decided_at_once_is_one_of_the_two() -> None:
    story = Story()
    case = story.bob.open(story.case_url)
    decide = story.bob.open(case.link("/entscheiden/"))
    withdraw = story.alice.open(STATUS + "zurueckziehen/")
    barrier = threading.Barrier(2)

    def run(act: Callable[[], object]) -> None:
        barrier.wait()
        try:
            act()
        finally:
            connections.close_all()

    acts = (
        lambda: story.alice.send(withdraw.form),
        lambda: story.bob.send(
            decide.form_to("/entscheiden/"), {"ergebnis": "assessed", "gruende": "x"}, button="entscheiden"
        ),
    )
    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Withdrawal.objects.count() + Document.objects.count() == 1
    assert record.verify(f"application/{story.application.reference}") == ()


# --- everything -------------------------------------------------------------------------------------------------------


def test_everything_comes_as_one_file() -> None:
    story = Story()
    story.ask_directly("name", wanted=("Foto",))
    page = story.alice.open(STATUS + "antworten/")
    story.alice.send(
        page.form, {"nachricht": "Bitte sehr.", "dateien": SimpleUploadedFile("Foto.pdf", PDF + b"x" + END)}
    )
    correct = story.alice.open(STATUS + "aendern/")
    check = story.alice.send(correct.form, {"F0": "Berta"}, button="weiter")
    story.alice.send(check.form)
    cast.decide(story.bob, story.bob.open(story.case_url), "assessed", "Darum.")
    status = story.alice.open(STATUS)
    body = story.alice.send(status.form_to("/alles.zip")).body
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == [
            "LIESMICH.txt",
            "angaben.json",
            "angaben.xml",
            "anlagen/01-Foto.pdf",
            "beleg.txt",
            "eingangsbestaetigung.pdf",
            "inhalt-1.json",
            "inhalt-2.json",
            "nachrichten.txt",
            "schreiben/Bescheid-2.pdf",
        ]
        digests = [sha256(archive.read(f"inhalt-{n}.json")).hexdigest() for n in (1, 2)]
        assert digests == [story.application.digest, Correction.objects.get().digest]
        assert (b"Berta" in archive.read("angaben.json"), archive.read("anlagen/01-Foto.pdf")) == (
            True,
            PDF + b"x" + END,
        )
    assert story.verbs()[-1] == "fetched"


def test_nobody_without_the_code_sees_or_does_anything() -> None:
    story = Story()
    message = story.ask_directly("name")
    chris = cast.log_in(story.people.chris)
    paths = ("", "antworten/", "zurueckziehen/", "einwilligung/", "aendern/", "aendern/pruefen/", "aendern/seite/name/")
    assert [chris.open(STATUS + path).url for path in paths] == ["/stand/"] * len(paths)
    token = chris.open(f"/amt/{cast.TAUNUSSTEIN}/eingang/").forms[0].values["csrfmiddlewaretoken"]
    for ars in (cast.IDSTEIN, cast.TAUNUSSTEIN):
        case = f"/amt/{ars}/vorgang/{story.application.reference}/"
        posted = {"nachricht": "x", "csrfmiddlewaretoken": token}
        ways = ("rueckfrage/", f"rueckfrage/{message.number}/schliessen/", "dokument/1/per-post/")
        assert [chris.post(case + way, posted).status for way in ways] == [404] * 3
    assert (Message.objects.count(), Request.objects.get().closed_at) == (1, None)
