"""Nobody is asked, or missed for, what an answer further up on the page may yet leave out."""

import pytest

from dienstweg.applications.appearing import appeared
from dienstweg.applications.page_blocks import page_blocks
from dienstweg.applications.question_blocks import State
from dienstweg.applications.waiting import due, waiting
from dienstweg.engine.answers import Answers
from dienstweg.engine.journey import Journey
from dienstweg.engine.schema import Child, Value
from dienstweg.engine.service import Service
from tests import cast
from tests.applications.posting import names
from tests.engine.schema_parts import field, group, occurs, once, perhaps, rule, service
from tests.walker import Browser

HOME, LIST, OTHER, GROUP = "F00000001", "F00000002", "F00000003", "G00000001"
CODES = tuple(Value(f"{number:03}", f"Art {number}") for number in range(1, 9))
FLAG = once(field(HOME, "Ausbildung in Deutschland?", datatype="bool"))
KIND = once(field(LIST, "Art", role="select", values=CODES))
ABROAD = once(field(OTHER, "Staat der Ausbildung"))
AWAY = f"Wenn {HOME} = Ja, dann darf {OTHER} nicht angezeigt werden."


def made(*tree: Child, rules: tuple[str, ...]) -> Service:
    return service(*tree, rules=tuple(rule(text, f"R0000000{n}") for n, text in enumerate(rules)))


def later(of: Service, answers: Answers | None = None) -> list[str]:
    """What waits on the first page; it is neither drawn nor missed."""
    journey = Journey(of, answers or {})
    page = journey.pages[0]
    found = waiting(journey, page)
    assert found.isdisjoint(names(page_blocks(journey, page, State())))
    assert found.isdisjoint(gap.path for gap in due(journey, page))
    return sorted(found)


@pytest.mark.parametrize(
    ("answer", "expected"), [(None, [OTHER]), (True, []), (False, [])], ids=["not answered", "yes", "no"]
)
def test_a_question_waits_for_the_answer_that_may_leave_it_out(answer: bool | None, expected: list[str]) -> None:
    assert later(made(FLAG, ABROAD, rules=(AWAY,)), {HOME: answer}) == expected


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        ((ABROAD, FLAG), AWAY),
        ((perhaps(FLAG.element), ABROAD), AWAY),
        ((FLAG, ABROAD), f"Wenn {HOME} = Ja, ist {OTHER} optional."),
        ((once(field("F00000009", "Name")), ABROAD), f"Wenn F00000009 leer ist, ist {OTHER} optional."),
    ],
    ids=["above", "may stay empty", "is not left out", "a text"],
)
def test_what_need_not_wait_does_not(tree: tuple[Child, ...], text: str) -> None:
    assert later(made(*tree, rules=(text,))) == []


def test_one_of_many_entries_may_leave_it_out() -> None:
    hidden = f"Wenn {LIST} = 007, dann darf {OTHER} nicht angezeigt werden."
    of = made(KIND, ABROAD, rules=(hidden,))
    assert [later(of), later(of, {LIST: "001"}), later(of, {LIST: "007"})] == [[OTHER], [], []]


def test_what_one_entry_answers_by_itself_waits_too() -> None:
    said = f'Wenn {LIST} = 007, dann ist {OTHER} mit "Schweiz" vorzubefüllen und auszublenden.'
    of = made(KIND, ABROAD, rules=(said,))
    assert [later(of), later(of, {LIST: "001"}), later(of, {LIST: "007"})] == [[OTHER], [], []]


def test_nothing_waits_for_an_answer_that_is_there_and_wrong() -> None:
    hidden = f"Wenn {LIST} = 007, dann darf {OTHER} nicht angezeigt werden."
    of = made(KIND, ABROAD, rules=(hidden,))
    assert later(of, {LIST: "999"}) == []


def test_a_whole_group_waits_with_all_that_is_in_it() -> None:
    away = f"Wenn {HOME} = Ja, dann darf {GROUP} nicht angezeigt werden."
    inside = group(GROUP, once(field("F00000005", "Ort")), occurs("1:2", group("G2", once(field("F6", "Fach")))))
    of = made(once(group("G9", FLAG, once(inside))), rules=(away,))
    assert f"G9.{GROUP}" in later(of)
    assert [block.name for block in page_blocks(Journey(of, {}), of.pages[0], State())] == [f"G9.{HOME}"]
    assert [gap.path for gap in due(Journey(of, {}), of.pages[0])] == [f"G9.{HOME}"]


def test_what_has_waited_comes_with_the_answer() -> None:
    of = made(FLAG, ABROAD, rules=(AWAY,))
    before, now = Journey(of, {}), Journey(of, {HOME: False})
    assert appeared(before, now, of.pages[0]) == (OTHER,)
    assert appeared(now, now, of.pages[0]) == ()


def test_what_goes_on_waiting_has_not_come() -> None:
    of = made(FLAG, perhaps(field("F00000009", "Bemerkung")), ABROAD, rules=(AWAY,))
    assert appeared(Journey(of, {}), Journey(of, {"F00000009": "x"}), of.pages[0]) == ()


@pytest.mark.django_db
def test_nothing_is_sent_without_what_has_waited() -> None:
    people = cast.stage(made(FLAG, ABROAD, rules=(AWAY,)))
    browser = Browser()
    page = browser.open(people.step_url())
    assert page.form.asked == [HOME]
    page = browser.send(page.form, button="weiter")
    assert [target for target, _ in page.errors] == [HOME]
    page = browser.send(page.form, {HOME: "nein"}, button="weiter")
    assert (page.form.asked, page.errors) == ([HOME, OTHER], [])
    page = browser.send(page.form, button="weiter")
    assert [target for target, _ in page.errors] == [OTHER]
    page = browser.send(page.form, {OTHER: "Schweiz"}, button="weiter")
    assert page.url.endswith("/pruefen/")
