"""Rules over the wire: an answer brings questions onto its page, takes them back, and nobody can slip one in."""

from collections.abc import Mapping

import pytest
from django.utils import timezone

from dienstweg.applications import drafts
from dienstweg.applications.desk import COOKIE
from dienstweg.applications.models import Application
from dienstweg.applications.reading import open_application
from dienstweg.engine import access_code
from dienstweg.engine.answers import Answers
from dienstweg.engine.overlay import Overlay, PagePart
from dienstweg.engine.service import Service
from tests import cast
from tests.cast import Cast
from tests.engine.ruling.forms import f, form, g, long, short, whole
from tests.walker import Browser, Page

pytestmark = pytest.mark.django_db

NOTICE = "Aus Ihren Angaben ergeben sich weitere Fragen"
STRANGE = "Die Seite enthielt Felder, die es hier nicht gibt. Wir haben sie nicht übernommen."
SHOW = "Wenn F1 = Ja, zeige {} an, sonst nicht."
PAGES = (("eins", ("F1", "F9", "F2", "F3", "G2", "G4")), ("zwei", ("G5", "F10")), ("drei", ("F11",)))
CHOICE = g(6, g(7, f(12), count="0:1"), g(8, f(13), count="0:1"), art="X")
OBEYING = form(
    f(1, "bool"),
    f(9, "date", "0:1"),
    f(2),
    f(3, count="1:*"),
    g(2, g(3, f(6), count="0:1"), CHOICE, f(14, count="0:1")),
    g(4, f(7, "bool"), f(8), count="1:*"),
    g(5, f(15, "bool", "0:1"), f(16, "001 002")),
    f(10, count="0:1"),
    f(11),
    rules=(
        *(SHOW.format(one) for one in ("F2", "F3", "G2", "G4")),
        "Wenn F7 = Ja, zeige F8 an, sonst nicht.",
        "Wenn F1 = Ja, ist F11 auszublenden.",
        "Wenn F1 = Ja, ist F16 mit 002 vorzubefüllen und auszublenden.",
        "Wenn F15 = Ja, zeige F10 an, sonst nicht.",
    ),
    overlay=Overlay(
        slug="gehorsam",
        pages=tuple(PagePart(slug=slug, title=slug.title(), items=long(items)) for slug, items in PAGES),
        remedy="Gegen diesen Bescheid können Sie Widerspruch einlegen.",
    ),
)
APPEARING = ["F2", "F3.0", "G2.?G3", "G2.G6.?G7", "G4.0.F7"]
FILLED = {
    "F2": "a",
    "F3.0": "b",
    "G2.?G3": "nein",
    "G2.G6.?G7": "G7",
    "G2.G6.G7.F12": "c",
    "G2.F14": "d",
    "G4.0.F7": "nein",
}


class Applicant:
    """Somebody at the first page; names are written short."""

    def __init__(self, service: Service = OBEYING) -> None:
        self.people: Cast = cast.stage(service)
        self.browser = Browser()
        self.page = self.open("eins")

    def open(self, page: str) -> Page:
        self.page = self.browser.open(self.people.step_url(page))
        return self.page

    def send(self, changes: Mapping[str, object], button: str = "weiter") -> Page:
        """Send the form of the page as it is, with changes."""
        self.page = self.browser.send(self.page.form, long(dict(changes)), button=whole(button))
        assert self.page.status < 500
        return self.page

    @property
    def at(self) -> str:
        """The end of the address."""
        return short(self.page.url.rpartition("antrag/")[2])

    @property
    def errors(self) -> list[str]:
        return [short(place) for place, _ in self.page.errors]

    @property
    def answers(self) -> Answers:
        """What the draft holds, with every answer that was ever given."""
        code = access_code.parse(self.browser.client.cookies[COOKIE].value)
        found = drafts.find(code, self.people.adoption, timezone.now())
        assert found is not None
        return short(found.answers)

    def to_check(self) -> Page:
        """Whatever is left is filled in."""
        for slug, filled in (("eins", FILLED), ("zwei", {}), ("drei", {})):
            self.open(slug)
            self.send({name: text for name, text in filled.items() if long(name) in self.page.form.asked})
        return self.page


def test_what_an_answer_brings_is_shown_before_anything_is_said_about_it() -> None:
    alice = Applicant()
    assert [short(name) for name in alice.page.form.asked] == ["F1", "F9.tag", "F9.monat", "F9.jahr"]
    alice.send({"F1": "ja"})
    assert (alice.page.status, alice.at, alice.errors) == (200, "seite/eins/?neu=F2#F2", [])
    assert NOTICE in alice.page.words
    assert [short(name) for name in alice.page.form.asked][4:] == [
        "F2",
        "F3.0",
        "G2.?G3",
        "G2.G3.F6",
        "G2.G6.?G7",
        "G2.G6.G7.F12",
        "G2.G6.G8.F13",
        "G2.F14",
        "G4.0.F7",
    ]


def test_sent_on_without_them_each_is_told() -> None:
    alice = Applicant()
    alice.send({"F1": "ja"})
    alice.send({})
    assert (alice.page.status, alice.errors) == (422, APPEARING)
    assert NOTICE not in alice.page.words


def test_with_them_the_way_goes_on() -> None:
    alice = Applicant()
    alice.send({"F1": "ja"})
    alice.send(FILLED)
    assert (alice.page.status, alice.at) == (200, "seite/zwei/")


def test_a_fault_beside_them_is_the_only_one_told() -> None:
    alice = Applicant()
    alice.send({"F1": "ja", "F9.tag": "31", "F9.monat": "2", "F9.jahr": "2020"})
    assert (alice.page.status, alice.errors) == (422, ["F9.tag"])
    assert NOTICE in alice.page.words
    assert alice.answers == {"F1": True}


def test_changed_back_nothing_of_it_leaves_and_again_all_of_it_is_there() -> None:
    alice = Applicant()
    alice.send({"F1": "ja"})
    alice.send(FILLED)
    alice.open("eins")
    alice.send({"F1": "nein"})
    assert (alice.page.status, alice.at) == (200, "seite/zwei/")
    assert alice.answers["F2"] == "a"
    alice.open("eins")
    alice.send({"F1": "ja"})
    assert alice.at == "seite/zwei/"


def test_an_optional_question_is_shown_too() -> None:
    alice = Applicant()
    alice.send({"F1": "nein"})
    alice.send({"G5.F15": "ja", "G5.F16": "001"})
    assert (alice.at, alice.errors, NOTICE in alice.page.words) == ("seite/zwei/?neu=F10#F10", [], True)
    alice.send({})
    assert alice.at == "seite/drei/"


def test_in_a_row_the_row_is_open_again() -> None:
    alice = Applicant()
    alice.send({"F1": "ja"})
    alice.send(FILLED | {"G4.0.F7": "ja"})
    assert (alice.at, alice.errors) == ("seite/eins/?neu=G4.0.F8#G4.0.F8", [])
    alice.send({})
    assert (alice.page.status, alice.errors) == (422, ["G4.0.F8"])
    alice.send({"G4.0.F8": "x"})
    assert alice.at == "seite/zwei/"


def test_saved_for_later_nothing_is_asked_again() -> None:
    alice = Applicant()
    alice.send({"F1": "ja"}, "spaeter")
    assert (alice.at, alice.answers) == ("spaeter/", {"F1": True})


@pytest.mark.parametrize(
    ("page", "name"),
    [("eins", "F2"), ("eins", "F3.0"), ("eins", "G2.F14"), ("eins", "G4.0.F7"), ("eins", "G2.?G3"), ("zwei", "F10")],
)
def test_a_value_for_what_is_forbidden_is_not_taken(page: str, name: str) -> None:
    alice = Applicant()
    alice.send({"F1": "nein"})
    alice.open(page)
    before = alice.answers
    alice.send({name: "ja"})
    assert (alice.page.status, STRANGE in alice.page.words) == (422, True)
    assert alice.answers == before


def test_a_value_for_what_a_rule_sets_is_not_taken() -> None:
    alice = Applicant()
    alice.send({"F1": "ja"})
    alice.send(FILLED)
    alice.send({"G5.F16": "001"})
    assert (alice.page.status, STRANGE in alice.page.words) == (422, True)
    assert "G5" not in alice.answers


def test_posted_to_a_page_that_went_away_the_way_goes_on_elsewhere() -> None:
    alice = Applicant()
    alice.send({"F1": "nein"})
    stale = alice.open("drei").form
    alice.open("eins")
    alice.send({"F1": "ja"})
    page = alice.browser.send(stale, long({"F11": "x"}), button="weiter")
    assert (page.status, short(page.url.rpartition("antrag/")[2])) == (200, "seite/eins/")
    assert "F11" not in alice.answers


@pytest.mark.parametrize("button", ["mehr:G4", "oeffnen:G4.0", "weg:G4.0", "weg:G4.7", "datei-weg:F2", "hochladen:F2"])
def test_buttons_of_what_is_forbidden_do_no_harm(button: str) -> None:
    alice = Applicant()
    alice.send({"F1": "nein"})
    alice.open("eins")
    alice.send({}, button)
    assert (alice.page.status, alice.answers) == (200, {"F1": False})


def test_what_is_sent_keeps_to_the_rules() -> None:
    alice = Applicant()
    alice.send({"F1": "ja"})
    alice.to_check()
    assert (alice.at, alice.page.words.count("Label 002")) == ("pruefen/", 0)
    key = access_code.key_pair(access_code.parse(alice.browser.client.cookies[COOKIE].value))
    alice.send({"erklaerung": "ja"})
    (application,) = Application.objects.everywhere("a test")
    opened = open_application(application, key)
    assert short(opened.journey.clean()) == {
        "F1": True,
        "F2": "a",
        "F3": ["b"],
        "G2": {"G6": {"G7": {"F12": "c"}}, "F14": "d"},
        "G4": [{"F7": False}],
        "G5": {"F16": "002"},
    }
    assert "F10" not in short(opened.content.answers)


def test_where_the_rules_leave_nothing_to_ask_nobody_begins() -> None:
    nothing = form(
        f(1),
        rules=("Für das Land HE gilt: F1 ist auszublenden.",),
        overlay=Overlay(slug="nichts", remedy="Gegen diesen Bescheid können Sie Widerspruch einlegen."),
    )
    people = cast.stage(nothing)
    browser = Browser()
    for address in ("antrag/", "antrag/pruefen/", f"antrag/seite/{nothing.pages[0].slug}/"):
        page = browser.open(f"{people.service_url}{address}")
        assert (page.status, page.url) == (200, people.service_url)
