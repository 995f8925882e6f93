"""Who works for an authority: let in, told, given a new password, and shown out."""

import io
import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from dienstweg.authorities.models import Member, User
from dienstweg.record.actions import verify
from dienstweg.record.models import Entry
from tests import factories
from tests.cli.conftest import Call, Called

pytestmark = pytest.mark.django_db

IDSTEIN, TAUNUSSTEIN = "064390008008", "064390015015"
IDA = ("--name", "Ida Muster", "--email", "Ida.Muster@Example.org")
MAIL = "ida.muster@example.org"
OWN = "Laubfrosch im Schilf"


@pytest.fixture(autouse=True)
def towns() -> None:
    factories.make_authority(IDSTEIN, "Idstein")
    factories.make_authority(TAUNUSSTEIN, "Taunusstein")


def add(call: Call, *more: str, authority: str = IDSTEIN) -> Called:
    return call("member", "add", "--authority", authority, *IDA, *more, "--json")


def inbox(email: str, password: str) -> int:
    """What somebody meets who logs in and opens the inbox of Idstein."""
    client = Client()
    client.post("/amt/anmelden/", {"username": email, "password": password})
    return client.get(f"/amt/{IDSTEIN}/eingang/").status_code


def noted(ars: str = IDSTEIN) -> list[tuple[str, str, str]]:
    chain = f"authority:{ars}"
    assert verify(chain) == ()
    return [(entry.verb, entry.actor, entry.facts) for entry in Entry.objects.of(chain)]


def test_somebody_new_gets_a_password_that_is_shown_once(call: Call) -> None:
    called = add(call)
    password = str(called.data["password"])
    assert called.data == {
        "authority": IDSTEIN,
        "name": "Ida Muster",
        "email": MAIL,
        "role": "case_worker",
        "opened": True,
        "password": password,
    }
    assert (called.code, bool(re.fullmatch(r"(?:[a-z2-9]{4}-){3}[a-z2-9]{4}", password))) == (0, True)
    assert inbox(MAIL, password) == 200
    assert noted() == [("member_added", "Kommandozeile", '{"person":"Ida Muster","role":"case_worker"}')]
    assert password not in str(list(User.objects.values_list()))


def test_what_the_operator_reads(call: Call) -> None:
    called = call("member", "add", "--authority", IDSTEIN, *IDA, "--role", "lead")
    lines = called.out.splitlines()
    assert lines[:3] == [
        "Ida Muster hat Zugang: Stadt Idstein, Leitung",
        "  Anmelden  http://127.0.0.1:8000/amt/",
        f"  Adresse   {MAIL}",
    ]
    assert (lines[3][:12], lines[4]) == ("  Passwort  ", "Das Passwort steht nur hier. Geben Sie es der Person selbst.")


def test_two_passwords_differ(call: Call) -> None:
    passwords = [add(call).data["password"], call("member", "password", "--email", MAIL, "--json").data["password"]]
    assert len(set(passwords)) == 2


def test_a_password_comes_by_standard_input_and_is_not_shown(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{OWN}\n"))
    called = add(call, "--password-stdin")
    assert (called.code, called.data["password"], OWN in called.out + called.err) == (0, None, False)
    assert inbox(MAIL, OWN) == 200


@pytest.mark.parametrize("weak", ["", "Laubfrosch7", "123456789987654321", "Ida Muster 12", MAIL])
def test_a_weak_password_is_refused_and_nobody_is_let_in(
    call: Call, monkeypatch: pytest.MonkeyPatch, weak: str
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(weak))
    called = add(call, "--password-stdin")
    assert (called.code, codes(called)) == (1, ["password_weak"])
    assert (User.objects.count(), noted()) == (0, [])


def codes(called: Called) -> list[str]:
    problems = called.data["problems"]
    assert isinstance(problems, list)
    return [problem["code"] for problem in problems]


def test_a_second_authority_leaves_the_password(call: Call) -> None:
    password = str(add(call).data["password"])
    called = add(call, authority=TAUNUSSTEIN)
    assert (called.code, called.data["opened"], called.data["password"]) == (0, False, None)
    assert inbox(MAIL, password) == 200
    assert [member.authority.ars for member in Member.objects.of(User.objects.get())] == [IDSTEIN, TAUNUSSTEIN]


def test_added_again_only_the_role_changes(call: Call) -> None:
    add(call)
    assert add(call, "--role", "lead").code == 0
    assert [member.role for member in Member.objects.of(User.objects.get())] == ["lead"]
    assert [verb for verb, _, _ in noted()] == ["member_added", "member_added"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--authority", "064390008009", *IDA), "authority_unknown"),
        (("--authority", "x", *IDA), "authority_unknown"),
        (("--authority", IDSTEIN, "--name", " ", "--email", MAIL), "account_name"),
        (("--authority", IDSTEIN, "--name", "x" * 121, "--email", MAIL), "account_name"),
        (("--authority", IDSTEIN, "--name", "Ida Muster", "--email", "ida"), "account_email"),
        (("--authority", IDSTEIN, "--name", "Ina Muster", "--email", MAIL), "account_of_another"),
    ],
)
def test_what_does_not_fit_is_refused(call: Call, words: tuple[str, ...], code: str) -> None:
    add(call, authority=TAUNUSSTEIN)
    called = call("member", "add", *words, "--json")
    assert (called.code, codes(called), Member.objects.everywhere("a test").count()) == (1, [code], 1)


def test_an_old_key_names_the_one_that_came_after_it(call: Call) -> None:
    heir = factories.make_authority("064150000000", "Hanau")
    factories.make_authority("064350014014", "Hanau", valid_until=date(2025, 12, 31), successor=heir)
    called = call("member", "add", "--authority", "064350014014", *IDA)
    said = "Keine Behörde hat diesen Regionalschlüssel. Nachfolgerin ist Stadt Hanau: 064150000000."
    assert (called.code, called.err) == (1, f"064350014014: {said}\n")


def test_the_list_names_everybody_at_their_authority(call: Call) -> None:
    add(call)
    add(call, "--role", "lead", authority=TAUNUSSTEIN)
    User.objects.update(last_login=timezone.now().replace(2026, 5, 12, 10))
    called = call("member", "list")
    assert called.out.splitlines() == [
        f"Stadt Idstein ({IDSTEIN})",
        f"  Ida Muster, {MAIL}, Sachbearbeitung, zuletzt angemeldet am 12.05.2026",
        f"Stadt Taunusstein ({TAUNUSSTEIN})",
        f"  Ida Muster, {MAIL}, Leitung, zuletzt angemeldet am 12.05.2026",
    ]
    data = call("member", "list", "--authority", TAUNUSSTEIN, "--json").data
    row = {"authority": TAUNUSSTEIN, "name": "Ida Muster", "email": MAIL, "role": "lead", "last_login": "2026-05-12"}
    assert data == {"members": [row]}


def test_where_nobody_works_the_list_says_how_to_begin(call: Call) -> None:
    assert call("member", "list").out == "Noch hat niemand Zugang. Den gibt „dienstweg member add“.\n"


def test_who_leaves_one_authority_stays_at_the_other(call: Call) -> None:
    password = str(add(call).data["password"])
    add(call, authority=TAUNUSSTEIN)
    called = call("member", "remove", "--authority", IDSTEIN, "--email", MAIL, "--json")
    assert (called.code, called.data["closed"], inbox(MAIL, password)) == (0, False, 404)
    assert [verb for verb, _, _ in noted()] == ["member_added", "member_removed"]
    again = call("member", "remove", "--authority", IDSTEIN, "--email", MAIL, "--json")
    assert (again.code, codes(again)) == (1, ["account_unknown"])


def test_who_leaves_the_last_authority_is_shown_out_at_once(call: Call) -> None:
    password = str(add(call).data["password"])
    client = Client()
    client.post("/amt/anmelden/", {"username": MAIL, "password": password})
    assert client.get(f"/amt/{IDSTEIN}/eingang/").status_code == 200
    called = call("member", "remove", "--authority", IDSTEIN, "--email", MAIL, "--json")
    assert (called.data["closed"], client.get(f"/amt/{IDSTEIN}/eingang/").status_code) == (True, 302)
    assert inbox(MAIL, password) == 302
    assert codes(call("member", "password", "--email", MAIL, "--json")) == ["account_unknown"]


def test_who_comes_back_gets_a_new_password(call: Call) -> None:
    old = str(add(call).data["password"])
    call("member", "remove", "--authority", IDSTEIN, "--email", MAIL)
    new = str(add(call).data["password"])
    assert (inbox(MAIL, old), inbox(MAIL, new), User.objects.count()) == (302, 200, 1)


def test_a_new_password_ends_what_the_old_one_opened(call: Call) -> None:
    old = str(add(call).data["password"])
    client = Client()
    client.post("/amt/anmelden/", {"username": MAIL, "password": old})
    new = str(call("member", "password", "--email", MAIL.upper(), "--json").data["password"])
    assert client.get(f"/amt/{IDSTEIN}/eingang/").status_code == 302
    assert (inbox(MAIL, old), inbox(MAIL, new)) == (302, 200)
    assert noted()[-1] == ("password_set", "Kommandozeile", '{"person":"Ida Muster"}')
