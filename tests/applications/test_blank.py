"""The empty form on paper: everything is asked once, with room to write, whatever the service asks."""

import pytest

from dienstweg.applications.blank import sheets
from dienstweg.applications.desk import Desk
from dienstweg.applications.models import Draft
from dienstweg.engine.service import Question, walk
from tests import cast
from tests.applications.everything import EVERYTHING
from tests.cast import Cast
from tests.walker import Browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast.stage(EVERYTHING)


def test_every_question_stands_on_it_once(people: Cast) -> None:
    entries = [entry for sheet in sheets(Desk(people.adoption, people.service)) for entry in sheet.entries]
    asked = sorted(entry.label for entry in entries if entry.room is not None)
    questions = [node for node in walk(people.service.nodes) if isinstance(node, Question) and node.role == "input"]
    own = [
        entry.label for entry in entries if entry.room == "ticks" and entry.label not in {q.label for q in questions}
    ]
    assert sorted([*(question.label for question in questions), *own]) == asked
    assert {entry.room for entry in entries if entry.room} == {"line", "lines", "date", "ticks", "enclosed"}


def test_it_is_a_page_that_creates_nothing(people: Cast) -> None:
    browser = Browser()
    page = browser.open(browser.open(people.service_url).link("/leer/"))
    words = ("Weitere tragen Sie bitte auf einem eigenen Blatt ein.", "Ort, Datum", "Liegt in Kopie bei")
    assert (page.status, [word for word in words if word not in page.words], page.forms) == (200, [], [])
    assert (Draft.objects.count(), len(browser.client.cookies)) == (0, 0)


def test_a_small_service_of_ours_fits() -> None:
    people = cast.dog_tax()
    page = Browser().open(f"{people.service_url}antrag/leer/")
    assert (page.status, page.words.count("Unterschrift")) == (200, 1)
    assert people.service.declaration in page.words
