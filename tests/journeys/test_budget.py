"""What the way costs: requests and queries, the same however much there is."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from msgspec.structs import replace
from pytest_django import Settings

from dienstweg.engine.service import Group, Item, Page, Question, Service
from tests import cast, factories
from tests.cast import Cast
from tests.walker import Browser, Person

pytestmark = pytest.mark.django_db

TRANSACTION = re.compile(r"(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|START|SET )", re.IGNORECASE)
MOST_REQUESTS, MOST_QUERIES = 11, 40


@pytest.fixture(autouse=True)
def place(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.FILES_DIR = tmp_path_factory.mktemp("files")


@contextmanager
def counted() -> Iterator[list[str]]:
    """The queries of a block, transaction statements left out."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as queries:
        yield found
    found += [query["sql"] for query in queries if not TRANSACTION.match(query["sql"])]


def test_one_dog_from_service_page_to_receipt() -> None:
    people = cast.dog_tax()
    warm_up(people)
    alice = Person(Browser(), cast.alice())
    with counted() as queries:
        service = alice.browser.open(people.service_url)
        alice.finish(alice.browser.open(service.link("/seite/ueber-sie/")))
    assert alice.requests <= MOST_REQUESTS
    assert len(queries) <= MOST_QUERIES, "\n".join(queries)


def warm_up(people: Cast) -> None:
    """What a process keeps is there: the compiled service."""
    Browser().open(people.service_url)


@pytest.mark.parametrize("pages", [2, 5, 20])
def test_a_page_costs_the_same_however_many_there_are(pages: int) -> None:
    people = cast.stage(service_of(pages))
    warm_up(people)
    browser = Browser()
    page = browser.open(people.step_url())
    costs: list[tuple[int, int]] = []
    for number in range(pages):
        with counted() as shown:
            browser.open(page.url)
        with counted() as sent:
            page = browser.send(page.form, {f"F{number}": "x"}, button="weiter")
        costs.append((len(shown), len(sent)))
    first, *rest = costs
    assert (first, set(rest)) == ((1, 4), {(2, 5)})


def service_of(pages: int) -> Service:
    """A question on each page."""
    questions = tuple(Question(id=f"F{n}", path=f"F{n}", kind="text", label=f"Frage {n}") for n in range(pages))
    return replace(
        factories.make_service("viele-seiten", nodes=questions),
        pages=tuple(Page(slug=f"seite-{n}", title=f"Seite {n}", items=(Item(f"F{n}"),)) for n in range(pages)),
    )


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_a_page_costs_the_same_however_many_rows_it_has(rows: int) -> None:
    group = Group(
        id="G1",
        path="G1",
        label="Tiere",
        max=None,
        children=(Question(id="F1", path="G1.F1", kind="text", label="Name"),),
    )
    people = cast.stage(factories.make_service("viele-reihen", nodes=(group,)))
    warm_up(people)
    person = Person(Browser(), {"G1": [{"F1": f"Tier {n}"} for n in range(rows)]})
    page = person.browser.open(people.step_url())
    check = person.to_check(page)
    with counted() as shown:
        person.browser.open(people.step_url())
    with counted() as sent:
        person.browser.send(check.form, {"erklaerung": "ja"})
    assert (len(shown), len(sent)) == (2, 8)


def test_consent_and_address_cost_two_queries_more() -> None:
    people = cast.stage(service_of(1))
    warm_up(people)
    alice = Person(Browser(), {"F0": "x"})
    check = alice.to_check(alice.browser.open(people.step_url()))
    wish = {"erklaerung": "ja", "einwilligung": "ja", "hinweis_an": "alice@example.org"}
    with counted() as sent:
        alice.browser.send(check.form, wish)
    assert len(sent) == 8 + 2


# --- lists ------------------------------------------------------------------------------------------------------------


def send(people: Cast, count: int) -> None:
    """So many applications."""
    for _ in range(count):
        person = Person(Browser(), {"F0": "x"})
        person.finish(person.browser.open(people.step_url()))


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_costs_the_same_however_much_waits(count: int) -> None:
    people = cast.stage(service_of(1))
    send(people, count)
    bob = cast.log_in(people.bob)
    with counted() as waiting:
        inbox = bob.open(f"/amt/{cast.IDSTEIN}/eingang/")
    cases = [link for link in inbox.links if "/vorgang/" in link]
    for link in cases:
        cast.decide(bob, bob.open(link), "assessed", "x")
    with counted() as done:
        bob.open(f"/amt/{cast.IDSTEIN}/eingang/?ansicht=erledigt")
    with counted() as case:
        bob.open(cases[0])
    assert (len(cases), len(waiting), len(done), len(case)) == (count, 8, 8, 13)


@pytest.mark.parametrize("count", [1, 3])
def test_an_authority_costs_the_same_however_much_it_offers(count: int) -> None:
    county = factories.make_county()
    town = factories.make_authority(cast.IDSTEIN, "Idstein", county=county, postal_codes=("65510",))
    for number in range(count):
        factories.make_live_adoption(
            town, factories.make_release(factories.make_service(f"dienst-{number}", title=f"Dienst {number}"))
        )
    with counted() as queries:
        page = Browser().open(f"/behoerde/{cast.IDSTEIN}/")
    offered = [link for link in page.links if link.startswith(f"/dienst/{cast.IDSTEIN}/")]
    assert (len(offered), len(queries)) == (count, 3)


@pytest.mark.parametrize("count", [1, 3])
def test_the_search_costs_the_same_however_many_towns_and_services_there_are(count: int) -> None:
    for number in range(count):
        factories.make_authority(f"06439000800{number}", f"Ort {number}", postal_codes=("65510",))
        factories.make_release(factories.make_service(f"dienst-{number}", title=f"Dienst {number}"))
    Browser().open("/suche/?anliegen=Dienst&ort=65510")
    with counted() as queries:
        page = Browser().open("/suche/?anliegen=Dienst&ort=65510")
    assert (page.status, len(queries)) == (200, 6)


@pytest.mark.parametrize("count", [1, 3])
def test_the_status_page_costs_the_same_however_many_files_were_sent(count: int) -> None:
    files = Question(id="F2", path="F2", kind="file", label="Nachweise", min=0, max=None)
    name = Question(id="F0", path="F0", kind="text", label="Name")
    people = cast.stage(factories.make_service("nachweise", nodes=(name, files)))
    sent = [{"name": f"{n}.pdf", "type": "application/pdf"} for n in range(count)]
    person = Person(Browser(), {"F0": "x", "F2": sent})
    receipt = person.finish(person.browser.open(people.step_url()))
    status = person.browser.send(receipt.form_to("/stand/"))
    with counted() as queries:
        person.browser.open(status.url)
    assert (len([form for form in status.forms if "/dokument/" in form.action]), len(queries)) == (count, 6)
