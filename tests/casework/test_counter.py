"""At the counter: who may begin there, what is marked, and what the browser forgets afterwards."""

import pytest
from django.utils import timezone
from pytest_django import Settings

from dienstweg.applications.counter import FORGETS_AFTER, MARK
from dienstweg.applications.desk import COOKIE, STATUS_COOKIE
from dienstweg.applications.models import Application, Draft
from dienstweg.applications.reading import open_application
from dienstweg.authorities.keystore import KeyStore
from dienstweg.authorities.models import Member
from dienstweg.engine import content
from dienstweg.engine.content import Content
from dienstweg.record import actions as record
from dienstweg.record.models import Entry
from tests import cast
from tests.applications.everything import EVERYTHING
from tests.cast import Cast
from tests.walker import Browser, Page, Person

pytestmark = pytest.mark.django_db

ANSWERS = {"F1": "Erna", "?G30": False, "?G41": "F43", "F43": "Hundefreunde"}
COUNTER = f"/amt/{cast.IDSTEIN}/schalter/"
BANNER = "Am Schalter, Stadt Idstein: aufgenommen von Bob Berger"


@pytest.fixture
def people(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Cast:
    settings.FILES_DIR = tmp_path_factory.mktemp("files")
    return cast.stage(EVERYTHING)


def begin(bob: Browser) -> Page:
    """Begin what is asked for at the counter."""
    page = bob.open(COUNTER)
    return bob.send(page.form_to("/schalter/"), {"leistung": EVERYTHING.slug})


def taken(bob: Browser) -> Page:
    """An application taken down at the counter: its receipt."""
    return Person(bob, ANSWERS).finish(begin(bob))


def read(application: Application) -> Content:
    kid = application.authority.public_key().kid
    return open_application(application, KeyStore.from_settings().private(application.authority.ars, kid)).content


def sent() -> Application:
    return Application.objects.everywhere("a test").select_related("authority", "release").get()


def cookie(browser: Browser, name: str) -> str:
    found = browser.client.cookies.get(name)
    return found.value if found is not None else ""


def test_the_office_takes_an_application_down_with_a_person(people: Cast) -> None:
    bob = cast.log_in(people.bob)
    inbox = bob.open(f"/amt/{cast.IDSTEIN}/eingang/")
    assert inbox.link("/schalter/") == COUNTER
    first = begin(bob)
    assert (first.url.split("?")[0], BANNER in first.words) == (people.step_url(), True)
    check = Person(bob, ANSWERS).to_check(first)
    assert "Jetzt liest und erklärt die Person selbst" in check.words
    assert "Die Person hat alle Angaben gelesen oder gehört und erklärt: „Alles ist richtig.“" in check.words
    receipt = bob.send(check.form, {"erklaerung": "ja"})
    assert (BANNER in receipt.words, "Eingangsbestätigung drucken (PDF)" in receipt.words) == (True, True)
    application = sent()
    assert read(application).taken_by == "Bob Berger"
    (entry,) = Entry.objects.of(f"application/{application.reference}")
    assert (entry.verb, entry.actor, entry.values["counter"]) == ("received", people.bob.get_username(), True)
    assert record.verify(entry.chain) == ()
    case = bob.open(f"/amt/{cast.IDSTEIN}/vorgang/{application.reference}/")
    assert case.words.count("am Schalter aufgenommen von Bob Berger") == 2


def test_the_next_person_sees_nothing_of_the_one_before(people: Cast) -> None:
    bob = cast.log_in(people.bob)
    receipt = taken(bob)
    assert bob.client.cookies[COOKIE]["max-age"] == FORGETS_AFTER
    assert [form.action for form in receipt.forms if "/stand/" in form.action] == []
    done = bob.send(receipt.form_to("/neu/"))
    assert (done.url, "Dieser Browser hat Angaben und Code vergessen." in done.words) == (f"{COUNTER}?fertig", True)
    assert (cookie(bob, COOKIE), cookie(bob, STATUS_COOKIE), MARK in bob.client.session) == ("", "", False)
    assert bob.open(receipt.url).url.split("?")[0] == people.step_url()
    page = bob.open(people.step_url())
    assert (page.form.values["F1"], BANNER in page.words) == ("", False)


def test_the_applicant_reads_at_home_who_took_it_down(people: Cast) -> None:
    receipt = taken(cast.log_in(people.bob))
    code = receipt.html.partition('class="dw-code">')[2].partition("<")[0]
    home = Browser()
    status = home.send(home.open("/stand/").form, {"code": code})
    assert (status.status, "am Schalter aufgenommen von Bob Berger" in status.words) == (200, True)


@pytest.mark.parametrize(
    ("button", "kept", "goes_on"), [("behalten", 1, "Erna"), ("loeschen", 0, None)], ids=["kept", "deleted"]
)
def test_an_unfinished_one_is_handed_over_or_deleted(people: Cast, button: str, kept: int, goes_on: str | None) -> None:
    bob = cast.log_in(people.bob)
    bob.send(begin(bob).form, {"F1": "Erna"}, button="spaeter")
    end = bob.open(bob.pages[-1].link("/neu/"))
    code = end.html.partition('class="dw-code">')[2].partition("<")[0]
    assert bob.send(end.form, button=button).url == f"{COUNTER}?fertig"
    assert (Draft.objects.count(), cookie(bob, COOKIE)) == (kept, "")
    home = Browser()
    home.send(home.open("/stand/").form, {"code": code})
    page = home.open(people.step_url())
    assert (page.form.values["F1"] or None, BANNER in page.words) == (goes_on, False)


def test_what_was_not_ended_is_forgotten_when_the_next_one_begins(people: Cast) -> None:
    bob = cast.log_in(people.bob)
    bob.send(begin(bob).form, {"F1": "Erna"}, button="uebersicht")
    waiting = bob.open(COUNTER)
    assert "Noch nicht beendet: Alles beantragen" in waiting.words
    assert begin(bob).form.values["F1"] == ""


def test_logging_out_forgets_what_was_begun(people: Cast) -> None:
    bob = cast.log_in(people.bob)
    bob.send(begin(bob).form, {"F1": "Erna"}, button="uebersicht")
    bob.send(bob.open(COUNTER).form_to("/abmelden/"))
    page = bob.open(people.step_url())
    assert (cookie(bob, COOKIE), page.form.values["F1"], BANNER in page.words) == ("", "", False)


def test_looking_at_the_page_begins_nothing(people: Cast) -> None:
    bob = cast.log_in(people.bob)
    bob.open(COUNTER)
    bob.open(f"{COUNTER}?leistung={EVERYTHING.slug}")
    assert (MARK in bob.client.session, BANNER in bob.open(people.step_url()).words) == (False, False)


@pytest.mark.parametrize("slug", ["", "gibt-es-nicht", "alles\x00"])
def test_only_what_is_live_is_begun(people: Cast, slug: str) -> None:
    bob = cast.log_in(people.bob)
    page = bob.send(bob.open(COUNTER).form_to("/schalter/"), {"leistung": slug})
    assert (page.status, MARK in bob.client.session) == ((200, True) if slug == "alles\x00" else (404, False))


def test_chris_from_another_town_begins_nothing(people: Cast) -> None:
    chris = cast.log_in(people.chris)
    own = chris.open(f"/amt/{cast.TAUNUSSTEIN}/schalter/")
    form = own.form_to("/schalter/")
    form.action = COUNTER
    assert (chris.open(COUNTER).status, chris.send(form, {"leistung": EVERYTHING.slug}).status) == (404, 404)
    begun = chris.send(chris.open(own.url).form_to("/schalter/"), {"leistung": EVERYTHING.slug})
    assert "Am Schalter, Stadt Taunusstein" in begun.words
    Person(chris, ANSWERS).finish(chris.open(people.step_url()))
    assert read(sent()).taken_by == ""


def test_nobody_claims_the_mark_without_a_log_in(people: Cast) -> None:
    alice = Browser()
    alice.client.cookies[MARK] = str(people.adoption.pk)
    page = alice.open(f"{people.step_url()}?{MARK}={people.adoption.pk}")
    Person(alice, ANSWERS).finish(page)
    entry = Entry.objects.of(f"application/{sent().reference}")[0]
    assert (read(sent()).taken_by, entry.actor, "counter" in entry.values) == ("", "Antragsportal", False)
    assert alice.open(COUNTER).url.startswith("/amt/anmelden/")


def test_who_has_left_the_office_marks_nothing(people: Cast) -> None:
    bob = cast.log_in(people.bob)
    page = begin(bob)
    Member.objects.of(people.bob).delete()
    Person(bob, ANSWERS).finish(page)
    assert read(sent()).taken_by == ""


def test_the_browser_keeps_nothing_that_is_typed() -> None:
    people = cast.stage(*cast.our_service(cast.DOG_TAX))
    bob = cast.log_in(people.bob)
    page = bob.open(COUNTER)
    bob.send(page.form_to("/schalter/"), {"leistung": cast.DOG_TAX})
    told = {html.partition('"')[0] for html in bob.pages[-1].html.split('autocomplete="')[1:]}
    assert (told, "given-name" in Browser().open(people.step_url()).html) == ({"off"}, True)


def test_an_older_format_was_taken_down_by_nobody() -> None:
    now = timezone.now().isoformat()
    what = Content(
        nonce="00",
        service_digest="0",
        schema_id="S",
        schema_version=None,
        authority=cast.IDSTEIN,
        reference="ID-1",
        received_at=now,
        answers={},
        parameters={},
    )
    old = content.canonical(what).replace(b'"format":3', b'"format":2').replace(b',"taken_by":""', b"")
    assert content.read(old) == what
