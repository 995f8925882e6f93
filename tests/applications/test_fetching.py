"""How a notice reaches the applicant: by law and consent, fetched or by post; and the mail that says it is there."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from dienstweg.applications import exchange
from dienstweg.applications.consenting import consent_wording
from dienstweg.applications.mailing import send_waiting
from dienstweg.applications.models import Application, Consent, Document, Mailing, Posting
from dienstweg.applications.notices import notice_states, to_post
from dienstweg.cli.record_check import check_record
from dienstweg.engine.holidays import easter, holidays, working_day
from dienstweg.engine.notification import LAWS, NoticeLaw, effective_on, last_day_to_fetch
from dienstweg.record.models import Entry
from tests import cast, factories
from tests.cast import Cast
from tests.walker import Browser, Page, Person

STATUS = "/stand/vorgang/"
ADDRESS = "alice@example.org"


@pytest.fixture(autouse=True)
def place(settings: Settings, tmp_path: Path) -> None:
    settings.KEYS_DIR, settings.FILES_DIR = tmp_path / "keys", tmp_path / "files"


# --- the law ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("law", "fetched", "notified", "effective"),
    [
        ("vwvfg", "2026-05-12", "2026-05-11", "2026-05-13"),
        ("vwvfg", None, "2026-05-11", None),
        ("ao", None, "2026-05-11", "2026-05-15"),
        ("ao", "2026-05-12", "2026-05-11", "2026-05-15"),
        ("ao", None, "2026-05-12", "2026-05-18"),  # the fourth day is a Saturday
        ("ao", None, "2026-05-31", "2026-06-05"),  # the fourth day is Corpus Christi
        ("ao", "2026-05-12", None, "2026-05-12"),
        ("ao", None, None, None),
    ],
)
def test_when_a_notice_takes_effect(law: NoticeLaw, fetched: str, notified: str, effective: str) -> None:
    days = [date.fromisoformat(day) if day else None for day in (fetched, notified, effective)]
    assert effective_on(law, fetched_on=days[0], notified_on=days[1], land="HE") == days[2]


def test_the_last_day_to_fetch_is_a_working_day() -> None:
    assert last_day_to_fetch(date(2026, 5, 12), "HE") == date(2026, 5, 22)
    assert last_day_to_fetch(date(2026, 5, 13), "HE") == date(2026, 5, 26)  # 23 May is a Saturday, 25 Whit Monday


def test_easter_and_holidays() -> None:
    assert [easter(year) for year in (2024, 2025, 2026, 2038)] == [
        date(2024, 3, 31),
        date(2025, 4, 20),
        date(2026, 4, 5),
        date(2038, 4, 25),
    ]
    assert (len(holidays(2026, "HE")), date(2026, 6, 4) in holidays(2026, "HE")) == (10, True)
    assert (date(2026, 11, 18) in holidays(2026, "SN"), date(2026, 6, 4) in holidays(2026, "BE")) == (True, False)
    assert working_day(date(2026, 12, 25), "HE") == date(2026, 12, 28)


def test_nobody_has_reviewed_the_laws_yet() -> None:
    assert {key: law.reviewed for key, law in LAWS.items()} == {"vwvfg": False, "ao": False}


# --- consent and post -------------------------------------------------------------------------------------------------


def sent(people: Cast, **wish: str) -> tuple[Browser, Application]:
    alice = Person(Browser(), {"F1": "Alice"})
    check = alice.to_check(alice.browser.open(people.step_url()))
    receipt = alice.browser.send(check.form, {"erklaerung": "ja", **wish})
    assert receipt.status == 200, receipt.errors
    alice.browser.send(receipt.form_to("/stand/"))
    return alice.browser, Application.objects.everywhere("a test").select_related("authority").latest("pk")


def decided(people: Cast, application: Application) -> tuple[Browser, Page]:
    bob = cast.log_in(people.bob)
    case = bob.open(f"/amt/{cast.IDSTEIN}/vorgang/{application.reference}/")
    return bob, cast.decide(bob, case, "assessed", "Darum.")


def later(**ago: int) -> None:
    """As if the notice had been provided so long ago."""
    Document.objects.update(created_at=timezone.now() - timedelta(**ago))


@pytest.mark.django_db
def test_consent_is_kept_with_its_words_and_can_be_taken_back() -> None:
    people = cast.stage(factories.make_service())
    alice, application = sent(people, einwilligung="ja")
    consent = Consent.objects.get()
    wording = consent_wording("vwvfg", application.authority, "de")
    assert (consent.law, consent.wording, consent.agreed_at) == ("vwvfg", wording, application.received_at)
    page = alice.open(alice.open(STATUS).link("/einwilligung/"))
    assert (wording in page.words, page.status) == (True, 200)
    status = alice.send(page.form)
    assert "Sie möchten den Bescheid per Post" in status.words
    assert [link for link in status.links if link.endswith("/einwilligung/")] == []
    decided(people, application)
    assert "Die Antwort kommt per Post" in alice.open(STATUS).words


@pytest.mark.django_db
def test_without_consent_the_notice_goes_by_post_and_a_copy_can_be_read_then() -> None:
    people = cast.stage(factories.make_service())
    alice, application = sent(people)
    bob, case = decided(people, application)
    status = alice.open(STATUS)
    assert ("Die Antwort kommt per Post" in status.words, [f for f in status.forms if "/dokument/" in f.action]) == (
        True,
        [],
    )
    token = status.forms[0].values["csrfmiddlewaretoken"]
    assert alice.post(STATUS + "dokument/1/", {"csrfmiddlewaretoken": token}).url == STATUS
    inbox = bob.open(f"/amt/{cast.IDSTEIN}/eingang/?ansicht=post")
    assert ("keine Einwilligung zum Abrufen" in inbox.words, application.reference in inbox.words) == (True, True)
    case = bob.send(case.form_to("/per-post/"))
    assert ("Per Post verschickt am" in case.words, Posting.objects.count()) == (True, 1)
    assert to_post(people.idstein, timezone.now()) == []
    copy = alice.open(STATUS)
    assert "Das Schreiben kam per Post" in copy.words
    assert alice.send(copy.form_to("/dokument/1/")).body[:5] == b"%PDF-"


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "by_post"), [(9, False), (20, True)])
def test_what_nobody_fetches_for_ten_days_goes_by_post(days: int, by_post: bool) -> None:
    people = cast.stage(factories.make_service())
    alice, application = sent(people, einwilligung="ja")
    Consent.objects.update(agreed_at=timezone.now() - timedelta(days=30))
    bob, _ = decided(people, application)
    later(days=days)
    status = alice.open(STATUS)
    assert ("Das Schreiben kommt per Post" in status.words) == by_post
    assert [state.document.application_id for state in to_post(people.idstein, timezone.now())] == [
        application.pk
    ] * by_post
    assert to_post(people.taunusstein, timezone.now()) == []
    assert ("Nicht abgeholt bis" in bob.open(f"/amt/{cast.IDSTEIN}/vorgang/{application.reference}/").words) == by_post


@pytest.mark.django_db
def test_fetched_is_told_with_the_day_it_counts_from() -> None:
    people = cast.stage(factories.make_service())
    alice, application = sent(people, einwilligung="ja")
    bob, _ = decided(people, application)
    status = alice.open(STATUS)
    assert ("Die Antwort ist da" in status.words, "Danach schicken wir es per Post." in status.words) == (True, True)
    assert Document.objects.get().fetched_at is None
    alice.send(status.form_to("/dokument/1/"))
    (state,) = notice_states(
        Document.objects.select_related("mailing", "posting"), Consent.objects.get(), timezone.now()
    )
    assert state.effective == timezone.localdate() + timedelta(days=1)
    assert "als bekannt gegeben (§ 41 Absatz 2a HVwVfG)" in alice.open(STATUS).words
    case = bob.open(f"/amt/{cast.IDSTEIN}/vorgang/{application.reference}/")
    assert ("Abgeholt am" in case.words, "Bekannt gegeben am" in case.words) == (True, True)


# --- mails ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_mail_says_that_there_is_something_new_and_no_more() -> None:
    people = cast.stage(factories.make_service())
    _, application = sent(people, einwilligung="ja", hinweis_an=ADDRESS)
    assert (Mailing.objects.count(), ADDRESS.encode() in bytes(Consent.objects.get().address or b"")) == (0, False)
    decided(people, application)
    assert (send_waiting(timezone.now()), send_waiting(timezone.now())) == ((1, 0), (0, 0))
    (message,) = mail.outbox
    assert (message.to, message.subject) == ([ADDRESS], f"Neues zu Ihrem Vorgang {application.reference}")
    assert [word for word in ("Alice", "Bescheid", "festgesetzt") if word in str(message.body)] == []
    assert [entry.verb for entry in Entry.objects.of(f"application/{application.reference}")][-2:] == [
        "decided",
        "notified",
    ]


@pytest.mark.django_db
def test_a_mail_that_fails_is_tried_again(settings: Settings) -> None:
    people = cast.stage(factories.make_service())
    _, application = sent(people, hinweis_an=ADDRESS)
    exchange.queue_mail(application, at=timezone.now())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert [send_waiting(timezone.now()) for _ in range(6)] == [(0, 1)] * 5 + [(0, 0)]
    assert (Mailing.objects.get().tries, Mailing.objects.get().sent_at) == (5, None)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["alice", "alice@", "a b@example.org", "alice@example.org\r\nBcc: x@example.org"])
def test_an_address_that_is_none_is_told_and_the_rest_stays(address: str) -> None:
    people = cast.stage(factories.make_service())
    alice = Person(Browser(), {"F1": "Alice"})
    check = alice.to_check(alice.browser.open(people.step_url()))
    wish = {"erklaerung": "ja", "einwilligung": "ja", "hinweis_an": address}
    again = alice.browser.send(check.form, wish)
    message = "Das ist keine vollständige E-Mail-Adresse. Schreiben Sie sie wie name@beispiel.de."
    assert (again.status, again.errors, again.form.values.get("einwilligung")) == (422, [("hinweis_an", message)], "ja")
    assert Application.objects.everywhere("a test").count() == 0


# --- the record -------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_record_tells_what_is_missing() -> None:
    people = cast.stage(factories.make_service())
    alice, application = sent(people, einwilligung="ja")
    decided(people, application)
    alice.send(alice.open(STATUS).form_to("/dokument/1/"))
    assert check_record()[1] == ()
    Document.objects.create(
        application=application,
        number=2,
        kind="notice",
        created_at=datetime(2026, 5, 12, tzinfo=UTC),
        fetched_at=datetime(2026, 5, 12, tzinfo=UTC),
        size=1,
        sealed=b"x",
    )
    chain = f"application/{application.reference}"
    assert [(problem.code, problem.where) for problem in check_record()[1]] == [("record_untold", chain)]
