"""The whole way through HTTP: from a standards file to the notice on the applicant's status page."""

import random
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.utils.timezone import localdate
from pytest_django import Settings

from dienstweg.catalogue.models import Release
from dienstweg.engine import service as engine
from dienstweg.engine.answers import put
from dienstweg.engine.codelists import CodeLists, read_genericode
from dienstweg.engine.invent import invent
from dienstweg.record import actions as record
from dienstweg.record.models import Entry
from tests import cast
from tests.cast import Cast
from tests.walker import END, PDF, PICTURES, Browser, Page, Person, upload

pytestmark = pytest.mark.django_db

REAL_FILE = "xdf3/S07000000201.xml"
CONTRACT = PDF + b"Abgabevertrag aus dem Tierheim " * 5_000 + END
PHOTO = PICTURES["image/png"]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, settings: Settings) -> None:
    settings.FILES_DIR = tmp_path / "files"
    settings.KEYS_DIR = tmp_path / "keys"


@dataclass(frozen=True)
class Sent:
    """What Alice holds in the end."""

    browser: Browser
    receipt: Page
    reference: str
    code: str


def test_dog_tax_from_standards_file_to_notice() -> None:
    people = cast.dog_tax()
    _check_publishing(people)
    alice = Person(Browser(), cast.alice())
    page = _find_by_postal_code(alice.browser)
    page = _first_page_with_errors(alice, page)
    page = _dogs(alice, page)
    page = _uploads(alice, page)
    page = _later_on_another_device(alice, page)
    sent = _send(alice, page)
    _check_receipt(sent)
    bob = _decide(people, sent)
    _notice_arrives(sent, bob)
    _check_record(people, sent)
    _chris_finds_nothing(people, sent)


def _check_publishing(people: Cast) -> None:
    release = people.adoption.release
    source = (cast.SERVICES / cast.DOG_TAX / "schema.xml").read_bytes()
    assert (bytes(release.source or b""), release.digest) == (source, engine.digest(release.service()))
    assert people.adoption.state == "live"


def _find_by_postal_code(browser: Browser) -> Page:
    start = browser.open("/")
    results = browser.send(start.forms[0], {"anliegen": "Hundesteuer", "ort": "65510"})
    service = browser.open(results.link(f"/{cast.DOG_TAX}/"))
    assert "Stadt Idstein" in service.words
    page = browser.open(service.link("/seite/ueber-sie/"))
    assert "Noch nichts gespeichert" in page.words
    return page


def _first_page_with_errors(alice: Person, page: Page) -> Page:
    """A wrong date and an empty street: the page says so at the fields, and everything else is still there."""
    person, address = "G06000900101", "G06000900101.G60000000086"
    typed = alice.fill(page.form) | {f"{person}.F06000900001.monat": "13", f"{address}.F60000000243": ""}
    again = alice.browser.send(page.form, typed, button="weiter")
    assert again.status == 422
    wrong, missing = f"{person}.F06000900001.monat", f"{address}.F60000000243"
    assert again.errors == [
        (wrong, "Den Monat 13 gibt es nicht. Geben Sie eine Zahl von 1 bis 12 an."),
        (missing, "Geben Sie „Straße“ an."),
    ]
    assert again.bad == [wrong, missing]
    assert {name: again.form.values[name] for name in typed} == typed
    following = alice.turn(again)
    assert following.url.endswith("/seite/ihre-hunde/")
    back = alice.browser.open(again.url)
    assert {name: back.form.values[name] for name in alice.fill(back.form)} == alice.fill(back.form)
    return alice.browser.open(following.url)


def _dogs(alice: Person, page: Page) -> Page:
    """Two dogs are entered, one is changed, a third is added and removed again."""
    alice.answers = put(alice.answers, "G06000900103", [cast.dog(name) for name in ("Bella", "Rex", "Luna")])
    for _ in range(3):
        page = alice.turn(page)
    assert page.url.endswith("/seite/ermaessigung/")
    page = alice.browser.open(page.url.replace("ermaessigung", "ihre-hunde"))
    assert [word for word in ("Hund 1: Bella", "Hund 2: Rex", "Hund 3: Luna") if word in page.words] == [
        "Hund 1: Bella",
        "Hund 2: Rex",
        "Hund 3: Luna",
    ]
    opened = alice.browser.send(page.form, button="oeffnen:G06000900103.1")
    assert opened.form.values["G06000900103.1.F06000900101"] == "Rex"
    page = alice.browser.send(opened.form, {"G06000900103.1.F06000900105": "schwarz"}, button="weiter")
    page = alice.browser.open(page.url.replace("ermaessigung", "ihre-hunde"))
    asks = alice.browser.open(page.link("/entfernen/G06000900103.0/"))
    assert "Hund 1: Bella entfernen?" in asks.words
    page = alice.browser.send(asks.form)
    assert ("Hund 1: Rex" in page.words, "Hund 2: Luna" in page.words, "Bella" in page.words) == (True, True, False)
    alice.answers = put(put(alice.answers, "G06000900103.0", None), "G06000900103.0.F06000900105", "schwarz")
    return alice.turn(page)


def _uploads(alice: Person, page: Page) -> Page:
    """Two files go up, one is removed again."""
    name = "F06000900125"
    for file in (upload("Abgabevertrag.pdf", CONTRACT), upload("Foto von Rex.png", PHOTO, "image/png")):
        page = alice.browser.send(page.form, alice.fill(page.form) | {name: file}, button=f"hochladen:{name}")
        assert page.status == 200
    assert ("Abgabevertrag.pdf" in page.words, "Foto von Rex.png" in page.words) == (True, True)
    page = alice.browser.send(page.form, button=f"datei-weg:{name}.1")
    assert ("Abgabevertrag.pdf" in page.words, "Foto von Rex.png" in page.words) == (True, False)
    return page


def _later_on_another_device(alice: Person, page: Page) -> Page:
    """The code that the page shows opens the draft where nothing else is known."""
    rest = alice.browser.send(page.form, button="spaeter")
    code = re.search(r'class="dw-code">([^<]+)<', rest.html)
    assert code is not None
    alice.browser = Browser()
    asked = alice.browser.open("/stand/")
    page = alice.browser.send(asked.form, {"code": code[1].lower().replace("-", " ")})
    assert (page.url.endswith("/uebersicht/"), "Weiter mit „Zahlung“" in page.words) == (True, True)
    page = alice.browser.open(page.link("/seite/zahlung/"))
    assert "Abgabevertrag.pdf" in alice.browser.open(page.url.replace("zahlung", "ermaessigung")).words
    return page


def _send(alice: Person, page: Page) -> Sent:
    """Check, declare, send; the button is pressed twice."""
    check = alice.to_check(page)
    assert [word for word in ("Ährenfeld", "Rex", "Luna", "Abgabevertrag.pdf") if word not in check.words] == []
    refused = alice.browser.send(check.form)
    assert (refused.status, refused.errors) == (
        422,
        [("erklaerung", "Bestätigen Sie, dass Ihre Angaben vollständig und richtig sind.")],
    )
    receipt = alice.browser.send(refused.form, {"erklaerung": "ja", "einwilligung": "ja"})
    again = alice.browser.send(refused.form, {"erklaerung": "ja"})
    references = [re.findall(r'class="dw-ref">([^<]+)<', page.html) for page in (receipt, again)]
    assert references[0] == references[1]
    code = re.search(r'class="dw-code">([^<]+)<', receipt.html)
    assert code is not None
    return Sent(alice.browser, receipt, references[0][0], code[1])


def _check_receipt(sent: Sent) -> None:
    assert re.fullmatch(rf"ID-{localdate().year}-\d{{7}}-\d", sent.reference)
    assert "Ihre Anmeldung ist eingegangen" in sent.receipt.words
    paper = sent.browser.open(sent.receipt.link("/beleg.pdf"))
    assert (paper.headers["Content-Type"], paper.body[:5]) == ("application/pdf", b"%PDF-")
    status = sent.browser.send(sent.receipt.form_to("/stand/"))
    assert (status.url, "Ährenfeld" in status.words) == ("/stand/vorgang/", True)
    assert [status.words.count(word) for word in ("Die Antwort ist da", sent.reference)] == [0, 1]


def _decide(people: Cast, sent: Sent) -> Browser:
    """Bob logs in, sees the one case, reads it, takes the file, decides with reasons."""
    bob = cast.log_in(people.bob)
    inbox = bob.open("/amt/")
    assert (inbox.url, sent.reference in inbox.words) == (f"/amt/{cast.IDSTEIN}/eingang/", True)
    case = bob.open(inbox.link(f"/vorgang/{sent.reference}/"))
    shown = ("Alice Ährenfeld", "Rex", "Luna", "schwarz", "Abgabevertrag.pdf", "276000987654321")
    assert [word for word in shown if word not in case.words] == []
    attachment = bob.open(case.link("/dokument/1/"))
    assert attachment.body == CONTRACT
    assert attachment.headers["Content-Disposition"] == 'attachment; filename="Abgabevertrag.pdf"'
    silent = cast.decide(bob, case, "assessed", " ")
    assert (silent.status, [target for target, _ in silent.errors]) == (422, ["gruende"])
    preview = bob.send(silent.form_to("/entscheiden/"), {"gruende": "72 Euro im Jahr."}, button="vorschau")
    assert "72 Euro im Jahr." in preview.words
    decided = bob.send(preview.form_to("/entscheiden/"), button="entscheiden")
    assert (decided.url, "Steuer festgesetzt" in decided.words) == (case.url, True)
    done = bob.open(f"/amt/{cast.IDSTEIN}/eingang/?ansicht=erledigt")
    assert (sent.reference in done.words, "Steuer festgesetzt" in done.words) == (True, True)
    assert sent.reference not in bob.open(f"/amt/{cast.IDSTEIN}/eingang/").words
    return bob


def _notice_arrives(sent: Sent, bob: Browser) -> None:
    """The same bytes for both readers."""
    status = sent.browser.open("/stand/vorgang/")
    assert "Die Antwort ist da" in status.words
    notice = sent.browser.send(status.form_to("/dokument/2/"))
    case = bob.open(f"/amt/{cast.IDSTEIN}/vorgang/{sent.reference}/")
    assert (notice.body[:5], notice.body == bob.open(case.link("/dokument/2/")).body) == (b"%PDF-", True)
    assert "Abgeholt am" in case.words
    own = sent.browser.send(status.form_to("/dokument/1/"))
    assert own.body == CONTRACT


def _check_record(people: Cast, sent: Sent) -> None:
    """Who did what, in order, each step with its time; nobody changed anything since."""
    bob = people.bob.get_username()
    steps = {
        f"service:{cast.DOG_TAX}": [("release_published", "Test")],
        f"authority:{cast.IDSTEIN}": [
            ("adopted", "Test"),
            ("address_set", "Test"),
            ("address_tested", "Test"),
            ("member_added", "Test"),
            ("went_live", "Frieda Amt"),
            ("member_added", "Test"),
        ],
        f"application/{sent.reference}": [
            ("received", "Antragsportal"),
            ("consented", "Antragsteller"),
            ("opened", bob),
            ("decided", bob),
            ("fetched", "Antragsteller"),
        ],
    }
    for chain, happened in steps.items():
        entries = list(Entry.objects.of(chain))
        assert [(entry.verb, entry.actor) for entry in entries] == happened
        assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
        assert record.verify(chain) == ()


def _chris_finds_nothing(people: Cast, sent: Sent) -> None:
    """Chris has an inbox, empty; of Idstein nothing is there, neither under Idstein's address nor under their own."""
    chris = cast.log_in(people.chris)
    inbox = chris.open("/amt/")
    assert (inbox.url, "Ihr Eingang ist leer." in inbox.words) == (f"/amt/{cast.TAUNUSSTEIN}/eingang/", True)
    for ars in (cast.IDSTEIN, cast.TAUNUSSTEIN):
        case = f"/amt/{ars}/vorgang/{sent.reference}/"
        found = [chris.open(case + rest).status for rest in ("", "entscheiden/", "dokument/1/", "dokument/2/")]
        token = inbox.forms[0].values["csrfmiddlewaretoken"]
        posted = {"ergebnis": "assessed", "gruende": "x", "csrfmiddlewaretoken": token, "aktion": "entscheiden"}
        found.append(chris.post(case + "entscheiden/", posted).status)
        assert found == [404] * 5
    assert chris.open(f"/amt/{cast.IDSTEIN}/eingang/").status == 404


def test_a_real_file_from_standards_file_to_notice(corpus: Path) -> None:
    source = (corpus / REAL_FILE).read_bytes()
    lists = CodeLists()
    for file in sorted((corpus / "codelists").iterdir()):
        lists = lists.with_list(read_genericode(file.read_bytes()))
    service = cast.foreign_service(source, lists)
    people = cast.stage(service, source)
    assert bytes(Release.objects.get().source or b"") == source
    alice = Person(Browser(), invent(service, random.Random(1), today=localdate()))
    receipt = alice.finish(alice.browser.open(people.step_url()))
    reference = re.findall(r'class="dw-ref">([^<]+)<', receipt.html)[0]
    bob = cast.log_in(people.bob)
    case = bob.open(f"/amt/{cast.IDSTEIN}/vorgang/{reference}/")
    assert (case.status, "Siegel unverändert" in case.words) == (200, True)
    cast.decide(bob, case, "granted", "")
    status = alice.browser.send(receipt.form_to("/stand/"))
    notices = [form for form in status.forms if "/dokument/" in form.action]
    assert alice.browser.send(notices[0]).body[:5] == b"%PDF-"
    assert [entry.verb for entry in Entry.objects.of(f"application/{reference}")] == [
        "received",
        "consented",
        "opened",
        "decided",
        "fetched",
    ]
