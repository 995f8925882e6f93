"""The receipt: what arrived, when, under which reference, and how it goes on."""

import io
import re

import msgspec
import pikepdf
import pytest
from msgspec.structs import replace

from dienstweg.applications import actions
from dienstweg.applications.drafts import OpenDraft
from dienstweg.applications.models import Application, Draft
from dienstweg.applications.reading import open_application
from dienstweg.applications.receipts import receipt_data, what_comes
from dienstweg.engine import access_code
from dienstweg.engine.answers import Answers
from dienstweg.engine.handover import json_payload
from dienstweg.engine.service import Service
from dienstweg.web import paper
from tests import cast, factories
from tests.applications.everything import EVERYTHING, FULL
from tests.cast import Cast
from tests.walker import Browser, Page, Person

pytestmark = pytest.mark.django_db

CODE = access_code.new(lambda count: bytes(range(count)))
WHERE = "Vollständig liegen Ihre Angaben diesem PDF als Datei bei. Sie stehen auch auf der Statusseite."
WHOLE: Answers = {key: value for key, value in FULL.items() if key != "F50"}


def sent(answers: Answers = WHOLE, service: Service = EVERYTHING) -> Application:
    people = cast.stage(service)
    draft = OpenDraft(CODE, answers)
    return actions.submit(draft=draft, adoption=people.adoption, service=people.service, at=factories.NOON)


def data_of(application: Application) -> paper.Receipt:
    return receipt_data(open_application(application, access_code.key_pair(CODE)), "https://x/stand/", CODE)


def embedded(data: paper.Receipt) -> bytes:
    assert data.embedded is not None
    return data.embedded.content


def test_it_says_everything_that_was_sent() -> None:
    application = sent()
    data = data_of(application)
    assert (data.reference, data.digest, data.code) == (application.reference, application.digest, CODE.text)
    assert (data.heading, data.service) == ("Ihr Antrag ist eingegangen", "Alles beantragen")
    said = {line.label: line.value for section in data.sections for line in section.lines if line.value}
    assert (said["Name"], said["Betrag"], said["Tag"], said["Rasse"]) == (
        "Alice",
        "1.200,00 €",
        "1. Mai 2026",
        "Waldhund",
    )
    assert [section.title for section in data.sections] == [page.title for page in EVERYTHING.pages]


def test_its_data_are_the_data_message_and_hold_no_code() -> None:
    application = sent()
    data = data_of(application)
    opened = open_application(application, access_code.key_pair(CODE))
    assert msgspec.json.decode(embedded(data)) == json_payload(EVERYTHING, opened.journey.clean())
    with pikepdf.open(io.BytesIO(paper.receipt(data))) as pdf:
        (attached,) = pdf.attachments.values()
        assert attached.get_file().read_bytes() == embedded(data)
    assert [form for form in (CODE.text, CODE.characters) if form.encode() in embedded(data)] == []


def test_an_endless_answer_is_cut_on_paper_only() -> None:
    story = "x" * 5_001
    data = data_of(sent(WHOLE | {"F2": story}))
    (shown,) = [line.value for section in data.sections for line in section.lines if line.label == "Schilderung"]
    assert (shown, story.encode() in embedded(data)) == (story[:-1] + " … (hier gekürzt)", True)
    assert data.remark == f"Lange Antworten sind hier gekürzt. {WHERE}"


def test_of_endless_rows_it_prints_what_can_be_read_and_says_so() -> None:
    """A hundred animals, each with a hundred vaccinations: thousands of answers."""
    shots: list[object] = [{"F24": "Tollwut und vieles mehr"}] * 100
    animals: list[object] = [{"F21": f"Tier {number}", "G23": shots} for number in range(100)]
    application = sent(WHOLE | {"G20": animals})
    data = data_of(application)
    asked = open_application(application, access_code.key_pair(CODE)).journey.summary()
    left = sum(line.value is not None for one in asked for line in one.lines)
    left -= sum(line.value is not None for one in data.sections for line in one.lines)
    assert data.remark == f"Die letzten {left // 1000}.{left % 1000:03} Antworten sind hier nicht gedruckt. {WHERE}"
    assert (b"Tier 0" in embedded(data), b"Tier 99" in embedded(data)) == (True, True)
    with pikepdf.open(io.BytesIO(paper.receipt(data))) as pdf:
        assert len(pdf.pages) < 200


def test_nothing_is_said_where_nothing_is_left_out() -> None:
    assert data_of(sent()).remark == ""


@pytest.mark.parametrize(
    ("days", "by"),
    [(10, "voraussichtlich bis Freitag, 22. Mai 2026"), (None, "Ein Datum können wir noch nicht nennen.")],
)
def test_what_comes_next_has_a_date_where_the_service_names_one(days: int | None, by: str) -> None:
    application = sent(service=replace(EVERYTHING, processing_days=days))
    assert [event.by for event in what_comes(application, online=True)] == [
        "Fehlt etwas, melden wir uns bei Ihnen.",
        by,
    ]


def reference_on(page: Page) -> str:
    found = re.search(r'class="dw-ref">([^<]+)<', page.html)
    assert found is not None
    return found[1]


def walked(people: Cast) -> tuple[Browser, Page]:
    person = Person(Browser(), WHOLE)
    return person.browser, person.finish(person.browser.open(people.step_url()))


def test_after_sending_every_address_of_the_form_leads_to_the_receipt() -> None:
    people = cast.stage(EVERYTHING)
    browser, receipt = walked(people)
    for rest in ("", "seite/arten/", "pruefen/", "beleg/"):
        page = browser.open(f"{people.service_url}antrag/{rest}")
        assert reference_on(page) == reference_on(receipt)
    posted = browser.post(
        people.step_url(), {"F1": "Bob", "csrfmiddlewaretoken": receipt.forms[0].values["csrfmiddlewaretoken"]}
    )
    assert (reference_on(posted), Draft.objects.count()) == (reference_on(receipt), 0)


def test_a_new_form_begins_empty_and_what_was_sent_stays_reachable() -> None:
    people = cast.stage(EVERYTHING)
    browser, receipt = walked(people)
    fresh = browser.send(receipt.form_to("/neu/"))
    assert (fresh.url, fresh.form.values["F1"]) == (people.step_url(), "")
    status = browser.send(receipt.form_to("/stand/"))
    assert reference_on(receipt) in status.words


def test_a_closed_status_page_asks_for_the_code_again() -> None:
    browser, receipt = walked(cast.stage(EVERYTHING))
    status = browser.send(receipt.form_to("/stand/"))
    left = browser.send(status.form_to("/schliessen/"))
    assert (left.url, browser.open("/stand/vorgang/").url) == ("/stand/", "/stand/")
