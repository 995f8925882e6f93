"""What was picked by mistake can be taken back, without scripts."""

from datetime import date

import pytest
from msgspec.structs import replace

from dienstweg.applications.page_blocks import page_blocks
from dienstweg.applications.page_form import read_page
from dienstweg.applications.question_blocks import State
from dienstweg.engine.answers import Answers, get, put
from dienstweg.engine.journey import Journey
from dienstweg.engine.service import CodeList, Either, Entry, Group, Item, Node, Page, Question, Service
from dienstweg.web.blocks import Block
from tests import factories
from tests.applications.everything import EVERYTHING, FULL
from tests.applications.posting import every

TODAY = date(2026, 5, 12)
LISTS = {
    "farbe": CodeList("urn:farbe", "1", (Entry("r", "Rot"), Entry("g", "Grün"))),
    "anrede": CodeList("urn:anrede", "1", (Entry("f", "Frau"), Entry("x", "keine Angabe"))),
}
NOTHING, NO_ANSWER = "Keine Angabe", "Nicht beantworten"


def yes_no(path: str, least: int) -> Question:
    return Question(id=path.rpartition(".")[2], path=path, kind="bool", label=path, min=least)


def choice(path: str, least: int, most: int | None = 1, code_list: str = "farbe") -> Question:
    return Question(id=path, path=path, kind="choice", label=path, min=least, max=most, code_list=code_list)


def group(path: str, *children: Node, least: int = 0, most: int | None = 1, gate: bool = False) -> Group:
    return Group(id=path, path=path, label=path, children=children, min=least, max=most, gate=gate)


def either(*, required: bool) -> Either:
    options = (yes_no("F1", 0), group("G2", yes_no("G2.F2", 1)))
    return Either(path="?F1", label="Was?", options=options, required=required)


def service(*nodes: Node) -> Service:
    return replace(factories.make_service("wahl", nodes=nodes), code_lists=LISTS)


def blocks(asked: Service, answers: Answers, page: int = 0) -> list[Block]:
    journey = Journey(asked, answers, today=TODAY)
    state = State(open_rows=frozenset({"G1.0", "G20.0", "G20.1"}))
    return list(every(page_blocks(journey, journey.pages[page], state)))


def nothings(asked: Service, answers: Answers, page: int = 0) -> dict[str, str]:
    """The words of the answer that takes back, by the name of each choice."""
    kinds = ("radios", "select", "either", "gate")
    return {block.name: block.nothing for block in blocks(asked, answers, page) if block.type in kinds}


@pytest.mark.parametrize(
    ("node", "answers", "words"),
    [
        (yes_no("F1", 0), {}, {"F1": NOTHING}),
        (yes_no("F1", 0), {"F1": True}, {"F1": NOTHING}),
        (yes_no("F1", 1), {"F1": True}, {"F1": ""}),
        (choice("F1", 0), {}, {"F1": NOTHING}),
        (choice("F1", 0, code_list="anrede"), {}, {"F1": NO_ANSWER}),
        (choice("F1", 1), {}, {"F1": ""}),
        (choice("F1", 0, None), {}, {"F1.0": NOTHING}),
        (choice("F1", 1, None), {"F1": ["r"]}, {"F1.0": ""}),
        (choice("F1", 1, None), {"F1": ["r", "g"]}, {"F1.0": NOTHING, "F1.1": NOTHING}),
        (either(required=False), {}, {"?F1": NOTHING, "F1": "", "G2.F2": ""}),
        (either(required=True), {}, {"?F1": "", "F1": "", "G2.F2": ""}),
        (group("G1", yes_no("G1.F1", 1), gate=True), {}, {"?G1": "", "G1.F1": ""}),
        (group("G1", yes_no("G1.F1", 1), least=1, most=None), {}, {"G1.0.F1": ""}),
        (group("G1", yes_no("G1.F1", 0), least=1, most=None), {}, {"G1.0.F1": NOTHING}),
    ],
)
def test_what_may_stay_unanswered_has_an_answer_that_says_so(
    node: Node, answers: Answers, words: dict[str, str]
) -> None:
    assert nothings(service(node), answers) == words


@pytest.mark.parametrize(("least", "words"), [(0, NOTHING), (1, "")])
def test_what_makes_an_optional_group_mandatory_can_be_taken_back(least: int, words: str) -> None:
    """Alone on its page, beside others, and spread over pages."""
    inner = group("G1", yes_no("G1.F1", 1), yes_no("G1.F2", 1), least=least)
    alone = service(inner)
    pages = tuple(Page(slug=name, title=name, items=(Item(f"G1.{name}"),)) for name in ("F1", "F2"))
    spread = replace(alone, pages=pages)
    assert nothings(alone, {}) == {"G1.F1": words, "G1.F2": words}
    assert nothings(service(yes_no("F9", 1), inner), {}) == {"F9": "", "G1.F1": words, "G1.F2": words}
    assert nothings(spread, {}) | nothings(spread, {}, 1) == {"G1.F1": words, "G1.F2": words}


@pytest.mark.parametrize("page", [page.slug for page in EVERYTHING.pages])
def test_taking_an_answer_back_leaves_the_others(page: str) -> None:
    journey = Journey(EVERYTHING, FULL, today=TODAY)
    number = [page.slug for page in journey.pages].index(page)
    for name in (block.name for block in blocks(EVERYTHING, FULL, number) if block.nothing):
        assert get(FULL, name) is not None
        posted = read_page(journey, journey.pages[number], {name: ""}, today=TODAY)
        assert (posted.answers, posted.faults, posted.unknown) == (put(FULL, name, None), {}, False)


def test_a_choice_between_groups_is_taken_back_and_remembers_what_was_told() -> None:
    asked = service(either(required=False))
    answers: Answers = {"?F1": "G2", "G2": {"F2": True}}
    journey = Journey(asked, answers, today=TODAY)
    posted = read_page(journey, journey.pages[0], {"?F1": "", "G2.F2": "ja"}, today=TODAY)
    assert (posted.answers, posted.faults, posted.unknown) == ({"G2": {"F2": True}}, {}, False)
    after = Journey(asked, posted.answers, today=TODAY)
    assert (after.clean(), after.gaps()) == ({}, ())
    again = read_page(after, after.pages[0], {"?F1": "G2"}, today=TODAY)
    assert again.answers == answers


def test_of_several_entries_one_can_be_taken_back() -> None:
    asked = service(choice("F1", 1, None))
    journey = Journey(asked, {"F1": ["r", "g"]}, today=TODAY)
    posted = read_page(journey, journey.pages[0], {"F1.0": "", "F1.1": "g"}, today=TODAY)
    assert posted.answers == {"F1": ["g"]}
