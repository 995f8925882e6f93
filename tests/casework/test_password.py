"""An officer changes the own password."""

import pytest

from dienstweg.authorities.models import User
from dienstweg.record.models import Entry
from tests import cast, factories
from tests.cast import Cast
from tests.walker import Browser, Page

pytestmark = pytest.mark.django_db

NEW = "vier ruhige Laubfrösche"
URL = "/amt/passwort/"


@pytest.fixture
def people() -> Cast:
    return cast.stage(factories.make_service("fischen"))


def change(browser: Browser, old: str, new: str, again: str) -> Page:
    form = browser.open(URL).form_to("/passwort/")
    return browser.send(form, {"altes": old, "neues": new, "noch_einmal": again})


def test_the_password_is_changed_and_other_browsers_are_logged_out(people: Cast) -> None:
    here, elsewhere = cast.log_in(people.bob), cast.log_in(people.bob)
    assert here.open(f"/amt/{cast.IDSTEIN}/eingang/").link("/passwort/") == URL
    page = change(here, factories.PASSWORD, NEW, NEW)
    assert (page.url, "Ihr Passwort ist geändert." in page.words) == (f"{URL}?fertig", True)
    assert here.open(f"/amt/{cast.IDSTEIN}/eingang/").status == 200
    assert elsewhere.open(f"/amt/{cast.IDSTEIN}/eingang/").url.startswith("/amt/anmelden/")
    assert User.objects.get(pk=people.bob.pk).check_password(NEW)
    entry = Entry.objects.of(people.idstein.chain).last()
    assert entry is not None
    assert (entry.verb, entry.actor, dict(entry.values)) == (
        "password_set",
        people.bob.get_username(),
        {"person": "Bob Berger"},
    )


@pytest.mark.parametrize(
    ("old", "new", "again", "target"),
    [
        ("", NEW, NEW, "altes"),
        ("falsch", NEW, NEW, "altes"),
        (factories.PASSWORD, NEW, NEW + "!", "noch_einmal"),
        (factories.PASSWORD, "", "", "neues"),
        (factories.PASSWORD, "zu kurz", "zu kurz", "neues"),
        (factories.PASSWORD, "Bob Berger 1", "Bob Berger 1", "neues"),
    ],
)
def test_what_does_not_change_it(people: Cast, old: str, new: str, again: str, target: str) -> None:
    bob = cast.log_in(people.bob)
    page = change(bob, old, new, again)
    assert (page.status, [where for where, _ in page.errors], page.bad) == (422, [target], [target])
    assert [text for text in page.form_to("/passwort/").values.values() if text in (NEW, factories.PASSWORD)] == []
    assert User.objects.get(pk=people.bob.pk).check_password(factories.PASSWORD)
    assert [entry.verb for entry in Entry.objects.of(people.idstein.chain) if entry.verb == "password_set"] == []


def test_an_account_of_the_demonstration_keeps_its_password(people: Cast) -> None:
    User.objects.filter(pk=people.bob.pk).update(demo=True)
    page = change(cast.log_in(people.bob), factories.PASSWORD, NEW, NEW)
    assert (page.status, User.objects.get(pk=people.bob.pk).check_password(NEW)) == (422, False)


def test_who_belongs_to_no_authority_changes_nothing() -> None:
    factories.make_user("Dana", email="dana@example.org")
    dana = Browser()
    dana.send(dana.open("/amt/anmelden/").form, {"username": "dana@example.org", "password": factories.PASSWORD})
    assert dana.open(URL).status == 403
