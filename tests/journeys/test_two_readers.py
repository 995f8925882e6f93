"""Nobody but authority and applicant can read: everything that lies anywhere is searched for planted words."""

import base64
import io
import logging
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from dienstweg.applications import drafts
from dienstweg.applications.mailing import send_waiting
from dienstweg.applications.models import Draft
from dienstweg.config.logs import DiscreetFormatter
from dienstweg.engine.access_code import SECRET_LENGTH, AccessCode, parse
from dienstweg.engine.answers import put
from dienstweg.record import actions as record
from tests import cast
from tests.cast import Cast
from tests.walker import END, PDF, Browser, Page, Person, upload

OWNER, TOWN, DOG, BREED = "Zwergotterfell", "Quarzbachhausen", "Silberdistel", "Purpurwindspiel"
MISTYPED = "Feuersalamandertag"
FILE, CONTENT = "Nachtigallenbefund", "Kornblumenvertrag"
REASONS = "Sonnenblumenkernöl"
ABANDONED, ABANDONED_FILE = "Abendpfauenauge", "Mondsichelzertifikat"
SENT_WORDS = (OWNER, TOWN, DOG, BREED, MISTYPED, FILE, CONTENT)
PHOTO = "F06000900125"


@dataclass
class Storage:
    """Everything the product can write to."""

    files: Path
    keys: Path
    temporary: Path
    capfd: pytest.CaptureFixture[str]
    printed: list[str] = field(default_factory=list)
    log: io.StringIO = field(default_factory=io.StringIO)

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Each place with the bytes that lie there."""
        yield from rows_of_the_database()
        for path in [*database_files(), *below(self.files), *below(self.keys), *below(self.temporary)]:
            yield str(path), path.name.encode() + b"\n" + path.read_bytes()
        out, err = self.capfd.readouterr()
        self.printed += [out, err]
        yield "output", "\n".join(self.printed).encode()
        yield "log", self.log.getvalue().encode()
        yield "mail", b"\n".join(message.message().as_bytes() for message in mail.outbox)

    def leaks(self, *words: str) -> list[tuple[str, str]]:
        """Where a word is found, in whatever form."""
        forms = [(word, form) for word in words for form in forms_of(word)]
        return [(word, place) for place, data in self.contents() for word, form in forms if form in data.lower()]


def rows_of_the_database() -> Iterator[tuple[str, bytes]]:
    """What a dump holds: every value of every row of every table, sessions included."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 # the database's own names
            for row in cursor.fetchall():
                yield table, b"\n".join(map(as_bytes, row))


def as_bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()


def database_files() -> list[Path]:
    """The database's own files, with the log of changes beside them; none on PostgreSQL."""
    if connection.vendor != "sqlite":
        return []
    name = Path(str(connection.settings_dict["NAME"]))
    return [path for path in (name, *(name.with_name(name.name + end) for end in ("-wal", "-shm"))) if path.exists()]


def below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def forms_of(word: str) -> list[bytes]:
    """A word as it may lie somewhere (in lower case): as text of several encodings, escaped, as hex, inside base64."""
    plain = word.encode()
    texts = [word.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "latin-1", "unicode-escape")]
    inner = [base64.b64encode(bytes(ahead) + plain)[4 if ahead else 0 : -4] for ahead in range(3)]
    return [form.lower() for form in {*texts, plain.hex().encode(), *inner}]


@pytest.fixture
def storage(
    tmp_path: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Iterator[Storage]:
    place = Storage(tmp_path / "files", tmp_path / "keys", tmp_path / "temporary", capfd)
    place.temporary.mkdir()
    settings.FILES_DIR, settings.KEYS_DIR = place.files, place.keys
    monkeypatch.setenv("TMPDIR", str(place.temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    handler = logging.StreamHandler(place.log)
    handler.setFormatter(DiscreetFormatter())
    loggers = [logging.getLogger(name) for name in ("", "django")]
    for logger in loggers:
        monkeypatch.setattr(logger, "level", logging.DEBUG)
        logger.addHandler(handler)
    yield place
    for logger in loggers:
        logger.removeHandler(handler)


@pytest.mark.django_db
def test_the_search_finds_what_lies_open(storage: Storage) -> None:
    storage.files.mkdir()
    for number, form in enumerate(forms_of(CONTENT)):
        storage.files.joinpath(str(number)).write_bytes(b"before " + form + b" after")
    assert {place for _, place in storage.leaks(CONTENT, FILE)} == {str(path) for path in below(storage.files)}


@pytest.mark.django_db(transaction=True)
def test_the_search_finds_what_stands_in_the_database(storage: Storage) -> None:
    record.note(chain=f"application/{OWNER}", verb="test", actor="Test")
    assert (OWNER, "record_entry") in storage.leaks(OWNER)


@pytest.mark.django_db(transaction=True)
def test_two_readers_and_nobody_else(storage: Storage) -> None:
    people = cast.dog_tax()
    alice = Person(Browser(), planted())
    page = draft_with_files(alice, people)
    code = shown_code(alice.browser.send(page.form, button="spaeter"))
    nothing_leaks(storage, alice, code, *SENT_WORDS)
    assert (FILE in page.words, MISTYPED in page.words) == (True, False)
    receipt = alice.finish(page)
    nothing_leaks(storage, alice, code, *SENT_WORDS)
    bob = both_read(people, alice, receipt)
    nothing_leaks(storage, alice, code, *SENT_WORDS)
    decided(alice, bob)
    nothing_leaks(storage, alice, code, *SENT_WORDS, REASONS)
    abandoned(storage, people)
    nothing_leaks(storage, alice, code, *SENT_WORDS, REASONS, ABANDONED, ABANDONED_FILE)
    assert (below(storage.temporary), "Unprocessable" in storage.log.getvalue()) == ([], True)
    addresses_tell_nothing(bob, AccessCode(code.characters), *SENT_WORDS, REASONS)


QUESTION, REPLY, WANTED, LATE_FILE = "Distelfinkenfrage", "Haselmausantwort", "Kiebitznachweis", "Regenpfeiferfoto"
CORRECTED, ADDRESS = "Schwalbenschwanzallee", "blaumeise@example.org"


@pytest.mark.django_db(transaction=True)
def test_what_is_written_after_sending_is_read_by_the_two_alone(storage: Storage) -> None:
    people = cast.dog_tax()
    alice = Person(Browser(), cast.alice())
    check = alice.to_check(alice.browser.open(people.step_url()))
    receipt = alice.browser.send(check.form, {"erklaerung": "ja", "hinweis_an": ADDRESS})
    code = shown_code(receipt)
    bob = asked(people)
    status = alice.browser.send(receipt.form_to("/stand/"))
    assert [word for word in (QUESTION, WANTED) if word not in status.words] == []
    reply = alice.browser.open(next(link for link in status.links if "frage=1" in link))
    file = upload(f"{LATE_FILE}.pdf", file_content(LATE_FILE))
    alice.browser.send(reply.form, {"nachricht": REPLY, "dateien": file})
    page = alice.browser.open("/stand/vorgang/aendern/")
    check = alice.browser.send(page.form, {"G06000900101.G60000000086.F60000000243": CORRECTED}, button="weiter")
    planted_words = (QUESTION, WANTED, REPLY, LATE_FILE, CORRECTED, ADDRESS)
    nothing_leaks(storage, alice, code, *planted_words)
    alice.browser.send(check.form)
    case = bob.open(bob.pages[-1].url)
    assert [word for word in (REPLY, f"{LATE_FILE}.pdf", CORRECTED) if word not in case.words] == []
    nothing_leaks(storage, alice, code, *planted_words)
    assert (below(storage.temporary), send_waiting(timezone.now())) == ([], (1, 0))
    assert {place for _, place in storage.leaks(*planted_words)} == {"mail"}


def asked(people: Cast) -> Browser:
    """Bob asks for a document and opens the first page. Returns his browser at the case."""
    bob = cast.log_in(people.bob)
    case = bob.open(next(link for link in bob.open("/amt/").links if "/vorgang/" in link))
    page = bob.open(case.link("/rueckfrage/"))
    said = {"nachricht": QUESTION, "unterlagen": WANTED, "seiten": people.service.pages[0].slug}
    bob.send(page.form_to("/rueckfrage/"), said)
    return bob


def planted() -> dict[str, object]:
    answers = put(cast.alice(), "G06000900101.F60000000227", OWNER)
    answers = put(answers, "G06000900101.G60000000086.F60000000247", TOWN)
    answers = put(answers, "G06000900103.0.F06000900101", DOG)
    return put(answers, "G06000900103.0.F06000900102", BREED)


def file_content(word: str) -> bytes:
    """Long enough for Django's own handlers to write it to a temporary folder."""
    return PDF + f"{word} ".encode() * (3_000_000 // len(word)) + END


def draft_with_files(alice: Person, people: Cast) -> Page:
    """Everything filled in up to the page of files, one answer typed wrongly first, one file refused, one taken."""
    page = alice.browser.open(people.step_url())
    wrong = alice.browser.send(page.form, alice.fill(page.form) | {"G06000900101.F06000900001.tag": MISTYPED})
    assert (wrong.status, MISTYPED in wrong.html) == (422, True)
    page = alice.turn(alice.turn(wrong))
    refused = alice.browser.send(
        page.form, {PHOTO: upload(f"{FILE}.doc", f"kein Bild, {CONTENT}".encode())}, button=f"hochladen:{PHOTO}"
    )
    assert refused.status == 422
    taken = {PHOTO: upload(f"{FILE}.pdf", file_content(CONTENT))}
    return alice.browser.send(refused.form, taken, button=f"hochladen:{PHOTO}")


def shown_code(page: Page) -> AccessCode:
    return parse(page.html.partition('class="dw-code">')[2].partition("<")[0])


def nothing_leaks(storage: Storage, alice: Person, code: AccessCode, *words: str) -> None:
    codes = (code.text, code.characters, code.characters[:SECRET_LENGTH])
    assert storage.leaks(*words, *codes) == []
    addresses_tell_nothing(alice.browser, code, *words)


def addresses_tell_nothing(browser: Browser, code: AccessCode, *words: str) -> None:
    """Neither the code nor an answer is in an address that was asked for, led to or linked."""
    telling = [
        address
        for address in browser.addresses
        for form in (code.text, code.characters, code.characters[:SECRET_LENGTH], *words)
        if form.lower() in address.lower()
    ]
    assert telling == []


def both_read(people: Cast, alice: Person, receipt: Page) -> Browser:
    """Everything that was sent, on both sides. Returns Bob's browser at the case."""
    status = alice.browser.send(receipt.form_to("/stand/"))
    own = alice.browser.send(status.form_to("/dokument/1/"))
    bob = cast.log_in(people.bob)
    case = bob.open(next(link for link in bob.open("/amt/").links if "/vorgang/" in link))
    theirs = bob.open(case.link("/dokument/1/"))
    said = (OWNER, TOWN, DOG, BREED, f"{FILE}.pdf")
    assert [word for page in (status, case) for word in said if word not in page.words] == []
    assert (own.body, theirs.body) == (file_content(CONTENT), file_content(CONTENT))
    bob.open(case.url)
    return bob


def decided(alice: Person, bob: Browser) -> None:
    """Bob decides with reasons; both hold the same notice, which gives them."""
    case = cast.decide(bob, bob.pages[-1], "assessed", f"Die Gründe: {REASONS}.")
    status = alice.browser.open("/stand/vorgang/")
    notice = alice.browser.send(status.form_to("/dokument/2/"))
    assert notice.body == bob.open(case.link("/dokument/2/")).body
    with pikepdf.open(io.BytesIO(notice.body)) as pdf:
        data = [file.get_file().read_bytes().decode() for file in pdf.attachments.values()]
    assert [REASONS in text for text in data] == [True]


def abandoned(storage: Storage, people: Cast) -> None:
    """Somebody begins, uploads, and never comes back: the draft goes when its time is over, and its files with it."""
    before = below(storage.files)
    person = Person(Browser(), put(planted(), "G06000900101.F60000000227", ABANDONED))
    page = person.turn(person.turn(person.browser.open(people.step_url())))
    file = upload(f"{ABANDONED_FILE}.pdf", file_content(ABANDONED_FILE))
    page = person.browser.send(page.form, {PHOTO: file}, button=f"hochladen:{PHOTO}")
    assert ABANDONED_FILE in page.words
    assert storage.leaks(ABANDONED, ABANDONED_FILE) == []
    assert len(below(storage.files)) == len(before) + 1
    assert drafts.delete_expired(timezone.now() + timedelta(days=29)) == 0
    assert drafts.delete_expired(timezone.now() + timedelta(days=31)) == 1
    assert (below(storage.files), Draft.objects.count()) == (before, 0)
