"""A link may propose values for declared fields: shown, never stored by opening it, left out where they do not fit."""

import pytest
from django.test import Client

from dienstweg.applications.models import Draft
from dienstweg.engine.service import Limits, Question
from tests import factories
from tests.walker import page_of

pytestmark = pytest.mark.django_db
BEGIN = "/dienst/064390008008/allgemeines/antrag/"
STEP = BEGIN + "seite/angaben/"


@pytest.fixture(autouse=True)
def live() -> None:
    limits = Limits(max_length=20)
    subject = Question(id="F1", path="F1", kind="text", label="Betreff", prefill="betreff", limits=limits)
    other = Question(id="F2", path="F2", kind="text", label="Text", limits=limits)
    service = factories.make_service("allgemeines", nodes=(subject, other))
    factories.make_live_adoption(factories.make_authority(), factories.make_release(service))


def _shown(client: Client, query: str) -> tuple[str, str]:
    form = page_of(STEP, client.get(STEP + query)).forms[0]
    return form.values.get("F1", ""), form.values.get("F2", "")


@pytest.mark.parametrize(
    ("query", "shown"),
    (
        ("?betreff=Fischen", "Fischen"),
        ("?betreff=%20Fischen%0Aund%20mehr", "Fischen und mehr"),
        ("?betreff=%3Cscript%3E", "<script>"),
        ("?betreff=" + "x" * 21, ""),
        ("?betreff=%E2%80%AEx", ""),
        ("?F1=Fischen&F2=x&text=y", ""),
    ),
)
def test_what_a_link_proposes(query: str, shown: str) -> None:
    assert _shown(Client(), query) == (shown, "")


def test_the_first_address_carries_only_what_is_declared() -> None:
    assert Client().get(f"{BEGIN}?betreff=Fischen&anderes=1")["Location"] == f"{STEP}?betreff=Fischen"


def test_opening_stores_nothing_and_an_answer_wins() -> None:
    client = Client()
    client.get(f"{STEP}?betreff=Fischen")
    assert Draft.objects.count() == 0
    client.post(STEP, {"F1": "Angeln", "F2": "x", "aktion": "weiter"})
    assert _shown(client, "?betreff=Fischen") == ("Angeln", "x")
