"""Repeated rows, two deep and without scripts: added, changed, removed; nothing folds or moves that should not."""

import pytest
from msgspec.structs import replace
from pytest_django import Settings

from dienstweg.engine.answers import Answers
from dienstweg.engine.service import Group, Question, Service
from tests import cast, factories
from tests.applications.everything import EVERYTHING
from tests.cast import Cast
from tests.walker import Browser, Page, Person

pytestmark = pytest.mark.django_db

PETS = [
    {"F21": "Bella", "G23": [{"F24": "Tollwut"}, {"F24": "Staupe"}, {"F24": "Parvo"}]},
    {"F21": "Rex", "G23": [{"F24": "Borreliose"}]},
    {"F21": "Mia"},
]
ANSWERS: Answers = {"F1": "Alice", "G20": PETS, "?G30": False, "?G41": "F43", "F43": "Verein"}


@pytest.fixture
def people(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Cast:
    settings.FILES_DIR = tmp_path_factory.mktemp("files")
    return cast.stage(EVERYTHING)


@pytest.fixture
def alice(people: Cast) -> Browser:
    """Somebody with three animals and their vaccinations, all saved."""
    person = Person(Browser(), ANSWERS)
    person.to_check(person.browser.open(people.step_url()))
    return person.browser


def open_rows(page: Page) -> list[str]:
    """Rows in which something is asked, in the order of the page."""
    rows = (part.partition('"')[0] for part in page.html.split('data-open id="')[1:])
    return list(rows)


def test_adding_inside_a_row_keeps_the_row_open(people: Cast, alice: Browser) -> None:
    page = alice.open(people.step_url("reihen"))
    assert open_rows(page) == []
    page = alice.send(page.form, button="oeffnen:G20.1")
    assert open_rows(page) == ["G20.1"]
    page = alice.send(page.form, button="mehr:G20.1.G23")
    assert (open_rows(page), page.url.endswith("#G20.1.G23")) == (["G20.1", "G20.1.G23.1"], True)
    page = alice.send(page.form, {"G20.1.G23.1.F24": "Tollwut"}, button="mehr:G20.1.G23")
    assert open_rows(page) == ["G20.1", "G20.1.G23.2"]
    told = page.words
    order = [told.index(name) for name in ("Impfung 1: Borreliose", "Impfung 2: Tollwut", "Impfung 3", "Tier 3: Mia")]
    assert order == sorted(order)


def test_changing_an_inner_row_keeps_what_was_typed_around_it(people: Cast, alice: Browser) -> None:
    page = alice.send(alice.open(people.step_url("reihen")).form, button="oeffnen:G20.0")
    page = alice.send(page.form, {"G20.0.F21": "Bella II"}, button="oeffnen:G20.0.G23.1")
    assert (open_rows(page), page.form.values["G20.0.F21"]) == (["G20.0", "G20.0.G23.1"], "Bella II")
    assert page.form.values["G20.0.G23.1.F24"] == "Staupe"


def test_removing_an_inner_row_asks_and_comes_back_to_it(people: Cast, alice: Browser) -> None:
    page = alice.send(alice.open(people.step_url("reihen")).form, button="oeffnen:G20.0")
    asked = alice.open(page.link("/entfernen/G20.0.G23.1/"))
    assert "Impfung 2: Staupe (Tier 1: Bella) entfernen?" in asked.words
    kept = alice.open(next(link for link in asked.links if "offen=" in link))
    assert open_rows(kept) == ["G20.0", "G20.0.G23.1"]
    page = alice.send(asked.form)
    assert open_rows(page) == ["G20.0"]
    told = page.words
    order = [
        told.index(word) for word in ("Bella", "Impfung 1: Tollwut", "Impfung 2: Parvo", "Tier 2: Rex", "Tier 3: Mia")
    ]
    assert (order == sorted(order), "Staupe" in told) == (True, False)


def test_removing_an_outer_row_takes_its_inner_rows(people: Cast, alice: Browser) -> None:
    page = alice.open(people.step_url("reihen"))
    asked = alice.open(page.link("/entfernen/G20.0/"))
    assert "Tier 1: Bella entfernen?" in asked.words
    page = alice.send(asked.form)
    assert ("Tier 1: Rex" in page.words, "Tier 2: Mia" in page.words, "Bella" in page.words) == (True, True, False)


def test_asking_removes_nothing(people: Cast, alice: Browser) -> None:
    for path in ("G20.0", "G20.0.G23.1", "G20.9", "G20.0.G23.9", "G20", "F1", "G20.x"):
        alice.open(f"{people.step_url('reihen')}entfernen/{path}/")
    told = alice.open(people.step_url("reihen")).words
    assert [name for name in ("Bella", "Rex", "Mia") if name not in told] == []


def test_a_fault_deep_in_folded_rows_opens_them(people: Cast, alice: Browser) -> None:
    page = alice.open(people.step_url("reihen"))
    page = alice.send(page.form, {"G20.2.G23.0.F26.tag": "99"}, button="weiter")
    assert (page.status, open_rows(page)) == (422, ["G20.2", "G20.2.G23.0"])
    assert [target.startswith("G20.2.G23.0.") for target, _ in page.errors] == [True] * len(page.errors)


def test_a_fault_folds_no_other_row(people: Cast, alice: Browser) -> None:
    page = alice.send(alice.open(people.step_url("reihen")).form, button="oeffnen:G20.0")
    page = alice.send(page.form, {"G20.0.F22.tag": "99"}, button="mehr:G20.0.G23")
    assert (page.status, "G20.0" in open_rows(page)) == (422, True)
    page = alice.send(alice.open(people.step_url("reihen")).form, button="oeffnen:G20.1")
    page = alice.send(page.form, {"G20.1.F21": "Rex II", "G20.2.F22.tag": "99"}, button="weiter")
    assert (page.status, open_rows(page)[0], page.form.values["G20.1.F21"]) == (422, "G20.1", "Rex II")


def limited() -> Service:
    """At most two rows, each with at most three texts."""
    text = Question(id="F2", path="G1.F2", kind="text", label="Rufnamen", min=0, max=3)
    name = Question(id="F1", path="G1.F1", kind="text", label="Name")
    group = Group(id="G1", path="G1", label="Personen", short="Person", max=2, children=(name, text))
    return replace(factories.make_service("begrenzt", nodes=(group,)))


def test_limits_are_said_and_hold() -> None:
    people, browser = cast.stage(limited()), Browser()
    page = browser.open(people.step_url())
    assert ("Höchstens 2 Einträge." in page.words, "Höchstens 3 Angaben." in page.words) == (True, True)
    page = browser.send(page.form, {"G1.0.F1": "Erna"}, button="mehr:G1")
    page = browser.send(page.form, {"G1.1.F1": "Otto"}, button="oeffnen:G1.0")
    assert ([button for button in page.form.buttons if button == "mehr:G1"], "Höchstens 2 Einträge." in page.words) == (
        [],
        True,
    )
    data = {**page.form.values, "G1.2.F1": "Zuviel"}
    browser.post(page.form.action, data | {"aktion": "mehr:G1"})
    told = browser.open(people.step_url()).words
    assert ("Erna" in told, "Otto" in told, "Zuviel" in told) == (True, True, False)
