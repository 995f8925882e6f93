"""Search: words as the analyser takes them apart, what is found, how the pages say it, how the index keeps up."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from msgspec.structs import replace
from pytest_django import DjangoDbBlocker

from bench import search as measured
from dienstweg.catalogue.importing import import_catalogue
from dienstweg.catalogue.models import OzgBundle, PublicService
from dienstweg.portal.life_situations import BY_SITUATION
from dienstweg.portal.models import SearchEntry
from dienstweg.portal.search import index
from dienstweg.portal.search.analyser import Analyser, Word, read_word
from dienstweg.portal.search.answer import results
from dienstweg.portal.search.finding import find_services
from dienstweg.portal.search.words import fold, stem, tokens
from tests import factories

LEXICON = {"hund", "hunde", "steuer", "marke", "kennzeichen", "auto", "geburt", "urkunde", "wohnung", "schein"}
CONSTRUCTED, PUBLISHED, OWN, KEYWORDS = 0.95, 0.85, 0.95, 0.95
"""What is missing is told in docs/benchmarks.md."""


@pytest.mark.parametrize(
    ("one", "other"),
    (
        ("Führerschein", "fuehrerschein"),
        ("Straße", "Strasse"),
        ("verlängern", "Verlängerung"),
        ("anmelden", "Anmeldung"),
        ("Ummeldung", "ummelden"),
        ("sammeln", "Sammlung"),
        ("Bäume", "Baum"),
        ("Steuern", "Steuer"),
        ("Hunde", "Hund"),
    ),
)
def test_forms_of_a_word_are_the_same(one: str, other: str) -> None:
    assert stem(fold(one)) == stem(fold(other))


@pytest.mark.parametrize(
    ("compound", "parts"),
    (
        ("hundesteuermarke", ("hund", "steu", "mark")),
        ("autokennzeichen", ("auto", "kennzeich")),
        ("geburtsurkunde", ("geburt", "urkund")),
        ("steuer", ()),
        ("wolkenschieber", ()),
    ),
)
def test_compounds_fall_into_the_catalogues_words(compound: str, parts: tuple[str, ...]) -> None:
    assert Analyser(LEXICON).word(compound).parts == parts


def test_verbs_stand_in_front_of_nouns_without_their_ending() -> None:
    assert Analyser({"parken", "gebiet"}).word("parkgebiet").parts == ("park", "gebiet")


def test_a_compound_of_compounds_has_halves() -> None:
    word = Analyser({"hunde", "steuer", "hundesteuer", "befreiung"}).word("hundesteuerbefreiung")
    assert (word.parts, word.halves) == (("hund", "steu", "befreiung"), ("hundesteu", "befreiung"))
    assert word.text() == "hundesteuerbefrei=hund+steu+befreiung+hundesteu"


def test_a_half_known_compound_is_known_by_its_ends() -> None:
    assert Analyser({"parken", "ausweis"}).ends("parkwolkenausweis") == ("park", "ausweis")
    assert Analyser({"parken", "ausweis"}).ends("wolkenschieber") == ()


def test_words_that_say_nothing_are_left_out() -> None:
    assert tokens("Wie kann ich für meinen Hund eine Marke beantragen?") == ["hund", "marke"]


def test_a_word_is_read_as_it_was_written() -> None:
    word = Word("hundesteu", ("hund", "steu"))
    assert read_word(word.text()) == word


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The catalogue, once for all tests here: it takes seconds."""
    with django_db_blocker.unblock(), transaction.atomic():
        import_catalogue(actor="Test")
        index.rebuild()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def catalogue(loaded: None, db: None) -> None:
    """The loaded catalogue inside a test's own transaction."""


@pytest.mark.usefixtures("catalogue")
def test_the_same_tables_again_change_nothing() -> None:
    again = import_catalogue(actor="Test")
    assert (again.services, again.created, again.removed) == (PublicService.objects.count(), 0, 0)


@pytest.mark.usefixtures("catalogue")
def test_every_bundle_has_everyday_words_and_a_life_situation_in_plain_words() -> None:
    bundles = OzgBundle.objects.all()
    assert [bundle.name for bundle in bundles if not bundle.everyday_words] == []
    assert {bundle.life_situation for bundle in bundles} - BY_SITUATION.keys() == set()


@pytest.mark.usefixtures("catalogue")
def test_papers_of_identity_are_never_asked_for_informally() -> None:
    papers = PublicService.objects.filter(bundle__ozg_id__in=("10119", "10177", "10026", "10169", "10255"))
    assert list(papers.filter(general_application=True)) == []


@pytest.mark.usefixtures("catalogue")
def test_a_release_is_found_as_soon_as_it_appears_and_as_after_a_rebuild() -> None:
    factories.make_release(factories.make_service("hundesteuer-anmelden", title="Hundesteuer anmelden"))
    factories.make_release(factories.make_service("wolken-schieben", title="Wolken schieben"))
    assert find_services("Wolken").groups[0].services[0].entry.ref == "wolken-schieben"
    before = list(_rows())
    index.rebuild()
    assert list(_rows()) == before


def _rows() -> Iterator[tuple[str, ...]]:
    columns = ("kind", "ref", "group", "title", "name", "phrases", "also", "terms", "raw", "rank")
    yield from SearchEntry.objects.order_by("kind", "ref").values_list(*columns)


@pytest.mark.usefixtures("catalogue")
def test_what_people_type_leads_to_the_service() -> None:
    _check_hits("our own", measured.own(), OWN)


@pytest.mark.usefixtures("catalogue")
def test_keywords_of_city_portals_lead_to_the_service() -> None:
    _check_hits("keywords", measured.keywords(), KEYWORDS)


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(("name", "least"), (("constructed", CONSTRUCTED), ("published", PUBLISHED)))
def test_the_collected_pairs_are_hit(name: str, least: float) -> None:
    if not measured.DATA.is_dir():
        pytest.skip(f"no search pairs in {measured.DATA} (set DIENSTWEG_DATA)")
    _check_hits(name, getattr(measured, name)(), least)


def _check_hits(name: str, pairs: list[measured.Pair], least: float) -> None:
    missed = [pair.words for pair in pairs if not measured.is_hit(pair)]
    assert len(missed) <= len(pairs) * (1 - least), f"{name}: {missed}"


@pytest.mark.usefixtures("catalogue")
def test_a_slip_of_the_pen_is_mended_and_said(client: Client) -> None:
    page = client.get("/suche/", {"anliegen": "Perosnalausweis"}).content.decode()
    assert "Zu „Perosnalausweis“ haben wir nichts gefunden. Meinten Sie" in page
    assert "Personalausweis" in page


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    ("words", "bundle"),
    (
        ("Parkwolkengebiet", "10173"),  # a compound nobody knows, by its rare part
        ("Änderung Abfallbehälter", "10110"),  # the thing weighs more than what is done with it
        ("Aufenthaltserlaubnisverlängerung", "10255"),  # a compound of a compound
    ),
)
def test_the_telling_word_decides(words: str, bundle: str) -> None:
    assert find_services(words).groups[0].key == bundle


@pytest.mark.usefixtures("catalogue")
def test_what_can_be_done_online_is_not_listed_a_second_time() -> None:
    service = replace(factories.make_service("hundesteuer-anmelden"), leika_key="99102013104000")
    factories.make_release(service)
    first = results(find_services("Hund anmelden").groups, None)[0]
    listed = {url.rstrip("/").rsplit("/", 1)[1] for _, url in first.others}
    assert (first.title, first.online, listed & {"99102013104000", "99102013000000"}) == (service.title, True, set())


@pytest.mark.usefixtures("catalogue")
def test_another_word_is_not_taken_for_a_slip() -> None:
    assert [find_services(words).instead for words in ("gebrechliche", "zofa")] == ["", ""]


@pytest.mark.usefixtures("catalogue")
def test_nothing_found_is_said(client: Client) -> None:
    assert "Zu „qqqqwwww“ haben wir nichts gefunden." in client.get("/suche/?anliegen=qqqqwwww").content.decode()


@pytest.mark.usefixtures("catalogue")
def test_too_many_words_are_said(client: Client) -> None:
    words = "hund katze maus pferd kuh schaf ziege huhn ente gans schwein esel fisch vogel"
    assert "Das sind viele Wörter." in client.get("/suche/", {"anliegen": words}).content.decode()


@pytest.mark.usefixtures("catalogue")
def test_the_page_of_a_service_asks_for_the_place_and_then_names_the_authority(client: Client) -> None:
    county = factories.make_county("064390000000")
    factories.make_authority("064390008008", "Idstein", county=county, postal_codes=("65510",))
    asked = client.get("/leistungen/99036020001000/").content.decode()
    told = client.get("/leistungen/99036020001000/?ort=65510").content.decode()
    assert ("Nennen Sie uns den Ort" in asked, county.official_name in asked) == (True, False)
    assert county.official_name in told


@pytest.mark.usefixtures("catalogue")
def test_every_life_situation_opens(client: Client) -> None:
    pages = [client.get(f"/lebenslagen/{one.slug}/").status_code for one in set(BY_SITUATION.values())]
    assert pages == [200] * len(pages)
    assert (client.get("/lebenslagen/nirgends/").status_code, client.get("/leistungen/1/").status_code) == (404, 404)
