"""What the law wants told: data protection before the first question, accessibility, imprint, reporting a barrier."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from msgspec.structs import replace

from dienstweg.authorities.describing import describe
from dienstweg.authorities.models import Authority
from dienstweg.engine.info import DataProtection
from dienstweg.engine.problems import Refused
from dienstweg.engine.service import Group, Question
from dienstweg.portal.actions import REPORTS_AN_HOUR, take_turn
from dienstweg.portal.models import BarrierHour
from tests import factories
from tests.walker import page_of

pytestmark = pytest.mark.django_db
IDSTEIN = "064390008008"
HOME = f"/behoerde/{IDSTEIN}/"


@pytest.fixture
def idstein() -> Authority:
    return factories.make_authority(IDSTEIN)


def _text(url: str) -> str:
    response = Client().get(url)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def _question(number: int, label: str) -> Question:
    return Question(id=f"F{number}", path=f"G1.F{number}", kind="text", label=label)


def _offer(authority: Authority, own: DataProtection) -> str:
    questions = (_question(1, "Geburtsdatum"), _question(2, "Grad der Behinderung"), _question(3, "Lieblingsfarbe"))
    group = Group(id="G1", path="G1", label="Über Sie", children=questions)
    service = replace(factories.make_service("fischen", nodes=(group,)), data_protection=own, retention_days=730)
    factories.make_live_adoption(authority, factories.make_release(service))
    return f"/dienst/{authority.ars}/fischen/datenschutz/"


def test_data_protection_follows_the_questions_and_the_service(idstein: Authority) -> None:
    own = DataProtection(secrecy="Das Steuergeheimnis gilt.", recipients=("die Kasse",), norms=("§ 7 KAG",))
    text = _text(_offer(idstein, own))
    told = (
        "Geburt Geburtsdatum",
        "Gesundheit (besonders geschützt) Grad der Behinderung",
        "Über Sie Lieblingsfarbe",
        "Das Steuergeheimnis gilt.",
        "die Kasse",
        "§ 7 KAG",
        "Artikel 6 Absatz 1 Buchstabe e DSGVO",
        "Artikel 21 DSGVO",
        "§ 20 HDSIG",
        "30 Tage nach dem letzten Speichern",
        "2 Jahre",
    )
    assert [part for part in told if part not in text] == []


def test_who_fulfils_a_duty_is_not_told_of_objection(idstein: Authority) -> None:
    text = _text(_offer(idstein, DataProtection(ground="c")))
    assert ("Buchstabe c" in text, "Artikel 21" in text) == (True, False)


def test_data_protection_is_one_link_from_service_and_first_question(idstein: Authority) -> None:
    url = _offer(idstein, DataProtection())
    pages = (f"/dienst/{IDSTEIN}/fischen/", f"/dienst/{IDSTEIN}/fischen/antrag/seite/angaben/")
    assert [url in page_of(page, Client().get(page)).links for page in pages] == [True, True]


def test_nothing_is_claimed_before_an_assessment(idstein: Authority) -> None:
    assert "Eine Bewertung liegt noch nicht vor." in _text(f"{HOME}barrierefreiheit/")


def test_accessibility_is_told_as_the_authority_assessed_it(idstein: Authority) -> None:
    values = {"conformance": "partial", "assessed_on": "2026-10-01", "barriers": "Karten\nFilme ohne Untertitel"}
    describe(authority=idstein, values=values, actor="Test")
    text = _text(f"{HOME}barrierefreiheit/")
    told = ("teilweise vereinbar", "Selbstbewertung vom 1. Oktober 2026", "Filme ohne Untertitel", "§ 6 HVBIT")
    assert [part for part in told if part not in text] == []


def test_imprint_and_privacy_are_the_authoritys(idstein: Authority) -> None:
    values = {"represented_by": "die Bürgermeisterin", "data_protection_contact": "Datenschutz im Haus 3"}
    describe(authority=idstein, values=values, actor="Test")
    assert "vertreten durch die Bürgermeisterin" in _text(f"{HOME}impressum/")
    assert "Datenschutz im Haus 3" in _text(f"{HOME}datenschutz/")


def test_a_barrier_is_reported_by_mail_and_kept_nowhere(idstein: Authority) -> None:
    describe(authority=idstein, values={"accessibility_contact": "Frau Muster\nbarrieren@example.org"}, actor="Test")
    typed = {"barriere": "Die Karte ist nicht lesbar.", "seite": "", "antwort": "ich@example.org\r\nBcc: x@example.org"}
    url = f"{HOME}barriere-melden/"
    assert (Client().post(url, typed).status_code, mail.outbox) == (422, [])
    assert Client().post(url, typed | {"antwort": "ich@example.org"}).status_code == 200
    sent = mail.outbox.pop()
    assert (sent.to, sent.reply_to) == (["barrieren@example.org"], ["ich@example.org"])
    assert "Die Karte ist nicht lesbar." in sent.body


@pytest.mark.parametrize("typed", ({}, {"barriere": "x" * 4001}, {"barriere": "x", "seite": "y" * 201}))
def test_a_report_that_cannot_be_sent_keeps_what_was_typed(idstein: Authority, typed: dict[str, str]) -> None:
    describe(authority=idstein, values={"email": "amt@example.org"}, actor="Test")
    response = Client().post(f"{HOME}barriere-melden/", typed)
    assert (response.status_code, mail.outbox) == (422, [])
    assert typed.get("barriere", "") in response.content.decode()


def test_a_flood_of_reports_ends_and_the_next_hour_is_open(idstein: Authority) -> None:
    describe(authority=idstein, values={"email": "amt@example.org", "phone": "06126 78-0"}, actor="Test")
    now = timezone.now().replace(minute=30)
    assert [take_turn(authority=idstein, at=now) for _ in range(REPORTS_AN_HOUR + 1)] == [True] * REPORTS_AN_HOUR + [
        False
    ]
    other = factories.make_authority("064390015015", "Taunusstein")
    assert take_turn(authority=other, at=now) is True
    response = Client().post(f"{HOME}barriere-melden/", {"barriere": "Die Karte ist nicht lesbar."})
    text = response.content.decode()
    assert (response.status_code, mail.outbox) == (429, [])
    assert ("sehr viele Meldungen" in text, "Die Karte ist nicht lesbar." in text, "06126 78-0" in text) == (True,) * 3
    assert take_turn(authority=idstein, at=now + timedelta(hours=1)) is True
    counts = BarrierHour.objects.filter(authority=idstein).values_list("count", flat=True)
    assert list(counts) == [1]


def test_nobody_is_asked_to_write_to_nobody(idstein: Authority) -> None:
    assert Client().get(f"{HOME}barriere-melden/").status_code == 404


def test_a_colour_is_stored_as_it_can_be_read(idstein: Authority) -> None:
    describe(authority=idstein, values={"accent": "#ffcc00"}, actor="Test")
    idstein.refresh_from_db()
    assert idstein.accent == "#966500"


@pytest.mark.parametrize(
    ("values", "code"),
    (
        ({"accent": "#e30613"}, "accent_danger"),
        ({"accent": "rot"}, "accent_unreadable"),
        ({"phone": "1" * 41}, "bad_particular"),
        ({"assessed_on": "gestern"}, "bad_particular"),
        ({"conformance": "ganz"}, "bad_particular"),
        ({"name": "Neustadt"}, "unknown_particular"),
    ),
)
def test_what_an_authority_may_not_say_of_itself(idstein: Authority, values: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        describe(authority=idstein, values=values | {"street": "Markt 1"}, actor="Test")
    idstein.refresh_from_db()
    assert ([problem.code for problem in refused.value.problems], idstein.street) == ([code], "")
