"""Translating changes words and nothing else."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace

from dienstweg.engine import habits, reword
from dienstweg.engine.answers import Answers
from dienstweg.engine.journey import Journey
from dienstweg.engine.passes import rebuilt
from dienstweg.engine.service import Node, Question, Service, walk
from dienstweg.engine.translating import translated, untranslated
from dienstweg.engine.wordings import Foreign
from tests.properties.random_answers import levels
from tests.properties.random_services import services

TODAY = date(2026, 5, 1)


@st.composite
def bilingual(draw: st.DrawFn) -> Service:
    """A service of which some texts are in English."""
    found = draw(services())
    keys = [key for key in reword.texts(found) if draw(st.booleans())]
    return replace(found, format=2, translations={"en": {key: f"EN {key}" for key in keys}})


@st.composite
def filled(draw: st.DrawFn) -> tuple[Service, Answers]:
    found = draw(bilingual())
    return found, draw(levels(found.nodes))


def wordless(service: Service) -> Service:
    """The service with every text replaced by its key, and without what each language keeps for machines."""
    keyed = reword.reworded(service, lambda key, _text: key)
    return replace(keyed, nodes=rebuilt(keyed.nodes, _bare))


def _bare(node: Node) -> Node:
    return replace(node, original=UNSET) if isinstance(node, Question) else node


@given(bilingual())
def test_structure_paths_codes_and_rules_stay(service: Service) -> None:
    assert wordless(translated(service, "en")) == wordless(service)


@given(bilingual())
def test_exactly_the_untranslated_texts_are_marked(service: Service) -> None:
    said = reword.texts(translated(service, "en"))
    assert {key for key, text in said.items() if isinstance(text, Foreign)} == set(untranslated(service, "en"))
    assert set(said) == set(reword.texts(service))


@given(bilingual())
def test_german_is_the_service_itself(service: Service) -> None:
    assert translated(service, "de") is service
    assert untranslated(service, "fr") == reword.texts(service)


@given(filled())
def test_the_way_and_what_leaves_are_the_same_in_every_language(both: tuple[Service, Answers]) -> None:
    service, answers = both
    german, english = (Journey(one, answers, today=TODAY) for one in (service, translated(service, "en")))
    assert english.clean() == german.clean()
    assert english.kept() == german.kept()
    assert [page.slug for page in english.pages] == [page.slug for page in german.pages]
    assert [(gap.path, gap.kind) for gap in english.gaps()] == [(gap.path, gap.kind) for gap in german.gaps()]


@given(bilingual())
def test_what_machines_recognise_a_question_by_is_the_same_in_every_language(service: Service) -> None:
    for german, english in zip(walk(service.nodes), walk(translated(service, "en").nodes), strict=True):
        if isinstance(german, Question) and isinstance(english, Question):
            assert habits.nature(english) == habits.nature(german)
