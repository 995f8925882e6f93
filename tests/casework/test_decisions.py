"""Deciding a case: once, with reasons where the service wants them, and only with its own outcomes."""

import threading

import pytest
from django.db import connections
from django.utils import timezone

from dienstweg.applications.models import Application, Document
from dienstweg.applications.reading import OpenApplication, open_application
from dienstweg.authorities.keystore import KeyStore
from dienstweg.casework import actions
from dienstweg.casework.models import Decision, inbox
from dienstweg.engine.handover import json_bytes, json_payload, validate, xml_payload
from dienstweg.engine.problems import Refused
from dienstweg.record import actions as record
from dienstweg.record.models import Entry
from tests import cast
from tests.applications.everything import EVERYTHING
from tests.cast import Cast
from tests.walker import Browser, Page, Person

ANSWERS = {"F1": "Alice", "?G30": False, "?G41": "F43", "F43": "Hundefreunde"}


def send(people: Cast) -> Application:
    person = Person(Browser(), ANSWERS)
    person.finish(person.browser.open(people.step_url()))
    return Application.objects.everywhere("a test").select_related("authority", "release").latest("pk")


def opened(application: Application) -> OpenApplication:
    authority = application.authority
    return open_application(application, KeyStore.from_settings().private(authority.ars, authority.public_key().kid))


def case_of(bob: Browser, application: Application) -> Page:
    return bob.open(f"/amt/{cast.IDSTEIN}/vorgang/{application.reference}/")


def decisions() -> list[Decision]:
    return list(Decision.objects.everywhere("a test"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("outcome", "reasons", "errors"),
    [
        ("", "Darum.", [("ergebnis", "Wählen Sie aus, wie Sie entscheiden.")]),
        ("gibtesnicht", "Darum.", [("ergebnis", "Wählen Sie aus, wie Sie entscheiden.")]),
        ("assessed", "Darum.", [("ergebnis", "Wählen Sie aus, wie Sie entscheiden.")]),
        ("granted\x00", "Darum.", [("ergebnis", "Wählen Sie aus, wie Sie entscheiden.")]),
        ("refused", "", [("gruende", "Begründen Sie diese Entscheidung. Die Gründe stehen im Bescheid.")]),
        ("refused", " \r\n\t", [("gruende", "Begründen Sie diese Entscheidung. Die Gründe stehen im Bescheid.")]),
        ("refused", "\x00", [("gruende", "Begründen Sie diese Entscheidung. Die Gründe stehen im Bescheid.")]),
        ("granted", "x" * 20_001, [("gruende", "Die Gründe sind zu lang. Möglich sind 20000 Zeichen.")]),
    ],
)
def test_what_is_not_decided(outcome: str, reasons: str, errors: list[tuple[str, str]]) -> None:
    people = cast.stage(EVERYTHING)
    application, bob = send(people), cast.log_in(people.bob)
    page = cast.decide(bob, case_of(bob, application), outcome, reasons)
    assert (page.status, page.errors, decisions(), Document.objects.count()) == (422, errors, [], 0)
    assert page.form_to("/entscheiden/").values["gruende"] == reasons.replace("\x00", "").replace("\n", "\r\n").replace(
        "\r\r\n", "\r\n"
    )


@pytest.mark.django_db
def test_what_is_decided_stands_in_the_case_and_in_the_record() -> None:
    people = cast.stage(EVERYTHING)
    application, bob = send(people), cast.log_in(people.bob)
    case = cast.decide(bob, case_of(bob, application), "granted", "")
    (decision,) = decisions()
    assert (decision.outcome, decision.decided_by, decision.notice.kind) == ("granted", people.bob, "notice")
    assert ("Bewilligt" in case.words, "Bob Berger" in case.words, "Noch nicht abgeholt" in case.words) == (True,) * 3
    chain = f"application/{application.reference}"
    last = Entry.objects.of(chain).last()
    assert last is not None
    assert (last.verb, last.actor, dict(last.values)) == (
        "decided",
        people.bob.get_username(),
        {"outcome": "granted", "document": 1},
    )
    assert record.verify(chain) == ()


@pytest.mark.django_db
@pytest.mark.parametrize("button", ["vorschau", "", "quatsch", None])
def test_only_the_button_that_decides_decides(button: str | None) -> None:
    people = cast.stage(EVERYTHING)
    application, bob = send(people), cast.log_in(people.bob)
    page = bob.open(case_of(bob, application).link("/entscheiden/"))
    form = page.form_to("/entscheiden/")
    shown = bob.send(form, {"ergebnis": "granted", "gruende": "Weil es passt."}, button=button)
    assert (shown.status, decisions(), "Weil es passt." in shown.words) == (200, [], True)
    assert "Gegen diesen Bescheid können Sie bei Stadt Idstein Widerspruch einlegen." in shown.words


@pytest.mark.django_db
def test_decided_twice_is_decided_once() -> None:
    people = cast.stage(EVERYTHING)
    application, bob = send(people), cast.log_in(people.bob)
    page = bob.open(case_of(bob, application).link("/entscheiden/"))
    form = page.form_to("/entscheiden/")
    for outcome in ("granted", "refused"):
        page = bob.send(form, {"ergebnis": outcome, "gruende": "Darum."}, button="entscheiden")
    assert (page.url.endswith(f"/{application.reference}/"), "Bewilligt" in page.words) == (True, True)
    assert ([one.outcome for one in decisions()], Document.objects.count()) == (["granted"], 1)
    with pytest.raises(Refused) as refused:
        decide(people, application, "refused")
    assert [problem.code for problem in refused.value.problems] == ["already_decided"]


def decide(people: Cast, application: Application, code: str) -> Decision:
    outcome = next(one for one in EVERYTHING.outcomes if one.code == code)
    return actions.decide(
        opened=opened(application), outcome=outcome, reasons="Darum.", by=people.bob, at=timezone.now()
    )


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_make_one_decision() -> None:
    people = cast.stage(EVERYTHING)
    application = send(people)
    barrier, found = threading.Barrier(3), []

    def run(code: str) -> None:
        barrier.wait()
        try:
            found.append(decide(people, application, code).outcome)
        except Refused as refused:
            found.append(refused.problems[0].code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(code,)) for code in ("granted", "refused", "granted")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (decision,) = decisions()
    assert sorted(found) == sorted([decision.outcome, "already_decided", "already_decided"])
    assert Document.objects.count() == 1
    assert [entry.verb for entry in Entry.objects.of(f"application/{application.reference}")] == [
        "received",
        "consented",
        "decided",
    ]


@pytest.mark.django_db
def test_the_inbox_is_one_offices() -> None:
    people = cast.stage(EVERYTHING)
    first, second = send(people), send(people)
    decide(people, first, "granted")
    assert list(inbox(people.idstein)) == [second]
    assert list(inbox(people.idstein, done=True).values_list("pk", "decision__outcome")) == [(first.pk, "granted")]
    assert (list(inbox(people.taunusstein)), list(inbox(people.taunusstein, done=True))) == ([], [])


@pytest.mark.django_db
def test_the_office_takes_the_data_in_both_forms() -> None:
    people = cast.stage(*cast.our_service(cast.DOG_TAX))
    person = Person(Browser(), cast.alice())
    person.finish(person.browser.open(people.step_url()))
    application = Application.objects.everywhere("a test").select_related("authority", "release").get()
    bob = cast.log_in(people.bob)
    case = case_of(bob, application)
    taken = [bob.open(link).body for link in case.links if link.endswith(("/daten.json", "/daten.xml"))]
    clean = opened(application).journey.clean()
    assert taken == [json_bytes(json_payload(people.service, clean)), xml_payload(people.service, clean)]
    assert validate(people.service, *taken) == ()
