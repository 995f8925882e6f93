"""Posted by hand: whatever comes, a sentence answers, what was typed rightly is still there, and it costs little."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from msgspec.structs import replace
from pytest_django import Settings

from dienstweg.applications import drafts
from dienstweg.applications.desk import COOKIE
from dienstweg.applications.models import Draft
from dienstweg.engine import access_code
from dienstweg.engine.answers import Answers, entries
from dienstweg.engine.files import File
from tests import cast, factories
from tests.applications.everything import EVERYTHING
from tests.cast import Cast
from tests.walker import PDF, Browser, Page, upload

pytestmark = pytest.mark.django_db

MOST_QUERIES = 9
MOST_INPUTS = 500
STRANGE = "Die Seite enthielt Felder, die es hier nicht gibt. Wir haben sie nicht übernommen."
UNREADABLE = "enthält ein Zeichen, das wir nicht lesen können."
TOO_MUCH = "Das war zu viel auf einmal"
KEPT: Answers = {"F1": "Alice", "F7": 12, "G20": [{"F21": "Bella"}], "?G30": False, "?G41": "F43", "F43": "Verein"}
"""What stands in the draft before."""


@dataclass
class Applicant:
    """Somebody with a draft and a browser that lets them send anything."""

    people: Cast
    browser: Browser
    token: str
    queries: int = 0
    answered: list[Page] = field(default_factory=list)

    def post(self, page: str, data: Mapping[str, object], *, multipart: bool = False) -> Page:
        address = self.people.step_url(page) if not page.startswith("/") else page
        with CaptureQueriesContext(connection) as queries:
            found = self.browser.post(address, {"csrfmiddlewaretoken": self.token, **data}, multipart=multipart)
        return self.judge(found, queries)

    def raw(self, page: str, body: bytes, kind: str = "application/x-www-form-urlencoded") -> Page:
        """Send bytes as they are; the token travels in a header."""
        with CaptureQueriesContext(connection) as queries:
            response = self.browser.client.generic(
                "POST", self.people.step_url(page), body, content_type=kind, headers={"X-CSRFToken": self.token}
            )
            found = self.browser._arrive(self.people.step_url(page), response)
        return self.judge(found, queries)

    def open(self, address: str) -> Page:
        with CaptureQueriesContext(connection) as queries:
            found = self.browser.open(address)
        return self.judge(found, queries)

    def judge(self, page: Page, queries: CaptureQueriesContext) -> Page:
        """Never a failure of ours, always a page of ours, never much work."""
        told = [query["sql"] for query in queries if not re.match(r"(SAVEPOINT|RELEASE|BEGIN|COMMIT)", query["sql"])]
        assert page.status < 500
        assert len(told) <= MOST_QUERIES, told
        assert sum(len(form.kinds) + len(form.files) for form in page.forms) <= MOST_INPUTS
        if page.status not in (200, 405):
            assert ("data-kern-theme" in page.html, page.html.count("<h1")) == (True, 1)
        self.answered.append(page)
        return page

    @property
    def answers(self) -> Answers:
        """What the draft holds now."""
        code = access_code.parse(self.browser.client.cookies[COOKIE].value)
        found = drafts.find(code, self.people.adoption, timezone.now())
        assert found is not None
        return found.answers

    @property
    def files(self) -> list[File]:
        """The files the draft holds."""
        return drafts.files_in(self.answers)


@pytest.fixture
def applicant(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Applicant:
    settings.FILES_DIR = tmp_path_factory.mktemp("files")
    settings.UPLOAD_LIMIT = 2_000_000
    people = cast.stage(EVERYTHING)
    browser = Browser()
    page = browser.open(people.step_url())
    browser.send(page.form, {"F1": "Alice", "F7": "12"}, button="weiter")
    page = browser.open(people.step_url("reihen"))
    page = browser.send(page.form, button="mehr:G20")
    browser.send(page.form, {"G20.0.F21": "Bella"}, button="weiter")
    page = browser.open(people.step_url("weiteres"))
    page = browser.send(page.form, {"?G30": "nein", "?G41": "F43", "F43": "Verein"}, button="weiter")
    found = Applicant(people, browser, browser.client.cookies["csrftoken"].value)
    assert (page.url.rpartition("antrag/")[2], found.answers) == ("pruefen/", KEPT)
    return found


@pytest.mark.parametrize(
    ("page", "post", "sentence"),
    [
        ("arten", {"F2": "x" * 550_000}, "„Schilderung“ ist zu lang. Kürzen Sie den Text."),
        ("arten", {"F1": "x" * 550_000}, "„Name“ ist zu lang. Kürzen Sie den Text."),
        ("arten", {"F2": "x" * 100_000}, ""),
        ("arten", {"F2": "ẍ" * 50_000}, ""),
        ("arten", {"F2": "a" + "\u0301\u0316" * 20_000}, UNREADABLE),
        ("arten", {"F5": "1" + " " * 99_000 + "x"}, "Geben Sie Datum und Uhrzeit an"),
        ("arten", {"F3.tag": "9" * 150_000, "F3.monat": "9" * 150_000, "F3.jahr": "9" * 150_000}, "ist zu lang"),
        ("arten", {"F7": "9" * 5_000}, "Geben Sie eine ganze Zahl in Ziffern an"),
        ("arten", {"F7": "9" * 550_000}, "ist zu lang"),
        ("arten", {"F1": "Ali\x00ce"}, UNREADABLE),
        ("arten", {"F12": "__anderer__", "F12.anderer": "\x00"}, UNREADABLE),
        ("arten", {"F10": "\x00"}, UNREADABLE),
        ("arten", {"F15.0": "\x1b[31m", "F15.1": "Ali"}, UNREADABLE),
        ("arten", {"F3.tag": "gestern", "F3.monat": "", "F3.jahr": ""}, "Das Datum können wir nicht lesen."),
        ("arten", {"F3.tag": "0", "F3.monat": "0", "F3.jahr": "0"}, "Geben Sie eine Zahl von 1 bis 12 an."),
        ("arten", {"F3.tag": "29", "F3.monat": "2", "F3.jahr": "2025"}, "Den 29. Februar gibt es 2025 nicht."),
        ("arten", {"F3.tag": "1", "F3.monat": "1", "F3.jahr": "9999"}, "Das Datum liegt in der Zukunft."),
        ("arten", {"F4": "99:99"}, "Diese Uhrzeit gibt es nicht."),
        ("arten", {"F5": "1.1.2026"}, "Geben Sie Datum und Uhrzeit an"),
        ("arten", {"F6": "maybe"}, "Wählen Sie „Ja“ oder „Nein“ aus."),
        ("arten", {"F7": "1e999999"}, "Geben Sie eine ganze Zahl in Ziffern an"),
        ("arten", {"F7": "-1"}, "muss zwischen 0 und 99 liegen."),
        ("arten", {"F7": "12,5"}, "Geben Sie eine ganze Zahl in Ziffern an"),
        ("arten", {"F8": "1e999999"}, "Geben Sie eine Zahl in Ziffern an"),
        ("arten", {"F8": "Infinity"}, "Geben Sie eine Zahl in Ziffern an"),
        ("arten", {"F8": "NaN"}, "Geben Sie eine Zahl in Ziffern an"),
        ("arten", {"F8": "9" * 60}, "Die Zahl ist zu lang."),
        ("arten", {"F9": "-0,01"}, "muss mindestens 0,00"),
        ("arten", {"F9": "0,001"}, "Geben Sie den Betrag mit höchstens zwei Stellen"),
        ("arten", {"F10": "lila"}, "Wählen Sie bei „Farbe“ einen Eintrag aus der Liste aus."),
        ("arten", {"F11": "Land 4711"}, "Wählen Sie bei „Land“ einen Eintrag aus der Liste aus."),
        ("arten", {"F12": "__anderer__", "F12.anderer": "x" * 251}, "Höchstens 250 sind möglich."),
        ("arten", {"F1": ""}, "Geben Sie „Name“ an."),
        ("arten", {"F99": "x"}, STRANGE),
        ("arten", {"F13": "Bauamt"}, STRANGE),
        ("arten", {"F14": "k-2"}, STRANGE),
        ("arten", {"F16": "x"}, STRANGE),
        ("arten", {"F1.0": "x"}, STRANGE),
        ("arten", {"F50": "x"}, STRANGE),
        ("arten", {"." * 550_000: "x"}, STRANGE),
        ("arten", {"F1" + ".0" * 200_000: "x"}, STRANGE),
        ("arten", {f"F15.{n}": "x" for n in range(1_900)}, STRANGE),
        ("arten", {f"F15.{n}": "\x00" for n in range(1_900)}, STRANGE),
        ("arten", {f"F{n}x": "" for n in range(1_900)}, STRANGE),
        ("arten", {f"F{n}": "x" for n in range(1_000_00)}, TOO_MUCH),
        ("arten", {"F2": "x" * 600_001}, TOO_MUCH),
        ("reihen", {"G20.999999.F21": "Rex"}, STRANGE),
        ("reihen", {f"G20.{n}.F21": "Rex" for n in range(1_900)}, STRANGE),
        ("reihen", {f"G20.{n}.F22.tag": "x" for n in range(1_900)}, STRANGE),
        ("reihen", {f"G20.0.G23.{n}.F24": "x" for n in range(1_900)}, STRANGE),
        ("reihen", {f"G20.{n}.G23.{n}.F24": "x" for n in range(1_900)}, STRANGE),
        ("reihen", {f"G20.{n}.F21": "Rex" for n in range(3_000)}, TOO_MUCH),
        ("reihen", {"G20.-1.F21": "Rex"}, STRANGE),
        ("reihen", {"G20": "Rex"}, STRANGE),
        ("reihen", {"G20.0": "Rex"}, STRANGE),
        ("reihen", {"G20.0.F22.tag": "7"}, "In „Geboren am“ fehlen der Monat und das Jahr."),
        ("weiteres", {"?G30": "vielleicht"}, ""),
        ("weiteres", {"?G30": "ja", "G30.F31": ""}, "„Für wen?“"),
        ("weiteres", {"?G41": "G99"}, ""),
        ("weiteres", {"?G41": "G41"}, "Geben Sie „Vorname“ an."),
        ("weiteres", {"F50": "Nachweis.pdf"}, STRANGE),
        ("weiteres", {"F50.0": "Nachweis.pdf"}, STRANGE),
    ],
    ids=lambda value: str(value)[:40] if isinstance(value, dict | str) else None,
)
def test_posted_values(page: str, post: Mapping[str, str], sentence: str, applicant: Applicant) -> None:
    answered = applicant.post(page, post)
    if sentence:
        assert (answered.status in (400, 422), sentence in answered.words) == (True, True)
    before = {key: value for key, value in KEPT.items() if key not in {name.partition(".")[0] for name in post}}
    assert before.items() <= applicant.answers.items()


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"F1=%ED%A0%80", UNREADABLE),
        (b"F1=%00%FF%00", UNREADABLE),
        (b"\xff=%FF", STRANGE),
        (b"F1=Alice&F1=Bob&F1=", "Geben Sie „Name“ an."),
        (b"&&&&====", STRANGE),
        (b"%", STRANGE),
    ],
)
def test_posted_bytes(body: bytes, sentence: str, applicant: Applicant) -> None:
    answered = applicant.raw("arten", body)
    assert (answered.status, sentence in answered.words) == (422, True)
    assert applicant.answers["F7"] == 12


@pytest.mark.parametrize(
    "charset", ["utf-7", "utf-16", "unicode_escape", "raw_unicode_escape", "idna", "base64", "nonsense"]
)
def test_posted_in_a_strange_character_set(charset: str, applicant: Applicant) -> None:
    text = rb"+2AA- \ud800 \x00"
    for name in (b"F1", b"aktion"):
        part = b'--x\r\nContent-Disposition: form-data; name="' + name + b'"\r\n\r\nmehr:' + text + b"\r\n--x--\r\n"
        applicant.raw("arten", part, f"multipart/form-data; boundary=x; charset={charset}")
        applicant.raw("arten", name + b"=" + text, f"application/x-www-form-urlencoded; charset={charset}")
    assert applicant.answers["F7"] == 12


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{}", "application/json"),
        (b'{"F1": ["x"]}', "application/json; charset=x"),
        (b"F1=x", "text/plain"),
        (b"", ""),
        (b"--x", "multipart/form-data"),
        (b"--x", "multipart/form-data; boundary="),
        (b"--x", "multipart/form-data; boundary=" + "x" * 201),
        (b"--x\r\n\r\n\r\n--x--", "multipart/form-data; boundary=x"),
        (b"--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--", "multipart/form-data; boundary=x"),
        (
            b"--x\r\nContent-Disposition: form-data; name=F2\r\nContent-Transfer-Encoding: base64\r\n\r\n!\r\n--x--",
            "multipart/form-data; boundary=x",
        ),
    ],
)
def test_posted_in_a_strange_form(body: bytes, kind: str, applicant: Applicant) -> None:
    applicant.raw("arten", body, kind)
    assert applicant.answers == KEPT


@pytest.mark.parametrize(
    "button",
    [
        "",
        ":",
        "quatsch",
        "mehr",
        "mehr:",
        "mehr:F1",
        "mehr:G99",
        "mehr:../../../etc/passwd",
        "mehr:a\r\nSet-Cookie: antrag=x",
        "mehr://example.org/",
        "mehr:" + "G20." * 100_000,
        "oeffnen:G20.999999999999999999999",
        "oeffnen:G20.\x00",
        "datei-weg:",
        "datei-weg:F50",
        "datei-weg:F50.0",
        "datei-weg:F50." + "9" * 5_000,
        "datei-weg:G20.0",
        "datei-weg:G20.0.F21",
        "datei-weg:G20.0.F25.0",
        "datei-weg:F1",
        "datei-weg:3f6f0a52-1111-4222-8333-444444444444",
        "hochladen:F50",
        "hochladen:F1",
        "weg:G20",
        "weg:G20.0",
        "weg:G20.7",
        "weg:F1",
        "weg:" + "9" * 400,
        "spaeter:x",
    ],
    ids=lambda value: value[:40],
)
def test_pressed_buttons(button: str, applicant: Applicant) -> None:
    for page in ("arten", "reihen", "weiteres"):
        applicant.post(page, {"aktion": button})
        assert applicant.answers == KEPT
    assert len(applicant.answered[-1].url) < 1_000
    assert applicant.answered[-1].url.startswith(applicant.people.service_url)


@pytest.mark.parametrize(
    "query",
    [
        "offen=G20.0",
        "offen=" + "9" * 4_000,
        "offen=%00&mehr=%00",
        "mehr=G20&mehr=F15",
        "mehr=G20.0.G23",
        "mehr=%ED%A0%80",
        "mehr=../..",
        "&".join(f"offen=G20.{n}" for n in range(1_000)),
        "&".join("offen" for _ in range(3_000)),
        "page=2&%FF=%FF",
    ],
    ids=lambda value: value[:40],
)
def test_asked_for_strange_places(query: str, applicant: Applicant) -> None:
    for page in ("arten", "reihen", "weiteres"):
        applicant.open(f"{applicant.people.step_url(page)}?{query}")
    assert applicant.answers == KEPT


@pytest.mark.parametrize(
    "path",
    [
        "G20.1",
        "G20.99999999999999999999",
        "G20." + "9" * 5_000,
        "G20",
        "G20.0.F21",
        "F15.0",
        "G20.0.G23.0",
        "%00",
        "a%0d%0ab",
        "٣",
    ],
    ids=lambda value: value[:40],
)
def test_rows_that_are_not_there_cannot_go(path: str, applicant: Applicant) -> None:
    for page in ("reihen", "arten", "gibtesnicht"):
        address = f"{applicant.people.service_url}antrag/seite/{page}/entfernen/{path}/"
        applicant.open(address)
        applicant.post(address, {})
    assert applicant.answers == KEPT


def test_a_draft_has_an_end(applicant: Applicant) -> None:
    """Text is taken until it is too much for a form; then what was saved stays, and all of it is shown."""
    for first in (1, 21, 41):
        post = {f"G20.{index}.F21": "x" * 20_000 for index in range(first, first + 20)}
        applicant.post("reihen", {**post, "aktion": f"oeffnen:G20.{first}"})
    sentence = "Das ist zusammen mehr Text, als in ein Formular passt. Kürzen Sie Ihre Angaben."
    *before, last = applicant.answered
    assert ([sentence in page.words for page in before], sentence in last.words) == ([False, False], True)
    assert last.form.values["G20.41.F21"] == "x" * 20_000
    assert len(entries(applicant.answers, "G20")) == 41


# --- sending ----------------------------------------------------------------------------------------------------------


def test_sending_with_gaps_leads_to_what_is_missing(applicant: Applicant) -> None:
    applicant.post("arten", {"F1": ""})
    check = applicant.post(f"{applicant.people.service_url}antrag/pruefen/", {"erklaerung": "ja"})
    assert "Auf einer Seite fehlt noch etwas" in check.words
    assert (check.forms, "Arten" in check.words, applicant.answers["F7"]) == ([], True, 12)


@pytest.mark.parametrize("said", ["", "nein", "\x00", "ja " * 100_000])
def test_sending_needs_the_declaration(said: str, applicant: Applicant) -> None:
    check = applicant.post(f"{applicant.people.service_url}antrag/pruefen/", {"erklaerung": said})
    assert check.errors == [("erklaerung", "Bestätigen Sie, dass Ihre Angaben vollständig und richtig sind.")]
    assert applicant.answers == KEPT


def test_sending_nothing_begins_anew() -> None:
    people = cast.stage(EVERYTHING)
    browser = Browser()
    token = browser.open(people.step_url()).form.values["csrfmiddlewaretoken"]
    posted = browser.post(f"{people.service_url}antrag/pruefen/", {"erklaerung": "ja", "csrfmiddlewaretoken": token})
    assert (posted.status, posted.url) == (200, people.step_url())
    assert Draft.objects.count() == 0


# --- whose draft ------------------------------------------------------------------------------------------------------


def codes() -> dict[str, str]:
    """What may stand in the cookie in place of the code."""
    other = access_code.new(lambda count: bytes(range(count)))
    return {
        "empty": "",
        "short": "7KQ4",
        "foreign": other.characters,
        "wrong check": other.characters[:-1] + ("0" if other.characters[-1] != "0" else "1"),
        "huge": "7" * 100_000,
        "nonsense": "\\x00'; DROP TABLE--",
        "quoted": '"\\303\\244"',
        "look-up": access_code.lookup(other),
    }


@pytest.mark.parametrize("name", codes())
def test_with_another_code_there_is_another_draft(name: str, applicant: Applicant) -> None:
    """Nothing of Alice's is shown or changed; what is typed goes into a draft of one's own."""
    own = applicant.browser.client.cookies[COOKIE].value
    applicant.browser.client.cookies[COOKIE] = codes()[name]
    shown = applicant.open(applicant.people.step_url("arten"))
    assert (shown.status, shown.form.values["F1"]) == (200, "")
    applicant.post("arten", {"F1": "Mallory"})
    for rest in ("pruefen/", "spaeter/", "beleg/", "beleg.pdf", "seite/reihen/entfernen/G20.0/"):
        assert "Alice" not in applicant.open(f"{applicant.people.service_url}antrag/{rest}").html
    assert Draft.objects.count() == 2
    applicant.browser.client.cookies[COOKIE] = own
    assert applicant.open(applicant.people.step_url("arten")).form.values["F1"] == "Alice"


def test_the_code_of_another_service_opens_nothing(applicant: Applicant) -> None:
    other = factories.make_live_adoption(
        applicant.people.idstein, factories.make_release(replace(EVERYTHING, slug="anderes"))
    )
    address = f"/dienst/{applicant.people.idstein.ars}/{other.online_service.slug}/antrag/seite/arten/"
    applicant.browser.client.cookies[COOKIE]["path"] = "/"
    assert applicant.open(address).form.values["F1"] == ""


@pytest.mark.parametrize(
    "address",
    [
        "/dienst/{}/gibtesnicht/antrag/",
        "/dienst/0/alles/antrag/",
        "/dienst/%00/alles/antrag/",
        "/dienst/%00/alles/",
        "/behoerde/%00/",
        "/suche/?anliegen=%00&ort=%00",
        "/amt/{}/vorgang/%00/",
        "/dienst/٣/alles/antrag/",
        "/dienst/{}/alles/antrag/seite/gibtesnicht/",
        "/dienst/" + "9" * 5_000 + "/alles/antrag/",
        "/stand/vorgang/dokument/1/",
        "/stand/vorgang/dokument/" + "9" * 5_000 + "/",
    ],
    ids=lambda value: value[:40],
)
def test_addresses_that_are_not_there(address: str, applicant: Applicant) -> None:
    page = applicant.open(address.format(applicant.people.idstein.ars))
    assert page.status in (200, 404, 405)


# --- files ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "file", "sentence"),
    [
        ("F50", upload("leer.pdf", b"\n"), "Diese Art von Datei können wir nicht lesen."),
        ("F50", SimpleUploadedFile("leer.pdf", b""), "Die Datei „leer.pdf“ ist leer."),
        ("F50", upload("brief.docx", b"PK\x03\x04 word"), "Laden Sie eine Datei als PDF hoch."),
        ("F50", upload("bild.pdf", b"\x89PNG\r\n\x1a\n"), "Laden Sie eine Datei als PDF hoch."),
        ("F50", upload("gross.pdf", PDF + bytes(1_000_000)), "Die Datei ist 1,1 MB groß, erlaubt sind 1 MB."),
        ("F50", upload("riese.pdf", PDF + bytes(3_000_000)), "erlaubt sind 1 MB."),
        ("G20.0.F25", upload("riese.pdf", PDF + bytes(3_000_000)), STRANGE),
        ("F1", upload("name.pdf"), STRANGE),
        ("F50.0", upload("a.pdf"), STRANGE),
        ("F50." + "9" * 300, upload("a.pdf"), STRANGE),
        ("F99", upload("a.pdf"), STRANGE),
        ("F50", upload("\x00../../etc/passwd.pdf"), ""),
        ("F50", upload("ä" * 5_000 + ".pdf"), ""),
    ],
    ids=lambda value: str(value)[:30],
)
def test_files(name: str, file: SimpleUploadedFile, sentence: str, applicant: Applicant) -> None:
    page = applicant.post("weiteres", {name: file, "aktion": "hochladen:F50"}, multipart=True)
    if sentence:
        assert (page.status, sentence in page.words) == (422, True)
        assert applicant.answers == KEPT
    else:
        assert (page.status, len(applicant.files)) == (200, 1)


def test_a_file_larger_than_everything_is_refused_where_the_standard_sets_no_limit(applicant: Applicant) -> None:
    file = upload("riese.pdf", PDF + bytes(3_000_000))
    page = applicant.post("reihen", {"G20.0.F25": file, "aktion": "hochladen:G20.0.F25"}, multipart=True)
    assert (page.status, "Die Datei ist größer als 1 MB." in page.words) == (422, True)
    assert applicant.answers == KEPT


@pytest.mark.parametrize("place", ["G20.7.F25", "G20.-1.F25", "G20.F25", "G20.0.G23.0.F25", "G20.0.F25.0"])
def test_a_file_for_a_row_that_is_not_there(place: str, applicant: Applicant) -> None:
    page = applicant.post("reihen", {place: upload("a.pdf"), "aktion": f"hochladen:{place}"}, multipart=True)
    assert (page.status, STRANGE in page.words, applicant.answers) == (422, True, KEPT)


def test_thirty_files_at_once(applicant: Applicant) -> None:
    page = applicant.post("weiteres", {"F50": [upload(f"{n}.pdf") for n in range(30)]}, multipart=True)
    assert (page.status, TOO_MUCH in page.words, applicant.answers) == (400, True, KEPT)


def test_more_files_than_asked_for(applicant: Applicant) -> None:
    page = applicant.post("weiteres", {"F50": [upload(f"{n}.pdf") for n in range(20)]}, multipart=True)
    assert (page.status, "ist zu viel: Hier sind höchstens 3 Dateien möglich." in page.words) == (422, True)
    assert len(applicant.files) == 3


@pytest.mark.parametrize(("name", "kept"), [(b"", []), (b" ", ["Datei"])])
def test_a_file_without_a_name(name: bytes, kept: list[str], applicant: Applicant) -> None:
    disposition = b'Content-Disposition: form-data; name="F50"; filename="' + name + b'"\r\n'
    applicant.raw(
        "weiteres", b"--x\r\n" + disposition + b"\r\n%PDF-1.4 %%EOF\r\n--x--\r\n", "multipart/form-data; boundary=x"
    )
    assert [file["name"] for file in applicant.files] == kept


def test_nobody_removes_a_file_of_somebody_else(applicant: Applicant) -> None:
    applicant.post("weiteres", {"F50": upload("a.pdf")}, multipart=True)
    mallory = Browser()
    page = mallory.open(applicant.people.step_url("weiteres"))
    (file,) = applicant.files
    for target in ("F50.0", "F50", file["id"], f"F50.{file['id']}"):
        page = mallory.send(page.form, button=f"datei-weg:{target}")
    assert applicant.files == [file]


# --- requests ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("token", ["", "x" * 64, "x" * 100_000, "\x00"])
def test_without_the_token_nothing_happens(token: str, applicant: Applicant) -> None:
    page = applicant.post("arten", {"F1": "Mallory", "csrfmiddlewaretoken": token})
    assert (page.status, "Die Seite war zu lange offen" in page.words) == (403, True)
    assert applicant.answers == KEPT


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_wrong_methods(method: str, applicant: Applicant) -> None:
    for rest in ("", "seite/arten/", "pruefen/", "beleg.pdf", "neu/"):
        address = f"{applicant.people.service_url}antrag/{rest}"
        response = applicant.browser.client.generic(method.upper(), address, headers={"X-CSRFToken": applicant.token})
        assert response.status_code == 405
    assert applicant.answers == KEPT
